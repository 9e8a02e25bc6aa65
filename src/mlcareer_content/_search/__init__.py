"""Full-text search over entries."""

from ._index import Index
from ._passages import Passage
from ._words import words_of

__all__ = ["Index", "Passage", "words_of"]
