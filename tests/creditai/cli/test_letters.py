"""Which letters are written, which are not, and what stands in them: letters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.creditai.cli.dana import ANSWERS, Run, words
from tests.creditai.disputes.cast import case


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


WARNED = '\n[told]\n"direct/warned" = "yes"\n'


def test_direct_letters_only_when_asked_and_warned(run: Run) -> None:
    about_the_card = ANSWERS.split("[rule.obsolete-account]")[0]
    run.answers.write_text(about_the_card)
    _, aside = run("dispute", "--answers", str(run.answers), "--direct", code=2)
    assert '"direct/warned" = "yes"' in aside
    assert run.place.read().disputes == ()
    run.answers.write_text(about_the_card + WARNED)
    opened = run.opened("--direct")
    assert [(d["id"], d["kind"]) for d in opened["disputes"]][1] == ("furnisher-1", "direct-dispute")
    written = run.data("letters")["letters"]
    text = words(Path(written[1]["file"]))
    assert "12 CFR 1022.43(a)" in text
    assert "FIRST SAMPLE BANK 1 Sample Plaza Exampleton, ZZ 00000" in text


def test_who_wants_no_direct_letter_after_the_warning_gets_none(run: Run) -> None:
    run.answers.write_text(ANSWERS + WARNED.replace("yes", "no"))
    assert [d["kind"] for d in run.opened("--direct")["disputes"]] == ["initial-dispute"]


def test_a_furnisher_without_an_address_is_named_and_holds_up_no_other_letter(run: Run) -> None:
    run.answers.write_text(ANSWERS + WARNED)
    _, aside = run("dispute", "--answers", str(run.answers), "--direct")
    assert "No letter to EXAMPLE COLLECTIONS LLC" in aside  # the collector's is neither printed nor given
    assert "`furnisher-address`" in aside
    written = run.data("letters")["letters"]
    assert [each["dispute"] for each in written] == ["experian-1", "furnisher-1"]


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
    assert "does not relate to any transaction by me" in text


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
