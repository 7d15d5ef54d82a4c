"""Addresses of the list of incidents of a selection, of its map and of its feed."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import NoReverseMatch, reverse

from communique.desk.public.selecting import Selection


@dataclass(frozen=True, slots=True)
class Views:
    """Other views of the same incidents."""

    selection: Selection

    def between(self, first: date, last: date) -> str:
        """The list of those between two days, both included."""
        return f"{reverse('public:incidents')}?{replace(self.selection, since=first, until=last).to_query()}"

    @property
    def listed(self) -> str:
        """The list, with its filters and downloads."""
        return f"{reverse('public:incidents')}?{self.selection.to_query()}"

    @property
    def feed(self) -> str:
        """The Atom feed of the latest."""
        return f"{reverse('public:download', args=['atom'])}?{self.selection.to_query()}"

    @property
    def mapped(self) -> str:
        """The map; empty where the desk has none."""
        try:
            return f"{reverse('public:map')}?{self.selection.to_query()}"
        except NoReverseMatch:
            return ""
