"""The fake's one audience: its members, interests, merge fields and webhooks, and what people do there by themselves."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fakes.mailchimp.answers import Problem, compliance, invalid, no_such

MAILED = {"subscribed"}
OWN_WISH = {"unsubscribed", "cleaned"}
LEGAL_OWN = ("email_type", "language", "vip", "ip_opt", "ip_signup", "timestamp_opt", "timestamp_signup")


def hashed(address: str) -> str:
    return hashlib.md5(address.lower().encode(), usedforsecurity=False).hexdigest()


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


class Audience:
    """``hooks`` collects what would be posted to our webhooks: pairs of address and form."""

    def __init__(self, name: str = "a1b2c3", title: str = "River Desk") -> None:
        self.id, self.title = name, title
        self.double_optin = False
        self.contact = {"company": "River Desk", "address1": "1 Quay Street", "city": "Port Town", "country": "CI"}
        self.members: dict[str, dict[str, Any]] = {}
        self.by_themselves: set[str] = set()
        """Hashes of members who left, bounced or complained: in compliance state."""
        self.forgotten: set[str] = set()
        self.categories: dict[str, dict[str, Any]] = {}
        self.interests: dict[str, dict[str, Any]] = {}
        self.merge_fields: list[dict[str, Any]] = []
        self.webhooks: dict[str, dict[str, Any]] = {}
        self.hooks: list[tuple[str, dict[str, str]]] = []
        self.asked_again: list[str] = []
        """Addresses that Mailchimp mailed a confirmation of its own to."""

    # What the API does.

    def shown(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.title, "contact": self.contact, "double_optin": self.double_optin}

    def put(self, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if hashed(body["email_address"]) in self.forgotten:
            words = f"{body['email_address']} was permanently deleted and cannot be re-imported."
            raise Problem(400, "Forgotten Email Not Subscribed", words)
        if key in self.members:
            return self.patch(key, body)
        address = body["email_address"]
        if "@" not in address or address.endswith("@fake.example"):
            raise invalid("email_address", "This value looks fake or invalid, please enter a real email address.")
        status = body["status_if_new"]
        member = self._new(address, status)
        if status == "pending":
            self.asked_again.append(address)
        return self._changed(member, body)

    def patch(self, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
        member = self.member(key)
        new = body.get("email_address", member["email_address"])
        if hashed(new) != key:
            member = self._readdressed(member, new)
        if "status" in body:
            self._status(member, body["status"])
        return self._changed(member, body)

    def member(self, key: str) -> dict[str, Any]:
        if key not in self.members:
            raise no_such()
        return self.members[key]

    def forget(self, key: str) -> None:
        self.member(key)
        del self.members[key]
        self.forgotten.add(key)

    def page(self, query: Mapping[str, str]) -> dict[str, Any]:
        every = sorted(self.members.values(), key=lambda each: each["id"])
        every = [each for each in every if query.get("status") in (None, each["status"])]
        start, count = int(query.get("offset", 0)), int(query.get("count", 10))
        return {"members": every[start : start + count], "list_id": self.id, "total_items": len(every)}

    def _new(self, address: str, status: str) -> dict[str, Any]:
        key = hashed(address)
        member = {"id": key, "email_address": address, "status": status, "interests": {}, "merge_fields": {}}
        self.members[key] = {**member, "list_id": self.id, "language": "", "last_changed": now()}
        return self.members[key]

    def _changed(self, member: dict[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
        unknown = [each for each in body.get("interests", {}) if each not in self.interests]
        if unknown:
            raise invalid("interests", f"Invalid interest ID: '{unknown[0]}'")
        member["interests"].update(body.get("interests", {}))
        tags = {each["tag"] for each in self.merge_fields}
        member["merge_fields"].update({k: v for k, v in body.get("merge_fields", {}).items() if k in tags})
        member.update({name: body[name] for name in LEGAL_OWN if name in body})
        member["last_changed"] = now()
        every = {name: member["interests"].get(name, False) for name in self.interests}
        return {**member, "interests": every}

    def _status(self, member: dict[str, Any], wanted: str) -> None:
        key, was = member["id"], member["status"]
        if was == "cleaned" and wanted != "cleaned":
            raise compliance(member["email_address"])
        if wanted == "subscribed" and key in self.by_themselves:
            raise compliance(member["email_address"])
        if wanted == "pending" and was != "pending":
            self.asked_again.append(member["email_address"])
        member["status"] = wanted

    def _readdressed(self, member: dict[str, Any], address: str) -> dict[str, Any]:
        key = hashed(address)
        if key in self.members:
            raise invalid("email_address", f"{address} is already a list member.")
        del self.members[member["id"]]
        member.update(id=key, email_address=address)
        self.members[key] = member
        return member

    # What people do.

    def unsubscribes(self, address: str, reason: str = "manual") -> None:
        member = self.member(hashed(address))
        member.update(status="unsubscribed", last_changed=now())
        self.by_themselves.add(member["id"])
        self._tell("unsubscribe", "user", {"action": "unsub", "reason": reason, "email": address, "id": member["id"]})

    def unchecks(self, address: str, interest: str) -> None:
        member = self.member(hashed(address))
        member["interests"][interest] = False
        member["last_changed"] = now()
        self._tell("profile", "user", {"email": address, "id": member["id"], "merges[EMAIL]": address})

    def checks(self, address: str, interest: str) -> None:
        self.member(hashed(address))["interests"][interest] = True
        self._tell("profile", "user", {"email": address, "id": hashed(address)})

    def is_cleaned(self, address: str) -> None:
        member = self.member(hashed(address))
        member.update(status="cleaned", last_changed=now())
        self.by_themselves.add(member["id"])
        self._tell("cleaned", "admin", {"reason": "hard", "email": address, "campaign_id": "c1"})

    def moves(self, address: str, new: str) -> None:
        self._readdressed(self.member(hashed(address)), new)
        told = {"old_email": address, "new_email": new, "new_id": hashed(new)}
        self._tell("upemail", "user", told)

    def confirms(self, address: str) -> None:
        member = self.member(hashed(address))
        member["status"] = "subscribed"
        self.by_themselves.discard(member["id"])
        self._tell("subscribe", "user", {"email": address, "id": member["id"]})

    def is_archived(self, address: str) -> None:
        self.member(hashed(address))["status"] = "archived"
        self._tell("unsubscribe", "admin", {"action": "delete", "reason": "manual", "email": address})

    def _tell(self, kind: str, source: str, data: Mapping[str, str]) -> None:
        fired = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        form = {"type": kind, "fired_at": fired, "data[list_id]": self.id}
        for name, value in data.items():
            first, bracket, rest = name.partition("[")
            form[f"data[{first}]{bracket}{rest}"] = value
        for hook in self.webhooks.values():
            if hook["events"].get(kind) and hook["sources"].get(source):
                self.hooks.append((hook["url"], form))
