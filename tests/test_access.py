"""Every address, tried by everyone: what opens, what does not, and whose rows are touched."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from quizzes.actions.roles import AUTHORS
from quizzes.models import Answer, Attempt, AttemptItem, Problem
from quizzes.urls import urlpatterns
from tests.factories import (
    LearnerFactory,
    PictureFactory,
    QuestionFactory,
    QuizFactory,
    choice_spec,
)

pytestmark = pytest.mark.django_db
ROLES = ["guest", "learner", "other learner", "author", "admin"]
ADMIN_PAGES = [
    "admin:quizzes_course_changelist",
    "admin:quizzes_course_add",
    "admin:quizzes_course_article",
    "admin:quizzes_course_order",
    "admin:quizzes_lesson_changelist",
    "admin:quizzes_lesson_add",
    "admin:quizzes_question_changelist",
    "admin:quizzes_question_add",
    "admin:quizzes_question_import",
    "admin:quizzes_quiz_changelist",
    "admin:quizzes_quiz_add",
    "admin:quizzes_tag_changelist",
    "admin:quizzes_tag_add",
    "admin:quizzes_problem_changelist",
    "admin:quizzes_mark_changelist",
    "admin:quizzes_user_changelist",
    "admin:auth_group_changelist",
]
FOR_ADMINS_ONLY = {"admin:quizzes_user_changelist", "admin:auth_group_changelist"}


@pytest.fixture
def published():
    return QuestionFactory(spec=choice_spec())


@pytest.fixture
def hidden():
    """The same, in a course that its author has not opened yet."""
    return QuestionFactory(lesson__course__status="draft", lesson__body="<p>SECRET</p>")


@pytest.fixture
def browsers():
    people = {name: LearnerFactory().user for name in ROLES[1:]}
    people["author"].is_staff = True
    people["author"].save()
    people["author"].groups.add(Group.objects.get(name=AUTHORS))
    people["admin"].is_staff = people["admin"].is_superuser = True
    people["admin"].save()
    found = {name: Client() for name in ROLES}
    for name, user in people.items():
        found[name].force_login(user)
    return found


def address(name, question):
    values = {
        "course_slug": question.course.slug,
        "lesson_slug": question.lesson.slug,
        "question_id": question.pk,
    }
    pattern = next(each for each in urlpatterns if each.name == name)
    wanted = pattern.pattern.converters
    return reverse(name, kwargs={key: values[key] for key in wanted})


def quiz_address(name, quiz, question):
    values = {"course_slug": quiz.course.slug, "quiz_slug": quiz.slug, "number": 1}
    pattern = next(each for each in urlpatterns if each.name == name)
    wanted = pattern.pattern.converters
    values["question_id"] = question.pk
    return reverse(name, kwargs={key: values[key] for key in wanted})


def fields(question):
    return {"version": question.current.pk, "after": 0, "for": "", "response": "a", "note": NOTE}


NOTE = "NOTED: both options are right."
PAGES = {"home": 200, "course": 200, "lesson": 200, "reports": 200}
POSTS = {"answer": 303, "read": 303, "report": 303}
QUIZ = {"quiz": 200, "quiz_attempt": 404, "quiz_summary": 404}
"""What is seen of a quiz by those who have not begun it."""
QUIZ_POSTS = {"quiz_begin": 303, "quiz_attempt": 404, "quiz_draft": 404, "quiz_finish": 404}


def test_the_tables_here_name_every_address():
    others = {"draft", "start_afresh", "picture"}
    # Those of classes are tried by everybody in tests/views/test_classroom.py.
    others |= {"classes", "new_class", "join_by_code", "join_class", "class", "class_settings"}
    others |= {"class_teachers", "class_copy", "class_archive", "class_code", "class_roster"}
    others |= {"class_sheet", "class_person"}
    # And those of marking in tests/views/test_marking.py.
    others |= {"class_marking", "assignment_marking", "assignment_mark"}
    # Those of assignments are in tests/views/test_assignment_setup.py and test_assignment.py.
    others |= {"class_time", "new_assignment", "assignment", "assignment_change"}
    others |= {"assignment_publish", "assignment_person", "preview"}
    # Those of grades are in tests/views/test_gradebook.py.
    others |= {"class_grades", "class_grades_export", "class_grade", "class_sitting", "my_grades"}
    # And these in tests/views/test_live.py.
    others |= {"assignment_live", "class_notices", "class_notice"}
    # Those of the big screen in tests/views/test_projection.py.
    others |= {"class_screen", "class_answer"}
    # And those of messages and calendars in tests/views/test_message.py.
    others |= {"messages", "messages_off", "calendar"}
    parts = ("begin", "attempt", "summary", "finish", "draft")
    others |= {f"{of}_{part}" for of in ("assignment", "preview") for part in parts}
    # Those of the analysis by everybody in tests/views/test_analysis.py.
    others |= {"assignment_analysis", "assignment_question"}
    assert {each.name for each in urlpatterns} == {*PAGES, *POSTS, *others, *QUIZ, *QUIZ_POSTS}


def test_nothing_else_is_mounted_beside_admin_and_accounts():
    mounted = {str(each.pattern) for each in get_resolver().url_patterns}
    assert mounted == {"", "accounts/", "admin/"}
    assert all(isinstance(each, URLPattern) for each in urlpatterns)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_everyone_may_read_what_is_published(browsers, published, role, name):
    assert browsers[role].get(address(name, published)).status_code == PAGES[name]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["course", "lesson"])
def test_nobody_reads_a_draft_on_the_learners_side(browsers, hidden, role, name):
    response = browsers[role].get(address(name, hidden))
    assert response.status_code == 404
    assert "SECRET" not in response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_everyone_sees_the_pictures_of_what_is_published(browsers, published, role):
    picture = PictureFactory(course=published.course)
    assert browsers[role].get(picture.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_pictures_of_drafts_are_seen_by_authors_only(browsers, hidden, role):
    picture = PictureFactory(course=hidden.course, content=b"SECRET")
    response = browsers[role].get(picture.get_absolute_url())
    seen = role in ("author", "admin")
    assert response.status_code == (200 if seen else 404)
    assert (b"SECRET" in response.content) is seen


@pytest.mark.parametrize("role", ROLES)
def test_pictures_are_uploaded_by_authors_only(browsers, hidden, role):
    address = reverse("admin:quizzes_course_pictures", args=[hidden.course.pk])
    expected = 200 if role in ("author", "admin") else 302
    assert browsers[role].get(address).status_code == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", POSTS)
def test_everyone_may_answer_what_is_published(browsers, published, role, name):
    response = browsers[role].post(address(name, published), fields(published))
    assert response.status_code == POSTS[name]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [*POSTS, "draft"])
def test_nobody_answers_a_draft(browsers, hidden, role, name):
    response = browsers[role].post(address(name, hidden), fields(hidden))
    assert response.status_code == 404
    assert not AttemptItem.objects.exists()
    assert not Problem.objects.exists()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [*POSTS, "draft", "start_afresh"])
def test_a_link_cannot_answer(browsers, published, role, name):
    assert browsers[role].get(address(name, published), fields(published)).status_code == 405
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", [*POSTS, "draft", "start_afresh"])
def test_another_site_cannot_post_for_a_learner(browsers, published, name):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browsers["learner"].cookies
    assert strict.post(address(name, published), fields(published)).status_code == 403
    assert not Answer.objects.exists()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", QUIZ)
def test_a_quiz_is_open_and_attempts_are_their_learners(browsers, published, role, name):
    quiz = QuizFactory(course=published.course, asks=[published])
    assert browsers[role].get(quiz_address(name, quiz, published)).status_code == QUIZ[name]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", QUIZ_POSTS)
def test_nobody_works_at_anothers_attempt(browsers, published, role, name):
    quiz = QuizFactory(course=published.course, asks=[published])
    begun = Client()
    begun.force_login(LearnerFactory().user)
    begun.post(quiz_address("quiz_begin", quiz, published), {"number": 1})
    address = quiz_address(name, quiz, published)
    assert browsers[role].post(address, {"number": 1}).status_code == QUIZ_POSTS[name]
    assert Attempt.objects.order_by("pk").first().finished_at is None


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [*QUIZ, *QUIZ_POSTS])
@pytest.mark.parametrize("draft", ["quiz", "course"])
def test_a_quiz_that_is_not_published_is_closed_to_all(
    browsers, hidden, published, role, name, draft
):
    question = hidden if draft == "course" else published
    status = "draft" if draft == "quiz" else "published"
    quiz = QuizFactory(course=question.course, asks=[question], status=status)
    address = quiz_address(name, quiz, question)
    assert browsers[role].get(address).status_code in (404, 405)
    assert browsers[role].post(address, {"number": 1}).status_code in (404, 405)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("name", ["quiz_begin", "quiz_draft", "quiz_finish"])
def test_a_link_does_nothing_to_a_quiz(browsers, published, name):
    quiz = QuizFactory(course=published.course, asks=[published])
    browsers["learner"].post(quiz_address("quiz_begin", quiz, published), {"number": 1})
    assert browsers["learner"].get(quiz_address(name, quiz, published)).status_code == 405
    assert Attempt.objects.get().finished_at is None


@pytest.mark.parametrize("name", QUIZ_POSTS)
def test_another_site_cannot_post_to_a_quiz(browsers, published, name):
    quiz = QuizFactory(course=published.course, asks=[published])
    browsers["learner"].post(quiz_address("quiz_begin", quiz, published), {"number": 1})
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browsers["learner"].cookies
    assert strict.post(quiz_address(name, quiz, published), {"number": 2}).status_code == 403
    assert Attempt.objects.get().finished_at is None


def test_an_answer_belongs_to_who_posted_it(browsers, published):
    browsers["learner"].post(address("answer", published), fields(published))
    page = address("lesson", published)
    assert "That is right." in browsers["learner"].get(page).content.decode()
    for role in ("guest", "other learner", "author", "admin"):
        assert "That is right." not in browsers[role].get(page).content.decode()


def test_a_draft_belongs_to_who_made_it(browsers, published):
    browsers["learner"].post(address("draft", published), fields(published))
    page = address("lesson", published)
    assert " checked" in browsers["learner"].get(page).content.decode()
    assert " checked" not in browsers["other learner"].get(page).content.decode()


def test_a_report_belongs_to_who_sent_it(browsers, published):
    browsers["learner"].post(address("report", published), fields(published))
    for name in ("reports", "lesson"):
        pages = {role: browsers[role].get(address(name, published)) for role in ROLES}
        seen = {role for role, page in pages.items() if b"eported on " in page.content}
        seen |= {role for role, page in pages.items() if b"NOTED" in page.content}
        assert seen == {"learner"}


@pytest.mark.parametrize("role", ROLES[:3])
def test_learners_do_not_see_the_inbox(browsers, role):
    assert browsers[role].get(reverse("admin:quizzes_problem_changelist")).status_code == 302


def test_no_page_says_who_else_is_there(browsers, published):
    LearnerFactory(user__email="private@example.com", user__name="Zelda Private")
    for name in PAGES:
        page = browsers["learner"].get(address(name, published)).content.decode()
        assert "private@example.com" not in page
        assert "Zelda" not in page


@pytest.mark.parametrize("role", ROLES)
def test_suggested_questions_are_for_authors(browsers, published, role):
    address = reverse("admin:quizzes_lesson_suggestions", args=[published.lesson.pk])
    may = role in ("author", "admin")
    for response in (browsers[role].get(address), browsers[role].post(address, {"do": "take"})):
        assert response.status_code == (200 if may else 302)


@pytest.mark.parametrize("name", ADMIN_PAGES)
@pytest.mark.parametrize("role", ["guest", "learner", "other learner"])
def test_the_authors_side_is_closed_to_learners(browsers, role, name):
    response = browsers[role].get(reverse(name))
    assert response.status_code in (302, 403)
    if response.status_code == 302:
        assert response["Location"].startswith("/a")


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_the_authors_side_is_open_to_authors_but_for_accounts(browsers, name):
    expected = 403 if name in FOR_ADMINS_ONLY else 200
    assert browsers["author"].get(reverse(name)).status_code == expected


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_an_admin_sees_everything(browsers, name):
    assert browsers["admin"].get(reverse(name)).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "nonsense"])
def test_templates_of_tables_are_for_those_who_write_questions(browsers, role, name):
    response = browsers[role].get(reverse("admin:quizzes_question_template", args=[name]))
    if role in ("author", "admin"):
        assert response.status_code == (200 if name in ("csv", "xlsx") else 404)
    else:
        assert response.status_code == 302
        assert response["Location"].startswith("/a")
