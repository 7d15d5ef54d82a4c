"""A phrase of a known side, given its owner: the group it belongs to, its country, or the report's own."""

from dataclasses import replace

from spacy.tokens import Token

from communique.coding.actors import countries, naming, unlisted
from communique.coding.actors.countries import Owner
from communique.coding.actors.index import Entry
from communique.coding.actors.phrase import Phrase
from communique.coding.actors.scene import Scene
from communique.coding.actors.senses import Reading, active, choose
from communique.coding.actors.sides import NONSTATE, Core, is_force, words_before


def of_entry(entry: Entry, rule: str, scene: Scene) -> Reading:
    """The reading of a group, or of a leader, whose name in the record is the government or group led."""
    country = entry.countries[0] if entry.countries else None
    person, listed = entry.sort == "leader", entry.label if entry.sort in ("leader", "group") else None
    reading = Reading(
        entry.name, entry.kind, country, entry.armed, rule, person=person, sector=entry.sector, listed=listed
    )
    past = entry.sort == "leader" and scene.year is not None and entry.until is not None and entry.until < scene.year
    return as_former(reading, entry, f"in office until {entry.until}") if past else reading


def as_former(reading: Reading, entry: Entry, why: str) -> Reading:
    """The reading of a leader of a government who no longer leads it."""
    if entry.kind != "government" or reading.country is None:
        return reading
    name = f"Former Government of {naming.of_state(reading.country)} ({entry.label})"
    return replace(reading, name=name, kind="other", rule=f"{reading.rule}, {why}", sector="ELI")


def as_person(reading: Reading, person: bool, before: str = "") -> Reading:
    """The same reading of someone who speaks for it."""
    rule = f"{before} → {reading.rule}" if before else reading.rule
    return replace(reading, rule=rule, person=person or reading.person, plural=False)


def of_group(owner: Owner, scene: Scene, before: str, person: bool = False) -> Reading:
    """The reading of a phrase that belongs to a listed group."""
    return as_person(of_entry(owner.entry, f"group list: {owner.entry.label}{owner.note}", scene), person, before)


def sided(phrase: Phrase, core: Core, found: list[Owner], scene: Scene) -> list[Reading]:
    """Readings of a head whose side is known, for each group or country it belongs to."""
    if core.kind == "government" and core.template == "Government of {state}":
        core = _armed_body(phrase, core, scene)
    groups = countries.groups(found, scene.grammar)
    if groups and core.armed is not False:
        return [of_group(owner, scene, core.rule + " +") for owner in groups]
    core = _former(phrase, core, scene)
    led = countries.led(found, scene.grammar) if core.armed is not False else []
    if led:
        return [coalition(led[0], scene)]
    stated = countries.states(found, scene.grammar)
    if stated:
        whose = _of_state(phrase, core, scene)
        return [_fill(whose, country, f" + '{owner.token.text}'", found, scene) for country, owner in stated]
    city = countries.city_country(phrase, scene)
    if city is not None:
        return [_fill(_of_state(phrase, core, scene), city[0], f" + place '{city[1]}'", found, scene)]
    return _of_report(phrase, core, found, scene)


def _armed_body(phrase: Phrase, core: Core, scene: Scene) -> Core:
    """ "A regime base", "government positions" are the army's."""
    if phrase.own is None and phrase.head.lemma_.lower() in scene.grammar.armed_bodies:
        return Core("Military Forces of {state}", "state-forces", True, f"{core.rule} before '{phrase.head.text}'")
    return core


def _former(phrase: Phrase, core: Core, scene: Scene) -> Core:
    """ "Former president", "ousted prime minister": no longer the government."""
    if core.kind not in ("government", "political-party") or core.template is None:
        return core
    words = {part for word in words_before(phrase, scene) for part in word.split("-")}
    if not words & scene.grammar.former or "Opposition" in core.template:
        return core
    start, end = unlisted.proper_run(phrase.head)
    name = f" ({phrase.head.doc[start:end].text})" if unlisted.is_personal(phrase.head) else ""
    return Core("Former Government of {state}" + name, "other", False, core.rule + " + 'former'", "ELI")


def coalition(owner: Owner, scene: Scene) -> Reading:
    """ "U.S.-led forces": the coalition of that name in the list, else one named after its leader."""
    word = owner.token.text.split("-", 1)[0]
    listed = [
        entry
        for name in scene.grammar.coalitions.get(owner.entry.label, ())
        for entry in scene.index.lookup(name)
        if active(entry, scene.year) and any(home in scene.scores for home in entry.countries[:2])
    ]
    if listed:
        entry, note = choose(listed, scene)
        return of_entry(entry, f"'{word}-led' → group list: {entry.label}{note}", scene)
    return Reading(f"{word}-led Coalition", "external-forces", scene.country, True, f"'{word}-led'")


def _of_state(phrase: Phrase, core: Core, scene: Scene) -> Core:
    """ "Forces", "unit", "convoy" with nothing but a state before them are the state's."""
    if core.template is None and core.kind is None and phrase.head.lemma_.lower() in scene.grammar.state_bodies:
        return Core("Military Forces of {state}", "state-forces", True, core.rule)
    return core


def _of_report(phrase: Phrase, core: Core, found: list[Owner], scene: Scene) -> list[Reading]:
    """No country in the phrase: the one the sentence is set in, or the report's own."""
    if core.template is None and core.kind is None and not is_force(phrase.head, scene):
        return []
    outside = _elsewhere(phrase, core, scene)
    if outside is not None:
        return [outside]
    country = scene.country_at(phrase.head, of_state=core.template is not None and "{state}" in core.template)
    needs = core.template is not None and "{" in core.template
    reading = _fill(core, country, " + the report's country" if needs and country else "", found, scene)
    return [replace(reading, open=not found)]


def _elsewhere(phrase: Phrase, core: Core, scene: Scene) -> Reading | None:
    """ "Foreign hostages", "Western envoys" are not of the report's country."""
    words = (token for token in scene.doc[phrase.start : phrase.head.i] if not _in_title(token, scene))
    word = next((token.lower_ for token in words if token.lower_ in scene.grammar.elsewhere), None)
    if word is None:
        return None
    rule = f"{core.rule} + '{word}'"
    if core.kind == "civilians":
        return Reading("Civilians (International)", "civilians", None, False, rule)
    if core.kind == "government":
        return Reading(f"{word.capitalize()} Governments", "government", None, core.armed, rule)
    return Reading(None, core.kind, None, core.armed, rule)


def _in_title(token: Token, scene: Scene) -> bool:
    """Whether a word is part of a longer role: "foreign" in "foreign minister"."""
    match = scene.at[token.i]
    if match is None or match.end - match.start == 1:
        return False
    return not any(entry.kind == "civilians" for entry in match.entries)


def _fill(core: Core, country: str | None, why: str, found: list[Owner], scene: Scene) -> Reading:
    name = naming.fill(core.template, country)
    backing = [owner for owner in countries.backers(found, scene.grammar) if owner.tie != "anti"]
    if backing and name is not None and core.kind in NONSTATE and "Russia" not in name:
        name = f"{_backed(backing[0])} {name}"
    needs = core.template is None or "{" in core.template
    return Reading(name, core.kind, country if needs else None, core.armed, core.rule + why, sector=core.sector)


def _backed(owner: Owner) -> str:
    if owner.tie == "pro":
        return f"Pro-{owner.token.text.split('-')[-1]}"
    return f"{owner.token.text.split('-', 1)[0]}-{owner.tie}"
