"""Making a briefing shorter, so that a mail of it is shown whole."""

from msgspec.structs import replace

from communique.desk.newsletters.briefings.content import Briefing, Section
from communique.desk.newsletters.briefings.ranking import weight


def count(briefing: Briefing) -> int:
    """Items that it tells."""
    return sum(len(section.items) for section in briefing.sections)


def shortened(briefing: Briefing, most: int) -> Briefing:
    """With its weightiest items alone: ``most`` of them, but one at least and one fewer than before; the rest is left out."""
    items = sorted((item for section in briefing.sections for item in section.items), key=weight)
    kept = {item.incident for item in items[: max(1, min(most, len(items) - 1))]}
    sections = [
        Section(each.country, [item for item in each.items if item.incident in kept]) for each in briefing.sections
    ]
    left_out = briefing.left_out + len(items) - len(kept)
    return replace(briefing, sections=[each for each in sections if each.items], left_out=left_out)
