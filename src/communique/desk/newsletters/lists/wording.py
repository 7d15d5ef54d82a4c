"""The filter of a list in words: countries by their names, kinds by their labels."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.http import QueryDict

from communique.desk.archive.countries import names
from communique.desk.archive.families import families


def words(selection: str) -> str:
    """As "Mali or Niger; at least 5 killed"; every incident where nothing is filtered."""
    pairs = [(name, [str(value) for value in values]) for name, values in QueryDict(selection).lists()]
    told = [_told(name, values) for name, values in pairs if name != "basis"]
    return "; ".join(told) or "every incident"


def _told(name: str, values: list[str]) -> str:
    if name in PHRASES:
        return PHRASES[name].format(" or ".join(NAMED.get(name, str)(value) for value in values))
    return f"{name.replace('_', ' ')}: {' or '.join(values)}"


def _country(code: str) -> str:
    return names().get(code, code)


def _family(name: str) -> str:
    return next((each.label for each in families() if each.family == name), name)


def _type(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")


NAMED: Mapping[str, Callable[[str], str]] = MappingProxyType({"country": _country, "family": _family, "type": _type})
PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "country": "{}",
        "admin1": "in {}",
        "family": "{}",
        "type": "{}",
        "killed": "at least {} killed",
        "publishers": "at least {} independent publishers",
        "since": "since {}",
        "until": "until {}",
        "actor": "with {}",
        "q": "with the words {}",
        "bbox": "in the box {}",
    }
)
"""The others stand with their name: "status: actual"."""
