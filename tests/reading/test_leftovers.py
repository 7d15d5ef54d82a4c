"""What a page says outside its article is kept, not lost."""

from collections.abc import Callable

from reading_support import PAGE, STORY, reports

Write = Callable[[str, str | bytes], str]
UNNAMED = (
    "<div><div>Farm prices fall again</div><div>Eagles win the cup</div></div><div><p>This site uses cookies to count its"
    " visitors.</p></div><script>var hidden = 1;</script></body>"
)


def test_words_outside_any_named_part_are_kept_with_a_reason(write: Write) -> None:
    (report,) = reports(write("page.html", PAGE.replace("</body>", UNNAMED)))
    kept = {part.text: (part.reason, part.start) for part in report.boilerplate}
    assert kept["Farm prices fall again Eagles win the cup"] == ("outside the article", None)
    assert kept["This site uses cookies to count its visitors."] == ("cookie notice", None)
    assert "Farm prices" not in report.text
    assert not any("hidden" in text for text in kept)


def test_neither_the_article_nor_its_title_nor_a_caption_is_kept_apart(write: Write) -> None:
    figure = (
        "<figure><img src='a.jpg'><figcaption>Smoke rises over the port after shelling.</figcaption></figure></article>"
    )
    (report,) = reports(write("page.html", PAGE.replace("</article>", figure)))
    kept = " ".join(part.text for part in report.boilerplate)
    assert STORY not in kept
    assert "Rebels overrun river port" not in kept
    assert "Smoke rises" not in kept
