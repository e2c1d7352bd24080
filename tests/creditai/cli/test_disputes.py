"""From findings to disputes on the command line: dispute, its answers, status."""

from __future__ import annotations

from pathlib import Path

import pytest

from creditai.cli import main
from creditai.examples import case_of
from tests.creditai.cli.dana import ANSWERS, Run
from tests.creditai.disputes.cast import CARD, case


def test_status_names_no_letter_that_would_be_refused(run: Run) -> None:
    """To ask for an answer needs a proven receipt."""
    run.sent()
    out, _ = run("status", "--on", "2026-09-01")
    assert "its receipt is not proven yet: creditai record received" in " ".join(out.split())
    ask = ("letters", "--follow", "experian-1", "--kind", "no-answer-yet", "--on", "2026-09-01")
    assert "not proven" in run(*ask, code=2)[1]
    run("record", "received", "experian-1", "--on", "2026-02-06", "--proof", "receipt 9")
    told = " ".join(run("status", "--on", "2026-09-01")[0].split())
    assert "Next: creditai letters --follow experian-1 --kind no-answer-yet" in told
    run(*ask)


def test_what_was_written_anew_on_one_day_is_told_once(run: Run) -> None:
    run.opened()
    for day in ("2026-02-02", "2026-02-03", "2026-02-03"):
        run("letters", "--on", day)
    out, _ = run("status")
    assert (out.count("February 2, 2026  printed"), out.count("February 3, 2026  printed")) == (1, 1)
    assert [e.event for e in run.place.read().dispute("experian-1").events].count("printed") == 3


def test_status_numbers_the_items_as_an_answer_does(run: Run) -> None:
    run.sent()
    run("record", "answered", "experian-1", "--on", "2026-02-20", "--outcome", "2=verified")
    told = " ".join(run("status")[0].split())  # folded to whatever width there is
    assert "2. FIRST SAMPLE BANK: Paid, yet a balance is owed (verified) " in told
    assert "1. EXAMPLE COLLECTIONS LLC: Older than the period for charge-offs and collections 2." in told


def test_the_template_says_how_each_question_is_answered() -> None:
    """And names the bureaus of the finding, no other."""
    from creditai.cli import _folder
    from creditai.disputes.answers import template
    from creditai.disputes.register import Register

    seen = [("experian", "4321"), ("transunion", "4312")]
    two = case_of({"reports": [
        {"bureau": bureau, "consumer": {"as_reported": [{"bureau": bureau, "ssn_last4": digits}]}} for bureau, digits in seen
    ]})  # fmt: skip
    analysis = _folder.analysed(Register(id="x"), two.reports)
    told = template(analysis.case, analysis.findings)
    assert '"own-last-four" = ""    # in your own words' in told
    assert '# bureaus = ["experian", "transunion"]' in told


def test_it_says_first_that_a_dispute_can_hold_up_a_mortgage(run: Run) -> None:
    _, aside = run("dispute", "--answers", str(run.answers))
    assert "mortgage" in aside


def test_nothing_is_disputed_without_an_answer(run: Run) -> None:
    run.answers.write_text(ANSWERS.replace("include = true", "include = false"))
    assert run.opened()["disputes"] == []
    _, aside = run("letters", code=2)
    assert "no letter to write" in aside
    _, aside = run("dispute", code=2)
    assert "--answers" in aside


def test_the_template_can_be_filled_in(run: Run) -> None:
    out, _ = run("dispute", "--answers-template")
    filled = out.replace('name = ""', 'name = "Dana Q. Sample"').replace(
        "address = []", 'address = ["100 Sample Street"]'
    )
    run.answers.write_text(filled)
    assert run.opened() == {"disputes": [], "left": [], "unaddressed": []}
    run.answers.write_text(filled.replace("include = false", "include = true"))
    assert len(run.opened()["disputes"][0]["items"]) == 3


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[person]", "[persons]"), "no place for: persons"),
        (("name =", "nickname ="), "no place for: nickname"),
        (('"1981-04-02"', '"4/2/81"'), "1981-04-02"),
        (('"4321"', '"987654321"'), "last four"),
        (("include = true", 'include = "yes"'), "include"),
        (("[rule.obsolete-account]", "[rule.obsolete-acount]"), "no finding of that rule"),
        (("annual_report = false", "annual_report = 1"), "true or false"),
        (("include = false", 'include = false\nbureaus = ["innovis"]'), "experian, equifax, transunion"),
        (("annual_report", "= annual"), "no TOML"),
    ],
)
def test_a_wrong_answers_file_is_refused_and_changes_nothing(
    run: Run, change: tuple[str, str], says: str
) -> None:
    before = run.place.read()
    run.answers.write_text(ANSWERS.replace(*change))
    _, aside = run("dispute", "--answers", str(run.answers), code=2)
    assert says in aside
    assert "987654321" not in aside
    assert run.place.read() == before


def test_the_warning_is_said_in_full(run: Run) -> None:
    _, aside = run("dispute", "--answers", str(run.answers), "--direct", code=2)
    assert "1022.43(b)(2)" in aside


def test_the_same_again_is_refused_until_something_is_new(run: Run) -> None:
    run.opened()
    again = run.opened()
    assert again["disputes"] == []
    assert all("experian-1 already" in left["why"] for left in again["left"])
    run("letters")
    run("record", "sent", "experian-1", "--on", "2026-02-03")
    assert all("no answer yet" in left["why"] for left in run.opened()["left"])
    run("record", "answered", "experian-1", "--on", "2026-03-03", "--outcome", "verified")
    assert all("nothing is new" in left["why"] for left in run.opened()["left"])
    run.answers.write_text(ANSWERS.replace("of 3 March 2025", "of 9 March 2026"))
    new = run.opened()
    assert [i["rule"] for d in new["disputes"] for i in d["items"]] == ["paid-with-balance"]
    assert new["disputes"][0]["id"] == "experian-2"


def test_status_names_the_next_step(run: Run) -> None:
    run.opened()
    assert run.data("status")["disputes"][0]["next"] == "creditai letters"
    run("letters")
    assert "creditai record sent" in run.data("status")["disputes"][0]["next"]
    run("record", "sent", "experian-1", "--on", "2026-02-03")
    run("record", "received", "experian-1", "--on", "2026-02-06", "--proof", "slip")
    assert "record answered" in run.data("status", "--on", "2026-03-01")["disputes"][0]["next"]
    assert "no-answer-yet" in run.data("status", "--on", "2026-05-01")["disputes"][0]["next"]
    run("record", "answered", "experian-1", "--on", "2026-03-03", "--outcome", "verified")
    assert "procedure-description" in run.data("status")["disputes"][0]["next"]
    out, _ = run("status")
    assert "answered: 1 verified, 2 verified" in out


def test_the_calendar_holds_nothing_of_the_person(run: Run, tmp_path: Path) -> None:
    run.sent()
    run("status", "--ics", str(tmp_path / "dates.ics"))
    text = (tmp_path / "dates.ics").read_text()
    assert text.count("BEGIN:VEVENT") == 3
    assert "experian-1" in text
    assert not any(word in text for word in ("Dana", "SAMPLE", "4417", "412"))
    uids = [line for line in text.splitlines() if line.startswith("UID")]
    run("status", "--ics", str(tmp_path / "dates.ics"))
    assert [
        line for line in (tmp_path / "dates.ics").read_text().splitlines() if line.startswith("UID")
    ] == uids


def test_no_workspace_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["letters"], ["status"], ["record", "sent", "x-1", "--on", "2026-02-03"]):
        assert main([*verb, "--workspace", str(tmp_path / "none")]) == 2
        assert "There is no workspace" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_new_pull_answers_a_dispute(run: Run) -> None:
    """What `creditai compare` says, on reports that need no reading."""
    from dataclasses import replace

    from creditai.cli import _folder
    from creditai.disputes.results import results

    run.sent()
    old = case().reports[0]
    new = case(
        report_date="2026-04-15",
        accounts=[{**CARD, "balance": "0.00", "printed": {"balance": "$0", "opened": "03/2019"}}],
    ).reports[0]
    new = replace(new, source=replace(new.source, sha256="f" * 64))
    register = run.place.read()
    analysis = _folder.analysed(register, [old, new])
    shown = {each.shown: each for each in results(analysis.case, analysis.findings, register.disputes)}
    assert shown["changed as asked"].disputes
    assert shown["gone"].disputes
    otherwise = case(report_date="2026-04-15", accounts=[{**CARD, "balance": "400.00"}]).reports[0]
    otherwise = replace(otherwise, source=replace(otherwise.source, sha256="e" * 64))
    analysis = _folder.analysed(register, [old, otherwise])
    shown = {each.shown: each for each in results(analysis.case, analysis.findings, register.disputes)}
    assert "changed otherwise" in shown
