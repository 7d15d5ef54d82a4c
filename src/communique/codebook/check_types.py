"""What the file of one event type must be like."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from communique.codebook.files import Where
from communique.codebook.vocabulary import (
    ACLED,
    PLOVER,
    ROLES,
    SENSES,
    SLOTS,
    UCDP_QUALIFIES,
    UCDP_VIOLENCE,
)

REQUIRED = ("type", "definition", "choose", "acled", "plover", "cameo", "ucdp", "frame", "examples", "triggers")
NULLABLE = ("acled", "plover")
KEYS = (*REQUIRED, "counterexamples", "extend")
EXTENDABLE = ("type", "extend", "examples", "counterexamples", "triggers")
WORD_KEYS = ("verbs", "nouns", "phrases")
TRIGGER_KEYS = (*WORD_KEYS, "when", "unless", "roles", "weapon", "aggregate", "count")
NAME = re.compile(r"[a-z]+(-[a-z]+)*")
CAMEO = re.compile(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake at a place in a document."""

    where: Where
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a file may refer to."""

    types: frozenset[str]
    built_in_types: frozenset[str]
    frames: frozenset[str]
    classes: frozenset[str]


def event_type(value: Any, file: str, names: Names) -> Iterator[Fault]:
    """The mistakes in the file of an event type; ``file`` is its name, ``types/air-strike.yaml``."""
    if not isinstance(value, dict):
        yield Fault((), "the file must be a mapping that starts with `type:`", "Write `type:` and its name first")
        return
    extends = value.get("extend") is True
    yield from _keys(value, EXTENDABLE if extends else KEYS)
    for key in ("type", "triggers") if extends else REQUIRED:
        if key not in value:
            yield Fault((), f"{key!r} is missing", f"Add `{key}:`" + (" (null for none)" if key in NULLABLE else ""))
    yield from _name(value, file, names, extends)
    yield from _texts(value)
    yield from _crosswalk(value)
    if "frame" in value and not known(value["frame"], names.frames):
        yield Fault(("frame",), f"unknown frame {value['frame']!r}", _did_you_mean(value["frame"], names.frames))
    yield from _examples(value, "examples", anchored=True)
    yield from _examples(value, "counterexamples", anchored=False)
    yield from _triggers(value.get("triggers", []), names)


def known(value: Any, allowed: Container[str]) -> bool:
    """Whether a value is one of some names; a list or mapping never is."""
    return isinstance(value, str) and value in allowed


def _did_you_mean(word: Any, allowed: Any) -> str:
    close = get_close_matches(str(word), sorted(allowed), n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Use one of: {', '.join(sorted(allowed))}"


def _keys(value: Mapping[Any, Any], allowed: tuple[str, ...], where: Where = ()) -> Iterator[Fault]:
    for key in value:
        if key not in allowed:
            yield Fault((*where, str(key)), f"unknown key {key!r}", _did_you_mean(key, allowed))


def _name(value: Mapping[str, Any], file: str, names: Names, extends: bool) -> Iterator[Fault]:
    name = value.get("type")
    if name is None:
        return
    if not isinstance(name, str) or not NAME.fullmatch(name):
        yield Fault(("type",), f"{name!r} is no name for a type", "Use small letters and hyphens: mass-arrest")
    elif file.rpartition("/")[2].rpartition(".")[0] != name:
        yield Fault(("type",), f"type {name!r} is in a file of another name", f"Call the file {name}.yaml")
    elif extends and not known(name, names.built_in_types):
        yield Fault(("extend",), f"no built-in type {name!r} to extend", _did_you_mean(name, names.built_in_types))


def _texts(value: Mapping[str, Any]) -> Iterator[Fault]:
    for key in ("definition", "choose"):
        if key in value and not (isinstance(value[key], str) and value[key].strip()):
            yield Fault((key,), f"{key!r} must be text", "Write a sentence or two")


def _crosswalk(value: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _acled(value.get("acled"))
    yield from _plover(value.get("plover"))
    codes = value.get("cameo", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) and CAMEO.fullmatch(code) for code in codes):
        yield Fault(("cameo",), f"{codes!r} is not a list of CAMEO codes", 'Write codes in quotes: ["190"], or []')
    yield from _ucdp(value.get("ucdp", {"qualifies": "never"}))


def _acled(value: Any) -> Iterator[Fault]:
    if value is None:
        return
    event = str(value.get("event_type")) if isinstance(value, dict) else "none"
    if not known(event, ACLED):
        yield Fault(("acled",), f"no ACLED event type {event!r}", _did_you_mean(event, ACLED))
    elif not known(value.get("sub_event_type"), ACLED[event]):
        sub = value.get("sub_event_type")
        yield Fault(("acled",), f"no ACLED sub-event type {sub!r} of {event!r}", _did_you_mean(sub, ACLED[event]))


def _plover(value: Any) -> Iterator[Fault]:
    if value is None:
        return
    event, others, modes = _plover_parts(value)
    for name in (event, *others):
        if not known(name, PLOVER):
            yield Fault(("plover",), f"no PLOVER event {name!r}", _did_you_mean(name, PLOVER))
            return
    allowed = [mode for name in (event, *others) for mode in PLOVER[name]]
    for mode in modes:
        if not known(mode, allowed):
            yield Fault(("plover", "modes"), f"no PLOVER mode {mode!r} of {event}", _did_you_mean(mode, allowed))


def _plover_parts(value: Any) -> tuple[Any, list[Any], list[Any]]:
    """Event, other events and modes; what is no list counts as one wrong name."""
    if not isinstance(value, dict):
        return None, [], []
    lists = [value.get(key, []) for key in ("others", "modes")]
    others, modes = (found if isinstance(found, list) else [found] for found in lists)
    return value.get("event"), others, modes


def _ucdp(value: Any) -> Iterator[Fault]:
    qualifies = value.get("qualifies") if isinstance(value, dict) else None
    if not known(qualifies, UCDP_QUALIFIES):
        yield Fault(("ucdp",), f"ucdp qualifies is {qualifies!r}", f"Use one of: {', '.join(UCDP_QUALIFIES)}")
    elif qualifies == "if-deaths" and not known(value.get("type_of_violence"), UCDP_VIOLENCE):
        yield Fault(("ucdp",), "type_of_violence is missing or unknown", f"Use one of: {', '.join(UCDP_VIOLENCE)}")


def _examples(value: Mapping[str, Any], key: str, *, anchored: bool) -> Iterator[Fault]:
    items = value.get(key, [])
    if not isinstance(items, list):
        yield Fault((key,), f"{key!r} must be a list", 'Write - {text: "...", anchor: ...}')
        return
    for position, item in enumerate(items):
        text = item.get("text") if isinstance(item, dict) else None
        anchor = item.get("anchor") if isinstance(item, dict) else None
        if not isinstance(text, str) or not text:
            yield Fault((key, position), "an example needs its text", 'Write {text: "...", anchor: ...}')
        elif anchored and not anchor:
            yield Fault((key, position), "an example needs its anchor", "Add `anchor:` with the words that tell it")
        elif anchor is not None and str(anchor) not in text:
            yield Fault((key, position), f"anchor {anchor!r} does not stand in the text", "Copy it as it stands there")


def _triggers(entries: Any, names: Names) -> Iterator[Fault]:
    if not isinstance(entries, list) or not entries:
        yield Fault(("triggers",), "there are no triggers", "Write a list of entries with verbs, nouns or phrases")
        return
    for position, entry in enumerate(entries):
        where = ("triggers", position)
        if not isinstance(entry, dict):
            yield Fault(where, "an entry must be a mapping", "Write - verbs: [...]")
            continue
        yield from _keys(entry, TRIGGER_KEYS, where)
        yield from _words(entry, where)
        for key in ("when", "unless"):
            yield from _conditions(entry.get(key, {}), (*where, key), names)
        yield from _roles(entry.get("roles", {}), (*where, "roles"))
        yield from _marks(entry, where)


def _words(entry: Mapping[str, Any], where: Where) -> Iterator[Fault]:
    if not any(key in entry for key in WORD_KEYS):
        yield Fault(where, "an entry has no words", "Give it verbs, nouns or phrases")
    for key in WORD_KEYS:
        words = entry.get(key, [])
        if not isinstance(words, list) or (key in entry and not words):
            yield Fault((*where, key), f"{key!r} must be a list of words", f"Write {key}: [...]")
            continue
        for position, word in enumerate(words):
            yield from _word(word, key, (*where, key, position))


def _word(word: Any, key: str, where: Where) -> Iterator[Fault]:
    if not isinstance(word, str):
        yield Fault(where, f"{word!r} is no word", "Put it in quotes")
    elif word != word.lower():
        yield Fault(where, f"{word!r} has capitals", "Write lemmas in small letters")
    elif key == "phrases" and len(word.split()) < 2:
        yield Fault(where, f"phrase {word!r} is one word", "Put it under verbs or nouns")
    elif key != "phrases" and " " in word:
        remedy = (
            "Put it under phrases, or join a particle with _ (take_over)" if key == "verbs" else "Put it under phrases"
        )
        yield Fault(where, f"{word!r} is more than one word", remedy)


def _conditions(value: Any, where: Where, names: Names) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(where, "this must map slots to lists of classes", "Write {object: [place]}")
        return
    for slot, classes in value.items():
        if slot not in SLOTS:
            yield Fault((*where, str(slot)), f"unknown slot {slot!r}", _did_you_mean(slot, SLOTS))
        if not isinstance(classes, list) or not classes:
            yield Fault((*where, str(slot)), "a slot needs a list of classes", f"Write {slot}: [place]")
            continue
        for position, name in enumerate(classes):
            yield from _class(name, (*where, slot, position), names)


def _class(name: Any, where: Where, names: Names) -> Iterator[Fault]:
    text = str(name)
    if text.startswith("@"):
        if text[1:] not in names.classes:
            yield Fault(where, f"unknown word class {text!r}", _did_you_mean(text[1:], names.classes))
    elif text.startswith("word:"):
        if not text[5:] or text != text.lower():
            yield Fault(where, f"{text!r} tests no lemma", "Write word: and a lemma in small letters")
    elif text not in SENSES:
        yield Fault(
            where, f"unknown class {text!r}", f"Use @{text} for a word class, word:{text} for a word, or a sense"
        )


def _roles(value: Any, where: Where) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(where, "this must map slots to roles", "Write {subject: place}")
        return
    for slot, role in value.items():
        if slot not in SLOTS:
            yield Fault((*where, str(slot)), f"unknown slot {slot!r}", _did_you_mean(slot, SLOTS))
        if not known(role, ROLES):
            yield Fault((*where, str(slot)), f"unknown role {role!r}", _did_you_mean(role, ROLES))


def _marks(entry: Mapping[str, Any], where: Where) -> Iterator[Fault]:
    for key in ("weapon", "aggregate"):
        if not isinstance(entry.get(key, False), bool):
            yield Fault((*where, key), f"{key!r} must be true or false", "Write true, or leave it out")
    count = entry.get("count")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 2):
        yield Fault((*where, "count"), "'count' must be a whole number of 2 or more", "Leave it out for one")
