"""A finding's statement as a row of a letter's table says it: what the row says already is left out.

The row names the thing, its number and the pages; the statement begins anew for every print with report,
page and thing. So the heads that `quoting` puts before what is printed are taken off or cut short, and
nothing else of the statement is touched: a statement that has no such head stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.case import Entry
from creditai.findings import Finding
from creditai.quoting import head, page, thing


def in_row(finding: Finding, entries: Sequence[Entry], pointer: str, *, paged: bool) -> str:
    """The statement for the row of the thing at `pointer`. `entries`: the things that the finding is about;
    `paged`: the row names several pages, so that the one of this finding is to be said."""
    heads = list(_heads(finding, entries))
    own = [(entry, on, full) for entry, on, full in heads if _is_at(entry, pointer)]
    text = finding.statement
    if len(heads) == 1 and own:
        _, on, full = own[0]
        return _begun(text.replace(full, f"Page {on} prints: " if paged and on is not None else "", 1))
    one_print = bool(own) and len({(entry.report_pointer, entry.item.bureau) for entry, _, _ in heads}) == 1
    named = {thing(entry) for entry, _, _ in own}
    for entry, on, full in heads:
        again = thing(entry) in named
        if one_print:
            shorter = f"{'Printed' if on is None else f'Page {on} prints'} for {thing(entry)}: "
        else:
            shorter = head(entry, on, of=not again)
        text = text.replace(full, shorter, 1)
    return text


def _heads(finding: Finding, entries: Sequence[Entry]) -> Iterator[tuple[Entry, int | None, str]]:
    """Each head that stands in the statement: whose, of which page, the words. Equal ones once for each."""
    left = finding.statement
    for entry in sorted(entries, key=lambda entry: -len(thing(entry))):  # words that hold another's first
        pages = {page(entry, at.removeprefix(f"{entry.pointer}/")) for at in finding.evidence} - {None}
        for on in (*pages, None):
            full = head(entry, on)
            if full in left:
                left = left.replace(full, " ", 1)
                yield entry, on, full
                break


def _is_at(entry: Entry, pointer: str) -> bool:
    return pointer == entry.pointer or pointer.startswith(f"{entry.pointer}/")


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
