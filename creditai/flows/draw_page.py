"""A page of a report as a picture, with boxes around a value or a finding; drawn in the limited child process."""

from __future__ import annotations

from uuid import UUID

from creditai.errors import NotFound
from creditai.flows.look_at_papers import look_at_papers, whose
from creditai.papers import analysis, places, reports, uploads
from creditai.papers.at import At
from creditai.papers.places import Marks
from creditai.reading import picture_of
from creditai.store.streams import unsealed_stream
from creditai.who import Who
from creditai.wiring import Wiring


def draw_page(
    wiring: Wiring, who: Who, report: UUID, page: int, *, pointer: str | None = None,
    finding: str | None = None, dpi: int = 110,
) -> bytes:  # fmt: skip
    """PNG. `pointer`: a value of the report (`/accounts/0/balance`); `finding`: all that it points at here.
    NotFound when there is no such page, or nothing of it there, the paper is a web page, or its file is gone."""

    def see(at: At) -> tuple[UUID, Marks]:
        kept = reports.one(at, report)
        if kept.report.source.kind == "html":
            raise NotFound("A saved web page has no pages to draw; its values have a path instead of a box.")
        if not 1 <= page <= kept.report.source.pages:
            raise NotFound(f"There is no page {page}: the report has {kept.report.source.pages}.")
        uploads.file_of(at, kept.paper)
        return kept.paper, _marks(at, kept, page, pointer, finding)

    paper, marks = look_at_papers(wiring, who, "report.page", f"{report}/{page}", see)
    person = whose(who)
    sealed = wiring.objects.get(uploads.object_name(person, paper))
    data = b"".join(unsealed_stream(wiring.keys.of(person), sealed, uploads.context(paper)))
    return picture_of(data, page, marks, dpi=dpi)


def _marks(at: At, kept: reports.Kept, page: int, pointer: str | None, finding: str | None) -> Marks:
    found: Marks = []
    if pointer is not None:
        found += places.marks(kept.report, pointer, page)
    if finding is not None:
        told = [analysis.split(each) for each in analysis.finding(at, finding)["evidence"]]
        for number, (which, local) in enumerate(told, 1):
            if which == kept.id:
                boxes = places.marks_or_none(kept.report, local, page)
                found += [(box, str(number)) for box, _ in boxes]
    return found
