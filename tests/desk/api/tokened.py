"""Programs with tokens, for the tests of the API."""

from typing import Any

from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api.tokens.keeping import make
from communique.desk.api.tokens.scopes import scopes_of


class Program:
    """A program that calls the API with a token, or without one."""

    def __init__(self, token: str | None = None, client: Client | None = None) -> None:
        self.client = client or Client(raise_request_exception=False)
        self.headers = {} if token is None else {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers={**self.headers, **headers})

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.client.post(f"/api/v1/{path}", body, "application/json", headers={**self.headers, **headers})


def someone(role: Role, name: str = "") -> User:
    """Somebody of a role."""
    found = User.objects.filter(username=name or f"{role}-api").first()
    return found or User.objects.create_user(username=name or f"{role}-api", password="long-enough-1", role=role)


def program(role: Role, *scopes: str) -> Program:
    """A program of somebody of a role, with scopes (all that the role can give where none are named)."""
    owner = someone(role)
    given = scopes or [each.scope for each in scopes_of(owner)]
    return Program(make(owner, "test", given, None)[1])
