"""The fake over a real connection, for tests in which another process asks it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from fakes.mailchimp.account import Account


@contextmanager
def serving(account: Account) -> Iterator[str]:
    """The address of the API, for ``COMMUNIQUE_MAILCHIMP_URL``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(account))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/3.0"
    finally:
        server.shutdown()
        server.server_close()


def _handler(account: Account) -> type[BaseHTTPRequestHandler]:
    class _Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = httpx.Request(
                self.command, f"http://127.0.0.1{self.path}", headers=dict(self.headers), content=body
            )
            try:
                told = account.handle(request)
            except httpx.TransportError:
                self.close_connection = True
                return
            except AssertionError as broken:
                told = httpx.Response(418, content=json.dumps({"title": "Contract broken", "detail": str(broken)}))
            self.send_response(told.status_code)
            self.send_header("Content-Type", told.headers.get("content-type", "application/json"))
            self.send_header("Content-Length", str(len(told.content)))
            self.end_headers()
            self.wfile.write(told.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

        def log_message(self, *given: object) -> None:
            pass

    return _Asked
