"""Normal case for upper-case text, letter for letter, so that offsets stay.

Old wires came in capitals, and so do some headlines. Words take the case they mostly have within sentences (word table made
from spacy-lookups-data); unknown words are taken for names; institutions, titles and particles are read from their neighbours.
"""

import re
from dataclasses import dataclass

from communique.reading.lines import is_hard_wrapped
from communique.reading.truecase_words import Words, words

WORD = re.compile(r"[^\W\d_]+")
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
OPENING = frozenset("\"“‘'([")
IN_BRACKETS = re.compile(r"[(\[]([A-Z]{2,8})[)\]]")
VOWELS = frozenset("AEIOUY")
UPPER_SHARE = 0.8
"""Share of capitals among the letters from which a passage is upper case; normal prose has some 4 %."""
FEWEST_LETTERS = 12


@dataclass(slots=True)
class _Word:
    """A run of letters. ``form`` is what it becomes; ``name`` whether it is surely a name, ``open`` whether undecided."""

    start: int
    end: int
    lower: str
    form: str
    name: bool = False
    open: bool = False
    near: bool = False
    """Whether only a blank, or a line end, stands between it and the word before."""


def needs_truecase(text: str) -> bool:
    """Whether a passage is in capitals: at least 12 letters and two words, four of five letters capital."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= FEWEST_LETTERS and upper >= UPPER_SHARE * (upper + lower) and " " in text.strip()


def truecase_where_needed(text: str) -> str:
    """The text with its upper-case paragraphs, or all of it, in normal case; exactly as long."""
    if needs_truecase(text):
        return truecase(text)
    if not any(word.isupper() and len(word) > 3 for word in text.split()):
        return text
    pieces, last = [], 0
    for match in PARAGRAPH.finditer(text):
        for line in _shouted(match):
            pieces += [text[last : line[0]], truecase(text[line[0] : line[1]])]
            last = line[1]
    return "".join([*pieces, text[last:]])


def _shouted(paragraph: re.Match[str]) -> list[tuple[int, int]]:
    """The paragraph, or those of its lines, that are in capitals."""
    if needs_truecase(paragraph[0]):
        return [paragraph.span()]
    lines = re.finditer(r"[^\n]+", paragraph[0])
    offset = paragraph.start()
    return [(offset + line.start(), offset + line.end()) for line in lines if needs_truecase(line[0])]


def truecase(text: str) -> str:
    """Upper-case text in normal case; exactly as long."""
    table = words()
    found = _words(text, table, _acronyms(text))
    _institutions(found, table)
    _names(found, table)
    _titles(found, table)
    _particles(found, table)
    letters = list(text)
    line_ends = not is_hard_wrapped(text)
    for word in found:
        starts = word.form[0].islower() and _starts(text, word.start, line_ends, table)
        form = word.form[0].upper() + word.form[1:] if starts else word.form
        letters[word.start : word.end] = _same_length(text[word.start : word.end], form)
    return "".join(letters)


def _starts(text: str, start: int, line_ends: bool, table: Words) -> bool:
    """Whether a sentence starts here: at the top, after a blank line, a full stop, a dateline's dash, wire mark-up."""
    at = start
    while at and (text[at - 1].isspace() or text[at - 1] in OPENING):
        at -= 1
    gap = text[at:start]
    if not at or gap.count("\n") > 1 or (line_ends and "\n" in gap):
        return True
    last = text[at - 1]
    if not gap[:1].isspace() or (last not in '.!?]"”’)-—' and not last.isspace()):
        return False
    if last == "]":
        bracket = text.rfind("[", max(0, at - 60), at)
        return bracket >= 0 and text[max(0, bracket - 8) : bracket].rstrip()[-1:] in ("", "-", "]")
    if last in "-—":
        return at < 120
    stop = text[at - 2 : at - 1] if last in '"”’)' else last
    return stop in "!?" or (stop == "." and not _abbreviated(text, at, table))


def _abbreviated(text: str, at: int, table: Words) -> bool:
    before = WORD.findall(text[max(0, at - 8) : at])
    return (
        bool(before)
        and text[at - 1] == "."
        and (len(before[-1]) == 1 or before[-1].lower() in table.lists["abbreviations"])
    )


def _same_length(before: str, after: str) -> str:
    """The new form, or the old one where changing its case would change its length (as with İ)."""
    return after if len(after) == len(before) else before


def _acronyms(text: str) -> frozenset[str]:
    """Words that stand in brackets after words with their first and last letters: "LIBERATION FRONT (XLF)"."""
    found = set()
    for match in IN_BRACKETS.finditer(text):
        initials = [word[0] for word in WORD.findall(text[max(0, match.start() - 120) : match.start()])][-9:]
        if match[1][0] in initials and match[1][-1] in initials:
            found.add(match[1])
    return frozenset(found)


def _words(text: str, table: Words, acronyms: frozenset[str]) -> list[_Word]:
    found: list[_Word] = []
    end = 0
    for match in WORD.finditer(text):
        word = _Word(match.start(), match.end(), match[0].lower(), match[0].lower())
        word.near = bool(found) and text[end : match.start()].isspace() and "\n\n" not in text[end : match.start()]
        _decide(word, text, table, acronyms)
        end = match.end()
        found.append(word)
    return found


def _decide(word: _Word, text: str, table: Words, acronyms: frozenset[str]) -> None:
    """The case of a word by itself and the signs beside it."""
    before, after = text[max(0, word.start - 2) : word.start], text[word.end : word.end + 2]
    upper, title = text[word.start : word.end], word.lower[0].upper() + word.lower[1:]
    previous = before[-1:]
    if previous.isdigit():
        word.form = word.lower if word.lower in table.lists["units"] else upper
    elif previous in "'’" and previous and before[:1].isalnum():
        lone = word.start < 3 or not text[word.start - 3].isalpha()
        word.form = title if lone and len(word.lower) > 2 and before[:1].isalpha() else word.lower
        word.name = word.form == title
    elif len(word.lower) == 1:
        half_day = (
            word.lower in "apm" and re.search(r"[AP]\.M\.", text[max(0, word.start - 2) : word.end + 3]) is not None
        )
        keep = (
            word.lower == "i"
            or after[:1] == "."
            or (after[:1] in "'’" and after[1:2].isalpha())
            or word.lower not in "aye"
        )
        word.form = upper if keep and not half_day else word.lower
        word.name = word.form == upper and word.lower != "i"
    elif (
        upper in acronyms
        or (after[:1] == "-" and after[1:2].isdigit() and len(upper) < 4)
        or _unpronounceable(upper, table)
    ):
        word.form, word.name = upper, True
    elif word.lower == "us":
        word.form = upper if _is_country(word, text, table) else word.lower
    elif after[:1] in "'’" and after[1:] == "T" and after:
        word.form = word.lower
    else:
        _look_up(word, title, text, table)


def _is_country(word: _Word, text: str, table: Words) -> bool:
    before = WORD.findall(text[max(0, word.start - 10) : word.start])
    after = WORD.findall(text[word.end : word.end + 16])
    the = bool(before) and before[-1] == "THE"
    return the or (bool(after) and after[0].lower() in table.lists["after_us"])


def _unpronounceable(upper: str, table: Words) -> bool:
    return len(upper) < 6 and not VOWELS & set(upper) and upper.isascii() and upper.lower() not in table.forms


def _look_up(word: _Word, title: str, text: str, table: Words) -> None:
    form = table.forms.get(word.lower)
    if word.lower in table.lists["month_words"]:
        word.form = title if _beside_number(word, text, table) else word.lower
    elif word.lower in table.ambiguous or word.lower in table.lists["articles"]:
        word.open = True
    elif form is not None:
        word.form, word.name = form, form != word.lower
    elif not table.is_small(word.lower):
        word.form, word.name = title, True


def _beside_number(word: _Word, text: str, table: Words) -> bool:
    before, after = text[max(0, word.start - 12) : word.start].rstrip(), text[word.end : word.end + 3].strip()
    last = WORD.findall(before)
    beside = before[-1:].isdigit() or after[:1].isdigit()
    return beside or (bool(last) and before.endswith(last[-1]) and last[-1].lower() in table.lists["before_month"])


def _institutions(found: list[_Word], table: Words) -> None:
    """Capitals for listed pairs, and for modifiers with their head after a name or where there are two of them."""
    heads, modifiers = table.lists["heads"], table.lists["modifiers"]
    lowers = [word.lower for word in found]
    listed = {pair[0] for pair in table.pairs}
    for index, word in enumerate(found):
        if word.lower in listed:
            for pair in table.pairs:
                if tuple(lowers[index : index + len(pair)]) == pair:
                    _capitalise(found[index : index + len(pair)])
        if word.lower in heads and word.near:
            start = index
            while start and found[start].near and found[start - 1].lower in modifiers:
                start -= 1
            named = start > 0 and found[start].near and found[start - 1].name and not _demonym(found[start - 1])
            if index - start >= (1 if named else 2):
                _capitalise(found[start : index + 1])


def _is_proper(word: _Word) -> bool:
    """Whether it is a name that other words may be part of: no demonym, no acronym."""
    return word.name and not _demonym(word) and not word.form.isupper()


def _demonym(word: _Word) -> bool:
    return word.lower.endswith(("an", "ese", "ish", "ian", "i", "ch", "ean"))


def _capitalise(group: list[_Word]) -> None:
    for word in group:
        if not word.form.isupper():
            word.form, word.name, word.open = word.lower[0].upper() + word.lower[1:], True, False


def _names(found: list[_Word], table: Words) -> None:
    """Ambiguous words are names beside names; place nouns are part of the name before them."""
    for index, word in enumerate(found):
        before = found[index - 1] if index and word.near else None
        after = found[index + 1] if index + 1 < len(found) and found[index + 1].near else None
        if word.open and word.lower not in table.lists["articles"]:
            titled = (
                before is not None and before.lower in table.lists["titles"] and before.lower not in table.lists["weak"]
            )
            beside = before is not None and _is_proper(before)
            followed = after is not None and _is_proper(after)
            if titled or beside or (followed and before is not None and before.name):
                _capitalise([word])
        elif before is not None and word.lower in table.lists["after_name"] and _is_proper(before):
            _capitalise([word])


def _titles(found: list[_Word], table: Words) -> None:
    """Capitals for titles before a name; from the right, so that one title carries the next."""
    titles, weak = table.lists["titles"], table.lists["weak"]
    carried = False
    for index in range(len(found) - 2, -1, -1):
        word, after = found[index], found[index + 1]
        if word.lower not in titles or not (
            after.near or word.lower in ("mr", "mrs", "ms", "dr", "gen", "col", "st", "lt", "maj")
        ):
            carried = False
            continue
        named = after.name and not _demonym_before_small(found, index + 1)
        if (named and word.lower not in weak) or (carried and after.form[0].isupper()):
            if word.lower not in table.lists["never"]:
                _capitalise([word])
            carried = True
        elif named and word.lower == "minister":
            _capitalise([word])
            carried = True
        else:
            carried = False


def _demonym_before_small(found: list[_Word], index: int) -> bool:
    after = found[index + 1] if index + 1 < len(found) else None
    return _demonym(found[index]) and after is not None and after.near and not after.name


def _particles(found: list[_Word], table: Words) -> None:
    """Spanish and Arabic particles: "de" small within a name, "La", "El", "San" capital before one."""
    particles, articles = table.lists["particles"], table.lists["articles"]
    for index in range(len(found) - 1, -1, -1):
        word = found[index]
        after = found[index + 1] if index + 1 < len(found) else None
        if word.lower in articles and word.open:
            joined = after is not None and (after.near or after.start - word.end == 1)
            if joined and after is not None and (after.name or after.lower in particles):
                _capitalise([word])
        elif word.lower in particles and index and after is not None and found[index - 1].name and after.name:
            word.form = word.lower
