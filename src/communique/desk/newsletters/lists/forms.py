"""The form of a list."""

from typing import Any
from zoneinfo import available_timezones

from django import forms

from communique.desk.newsletters.models import MailingList
from communique.desk.newsletters.smtp.freemail import REMEDY, freemail

RESERVED = frozenset({"desk", "embed", "confirm", "leave", "mine", "mailchimp", "api", "returns"})
"""Words that addresses of newsletters begin with; no list is named so."""
LAST_HOUR = 23

LABELS = {
    "slug": "Name in addresses",
    "timezone": "Time zone",
    "hour": "Hour (0 to 23)",
    "weekday": "Day of a weekly list",
    "automatic": "Send without a person's approval",
    "says_no_change": "Send a line where nothing changed",
    "counts_opens": "Count opens and clicks, in all and of nobody in particular",
    "listed": "Offer it on the sign-up page",
    "archived": "Show its issues on the public archive",
}
HELP = {
    "slug": "Small letters, digits and hyphens. It stays.",
    "postal_address": "In every footer: the law asks for it.",
    "timezone": "As Africa/Bamako.",
}
WIDGETS = {
    "weekday": forms.Select(
        choices=list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
    ),
    "postal_address": forms.Textarea(attrs={"rows": 3}),
    "description": forms.Textarea(attrs={"rows": 2}),
}


class ListForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything about a list but its filter (``filtering``) and when it was made and closed."""

    class Meta:
        """What Django makes fields of."""

        model = MailingList
        fields = (
            "name", "slug", "description", "language", "frequency", "sender_name", "sender_address",
            "postal_address", "timezone", "hour", "weekday", "automatic", "says_no_change", "counts_opens", "listed",
            "archived",
        )  # fmt: skip
        labels = LABELS
        help_texts = HELP
        widgets = WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None

    def clean_slug(self) -> str:
        """None that stands for something else."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise forms.ValidationError("This word stands for something else in addresses. Choose another.")
        return slug

    def clean_sender_address(self) -> str:
        """None of a free mailbox: receivers refuse mail in its name."""
        address: str = self.cleaned_data["sender_address"]
        if freemail(address):
            raise forms.ValidationError(REMEDY)
        return address

    def clean_timezone(self) -> str:
        """One that clocks have."""
        zone: str = self.cleaned_data["timezone"]
        if zone not in available_timezones():
            raise forms.ValidationError("No time zone has this name. Give one as Africa/Bamako.")
        return zone

    def clean_hour(self) -> int:
        """Of a day."""
        hour: int = self.cleaned_data["hour"]
        if hour > LAST_HOUR:
            raise forms.ValidationError("Give an hour from 0 to 23.")
        return hour
