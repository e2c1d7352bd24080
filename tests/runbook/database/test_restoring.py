"""A backup is put back whole or not at all, with the loss told first; who was erased since is erased before anybody is served."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from runbook import cli
from runbook.actions import Command
from runbook.errors import Refused, TurnedBack
from runbook.facts import Known
from runbook.perform import Performer
from tests.runbook.database.practice import Practice, practice
from tests.town import Town

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def made(town: Town) -> Iterator[Practice]:
    with practice(town) as found:
        yield found


def backed_up(made: Practice) -> str:
    plan = made.desk.plan("backup")
    made.desk.do(plan, lambda kind, body: None)
    return plan.goal.run


def persons(made: Practice) -> object:
    return made.asked("SELECT count(*) FROM person")


def quiet(kind: str, body: object) -> None:
    assert kind


def test_a_restore_brings_back_what_was_and_nobody_who_was_erased(made: Practice) -> None:
    made.asked("INSERT INTO person (email) VALUES ('erased1@example.com')")
    run = backed_up(made)
    before = persons(made)
    made.asked("DELETE FROM person WHERE email LIKE 'erased%'")  # they were erased since
    made.asked(
        "INSERT INTO person (email) SELECT 'later' || n || '@example.com' FROM generate_series(1, 7) n"
    )
    made.asked("DELETE FROM event WHERE id % 2 = 0")
    lost = made.desk.target.loss(Performer(made.desk.redactor).ask, run)
    assert (lost["rows"], lost["by_table"], lost["come_back"]) == (
        6,
        {"public.person": 6},
        {"public.event": 2500},
    )
    live = made.made.facts().live
    plan = made.desk.plan("restore", run)
    made.desk.do(plan, quiet)
    assert persons(made) == int(str(before)) - 1
    assert made.asked("SELECT count(*) FROM event") == 5000
    assert made.asked("SELECT count(*) FROM person WHERE email LIKE 'erased%'") == 0
    facts = made.made.facts()
    assert isinstance(live, Known)
    assert facts.live.is_(live.value)
    assert facts.side(plan.goal.colour).serves(plan.goal.release)
    assert made.desk.progress(plan.goal.run).found["erased"].told["removed"] == {"person": 1}
    assert made.asked("SELECT has_table_privilege('creditai_app', 'paper', 'INSERT')") is True
    order = [e.body["what"] for e in made.desk.journal.entries(plan.goal.run, "done")]
    assert order.index("erase again whoever was erased since") < order.index(
        f"point the edge at {plan.goal.colour}"
    )


def test_one_that_does_not_hold_together_is_undone(made: Practice) -> None:
    made.asked("INSERT INTO person (email) VALUES ('odd@example.com')")
    run = backed_up(made)
    made.asked("DELETE FROM person WHERE email = 'odd@example.com'")
    before = persons(made)
    made.asked("INSERT INTO plan VALUES ('since', 1)")
    plan = made.desk.plan("restore", run)
    with pytest.raises(TurnedBack, match="somebody odd"):
        made.desk.do(plan, quiet)
    assert persons(made) == before
    assert made.asked("SELECT count(*) FROM plan WHERE code = 'since'") == 1
    facts = made.made.facts()
    assert facts.side(plan.goal.colour).serves(plan.goal.release)
    assert facts.live.is_(plan.goal.colour)


def test_only_a_proved_backup_that_is_whole_may_be_put_back(made: Practice) -> None:
    with pytest.raises(Refused, match="knows no backup 'nothing' that was proved"):
        made.desk.plan("restore", "nothing")
    run = backed_up(made)
    dump = made.made.environment.state / "backups" / run / "database.dump"
    content = dump.read_bytes()
    dump.write_bytes(content[:-1])
    with pytest.raises(Refused, match="its dump is missing or not the file that was written"):
        made.desk.plan("restore", run)
    dump.write_bytes(content)
    manifest = dump.with_name("manifest.json")
    manifest.write_text(manifest.read_text("utf-8").replace("toy-1", "toy-2"), "utf-8")
    with pytest.raises(Refused, match="its manifest is not the one that was accepted"):
        made.desk.plan("restore", run)


def test_the_verbs_say_what_would_be_lost_and_want_it_known(
    made: Practice, capsys: pytest.CaptureFixture[str]
) -> None:
    file = made.made.write_file()
    secrets = "".join(
        f'{name} = "{reference}"\n' for name, reference in made.made.environment.secrets.items()
    )
    file.write_text(f"{file.read_text('utf-8')}\n[secrets]\n{secrets}", "utf-8")
    assert cli.main(["release", "backup", "--environment", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    made.asked("INSERT INTO plan VALUES ('more', 1)")
    words = ["release", "restore", told["run"], "--environment", str(file), "--yes"]
    assert cli.main(words) == 2
    said = capsys.readouterr().err
    assert ": 1 row would be lost; say --loses 1" in said
    assert "1 of plan" in said
    assert cli.main([*words, "--loses", "0"]) == 2
    assert cli.main([*words, "--loses", "3"]) == 0, "a few more than are lost"
    back = re.search(r"`creditai release restore (\S+)` puts it back", capsys.readouterr().err)
    assert back
    assert made.asked("SELECT count(*) FROM plan WHERE code = 'more'") == 0
    assert cli.main(["release", "restore", back[1], "--environment", str(file), "--yes", "--loses", "0"]) == 0
    assert made.asked("SELECT count(*) FROM plan WHERE code = 'more'") == 1


def test_what_a_restore_replaced_is_proved_before_it_is_put_back(made: Practice) -> None:
    run = backed_up(made)
    plan = made.desk.plan("restore", run)
    made.desk.do(plan, quiet)
    assert "proof" not in made.desk.progress(plan.goal.run).found
    dump = made.made.environment.state / "backups" / plan.goal.run / "database.dump"
    content = dump.read_bytes()
    dump.write_bytes(content[:-1])
    with pytest.raises(Refused, match="its dump is missing or not the file that was written"):
        made.desk.plan("restore", plan.goal.run)
    dump.write_bytes(content)
    heard: list[str] = []
    made.desk.plan("restore", plan.goal.run, lambda kind, body: heard.append(kind))
    assert made.desk.progress(plan.goal.run).found["proof"].well
    assert "readies" in heard
    made.desk.plan("restore", plan.goal.run, lambda kind, body: heard.append("again"))
    assert "again" not in heard, "proved once"


def test_a_restore_that_is_killed_midway_changes_nothing(made: Practice) -> None:
    """The statements end in an error: nothing of them stays."""
    run = backed_up(made)
    made.asked("INSERT INTO person (email) VALUES ('stays@example.com')")
    before = persons(made)
    acts = made.desk.target.restore(run, "x'; SELECT 1/0; --")
    with made.desk.lease("test", 0.0) as lease:
        performer = Performer(made.desk.redactor, lease)
        for act in acts[:2]:
            assert isinstance(act, Command)
            ran = performer.ask(act)
    assert "division by zero" in getattr(ran, "errors", "")
    assert persons(made) == before
