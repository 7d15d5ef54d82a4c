"""The fake's campaigns: draft, scheduled, sending, sent; and the mail that went out of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fakes.mailchimp.answers import Problem, invalid, no_such
from fakes.mailchimp.audience import MAILED, Audience, now

QUARTERS = {0, 15, 30, 45}


class Campaigns:
    """``mail`` is every message that left: address and campaign."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.campaigns: dict[str, dict[str, Any]] = {}
        self.content: dict[str, dict[str, str]] = {}
        self.always_counts = False
        """As on plans that do not let it be turned off."""
        self.deleted: list[dict[str, Any]] = []
        self.tests: list[tuple[str, str, str]] = []
        self.mail: list[tuple[str, str]] = []
        self.reports: dict[str, dict[str, Any]] = {}
        self.abuse: dict[str, list[str]] = {}

    def create(self, body: Mapping[str, Any]) -> dict[str, Any]:
        if body["recipients"]["list_id"] != self.audience.id:
            raise invalid("recipients.list_id", "The list does not exist.")
        name = f"camp{len(self.campaigns) + len(self.deleted) + 1}"
        self.campaigns[name] = {"id": name, "status": "save", "emails_sent": 0, "create_time": now(), **body}
        return self.shown(name)

    def shown(self, name: str) -> dict[str, Any]:
        if name not in self.campaigns:
            raise no_such()
        made = dict(self.campaigns[name])
        if self.always_counts:
            made["tracking"] = {**made["tracking"], "html_clicks": True}
        return {**made, "recipients": {**made["recipients"], "recipient_count": len(self.segment(name))}}

    def change(self, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self._draft(name)
        self.campaigns[name].update(body)
        return self.shown(name)

    def delete(self, name: str) -> None:
        if self.shown(name)["status"] in ("schedule", "sending"):
            raise Problem(400, "Bad Request", "Cannot delete a campaign that is scheduled or being sent.")
        self.deleted.append(self.campaigns.pop(name))

    def fill(self, name: str, body: Mapping[str, str]) -> dict[str, Any]:
        self._draft(name)
        self.content[name] = dict(body)
        return dict(body)

    def checklist(self, name: str) -> dict[str, Any]:
        filled = bool(self.content.get(name, {}).get("html"))
        kind = "success" if filled else "error"
        item = {"type": kind, "id": 1, "heading": "Content", "details": "" if filled else "Design an email for it."}
        return {"is_ready": filled, "items": [item]}

    def schedule(self, name: str, body: Mapping[str, Any]) -> None:
        self._draft(name)
        at = datetime.fromisoformat(body["schedule_time"].replace("Z", "+00:00"))
        if at.minute not in QUARTERS or at.second:
            raise invalid(
                "schedule_time", "Campaigns may only be scheduled to send on the quarter-hour (:00, :15, :30, :45)."
            )
        if at <= datetime.fromisoformat(now()):
            raise Problem(400, "Bad Request", "You cannot schedule a campaign in the past.")
        self.campaigns[name].update(status="schedule", send_time=body["schedule_time"])

    def unschedule(self, name: str) -> None:
        if self.shown(name)["status"] != "schedule":
            raise Problem(400, "Bad Request", "The campaign is not scheduled.")
        self.campaigns[name].update(status="save")

    def send(self, name: str) -> None:
        self._draft(name)
        self._leaves(name)

    def _draft(self, name: str) -> None:
        if self.shown(name)["status"] != "save":
            raise Problem(400, "Bad Request", "Cannot modify a campaign that is sent or being sent.")

    def segment(self, name: str) -> list[str]:
        """Addresses that it goes to."""
        asked: set[str] = set()
        for condition in self.campaigns[name]["recipients"]["segment_opts"]["conditions"]:
            asked |= set(condition["value"])
        every = self.audience.members.values()
        wanted = (each for each in every if any(each["interests"].get(interest) for interest in asked))
        return [each["email_address"] for each in wanted if each["status"] in MAILED]

    def _leaves(self, name: str) -> None:
        to = self.segment(name)
        self.mail += [(address, name) for address in to]
        self.campaigns[name].update(status="sending", emails_sent=len(to), send_time=now())

    # What time brings.

    def come_due(self) -> None:
        """What was scheduled leaves, what was leaving has left."""
        for name, campaign in self.campaigns.items():
            if campaign["status"] == "sending":
                campaign["status"] = "sent"
            if campaign["status"] == "schedule":
                at = datetime.fromisoformat(campaign["send_time"].replace("Z", "+00:00"))
                if at <= datetime.fromisoformat(now()):
                    self._leaves(name)

    def report(self, name: str) -> dict[str, Any]:
        sent = self.shown(name)["emails_sent"]
        bounces = {"hard_bounces": 0, "soft_bounces": 0, "syntax_errors": 0}
        told = {"opens_total": 0, "unique_opens": 0, "open_rate": 0.0}
        base = {"id": name, "emails_sent": sent, "abuse_reports": len(self.abuse.get(name, ())), "unsubscribed": 0}
        return {**base, "bounces": bounces, "opens": told, "clicks": {"clicks_total": 0}, **self.reports.get(name, {})}

    def complaints(self, name: str) -> dict[str, Any]:
        told = [{"id": i, "email_address": each} for i, each in enumerate(self.abuse.get(name, ()), 1)]
        return {"abuse_reports": told, "campaign_id": name, "total_items": len(told)}
