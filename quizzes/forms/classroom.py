"""What teachers decide about classes, and what learners say to come in."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from ..exchange.base import text_in
from ..exchange.roster import MOST_ENTRIES, Roster, read_roster
from ..exchange.spec import ExchangeError
from ..models import Classroom, ClassTeacher, User
from ..models.classroom import CODE_LENGTH, LETTERS, LONGEST_NAME, OWN_CODE_LENGTH

MOST_BYTES = 1024 * 1024
"""Of a roster that is uploaded."""


def code_in(typed: str) -> str:
    """A code as it is kept: blanks, dashes and case do not matter to those who type it."""
    return "".join(each for each in typed.upper() if each.isalnum())


def grouped(code: str) -> str:
    """A code as it is shown, in two groups that can be read out."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def zone_choices() -> list[tuple[str, str]]:
    """Every time zone that has a place, by name."""
    zones = sorted(each for each in available_timezones() if "/" in each and "Etc/" not in each)
    return [("UTC", "UTC"), *((each, each.replace("_", " ")) for each in zones)]


class ClassForm(forms.ModelForm):
    """A class's own fields."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = Classroom
        fields = ["name", "time_zone", "joining"]
        widgets = {"joining": forms.RadioSelect}


class CopyForm(forms.Form):
    """What a copy of a class is called."""

    name = forms.CharField(label=_("Name of the new class"), max_length=100)


class CodeForm(forms.Form):
    """The code of a class, or one's own."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("From your teacher. Dashes, blanks and capitals do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """As codes are kept."""
        code = code_in(self.cleaned_data["code"])
        fits = len(code) in (CODE_LENGTH, OWN_CODE_LENGTH) and set(code) <= set(LETTERS)
        if not fits:
            words = _("That is no code: it has 8 or 10 letters and digits. Look at it once more.")
            raise forms.ValidationError(words)
        return code


class NameForm(forms.Form):
    """What the class calls a learner."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("As your teacher knows you. Only those who teach the class see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class TeacherForm(forms.Form):
    """An account that is to teach the class, too. Once valid, ``user`` is that account."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=ClassTeacher.Role.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user: User | None = None

    def clean_email(self) -> str:
        """The address of an account."""
        email: str = self.cleaned_data["email"]
        self.user = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(
                _("There is no account with this address. Let them sign up first.")
            )
        return email


class RosterForm(forms.Form):
    """A roster, uploaded or typed. Once valid, ``roster`` is what was read.

    What is uploaded is put into the text area, where it can be mended before it is taken.
    """

    file = forms.FileField(label=_("File"), required=False, help_text=_("CSV or text."))
    text = forms.CharField(
        label=_("or its lines"),
        required=False,
        strip=False,
        help_text=_(
            "A name in each line; or a table with the columns name (or first name and last name),"
            " email and number."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    skip_bad = forms.BooleanField(label=_("Leave out lines at fault"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.roster = Roster()

    def clean(self) -> dict[str, Any]:
        """Read the file, or what stands in the text area."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and file.size > MOST_BYTES:
            words = _("The file is too large for a roster of up to %(most)d lines.")
            self.add_error("file", words % {"most": MOST_ENTRIES})
            return cleaned
        if not file and not text.strip():
            self.add_error("text", _("Choose a file, or type the names."))
            return cleaned
        try:
            raw = text_in(file.read()).encode() if file else text.encode("utf-8", "replace")
            self.roster = read_roster(raw)
        except ExchangeError as error:
            self.add_error("file" if file else "text", str(error))
            return cleaned
        self.data = {**self.data.dict(), "text": raw.decode()}  # type: ignore[attr-defined]
        return cleaned
