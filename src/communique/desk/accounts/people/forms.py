"""What administrators fill in about people."""

from django import forms

from communique.desk.accounts.roles import Role


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    role = forms.ChoiceField(choices=Role.choices, initial=Role.ANALYST, label="Role")
    email = forms.EmailField(
        required=False, label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class WhyForm(forms.Form):
    """Why something is done to a person's account."""

    why = forms.CharField(required=False, max_length=500, label="Why (kept in the history)")


class RoleForm(WhyForm):
    """The role that somebody has from now on."""

    role = forms.ChoiceField(choices=Role.choices, label="Role")
    field_order = ("role", "why")
