"""What authors type in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..articles import text_of
from ..kinds import SpecRefused, check_spec, kinds
from ..models import Lesson, Question, Status
from .content_form import ContentForm, lists_of
from .joining import joined, with_joined
from .kind import unknown_kind_help
from .tags import tag_names

UNFINISHED = (Status.DRAFT, Status.IN_REVIEW)
"""While a question is so, it may lack something."""


def missing_of(question: Question) -> list[str]:
    """What keeps the question's current version from being published."""
    version, lesson = question.current, question.lesson
    if version is None or version.kind not in kinds:
        return []
    return version.grader.problems(version.spec, text_of(lesson.body) if lesson else None)


def advice_of(question: Question) -> list[str]:
    """What would make the question's current version better."""
    version = question.current
    if version is None or version.kind not in kinds or not isinstance(version.spec, dict):
        return []
    return version.grader.advice(version.spec)


def lesson_choices() -> list[tuple[str, Any]]:
    """All lessons under the titles of their courses, after the empty choice."""
    groups: dict[str, list[tuple[int, str]]] = {}
    lessons = Lesson.objects.order_by("course__title", "course", "position")
    rows = lessons.values_list("course__title", "pk", "position", "title")
    for course, pk, position, title in rows:
        groups.setdefault(course, []).append((pk, f"{position}. {title}"))
    return [("", "---------"), *groups.items()]


class QuestionForm(ContentForm):
    """A question's place, and what its next version asks."""

    tag_names = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=500,
        help_text=_("Words by which quizzes draw questions, separated by commas."),
    )
    typo_only = forms.BooleanField(
        label=_("Only a typing error mended"),
        required=False,
        help_text=_("The meaning is the same: answers given so far stay as they are."),
    )
    note = forms.CharField(label=_("What changed"), max_length=300, required=False)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = ["course", "lesson", "uid", "position", "status"]

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        """A form that is to be saved over a newer version is drawn again with both in one."""
        question = options.get("instance")
        self.joined = None
        if data is not None and "do" not in data and question is not None:
            self.joined = joined(question, lists_of(data))
        if self.joined:
            data = with_joined(data, self.joined)
        super().__init__(data, *args, **options)
        self.missing = [] if self.is_bound else missing_of(self.instance)
        self.advice = [] if self.is_bound else advice_of(self.instance)
        if "lesson" in self.fields:  # not where it can only be read
            self.fields["lesson"].choices = lesson_choices()  # type: ignore[attr-defined]
        if self.instance.pk:
            # A place that somebody else changed meanwhile is not set back: only what differs
            # from what the form was drawn with is saved.
            for name in ("lesson", "position", "status"):
                if name in self.fields:
                    self.fields[name].show_hidden_initial = True
            names = self.instance.tags.order_by("name").values_list("name", flat=True)
            self.initial["tag_names"] = ", ".join(names)
        if "uid" in self.fields:
            self.fields["uid"].help_text = _("A short name of its own, such as rotor-speed.")
        if self.instance.current:
            self.initial["based_on"] = self.instance.current.number

    def clean_tag_names(self) -> list[str]:
        """The names without blanks around them, none of them twice."""
        return tag_names(self.cleaned_data["tag_names"])

    def clean_uid(self) -> str:
        """An identifier that no other question of the course has; as with lessons' short names."""
        uid = self.cleaned_data["uid"]
        others = Question.objects.filter(course=self.instance.course_id, uid=uid)
        if self.instance.pk and others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another question of this course has this identifier."))
        return uid

    def clean(self) -> dict[str, Any]:
        """Refuse, with every reason, what could not be answered or graded."""
        cleaned = super().clean() or {}
        lesson = cleaned.get("lesson")
        course = cleaned.get("course") or (self.instance.course if self.instance.pk else None)
        if lesson and course and lesson.course_id != course.pk:
            self.add_error("lesson", _("This lesson belongs to another course."))
        self._check_based_on(cleaned)
        if "kind" in cleaned and "spec" in cleaned and not self._only_retires(cleaned):
            self._check_content(cleaned["kind"], cleaned["spec"], lesson, cleaned.get("status"))
            self._check_typo_only(cleaned)
        return cleaned

    def _only_retires(self, cleaned: dict[str, Any]) -> bool:
        """Whether the content stays and no learner sees it any more.

        A question can be retired just because it is no longer sound: its kind was removed, or
        its quote is gone from the lesson.
        """
        current = self.instance.current
        same = current is not None and (current.kind, current.spec) == (
            cleaned["kind"],
            cleaned["spec"],
        )
        return same and cleaned.get("status") == Status.RETIRED

    def _check_content(
        self, kind: str, spec: dict[str, Any], lesson: Lesson | None, status: str | None
    ) -> None:
        """Whatever a published question needs is only noted while nobody is asked it."""
        if kind not in kinds:
            self.add_error("kind", unknown_kind_help(kind))
            return
        try:
            check_spec(kind, spec, text_of(lesson.body) if lesson else None)
        except SpecRefused as refused:
            if status in UNFINISHED:
                self.missing = refused.problems
                return
            for problem in refused.problems:
                self.add_error("spec", problem)

    def _check_based_on(self, cleaned: dict[str, Any]) -> None:
        """Refuse to undo in silence what somebody else saved since the form was drawn."""
        current = self.instance.current
        if current is not None and cleaned.get("based_on") != current.number:
            self.add_error(
                None,
                _(
                    "Somebody saved version %(number)d meanwhile. Your text is still below: open"
                    " the question in another tab, join the two, and save there."
                )
                % {"number": current.number},
            )

    def _check_typo_only(self, cleaned: dict[str, Any]) -> None:
        """Refuse to pass a change of the key off as a mended typing error."""
        current = self.instance.current
        if not cleaned.get("typo_only") or current is None or self.errors.keys() & {"kind", "spec"}:
            return
        if not current.marks_like(cleaned["kind"], cleaned["spec"]):
            self.add_error(
                "typo_only", _("This changes how answers are marked, so it is not a typing error.")
            )
