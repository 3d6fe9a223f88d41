"""What authors decide about a quiz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from ..kinds import kinds
from ..models import Course, Lesson, Question, Quiz, QuizPart, Status, Tag
from ..scoring.answering import MOST_TRIES, Policy, Way
from ..scoring.disclosure import Matrix, Part, Stage

STAGES: Mapping[Stage, Any] = {
    Stage.DURING: _("While it goes on"),
    Stage.SUBMITTED: _("Once it is handed in"),
    Stage.CLOSED: _("Once the quiz is closed"),
}
PARTS: Mapping[Part, Any] = {
    Part.ANSWER: _("their answer"),
    Part.RIGHT: _("whether it is right"),
    Part.MARK: _("points"),
    Part.EXPLANATION: _("remarks and explanation"),
    Part.KEY: _("the right answer"),
}
WAYS: Mapping[Way, Any] = {
    Way.IMMEDIATE: _("one try, told at once"),
    Way.TRIES: _("several tries, each further one costs"),
    Way.DEFERRED: _("marked when all is handed in"),
    Way.CONFIDENCE: _("one try, and how sure one is"),
    Way.PRACTICE: _("practice without marks"),
}
SOURCES = {"question": Question, "lesson": Lesson, "tag": Tag}


class RulesForm(forms.ModelForm):
    """How questions are answered, and what is shown when: a grid, filled in as is usual until
    somebody decides otherwise. For quizzes and assignments."""

    way = forms.ChoiceField(
        label=_("Way of answering"), choices=[(way.value, words) for way, words in WAYS.items()]
    )
    tries = forms.IntegerField(
        label=_("Tries"),
        initial=3,
        min_value=2,
        max_value=MOST_TRIES,
        help_text=_("Where there are several."),
    )
    penalty = forms.FloatField(
        label=_("Penalty"),
        initial=33,
        min_value=0,
        max_value=100,
        help_text=_("Percent of a question's points that each further try costs."),
    )
    own_matrix = forms.BooleanField(
        label=_("Decide myself what learners see"),
        required=False,
        help_text=_("Otherwise it is what is usual for the way of answering."),
    )
    during, submitted, closed = (
        forms.MultipleChoiceField(
            label=words,
            choices=[(part.value, name) for part, name in PARTS.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        for words in STAGES.values()
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ruled = self.instance
        if ruled.pk:
            self.initial["penalty"] = round(100 * ruled.penalty, 2)
        self.initial["own_matrix"] = bool(ruled.shown)
        for stage in Stage:
            self.initial[stage.value] = sorted(ruled.matrix.at(stage))

    def clean_most_attempts(self) -> int | None:
        """1 or more, or any number."""
        most: int | None = self.cleaned_data["most_attempts"]
        if most == 0:
            raise forms.ValidationError(_("Allow at least one, or leave it empty for any number."))
        return most

    def clean(self) -> dict[str, Any]:
        """Refuse rules that make no sense."""
        cleaned = super().clean() or {}
        if not self.errors.keys() & {"way", "tries", "penalty"}:
            policy = Policy(Way(cleaned["way"]), cleaned["tries"], cleaned["penalty"] / 100)
            for problem in policy.problems():
                self.add_error(None, problem)
            cleaned["penalty"] = policy.penalty
        self.instance.shown = {}
        if cleaned.get("own_matrix"):
            rows = {stage.value: cleaned.get(stage.value, []) for stage in Stage}
            matrix = Matrix.from_json(rows)
            for problem in matrix.problems():
                self.add_error("submitted", problem)
            self.instance.shown = matrix.as_json()
        return cleaned


class QuizForm(RulesForm):
    """A quiz."""

    class Meta:
        model = Quiz
        fields = [
            "course",
            "title",
            "slug",
            "intro",
            "position",
            "status",
            "way",
            "tries",
            "shuffle_questions",
            "shuffle_options",
            "most_attempts",
            "closes_at",
        ]

    def clean_slug(self) -> str:
        """A short name that no other quiz of the course has.

        Django leaves this to the form: where the course can only be read, it does not look.
        """
        slug = self.cleaned_data["slug"]
        others = Quiz.objects.filter(course=self.instance.course_id, slug=slug)
        if self.instance.pk and others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another quiz of this course has this short name."))
        return slug


class PartForm(forms.ModelForm):
    """A question of a quiz, or a pool: chosen from one list, ``choices`` of the subclass."""

    choices: list[tuple[str, Any]] = []

    source = forms.ChoiceField(label=_("Question, or draw from"))

    class Meta:
        model = QuizPart
        fields = ["position", "source", "count", "points"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = list(self.choices)
        for name in SOURCES:
            if pk := getattr(self.instance, f"{name}_id"):
                there = self.initial["source"] = f"{name}:{pk}"
                if there not in dict(flatten_choices(choices)):
                    # A question that was retired since: it is not asked, and may stay or go.
                    choices.append((there, str(self.instance)))
        self.fields["source"].choices = choices  # type: ignore[attr-defined]

    def clean_points(self) -> float:
        """Above 0."""
        points: float = self.cleaned_data["points"]
        if not 0 < points <= 1000:
            raise forms.ValidationError(_("Give a number above 0 and at most 1000."))
        return points

    def clean_count(self) -> int | None:
        """1 or more, or all."""
        count: int | None = self.cleaned_data["count"]
        if count == 0:
            raise forms.ValidationError(_("Draw at least one, or leave it empty for all."))
        return count

    def clean(self) -> dict[str, Any]:
        """Put the source where the part keeps it."""
        cleaned = super().clean() or {}
        chosen, _colon, pk = cleaned.get("source", "").partition(":")
        for name in SOURCES:
            setattr(self.instance, f"{name}_id", int(pk) if name == chosen else None)
        return cleaned


def part_form(course: Course | None) -> type[PartForm]:
    """The form for parts of the course's quizzes. Three queries, however many parts."""
    return type("CoursePartForm", (PartForm,), {"choices": source_choices(course)})


def source_choices(course: Course | None) -> list[tuple[str, Any]]:
    """The course's lessons, tags and questions, after the empty choice."""
    found: list[tuple[str, Any]] = [("", "---------")]
    if course is None:
        return found
    lessons = course.lessons.order_by("position", "pk").values_list("pk", "title")
    tags = course.tags.order_by("name").values_list("pk", "name")
    questions = (
        course.questions.filter(current__kind__in=kinds)
        .exclude(status=Status.RETIRED)
        .order_by("lesson__position", "position", "pk")
        .values_list("pk", "uid", "current__spec__stem")
    )
    groups: list[tuple[Any, list[tuple[str, Any]]]] = [
        (_("All questions of a lesson"), [(f"lesson:{pk}", title) for pk, title in lessons]),
        (_("All questions with a tag"), [(f"tag:{pk}", name) for pk, name in tags]),
        (
            _("One question"),
            [(f"question:{pk}", f"{uid}: {stem or ''}"[:100]) for pk, uid, stem in questions],
        ),
    ]
    return found + [(words, choices) for words, choices in groups if choices]
