"""`creditai dispute` as a person meets it: asked on a real terminal, answered by typing."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from creditai.examples import case_of
from creditai.workspace import Workspace
from tests.creditai.disputes.cast import OLD_DEBT, case

END = "\x04"
"""Ctrl-D: the person leaves."""


def typed(folder: Path, answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run the verb on a terminal; each answer is typed when its question stands there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "import sys; from creditai.cli import main; sys.exit(main(sys.argv[1:]))",
               "dispute", "--workspace", str(folder)]  # fmt: skip
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True
    )
    os.close(theirs)
    seen, left, end = "", list(answers), time.monotonic() + 60
    mark = 0
    try:
        while time.monotonic() < end:
            ready, _, _ = select.select([ours], [], [], 0.2)
            if ready:
                try:
                    seen += os.read(ours, 65536).decode("utf-8", "replace")
                except OSError:
                    break
            if left and left[0][0] in " ".join(seen[mark:].split()):
                mark = len(seen)
                answer = left.pop(0)[1]
                os.write(ours, (answer if answer == END else f"{answer}\n").encode())
            if not ready and child.poll() is not None:
                break
    finally:
        os.close(ours)
        if child.poll() is None and time.monotonic() >= end:
            child.kill()
    assert left == [], f"never asked: {left[0][0]}; seen: {seen[-800:]}"
    return child.wait(20), seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = Workspace(tmp_path / "credit")
    with place.change() as change:
        change.add_reports(
            case(consumer={"names": ["DANA Q SAMPLE"], "addresses": ["100 SAMPLE STREET"]}).reports
        )
    return place.folder


PERSON = [
    ("Your name, as the letters are to carry it", "y"),
    ("Type 1 for what is printed, or write it out.", "Dana Q. Sample"),
    ("Your address now", "100 Sample Street; Exampleton, ZZ 00000"),
    ("Your date of birth", "4/2/81"),
    ("Such as 04/02/1981; Enter alone leaves it out. Your date of birth", "13/02/1981"),
    ("There is no such day. Your date of birth", "4/2/1981"),
    ("Last four digits", "4321"),
    ("addresses were never yours", "9"),
    ("There are the numbers 1 to 1.", "y"),
    ("Their numbers, such as 1,3; Enter alone for none.", "none"),
    ("accounts are not yours", ""),
    ("free reports of once a year", "never"),
    ("Type y for yes or n for no; Enter alone is no.", "n"),
]


def test_every_finding_is_shown_and_asked(folder: Path) -> None:
    code, seen = typed(folder, [
        *PERSON,
        ("do you want to dispute it?", "y"),
        ("Papers that you enclose", "2"),
        ("Name the paper", "Letter of March 3, 2025"),
        ("do you want to dispute it?", "n"),
        ("do you want to dispute it?", ""),
        ("inquiries did you not authorize", "1"),
    ])  # fmt: skip
    assert code == 0, seen
    assert "mortgage" in seen
    told = " ".join(seen.split())
    assert "(Experian) Which of these accounts are not yours?" in told
    assert (
        told.count("Experian: ") == told.count("do you want to dispute it?") == 3
    )  # each finding names its bureau
    register = Workspace(folder).read()
    assert register.person is not None
    assert register.person.address == ("100 Sample Street", "Exampleton, ZZ 00000")
    assert str(register.person.birth_date) == "1981-04-02"
    inquiry, dispute = sorted(register.disputes, key=lambda each: each.kind)
    assert inquiry.kind == "inquiry"
    assert [item.rule for item in inquiry.items] == ["inquiry-not-authorized"]
    assert len(dispute.items) == 1
    assert dispute.items[0].answers == {"papers": "Letter of March 3, 2025"}
    assert dispute.annual is False


def test_a_yes_to_a_question_of_what_is_asked_again(folder: Path) -> None:
    """What is typed there is printed in the letter."""
    fine = {
        **OLD_DEBT,
        "original_creditor": "CITY PARKING",
        "first_delinquency": "2022-10",
        "opened": "2023-02",
    }
    with Workspace(folder.with_name("fined")).change() as change:
        change.add_reports(case(accounts=[fine], inquiries=[], consumer={"names": ["DANA Q SAMPLE"]}).reports)
    code, seen = typed(folder.with_name("fined"), [
        *(each for each in PERSON if "numbers" not in each[0] and "never yours" not in each[0]),
        ("do you want to dispute it?", "y"),
        ("What was this debt", "yes"),
        ("not with yes or no. What was this debt", "A parking ticket"),
        ("Papers that you enclose", END),
    ])  # fmt: skip
    assert code == 130, seen


def test_leaving_in_the_middle_changes_nothing(folder: Path) -> None:
    before = Workspace(folder).read()
    code, seen = typed(folder, [*PERSON, ("do you want to dispute it?", END)])
    assert code == 130, seen
    assert Workspace(folder).read() == before


def test_reports_of_two_people_are_asked_about_before_anything_is_kept(folder: Path) -> None:
    """One who is told that a report is another's, and says so, has put nothing of it into the folder."""
    place = Workspace(folder)
    other = {"names": ["JORDAN INVENTED"], "as_reported": [{"bureau": "equifax", "names": ["JORDAN INVENTED"], "ssn_last4": "1111", "birth_date": "1990-01-01"}]}  # fmt: skip
    mine = {"names": ["DANA Q SAMPLE"], "as_reported": [{"bureau": "experian", "names": ["DANA Q SAMPLE"], "ssn_last4": "4321", "birth_date": "1981-04-02"}]}  # fmt: skip
    with place.change() as change:
        change.add_reports(case_of({"reports": [
            {"bureau": "experian", "consumer": mine}, {"bureau": "equifax", "consumer": other}]}).reports)  # fmt: skip
    before = place.read()
    code, seen = typed(folder, [("Are they yours all the same, each of them?", "n")])
    assert code == 2, seen
    assert "Nothing was kept" in seen
    assert place.read() == before
    code, seen = typed(folder, [("Are they yours", "y"), ("Your name", END)])
    assert code == 130, seen


def test_the_name_that_the_letters_carry_is_not_asked_about(tmp_path: Path) -> None:
    place = Workspace(tmp_path / "credit")
    names = {"names": ["DANA Q SAMPLE", "D A SAMPLE JR"], "addresses": ["7 SAMPLE RD, EXAMPLETON, ZZ 00000"]}
    with place.change() as change:
        change.add_reports(case(accounts=[], inquiries=[], consumer=names).reports)
    code, seen = typed(place.folder, [
        ("Your name", "1"), ("Your address now", "1"), ("date of birth", ""), ("Last four", ""),
        ("free reports of once a year", "n"), ("names did you never use", ""),
    ])  # fmt: skip
    assert code == 0, seen
    asked = " ".join(seen.split()).split("free reports of once a year")[1]
    assert "D A SAMPLE JR" in asked
    assert "DANA Q SAMPLE" not in asked
    person = place.read().person
    assert person is not None
    assert person.address == ("7 SAMPLE RD", "EXAMPLETON, ZZ 00000")
