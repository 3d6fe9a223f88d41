"""An article that comes again under another title or address finds its course, or asks."""

from dataclasses import replace

import pytest

from quizzes.actions.article import save_article
from quizzes.actions.reimport import CourseInDoubt
from quizzes.articles import Article, Section
from quizzes.models import Course
from tests.factories import NOW

pytestmark = pytest.mark.django_db

HERE, THERE = "https://mill.example/bread", "https://shop.example/bread"
MILL = Section("The mill", "<p>The wheel turns the stones, and the stones crush the rye.</p>")
OVEN = Section("The oven", "<p>Bricks store the heat of the fire until the loaves go in.</p>")
SHOP = Section("The shop", "<p>Loaves lie on the shelf by seven and are gone by noon.</p>")
BREAD = Article(title="Bread", sections=(MILL, OVEN), dropped=(), source_url=HERE)
UNSOURCED = replace(BREAD, source_url="")


def save(article, **options):
    return save_article(article, publish=True, by=None, now=NOW, **options)


def is_in_doubt(article):
    """Whether the import asks for the course, and leaves all as it was."""
    before = list(Course.objects.values())
    with pytest.raises(CourseInDoubt):
        save(article)
    assert list(Course.objects.values()) == before
    return True


def test_a_new_title_goes_to_the_course_from_the_same_address():
    save(BREAD)
    imported = save(replace(BREAD, title="Loaves"))
    course = Course.objects.get()
    assert (course.title, course.slug) == ("Loaves", "bread")
    assert imported.renamed_from == "Bread"


@pytest.mark.parametrize("address", ["http://mill.example/bread", f"{HERE}/", f"{HERE}#oven"])
def test_an_address_may_be_written_in_another_way(address):
    save(BREAD)
    save(replace(BREAD, title="Loaves", source_url=address))
    assert Course.objects.count() == 1


def test_other_lessons_under_a_new_title_from_the_same_address_are_in_doubt():
    save(BREAD)
    assert is_in_doubt(replace(BREAD, title="Trade", sections=(SHOP,)))


def test_two_courses_from_the_same_address_are_told_apart_by_title():
    save(BREAD)
    other = save(replace(BREAD, title="Loaves"), new=True).course
    assert save(replace(BREAD, title="Loaves")).course == other


def test_two_courses_of_the_same_address_and_title_are_in_doubt():
    save(BREAD)
    save(BREAD, new=True)
    assert is_in_doubt(BREAD)


def test_mostly_the_same_lessons_under_a_new_title_are_in_doubt():
    save(UNSOURCED)
    assert is_in_doubt(replace(UNSOURCED, title="Loaves", sections=(MILL, SHOP)))


def test_a_renamed_lesson_is_still_known_by_its_text():
    save(replace(UNSOURCED, sections=(MILL,)))
    renamed = Section("How rye is ground", MILL.html)
    assert is_in_doubt(replace(UNSOURCED, title="Loaves", sections=(renamed,)))


def test_an_address_that_is_added_with_a_new_title_leaves_doubt():
    save(UNSOURCED)
    assert is_in_doubt(replace(BREAD, title="Loaves"))


def test_an_address_that_is_added_later_goes_into_the_course():
    save(UNSOURCED)
    save(BREAD)
    assert Course.objects.get().source_url == HERE


def test_the_same_lessons_from_another_address_under_another_title_are_another_course():
    save(BREAD)
    save(replace(BREAD, title="Loaves", source_url=THERE))
    assert Course.objects.count() == 2


def test_a_corrected_address_goes_into_the_course():
    save(BREAD)
    save(replace(BREAD, source_url=THERE))
    assert Course.objects.get().source_url == THERE


def test_one_common_lesson_from_another_address_is_not_enough():
    save(BREAD)
    save(replace(BREAD, source_url=THERE, sections=(MILL, SHOP, SHOP, SHOP)))
    assert Course.objects.count() == 2


def test_lessons_that_share_their_titles_only_are_other_lessons():
    save(UNSOURCED)
    sections = (replace(MILL, html=SHOP.html), replace(OVEN, html="<p>Quite another text.</p>"))
    save(replace(UNSOURCED, title="Loaves", sections=sections))
    assert Course.objects.count() == 2
