"""Suite ``hrdsattack``: who attacked human rights defenders, how, where and when, and who the victims were, by whole article.

The projection from the coder's layers to the questions of the set is here; its weights are fitted on ``train``.
"""

from collections.abc import Sequence

from communique.coding.pipeline import load as load_coder
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.hrdsattack.gold import Article, load
from communique.evaluation.suites.hrdsattack.projection import project
from communique.evaluation.suites.hrdsattack.reading import read
from communique.evaluation.suites.hrdsattack.scoring import score
from communique.evaluation.suites.hrdsattack.weights import load as load_weights

HOW = (
    "end to end from the article's title and text, reader {reader}; the projection to the set's questions is fitted on "
    "train. F1 is over all articles, an answer where the key has none being false; the group accuracy is the share right "
    "of the articles whose key names one, as in the set's paper. Names are compared without case, accents and titles"
)


def run(asked: Run) -> Result:
    """Code every article of the parts, answer the set's questions and score them."""
    articles = [article for name in asked.parts for article in load(asked.gold, name)[: asked.limit]]
    tally, coder = Tally(), load_coder(reader=asked.reader)
    for article in articles:
        tally.start(article.report.id)
        found = project(read(coder.analyse(article.report)), load_weights())
        score(found, article.attack, tally, article.report.title or "")
    return Result("hrdsattack", HOW.format(reader=asked.reader), _items(articles), tally.figures(), tuple(tally.slips))


def _items(articles: Sequence[Article]) -> dict[str, int]:
    named = sum(victim.name is not None for article in articles for victim in article.attack.victims)
    return {"articles": len(articles), "victims with a name": named}


SUITE = Suite("hrdsattack", "attacks on human rights defenders (HRDsAttack), by article", "hrdsattack", ("dev",), run)
