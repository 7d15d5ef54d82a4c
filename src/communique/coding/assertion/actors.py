"""Whether the report only suspects, accuses or blames the one it names as the doer."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from communique.coding.assertion.table import AssertionTable, table


def actor_alleged(doc: Doc, trigger: int, actor_head: int) -> bool:
    """Whether the doer at ``actor_head`` is only alleged to be the doer of the happening at ``trigger``.

    True for a suspect by name ("suspected militants"), for one blamed, accused or believed to have done it. Who is
    named only by its enemy is for the events step to see, which knows the sides.
    """
    words = table()
    actor = doc[actor_head]
    if any(_marks(actor, words)) or any(_is_blamed(actor, words)):
        return True
    return any(_is_believed(actor, doc[trigger], words))


def _marks(actor: Token, words: AssertionTable) -> Iterator[bool]:
    for child in actor.children:
        if child.i < actor.i and child.lower_ in words.alleged_modifiers:
            yield True
        if child.dep_ == "advmod" and child.lower_ in words.hedges:
            yield True


def _is_blamed(actor: Token, words: AssertionTable) -> Iterator[bool]:
    """ "blame the army for", "accused of", "blamed on", "the group, whom officials blame"."""
    top = _first_of_list(actor)
    governor = top.head
    if top.dep_ in ("dobj", "nsubjpass"):
        yield governor.lemma_ in words.blaming_object and _blames(governor)
    if top.dep_ == "pobj":
        verb = governor.head
        joined = f"{verb.lemma_}_{governor.lower_}"
        yield joined in words.blaming_preposition
    for child in actor.children:
        if child.dep_ == "relcl" and child.lemma_ in words.blaming_object:
            yield not _does_blaming(child)
        elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in words.blaming_object:
            yield _blames(child)


def _first_of_list(actor: Token) -> Token:
    while actor.dep_ in ("conj", "appos") and actor.head != actor:
        actor = actor.head
    return actor


def _blames(verb: Token) -> bool:
    """ "hold the army" blames no one, "hold the army responsible" does."""
    if verb.lemma_ != "hold":
        return True
    return any(child.lower_ == "responsible" for child in verb.subtree)


def _does_blaming(clause: Token) -> bool:
    """ "the officials who blame the army": the doer of the blaming is not the blamed."""
    return any(child.dep_ == "nsubj" and child.tag_ in ("WP", "WDT") for child in clause.children)


def _is_believed(actor: Token, happening: Token, words: AssertionTable) -> Iterator[bool]:
    """ "believed to have carried out the raid", "gunmen thought to be rebels"."""
    top = _first_of_list(actor)
    if top.dep_ == "nsubjpass" and top.head.lemma_ in words.believing:
        yield top.head.is_ancestor(happening)
    for child in actor.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in words.believing:
            yield child.is_ancestor(happening) or happening.is_ancestor(actor)
    if top.dep_ == "attr" and top.head.dep_ in ("xcomp", "ccomp"):
        above = top.head.head
        yield above.lemma_ in words.believing and above.tag_ == "VBN"
