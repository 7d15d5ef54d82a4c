"""Addresses of the list of incidents with a filter."""

from dataclasses import dataclass
from datetime import date

from django.utils.http import urlencode

INCIDENTS = "/incidents/"


@dataclass(frozen=True, slots=True)
class Between:
    """The incidents of a filter (names and values of ``public.selecting``) between two days, both included."""

    filters: dict[str, str]

    def __call__(self, first: date, last: date) -> str:
        """The address."""
        return f"{INCIDENTS}?" + urlencode(self.filters | {"since": str(first), "until": str(last)})
