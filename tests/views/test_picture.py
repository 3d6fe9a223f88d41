"""Pictures as browsers get them."""

import pytest

from tests.factories import PictureFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


def test_a_picture_comes_as_what_it_is_and_may_be_kept_for_ever(client):
    picture = PictureFactory(content=b"bytes", ending="png")
    response = client.get(picture.get_absolute_url())
    assert response.content == b"bytes"
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_browser_that_has_the_picture_gets_no_copy(client):
    picture = PictureFactory()
    tag = client.get(picture.get_absolute_url())["ETag"]
    with counted() as queries:
        response = client.get(picture.get_absolute_url(), headers={"If-None-Match": f'"x", {tag}'})
    assert (response.status_code, response.content) == (304, b"")
    assert not any('"content"' in statement for statement in queries)


def test_a_picture_of_a_draft_is_kept_by_no_cache_on_the_way(admin_client):
    picture = PictureFactory(course__status="draft")
    assert "private" in admin_client.get(picture.get_absolute_url())["Cache-Control"]


def test_a_picture_of_two_courses_is_open_once_one_of_them_is(client):
    picture = PictureFactory(course__status="draft")
    PictureFactory(content=picture.content)
    assert client.get(picture.get_absolute_url()).status_code == 200


def test_the_address_has_to_name_the_picture_as_it_is(client):
    picture = PictureFactory(ending="png")
    address = picture.get_absolute_url()
    for wrong in (address.replace(".png", ".webp"), address.replace(picture.digest, "0" * 64)):
        assert client.get(wrong).status_code == 404
    assert client.post(address).status_code == 405
