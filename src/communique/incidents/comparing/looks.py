"""All comparisons, in tiers, the cheap ones first: a pair that these tell apart is not compared further."""

from collections.abc import Mapping
from types import MappingProxyType

from communique.incidents.comparing.dates import DATE, PUBLISHED
from communique.incidents.comparing.kinds import KIND
from communique.incidents.comparing.look import Look
from communique.incidents.comparing.losses import INJURED, KILLED
from communique.incidents.comparing.places import PLACE
from communique.incidents.comparing.sides import ACTORS, SPEAKERS, WEAPON
from communique.incidents.comparing.wording import MEANING, REPORT_WORDS, SENTENCES, SHARED_NAMES, TEXT

FACTS: tuple[Look, ...] = (KIND, PLACE, DATE, PUBLISHED, KILLED, INJURED, ACTORS, SPEAKERS, WEAPON)
TEXTS: tuple[Look, ...] = (TEXT, MEANING, SENTENCES)
WORDS: tuple[Look, ...] = (REPORT_WORDS, SHARED_NAMES)
TIERS = (FACTS, TEXTS, WORDS)
LOOKS = (*FACTS, *TEXTS, *WORDS)
LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType({look.name: look.levels for look in LOOKS})
