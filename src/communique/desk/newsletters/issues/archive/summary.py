"""An issue in a line, in the language of its list: how much of what it tells, and of which countries."""

from communique.desk.newsletters.issues.editing import briefing_of
from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.rendering.words import Words

WHYS = ("new", "updated", "corrected", "withdrawn")


def summary(issue: Issue, language: str) -> str:
    """Words without markup."""
    briefing, words = briefing_of(issue), Words(language)
    told = [(why, briefing.counts.get(why, 0)) for why in WHYS]
    counts = words.joined([words.say(f"archive.{why}", count) for why, count in told if count])
    if not any(count for _, count in told):
        return words.say("archive.nothing")
    countries = [words.country(each.country) for each in briefing.sections if each.country]
    return words.say("archive.summary", counts=counts, countries=words.joined(countries)) if countries else counts
