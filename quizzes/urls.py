"""Addresses of the learners' side."""

from django.urls import path, re_path

from .views import attempt as attempt
from .views import (
    classroom,
    course,
    joining,
    learner,
    lesson,
    picture,
    problem,
    quiz,
    quiz_answers,
    roster,
)

urlpatterns = [
    path("", course.home, name="home"),
    re_path(
        r"^media/pictures/(?P<digest>[0-9a-f]{64})\.(?P<ending>webp|png)$",
        picture.picture,
        name="picture",
    ),
    path("reports/", problem.reports, name="reports"),
    path("start-afresh/", learner.start_afresh, name="start_afresh"),
    path("classes/", classroom.classes, name="classes"),
    path("classes/new/", classroom.new_class, name="new_class"),
    path("classes/join/", joining.by_code, name="join_by_code"),
    path("classes/<int:pk>/", classroom.classroom, name="class"),
    path("classes/<int:pk>/settings/", classroom.settings, name="class_settings"),
    path("classes/<int:pk>/teachers/", classroom.teachers, name="class_teachers"),
    path("classes/<int:pk>/copy/", classroom.copy, name="class_copy"),
    path("classes/<int:pk>/archive/", classroom.archive, name="class_archive"),
    path("classes/<int:pk>/code/", classroom.renew, name="class_code"),
    path("classes/<int:pk>/roster/", roster.bring_in, name="class_roster"),
    path("classes/<int:pk>/sheet/", roster.sheet, name="class_sheet"),
    path("classes/<int:pk>/people/<int:place_id>/", roster.person, name="class_person"),
    path("join/<str:code>/", joining.join, name="join_class"),
    path("courses/<slug:course_slug>/", course.course, name="course"),
    path("quizzes/<slug:course_slug>/<slug:quiz_slug>/", quiz.quiz, name="quiz"),
    path("quizzes/<slug:course_slug>/<slug:quiz_slug>/begin/", quiz.begin, name="quiz_begin"),
    path(
        "quizzes/<slug:course_slug>/<slug:quiz_slug>/<int:number>/",
        quiz_answers.attempt,
        name="quiz_attempt",
    ),
    path(
        "quizzes/<slug:course_slug>/<slug:quiz_slug>/<int:number>/draft/<int:question_id>/",
        quiz_answers.draft,
        name="quiz_draft",
    ),
    path(
        "quizzes/<slug:course_slug>/<slug:quiz_slug>/<int:number>/summary/",
        quiz.summary,
        name="quiz_summary",
    ),
    path(
        "quizzes/<slug:course_slug>/<slug:quiz_slug>/<int:number>/finish/",
        quiz_answers.finish,
        name="quiz_finish",
    ),
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
