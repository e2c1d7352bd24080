"""What is worked out of a document is worked out once for the one asked about last, and never told of another."""

from __future__ import annotations

from dataclasses import replace

from creditai.documents import Document
from creditai.documents.latest import of_the_latest


def test_it_is_done_once_for_the_latest_and_anew_for_an_equal_other() -> None:
    asked: list[Document] = []

    @of_the_latest
    def work(document: Document) -> int:
        asked.append(document)
        return len(asked)

    one = Document((), "pdf")
    other = replace(one)
    assert one == other
    assert [work(one), work(one), work(other), work(other), work(one)] == [1, 1, 2, 2, 3]


def test_each_work_keeps_its_own() -> None:
    @of_the_latest
    def title(document: Document) -> str:
        return document.title

    @of_the_latest
    def kind(document: Document) -> str:
        return document.kind

    one = Document((), "pdf", title="a")
    assert (title(one), kind(one), title(one)) == ("a", "pdf", "a")
