"""An article brought in through the browser."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from quizzes.actions.roles import AUTHORS
from quizzes.models import ArticleDraft, Course, DraftPicture, Lesson, Status
from tests.articles.files import drawing, paragraph, word_file
from tests.factories import NOW, QuestionFactory, UserFactory
from tests.queries import counted

from .page import words

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:quizzes_course_article")
TEXT = """# Motors

It began with a magnet.

## The stator

It stands still.

Copper lies in it.

## The rotor

It turns.
"""


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


def bring(author, text=TEXT, **sent):
    """The draft made of a text."""
    author.post(PAGE, {"text": text} | sent)
    return ArticleDraft.objects.order_by("-pk").first()


def address(draft):
    return reverse("admin:quizzes_course_draft", args=[draft.pk])


def fields(draft, do="", **changes):
    titles = [each["title"] for each in draft.sections]
    sent = {"title": draft.title, "revision": draft.revision, "section": titles, "do": do}
    return sent | changes


def press(browser, draft, do, **changes):
    """What the draft is after a button."""
    response = browser.post(address(draft), fields(draft, do, **changes))
    assert response.status_code == 302
    return ArticleDraft.objects.filter(pk=draft.pk).first()


def titles(draft):
    return [each["title"] for each in draft.sections if not each["dropped"]]


def test_a_text_becomes_a_draft_and_no_course(author):
    draft = bring(author)
    assert titles(draft) == ["Motors", "The stator", "The rotor"]
    page = words(author.get(address(draft)))
    assert "3 lessons" in page
    assert "new lesson · 7 words" in page
    assert not Course.objects.exists()


def test_a_word_file_becomes_a_draft(author):
    raw = word_file(paragraph("The stator", "heading1"), paragraph("It stands."))
    author.post(PAGE, {"file": SimpleUploadedFile("motors.docx", raw)})
    assert titles(ArticleDraft.objects.get()) == ["The stator"]


def test_what_was_left_out_is_shown(author):
    draft = bring(author, "<p>Text.</p><p>More.</p><script>x()</script>")
    assert "1 script" in words(author.get(address(draft)))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Paste a text, choose a file or give an address."),
        ({"text": "One.", "url": "https://motors.example/"}, "more than one article"),
        ({"url": "http://127.0.0.1/"}, "not on the public web"),
        ({"url": "file:///etc/passwd"}, "not the address of a page"),
        ({"text": "<p></p><hr>"}, "no text"),
    ],
)
def test_what_cannot_be_brought_in_is_said(author, sent, says):
    response = author.post(PAGE, sent)
    assert response.status_code == 422
    page = words(response)
    assert says in page
    assert "Nothing was brought in." in page
    assert not ArticleDraft.objects.exists()


def test_what_was_typed_is_there_after_a_fault(author):
    response = author.post(PAGE, {"text": "My text", "url": "https://motors.example/"})
    assert response.context["form"]["text"].value() == "My text"


def test_a_file_that_is_too_large_is_refused(author):
    raw = b"x" * (10 * 1024 * 1024 + 1)
    response = author.post(PAGE, {"file": SimpleUploadedFile("long.txt", raw)})
    assert "larger than 10 MB" in words(response)


def test_an_article_in_too_many_sections_is_refused(author):
    response = author.post(PAGE, {"text": "# One\n\nText.\n\n" * 401})
    assert "more than 400 sections" in words(response)


def test_sections_are_joined_and_parted_again(author):
    draft = press(author, bring(author), "merge 2")
    assert titles(draft) == ["Motors", "The stator"]
    draft = press(author, draft, "part 1 2")
    assert titles(draft) == ["Motors", "The stator", "The rotor"]
    assert draft.sections[2]["html"] == "<p>It turns.</p>"


def test_a_section_is_left_out_and_taken_in_again(author):
    draft = press(author, bring(author), "drop 0")
    assert titles(draft) == ["The stator", "The rotor"]
    assert "left out" in words(author.get(address(draft)))
    assert titles(press(author, draft, "restore 0")) == ["Motors", "The stator", "The rotor"]


def test_sections_are_joined_over_one_that_is_left_out(author):
    draft = press(author, press(author, bring(author), "drop 1"), "merge 2")
    assert [(each["title"], each["dropped"]) for each in draft.sections] == [
        ("Motors", False),
        ("The stator", True),
    ]
    assert "It turns." in draft.sections[0]["html"]


def test_titles_and_facts_are_kept_with_whatever_is_done(author):
    draft = bring(author)
    draft = press(
        author, draft, "drop 2", title="On motors", author="Ida", section=["Start", "A", "B"]
    )
    assert (draft.title, draft.facts["author"]) == ("On motors", "Ida")
    assert titles(draft) == ["Start", "A"]


def test_the_same_button_twice_does_it_once(author):
    draft = bring(author)
    press(author, draft, "merge 2")
    response = author.post(address(draft), fields(draft, "merge 2"), follow=True)
    assert "Nothing was done" in words(response)
    assert titles(ArticleDraft.objects.get()) == ["Motors", "The stator"]


@pytest.mark.parametrize(
    "do",
    ["merge 0", "merge 99", "merge -1", "part 1 0", "part 1 99", "part 1", "drop", "drop x",
     "explode 1", "merge " + "9" * 400, "\0 1"],
)  # fmt: skip
def test_what_cannot_be_done_changes_no_section(author, do):
    draft = bring(author)
    assert press(author, draft, do).sections == draft.sections


@pytest.mark.parametrize("changes", [{"revision": "x"}, {"section": ["One"]}, {"section": []}])
def test_a_page_that_does_not_fit_the_draft_changes_nothing(author, changes):
    draft = bring(author)
    assert press(author, draft, "drop 0", **changes).sections == draft.sections


def test_a_draft_becomes_a_course(author):
    draft = bring(author)
    assert press(author, draft, "save", author="Ida", publish="on") is None
    course = Course.objects.get()
    assert (course.title, course.source_author, course.status) == ("Motors", "Ida", "published")
    assert course.created_by == author.user
    assert [each.title for each in course.lessons.all()] == ["Motors", "The stator", "The rotor"]


def test_without_opening_it_the_course_is_a_draft(author):
    press(author, bring(author), "save")
    assert Course.objects.get().status == Status.DRAFT


def test_saved_twice_it_is_one_course(author):
    draft = bring(author)
    press(author, draft, "save")
    response = author.post(address(draft), fields(draft, "save"), follow=True)
    assert "no longer here" in words(response)
    assert Course.objects.count() == 1


def test_a_course_that_is_there_is_brought_up_to_date(author):
    press(author, bring(author), "save")
    course = Course.objects.get()
    question = QuestionFactory(lesson=course.lessons.get(title="The rotor"), course=course)
    draft = bring(author, TEXT.replace("It turns.", "It turns fast."))
    page = author.get(address(draft))
    assert page.context["form"].initial["course"] == course
    assert "brought up to date" in words(page)
    response = author.post(address(draft), fields(draft, "save", course=course.pk), follow=True)
    assert "the quote of its question" in words(response)
    assert Course.objects.get() == course
    question.refresh_from_db()
    assert "It turns fast." in question.lesson.body


def test_the_author_may_choose_a_new_course_all_the_same(author):
    press(author, bring(author), "save")
    draft = bring(author)
    page = author.get(f"{address(draft)}?course=")
    assert page.context["course"] is None
    press(author, draft, "save", course="")
    assert Course.objects.count() == 2


def test_lessons_that_the_article_lacks_are_named(author):
    press(author, bring(author), "save")
    draft = press(author, bring(author), "drop 1")
    page = words(author.get(address(draft)))
    assert "Lessons of the course that the article lacks" in page
    press(author, draft, "save", course=Course.objects.get().pk)
    assert Lesson.objects.filter(title="The stator").exists()


def test_nothing_is_saved_when_every_section_is_left_out(author):
    draft = bring(author, "Only one text.")
    draft = press(author, draft, "drop 0")
    response = author.post(address(draft), fields(draft, "save"), follow=True)
    assert "Every section is left out" in words(response)
    assert not Course.objects.exists()


def test_what_is_said_of_it_has_to_be_right(author):
    draft = bring(author)
    response = author.post(address(draft), fields(draft, "save", date="yesterday", title=""))
    assert response.status_code == 422
    assert not Course.objects.exists()


def test_drafts_are_their_authors_own(author, client):
    other = UserFactory(is_staff=True)
    other.groups.add(Group.objects.get(name=AUTHORS))
    draft = ArticleDraft.objects.create(
        owner=other,
        title="SECRET",
        sections=[{"title": "SECRET", "html": "<p>SECRET</p>", "dropped": False}],
        created_at=NOW,
        updated_at=NOW,
    )
    assert "SECRET" not in words(author.get(PAGE))
    for response in (
        author.get(address(draft), follow=True),
        author.post(address(draft), fields(draft, "save"), follow=True),
    ):
        assert "SECRET" not in words(response)
    author.post(reverse("admin:quizzes_course_drop_draft", args=[draft.pk]))
    assert ArticleDraft.objects.get() == draft
    assert not Course.objects.exists()


def test_a_draft_is_dropped(author):
    draft = bring(author)
    assert draft.title in words(author.get(PAGE))
    author.post(reverse("admin:quizzes_course_drop_draft", args=[draft.pk]))
    assert not ArticleDraft.objects.exists()


def queries(author, url):
    with counted() as found:
        author.get(url)
    return len(found)


def test_the_pages_take_the_same_queries_for_any_length(author):
    few, many = (
        bring(author, "# All\n\n" + "".join(f"## {n}\n\nText {n}.\n\n" for n in range(sections)))
        for sections in (3, 60)
    )
    assert len(many.sections) == 60
    assert queries(author, address(few)) == queries(author, address(many))


def test_the_list_of_drafts_takes_the_same_queries_for_any_number(author):
    bring(author)
    one = queries(author, PAGE)
    for _ in range(5):
        bring(author)
    assert queries(author, PAGE) == one


def png(colour="red"):
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def bring_pictures(author, *colours):
    """The draft made of a Word file with a lesson and a picture for each colour."""
    blocks = [
        paragraph(colour, "heading1") + paragraph("It turns.") + drawing(colour, f"In {colour}")
        for colour in colours
    ]
    raw = word_file(*blocks, pictures={colour: png(colour) for colour in colours})
    author.post(PAGE, {"file": SimpleUploadedFile("motors.docx", raw)})
    return ArticleDraft.objects.order_by("-pk").first()


def test_pictures_in_the_file_are_seen_by_their_author_alone_before_they_are_saved(author, client):
    draft = bring_pictures(author, "red")
    assert "1 picture stood in the file" in words(author.get(address(draft)))
    picture = draft.pictures.get()
    shown = f"/media/pictures/{picture.digest}.{picture.ending}"
    assert shown in author.get(address(draft)).content.decode()
    response = author.get(shown)
    assert response.content == bytes(picture.content)
    assert "private" in response["Cache-Control"]
    another = UserFactory(is_staff=True)
    another.groups.add(Group.objects.get(name=AUTHORS))
    for other in (another, UserFactory()):
        client.force_login(other)
        assert client.get(shown).status_code == 404
    client.logout()
    assert client.get(shown).status_code == 404


def test_pictures_are_kept_for_the_course_with_the_lessons_that_show_them(author):
    draft = bring_pictures(author, "red", "blue")
    draft = press(author, draft, "drop 1")
    press(author, draft, "save")
    picture = Course.objects.get().pictures.get()
    assert (picture.name, picture.alt, picture.created_by) == (
        "motors-1.png",
        "In red",
        author.user,
    )
    assert author.get(picture.get_absolute_url()).status_code == 200
    assert not DraftPicture.objects.exists()


def test_dropping_the_article_drops_its_pictures(author):
    draft = bring_pictures(author, "red")
    author.post(reverse("admin:quizzes_course_drop_draft", args=[draft.pk]))
    assert not DraftPicture.objects.exists()


def test_no_picture_is_read_to_show_the_draft(author):
    draft = bring_pictures(author, "red", "blue")
    with counted() as queries:
        author.get(address(draft))
    assert not any('"content"' in statement for statement in queries)


def test_the_same_file_again_changes_nothing(author):
    press(author, bring_pictures(author, "red"), "save")
    course = Course.objects.get()
    draft = bring_pictures(author, "red")
    page = words(author.get(address(draft) + f"?course={course.pk}"))
    assert "stays as it is" in page
    press(author, draft, "save", course=course.pk)
    assert course.pictures.count() == 1
