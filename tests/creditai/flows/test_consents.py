"""What a person did not agree to does not happen: reading, keeping; and withdrawing has its effect."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from creditai.errors import NotAgreed, NotFound
from creditai.flows.analyze_report import analyze_report
from creditai.flows.cancel_reading import cancel_reading
from creditai.flows.consents import give_consent, withdraw_consent
from creditai.flows.draw_page import draw_page
from creditai.flows.export_person import export_person
from creditai.flows.fetch_paper import fetch_paper
from creditai.flows.papers_of import papers_of
from creditai.flows.receive_paper import receive_paper
from creditai.flows.upload_report import upload_report
from creditai.papers import reports, uploads
from creditai.papers.uploads import Upload
from creditai.people.consents import CONSENTS
from creditai.store.tables.consent import consent
from creditai.who import Who
from creditai.wiring import Wiring
from tests.cast import Cast, agree, work_off
from tests.creditai.flows.paper import MAY, person_of, sample, somebody, upload, with_report

BAD = b"%PDF-1.7\nnothing of a report\n%%EOF"


def now(wiring: Wiring, who: Who, paper: UUID) -> Upload:
    with papers_of(wiring, person_of(who)) as at:
        return uploads.one(at, paper)


def files(wiring: Wiring) -> list[str]:
    return [name for name, _ in wiring.objects.names("papers")]


def test_without_consent_nothing_is_taken_in_and_the_sentence_names_the_way_out(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    own = cast.alice.headers
    assert web.delete("/api/v1/me/consents/read-reports", headers=own).status_code == 204
    refused = web.post("/api/v1/papers", content=sample(), headers=own)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-agreed")
    assert "PUT /api/v1/me/consents/read-reports" in refused.json()["detail"]
    assert web.get("/api/v1/papers", headers=own).json()["items"] == []
    assert files(wiring) == []
    put = web.put("/api/v1/me/consents/read-reports", json={"version": 1}, headers=own)
    assert put.status_code == 200
    assert web.post("/api/v1/papers", content=sample(), headers=own).status_code == 201


def test_an_older_wording_is_no_consent(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    who = somebody(wiring)
    monkeypatch.setitem(CONSENTS, "read-reports", replace(CONSENTS["read-reports"], version=2))
    with pytest.raises(NotAgreed):
        upload(wiring, who, sample())


def test_withdrawn_while_the_file_comes_in_nothing_is_kept(wiring: Wiring) -> None:
    who = somebody(wiring)
    with receive_paper(wiring, who) as incoming:
        incoming.write(sample())
        withdraw_consent(wiring, who, "read-reports")
        with pytest.raises(NotAgreed):
            upload_report(wiring, who, incoming, "report.pdf")
    assert files(wiring) == []


def test_withdrawing_stops_what_waits_and_what_was_read_stays(wiring: Wiring) -> None:
    who = somebody(wiring)
    report = with_report(wiring, who, MAY[1])
    waits = upload(wiring, who, sample()).upload.id
    withdraw_consent(wiring, who, "read-reports")
    assert now(wiring, who, waits).state == "cancelled"
    work_off(wiring)
    assert now(wiring, who, waits).state == "cancelled"
    with papers_of(wiring, person_of(who)) as at:
        assert reports.ids(at) == (report,)


def test_what_slipped_past_the_withdrawal_is_not_read(wiring: Wiring) -> None:
    """As if the upload had committed just after the consent was withdrawn."""
    who = somebody(wiring)
    withdraw_consent(wiring, who, "read-reports")
    agree(wiring, who, "read-reports")
    paper = upload(wiring, who, sample()).upload.id
    with papers_of(wiring, person_of(who)) as at:
        at.connection.execute(consent.update().values(withdrawn_at=at.now))
    analyze_report(wiring, str(who.person), str(paper))
    found = now(wiring, who, paper)
    assert (found.state, found.report) == ("cancelled", None)


@pytest.mark.parametrize(("keeps", "left"), [(True, 1), (False, 0)])
def test_a_file_is_kept_after_reading_as_its_person_said(wiring: Wiring, keeps: bool, left: int) -> None:
    who = somebody(wiring, "read-reports", *(["keep-reports"] if keeps else []))
    paper = upload(wiring, who, sample()).upload.id
    assert len(files(wiring)) == 1
    analyze_report(wiring, str(who.person), str(paper))
    found = now(wiring, who, paper)
    assert (found.state, found.kept, len(files(wiring))) == ("done", keeps, left)
    report = found.report
    assert report is not None
    if keeps:
        assert draw_page(wiring, who, report, 1).startswith(b"\x89PNG")
        assert fetch_paper(wiring, who, paper) == sample()
        return
    looks: tuple[Callable[[], bytes], ...] = (
        lambda: draw_page(wiring, who, report, 1), lambda: fetch_paper(wiring, who, paper)
    )  # fmt: skip
    for look in looks:
        with pytest.raises(NotFound, match="keep-reports"):
            look()
    assert upload(wiring, who, sample()).upload.id == paper, "the same file is still the first one"
    assert files(wiring) == []


def test_what_failed_or_was_cancelled_is_not_kept_either_and_may_come_again(wiring: Wiring) -> None:
    who = somebody(wiring, "read-reports")
    failed, cancelled = upload(wiring, who, BAD).upload.id, upload(wiring, who, sample()).upload.id
    analyze_report(wiring, str(who.person), str(failed))
    cancel_reading(wiring, who, cancelled)
    work_off(wiring)
    assert files(wiring) == []
    again = upload(wiring, who, sample())
    assert (again.duplicate, again.upload.state) == (False, "received")
    assert len(files(wiring)) == 1
    work_off(wiring)
    assert now(wiring, who, again.upload.id).state == "done"


def test_withdrawing_removes_the_files_of_what_was_read_and_leaves_what_was_read(wiring: Wiring) -> None:
    who, other = somebody(wiring), somebody(wiring)
    for each in (who, other):
        with_report(wiring, each, MAY[0])
    withdraw_consent(wiring, who, "keep-reports")
    work_off(wiring)
    assert [name.split("/")[1] for name in files(wiring)] == [str(other.person)], "others keep theirs"
    with papers_of(wiring, person_of(who)) as at:
        assert len(reports.ids(at)) == 1
        assert reports.accounts(at, (), 5)
    exported = zipfile.ZipFile(io.BytesIO(b"".join(export_person(wiring, who))))
    assert not [name for name in exported.namelist() if name.startswith("papers/")]
    give_consent(wiring, who, "keep-reports", 1)
    assert not now(wiring, who, uploads_of(wiring, who)[0].id).kept, "agreeing later brings nothing back"


def uploads_of(wiring: Wiring, who: Who) -> list[Upload]:
    with papers_of(wiring, person_of(who)) as at:
        return uploads.page(at, (), 10)
