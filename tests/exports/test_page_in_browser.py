"""The page as a browser shows it. Needs Chromium: skipped without it, except in CI, where it must be there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from communique.codebook.types import load_codebook
from communique.exports.families import families, family
from communique.exports.page import HtmlWriter
from communique.exports.segments import segments
from communique.model import Actor, Attribution, Boilerplate, Event, Place, Report, Toll, When

HOSTILE = (
    "<script>window.hurt = 1</script></div></mark> Rebels attacked <img src=x onerror='window.hurt=1'> the village of "
    + "Anna" * 80
    + " on Monday 🚁🔥, police said.\n\n"
    + "هاجم المتمردون القرية يوم الاثنين (Anna) وقتلوا 12.\n\n]]> --> javascript:alert(1) &amp; &lt;"
)

CONTRASTS = """() => {
  const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
  const ground = e => { const c = numbers(getComputedStyle(e).backgroundColor);
    return c.length === 4 && c[3] === 0 && e.parentElement ? ground(e.parentElement) : c; };
  const poor = [];
  for (const e of document.querySelectorAll("body *:not(script)")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!e.checkVisibility() || (!own && !e.dataset.no)) continue;
    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${e.outerHTML.slice(0, 90)}`);
  }
  return poor;
}"""


class Shown:
    """A page opened from a file, with all that it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.page = browser.new_page(**{"viewport": {"width": 1400, "height": 900}, **context})
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def lit(self, kind: str = "lit") -> str:
        return "".join(self.page.locator(f"mark.{kind}").all_text_contents())

    def where_focus_is(self) -> str:
        found: str = self.page.evaluate("document.activeElement.id")
        return found


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Any]:
    opened: list[Shown] = []

    def _show(*coded: tuple[Report, list[Event]], **context: Any) -> Shown:
        path = tmp_path / f"page{len(opened)}.html"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = HtmlWriter(out)
            for report, events in coded:
                writer.add(report, events)
            writer.close()
        opened.append(Shown(browser, path, **context))
        return opened[-1]

    yield _show
    for shown in opened:
        shown.page.close()


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def hostile() -> tuple[Report, list[Event]]:
    """A report that tries to break out of the page, and events that quote it."""
    village = "Anna" * 80
    event = Event(
        id="h:1",
        report="h",
        type="attack",
        anchor="attacked",
        quote=HOSTILE,
        initiators=(Actor(text="<script>window.hurt = 1</script>", name="</script><script>window.hurt = 1</script>"),),
        recipients=(Actor(text="المتمردون"),),
        place=Place(text=village, name=village, country="<b>Xland</b>", precision="town"),
        date=When(start="2020-05-04", end="2020-05-04", precision="day", text="Monday 🚁🔥"),
        attribution=Attribution(source=village, cue='" onmouseover="window.hurt = 1'),
        tolls=(Toll(outcome="killed", who=village, low=12, high=12, text="12", source=village),),
        evidence={
            "anchor": at(HOSTILE, "attacked"),
            "initiators[0].text": at(HOSTILE, "<script>window.hurt = 1</script>"),
            "recipients[0].text": at(HOSTILE, "المتمردون"),
            "place.text": at(HOSTILE, village),
            "date": at(HOSTILE, "Monday 🚁🔥"),
            "tolls[0].text": at(HOSTILE, "12"),
        },
        rules={"anchor": '"><script>window.hurt = 1</script>'},
    )
    apart = Boilerplate(text="<script>window.hurt = 1</script>", reason='"><script>window.hurt = 1</script>')
    return Report(
        id="h", text=HOSTILE, title="</title><script>window.hurt = 1</script>" + village, url="javascript:alert(1)",
        language='"><script>window.hurt = 1</script>', publisher=village, boilerplate=(apart,),
    ), [event]  # fmt: skip


@pytest.fixture
def overlapping() -> tuple[Report, list[Event]]:
    """Two events that share words: the toll of one lies across the anchor of the other."""
    text = "Soldiers killed four men in a raid on Anna, and fled."
    first = Event(
        id="o:1", report="o", type="attack", anchor="killed", quote=text,
        tolls=(Toll(outcome="killed", low=4, high=4, text="killed four men in a raid"),),
        evidence={"anchor": at(text, "killed"), "quote": (0, len(text)), "tolls[0].text": at(text, "killed four men in a raid")},
    )  # fmt: skip
    second = Event(
        id="o:2", report="o", type="armed-clash", anchor="men in a raid on", quote=text,
        evidence={"anchor": at(text, "men in a raid on"), "place.text": at(text, "raid on Anna")},
        place=Place(text="raid on Anna", precision="town"),
    )  # fmt: skip
    return Report(id="o", text=text), [first, second]


def test_every_type_of_the_codebook_wears_one_colour() -> None:
    worn = [name for entry in families().values() for name in entry.types]
    assert sorted(worn) == sorted(load_codebook().types)
    assert family("a-type-of-ones-own") == "other"


def test_the_page_asks_nothing_of_the_network_and_complains_of_nothing(
    show: Any, report: Report, events: list[Event]
) -> None:
    shown = show((report, events), hostile())
    shown.page.locator(".records a[data-ref]").first.click()
    shown.page.locator("mark.lit").first.wait_for()
    assert [url for url in shown.requests if not url.startswith("file:")] == []
    assert len({url.split("#")[0] for url in shown.requests}) == 1
    assert shown.complaints == []


def test_a_click_on_a_value_lights_exactly_its_words(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events))
    for path, words in (("date", "on Monday"), ("tolls-0-text", "killing at least 12"), ("anchor", "shelled")):
        shown.page.locator(f"#r1e1-{path}-value").click()
        shown.page.locator(f"mark.lit:has(#r1e1-{path})").wait_for()
        assert shown.lit() == words


def test_overlapping_words_are_each_lit_whole(show: Any, overlapping: tuple[Report, list[Event]]) -> None:
    shown = show(overlapping)
    for value, words in (("r1e1-tolls-0-text", "killed four men in a raid"), ("r1e2-anchor", "men in a raid on")):
        shown.page.locator(f"#{value}-value").click()
        shown.page.locator(f"mark.lit:has(#{value})").wait_for()
        assert shown.lit() == words
    assert shown.page.locator(".text .number").evaluate_all("all => all.map(n => n.dataset.no)") == ["1", "2"]


def test_focus_on_a_value_lights_its_words_before_one_goes_there(
    show: Any, report: Report, events: list[Event]
) -> None:
    shown = show((report, events))
    shown.page.locator("#r1e1-place-text-value").focus()
    shown.page.locator("mark.seen").first.wait_for()
    assert shown.lit("seen") == "Anna"
    assert shown.lit() == ""


def test_enter_goes_to_the_words_and_enter_again_comes_back(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events))
    shown.page.locator("#r1e1-date-value").focus()
    shown.page.keyboard.press("Enter")
    shown.page.locator("mark.lit .back:focus").wait_for()
    assert shown.where_focus_is() == "r1e1-date"
    assert shown.lit() == "on Monday"
    shown.page.keyboard.press("Enter")
    shown.page.locator("#r1e1-date-value:focus").wait_for()
    assert shown.page.locator("#r1e1-date-value").bounding_box()["y"] < 900


def test_the_tab_key_goes_through_text_numbers_and_values_in_order(
    show: Any, report: Report, events: list[Event]
) -> None:
    shown = show((report, events))
    met = []
    for _ in range(6):
        shown.page.keyboard.press("Tab")
        met.append(shown.page.evaluate("document.activeElement.className || document.activeElement.id"))
    address = "#r1-events"
    assert shown.page.locator(f".report > p a[href='{address}']").count() == 1
    assert met[1:] == ["text", "number", "number", "r1e1-anchor-value", "r1e1-initiators-0-text-value"]


def test_a_number_in_the_text_leads_to_its_record(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events))
    shown.page.get_by_role("link", name="event 2, demand").focus()
    shown.page.keyboard.press("Enter")
    shown.page.locator("#r1e2:focus").wait_for()


def test_links_work_without_javascript(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events), java_script_enabled=False)
    shown.page.locator("#r1e1-date-value").click()
    back = shown.page.locator("#r1e1-date:target")
    back.wait_for()
    back.click()
    shown.page.locator("#r1e1-date-value:target").wait_for()


def test_a_phone_scrolls_no_way_but_down(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events), hostile(), viewport={"width": 375, "height": 700})
    for details in shown.page.locator("summary").all():
        details.click()
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 375


def test_on_a_wide_screen_the_text_stays_beside_its_records(show: Any, report: Report, events: list[Event]) -> None:
    many = [msgspec.structs.replace(events[0], id=str(number)) for number in range(30)]
    shown = show((report, many))
    value = shown.page.locator("#r1e30-date-value")
    value.scroll_into_view_if_needed()
    before = value.bounding_box()["y"]
    value.click()
    shown.page.locator("mark.lit").first.wait_for()
    assert 0 <= shown.page.locator("mark.lit").first.bounding_box()["y"] < 900
    assert abs(value.bounding_box()["y"] - before) < 30


def test_print_shows_the_whole_text_and_then_every_event(show: Any, report: Report, events: list[Event]) -> None:
    long = msgspec.structs.replace(
        report, text=report.text + "\n\nNothing more." * 200, url="https://news.example/" + "a" * 300
    )
    shown = show((long, events), color_scheme="dark")
    shown.page.emulate_media(media="print")
    shown.page.set_viewport_size({"width": 1200, "height": 900})
    text = shown.page.locator(".text")
    assert text.evaluate("e => [e.scrollHeight <= e.clientHeight, getComputedStyle(e).position]") == [True, "static"]
    ends = text.bounding_box()["y"] + text.bounding_box()["height"]
    assert all(box.bounding_box()["y"] >= ends for box in shown.page.locator(".event").all())
    assert shown.page.locator(".event:visible").count() == 2
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 1200
    assert shown.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    mark = shown.page.locator("mark.anchor").first
    assert (
        mark.evaluate("e => getComputedStyle(e).printColorAdjust || getComputedStyle(e).webkitPrintColorAdjust")
        == "exact"
    )


def test_a_hostile_report_stays_words(show: Any) -> None:
    report, events = hostile()
    shown = show((report, events))
    assert shown.page.locator(".text").evaluate("e => e.textContent") == report.text
    for path, (start, end) in events[0].evidence.items():
        marks = shown.page.locator(f".text mark[data-refs~='1:{path}']").all_text_contents()
        assert "".join(marks) == report.text[start:end]
    assert shown.page.evaluate("window.hurt === undefined")
    assert shown.page.locator("script").count() == 1
    assert shown.page.locator("img, [href^='javascript'], [onmouseover], [onerror]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(
    show: Any, report: Report, events: list[Event], overlapping: tuple[Report, list[Event]], scheme: str
) -> None:
    every_colour = [msgspec.structs.replace(events[0], type=entry.types[0]) for entry in families().values()]
    shown = show((report, [*events, *every_colour]), overlapping, color_scheme=scheme)
    shown.page.locator("#r1e1-date-value").click()
    shown.page.locator("mark.lit").first.wait_for()
    for details in shown.page.locator("summary").all():
        details.click()
    assert shown.page.evaluate(CONTRASTS) == []


def test_several_reports_are_listed_with_their_number_of_events(
    show: Any, report: Report, events: list[Event], overlapping: tuple[Report, list[Event]]
) -> None:
    shown = show((report, events), (msgspec.structs.replace(report, title="Calm"), []), overlapping)
    lines = [" ".join(line.split()) for line in shown.page.locator("nav li").all_text_contents()]
    assert lines == ["Shelling 2 events", "Calm no events", "o 2 events"]
    shown.page.get_by_role("link", name="Calm").click()
    shown.page.locator("#r2:target").wait_for()
    assert show((report, events)).page.locator("nav").count() == 0


def test_the_outline_names_reports_and_events_and_no_id_stands_twice(
    show: Any, report: Report, events: list[Event], overlapping: tuple[Report, list[Event]]
) -> None:
    shown = show((report, events), overlapping)
    assert shown.page.locator("h3").count() == 4
    assert shown.page.get_by_role("region", name="Text of the report").count() == 2
    assert shown.page.get_by_role("article", name="shelling").count() == 1
    ids = shown.page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    fragments = shown.page.locator("a[href^='#']").evaluate_all("all => all.map(e => e.hash.slice(1))")
    assert set(fragments) <= set(ids)


def test_what_is_not_coded_says_why_beside_it(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events))
    apart = shown.page.locator(".apart")
    assert apart.evaluate("e => getComputedStyle(e, '::before').content") == '"not coded: newsletter sign-up"'
    assert apart.text_content() == "Sign up now"


def test_the_reasons_of_an_event_name_rule_and_words(show: Any, report: Report, events: list[Event]) -> None:
    shown = show((report, events))
    shown.page.locator("#r1e1 summary").click()
    first = shown.page.locator("#r1e1 .why li").first.inner_text()
    assert first == "anchor from “shelled” by codebook: shelling/verb:shell"


def test_a_long_report_is_cut_in_a_moment() -> None:
    text = "Rebels attacked Anna. " * 5000
    event = Event(id="e", report="l", type="attack", anchor="attacked", quote="")
    events = [
        msgspec.structs.replace(event, evidence={"anchor": (i + 7, i + 15), "initiators[0].text": (i, i + 6)})
        for i in range(0, len(text), 22)
    ]
    parts = segments(Report(id="l", text=text), events)
    assert len(parts) == 20000
    assert sum(len(part.refs) for part in parts) == 10000
