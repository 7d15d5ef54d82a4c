"""Mail servers on this machine, each good for what a test asks: IMAP and POP3, in threads."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any


class Handler(socketserver.StreamRequestHandler):
    """Lines in, lines out."""

    @property
    def letters(self) -> list[bytes]:
        return self.server.letters  # type: ignore[attr-defined, no-any-return]

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def lines(self) -> Iterator[str]:
        while line := self.rfile.readline():
            yield line.decode().strip()


class Imap(Handler):
    """The commands of RFC 3501 that reading takes."""

    def handle(self) -> None:
        self.say("* OK ready")
        for line in self.lines():
            tag, command, words = [*line.split(" ", 2), ""][:3]
            getattr(self, f"on_{command.lower()}")(words)
            if command == "LOGIN" and "right" not in words:
                self.say(f"{tag} NO wrong password")
                continue
            self.say(f"{tag} OK done")
            if command == "LOGOUT":
                return

    def on_capability(self, _: str) -> None:
        self.say("* CAPABILITY IMAP4rev1")

    def on_login(self, _: str) -> None: ...

    def on_examine(self, _: str) -> None:
        self.say(f"* {len(self.letters)} EXISTS")
        self.say("* OK [UIDVALIDITY 77] valid")

    def on_logout(self, _: str) -> None:
        self.say("* BYE")

    def on_uid(self, words: str) -> None:
        command, number = words.split()[:2]
        if command == "SEARCH":
            self.say("* SEARCH " + " ".join(str(n) for n in range(1, len(self.letters) + 1)))
            return
        letter = self.letters[int(number) - 1]
        if "SIZE" in words:
            self.say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(letter)})")
            return
        assert "PEEK" in words, "a message is left unread"
        self.wfile.write(f"* {number} FETCH (UID {number} BODY[] {{{len(letter)}}}\r\n".encode() + letter + b")\r\n")


class Pop(Handler):
    """The commands of RFC 1939 that reading takes."""

    def handle(self) -> None:
        self.say("+OK ready")
        for line in self.lines():
            command, _, words = line.partition(" ")
            if command == "PASS" and words != "right":
                self.say("-ERR wrong password")
                continue
            getattr(self, f"on_{command.lower()}")(words)
            if command == "QUIT":
                return

    def on_user(self, _: str) -> None:
        self.say("+OK")

    on_pass = on_quit = on_user

    def on_uidl(self, _: str) -> None:
        self.say("+OK")
        for number in range(1, len(self.letters) + 1):
            self.say(f"{number} id-{number}")
        self.say(".")

    def on_list(self, words: str) -> None:
        self.say(f"+OK {words} {len(self.letters[int(words) - 1])}")

    def on_retr(self, words: str) -> None:
        self.say("+OK")
        for line in self.letters[int(words) - 1].replace(b"\r\n", b"\n").split(b"\n"):
            self.wfile.write((b"." if line.startswith(b".") else b"") + line + b"\r\n")
        self.say(".")


@contextmanager
def mail_server(kind: type[Handler], letters: list[bytes]) -> Iterator[int]:
    """The port of a server with letters, until the end."""
    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind)
    server.daemon_threads, server.letters = True, letters
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
