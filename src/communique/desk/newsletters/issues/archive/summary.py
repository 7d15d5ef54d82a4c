"""An issue in a line, in the language of its list: how much of what it tells, and of which countries."""

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext, ngettext

from communique.desk.newsletters.briefings.content import Briefing
from communique.desk.newsletters.issues.editing import briefing_of
from communique.desk.newsletters.models import Issue


def summary(issue: Issue, language: str) -> str:
    """Words without markup."""
    briefing = briefing_of(issue)
    with translation.override(language):
        counted = _counted(briefing)
        if not counted:
            return gettext("Nothing changed.")
        countries = _countries(briefing, language)
        return (
            gettext("%(counts)s: %(countries)s") % {"counts": counted, "countries": countries} if countries else counted
        )


def _counted(briefing: Briefing) -> str:
    new, updated, corrected, withdrawn = (
        briefing.counts.get(why, 0) for why in ("new", "updated", "corrected", "withdrawn")
    )
    told = (
        (new, ngettext("%(count)d new incident", "%(count)d new incidents", new)),
        (updated, ngettext("%(count)d updated", "%(count)d updated", updated)),
        (corrected, ngettext("%(count)d corrected", "%(count)d corrected", corrected)),
        (withdrawn, ngettext("%(count)d withdrawn", "%(count)d withdrawn", withdrawn)),
    )
    return gettext(", ").join(words % {"count": count} for count, words in told if count)


def _countries(briefing: Briefing, language: str) -> str:
    names = Locale(language).territories
    found = [names.get(each.country, each.country) for each in briefing.sections if each.country]
    return gettext(", ").join(found)
