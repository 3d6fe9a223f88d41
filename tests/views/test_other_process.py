"""A change made by another process is seen by the next request in this one."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import QuestionFactory, choice_spec

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE = """
from django.utils import timezone
from quizzes.actions.question import revise
from quizzes.models import Question
question = Question.objects.get()
spec = question.current.spec | {"stem": "What moves?"}
revise(question, "single_choice", spec, by=None, now=timezone.now())
"""


def in_another_process(code):
    database = f"sqlite:///{connection.settings_dict['NAME']}"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": database,
        },
        check=True,
        timeout=60,
    )


def test_a_question_changed_elsewhere_is_shown_changed(client):
    lesson = QuestionFactory(spec=choice_spec("What turns?")).lesson
    assert "What turns?" in client.get(lesson.get_absolute_url()).content.decode()
    in_another_process(CHANGE)
    page = client.get(lesson.get_absolute_url()).content.decode()
    assert "What moves?" in page
    assert "What turns?" not in page
