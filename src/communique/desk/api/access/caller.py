"""Who asks: a stranger, somebody who is logged in, or a program with a token."""

from dataclasses import dataclass
from typing import Any

from communique.desk.accounts.guards import sees_unreviewed
from communique.desk.accounts.models import Organisation
from communique.desk.accounts.roles import Role, has_role
from communique.desk.api.models import Token
from communique.desk.api.problems import Refused
from communique.desk.api.problems.problem import wrong
from communique.desk.archive.models import Composition

Basis = Composition.Basis


@dataclass(frozen=True, slots=True)
class Caller:
    """``user`` may be a stranger; ``token`` is null for those who came by a page."""

    user: Any
    token: Token | None = None

    def has_scope(self, scope: str) -> bool:
        """Whether the token has a scope; people who are logged in need none."""
        return self.token is None or scope in self.token.scopes

    @property
    def sees_unreviewed(self) -> bool:
        """Whether what nobody reviewed may be told."""
        if not sees_unreviewed(self.user):
            return False
        return self.has_scope("read:unreviewed") or Organisation.current().public_shows_unreviewed

    @property
    def sees_texts(self) -> bool:
        """Whether the whole text of reports may be told: it is their publishers'."""
        return has_role(self.user, Role.ANALYST) and self.has_scope("read:unreviewed")

    def basis(self, asked: str | None) -> Basis:
        """The basis that is told. Raises ``Refused`` where another is asked for than may be."""
        if asked not in (None, "", *Basis.values):
            raise wrong("basis", "give read or reviewed")
        if asked == Basis.READ and not self.sees_unreviewed:
            raise Refused(403, "What nobody reviewed is told to tokens of analysts with the scope read:unreviewed.")
        return Basis(asked or (Basis.READ if self.sees_unreviewed else Basis.REVIEWED))
