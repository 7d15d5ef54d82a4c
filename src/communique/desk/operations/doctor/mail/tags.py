"""Records of ``name=value;`` pairs, as those of DKIM (RFC 6376, 3.2) and DMARC (RFC 7489, 6.4) are; and domains that align."""

from communique.desk.operations.doctor.mail.asking import Asking
from communique.desk.operations.doctor.mail.spf import Silent


def tags(record: str) -> dict[str, str]:
    """By name, in small letters; values without blanks around them."""
    pairs = (each.partition("=") for each in record.split(";"))
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}


def policy_of(asking: Asking, domain: str) -> tuple[str, dict[str, str]]:
    """The domain whose DMARC record counts for a domain, and the record: its own, or that of the nearest above it.

    By walking up, as the successor of RFC 7489 (DMARCbis) does; it takes no list of public suffixes. Empty where there is none.
    Raises ``Silent``.
    """
    labels = domain.split(".")
    for at in range(max(1, len(labels) - 1)):
        above = ".".join(labels[at:])
        found = asking.texts(f"_dmarc.{above}")
        if found is None:
            raise Silent(above)
        for record in found:
            if tags(record).get("v") == "DMARC1":
                return above, tags(record)
    return "", {}


def aligned(one: str, other: str, organisation: str, *, strict: bool) -> bool:
    """Whether two domains are one in DMARC's eyes (RFC 7489, 3.1); ``organisation``: the domain that has the record."""
    if one == other:
        return True
    return not strict and all(_below(each, organisation or other) for each in (one, other))


def _below(domain: str, above: str) -> bool:
    return domain == above or domain.endswith(f".{above}")
