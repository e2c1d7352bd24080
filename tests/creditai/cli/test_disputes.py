"""From findings to letters to answers on the command line: dispute, letters, record, status."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from creditai.cli import main
from creditai.disputes.told import outcomes
from creditai.examples import case_of
from creditai.workspace import Workspace
from tests.creditai.disputes.cast import CARD, case

ANSWERS = """
annual_report = false

[person]
name = "Dana Q. Sample"
address = ["100 Sample Street", "Exampleton, ZZ 00000"]
birth_date = "1981-04-02"
ssn_last4 = "4321"

[rule.paid-with-balance]
include = true
papers = "Letter of First Sample Bank of 3 March 2025"
furnisher-address = ["1 Sample Plaza", "Exampleton, ZZ 00000"]

[rule.obsolete-account]
include = true

[rule.inquiry-over-two-years]
include = false
"""


class Run:
    """`creditai VERB ...` in one workspace that holds Dana's report."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder / "credit"
        self.place = Workspace(self.folder)
        self.answers = folder / "answers.toml"
        self.answers.write_text(ANSWERS)
        self._capsys = capsys
        with self.place.change() as change:
            change.add_reports(case().reports)

    def __call__(self, *words: str, code: int = 0) -> tuple[str, str]:
        got = main([*words, "--workspace", str(self.folder)])
        out = self._capsys.readouterr()
        assert got == code, out.err
        return out.out, out.err

    def data(self, *words: str) -> Any:
        return json.loads(self(*words, "--json")[0])

    def opened(self, *more: str) -> Any:
        return self.data("dispute", "--answers", str(self.answers), *more)

    def sent(self) -> None:
        self.opened()
        self("letters", "--on", "2026-02-02")
        self("record", "sent", "experian-1", "--on", "2026-02-03", "--proof", "slip 7")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


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


def test_a_letter_that_was_not_posted_is_given_up_and_chosen_anew(run: Run) -> None:
    """The way to take something out again; the checklist names it."""
    run.opened()
    run("letters", "--on", "2026-02-02")
    assert "creditai record closed experian-1" in (run.folder / "letters" / "checklist.txt").read_text()
    _, told = run("record", "closed", "experian-1", "--on", "2026-02-02")
    assert "Do not post" in told
    assert "experian-1.pdf" in told
    assert "Next: nothing; it is closed" in run("status")[0]
    assert "is closed" in run("record", "sent", "experian-1", "--on", "2026-02-03", code=2)[1]
    assert "There is no letter to write" in run("letters", code=2)[1]
    run.answers.write_text(
        ANSWERS.replace("[rule.obsolete-account]\ninclude = true", "[rule.obsolete-account]\ninclude = false")
    )
    (again,) = run.opened()["disputes"]
    assert (again["id"], [item["rule"] for item in again["items"]]) == ("experian-2", ["paid-with-balance"])
    assert [each["dispute"] for each in run.data("letters")["letters"]] == ["experian-2"]


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


def test_undo_takes_no_day_and_a_record_needs_one(run: Run) -> None:
    run.sent()
    assert "takes the dispute alone" in run("record", "undo", "experian-1", "--on", "2026-02-03", code=2)[1]
    assert "--on 2026-02-03" in run("record", "received", "experian-1", code=2)[1]


def test_from_answers_to_letters(run: Run) -> None:
    opened = run.opened()
    assert [d["id"] for d in opened["disputes"]] == ["experian-1"]
    assert {i["rule"] for i in opened["disputes"][0]["items"]} == {"paid-with-balance", "obsolete-account"}
    letters = run.data("letters", "--on", "2026-02-02")["letters"]
    text = words(Path(letters[0]["file"]))
    for part in (
        "Dana Q. Sample",
        "February 2, 2026",
        "FIRST SAMPLE BANK",
        "“$412”",
        "Letter of First Sample Bank",
        "P.O. Box 4500",
    ):
        assert part in text
    assert "SAMPLE AUTO FINANCE" not in text
    assert "experian-1" in (run.folder / "letters" / "checklist.txt").read_text()
    envelope = json.loads((run.folder / "letters" / "envelopes.json").read_text())[0]
    assert envelope["to"][0] == "Experian"
    assert envelope["from"] == ["Dana Q. Sample", "100 Sample Street", "Exampleton, ZZ 00000"]


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
    assert run.opened() == {"disputes": [], "left": []}
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


def test_a_threat_in_an_answer_stops_every_letter(run: Run) -> None:
    run.answers.write_text(ANSWERS.replace("Letter of First Sample Bank of 3 March 2025", "I will sue you"))
    run.opened()
    _, aside = run("letters", code=2)
    assert "say the fact alone" in aside
    assert not (run.folder / "letters").exists() or not list((run.folder / "letters").iterdir())
    assert run.place.read().dispute("experian-1").state == "confirmed"


def test_a_report_changed_behind_our_back_cannot_put_words_into_a_letter(run: Run) -> None:
    run.opened()
    path = next((run.folder / "reports").iterdir())
    path.write_text(
        path.read_text().replace('"text": "$412"', '"text": "$412 and Experian violated the law"')
    )
    _, aside = run("letters", code=2)
    assert "not as it was when the report was read" in aside


def test_direct_letters_only_when_asked_and_warned(run: Run) -> None:
    run.answers.write_text(ANSWERS.split("[rule.obsolete-account]")[0])
    opened = run.opened("--direct")
    assert [(d["id"], d["kind"]) for d in opened["disputes"]][1] == ("furnisher-1", "direct-dispute")
    _, aside = run("letters", code=2)
    assert "direct/warned" in aside
    told = run.answers.with_name("told.toml")
    told.write_text('[told]\n"direct/warned" = true\n')
    written = run.data("letters", "--answers", str(told))["letters"]
    text = words(Path(written[1]["file"]))
    assert "12 CFR 1022.43(a)" in text
    assert "FIRST SAMPLE BANK 1 Sample Plaza Exampleton, ZZ 00000" in text


def test_a_direct_letter_needs_an_address(run: Run) -> None:
    run.opened("--direct")
    _, aside = run("letters", code=2)
    assert "furnisher-address" in aside  # the collector's is neither printed nor given


def test_the_warning_is_said_in_full(run: Run) -> None:
    _, aside = run("dispute", "--answers", str(run.answers), "--direct")
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


FOLLOWING: Mapping[str, str] = {
    "verified": "procedure-description",
    "deleted": "notify-recipients",
}


@pytest.mark.parametrize(("outcome", "kind"), FOLLOWING.items())
def test_letters_that_follow_an_answer(run: Run, outcome: str, kind: str) -> None:
    run.sent()
    _, aside = run("letters", "--follow", "experian-1", "--kind", kind, code=2)
    assert "record" in aside
    run("record", "answered", "experian-1", "--on", "2026-03-03", "--outcome", outcome, "--item", "2")
    written = run.data("letters", "--follow", "experian-1", "--kind", kind)["letters"]
    assert [each["dispute"] for each in written] == ["experian-2"]
    text = words(Path(written[0]["file"]))
    assert "March 3, 2026" in text
    item = run.place.read().dispute("experian-2").items
    assert len(item) == 1


def test_a_page_for_oneself_and_a_list_of_kinds(run: Run) -> None:
    run.sent()
    written = run.data("letters", "--kind", "protection")["letters"]
    assert "Security freeze" in words(Path(written[0]["file"]))
    assert {k["kind"] for k in run.data("letters", "--kind", "list")} >= {
        "initial-dispute",
        "debt-validation",
    }
    _, aside = run("letters", "--kind", "initial-dispute", code=2)
    assert "creditai dispute" in aside


def test_a_letter_that_was_sent_is_not_written_again(run: Run) -> None:
    run.sent()
    before = (run.folder / "letters" / "experian-1.pdf").read_bytes()
    run("letters", code=2)
    assert (run.folder / "letters" / "experian-1.pdf").read_bytes() == before


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


def test_what_was_deleted_and_comes_back_gets_its_own_letter(run: Run) -> None:
    run.sent()
    run("record", "answered", "experian-1", "--on", "2026-03-03", "--outcome", "deleted")
    from dataclasses import replace

    again = case(report_date="2026-07-15", report_number="2222-3333-44").reports[0]
    again = replace(again, source=replace(again.source, sha256="d" * 64))
    with run.place.change() as change:
        change.add_reports([again])
    run.answers.write_text(ANSWERS.split("[rule.paid")[0] + "[rule.reinserted]\ninclude = true\n")
    result = run.opened()
    assert result["disputes"] == []
    assert "needs your answer first" in result["left"][0]["why"]
    with run.answers.open("a") as file:
        file.write("no-notice = true\n")
    result = run.opened()
    assert [d["kind"] for d in result["disputes"]] == ["reinsertion"]
    written = run.data("letters", "--on", "2026-08-01")["letters"]
    text = words(Path(written[0]["file"]))
    assert "15 USC 1681i(a)(5)(B)" in text
    assert "I have had no letter from you that said it would come back." in text
    assert "2222-3333-44" in text


THEFT = """
[told]
"theft/number" = "ITR-2026-0042"
"theft/agency" = "FTC"
"theft/enclosed" = true
"theft/not-my-transaction" = true
"theft/accounts" = ["FIRST SAMPLE BANK 412345XXXXXX4417"]
"""


def test_an_identity_theft_block_is_about_what_the_person_names(run: Run) -> None:
    run.opened()
    run.answers.write_text(THEFT)
    kind = ("letters", "--kind", "identity-theft-block", "--answers", str(run.answers))
    (written,) = run.data(*kind, "--on", "2026-02-02")["letters"]
    text = words(Path(written["file"]))
    assert "ITR-2026-0042 with FTC" in text
    assert "FIRST SAMPLE BANK" in text
    assert "EXAMPLE COLLECTIONS" not in text
    assert "do not relate to any transaction by me" in text


@pytest.mark.parametrize(("change", "says"), [
    (('"theft/number" = "ITR-2026-0042"', ""), "number and the agency"),
    (('not-my-transaction" = true', 'not-my-transaction" = false'), "needs your `yes`"),
    (("FIRST SAMPLE BANK 412345XXXXXX4417", "BANK OF NOWHERE"), "printed in no report"),
    (('"theft/accounts"', '"theft/other"'), "Name the accounts"),
])  # fmt: skip
def test_and_is_refused_without_the_persons_own_papers(run: Run, change: tuple[str, str], says: str) -> None:
    run.opened()
    before = run.place.read()
    run.answers.write_text(THEFT.replace(*change))
    _, aside = run("letters", "--kind", "identity-theft-block", "--answers", str(run.answers), code=2)
    assert says in aside
    assert run.place.read() == before


def test_a_debt_is_validated_by_its_collector_and_in_time(run: Run) -> None:
    run.opened()
    run.answers.write_text(
        '[told]\nrecipient = ["EXAMPLE COLLECTIONS LLC", "2 Invented Road", "Exampleton, ZZ 00000"]\n'
        '"validation/received" = "2026-01-20"\n'
    )
    kind = ("letters", "--kind", "debt-validation", "--answers", str(run.answers))
    _, aside = run(*kind, "--on", "2026-03-01", code=2)
    assert "February 19, 2026" in aside
    (written,) = run.data(*kind, "--on", "2026-02-02")["letters"]
    text = words(Path(written["file"]))
    assert "EXAMPLE COLLECTIONS LLC 2 Invented Road Exampleton, ZZ 00000" in text
    assert "15 USC 1692g(b)" in text
    assert "412" not in text


def test_an_inquiry_that_was_not_authorized_gets_its_letter(run: Run) -> None:
    template, _ = run("dispute", "--answers-template")
    assert '"inquiries/not-authorized" = []' in template
    run.answers.write_text(
        ANSWERS + '\n[told]\n"inquiries/not-authorized" = ["SAMPLE AUTO FINANCE 2023-12-01"]\n'
    )
    assert [d["kind"] for d in run.opened()["disputes"]] == ["inquiry", "initial-dispute"]
    letters = run.data("letters", "--on", "2026-02-02")["letters"]
    text = words(Path(letters[0]["file"]))
    assert "I did not authorize this inquiry." in text
    run.answers.write_text(
        ANSWERS + '\n[told]\n"inquiries/not-authorized" = ["SAMPLE AUTO FINANCE 2023-12-02"]\n'
    )
    _, aside = run("dispute", "--answers", str(run.answers), code=2)
    assert "printed in no report" in aside


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
