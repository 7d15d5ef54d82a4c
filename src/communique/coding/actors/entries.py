"""The packaged actor lists as one index of spellings."""

import functools
from collections.abc import Iterator

from communique.codebook.actors import ActorLists, Group, Leader, Role, State, load_actor_lists
from communique.codebook.bodies import Body, load_bodies
from communique.coding.actors import naming
from communique.coding.actors.grammar import OfficeWords, load_grammar
from communique.coding.actors.index import Entry, NameIndex
from communique.coding.actors.normal import plurals
from communique.model import ActorKind

Spelling = tuple[str, Entry]

TITLE_RANK: dict[ActorKind, int] = {"government": 0, "state-forces": 1, "police": 1}
"""Which of several titles before one name decides: the office, then the rank, then the rest."""


@functools.cache
def load_index() -> NameIndex:
    """The index over the package's lists, built once."""
    return index_of(load_actor_lists())


def index_of(lists: ActorLists) -> NameIndex:
    """The index over any lists, a user's own included."""
    return NameIndex(spellings(lists))


def spellings(lists: ActorLists) -> Iterator[Spelling]:
    """Every spelling of every entry; countries by their English short names."""
    newest_last = sorted(lists.states, key=lambda state: state.end or 9999)
    countries = {state.iso2: state.name for state in newest_last if state.iso2}
    for group in lists.groups:
        yield from _group(group, countries)
    for state in lists.states:
        yield from _state(state)
    for body in load_bodies():
        yield from _body(body, countries)
    kinds = {group.name: group for group in lists.groups}
    for leader in lists.leaders:
        yield from _leader(leader, kinds, countries)
    for role in lists.roles:
        yield from _role(role)
    for name, forms in load_grammar().collectives.items():
        for spelling in forms:
            yield _bare(spelling), Entry("group", name, name, "other", None)
    roles = {role.lemma: role for role in lists.roles}
    for short, full in load_grammar().rank_abbreviations.items():
        if full in roles:
            yield short, _role_entry(roles[full])


def _bare(spelling: str) -> str:
    return spelling[4:] if spelling[:4].lower() == "the " else spelling


def _group(group: Group, countries: dict[str, str]) -> Iterator[Spelling]:
    homes = tuple(countries.get(code, code) for code in group.countries)
    years, sector = (group.start, group.end), group.plover_sector
    entry = Entry("group", group.name, group.name, group.kind, group.armed, homes, *years, group.line, sector=sector)
    for spelling in (group.name, *group.aliases, *group.acronyms):
        yield _bare(spelling), entry


def _state(state: State) -> Iterator[Spelling]:
    since, until, line = state.start, state.end, state.line
    sector = "PRE" if state.name in load_grammar().partly_recognised else None
    named = Entry("state", state.name, None, "government", None, (state.name,), since, until, line, sector=sector)
    for spelling in (state.name, *state.short):
        yield _bare(spelling), named
    adjective = Entry("adjective", state.name, None, "government", None, (state.name,), since, until, line)
    for spelling in state.demonyms:
        yield spelling, adjective
        if not spelling.endswith(("s", "sh", "ch", "se", "men")):
            yield spelling + "s", adjective
    capital = Entry("capital", state.name, None, "government", None, (state.name,), since, until, line, sector="GOV")
    for spelling in state.capital:
        yield spelling, capital
    yield from _bodies(state)


def _bodies(state: State) -> Iterator[Spelling]:
    """The names of a state's own government, army and police ("the Kremlin", "Tatmadaw")."""
    of = naming.of_state(state.name)
    bodies: tuple[tuple[tuple[str, ...], str, ActorKind, bool | None, str], ...] = (
        (state.government_names, f"Government of {of}", "government", None, "GOV"),
        (state.military_names, f"Military Forces of {of}", "state-forces", True, "MIL"),
        (state.police_names, f"Police Forces of {of}", "police", True, "COP"),
    )
    years = state.start, state.end
    for names, name, kind, armed, sector in bodies:
        for spelling in names:
            entry = Entry("group", spelling, name, kind, armed, (state.name,), *years, state.line, sector=sector)
            yield _bare(spelling), entry


BODY_KINDS: dict[ActorKind, tuple[str, bool | None]] = {
    "government": ("Government of {state}", None),
    "state-forces": ("Military Forces of {state}", True),
    "police": ("Police Forces of {state}", True),
}


BODY_NAMES = {"SPY": "Intelligence Services of {state}", "JUD": "Judiciary of {state}", "LEG": "Parliament of {state}"}
"""The names of these bodies of a government, as ``roles.csv`` has them."""

BODY_RANK = 10_000
"""Where nothing else tells two senses of an acronym apart, a group or news agency goes before a body of some state."""


def _body(body: Body, countries: dict[str, str]) -> Iterator[Spelling]:
    """An agency, ministry, court or fleet, which in the record is the government, army or police of its state."""
    country = countries.get(body.country, body.country)
    template, armed = BODY_KINDS[body.kind]
    template = BODY_NAMES.get(body.sector, template) if body.kind == "government" else template
    name = naming.fill(template, country)
    years = body.start, body.end
    rank = BODY_RANK + body.line
    entry = Entry("group", body.name, name, body.kind, armed, (country,), *years, rank, sector=body.sector)
    for spelling in (body.name, *body.aliases):
        yield _bare(spelling), entry


def _leader(leader: Leader, groups: dict[str, Group], countries: dict[str, str]) -> Iterator[Spelling]:
    country = countries.get(leader.country or "", leader.country)
    group = groups.get(leader.side)
    side: tuple[str | None, ActorKind, bool | None, str | None]
    if leader.side == "government" and country:
        office = _office(leader.office)
        side = naming.fill(office.name, country), office.kind, ARMED.get(office.kind), office.sector
    elif group is not None:
        side = group.name, group.kind, group.armed, group.plover_sector
    else:
        side = leader.side, "organisation", False, None
    name, kind, armed, sector = side
    homes, years = (country,) if country else (), (leader.start, leader.end)
    sense = Entry("leader", leader.name, name, kind, armed, homes, *years, leader.line, sector=sector)
    for spelling in (leader.name, *leader.forms, *leader.alone):
        yield spelling, sense


ARMED: dict[ActorKind, bool] = {"state-forces": True, "police": True, "political-party": False, "civilians": False}
"""Whether the holders of an office of that kind fight; null for the rest."""


def _office(office: str) -> OfficeWords:
    """What an office of state makes of its holder, by the words of its name."""
    words = set(office.lower().replace("air force", "air-force").replace("armed forces", "armed-forces").split())
    return next((found for found in load_grammar().office_words if words & found.words), GOVERNMENT)


GOVERNMENT = OfficeWords(frozenset(), "GOV")


def _role_entry(role: Role) -> Entry:
    rank = TITLE_RANK.get(role.kind, 2)
    name = "Civilians ({country})" if role.kind == "civilians" and "Refugees" not in role.name else role.name
    return Entry("role", role.lemma, name, role.kind, role.armed, rank=rank, sector=role.plover_sector)


def _role(role: Role) -> Iterator[Spelling]:
    entry = _role_entry(role)
    yield role.lemma, entry
    for spelling in (role.plural,) if role.plural else plurals(role.lemma):
        yield spelling, entry
