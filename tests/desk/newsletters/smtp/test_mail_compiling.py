"""An issue is compiled once; each reader's message has its own address, links and return address, and is signed."""

import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from desk.newsletters.people import a_list
from django.urls import reverse
from django.utils import timezone

from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER
from communique.desk.newsletters.smtp.compiling import LEAVE_PATH, Compiled, Reader, compiled
from communique.desk.newsletters.smtp.errors import MailSetupError
from communique.desk.newsletters.tokens import leave_token, preferences_token, return_token

pytestmark = pytest.mark.django_db
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(200))).decode()
READER = Reader("ana@mill.example", 7, 9)


def an_issue(**more: Any) -> Issue:
    links = f"https://desk.example/newsletters/leave/{LEAVE_MARKER}/ https://desk.example/newsletters/mine/{PREFERENCES_MARKER}/"
    given: dict[str, Any] = {
        "html": f'<p dir="rtl">ارتفع   النهر</p><img src="cid:map" alt="map"><p>{links}</p>\n.\n',
        "text": f"ارتفع النهر\n.begins with a dot\nFrom here on\n{links}\n",
        "images": {"map": PICTURE},
        "subject": "High water: النهر",
    }
    mailing_list = a_list(sender_name="مكتب النهر", language="ar", name="النهر")
    return Issue.objects.create(list=mailing_list, frequency="weekly", number=3, content={}, **{**given, **more})


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.BASE_URL, settings.RETURNS_ADDRESS, settings.DKIM_KEY = "https://desk.example", "back@news.example", None


def read(mail: Compiled, reader: Reader = READER) -> EmailMessage:
    found = message_from_bytes(mail.of(reader).message, policy=SMTP)
    assert isinstance(found, EmailMessage)
    return found


def test_headers_say_from_whom_to_whom_and_how_to_leave() -> None:
    issue = an_issue()
    mail = read(compiled(issue))
    leave, back = leave_token(7, issue.list_id), return_token(9)
    assert mail["To"] == "ana@mill.example"
    assert mail["From"].addresses[0].display_name == "مكتب النهر"
    assert mail["From"].addresses[0].addr_spec == "desk@news.example"
    assert mail["Subject"] == "High water: النهر"
    assert "".join(mail["List-Unsubscribe"].split()) == (
        f"<https://desk.example/newsletters/leave/{leave}/>,<mailto:back+{back}@news.example?subject=unsubscribe>"
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "<sahel.news.example>"
    assert mail["Message-ID"] == f"<{back}@news.example>"
    assert (mail["Precedence"], mail["Auto-Submitted"], mail["Content-Language"]) == ("bulk", "auto-generated", "ar")
    assert mail["Feedback-ID"] == "3:sahel:briefing:news-example"
    assert abs((mail["Date"].datetime - timezone.now()).total_seconds()) < 60
    assert len(mail.keys()) == len({each.lower() for each in mail})


def test_bodies_come_as_they_were_with_the_readers_own_links() -> None:
    issue = an_issue()
    mail = read(compiled(issue))
    leave, mine = leave_token(7, issue.list_id), preferences_token(7)
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        told = getattr(issue, "text" if kind == "plain" else kind)
        assert part.get_content().replace("\r\n", "\n") == told.replace(LEAVE_MARKER, leave).replace(
            PREFERENCES_MARKER, mine
        )
    (picture,) = [each for each in mail.walk() if each.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<map>"
    assert picture.get_content() == base64.b64decode(PICTURE)
    assert mail.get_content_type() == "multipart/alternative"


def test_the_message_may_travel_as_it_is() -> None:
    message = compiled(an_issue()).of(READER).message
    assert message.isascii()
    assert message.endswith(b"\r\n")
    lines = message.split(b"\r\n")
    assert not any(each.startswith(b".") for each in lines)
    assert max(len(each) for each in lines) <= 200
    assert b"\n" not in b"".join(lines)


def test_the_way_to_leave_is_the_page_that_there_is() -> None:
    assert reverse("newsletters:leave", args=[LEAVE_MARKER]) == LEAVE_PATH.format(LEAVE_MARKER)


def test_messages_differ_in_what_is_the_readers_own_and_in_nothing_else() -> None:
    mail = compiled(an_issue())
    one, other = mail.of(READER), mail.of(Reader("bo@mill.example", 8, 10))
    assert one.sender == f"back+{return_token(9)}@news.example"
    assert (one.recipient, other.recipient) == ("ana@mill.example", "bo@mill.example")
    assert sum(a != b for a, b in zip(one.message.split(b"\r\n"), other.message.split(b"\r\n"), strict=False)) >= 4
    assert b"ana@mill.example" not in other.message
    assert leave_token(7, 1).encode() not in other.message


def test_without_a_returns_address_bounces_go_to_the_sender_and_no_mailbox_is_promised(settings: Any) -> None:
    settings.RETURNS_ADDRESS = None
    mail = compiled(an_issue())
    assert mail.of(READER).sender == "desk@news.example"
    assert "mailto:" not in read(mail)["List-Unsubscribe"]


def test_one_click_is_promised_over_https_only(settings: Any) -> None:
    settings.BASE_URL = "http://desk.example"
    assert read(compiled(an_issue()))["List-Unsubscribe-Post"] is None


def test_domains_of_other_scripts_are_written_in_ascii() -> None:
    mail = compiled(an_issue()).of(Reader("ana@mühle.example", 7, 9))
    assert mail.recipient == "ana@xn--mhle-0ra.example"
    assert b"To: ana@xn--mhle-0ra.example\r\n" in mail.message


def pem(key: Any, folder: Path) -> str:
    path = folder / "dkim.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(path)


@pytest.mark.parametrize("images", [{}, {"map": PICTURE}])
def test_the_signature_holds_and_covers_the_way_to_leave(settings: Any, tmp_path: Path, images: dict[str, str]) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.DKIM_KEY, settings.DKIM_SELECTOR, settings.DKIM_DOMAIN = pem(key, tmp_path), "river", None
    message = compiled(an_issue(images=images)).of(READER).message
    public = base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return b"v=DKIM1; k=rsa; p=" + public

    assert dkim.verify(message, dnsfunc=dns)
    assert asked == [b"river._domainkey.news.example."]
    signature = message_from_bytes(message, policy=SMTP)["DKIM-Signature"]
    covered = "".join(next(part for part in signature.split(";") if part.strip().startswith("h=")).split())[2:].split(
        ":"
    )
    assert {"from", "to", "subject", "date", "list-unsubscribe", "list-unsubscribe-post"} <= set(covered)
    assert covered.count("from") == covered.count("list-unsubscribe") == 2
    for was, now in (
        (b"/newsletters/leave/", b"/newsletters/leaves/"),
        (b"Subject: ", b"Subject: x"),
        (b"One-Click", b"Two-Click"),
    ):
        assert was in message
        assert not dkim.verify(message.replace(was, now, 1), dnsfunc=dns)


def test_an_ed25519_key_signs_too(settings: Any, tmp_path: Path) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    settings.DKIM_KEY, settings.DKIM_DOMAIN = pem(key, tmp_path), "other.example"
    signature = read(compiled(an_issue()))["DKIM-Signature"]
    assert "a=ed25519-sha256" in signature
    assert "d=other.example" in signature


@pytest.mark.parametrize("words", ["no key", ""])
def test_a_key_that_cannot_be_read_is_told(settings: Any, tmp_path: Path, words: str) -> None:
    path = tmp_path / "dkim.pem"
    path.write_text(words)
    settings.DKIM_KEY = str(path)
    with pytest.raises(MailSetupError, match="COMMUNIQUE_DKIM_KEY"):
        compiled(an_issue())
