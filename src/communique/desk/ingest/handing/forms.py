"""The forms of handing in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

MOST_FILES = 50


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at when it is taken, so that one bad file does not keep the others out."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """The files, at least one."""
        files = [each for each in data or [] if isinstance(each, UploadedFile)]
        if not files:
            raise forms.ValidationError("Choose at least one file.")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at once.")
        return files


class AboutForm(forms.Form):
    """What the giver knows of a report beside its text."""

    publisher = forms.CharField(
        required=False, max_length=300, help_text="Who published it, where the page does not say."
    )
    published = forms.DateField(
        label="Published on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day it was published, if you know it; “yesterday” in the text counts from it.",
    )

    def clean_published(self) -> Any:
        """A day that a report can have been published on."""
        day = self.cleaned_data["published"]
        if day is not None and not 1900 <= day.year <= (timezone.now() + timedelta(days=1)).year:
            raise forms.ValidationError("No report was published then; check the year.")
        if day is not None and day > (timezone.now() + timedelta(days=1)).date():
            raise forms.ValidationError("This day is still to come; check the date.")
        return day


class TextForm(AboutForm):
    """A pasted text."""

    text = forms.CharField(label="Text of the report", widget=forms.Textarea(attrs={"rows": 12}), max_length=1_000_000)
    url = forms.CharField(label="Its address on the web", required=False, max_length=2000)
    field_order = ("text", "publisher", "published", "url")


class AddressForm(AboutForm):
    """A page to fetch."""

    address = forms.CharField(
        label="Address of the page", max_length=2000, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    field_order = ("address", "publisher", "published")


class FilesForm(AboutForm):
    """Files."""

    uploads = FilesField(
        label="Files",
        widget=FilesInput(attrs={"accept": ".txt,.html,.htm,.xml,.rss,.atom,.eml,.jsonl,.ndjson,.warc,.gz"}),
        help_text=f"Up to {MOST_FILES}: text, HTML, e-mails (.eml), feeds, JSON lines, WARC.",
    )
    field_order = ("uploads", "publisher", "published")
