"""Readers of times told from the day of publication or from the day last told of."""

from datetime import date, timedelta

from communique.coding.times import calendar
from communique.coding.times.absolute import modifier, part_of, year_before_quarter
from communique.coding.times.calendar import UNKNOWN, Stretch
from communique.coding.times.lengths import part_value, value_of
from communique.coding.times.scene import Meaning, Scene

NOT_DAYS = frozenset(("bloody", "black", "good", "ash", "palm", "holy", "easter", "cyber", "super"))
"""Before a weekday these make the name of a certain day in history or the church year."""
BESIDE = 2
"""Tokens: "on Sunday, six days after fighters took it" dates the taking, six days before the Sunday it stands beside."""

SAID_BEFORE = 80
"""Tokens: two or three sentences."""
SAME_SENTENCE = 25
"""Tokens: "a day after" something is dated from a day told only so near before it."""
ONE_DAY = timedelta(days=1)


def _dated(when: date, rule: str, part: str | None = None) -> Meaning:
    kind, value = ("time", f"{when.isoformat()}{part_value(part)}") if part else ("date", when.isoformat())
    return Meaning("time" if kind == "time" else "date", value, calendar.day(when), rule)


def _part(scene: Scene, start: int, end: int) -> str | None:
    at = scene.find(start, end, "P")
    return str(scene.value(at)) if at is not None else None


def weekday(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "Tuesday", "last Friday", "next Monday", "late Monday night"."""
    at = scene.find(start, end, "D")
    assert at is not None  #  the form has one
    if start and scene.lowers[start - 1] in NOT_DAYS:
        return None
    number = scene.value(at)
    if scene.published is None:
        return Meaning("date", f"XXXX-WXX-{number + 1}", UNKNOWN, "weekday without a publication date")
    when, rule = _weekday(scene, start, at, number)
    if when is None:
        return Meaning("date", None, UNKNOWN, "weekday beside an unknown day")
    return _dated(when, rule, "NI" if scene.classes[start] == "0" else _part(scene, at, end))


def _weekday(scene: Scene, start: int, at: int, number: int) -> tuple[date | None, str]:
    published = scene.published
    assert published is not None  #  asked by the caller
    letters = scene.classes[start:at]
    if "G" in letters or "V" in letters:
        base = scene.before(start)
        step = 1 if "G" in letters else -1
        return (
            calendar.nearest_weekday(base, number, step, strict=True) if base else None
        ), "weekday beside the day last told of"
    if "X" in letters:
        return calendar.nearest_weekday(published, number, 1, strict=True), "next weekday after publication"
    if "L" in letters:
        return calendar.nearest_weekday(published, number, -1, strict=True), "last weekday before publication"
    if scene.is_future(start, at + 1):
        return calendar.nearest_weekday(published, number, 1, strict=False), "weekday ahead of publication"
    return calendar.nearest_weekday(published, number, -1, strict=False), "latest weekday up to publication"


def part_of_weekday(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the night of Friday"."""
    found = weekday(scene, end - 1, end)
    if found is None or found.when.start is None:
        return found
    return _dated(found.when.start, found.rule, _part(scene, start, end))


def named_day(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "yesterday", "tomorrow morning"."""
    at = scene.find(start, end, "T")
    assert at is not None  #  the form has one
    word = scene.lowers[at]
    if scene.published is None:
        return Meaning("date", None, UNKNOWN, f"{word} without a publication date")
    when = scene.published + timedelta(days=scene.value(at))
    return _dated(when, f"{word}, from publication", "NI" if word == "tonight" else _part(scene, at, end))


def day_beside(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the day before yesterday"."""
    found = named_day(scene, end - 1, end)
    if found is None or found.when.start is None or scene.value(start + 1) != "D":
        return None
    step = -ONE_DAY if scene.classes[end - 2] == "<" else ONE_DAY
    return _dated(found.when.start + step, "day beside a named day")


def overnight(scene: Scene, start: int, end: int) -> Meaning | None:
    """The night before publication, which is of two days."""
    if scene.published is None:
        return Meaning("time", None, UNKNOWN, "overnight without a publication date")
    when = calendar.between(scene.published - ONE_DAY, scene.published)
    return Meaning("time", f"{scene.published.isoformat()}TNI", when, "night before publication")


def weekend(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the weekend", "next weekend"."""
    if scene.published is None:
        return Meaning("date", None, UNKNOWN, "weekend without a publication date")
    if end - start == 1 and scene.at(start - 1) not in "8~isZb":
        return None
    letters = scene.classes[start:end]
    if "x" in letters or "G" in letters:
        return Meaning("date", None, UNKNOWN, "weekend told of before")
    when = calendar.weekend(scene.published)
    if when.start is not None and ("X" in letters or scene.is_future(start, end)):
        when = calendar.between(when.start + timedelta(days=7), when.start + timedelta(days=8))
    year, week, _ = (when.start or scene.published).isocalendar()
    return Meaning("date", f"{year:04}-W{week:02}-WE", when, "weekend beside publication")


def ago(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "a week ago" is the day; "four years ago" the calendar year; "months ago" is only the past."""
    unit_at = scene.find(start, end, "uU")
    assert unit_at is not None  #  the form has one
    unit, number = str(scene.value(unit_at)), scene.number(start, unit_at)
    if scene.find(start, end, "6") is not None:
        number = None
    if scene.classes[unit_at + 1] == "=" and number is None:
        number = 1
    if number is None or scene.published is None or scene.lowers[start] == "more":
        return Meaning("date", "PAST_REF", UNKNOWN, "time ago, not told exactly")
    compared = year_before_quarter(scene, start) if (unit, number) == ("Y", 1) else None
    return compared or _ago(scene.published, unit, number)


def _ago(published: date, unit: str, number: float) -> Meaning | None:
    if number != int(number) and unit == "Y":
        unit, number = "M", number * 12
    count = int(number)
    then = calendar.add(published, unit, -count)
    if then is None or then.year < 1:
        return Meaning("date", "PAST_REF", UNKNOWN, "time ago, outside the calendar")
    rule = "time ago, from publication"
    if unit in ("Y", "E", "C"):
        return Meaning("date", f"{then.year:04}", calendar.year(then.year), rule)
    if unit in ("M", "Q"):
        return Meaning("date", f"{then.year:04}-{then.month:02}", calendar.month(then.year, then.month), rule)
    if unit in ("W", "F"):
        when = calendar.day(then) if (unit, count) == ("W", 1) else calendar.week(then)
        return Meaning("date", week_value(then), when, rule)
    return Meaning("date", then.isoformat(), calendar.day(then), rule)


def week_value(when: date) -> str:
    """The TIMEX3 value of a week."""
    year, week, _ = when.isocalendar()
    return f"{year:04}-W{week:02}"


def earlier(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "two days later", "the day before", "a year earlier": from the day last told of, if there is one."""
    unit_at = scene.find(start, end, "uU")
    assert unit_at is not None  #  the form has one
    unit = str(scene.value(unit_at))
    number = 1.0 if scene.classes[start] == "h" else scene.number(start, unit_at)
    step = 1 if scene.classes[end - 1] in "r>" else -1
    if scene.classes[end - 1] in "<>" and scene.last_day is not None and start - scene.last_day[1] <= BESIDE:
        step = -step
    rule = "so long beside the day last told of"
    if number is None and scene.classes[end - 1] in "Rr":
        return Meaning("duration", value_of(unit, None), UNKNOWN, rule)
    if number is None or number != int(number) or unit not in "DWMYFEC":
        vague = value_of(unit, number) if scene.classes[end - 1] in "<>" else None
        return Meaning("date", vague, UNKNOWN, rule)
    if (unit, number, scene.classes[end - 1]) == ("Y", 1, "R"):
        compared = year_before_quarter(scene, start)
        if compared is not None:
            return compared
    length = (unit, step * int(number))
    base = scene.before(start, SAME_SENTENCE if scene.classes[end - 1] in "<>" else 80)
    counted = value_of(unit, number) if scene.classes[end - 1] in "<>" and scene.classes[start] != "h" else None
    if base is None:
        return Meaning("date", counted or _guess(scene, *length), UNKNOWN, rule, length=length)
    found = shifted(base, *length)
    return Meaning(found.kind, counted or found.value, found.when, rule, length=length) if found else None


def _guess(scene: Scene, unit: str, number: int) -> str | None:
    """The TIMEX3 value of "a year earlier" with nothing before it: from publication."""
    found = shifted(scene.published, unit, number) if scene.published else None
    return found.value if found else None


def shifted(base: date, unit: str, number: int) -> Meaning | None:
    """A day moved; a week or more keeps the grain of its unit."""
    then = calendar.add(base, unit, number)
    if then is None:
        return None
    if unit in "YEC":
        return Meaning("date", f"{then.year:04}", calendar.year(then.year))
    if unit == "M":
        return Meaning("date", f"{then.year:04}-{then.month:02}", calendar.month(then.year, then.month))
    return Meaning("date", then.isoformat(), calendar.day(then))


def unit_beside(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "last week", "earlier this month", "the past year", "the next day", "that day"."""
    unit = str(scene.value(end - 1))
    letters = scene.classes[start:end]
    if "G" in letters or "x" in letters or "V" in letters or (unit == "D" and "X" in letters):
        return _beside_previous(scene, start, letters, unit)
    if scene.published is None:
        return Meaning("date", None, UNKNOWN, "unit beside publication, which is not known")
    if "L" in letters and unit != "Q" and (scene.lowers[end - 2] == "past" or "h" in letters):
        return _rolling(scene, unit, start, end)
    step = -1 if "L" in letters else 1 if "X" in letters else 0
    whole = _whole_unit(scene.published, unit, step)
    if whole is None:
        return None
    value, when = whole
    return Meaning("date", value, _narrowed(scene, start, end, when), "unit beside publication")


def _beside_previous(scene: Scene, start: int, letters: str, unit: str) -> Meaning | None:
    step = 1 if "G" in letters or "X" in letters else -1 if "V" in letters else 0
    rule = "unit beside the day last told of"
    base = scene.before(start) or (scene.published if step == -1 else None) or _told(scene, start, unit)
    if base is None:
        return Meaning("date", None, UNKNOWN, rule)
    found = _whole_unit(base, unit, step)
    return Meaning("date", found[0], found[1], rule) if found else None


def _told(scene: Scene, start: int, unit: str) -> date | None:
    """For "that year" and "the following month": the year or month last told of."""
    grains = {"Y": ("year", "month", "day", "days", "week"), "M": ("month", "day", "days", "week")}.get(unit, ())
    if scene.last_date is None or start - scene.last_date[2] > SAID_BEFORE or scene.last_date[1] not in grains:
        return None
    return scene.last_date[0]


def whole_unit(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "for the week", "by the end of the year": that of publication."""
    unit = str(scene.value(end - 1))
    if scene.published is None or unit not in ("W", "M", "Y") or scene.at(end) in ("f", "s", "<", ">", "B", "="):
        return None
    late = end - start > len("hu")
    if not late and scene.at(start - 1) != "F":
        return None
    if late and scene.outlook(start, end) < 0 and scene.at(start - 1) not in ("b", "Z"):
        return None
    if scene.lowers[end : end + 1] in (["ended"], ["ending"], ["through"]):
        return Meaning("duration", value_of(unit, 1), UNKNOWN, "length")  # the date beside says which
    found = _whole_unit(scene.published, unit, 0)
    return Meaning("date", found[0], part_of(scene, start, end, found[1]), "unit of publication") if found else None


def unit_end(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "year-end", "the year's end"."""
    at = scene.find(start, end, "u")
    assert at is not None  #  the form has one
    unit = str(scene.value(at))
    if scene.published is None or unit not in ("M", "Y") or scene.lowers[end - 1] != "end":
        return None
    found = _whole_unit(scene.published, unit, 0)
    return Meaning("date", found[0], calendar.third(found[1], "late"), "end of the unit") if found else None


def _whole_unit(base: date, unit: str, step: int) -> tuple[str, Stretch] | None:
    """The day, week, month, quarter, year, decade or century so many after that of a day."""
    then = calendar.add(base, unit, step)
    if then is None:
        return None
    if unit == "D":
        return then.isoformat(), calendar.day(then)
    if unit in "WF":
        return week_value(then), calendar.week(then)
    if unit == "M":
        return f"{then.year:04}-{then.month:02}", calendar.month(then.year, then.month)
    if unit == "Q":
        number = (then.month + 2) // 3
        return f"{then.year:04}-Q{number}", calendar.quarter(then.year, number)
    if unit == "Y":
        return f"{then.year:04}", calendar.year(then.year)
    span = {"E": 10, "C": 100}.get(unit)
    if span is None:
        return None
    first = then.year // span * span
    return f"{then.year // span:02}", calendar.years(max(first, 1), first + span - 1)


def _rolling(scene: Scene, unit: str, start: int, end: int) -> Meaning | None:
    """ "the past week", "in the last year": so long up to publication."""
    published = scene.published
    assert published is not None  #  asked by the caller
    first = calendar.add(published, unit, -1)
    if first is None or unit in ("TS", "TM", "TH"):
        return Meaning("duration", None, UNKNOWN, "unit up to publication")
    if modifier(scene, start, end) or scene.find(start, end, "t") is not None:
        found = _whole_unit(published, unit, -1)
        return (
            Meaning("date", found[0], _narrowed(scene, start, end, found[1]), "unit before publication")
            if found
            else None
        )
    return Meaning(
        "duration", value_of(unit, 1), Stretch(first, published, "span"), "unit up to publication", length=(unit, 1)
    )


def _narrowed(scene: Scene, start: int, end: int, whole: Stretch) -> Stretch:
    """ "earlier this month" ends the day before publication; "later this month" begins the day after."""
    published = scene.published
    if published is None or whole.start is None or whole.end is None:
        return whole
    if scene.find(start, end, "R") is not None and whole.start < published <= whole.end:
        return Stretch(whole.start, published - ONE_DAY, whole.precision)
    if scene.find(start, end, "r") is not None and whole.start <= published < whole.end:
        return Stretch(published + ONE_DAY, whole.end, whole.precision)
    return part_of(scene, start, end, whole)


def day_of(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "earlier in the day" is the day last told of; "earlier in the year" the year of publication."""
    unit = str(scene.value(end - 1))
    if unit == "D":
        base = scene.before(start)
        when = calendar.day(base) if base else UNKNOWN
        return Meaning("date", base.isoformat() if base else None, when, "the day last told of")
    found = _whole_unit(scene.published, unit, 0) if scene.published and unit in "WMY" else None
    if found is None:
        return None
    return Meaning("date", found[0], _narrowed(scene, start, end, found[1]), "unit of publication")


def part_beside(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "this morning", "last night", "that night", "the next morning"."""
    letters, part = scene.classes[start:end], _part(scene, start, end)
    if "t" in letters or "L" in letters:
        if scene.published is None:
            return Meaning("time", None, UNKNOWN, "part of a day beside publication, which is not known")
        return _dated(
            scene.published - (ONE_DAY if "L" in letters else 0 * ONE_DAY), "part of a day beside publication", part
        )
    base = scene.before(start)
    if base is None:
        return Meaning("time", None, UNKNOWN, "part of the day last told of")
    step = 1 if "G" in letters or "X" in letters else -1 if "V" in letters else 0
    return _dated(base + step * ONE_DAY, "part of the day last told of", part)
