"""What ``manage.py check`` says of the database."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections

from quizzes import checks
from quizzes.kinds import kinds
from quizzes.models import Question, User
from tests.factories import QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db

DEFAULT = {"databases": ["default"]}
DEMO = json.loads(Path(checks.DEMO).read_text())


def ids(found):
    return [message.id for message in found]


@pytest.fixture
def demo_accounts(settings):
    settings.DEBUG = True
    call_command("load_sample", stdout=StringIO())


@pytest.mark.usefixtures("demo_accounts")
def test_demo_accounts_with_the_known_password_are_named():
    [found] = checks.demo_accounts_are_closed(**DEFAULT)
    assert found.id == "quizzes.W001"
    assert all(account["email"] in found.msg for account in DEMO["accounts"])


@pytest.mark.usefixtures("demo_accounts")
def test_an_account_with_a_password_of_its_own_is_not_named():
    account = User.objects.get(email="admin@example.com")
    account.set_password("nobody-knows-this-9")
    account.save()
    [found] = checks.demo_accounts_are_closed(**DEFAULT)
    assert "admin@example.com" not in found.msg
    assert "author@example.com" in found.msg


@pytest.mark.usefixtures("demo_accounts")
def test_closed_accounts_are_fine():
    User.objects.update(is_active=False)
    assert checks.demo_accounts_are_closed(**DEFAULT) == []


def test_a_site_without_demo_accounts_is_fine():
    UserFactory(email="principal@example.com")
    assert checks.demo_accounts_are_closed(**DEFAULT) == []


def test_no_password_of_anybody_else_is_tried(monkeypatch):
    UserFactory.create_batch(3)
    monkeypatch.setattr(checks, "check_password", lambda *_: pytest.fail("tried one"))
    assert checks.demo_accounts_are_closed(**DEFAULT) == []


@pytest.mark.usefixtures("demo_accounts")
def test_trying_a_password_changes_no_account(settings):
    before = list(User.objects.values_list("password", flat=True))
    preferred = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [preferred, *settings.PASSWORD_HASHERS]
    assert ids(checks.demo_accounts_are_closed(**DEFAULT)) == ["quizzes.W001"]
    assert list(User.objects.values_list("password", flat=True)) == before


@pytest.mark.usefixtures("demo_accounts")
def test_the_deploy_check_names_them_where_a_database_is_named():
    said = StringIO()
    call_command("check", deploy=True, databases=["default"], stdout=said, stderr=said)
    assert "quizzes.W001" in said.getvalue()


@pytest.mark.usefixtures("demo_accounts")
@pytest.mark.parametrize("options", [{"deploy": True}, {"databases": ["default"]}])
def test_other_checks_do_not_look_at_accounts(options):
    said = StringIO()
    call_command("check", stdout=said, stderr=said, **options)
    assert "quizzes.W001" not in said.getvalue()


@pytest.mark.parametrize(
    "check",
    [checks.every_stored_kind_is_known, checks.demo_accounts_are_closed],
)
def test_without_a_named_database_none_is_asked(check, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert check(databases=None) == []


@pytest.mark.parametrize(
    "check", [checks.every_stored_kind_is_known, checks.demo_accounts_are_closed]
)
def test_before_the_first_migration_there_is_nothing_to_say(check, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert check(**DEFAULT) == []


@pytest.fixture
def out_of_reach(monkeypatch):
    """A database in a folder that is not there."""
    known = connections["default"]
    nowhere = known.settings_dict | {"NAME": "/nowhere/at/all.sqlite3"}
    monkeypatch.setattr(checks, "connections", {"default": type(known)(nowhere, "default")})


@pytest.mark.usefixtures("out_of_reach")
def test_a_database_out_of_reach_is_named_and_left_alone():
    assert ids(checks.every_stored_kind_is_known(**DEFAULT)) == ["quizzes.W002"]
    assert checks.demo_accounts_are_closed(**DEFAULT) == []


def test_a_database_in_reach_with_known_kinds_is_fine():
    QuestionFactory()
    assert checks.every_stored_kind_is_known(**DEFAULT) == []


def test_an_unknown_kind_is_named():
    QuestionFactory(kind="riddle", spec={})
    [found] = checks.every_stored_kind_is_known(**DEFAULT)
    assert found.id == "quizzes.E002"
    assert "'riddle'" in found.msg


def test_an_unknown_kind_is_no_fault_once_its_questions_are_retired():
    QuestionFactory(kind="riddle", spec={})
    Question.objects.update(status="retired")
    assert checks.every_stored_kind_is_known(**DEFAULT) == []


def test_a_kind_without_a_template_is_named(monkeypatch):
    monkeypatch.setitem(kinds, "riddle", kinds["single_choice"])
    assert ids(checks.every_kind_has_its_template()) == ["quizzes.E001"]
