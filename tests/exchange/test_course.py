"""A course's archive: written, read, and refused where it is not one."""

import json
from dataclasses import replace

import pytest

from quizzes.articles.archive import packed
from quizzes.exchange import course_read
from quizzes.exchange.archive import Archive
from quizzes.exchange.course import (
    FACTS,
    CourseSpec,
    LessonSpec,
    PartSpec,
    PictureSpec,
    QuizSpec,
    write_course,
)
from quizzes.exchange.course_read import read_course
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from tests.exchange.mutations import mutated
from tests.kinds.specs import specimens

RULES = {
    "slug": "check",
    "title": "Check",
    "intro": "",
    "position": 1,
    "status": "published",
    "way": "tries",
    "tries": 3,
    "penalty": 0.25,
    "shown": {"during": ["answer"], "submitted": ["answer"], "closed": ["answer", "key"]},
    "shuffle_questions": True,
    "shuffle_options": False,
    "most_attempts": None,
    "closes_at": "2026-12-24T17:00:00+00:00",
}


def course(**changes):
    """A course with one of everything, and a question of each kind."""
    facts = dict.fromkeys(FACTS, "") | {"slug": "motors", "title": "Motors", "status": "draft"}
    questions = [
        QuestionSpec(uid, "rotor", kind, spec, "", ("spins",))
        for uid, (kind, spec) in specimens().items()
    ]
    parts = (PartSpec("lesson", "rotor", 2, 1.5), PartSpec("tag", "spins", None, 1.0))
    return (
        CourseSpec(
            facts=facts,
            lessons=(
                LessonSpec("rotor", "The rotor", "published", "<p>It turns.</p>", "It turns.\n"),
                LessonSpec("stator", "Le “stator”", "draft", ""),
            ),
            pictures=(PictureSpec(b"not drawn", "webp", "rotor.jpg", "A rotor"),),
            questions=[replace(questions[0], status="retired"), *questions[1:]],
            quizzes=(QuizSpec(RULES, parts),),
        )
        if not changes
        else replace(course(), **changes)
    )


def written(spec):
    return b"".join(write_course(spec))


def changed(change):
    """The archive with its listing changed."""
    archive = Archive(written(course()))
    listing = json.loads(archive.read("course.json"))
    change(listing)
    members = {name: archive.read(name) for name in archive.names}
    members["course.json"] = json.dumps(listing).encode()
    return b"".join(packed(members.items()))


def test_what_is_written_comes_back_the_same():
    spec, found = course(), read_course(written(course()))
    assert (found.facts, found.lessons, found.quizzes) == (spec.facts, spec.lessons, spec.quizzes)
    assert list(found.pictures) == list(spec.pictures)
    assert [replace(each, place="") for each in found.questions] == spec.questions
    assert found.remarks == []


def test_the_same_course_gives_the_same_bytes():
    assert written(course()) == written(course())


def test_questions_made_from_a_pattern_come_back():
    (kind, spec), *_others = specimens().values()
    spec = {**spec, "explanation": "The same sentence, again and again. " * 300}
    many = [QuestionSpec(f"q{number}", "rotor", kind, spec, "") for number in range(300)]
    found = read_course(written(course(questions=many)))
    assert len(list(found.questions)) == 300


def test_members_can_be_told_by_their_names():
    digest = course().pictures[0].digest
    assert Archive(written(course())).names == (
        "lessons/01-rotor.html",
        "lessons/01-rotor.md",
        "lessons/02-stator.html",
        f"pictures/{digest}.webp",
        "questions.json",
        "course.json",
    )


def test_a_picture_that_was_changed_is_refused():
    archive = Archive(written(course()))
    members = {name: archive.read(name) for name in archive.names}
    name = next(name for name in members if name.startswith("pictures/"))
    found = read_course(b"".join(packed((members | {name: b"another"}).items())))
    with pytest.raises(ExchangeError, match="It was changed"):
        list(found.pictures)


def test_a_member_that_nothing_names_is_named():
    archive = Archive(written(course()))
    members = [(name, archive.read(name)) for name in archive.names]
    found = read_course(b"".join(packed([*members, ("notes.txt", b"x")])))
    assert found.remarks == ["notes.txt: course.json does not name it. It was left out."]


@pytest.mark.parametrize("member", ["course.json", "questions.json", "lessons/01-rotor.html"])
def test_an_archive_that_lacks_a_member_is_refused(member):
    archive = Archive(written(course()))
    members = [(name, archive.read(name)) for name in archive.names if name != member]
    with pytest.raises(ExchangeError, match=f"the archive has no {member}|has no {member}"):
        read_course(b"".join(packed(members)))


FAULTS = {
    "a list for the course": lambda it: it.update(course=[]),
    "no title": lambda it: it["course"].pop("title"),
    "a number for a title": lambda it: it["course"].update(title=7),
    "a later version": lambda it: it.update(version=2),
    "another format": lambda it: it.update(format="evlearn-questions"),
    "a text for lessons": lambda it: it.update(lessons="rotor"),
    "a text for a lesson": lambda it: it.update(lessons=["rotor"]),
    "a lesson without its text": lambda it: it["lessons"][0].pop("html"),
    "a lesson from elsewhere": lambda it: it["lessons"][0].update(html="../rotor.html"),
    "a picture as a lesson": lambda it: it["lessons"][0].update(html=it["pictures"][0]["file"]),
    "a text for two lessons": lambda it: it["lessons"][1].update(html=it["lessons"][0]["html"]),
    "a picture twice": lambda it: it["pictures"].append(it["pictures"][0]),
    "the questions as a lesson": lambda it: it["lessons"][0].update(html="questions.json"),
    "a truth for tries": lambda it: it["quizzes"][0].update(tries=True),
    "a half try": lambda it: it["quizzes"][0].update(tries=2.5),
    "a part of very many": lambda it: it["quizzes"][0]["parts"][0].update(count=2**15),
    "no end of tries": lambda it: it["quizzes"][0].update(tries=10**300),
    "a word for the penalty": lambda it: it["quizzes"][0].update(penalty="much"),
    "a penalty that is no number": lambda it: it["quizzes"][0].update(penalty=float("nan")),
    "a penalty without end": lambda it: it["quizzes"][0].update(penalty=float("inf")),
    "a word for shuffling": lambda it: it["quizzes"][0].update(shuffle_options="yes"),
    "a list of what is shown": lambda it: it["quizzes"][0].update(shown=["key"]),
    "numbers of what is shown": lambda it: it["quizzes"][0].update(shown={"closed": [1]}),
    "a part of two sources": lambda it: it["quizzes"][0]["parts"][0].update(tag="spins"),
    "a part of no source": lambda it: it["quizzes"][0]["parts"][0].pop("lesson"),
    "a tag too long": lambda it: it["quizzes"][0]["parts"][1].update(tag="x" * 61),
    "a tag with much around it": lambda it: it["quizzes"][0]["parts"][1].update(
        tag="spins" + " " * 60
    ),
    "half a character": lambda it: it["course"].update(title="\ud800"),
    "a character that ends texts": lambda it: it["course"].update(summary="a\x00b"),
}


@pytest.mark.parametrize("change", FAULTS.values(), ids=FAULTS)
def test_a_listing_at_fault_is_refused_in_a_sentence(change):
    data = changed(change)
    with pytest.raises(ExchangeError, match=r"\w+ \w+"):
        read_course(data)


@pytest.mark.parametrize("member", ["course.json", "lessons/01-rotor.html", "lessons/01-rotor.md"])
def test_a_text_that_is_too_large_is_not_looked_at(monkeypatch, member):
    archive = Archive(written(course()))
    members = {name: archive.read(name) for name in archive.names}
    members[member] += b" " * 5000
    assert read_course(b"".join(packed(members.items())))
    monkeypatch.setattr(course_read, "MOST_TEXT", 5000)
    with pytest.raises(ExchangeError, match=f"{member} is larger than"):
        read_course(b"".join(packed(members.items())))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{}", b"<html>", b"\x00" * 100])
def test_a_file_that_is_no_archive_is_refused(data):
    with pytest.raises(ExchangeError, match=r"\w+ \w+"):
        read_course(data)


def test_damaged_archives_are_read_or_refused():
    whole, read, listings = written(course()), 0, 0
    archive = Archive(whole)
    members = {name: archive.read(name) for name in archive.names}
    for data in mutated(whole, 1000):
        read += _reads(data)
    for name in ("course.json", "questions.json"):
        for text in mutated(members[name], 500):
            listings += _reads(b"".join(packed((members | {name: text}).items())))
    # Words may be others than they were; a packed byte may not.
    assert read < 50
    assert 0 < listings < 900


def _reads(data):
    try:
        list(read_course(data).pictures)
    except ExchangeError:
        return False
    return True
