"""An article that comes again brings its course up to date and loses nothing."""

from dataclasses import replace
from hashlib import sha256

import pytest

from quizzes.actions.article import ArticleRefused, save_article
from quizzes.actions.attempt import answer
from quizzes.articles import Article, Section
from quizzes.articles.embedded import Embedded
from quizzes.articles.pictures import Made
from quizzes.models import AttemptItem, Course, Lesson, Picture
from tests.factories import NOW, LearnerFactory, QuestionFactory

pytestmark = pytest.mark.django_db

ROTOR = Section(
    "The rotor", "<p>The rotor turns inside the stator. A long shaft carries it out.</p>"
)
STATOR = Section("The stator", "<p>Copper windings sit in slots all around and never move.</p>")
SHAFT = Section("The shaft", "<p>Steel bears the load between two bearings at either end.</p>")


def article(*sections, title="Motors"):
    return Article(title=title, sections=sections, dropped=())


def save(*sections, publish=True, **options):
    return save_article(article(*sections), publish=publish, by=None, now=NOW, **options)


def changes(imported):
    return [(change.lesson.title, change.what) for change in imported.changes]


def test_sections_become_lessons_in_order():
    imported = save(ROTOR, STATOR)
    titles = imported.course.lessons.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["The rotor", "The stator"]


def test_without_publish_everything_is_a_draft():
    imported = save(ROTOR, publish=False)
    assert imported.course.status == imported.course.lessons.get().status == "draft"


def test_the_same_article_again_changes_nothing():
    save(ROTOR, STATOR)
    assert changes(save(ROTOR, STATOR)) == [
        ("The rotor", "unchanged"),
        ("The stator", "unchanged"),
    ]
    assert Course.objects.count() == 1


def test_a_changed_text_updates_its_lesson_in_place():
    before = save(ROTOR, STATOR).course.lessons.get(title="The stator")
    save(ROTOR, Section("The stator", "<p>Now of aluminium.</p>"))
    assert Lesson.objects.get(pk=before.pk).body == "<p>Now of aluminium.</p>"


def test_a_renamed_section_is_found_by_its_text_and_keeps_its_address():
    before = save(ROTOR, STATOR).course.lessons.get(title="The stator")
    imported = save(ROTOR, Section("What stands still", STATOR.html))
    change = imported.changes[1]
    assert (change.lesson.pk, change.lesson.slug) == (before.pk, "the-stator")
    assert change.renamed_from == "The stator"


def test_a_new_section_between_moves_the_others():
    save(ROTOR, STATOR)
    assert changes(save(ROTOR, SHAFT, STATOR)) == [
        ("The rotor", "unchanged"),
        ("The shaft", "added"),
        ("The stator", "changed"),
    ]


def test_a_section_that_is_gone_is_kept_and_reported():
    save(ROTOR, STATOR)
    assert changes(save(STATOR)) == [("The stator", "changed"), ("The rotor", "kept")]
    assert Lesson.objects.count() == 2


def test_questions_and_answers_stay_through_a_new_import():
    save(ROTOR, STATOR)
    question = QuestionFactory(lesson=Lesson.objects.get(slug="the-rotor"))
    learner = LearnerFactory()
    answer(learner, question.lesson_id, question.current, "a", after=0, now=NOW)
    save(Section("A rotor", ROTOR.html))
    assert AttemptItem.objects.get().question.lesson.title == "A rotor"


def test_a_question_whose_quote_is_gone_is_named():
    save(ROTOR)
    question = QuestionFactory(lesson=Lesson.objects.get())
    [change] = save(Section("The rotor", "<p>Nothing is said of it now.</p>")).changes
    assert change.lost_quotes == (question.uid,)


def test_twenty_equal_headings_become_twenty_lessons():
    sections = [Section("Part", f"<p>Part number {n} of many.</p>") for n in range(20)]
    imported = save(*sections)
    assert imported.course.lessons.count() == 20
    assert {what for _, what in changes(save(*sections))} == {"unchanged"}


def test_a_named_course_is_updated_whatever_the_title():
    first = save(ROTOR).course
    renamed = article(ROTOR, title="Engines")
    save_article(renamed, course_slug=first.slug, publish=True, by=None, now=NOW)
    assert Course.objects.get().title == "Engines"


def test_each_import_raises_the_revision():
    before = save(ROTOR).course.revision
    assert save(ROTOR).course.revision > before


def test_titles_without_letters_still_get_addresses():
    imported = save_article(
        article(Section("???", "<p>x</p>"), title="!!!"), publish=True, by=None, now=NOW
    )
    assert imported.course.slug == "course"
    assert imported.changes[0].lesson.slug == "lesson"


def test_titles_in_other_letters_do_not_run_into_each_other():
    for title in ("Моторы", "Химия"):
        section = Section(title, f"<p>{title} и ещё немного слов о них.</p>")
        save_article(article(section, title=title), publish=True, by=None, now=NOW)
    assert list(Course.objects.order_by("pk").values_list("slug", flat=True)) == [
        "course",
        "course-2",
    ]
    assert Lesson.objects.count() == 2


def test_an_unrelated_article_of_the_same_title_becomes_another_course():
    save(ROTOR)
    save(Section("Bread", "<p>Flour, water and salt make a dough that has to rest.</p>"))
    assert Course.objects.count() == 2


@pytest.mark.parametrize("slug", ["foo bar/x", "x" * 200])
def test_a_name_that_addresses_cannot_hold_is_refused(slug):
    with pytest.raises(ArticleRefused):
        save(ROTOR, course_slug=slug)
    assert not Course.objects.exists()


def test_a_source_address_that_is_too_long_is_refused():
    long = replace(article(ROTOR), source_url="https://a.example/" + "x" * 1000)
    with pytest.raises(ArticleRefused, match="1000"):
        save_article(long, publish=True, by=None, now=NOW)


def embedded(content=b"stator", alt="A stator"):
    digest = sha256(content).hexdigest()
    return Embedded(digest, Made(content, "webp", 40, 30), "motors-1.webp", alt)


def with_pictures(*pictures):
    shown = "".join(f'<p><img src="{each.address}" alt=""></p>' for each in pictures)
    return replace(article(replace(STATOR, html=STATOR.html + shown)), pictures=pictures)


def test_pictures_of_an_article_are_kept_for_its_course():
    imported = save_article(with_pictures(embedded()), publish=True, by=None, now=NOW)
    picture = imported.course.pictures.get()
    assert imported.new_pictures == 1
    assert bytes(picture.content) == b"stator"
    assert (picture.name, picture.alt, picture.size) == ("motors-1.webp", "A stator", 6)
    assert picture.get_absolute_url() in imported.course.lessons.get().body


def test_pictures_that_come_again_change_nothing():
    first = save_article(with_pictures(embedded()), publish=True, by=None, now=NOW)
    Picture.objects.update(alt="Mended")
    again = save_article(
        with_pictures(embedded(), embedded(b"rotor")), publish=True, by=None, now=NOW
    )
    assert again.course == first.course
    assert again.new_pictures == 1
    assert again.course.pictures.get(digest=embedded().digest).alt == "Mended"


def test_a_picture_that_no_section_shows_is_not_kept():
    brought = replace(with_pictures(embedded()), sections=(ROTOR,))
    assert not save_article(brought, publish=True, by=None, now=NOW).course.pictures.exists()


def test_nothing_is_kept_of_an_article_that_is_refused():
    brought = replace(with_pictures(embedded()), source_url="no address")
    with pytest.raises(ArticleRefused):
        save_article(brought, publish=True, by=None, now=NOW)
    assert not Picture.objects.exists()
