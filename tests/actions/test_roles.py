"""What authors may do, also on sites that are older than some of the models."""

import pytest
from django.contrib.auth.models import Group

from quizzes.actions.roles import AUTHORS, make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def authors():
    return Group.objects.get(name=AUTHORS)


def rights(group, model):
    found = group.permissions.filter(content_type__model=model)
    return sorted(found.values_list("codename", flat=True))


def take(group, **which):
    group.permissions.remove(*group.permissions.filter(**which))


def test_authors_get_the_rights_on_what_is_new_since(authors):
    for model in ("quiz", "quizpart", "tag"):
        take(authors, content_type__model=model)
    make_roles()
    assert rights(authors, "quiz") == ["add_quiz", "change_quiz", "view_quiz"]
    assert rights(authors, "tag") == ["add_tag", "change_tag", "view_tag"]


def test_what_an_admin_took_away_is_not_given_back(authors):
    take(authors, codename="add_course")
    make_roles()
    assert rights(authors, "course") == ["change_course", "view_course"]


def test_a_group_without_any_right_stays_so(authors):
    authors.permissions.clear()
    make_roles()
    assert not authors.permissions.exists()


def test_a_site_without_the_group_gets_it(authors):
    authors.delete()
    make_roles()
    group = Group.objects.get(name=AUTHORS)
    assert rights(group, "question") == ["add_question", "change_question", "view_question"]
