"""Where on paper the items of a letter stand, and which pages are enclosed with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.disputes import sentences as s
from creditai.disputes.grounds import Disputed
from creditai.disputes.letter import Said, Wording, say
from creditai.disputes.pointers import number_of
from creditai.disputes.request import Request
from creditai.disputes.standing import Standing

_Page = tuple[int, int, str]
"""The report, the page, a pointer to what stands on it."""


def where(standing: Standing, same: Sequence[Disputed]) -> Iterator[Said]:
    """The pages of one thing, for its row."""
    yield from _said(standing, same, _pages(standing, same), (s.PAGE, s.PAGES), (s.PAGE_OF, s.PAGES_OF))


def on_one_page(standing: Standing, same: Sequence[Disputed]) -> bool:
    """Whether the row of one thing names one page and no other."""
    return len(_pages(standing, same)) <= 1


def copies(request: Request) -> Iterator[Said]:
    """A marked copy of every page that is quoted, other bureaus' too: what this one is told that they print, it can see."""
    standing, items = request.standing, request.items
    mine, older = (s.COPY_PAGE, s.COPY_PAGES), (s.COPY_PAGE_OF, s.COPY_PAGES_OF)
    own = {number for number, _, _ in _pages(standing, items)}
    every = _pages(standing, items, theirs=True)
    yield from _said(standing, items, [row for row in every if row[0] in own], mine, older)
    yield from _of_others(standing, [row for row in every if row[0] not in own])


def _of_others(standing: Standing, pages: Sequence[_Page]) -> Iterator[Said]:
    for number, pointers in _by_report(pages).items():
        report, many = standing.case.reports[number], len(pointers) > 1
        page = standing.fact("page", "|".join(pointers))
        by = standing.fact("address", f"name/{standing.bureau(pointers[0])}")
        if len(report.source.bureaus) > 1:
            yield say((s.COPY_PAGE_MERGED, s.COPY_PAGES_MERGED)[many], page=page)
        elif "/report_date" in report.evidence:
            dated = standing.fact("paper", f"/reports/{number}/report_date")
            yield say((s.COPY_PAGE_BY, s.COPY_PAGES_BY)[many], page=page, bureau=by, date=dated)
        else:
            yield say((s.COPY_PAGE_UNDATED, s.COPY_PAGES_UNDATED)[many], page=page, bureau=by)


def _said(
    standing: Standing,
    items: Sequence[Disputed],
    pages: Sequence[_Page],
    own: tuple[Wording, Wording],
    older: tuple[Wording, Wording],
) -> Iterator[Said]:
    """These pages: of the newest report without its date, of older ones with it."""
    for number, pointers in _by_report(pages).items():
        page, many = standing.fact("page", "|".join(pointers)), len(pointers) > 1
        if number == _newest(items):
            yield say(own[many], page=page)
        elif "/report_date" in standing.case.reports[number].evidence:
            yield say(older[many], page=page, date=standing.fact("paper", f"/reports/{number}/report_date"))


def _by_report(pages: Sequence[_Page]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, _, pointer in pages:
        found.setdefault(number, []).append(pointer)
    return found


def _newest(items: Sequence[Disputed]) -> int:
    return number_of(items[0].pointers[0]) if items else 0


def _pages(standing: Standing, items: Sequence[Disputed], *, theirs: bool = False) -> list[_Page]:
    """What the items quote from their own bureau's prints; `theirs`: and from the prints of others."""
    seen: dict[tuple[int, int], str] = {}
    for item in items:
        for pointer in item.finding.evidence:
            bureau = standing.bureau(pointer)
            if bureau != item.bureau and not (theirs and bureau is not None):
                continue
            try:
                page = int(standing.text("page", pointer))
            except KeyError:
                continue
            seen.setdefault((number_of(pointer), page), pointer)
    newest = _newest(items)
    return sorted(
        ((n, p, at) for (n, p), at in seen.items()), key=lambda row: (row[0] != newest, row[0], row[1])
    )
