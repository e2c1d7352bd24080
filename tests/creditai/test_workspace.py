"""The person's folder: whole or old, one writer, nobody else's eyes, clear about damage."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditai.disputes.recording import recorded
from creditai.disputes.register import Choice, Dispute, DisputedItem, Event, ItemOutcome, Person, Register
from creditai.disputes.told import confirmed, outcomes
from creditai.errors import WorkspaceError, WrongUsage
from creditai.values import PartialDate
from creditai.workspace import FILE, PREVIOUS, Workspace
from tests.creditai.disputes.cast import case

DAY = PartialDate(2026, 2, 2)
PERSON = Person(
    "Dana Q. Sample", ("100 Sample Street", "Exampleton, ZZ 00000"), PartialDate(1981, 4, 2), "4321"
)
ITEM = DisputedItem(
    "abc", "paid-with-balance", "Paid, yet owing", "correct", {"bureau": "experian"}, {"balance": "412.00"}
)


def dispute(**changes: object) -> Dispute:
    events = (
        Event("confirmed", DAY, "2026-02-02T10:00:00+00:00"),
        Event("printed", DAY, "2026-02-02T10:01:00+00:00"),
    )
    made = Dispute("experian-1", "initial-dispute", "experian", (ITEM, ITEM), events)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "credit")


def filled(place: Workspace) -> Register:
    with place.change() as change:
        change.register = replace(
            change.register,
            person=PERSON,
            choices={"abc": Choice(True, {"no-notice": "yes"})},
            told={"theft/number": "x"},
        ).with_dispute(dispute())
        change.add_reports(case().reports)
    return change.register


def test_what_is_written_is_read(place: Workspace) -> None:
    register = filled(place)
    assert place.read() == register
    assert place.reports(register) == case().reports


def test_reading_makes_nothing(place: Workspace) -> None:
    assert place.read().disputes == ()
    assert not place.folder.exists()


def test_only_its_owner_sees_it(place: Workspace) -> None:
    filled(place)
    with place.change():
        pass
    for path in [place.folder, *place.folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert stat.S_IMODE((place.folder / FILE).stat().st_mode) == 0o600


def test_it_can_be_read_by_a_person(place: Workspace) -> None:
    filled(place)
    text = (place.folder / FILE).read_text("utf-8")
    assert '"schema": "creditai.workspace/1"' in text
    assert text.count("\n") > 30


def test_a_file_that_is_gone_beside_an_older_state_is_not_begun_anew(place: Workspace) -> None:
    for _ in range(2):
        with place.change() as change:
            change.register = replace(change.register, person=PERSON)
    (place.folder / FILE).unlink()
    with pytest.raises(WorkspaceError, match=f"{PREVIOUS} beside it"):
        place.read()
    (place.folder / PREVIOUS).unlink()
    assert place.read().person is None


def test_the_previous_one_is_kept(place: Workspace) -> None:
    before = filled(place)
    with place.change() as change:
        change.register = replace(change.register, mail_days=7)
    assert place.read().mail_days == 7
    (place.folder / PREVIOUS).replace(place.folder / FILE)
    assert place.read() == before


def test_a_change_that_fails_changes_nothing(place: Workspace) -> None:
    before = filled(place)
    names = sorted(p.name for p in place.folder.rglob("*"))
    with pytest.raises(WrongUsage), place.change() as change:  # noqa: PT012
        change.register = replace(change.register, mail_days=9)
        change.file("letters/x.pdf", b"x")
        raise WrongUsage("no")
    assert place.read() == before
    assert sorted(p.name for p in place.folder.rglob("*")) == names


def test_a_disk_that_refuses_changes_nothing(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled(place)
    real = os.fsync

    def full(handle: int) -> None:
        if full.left == 0:  # type: ignore[attr-defined]
            raise OSError(28, "No space left on device")
        full.left -= 1  # type: ignore[attr-defined]
        real(handle)

    for left in range(3):
        full.left = left  # type: ignore[attr-defined]
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(WorkspaceError, match="Nothing was changed"), place.change() as change:  # noqa: PT012
            change.register = replace(change.register, mail_days=9)
            change.file("letters/x.pdf", b"x")
        monkeypatch.setattr(os, "fsync", real)
        assert place.read() == before
        assert not list(place.folder.rglob("x.pdf"))
        assert not list(place.folder.rglob(".*.*"))


def _hold(folder: str, ready: object, go: object) -> None:
    with Workspace(Path(folder)).change():
        ready.set()  # type: ignore[attr-defined]
        go.wait(20)  # type: ignore[attr-defined]


def _dies_at(touch: int, place: Workspace) -> None:
    """A change with a new letter whose process is killed at its `touch`-th move of a file."""
    moved = 0
    move = os.replace

    def killed(source: str, target: str) -> None:
        nonlocal moved
        moved += 1
        if moved == touch:
            os.kill(os.getpid(), signal.SIGKILL)
        move(source, target)

    os.replace = killed  # type: ignore[assignment]
    with place.change() as change:
        change.file("letters/experian-1.pdf", b"new" * 1000)
        change.file("letters/checklist.txt", b"new")
        change.register = replace(change.register, told={"theft/number": "y"})


@pytest.mark.parametrize("touch", range(1, 6))
def test_killed_at_every_move_it_is_old_or_new_and_the_next_change_tidies_up(
    place: Workspace, touch: int
) -> None:
    before = filled(place)
    died = multiprocessing.get_context("fork").Process(target=_dies_at, args=(touch, place))
    died.start()
    died.join()
    assert (died.exitcode == -signal.SIGKILL) == (touch < 5)
    assert place.read().told in (before.told, {"theft/number": "y"})
    (place.folder / ".mine").write_text("a file of the person's own")
    with place.change() as change:
        change.file("letters/checklist.txt", b"again")
    names = {path.name for path in place.folder.rglob(".*")}
    assert names == {".lock", ".mine"}


def test_two_writers_do_not_mix(place: Workspace) -> None:
    filled(place)
    context = multiprocessing.get_context("spawn")
    ready, go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(place.folder), ready, go))
    other.start()
    try:
        assert ready.wait(30)
        with pytest.raises(WorkspaceError, match="Another CreditAI"), place.change():
            pass
        assert place.read().person == PERSON  # reading needs no lock
    finally:
        go.set()
        other.join(30)
    with place.change():
        pass


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "damaged"),
        ("{", "damaged"),
        ("[]", "no workspace"),
        ('{"a": 1}', "no workspace"),
        ('{"schema": "creditai.workspace/2"}', "version"),
        ('{"schema": 7}', "version"),
        ('{"schema": "creditai.workspace/1"}', "damaged"),
        ('{"schema": "creditai.workspace/1", "id": "x", "surprise": 1}', "damaged"),
        ('{"schema": "creditai.workspace/1", "id": "x", "disputes": [{"id": "a"}]}', "damaged"),
        ('{"schema": "creditai.workspace/1", "id": "x", "disputes": 3}', "damaged"),
        ('{"schema": "creditai.workspace/1", "id": "x", "mail_days": "five"}', "damaged"),
    ],
)
def test_what_cannot_be_trusted_is_refused_and_left_alone(place: Workspace, text: str, says: str) -> None:
    filled(place)
    (place.folder / FILE).write_text(text)
    with pytest.raises(WorkspaceError, match=says):
        place.read()
    with pytest.raises(WorkspaceError, match=says), place.change():
        pass
    assert (place.folder / FILE).read_text() == text


def test_a_forged_outcome_is_damage(place: Workspace) -> None:
    filled(place)
    data = json.loads((place.folder / FILE).read_text())
    data["disputes"][0]["events"].append(
        {
            "event": "answered",
            "on": "2026-03-01",
            "recorded": "",
            "outcomes": [{"item": 9, "word": "deleted"}],
        }
    )
    (place.folder / FILE).write_text(json.dumps(data))
    with pytest.raises(WorkspaceError, match="no item"):
        place.read()


def test_a_report_of_another_name_is_refused(place: Workspace) -> None:
    register = filled(place)
    path = next((place.folder / "reports").iterdir())
    path.write_text(path.read_text().replace('"sha256": "0', '"sha256": "1'))
    with pytest.raises(WorkspaceError, match="not as it was"):
        place.reports(register)
    with place.change() as change:
        change.add_reports(case().reports)
    assert place.reports(place.read()) == case().reports
    assert len(place.read().reports) == 1
    path.unlink()
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        place.reports(register)


def test_a_folder_that_cannot_be_written_is_said(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(place)
    opened = os.open

    def refused(path: Any, flags: int, *more: int) -> int:
        if flags & os.O_RDWR and Path(path).parent == place.folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(WorkspaceError, match="Permission denied"), place.change():
        pass


def test_an_unreadable_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(WorkspaceError, match="Cannot make the folder"),
        Workspace(tmp_path / "file" / "in").change(),
    ):
        pass


def test_what_rules_see_of_it() -> None:
    register = Register("x", person=PERSON, choices={"abc": Choice(True, {"n": "yes"})}).with_dispute(
        dispute(events=(*dispute().events, Event("sent", DAY, ""),
                        Event("answered", PartialDate(2026, 3, 1), "", outcomes=(ItemOutcome(2, "deleted"),))))
    )  # fmt: skip
    assert confirmed(register).names == ("Dana Q. Sample",)
    assert confirmed(register).answers == {"abc": {"n": "yes"}}
    (one,) = outcomes(register)
    assert (one.rule, one.word, one.subject) == ("paid-with-balance", "deleted", {"bureau": "experian"})
    assert one.fields[0].name == "balance"


def event(name: str, day: PartialDate = DAY, **more: object) -> Event:
    return Event(name, day, "", **more)  # type: ignore[arg-type]


def test_events_follow_each_other() -> None:
    start = dispute(events=())
    with pytest.raises(WrongUsage, match="not printed"):
        recorded(start, event("sent"))
    printed = recorded(start, event("printed"))
    with pytest.raises(WrongUsage, match="not sent"):
        recorded(printed, event("received"))
    sent = recorded(printed, event("sent", PartialDate(2026, 2, 5)))
    with pytest.raises(WrongUsage, match="already"):
        recorded(sent, event("sent"))
    with pytest.raises(WrongUsage, match="was sent on February 5, 2026"):
        recorded(sent, event("received", PartialDate(2026, 2, 4)))
    with pytest.raises(WrongUsage, match="no item 3"):
        recorded(sent, event("answered", PartialDate(2026, 3, 4), outcomes=(ItemOutcome(3, "deleted"),)))


def test_states_are_what_happened_and_a_late_answer_still_lands() -> None:
    now = recorded(dispute(), event("sent"))
    assert now.state == "sent"
    now = recorded(now, event("received", PartialDate(2026, 2, 6)))
    assert (now.state, now.posting(5).received) == ("received", None)  # no proof: an estimate
    now = recorded(now, event("received", PartialDate(2026, 2, 6), proof="slip"))
    assert str(now.posting(5).received) == "2026-02-06"
    now = recorded(now, event("answered", PartialDate(2026, 3, 1), outcomes=(ItemOutcome(1, "deleted"),)))
    assert (now.state, now.settled, now.posting(5).answered) == ("answered", False, None)
    now = recorded(now, event("answered", PartialDate(2027, 3, 1), outcomes=(ItemOutcome(2, "verified"),)))
    assert now.settled
    assert now.outcomes == {1: "deleted", 2: "verified"}


def test_ids_tell_nothing_and_run_on() -> None:
    register = Register("x").with_dispute(dispute())
    assert register.next_id("experian") == "experian-2"
    assert register.next_id("furnisher") == "furnisher-1"
    with pytest.raises(WrongUsage, match="experian-1"):
        register.dispute("equifax-1")
