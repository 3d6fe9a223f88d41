"""Authors upload pictures, say what they show, and put them into lessons and questions."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from quizzes.actions.roles import AUTHORS
from quizzes.models import Picture
from tests.factories import (
    CourseFactory,
    LessonFactory,
    PictureFactory,
    QuestionFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted

from .page import controls, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def course():
    return CourseFactory()


def png(colour="red"):
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def pages(course):
    return reverse("admin:quizzes_course_pictures", args=[course.pk])


def upload(author, course, raw=None, *, name="rotor.png", headers=None, **fields):
    file = SimpleUploadedFile(name, png() if raw is None else raw, "image/png")
    sent = {"picture-file": file, "picture-alt": "A rotor"}
    sent |= {f"picture-{name}": value for name, value in fields.items()}
    return author.post(pages(course), sent, headers=headers)


def test_an_uploaded_picture_is_kept_and_its_line_shown(author, course):
    page = words(upload(author, course))
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.alt) == (40, 30, "A rotor")
    assert picture.created_by == author.user
    assert f"![A rotor]({picture.get_absolute_url()})" in page
    assert "“rotor.png” is uploaded." in page


def test_the_same_picture_twice_is_one(author, course):
    upload(author, course)
    page = words(upload(author, course, alt="A red rotor"))
    assert "“rotor.png” was there already." in page
    assert Picture.objects.get().alt == "A red rotor"


def test_a_picture_without_words_is_refused(author, course):
    response = upload(author, course, alt="  ")
    assert response.status_code == 422
    assert "Say in words what the picture shows" in words(response)
    assert not Picture.objects.exists()


def test_a_picture_that_only_decorates_needs_no_words(author, course):
    upload(author, course, alt="", decorative="on")
    assert Picture.objects.get().alt == ""


def test_words_and_mere_decoration_contradict_each_other(author, course):
    assert "does not only decorate" in words(upload(author, course, decorative="on"))
    assert not Picture.objects.exists()


@pytest.mark.parametrize("raw", [b"MZ\x90", b"<svg onload=x()>", png()[:60], b""])
def test_what_is_called_a_picture_and_is_none_is_refused(author, course, raw):
    assert upload(author, course, raw).status_code == 422
    assert not Picture.objects.exists()


def test_htmx_gets_the_panel_alone(author, course):
    response = upload(author, course, b"no", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response.content.decode().lstrip().startswith("<section")
    assert "no picture of a kind" in words(response)


def test_who_may_not_change_lessons_uploads_nothing(client, course):
    client.force_login(UserFactory(is_staff=True))
    assert upload(client, course).status_code == 403
    assert not Picture.objects.exists()


def test_a_picture_that_nothing_shows_can_be_deleted(author, course):
    picture = PictureFactory(course=course)
    assert "is deleted." in words(author.post(pages(course), {"remove": picture.pk}))
    assert not Picture.objects.exists()


def test_a_picture_that_a_lesson_shows_stays(author, course):
    picture = PictureFactory(course=course)
    LessonFactory(body=f'<p><img src="{picture.get_absolute_url()}" alt=""></p>')
    assert "a lesson or a question shows it" in words(
        author.post(pages(course), {"remove": picture.pk})
    )
    assert Picture.objects.exists()


def test_a_picture_that_a_question_shows_stays(author, course):
    picture = PictureFactory(course=course)
    QuestionFactory(spec=choice_spec(f"![What?]({picture.get_absolute_url()})"))
    author.post(pages(course), {"remove": picture.pk})
    assert Picture.objects.exists()


@pytest.mark.parametrize("number", ["0", "x", "9" * 30])
def test_deleting_what_is_not_there_says_so(author, course, number):
    PictureFactory()
    assert "not there any more" in words(author.post(pages(course), {"remove": number}))
    assert Picture.objects.count() == 1


def test_another_courses_pictures_are_not_listed_here(author, course):
    PictureFactory(name="SECRET.png")
    assert "SECRET" not in words(author.get(pages(course)))


def test_the_list_asks_as_much_for_many_pictures(author, course):
    PictureFactory(course=course)
    author.get(pages(course))
    with counted() as few:
        author.get(pages(course))
    PictureFactory.create_batch(6, course=course)
    with counted() as many:
        author.get(pages(course))
    assert len(many) == len(few)
    assert not any('"content"' in statement for statement in many)


def test_the_page_of_a_lesson_has_the_pictures_of_its_course(author):
    picture = PictureFactory()
    lesson = LessonFactory(course=picture.course)
    page = author.get(reverse("admin:quizzes_lesson_change", args=[lesson.pk]))
    assert f"![A rotor]({picture.get_absolute_url()})" in words(page)


def test_a_picture_in_a_lesson_has_its_size(author):
    picture = PictureFactory()
    lesson = LessonFactory(course=picture.course)
    address = reverse("admin:quizzes_lesson_change", args=[lesson.pk])
    text = f"![A rotor]({picture.get_absolute_url()})"
    author.post(address, controls(author.get(address)) | {"body": text})
    lesson.refresh_from_db()
    assert 'alt="A rotor" width="640" height="480" loading="lazy"' in lesson.body
    assert controls(author.get(address))["body"] == [text]


def test_a_question_that_asks_for_a_picture_is_offered_those_of_its_course(author):
    picture = PictureFactory()
    question = QuestionFactory(lesson__course=picture.course)
    PictureFactory(name="SECRET.png")
    page = author.get(reverse("admin:quizzes_question_change", args=[question.pk])).content.decode()
    assert f'<option value="{picture.get_absolute_url()}" data-width="640"' in page
    assert "SECRET" not in page
    add = f"{reverse('admin:quizzes_question_add')}?kind=hotspot&course={picture.course_id}"
    page = author.get(add).content.decode()
    assert 'list="course-pictures"' in page
    assert picture.digest in page


def test_a_new_question_of_no_course_is_offered_none(author):
    PictureFactory()
    for course in ("", "x", "9" * 30):
        page = author.get(f"{reverse('admin:quizzes_question_add')}?course={course}")
        assert "<datalist" not in page.content.decode()
