"""Twenty-one secrets are laid out where a release touches them; not one byte of any is in what it leaves or says.

Plan, journal and its mirror, logs, messages, reports, errors, status: everything under the state folder, everything that
was printed, and everything that Slack, PagerDuty and the mail server were told is searched, in plain, base64 and per cent
spelling. The release tells its secrets to whoever runs it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest

from rehearsal.machine import Machine, machine
from rehearsal.parties import parties
from rehearsal.slack import WEBHOOK
from runbook import cli

FILES = ("database", "database_owner", "keys", "key_ring", "pepper", "redis", "stripe_key", "stripe_webhook", "sentry",
         "document_ai", "mail_password")  # fmt: skip
SHAPED = {
    "a bearer": "Bearer CanaryBearer0123456789abcdef",
    "a live key": "sk_live_Canary0123456789abcdef",
    "a chat token": "xoxb-canary-0123456789-abcdef",
    "a password": "password=CanaryPassword0123",
    "a DSN": "postgresql://creditai:CanaryDsn0123@db:5432/x",
    "a signed token": "eyJjYW5hcnkiOjF9.eyJjYW5hcnkiOjJ9.CanarySignature",
}  # fmt: skip
"""Nobody told the runbook these: they have the shape of a credential."""


@dataclass
class Laid:
    """The canaries by where they lie, and all that was said."""

    at: Machine
    values: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def found(self) -> dict[str, list[str]]:
        """Place -> the canaries in it."""
        state = self.at.environment.state
        texts = {"what was printed": "\n".join(self.said).encode()}
        texts |= {
            str(p.relative_to(state)): p.read_bytes()
            for p in state.rglob("*")
            if p.is_file() and not p.is_symlink()
        }
        return {
            place: names
            for place, text in texts.items()
            if (
                names := sorted(
                    name for name, value in self.values.items() if any(s in text for s in spelled(value))
                )
            )
        }


def spelled(value: str) -> tuple[bytes, ...]:
    core = next(
        (value.partition(cut)[2] for cut in ("Bearer ", "password=", "creditai:") if cut in value), value
    ).partition("@")[0]
    return (core.encode(), b64encode(core.encode()).rstrip(b"="), quote(core, safe="").encode())


@contextmanager
def laid() -> Iterator[Laid]:
    with machine(watch_seconds=0.3, probe_seconds=0.3) as made:
        found = Laid(made, dict(SHAPED))
        folder = made.folder / "secrets"
        folder.mkdir(mode=0o700)
        for name in (*FILES, "operator_token"):
            found.values[name] = f"Canary/{name}+{'x' * 12}{len(found.values)}"
            path = folder / name
            path.write_text(found.values[name], "utf-8")
            path.chmod(0o600)
        found.values["the chat's webhook"] = WEBHOOK
        (made.folder / "token").write_text(found.values["operator_token"], "utf-8")
        found.values["a variable"] = "Canary-of-a-variable-0123"
        found.values["a key of an approver"] = "Canary0Key0Of0An0Approver"
        made.write_file()
        made.file.write_text(
            made.file.read_text("utf-8")
            + "[secrets]\n" + "".join(f'{name} = "file:{folder / name}"\n' for name in FILES), "utf-8"
        )  # fmt: skip
        yield found


@pytest.mark.long
def test_no_byte_of_any_canary_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with laid() as canaries, parties(canaries.at.folder) as told:
        at, values = canaries.at, canaries.values
        assert len(values) == 21
        at.file.write_text(at.file.read_text("utf-8") + told.table, "utf-8")
        monkeypatch.setenv("CANARY_VARIABLE", values["a variable"])
        codes: list[int] = []

        def say(*words: str) -> None:
            codes.append(cli.main([*words, "--environment", str(at.file)]))
            printed = capsys.readouterr()
            canaries.said.append(printed.out + printed.err)

        say("release", "plan", str(at.artefact("one", faults="blabs")))
        say("release", "deploy", str(at.artefact("one")), "--yes", "--json")
        say("release", "deploy", str(at.artefact("two", faults="blabs")), "--yes")
        _migrating(at, say)
        say("release", "rollback", "--yes")
        for verb in ("status", "history", "report", "verify-journal"):
            say("release", verb)
        for number, shaped in enumerate(SHAPED.values(), 1):
            say("incident", "open", f"Uploads fail with {shaped}")
            say("incident", "publish", f"incident-{number}")
        say("incident", "status", "--json")
        say("check", "everything", "--json")
        _misread(at, values, say)
        canaries.said += [
            *told.slack.seen,
            *told.pagerduty.changes,
            *told.letters.subjects,
            *told.letters.bodies,
        ]
        assert {0, 1, 2} <= set(codes)
        assert len(told.slack.seen) > 10
        assert len(told.letters.bodies) > 5
        assert len(at.journal.entries()) > 100
        assert canaries.found() == {}


def _migrating(at: Machine, say) -> None:  # type: ignore[no-untyped-def]
    """A migration that fails and prints all it was told, in the expand of a release that may migrate."""
    text = at.file.read_text("utf-8")
    waived = "".join(f'{name} = "a failing migration is tried here"\n' for name in ("backup", "rehearsal"))
    at.file.write_text(text.replace("[waive]\n", f"[waive]\n{waived}"), "utf-8")
    say("release", "deploy", str(at.artefact("three", faults="blabs", schema="2")), "--yes")
    at.file.write_text(text, "utf-8")


def _misread(at: Machine, values: dict[str, str], say) -> None:  # type: ignore[no-untyped-def]
    """Environment files in which a secret stands where none belongs."""
    text = at.file.read_text("utf-8")
    for wrong in (
        text.replace("[secrets]\n", f'[secrets]\nanother = "{values["database"]}"\n'),
        text.replace("[secrets]\n", f'[secrets]\nanother = ["{values["keys"]}"]\n'),
        text.replace("[settings]\n", f'[settings]\nanother = "{values["a DSN"]}"\n'),
        text.replace("operator_token = ", f'operator_token = ["{values["operator_token"]}"]\n#'),
        text.replace("[secrets]\n", '[secrets]\nanother = "env:CANARY_VARIABLE"\n'),
        text + f'[approvers]\ndana = "{values["a key of an approver"]}"\n',
        text + f"[secrets\n{values['redis']}",
    ):
        at.file.write_text(wrong, "utf-8")
        say("release", "deploy", str(at.artefact("four")), "--yes")
    at.file.write_text(text, "utf-8")


def test_the_search_sees_a_canary_in_each_spelling() -> None:
    for name, value in {**SHAPED, "plain": "Canary/+value"}.items():
        core = spelled(value)[0].decode()
        assert "anary" in core or "eyJ" in core, name
        assert all(
            s in f"{core} {b64encode(core.encode()).decode()} {quote(core, safe='')}".encode()
            for s in spelled(value)
        )
