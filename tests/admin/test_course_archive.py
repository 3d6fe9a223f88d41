"""Whole courses downloaded and brought in."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quizzes.actions.roles import AUTHORS, REVIEWERS
from quizzes.exchange.course import write_course
from quizzes.models import Course
from quizzes.reports.course_archive import spec_of
from tests.factories import CourseFactory, LessonFactory, QuestionFactory, UserFactory

from .page import words

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:quizzes_course_bring_in")


def signed_in(client, group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def author(client):
    return signed_in(client, AUTHORS)


@pytest.fixture
def course():
    course = CourseFactory(slug="motors")
    QuestionFactory(lesson=LessonFactory(course=course))
    return course


def download(client, course):
    return client.get(reverse("admin:quizzes_course_archive", args=[course.pk]))


def archive(client, course):
    return b"".join(download(client, course).streaming_content)


def bring(client, data, **fields):
    return client.post(PAGE, {"file": SimpleUploadedFile("motors.zip", data), **fields})


def test_a_course_is_downloaded_by_its_name_and_brought_in_again(author, course):
    response = download(author, course)
    assert response["Content-Disposition"] == 'attachment; filename="motors.zip"'
    Course.objects.update(slug="before")
    page = bring(author, b"".join(response.streaming_content))
    made = Course.objects.get(slug="motors")
    assert page["Location"].endswith(f"?course__id__exact={made.pk}")
    assert made.questions.get().lesson.course == made


def test_the_pages_of_courses_lead_there(author, course):
    listing = author.get(reverse("admin:quizzes_course_changelist")).content.decode()
    assert PAGE in listing
    page = author.get(reverse("admin:quizzes_course_change", args=[course.pk])).content.decode()
    assert reverse("admin:quizzes_course_archive", args=[course.pk]) in page


def test_a_name_that_is_taken_is_said_and_another_one_helps(author, course):
    data = archive(author, course)
    refused = bring(author, data)
    assert refused.status_code == 422
    assert "There is a course “motors” already" in words(refused)
    assert bring(author, data, slug="motors-2").status_code == 302
    assert set(Course.objects.values_list("slug", flat=True)) == {"motors", "motors-2"}


def test_a_file_that_is_none_is_refused_in_a_sentence(author):
    refused = bring(author, b"motors")
    assert refused.status_code == 422
    assert "The archive is damaged or is not a zip file." in words(refused)
    assert not Course.objects.exists()


def test_of_very_many_faults_the_first_are_told(author, course):
    lesson = course.lessons.get()
    for at in range(60):
        LessonFactory(course=course, slug=f"other-{at:02}")
        QuestionFactory(lesson=lesson)
    spec = spec_of(course)
    spec = replace(spec, questions=[replace(each, lesson="fan") for each in spec.questions])
    refused = words(bring(author, b"".join(write_course(spec)), slug="motors-2"))
    assert refused.count("the course has no lesson “fan”") == 50
    assert "… and 11 more" in refused
    assert "other-18, …" in refused
    assert "other-59" not in refused


def test_a_reviewer_may_take_a_course_out_but_bring_none_in(client, course):
    reviewer = signed_in(client, REVIEWERS)
    data = archive(reviewer, course)
    assert data.startswith(b"PK")
    assert bring(reviewer, data, slug="motors-2").status_code == 403
    assert Course.objects.count() == 1


def test_learners_get_no_keys(client, course):
    client.force_login(UserFactory())
    assert download(client, course).status_code == 302
    assert bring(client, b"").status_code == 302


def test_staff_without_the_right_to_see_questions_get_no_keys(client, course):
    client.force_login(UserFactory(is_staff=True))
    assert download(client, course).status_code == 403
