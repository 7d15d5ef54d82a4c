"""The key of what is found: 8 bits of scope, 24 of day, 32 of number. A later day has the higher key."""

NUMBER_BITS, DAY_BITS = 32, 24
MASK = (1 << NUMBER_BITS) - 1


def key(scope: int, day: int, number: int) -> int:
    """``day`` is a proleptic ordinal, 0 where it is not known; ``number`` is positive and below 2**32."""
    return (scope << (DAY_BITS + NUMBER_BITS)) | (day << NUMBER_BITS) | number


def number(of: int) -> int:
    """The number of a key."""
    return of & MASK


def bounds(scope: int) -> tuple[int, int]:
    """The keys of a scope: from the first, up to the second without it."""
    return key(scope, 0, 0), key(scope + 1, 0, 0)
