"""The list of questions as tests read it, and questions that fare in one way or another."""

from __future__ import annotations

from django.urls import reverse
from lxml import html

from quizzes.actions.problem import report
from quizzes.models import QuestionFigures
from tests.factories import NOW, LearnerFactory, QuestionFactory, choice_spec

LIST = reverse("admin:quizzes_question_changelist")


def rows(client, **query):
    """The cells of each row by their field, as words."""
    response = client.get(
        LIST, {name.replace("_is", "__id__exact"): each for name, each in query.items()}
    )
    assert response.status_code == 200
    page = html.fromstring(response.content.decode())
    return [
        {
            cell.get("class").removeprefix("field-").split()[0]: " ".join(
                cell.text_content().split()
            )
            for cell in row.xpath("./th|./td[not(@class='action-checkbox')]")
        }
        for row in page.xpath("//table[@id='result_list']/tbody/tr")
    ]


def stems(client, **query):
    return [row["question"] for row in rows(client, **query)]


def asking(stem, **fields):
    return QuestionFactory(spec=choice_spec(stem), **fields)


def answered(question, fractions):
    """As if so many had answered it, with that mean."""
    mean = sum(fractions) / len(fractions) if len(fractions) >= 10 else None
    QuestionFigures.objects.create(
        question=question, learners=len(fractions), marked=len(fractions), facility=mean
    )


def reported(question, times=1):
    for at in range(times):
        learner = LearnerFactory()
        report(learner, question.lesson_id, question.current, f"Wrong {at}.", now=NOW)
