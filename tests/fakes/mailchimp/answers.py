"""What the fake answers: a status and JSON, or a problem as Mailchimp words it."""

from dataclasses import dataclass, field
from typing import Any

TYPE = "https://mailchimp.com/developer/marketing/docs/errors/"


@dataclass
class Problem(Exception):  # noqa: N818
    """An answer of ``application/problem+json``."""

    status: int
    title: str
    detail: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        told = {
            "type": TYPE,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": "made-up-1",
        }
        return {**told, "errors": self.errors} if self.errors else told


def no_such() -> Problem:
    return Problem(404, "Resource Not Found", "The requested resource could not be found.")


def invalid(name: str, words: str) -> Problem:
    return Problem(
        400, "Invalid Resource", "The resource submitted could not be validated.", [{"field": name, "message": words}]
    )


def compliance(address: str) -> Problem:
    words = f"{address} is already a list member in compliance state due to unsubscribe, bounce, or compliance review."
    return Problem(400, "Member In Compliance State", words)
