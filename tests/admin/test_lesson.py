"""Authors write lessons: Markdown, a preview, questions at its side."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.models import Lesson
from tests.factories import LessonFactory, QuestionFactory, UserFactory, choice_spec
from tests.queries import counted

from .page import controls, words

pytestmark = pytest.mark.django_db
ADD = reverse("admin:quizzes_lesson_add")
PREVIEW = reverse("admin:quizzes_lesson_preview")
TABLE = "<table><tr><th>a<th>b<tr><td colspan=2>x</table>"


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


def page_of(lesson):
    return reverse("admin:quizzes_lesson_change", args=[lesson.pk])


def form_of(author, lesson, **changes):
    sent = controls(author.get(page_of(lesson)))
    return {name: values for name, values in sent.items() if name != "_save"} | changes


def save(author, lesson, **changes):
    response = author.post(page_of(lesson), form_of(author, lesson, **changes))
    lesson.refresh_from_db()
    return response


def test_a_lesson_is_edited_as_markdown(author):
    lesson = LessonFactory(body="<p>It <em>turns</em>.</p>")
    assert form_of(author, lesson)["body"] == ["It *turns*."]
    save(author, lesson, body="It *stands* **still**.")
    assert lesson.body == "<p>It <em>stands</em> <strong>still</strong>.</p>"
    assert lesson.words == 3


def test_saving_without_a_change_leaves_the_text_as_it_was(author):
    lesson = LessonFactory()
    before = lesson.body
    assert save(author, lesson).status_code == 302
    assert lesson.body == before


def test_what_was_typed_comes_back_as_it_was_typed(author):
    lesson = LessonFactory()
    typed = "* one\r\n* two[^a]\r\n\r\n[^a]: A note."
    save(author, lesson, body=typed)
    assert form_of(author, lesson)["body"] == [typed.replace("\r\n", "\n")]


def test_what_was_typed_is_not_shown_once_the_text_is_another(author):
    lesson = LessonFactory()
    save(author, lesson, body="* one")
    Lesson.objects.filter(pk=lesson.pk).update(body="<p>Another.</p>")
    assert form_of(author, lesson)["body"] == ["Another."]


def test_a_text_of_which_nothing_could_be_shown_is_refused(author):
    lesson = LessonFactory()
    page = words(save(author, lesson, body="<script>alert(1)</script>"))
    assert "There is no text that could be shown." in page


def test_a_new_lesson_comes_last_in_its_course(author):
    first = LessonFactory(position=7)
    author.post(
        ADD,
        {
            "course": first.course.pk,
            "title": "New",
            "slug": "new",
            "status": "draft",
            "body": "Text.",
        },
    )
    assert Lesson.objects.get(slug="new").position == 8


def test_the_preview_shows_the_text_as_learners_see_it(author):
    page = author.post(PREVIEW, {"title": "The *rotor*", "body": "It **turns**."})
    assert "<strong>turns</strong>" in page.content.decode()
    assert "The *rotor*" in page.content.decode()


def test_the_preview_says_what_was_left_out(author):
    page = author.post(PREVIEW, {"body": "<script>x()</script>\n\n![a](plan.png)"})
    assert "1 script" in words(page)
    assert "plan.png" in words(page)
    assert "x()" not in page.content.decode()


def test_the_preview_refuses_what_nests_too_deep_in_words(author):
    page = author.post(PREVIEW, {"body": "<div>" * 200})
    assert "nests its elements too deep" in words(page)


def test_only_this_site_may_frame_the_preview(author):
    headers = author.post(PREVIEW, {"body": "x"}).headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_the_preview_is_closed_to_who_may_not_see_lessons(client):
    client.force_login(UserFactory(is_staff=True))
    assert client.post(PREVIEW, {"body": "x"}).status_code == 403
    assert client.get(PREVIEW).status_code == 405


def test_a_second_author_is_told_and_loses_nothing(author):
    lesson = LessonFactory(body="<p>One.</p><p>Two.</p>")
    mine = form_of(author, lesson, body="One.\n\nTwo, mine.")
    save(author, lesson, body="One.\n\nTwo, theirs.")
    response = author.post(page_of(lesson), mine)
    page = words(response)
    lesson.refresh_from_db()
    assert "Somebody else saved this lesson meanwhile." in page
    assert "theirs" in lesson.body
    assert "[only saved: theirs]" in page
    assert "[only yours: mine]" in page
    assert controls(response)["body"] == ["One.\n\nTwo, mine."]


def test_a_second_author_may_save_in_place_of_the_first(author):
    lesson = LessonFactory()
    mine = form_of(author, lesson, body="Mine.")
    save(author, lesson, body="Theirs.")
    author.post(page_of(lesson), mine | {"keep": lesson.state})
    lesson.refresh_from_db()
    assert lesson.body == "<p>Mine.</p>"


def test_a_third_author_is_not_overwritten_by_that(author):
    lesson = LessonFactory()
    mine = form_of(author, lesson, body="Mine.")
    save(author, lesson, body="Theirs.")
    seen = lesson.state
    save(author, lesson, body="A third one's.")
    author.post(page_of(lesson), mine | {"keep": seen})
    lesson.refresh_from_db()
    assert lesson.body == "<p>A third one's.</p>"


def test_a_second_author_may_go_on_from_the_text_of_the_first(author):
    lesson = LessonFactory()
    mine = form_of(author, lesson, body="Mine.")
    save(author, lesson, body="Theirs.")
    sent = controls(author.post(page_of(lesson), mine | {"do": "theirs"}))
    assert (sent["body"], sent["mine"]) == (["Theirs."], ["Mine."])
    assert author.post(page_of(lesson), sent | {"body": "Both."}).status_code == 302
    lesson.refresh_from_db()
    assert lesson.body == "<p>Both.</p>"


def test_the_same_form_sent_twice_is_no_conflict(author):
    lesson = LessonFactory()
    form = form_of(author, lesson, body="Mine.")
    assert author.post(page_of(lesson), form).status_code == 302
    assert author.post(page_of(lesson), form).status_code == 302


def test_another_title_is_a_conflict_too(author):
    lesson = LessonFactory()
    mine = form_of(author, lesson, title="My title")
    save(author, lesson, title="Their title")
    assert "is saved as “Their title” now" in words(author.post(page_of(lesson), mine))


def test_an_author_who_lost_the_quote_of_a_question_is_told(author):
    question = QuestionFactory(uid="what-turns")
    page = author.post(
        page_of(question.lesson), form_of(author, question.lesson, body="No more."), follow=True
    )
    assert "no longer has the quote of one question: what-turns" in words(page)
    assert "1 question quotes what the text does not say." in words(
        author.get(page_of(question.lesson))
    )


def test_the_questions_stand_beside_their_lesson(author):
    question = QuestionFactory(spec=choice_spec("What spins?"), status="draft")
    QuestionFactory(spec=choice_spec("SECRET of another lesson"))
    page = words(author.get(page_of(question.lesson)))
    assert "What spins?Single choicedraft–" in page
    assert "SECRET" not in page


def test_the_page_of_a_lesson_asks_as_much_for_many_questions(author):
    lesson, other = LessonFactory(), LessonFactory()
    QuestionFactory(lesson=lesson)
    QuestionFactory.create_batch(6, lesson=other)
    author.get(page_of(lesson))
    with counted() as few:
        author.get(page_of(lesson))
    with counted() as many:
        author.get(page_of(other))
    assert len(many) == len(few)


def test_a_sentence_opens_a_question_that_quotes_it(author):
    lesson = LessonFactory(body="<p>A motor has parts. The “rotor” turns &amp; turns.</p>")
    page = author.get(page_of(lesson)).content.decode()
    [address] = [each for each in page.split('"') if "turns+%26+turns" in each]
    sent = controls(author.get(address.replace("&amp;", "&")))
    assert sent["content-quote-prose"] == ["The “rotor” turns & turns."]
    assert sent["lesson"] == [str(lesson.pk)]
    assert sent["course"] == [str(lesson.course_id)]


def test_a_flagged_question_proposes_the_nearest_sentence(author):
    question = QuestionFactory()
    save(author, question.lesson, body="Wires lie there. The rotor spins inside the stator.")
    page = words(author.get(reverse("admin:quizzes_question_change", args=[question.pk])))
    assert "nearest to it now: The rotor spins inside the stator." in page


def test_a_question_that_is_not_flagged_proposes_nothing(author):
    question = QuestionFactory()
    page = words(author.get(reverse("admin:quizzes_question_change", args=[question.pk])))
    assert "The lesson no longer says this" not in page


def test_who_may_only_look_sees_the_text(client):
    user = UserFactory(is_staff=True)
    group = Group.objects.get(name=AUTHORS)
    user.user_permissions.add(*group.permissions.filter(codename="view_lesson"))
    client.force_login(user)
    lesson = LessonFactory()
    assert "A motor has two parts." in words(client.get(page_of(lesson)))
    assert client.post(page_of(lesson), {"body": "x"}).status_code == 403


def test_a_lesson_that_is_not_there_says_so(author):
    for key in (987, "x"):
        for name in ("lesson", "question"):
            address = reverse(f"admin:quizzes_{name}_change", args=[key])
            assert author.get(address).status_code == 302
            assert author.post(address, {"body": "x"}).status_code == 302
