"""Addresses of the learners' side."""

from django.urls import path

from .views import attempt as attempt
from .views import course, learner, lesson, problem

urlpatterns = [
    path("", course.home, name="home"),
    path("reports/", problem.reports, name="reports"),
    path("start-afresh/", learner.start_afresh, name="start_afresh"),
    path("courses/<slug:course_slug>/", course.course, name="course"),
    path("courses/<slug:course_slug>/<slug:lesson_slug>/", lesson.lesson, name="lesson"),
    path("courses/<slug:course_slug>/<slug:lesson_slug>/read/", attempt.read, name="read"),
    path(
        "courses/<slug:course_slug>/<slug:lesson_slug>/questions/<int:question_id>/answer/",
        attempt.answer,
        name="answer",
    ),
    path(
        "courses/<slug:course_slug>/<slug:lesson_slug>/questions/<int:question_id>/draft/",
        attempt.draft,
        name="draft",
    ),
    path(
        "courses/<slug:course_slug>/<slug:lesson_slug>/questions/<int:question_id>/report/",
        problem.report,
        name="report",
    ),
]
