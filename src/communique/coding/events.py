"""The last component: happenings with their roles, joined into the events of the record."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from communique.codebook.types import load_codebook
from communique.coding import absorbing, joining, record, roles, sides
from communique.coding.blaming import lay_blame
from communique.coding.carrying import carry
from communique.coding.claiming import lay_claims
from communique.coding.classes import Kinds
from communique.coding.concrete import concrete, tells_something
from communique.coding.dating import carry_dates
from communique.coding.draft import Draft
from communique.coding.happenings import index
from communique.coding.joining import Group
from communique.coding.losses import losses
from communique.coding.tolls import effect_lemmas

if TYPE_CHECKING:
    from communique.coding.learned import Arguments


@Language.factory("communique_events", default_config={"codebook": None, "reader": "rules"})
class EventsComponent:
    """Writes ``doc._.events``: the events of the record, in the order of their anchors."""

    def __init__(self, nlp: Language, name: str, codebook: str | None, reader: str) -> None:
        self.codebook = load_codebook(codebook)
        self.effects = effect_lemmas()
        self.learned = _learned(reader)

    def __call__(self, doc: Doc) -> Doc:
        """Make the events of one report."""
        kinds = Kinds(doc, index(self.codebook).classes)
        groups = [group for group in joining.join(self.drafts(doc, kinds)) if tells_something(group)]
        if self.learned is None:
            _lay(groups)
        else:
            scored = self.learned.read(groups)
            self.learned.set_places(scored)
            _lay(groups)
            self.learned.set_sides(scored, kinds)
        doc._.events = record.events(doc, groups, doc._.report)
        return doc

    def drafts(self, doc: Doc, kinds: Kinds) -> list[Draft]:
        """What each mention of a happening tells, before mentions are joined."""
        found = [sides.arrange(draft, kinds) for draft in roles.fill(doc, doc._.happenings, self.codebook, kinds)]
        return list(concrete(absorbing.absorb(self._with_tolls(doc, found, kinds), self.effects)))

    @staticmethod
    def _with_tolls(doc: Doc, drafts: list[Draft], kinds: Kinds) -> list[Draft]:
        attached = absorbing.attach(losses(doc), drafts)
        found = []
        for draft in drafts:
            own = tuple(attached.get(draft.happening.head, ()))
            found.append(sides.with_victims(replace(draft, tolls=own), own, kinds))
        return found


def _lay(groups: Sequence[Group]) -> None:
    """What one event of a report gives another: its place, its doer, whom it accuses."""
    carry(groups)
    carry_dates(groups)
    lay_claims(groups)
    lay_blame(groups)


def _learned(reader: str) -> "Arguments | None":
    if reader == "rules":
        return None
    from communique.coding.learned import arguments_for  # only who reads with it pays for it

    return arguments_for(reader)
