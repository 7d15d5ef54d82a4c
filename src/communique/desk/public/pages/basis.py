"""What a page is composed of: of all that the machine read, or of what a person accepted alone."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from communique.desk.accounts.guards import sees_unreviewed
from communique.desk.archive.models import Composition

Basis = Composition.Basis


def basis_of(request: HttpRequest) -> Basis:
    """``?basis=read`` or ``reviewed`` for those who may choose, else ``reviewed``. Raises ``BadRequest`` on another value."""
    if not sees_unreviewed(request.user):
        return Basis.REVIEWED
    try:
        return Basis(request.GET.get("basis") or Basis.READ)
    except ValueError as error:
        raise BadRequest("basis: give read or reviewed") from error


def query_of(basis: Basis, request: HttpRequest) -> str:
    """What links must carry on so that the next page shows the same: empty where it is what one sees anyway."""
    usual = Basis.READ if sees_unreviewed(request.user) else Basis.REVIEWED
    return "" if basis == usual else f"?basis={basis}"
