"""Document AI over a real socket: words told, faults borne, and a page that nobody recognised outside read here."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pypdfium2
import pytest
from PIL import Image

from creditai import documents
from creditai.clients import google_document_ai
from creditai.clients.google_document_ai import FAILURES, NAME, OPEN_SECONDS, Breaker, DocumentAI
from creditai.errors import WrongUsage
from creditai.flows.analyze_report import _asked, _outside, analyze_report
from creditai.flows.consents import give_consent
from creditai.flows.papers_of import papers_of
from creditai.papers import reports
from creditai.people.consents import CONSENTS
from creditai.reading import Outside, read_bytes
from creditai.settings import Secret
from creditai.wiring import Wiring
from rehearsal.document_ai import Town, service_account
from rehearsal.party import listening
from tests.cast import Cast
from tests.creditai.flows.paper import sample, upload
from tests.creditai.test_metrics import sample as sample_of

PROCESSOR = "projects/sample/locations/us/processors/0123"
WORDS = [["Equifax", 0.1, 0.0, 0.2, 0.05], ["$1,234", 0.5, 0.5, 0.6, 0.52]]


@pytest.fixture(scope="module")
def key() -> Secret:
    return Secret(service_account())


@pytest.fixture
def google() -> Iterator[Town]:
    with listening(Town(0)) as made:
        made.words = WORDS
        yield made


@pytest.fixture
def ai(google: Town, key: Secret) -> Iterator[DocumentAI]:
    made = DocumentAI(PROCESSOR, key, google.address)
    yield made
    made.close()


def png(width: int = 100, height: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def test_words_come_with_corners_in_pixels(ai: DocumentAI) -> None:
    found = ai.words(png())
    assert found is not None
    assert [word for word, _, _ in found] == ["Equifax", "$1,234"]
    assert found[0][1] == [[10, 0], [20, 0], [20, 10], [10, 10]]
    assert found[1][2] == pytest.approx(0.97)


@pytest.mark.parametrize(("mode", "asked"), [("error", 3), ("refuse", 1), ("garbage", 1)])
def test_a_fault_gives_nothing_and_only_what_passes_is_tried_again(
    ai: DocumentAI, google: Town, mode: str, asked: int
) -> None:
    google.mode, google.times = mode, 100
    assert ai.words(png()) is None
    assert len(google.asked) == asked


def test_a_fault_that_passes_is_not_seen(ai: DocumentAI, google: Town) -> None:
    google.mode, google.times = "error", 2
    assert ai.words(png()) is not None
    assert len(google.asked) == 3


def test_one_that_hangs_is_left_in_time(key: Secret, google: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google_document_ai, "_TIMEOUT", httpx2.Timeout(0.3))
    monkeypatch.setattr(google_document_ai, "WHOLE_SECONDS", 1.0)
    google.mode, google.times = "hang", 100
    ai = DocumentAI(PROCESSOR, key, google.address)
    began = time.monotonic()
    assert ai.words(png()) is None
    assert time.monotonic() - began < 25
    ai.close()


def test_after_failures_in_a_row_nobody_asks(ai: DocumentAI, google: Town) -> None:
    google.mode, google.times = "refuse", 100
    for _ in range(FAILURES):
        ai.words(png())
    before = len(google.asked)
    assert ai.words(png()) is None
    assert (len(google.asked), ai.answers) == (before, False)


def test_how_it_went_is_counted_page_by_page(ai: DocumentAI, google: Town) -> None:
    def counted(outcome: str) -> float:
        return sample_of("ocr_pages_total", engine="document-ai", outcome=outcome)

    before = {outcome: counted(outcome) for outcome in ("read", "failed", "open-circuit")}
    assert _asked(ai, png()) is not None
    google.mode, google.times = "refuse", 100
    for _ in range(FAILURES + 2):
        assert _asked(ai, png()) is None
    more = {outcome: counted(outcome) - value for outcome, value in before.items()}
    assert more == {"read": 1, "failed": FAILURES, "open-circuit": 2}


def test_when_the_pause_is_over_one_may_ask() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES):
        breaker.failed()
    assert not breaker.closed()
    now[0] = OPEN_SECONDS + 1
    assert [breaker.closed(), breaker.closed()] == [True, False]
    breaker.succeeded()
    assert breaker.closed()


def test_retries_have_a_budget() -> None:
    breaker = Breaker()
    assert sum(breaker.may_retry() for _ in range(100)) == 10
    for _ in range(11):
        breaker.succeeded()
    assert sum(breaker.may_retry() for _ in range(100)) == 2


@pytest.mark.parametrize(
    ("processor", "told"), [("nothing", "{}"), (PROCESSOR, "{}"), (PROCESSOR, "no json")]
)
def test_settings_that_do_not_fit_are_refused_without_telling_them(processor: str, told: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        DocumentAI(processor, Secret(told))
    assert "no json" not in caught.value.message


def test_it_asks_the_region_of_its_processor(key: Secret) -> None:
    made = DocumentAI(PROCESSOR.replace("/us/", "/eu/"), key)
    assert made._url == f"https://eu-documentai.googleapis.com/v1/{PROCESSOR.replace('/us/', '/eu/')}:process"
    made.close()


def scanned(data: bytes) -> tuple[bytes, list[list[object]]]:
    """The first page of a report as a picture in a PDF, and its words in shares of the page."""
    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[0].render(scale=150 / 72).to_pil().convert("L")
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    page = documents.read(data).pages[0]
    return out.getvalue(), [
        [w.text, w.x0 / page.width, w.y0 / page.height, w.x1 / page.width, w.y1 / page.height]
        for w in page.words
    ]


def test_a_scanned_page_is_read_through_it_and_the_report_says_so(ai: DocumentAI, google: Town) -> None:
    paper, words = scanned(sample())
    google.words = words
    reading = read_bytes(paper, "scan.pdf", on_step=lambda step: None, outside=Outside(NAME, ai.words))
    assert reading.report is not None, reading.failure
    assert reading.report.source.kind == "scan"
    assert "Recognised by Google Document AI: page 1." in (reading.report.source.note or "")
    assert reading.report.accounts
    assert all(found.confidence == pytest.approx(0.97) for found in reading.report.evidence.values())
    assert len(google.asked) == 1


def test_the_service_asks_it_only_for_who_agreed(
    wiring: Wiring, cast: Cast, ai: DocumentAI, google: Town
) -> None:
    paper, google.words = scanned(sample())
    there = replace(wiring, document_ai=ai)
    give_consent(there, cast.alice.who, "outside-ocr", CONSENTS["outside-ocr"].version)
    found = upload(there, cast.alice.who, paper).upload
    analyze_report(there, str(cast.alice.id), str(found.id))
    with papers_of(there, cast.alice.id) as at:
        [kept] = reports.every(at)
    assert "Recognised by Google Document AI" in (kept.report.source.note or "")
    before = len(google.asked)
    assert _outside(there, cast.alice.id) is not None
    assert _outside(there, cast.bob.id) is None
    assert _outside(wiring, cast.alice.id) is None
    assert len(google.asked) == before > 0


@pytest.mark.slow
def test_a_page_that_it_does_not_answer_is_read_here_and_the_report_says_so(
    ai: DocumentAI, google: Town
) -> None:
    paper, _ = scanned(sample())
    google.mode, google.times = "refuse", 100
    reading = read_bytes(paper, "scan.pdf", on_step=lambda step: None, outside=Outside(NAME, ai.words))
    assert reading.report is not None, reading.failure
    assert "did not answer for page 1: recognised on our own machine" in (reading.report.source.note or "")
