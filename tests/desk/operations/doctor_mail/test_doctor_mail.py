"""The doctor reads the DNS as Gmail would, and says what to put there."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from desk.newsletters.people import a_list
from desk.operations.doctor_mail.names import Zone, name_server
from pytest_django import Settings

from communique.cli import main
from communique.desk.newsletters.smtp.signing import Signer
from communique.desk.operations.doctor.mail import examine_mail, spf
from communique.desk.operations.doctor.mail.asking import Asking
from communique.desk.operations.doctor.mail.checks import public
from communique.desk.operations.doctor.mail.tags import aligned

pytestmark = pytest.mark.django_db
KEY = generate_private_key(65537, 2048)
OTHER = generate_private_key(65537, 2048)
SMALL = generate_private_key(65537, 1024)


def p_of(key: RSAPrivateKey | Ed25519PrivateKey) -> str:
    return public(Signer(key, "communique", "news.example"))


def txt(value: str) -> tuple[str, ...]:
    """In pieces of 200, as a zone file has long ones."""
    return (" ".join(f'"{value[at : at + 200]}"' for at in range(0, len(value), 200)),)


GOOD: Zone = {
    ("news.example", "TXT"): ('"google-site-verification=1"', '"v=spf1 include:_spf.host.example -all"'),
    ("_spf.host.example", "TXT"): ('"v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 ~all"',),
    ("news.example", "MX"): ("10 mx.news.example.",),
    ("communique._domainkey.news.example", "TXT"): txt(f"v=DKIM1; k=rsa; p={p_of(KEY)}"),
    ("_dmarc.news.example", "TXT"): ('"v=DMARC1; p=quarantine; rua=mailto:dmarc@news.example"',),
    ("mail.host.example", "A"): ("192.0.2.5",),
    ("5.2.0.192.in-addr.arpa", "PTR"): ("mail.host.example.",),
}


@pytest.fixture(autouse=True)
def _set_up(settings: Settings, tmp_path: Path) -> None:
    """A desk that sends as it should."""
    settings.BASE_URL = "https://desk.example"
    settings.GIVEN = {**settings.GIVEN, "COMMUNIQUE_MAIL": "smtp://mail.host.example"}
    settings.EMAIL_HOST = "mail.host.example"
    settings.RETURNS_ADDRESS, settings.RETURNS_MAILBOX = "bounces@news.example", "imaps://u:p@mail.host.example"
    settings.DKIM_KEY, settings.DKIM_SELECTOR = str(written(KEY, tmp_path)), "communique"
    settings.DKIM_DOMAIN = None
    a_list()


def written(key: RSAPrivateKey | Ed25519PrivateKey, folder: Path) -> Path:
    path = folder / "dkim.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def looked(zone: Zone) -> dict[str, tuple[str, str]]:
    """Looks and words by the first word of the name."""
    with name_server(zone) as asking:
        return {each.name.split(" of ")[0]: (each.look, each.words) for each in examine_mail(asking)}


def changed(name: str, kind: str, *records: str) -> Zone:
    """The good zone with other records at one name; none: without it."""
    rest = {key: value for key, value in GOOD.items() if key != (name, kind)}
    return {**rest, (name, kind): records} if records else rest


def test_a_desk_that_is_set_up_well_passes() -> None:
    found = looked(GOOD)
    assert set(found) == {"one-click", "reverse DNS", "returns", "SPF", "DKIM", "DMARC"}
    assert [name for name, (look, _) in found.items() if look != "ok"] == []
    assert found["SPF"][1] == "one record, ends in -all"
    assert "DKIM and SPF align" in found["DMARC"][1]


def test_a_list_that_is_sent_from_a_free_mailbox_is_told() -> None:
    a_list("river", sender_address="desk.of.the.river@gmail.com")
    found = looked(GOOD)
    assert found["sender at gmail.com"][0] == "bad"
    assert "a domain of your own" in found["sender at gmail.com"][1]
    assert found["SPF"][0] == "ok"


@pytest.mark.parametrize(
    ("records", "look", "words"),
    [
        ((), "bad", "no record"),
        (('"v=spf1 -all"', '"v=spf1 mx -all"'), "bad", "2 records"),
        (('"v=spf1 +all"',), "bad", "anybody may send"),
        (('"v=spf1 ip4:198.51.100.7 -all"',), "warn", "does not name 192.0.2.5"),
        (('"v=spf1 ip4:192.0.2.5"',), "warn", "has no end"),
        (('"v=spf1 a:mail.host.example -all"',), "ok", "ends in -all"),
        (('"v=spf1 a:mail.host.example/24 ?all"',), "ok", "ends in ?all"),
        (('"v=spf1 redirect=_spf.host.example"',), "ok", "ends in ~all"),
        (('"v=spf1 exists:%{i}.list.example -all"',), "ok", "ends in -all"),
        (('"v=spf1 include:news.example -all"',), "bad", "asks more than 10 times"),
        (('"v=spf1 ip4:junk ip4:192.0.2.5 -all"',), "ok", "ends in -all"),
    ],
)
def test_spf(records: tuple[str, ...], look: str, words: str) -> None:
    found = looked(changed("news.example", "TXT", *records))["SPF"]
    assert found[0] == look
    assert words in found[1]


@pytest.mark.parametrize(
    ("record", "look", "words"),
    [
        ("", "bad", "no key at communique._domainkey.news.example: add TXT"),
        (f"v=DKIM1; p={p_of(OTHER)}", "bad", "is not that of COMMUNIQUE_DKIM_KEY"),
        ("v=DKIM1; p=junk!", "bad", "is not that of"),
        ("v=DKIM1; p=", "bad", "taken back"),
        (f"v=DKIM1; t=y; p={p_of(KEY)}", "warn", "t=y"),
    ],
)
def test_dkim(record: str, look: str, words: str) -> None:
    name = "communique._domainkey.news.example"
    found = looked(changed(name, "TXT", *(txt(record) if record else ())))["DKIM"]
    assert found[0] == look
    assert words in found[1]


@pytest.mark.parametrize(
    ("key", "look", "words"), [(SMALL, "warn", "1024 bits"), (Ed25519PrivateKey.generate(), "warn", "Ed25519")]
)
def test_keys_that_are_ours_and_not_good_enough(
    settings: Settings, tmp_path: Path, key: RSAPrivateKey | Ed25519PrivateKey, look: str, words: str
) -> None:
    settings.DKIM_KEY = str(written(key, tmp_path))
    found = looked(changed("communique._domainkey.news.example", "TXT", *txt(f"v=DKIM1; p={p_of(key)}")))["DKIM"]
    assert found[0] == look
    assert words in found[1]


def test_a_key_that_cannot_be_read_and_no_key(settings: Settings, tmp_path: Path) -> None:
    settings.DKIM_KEY = str(tmp_path / "none.pem")
    assert looked(GOOD)["DKIM"][0] == "bad"
    settings.DKIM_KEY = None
    found = looked(GOOD)
    assert found["DKIM"][0] == "warn"
    assert found["DMARC"] == ("ok", "p=quarantine at _dmarc.news.example; SPF align")


def test_dmarc_counts_from_the_domain_above(settings: Settings) -> None:
    above = changed("_dmarc.news.example", "TXT")
    assert looked(above)["DMARC"][0] == "bad"
    a_list("sub", sender_address="desk@mail.news.example")
    with name_server(GOOD) as asking:
        words = {each.name: each.words for each in examine_mail(asking)}
    assert words["DMARC of mail.news.example"].startswith("p=quarantine at _dmarc.news.example")


@pytest.mark.parametrize(
    ("record", "look", "words"),
    [
        ('"v=DMARC1; rua=mailto:a@b.example"', "bad", "has no p="),
        ('"v=DMARC1; p=reject"', "warn", "add rua="),
        ('"spam"', "bad", "no record"),
    ],
)
def test_dmarc(record: str, look: str, words: str) -> None:
    found = looked(changed("_dmarc.news.example", "TXT", record))["DMARC"]
    assert found[0] == look
    assert words in found[1]


def test_domains_that_do_not_align_are_told(settings: Settings) -> None:
    settings.RETURNS_ADDRESS, settings.DKIM_DOMAIN = "bounces@elsewhere.example", "elsewhere.example"
    look, words = looked(GOOD)["DMARC"]
    assert look == "bad"
    assert "elsewhere.example" in words


def test_strict_alignment_wants_the_same_domain() -> None:
    assert aligned("mail.news.example", "news.example", "news.example", strict=False)
    assert not aligned("mail.news.example", "news.example", "news.example", strict=True)
    assert not aligned("badnews.example", "news.example", "news.example", strict=False)


def test_reverse_dns_has_to_lead_back() -> None:
    assert looked(changed("5.2.0.192.in-addr.arpa", "PTR"))["reverse DNS"][0] == "warn"
    assert looked(changed("5.2.0.192.in-addr.arpa", "PTR", "news.example."))["reverse DNS"][0] == "warn"
    assert looked(changed("mail.host.example", "A"))["reverse DNS"][0] == "bad"


def test_bounces_have_to_find_their_way(settings: Settings) -> None:
    assert looked(changed("news.example", "MX", "0 ."))["returns"][0] == "bad"
    assert looked(changed("news.example", "MX"))["returns"][0] == "bad"
    settings.RETURNS_MAILBOX = None
    assert looked(GOOD)["returns"][0] == "warn"
    settings.RETURNS_ADDRESS = None
    assert looked(GOOD)["returns"][0] == "bad"


def test_one_click_wants_https(settings: Settings) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000"
    assert looked(GOOD)["one-click"][0] == "bad"


def test_without_a_resolver_nothing_is_said_to_be_wrong() -> None:
    found = list(examine_mail(Asking(None)))
    assert {each.look for each in found if each.name != "one-click"} == {"warn"}
    assert all(each.words.startswith("not checked") for each in found if each.name != "one-click")


def test_the_command_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with name_server(changed("_dmarc.news.example", "TXT")) as asking:
        monkeypatch.setattr("communique.desk.operations.doctor.mail.checks.here", lambda: asking)
        run = CliRunner().invoke(main, ["doctor", "mail", "--json"])
    rows = [json.loads(line) for line in run.output.splitlines()]
    assert run.exit_code == 1
    assert [row["name"] for row in rows if row["look"] == "bad"] == ["DMARC of news.example"]


def test_a_loop_of_includes_ends() -> None:
    zone = {("a.example", "TXT"): ('"v=spf1 redirect=a.example"',)}
    with name_server(zone) as asking:
        assert spf.looked_at(asking, "a.example", "v=spf1 redirect=a.example").questions > spf.MOST_QUESTIONS
