"""The ``llm`` reader: a language model proposes, the report decides.

A model behind any OpenAI-compatible endpoint proposes events as words of the report, in a form fixed by a JSON schema.
Whatever does not stand in the report is dropped; names, places, dates and numbers are then read from those words by the same
components as the rules use. It is never needed and never the default.
"""

from communique.coding.llm.client import LlmError
from communique.coding.llm.reader import LlmReader
from communique.coding.llm.settings import LlmSettings, settings_from

__all__ = ["LlmError", "LlmReader", "LlmSettings", "settings_from"]
