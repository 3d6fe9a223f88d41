"""Two addresses."""

from django.urls import path

from . import views

urlpatterns = [
    path("lessons/<int:lesson_id>/", views.lesson, name="lesson"),
    path("questions/<int:question_id>/answer/", views.answer, name="answer"),
]
