"""Versions, answers and marks are kept as they were written."""

import pytest
from django.db import IntegrityError, transaction

from quizzes.models import Question, QuestionVersion, User
from quizzes.models.frozen import FrozenRow
from tests.factories import QuestionFactory, UserFactory, choice_spec

pytestmark = pytest.mark.django_db


def test_a_version_cannot_be_saved_again():
    version = QuestionFactory().current
    version.spec = choice_spec("What stands still?")
    with pytest.raises(FrozenRow):
        version.save()


def test_a_version_cannot_be_updated_through_a_query():
    QuestionFactory()
    with pytest.raises(FrozenRow):
        QuestionVersion.objects.update(note="other")


def test_a_version_cannot_be_updated_in_bulk():
    version = QuestionFactory().current
    with pytest.raises(FrozenRow):
        QuestionVersion.objects.bulk_update([version], ["note"])


def test_a_version_cannot_be_deleted():
    version = QuestionFactory().current
    with pytest.raises(FrozenRow):
        version.delete()
    with pytest.raises(FrozenRow):
        QuestionVersion.objects.all().delete()


def test_an_unused_question_can_be_deleted_with_its_versions():
    QuestionFactory().delete()
    assert not Question.objects.exists()
    assert not QuestionVersion.objects.exists()


def test_two_versions_cannot_have_one_number():
    version = QuestionFactory().current
    twin = QuestionVersion(
        question=version.question,
        number=version.number,
        edition=1,
        kind=version.kind,
        spec=version.spec,
        created_at=version.created_at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_two_accounts_cannot_share_an_address_in_other_letters():
    UserFactory(email="ada@example.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ADA@example.com", "x")
