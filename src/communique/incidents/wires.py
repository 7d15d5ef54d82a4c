"""The news agency that a text names as where it comes from; ``data/wires.yaml`` lists the known ones."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.model import Report

DATELINE = re.compile(r"^[^\n(]{2,80}\(\s*([A-Z][^()\n]{1,40}?)\s*\)\s*[-–—:]", re.MULTILINE)
"""``MOGADISHU, Feb 14, 2022 (Horn Wire) -``: place, day, who it comes from."""
HEAD, TAIL = 600, 300
"""Characters in which a credit may stand alone: the first and the last lines."""


class WiresError(ValueError):
    """A list of agencies that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Wires:
    """Every form of a name to the name, and the patterns of credits made of them."""

    names: Mapping[str, str]
    alone: re.Pattern[str]
    relayed: re.Pattern[str]


def parse(data: Any) -> Wires:
    """The list of parsed YAML. Raises ``WiresError``."""
    agencies = data.get("agencies") if isinstance(data, dict) else None
    if not isinstance(agencies, dict) or not all(isinstance(forms, list) for forms in agencies.values()):
        raise WiresError("give a mapping 'agencies' of names, each with a list of further forms")
    names = {form: name for name, forms in agencies.items() for form in (name, *forms)}
    any_form = "|".join(re.escape(form) for form in sorted(names, key=lambda form: (-len(form), form)))
    alone = re.compile(
        rf"\((?:[^()\n]{{0,30}}[\s/])?({any_form})(?:/[^()\n]{{1,30}})?\)|^\W*(?:By )?({any_form})\W*$", re.MULTILINE
    )
    relayed = re.compile(
        rf"\b({any_form})(?: news agency| newswire)? (?:reported|reports|has reported|quoted|cited)\b"
        rf"|\b(?:told|reported by|according to|quoted by|cited by) (?:the )?({any_form})\b"
    )
    return Wires(names, alone, relayed)


@functools.cache
def load_wires() -> Wires:
    """The packaged list. Raises ``WiresError``."""
    source = resources.files("communique.incidents").joinpath("data/wires.yaml")
    return parse(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))


def wire_of(report: Report) -> str | None:
    """The agency by its name in the list; else the name in the credit after place and day; null where no credit is."""
    wires = load_wires()
    if report.publisher is not None and report.publisher in wires.names:
        return wires.names[report.publisher]
    edges = "\n".join((report.text[:HEAD], report.text[-TAIL:], *(part.text for part in report.boilerplate)))
    for pattern, text in ((wires.alone, edges), (wires.relayed, report.text)):
        found = pattern.search(text)
        if found is not None:
            return wires.names[found[1] or found[2]]
    dateline = DATELINE.search(report.text[:HEAD])
    return dateline[1] if dateline else None
