"""Borders: "the Turkish border", "Mali's border with Niger", "the Syria-Turkey border"."""

from collections.abc import Iterator, Sequence

from communique.coding.layers import PlaceMention
from communique.coding.places.context import Context
from communique.coding.places.tokens import Tokens
from communique.gazetteer import Gazetteer
from communique.model import Place

MAIN = 0.5
"""Share of what a report names that makes a country its main one."""
BEFORE = 4
"""How many tokens before "border" its countries may stand."""


def read(
    tokens: Tokens, known: Sequence[PlaceMention], context: Context, gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """The borders of a report: regions with no point, on the word "border" itself."""
    for index, word in enumerate(tokens.lower):
        if word in {"border", "frontier"} and tokens.pos[index] in {"NOUN", "PROPN"}:
            sides = _sides(index, tokens, known)
            if len(sides) == 1:
                sides = _other_side(index, sides[0], tokens, known) + sides
            if len(sides) == 1:
                sides = _with_main(sides[0], context, gazetteer)
            if len(sides) > 1:
                yield _mention(index, sides[:2], tokens)


def _sides(index: int, tokens: Tokens, known: Sequence[PlaceMention]) -> list[PlaceMention | str]:
    after = tokens.at(index + 1)
    follow = 6 if after == "between" else 3 if after in {"with", "of"} else 0
    found: list[PlaceMention | str] = []
    for mention in known:
        near = index - BEFORE <= mention.start and mention.end <= index and _joined(mention.end, index, tokens)
        if mention.place.precision == "country" and (near or index < mention.start <= index + follow):
            found.append(mention)
    return found


def _joined(end: int, index: int, tokens: Tokens) -> bool:
    """Whether only hyphens, possessives and adjectives stand between a country and "border"."""
    return all(tokens.text[at] in "-–'s’s/" or tokens.pos[at] in {"PROPN", "ADJ", "PART"} for at in range(end, index))


def _other_side(
    index: int, side: PlaceMention | str, tokens: Tokens, known: Sequence[PlaceMention]
) -> list[PlaceMention | str]:
    """ "Turkish troops massed along the Syrian border": the other country named before in the sentence."""
    country = side.place.country if isinstance(side, PlaceMention) else side
    first = tokens.doc[index].sent.start
    named = [found for found in known if first <= found.start < index and found.place.precision == "country"]
    return next(([found.place.country or ""] for found in reversed(named) if found.place.country != country), [])


def _with_main(side: PlaceMention | str, context: Context, gazetteer: Gazetteer) -> list[PlaceMention | str]:
    """ "The Turkish border" in a report on Syria is Syria's with Turkey."""
    country = side.place.country if isinstance(side, PlaceMention) else side
    for code in context.main():
        entry = gazetteer.country(code)
        if entry is not None and entry.name != country and context.share[code] >= MAIN:
            return [entry.name, side]
    return [side]


def _mention(index: int, sides: Sequence[PlaceMention | str], tokens: Tokens) -> PlaceMention:
    names = [side.place.country or "" if isinstance(side, PlaceMention) else side for side in sides]
    spans = [(side.start, side.end) for side in sides if isinstance(side, PlaceMention)]
    start = min([index, *(first for first, _last in spans)])
    end = max([index + 1, *(last for _first, last in spans)])
    place = Place(
        text=tokens.words(start, end),
        name=f"{names[0]}-{names[1]} border",
        country=names[0] or None,
        precision="region",
        match="context",
    )
    return PlaceMention(
        index, index + 1, place, f"the border of {names[0]} and {names[1]}", "name", spans[0] if spans else None
    )
