"""Mail servers to send to: Postfix's ``smtp-sink``, which takes all and keeps nothing, or a private Postfix that throws away."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SINK, POSTFIX = "/usr/sbin/smtp-sink", "/usr/sbin/postfix"
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
smtputf8_enable = no
default_transport = discard
"""
"""Takes mail into its queue as ever, each message on disk, and throws it away from there."""
MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def sink() -> Iterator[tuple[str, int]]:
    """A private smtp-sink: host and port."""
    port = _free()
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    with subprocess.Popen([SINK, *user, f"127.0.0.1:{port}", "1000"]) as process:
        _wait(port)
        yield "127.0.0.1", port
        process.terminate()


@contextmanager
def postfix() -> Iterator[tuple[str, int]]:
    """A private Postfix; only root may start one."""
    folder, port = Path(tempfile.mkdtemp(prefix="communique-postfix-")), _free()
    folder.chmod(0o755)
    for name in ("queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    (folder / "main.cf").write_text(MAIN.format(folder=folder), "ascii")
    (folder / "master.cf").write_text(MASTER.format(port=port), "ascii")
    try:
        subprocess.run([POSTFIX, "-c", str(folder), "start"], check=True, capture_output=True, timeout=60)
        _wait(port)
        yield "127.0.0.1", port
    finally:
        subprocess.run([POSTFIX, "-c", str(folder), "stop"], check=False, capture_output=True, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the mail server does not answer")


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


SERVERS = {"smtp-sink": sink, "postfix": postfix}
