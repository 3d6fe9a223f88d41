"""Questions brought in and taken out in the admin."""

import base64
import json
from dataclasses import replace
from hashlib import sha256

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.articles.pictures import address_of, remake
from quizzes.exchange.registry import formats
from quizzes.exchange.spec import QuestionSpec
from quizzes.models import Picture, Question
from tests.articles.test_embedded import png
from tests.factories import LessonFactory, QuestionFactory, UserFactory, choice_spec
from tests.queries import counted

from .page import words

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:quizzes_question_import")
LIST = reverse("admin:quizzes_question_changelist")


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def lesson():
    return LessonFactory()


def bank(*specs, **changes):
    entries = [
        {"uid": f"q{at}", "kind": "single_choice", "spec": spec} | changes
        for at, spec in enumerate(specs)
    ]
    return json.dumps({"format": "evlearn-questions", "version": 1, "questions": entries})


def upload(text, name="bank.json"):
    return SimpleUploadedFile(name, text.encode())


def test_looking_takes_nothing_and_shows_the_text_to_mend(author, lesson):
    sent = {"course": lesson.course.pk, "file": upload(bank(choice_spec())), "do": "look"}
    response = author.post(PAGE, sent)
    page = words(response)
    assert "What turns?" in page
    assert "Take 1 question" in page
    assert response.context["form"]["text"].value() == bank(choice_spec())
    assert response.context["form"]["format"].value() == "json"
    assert not Question.objects.exists()


def test_what_was_looked_at_is_taken_from_the_text(author, lesson):
    sent = {"course": lesson.course.pk, "format": "json", "text": bank(choice_spec())}
    page = words(author.post(PAGE, sent | {"do": "take"}, follow=True))
    assert "1 added, of these 0 drafts; 0 changed, 0 unchanged, 0 left out." in page
    assert Question.objects.get().current.created_by == author.user


PACKAGE = QuestionSpec("q1", "", "single_choice", choice_spec(), "", ())


def package(*questions):
    return b"".join(formats()["qti"].write(questions))


def packed(data, name="bank.zip"):
    return SimpleUploadedFile(name, data)


def test_a_file_that_is_no_text_is_kept_out_of_sight_until_it_is_taken(author, lesson):
    data = package(PACKAGE)
    response = author.post(PAGE, {"course": lesson.course.pk, "file": packed(data), "do": "look"})
    form = response.context["form"]
    assert "Take 1 question" in words(response)
    assert "It is kept." in words(response)
    assert form["text"].value() == ""
    assert base64.b64decode(form["kept"].value()) == data
    sent = {"course": lesson.course.pk, "format": "qti", "kept": form["kept"].value()}
    page = words(author.post(PAGE, sent | {"do": "take"}, follow=True))
    assert "1 added" in page
    assert Question.objects.get().uid == "q1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "<item/>"}, "Choose a file: this format is no text."),
        ({"kept": "%%%"}, "The file got lost on the way."),
        ({"kept": "UEsDBA=="}, "The archive is damaged"),
        ({"file": packed(b"x" * 1_700_001)}, "too large for this page"),
    ],
)
def test_a_file_that_is_no_text_and_cannot_be_read_is_refused(author, lesson, changes, said):
    sent = {"course": lesson.course.pk, "format": "qti", "do": "take"} | changes
    response = author.post(PAGE, sent)
    assert response.status_code == 422
    assert said in words(response)
    assert not Question.objects.exists()


def test_a_mended_file_takes_the_place_of_the_one_that_was_kept(author, lesson):
    kept = base64.b64encode(package(PACKAGE)).decode()
    mended = package(replace(PACKAGE, uid="q2"))
    sent = {"course": lesson.course.pk, "format": "qti", "kept": kept, "file": packed(mended)}
    author.post(PAGE, sent | {"do": "take"})
    assert Question.objects.get().uid == "q2"


def test_a_fault_keeps_all_out_unless_it_may_be_left_out(author, lesson):
    text = bank(choice_spec(), choice_spec(explanation=""))
    sent = {"course": lesson.course.pk, "format": "json", "text": text, "do": "take"}
    page = words(author.post(PAGE, sent))
    assert "1 question is at fault" in page
    assert "There is no explanation" in page
    assert not Question.objects.exists()
    page = words(author.post(PAGE, sent | {"skip_bad": "on"}, follow=True))
    assert "1 left out." in page
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Choose a file, or type its text below."),
        ({"format": ""}, "Choose what kind of file it is."),
        ({"text": "{"}, "This is not JSON"),
        ({"course": ""}, "This field is required."),
        ({"course": "99999"}, "Select a valid choice."),
        ({"file": upload("x", "bank.exe"), "format": ""}, "Choose what kind of file it is."),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(author, lesson, changes, said):
    sent = {"course": lesson.course.pk, "format": "json", "text": bank(choice_spec())} | changes
    response = author.post(PAGE, sent | {"do": "take"})
    assert response.status_code == 422
    assert said in words(response)
    assert response.context["form"]["text"].value() == sent["text"]
    assert not Question.objects.exists()


def test_a_lesson_of_another_course_is_refused(author, lesson):
    other = LessonFactory()
    sent = {"course": lesson.course.pk, "lesson": other.pk, "format": "json", "text": bank({})}
    assert "belongs to another course" in words(author.post(PAGE, sent))


def test_it_is_for_those_who_may_write_questions(client, lesson):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    assert "Bring questions in" not in words(client.get(LIST))


def test_chosen_questions_come_out_as_a_file(author):
    one, _other = QuestionFactory(), QuestionFactory()
    sent = {"action": "export_json", "_selected_action": [one.pk]}
    response = author.post(LIST, sent)
    found = json.loads(b"".join(response.streaming_content))
    assert [question["uid"] for question in found["questions"]] == [one.uid]
    assert response["Content-Disposition"] == 'attachment; filename="questions.json"'


@pytest.mark.parametrize("size", [1, 30])
def test_looking_asks_as_often_for_few_as_for_many(author, lesson, size):
    text = bank(*(choice_spec() for _ in range(size)))
    sent = {"course": lesson.course.pk, "format": "json", "text": text, "do": "look"}
    with counted() as queries:
        author.post(PAGE, sent)
    assert len(queries) == 9


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_an_empty_table_is_offered_to_be_filled_in(author, name):
    address = reverse("admin:quizzes_question_template", args=[name])
    assert address in author.get(PAGE).content.decode()
    response = author.get(address)
    assert response["Content-Disposition"] == f'attachment; filename="questions.{name}"'
    data = b"".join(response.streaming_content)
    assert formats()[name].read(data).questions == []


def test_pictures_of_a_package_are_kept_with_its_questions(author, lesson):
    made = remake(png())
    digest = sha256(made.content).hexdigest()
    address = address_of(digest, made.ending)
    question = replace(PACKAGE, spec=choice_spec(stem=f"Which? ![A rotor]({address})"))
    data = b"".join(formats()["qti"].write_with([question], lambda *_named: made.content))
    sent = {"course": lesson.course.pk, "format": "qti", "file": packed(data)}
    author.post(PAGE, sent | {"do": "look"})
    assert not Picture.objects.exists()
    page = words(author.post(PAGE, sent | {"file": packed(data), "do": "take"}, follow=True))
    assert "1 picture is new." in page
    picture = lesson.course.pictures.get()
    assert (picture.digest, picture.created_by) == (digest, author.user)
