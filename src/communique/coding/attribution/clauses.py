"""Reporting verbs in a sentence: what they lay to whom, by the frame they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.coding.attribution import sources
from communique.coding.attribution.spread import touching
from communique.coding.attribution.table import AttributionTable, VerbCue
from communique.coding.layers import Said

Range = tuple[int, int]
Ranges = tuple[Range, ...]

BREAKS = frozenset((",", "”", '"', "''", "»", "’", "--", "—", "–", "-", "?", "!", "…", "..."))
MARKS = frozenset(("”", '"', "''", "»", "’"))
AUXILIARIES = frozenset(("aux", "auxpass", "neg"))
HEARERS = frozenset(("dobj", "dative"))
CLAUSES = frozenset(("ccomp", "xcomp"))
DENIALS = frozenset(("deny",))
COLON_REACH = 5
"""Tokens after a colon at a sentence's end within which its quotation opens."""
LEAST_QUOTED = 4
"""Tokens below which a quotation is a phrase and not what was said."""
SMALL = frozenset(("on", "late", "early", "earlier", "later", "last"))
OF_A_NOUN = frozenset(("POS", "NN", "NNS", "VBD"))
"""After a weekday: "Monday's attack", "Monday attacks", "Monday was"."""
MAIN = frozenset(("ROOT", "conj", "parataxis", "ccomp"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
PLAIN = frozenset(("say", "claim"))
"""Verbs that take nothing but what is said after them."""


@dataclass(frozen=True, slots=True)
class Group:
    """A reporting verb with its subject and helpers: the words that are of the saying and not of what is said."""

    verb: Token
    cue: tuple[int, int]
    source: Token | None
    start: int
    end: int


def read_verb(verb: Token, cue: VerbCue, table: AttributionTable, quotes: Sequence[Range] = ()) -> Said | None:
    """What a reporting verb lays to its source; None where it reports nothing here.

    ``quotes`` are the quotations of the text.
    """
    group = _group(verb)
    if cue.evidence_only and not _is_evidence(group.source, table):
        return None
    for content, rule, quoted in (
        (_of(group, cue), "of", False),
        (_clause(group, cue, table), "clause", False),
        (_after_colon(group, cue), "quotation", True),
        (_as_told(group, cue), "as", False),
        (_around(group, cue), "parenthetical", False),
        (_object(group, cue), "object", False),
        (_what(group, cue), "what", False),
        (_after_that(group, cue), "that", False),
        (_quoted(group, cue, quotes), "quotation", True),
        (_rest(group, cue), "rest of the sentence", False),
    ):
        if content:
            source = sources.phrase(_speaker(group, table)) if group.source is not None else None
            return Said(source, group.cue, content, f"{cue.group}: '{verb.lemma_}' + {rule}", quoted)
    return None


def _group(verb: Token) -> Group:
    source = sources.subject(verb)
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    if source is None and not passive:
        source = _turned_round(verb) or _just_before(verb)
    first, last = verb.i, verb.i
    for child in verb.children:
        if child.dep_ in AUXILIARIES and child.i < verb.i:
            first = min(first, child.i)
    cue = (_contiguous(verb, first), _hearer_end(verb, last) + 1)
    start, end = cue
    own = source is not None and source.head == verb and source.dep_ == "nsubj"
    if source is not None and (own or _next_to(source, verb) or _as_saying(verb)):
        left, right = sources.phrase(source)
        start, end = min(start, left), max(end, right)
    return Group(verb, cue, source, start, end)


def _contiguous(verb: Token, first: int) -> int:
    """Helpers belong to the cue only where nothing but small words stands between ("have said", not "had he said")."""
    for index in range(first, verb.i):
        if verb.doc[index].dep_ not in (*AUXILIARIES, "advmod"):
            return verb.i
    return first


def _hearer_end(verb: Token, end: int) -> int:
    """ "told reporters": the hearers are part of the cue."""
    if verb.lemma_ not in ("tell", "inform", "assure", "notify", "remind"):
        return end
    for child in verb.children:
        if child.dep_ in HEARERS and child.i > verb.i:
            right = sources.phrase(child)
            return right[1] - 1 if right[0] == verb.i + 1 else end
    return end


def _turned_round(verb: Token) -> Token | None:
    """ "..., said a spokesman": a noun right after the verb that the parser took for something else."""
    doc = verb.doc
    if verb.i == 0 or doc[verb.i - 1].text not in BREAKS or verb.i + 1 >= verb.sent.end:
        return None
    follower = doc[verb.i + 1]
    while follower.dep_ in sources.LEFT and follower.head.i > follower.i:
        follower = follower.head
    if follower.pos_ not in ("NOUN", "PROPN", "PRON") or follower.i <= verb.i:
        return None
    ends = sources.phrase(follower)[1] >= verb.sent.end - 2
    return follower if ends or follower.dep_ != "dobj" or verb.lemma_ in PLAIN else None


def _just_before(verb: Token) -> Token | None:
    """The noun that stands right before a verb in the past or present, whatever the parser hung it on."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == verb.sent.start:
        return None
    before = verb.doc[verb.i - 1]
    return before if before.pos_ in ("NOUN", "PROPN", "PRON") else None


def _next_to(source: Token, verb: Token) -> bool:
    left, right = sources.phrase(source)
    return verb.i + 1 == left or right == verb.i


def _is_evidence(source: Token | None, table: AttributionTable) -> bool:
    return source is not None and source.lemma_.lower() in table.evidence


def _speaker(group: Group, table: AttributionTable) -> Token:
    """The one who speaks: of "a statement by the army saying" the army, else the subject itself."""
    assert group.source is not None
    if group.verb.dep_ == "acl" and group.source.lemma_.lower() in table.vehicles:
        behind = sources.behind_vehicle(group.source)
        if behind is not None:
            return behind
        above = group.source.head
        if group.source.dep_ == "dobj" or (group.source.dep_ == "pobj" and above.lower_ in ("in", "through", "via")):
            verb = above if group.source.dep_ == "dobj" else above.head
            return sources.subject(verb) or group.source
    return group.source


def _clause(group: Group, cue: VerbCue, table: AttributionTable) -> Ranges:
    """The complement clause after the verb."""
    if "clause" not in cue.frames:
        return ()
    for child in group.verb.children:
        if child.i <= group.verb.i or child.dep_ not in CLAUSES:
            continue
        if child.dep_ == "xcomp" and not _reports_infinitive(group.verb, child, cue):
            continue
        start = max(child.left_edge.i, group.end)
        start = _past_saying_time(group.verb.doc, start, child, table)
        return ((start, child.right_edge.i + 1),)
    return ()


def _after_that(group: Group, cue: VerbCue) -> Ranges:
    """ "claims on a video that she escaped": the words after a "that" which the parser hung elsewhere."""
    if "clause" not in cue.frames or group.verb.tag_ == "VBN":
        return ()
    doc, end = group.verb.doc, group.verb.sent.end
    for index in range(group.end, min(group.end + 12, end - 2)):
        if doc[index].dep_ == "dobj" and doc[index].head == group.verb:
            return ()
        if (
            doc[index].lower_ == "that"
            and doc[index].tag_ in ("IN", "WDT")
            and doc[index + 1].tag_ not in ("VBD", "VBZ", "VBP", "MD")
        ):
            return ((index, end),)
        if doc[index].pos_ == "VERB" and doc[index].tag_ != "VBN":
            return ()
    return ()


def _quoted(group: Group, cue: VerbCue, quotes: Sequence[Range]) -> Ranges:
    """The nearest long quotation of the verb's sentence, or the one that its colon leads to in the next."""
    verb = group.verb
    if "quotation" not in cue.frames or group.source is None or verb.dep_ not in MAIN or verb.tag_ not in FINITE:
        return ()
    sentence = group.verb.sent
    last = sentence.end - 1
    while last > group.end and group.verb.doc[last].is_space:
        last -= 1
    reach = last + COLON_REACH if group.verb.doc[last].text == ":" else sentence.end
    near = [
        quote
        for quote in touching(quotes, sentence.start, min(reach, len(group.verb.doc)))
        if quote[1] - quote[0] >= LEAST_QUOTED and not quote[0] <= group.verb.i < quote[1]
    ]
    return (min(near, key=lambda quote: abs(quote[0] - group.verb.i)),) if near else ()


def _what(group: Group, cue: VerbCue) -> Ranges:
    """ "for what the army claimed was an air strike": what stands after the verb "to be"."""
    doc, after = group.verb.doc, group.verb.i + 1
    if "clause" not in cue.frames or after >= group.verb.sent.end or doc[after].lemma_ != "be":
        return ()
    if not any(child.lower_ in ("what", "which") and child.i < group.verb.i for child in group.verb.children):
        return ()
    return ((after, doc[after].right_edge.i + 1),)


def _rest(group: Group, cue: VerbCue) -> Ranges:
    """ "officials say the attack involved a bomber", where the parser made the clause's subject the verb's object."""
    if group.verb.lemma_ not in PLAIN or group.verb.tag_ == "VBN" or group.source is None or "clause" not in cue.frames:
        return ()
    for child in group.verb.children:
        if child.i < group.verb.i:
            continue
        if child.dep_ == "advcl" or (child.dep_ == "dobj" and any(c.dep_ in ("acl", "relcl") for c in child.children)):
            return ((max(group.end, child.left_edge.i), child.right_edge.i + 1),)
    return ()


def _reports_infinitive(verb: Token, child: Token, cue: VerbCue) -> bool:
    """ "claimed to have", "are said to", "denied shelling", but not "threatened to"."""
    passive = any(inner.dep_ == "auxpass" for inner in verb.children)
    return "infinitive" in cue.frames or passive or verb.lemma_ in DENIALS or child.tag_ not in ("VB", "VBG")


def _past_saying_time(doc: Doc, start: int, clause: Token, table: AttributionTable) -> int:
    """Step over a weekday that the parser gave to the clause though it stands right after the verb."""
    index = start
    while index < clause.i and doc[index].lower_ in SMALL:
        index += 1
    if index >= clause.i or doc[index].lower_ not in table.saying_times or doc[index + 1].tag_ in OF_A_NOUN:
        return start
    return index + 1


def _after_colon(group: Group, cue: VerbCue) -> Ranges:
    """ "He added: ..." to the end of the sentence."""
    if "quotation" not in cue.frames:
        return ()
    sentence = group.verb.sent
    for index in range(group.end, min(group.end + 12, sentence.end)):
        if group.verb.doc[index].text == ":":
            return _spoken(group.verb.doc, index + 1, sentence.end)
        if group.verb.doc[index].pos_ in ("VERB", "AUX") and group.verb.doc[index].dep_ != "amod":
            return ()
    return ()


def _spoken(doc: Doc, start: int, end: int) -> Ranges:
    """A range that holds words, else none."""
    return ((start, end),) if any(doc[index].is_alpha for index in range(start, end)) else ()


def _as_told(group: Group, cue: VerbCue) -> Ranges:
    """ "As the U.N. has reported, ...": the main clause after it."""
    doc, sentence = group.verb.doc, group.verb.sent
    opens = group.verb.dep_ == "advcl" and group.start == sentence.start + 1 and doc[sentence.start].lower_ == "as"
    if "clause" not in cue.frames or not opens or group.end >= sentence.end or doc[group.end].text != ",":
        return ()
    return _spoken(doc, group.end + 1, sentence.end)


def _around(group: Group, cue: VerbCue) -> Ranges:
    """The sentence before, and round, a verb set off by a comma or a closing quotation mark."""
    if not _set_off(group) or not ("parenthetical" in cue.frames or _after_mark(group)):
        return ()
    sentence = group.verb.sent
    left = (sentence.start, group.start)
    right = _right_part(group)
    return (left, right) if right else (left,)


def _after_mark(group: Group) -> bool:
    """Whether a quotation ends right before."""
    doc, before = group.verb.doc, group.start - 1
    return doc[before].text in MARKS or (before > 0 and doc[before].text == "," and doc[before - 1].text in MARKS)


def _set_off(group: Group) -> bool:
    doc, sentence = group.verb.doc, group.verb.sent
    before = group.start - 1
    if before > sentence.start and doc[before].lower_ == "as":
        before -= 1
    if before < sentence.start or doc[before].text not in BREAKS:
        return False
    bare = group.verb.tag_ == "VBN" and not any(child.dep_ in AUXILIARIES for child in group.verb.children)
    participle = group.verb.tag_ == "VBG" and not _as_saying(group.verb)
    if bare or participle or group.verb.dep_ in ("relcl", "acl"):
        return False
    return group.source is not None and _content_is_left(group)


def _as_saying(verb: Token) -> bool:
    """ "was quoted as saying"."""
    return bool(verb.dep_ == "pcomp" and verb.head.lower_ == "as")


def _content_is_left(group: Group) -> bool:
    """A clause stands to the left: the parser made it the complement or the main clause, or it is a quotation."""
    verb, sentence = group.verb, group.verb.sent
    if verb.doc[group.start - 1].text not in (",", "-", "–", "—", "--"):
        return True
    if any(child.dep_ in ("ccomp", "advcl", "parataxis") and child.i < verb.i for child in verb.children):
        return True
    if verb.head.i < verb.i and verb.dep_ in ("parataxis", "ccomp", "advcl", "conj", "appos", "dep"):
        return verb.dep_ != "conj" or _ends_sentence(group)
    if verb.head.i > verb.i:
        return verb.dep_ in ("parataxis", "ccomp", "advcl", "csubj", "dep")
    return _ends_sentence(group) and any(t.pos_ in ("VERB", "AUX") for t in verb.doc[sentence.start : group.start])


def _ends_sentence(group: Group) -> bool:
    doc, end = group.verb.doc, group.verb.sent.end
    index = group.end
    while index < end and (doc[index].is_space or doc[index].is_punct):
        index += 1
    return index >= end or (index - group.end <= 1 and not any(t.tag_.startswith("VB") for t in doc[index:end]))


def _right_part(group: Group) -> tuple[int, int] | None:
    """What goes on after "he said," in the same sentence: the rest of the quoted or reported clause."""
    doc, sentence = group.verb.doc, group.verb.sent
    if group.end >= sentence.end - 1 or doc[group.end].text not in (",", "--", "—", "–"):
        return None
    after = doc[group.end + 1]
    inside = group.verb.dep_ in ("parataxis", "ccomp") or any(
        child.dep_ == "ccomp" and child.right_edge.i > group.end for child in group.verb.children
    )
    return (group.end + 1, sentence.end) if inside or after.is_quote else None


def _of(group: Group, cue: VerbCue) -> Ranges:
    """ "accused the army of shelling the town"."""
    if "of" not in cue.frames:
        return ()
    verb = group.verb
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > verb.i:
            return ((child.i + 1, child.right_edge.i + 1),)
        if child.dep_ == "dobj":
            for inner in child.rights:
                if (
                    inner.dep_ == "prep"
                    and inner.lower_ == "of"
                    and inner.i + 1 < len(verb.doc)
                    and verb.doc[inner.i + 1].text.endswith("ing")
                ):
                    return ((inner.i + 1, inner.right_edge.i + 1),)
    return ()


def _object(group: Group, cue: VerbCue) -> Ranges:
    """ "confirmed the attack", "the attack was confirmed by": a noun for what is told."""
    if "object" not in cue.frames or group.verb.dep_ in ("acl", "relcl"):
        return ()
    for child in group.verb.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "dobj" and child.i > group.verb.i):
            return ((child.left_edge.i, child.right_edge.i + 1),)
    return ()
