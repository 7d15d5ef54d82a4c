"""The forms of an issue's desk page."""

from datetime import datetime
from typing import Any

from django import forms

from communique.desk.newsletters.issues.editing import NOTE_MOST, SUBJECT_MOST
from communique.desk.newsletters.models import Frequency, MailingList


class WordsForm(forms.Form):
    """Subject and note of a draft."""

    subject = forms.CharField(label="Subject", max_length=SUBJECT_MOST)
    note = forms.CharField(
        label="Note of the editor",
        required=False,
        max_length=NOTE_MOST,
        widget=forms.Textarea({"rows": 3}),
        help_text="Above the items, in the language of the list. Empty: none.",
    )

    def clean_subject(self) -> str:
        """On one line: a header of mail has no breaks."""
        return " ".join(str(self.cleaned_data["subject"]).split())

    def clean_note(self) -> str:
        """With breaks as mail has them."""
        return "\n".join(str(self.cleaned_data["note"]).splitlines())


class WhenForm(forms.Form):
    """When an issue goes out: what clocks show in the time zone of its list."""

    when = forms.DateTimeField(
        label="Send at",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "Give the day and the time at which it is to be sent."},
    )

    def clean_when(self) -> datetime:
        """Without a time zone, to the minute."""
        given: datetime = self.cleaned_data["when"]
        return given.replace(tzinfo=None, second=0, microsecond=0)


class ComposeForm(forms.Form):
    """Which list gets an issue now, and for whom of it."""

    list = forms.ModelChoiceField(
        MailingList.objects.filter(closed_at=None).order_by("name"), label="List", empty_label="Choose a list"
    )
    frequency = forms.ChoiceField(
        label="For subscribers who get it",
        required=False,
        choices=[("", "as the list has it"), *Frequency.choices],
    )

    def clean(self) -> dict[str, Any]:
        """With the list's own frequency where none was chosen."""
        super().clean()
        chosen = self.cleaned_data.get("list")
        if chosen is not None:
            self.cleaned_data["frequency"] = self.cleaned_data.get("frequency") or chosen.frequency
        return self.cleaned_data
