"""Problems with questions that learners report, and what their authors reply."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .attempt import Answer
from .bank import Question, QuestionVersion
from .people import Learner


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Gates to reported problems."""

    def of(self, learner: Learner | None) -> ProblemQuerySet:
        """The learner's own, those with the latest news first."""
        if learner is None:
            return self.none()
        news = Coalesce("replied_at", "created_at")
        return self.filter(learner=learner).order_by(news.desc(), "-pk")

    def counted(self) -> ProblemQuerySet:
        """Without those that a guest had reported and the account, too, before they were one."""
        return self.filter(learner__merged_into=None)

    def open(self) -> ProblemQuerySet:
        """Those that nobody has decided on."""
        return self.filter(state=Problem.State.OPEN)

    def unseen(self) -> ProblemQuerySet:
        """Those with a reply that the learner has not opened."""
        return self.filter(replied_at__isnull=False, seen_at=None)


class Problem(models.Model):
    """A learner's note that something is wrong with a question, with what they had before them.

    Note, version and answer stay as they were; state and reply are the author's.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    learner = models.ForeignKey(Learner, models.PROTECT, related_name="problems")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="problems", verbose_name=_("question")
    )
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    """What the learner was shown."""
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    """Their latest answer by then; it may be to an older version. None where there was none."""
    note = models.TextField(_("note"), max_length=1000)
    digest = models.CharField(max_length=64)
    """Of the note without its spacing: the constraint below needs something short."""
    created_at = models.DateTimeField(_("reported"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    reply = models.TextField(_("reply"), max_length=2000, blank=True)
    replied_by = models.ForeignKey(
        "quizzes.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("replied by")
    )
    replied_at = models.DateTimeField(_("replied"), null=True)
    seen_at = models.DateTimeField(null=True)
    """When the learner opened the latest reply."""

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported problem")
        verbose_name_plural = _("reported problems")
        ordering = ["-created_at", "-pk"]
        # Who may see and change questions may see and answer what is said of them.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["learner", "version", "digest"], name="problem_once")
        ]

    def __str__(self) -> str:
        return str(_("problem %(number)d") % {"number": self.pk})
