"""What kind of thing a word denotes in this report: place, armed side, civilians, or a word class of the codebook."""

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

from communique.coding.layers import ActorMention, PlaceMention

STATE = frozenset(("state-forces", "police", "government", "external-forces", "mission"))
NONSTATE = frozenset(("rebel-group", "political-militia", "identity-militia", "armed-group"))
UNARMED = frozenset(
    ("civilians", "protesters", "rioters", "media", "government", "political-party", "organisation", "other")
)


LOOK_BACK_TOKENS = 40
"""How far back "it" may stand for a place: a long sentence."""


class Kinds:
    """Looks up, for one ``Doc``, what its tokens denote. Built once a report, read many times."""

    def __init__(self, doc: Doc, word_classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = word_classes
        self.class_names = frozenset(word_classes)
        self.actor_at: dict[int, list[ActorMention]] = {}
        self.place_at: dict[int, PlaceMention] = {}
        for actor in doc._.actors or ():
            self.actor_at.setdefault(actor.head, []).append(actor)
        for actor in doc._.actors or ():
            for index in range(actor.start, actor.end):
                self.actor_at.setdefault(index, [])
        for place in doc._.places or ():
            for index in range(place.start, place.end):
                self.place_at[index] = place

    def actors(self, token: Token) -> list[ActorMention]:
        """The actors whose phrase has this token as its head."""
        return self.actor_at.get(token.i, [])

    def place(self, token: Token) -> PlaceMention | None:
        """The place this token is part of; adjectives ("Malian") are not places."""
        found = self.place_at.get(token.i)
        return found if found is not None and found.kind != "adjective" else None

    def meant_place(self, token: Token) -> PlaceMention | None:
        """The place that "it" stands for as an object, where "it" was traced to no actor: the nearest named before."""
        if token.lower_ != "it" or token.dep_ not in ("dobj", "nsubjpass") or self.actor_at.get(token.i):
            return None
        for index in range(token.i - 1, max(-1, token.i - LOOK_BACK_TOKENS), -1):
            place = self.place_at.get(index)
            if (
                place is not None
                and place.kind != "adjective"
                and place.place.precision in ("site", "town", "district")
            ):
                return place
        return None

    def is_a(self, token: Token, name: str) -> bool:
        """Whether a token denotes a thing of the class ``name`` (see ``docs/codebook-format.md``)."""
        if name.startswith("@"):
            return token.lemma_.lower() in self._classes[name[1:]] or token.lower_ in self._classes[name[1:]]
        if name.startswith("word:"):
            return name[5:] in (token.lemma_.lower(), token.lower_)
        return self._built_in(token, name)

    def word_is_a(self, word: str, name: str) -> bool:
        """The same for a bare word: a word class of the codebook, or ``word:xyz``."""
        return word in self._classes[name[1:]] if name.startswith("@") else name == f"word:{word}"

    def _built_in(self, token: Token, name: str) -> bool:
        actors = self.actors(token)
        if name == "place":
            return self.place(token) is not None or self._settlement(token) or self.meant_place(token) is not None
        if name == "person":
            return token.ent_type_ == "PERSON" or any(actor.actor.kind == "civilians" for actor in actors)
        if name == "actor":
            return bool(actors) or token.ent_type_ == "PERSON"
        if name == "armed":
            return any(actor.armed for actor in actors)
        if name == "state":
            return any(actor.actor.kind in STATE or _sides_with_state(actor) for actor in actors)
        if name == "government":
            return any(actor.actor.kind == "government" for actor in actors)
        if name == "nonstate":
            return any(a.armed and a.actor.kind in NONSTATE and not _sides_with_state(a) for a in actors)
        if name == "unarmed":
            return self._unarmed(token, actors)
        raise ValueError(f"no class {name!r}: see classes.yaml and docs/codebook-format.md")

    def _settlement(self, token: Token) -> bool:
        return token.lemma_.lower() in self._classes.get("settlement", frozenset()) and not self.actors(token)

    @staticmethod
    def _unarmed(token: Token, actors: Iterable[ActorMention]) -> bool:
        kinds = [actor for actor in actors if not actor.armed]
        if any(actor.actor.kind in UNARMED or actor.armed is False for actor in kinds):
            return True
        return token.ent_type_ == "PERSON" and not any(actor.armed for actor in actors)


def _sides_with_state(actor: ActorMention) -> bool:
    """Forces that fight on the government's side: a place they win is regained."""
    return (actor.actor.name or "").startswith("Pro-Government")
