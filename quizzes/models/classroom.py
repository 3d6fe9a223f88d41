"""Classes: who teaches them, and who learns in them."""

from __future__ import annotations

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .people import MOST_TIME, Learner, User

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes: none that is taken for another when it is read out or copied from a board."""
CODE_LENGTH = 8
OWN_CODE_LENGTH = 10
LONGEST_NAME = 150


def new_code(length: int = CODE_LENGTH) -> str:
    """A code that nobody guesses: 31 to the power of its length."""
    return "".join(secrets.choice(LETTERS) for _at in range(length))


def new_own_code() -> str:
    """A code for one learner. It is longer than those of classes, so the two are never mixed."""
    return new_code(OWN_CODE_LENGTH)


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    """Gates to classes. Nobody but those who teach or learn in one sees anything of it."""

    def taught_by(self, user: User) -> ClassroomQuerySet:
        """Those where the account is a teacher or an assistant."""
        return self.filter(teachers__user=user)

    def led_by(self, user: User) -> ClassroomQuerySet:
        """Those that the account may change: where it is a teacher."""
        return self.filter(teachers__user=user, teachers__role=ClassTeacher.Role.TEACHER)

    def attended_by(self, learner: Learner) -> ClassroomQuerySet:
        """Those that the learner belongs to and was not taken out of."""
        return self.filter(enrolments__learner=learner, enrolments__removed_at=None)

    def current(self) -> ClassroomQuerySet:
        """Those that go on, by name."""
        return self.filter(archived_at=None).order_by("name", "pk")

    def archived(self) -> ClassroomQuerySet:
        """Those that are over, the latest first."""
        return self.exclude(archived_at=None).order_by("-archived_at", "-pk")


class Classroom(models.Model):
    """A group of learners and those who teach them."""

    class Joining(models.TextChoices):
        """Who may come in by the class's code."""

        CLOSED = "closed", _("nobody new")
        ACCOUNT = "account", _("whoever has an account")
        NAME = "name", _("whoever gives a name; an account is not needed")

    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(
        _("time zone"),
        max_length=63,
        help_text=_("In which the class's dates and deadlines are meant."),
    )
    joining = models.CharField(
        _("who may join"), max_length=8, choices=Joining.choices, default=Joining.ACCOUNT
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )
    archived_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether its code lets anybody in."""
        return self.archived_at is None and self.joining != self.Joining.CLOSED


class ClassTeacher(models.Model):
    """An account that teaches a class, or helps."""

    class Role(models.TextChoices):
        """What they may do."""

        TEACHER = "teacher", _("teacher")
        """Everything."""
        ASSISTANT = "assistant", _("assistant")
        """Look and mark, but not change the class."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="teachers")
    user = models.ForeignKey(User, models.CASCADE, related_name="teaching")
    role = models.CharField(_("role"), max_length=9, choices=Role.choices)

    class Meta:
        verbose_name = _("teacher of a class")
        verbose_name_plural = _("teachers of a class")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["classroom", "user"], name="teacher_once_in_class")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Gates to places in classes."""

    def present(self) -> EnrolmentQuerySet:
        """Those who were not taken out."""
        return self.filter(removed_at=None)

    def by_name(self) -> EnrolmentQuerySet:
        """As a roster lists them."""
        return self.order_by(Lower("name"), "pk")


class Enrolment(models.Model):
    """A learner's place in a class. It may wait for the one whom it is meant for.

    Taking somebody out keeps the place and all work: it can be given back.
    """

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="enrolments")
    learner = models.ForeignKey(
        Learner, models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    """None until somebody takes the place with its code or by their address."""
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    """What the class calls them."""
    email = models.EmailField(_("e-mail address"), blank=True)
    """From the roster: whoever has proved that it is theirs may take the place."""
    number = models.CharField(_("number"), max_length=40, blank=True)
    """By which the school knows them."""
    code = models.CharField(
        _("own code"), max_length=OWN_CODE_LENGTH, unique=True, default=new_own_code
    )
    time_percent = models.PositiveSmallIntegerField(
        _("time for tests"),
        default=100,
        db_default=100,
        validators=[MinValueValidator(100), MaxValueValidator(MOST_TIME)],
        help_text=_("Percent of what others have, in this class: 150 for time and a half."),
    )
    joined_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a class")
        verbose_name_plural = _("places in classes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["classroom", "learner"], name="learner_once_in_class"),
            models.UniqueConstraint(
                fields=["classroom", "number"],
                condition=~Q(number=""),
                name="number_once_in_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name
