"""What people fill in who come by a link."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.forms import SetPasswordForm, UserCreationForm
from django.core.exceptions import ValidationError

from communique.desk.accounts.models import Link, User


class AccountForm(UserCreationForm):  # type: ignore[type-arg]
    """Name, address and password of a new account."""

    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="For a forgotten password and for notices. It is shown to administrators alone.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    class Meta(UserCreationForm.Meta):  # noqa: D106
        model = User
        fields = ("username", "email")

    def __init__(self, link: Link, **given: Any) -> None:
        super().__init__(**given)
        self.link = link
        self.fields["email"].initial = link.email
        self.fields["username"].label = "Name"
        self.fields["username"].help_text = "Others see it beside what you decide. Letters, digits and @ . + - _ only."
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def clean_email(self) -> str:
        """Raises ``ValidationError`` on an address that another account has."""
        address = str(self.cleaned_data["email"]).lower()
        if address and EmailAddress.objects.filter(email__iexact=address).exists():
            raise ValidationError("Another account has this address.")
        return address


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, twice."""
