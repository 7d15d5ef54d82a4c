"""The form that makes a token."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.api.tokens.scopes import scopes_of

LASTS = (("30", "30 days"), ("90", "90 days"), ("365", "one year"), ("", "until it is revoked"))


class TokenForm(forms.Form):
    """What it is called, what it may, and for how long."""

    name = forms.CharField(max_length=100, help_text="What the token is for, as “nightly sync”.")
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, help_text="What it may.")
    lasts = forms.ChoiceField(choices=LASTS, required=False, initial="90", label="It can be used for")

    def __init__(self, owner: User, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]
        choices = [(each.scope, f"{each.scope}: {each.help}") for each in scopes_of(owner)]
        field = self.fields["scopes"]
        field.choices, field.initial = choices, ["read"]  # type: ignore[attr-defined]

    @property
    def expires_at(self) -> object:
        """When it runs out; null: never."""
        days = self.cleaned_data["lasts"]
        return timezone.now() + timedelta(days=int(days)) if days else None
