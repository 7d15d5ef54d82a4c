"""A web server on this machine, in a thread: pages that a test sets, and what it was asked."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Answer:
    """What an address answers. ``drip`` is asked for the pieces of the body, one after another, where given."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: Callable[[], Iterator[bytes]] | None = None


@dataclass
class Site:
    """Pages by path, and the requests that came: path and headers."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def has(self, path: str, body: str | bytes, media_type: str = "text/html; charset=utf-8", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Answer(data, headers={"Content-Type": media_type, **named})

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def _answered(site: Site, path: str, headers: dict[str, str]) -> Answer:
    answer = site.pages.get(path, Answer(b"not here", 404))
    etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    same = (etag and headers.get("If-None-Match") == etag) or (
        modified and headers.get("If-Modified-Since") == modified
    )
    return Answer(b"", 304, answer.headers) if same else answer


@contextmanager
def site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site without pages, until the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            found.asked.append((self.path, headers))
            answer = _answered(found, self.path, headers)
            try:
                self.send(answer)
            except OSError:  # who asked went away
                self.close_connection = True

        def send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.drip is None:
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in answer.drip():
                self.wfile.write(piece)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Who asked went away."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    found = Site(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
