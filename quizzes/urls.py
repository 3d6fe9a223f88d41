"""Addresses of the learners' side."""

from typing import Any

from django.urls import URLPattern, path, re_path

from .views import (
    analysis,
    assignment,
    attempt,
    classroom,
    course,
    gradebook,
    joining,
    learner,
    lesson,
    live,
    marking,
    message,
    picture,
    problem,
    projection,
    quiz,
    quiz_answers,
    roster,
)


def sittings(at: str, name: str, more: dict[str, Any] | None = None) -> list[URLPattern]:
    """The addresses of attempts at a quiz, an assignment, or a trial of one: see views.venue."""
    return [
        path(f"{at}begin/", quiz.begin, more, name=f"{name}_begin"),
        path(f"{at}<int:number>/", quiz_answers.attempt, more, name=f"{name}_attempt"),
        path(f"{at}<int:number>/summary/", quiz.summary, more, name=f"{name}_summary"),
        path(f"{at}<int:number>/finish/", quiz_answers.finish, more, name=f"{name}_finish"),
        path(
            f"{at}<int:number>/draft/<int:question_id>/",
            quiz_answers.draft,
            more,
            name=f"{name}_draft",
        ),
    ]


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
    path("classes/<int:pk>/marking/", marking.class_marking, name="class_marking"),
    path("classes/<int:pk>/people/<int:place_id>/", roster.person, name="class_person"),
    path("classes/<int:pk>/people/<int:place_id>/time/", assignment.time, name="class_time"),
    path("classes/<int:pk>/assign/", assignment.new_assignment, name="new_assignment"),
    path("classes/<int:pk>/grades/", gradebook.grades, name="class_grades"),
    path("classes/<int:pk>/grades/export/", gradebook.export, name="class_grades_export"),
    # Without a slash at its end: a gradebook has thousands of links to it.
    path(
        "classes/<int:pk>/grades/<int:assignment_id>/<int:place_id>",
        gradebook.behind,
        name="class_grade",
    ),
    path("classes/<int:pk>/attempts/<int:attempt_id>/", gradebook.sitting, name="class_sitting"),
    path("classes/<int:pk>/my-grades/", gradebook.own, name="my_grades"),
    path("assignments/<int:pk>/", assignment.assignment, name="assignment"),
    path("assignments/<int:pk>/live/", live.look, name="assignment_live"),
    path("classes/<int:pk>/screen/", projection.screen, name="class_screen"),
    path("classes/<int:pk>/answer/", projection.answer, name="class_answer"),
    path("classes/<int:pk>/notices/", live.notices, name="class_notices"),
    path("classes/<int:pk>/notices/post/", live.post, name="class_notice"),
    path("assignments/<int:pk>/change/", assignment.change_assignment, name="assignment_change"),
    path("assignments/<int:pk>/marking/", marking.assignment_marking, name="assignment_marking"),
    path(
        "assignments/<int:pk>/marking/<int:question_id>/",
        marking.assignment_mark,
        name="assignment_mark",
    ),
    path("assignments/<int:pk>/publish/", assignment.publish, name="assignment_publish"),
    path(
        "assignments/<int:pk>/analysis/", analysis.assignment_analysis, name="assignment_analysis"
    ),
    path(
        "assignments/<int:pk>/questions/<int:question_id>/",
        analysis.assignment_question,
        name="assignment_question",
    ),
    path(
        "assignments/<int:pk>/people/<int:place_id>/",
        assignment.person,
        name="assignment_person",
    ),
    *sittings("assignments/<int:assignment>/", "assignment"),
    path("assignments/<int:assignment>/trial/", quiz.quiz, {"preview": True}, name="preview"),
    *sittings("assignments/<int:assignment>/trial/", "preview", {"preview": True}),
    path("messages/", message.wishes, name="messages"),
    path("messages/off/<str:token>/", message.off, name="messages_off"),
    path("calendar/<slug:key>.ics", message.calendar, name="calendar"),
    path("join/<str:code>/", joining.join, name="join_class"),
    path("courses/<slug:course_slug>/", course.course, name="course"),
    path("quizzes/<slug:course_slug>/<slug:quiz_slug>/", quiz.quiz, name="quiz"),
    *sittings("quizzes/<slug:course_slug>/<slug:quiz_slug>/", "quiz"),
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
