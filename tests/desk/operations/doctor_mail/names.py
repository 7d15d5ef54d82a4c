"""A DNS server on this machine that knows what a test tells it."""

import socketserver
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

from communique.desk.operations.doctor.mail.asking import Asking

Zone = Mapping[tuple[str, str], tuple[str, ...]]
"""Records as in a zone file, by name and type."""


class Answering(socketserver.BaseRequestHandler):
    """One question, one answer."""

    def handle(self) -> None:
        data, socket = self.request
        zone: Zone = self.server.zone  # type: ignore[attr-defined]
        question = dns.message.from_wire(data)
        asked = question.question[0]
        name, kind = asked.name.to_text(omit_final_dot=True).lower(), asked.rdtype.name
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.RA
        if found := zone.get((name, kind)):
            reply.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
        elif not any(known == name for known, _ in zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        socket.sendto(reply.to_wire(), self.client_address)


@contextmanager
def name_server(zone: Zone) -> Iterator[Asking]:
    """Until the end."""
    server: Any = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads, server.zone = True, zone
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], server.server_address[1]
    try:
        yield Asking(resolver)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
