"""The styles of the families of types, from ``data/styles.yaml``."""

import functools
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from communique.exports.families import families

LINE, FILL = "ff", "40"
"""Opacity of lines and pins (full) and of the areas' filling (a quarter), so that the map under them can be read."""


class StylesError(ValueError):
    """Colours that cannot be used; the message says what is wrong."""


@functools.cache
def styles() -> Mapping[str, str]:
    """Colour by family, ``bbggrr`` as KML has it. Raises ``StylesError``."""
    source = resources.files("communique.exports.projections.kml") / "data" / "styles.yaml"
    return parse(yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def parse(data: Any) -> Mapping[str, str]:
    """Colours of parsed YAML. Raises ``StylesError`` unless each family has one, as ``#rrggbb``."""
    if not isinstance(data, dict) or set(data) != set(families()):
        raise StylesError(f"give a colour for each of {', '.join(families())}, and nothing else")
    wrong = [name for name, colour in data.items() if not re.fullmatch("#[0-9a-f]{6}", str(colour))]
    if wrong:
        raise StylesError(f"{wrong[0]}: give the colour as #rrggbb")
    return {name: colour[5:7] + colour[3:5] + colour[1:3] for name, colour in data.items()}
