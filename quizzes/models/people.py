"""Accounts, and the learners to whom answers belong."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_TIME = 1000
"""Percent that a time limit can be stretched to."""


class UserManager(BaseUserManager["User"]):
    """Makes accounts that are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved account. Raises ValueError without an address."""
        if not email:
            raise ValueError("an account needs an e-mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an address, in whatever case it is typed."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account: someone who can sign in. What they learned hangs on their Learner."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("may use the authors' side"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """What others call them; the address where no name was given."""
        return str(self)

    def get_short_name(self) -> str:
        """The first part of the name, or of the address before its @."""
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]


class Learner(models.Model):
    """Someone whose answers are kept: an account's learner, or a guest behind a cookie.

    Keeping learners apart from accounts gives guests and account holders one code path, and
    lets an account be deleted while the class statistics stay, without a name.
    """

    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="learner"
    )
    guest_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 -- many have none
    """Digest of the cookie by which a guest is known; None for learners of accounts."""
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    """Set when a guest's work was taken over by an account: this row then counts nowhere."""
    created_at = models.DateTimeField()
    time_percent = models.PositiveSmallIntegerField(
        _("time for tests"),
        default=100,
        db_default=100,
        validators=[MinValueValidator(100), MaxValueValidator(MOST_TIME)],
        help_text=_("Percent of what others have, in every class: 150 for time and a half."),
    )

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")

    def __str__(self) -> str:
        return str(self.user) if self.user_id else str(_("guest %(number)d") % {"number": self.pk})

    @property
    def known_as(self) -> str:
        """What is known of them before they have a row: account or cookie."""
        return f"u{self.user_id}" if self.user_id else self.guest_key or ""
