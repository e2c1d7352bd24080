"""What was worked out of a document, kept for the one asked about last: to recognise it and to read it take the same.

That very object, by identity: to compare two documents takes longer than to read one, and evidence goes by a document's words
and not by their likes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from creditai.documents import Document

_Found = TypeVar("_Found")


def of_the_latest(work: Callable[[Document], _Found]) -> Callable[[Document], _Found]:
    """The same work, done once for the document asked about last. Each work keeps that one, and no other."""
    kept: list[tuple[Document, _Found]] = []

    @wraps(work)
    def found(document: Document) -> _Found:
        if not kept or kept[0][0] is not document:
            kept[:] = [(document, work(document))]
        return kept[0][1]

    return found
