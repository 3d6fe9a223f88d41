"""A quiz in a browser without JavaScript: what its one form holds is what is posted."""

from __future__ import annotations

from lxml import html

from quizzes.actions.course import touch
from quizzes.models import Attempt, Quiz
from tests.factories import NOW


class Sitter:
    """Someone at a quiz."""

    def __init__(self, browser, quiz):
        self.browser, self.quiz = browser, quiz
        self.start = quiz.get_absolute_url()

    def begin(self, number=1):
        return self.browser.post(f"{self.start}begin/", {"number": number})

    def url(self, number=1):
        return f"{self.start}{number}/"

    def page(self, number=1):
        return self.browser.get(self.url(number)).content.decode()

    def fields(self, number=1):
        """What a press of a button would post, as drawn."""
        (form,) = html.fromstring(self.page(number)).cssselect("form.questions")
        return {name: form.fields[name] for name in form.fields if form.fields[name] is not None}

    def press(self, do, *, number=1, htmx=False, fields=None, **choices):
        """Press a button with some fields filled in: ``q12`` stands for the response to 12."""
        fields = dict(fields or self.fields(number))
        for name, value in choices.items():
            fields[name.replace("_", "-") if "_" in name else f"{name}-response"] = value
        headers = {"HX-Request": "true"} if htmx else {}
        return self.browser.post(self.url(number), fields | {"do": do}, headers=headers)

    def choose(self, question, value, **options):
        return self.press("save", **{f"q{question.pk}": value}, **options)

    def check(self, question, value, **options):
        choices = {f"q{question.pk}": value}
        return self.press(f"check:{question.pk}", **choices, **options)

    def hand_in(self, number=1):
        return self.browser.post(f"{self.url(number)}finish/")

    def edit(self, **fields):
        """Change the quiz as its author would."""
        Quiz.objects.filter(pk=self.quiz.pk).update(**fields)
        touch(self.quiz.course_id, now=NOW)

    def attempt(self, number=1):
        return Attempt.objects.get(quiz=self.quiz, number=number)

    def item(self, question, number=1):
        return self.attempt(number).items.get(question=question)
