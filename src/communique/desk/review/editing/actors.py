"""The editors of the two sides, and the names that are offered for an actor."""

from collections.abc import Iterator
from typing import Any, ClassVar, get_args

from django import forms

from communique.codebook.actors import Role, load_actor_lists, normalise
from communique.coding.actors.naming import fill
from communique.desk.archive.countries import name_of, names
from communique.desk.review.editing.rows import RowForm, RowsEditor
from communique.model import Actor, ActorKind

OFFERED = 30


class ActorRow(RowForm):
    """An actor."""

    text = forms.CharField(required=False, max_length=300, label="The report's words")
    name = forms.CharField(required=False, max_length=200, label="Name")
    kind = forms.ChoiceField(
        required=False, label="Kind", choices=[("", "not known"), *((each, each) for each in get_args(ActorKind))]
    )
    country = forms.CharField(required=False, max_length=100, label="Country")
    alleged = forms.BooleanField(required=False, label="Only alleged")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"list": "actor-names", "autocomplete": "off", "data-suggest": ""}
        self.fields["country"].widget.attrs |= {"list": "country-names", "autocomplete": "off"}


class SideEditor(RowsEditor):
    """Who did it, or to whom."""

    template: ClassVar[str] = "review/editors/actors.html"
    row: ClassVar[type[RowForm]] = ActorRow

    def of(self, each: Actor) -> dict[str, Any]:
        return {
            "text": each.text,
            "name": each.name,
            "kind": each.kind,
            "country": each.country,
            "alleged": each.alleged,
        }

    def to(self, data: dict[str, Any]) -> dict[str, Any]:
        given = {name: data[name] or None for name in ("name", "kind", "country")}
        return {"text": data["text"], "alleged": data["alleged"], **given}

    def suggestions(self) -> list[str]:
        """Names for the selected words, then those that are usual in the event's country."""
        place = self.subject.record.place
        return suggestions(self.subject.selected, place.country if place else None)

    def countries(self) -> list[str]:
        """Names of countries."""
        return sorted(names().values())


class InitiatorsEditor(SideEditor):
    """Who did it."""

    field: ClassVar[str] = "initiators"


class RecipientsEditor(SideEditor):
    """To whom it was done."""

    field: ClassVar[str] = "recipients"


def suggestions(words: str, country: str | None) -> list[str]:
    """Normalised names that hold the words, or whose aliases, acronyms or generic words do; those of a country's forces and
    people too.
    """
    wanted, where = normalise(words), name_of(country) or None
    roles = load_actor_lists().roles
    meant = [name for role in roles if role.lemma in wanted.split() and (name := _of_role(role, where))]
    usual = list(dict.fromkeys(name for role in roles if (name := _of_role(role, where))))
    fitting = [name for name in usual if wanted and wanted in normalise(name)]
    listed = _listed(wanted) if len(wanted) > 1 else ()
    return list(dict.fromkeys([*meant, *listed, *fitting, *(usual if where else ())]))[:OFFERED]


def _listed(wanted: str) -> Iterator[str]:
    lists = load_actor_lists()
    for group in lists.groups:
        if any(wanted in normalise(name) for name in (group.name, *group.aliases, *group.acronyms)):
            yield group.name


def _of_role(role: Role, country: str | None) -> str | None:
    return None if "{identity}" in role.name else fill(role.name, country)
