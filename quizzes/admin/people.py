"""Accounts in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions.assignment import give_person_time
from ..models import Learner, User


class OneAddress(ModelForm):
    """An address has one account, in whatever case it is typed."""

    def clean_email(self) -> str:
        """The address, unless somebody else has it."""
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is an account with this address already."))
        return email


class ChangedUserForm(OneAddress, UserChangeForm):
    """An account that is there."""


class NewUserForm(OneAddress, AdminUserCreationForm):
    """A new account: address, name, password."""

    class Meta:
        model = User
        fields = ["email", "name"]


class TimeInline(admin.StackedInline):
    """How much time somebody has in tests, in every class."""

    model = Learner
    fk_name = "user"
    fields = ["time_percent"]
    extra = 0
    can_delete = False
    verbose_name_plural = _("as a learner")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Learners are made when they begin to learn."""
        return False


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts, known by their address."""

    form = ChangedUserForm
    add_form = NewUserForm
    list_display = ["email", "name", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (
            _("Rights"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups", "user_permissions"]

    def get_inlines(self, request: HttpRequest, user: User | None) -> Any:
        """Not for an account that is being made."""
        return [] if user is None else [TimeInline]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Tests that run get their new end."""
        for each in formset.forms:
            if each.has_changed():
                percent = each.cleaned_data["time_percent"]
                give_person_time(each.instance, percent, now=timezone.now())
        formset.new_objects = formset.deleted_objects = []
        formset.changed_objects = [
            (each.instance, each.changed_data) for each in formset.forms if each.has_changed()
        ]

    def get_readonly_fields(self, request: HttpRequest, user: User | None = None) -> list[str]:
        """Who keeps the accounts gives roles, but no right to everything, neither to themselves."""
        fields = list(self.readonly_fields)
        if not request.user.is_superuser:
            fields += ["is_superuser", "user_permissions"]
        return fields

    def has_change_permission(self, request: HttpRequest, user: User | None = None) -> bool:
        """Accounts that may do everything are changed by such only."""
        allowed = super().has_change_permission(request, user)
        return allowed and (user is None or request.user.is_superuser or not user.is_superuser)
