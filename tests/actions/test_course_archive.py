"""A course written as an archive and taken in on another site."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from quizzes.actions import course_archive
from quizzes.actions.course_archive import CourseRefused, restore_course
from quizzes.actions.picture import add_picture
from quizzes.articles.pictures import as_made, remake
from quizzes.exchange.course import PartSpec, PictureSpec, write_course
from quizzes.exchange.course_read import read_course
from quizzes.models import Course, Lesson, Picture, Question, Quiz, Status
from quizzes.reports.course_archive import spec_of
from tests.factories import (
    NOW,
    QUOTE,
    CourseFactory,
    LessonFactory,
    PictureFactory,
    QuestionFactory,
    QuizFactory,
    TagFactory,
    choice_spec,
    pool,
)
from tests.kinds.specs import specimens
from tests.queries import counted

pytestmark = pytest.mark.django_db


def image(colour="red", form="PNG", size=(40, 30), **options):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


def shown(course, colour="red"):
    """A picture of the course that can be seen."""
    made = remake(image(colour))
    return add_picture(course, made, name="rotor.png", alt="A rotor", by=None, now=NOW)[0]


def away(course):
    """The course's archive; then it goes by another name, as if this were another site."""
    data = b"".join(write_course(spec_of(course)))
    Course.objects.filter(pk=course.pk).update(slug="the-one-before")
    return data


def taken(data, **options):
    return restore_course(read_course(data), by=None, now=NOW, **options)


@pytest.fixture
def course():
    """Two lessons, a picture, every kind of question in every state, a quiz of each source."""
    course = CourseFactory(
        slug="motors",
        summary="How they turn.",
        language="fr",
        source_title="The news",
        source_url="https://news.example/motors",
        source_date="2026-11-20",
    )
    picture = shown(course)
    stator = LessonFactory(course=course, position=7, slug="stator", status=Status.DRAFT, body="")
    rotor = LessonFactory(
        course=course,
        position=3,
        slug="rotor",
        body=f'<p>{QUOTE}</p>\n<figure><img src="{picture.get_absolute_url()}" alt="A rotor"'
        ' width="40" height="30" loading="lazy"></figure>',
        source="A text.",
    )
    tag = TagFactory(course=course, name="spins")
    for kind, spec in specimens().values():
        QuestionFactory(lesson=rotor, kind=kind, spec=spec)
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.RETIRED):
        QuestionFactory(lesson=None, course=course, status=status).tags.add(tag)
    QuestionFactory(lesson=stator, spec=choice_spec(quote="It is not there."), quote_lost=True)
    draft = QuestionFactory(lesson=stator, status=Status.DRAFT, spec={"stem": "What is mi"})
    quiz = QuizFactory(
        course=course,
        slug="check",
        way="tries",
        penalty=0.2,
        closes_at=datetime(2026, 12, 24, 17, tzinfo=UTC),
        asks=[Question.objects.exclude(pk=draft.pk).first()],
    )
    pool(quiz, rotor, 2, points=2.5)
    pool(quiz, tag)
    return course


def test_it_comes_back_identical(course):
    data = away(course)
    restored = taken(data)
    assert restored.remarks == ()
    assert b"".join(write_course(spec_of(restored.course))) == data


def test_pictures_are_looked_at_before_the_database_is_locked(course, monkeypatch):
    within = []

    def watched(*given):
        within.append(list(connection.savepoint_ids))
        return as_made(*given)

    monkeypatch.setattr(course_archive, "as_made", watched)
    taken(away(course))
    assert within == [[]]


def test_a_field_at_fault_is_called_as_forms_call_it(course):
    with pytest.raises(CourseRefused, match="The course, source's address: Enter a valid URL"):
        restored_with(course, **facts(course, source_url="javascript:act()"))


def test_nothing_but_the_course_is_written(course):
    before = [model.objects.count() for model in (Lesson, Question, Picture, Quiz)]
    taken(away(course))
    after = [model.objects.count() for model in (Lesson, Question, Picture, Quiz)]
    assert after == [2 * count for count in before]


def test_every_question_has_the_state_it_had(course):
    restored = taken(away(course)).course
    then, now = (dict(each.questions.values_list("uid", "status")) for each in (course, restored))
    assert now == then
    assert set(now.values()) == set(Status)


def test_a_question_of_a_kind_that_there_is_no_more_stays_out_of_quizzes_too(course):
    kept = course.questions.filter(status=Status.PUBLISHED).first()
    gone = QuestionFactory(lesson=course.lessons.first(), kind="riddle", spec={"prompt": "Which?"})
    QuizFactory(course=course, slug="both", asks=[gone, kept])
    restored = taken(away(course)).course
    asked = restored.quizzes.get(slug="both").parts.all()
    assert [part.question.uid for part in asked] == [kept.uid]


def test_a_lost_quote_is_flagged_as_it_was(course):
    restored = taken(away(course)).course
    lost = restored.questions.get(lesson__slug="stator", status=Status.PUBLISHED)
    assert lost.quote_lost


def test_a_picture_of_another_course_that_this_one_shows_comes_along():
    course, picture = CourseFactory(slug="motors"), shown(CourseFactory(), "blue")
    PictureFactory()
    LessonFactory(course=course, body=f'<p><img src="{picture.get_absolute_url()}" alt=""></p>')
    data = away(course)
    Picture.objects.all().delete()
    restored = taken(data).course
    assert [each.digest for each in restored.pictures.all()] == [picture.digest]
    assert bytes(restored.pictures.get().content) == bytes(picture.content)


def test_a_short_name_that_is_taken_is_refused_and_another_one_may_be_given(course):
    data = b"".join(write_course(spec_of(course)))
    with pytest.raises(CourseRefused, match="There is a course “motors” already"):
        taken(data)
    assert taken(data, slug="motors-2").course.slug == "motors-2"


def test_markup_that_lessons_do_not_have_is_left_out_and_named(course):
    spec = spec_of(course)
    lesson = replace(spec.lessons[0], body="<p>Turns.</p><script>act()</script>")
    data = b"".join(write_course(replace(spec, lessons=(lesson, *spec.lessons[1:]))))
    Course.objects.update(slug="before")
    restored = taken(data)
    assert restored.course.lessons.get(slug=lesson.slug).body == "<p>Turns.</p>"
    assert "mark-up that lessons do not have" in restored.remarks[0]


def test_a_published_question_that_lacks_something_here_becomes_a_draft(course):
    question = course.questions.filter(status=Status.PUBLISHED).first()
    spec = spec_of(course)
    questions = [
        replace(each, spec={"stem": "What?"}) if each.uid == question.uid else each
        for each in spec.questions
    ]
    data = b"".join(write_course(replace(spec, questions=questions)))
    Course.objects.update(slug="before")
    restored = taken(data)
    assert restored.course.questions.get(uid=question.uid).status == Status.DRAFT
    assert any(line.startswith(f"{question.uid} is a draft now: ") for line in restored.remarks)


PNG = image()
MOVING = image("red", "WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30), "blue")])
EXIF = Image.Exif()
EXIF[0x010E] = "where it was taken"
WORDS = PngInfo()
WORDS.add_text("Comment", "where it was taken")
PICTURES = {
    "no picture": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "webp"),
    "another kind than its name says": (PNG, "webp"),
    "a kind that is not kept": (image(form="JPEG"), "jpeg"),
    "one that moves": (MOVING, "webp"),
    "one that says more": (image(form="WEBP", exif=EXIF), "webp"),
    "one too wide": (image(size=(1601, 3)), "png"),
    "one cut off": (remake(PNG).content[:-4], "png"),
    "one with words": (image(pnginfo=WORDS), "png"),
    "one with something behind it": (remake(PNG).content + b"<script>act()</script>", "png"),
    "one with points behind it": (remake(PNG).content + b"\0\0\0\0IDAT5\xafA\xee", "png"),
    "two in one": (image(form="WEBP") + image(form="WEBP")[12:], "webp"),
    "one with little behind it": (image(form="WEBP") + b"#", "webp"),
}


@pytest.mark.parametrize(("content", "ending"), PICTURES.values(), ids=PICTURES)
def test_a_picture_that_was_not_made_here_or_there_is_refused(course, content, ending):
    picture = PictureSpec(content, ending, "rotor", "A rotor")
    with pytest.raises(CourseRefused, match="rotor: This is no picture as evlearn keeps them"):
        restored_with(course, pictures=[picture])


@pytest.mark.parametrize("closes", ["2026-12-24T17:00:00.123456+05:30", "9998-12-31T23:59:59Z"])
def test_a_quiz_closes_when_it_did(course, closes):
    restored = restored_with(course, **rules(course, closes_at=closes)).course
    assert restored.quizzes.get().closes_at == datetime.fromisoformat(closes)


def restored_with(course, **changes):
    spec = replace(spec_of(course), **changes)
    Course.objects.update(slug="the-one-before")
    return restore_course(spec, by=None, now=NOW)


def facts(course, **changes):
    return {"facts": spec_of(course).facts | changes}


def lessons(course, **changes):
    first, *others = spec_of(course).lessons
    return {"lessons": (replace(first, **changes), *others)}


def rules(course, **changes):
    quiz = spec_of(course).quizzes[0]
    return {"quizzes": (replace(quiz, facts=quiz.facts | changes),)}


def part(course, *given):
    quiz = spec_of(course).quizzes[0]
    return {"quizzes": (replace(quiz, parts=(PartSpec(*given),)),)}


def questions(course, **changes):
    first, *others = spec_of(course).questions
    return {"questions": [replace(first, **changes), *others]}


REFUSED = {
    "a status that there is not": lambda it: facts(it, status="secret"),
    "no title": lambda it: facts(it, title=""),
    "a short name with blanks": lambda it: facts(it, slug="my motors"),
    "an address that could act": lambda it: facts(it, source_url="javascript:act()"),
    "a date that is none": lambda it: facts(it, source_date="yesterday"),
    "a lesson twice": lambda it: lessons(it, slug="stator"),
    "a lesson's title too long": lambda it: lessons(it, title="x" * 201),
    "a lesson's status": lambda it: lessons(it, status="open"),
    "a question's status": lambda it: questions(it, status="open"),
    "a question's kind": lambda it: questions(it, kind="guess"),
    "a question's lesson": lambda it: questions(it, lesson="fan"),
    "a way of answering": lambda it: rules(it, way="shouting"),
    "a penalty above all": lambda it: rules(it, penalty=3.0),
    "one try of several": lambda it: rules(it, tries=1),
    "more tries than anyone has": lambda it: rules(it, tries=11),
    "no attempt": lambda it: rules(it, most_attempts=0),
    "a time that is none": lambda it: rules(it, closes_at="soon"),
    "a time of no zone": lambda it: rules(it, closes_at="2026-12-24T17:00:00"),
    "a time before all": lambda it: rules(it, closes_at="0001-01-01T00:00:00+12:00"),
    "a time after all": lambda it: rules(it, closes_at="9999-12-31T23:59:59-12:00"),
    "something unknown to be shown": lambda it: rules(it, shown={"closed": ["secrets"]}),
    "something hidden again": lambda it: rules(it, shown={"during": ["key"]}),
    "a part that is not there": lambda it: part(it, "lesson", "fan", None, 1.0),
    "a part of nothing": lambda it: part(it, "lesson", "rotor", 0, 1.0),
    "a part worth nothing": lambda it: part(it, "lesson", "rotor", None, 0.0),
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(course, changes):
    with pytest.raises(CourseRefused, match=r"\w+ \w+"):
        restored_with(course, **changes(course))
    assert list(Course.objects.all()) == [course]
    assert (Quiz.objects.count(), Lesson.objects.count()) == (1, 2)


def queries(course):
    with counted() as found:
        b"".join(write_course(spec_of(course)))
    return len(found)


def test_writing_takes_as_many_queries_for_one_question_as_for_thirty():
    course = CourseFactory()
    lesson = LessonFactory(course=course)
    QuestionFactory(lesson=lesson)
    before = queries(course)
    for _ in range(29):
        QuestionFactory(lesson=LessonFactory(course=course))
        QuizFactory(course=course, asks=[course.questions.first()])
    assert queries(course) <= before + 1


def test_taking_in_takes_as_many_queries_for_one_quiz_as_for_thirty(course):
    one = replace(spec_of(course), questions=list(spec_of(course).questions))
    quiz = one.quizzes[0]
    thirty = tuple(replace(quiz, facts=quiz.facts | {"slug": f"quiz-{at}"}) for at in range(30))
    Course.objects.update(slug="the-one-before")
    found = []
    for slug, quizzes in (("warm", ()), ("one", one.quizzes), ("thirty", thirty)):
        given = read_course(b"".join(write_course(replace(one, quizzes=quizzes, pictures=()))))
        with counted() as queries:
            restore_course(given, slug=slug, by=None, now=NOW)
        found.append(len(queries))
    assert found[2] == found[1]
