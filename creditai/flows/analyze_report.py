"""Read one paper in the limited child process, keep its report, and find what is wrong over all of them.

Ends in a report or in a sentence that the person sees, always: a file that gives no report fails with its reason; a
passing fault is tried again, later each time, and told when it did not pass; a worker that was killed is followed by
another. Run twice it does nothing twice: every change names the state that it may leave.
"""

from __future__ import annotations

import time
from functools import partial
from uuid import UUID

from creditai import metrics
from creditai.clients.google_document_ai import NAME, DocumentAI, Words
from creditai.errors import Broken, CreditAIError, Failure, NotFound, Unavailable
from creditai.flows import job
from creditai.flows.consents import has_consent
from creditai.flows.find_inaccuracies import NotWanted, find_inaccuracies
from creditai.flows.is_synthetic import is_synthetic
from creditai.flows.let_go_of_files import let_go_of_files
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.papers.reports import Kept
from creditai.papers.uploads import Upload
from creditai.reading import Outside, Reading, Step, read_bytes
from creditai.report import Report
from creditai.store import audit
from creditai.store.ids import new_id
from creditai.store.streams import unsealed_stream
from creditai.who import SYSTEM
from creditai.wiring import Wiring

RETRIES = 4
ATTEMPTS = 25
"""How often workers may begin one paper: more, and it is the paper that ends them."""
_TOLD_EVERY = 0.25
"""Seconds between two notes of progress, pictures apart."""
_ENDED_US = (
    "Reading it stopped the program several times; the file is damaged. Print it anew as PDF and send that."
)
_OURS = "A defect of CreditAI stopped the reading; it was reported. Send the file again in a while."
_LATER = "What reading needs did not answer for a long time. Send the file again in a while."


@job(queue="reading", retries=RETRIES)
def analyze_report(wiring: Wiring, person: str, paper: str) -> None:
    """`person`, `paper`: ids."""
    whose = UUID(person)
    try:
        found = _begun(wiring, whose, UUID(paper))
        if found is not None:
            _read(wiring, whose, found)
        let_go_of_files(wiring, person)
    except NotFound:  # the person is erased, the paper deleted
        return


def _begun(wiring: Wiring, person: UUID, paper: UUID) -> Upload | None:
    """The paper, taken up once more; None when there is nothing to do."""
    with papers_of(wiring, person) as at:
        if not has_consent(at.connection, person, "read-reports"):
            uploads.stop_all(at)  # withdrawn while the file came in
            return None
        if not uploads.begin(at, paper):
            return None
        found = uploads.one(at, paper)
        if found.attempts > ATTEMPTS:
            uploads.fail(at, paper, Failure(found.name, "unreadable", _ENDED_US))
            return None
        audit.record(at.connection, SYSTEM, "paper.read", str(paper), "reading", person=person)
    return found


def _read(wiring: Wiring, person: UUID, found: Upload) -> None:
    try:
        _finished(wiring, person, found)
    except NotWanted:
        _count(wiring, person, "cancelled", "other")
    except Unavailable:
        if found.attempts <= RETRIES:
            raise
        _failed(wiring, person, found, _LATER)
    except NotFound:
        raise
    except Exception as error:
        _failed(wiring, person, found, _OURS)
        raise error if isinstance(error, CreditAIError) else Broken("Reading a paper failed.") from error


def _finished(wiring: Wiring, person: UUID, found: Upload) -> None:
    reading = _reading(wiring, person, found)
    if reading.failure is not None:
        _kept_failure(wiring, person, found, reading.failure)
        _count(wiring, person, "refused", "other")
        return
    assert reading.report is not None
    pages = reading.report.source.pages
    with papers_of(wiring, person) as at:
        if not uploads.note(at, found.id, "findings", pages, pages):
            raise NotWanted
    find_inaccuracies(wiring, str(person), fresh=Kept(new_id(), found.id, reading.report))
    _count(wiring, person, "read", _method(reading.report))


def _count(wiring: Wiring, person: UUID, outcome: str, method: str) -> None:
    """Who is nobody is counted nowhere."""
    with wiring.database.scope(person) as connection:
        synthetic = is_synthetic(connection, person)
    if not synthetic:
        metrics.pdf_processed(outcome, method)


def _method(report: Report) -> str:
    """How it was read, in the words of the metrics."""
    if report.source.kind in ("text", "html"):
        return report.source.kind
    return "document-ai" if f"Recognised by {NAME}" in (report.source.note or "") else "ocr"


def _reading(wiring: Wiring, person: UUID, found: Upload) -> Reading:
    key = wiring.keys.of(person)
    sealed = wiring.objects.get(uploads.object_name(person, found.id))
    data = b"".join(unsealed_stream(key, sealed, uploads.context(found.id)))
    progress = _Progress(wiring, person, found.id)
    reading = read_bytes(data, found.name, on_step=progress.step, outside=_outside(wiring, person))
    if reading.failure is not None and progress.looking:
        metrics.ocr_done("rapidocr", "timed-out" if reading.failure.code == "timed_out" else "failed")
    if reading.exit_code == Unavailable.exit_code:
        assert reading.failure is not None
        raise Unavailable(reading.failure.message)
    if reading.exit_code == Broken.exit_code:
        assert reading.failure is not None
        raise Broken(reading.failure.message)
    return reading


def _outside(wiring: Wiring, person: UUID) -> Outside | None:
    """The outside party that recognises page pictures: where one is set, and the person agreed."""
    if wiring.document_ai is None:
        return None
    with papers_of(wiring, person) as at:
        agreed = has_consent(at.connection, person, "outside-ocr")
    return Outside(NAME, partial(_asked, wiring.document_ai)) if agreed else None


def _asked(outside: DocumentAI, png: bytes) -> Words | None:
    """The words, and how it went told to the metrics."""
    asked = outside.answers
    words = outside.words(png)
    metrics.ocr_done("document-ai", "read" if words is not None else "failed" if asked else "open-circuit")
    return words


class _Progress:
    """Tells the table how far it is; stops the reading when nobody wants it any more. `looking`: this machine's OCR is
    at a page."""

    def __init__(self, wiring: Wiring, person: UUID, paper: UUID) -> None:
        self._wiring, self._person, self._paper = wiring, person, paper
        self._told = 0.0
        self.looking = False
        self._page: int | None = None
        self._of: int | None = None

    def step(self, step: Step) -> None:
        self._page, self._of = step.page or self._page, step.of or self._of
        if step.at == "recognised" and self.looking:
            metrics.ocr_done("rapidocr", "read")
        if step.at in ("picture", "recognised"):
            self.looking = step.at == "picture"
        now = time.monotonic()
        if step.at == "page" and self._page != self._of and now - self._told < _TOLD_EVERY:
            return
        self._told = now
        with papers_of(self._wiring, self._person) as at:
            if not uploads.note(at, self._paper, step.at, self._page, self._of):
                raise NotWanted


def _kept_failure(wiring: Wiring, person: UUID, found: Upload, failure: Failure) -> None:
    with papers_of(wiring, person) as at:
        uploads.fail(at, found.id, failure)


def _failed(wiring: Wiring, person: UUID, found: Upload, why: str) -> None:
    _count(wiring, person, "failed", "other")
    _kept_failure(wiring, person, found, Failure(found.name, "unreadable", why))
