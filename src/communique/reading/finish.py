"""From what a reader found to the report: checks, language, dates, boilerplate."""

from datetime import date

from communique.model import PublishedFrom, Report
from communique.reading import boilerplate, datelines, dates, language, titles
from communique.reading.draft import Draft, Item, Options, report_id
from communique.reading.failure import Failure
from communique.reading.limits import MAX_TEXT, megabytes


def finish(draft: Draft, options: Options) -> Item:
    """The report of a draft, or why it is none: no text, too much of it, a language that is not read."""
    if not draft.text.strip():
        return Failure(draft.name, "it has no text", "leave it out, or give its text")
    if len(draft.text) > MAX_TEXT:
        limit = megabytes(MAX_TEXT)
        return Failure(draft.name, f"larger than the {limit} allowed for one report", "split it into its reports")
    report = _report(draft, options)
    return report if language.supported(report) else language.unsupported(report, draft.name)


def _report(draft: Draft, options: Options) -> Report:
    published, published_from, place = _dates(draft, options)
    given = options.language or draft.language
    return Report(
        id=report_id(draft),
        text=draft.text,
        title=draft.title or titles.headline(draft.text),
        published=published.isoformat() if published else None,
        published_from=published_from,
        publisher=draft.publisher,
        url=draft.url,
        author=draft.author,
        language=language.code(given) if given else language.identify(draft.text),
        dateline=place,
        source=draft.source,
        boilerplate=(*boilerplate.find(draft.text), *draft.outside),
    )


def _dates(draft: Draft, options: Options) -> tuple[date | None, PublishedFrom | None, str | None]:
    """The publication date, where it is from, and the dateline's place: option, metadata, dateline."""
    known = options.published or draft.published or dates.in_address(draft.url) or options.listed
    dateline = datelines.find(draft.text, known.year if known else dates.year_in_address(draft.url))
    if options.published:
        return options.published, "option", dateline.place
    if known:
        return known, "metadata", dateline.place
    if dateline.published:
        return dateline.published, "dateline", dateline.place
    return None, None, dateline.place
