"""A mail server that says what it is told to, in a thread: for the answers that good servers seldom give."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

HANG_UP = "hang up"
TAKEN = "250 2.0.0 taken"


@dataclass
class Scripted:
    """``greets``: what each connection begins with; ``answers``: to commands by their first word, one after another, the last one
    again and again; ``.`` stands for the end of a message."""

    answers: dict[str, list[str]]
    extensions: Sequence[str] = ("PIPELINING",)
    greets: str = "220 scripted.example"
    connections: int = 0
    said: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    port: int = 0

    def answer(self, word: str, usual: str) -> str:
        script = self.answers.get(word, [])
        return usual if not script else script.pop(0) if len(script) > 1 else script[0]


@contextmanager
def serving(script: Scripted) -> Iterator[Scripted]:
    """Until left."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        script.port = server.getsockname()[1]
        thread = threading.Thread(target=_serve, args=(server, script))
        thread.start()
        try:
            yield script
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(server: socket.socket, script: Scripted) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        script.connections += 1
        try:
            with client, client.makefile("rwb") as stream:
                _converse(stream, script)
        except OSError:  # the client hung up
            continue


def _converse(stream, script: Scripted) -> None:  # type: ignore[no-untyped-def]
    def say(words: str) -> bool:
        if words == HANG_UP:
            return False
        stream.write(words.encode() + b"\r\n")
        stream.flush()
        return True

    going = say(script.greets)
    while going and (line := stream.readline().decode().strip()):
        word = line.split()[0].upper()
        script.said.append(line)
        if word == "EHLO":
            going = say(
                "\r\n".join(["250-scripted.example", *(f"250-{each}" for each in script.extensions), "250 HELP"])
            )
        elif word == "DATA":
            reply = script.answer("DATA", "354 go on")
            going = say(reply) and (not reply.startswith("354") or _message(stream, script, say))
        elif word == "QUIT":
            say("221 bye")
            return
        else:
            going = say(script.answer(word, "250 fine"))


def _message(stream, script: Scripted, say) -> bool:  # type: ignore[no-untyped-def]
    lines = []
    while (line := stream.readline()) and line != b".\r\n":
        lines.append(line.decode())
    if not line:
        return False
    script.messages.append("".join(lines))
    return bool(say(script.answer(".", TAKEN)))
