"""Who does what to whom, as the parse has it: the syntactic slots of a verb or a noun.

Passives are turned round, relative pronouns replaced by what they stand for, missing subjects of participles, infinitives
and coordinated verbs taken from where English takes them. Slots are named ``subject`` (who acts), ``object`` (who or what
is acted on), ``possessive``, ``modifier``, ``complement`` and by the preposition (``on``, ``against``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from communique.codebook.grammar import grammar

TIME_TOKENS = "communique_time_tokens"
"""Key of ``doc.user_data`` for the indices of tokens that are part of a time expression."""

RELATIVE = frozenset(("WDT", "WP"))
MAX_CLIMB = 4


@dataclass(slots=True)
class Slots:
    """Slot name to the head tokens that fill it, coordination unrolled. ``governor`` is the verb over a noun, or itself."""

    head: Token
    governor: Token
    fillers: dict[str, list[Token]] = field(default_factory=dict)
    words: frozenset[str] | None = None

    def clause_words(self) -> frozenset[str]:
        """Words and lemmas of the clause round the head, lower case; worked out once."""
        if self.words is None:
            tokens = list(clause_tokens(self.head.doc, self.head))
            self.words = frozenset(word for token in tokens for word in (token.lower_, token.lemma_.lower()))
        return self.words

    def get(self, slot: str) -> list[Token]:
        """The tokens in a slot; none if it is empty."""
        return self.fillers.get(slot, [])

    def add(self, slot: str, tokens: list[Token]) -> None:
        """Add fillers that are not there yet."""
        have = self.fillers.setdefault(slot, [])
        have.extend(token for token in tokens if token not in have)


def of(token: Token) -> Slots:
    """The slots of a verb or noun."""
    return of_verb(token) if token.pos_ in ("VERB", "AUX") and not is_gerund_noun(token) else of_noun(token)


def of_phrase(head: Token, start: int, end: int) -> Slots:
    """The slots of a phrase of several words: its head's, and what hangs on its other words ("seized control of *the town*")."""
    slots = of(head)
    inside = range(start, end)
    for token in head.doc[start:end]:
        for name, filler in prepositions(token):
            if filler.i not in inside:
                slots.add(name, coordinated(filler))
        for child in token.children:
            if child.dep_ == "poss" and child.i not in inside:
                slots.add("possessive", coordinated(child))
    if head.dep_ == "pobj" and head.head.i in inside and not slots.get("subject") and slots.governor != head:
        slots.add("subject", surface_subject(slots.governor))
    for name, fillers in slots.fillers.items():
        if name != "subject":  # in "artillery shelled" the subject is part of the phrase
            slots.fillers[name] = [filler for filler in fillers if filler.i not in inside]
    return slots


def is_gerund_noun(token: Token) -> bool:
    """Whether an -ing form stands where a noun does ("the shelling of the town", "Turkish shelling")."""
    nominal = token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "compound", "appos")
    return token.tag_ == "VBG" and (nominal or _misread_adjective(token) is not None)


def _misread_adjective(token: Token) -> Token | None:
    """A nationality before an -ing noun that was read as its subject or its head ("the *Turkish* shelling continued")."""
    if token.i == 0 or token.tag_ != "VBG":
        return None
    before = token.nbor(-1)
    read_as_head = token.dep_ == "acl" and token.head == before
    read_as_subject = before.head == token and before.dep_ == "nsubj"
    return before if before.ent_type_ == "NORP" and (read_as_head or read_as_subject) else None


def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right ("troops and police")."""
    found = [token]
    for child in token.children:
        if (
            child.dep_ in ("conj", "appos")
            and child.dep_ == "conj"
            and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
        ):
            found.extend(coordinated(child))
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, reduced participles ("seized by rebels") included."""
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or ("agent" in deps and "dobj" not in deps and _may_be_participle(verb)):
        return True
    if deps & {"nsubjpass", "csubjpass"}:
        return (
            verb.dep_ != "relcl"
        )  # "the town the rebels seized" has no "was"; a headline's "Ten killed" has none either
    if verb.tag_ not in ("VBN", "VBD") or deps & {"nsubj", "aux"}:
        return False
    if "agent" in deps:
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return verb.tag_ == "VBN" and "dobj" not in deps and is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod", "relcl") and "dobj" not in deps


def _may_be_participle(verb: Token) -> bool:
    """Whether a form that was read as a past may be a participle ("the drone *shot down* by a jet", not "*spoke* by phone")."""
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lower_ not in grammar().only_past)


def surface_subject(verb: Token, climbs: int = 0) -> list[Token]:
    """The grammatical subject, found higher up where the verb has none of its own."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
            return _relative(child, verb)
    if climbs > MAX_CLIMB:
        return []
    return _inherited(verb, verb.head, climbs + 1)


def _relative(subject: Token, verb: Token) -> list[Token]:
    """The noun behind "who" or "which"."""
    if subject.tag_ in RELATIVE and verb.dep_ == "relcl":
        return [token for token in coordinated(verb.head) if token.i < verb.i]
    return coordinated(subject)


def _inherited(verb: Token, head: Token, climbs: int) -> list[Token]:
    dep = verb.dep_
    if dep == "acl" and verb.tag_ == "VBG" and head.lemma_.lower() in grammar().uttered_nouns:
        above = governor(head)
        return surface_subject(above, climbs) if above is not None else []
    if dep in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        return [head]
    if dep in ("xcomp", "ccomp") and _is_verb(head):
        return _controller(head, climbs)
    if dep == "xcomp" and head.pos_ == "ADJ" and _is_verb(head.head):
        return surface_subject(head.head, climbs)
    if dep == "conj" and _tells_on(verb, head):
        return surface_subject(head.head, climbs)
    if dep in ("conj", "advcl") and _is_verb(head):
        return _participle_owner(verb) or surface_subject(head, climbs)
    if dep == "pcomp":
        return _gerund_subject(head, climbs)
    return []


def _tells_on(verb: Token, head: Token) -> bool:
    """ "X warned that they *have* nowhere to go and *urged*": a past verb beside a present one goes on with the verb above."""
    if head.dep_ != "ccomp" or verb.tag_ != "VBD" or not _is_verb(head.head):
        return False
    finite = [head, *(child for child in head.children if child.dep_ in ("aux", "auxpass"))]
    return head.head.tag_ == "VBD" and any(token.tag_ in ("VBP", "VBZ") for token in finite)


def _participle_owner(verb: Token) -> list[Token]:
    """The noun right before a passive participle that the parser hung too high ("..., seized by rebels")."""
    if not (verb.tag_ in ("VBN", "VBD") and any(child.dep_ == "agent" for child in verb.children)):
        return []
    index = verb.i - 1
    while index > verb.sent.start and verb.doc[index].pos_ in ("PUNCT", "ADV"):
        index -= 1
    before = verb.doc[index]
    return [before] if before.pos_ in ("NOUN", "PROPN") else []


def _controller(verb: Token, climbs: int) -> list[Token]:
    objects = [child for child in verb.children if child.dep_ in ("dobj", "dative")]
    if objects and verb.lemma_ not in grammar().subject_control:
        return coordinated(objects[0])
    return surface_subject(verb, climbs)


def _gerund_subject(preposition: Token, climbs: int) -> list[Token]:
    head = preposition.head
    if not _is_verb(head):
        verb = governor(head)
        if verb is not None and head.dep_ == "dobj" and verb.lemma_ in grammar().blame_verbs:
            return coordinated(head)
        return surface_subject(verb, climbs) if verb is not None else []
    if head.lemma_ in grammar().blame_verbs and not is_passive(head):
        objects = [child for child in head.children if child.dep_ == "dobj"]
        return coordinated(objects[0]) if objects else []
    return surface_subject(head, climbs)


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN")


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def of_verb(verb: Token) -> Slots:
    """The slots of a verb."""
    slots = Slots(verb, verb)
    surface = surface_subject(verb)
    if is_passive(verb):
        slots.add("object", surface)
        slots.add("subject", agents(verb))
    else:
        slots.add("subject", surface)
    for child in verb.children:
        if child.dep_ in ("dobj", "oprd", "attr"):
            slots.add("object", _object(child, verb))
            slots.add("object", _counted(child))
            _add_prepositions(slots, child, skip="of")
            for name, inner in list(prepositions(child)):
                if name == "of":
                    _add_prepositions(slots, inner, skip="of")  # "the town of Kibumba *from rebels*" hangs on the name
        elif child.dep_ == "dative" and child.pos_ != "ADP":
            slots.add("to", coordinated(child))
        elif child.dep_ in ("xcomp", "ccomp"):
            slots.add("complement", [child])
            slots.add("condition", _condition(child))
            slots.add("content", _own_subject(child))
            slots.add("aim", _aim(child))
    slots.add("condition", _condition(verb))
    if verb.dep_ == "relcl" and not slots.get("object") and _has_gap(verb):
        slots.add("object", [verb.head])
    _add_prepositions(slots, verb)
    return slots


def _aim(verb: Token) -> list[Token]:
    """At whom the act under a verb is aimed ("threatened to strike *the base*", "vowed to fight *against them*")."""
    found = []
    for child in verb.children:
        if child.dep_ == "dobj":
            found.extend(coordinated(child))
    for name, token in prepositions(verb):
        if name in ("against", "on", "at"):
            found.extend(coordinated(token))
    return found


def _condition(verb: Token) -> list[Token]:
    """Whom an "if" or "unless" under a verb is about."""
    for child in verb.children:
        if child.dep_ == "advcl" and any(inner.lower_ in ("if", "unless", "until") for inner in child.children):
            return surface_subject(child)
    return []


def _own_subject(verb: Token) -> list[Token]:
    """The subject that a clause has of its own."""
    return next((coordinated(child) for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), [])


def _object(child: Token, verb: Token) -> list[Token]:
    return [verb.head] if child.tag_ in RELATIVE and verb.dep_ == "relcl" else coordinated(child)


def _counted(noun: Token) -> list[Token]:
    """What a word of number counts ("fired dozens of *rockets*")."""
    if noun.lemma_.lower() not in grammar().partitives:
        return []
    return [token for name, filler in prepositions(noun) if name == "of" for token in coordinated(filler)]


def _has_gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object ("the base the Kurds took")."""
    if is_passive(verb):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return bool(subjects) and subjects[0].tag_ not in RELATIVE


def agents(verb: Token) -> list[Token]:
    """Those named after "by"."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.lower_ == "by" and child.dep_ == "prep"):
            for inner in child.children:
                if inner.dep_ == "pobj" and not inner.like_num:
                    found.extend(coordinated(inner))
    return found


def _add_prepositions(slots: Slots, head: Token, skip: str = "") -> None:
    for name, token in prepositions(head):
        if name != skip:
            slots.add(name, coordinated(token))


def prepositions(head: Token) -> Iterator[tuple[str, Token]]:
    """Prepositions under a word with their objects; "out of" gives both names."""
    for child in head.children:
        if child.lower_ == "according":
            continue
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.pos_ in ("ADP", "SCONJ", "PART", "VERB", "ADV"):
            yield from _preposition(child, child.lower_)


def _preposition(node: Token, name: str) -> Iterator[tuple[str, Token]]:
    for inner in node.children:
        if inner.dep_ == "pobj" and inner.i in inner.doc.user_data.get(TIME_TOKENS, ()):
            continue  # "on Tuesday" says when, not on whom
        if inner.dep_ == "pobj":
            yield name, inner
            if node.lower_ != name:
                yield node.lower_, inner
        elif inner.dep_ in ("prep", "pcomp") and inner.pos_ == "ADP":
            yield from _preposition(inner, name)


def governor(noun: Token) -> Token | None:
    """The verb over a noun, through prepositions and other nouns."""
    token = noun
    for _ in range(MAX_CLIMB + 2):
        if token.head == token:
            return None
        token = token.head
        if _is_verb(token):
            return token
    return None


def of_noun(noun: Token) -> Slots:
    """The slots of a noun that names a happening."""
    verb = governor(noun)
    slots = Slots(noun, verb if verb is not None else noun)
    for child in noun.children:
        if child.dep_ == "poss":
            slots.add("possessive", coordinated(child))
        elif child.dep_ in ("amod", "compound", "nmod", "npadvmod"):
            slots.add("modifier", _modifiers(child))
        elif child.dep_ == "acl" and child.lemma_ in grammar().support_verbs and child.tag_ == "VBN":
            slots.add("subject", agents(child))
        elif child.dep_ in ("acl", "relcl"):
            if child.lemma_ in grammar().support_verbs and is_passive(child):
                slots.add("subject", agents(child))
            _add_participle(slots, child)
    adjective = _misread_adjective(noun)
    slots.add("modifier", [adjective] if adjective is not None else [])
    _add_prepositions(slots, noun)
    if verb is not None:
        _add_support(slots, noun, verb)
        _lay_on(slots, noun, verb)
    return slots


def _lay_on(slots: Slots, noun: Token, verb: Token) -> None:
    """ "Blamed the attack on the rebels", "the attack, attributed to them": whom it is laid on did it."""
    for word in (verb, *(child for child in noun.children if child.dep_ == "acl")):
        own = word.dep_ == "acl" and word.head == noun
        if word.lemma_ in grammar().laying_verbs and (
            own or (noun.head == verb and noun.dep_ in ("dobj", "nsubjpass"))
        ):
            _add_laid(slots, (*prepositions(word), *prepositions(noun)))


def _add_laid(slots: Slots, found: tuple[tuple[str, Token], ...]) -> None:
    for name, token in found:
        if name in grammar().laying_prepositions:
            laid = coordinated(token)
            slots.add("laid", laid)
            slots.fillers[name] = [other for other in slots.get(name) if other not in laid]


def _modifiers(child: Token) -> list[Token]:
    found = [child]
    for inner in child.children:
        if inner.dep_ in ("amod", "compound", "nmod", "conj", "npadvmod"):
            found.extend(_modifiers(inner))
    return found


def _add_participle(slots: Slots, verb: Token) -> None:
    """ "strikes targeting them", "a raid that killed 12": the object of the clause is whom it hit."""
    if verb.tag_ == "VBG" or (verb.dep_ == "relcl" and not is_passive(verb) and not _has_gap(verb)):
        _add_objects(slots, verb)


def _add_objects(slots: Slots, verb: Token) -> None:
    """The objects of a verb whose subject is the noun: those it hit, or those it involved."""
    name = "involving" if verb.lemma_ in grammar().involving_verbs else "hit"
    if name == "hit" and verb.lemma_ not in grammar().hitting_verbs:
        return
    for child in verb.children:
        if child.dep_ == "dobj":
            slots.add(name, coordinated(child))
            slots.add(name, _hung_too_high(verb, child))


def _hung_too_high(verb: Token, filler: Token) -> list[Token]:
    """What stands in a list with the object of a participle but was hung on the noun above ("clashes involving *A and B*")."""
    if verb.dep_ != "acl":
        return []
    return [other for other in verb.head.children if other.dep_ == "conj" and other.i > filler.i and _is_noun(other)]


def _add_support(slots: Slots, noun: Token, verb: Token) -> None:
    """The doer of a noun under a support verb, and what the verb's prepositions add."""
    direct = _outermost(noun)
    if direct.dep_ == "pobj" and (
        (direct.head.lower_ == "in" and verb.lemma_ in grammar().engaged_verbs)
        or (direct.head.lower_ == "with" and verb.lemma_ in grammar().responding_verbs)
    ):
        slots.add("subject", surface_subject(verb))
    if direct.head != verb:
        return
    if verb.lemma_ in grammar().support_verbs:
        _add_support_subject(slots, direct, verb)
    if direct.dep_ in ("dobj", "nsubjpass"):
        for name, token in prepositions(verb):
            if name in ("on", "against", "at", "into", "with", "over"):
                slots.add(name, coordinated(token))
    if direct.dep_ == "nsubj" and not is_passive(verb):
        _add_objects(slots, verb)


def _outermost(noun: Token) -> Token:
    """The first of a list, and the container over a noun ("a *series* of raids", "a harsh *form* of the law")."""
    direct = noun
    while direct.head != direct:
        container = direct.head.head
        if direct.dep_ == "conj" and direct.head.pos_ in ("NOUN", "PROPN"):
            direct = direct.head
        elif direct.dep_ == "pobj" and direct.head.lower_ == "of" and container.lemma_ in grammar().containers:
            direct = container
        else:
            return direct
    return direct


def _add_support_subject(slots: Slots, direct: Token, verb: Token) -> None:
    if direct.dep_ == "dobj" and not is_passive(verb):
        slots.add("object" if verb.lemma_ in grammar().patient_support else "subject", surface_subject(verb))
    elif direct.dep_ == "nsubjpass":
        slots.add("subject", agents(verb))


def clause_tokens(doc: Doc, head: Token) -> Iterator[Token]:
    """The words of the clause round a word: its governor's subtree, other full clauses left out."""
    top = head if _is_verb(head) else (governor(head) or head)
    while top.dep_ in ("xcomp", "advcl") and _is_verb(top.head) and not _own_subject(top):
        top = top.head
    yield from _clause(top)


def _clause(top: Token) -> Iterator[Token]:
    yield top
    for child in top.children:
        if child.dep_ not in ("ccomp", "relcl", "parataxis") and not (
            child.dep_ in ("conj", "advcl") and any(inner.dep_ in ("nsubj", "nsubjpass") for inner in child.children)
        ):
            yield from _clause(child)
