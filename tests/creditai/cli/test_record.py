"""What happened to a letter is recorded, proved, and taken back: record."""

from __future__ import annotations

from pathlib import Path

import pytest

from creditai.disputes.told import outcomes
from tests.creditai.cli.dana import Run


def test_what_was_recorded_is_taken_back_and_stays_in_the_file(run: Run) -> None:
    run.sent()
    run("record", "received", "experian-1", "--on", "2026-02-06", "--proof", "receipt 9")
    out, _ = run("record", "undo", "experian-1")
    assert "Taken back: received on February 6, 2026. experian-1 is sent." in " ".join(out.split())
    dispute = run.place.read().dispute("experian-1")
    assert [e.event for e in dispute.events][-2:] == ["received", "taken-back"]
    assert dispute.events[-1].of == len(dispute.events) - 1
    assert dispute.posting(5).received is None
    assert "received (proof: receipt 9) (taken back)" in run("status")[0]
    run("record", "received", "experian-1", "--on", "2026-02-09", "--proof", "receipt 9")
    assert str(run.place.read().dispute("experian-1").posting(5).received) == "2026-02-09"
    for _ in range(2):
        run("record", "undo", "experian-1")
    assert run.place.read().dispute("experian-1").state == "printed"
    assert "Nothing is recorded for experian-1" in run("record", "undo", "experian-1", code=2)[1]
    run("record", "sent", "experian-1", "--on", "2026-02-04")


def test_an_answer_that_is_taken_back_names_no_outcome_and_says_what_rests_on_it(run: Run) -> None:
    run.sent()
    run("record", "answered", "experian-1", "--on", "2026-02-20", "--outcome", "verified")
    run("letters", "--follow", "experian-1", "--kind", "procedure-description", "--on", "2026-02-21")
    _, told = run("record", "undo", "experian-1")
    assert "experian-2 was written because of what was recorded" in " ".join(told.split())
    register = run.place.read()
    assert register.dispute("experian-1").outcomes == {}
    assert outcomes(register) == ()


def test_undo_takes_no_day_and_a_record_needs_one(run: Run) -> None:
    run.sent()
    assert "takes the dispute alone" in run("record", "undo", "experian-1", "--on", "2026-02-03", code=2)[1]
    assert "--on 2026-02-03" in run("record", "received", "experian-1", code=2)[1]


def test_only_a_record_starts_a_clock(run: Run) -> None:
    run.opened()
    run("letters", "--on", "2026-02-02")
    assert run.data("status")["disputes"][0]["due"] == []
    run("record", "sent", "experian-1", "--on", "2026-02-03")
    due = run.data("status")["disputes"][0]["due"]
    assert [d["what"] for d in due] == ["answer_due", "results_due", "silence"]
    assert all(d["estimated"] for d in due)
    run("record", "received", "experian-1", "--on", "2026-02-06", "--proof", "slip 7")
    due = run.data("status")["disputes"][0]["due"]
    assert due[0]["day"] == "2026-03-08"
    assert not any(d["estimated"] for d in due)


def test_a_posting_before_its_letter_is_doubted(run: Run) -> None:
    run.opened()
    run("letters")
    _, aside = run("record", "sent", "experian-1", "--on", "2026-02-03")
    assert "`creditai record undo experian-1` takes it back" in " ".join(aside.split())


def test_a_proof_that_is_a_file_is_kept(run: Run, tmp_path: Path) -> None:
    run.sent()
    picture = tmp_path / "Receipt.JPG"
    picture.write_bytes(b"picture")
    run("record", "received", "experian-1", "--on", "2026-02-06", "--proof", str(picture))
    assert (run.folder / "proofs" / "experian-1-received.jpg").read_bytes() == b"picture"


def test_papers_sent_twice_keep_both_receipts(run: Run, tmp_path: Path) -> None:
    run.sent()
    slip = tmp_path / "slip.pdf"
    for day in (8, 9, 10):
        slip.write_bytes(b"receipt of %d" % day)
        run("record", "more-sent", "experian-1", "--on", f"2026-02-{day:02}", "--proof", str(slip))
    kept = [run.folder / (event.proof or "") for event in run.place.read().disputes[0].events[-3:]]
    assert [path.read_bytes() for path in kept] == [b"receipt of 8", b"receipt of 9", b"receipt of 10"]


def test_a_proof_that_cannot_be_read_is_no_number(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.sent()
    slip = tmp_path / "slip.jpg"
    slip.write_bytes(b"picture")

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    _, said = run("record", "received", "experian-1", "--on", "2026-02-06", "--proof", str(slip), code=2)
    assert "cannot be read: Permission denied" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("posted", "experian-1", "--on", "2026-02-03"), "nothing that is recorded"),
        (("sent", "equifax-1", "--on", "2026-02-03"), "no dispute"),
        (("sent", "experian-1", "--on", "3.2.2026"), "2026-02-03"),
        (("sent", "experian-1", "--on", "2199-01-01"), "still to come"),
        (("answered", "experian-1", "--on", "2026-02-03"), "--outcome"),
        (("answered", "experian-1", "--on", "2026-02-03", "--outcome", "won"), "--outcome"),
        (("sent", "experian-1", "--on", "2026-02-03", "--outcome", "deleted"), "belong to"),
        (("received", "experian-1", "--on", "2026-02-03"), "not sent"),
        (("sent", "experian-1", "--on", "2026-02-03", "--proof", "recipt.jpg"), "no file recipt.jpg"),
    ],
)
def test_what_cannot_be_recorded_is_refused(run: Run, arguments: tuple[str, ...], says: str) -> None:
    run.opened()
    run("letters")
    before = run.place.read()
    _, aside = run("record", *arguments, code=2)
    assert says in aside
    assert run.place.read() == before


def test_each_item_has_its_own_answer_and_corrected_value(run: Run) -> None:
    run.sent()
    rules = [item.rule for item in run.place.read().dispute("experian-1").items]
    number = rules.index("paid-with-balance") + 1
    other = 3 - number
    told = ["--outcome", f"{number}=updated", "--outcome", f"{other}=verified"]
    run("record", "answered", "experian-1", "--on", "2026-03-03", *told, "--value", f"{number}:balance=$0")
    dispute = run.place.read().dispute("experian-1")
    assert dispute.outcomes == {number: "updated", other: "verified"}
    by_word = {outcome.word: outcome for outcome in outcomes(run.place.read())}
    changes = {change.name: (change.before, change.after) for change in by_word["updated"].fields}
    assert changes["balance"] == ("412.00", "0.00")
    assert all(change.after is None for change in by_word["verified"].fields)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--outcome", "x=deleted"], "Write --outcome"),
        (["--outcome", "9=deleted"], "no item 9"),
        (["--outcome", "updated", "--value", "1:nothing=4"], "was not disputed"),
        (["--outcome", "updated", "--value", "balance=4"], "Write --value"),
        (["--outcome", "deleted", "--value", "1:balance=4"], "was updated"),
        (["--outcome", "updated", "--value", "1:balance=four"], "an amount is written"),
    ],
)
def test_an_answer_that_fits_no_item_is_refused(run: Run, more: list[str], says: str) -> None:
    run.sent()
    _, aside = run("record", "answered", "experian-1", "--on", "2026-03-03", *more, code=2)
    assert says in " ".join(aside.split())
    assert run.place.read().dispute("experian-1").state == "sent"


@pytest.mark.parametrize("typed", ["2026-02-03", "02/03/2026", "2/3/2026"])
def test_a_day_is_written_as_a_report_prints_it_or_as_a_table_does(run: Run, typed: str) -> None:
    run.opened()
    run("letters", "--on", "02/02/2026")
    told, _ = run("record", "sent", "experian-1", "--on", typed)
    assert "Recorded: sent on February 3, 2026. experian-1 is sent." in told
    assert str(run.place.read().dispute("experian-1").posting(5).sent) == "2026-02-03"


@pytest.mark.parametrize("typed", ["DATE", "03.02.2026", "2/3/26", "13/02/2026", "2026-02-30"])
def test_what_is_no_day_is_refused_with_how_one_is_written(run: Run, typed: str) -> None:
    run.opened()
    assert "2026-02-03 or 02/03/2026" in run("record", "sent", "experian-1", "--on", typed, code=2)[1]
