"""What teachers decide about an assignment, and about one learner in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ..models import Assignment, Course, Exemption, Lesson, Quiz, Status, Tag
from ..models.people import MOST_TIME
from ..scoring.answering import Way
from ..scoring.deadlines import Counts, Late
from .quiz import RulesForm

LATE: Mapping[Late, Any] = {
    Late.ACCEPT: _("counts in full, and is said to be late"),
    Late.PERCENT: _("loses some percent of the full mark each day"),
    Late.REFUSE: _("is not taken"),
}
COUNTS: Mapping[Counts, Any] = {
    Counts.BEST: _("the best attempt"),
    Counts.FIRST: _("the first attempt"),
    Counts.LAST: _("the last attempt"),
    Counts.MEAN: _("the mean of all attempts"),
}
OF_LESSONS = "lessons"
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    ("", ("source", "lessons", "count", "title", "intro", "due_at")),
    (
        _("When, how long, how often"),
        (
            "opens_at",
            "closes_at",
            "late",
            "percent",
            "minutes",
            "most_attempts",
            "counts",
            "password",
        ),
    ),
    (
        _("How it is answered and what is shown"),
        (
            "way",
            "tries",
            "penalty",
            "shuffle_questions",
            "shuffle_options",
            "own_matrix",
            "during",
            "submitted",
            "closed",
        ),
    ),
    (_("Marks"), ("weight", "anonymous", "double")),
)
AT_ONCE = frozenset(
    "title intro opens_at due_at closes_at late percent minutes most_attempts counts weight"
    " anonymous double own_matrix during submitted closed password".split()
)
"""What holds for begun attempts, too, as soon as it is changed."""
WRITTEN = (
    "title intro quiz_id tag_id count opens_at due_at closes_at late percent minutes most_attempts"
    " counts way tries penalty shown shuffle_questions shuffle_options password weight anonymous"
    " double".split()
)
"""The fields of the row that the form decides."""


DATES = ("opens_at", "due_at", "closes_at")
FIRST_YEAR, LAST_YEAR = 2000, 2200
"""Beyond them a slip of the finger is likelier; and days are added to these dates."""


class MomentInput(forms.DateTimeInput):
    """A date with a time by the clock of the class."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AssignmentForm(RulesForm):
    """An assignment of one course. Times are read in the zone that is active.

    Once valid, ``written`` has the row's fields and ``lessons`` of the cleaned data the lessons.
    """

    source = forms.ChoiceField(label=_("Questions"))
    lessons = forms.ModelMultipleChoiceField(
        label=_("Lessons"),
        help_text=_("To read before; and to ask about, where their questions are chosen above."),
        queryset=Lesson.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    late = forms.ChoiceField(
        label=_("Work that comes after it was due"),
        choices=[(each.value, words) for each, words in LATE.items()],
    )
    counts = forms.ChoiceField(
        label=_("Of several attempts counts"),
        choices=[(each.value, words) for each, words in COUNTS.items()],
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """The version that the form was drawn from."""

    class Meta:
        model = Assignment
        fields = [
            "title",
            "intro",
            "count",
            "opens_at",
            "due_at",
            "closes_at",
            "late",
            "percent",
            "minutes",
            "most_attempts",
            "counts",
            "way",
            "tries",
            "shuffle_questions",
            "shuffle_options",
            "password",
            "weight",
            "anonymous",
            "double",
        ]
        widgets = {
            "opens_at": MomentInput,
            "due_at": MomentInput,
            "closes_at": MomentInput,
            "intro": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"count": _("How many questions")}
        help_texts = {
            "count": _("Drawn from the lessons or the pool; empty for all."),
            "minutes": _("From the start of an attempt; empty for no limit."),
            "most_attempts": _("Empty for as many as they like."),
            "percent": _("Of the full mark, where late work loses some."),
            "password": _("Asked for before it begins; empty for none."),
            "weight": _("In the grade of the class: 2 counts twice, 0 not at all."),
            "anonymous": _("Those who mark do not see whose answer it is."),
            "double": _("Two people mark each text, and see where they differ."),
            "closes_at": _("From then on nothing is taken. Empty for never."),
            "opens_at": _("Empty for at once."),
        }

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        self.course = course
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, it is called as what it asks.")
        for stage in ("during", "submitted", "closed"):
            self.fields[stage].required = False
        self.fields["closed"].label = _("Once it is closed for everybody")
        lessons = course.lessons.filter(status=Status.PUBLISHED).order_by("position", "pk")
        self.fields["lessons"].queryset = lessons  # type: ignore[attr-defined]
        self.fields["source"].choices = _sources(course)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["lessons"] = list(self.instance.lessons.values_list("pk", flat=True))
            self.initial["source"] = _source_of(self.instance)
        else:
            self.initial["penalty"] = round(100 / 3)

    def groups(self) -> Iterator[tuple[Any, list[BoundField], bool]]:
        """The fields in groups: title, fields, and whether something in it is at fault."""
        for title, names in GROUPS:
            fields = [self[name] for name in names]
            yield title, fields, any(field.errors for field in fields)

    def changed_labels(self) -> tuple[list[str], list[str]]:
        """What was changed: that which holds at once, and that which holds for new attempts."""
        names = [name for name in self.changed_data if name != "seen"]
        labels = {name: str(self.fields[name].label) for name in names}
        return (
            [label for name, label in labels.items() if name in AT_ONCE],
            [label for name, label in labels.items() if name not in AT_ONCE],
        )

    @property
    def written(self) -> dict[str, Any]:
        """The row's fields as they are decided."""
        return {name: getattr(self.instance, name) for name in WRITTEN}

    def clean_most_attempts(self) -> int | None:
        """1 or more, or any number."""
        most: int | None = self.cleaned_data["most_attempts"]
        if most == 0:
            raise forms.ValidationError(_("Allow at least one, or leave it empty for any number."))
        return most

    def clean_minutes(self) -> int | None:
        """1 or more, or no limit."""
        minutes: int | None = self.cleaned_data["minutes"]
        if minutes == 0:
            raise forms.ValidationError(_("Give at least one minute, or leave it empty."))
        return minutes

    def clean_count(self) -> int | None:
        """1 or more, or all."""
        count: int | None = self.cleaned_data["count"]
        if count == 0:
            raise forms.ValidationError(_("Draw at least one, or leave it empty for all."))
        return count

    def clean_percent(self) -> float:
        """0 to 100."""
        return self._within("percent", 100)

    def clean_weight(self) -> float:
        """0 to 1000."""
        return self._within("weight", 1000)

    def _within(self, name: str, most: int) -> float:
        value: float = self.cleaned_data[name]
        if not 0 <= value <= most:
            words = _("Give a number from 0 to %(most)d.")
            raise forms.ValidationError(words % {"most": most})
        return value

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order and a source without questions; give it a title."""
        cleaned = super().clean()
        self._order_dates(cleaned)
        chosen, _colon, pk = cleaned.get("source", "").partition(":")
        self.instance.quiz_id = int(pk) if chosen == "quiz" else None
        self.instance.tag_id = int(pk) if chosen == "tag" else None
        if chosen == OF_LESSONS and not cleaned.get("lessons"):
            self.add_error("lessons", _("Tick the lessons whose questions it asks."))
        if chosen == "quiz":
            cleaned["count"] = None  # the quiz says how many
        if not cleaned.get("title") and "source" in cleaned:
            cleaned["title"] = self._usual_title(chosen, cleaned)
        return cleaned

    def _order_dates(self, cleaned: Mapping[str, Any]) -> None:
        opens, due, closes = (cleaned.get(name) for name in DATES)
        for name, at in zip(DATES, (opens, due, closes), strict=True):
            if at and not FIRST_YEAR <= at.year <= LAST_YEAR:
                self.add_error(name, _("Look at the year once more."))
        if opens and due and due <= opens:
            self.add_error("due_at", _("It must be due after it opens."))
        if closes and ((opens and closes <= opens) or (due and closes < due)):
            self.add_error(
                "closes_at", _("It must close after it opens, and not before it is due.")
            )
        if cleaned.get("late") == Late.PERCENT and not due:
            self.add_error("due_at", _("Without this date nothing is late."))
        if Way(cleaned.get("way") or Way.DEFERRED) is Way.PRACTICE and cleaned.get("double"):
            self.add_error("double", _("Practice has no marks."))

    def _usual_title(self, chosen: str, cleaned: Mapping[str, Any]) -> str:
        if chosen == OF_LESSONS:
            names = [lesson.title for lesson in cleaned.get("lessons") or ()]
            return ", ".join(names)[:200]
        choices = self.fields["source"].choices  # type: ignore[attr-defined]
        return next(
            str(words)[:200]
            for _group, group in choices
            for value, words in group
            if value == cleaned["source"]
        )


def _source_of(row: Assignment) -> str:
    if row.quiz_id:
        return f"quiz:{row.quiz_id}"
    return f"tag:{row.tag_id}" if row.tag_id else OF_LESSONS


def _sources(course: Course) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The course's published quizzes, its lessons, its tags. Two queries."""
    quizzes = Quiz.objects.filter(course=course, status=Status.PUBLISHED)
    tags = Tag.objects.filter(course=course).order_by("name")
    groups: list[tuple[Any, list[tuple[str, Any]]]] = [
        (_("A quiz"), [(f"quiz:{pk}", title) for pk, title in quizzes.values_list("pk", "title")]),
        (_("Lessons"), [(OF_LESSONS, _("questions of the lessons ticked below"))]),
        (_("A pool: questions with a tag"), [(f"tag:{tag.pk}", tag.name) for tag in tags]),
    ]
    return [group for group in groups if group[1]]


class ExemptionForm(forms.ModelForm):
    """What one learner has beyond the others."""

    class Meta:
        model = Exemption
        fields = ["days", "attempts", "excused", "reason"]
        help_texts = {
            "days": _("Later due and later closed, at the same time of the day."),
            "excused": _("Need not do it; it counts in no grade."),
            "reason": _("For those who teach the class. Learners do not see it."),
        }


class TimeForm(forms.Form):
    """How much of the others' time a learner has in tests."""

    percent = forms.IntegerField(
        label=_("Time for tests in this class, in percent"),
        min_value=100,
        max_value=MOST_TIME,
        help_text=_("100 is as for everybody, 150 is time and a half."),
    )
