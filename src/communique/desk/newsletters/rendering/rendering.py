"""An issue put into its two bodies, by templates that an operator may replace."""

import base64
import re
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from mjml import mjml2html

from communique.desk.newsletters.briefings.content import Briefing
from communique.desk.newsletters.models import Issue, MailingList
from communique.desk.newsletters.rendering.fitting import count, shortened
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER
from communique.desk.newsletters.rendering.pictures import chart_of, map_of
from communique.desk.newsletters.rendering.telling import Line, line
from communique.desk.newsletters.rendering.words import Words

Where = Literal["mail", "web", "mailchimp"]
Groups = list[tuple[str, list[Line]]]
TITLES = 3
"""In the line that is shown before a mail is opened."""
MOST_BYTES = 100_000
"""Of the HTML of a mail: Gmail shows 102 kB and clips the rest, with the links to leave in it."""
NO_FONTS: dict[str, str] = {}
"""MJML would fetch some from Google, who then knew who reads."""
BLOCK = re.compile(r"<(body|p|h1|h2|h3)\b(?! dir)")
MANY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """``images`` is PNG in base64 by the content id that ``html`` names."""

    subject: str
    html: str
    text: str
    images: dict[str, str]


def render(issue: Issue, *, place: Where) -> Rendered:
    """The bodies of an issue. For ``mail`` the reader's links have markers in them (``markers``), for ``mailchimp`` its
    merge tags, for ``web`` there are none. A mail that would be clipped tells fewer items, and how many more there are."""
    briefing = _briefing(issue, place)
    made = _rendered(issue, briefing, place)
    while place != "web" and (size := len(made.html.encode())) > MOST_BYTES and count(briefing) > 1:
        briefing = shortened(briefing, int(count(briefing) * MOST_BYTES / size))
        made = _rendered(issue, briefing, place)
    return made


def _rendered(issue: Issue, briefing: Briefing, place: Where) -> Rendered:
    pictures = _pictures(briefing)
    values = _values(issue, briefing, Words(issue.list.language), place) | dict.fromkeys(pictures, True)
    html = _directed(
        mjml2html(render_to_string("newsletters/mail/briefing.mjml", values), fonts=NO_FONTS), values["words"].direction
    )
    text = MANY_LINES.sub("\n\n", render_to_string("newsletters/mail/briefing.txt", values)).strip() + "\n"
    return Rendered(issue.subject, html, text, pictures)


def preheader(issue: Issue, *, place: Where) -> str:
    """The line that a mail program shows after the subject, before the mail is opened."""
    briefing, words = _briefing(issue, place), Words(issue.list.language)
    return _preheader(_groups(briefing, words), _lead(briefing, words))


def _preheader(groups: Groups, lead: str) -> str:
    return " · ".join([each.title for _, lines in groups for each in lines][:TITLES]) or lead


def _briefing(issue: Issue, place: Where) -> Briefing:
    return msgspec.convert(_defused(issue.content) if place == "mailchimp" else issue.content, Briefing)


def _defused(value: Any) -> Any:
    """Content in which no words of a report are a merge tag to Mailchimp: it is parted by a word joiner, which nobody sees."""
    if isinstance(value, str):
        return value.replace("*|", "*\u2060|")
    if isinstance(value, list):
        return [_defused(each) for each in value]
    return {name: _defused(each) for name, each in value.items()} if isinstance(value, dict) else value


def _directed(html: str, direction: str) -> str:
    """Each block told which way it runs: mail programs take the direction off the body, and MJML's renderer gives it to none."""
    return BLOCK.sub(rf'<\1 dir="{direction}"', html) if direction == "rtl" else html


def subject_of(briefing: Briefing, mailing_list: MailingList) -> str:
    """What is in it, in a few words."""
    words, new = Words(mailing_list.language), briefing.counts.get("new", 0)
    changed = sum(briefing.counts.values()) - new
    told = words.say("subject.none", list=mailing_list.name)
    if new or changed:
        told = words.say(*(("subject.new", new) if new else ("subject.changed", changed)), list=mailing_list.name)
    return (words.say("subject.both", changed, new=told) if new and changed else told)[:200]


def _values(issue: Issue, briefing: Briefing, words: Words, place: Where) -> dict[str, Any]:
    lead, groups = _lead(briefing, words), _groups(briefing, words)
    days = words.joined([f"{words.date(day)}: {words.number(count)}" for day, count in briefing.by_day if count])
    return {
        "issue": issue,
        "list": issue.list,
        "words": words,
        "place": place,
        "start": "right" if words.direction == "rtl" else "left",
        "subject": issue.subject,
        "lead": lead,
        "preview": _preheader(groups, lead),
        "note": briefing.note,
        "note_label": words.say("note"),
        "groups": groups,
        "no_change": words.say("no-change", since=words.date(briefing.since or briefing.until)),
        "read_more": words.say("read-more"),
        "left_out": words.say("left-out", briefing.left_out) if briefing.left_out else "",
        "map_link": f"{settings.BASE_URL}/?{issue.list.selection}".rstrip("?"),
        "map_alt": words.say("map.alt"),
        "chart_label": words.say("chart"),
        "chart_alt": words.say("chart.alt", days=days),
        "basis": words.say(f"basis.{briefing.basis}"),
        "why_you": words.say("footer.why", list=issue.list.name) if place != "web" else "",
        "links": _links(issue, words, place),
    }


def _groups(briefing: Briefing, words: Words) -> Groups:
    """Countries as they are called, with their lines."""
    named = [words.country(each.country) if each.country else words.say("nowhere") for each in briefing.sections]
    lines = [[line(item, words) for item in each.items] for each in briefing.sections]
    return list(zip(named, lines, strict=True))


def _lead(briefing: Briefing, words: Words) -> str:
    """Of which days it tells."""
    until = words.date(briefing.until)
    if briefing.since:
        return words.say("since", since=words.date(briefing.since), until=until)
    if briefing.looks_back_to:
        return words.say("first.from", since=words.date(briefing.looks_back_to), until=until)
    return words.say("first", until=until)


def _links(issue: Issue, words: Words, place: Where) -> list[tuple[str, str]]:
    """What stands at the foot: label and address."""
    web = settings.BASE_URL + reverse("newsletters:issue", args=[issue.list.slug, issue.number])
    found = [(words.say("footer.web"), web)] if issue.list.archived and place != "web" else []
    own = {
        "mail": {
            "footer.leave": settings.BASE_URL + reverse("newsletters:leave", args=[LEAVE_MARKER]),
            "footer.preferences": settings.BASE_URL + reverse("newsletters:preferences", args=[PREFERENCES_MARKER]),
        },
        "mailchimp": {"footer.preferences": "*|PREFS|*", "footer.leave-all": "*|UNSUB|*"},
        "web": {},
    }[place]
    return [*((words.say(key), link) for key, link in own.items()), *found]


def _pictures(briefing: Briefing) -> dict[str, str]:
    items = [item for section in briefing.sections for item in section.items]
    made = {"map": map_of(items), "chart": chart_of(briefing.by_day)}
    return {name: base64.b64encode(png).decode("ascii") for name, png in made.items() if png}
