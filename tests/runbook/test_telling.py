"""Told once, whatever fails: against stand-ins of Slack, PagerDuty and a mail server, over real sockets."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from creditai.parts.ports import free
from rehearsal.pagerduty import KEY, PagerDuty
from rehearsal.slack import Slack
from runbook.environments import Environment
from runbook.journal import Journal
from runbook.notifiers import Notice
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.telling import Teller, announcing, told_of
from tests.runbook.worlds import goal

NOTICE = Notice(
    "incident-1/1-alert", "alert", "incident-1", "HIGH: Uploads fail", "Uploads fail.", datetime(2026, 11, 26, tzinfo=UTC),
    "test", "HIGH", ("dana@example.com",),
)  # fmt: skip


class Letters:
    """What a mail server took."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append((list(envelope.rcpt_tos), bytes(envelope.content)))
        return "250 OK"


@dataclass
class Parties:
    slack: Slack
    pagerduty: PagerDuty
    letters: Letters
    environment: Environment

    @property
    def journal(self) -> Journal:
        return Journal(self.environment.state)

    def teller(self, *ways: str) -> Teller:
        given = self.environment.notify
        keys = {
            "slack": ("slack",),
            "pagerduty": ("pagerduty", "pagerduty_at"),
            "mail": ("mail", "mail_from", "mail_to"),
        }
        chosen = {key: given[key] for way in ways or keys for key in keys[way]}
        environment = replace(self.environment, notify=chosen)
        return Teller(environment, self.journal, Redactor(), "Dana")

    def ledger(self) -> list[tuple[str, str]]:
        return [(e.body["way"], e.body["what"]) for e in self.journal.entries(kind="notice")]


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[Parties]:
    slack, pagerduty, letters = Slack(), PagerDuty(), Letters()
    for server in (slack, pagerduty):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    port = free()
    mail = Controller(letters, hostname="127.0.0.1", port=port)
    mail.start()
    (tmp_path / "slack").write_text(slack.webhook)
    (tmp_path / "pagerduty").write_text(KEY)
    given = {
        "slack": f"file:{tmp_path}/slack", "pagerduty": f"file:{tmp_path}/pagerduty", "pagerduty_at": pagerduty.address,
        "mail": f"smtp://127.0.0.1:{port}", "mail_from": "runbook@example.com", "mail_to": "on-call@example.com",
    }  # fmt: skip
    yield Parties(
        slack, pagerduty, letters, Environment("test", tmp_path / "s", "http://127.0.0.1:1", notify=given)
    )
    for server in (slack, pagerduty):
        server.over.set()
        server.shutdown()
        server.server_close()
    mail.stop()


def test_everybody_is_told_once(parties: Parties) -> None:
    for _ in range(3):
        assert parties.teller().tell(NOTICE) == ()
    assert parties.slack.seen == ["Uploads fail."]
    assert parties.pagerduty.alerts == {"creditai/test/incident-1": ["trigger"]}
    assert [to for to, _ in parties.letters.taken] == [["on-call@example.com", "dana@example.com"]]
    assert b"Subject: HIGH: Uploads fail" in parties.letters.taken[0][1]
    over = replace(NOTICE, name="incident-1/2-resolved", kind="resolved")
    assert parties.teller().tell(over) == ()
    assert parties.pagerduty.open == []
    assert len(parties.slack.seen) == 2


def test_no_secret_is_kept(parties: Parties) -> None:
    parties.slack.mode, parties.slack.times = "limit", 1
    parties.teller().tell(NOTICE)
    kept = b"".join(p.read_bytes() for p in parties.environment.state.rglob("*") if p.is_file())
    assert KEY.encode() not in kept
    assert parties.slack.webhook.encode() not in kept


@pytest.mark.parametrize(("way", "mode"), [("slack", "limit"), ("slack", "error"), ("pagerduty", "error"), ("pagerduty", "limit")])  # fmt: skip
def test_what_was_refused_for_now_is_sent_again(parties: Parties, way: str, mode: str) -> None:
    server: Any = getattr(parties, way)
    server.mode, server.times = mode, 2
    assert parties.teller(way).tell(NOTICE) == ()
    assert parties.ledger() == [(way, "meant"), (way, "sent")]
    assert len(parties.slack.seen) + len(parties.pagerduty.alerts) == 1


def test_what_may_have_been_taken_is_not_told_twice_by_slack_and_is_one_alert_at_pagerduty(
    parties: Parties,
) -> None:
    parties.slack.mode, parties.slack.times = "swallow", 1
    parties.pagerduty.mode, parties.pagerduty.times = "swallow", 1
    (failed,) = parties.teller().tell(NOTICE)
    assert failed.startswith("slack could not be told")
    assert parties.slack.seen == ["Uploads fail."]
    assert parties.pagerduty.open == ["creditai/test/incident-1"]


def test_what_is_not_there_is_named_and_the_others_are_told(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runbook.telling.PATIENCE", 0.5)
    parties.pagerduty.shutdown()
    parties.pagerduty.server_close()
    (failed,) = parties.teller().tell(NOTICE)
    assert "pagerduty could not be told" in failed
    assert parties.slack.seen
    assert parties.letters.taken
    assert ("pagerduty", "failed") in parties.ledger()


@pytest.mark.parametrize("way", ["slack", "pagerduty"])
def test_killed_while_telling_nobody_is_told_twice(
    parties: Parties, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the party took it and before the ledger said so."""
    pid = os.fork()
    if pid == 0:
        real = Performer.perform

        def dying(self: Performer, action: Any) -> Any:
            real(self, action)
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(Performer, "perform", dying)
        parties.teller(way).tell(NOTICE)
        os._exit(1)
    os.waitpid(pid, 0)
    failed = parties.teller(way).tell(NOTICE)
    assert parties.teller(way).tell(NOTICE) == ()
    if way == "slack":
        assert "not known" in failed[0]
        assert parties.slack.seen == ["Uploads fail."]
    else:
        assert failed == ()
        assert parties.pagerduty.open == ["creditai/test/incident-1"]


def test_a_run_never_waits_for_those_who_are_told(parties: Parties, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runbook.notifiers.slack.SECONDS", 3.0)
    parties.slack.mode, parties.slack.times = "hang", 1
    heard: list[str] = []
    with announcing(parties.teller("slack"), goal(), lambda kind, body: heard.append(kind)) as hear:
        hear("step", {"step": "announce"})
        hear("end", {"outcome": "released"})
        assert heard == ["step", "end"], "it was waited for"
    assert heard[:2] == ["step", "end"]
    assert heard[2:] == ["untold"]
    assert parties.slack.seen == ["Complete: Deployment successfully completed (bbbbbbbbbbbb)"]


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("step", {"step": "announce"}, "Started"), ("step", {"step": "expand"}, "Database Migration"),
        ("step", {"step": "launch"}, "Application Update"), ("held", {"step": "prove"}, "Verification"),
        ("end", {"outcome": "released"}, "Complete"), ("end", {"outcome": "turned back", "reason": "x"}, "deploy of"),
        ("end", {"outcome": "needs a person", "reason": "x"}, "deploy of"), ("held", {"step": "launch"}, None),
        ("intend", {"step": "expand"}, None),
    ],
)  # fmt: skip
def test_the_five_stages_of_the_document_and_the_way_back(
    kind: str, body: dict[str, str], told: str | None
) -> None:
    found = told_of(goal(), kind, body)
    assert (found is None) is (told is None)
    assert found is None or found.text.startswith(told or "")


def test_without_ways_nothing_is_begun(tmp_path: Path) -> None:
    hear: Callable[..., None] = lambda kind, body: None  # noqa: E731
    teller = Teller(
        Environment("test", tmp_path, "http://127.0.0.1:1"), Journal(tmp_path), Redactor(), "Dana"
    )
    with announcing(teller, goal(), hear) as heard:
        assert heard is hear
    assert teller.tell(NOTICE) == ()


def test_a_subject_is_one_line_and_no_secret_goes_out(parties: Parties) -> None:
    printed = replace(
        NOTICE, subject="turned back: it said\nsk_live_0123456789abcdef", text="password=hunter2hunter2"
    )
    assert parties.teller().tell(printed) == ()
    (_, letter), *_ = parties.letters.taken
    assert b"Subject: turned back: it said ***" in letter
    assert parties.slack.seen == ["password=***"]
    assert b"hunter2" not in letter
