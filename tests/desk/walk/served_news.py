"""A small news site on this machine: a feed and the pages that it leads to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPORTS = {
    "gao": (
        "Car bomb kills twelve at Gao market",
        "GAO, Mali, May 3, 2024 - A car bomb exploded at the main market of Gao on Thursday, killing 12 civilians and injuring 30, "
        "police said. No group claimed responsibility for the bombing in the northern Malian city.",
    ),
    "kidal": (
        "Rebels seize Kidal",
        "BAMAKO, Mali, May 7, 2024 - Tuareg rebels seized the town of Kidal on Monday after heavy fighting with the Malian army, "
        "residents said. At least seven soldiers were killed in the clashes.",
    ),
    "menaka": (
        "Gunmen kill five near Menaka",
        "MENAKA, Mali, May 8, 2024 - Gunmen killed five civilians near the town of Menaka on Tuesday, a local official said.",
    ),
}
PAGE = (
    "<!doctype html><html lang='en'><head><title>{title}</title></head>"
    "<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
)


def feed(address: str) -> str:
    """The feed, as of an address."""
    items = "".join(
        f"<item><title>{title}</title><link>{address}/{name}</link><guid>{address}/{name}</guid><description>{text}</description>"
        f"<pubDate>Wed, 08 May 2024 08:00:00 GMT</pubDate></item>"
        for name, (title, text) in REPORTS.items()
    )
    channel = f"<title>Sahel Daily</title><link>{address}</link>{items}"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{channel}</channel></rss>"


class Handler(BaseHTTPRequestHandler):
    """Answers with the feed, a page, or that there is none."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        address = f"http://{self.headers['Host']}"
        if name == "feed.xml":
            self._send("application/rss+xml", feed(address))
        elif name in REPORTS:
            title, text = REPORTS[name]
            self._send("text/html; charset=utf-8", PAGE.format(title=title, text=text))
        else:
            self.send_error(404)

    def _send(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
        """Say nothing."""


@contextmanager
def news() -> Iterator[str]:
    """The site while it is served; host and port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
