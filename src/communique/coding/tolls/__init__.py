"""How many were lost, and how: ``find_tolls`` reads words of loss and numbers in a parsed ``Doc``."""

from communique.coding.tolls.finding import find_tolls
from communique.coding.tolls.mention import TollMention
from communique.coding.tolls.table import EffectTable, EffectTableError, build, check, effect_lemmas, table

__all__ = ["EffectTable", "EffectTableError", "TollMention", "build", "check", "effect_lemmas", "find_tolls", "table"]
