"""An upload is whole or not there, once, sealed, and ends in a report or in a sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from creditai import worker
from creditai.errors import Empty, NotPdf, TooLarge
from creditai.flows.analyze_report import analyze_report
from creditai.flows.cancel_reading import cancel_reading
from creditai.flows.delete_paper import delete_paper
from creditai.flows.look_at_papers import look_at_papers
from creditai.flows.papers_of import papers_of
from creditai.flows.sweep_papers import WAIT, sweep_papers
from creditai.papers import analysis, incoming, reports, uploads
from creditai.papers.uploads import Upload
from creditai.store.tables.paper import paper as paper_table
from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.flows.paper import person_of, sample, somebody, upload


def now(wiring: Wiring, who: Who, paper: UUID) -> Upload:
    return look_at_papers(wiring, who, "paper.show", str(paper), lambda at: uploads.one(at, paper))


def jobs(wiring: Wiring) -> int:
    with wiring.database.purpose("system") as connection:
        asked = (
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'analyze_report' AND status = 'todo'"
        )
        return int(connection.execute(text(asked)).scalar_one())


def test_from_the_upload_to_findings(wiring: Wiring) -> None:
    who = somebody(wiring)
    uploaded = upload(wiring, who, sample())
    assert (uploaded.duplicate, uploaded.upload.state, uploaded.upload.kind) == (False, "received", "pdf")
    asyncio.run(worker.work(wiring, wait=False))
    found = now(wiring, who, uploaded.upload.id)
    assert (found.state, found.code, found.page) == ("done", None, found.pages)
    with papers_of(wiring, person_of(who)) as at:
        kept = reports.one(at, found.report) if found.report else None
        assert kept is not None
        assert kept.report.source.file == "report.pdf"
        lines = reports.accounts(at, (), 100)
        assert [line.id for line in lines] == [f"{kept.id}-{n}" for n in range(len(kept.report.accounts))]
        findings = analysis.findings(at, (), 100)
        assert findings
        assert all(p.startswith(f"/reports/{kept.id}/") for f in findings for p in f["subject"])


def test_the_same_file_again_is_named_and_not_read_again(wiring: Wiring) -> None:
    who, other = somebody(wiring), somebody(wiring)
    first = upload(wiring, who, sample())
    second = upload(wiring, who, sample(), "another name.pdf")
    assert (second.duplicate, second.upload.id, second.upload.name) == (True, first.upload.id, "report.pdf")
    assert jobs(wiring) == 1
    assert not upload(wiring, other, sample()).duplicate, "another person's file is another file"


def test_what_failed_is_read_anew_when_it_is_sent_again(wiring: Wiring) -> None:
    who = somebody(wiring)
    bad = b"%PDF-1.7\nnothing of a report\n%%EOF"
    paper = upload(wiring, who, bad).upload.id
    analyze_report(wiring, str(who.person), str(paper))
    failed = now(wiring, who, paper)
    assert (failed.state, failed.report) == ("failed", None)
    assert failed.code is not None
    assert failed.error is not None
    assert upload(wiring, who, bad).upload.state == "received"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Empty),
        (b"PK\x03\x04 word/", NotPdf),
        (b"<svg xmlns='x'><script/></svg>", NotPdf),
        (b"\0" * 9, Empty),
    ],
)
def test_what_is_no_report_is_refused_by_its_content(
    wiring: Wiring, data: bytes, kind: type[Exception]
) -> None:
    who = somebody(wiring)
    with pytest.raises(kind):
        upload(wiring, who, data, "report.pdf")
    assert jobs(wiring) == 0
    assert list(wiring.objects.names("papers")) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_whole(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST", 20_000)
    with pytest.raises(TooLarge):
        upload(wiring, somebody(wiring), b"%PDF-" + b"x" * 30_000)


def test_no_word_of_it_stands_in_the_clear(wiring: Wiring) -> None:
    who = somebody(wiring)
    canary = b"CANARY-OF-THE-PAPER"
    upload(wiring, who, b"%PDF-1.7 " + canary * 50, "canary name.pdf")
    files = [path for path in Path(wiring.settings.data).rglob("*") if path.is_file()]
    assert files
    assert all(canary not in path.read_bytes() for path in files)
    assert not list((wiring.settings.data / "incoming").iterdir())
    with papers_of(wiring, person_of(who)) as at:
        kept = at.connection.execute(select(paper_table.c.name)).scalar_one()
    assert b"canary name" not in kept


def test_a_paper_is_analysed_once_however_often_its_job_runs(wiring: Wiring) -> None:
    who = somebody(wiring)
    paper = upload(wiring, who, sample()).upload.id
    for _ in range(2):
        analyze_report(wiring, str(who.person), str(paper))
    with papers_of(wiring, person_of(who)) as at:
        assert len(reports.ids(at)) == 1


def test_cancelled_before_and_while_it_is_read(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    who = somebody(wiring)
    paper = upload(wiring, who, sample()).upload.id
    assert cancel_reading(wiring, who, paper).state == "cancelled"
    analyze_report(wiring, str(who.person), str(paper))
    assert now(wiring, who, paper).state == "cancelled"
    upload(wiring, who, sample())
    real = uploads.note
    seen: list[Upload] = []

    def note(at: object, which: UUID, *more: object) -> bool:
        if not seen:
            seen.append(cancel_reading(wiring, who, which))
        return real(at, which, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(uploads, "note", note)
    analyze_report(wiring, str(who.person), str(paper))
    assert seen
    found = now(wiring, who, paper)
    assert (found.state, found.report) == ("cancelled", None)


def test_deleting_removes_file_report_and_findings(wiring: Wiring) -> None:
    who = somebody(wiring)
    paper = upload(wiring, who, sample()).upload.id
    asyncio.run(worker.work(wiring, wait=False))
    delete_paper(wiring, who, paper)
    asyncio.run(worker.work(wiring, wait=False))
    with papers_of(wiring, person_of(who)) as at:
        assert (reports.ids(at), reports.accounts(at, (), 9), analysis.findings(at, (), 9)) == ((), [], [])
    assert list(wiring.objects.names("papers")) == []


def test_a_paper_whose_job_was_lost_gets_another(wiring: Wiring) -> None:
    who = somebody(wiring)
    paper = upload(wiring, who, sample()).upload.id
    with wiring.database.purpose("system") as connection:
        connection.execute(text("DELETE FROM procrastinate_jobs"))
        connection.execute(text("UPDATE paper SET changed_at = now() - make_interval(secs => :s)"), {"s": 1 + WAIT.total_seconds()})  # fmt: skip
    sweep_papers(wiring)
    assert jobs(wiring) == 1
    sweep_papers(wiring)
    assert jobs(wiring) == 1
    assert now(wiring, who, paper).state == "received"


def test_a_paper_that_ends_its_workers_is_given_up(wiring: Wiring) -> None:
    who = somebody(wiring)
    paper = upload(wiring, who, sample()).upload.id
    with wiring.database.purpose("system") as connection:
        connection.execute(text("UPDATE paper SET attempts = 25"))
    analyze_report(wiring, str(who.person), str(paper))
    assert now(wiring, who, paper).state == "failed"
