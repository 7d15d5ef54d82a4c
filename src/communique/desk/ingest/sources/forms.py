"""The forms of sources."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import FetchError
from communique.desk.ingest.fetching.fetcher import split
from communique.desk.ingest.fetching.guard import RefusedError, checked
from communique.desk.ingest.fetching.hosts import PORTS
from communique.desk.ingest.polling.folder import watched
from communique.desk.ingest.polling.logins import login_of
from communique.desk.ingest.polling.outcome import SourceFailedError

Kind = Source.Kind
KINDS = (
    (Kind.FEED, "Feed: RSS or Atom"),
    (Kind.PAGE, "Page: one report that may change"),
    (Kind.FOLDER, "Folder: files put there"),
    (Kind.MAILBOX, "Mailbox: reports forwarded by e-mail"),
)
LEAST_MINUTES, MOST_MINUTES = 5, 7 * 24 * 60


if TYPE_CHECKING:
    SourceModelForm = forms.ModelForm[Source]
else:
    SourceModelForm = forms.ModelForm  # Django itself takes no type here


class SourceForm(SourceModelForm):
    """Add or change a source. Errors of an address say what to do."""

    kind = forms.ChoiceField(label="Kind", choices=KINDS)
    name = forms.CharField(
        label="Name", required=False, max_length=200, help_text="As lists show it. Empty: made of the address."
    )
    address = forms.CharField(label="Address", max_length=2000)
    publisher = forms.CharField(
        required=False, max_length=200, help_text="Of its reports where these do not name one. Empty: not known."
    )
    language = forms.RegexField(
        r"^[A-Za-z]{2,3}$",
        required=False,
        help_text="Two letters, as en, where all of it is in one language. Empty: told from each text.",
        error_messages={"invalid": "Give the two letters of a language, as en, or nothing."},
    )
    every_minutes = forms.IntegerField(
        label="Ask every", min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=30, help_text="Minutes."
    )

    class Meta:
        """Of which model."""

        model = Source
        fields = ("kind", "address", "name", "publisher", "language", "every_minutes")

    def clean_language(self) -> str:
        """In lower case."""
        return str(self.cleaned_data["language"]).lower()

    def clean(self) -> dict[str, Any]:
        """The fields with the address as it is watched, and a name."""
        super().clean()
        kind, address = self.cleaned_data.get("kind"), self.cleaned_data.get("address")
        if kind and address:
            try:
                self.cleaned_data["address"] = usable(str(kind), str(address).strip())
            except (FetchError, SourceFailedError, RefusedError) as error:
                self.add_error("address", str(error))
            else:
                self.cleaned_data["name"] = self.cleaned_data.get("name") or named(self.cleaned_data["address"])
        return self.cleaned_data


def usable(kind: str, address: str) -> str:
    """The address as it is watched. Raises ``FetchError``, ``RefusedError`` and ``SourceFailedError`` in words."""
    if kind == Kind.FOLDER:
        return str(watched(address))
    if kind == Kind.MAILBOX:
        return login_of(address).address
    url = split(address if "://" in address else f"https://{address}")
    with suppress(OSError, UnicodeError):  # a name that is not known now: polling tells of that, and tries again
        checked(url.host, url.port or PORTS[url.scheme], settings.ALLOW_PRIVATE_HOSTS)
    return str(url)


def named(address: str) -> str:
    """A name made of an address: its host and path, or the folder."""
    parts = urlsplit(address)
    return (f"{parts.hostname}{parts.path}".rstrip("/") if parts.hostname else address)[:200]


class OpmlForm(forms.Form):
    """A list of feeds from another program."""

    file = forms.FileField(label="OPML file", help_text="As feed readers export it.")
