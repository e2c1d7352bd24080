"""The ledger of a document's words: each is read, ignored by name, or open; evidence is made of words, and reads them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from creditai.documents import Document, Page, Word
from creditai.documents.lines import lines_of
from creditai.forms.draft.broken import printed
from creditai.forms.draft.places import line_runs, place_of, shown_box
from creditai.report import Coverage, Evidence, Missing, Place


class Ledger:
    """Of every word of this document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._read: set[int] = set()
        self._ignored: dict[int, str] = {}

    def claim(self, words: Iterable[Word]) -> None:
        """These words were understood: labels, headings, heads of grids."""
        self._read.update(map(id, words))

    def ignore(self, words: Iterable[Word], name: str) -> None:
        """Boilerplate, by name ("rights notice", "page header"); words already read stay read."""
        for word in words:
            self._ignored.setdefault(id(word), name)

    def is_open(self, word: Word) -> bool:
        """Neither read nor ignored yet."""
        return id(word) not in self._read and id(word) not in self._ignored

    def are_open(self, words: Iterable[Word]) -> bool:
        """Is each of these words open?"""
        ids = list(map(id, words))
        return self._read.isdisjoint(ids) and self._ignored.keys().isdisjoint(ids)

    def open_of(self, words: Iterable[Word], taken: Container[int] = ()) -> tuple[Word, ...]:
        """Those of these words that are open, but for the `taken`, by their id."""
        read, ignored = self._read, self._ignored
        open_ = [w for w in words if (i := id(w)) not in read and i not in ignored and i not in taken]
        return tuple(open_)

    def evidence(
        self, words: Sequence[Word], *, via: str | None = None, also: Iterable[Sequence[Word]] = ()
    ) -> Evidence:
        """The place of these words; they count as read from now on. The text is the whole value; where
        it wraps, the box is around all of it on its first page and `also` has each further line."""
        if not words:
            raise ValueError("a value needs the words it came from")
        further = list(also)
        for run in (words, *further):
            self._read.update(map(id, run))
        page = words[0].page
        sure = [w.confidence for w in words if w.confidence is not None]
        lines = line_runs(words) if len(words) > 1 else ()
        return Evidence(
            page=page,
            box=shown_box([w for w in words if w.page == page] if lines else words),
            text=printed(words),
            also=tuple([place_of(run) for run in (*lines[1:], *further)]),
            via=via,
            confidence=min(sure) if sure else None,
            path=words[0].path,
        )

    def coverage(self, missing: Sequence[Missing]) -> Coverage:
        """How many words were read and ignored, and where those stand that nobody understood."""
        words = {id(w) for page in self.document.pages for w in page.words}
        read = len(words & self._read)
        ignored = len((words & self._ignored.keys()) - self._read)
        unread = [place for page in self.document.pages for place in self._unread(page)]
        return Coverage(len(words), read, ignored, tuple(unread), tuple(missing))

    def _unread(self, page: Page) -> Iterator[Place]:
        rest = [w for w in page.words if self.is_open(w)]
        if not rest:
            return
        for line in lines_of(replace(page, words=tuple(rest))):
            for cell in line.cells:
                yield place_of(cell.words)
