"""Facts in, acts out: each step's yes, its no, its undoing. Nothing is done here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runbook.actions import Action, Answer, Command, Journey, MoveLink, Outcomes, Request, Traffic, WriteFile
from runbook.coverage import TABLED
from runbook.environments import Environment
from runbook.errors import Refused
from runbook.facts import Facts, Found, Measured
from runbook.steps import Phase, Step, every_step, kinds_of_steps
from runbook.targets import target
from tests.runbook.worlds import NEW, OLD, goal, known, side, unknown, world

HOST = target(Environment("test", Path("/state"), "http://127.0.0.1:8000"))
BEFORE = world(live="blue", blue="a", green=None, installed=(OLD,))
READY = world(live="blue", blue="a", green="b", installed=(OLD, NEW))
DONE = world(
    live="green", blue=side("blue", "a", workers="stopped", ready=False), green="b", installed=(OLD, NEW)
)
BARE = world(live=None, blue=None, green=None, ground=False)
WELL = Measured("well", "0 of 100 requests failed", 100, 0, 0.01, 0.02)
ILL = replace(WELL, verdict="ill", said="50 of 100 requests failed", failed=50)


def step(name: str, **more: object) -> Step:
    return next(s for s in every_step(goal(**more), HOST) if s.name == name)  # type: ignore[arg-type]


def whats(actions: object) -> list[str]:
    return [action.what for action in actions]  # type: ignore[attr-defined]


CASES: dict[str, tuple[Facts, Facts, list[str], list[str]]] = {
    "announce": (
        world(live="green", blue="a", green="b", told=("run-1-started",)), world(live="blue", blue="a", green=None, told=("run-0-started",)),
        [f"tell: deploy of {NEW[:12]} to green has started."], [f"tell: deploy of {NEW[:12]} was turned back; blue serves."],
    ),
    "install": (READY, BEFORE, [f"install {NEW[:12]}"], [f"remove {NEW[:12]}"]),
    "expand": (READY, world(live="blue", blue="a", green=None, pending=2), ["db migrate by the release's own program"], []),
    "switch": (DONE, READY, ["point the edge at green", "blue lets go of its connections", "blue-work: finish or hand back, and end"], ["point the edge at blue", "blue takes work again", "start blue-work", "green lets go of its connections", "green-work: finish or hand back, and end"]),
    "drain": (
        DONE, world(live="green", blue=side("blue", "a", connections=3), green="b"),
        ["blue lets go of its connections", "blue-work: finish or hand back, and end"],
        ["blue takes work again", "start blue-work"],
    ),
    "tell": (world(live="green", blue="a", green="b", told=("run-1-complete",)), READY, [f"tell: deploy complete: green serves {NEW[:12]}."], []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_step_holds_or_acts_and_undoes(name: str) -> None:
    yes, no, acts, undo = CASES[name]
    made = step(name)
    assert made.holds(yes)
    assert not made.holds(no)
    assert whats(made.actions(no)) == acts
    assert whats(made.undo(no)) == undo


def test_every_step_of_the_folder_is_looked_at_here() -> None:
    assert set(CASES) == TABLED
    own = {kind.__module__.rpartition(".")[2] for kind in kinds_of_steps()} - TABLED
    assert not [name for name in sorted(own) if f"test_{name}" not in globals()]


def test_the_order_is_that_of_the_phases() -> None:
    names = [s.name for s in every_step(goal(), HOST)]
    assert names == ["announce", "install", "ground", "expand", "launch", "prove", "journeys", "probe", "switch", "drain", "arrive", "watch", "standby", "rest", "settle", "tell"]  # fmt: skip
    assert [s.name for s in every_step(goal("rollback"), HOST)] == [
        "announce",
        "launch",
        "switch",
        "drain",
        "arrive",
        "tell",
    ]
    assert [s.name for s in every_step(goal("start"), HOST)] == ["ground", "launch", "drain", "arrive"]
    assert [s.name for s in every_step(goal("stop"), HOST)] == ["halt"]
    assert {kind.phase for kind in kinds_of_steps()} == set(Phase)


def test_an_unknown_fact_never_holds() -> None:
    blind = replace(
        READY, ground=unknown(), down=unknown(), live=unknown(), served=unknown(), installed=unknown(), schema=unknown(), told=unknown(),
        blue=replace(READY.blue, release=unknown(), web=unknown(), workers=unknown(), health=unknown(), connections=unknown()),
        green=replace(READY.green, release=unknown(), web=unknown(), workers=unknown(), health=unknown(), connections=unknown()),
    )  # fmt: skip
    held = {s.name for s in every_step(goal(), HOST) if s.holds(blind)}
    assert held == {
        "standby",
        "rest",
        "settle",
        "journeys",
    }  # a second release has no other colour to start; nothing unknown is removed


def test_ground() -> None:
    made = step("ground")
    assert made.holds(READY)
    assert not made.holds(BARE)
    assert "test the edge's configuration" in whats(made.actions(BARE))
    assert whats(made.undo(READY)) == []
    first = step("ground", old=None, colour="blue")
    assert whats(first.undo(BARE)) == [
        "end the edge",
        "end the supervisor and what it runs",
        "wait until all of it has ended",
    ]
    assert first.undone(BARE, BARE)
    assert not first.undone(READY, BARE)


def test_ground_of_a_machine_that_has_the_parts_itself() -> None:
    own = target(Environment("test", Path("/state"), "http://127.0.0.1:8000", parts=True))
    made = next(s for s in every_step(goal("start"), own) if s.name == "ground")
    (start,) = [a for a in made.actions(BARE) if isinstance(a, Command) and "parts" in a.argv]
    assert start.argv[0] == f"/state/releases/{NEW}/bin/creditai"
    assert start.argv[1:3] == ("parts", "start")


def test_what_starts_again_is_waited_for_and_not_set_up_anew() -> None:
    made = step("launch", kind="start", colour="green")
    booting = side("green", "b", web="starting", workers="starting")
    assert list(made.actions(world(live="green", blue="a", green=booting))) == []
    dead = world(live="green", blue="a", green=side("green", "b", web="failing"))
    assert whats(made.actions(dead))[0] == f"set green up for {NEW[:12]}"
    assert list(made.undo(dead)) == []
    assert made.undone(dead, dead)


def test_halt() -> None:
    made = step("halt", kind="stop")
    assert made.holds(world(live="blue", blue=None, green=None, ground=False, down=True))
    assert not made.holds(BARE)
    assert whats(made.actions(READY)) == [
        "end the edge",
        "end the supervisor and what it runs",
        "wait until all of it has ended",
    ]
    assert "start the supervisor, unless it answers" in whats(made.undo(READY))
    assert made.undone(READY, READY)
    assert not made.undone(BARE, READY)


def test_launch() -> None:
    made = step("launch")
    assert made.look == ": `creditai release logs green` says why"
    assert made.holds(READY)
    assert not made.holds(BEFORE)
    assert whats(made.actions(BEFORE))[0] == f"set green up for {NEW[:12]}"
    warm = world(live="blue", blue="a", green=side("green", "b", workers="stopped", ready=False))
    assert not made.holds(warm)
    assert whats(made.actions(warm)) == ["green takes work again", "start green-work"]
    assert whats(made.undo(BEFORE))[0] == "set green up for nothing"
    older = world(live="blue", blue="a", green=side("green", "a", workers="stopped"))
    assert whats(made.undo(older))[0] == f"set green up for {OLD[:12]}"
    assert whats(made.undo(older))[-1] == "green-work: finish or hand back, and end"
    assert "autostart = false" in next(a.content for a in made.undo(older) if isinstance(a, WriteFile))
    assert made.undone(older, older)
    assert not made.undone(READY, older)
    for state in ("stopping", "starting", "running"):  # a worker that is still there may hold a job
        assert not made.undone(replace(older, green=replace(older.green, workers=known(state))), older)
    at_work = world(live="blue", blue="a", green=side("green", "a", workers="running"))
    assert "autostart = false" not in next(a.content for a in made.undo(at_work) if isinstance(a, WriteFile))
    assert made.undone(at_work, at_work)
    half = replace(
        older, green=replace(older.green, release=READY.green.release)
    )  # set up, and killed before the start
    assert whats(made.actions(half))[0] == f"set green up for {NEW[:12]}"
    alone = world(live="blue", blue="a", green=side("green", "b", workers="absent"))
    assert whats(made.actions(alone))[0] == f"set green up for {NEW[:12]}"
    dying = world(live="blue", blue="a", green=side("green", "b", web="failing"))
    assert "starts and dies again" in (made.hopeless(dying) or "")
    assert made.hopeless(BEFORE) is None
    starting = world(live="blue", blue="a", green=side("green", "b", workers="starting"))
    assert not made.holds(starting)
    assert step("launch", kind="rollback").holds(starting)  # people are taken back before that is known
    assert not step("launch", kind="rollback").holds(warm)
    with pytest.raises(Refused):
        list(made.undo(replace(BEFORE, green=replace(BEFORE.green, release=unknown()))))


def test_prove() -> None:
    made = step("prove")
    assert made.holds(READY)
    assert not made.holds(world(live="blue", blue="a", green=side("green", "b", ready=False)))
    assert not made.holds(world(live="blue", blue="a", green="b", pending=None))
    assert not made.holds(world(live="blue", blue="a", green=side("green", "b", workers="failing")))
    assert list(made.actions(BEFORE)) == []


def test_journeys() -> None:
    tried = replace(goal(), journeys=("pdf", "stripe"))
    made = next(s for s in every_step(tried, HOST) if s.name == "journeys")
    assert step("journeys").holds(READY)  # an environment that waives them all
    assert not made.holds(READY)
    assert not made.holds(replace(READY, measured={"pdf": WELL, "stripe": ILL}))
    assert made.holds(replace(READY, measured={"pdf": WELL, "stripe": WELL}))
    seen = [a for a in made.actions(READY) if isinstance(a, Journey)]
    assert [(a.name, a.at.where) for a in seen] == [
        ("pdf", "unix:/state/run/green.sock"),
        ("stripe", "unix:/state/run/green.sock"),
    ]
    assert "50 of 100" in (made.hopeless(replace(READY, measured={"pdf": ILL})) or "")
    assert made.hopeless(replace(READY, measured={"pdf": WELL})) is None
    erased = [a for a in made.undo(READY) if isinstance(a, Request)]
    assert [(a.method, a.path) for a in erased] == [
        ("DELETE", "/api/system/synthetic/run-1-pdf"),
        ("DELETE", "/api/system/synthetic/run-1-stripe"),
    ]
    assert erased[0].refusal(Answer(500, {}, b"", 0.0)) == "answered 500"


def test_arrive() -> None:
    made = step("arrive")
    assert made.holds(DONE)
    assert not made.holds(world(live="green", blue="a", green="b", served="blue"))
    assert not made.holds(world(live="green", blue="a", green=side("green", "b", workers="starting")))
    assert made.hopeless(DONE) is None
    dying = world(live="green", blue="a", green=side("green", "b", workers="failing"))
    assert "start and die again" in (made.hopeless(dying) or "")
    assert list(made.actions(READY)) == []


def _traffic(actions: object) -> list[tuple[str, str]]:
    return [(a.name, a.at.where) for a in actions if isinstance(a, Traffic)]  # type: ignore[attr-defined]


def test_probe() -> None:
    made = step("probe")
    assert made.holds(replace(READY, measured={"probe": WELL}))
    assert not made.holds(READY)
    assert not made.holds(replace(READY, measured={"probe": ILL}))
    assert _traffic(made.actions(READY)) == [
        ("baseline", "unix:/state/run/blue.sock"),
        ("probe", "unix:/state/run/green.sock"),
    ]
    assert "50 of 100" in (made.hopeless(replace(READY, measured={"probe": ILL})) or "")
    assert made.hopeless(replace(READY, measured={"probe": WELL})) is None
    (came,) = [a for a in made.actions(READY) if isinstance(a, Outcomes)]
    assert (came.at.where, came.old) == ("unix:/state/run/blue.sock", None), (
        "before the switch, of the old colour"
    )
    assert came.at.host == "127.0.0.1:8000", "the product answers by the edge's name alone"


@pytest.mark.parametrize(("age", "anew"), [(0.0, True), (7.0, True), (8.0, False), (600.0, False)])
def test_what_dies_between_two_requests_is_not_led_to_people(age: float, anew: bool) -> None:
    """Both loads took ten seconds, and supervisor counts whole ones."""
    made = step("probe")
    side = replace(READY.green, since=known(age))
    now = replace(READY, green=side, measured={"probe": WELL})
    assert made.holds(now) is not anew
    assert ("was started anew under the load" in (made.hopeless(now) or "")) is anew
    assert made.hopeless(replace(now, measured={})) is None, "it was started a moment ago"


def test_watch() -> None:
    made = step("watch")
    assert made.holds(replace(DONE, measured={"watch": WELL}))
    assert not made.holds(replace(DONE, measured={"watch": replace(WELL, verdict="silent")}))
    assert _traffic(made.actions(DONE)) == [("watch", "http://127.0.0.1:8000")]
    (seen,) = made.actions(replace(DONE, measured={"baseline": WELL}))
    assert isinstance(seen, Traffic)
    assert seen.baseline == WELL.p95
    assert "50 of 100" in (made.hopeless(replace(DONE, measured={"watch": ILL})) or "")
    assert made.hopeless(replace(DONE, measured={"watch": WELL})) is None


def test_watch_looks_at_what_people_came_for() -> None:
    made, unread = step("watch"), replace(ILL, said="30 of 31 papers were not read")
    before = {"watch": WELL, "readings-before": WELL}
    (seen,) = made.actions(replace(DONE, measured=before))
    assert isinstance(seen, Traffic)
    assert seen.outcomes is not None
    assert (seen.outcomes.at.where, seen.outcomes.old) == (
        "unix:/state/run/green.sock",
        {"readings-before": WELL},
    )
    found = replace(DONE, measured={**before, "readings": unread})
    assert not made.holds(found)
    assert "31 papers" in (made.hopeless(found) or "")
    decided = made.decision(found, "open", 5.0)
    assert decided is not None
    assert decided.what == "rollback now"
    assert made.holds(replace(DONE, measured={**before, "payments": replace(WELL, verdict="silent")}))


def test_standby() -> None:
    assert step("standby").holds(BEFORE)
    first = step("standby", old=None, colour="green")
    assert not first.holds(world(live="green", blue=None, green="b"))
    assert whats(first.actions(BARE))[0] == f"set blue up for {NEW[:12]}"
    assert whats(first.undo(BARE))[0] == "set blue up for nothing"
    assert first.holds(world(live="green", blue=side("blue", "b", ready=False), green="b"))
    assert first.undone(BARE, BARE)
    assert not first.holds(
        world(live="green", blue=side("blue", "b", workers="absent", ready=False), green="b")
    )


def test_rest() -> None:
    first = step("rest", old=None, colour="green")
    assert not first.holds(world(live="green", blue="b", green="b"))
    assert first.holds(world(live="green", blue=side("blue", "b", workers="stopped", ready=False), green="b"))
    assert whats(first.actions(BARE)) == [
        "blue lets go of its connections",
        "blue-work: finish or hand back, and end",
    ]


FOUND = Found(True, "restored: nothing differs", (), "d" * 64, {})
BAD = replace(FOUND, well=False, said="not accepted: public.person has 2 rows; it had 3")


def test_back_up() -> None:
    made = step("back_up", kind="backup")
    assert made.holds(replace(READY, found={"backup": FOUND}))
    assert not made.holds(READY)
    assert whats(made.actions(READY)) == ["clear what was left of an earlier attempt", "back up the database"]
    assert whats(made.undo(READY)) == ["remove the backup that was not accepted"]


def test_prove_backup() -> None:
    made = step("prove_backup", kind="rehearse")
    assert made.holds(replace(READY, found={"proof": FOUND}))
    assert not made.holds(replace(READY, found={"proof": BAD}))
    assert whats(made.actions(READY))[-1] == "prove the backup by restoring it"
    assert "it had 3" in (made.hopeless(replace(READY, found={"proof": BAD})) or "")
    assert made.hopeless(READY) is None


def test_rehearse() -> None:
    made = step("rehearse", kind="rehearse")
    assert made.holds(replace(READY, found={"certificate": FOUND}))
    assert not made.holds(replace(READY, found={"proof": FOUND}))
    assert whats(made.actions(READY))[-1] == "rehearse the migration"
    assert "not accepted" in (made.hopeless(replace(READY, found={"certificate": BAD})) or "")
    assert [s.name for s in every_step(goal("backup"), HOST)] == ["back_up", "prove_backup"]


def test_a_restore_goes_from_closing_to_opening() -> None:
    names = [s.name for s in every_step(goal("restore"), HOST)]
    assert names == ["close", "keep", "restore", "erase_again", "reopen", "arrive"]


def test_close() -> None:
    made = step("close", kind="restore")
    closed = world(
        live=None, blue=side("blue", "a", workers="stopped"), green=side("green", "b", workers="stopped")
    )
    assert made.holds(closed)
    assert not made.holds(READY)
    assert made.holds(replace(DONE, mark=known("run-1")))  # it was reopened
    assert not made.holds(replace(DONE, mark=known("run-0")))
    assert whats(made.actions(READY))[0] == "point the edge at nothing"
    assert whats(made.undo(READY))[-1] == "point the edge at green"
    assert made.undone(DONE, READY)


def test_keep() -> None:
    made = step("keep", kind="restore")
    assert made.holds(replace(READY, found={"backup": FOUND}))
    assert made.holds(replace(READY, mark=known("run-1")))
    assert not made.holds(READY)
    assert whats(made.actions(READY))[-1] == "back up the database"
    assert whats(made.undo(READY)) == []


def test_restore() -> None:
    given = Environment(
        "test", Path("/state"), "http://127.0.0.1:8000", secrets={"database_owner": "file:/owner"}
    )
    made = next(s for s in every_step(goal("restore"), target(given)) if s.name == "restore")
    assert made.holds(replace(READY, mark=known("run-1")))
    assert not made.holds(replace(READY, mark=known("run-0")))
    assert whats(made.actions(READY))[1] == "put it in the place of the database, in one transaction"
    assert "run-1-back" in " ".join(action.shown for action in made.undo(READY))
    assert made.undone(replace(READY, mark=known("run-1-back")), READY)
    assert not made.undone(replace(READY, mark=known("run-1")), READY)
    with pytest.raises(Refused, match="database_owner"):
        list(step("restore", kind="restore").actions(READY))


def test_erase_again() -> None:
    made = step("erase_again", kind="restore")
    assert made.holds(replace(READY, found={"erased": FOUND}))
    assert not made.holds(READY)
    assert whats(made.actions(READY)) == ["erase again whoever was erased since"]
    assert made.hopeless(replace(READY, found={"erased": BAD})) == BAD.said


def test_reopen() -> None:
    made = step("reopen", kind="restore")
    assert made.holds(DONE)
    assert not made.holds(READY)
    assert whats(made.actions(READY)) == [
        "green takes work again",
        "start green-work",
        "point the edge at green",
    ]
    assert whats(made.undo(READY))[0] == "point the edge at nothing"
    assert made.undone(world(live=None, blue="a", green="b"), READY)


def test_settle() -> None:
    made = step("settle")
    older = tuple(f"{n}" * 64 for n in range(1, 6))
    full = replace(
        DONE, installed=world(live="green", blue="a", green="b", installed=(*older, OLD, NEW)).installed
    )
    assert made.holds(DONE)
    assert not made.holds(full)
    assert whats(made.actions(full)) == [f"remove {each[:12]}" for each in older[:2]]


def test_an_act_of_a_step_says_how_it_is_done_by_hand() -> None:
    seen: list[Action] = [
        action for s in every_step(goal(), HOST) for action in (*s.actions(BEFORE), *s.undo(BEFORE))
    ]
    assert len(seen) > 15
    assert all(action.shown and action.what and action.deadline > 0 for action in seen)
    links = [action.shown for action in seen if isinstance(action, MoveLink) and action.to is not None]
    assert links == [
        "ln -s ../run/green.sock /state/edge/upstream.sock.part && mv -T /state/edge/upstream.sock.part /state/edge/upstream.sock",
        "ln -s ../run/blue.sock /state/edge/upstream.sock.part && mv -T /state/edge/upstream.sock.part /state/edge/upstream.sock",
    ]
