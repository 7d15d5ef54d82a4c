"""Normalised actor names from templates: "Military Forces of {state}", "Civilians ({country})"."""

import functools

WITH_ARTICLE = (
    "United",
    "Netherlands",
    "Philippines",
    "Maldives",
    "Bahamas",
    "Gambia",
    "Central African Republic",
    "Democratic Republic",
    "Dominican Republic",
    "Republic of the Congo",
    "Czech Republic",
    "Comoros",
    "Seychelles",
    "Soviet Union",
    "Marshall Islands",
    "Solomon Islands",
    "Palestinian",
    "Vatican",
)
"""Beginnings of the country names that English writes with "the" after "of"."""


@functools.lru_cache(maxsize=4096)
def of_state(country: str) -> str:
    """The country's name as it stands after "of": "Mali", "the United States"."""
    return f"the {country}" if country.startswith(WITH_ARTICLE) else country


@functools.lru_cache(maxsize=16384)
def fill(template: str | None, country: str | None, identity: str | None = None) -> str | None:
    """A template's name for a country; null where it needs a country that is not known."""
    if template is None or (country is None and ("{country}" in template or "{state}" in template)):
        return None
    if country is None:
        return template
    return template.format(state=of_state(country), country=country, identity=identity or "")


def government(country: str) -> str:
    """The name of a state's government."""
    return f"Government of {of_state(country)}"


def military(country: str) -> str:
    """The name of a state's armed forces."""
    return f"Military Forces of {of_state(country)}"
