"""A quiz for its learner, from the rules to the result."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.actions.course import touch
from quizzes.actions.question import revise
from quizzes.kinds import kinds
from quizzes.models import Answer, Attempt, AttemptItem, Problem, Quiz, QuizPart
from quizzes.scoring.answering import Way
from tests.factories import (
    NOW,
    LearnerFactory,
    QuestionFactory,
    QuizFactory,
    TagFactory,
    choice_spec,
    pool,
)

from .quizzing import Sitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(lesson):
    return [QuestionFactory(lesson=lesson), QuestionFactory(lesson=lesson)]


@pytest.fixture
def sit(signed_in, lesson, two):
    def begun(way=Way.IMMEDIATE, further=(), **fields):
        quiz = QuizFactory(course=lesson.course, way=way, asks=[*two, *further], **fields)
        sitter = Sitter(signed_in, quiz)
        sitter.begin()
        return sitter

    return begun


def test_the_course_names_its_published_quizzes(signed_in, lesson, two):
    QuizFactory(course=lesson.course, title="Open one", asks=two)
    QuizFactory(course=lesson.course, title="Hidden one", status="draft")
    page = signed_in.get(lesson.course.get_absolute_url()).content.decode()
    assert "Open one" in page
    assert "Hidden one" not in page


def test_the_course_says_how_far_one_is_with_a_quiz(sit, signed_in, lesson):
    def page():
        return signed_in.get(lesson.course.get_absolute_url()).content.decode()

    sitter = sit()
    assert "begun</span>" in page()
    assert "handed in" not in page()
    sitter.hand_in()
    assert "handed in</span>" in page()
    assert "handed in" not in Client().get(lesson.course.get_absolute_url()).content.decode()


@pytest.mark.parametrize("way", Way)
def test_the_rules_are_told_before_it_begins(signed_in, lesson, two, way):
    quiz = QuizFactory(course=lesson.course, way=way, asks=two)
    page = signed_in.get(quiz.get_absolute_url()).content.decode()
    assert "How it works" in page
    assert ("You say" in page) is (way is Way.CONFIDENCE)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("worth", "cells"),
    [
        ([3, 3], ["+3", "\N{MINUS SIGN}6", "+2", "\N{MINUS SIGN}2", "+1"]),
        ([1, 1], ["+1", "\N{MINUS SIGN}2", "+0.67", "\N{MINUS SIGN}0.67", "+0.33"]),
        ([1, 2], ["+3", "\N{MINUS SIGN}6", "+2", "\N{MINUS SIGN}2", "+1"]),
    ],
)
def test_confident_marks_are_told_as_a_table(signed_in, lesson, two, worth, cells):
    quiz = QuizFactory(course=lesson.course, way=Way.CONFIDENCE, asks=two)
    for part, points in zip(quiz.parts.all(), worth, strict=True):
        part.points = points
        part.save()
    touch(quiz.course_id, now=NOW)
    page = signed_in.get(quiz.get_absolute_url()).content.decode()
    for cell in cells:
        assert f'<td class="figure">{cell}</td>' in page


def test_beginning_twice_begins_once(sit):
    sitter = sit()
    assert sitter.begin()["Location"].endswith("/1/")
    assert sitter.begin(2)["Location"].endswith("/1/")
    assert Attempt.objects.count() == 1
    assert AttemptItem.objects.count() == 2


def test_an_old_start_page_leads_to_the_attempt_it_began(sit):
    sitter = sit()
    sitter.hand_in()
    assert sitter.begin(1)["Location"].endswith("/1/")
    assert Attempt.objects.count() == 1


def test_a_used_up_quiz_cannot_be_begun(sit):
    sitter = sit(most_attempts=1)
    sitter.hand_in()
    response = sitter.begin(2)
    assert response.status_code == 409
    assert "You have used every attempt" in response.content.decode()
    assert Attempt.objects.count() == 1


def test_checking_tells_at_once_and_keeps_what_was_chosen_elsewhere(sit, two):
    sitter = sit()
    sitter.check(two[0], "a", **{f"q{two[1].pk}": "c"})
    page = sitter.page()
    assert "That is right." in page
    assert sitter.item(two[1]).draft == "c"
    assert Answer.objects.count() == 1


def test_four_posts_of_a_form_are_one_answer(sit, two):
    sitter = sit(Way.TRIES)
    fields = sitter.fields()
    for _ in range(4):
        sitter.check(two[0], "b", fields=fields)
    assert Answer.objects.count() == 1


def test_the_same_answer_again_is_no_further_try(sit, two):
    sitter = sit(Way.TRIES)
    for _ in range(3):
        sitter.check(two[0], "b")
    assert Answer.objects.count() == 1


def test_an_old_tab_does_not_overrule_a_newer_answer(sit, two):
    sitter = sit(Way.TRIES)
    fields = sitter.fields()
    sitter.check(two[0], "b")
    response = sitter.check(two[0], "a", fields=fields)
    assert response.status_code == 409
    assert "in another tab" in response.content.decode()
    assert Answer.objects.get().response == "b"


def test_each_further_try_costs_its_share(sit, two):
    sitter = sit(Way.TRIES, tries=3, penalty=0.25)
    sitter.check(two[0], "b")
    page = sitter.page()
    assert "2 tries left. This one is worth 75% of the points at most." in page
    assert "EXPLAINED" not in page
    sitter.check(two[0], "a")
    assert sitter.item(two[0]).mark == 0.75
    assert "EXPLAINED" in sitter.page()


def test_with_one_try_there_is_no_second_one(sit, two):
    sitter = sit()
    fields = sitter.fields()
    sitter.check(two[0], "b")
    sitter.check(two[0], "a", fields=fields)
    sitter.check(two[0], "a", fields=fields | {f"q{two[0].pk}-after": 1})
    assert [answer.response for answer in Answer.objects.all()] == ["b"]


def test_a_deferred_quiz_tells_nothing_until_it_is_handed_in(sit, two):
    sitter = sit(Way.DEFERRED)
    sitter.choose(two[0], "a")
    sitter.choose(two[1], "b")
    assert "EXPLAINED" not in sitter.page()
    sitter.hand_in()
    page = sitter.page()
    assert "50%" in page
    assert "1 of 2 points" in page
    assert "EXPLAINED" in page


def test_what_is_shown_waits_for_the_close(sit, two):
    sitter = sit(Way.DEFERRED, closes_at=timezone.now() + timedelta(hours=1))
    sitter.choose(two[0], "a")
    sitter.hand_in()
    page = sitter.page()
    assert "The result is shown when the quiz closes" in page
    assert "Your answer: The rotor" in page
    assert "EXPLAINED" not in page
    assert "REMARK" not in page
    assert "50%" not in sitter.browser.get(sitter.start).content.decode()
    Quiz.objects.update(closes_at=NOW - timedelta(days=365 * 30))
    sitter.quiz.course.__class__.objects.update(revision=99)
    assert "EXPLAINED" in sitter.page()


def test_a_result_that_is_never_shown_is_not_promised(sit):
    shown = {"during": [], "submitted": [], "closed": ["answer"]}
    sitter = sit(Way.DEFERRED, shown=shown, closes_at=timezone.now() + timedelta(hours=1))
    sitter.hand_in()
    assert "The result is not shown." in sitter.page()
    sitter.edit(closes_at=timezone.now())
    assert "The result is not shown." in sitter.page()


def test_the_result_counts_what_was_right_and_wrong(sit, two, lesson):
    further = [QuestionFactory(lesson=lesson) for _ in range(2)]
    several = QuestionFactory(
        lesson=lesson, kind="multiple_choice", spec=kinds["multiple_choice"].example()
    )
    right = several.current.grader.key(several.current.spec)
    sitter = sit(further=[*further, several])
    for question, response in zip([*two, further[0]], "aab", strict=True):
        sitter.check(question, response)
    sitter.check(several, right[:1])
    assert "2 right" not in sitter.page()
    sitter.hand_in()
    assert "2 right · 1 partly right · 1 wrong · 1 left open" in sitter.page()


def test_the_result_counts_nothing_that_is_not_shown(sit, two):
    sitter = sit(Way.DEFERRED, closes_at=timezone.now() + timedelta(hours=1))
    sitter.choose(two[0], "a")
    sitter.hand_in()
    assert "1 right" not in sitter.page()


def test_a_closed_quiz_is_handed_in_wherever_one_looks(sit, two):
    sitter = sit(Way.DEFERRED)
    sitter.choose(two[0], "a")
    sitter.edit(closes_at=timezone.now())
    page = sitter.browser.get(sitter.start).content.decode()
    assert "50%" in page
    assert "begun" not in page
    assert sitter.attempt().finished_at is not None


def test_at_the_close_what_is_chosen_counts(sit, two):
    sitter = sit(Way.DEFERRED)
    sitter.choose(two[0], "a")
    Quiz.objects.update(closes_at=timezone.now())
    sitter.quiz.course.__class__.objects.update(revision=99)
    assert "Your result" in sitter.page()
    assert sitter.item(two[0]).mark == 1
    assert sitter.item(two[1]).mark == 0


def test_a_confident_answer_needs_to_say_how_sure(sit, two):
    sitter = sit(Way.CONFIDENCE)
    response = sitter.check(two[0], "b")
    assert response.status_code == 422
    assert "Say how sure you are" in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("response", "sure", "mark"), [("a", "sure", 1), ("b", "sure", -2), ("b", "guess", 0)]
)
def test_confidence_decides_the_mark(sit, two, response, sure, mark):
    sitter = sit(Way.CONFIDENCE)
    sitter.check(two[0], response, **{f"q{two[0].pk}_confidence": sure})
    assert sitter.item(two[0]).mark == mark
    assert Answer.objects.get().confidence == sure


def test_practice_has_no_marks_and_no_end_of_tries(sit, two):
    sitter = sit(Way.PRACTICE)
    sitter.check(two[0], "b")
    sitter.check(two[0], "a")
    page = sitter.page()
    assert "That is right." in page
    assert "point" not in page
    assert Answer.objects.count() == 2
    sitter.hand_in()
    assert "Practice: there are no marks." in sitter.page()


def test_the_summary_names_what_is_open_and_flagged(sit, two):
    sitter = sit(Way.DEFERRED)
    sitter.choose(two[0], "a")
    sitter.press(f"flag:{two[0].pk}")
    response = sitter.press("summary")
    page = sitter.browser.get(response["Location"]).content.decode()
    assert "1 question is not answered:" in page
    assert "question 2</a>" in page
    assert page.count("flagged") == 1


def test_a_flag_can_be_set_twice_and_taken_away(sit, two):
    sitter = sit()
    for _ in range(2):
        sitter.press(f"flag:{two[0].pk}")
    assert sitter.item(two[0]).flagged
    sitter.press(f"unflag:{two[0].pk}")
    assert not sitter.item(two[0]).flagged


def test_handing_in_twice_changes_nothing(sit, two):
    sitter = sit(Way.DEFERRED)
    sitter.choose(two[0], "a")
    sitter.hand_in()
    first = sitter.attempt().finished_at
    sitter.hand_in()
    assert sitter.attempt().finished_at == first
    assert Answer.objects.count() == 1


def test_what_comes_after_handing_in_is_refused_and_said(sit, two):
    sitter = sit()
    fields = sitter.fields()
    sitter.hand_in()
    response = sitter.check(two[0], "a", fields=fields)
    assert "was handed in already" in sitter.browser.get(response["Location"]).content.decode()
    assert not Answer.objects.exists()


def test_an_unchanged_field_of_an_old_tab_overwrites_no_draft(sit, two):
    sitter = sit()
    old = sitter.fields()
    sitter.choose(two[0], "a")
    sitter.choose(two[1], "b", fields=old)
    assert sitter.item(two[0]).draft == "a"
    assert sitter.item(two[1]).draft == "b"


def test_a_running_attempt_keeps_its_version(sit, two):
    sitter = sit()
    revise(two[0], "single_choice", choice_spec("A new stem?", right="New"), by=None, now=NOW)
    assert "A new stem?" not in sitter.page()
    sitter.check(two[0], "a")
    assert Answer.objects.get().version.number == 1


def test_rules_that_change_do_not_touch_a_running_attempt(sit, two):
    sitter = sit(Way.TRIES, penalty=0.5)
    Quiz.objects.update(way=Way.IMMEDIATE)
    sitter.quiz.course.__class__.objects.update(revision=99)
    sitter.check(two[0], "b")
    sitter.check(two[0], "a")
    assert sitter.item(two[0]).mark == 0.5


def test_a_pool_draws_what_was_not_met_before(signed_in, lesson):
    quiz = QuizFactory(course=lesson.course)
    tag = TagFactory(course=lesson.course)
    questions = [QuestionFactory(lesson=lesson) for _ in range(4)]
    tag.questions.set(questions)
    pool(quiz, tag, count=2)
    sitter = Sitter(signed_in, quiz)
    met = []
    for number in (1, 2):
        sitter.begin(number)
        met += sitter.attempt(number).items.values_list("question", flat=True)
        sitter.hand_in(number)
    assert sorted(met) == sorted(question.pk for question in questions)


def test_points_of_a_question_in_two_pools_are_told_once(signed_in, lesson, two):
    quiz = QuizFactory(course=lesson.course)
    pool(quiz, lesson, points=1)
    QuizPart.objects.create(quiz=quiz, question=two[0], points=3)
    sitter = Sitter(signed_in, quiz)
    sitter.begin()
    assert "2 questions · 4 points" in signed_in.get(sitter.start).content.decode()
    sitter.hand_in()
    assert "0 of 4 points" in sitter.page()


def test_retired_questions_are_not_drawn(signed_in, lesson, two):
    quiz = QuizFactory(course=lesson.course)
    QuestionFactory(lesson=lesson, status="retired", spec=choice_spec("GONE?"))
    pool(quiz, lesson)
    sitter = Sitter(signed_in, quiz)
    sitter.begin()
    assert sitter.attempt().items.count() == 2


def test_shuffled_options_stay_as_they_are_within_an_attempt(signed_in, lesson):
    questions = [QuestionFactory(lesson=lesson) for _ in range(8)]
    quiz = QuizFactory(course=lesson.course, asks=questions, shuffle_options=True)
    sitter = Sitter(signed_in, quiz)
    sitter.begin()

    def orders():
        cards = sitter.page().split('class="question"')[1:]
        return [tuple(sorted("abc", key=lambda id: card.index(f'value="{id}"'))) for card in cards]

    assert orders() == orders()
    assert len(set(orders())) > 1
    sitter.check(questions[0], "a")
    assert Answer.objects.get().fraction == 1


def test_shuffled_questions_come_in_another_order_to_others(lesson, two):
    questions = two + [QuestionFactory(lesson=lesson) for _ in range(6)]
    quiz = QuizFactory(course=lesson.course, asks=questions, shuffle_questions=True)
    orders = set()
    for _ in range(3):
        browser = Client()
        browser.force_login(LearnerFactory().user)
        Sitter(browser, quiz).begin()
        items = Attempt.objects.last().items.order_by("position")
        orders.add(tuple(items.values_list("question", flat=True)))
    assert len(orders) == 3


def test_another_learners_attempt_is_not_found(sit, two):
    sitter = sit()
    sitter.choose(two[0], "a")
    other = Client()
    other.force_login(LearnerFactory().user)
    for address in ("", "summary/"):
        assert other.get(sitter.url() + address).status_code == 404
    fields = sitter.fields()
    assert other.post(sitter.url(), fields | {"do": "save"}).status_code == 404
    assert other.post(f"{sitter.url()}finish/").status_code == 404
    assert other.post(f"{sitter.url()}finish/", fields).status_code == 404
    draft = f"{sitter.url()}draft/{two[0].pk}/"
    assert other.post(draft, fields).status_code == 404
    assert sitter.attempt().finished_at is None


def test_a_question_that_is_not_in_the_attempt_is_not_found(sit, lesson):
    sitter = sit()
    other = QuestionFactory(lesson=lesson)
    assert sitter.press(f"check:{other.pk}").status_code == 404
    assert sitter.browser.post(f"{sitter.url()}draft/{other.pk}/").status_code == 404


def test_a_guests_attempts_go_on_behind_those_of_the_account(sit, two, ada):
    sitter = sit()
    sitter.hand_in()
    guest = Client()
    visitor = Sitter(guest, sitter.quiz)
    visitor.begin()
    visitor.check(two[0], "a")
    guest.force_login(ada.user)
    assert "That is right." in visitor.page(2)
    assert Attempt.objects.filter(learner=ada).count() == 2


@pytest.fixture
def joined(sit, two, ada):
    """Someone at attempt 1 of their account, and a tab of their guest's attempt from before."""
    sitter = sit(Way.DEFERRED)
    sitter.choose(two[0], "a")
    visitor = Sitter(Client(), sitter.quiz)
    visitor.begin()
    tab = visitor.fields()
    visitor.browser.force_login(ada.user)
    return visitor, tab


def test_a_guests_open_tab_goes_on_with_its_own_attempt_after_signing_in(joined, two):
    visitor, tab = joined
    response = visitor.choose(two[0], "b", fields=tab)
    assert response["Location"] == visitor.url(2)
    assert visitor.item(two[0], 1).draft == "a"
    assert visitor.item(two[0], 2).draft == "b"
    draft = f"{visitor.url()}draft/{two[1].pk}/"
    assert visitor.browser.post(draft, tab | {f"q{two[1].pk}-response": "c"}).json()["saved"]
    assert (visitor.item(two[1], 1).draft, visitor.item(two[1], 2).draft) == (None, "c")


def test_a_guests_open_tab_hands_its_own_attempt_in_after_signing_in(joined):
    visitor, tab = joined
    response = visitor.browser.post(f"{visitor.url()}finish/", tab)
    assert response["Location"] == visitor.url(2)
    assert visitor.attempt(1).finished_at is None
    assert visitor.attempt(2).finished_at is not None


def test_a_tab_of_another_account_says_who_is_signed_in_now(sit, two):
    sitter = sit()
    tab = sitter.fields()
    user = LearnerFactory(user__name="Ben").user
    sitter.browser.force_login(user)
    sitter.begin()
    response = sitter.check(two[0], "a", fields=tab)
    assert response.status_code == 409
    assert "You are now signed in as Ben." in response.content.decode()
    draft = sitter.browser.post(f"{sitter.url()}draft/{two[0].pk}/", tab)
    assert (draft.status_code, draft.json()["saved"]) == (403, False)
    assert not AttemptItem.objects.exclude(draft_saved_at=None).exists()
    assert not Answer.objects.exists()


def test_a_tab_of_an_attempt_of_somebody_else_is_not_found(sit, two):
    sitter = sit()
    other = Sitter(Client(), sitter.quiz)
    other.begin()
    tab = other.fields()
    assert sitter.choose(two[0], "a", fields=tab).status_code == 404


@pytest.mark.parametrize("attempt", ["", "zz", "0", "9" * 30])
def test_a_form_that_names_no_attempt_means_that_of_the_address(sit, two, attempt):
    sitter = sit()
    tab = sitter.fields() | {"attempt": attempt}
    assert sitter.choose(two[0], "a", fields=tab).status_code == 303
    assert sitter.item(two[0]).draft == "a"


def test_signed_out_in_another_tab_nothing_chosen_is_lost(sit, two, ada):
    sitter = sit()
    fields = sitter.fields()
    sitter.browser.logout()
    response = sitter.check(two[0], "b", fields=fields)
    assert response["Location"].startswith("/accounts/login/?next=/quizzes/")
    sitter.browser.post(
        "/accounts/login/", {"login": "ada@example.com", "password": "winding-and-magnet-5"}
    )
    assert 'value="b" checked' in sitter.page()
    assert sitter.item(two[0]).draft == "b"


def test_what_was_kept_for_one_person_is_not_given_to_another(sit, two):
    sitter = sit()
    fields = sitter.fields()
    sitter.browser.logout()
    sitter.check(two[0], "b", fields=fields)
    other = LearnerFactory().user
    sitter.browser.force_login(other)
    sitter.begin()
    assert 'value="b" checked' not in sitter.page()


def test_a_draft_says_when_it_was_saved(sit, two):
    sitter = sit()
    fields = sitter.fields() | {f"q{two[0].pk}-response": "c"}
    told = sitter.browser.post(f"{sitter.url()}draft/{two[0].pk}/", fields).json()
    assert told["saved"]
    assert sitter.item(two[0]).draft == "c"


def test_what_a_page_has_saved_does_not_undo_what_came_later_from_another_device(sit, two):
    sitter = sit(Way.DEFERRED)
    page = sitter.fields() | {f"q{two[0].pk}-response": "b"}
    told = sitter.browser.post(f"{sitter.url()}draft/{two[0].pk}/", page).json()
    page[f"q{two[0].pk}-was"] = told["was"]
    sitter.choose(two[0], "c")
    sitter.press("summary", fields=page)
    assert sitter.item(two[0]).draft == "c"


def test_a_page_of_hundreds_of_questions_can_be_sent(signed_in, lesson):
    questions = [QuestionFactory(lesson=lesson) for _ in range(350)]
    sitter = Sitter(signed_in, QuizFactory(course=lesson.course, way=Way.DEFERRED, asks=questions))
    sitter.begin()
    every = {f"q{question.pk}": "a" for question in questions}
    assert sitter.press("summary", **every).status_code == 303
    assert "Every question is answered." in sitter.browser.get(f"{sitter.url()}summary/").text


@pytest.mark.parametrize("value", ["zz", "\x00", "a" * 5000])
def test_what_was_never_offered_is_a_form_error(sit, two, value):
    sitter = sit()
    assert sitter.check(two[0], value).status_code == 422
    assert sitter.choose(two[0], value).status_code == 422
    assert not Answer.objects.exists()


@pytest.mark.parametrize("do", ["", "zz", "check:", "check:zz", "check:0", "flag:-1", "x" * 9000])
def test_a_button_that_there_is_not_does_no_harm(sit, do):
    assert sit().press(do).status_code in (302, 303, 404)


@pytest.mark.parametrize("over", [False, True])
def test_a_problem_is_reported_from_a_quiz_and_from_its_result(sit, two, over):
    sitter = sit()
    sitter.check(two[0], "b")
    if over:
        sitter.hand_in()
    note = {f"q{two[0].pk}_note": "Both B and A are right."}
    for _ in range(2):
        assert sitter.press(f"report:{two[0].pk}", **note).status_code == 303
    problem = Problem.objects.get()
    assert (problem.version, problem.answer.response) == (two[0].current, "b")
    assert "The author has been told." in sitter.page()


def test_a_problem_reported_again_in_the_next_attempt_is_acknowledged(sit, two):
    sitter = sit()
    note = {f"q{two[0].pk}_note": "Both B and A are right."}
    sitter.press(f"report:{two[0].pk}", **note)
    sitter.hand_in()
    sitter.begin(2)
    sitter.press(f"report:{two[0].pk}", number=2, **note)
    assert "The author has been told." in sitter.page(2)
    assert Problem.objects.count() == 1


def test_a_note_that_says_too_little_stays_in_the_form(sit, two):
    sitter = sit()
    page = sitter.press(f"report:{two[0].pk}", **{f"q{two[0].pk}_note": "Hm?"})
    assert page.status_code == 422
    assert ">Hm?</textarea>" in page.content.decode()
    assert not Problem.objects.exists()


@pytest.fixture
def with_number(sit, lesson):
    """An attempt that asks for a number, too, and that number's question."""
    number = QuestionFactory(lesson=lesson, kind="numeric", spec=kinds["numeric"].example())
    return sit(further=[number]), number


@pytest.mark.parametrize("do", ["check", "flag", "report"])
def test_what_cannot_be_read_elsewhere_stays_in_its_field(with_number, two, do):
    sitter, number = with_number
    typed = {f"q{number.pk}": "half a", f"q{two[0].pk}": "a"}
    note = {f"q{two[0].pk}_note": "Both B and A are right."} if do == "report" else {}
    page = sitter.press(f"{do}:{two[0].pk}", **typed, **note).content.decode()
    assert 'value="half a"' in page


@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_read_stays_in_a_card_that_is_flagged(with_number, htmx):
    sitter, number = with_number
    response = sitter.press(f"flag:{number.pk}", htmx=htmx, **{f"q{number.pk}": "half a"})
    assert 'value="half a"' in response.content.decode()
    assert sitter.item(number).flagged


@pytest.mark.parametrize("do", ["check:{}", "flag:{}", "save", "summary"])
def test_a_note_that_was_not_sent_stays(sit, two, do):
    sitter = sit()
    for each in two:
        typed = {f"q{two[0].pk}": "a", f"q{each.pk}_note": "Both are right."}
        response = sitter.press(do.format(two[0].pk), **typed)
        assert ">Both are right.</textarea>" in response.content.decode()


def test_a_note_stays_in_a_card_that_is_checked(sit, two):
    typed = {f"q{two[0].pk}_note": "Both are right."}
    page = sit().check(two[0], "a", htmx=True, **typed).content.decode()
    assert ">Both are right.</textarea>" in page
    assert "That is right." in page


def test_the_home_page_leads_back_to_a_quiz_that_runs(sit):
    sitter = sit()
    page = sitter.browser.get("/").content.decode()
    assert "Go on with the quiz" in page
    assert sitter.url() in page
    sitter.hand_in()
    assert "Go on with the quiz" not in sitter.browser.get("/").content.decode()


def test_the_home_page_leads_to_no_quiz_that_is_closed_or_hidden(sit):
    sitter = sit()
    Quiz.objects.update(closes_at=timezone.now())
    assert "Go on with the quiz" not in sitter.browser.get("/").content.decode()
    Quiz.objects.update(closes_at=None, status="draft")
    assert "Go on with the quiz" not in sitter.browser.get("/").content.decode()
