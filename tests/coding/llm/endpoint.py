"""A small server that speaks the OpenAI chat form: it answers what the test lays ready and keeps what it was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from communique.coding.llm import LlmSettings


@dataclass
class Endpoint:
    """``answers`` are (status, content) in turn, the last one for ever; ``asked`` the bodies, ``headers`` what came with them."""

    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def settings(self, **more: Any) -> LlmSettings:
        return LlmSettings(self.url, "small-model", **more)

    def propose(self, *events: dict[str, Any], status: int = 200) -> None:
        """Lay an answer ready."""
        self.answers.append((status, json.dumps({"events": list(events)})))


@contextmanager
def serving() -> Iterator[Endpoint]:
    """An endpoint on a free port of this machine."""
    endpoint = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            endpoint.asked.append({"path": self.path, **json.loads(self.rfile.read(length))})
            endpoint.headers.append(dict(self.headers))
            status, content = endpoint.answers.pop(0) if len(endpoint.answers) > 1 else endpoint.answers[0]
            body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def proposal(kind: str, anchor: str, quote: str, **more: Any) -> dict[str, Any]:
    """One proposed event, every other value null."""
    empty = {"initiators": [], "recipients": [], "place": None, "date": None, "status": "actual", "certainty": "stated"}
    rest = {"source": None, "cue": None, "tolls": [], "weapon": None, "aggregate": False}
    return {"type": kind, "anchor": anchor, "quote": quote, **empty, **rest, **more}
