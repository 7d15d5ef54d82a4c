"""Inputs that several tests of reading write."""

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Write a file under the test's folder; its path comes back."""

    def writer(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return str(path)

    return writer


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, answers: dict[str, Answer], release: threading.Event, *args: object) -> None:
        self.answers = answers
        self.release = release
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path == "/silent":
            self.release.wait(20)
            return
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, Answer]], str]]:
    """A server of the given answers on this machine; ``/silent`` never answers. Gives its address."""
    running: list[tuple[ThreadingHTTPServer, threading.Event]] = []

    def start(answers: dict[str, Answer]) -> str:
        release = threading.Event()
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, answers, release))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        running.append((server, release))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, release in running:
        release.set()
        server.shutdown()
        server.server_close()
