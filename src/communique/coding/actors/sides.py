"""The side of a phrase whose head says only "armed": its stance, identity or state decides ("rebel fighters")."""

from dataclasses import dataclass

from spacy.tokens import Token

from communique.coding.actors.index import Entry
from communique.coding.actors.phrase import Phrase
from communique.coding.actors.scene import Scene
from communique.model import ActorKind

NONSTATE: frozenset[str] = frozenset(("rebel-group", "political-militia", "identity-militia", "armed-group"))
STATE_ARMED: frozenset[str] = frozenset(("state-forces", "police", "external-forces"))


@dataclass(frozen=True, slots=True)
class Core:
    """What the phrase is before its country is known: a name template, its kind, and the words that say so."""

    template: str | None
    kind: ActorKind | None
    armed: bool | None
    rule: str
    sector: str | None = None


def words_before(phrase: Phrase, scene: Scene) -> list[str]:
    """The words before the head, hyphenated ones whole, lower case, without names ("Organisation of Islamic ...")."""
    words = [""]
    for token in phrase.head.doc[phrase.start : phrase.head.i]:
        match = scene.at[token.i]
        named = match is not None and match.end - match.start > 1 and not match.sorts & {"role", "adjective", "state"}
        if not named:
            words[-1] += token.lower_.translate(_PLAIN)
        if token.whitespace_:
            words.append("")
    return words


_PLAIN = str.maketrans({"‑": "-", "'": None, "’": None})


def stance_of(phrase: Phrase, scene: Scene) -> tuple[str, str] | None:
    """The stance that decides, and the word that tells it."""
    head = phrase.head.lemma_.lower()
    found = {
        scene.grammar.stance_of[word]: word for word in words_before(phrase, scene) if word in scene.grammar.stance_of
    }
    if head in scene.grammar.fixed_stance:
        found.setdefault(scene.grammar.fixed_stance[head], head)
    for stance in scene.grammar.stance_order:
        if stance in found:
            return stance, found[stance]
    return None


def identity_of(phrase: Phrase, scene: Scene) -> str | None:
    """The people or creed that the side is named after, if any."""
    for word in words_before(phrase, scene):
        if word in scene.grammar.identities:
            return scene.grammar.identities[word]
    return None


def is_force(head: Token, scene: Scene) -> bool:
    """Whether the head names a body ("forces", "militia") rather than people."""
    return head.lemma_.lower() in scene.grammar.armed_forces


def role_core(role: Entry) -> Core:
    """What the role list says by itself; "group" and "side" say nothing of who it is."""
    if role.kind == "other":
        return Core(None, None, None, f"role '{role.label}'", role.sector)
    return Core(role.name, role.kind, role.armed, f"role '{role.label}'", role.sector)


def core_of(phrase: Phrase, role: Entry | None, scene: Scene) -> Core | None:
    """The side of a phrase by its head's role, shaped by the stance and identity before it; null if it is no actor."""
    base = role_core(role) if role is not None else _by_head(phrase.head, scene)
    if base is None:
        return None
    stance = stance_of(phrase, scene)
    if base.armed is False or base.kind in ("government", "mission", "political-party", "organisation"):
        return _political(phrase, base, stance)
    return _shaped(phrase, base, stance, scene)


def _by_head(head: Token, scene: Scene) -> Core | None:
    lemma = head.lemma_.lower()
    if lemma in scene.grammar.armed_people:
        return Core("Unidentified Armed Group ({country})", "armed-group", True, f"armed head '{lemma}'")
    if lemma in scene.grammar.armed_forces:
        return Core(None, None, None, f"head '{lemma}'")
    return None


def _political(phrase: Phrase, base: Core, stance: tuple[str, str] | None) -> Core:
    if (
        stance is not None
        and stance[1] == "opposition"
        and base.kind in (None, "government", "political-party", "other")
    ):
        return Core("Opposition ({country})", "political-party", False, f"{base.rule} + 'opposition'", "OPP")
    return base


def _shaped(phrase: Phrase, base: Core, stance: tuple[str, str] | None, scene: Scene) -> Core:
    if stance is not None and not _is_idle(stance[0], base):
        return _sided(phrase, base, stance, scene)
    identity = identity_of(phrase, scene)
    if identity is not None and base.kind not in ("police", "external-forces"):
        return _identified(phrase, base, identity, scene)
    return base


def _is_idle(stance: str, base: Core) -> bool:
    """Whether the stance adds nothing: a state's own forces, or "unidentified" before a role that names its side."""
    if stance == "government":
        return base.kind in STATE_ARMED
    if stance == "unidentified":
        return base.template is not None and "Unidentified" not in base.template
    return stance == "allied"


def _sided(phrase: Phrase, base: Core, stance: tuple[str, str], scene: Scene) -> Core:
    name, word = stance
    if name == "government" and base.kind in NONSTATE and "militia" in phrase.head.lower_:
        name = "pro-government"
    side = scene.grammar.sides[name]
    identity = identity_of(phrase, scene)
    template = side.force if is_force(phrase.head, scene) else side.people
    if identity is not None and name == "anti-government":
        template = f"{identity} Rebels ({{country}})"
    armed = base.armed if base.armed is not None or not is_force(phrase.head, scene) else True
    rule = base.rule if f"'{word}'" in base.rule else f"{base.rule} + '{word}'"
    return Core(template, side.kind, armed or name != "government" or None, rule)


def _identified(phrase: Phrase, base: Core, identity: str, scene: Scene) -> Core:
    rule = f"{base.rule} + '{identity}'"
    if base.template is not None and "Rebel" in base.template:
        return Core(f"{identity} Rebels ({{country}})", "rebel-group", True, rule)
    noun = "Forces" if phrase.head.lemma_.lower() in ("force", "troop", "army", "soldier") else "Militia"
    return Core(f"{identity} {noun} ({{country}})", "identity-militia", True, rule)
