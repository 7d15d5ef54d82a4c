"""The last component: happenings with their roles, joined into the events of the record."""

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from communique.codebook.types import load_codebook
from communique.coding import absorbing, joining, record, roles, sides
from communique.coding.blaming import lay_blame
from communique.coding.carrying import carry
from communique.coding.claiming import lay_claims
from communique.coding.classes import Kinds
from communique.coding.concrete import concrete, tells_something
from communique.coding.draft import Draft
from communique.coding.happenings import index
from communique.coding.losses import losses
from communique.coding.tolls import effect_lemmas


@Language.factory("communique_events", default_config={"codebook": None})
class EventsComponent:
    """Writes ``doc._.events``: the events of the record, in the order of their anchors."""

    def __init__(self, nlp: Language, name: str, codebook: str | None) -> None:
        self.codebook = load_codebook(codebook)
        self.effects = effect_lemmas()

    def __call__(self, doc: Doc) -> Doc:
        """Make the events of one report."""
        kinds = Kinds(doc, index(self.codebook).classes)
        drafts = [sides.arrange(draft, kinds) for draft in roles.fill(doc, doc._.happenings, self.codebook, kinds)]
        drafts = absorbing.absorb(self._with_tolls(doc, drafts, kinds), self.effects)
        groups = [group for group in joining.join(concrete(drafts)) if tells_something(group)]
        carry(groups)
        lay_claims(groups)
        lay_blame(groups)
        doc._.events = record.events(doc, groups, doc._.report)
        return doc

    @staticmethod
    def _with_tolls(doc: Doc, drafts: list[Draft], kinds: Kinds) -> list[Draft]:
        attached = absorbing.attach(losses(doc), drafts)
        found = []
        for draft in drafts:
            own = tuple(attached.get(draft.happening.head, ()))
            found.append(sides.with_victims(replace(draft, tolls=own), own, kinds))
        return found
