"""A stateful fake of the part of Mailchimp's API that we use, for a transport of httpx; faults are put in its way.

Every request and every answer is held against Mailchimp's own description where it is there (``contract``).
"""

import base64
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from fakes.mailchimp.answers import Problem, no_such
from fakes.mailchimp.audience import Audience
from fakes.mailchimp.batches import HOST, Batches
from fakes.mailchimp.campaigns import Campaigns
from fakes.mailchimp.contract import contract

KEY = "0123456789abcdef-us21"
AT_ONCE = 10


@dataclass
class Fault:
    """What goes wrong with the next ``times`` requests that fit. ``lost``: done, and the answer never comes; ``cut``: not done, and
    no answer; ``refused``: no connection; a number: that status, not done; ``bare``: 403 of the firewall; ``page``: 502 as HTML."""

    kind: str | int
    method: str = ""
    path: str = ""
    """A pattern."""
    times: int = 1

    def fits(self, method: str, path: str) -> bool:
        return bool(self.times) and self.method in ("", method) and re.search(self.path, path) is not None


class Account:
    """``asked`` is every request that came: method, path and body."""

    def __init__(self) -> None:
        self.audience = Audience()
        self.others: list[Audience] = []
        self.campaigns = Campaigns(self.audience)
        self.batches = Batches(self.do)
        self.domains: list[dict[str, Any]] = [{"domain": "news.example", "verified": True, "authenticated": True}]
        self.files: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.asked: list[tuple[str, str, Any]] = []
        self.at_once, self.most_at_once = 0, 0
        self.reachable = True
        """Whether our webhook answers its GET."""
        self.lock = threading.Lock()

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.handle)

    def of(self, method: str, path: str = "") -> list[Any]:
        """Bodies of the requests that fit."""
        return [body for asked, at, body in self.asked if asked == method and re.search(path, at)]

    def handle(self, request: httpx.Request) -> httpx.Response:
        if str(request.url).startswith(HOST):
            return self._archive(request)
        path = request.url.path.removeprefix("/3.0")
        body = json.loads(request.content) if request.content else None
        fault = next((each for each in self.faults if each.fits(request.method, path)), None)
        if fault:
            fault.times -= 1
            early = _failed(fault, request)
            if early:
                return early
        told = self._counted(request, path, body)
        if fault:
            raise httpx.ReadTimeout("the answer never came", request=request)
        return told

    def _counted(self, request: httpx.Request, path: str, body: Any) -> httpx.Response:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.at_once > AT_ONCE:
                return _json(429, Problem(429, "Too Many Requests", "You have exceeded the limit of 10.").body())
            return self._answered(request, path, body)
        finally:
            with self.lock:
                self.at_once -= 1

    def _answered(self, request: httpx.Request, path: str, body: Any) -> httpx.Response:
        right = base64.b64encode(f"communique:{KEY}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {right}":
            return _json(401, Problem(401, "API Key Invalid", "Your API key may be invalid.").body())
        status, told = self.do(request.method, path, body, dict(request.url.params))
        return _json(status, told) if told is not None else httpx.Response(status)

    def do(self, method: str, path: str, body: Any, query: Mapping[str, str] | None = None) -> tuple[int, Any]:
        """Status and JSON, held against the description."""
        self.asked.append((method, path, body))
        held = contract()
        if held:
            held.check_request(method, path, query or {}, body)
        try:
            told = self._routed(method, path, body, query or {})
            status = 204 if told is None else 200
        except Problem as problem:
            status, told = problem.status, problem.body()
        if held:
            held.check_response(method, path, status, told)
        return status, told

    def _routed(self, method: str, path: str, body: Any, query: Mapping[str, str]) -> Any:
        for verb, pattern, act in self._routes():
            found = re.fullmatch(pattern.replace("LIST", f"/lists/{self.audience.id}"), path)
            if verb == method and found:
                return act(found.groups(), body, query)
        raise no_such()

    def _routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        a, c = self.audience, self.campaigns
        one = r"/campaigns/(\w+)"
        return [
            ("GET", "/lists", lambda g, b, q: self._lists()),
            ("GET", "/ping", lambda g, b, q: {"health_status": "Everything's Chimpy!"}),
            ("GET", "/verified-domains", lambda g, b, q: _all("domains", self.domains)),
            ("GET", "LIST", lambda g, b, q: a.shown()),
            ("GET", "LIST/members", lambda g, b, q: a.page(q)),
            ("GET", r"LIST/members/(\w+)", lambda g, b, q: a.member(g[0])),
            ("PUT", r"LIST/members/(\w+)", lambda g, b, q: a.put(g[0], b)),
            ("PATCH", r"LIST/members/(\w+)", lambda g, b, q: a.patch(g[0], b)),
            ("POST", r"LIST/members/(\w+)/actions/delete-permanent", lambda g, b, q: a.forget(g[0])),
            ("GET", "LIST/merge-fields", lambda g, b, q: _all("merge_fields", a.merge_fields)),
            ("POST", "LIST/merge-fields", lambda g, b, q: self._merge_field(b)),
            ("GET", "LIST/interest-categories", lambda g, b, q: _all("categories", list(a.categories.values()))),
            ("POST", "LIST/interest-categories", lambda g, b, q: self._category(b)),
            ("GET", r"LIST/interest-categories/(\w+)/interests", lambda g, b, q: self._interests(g[0], q)),
            ("POST", r"LIST/interest-categories/(\w+)/interests", lambda g, b, q: self._interest(g[0], b)),
            ("PATCH", r"LIST/interest-categories/\w+/interests/(\w+)", lambda g, b, q: self._rename(g[0], b)),
            ("GET", "LIST/webhooks", lambda g, b, q: _all("webhooks", list(a.webhooks.values()))),
            ("POST", "LIST/webhooks", lambda g, b, q: self._webhook(b)),
            ("PATCH", r"LIST/webhooks/(\w+)", lambda g, b, q: a.webhooks[g[0]].update(b) or a.webhooks[g[0]]),
            ("DELETE", r"LIST/webhooks/(\w+)", lambda g, b, q: a.webhooks.pop(g[0]) and None),
            ("POST", "/campaigns", lambda g, b, q: c.create(b)),
            ("GET", "/campaigns", lambda g, b, q: self._campaigns(q)),
            ("GET", one, lambda g, b, q: c.shown(g[0])),
            ("PATCH", one, lambda g, b, q: c.change(g[0], b)),
            ("DELETE", one, lambda g, b, q: c.delete(g[0])),
            ("PUT", f"{one}/content", lambda g, b, q: c.fill(g[0], b)),
            ("GET", f"{one}/send-checklist", lambda g, b, q: c.checklist(g[0])),
            ("POST", f"{one}/actions/send", lambda g, b, q: c.send(g[0])),
            ("POST", f"{one}/actions/schedule", lambda g, b, q: c.schedule(g[0], b)),
            ("POST", f"{one}/actions/unschedule", lambda g, b, q: c.unschedule(g[0])),
            ("POST", f"{one}/actions/test", lambda g, b, q: self._test(g[0], b)),
            ("GET", r"/reports/(\w+)", lambda g, b, q: c.report(g[0])),
            ("GET", r"/reports/(\w+)/abuse-reports", lambda g, b, q: c.complaints(g[0])),
            ("POST", "/batches", lambda g, b, q: self.batches.create(b)),
            ("GET", r"/batches/(\w+)", lambda g, b, q: self.batches.shown(g[0])),
            ("POST", "/file-manager/files", lambda g, b, q: self._file(b)),
        ]

    def _lists(self) -> dict[str, Any]:
        every = [{"id": each.id, "name": each.title} for each in (self.audience, *self.others)]
        constraints = {"may_create": False, "max_instances": 1, "current_total_instances": len(every)}
        return {"lists": every, "total_items": len(every), "constraints": constraints}

    def _merge_field(self, body: Mapping[str, Any]) -> dict[str, Any]:
        made = {**body, "merge_id": len(self.audience.merge_fields) + 1}
        self.audience.merge_fields.append(made)
        return made

    def _category(self, body: Mapping[str, Any]) -> dict[str, Any]:
        name = f"cat{len(self.audience.categories) + 1}"
        self.audience.categories[name] = {**body, "id": name}
        return self.audience.categories[name]

    def _interests(self, category: str, query: Mapping[str, str]) -> dict[str, Any]:
        every = list(self.audience.interests.values())
        start, count = int(query.get("offset", 0)), int(query.get("count", 10))
        return {**_all("interests", every), "interests": every[start : start + count], "category_id": category}

    def _interest(self, category: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if any(each["name"] == body["name"] for each in self.audience.interests.values()):
            raise Problem(400, "Bad Request", f'Cannot add "{body["name"]}" because it already exists on the list.')
        name = f"int{len(self.audience.interests) + 1}"
        self.audience.interests[name] = {"id": name, "name": body["name"], "category_id": category}
        return self.audience.interests[name]

    def _rename(self, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.audience.interests[name].update(body)
        return self.audience.interests[name]

    def _webhook(self, body: Mapping[str, Any]) -> dict[str, Any]:
        if not self.reachable:
            raise Problem(
                400, "Invalid Resource", "", [{"field": "url", "message": f"We couldn't verify {body['url']}."}]
            )
        name = f"hook{len(self.audience.webhooks) + 1}"
        self.audience.webhooks[name] = {**body, "id": name, "list_id": self.audience.id}
        return self.audience.webhooks[name]

    def _campaigns(self, query: Mapping[str, str]) -> dict[str, Any]:
        every = [self.campaigns.shown(each) for each in self.campaigns.campaigns]
        start, count = int(query.get("offset", 0)), int(query.get("count", 10))
        newest = sorted(every, key=lambda each: (each["create_time"], each["id"]), reverse=True)
        return {"campaigns": newest[start : start + count], "total_items": len(every)}

    def _test(self, name: str, body: Mapping[str, Any]) -> None:
        self.campaigns.shown(name)
        self.campaigns.tests += [(each, name, body["send_type"]) for each in body["test_emails"]]

    def _file(self, body: Mapping[str, Any]) -> dict[str, Any]:
        base64.b64decode(body["file_data"], validate=True)
        self.files.append(dict(body))
        number = len(self.files)
        return {"id": number, "name": body["name"], "full_size_url": f"https://pictures.example/{number}.png"}

    def _archive(self, request: httpx.Request) -> httpx.Response:
        assert "authorization" not in request.headers, "our key went to another host"
        data = self.batches.archive(str(request.url))
        return httpx.Response(200, content=data) if data else httpx.Response(404)


def _all(name: str, every: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: every, "total_items": len(every)}


def _json(status: int, told: Any) -> httpx.Response:
    kind = "application/json" if status < 400 else "application/problem+json"
    return httpx.Response(status, content=json.dumps(told).encode(), headers={"content-type": f"{kind}; charset=utf-8"})


def _failed(fault: Fault, request: httpx.Request) -> httpx.Response | None:
    """The answer of a request that is not done; null: it is done."""
    if fault.kind == "refused":
        raise httpx.ConnectError("no connection", request=request)
    if fault.kind == "cut":
        raise httpx.RemoteProtocolError("the server closed the connection", request=request)
    if fault.kind == "bare":
        return httpx.Response(403, content=b"<html>Forbidden</html>", headers={"content-type": "text/html"})
    if fault.kind == "page":
        return httpx.Response(502, content=b"<html>Bad gateway</html>", headers={"content-type": "text/html"})
    if isinstance(fault.kind, int):
        return _json(
            fault.kind,
            Problem(fault.kind, "Too Many Requests" if fault.kind == 429 else "Internal Server Error").body(),
        )
    return None
