"""A Postfix of a test's own, and the mail servers behind it in one: what it is handed goes there, and is refused there by name."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

REFUSED = {
    "gone": "550 5.1.1 Nobody here of that name",
    "full": "552 5.2.2 The mailbox is full",
    "spam": "554 5.7.1 We think that this is spam",
    "bare": "550 No such user",
}
MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.test.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
smtpd_peername_lookup = no
smtp_host_lookup = native
relayhost = [127.0.0.1]:{behind}
smtputf8_enable = no
"""
MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Behind:
    """Takes mail for all whom it does not refuse. ``came``: to whom, and the message."""

    def __init__(self) -> None:
        self.came: Queue[tuple[str, bytes]] = Queue()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        for word, reply in REFUSED.items():
            if address.startswith(f"{word}@"):
                return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        assert isinstance(envelope.content, bytes)
        sender = f"Return-Path: <{envelope.mail_from or ''}>\r\n".encode()
        for address in envelope.rcpt_tos:
            self.came.put((address, sender + envelope.content))
        return "250 2.0.0 Taken"


@contextmanager
def postfix() -> Iterator[tuple[int, Behind]]:
    """Its port, and what is behind it. Skips where there is none, or nobody may start it; fails where CI should have it."""
    command = shutil.which("postfix") or shutil.which("postfix", path="/usr/sbin")
    if command is None or os.geteuid() != 0:
        (pytest.fail if os.environ.get("COMMUNIQUE_CI") else pytest.skip)("no Postfix that this user may start")
    behind = Behind()
    control = Controller(behind, hostname="127.0.0.1", port=_free())
    control.start()
    folder = Path(tempfile.mkdtemp(prefix="communique-postfix-"))
    try:
        port = _set_up(folder, control.port)
        subprocess.run([command, "-c", str(folder), "start"], check=True, capture_output=True, timeout=60)
        yield port, behind
    finally:
        subprocess.run([command, "-c", str(folder), "stop"], check=False, capture_output=True, timeout=60)
        control.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _set_up(folder: Path, behind: int) -> int:
    folder.chmod(0o755)
    port = _free()
    (folder / "queue").mkdir()
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "postfix")
    (folder / "main.cf").write_text(MAIN.format(folder=folder, behind=behind))
    (folder / "master.cf").write_text(MASTER.format(port=port))
    return port


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
