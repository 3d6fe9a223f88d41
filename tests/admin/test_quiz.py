"""Quizzes in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.models import Course, Quiz, QuizPart
from quizzes.scoring.answering import Way
from quizzes.scoring.disclosure import USUAL, Part, Stage
from tests.factories import (
    CourseFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    QuizFactory,
    TagFactory,
    UserFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db
ADD = reverse("admin:quizzes_quiz_add")
INLINE = {"parts-TOTAL_FORMS": 0, "parts-INITIAL_FORMS": 0}


def change_url(quiz):
    return reverse("admin:quizzes_quiz_change", args=[quiz.pk])


def fields(course, **changes):
    return {
        "course": course.pk,
        "title": "What do you know?",
        "slug": "what",
        "position": 1,
        "status": "published",
        "intro": "",
        "way": Way.TRIES.value,
        "tries": 3,
        "penalty": 25,
    } | changes


def part(number, source, **changes):
    given = {"position": number, "source": source, "count": "", "points": 1} | changes
    return {f"parts-{number}-{name}": value for name, value in given.items()}


def test_a_new_quiz_leads_on_to_what_it_asks(admin_client):
    course = CourseFactory()
    response = admin_client.post(ADD, fields(course))
    quiz = Quiz.objects.get()
    assert response["Location"] == change_url(quiz)
    assert (quiz.way, quiz.tries, quiz.penalty, quiz.shown) == ("tries", 3, 0.25, {})
    page = admin_client.get(change_url(quiz)).content.decode()
    assert 'Now choose <a href="#parts-group">what the quiz asks</a>' in page
    assert 'id="parts-group"' in page


def test_a_published_quiz_that_asks_nothing_is_named(admin_client):
    quiz = QuizFactory(course=CourseFactory())
    posted = fields(quiz.course, slug=quiz.slug) | INLINE
    warning = "This quiz is published, but it asks nothing yet."
    assert warning in admin_client.post(change_url(quiz), posted, follow=True).content.decode()
    draft = posted | {"status": "draft"}
    assert warning not in admin_client.post(change_url(quiz), draft, follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tries": 1}, "greater than or equal to 2"),
        ({"penalty": 101}, "less than or equal to 100"),
        ({"penalty": "nan"}, "Enter a number"),
        ({"way": "zz"}, "Select a valid choice"),
        ({"most_attempts": 0}, "Allow at least one"),
        ({"own_matrix": "on", "during": ["key"]}, "cannot be hidden later"),
        ({"own_matrix": "on", "during": ["zz"]}, "Select a valid choice"),
    ],
)
def test_rules_that_make_no_sense_are_refused(admin_client, changes, words):
    page = admin_client.post(ADD, fields(CourseFactory(), **changes))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Quiz.objects.exists()


def test_an_authors_own_matrix_is_kept(admin_client):
    own = {"own_matrix": "on", "submitted": ["answer"], "closed": ["answer", "right"]}
    admin_client.post(ADD, fields(CourseFactory(), **own))
    matrix = Quiz.objects.get().matrix
    assert matrix.at(Stage.DURING) == set()
    assert matrix.at(Stage.CLOSED) == {Part.ANSWER, Part.RIGHT}


def test_without_one_it_is_what_is_usual(admin_client):
    admin_client.post(ADD, fields(CourseFactory(), during=["key"]))
    assert Quiz.objects.get().matrix == USUAL[Way.TRIES]


def test_parts_are_questions_and_pools_of_the_course(admin_client):
    question = QuestionFactory()
    course = question.course
    other = QuestionFactory(uid="elsewhere")
    tag = TagFactory(course=course, name="numbers")
    quiz = QuizFactory(course=course)
    page = admin_client.get(change_url(quiz)).content.decode()
    assert "elsewhere" not in page
    revision = Course.objects.get(pk=course.pk).revision
    posted = fields(course, slug=quiz.slug) | INLINE | {"parts-TOTAL_FORMS": 3}
    posted |= part(0, f"lesson:{question.lesson_id}", count=2, points=2)
    posted |= part(1, f"tag:{tag.pk}") | part(2, f"question:{question.pk}")
    assert admin_client.post(change_url(quiz), posted).status_code == 302
    parts = QuizPart.objects.values_list("lesson", "tag", "question", "count", "points")
    assert list(parts) == [
        (question.lesson_id, None, None, 2, 2),
        (None, tag.pk, None, None, 1),
        (None, None, question.pk, None, 1),
    ]
    assert Course.objects.get(pk=course.pk).revision > revision
    foreign = posted | {"parts-TOTAL_FORMS": 4} | part(3, f"question:{other.pk}")
    assert "Select a valid choice" in admin_client.post(change_url(quiz), foreign).content.decode()


@pytest.mark.parametrize("changes", [{"points": 0}, {"points": -1}, {"count": 0}])
def test_a_part_worth_nothing_is_refused(admin_client, changes):
    question = QuestionFactory()
    quiz = QuizFactory(course=question.course)
    posted = fields(question.course, slug=quiz.slug) | INLINE | {"parts-TOTAL_FORMS": 1}
    posted |= part(0, f"question:{question.pk}", **changes)
    assert admin_client.post(change_url(quiz), posted).status_code == 200
    assert not QuizPart.objects.exists()


def test_two_quizzes_of_a_course_do_not_share_an_address(admin_client):
    quiz = QuizFactory()
    other = QuizFactory(course=quiz.course)
    posted = fields(quiz.course, slug=other.slug) | INLINE
    page = admin_client.post(change_url(quiz), posted)
    assert "Another quiz of this course" in page.content.decode()


def test_a_quiz_that_was_begun_stays(admin_client, client):
    quiz = QuizFactory(asks=[question := QuestionFactory()], course=question.course)
    client.force_login(LearnerFactory().user)
    client.post(f"{quiz.get_absolute_url()}begin/", {"number": 1})
    delete = reverse("admin:quizzes_quiz_delete", args=[quiz.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    assert Quiz.objects.exists()


@pytest.mark.parametrize("size", [2, 20])
def test_the_page_asks_as_often_for_few_parts_as_for_many(admin_client, size):
    lesson = LessonFactory()
    questions = [QuestionFactory(lesson=lesson) for _ in range(size)]
    quiz = QuizFactory(course=lesson.course, asks=questions)
    with counted() as queries:
        assert admin_client.get(change_url(quiz)).status_code == 200
    assert len(queries) == 9


@pytest.mark.parametrize("size", [2, 20])
def test_the_lists_ask_as_often_for_few_as_for_many(admin_client, size):
    course = CourseFactory()
    for _ in range(size):
        QuizFactory(course=course)
        TagFactory(course=course)
    for name, expected in (("quiz", 6), ("tag", 6)):
        with counted() as queries:
            admin_client.get(reverse(f"admin:quizzes_{name}_changelist"))
        assert len(queries) == expected, name


def test_an_author_takes_a_part_out_again(client):
    question = QuestionFactory()
    quiz = QuizFactory(course=question.course, asks=[question])
    author = UserFactory(is_staff=True)
    author.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(author)
    row = quiz.parts.get()
    posted = fields(quiz.course, slug=quiz.slug) | part(0, f"question:{question.pk}")
    posted |= {"parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 1, "parts-0-id": row.pk}
    assert client.post(change_url(quiz), posted | {"parts-0-DELETE": "on"}).status_code == 302
    assert not quiz.parts.exists()


def test_a_quiz_with_a_question_that_was_retired_can_be_saved(admin_client):
    question = QuestionFactory()
    quiz = QuizFactory(course=question.course, asks=[question])
    question.status = "retired"
    question.save()
    kept = f'value="question:{question.pk}" selected'
    assert kept in admin_client.get(change_url(quiz)).content.decode()
    posted = fields(quiz.course, slug=quiz.slug) | part(0, f"question:{question.pk}", points=2)
    row = quiz.parts.get()
    posted |= {"parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 1, "parts-0-id": row.pk}
    assert admin_client.post(change_url(quiz), posted).status_code == 302
    assert quiz.parts.get().points == 2
