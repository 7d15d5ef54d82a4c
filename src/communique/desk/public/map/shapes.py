"""The shape of each family, told apart without any colour."""

import functools
from importlib import resources

import yaml
from django.utils.html import format_html
from django.utils.safestring import SafeString

from communique.desk.archive.families import families


@functools.cache
def shapes() -> dict[str, str]:
    """The SVG path of each family, in a box of 16 by 16. Raises ``ValueError`` where a family has none, or has another's."""
    text = resources.files("communique.desk.public.map").joinpath("data/shapes.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    if set(found) != {each.family for each in families()} or len(set(found.values())) != len(found):
        raise ValueError("shapes.yaml: give every family a shape of its own")
    return found


def drawn_shape(family: str, colour: str) -> SafeString:
    """A shape for a legend; beside it stands the family's name."""
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true"><path d="{}" fill="{}"/></svg>',
        shapes()[family],
        colour,
    )
