"""No address inside a network is connected to, however it is written, redirected to or resolved."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from desk.ingest.served import Answer, Site, site
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from communique.desk.ingest.fetching.fetched import FetchError
from communique.desk.ingest.fetching.fetcher import fetch
from communique.desk.ingest.fetching.guard import refusal
from communique.reading.limits import FetchLimits

LIMITS = FetchLimits(wait=2.0, total=5.0)
INSIDE = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
"""Of RFC 6890, RFC 1112 and RFC 6598."""


def inside(network: str) -> st.SearchStrategy[IPv4Address]:
    found = ip_network(network)
    return st.integers(int(found.network_address), int(found.broadcast_address)).map(IPv4Address)


private = st.sampled_from(INSIDE).flatmap(inside)


@given(private)
def test_no_address_of_an_inner_network_passes(address: IPv4Address) -> None:
    assert refusal(str(address)) is not None


@given(private)
def test_no_inner_address_passes_inside_another_one(address: IPv4Address) -> None:
    number = int(address)
    mapped, compatible = IPv6Address((0xFFFF << 32) | number), IPv6Address(number)
    nat64, six_to_four = IPv6Address((0x64FF9B << 96) | number), IPv6Address((0x2002 << 112) | (number << 80))
    teredo = IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF))
    assert all(refusal(str(each)) for each in (mapped, compatible, nat64, six_to_four, teredo))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_only_global_unicast_of_ipv6_passes(address: IPv6Address) -> None:
    if address not in ip_network("2000::/3"):
        assert address.ipv4_mapped is not None or refusal(str(address)) is not None


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_what_passes_is_global_and_a_mapped_address_is_judged_as_its_own(address: IPv4Address) -> None:
    why = refusal(str(address))
    assert why is not None or (address.is_global and not address.is_multicast)
    assert refusal(f"::ffff:{address}") == why


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", ["168.63.129.16", "169.254.169.254", "fd00:ec2::254", "fe80::1%eth0", "nonsense"])
def test_addresses_of_metadata_and_links_are_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://localhost.:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://127.1:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://user:word@127.0.0.1:{port}/",
    ],
)
def test_this_machine_is_not_fetched_from_however_it_is_written(url: str, settings: Settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ()
    with site() as web, pytest.raises(FetchError):
        fetch(url.format(port=web.port), LIMITS)
    assert web.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:alert(1)", "//x/", "http://"]
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, LIMITS)


def test_a_redirect_to_an_inner_address_is_not_followed(web: Site) -> None:
    with site() as inner:
        web.pages["/away"] = Answer(status=302, headers={"Location": inner.url("/secret")})
        inner.has("/secret", "secret")
        with pytest.raises(FetchError, match="not fetched"):
            fetch(web.url("/away"), LIMITS)
        assert inner.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_away_from_the_web_is_not_followed(web: Site, target: str) -> None:
    web.pages["/away"] = Answer(status=302, headers={"Location": target})
    with pytest.raises(FetchError, match="Only http and https"):
        fetch(web.url("/away"), LIMITS)


def test_a_name_that_resolves_differently_the_second_time_is_not_followed_inside(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """DNS rebinding: first a public address, then this machine. The name is resolved once, so the second answer is never asked
    for: what is connected to is the first."""
    settings.ALLOW_PRIVATE_HOSTS = ()
    answers, connected = ["93.184.215.14", "127.0.0.1"], []

    def resolve(host: str, port: int, *args: object, **more: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    def connect(address: tuple[str, int], *args: object, **more: object) -> socket.socket:
        connected.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("http://rebound.example/", LIMITS)
    assert connected == [("93.184.215.14", 80)]


def test_a_name_with_one_inner_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ()
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.215.14", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FetchError, match=r"10\.0\.0\.5"):
        fetch("http://mixed.example/", LIMITS)


def test_a_host_that_a_setting_names_is_allowed_on_that_port_alone(settings: Settings) -> None:
    with site() as named, site() as other:
        named.has("/", "hello")
        settings.ALLOW_PRIVATE_HOSTS = (named.host,)
        assert fetch(named.url("/"), LIMITS).body == b"hello"
        with pytest.raises(FetchError):
            fetch(other.url("/"), LIMITS)


def certificate(folder: Path) -> Path:
    """A certificate of localhost with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "localhost.pem").write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return folder / "localhost.pem"


@pytest.fixture
def secure(tmp_path: Path, settings: Settings) -> Iterator[Site]:
    """A site of localhost by TLS, whose certificate nobody knows; ``asked`` has the names that were asked for, too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path))
    with site(context) as found:
        context.sni_callback = lambda _, name, __: found.asked.append((f"name {name}", {}))
        settings.ALLOW_PRIVATE_HOSTS = (f"localhost:{found.port}",)
        yield found


def test_a_certificate_that_nobody_knows_is_told(secure: Site) -> None:
    with pytest.raises(FetchError, match="certificate of localhost cannot be trusted"):
        fetch(f"https://localhost:{secure.port}/", LIMITS)


def test_the_certificate_is_that_of_the_name_though_the_connection_is_to_the_address(
    secure: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context(cafile=str(tmp_path / "localhost.pem"))
    monkeypatch.setattr("communique.desk.ingest.fetching.fetcher._tls", lambda: trusting)
    secure.has("/", "words")
    assert fetch(f"https://localhost:{secure.port}/", LIMITS).body == b"words"
    assert secure.paths() == ["name localhost", "/"]
