"""Comments on a question, its steps to publication, and what is written and not saved."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from quizzes.actions.roles import AUTHORS, REVIEWERS
from quizzes.models import Comment, UnsavedForm
from tests.factories import NOW, QuestionFactory, UserFactory, choice_spec
from tests.queries import counted

from .page import address, controls, shown, words

pytestmark = pytest.mark.django_db
KEEP = reverse("admin:quizzes_question_unsaved")
STEM = "content-stem-prose"


def member(client, group, name):
    user = UserFactory(is_staff=True, name=name)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def author():
    return member(Client(), AUTHORS, "Ada")


@pytest.fixture
def reviewer():
    return member(Client(), REVIEWERS, "Rosa")


@pytest.fixture
def question():
    return QuestionFactory(spec=choice_spec(), status="in_review")


def review(browser, question, do, text=""):
    url = reverse("admin:quizzes_question_review", args=[question.pk])
    return browser.post(url, {"do": do, "text": text}, follow=True)


def page(browser, question):
    return words(browser.get(address(question)))


def status(question):
    question.refresh_from_db()
    return question.status


def test_a_reviewer_comments_and_the_author_settles_it(author, reviewer, question):
    assert "Rosa" in words(review(reviewer, question, "comment", "Option B is right, too."))
    found = Comment.objects.get()
    assert (found.version, found.author) == (question.current, reviewer.user)
    assert "Option B is right, too." in page(author, question)
    review(author, question, f"settle {found.pk}")
    assert "settled by Ada" in page(reviewer, question)


def test_the_same_comment_twice_is_one(reviewer, question):
    for _ in range(2):
        review(reviewer, question, "comment", "Option B is right, too.")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_comment_that_says_nothing_or_too_much_is_refused(reviewer, question, text):
    assert "omment" in words(review(reviewer, question, "comment", text))
    assert not Comment.objects.exists()


def test_a_comment_is_text_and_no_mark_up(author, reviewer, question):
    review(reviewer, question, "comment", "<script>x()</script>")
    assert "<script>x()" not in author.get(address(question)).content.decode()


def test_a_question_goes_to_review_and_back_and_out(author, reviewer, question):
    assert "Given back" in words(review(reviewer, question, "return", "Too easy."))
    assert status(question) == "draft"
    assert Comment.objects.get().text == "Too easy."
    review(author, question, "submit")
    assert status(question) == "in_review"
    assert "Published" in words(review(reviewer, question, "publish"))
    assert status(question) == "published"


def test_a_step_that_somebody_took_before_is_not_taken_again(reviewer, question):
    review(reviewer, question, "publish")
    assert "status had changed" in words(review(reviewer, question, "return"))
    assert status(question) == "published"


def test_what_lacks_something_is_not_published(reviewer):
    bare = QuestionFactory(spec=choice_spec(explanation=""), status="in_review")
    assert "It can be published once nothing is missing." in page(reviewer, bare)
    assert "Not published." in words(review(reviewer, bare, "publish"))
    assert status(bare) == "in_review"


@pytest.mark.parametrize("do", ["", "explode", "settle", "settle x", "settle 999999999999999999"])
def test_other_wishes_change_nothing(reviewer, question, do):
    assert review(reviewer, question, do).status_code == 200
    assert status(question) == "in_review"


def test_a_reviewer_sees_the_card_and_changes_no_question(reviewer, question):
    assert "Show the learner's card" in page(reviewer, question)
    sent = {"status": "retired", "uid": "mine"}
    assert reviewer.post(address(question), sent).status_code == 403
    assert status(question) == "in_review"


def test_who_may_only_look_does_not_comment(question):
    looker = Client()
    user = UserFactory(is_staff=True)
    looker.force_login(user)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    assert review(looker, question, "comment", "Mine").status_code == 403
    assert review(looker, question, "publish").status_code == 403
    assert "Send to review" not in page(looker, question)
    assert status(question) == "in_review"


def test_a_comment_of_another_question_is_not_settled_here(reviewer, question):
    other = QuestionFactory().comments.create(text="SECRET", author=None, created_at=NOW)
    review(reviewer, question, f"settle {other.pk}")
    other.refresh_from_db()
    assert other.settled_at is None
    assert "SECRET" not in page(reviewer, question)


def test_the_page_takes_the_same_queries_with_many_comments(author, reviewer, question):
    found = []
    for size in (1, 9):
        for number in range(size):
            review(reviewer, question, "comment", f"Remark {size} {number}")
        with counted() as queries:
            author.get(address(question))
        found.append(len(queries))
    assert found[0] == found[1]


def test_what_is_written_is_kept_and_gone_on_with(author, question):
    fields = shown(author, question) | {STEM: "What moves?", "unsaved": question.pk}
    assert author.post(KEEP, fields).status_code == 204
    seen = author.get(address(question))
    assert "Written and not saved" in words(seen)
    assert controls(seen)[STEM] == ["What turns?"]
    kept = dict(seen.context["kept_fields"])
    again = controls(author.post(address(question), kept | {"do": "kept"}))
    assert again[STEM] == ["What moves?"]
    question.refresh_from_db()
    assert question.current.number == 1


def test_what_is_saved_is_no_longer_kept(author, question):
    fields = shown(author, question) | {STEM: "What moves?"}
    author.post(KEEP, fields | {"unsaved": question.pk})
    author.post(address(question), fields)
    assert not UnsavedForm.objects.exists()


def test_a_new_question_is_kept_too(author):
    add = reverse("admin:quizzes_question_add")
    fields = controls(author.get(add)) | {STEM: "What moves?", "unsaved": ""}
    assert author.post(KEEP, fields).status_code == 204
    assert "Written and not saved" in words(author.get(add))


def test_it_is_dropped_by_a_button(author, question):
    author.post(KEEP, {STEM: "What moves?", "unsaved": question.pk})
    author.post(KEEP, {"do": "drop", "unsaved": question.pk})
    assert "Written and not saved" not in page(author, question)


def test_it_is_kept_once_and_for_its_author_alone(author, question):
    other = member(Client(), AUTHORS, "Olga")
    for stem in ("SECRET one", "SECRET two"):
        author.post(KEEP, {STEM: stem, "unsaved": question.pk})
    assert UnsavedForm.objects.count() == 1
    seen = page(other, question)
    assert "SECRET" not in seen
    assert "Ada is changing this question, too" in seen


def test_a_form_that_is_too_large_or_of_no_question_is_not_kept(author, question):
    sent = {STEM: "x" * 300_001, "unsaved": question.pk}
    assert author.post(KEEP, sent).status_code == 413
    assert author.post(KEEP, {STEM: "x", "unsaved": "99999"}).status_code == 404
    assert author.post(KEEP, {STEM: "x", "unsaved": "x"}).status_code == 404
    assert not UnsavedForm.objects.exists()


def test_a_reviewer_keeps_no_forms(reviewer, question):
    assert reviewer.post(KEEP, {STEM: "x", "unsaved": question.pk}).status_code == 403
    assert reviewer.post(KEEP, {STEM: "x", "unsaved": ""}).status_code == 403
