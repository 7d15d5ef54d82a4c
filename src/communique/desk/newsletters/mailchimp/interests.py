"""One interest at Mailchimp for each list; where somebody gets a list more or less often than it comes, one more for that."""

from communique.desk.newsletters.mailchimp.client import Client, NotFound
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept
from communique.desk.newsletters.models import Frequency, MailingList, Remote

PAGE = 1000
LONGEST_NAME = 100


def key_of(mailing_list: MailingList, frequency: str = "") -> str:
    """What the interest is kept under: the slug, with the frequency where that is not the list's own."""
    if frequency in ("", mailing_list.frequency):
        return mailing_list.slug
    return f"{mailing_list.slug}:{frequency}"


def ids() -> dict[str, str]:
    """Ids of the interests that there are, by key."""
    rows = Remote.objects.filter(thing=Thing.LIST).exclude(theirs="")
    return dict(rows.values_list("ours", "theirs"))


def interest(client: Client, path: str, mailing_list: MailingList, frequency: str = "") -> str:
    """The id of an interest, made where there is none. ``path`` is that of the category's interests.

    An answer that was lost makes no second one: what has the name already is taken. Raises ``MailchimpError``.
    """
    key, name = key_of(mailing_list, frequency), _name(mailing_list, frequency)
    row = kept(Thing.LIST, key)
    if row is not None and row.theirs:
        _renamed(client, path, row, name)
        return row.theirs
    found = _there(client, path)
    taken = set(ids().values())
    if name in found and found[name] in taken:
        name = f"{name} [{key}]"
    theirs = found.get(name) or str(client.post(path, {"name": name})["id"])
    return keep(Thing.LIST, key, theirs, name=name, frequency=mailing_list.frequency).theirs


def _name(mailing_list: MailingList, frequency: str) -> str:
    own = frequency in ("", mailing_list.frequency)
    return mailing_list.name[:LONGEST_NAME] + ("" if own else f" – {Frequency(frequency).label}")


def _there(client: Client, path: str) -> dict[str, str]:
    return {each["name"]: each["id"] for each in client.get(path, count=PAGE)["interests"]}


def _renamed(client: Client, path: str, row: Remote, name: str) -> None:
    """Give it the list's new name; what the list had been called is kept beside the key."""
    was = str(row.state.get("name", ""))
    if name in (was, was.removesuffix(f" [{row.ours}]")):
        return
    try:
        client.patch(f"{path}/{row.theirs}", {"name": name})
    except NotFound:
        row.delete()
        raise
    keep(Thing.LIST, row.ours, row.theirs, name=name)
