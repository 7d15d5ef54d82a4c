"""Prints a type of event as text that a coder can read."""

import textwrap
from collections.abc import Iterable, Mapping

from communique.codebook.types import Codebook, EventType, Example, Trigger

WIDTH = 100
KIND_NAMES = {"verb": "Verbs", "noun": "Nouns", "phrase": "Phrases"}


def show_type(codebook: Codebook, name: str) -> str:
    """One type in full: definition, when it is chosen, codes elsewhere, roles, examples, words. Lines end at 100 columns.

    Raises ``KeyError`` where the codebook has no such type.
    """
    event_type = codebook.types[name]
    parts = [
        name,
        "",
        *_wrapped(event_type.definition),
        "",
        *_wrapped(f"Choose it when: {event_type.choose}"),
        "",
        "Nearest codes",
        *_codes(event_type),
        "",
        f"Roles (frame {event_type.frame})",
        *_roles(codebook, event_type),
        "",
        "Is one",
        *_examples(event_type.examples),
        "",
        "Is not one",
        *_examples(event_type.counterexamples),
        "",
        *_words(event_type.triggers),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)


def _codes(event_type: EventType) -> Iterable[str]:
    acled, plover, ucdp = event_type.acled, event_type.plover, event_type.ucdp
    yield f"  ACLED   {'-' if acled is None else f'{acled.event_type} / {acled.sub_event_type}'}"
    if plover is None:
        yield "  PLOVER  -"
    else:
        modes = f" ({', '.join(plover.modes)})" if plover.modes else ""
        yield f"  PLOVER  {', '.join((plover.event, *plover.others))}{modes}"
    yield f"  CAMEO   {', '.join(event_type.cameo) or '-'}"
    violence = f", {ucdp.type_of_violence}" if ucdp.type_of_violence else ""
    yield f"  UCDP    {ucdp.qualifies}{violence}"


def _roles(codebook: Codebook, event_type: EventType) -> Iterable[str]:
    frame = codebook.frames[event_type.frame]
    for kind, table in (("verbs", frame.verb), ("nouns", frame.noun)):
        by_role: dict[str, list[str]] = {}
        for slot, role in table.items():
            by_role.setdefault(role, []).append(slot)
        shown = "; ".join(f"{role}: {', '.join(slots)}" for role, slots in by_role.items() if role != "none")
        yield from _wrapped(f"{kind}: {shown}", "  ")


def _examples(examples: Iterable[Example]) -> Iterable[str]:
    for example in examples:
        mark = f"  [{example.anchor}]" if example.anchor else ""
        yield from _wrapped(f"{example.text}{mark}", "  ")


def _words(triggers: Iterable[Trigger]) -> Iterable[str]:
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for trigger in triggers:
        word = "_".join(filter(None, (" ".join(trigger.lemmas), trigger.particle)))
        groups.setdefault((trigger.kind, _conditions(trigger)), {})[word] = None
    for (kind, conditions), words in groups.items():
        yield from _wrapped(KIND_NAMES[kind] + (f" {conditions}" if conditions else ""))
        yield from _wrapped(", ".join(words), "  ")
        yield ""


def _conditions(trigger: Trigger) -> str:
    shown = [f"where {_slots(trigger.when)}"] if trigger.when else []
    if trigger.unless:
        shown.append(f"unless {_slots(trigger.unless)}")
    return ", ".join(shown)


def _slots(conditions: Mapping[str, tuple[str, ...]]) -> str:
    return " and ".join(f"{slot} is {' / '.join(map(_class, classes))}" for slot, classes in conditions.items())


def _class(name: str) -> str:
    return f'"{name[5:]}"' if name.startswith("word:") else name.removeprefix("@")
