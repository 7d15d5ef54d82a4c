"""Compare set fills and numbers by value, with the partial credits of scoring guidelines 3.2.4 to 3.2.24."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

WIDER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "GUN": frozenset(("MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE")),
        "EXPLOSIVE": frozenset(
            ("BOMB", "VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL")
        ),
        "BOMB": frozenset(("VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB")),
        "PROJECTILE": frozenset(("MISSILE", "ROCKET")),
    }
)
"""The hierarchy of instrument types (task documentation, 7.8)."""
TYPES = frozenset(("ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE"))
HALF: Mapping[str, frozenset[tuple[str, str]]] = MappingProxyType(
    {
        "INCIDENT: TYPE": frozenset(("ATTACK", kind) for kind in TYPES),
        "INCIDENT: INSTRUMENT TYPE": frozenset((wide, narrow) for wide, under in WIDER.items() for narrow in under),
        "PERP: ORGANIZATION CONFIDENCE": frozenset((("SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"),)),
        "PHYS TGT: TYPE": frozenset((("POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE"),)),
        "PHYS TGT: EFFECT OF INCIDENT": frozenset((("DESTROYED", "SOME DAMAGE"),)),
        "HUM TGT: TYPE": frozenset(
            (
                ("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"),
                ("ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
                ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL"),
            )
        ),
        "HUM TGT: EFFECT OF INCIDENT": frozenset(
            (("NO INJURY", "NO INJURY OR DEATH"), ("NO DEATH", "NO INJURY OR DEATH"))
        ),
    }
)
"""By slot, the pairs (response, key) that are partially correct."""
NUMBER = re.compile(r"(~?)\s*(\d+)\s*(?:(-)\s*(\d*))?")


def set_credit(slot: str, found: str, wanted: Iterable[str]) -> float:
    """1 for the same value, 0.5 for a pair that the guidelines name, else 0."""
    half = HALF.get(slot, frozenset())
    return max((1.0 if found == key else 0.5 if (found, key) in half else 0.0 for key in wanted), default=0.0)


def number_credit(found: str, wanted: Iterable[str]) -> float:
    """1 for the same number, range or ``PLURAL``; 0.5 for one number that anchors the key's range or follows its tilde."""
    return max((_number(found, key) for key in wanted), default=0.0)


def _number(found: str, wanted: str) -> float:
    ours, key = _read(found), _read(wanted)
    if ours == key:
        return 1.0
    single = isinstance(ours, tuple) and isinstance(key, tuple) and ours[0] == ours[2] == ""
    if not single:
        return 0.0
    return 0.5 if ours[1] in (key[1], key[3]) and (key[0] or key[2]) else 0.0


def _read(text: str) -> tuple[str, str, str, str] | str:
    match = NUMBER.fullmatch(text.replace(",", "").strip())
    return (match[1], match[2], match[3] or "", match[4] or "") if match else text.strip()
