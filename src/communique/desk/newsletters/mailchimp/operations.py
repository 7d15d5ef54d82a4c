"""The one request that brings a member nearer to what is wanted. The same is asked singly and in a batch."""

from dataclasses import dataclass
from typing import Any

from communique.desk.newsletters.mailchimp.judging import LIVE, PENDING, SUBSCRIBED, UNSUBSCRIBED, told
from communique.desk.newsletters.mailchimp.knowing import COMPLIANCE, FORGOTTEN, GONE, Known
from communique.desk.newsletters.mailchimp.setting_up import PREFERENCES, Audience
from communique.desk.newsletters.mailchimp.wanting import Wanted


@dataclass(frozen=True)
class Operation:
    """As ``Client.ask`` and ``POST /batches`` take it."""

    method: str
    path: str
    body: dict[str, Any] | None = None


def forgetting(audience: Audience, known: Known) -> Operation:
    """Delete somebody for good."""
    return Operation("POST", f"{audience.member(known.key)}/actions/delete-permanent")


def operation(
    audience: Audience,
    known: Known,
    address: str,
    wanted: Wanted,
    interests: set[str],
    proof: dict[str, Any],
    *,
    asked: bool,
) -> Operation | None:
    """Null: there is nothing to ask. ``asked``: they asked us for something since ``known`` was true."""
    at = audience.member(known.key)
    if not wanted.mailed:
        live = known.status in LIVE or not known.status
        return Operation("PATCH", at, {"status": UNSUBSCRIBED}) if live else None
    out = known.status in (GONE, FORGOTTEN)
    if out and not asked:
        return None
    if out or not known.status:
        return Operation("PUT", audience.member(known.key), _whole(address, wanted, interests, proof))
    body = _changes(known, address, wanted, interests)
    return Operation("PATCH", at, body) if body else Operation("GET", at)


def _whole(address: str, wanted: Wanted, interests: set[str], proof: dict[str, Any]) -> dict[str, Any]:
    """A new member. One who is there already keeps their status."""
    return {
        "email_address": address,
        "status_if_new": SUBSCRIBED,
        "language": wanted.language,
        "merge_fields": {PREFERENCES: wanted.preferences},
        "interests": dict.fromkeys(sorted(interests), True),
        **proof,
    }


def _changes(known: Known, address: str, wanted: Wanted, interests: set[str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if known.address != address:
        body["email_address"] = address
    if known.status not in LIVE:
        body["status"] = PENDING if known.status == COMPLIANCE else SUBSCRIBED
    if known.language != wanted.language:
        body["language"] = wanted.language
    if known.preferences != wanted.preferences:
        body["merge_fields"] = {PREFERENCES: wanted.preferences}
    changed = told(known, interests)
    return {**body, "interests": changed} if changed else body
