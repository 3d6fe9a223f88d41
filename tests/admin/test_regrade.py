"""Authors mark answers otherwise: look first, apply, undo."""

import html

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from quizzes.actions.attempt import answer
from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.kinds import kinds
from quizzes.models import AttemptItem, Mark, Regrade
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory, choice_spec
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def question():
    return QuestionFactory()


def give(name, question, response):
    learner = LearnerFactory(user__name=name)
    answer(learner, question.lesson_id, question.current, response, after=0, now=NOW)
    return learner


@pytest.fixture
def answered(question):
    for name, response in (("Ann", "a"), ("Ben", "b"), ("Cas", "c")):
        give(name, question, response)
    return question


def page_of(question):
    return reverse("admin:quizzes_question_regrade", args=[question.pk])


def form(question, policy="full", **changes):
    answered = question.versions.exclude(answers=None).values_list("pk", flat=True)
    versions = list(answered.distinct())
    return {"policy": policy, "versions": versions, "reason": "It was unclear."} | changes


def look(author, question, **changes):
    return html.unescape(author.post(page_of(question), form(question, **changes)).content.decode())


def seen_by(author, question, policy="full"):
    page = look(author, question, policy=policy)
    [seen] = [part.split('"')[0] for part in page.split('name="seen" value="')[1:]]
    return seen


def test_a_look_counts_and_names_and_changes_nothing(author, answered):
    page = look(author, answered)
    assert "2 rise, 0 fall, 1 unchanged" in page
    assert "Ben" in page
    assert "Ann" not in page
    assert not Regrade.objects.exists()


def test_what_was_looked_at_is_applied(author, answered):
    response = author.post(
        page_of(answered), form(answered, do="apply", seen=seen_by(author, answered))
    )
    assert response.status_code == 302
    assert set(AttemptItem.objects.values_list("last_fraction", flat=True)) == {1}
    made = Regrade.objects.get()
    assert (made.created_by, made.risen, made.unchanged) == (author.user, 2, 1)
    page = author.get(page_of(answered)).content.decode()
    assert "Done: 2 rise, 0 fall, 1 unchanged." in page


def test_without_a_look_nothing_is_applied(author, answered):
    page = look(author, answered, do="apply")
    assert "look again" in page
    assert not Regrade.objects.exists()


def test_answers_that_came_in_since_the_look_are_shown_first(author, answered):
    seen = seen_by(author, answered)
    give("Dee", answered, "c")
    page = look(author, answered, do="apply", seen=seen)
    assert "3 rise, 0 fall, 1 unchanged" in page
    assert not Regrade.objects.exists()


def test_what_was_chosen_after_the_look_is_shown_first(author, answered):
    seen = seen_by(author, answered)
    both = {"policy": "accept", "accepted": ['"b"', '"c"']}
    page = look(author, answered, do="apply", seen=seen, **both)
    assert "2 rise, 0 fall, 1 unchanged" in page
    assert "look again" in page
    assert not Regrade.objects.exists()


def test_it_is_undone_with_a_note_of_who_did(author, answered):
    author.post(page_of(answered), form(answered, do="apply", seen=seen_by(author, answered)))
    made = Regrade.objects.get()
    author.post(reverse("admin:quizzes_question_undo_regrade", args=[answered.pk, made.pk]))
    made.refresh_from_db()
    assert made.undone_by == author.user
    assert sorted(AttemptItem.objects.values_list("last_fraction", flat=True)) == [0, 0, 1]
    assert "Undone" in author.get(page_of(answered)).content.decode()


def test_a_regrade_is_undone_through_its_own_question_only(author, answered):
    author.post(page_of(answered), form(answered, do="apply", seen=seen_by(author, answered)))
    other = QuestionFactory()
    address = reverse(
        "admin:quizzes_question_undo_regrade", args=[other.pk, Regrade.objects.get().pk]
    )
    assert author.post(address).status_code == 404
    assert Regrade.objects.get().undone_at is None


def test_undoing_needs_a_post(author, answered):
    author.post(page_of(answered), form(answered, do="apply", seen=seen_by(author, answered)))
    made = Regrade.objects.get()
    address = reverse("admin:quizzes_question_undo_regrade", args=[answered.pk, made.pk])
    assert author.get(address).status_code == 405


@pytest.mark.parametrize("staff", [True, False])
def test_nobody_regrades_who_may_not_change_questions(client, answered, staff):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    seen = seen_by(client, answered)
    client.force_login(UserFactory(is_staff=staff))
    response = client.post(page_of(answered), form(answered, do="apply", seen=seen))
    assert response.status_code in (302, 403)
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"policy": "magic"}, "Select a valid choice"),
        ({"reason": ""}, "required"),
        ({"versions": []}, "at least one version"),
        ({"versions": ["999999"]}, "Select a valid choice"),
        ({"policy": "accept"}, "Tick the answers"),
        ({"policy": "accept", "accepted": ['"zz"']}, "Select a valid choice"),
        ({"policy": "accept", "accepted": ["{"]}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_meant_is_said(author, answered, changes, words):
    response = author.post(page_of(answered), form(answered) | changes)
    assert response.status_code == 422
    assert words in html.unescape(response.content.decode())
    assert not Regrade.objects.exists()


def test_answers_to_accept_are_offered_in_words(author, answered):
    page = author.get(page_of(answered)).content.decode()
    assert "The stator – 1 learner" in page
    assert "The rotor –" not in page
    assert "1 rise, 0 fall, 2 unchanged" in look(
        author, answered, policy="accept", accepted=['"b"']
    )


def test_what_nobody_answered_cannot_be_regraded(author, question):
    assert "Nobody has answered" in author.get(page_of(question)).content.decode()


def test_what_a_person_marks_has_no_key_to_mark_it_by(author):
    question = QuestionFactory(kind="essay", spec=kinds["essay"].example())
    give("Ann", question, kinds["essay"].key(question.current.spec))
    page = author.get(page_of(question)).content.decode()
    assert 'value="full"' in page
    assert 'value="recompute"' not in page


def test_the_questions_page_leads_there(author, question):
    page = author.get(reverse("admin:quizzes_question_change", args=[question.pk]))
    assert page_of(question) in page.content.decode()


@pytest.mark.parametrize("policy", ["full", "recompute"])
def test_a_look_costs_the_same_for_many(author, question, policy):
    counts = []
    for size in (2, 20):
        for number in range(size):
            give(f"Learner {number}", question, "b")
        with counted() as queries:
            look(author, question, policy=policy)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What the learner sees of it.


def card(client, learner, question):
    client.force_login(learner.user)
    return html.unescape(client.get(question.lesson.get_absolute_url()).content.decode())


def other_key(question):
    spec = choice_spec()
    spec["options"][0]["correct"], spec["options"][1]["correct"] = False, True
    spec["options"][1]["feedback"] = "REMARK it is the one."
    revise(question, "single_choice", spec, by=None, now=NOW)
    question.refresh_from_db()


def apply(author, question, policy):
    seen = seen_by(author, question, policy)
    author.post(page_of(question), form(question, policy, do="apply", seen=seen))


@pytest.mark.parametrize(
    ("policy", "words", "said"),
    [
        ("full", "everyone gets the full mark. It was unclear.", "That is right."),
        ("drop", "it no longer counts. It was unclear.", "This question no longer counts."),
        ("recompute", "your answer marked again. It was unclear.", "That is right."),
    ],
)
def test_the_learner_is_told(author, question, policy, words, said):
    ben = give("Ben", question, "b")
    if policy == "recompute":
        other_key(question)
    apply(author, question, policy)
    page = card(author, ben, question)
    assert "This question was corrected" in page
    assert words in page
    assert said in page


def test_the_card_shows_the_new_key_beside_the_old_answer(author, question):
    ann = give("Ann", question, "a")
    other_key(question)
    apply(author, question, "recompute")
    page = card(author, ann, question)
    assert "Not quite." in page
    assert "REMARK it is the one." in page
    assert "The author has changed this question" not in page


def test_who_was_not_concerned_is_told_nothing(author, question):
    give("Ben", question, "b")
    apply(author, question, "full")
    assert "was corrected" not in card(author, LearnerFactory(), question)


def test_who_answers_later_is_marked_the_same_way_and_told(author, question, client):
    give("Ben", question, "b")
    apply(author, question, "full")
    client.force_login(LearnerFactory().user)
    address = reverse("answer", args=[question.course.slug, question.lesson.slug, question.pk])
    fields = {"version": question.current_id, "after": 0, "for": "", "response": "c"}
    page = client.post(address, fields, headers={"HX-Request": "true"}).content.decode()
    assert "That is right." in page
    assert "everyone gets the full mark" in page


def test_an_old_form_that_is_sent_later_is_marked_by_the_new_key(author, question, client):
    old = question.current_id
    give("Ann", question, "a")
    other_key(question)
    apply(author, question, "recompute")
    client.force_login(LearnerFactory().user)
    address = reverse("answer", args=[question.course.slug, question.lesson.slug, question.pk])
    fields = {"version": old, "after": 0, "for": "", "response": "b"}
    client.post(address, fields)
    assert AttemptItem.objects.latest("pk").last_fraction == 1


def test_a_dropped_question_enters_no_mean(author, question, client):
    other = QuestionFactory(lesson=question.lesson)
    ann = give("Ann", question, "b")
    answer(ann, question.lesson_id, other.current, "a", after=0, now=NOW)
    apply(author, question, "drop")
    client.force_login(ann.user)
    page = client.get(reverse("course", args=[question.course.slug])).content.decode()
    assert "2 of 2" in page
    assert "100%" in page
    assert "50%" not in page
