"""A lesson, its questions with their options, and what people answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Lesson(models.Model):
    """A text, stored as HTML."""

    title = models.CharField(max_length=200)
    body = models.TextField()

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A single choice. ``options`` is a list of {"id", "text", "correct", "feedback"}.

    A table of options would be as usual; a JSON field is the quicker of the two.
    """

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    stem = models.CharField(max_length=500)
    options = models.JSONField()
    explanation = models.TextField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.stem


class Answer(models.Model):
    """One option, chosen once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    question = models.ForeignKey(Question, models.CASCADE)
    option = models.CharField(max_length=10)
    correct = models.BooleanField()
    answered_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.option}"
