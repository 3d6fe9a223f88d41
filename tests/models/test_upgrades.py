"""What migrations do to rows that are there."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from quizzes.actions.figures import refresh_figures
from quizzes.models import Question
from tests.factories import NOW, QuestionFactory, choice_spec

pytestmark = pytest.mark.django_db


def test_questions_that_lacked_remarks_only_lack_nothing_after_the_upgrade():
    options = [{**each, "feedback": ""} for each in choice_spec()["options"]]
    bare = QuestionFactory(spec=choice_spec(options=options))
    without = QuestionFactory(spec=choice_spec(explanation=""))
    Question.objects.update(lack=2)
    upgrade = import_module("quizzes.migrations.0011_remarks_are_advised")
    upgrade.describe_anew(apps, SimpleNamespace(connection=connection))
    list(refresh_figures(now=NOW))
    lacks = dict(Question.objects.values_list("pk", "lack"))
    assert lacks == {bare.pk: 0, without.pk: 2}
    assert not Question.objects.filter(kind="").exists()
