"""Agreement of two readers, against figures worked out by hand."""

from math import isclose, sqrt

import pytest

from communique.desk.review.sampling.agreement import agreement, kappa, wilson

# Of 20 events 9 are A for both, 6 are B for both, 3 A then B, 2 B then A. Observed 15/20.
# By chance: A 12/20 * 11/20, B 8/20 * 9/20, together .33 + .18 = .51. Kappa (.75 - .51) / .49 = 24/49.
# Standard error sqrt(.75 * .25 / (20 * .49 ** 2)).
PAIRS = [("A", "A")] * 9 + [("B", "B")] * 6 + [("A", "B")] * 3 + [("B", "A")] * 2


def test_kappa_of_two_categories_is_that_worked_out_by_hand() -> None:
    found = kappa(PAIRS)
    assert found is not None
    assert isclose(found[0], 24 / 49)
    assert isclose(found[1], sqrt(0.1875 / (20 * 0.2401)))


def test_kappa_of_three_categories_is_that_worked_out_by_hand() -> None:
    # 10 pairs, 7 alike. First: x 4, y 4, z 2; second: x 5, y 3, z 2. By chance (20 + 12 + 4) / 100 = .36. Kappa .34 / .64.
    pairs = [("x", "x")] * 4 + [("y", "y")] * 2 + [("z", "z")] + [("y", "x")] + [("y", "z")] + [("z", "y")]
    found = kappa(pairs)
    assert found is not None
    assert isclose(found[0], 0.34 / 0.64)


def test_readers_who_agree_no_more_than_by_chance_have_kappa_nought() -> None:
    found = kappa([("A", "A"), ("A", "B"), ("B", "A"), ("B", "B")])
    assert found is not None
    assert found[0] == 0


def test_readers_who_never_agree_have_a_kappa_below_nought() -> None:
    found = kappa([("A", "B"), ("B", "A")])
    assert found is not None
    assert isclose(found[0], -1)


def test_kappa_has_no_meaning_where_both_say_one_thing_alone() -> None:
    assert kappa([("A", "A")] * 5) is None
    found = agreement([("A", "A")] * 5, nominal=True)
    assert (found.share, found.kappa) == (1.0, None)


def test_the_interval_of_a_share_is_wilsons() -> None:
    # 15 of 20: (.75 + z2/40 -+ z sqrt(.75 * .25 / 20 + z2/1600)) / (1 + z2/20), z2 = 3.841459.
    low, high = wilson(15, 20)
    assert isclose(low, 0.531299, abs_tol=1e-5)
    assert isclose(high, 0.888138, abs_tol=1e-5)


def test_an_interval_never_leaves_what_can_be() -> None:
    assert wilson(20, 20)[1] <= 1
    assert wilson(0, 20)[0] >= 0
    found = agreement([("A", "A"), ("B", "B"), ("A", "B")], nominal=True)
    assert found.kappa_low is not None
    assert found.kappa_high is not None
    assert -1 <= found.kappa_low <= found.kappa_high <= 1


def test_values_that_are_not_nominal_have_no_kappa() -> None:
    found = agreement(PAIRS, nominal=False)
    assert (found.same, found.total, found.kappa) == (15, 20, None)


@pytest.mark.parametrize("nominal", [True, False])
def test_no_pairs_have_no_figures(nominal: bool) -> None:
    found = agreement([], nominal)
    assert (found.total, found.share, found.low, found.kappa) == (0, None, None, None)
