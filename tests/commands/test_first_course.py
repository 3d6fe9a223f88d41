"""docs/first-course.md, carried out to the letter."""

import re
import shlex

import pytest
from django.conf import settings
from django.core.management import call_command

from quizzes.models import Course

pytestmark = pytest.mark.django_db

STEP = re.compile(
    r"(?:Save this as `(?P<name>[\w.]+)`:\s+)?```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL
)


@pytest.fixture
def followed(tmp_path, monkeypatch):
    """Each file saved under the name that the guide gives it, each command run."""
    guide = (settings.BASE_DIR / "docs" / "first-course.md").read_text()
    monkeypatch.chdir(tmp_path)
    for step in STEP.finditer(guide):
        if step["language"] == "sh":
            program, manage, *words = shlex.split(step["text"])
            assert (program, manage) == (".venv/bin/python", "manage.py")
            call_command(*words)
        else:
            (tmp_path / step["name"]).write_text(step["text"])


@pytest.mark.usefixtures("followed")
def test_the_guide_gives_a_published_course_with_its_questions():
    course = Course.objects.get(slug="bread-from-nothing")
    assert course.status == "published"
    assert course.lessons.count() == course.questions.count() == 2
