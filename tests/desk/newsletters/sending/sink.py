"""A mail server (aiosmtpd) in a process of its own: ``python -m desk.newsletters.sending.sink FILE [EXTENSION...]``.

It says its port, and writes the recipient of each message that it took to the file, on a line of its own, before it answers.
Addresses that begin with ``refused`` it refuses for good, with ``full`` for now.
"""

import asyncio
import signal
import sys
from functools import partial
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

REFUSED = {"refused": "550 5.1.1 Nobody here of that name", "full": "452 4.2.2 The mailbox is full"}


class Keeping:
    """Keeps whom it took mail for."""

    def __init__(self, kept: Path, extensions: list[str]) -> None:
        self.kept = kept.open("ab", buffering=0)
        self.extensions = [f"250-{each}" for each in extensions]

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        del server, envelope
        session.host_name = hostname
        return [*responses[:-1], *self.extensions, responses[-1]]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        for word, reply in REFUSED.items():
            if address.startswith(word):
                return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        self.kept.write("".join(f"{each}\n" for each in envelope.rcpt_tos).encode())
        return "250 2.0.0 Taken"


async def main(kept: Path, extensions: list[str]) -> None:
    """Until it is told to end."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, over.set)
    handler = Keeping(kept, extensions)
    server = await loop.create_server(partial(SMTP, handler, hostname="sink.example"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await over.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
