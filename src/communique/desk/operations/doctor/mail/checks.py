"""The checks: each says of one thing how it is, and where it is wrong, the remedy."""

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from django.conf import settings

from communique.desk.newsletters.models import MailingList
from communique.desk.newsletters.smtp.addressing import domain_of
from communique.desk.newsletters.smtp.errors import MailSetupError
from communique.desk.newsletters.smtp.freemail import REMEDY, freemail
from communique.desk.newsletters.smtp.signing import Signer, signer
from communique.desk.operations.doctor import Finding
from communique.desk.operations.doctor.checks import Look
from communique.desk.operations.doctor.mail import spf
from communique.desk.operations.doctor.mail.asking import Asking, here
from communique.desk.operations.doctor.mail.tags import aligned, policy_of, tags

LEAST_BITS, GOOD_BITS = 1024, 2048
"""Of an RSA key: below the first Gmail takes no signature, and below the second it is time for another (RFC 8301, 3.2)."""
PAGE = "see docs/newsletters/sender-rules.md"


@dataclass(frozen=True, slots=True)
class Sending:
    """One sender domain and what goes with it. ``envelope``: the domain that bounces go to."""

    domain: str
    envelope: str
    asking: Asking


def examine_mail(asking: Asking | None = None) -> Iterator[Finding]:
    """Every check, for each domain that a list is sent from; ``asking`` null: this machine's resolver."""
    asked = asking or here()
    yield one_click()
    yield from _guarded("reverse DNS", partial(reverse, asked))
    yield from _guarded("returns", partial(returns, asked))
    domains = {domain_of(each) for each in _senders()}
    for domain in sorted(domains):
        if freemail(domain):
            yield Finding(f"sender at {domain}", "bad", REMEDY)
            continue
        envelope = domain_of(settings.RETURNS_ADDRESS) if settings.RETURNS_ADDRESS else domain
        sending = Sending(domain, envelope, asked)
        yield from _guarded(f"SPF of {envelope}", partial(sender_policy, sending))
        yield from _guarded(f"DKIM of {domain}", partial(signature, sending))
        yield from _guarded(f"DMARC of {domain}", partial(policy, sending))
    if not domains:
        yield Finding("lists", "warn", "no list is open: make one, and ask again; SPF, DKIM and DMARC are its sender's")


def _senders() -> list[str]:
    return list(MailingList.objects.filter(closed_at=None).values_list("sender_address", flat=True).distinct())


def _guarded(name: str, check: Callable[[], Finding]) -> Iterator[Finding]:
    try:
        yield check()
    except spf.Silent as silent:
        yield Finding(name, "warn", f"not checked: no DNS server answered for {silent}; try again where one does")


def one_click() -> Finding:
    """RFC 8058 wants https in ``List-Unsubscribe``."""
    if settings.BASE_URL.startswith("https:"):
        return Finding("one-click", "ok", "mail has List-Unsubscribe-Post (RFC 8058)")
    return Finding(
        "one-click",
        "bad",
        f"COMMUNIQUE_URL is {settings.BASE_URL}: give an https address, or mail has no one-click unsubscribe, "
        "which Gmail and Yahoo ask for",
    )


def reverse(asking: Asking) -> Finding:
    """The mail server's addresses have names that have these addresses."""
    name, host = "reverse DNS", settings.EMAIL_HOST
    if not settings.GIVEN["COMMUNIQUE_MAIL"]:
        return Finding(name, "warn", "not checked: COMMUNIQUE_MAIL names no mail server")
    addresses = _known(asking.addresses(host), host)
    if not addresses:
        return Finding(name, "bad", f"{host} has no address; see to COMMUNIQUE_MAIL")
    wrong = [each for each in addresses if not _named(asking, each)]
    if wrong:
        words = f"{', '.join(wrong)} of {host} has no name that leads back to it; have whoever gives you the address set PTR"
        return Finding(name, "warn", f"{words}, if it is the one that mail leaves from")
    return Finding(name, "ok", f"{host} ({', '.join(addresses)}) has a name that leads back to it")


def _named(asking: Asking, address: str) -> bool:
    """Forward-confirmed."""
    names = _known(asking.names(address), address)
    return any(address in _known(asking.addresses(name), name) for name in names)


def returns(asking: Asking) -> Finding:
    """Bounces can come back."""
    address = settings.RETURNS_ADDRESS
    if not address:
        return Finding(
            "returns",
            "bad",
            "COMMUNIQUE_RETURNS_ADDRESS is not set: bounces are not read, and dead addresses are mailed on",
        )
    domain = domain_of(address)
    hosts = _known(asking.exchangers(domain), domain)
    if hosts == ["."] or not (hosts or _known(asking.addresses(domain), domain)):
        return Finding("returns", "bad", f"{domain} takes no mail: give it an MX record, or bounces are lost")
    if not settings.RETURNS_MAILBOX:
        words = (
            "COMMUNIQUE_RETURNS_MAILBOX is not set: have the mail server pipe what comes to it into communique returns"
        )
        return Finding("returns", "warn", f"{domain} takes mail. {words}; nothing to do if it does")
    return Finding("returns", "ok", f"{domain} takes mail ({', '.join(hosts) or 'no MX, but an address'})")


def sender_policy(sending: Sending) -> Finding:
    """SPF, of the domain of the envelope."""
    name = f"SPF of {sending.envelope}"
    found = spf.records(sending.asking, sending.envelope)
    if not found:
        return Finding(
            name, "bad", f'no record: add TXT "v=spf1 ip4:ADDRESS-OF-YOUR-SERVER -all" at {sending.envelope}; {PAGE}'
        )
    if len(found) > 1:
        return Finding(name, "bad", f"{len(found)} records, which count as none: make one of them (RFC 7208, 4.5)")
    seen = spf.looked_at(sending.asking, sending.envelope, found[0])
    return Finding(name, *_spf_words(sending, seen))


def _spf_words(sending: Sending, seen: spf.Seen) -> tuple[Look, str]:
    if seen.last in ("+all", "all"):
        return "bad", "ends in +all: anybody may send in your name; end it in -all"
    if seen.questions > spf.MOST_QUESTIONS:
        return (
            "bad",
            f"asks more than {spf.MOST_QUESTIONS} times, which is an error; write addresses in place of includes",
        )
    host = settings.EMAIL_HOST
    if settings.GIVEN["COMMUNIQUE_MAIL"] and not seen.beyond:
        missing = [each for each in _known(sending.asking.addresses(host), host) if not spf.names(seen, each)]
        if missing:
            words = f"does not name {', '.join(missing)} ({host}); if mail leaves from there, add ip4: or ip6: with it"
            return "warn", words
    if not seen.last:
        return "warn", "has no end: end it in -all or ~all, or it forbids nobody"
    return "ok", f"one record, ends in {seen.last}"


def signature(sending: Sending) -> Finding:
    """The public key is there, and is that of our private one."""
    name = f"DKIM of {sending.domain}"
    try:
        by = signer(sending.domain)
    except MailSetupError as error:
        return Finding(name, "bad", str(error))
    if by is None:
        words = "COMMUNIQUE_DKIM_KEY is not set: let the mail server sign, or make a key"
        return Finding(name, "warn", f"not checked. {words}; {PAGE}")
    at = f"{by.selector}._domainkey.{by.domain}"
    found = sending.asking.texts(at)
    if found is None:
        raise spf.Silent(at)
    keys = [tags(each) for each in found if "p" in tags(each)]
    if not keys:
        return Finding(name, "bad", f'no key at {at}: add TXT "v=DKIM1; k={_kind(by)}; p={public(by)}"')
    return Finding(name, *_key_words(by, at, keys))


def _key_words(by: Signer, at: str, keys: list[dict[str, str]]) -> tuple[Look, str]:
    if len(keys) > 1:
        return "bad", f"{len(keys)} keys at {at}, where one is looked for: take the others out"
    told = "".join(keys[0]["p"].split())
    if not told:
        return "bad", f"the key at {at} was taken back (p= is empty): make another, with another selector"
    if not _same(by, told):
        return (
            "bad",
            f'the key at {at} is not that of COMMUNIQUE_DKIM_KEY: put there "v=DKIM1; k={_kind(by)}; p={public(by)}"',
        )
    if "y" in keys[0].get("t", "").split(":"):
        return "warn", f"the key at {at} says t=y, only trying: take it out"
    if isinstance(by.key, RSAPrivateKey) and by.key.key_size < GOOD_BITS:
        look: Look = "bad" if by.key.key_size < LEAST_BITS else "warn"
        return look, f"the key has {by.key.key_size} bits: make one of {GOOD_BITS}, with another selector"
    if not isinstance(by.key, RSAPrivateKey):
        return "warn", "an Ed25519 key, which Gmail and Microsoft do not read: use an RSA key of 2048 bits"
    return "ok", f"the key at {at} is ours, {by.key.key_size} bits"


def public(by: Signer) -> str:
    """The value of ``p=``: in base64, the key as RFC 6376, 3.6.1 has it, or of Ed25519 its bytes (RFC 8463, 4)."""
    key = by.key.public_key()
    if isinstance(key, RSAPublicKey):
        return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _kind(by: Signer) -> str:
    return "rsa" if isinstance(by.key, RSAPrivateKey) else "ed25519"


def _same(by: Signer, told: str) -> bool:
    """Whether a key in the DNS is ours; some leave the outer of its two forms away."""
    if told == public(by):
        return True
    try:
        key = load_der_public_key(base64.b64decode(told, validate=True))
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        return False
    return key == by.key.public_key()


def policy(sending: Sending) -> Finding:
    """DMARC: a record, and that SPF or DKIM align with it."""
    name = f"DMARC of {sending.domain}"
    organisation, record = policy_of(sending.asking, sending.domain)
    if not record:
        words = f'no record: add TXT "v=DMARC1; p=none; rua=mailto:dmarc@{sending.domain}" at _dmarc.{sending.domain}'
        return Finding(name, "bad", words)
    wanted = record.get("sp", record.get("p", "")) if organisation != sending.domain else record.get("p", "")
    if wanted.lower() not in ("none", "quarantine", "reject"):
        return Finding(name, "bad", f"the record at _dmarc.{organisation} has no p=none, p=quarantine or p=reject")
    return Finding(name, *_aligned(sending, organisation, record, wanted))


def _aligned(sending: Sending, organisation: str, record: dict[str, str], wanted: str) -> tuple[Look, str]:
    signs = settings.DKIM_DOMAIN or sending.domain if settings.DKIM_KEY else ""
    by_key = bool(signs) and aligned(signs, sending.domain, organisation, strict=record.get("adkim", "r") == "s")
    by_envelope = aligned(sending.envelope, sending.domain, organisation, strict=record.get("aspf", "r") == "s")
    ways = [word for word, is_so in (("DKIM", by_key), ("SPF", by_envelope)) if is_so]
    if not ways:
        return "bad", (
            f"neither the signature's domain ({signs or 'none'}) nor that of bounces ({sending.envelope}) is {sending.domain} "
            "or goes with it: set COMMUNIQUE_DKIM_DOMAIN or COMMUNIQUE_RETURNS_ADDRESS"
        )
    if "rua" not in record:
        return "warn", f"p={wanted}, {' and '.join(ways)} align; add rua=mailto:… to be told who sends in your name"
    return "ok", f"p={wanted} at _dmarc.{organisation}; {' and '.join(ways)} align"


def _known(found: list[str] | None, name: str) -> list[str]:
    if found is None:
        raise spf.Silent(name)
    return found
