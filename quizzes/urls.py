"""Addresses of the learners' side."""

from django.urls import path, re_path

from .views import attempt as attempt
from .views import course, learner, lesson, picture, problem, quiz, quiz_answers

urlpatterns = [
    path("", course.home, name="home"),
    re_path(
        r"^media/pictures/(?P<digest>[0-9a-f]{64})\.(?P<ending>webp|png)$",
        picture.picture,
        name="picture",
    ),
    path("reports/", problem.reports, name="reports"),
    path("start-afresh/", learner.start_afresh, name="start_afresh"),
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
