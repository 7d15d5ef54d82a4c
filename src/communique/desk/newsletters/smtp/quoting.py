"""Quoted-printable (RFC 2045, 6.7) that keeps marked words whole, so that other words of the same length can be put in their place.

No line begins with a dot, so that nothing is to be doubled for SMTP (RFC 5321, 4.5.2), nor with ``From``, which some systems alter.
"""

import re
from collections.abc import Iterable, Iterator

LONGEST = 76
"""Characters of a line, the soft break's included."""
PLAIN = frozenset(range(33, 127)) - {ord("=")}
BREAK = re.compile("\r\n|\r|\n")
BLANK = frozenset(b" \t")
CODES = [bytes([each]) if each in PLAIN | BLANK else b"=%02X" % each for each in range(256)]


def quoted(text: str, markers: Iterable[str]) -> bytes:
    """The text in UTF-8, quoted, with CRLF; each marker stands in it as it is. Markers are ASCII without ``=`` and blanks."""
    either = re.compile("|".join(re.escape(each) for each in markers) or r"(?!)")
    lines = BREAK.split(text.removesuffix("\n").removesuffix("\r"))
    return b"\r\n".join(_line(_units(line, either)) for line in lines) + b"\r\n"


def _units(line: str, markers: re.Pattern[str]) -> list[bytes]:
    """What must not be broken, in turn: a byte, its code, or a marker. A blank at the end is coded."""
    found, at = [], 0
    for marker in markers.finditer(line):
        found += [*_bytes(line[at : marker.start()]), marker[0].encode("ascii")]
        at = marker.end()
    found += _bytes(line[at:])
    if found and found[-1] in (b" ", b"\t"):
        found[-1] = b"=%02X" % found[-1][0]
    return found


def _bytes(text: str) -> Iterator[bytes]:
    return (CODES[each] for each in text.encode("utf-8"))


def _line(units: list[bytes]) -> bytes:
    """The units, broken softly where they are too long for a line."""
    lines, line = [], bytearray()
    for place, unit in enumerate(units):
        last = place == len(units) - 1
        if line and len(line) + len(unit) > LONGEST - (0 if last else 1):
            lines.append(bytes(line))
            line.clear()
        line += _first(unit, units, place) if not line else unit
    return b"=\r\n".join([*lines, bytes(line)])


def _first(unit: bytes, units: list[bytes], place: int) -> bytes:
    """A unit that begins a line."""
    if unit == b"." or (unit == b"F" and b"".join(units[place : place + 5]) == b"From "):
        return b"=%02X" % unit[0]
    return unit
