"""What holds for the whole desk, each with what it means."""

from django import forms

from communique.desk.accounts.models import Organisation, Visibility
from communique.desk.accounts.roles import Role

SEEN = (
    (Visibility.PUBLIC, "Public: anyone may look, without an account."),
    (Visibility.LOGIN, "With an account: readers and all above may look."),
    (Visibility.PRIVATE, "Private: only analysts and those above may look."),
)
FACTORS = (
    ("", "Nobody must"),
    (Role.READER, "Everyone must"),
    (Role.ANALYST, "Analysts and all above must"),
    (Role.EDITOR, "Editors and administrators must"),
    (Role.ADMINISTRATOR, "Administrators must"),
)


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Every setting of the organisation."""

    name = forms.CharField(max_length=200, label="Name", help_text="Stands at the head of every page and in mail.")
    visibility = forms.ChoiceField(
        choices=SEEN, widget=forms.RadioSelect, label="Who may look at map, lists, incidents and reports"
    )
    public_shows_unreviewed = forms.BooleanField(
        required=False,
        label="Show what nobody reviewed",
        help_text="Strangers and readers then also see what the machine read and no person checked, marked as such. "
        "Left off, they see only what was accepted.",
    )
    two_person_rule = forms.BooleanField(
        required=False,
        label="Two people accept each event",
        help_text="An event counts as reviewed once a second person accepted it too.",
    )
    require_mfa_from = forms.ChoiceField(
        choices=FACTORS,
        required=False,
        label="Who must log in with a second factor",
        help_text="Whoever must and has none yet is led to set one up before anything else, also those logged in now.",
    )

    class Meta:  # noqa: D106
        model = Organisation
        fields = ("name", "visibility", "public_shows_unreviewed", "two_person_rule", "require_mfa_from")
