"""Where on paper the items of a letter stand, and which pages are enclosed with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.disputes import sentences as s
from creditai.disputes.grounds import Disputed
from creditai.disputes.letter import Said, Wording, say
from creditai.disputes.pointers import number_of
from creditai.disputes.request import Request
from creditai.disputes.standing import Standing


def where(standing: Standing, same: Sequence[Disputed]) -> Iterator[Said]:
    """The pages of one thing, for its row."""
    yield from _by_report(standing, same, (s.PAGE, s.PAGES), (s.PAGE_OF, s.PAGES_OF))


def on_one_page(standing: Standing, same: Sequence[Disputed]) -> bool:
    """Whether the row of one thing names one page and no other."""
    return len(_pages(standing, same)) <= 1


def copies(request: Request) -> Iterator[Said]:
    """A marked copy of every page that is quoted."""
    own, older = (s.COPY_PAGE, s.COPY_PAGES), (s.COPY_PAGE_OF, s.COPY_PAGES_OF)
    yield from _by_report(request.standing, request.items, own, older)


def _by_report(
    standing: Standing,
    items: Sequence[Disputed],
    own: tuple[Wording, Wording],
    older: tuple[Wording, Wording],
) -> Iterator[Said]:
    """The pages that the items quote: of the newest report without its date, of older ones with it."""
    newest = number_of(items[0].pointers[0]) if items else 0
    by_report: dict[int, list[str]] = {}
    for number, _, pointer in _pages(standing, items):
        by_report.setdefault(number, []).append(pointer)
    for number, pointers in by_report.items():
        page, many = standing.fact("page", "|".join(pointers)), len(pointers) > 1
        if number == newest:
            yield say(own[many], page=page)
        elif "/report_date" in standing.case.reports[number].evidence:
            yield say(older[many], page=page, date=standing.fact("paper", f"/reports/{number}/report_date"))


def _pages(standing: Standing, items: Sequence[Disputed]) -> list[tuple[int, int, str]]:
    """(report, page, a pointer on it) of what the items quote from their own bureau's prints."""
    seen: dict[tuple[int, int], str] = {}
    for item in items:
        for pointer in item.finding.evidence:
            if standing.bureau(pointer) != item.bureau:
                continue
            try:
                page = int(standing.text("page", pointer))
            except KeyError:
                continue
            seen.setdefault((number_of(pointer), page), pointer)
    newest = number_of(items[0].pointers[0]) if items else 0
    return sorted(
        ((n, p, at) for (n, p), at in seen.items()), key=lambda row: (row[0] != newest, row[0], row[1])
    )
