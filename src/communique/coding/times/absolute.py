"""Readers of dates by their numbers and months: each takes a scene and a range of tokens, and gives a meaning or None."""

from dataclasses import replace
from datetime import date

from communique.coding.numbers.words import words as number_words
from communique.coding.times import calendar
from communique.coding.times.calendar import UNKNOWN, Stretch
from communique.coding.times.scene import Meaning, Scene
from communique.coding.times.words import ordinal

LEADS = "isFbZkjKf~eLXt8<>&6("
"""Classes before a bare "May" or "March" that show it to be a month."""
WIRE_YEARS = range(80, 100)
"""Two-digit years written without an apostrophe, as the wire services dated reports before 2000."""
YEARS = range(1800, 2101)
FIXED = 2
"""Parts of the rule of a holiday with a fixed date: month and day."""
SOON, LONG_AGO = 95, 270
"""Days: in a sentence of neither past nor future, a day so near ahead is taken before one so long ago."""


def _day(when: date, rule: str, *, partial: bool = False) -> Meaning:
    return Meaning("date", when.isoformat(), calendar.day(when), rule, partial)


def iso_date(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "2013-01-11"."""
    numbers = [int(scene.lowers[i]) for i in range(start, end) if scene.classes[i] in "Yn"]
    when = calendar.make(*numbers) if len(numbers) == 3 else None
    return _day(when, "iso date") if when else None


def numeric_date(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "25/01/2013", "25.01.2013"; where day and month cannot be told apart, the words are kept unresolved."""
    mark = next(mark for mark in "/.-" if mark in scene.lowers[start])
    first, second, third = (int(part) for part in scene.lowers[start].split(mark))
    if first > 31:
        when = calendar.make(first, second, third)
    elif third < 32 and third > 0 and mark == "-":
        return None
    else:
        year = third if third > 99 else third + (2000 if third < 40 else 1900)
        if mark == "/" and first <= 12 and second <= 12 and first != second:
            return Meaning("date", None, UNKNOWN, "numeric date, day and month ambiguous")
        day_first = mark == "." or first > 12
        when = calendar.make(year, second, first) if day_first else calendar.make(year, first, second)
    return _day(when, "numeric date") if when else None


def famous_day(scene: Scene, start: int, end: int) -> Meaning | None:
    """A day known by its numbers, "9/11"."""
    return _day(date(*scene.lists.famous[scene.lowers[start]]), "day known by its numbers")


def _month_parts(scene: Scene, start: int, end: int) -> tuple[int, int | None, int | None]:
    """Month, day and year in a range; a two-digit year is made four digits."""
    at = scene.find(start, end, "M")
    assert at is not None  #  every form that comes here has a month
    day: int | None = None
    year: int | None = None
    for index in range(start, end):
        letter = scene.classes[index]
        if letter == "Y":
            year = int(scene.lowers[index])
        elif letter == "O":
            day = ordinal(scene.lowers[index])
        elif letter in "nN" and day is None:
            day = int(scene.lowers[index])
        elif letter in "nN" and scene.lowers[index].isdigit():
            year = int(scene.lowers[index])
    return scene.value(at), day, year


def full_date(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "January 11, 2013", "18 FEB 90"."""
    month, day, year = _month_parts(scene, start, end)
    if day is None or year is None:
        return None
    if year < 100:
        marked = scene.classes[end - 2] == "`"
        if not marked and year not in WIRE_YEARS:
            return None
        year += 1900 if year >= 40 else 2000
    when = calendar.make(year, month, day)
    return _day(when, "date with year") if when and year in YEARS else None


def day_and_month(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "January 11": the latest not after publication, or the next one where the sentence looks ahead."""
    month, day, _ = _month_parts(scene, start, end)
    if day is None or calendar.make(2000, month, day) is None:
        return None
    when = nearest(scene, month, day, start, end)
    if when is None:
        return Meaning("date", f"XXXX-{month:02}-{day:02}", UNKNOWN, "day and month without a publication date")
    return _day(when, "day and month, year from publication", partial=True)


def nearest(scene: Scene, month: int, day: int, start: int, end: int) -> date | None:
    """The day of a month in the year that the sentence's outlook asks for."""
    if scene.published is None:
        return None
    outlook = scene.outlook(start, end)
    past, future = _in_years(scene.published, month, day, -1), _in_years(scene.published, month, day, 1)
    if outlook > 0 or past is None:
        return future
    near = future is not None and (future - scene.published).days <= SOON and (scene.published - past).days >= LONG_AGO
    weekday = scene.find(start, end, "D")
    if weekday is not None:
        named = [when for when in (past, future) if when is not None and when.weekday() == scene.value(weekday)]
        if len(named) == 1:
            return named[0]
    if outlook > 0 or past is None:
        return future
    told = outlook < 0 and scene.at(start - 1) in ("8", "i", "s")
    return future if near and not told else past


def _in_years(published: date, month: int, day: int, step: int) -> date | None:
    """The nearest such day up to publication (-1), or from it (+1)."""
    for year in range(published.year, published.year + 9 * step, step):
        when = calendar.make(year, month, day)
        if when is not None and (when >= published if step > 0 else when <= published):
            return when
    return None


def day_range(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "June 3-5", "3 to 5 May 2012"."""
    at = scene.find(start, end, "M")
    year_at = scene.find(start, end, "Y")
    days = [int(scene.lowers[i]) for i in range(start, end) if scene.classes[i] == "n"]
    if at is None or len(days) != 2 or days[0] >= days[1]:
        return None
    month = scene.value(at)
    if year_at is not None:
        last = calendar.make(int(scene.lowers[year_at]), month, days[1])
    else:
        last = nearest(scene, month, days[1], start, end)
    if last is None:
        return Meaning("date", None, UNKNOWN, "range of days without a publication date")
    return Meaning(
        "date",
        last.replace(day=days[0]).isoformat(),
        calendar.between(last.replace(day=days[0]), last),
        "range of days",
    )


def modifier(scene: Scene, start: int, end: int) -> str | None:
    """The third of a stretch that "early", "mid", "the end of" name."""
    at = scene.find(start, end, "eB")
    if at is None:
        return None
    word = scene.lowers[at]
    if word in ("early", "beginning", "start", "outset", "turn"):
        return "early"
    if word in ("late", "end", "close"):
        return "late"
    return "mid" if word in ("mid", "mid-", "middle", "midway", "height") else None


def part_of(scene: Scene, start: int, end: int, whole: Stretch) -> Stretch:
    """The stretch, or the third of it that its modifier names."""
    which = modifier(scene, start, end)
    return calendar.third(whole, which) if which else whole


def month(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "March 2012", "last March", "in September"."""
    at = scene.find(start, end, "M")
    year_at = scene.find(start, end, "Y")
    if (
        at is None
        or (end - start == 1 and not _is_month(scene, at))
        or (scene.classes[start] == "h" and end - start == 2)
    ):
        return None
    number = scene.value(at)
    year = int(scene.lowers[year_at]) if year_at is not None else _year_of_month(scene, number, start, end)
    if year is None or year not in YEARS:
        return Meaning("date", f"XXXX-{number:02}", UNKNOWN, "month without a publication date")
    rule = "month with year" if year_at is not None else "month, year from publication"
    when = part_of(scene, start, end, calendar.month(year, number))
    return Meaning("date", f"{year:04}-{number:02}", when, rule, year_at is None)


def _is_month(scene: Scene, at: int) -> bool:
    """Whether a word that is also a verb or a name is a month: only where the words round it say so."""
    if scene.lowers[at] not in scene.lists.capital_only:
        return True
    before = scene.at(at - 1)
    if scene.lowers[at] == "march" and before == "h":
        return scene.describes(at)
    return scene.lowers[at] in ("may", "march") and before != "" and before in LEADS


def _year_of_month(scene: Scene, number: int, start: int, end: int) -> int | None:
    published = scene.published
    if published is None:
        return None
    lead = scene.find(start, end, "LXtV")
    letter = scene.classes[lead] if lead is not None else ""
    if letter == "t":
        return published.year
    if letter in ("L", "V"):
        return published.year - (1 if number >= published.month else 0)
    if letter == "X":
        return published.year + (1 if number <= published.month else 0)
    outlook = scene.outlook(start, end)
    if outlook > 0:
        return published.year + (1 if number < published.month else 0)
    before = scene.at(start - 1)
    ahead = before in ("b", "Z", "j") or (outlook == 0 and before not in ("s", "i"))
    if ahead and (number - published.month) % 12 <= SOON // 30:
        return published.year + (1 if number < published.month else 0)
    return published.year - (1 if number > published.month else 0)


def month_of_year(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "June last year"."""
    if scene.value(end - 1) != "Y" or scene.published is None:
        return None
    lead = scene.find(start, end, "tLX")
    assert lead is not None  #  the form has one
    year = scene.published.year + {"t": 0, "L": -1, "X": 1}[scene.classes[lead]]
    number = scene.value(start)
    return Meaning("date", f"{year:04}-{number:02}", calendar.month(year, number), "month of a year beside")


def year(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "in 2012", "early 1990"; not four digits that count or name a thing."""
    number = int(scene.lowers[end - 1])
    if number not in YEARS or (scene.lowers[start - 1 if start else 0] in number_words().labels - {"year"} and start):
        return None
    if end - start == 1 and (scene.counts_things(start) or scene.at(start - 1) in ("`",)):
        return None
    when = part_of(scene, start, end, calendar.year(number))
    return Meaning("date", f"{number:04}", when, "year")


def spelt_year(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "nineteen ninety-six"."""
    values = [number_words().cardinals.get(scene.lowers[i], 0) for i in range(start, end) if scene.classes[i] == "m"]
    if values[0] not in (18, 19) or not 10 <= sum(values[1:]) <= 99 or len(values) > 3:
        return None
    number = values[0] * 100 + sum(values[1:])
    return Meaning("date", f"{number:04}", calendar.year(number), "year in words")


def fused(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "mid-2014", "pre-2011": one token for the parser."""
    stem, _, digits = scene.lowers[start].rpartition("-")
    number = int(digits[:4])
    if number not in YEARS:
        return None
    if digits.endswith("s"):
        whole, value = calendar.years(number, number + 9), f"{number // 10:03}"
    else:
        whole, value = calendar.year(number), f"{number:04}"
    if stem == "mid":
        return Meaning("date", value, calendar.third(whole, "mid"), "middle of a year")
    before = Stretch(None, date(number - 1, 12, 31), "span")
    open_end = before if stem == "pre" else Stretch(date(number + 1, 1, 1), None, "span")
    return Meaning("date", value, open_end, f"{stem} a year")


def decade(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the 1980s", "the late '70s", "the nineties"."""
    word = scene.lowers[end - 1]
    if scene.classes[end - 1] == "z":
        if scene.classes[start] != "h":
            return None
        first = 1900 + int(scene.value(end - 1))
    else:
        digits = int(word[:-1])
        if digits < 100 and scene.at(end - 2) != "`":
            return None
        first = digits if digits >= 1000 else 1900 + digits
    when = part_of(scene, start, end, calendar.years(first, first + 9))
    return Meaning("date", f"{first // 10:03}", when, "decade")


def century(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the 20th century"."""
    number_at = scene.find(start, end, "O")
    if scene.value(end - 1) != "C" or number_at is None:
        return None
    number = ordinal(scene.lowers[number_at])
    if number is None or not 1 <= number <= 21:
        return None
    when = part_of(scene, start, end, calendar.years(number * 100 - 99, number * 100))
    return Meaning("date", f"{number - 1:02}", when, "century")


def holiday(scene: Scene, start: int, end: int) -> Meaning | None:
    """A holiday, in the year that its outlook asks for; a year after it is read by the driver."""
    rule = scene.phrases[start][1]
    if len(rule) != FIXED:
        return _moveable(scene, start, end, rule)
    month_number, day = rule
    when = nearest(scene, month_number, day, start, end)
    if when is None:
        return Meaning("date", f"XXXX-{month_number:02}-{day:02}", UNKNOWN, "holiday without a publication date")
    return _day(when, "holiday with a fixed date", partial=True)


def _moveable(scene: Scene, start: int, end: int, rule: tuple[int, ...]) -> Meaning | None:
    """A holiday on the nth weekday of a month, or so many days from Easter."""
    if scene.published is None:
        return Meaning("date", None, UNKNOWN, "holiday without a publication date")
    days = [calendar.feast(scene.published.year + step, rule) for step in (-1, 0, 1)]
    if scene.is_future(start, end):
        return _day(min(day for day in days if day >= scene.published), "moveable holiday")
    return _day(max(day for day in days if day <= scene.published), "moveable holiday")


def season(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "last fall", "the summer of 2012"; northern hemisphere."""
    at = scene.find(start, end, "S")
    assert at is not None  #  the form has one
    name = scene.value(at)
    year_number = _year_of_season(scene, start, end, at, name)
    if year_number is None:
        return None
    when = part_of(scene, start, at, calendar.season(year_number, name))
    return Meaning("date", f"{year_number:04}-{name}", when, "season")


def _year_of_season(scene: Scene, start: int, end: int, at: int, name: str) -> int | None:
    year_at = scene.find(start, end, "Y")
    if year_at is not None:
        return int(scene.lowers[year_at])
    bare = scene.classes[start:end] == "hS"
    if scene.published is None or (bare and (scene.at(start - 1) not in "is~bZ" or scene.at(end) == "f")):
        return None
    if scene.classes[end - 1] == "u" and at < end - 1:
        return scene.published.year + {"L": -1, "t": 0}[scene.classes[end - 2]] if scene.value(end - 1) == "Y" else None
    first = date(scene.published.year, calendar.SEASONS[name][0], 1)
    if scene.find(start, at, "X") is not None or (bare and scene.is_future(start, end)):
        return first.year + (1 if first <= scene.published else 0)
    if scene.find(start, at, "t") is not None:
        return first.year
    closed = calendar.season(first.year, name).end if scene.find(start, at, "L") is not None else first
    return first.year - (0 if closed is not None and closed <= scene.published else 1)


def quarter(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the third quarter of 2012", "last quarter", "next year's first quarter", "the year-ago quarter"."""
    if scene.published is None or not any(_is_unit(scene, at, "Q") for at in range(start, end)):
        return None
    ordinal_at = scene.find(start, end, "O")
    if ordinal_at is not None:
        number = ordinal(scene.lowers[ordinal_at]) or 0
        return _quarter(_year_of_quarter(scene, start, end, number), number) if 1 <= number <= 4 else None
    if scene.find(start, end, "AR") is not None:
        return year_before_quarter(scene, start) or _quarter_before_last_year(scene.published)
    step = {"L": -1, "X": 1, "t": 0}.get(scene.classes[start])
    if step is None:
        return None
    index = scene.published.year * 4 + _number_of_quarter(scene.published) - 1 + step
    return _quarter(index // 4, index % 4 + 1)


def this_quarter(scene: Scene, start: int, end: int) -> Meaning | None:
    """ "the quarter", "the 1988 quarter": the one last told of."""
    last = scene.quarter_before(start)
    if last is None or not _is_unit(scene, end - 1, "Q"):
        return None
    at = scene.find(start, end, "Y")
    return _quarter(int(scene.lowers[at]) if at is not None else last.year, _number_of_quarter(last))


def _quarter_before_last_year(published: date) -> Meaning | None:
    """The quarter a year before the last one that was over at publication."""
    index = published.year * 4 + _number_of_quarter(published) - 2
    return _quarter(index // 4 - 1, index % 4 + 1)


def year_before_quarter(scene: Scene, start: int) -> Meaning | None:
    """ "a year earlier", where a quarter was told of: the same quarter of the year before."""
    told = scene.quarter_before(start)
    found = _quarter(told.year - 1, _number_of_quarter(told)) if told else None
    return replace(found, rule="quarter of the year before") if found else None


def _is_unit(scene: Scene, at: int, unit: str) -> bool:
    return scene.classes[at] == "u" and bool(scene.value(at) == unit)


def _number_of_quarter(when: date) -> int:
    return (when.month + 2) // 3


def _quarter(year_number: int, number: int) -> Meaning | None:
    if year_number not in YEARS:
        return None
    return Meaning("date", f"{year_number:04}-Q{number}", calendar.quarter(year_number, number), "quarter")


def _year_of_quarter(scene: Scene, start: int, end: int, number: int) -> int:
    assert scene.published is not None  #  asked by the caller
    year_at = scene.find(start, end, "Y")
    if year_at is not None:
        return int(scene.lowers[year_at])
    if scene.find(start, end, "AR") is not None:
        return (scene.quarter_before(start) or scene.published).year - 1
    beside = scene.find(start, end, "tLX")
    if beside is not None:
        return scene.published.year + {"t": 0, "L": -1, "X": 1}[scene.classes[beside]]
    return scene.published.year - (1 if number > _number_of_quarter(scene.published) else 0)
