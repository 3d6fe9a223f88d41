"""Where pictures are: the address that articles form is the site's."""

import pytest

from quizzes.articles.pictures import KEPT
from quizzes.articles.pictures import address_of as formed
from quizzes.models.picture import KINDS, NAMED, address_of

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize("ending", KINDS)
def test_articles_form_the_address_that_the_site_has(ending):
    assert formed(DIGEST, ending) == address_of(DIGEST, ending)


def test_a_digest_is_found_in_the_address_that_articles_form():
    assert NAMED.findall(formed(DIGEST, "webp")) == [DIGEST]


def test_whatever_a_picture_is_made_as_has_an_address():
    assert KEPT.keys() == KINDS.keys()
