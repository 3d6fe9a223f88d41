"""The course that the browser tests walk through: three lessons, questions of every kind."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.actions.question import save_question
from quizzes.articles import text_of
from quizzes.articles.fragment import clean_html
from quizzes.kinds import kinds
from quizzes.models import Course, Lesson, Question
from tests.factories import NOW, CourseFactory, LessonFactory

KINDS = ["single_choice", "multiple_choice", "true_false", "numeric", "short_text"]

PARTS = (
    """
<p>An electric motor has few parts. The stator is the part that stands still. The part that
turns is the rotor, and it sits on the shaft.</p>
<h2>Fields without magnets</h2>
<p>Induction motors and separately excited ones make the field of the rotor with current.
<em>Neither of the two</em> needs a permanent magnet, which spares them rare earths.</p>
<table><thead><tr><th>Type</th><th>Field of the rotor</th><th>Needs rare earths</th></tr></thead>
<tbody><tr><td>Induction</td><td>Induced current</td><td>No</td></tr>
<tr><td>Permanent magnet</td><td>Neodymium magnets</td><td>Yes</td></tr></tbody></table>
<h2>There and back</h2>
<ul><li>Turned by current, it drives the wheels.</li>
<li>When the car brakes, the motor works as a generator and charges the battery.</li></ul>
<blockquote><p>What goes in must come out, as work or as heat.</p></blockquote>
<p>Little is lost: of 50 kW taken in, 47.5 kW reach the shaft. See <a
href="https://example.com/motors">a longer account</a> with the word
Dauermagnetsynchronmaschinenentwicklungsabteilung and <code>eta = out / in</code>.</p>
<figure><figcaption>Figures rounded to a tenth.</figcaption></figure>
"""
    + "<p>The rest of the lesson says more about windings, gears and heat than anyone asked.</p>"
    * 8
)

COOLING = "<p>Oil carries the heat of the winding away. Water cools the oil.</p>" * 6
GEARS = "<p>One gear is enough, as a motor pulls from standstill.</p>" * 4


@dataclass(frozen=True, slots=True)
class Walk:
    """The course, its lessons in order, and the questions of the first two lessons."""

    course: Course
    lessons: list[Lesson]
    first: dict[str, Question]
    second: list[Question]

    @property
    def start(self) -> str:
        """The address of the first lesson."""
        return self.lessons[0].get_absolute_url()


def build() -> Walk:
    """Write the course into the database, every question checked as an author's would be."""
    course = CourseFactory(
        slug="motors",
        title="Electric motors",
        summary="What turns, what stands still, and why it needs no magnet.",
        source_title="A longer account",
        source_url="https://example.com/motors",
    )
    lessons = [
        _lesson(course, 1, "The parts of a motor", PARTS),
        _lesson(course, 2, "Keeping it cool", COOLING),
        _lesson(course, 3, "Gears", GEARS),
    ]
    first = {kind: _question(lessons[0], kind, kinds[kind].example()) for kind in KINDS}
    second = [
        _question(lessons[1], "true_false", _statement(stem))
        for stem in ("Oil carries heat.", "Water cools the oil.")
    ]
    return Walk(course, lessons, first, second)


def _lesson(course: Course, number: int, title: str, body: str) -> Lesson:
    body = clean_html(body)
    words = len(text_of(body).split())
    return LessonFactory(
        course=course,
        slug=f"lesson-{number}",
        position=number,
        title=title,
        body=body,
        words=words,
    )


def _question(lesson: Lesson, kind: str, spec: dict) -> Question:
    position = lesson.questions.count()
    uid = f"{lesson.slug}-{position}"
    save_question(
        lesson.course, uid, kind, spec, lesson=lesson, position=position, by=None, now=NOW
    )
    return Question.objects.get(course=lesson.course, uid=uid)


def _statement(stem: str) -> dict:
    return {
        "stem": stem,
        "explanation": "Oil takes the heat up, water takes it from the oil.",
        "quote": "Water cools the oil.",
        "answer": True,
        "feedback": {"true": "So it is.", "false": "It does."},
    }
