"""A report's text with the words that its events rest on marked. Nothing is added to the text or left out of it."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from communique.desk.archive.families import OTHER, family_of
from communique.exports.page import slug
from communique.exports.segments import Ref, Segment, segments
from communique.model import Event, Report


def marked_text(report: Report, events: Sequence[Event]) -> SafeString:
    """The text as HTML: with the tags taken off it is the text again. Event 1's anchor has the id ``e1-anchor``.

    Overlapping quotations never cross in the HTML: the text is cut wherever one begins or ends, and each piece is marked.
    """
    return format_html_join("", "{}", ((_piece(part, events),) for part in segments(report, events)))


def linked(report: Report, events: Sequence[Event]) -> frozenset[Ref]:
    """The values whose words stand in the text, so that a link to them leads somewhere."""
    return frozenset(ref for part in segments(report, events) for ref in part.opens if part.boilerplate is None)


def _piece(part: Segment, events: Sequence[Event]) -> SafeString:
    if part.boilerplate is not None:
        reason = format_html(' data-reason="not coded: {}"', part.boilerplate) if part.boilerplate_opens else ""
        return format_html('<span class="apart"{}>{}</span>', reason, part.text)
    if not part.refs:
        return format_html("{}", part.text)
    targets = format_html_join("", '<span class="target" id="{}"></span>', ((anchor_of(ref),) for ref in part.opens))
    refs = " ".join(str(ref) for ref in part.refs)
    mark = format_html('<mark class="{}" data-refs="{}">{}</mark>', _look(part, events), refs, part.text)
    numbers = format_html_join("", "{}", ((_number(ref, events),) for ref in part.closes if ref.path == "anchor"))
    return format_html("{}{}{}", targets, mark, numbers)


def anchor_of(ref: Ref) -> str:
    """The id of the words of a value."""
    return f"e{ref.number}-{slug(ref.path)}"


def _look(part: Segment, events: Sequence[Event]) -> str:
    if part.anchor_of is not None:
        return f"anchor family-{family_of().get(events[part.anchor_of - 1].type, OTHER)}"
    return "sentence" if part.only_sentences else "value"


def _number(ref: Ref, events: Sequence[Event]) -> SafeString:
    """A link to the event; its number is shown by the style, so that it is no part of the text."""
    name = f"event {ref.number}, {events[ref.number - 1].type}"
    return format_html(
        '<a class="number" href="#event-{}" data-no="{}" aria-label="{}"></a>', ref.number, ref.number, name
    )
