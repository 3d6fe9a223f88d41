"""Statements that are written down once do what the ORM's do."""

from __future__ import annotations

import pytest

from quizzes.models import Attempt, AttemptItem, Learner, User
from quizzes.models.writes import change, insertion
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_inserted_row_is_read_back_by_the_orm():
    user = UserFactory()
    insertion(Learner, {"user_id": user.pk, "created_at": NOW}).run()
    assert Learner.objects.get(user=user).created_at == NOW


def test_only_the_row_that_is_as_expected_is_changed():
    one, other = UserFactory(name="Ada"), UserFactory(name="Ada")
    assert change(User, {"id": one.pk, "name": "Ada"}, {"name": "Grace"}).run()
    assert set(User.objects.values_list("pk", "name")) == {(one.pk, "Grace"), (other.pk, "Ada")}


def test_a_row_that_has_changed_meanwhile_is_left_alone():
    user = UserFactory(name="Ada")
    assert not change(User, {"id": user.pk, "name": "Grace"}, {"name": "Emmy"}).run()
    user.refresh_from_db()
    assert user.name == "Ada"


def test_none_becomes_null_in_a_json_column_too(item):
    assert change(AttemptItem, {"id": item.pk}, {"draft": None}).run()
    assert AttemptItem.objects.filter(pk=item.pk, draft__isnull=True).exists()


def test_json_is_read_back_as_it_was(item):
    assert change(AttemptItem, {"id": item.pk}, {"draft": ["a", "é"]}).run()
    item.refresh_from_db()
    assert item.draft == ["a", "é"]


@pytest.fixture
def item():
    question = QuestionFactory()
    attempt = Attempt.objects.create(
        learner=LearnerFactory(), lesson=question.lesson, seed=1, started_at=NOW
    )
    return AttemptItem.objects.create(
        attempt=attempt, question=question, version=question.current, draft="a", last_at=NOW
    )
