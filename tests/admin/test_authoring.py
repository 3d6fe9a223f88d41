"""Authors write courses, lessons and questions in the admin."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from quizzes.actions.attempt import answer
from quizzes.actions.roles import AUTHORS
from quizzes.models import Course, Lesson, Question
from tests.factories import (
    NOW,
    CourseFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    TagFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted

from .page import controls, shown, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


def question_form(lesson, spec, **changes):
    return {
        "course": lesson.course.pk,
        "lesson": lesson.pk,
        "uid": "q1",
        "position": 1,
        "status": "published",
        "kind": "single_choice",
        "spec": json.dumps(spec),
        "note": "",
        "based_on": 1,
    } | changes


def change_url(question):
    return reverse("admin:quizzes_question_change", args=[question.pk])


def test_a_new_question_gets_its_first_version_by_its_author(author):
    form = question_form(LessonFactory(), choice_spec())
    author.post(reverse("admin:quizzes_question_add"), form)
    version = Question.objects.get().current
    assert (version.number, version.created_by) == (1, author.user)


def test_a_changed_question_gets_a_second_version(author):
    question = QuestionFactory()
    form = question_form(question.lesson, choice_spec("What moves?"), note="plainer")
    author.post(change_url(question), form)
    question.refresh_from_db()
    assert (question.current.number, question.current.note) == (2, "plainer")


def test_saving_without_a_change_makes_no_version(author):
    question = QuestionFactory(spec=choice_spec())
    author.post(change_url(question), question_form(question.lesson, choice_spec()))
    assert question.versions.count() == 1


def test_another_key_cannot_pass_for_a_typing_error(author):
    question = QuestionFactory(spec=choice_spec())
    spec = choice_spec()
    spec["options"][0]["correct"], spec["options"][1]["correct"] = False, True
    form = question_form(question.lesson, spec, typo_only="on")
    response = author.post(change_url(question), form)
    assert "not a typing error" in response.content.decode()
    assert question.versions.count() == 1


def test_a_question_that_cannot_be_graded_is_refused_with_every_reason(author):
    spec = choice_spec("", explanation="")
    response = author.post(
        reverse("admin:quizzes_question_add"), question_form(LessonFactory(), spec)
    )
    page = response.content.decode()
    assert "The question has no stem." in page
    assert "There is no explanation" in page
    assert not Question.objects.exists()


def test_a_quote_that_is_not_in_the_lesson_is_refused(author):
    spec = choice_spec(quote="Motors run on cheese.")
    response = author.post(
        reverse("admin:quizzes_question_add"), question_form(LessonFactory(), spec)
    )
    assert "The quote is not in the lesson" in response.content.decode()


def test_content_that_is_not_json_is_refused(author):
    form = question_form(LessonFactory(), {}) | {"spec": "{broken"}
    response = author.post(reverse("admin:quizzes_question_add"), form)
    assert "valid JSON" in response.content.decode()


def test_a_lesson_of_another_course_is_refused(author):
    form = question_form(LessonFactory(), choice_spec(), course=CourseFactory().pk)
    response = author.post(reverse("admin:quizzes_question_add"), form)
    assert "This lesson belongs to another course." in response.content.decode()


def test_the_form_for_a_kind_starts_from_its_example(author):
    page = author.get(reverse("admin:quizzes_question_add") + "?kind=numeric").content.decode()
    assert "tolerance" in page


def test_a_used_question_cannot_be_deleted(client):
    question, learner = QuestionFactory(), LearnerFactory()
    answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    response = client.post(
        reverse("admin:quizzes_question_delete", args=[question.pk]), {"post": "yes"}
    )
    assert response.status_code == 403
    assert Question.objects.filter(pk=question.pk).exists()


def test_a_used_question_survives_deletion_in_bulk(client):
    question, learner = QuestionFactory(), LearnerFactory()
    answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.post(
        reverse("admin:quizzes_question_changelist"),
        {"action": "delete_selected", "_selected_action": [question.pk], "post": "yes"},
    )
    assert Question.objects.filter(pk=question.pk).exists()


def test_a_lessons_text_is_sanitised_when_it_is_saved(author):
    lesson = LessonFactory()
    author.post(
        reverse("admin:quizzes_lesson_change", args=[lesson.pk]),
        {
            "course": lesson.course.pk,
            "title": "The rotor",
            "slug": lesson.slug,
            "position": 1,
            "status": "published",
            "based_on": lesson.state,
            "body": "<p onclick=x()>It turns.</p><script>alert(1)</script>",
        },
    )
    lesson.refresh_from_db()
    assert lesson.body == "<p>It turns.</p>"
    assert lesson.words == 2


def test_a_saved_lesson_is_seen_by_learners_at_once(author):
    lesson = LessonFactory()
    author.get(lesson.get_absolute_url())
    author.post(
        reverse("admin:quizzes_lesson_change", args=[lesson.pk]),
        {
            "course": lesson.course.pk,
            "title": "Renamed",
            "slug": lesson.slug,
            "position": 1,
            "status": "published",
            "based_on": lesson.state,
            "body": "<p>New text.</p>",
        },
    )
    page = author.get(lesson.get_absolute_url()).content.decode()
    assert "Renamed" in page
    assert "New text." in page


def test_a_new_course_remembers_its_author(author):
    author.post(
        reverse("admin:quizzes_course_add"),
        {"title": "Motors", "slug": "motors", "language": "en", "status": "draft"},
    )
    assert Course.objects.get().created_by == author.user


def test_publishing_a_course_opens_its_draft_lessons(author):
    lesson = LessonFactory(status="draft", course__status="draft")
    retired = LessonFactory(status="retired", course=lesson.course)
    author.post(
        reverse("admin:quizzes_course_changelist"),
        {"action": "publish_all", "_selected_action": [lesson.course.pk]},
    )
    states = dict(Lesson.objects.values_list("pk", "status"))
    assert states == {lesson.pk: "published", retired.pk: "retired"}


@pytest.mark.parametrize("name", ["course", "lesson", "question"])
def test_lists_ask_as_often_for_30_rows_as_for_one(author, name):
    found = []
    for size in (1, 29):
        for _ in range(size):
            QuestionFactory()
        with counted() as queries:
            author.get(reverse(f"admin:quizzes_{name}_changelist"))
        found.append(len(queries))
    assert found[0] == found[1]


def test_a_form_from_before_another_authors_save_undoes_nothing(author):
    question = QuestionFactory(spec=choice_spec())
    author.post(change_url(question), question_form(question.lesson, choice_spec("What moves?")))
    stale = question_form(question.lesson, choice_spec(), position=9)
    page = author.post(change_url(question), stale).content.decode()
    question.refresh_from_db()
    assert "saved version 2 at" in page
    assert question.current.spec["stem"] == "What moves?"


def test_a_retired_question_finishes_the_lesson_for_who_answered_the_rest(author):
    question, learner = QuestionFactory(), LearnerFactory()
    last = QuestionFactory(lesson=question.lesson, spec=choice_spec())
    answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    form = question_form(last.lesson, choice_spec(), uid=last.uid, status="retired")
    author.post(change_url(last), form)
    assert learner.attempts.get().finished_at is not None


def test_so_does_a_deleted_one(client):
    question, learner = QuestionFactory(), LearnerFactory()
    last = QuestionFactory(lesson=question.lesson, spec=choice_spec())
    answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.post(reverse("admin:quizzes_question_delete", args=[last.pk]), {"post": "yes"})
    assert learner.attempts.get().finished_at is not None


@pytest.mark.parametrize("name", ["lesson", "question"])
@pytest.mark.parametrize("in_bulk", [False, True])
def test_what_is_deleted_is_gone_for_learners_at_once(client, name, in_bulk):
    question = QuestionFactory()
    row = question if name == "question" else question.lesson
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = question.lesson.get_absolute_url()
    assert "What turns?" in client.get(address).content.decode()
    if in_bulk:
        form = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(reverse(f"admin:quizzes_{name}_changelist"), form)
    else:
        client.post(reverse(f"admin:quizzes_{name}_delete", args=[row.pk]), {"post": "yes"})
    response = client.get(address)
    assert response.status_code == (200 if name == "question" else 404)
    assert "What turns?" not in response.content.decode()


def test_who_may_only_look_cannot_publish(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_course"))
    client.force_login(user)
    course = CourseFactory(status="draft")
    client.post(
        reverse("admin:quizzes_course_changelist"),
        {"action": "publish_all", "_selected_action": [course.pk]},
    )
    course.refresh_from_db()
    assert course.status == "draft"


def test_a_question_is_found_by_an_accented_word_of_its_stem(author):
    found, other = QuestionFactory(spec=choice_spec("Où est le café?")), QuestionFactory()
    page = author.get(reverse("admin:quizzes_question_changelist"), {"q": "café"}).content.decode()
    assert found.uid in page
    assert other.uid not in page


def test_the_pages_bear_the_projects_name(author):
    page = author.get(reverse("admin:index")).content.decode()
    assert "evlearn: the authors" in page
    assert "Django" not in page


@pytest.mark.parametrize("name", ["lesson", "course"])
def test_a_form_begins_with_what_an_author_types_first(author, name):
    lesson = LessonFactory()
    row = {"lesson": lesson, "course": lesson.course}[name]
    page = author.get(reverse(f"admin:quizzes_{name}_change", args=[row.pk])).content.decode()
    order = [page.index(f"field-{field}") for field in ("title", "slug", "status")]
    assert order == sorted(order)
    if name == "lesson":
        assert page.index("field-course") < order[0]


def test_an_identifier_that_is_taken_in_the_course_is_refused(author):
    question = QuestionFactory(spec=choice_spec())
    QuestionFactory(lesson=question.lesson, uid="taken")
    form = question_form(question.lesson, choice_spec(), uid="taken")
    page = author.post(change_url(question), form).content.decode()
    assert "Another question of this course has this identifier." in page


def test_a_new_question_with_a_taken_identifier_is_refused(author):
    taken = QuestionFactory()
    form = question_form(taken.lesson, choice_spec(), uid=taken.uid)
    author.post(reverse("admin:quizzes_question_add"), form)
    assert Question.objects.count() == 1


def lesson_form(lesson, **changes):
    return {
        "course": lesson.course.pk,
        "title": lesson.title,
        "slug": lesson.slug,
        "position": lesson.position,
        "status": "published",
        "body": lesson.body,
    } | changes


def test_a_short_name_that_is_taken_in_the_course_is_refused(author):
    lesson = LessonFactory()
    other = LessonFactory(course=lesson.course)
    address = reverse("admin:quizzes_lesson_change", args=[lesson.pk])
    page = author.post(address, lesson_form(lesson, slug=other.slug)).content.decode()
    assert "Another lesson of this course has this short name." in page


def test_a_new_lesson_with_a_taken_short_name_is_refused(author):
    lesson = LessonFactory()
    author.post(reverse("admin:quizzes_lesson_add"), lesson_form(lesson))
    assert Lesson.objects.count() == 1


def test_two_courses_can_use_the_same_names(author):
    question = QuestionFactory(spec=choice_spec())
    other = QuestionFactory()
    form = question_form(question.lesson, choice_spec(), uid=other.uid)
    assert author.post(change_url(question), form).status_code == 302


def test_lessons_to_choose_from_stand_under_their_courses(author):
    first, second = LessonFactory(title="Same title"), LessonFactory(title="Same title")
    page = author.get(reverse("admin:quizzes_question_add")).content.decode()
    for lesson in (first, second):
        group = page[page.index(f'<optgroup label="{lesson.course.title}">') :]
        assert f'value="{lesson.pk}"' in group[: group.index("</optgroup>")]


def test_tags_are_made_and_taken_away_and_found_again_in_any_case(author):
    question = QuestionFactory()
    numbers = TagFactory(course=question.course, name="Numbers")
    TagFactory(name="motors")
    sent = shown(author, question) | {"tag_names": " numbers, motors ,, Motors"}
    assert author.post(change_url(question), sent).status_code == 302
    assert sorted(tag.name for tag in question.tags.all()) == ["Motors", "Numbers"]
    assert numbers in question.tags.all()
    assert question.course.tags.count() == 2
    assert shown(author, question)["tag_names"] == ["Motors, Numbers"]
    author.post(change_url(question), shown(author, question) | {"tag_names": ""})
    assert not question.tags.exists()
    assert question.versions.count() == 1


def test_a_tag_that_is_too_long_is_refused_and_kept_in_the_form(author):
    question = QuestionFactory()
    page = author.post(change_url(question), shown(author, question) | {"tag_names": "x" * 61})
    assert "Keep a tag to at most 60 characters" in page.content.decode()
    assert controls(page)["tag_names"] == ["x" * 61]


def test_a_change_of_tags_tells_the_caches(author):
    question = QuestionFactory()
    before = Course.objects.get(pk=question.course_id).revision
    author.post(change_url(question), shown(author, question) | {"tag_names": "numbers"})
    assert Course.objects.get(pk=question.course_id).revision > before


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_what_is_not_published_may_lack_something_and_says_what(author, status):
    lesson = LessonFactory()
    form = question_form(lesson, choice_spec(explanation=""), status=status)
    response = author.post(reverse("admin:quizzes_question_add"), form, follow=True)
    assert "Before it can be published: There is no explanation" in words(response)
    question = Question.objects.get()
    page = words(author.get(change_url(question)))
    assert "Before it can be published:There is no explanation" in page


def test_a_draft_that_lacks_something_is_not_published(author):
    question = QuestionFactory(status="draft", spec=choice_spec(explanation=""))
    page = author.post(change_url(question), shown(author, question) | {"status": "published"})
    assert "There is no explanation" in words(page)
    question.refresh_from_db()
    assert question.status == "draft"


def test_a_draft_without_a_key_is_no_typing_error_and_marks_nothing_again(author):
    question = QuestionFactory(status="draft", kind="parts", spec={"stem": "?"})
    answer(LearnerFactory(), question.lesson_id, QuestionFactory().current, "a", after=0, now=NOW)
    sent = shown(author, question) | {"typo_only": "on", "spec": '{"stem": "!"}', "do": ""}
    del sent["do"]
    assert "not a typing error" in words(author.post(change_url(question), sent))
    regrade = reverse("admin:quizzes_question_regrade", args=[question.pk])
    assert author.get(regrade).status_code == 200


def test_what_changed_is_asked_only_of_a_question_that_is_there(author):
    page = author.get(reverse("admin:quizzes_question_add")).content.decode()
    assert "Only a typing error mended" not in page
    assert "What changed" not in page
    names = re.findall(
        r'<option value="\w+"(?: selected)?>([^<]+)</option>', page.split('name="kind"')[1]
    )
    kinds_shown = names[: names.index("True or false") + 1]
    assert kinds_shown == sorted(kinds_shown, key=str.casefold)
