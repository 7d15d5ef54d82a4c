"""What several tests of reading share."""

from communique.model import Report
from communique.reading import Failure, read_inputs

STORY = (
    "Rebel fighters entered the river port of Massina before dawn on Tuesday and overran its small garrison, officials"
    " said. Two soldiers were killed in the fighting and at least nine were wounded, according to a doctor at the clinic."
)
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Rebels overrun river port</title>
<meta property="og:title" content="Rebels overrun river port"><meta property="og:site_name" content="Delta Post">
<meta property="article:published_time" content="2014-05-06T07:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li></ul></nav>
<article><h1>Rebels overrun river port</h1><p>{STORY}</p><p>Residents fled across the river in fishing boats, and the governor
asked the capital for help.</p></article>
<div class="newsletter-box signup"><p>Get our morning bulletin in your inbox.</p></div>
<footer><p>All the news of the delta</p></footer></body></html>"""


def reports(*inputs: str) -> list[Report]:
    """The reports of inputs that all can be read."""
    found = list(read_inputs(inputs))
    assert all(isinstance(item, Report) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Report)]


def failure(*inputs: str) -> Failure:
    """The one failure of inputs that give nothing else."""
    (item,) = read_inputs(inputs)
    assert isinstance(item, Failure)
    assert "\n" not in str(item)
    return item
