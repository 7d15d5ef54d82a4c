"""Readers of durations, repeated times, clock times and words such as "now"."""

from communique.coding.times import calendar
from communique.coding.times.calendar import UNKNOWN, Stretch
from communique.coding.times.scene import Meaning, Scene

FEW = 3
""" "A few" and "several" are three, as the codebook counts."""
PREPOSED = "i8Zbs~<>F"
"""Classes that stand before a bare "dawn" or "night" used as a time."""
HALF = 0.5
HALVES = {"Y": "Y6M", "TH": "H30M", "TM": "M30S"}
"""Halves are written in the next smaller unit, as ISO 8601 has it."""
NOT_LENGTHS = frozenset(("TS", "Q", "C"))
"""Units that "a" does not measure: "a second", "a quarter", "a century" have other senses."""


def value_of(unit: str, number: float | None) -> str:
    """The TIMEX3 value of a length; an unknown number is ``X``."""
    amount = "X" if number is None else f"{number:g}" if number < 1e6 else str(int(number))
    if unit == "F" and number is not None:
        amount, unit = f"{number * 2:g}", "W"
    if unit in ("E", "C") and number is not None:
        amount, unit = f"{number * (10 if unit == 'E' else 100):g}", "Y"
    if number is not None and number % 1 == HALF and unit in HALVES:
        return f"P{'T' if unit in ('TH', 'TM') else ''}{int(number)}{HALVES[unit]}"
    letter = {"TS": "S", "TM": "M", "TH": "H", "N": "D", "F": "W"}.get(unit, unit)
    return f"P{'T' if unit in ('TS', 'TM', 'TH') else ''}{amount}{letter}"


def recent_units(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "recent weeks": open at the start, up to publication."""
    return Meaning("date", value_of(str(scene.value(end - 1)), None), _up_to_now(scene), "recent time")


def open_units(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "past weeks", "the coming months": open on one side."""
    if scene.classes[end - 2] == "X":
        when = Stretch(scene.published, None, "span") if scene.published else UNKNOWN
        return Meaning("date", value_of(str(scene.value(end - 1)), None), when, "coming time")
    return Meaning("date", "PAST_REF", _up_to_now(scene), "past time") if scene.lowers[end - 2] == "past" else None


def _up_to_now(scene: Scene) -> Stretch:
    return Stretch(None, scene.published, "span") if scene.published else UNKNOWN


def recent(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "recent", of a happening."""
    return Meaning("date", "PAST_REF", UNKNOWN, "word for the past")


def current(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "current", of a happening."""
    return Meaning("date", "PRESENT_REF", UNKNOWN, "word for the present") if scene.lowers[start] == "current" else None


def reference(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "now", "recently", "soon"."""
    if scene.lowers[start] == "soon" and (
        scene.at(end) == ">" or (start and scene.lowers[start - 1] in ("as", "so", "too"))
    ):
        return None
    return Meaning("date", scene.value(start), UNKNOWN, "word for past, present or future")


def reference_phrase(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the future", "right now"."""
    when = _up_to_now(scene) if scene.lowers[start] == "to" else UNKNOWN
    return Meaning("date", scene.phrases[start][1], when, "words for past, present or future")


def relative_length(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the last nine months", "the next two weeks"."""
    unit = str(scene.value(end - 1))
    number = scene.number(start, end - 1)
    value = value_of(unit, number)
    letters = scene.classes[start:end]
    if scene.published is None or not ("L" in letters or "X" in letters) or scene.find(start, end, "VG") is not None:
        return Meaning("duration", value, UNKNOWN, "length beside an unknown day")
    ahead = "X" in letters
    if number is None:
        when = UNKNOWN if ahead else stretch(scene, unit, FEW, ahead=False)
        return Meaning("duration", value, when, "vague length up to publication")
    return Meaning("duration", value, stretch(scene, unit, number, ahead=ahead), "length up to or from publication")


def stretch(scene: Scene, unit: str, number: float, *, ahead: bool) -> Stretch:
    """So long up to publication, or from it; hours are counted in whole days."""
    published = scene.published
    if published is None:
        return UNKNOWN
    step = 1 if ahead else -1
    if unit == "TH":
        unit, number = "D", max(1, -(-number // 24))
    if unit in ("TS", "TM"):
        return calendar.day(published)
    if number != int(number) and unit == "Y":
        unit, number = "M", number * 12
    other = calendar.add(published, unit, step * int(number))
    if other is None:
        return UNKNOWN
    found = calendar.between(published, other) if ahead else calendar.between(other, published)
    return found if unit in ("D", "N") else Stretch(found.start, found.end, "span")


def first_length(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the first nine months"."""
    unit = str(scene.value(end - 1))
    return Meaning("duration", value_of(unit, scene.number(start + 2, end - 1)), UNKNOWN, "length")


def length(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "nine months", "two-week", "a few days"; not an age."""
    unit_at = scene.find(start, end, "uU")
    assert unit_at is not None  #  the form has one
    if scene.at(end) == "o" or scene.classes[end : end + 2] == "=o":
        return None
    unit = str(scene.value(unit_at))
    bare = scene.classes[start:unit_at] == "a"
    if (bare and unit in NOT_LENGTHS) or (
        scene.find(start, unit_at, "Y") is not None and scene.classes[unit_at] == "u"
    ):
        return None
    if bare and start and scene.classes[start - 1] in "nNYm":
        return Meaning("set", value_of(unit, 1), UNKNOWN, "repeated time")
    if unit == "Q" and scene.at(end) == "f":
        return None  # "three-quarters of its food": a fraction
    if bare and scene.at(unit_at + 2) == "g":
        return None
    number = scene.number(start, unit_at)
    lasting = scene.classes[end - 1] == "g" or scene.at(end) == "f"
    if lasting and number and unit in "WMYE" and not scene.is_future(start, end):
        return Meaning(
            "duration", value_of(unit, number), stretch(scene, unit, number, ahead=False), "length up to publication"
        )
    if unit == "Q":
        unit, number = "M", None if number is None else number * 3
    return Meaning(
        "duration", value_of(unit, number), UNKNOWN, "length", length=(unit, -1 if number is None else int(number))
    )


def unit_long(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "year-long", "decades-long"."""
    number = 1 if scene.classes[start] == "u" else None
    unit = str(scene.value(start))
    lasting = stretch(scene, unit, 1, ahead=False) if unit in "WMYE" else UNKNOWN
    when = _up_to_now(scene) if number is None else lasting
    return Meaning("duration", value_of(unit, number), when, "length in an adjective")


def bare_units(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "for weeks", "decades of war": open at the start, up to publication, except of what lies ahead."""
    unit = str(scene.value(start))
    if (unit == "Q" and scene.at(start - 1) == "=") or scene.at(end) == "o" or scene.classes[end : end + 2] == "=o":
        return None
    ahead = scene.lowers[end : end + 2] == ["to", "come"] or scene.is_future(start, end)
    lasting = (unit in "DWMYECF" and scene.at(start - 1) == "F") or (unit in "WMYECF" and scene.at(end) == "f")
    spans = lasting and not ahead
    return Meaning("duration", value_of(unit, None), _up_to_now(scene) if spans else UNKNOWN, "length without a number")


def repeated(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "daily", "every Friday", "Mondays"."""
    letter = scene.classes[end - 1]
    if letter == "l":
        value: str | None = scene.value(start)
    elif letter in "uU":
        number = scene.number(start, end - 1)
        value = value_of(str(scene.value(end - 1)), 1 if number is None else number)
    else:
        value = (
            f"XXXX-WXX-{scene.value(end - 1) + 1}"
            if letter in "dD"
            else "P1D"
            if letter == "P"
            else _each(scene, end - 1)
        )
    return Meaning("set", value, UNKNOWN, "repeated time")


def _each(scene: Scene, at: int) -> str:
    """ "each July", "every summer"."""
    if scene.classes[at] == "M":
        return f"XXXX-{scene.value(at):02}"
    return f"XXXX-{scene.value(at)}" if scene.classes[at] == "S" else "P1W"


def clock(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "10:35 a.m.", "5 p.m. EST", "0700 GMT", "10 o'clock"; the day stands beside it, or is not told."""
    at = scene.find(start, end, "5nNYm")
    if at is None:
        return None
    word = scene.lowers[at]
    marks = set(scene.lowers[at + 1 : end])
    if scene.classes[at] != "5" and not marks & {
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "a.m",
        "p.m",
        "gmt",
        "utc",
        "o'clock",
        "local",
    }:
        return None
    hour, minute = _hour(scene, at, word)
    if hour is None:
        return None
    if marks & {"p.m.", "pm", "p.m"} and hour < 12:
        hour += 12
    if hour > 24 or minute > 59:
        return None
    day = scene.before(start) or scene.published
    return Meaning("time", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02}:{minute:02}", UNKNOWN, "clock time")


def _hour(scene: Scene, at: int, word: str) -> tuple[int | None, int]:
    if scene.classes[at] == "5":
        hour, _, minute = word.partition(":")
        return int(hour) if len(hour) < 3 else None, int(minute[:2])
    if scene.classes[at] == "m":
        value = scene.number(at, at + 1)
        return (int(value) if value is not None else None), 0
    if not word.isdigit():
        whole, _, part = word.partition(".")
        return (int(whole), int(part)) if whole.isdigit() and part.isdigit() and len(part) == 2 else (None, 0)
    number = int(word)
    return (number // 100, number % 100) if len(word) == 4 else (number, 0)


def part_of_day(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "at dawn", "in the morning", "early morning": of no day that is told here."""
    bare = end - start == 1
    if (
        (bare or scene.classes[start] == "h")
        and (start == 0 or scene.at(start - 1) not in PREPOSED)
        and not _at(scene, start)
    ):
        return None
    at = scene.find(start, end, "P")
    assert at is not None  #  the form has one
    told = scene.before(start)
    when = calendar.day(told) if told and scene.published else UNKNOWN
    rule = "part of the day last told of" if when is not UNKNOWN else "part of a day"
    day = told or scene.published
    value = f"{day.isoformat() if day else 'XXXX-XX-XX'}{part_value(str(scene.value(at)))}"
    return Meaning("time", value, when, rule)


def part_value(part: str) -> str:
    """The end of a TIMEX3 value for a part of the day."""
    return "T12:00" if part == "MI" else f"T{part}"


def _at(scene: Scene, start: int) -> bool:
    return start > 0 and scene.lowers[start - 1] in ("at", "before", "after", "past", "towards", "toward", "pre-")
