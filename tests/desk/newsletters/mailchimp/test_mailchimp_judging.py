"""Whatever the two sides say: nobody is mailed who left on either of them."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from communique.desk.newsletters.mailchimp.judging import LIVE, Theirs, judge, told
from communique.desk.newsletters.mailchimp.knowing import Known

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
OURS = {"i1", "i2", "i3"}
INTERESTS = st.dictionaries(st.sampled_from(sorted(OURS | {"other"})), st.booleans())
STATUSES = st.sampled_from(["subscribed", "pending", "unsubscribed", "cleaned", "archived", "transactional"])
KNOWN = st.builds(
    Known,
    address=st.just("a@b.example"),
    status=STATUSES | st.just(""),
    interests=INTERESTS,
    seen=st.none() | st.just(AT),
)
WANTED = st.none() | st.frozensets(st.sampled_from(sorted(OURS)))


@given(KNOWN, WANTED, st.builds(Theirs, STATUSES, INTERESTS), st.booleans())
def test_consent_is_the_stricter(known: Known, wanted: frozenset[str] | None, theirs: Theirs, asked: bool) -> None:
    verdict = judge(known, wanted, theirs, AT, asked_since=asked, ours=OURS)
    if wanted is None:
        assert verdict.settled == (theirs.status not in LIVE)
        return
    kept = set() if verdict.left_all or verdict.bounced else wanted - verdict.left
    for each in kept:
        gone = theirs.status in ("unsubscribed", "cleaned") and not asked
        unchecked = theirs.status in LIVE and known.interests.get(each) and not theirs.interests.get(each)
        assert not gone
        assert not unchecked
    if theirs.status in LIVE:
        turned_on = {each for each, on in told(verdict.known, kept).items() if on}
        assert turned_on <= wanted
        assert not turned_on & {each for each, on in known.interests.items() if on and not theirs.interests.get(each)}


@given(KNOWN, WANTED, st.builds(Theirs, st.sampled_from(sorted(LIVE)), INTERESTS))
def test_what_is_told_and_done_leaves_no_difference(
    known: Known, wanted: frozenset[str] | None, theirs: Theirs
) -> None:
    verdict = judge(known, wanted, theirs, AT, asked_since=False, ours=OURS)
    if wanted is None:
        return
    kept = wanted - verdict.left
    then = Theirs(theirs.status, {**theirs.interests, **told(verdict.known, kept)})
    assert {each for each, on in then.interests.items() if on and each in OURS} == kept
    after = judge(replace(verdict.known, interests=then.interests), kept, then, AT, asked_since=False, ours=OURS)
    assert after.settled
    assert not after.left


@given(KNOWN, st.builds(Theirs, st.sampled_from(["unsubscribed", "cleaned", "archived"]), INTERESTS))
def test_who_asked_since_is_asked_again_and_never_forced(known: Known, theirs: Theirs) -> None:
    verdict = judge(known, frozenset({"i1"}), theirs, AT, asked_since=True, ours=OURS)
    assert verdict.known.status == "compliance"
    assert not verdict.settled
