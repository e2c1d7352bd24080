"""Records what the store's tests say to PostgreSQL as the service: `pytest -p tests.workload --workload FILE`; `--heard
FILE` writes the bare texts of all that was said instead.

Kept are few tests that together made every statement, and of sealed bytes their beginning: their place in a row matters,
not what they hold. A test that failed, or whose parameters have no form in JSON,
gives nothing; a statement that no kept test made is printed at the end.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from creditai.store import migrating
from creditai.store.database import SCOPE
from creditai.store.workload import Statement, Story, described, dump, encoded, replay
from tests.house.tree import ROOT
from tests.town import town

_SKIPPED = re.compile(
    r"^\s*(SET|SAVEPOINT|RELEASE|ROLLBACK|SHOW|select pg_catalog\.version|SELECT pg_backend_pid)",
    re.IGNORECASE,
)

_LONGEST = 48


_SCOPE_COLUMNS = (("set_config", 25), ("set_config", 25))


class Recorder:
    """Hears every statement of every engine of the role creditai_app."""

    def __init__(self) -> None:
        self.now: list[tuple[int, Statement]] = []
        self.begun: dict[int, int] = {}
        self.stories: list[Story] = []
        self.formless: set[str] = set()

    def heard(
        self, conn: Any, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        url = conn.engine.url
        if url.username != "creditai_app" or str(url.database).endswith("_keys") or _SKIPPED.match(sql):
            return
        columns = described(cursor)
        for each in map(shortened, parameters if executemany else [parameters]):
            try:
                encoded(each)
            except TypeError:
                self.formless.add(sql)
                return
            self.now.append((id(conn), Statement(sql, each, columns, cursor.rowcount > 0)))

    def began(self, conn: Any) -> None:
        """The scope is set with the beginning, past what hears statements."""
        self.begun[id(conn)] = len(self.now)
        scope = conn.get_execution_options().get(SCOPE)
        if scope and conn.engine.url.username == "creditai_app":
            self.now.append((id(conn), Statement(scope, None, _SCOPE_COLUMNS, True)))

    def rolled_back(self, conn: Any) -> None:
        """What was taken back was never said."""
        start = self.begun.get(id(conn), len(self.now))
        self.now[start:] = [each for each in self.now[start:] if each[0] != id(conn)]

    def chosen(self, broken: frozenset[str] = frozenset()) -> tuple[Story, ...]:
        """Few stories that say everything: each time the one that says most of what is missing, for its length."""
        left = {
            s.name: (said(s), s) for s in sorted(self.stories, key=lambda s: s.name) if s.name not in broken
        }
        missing = {sql for texts, _ in left.values() for sql in texts}
        kept = []
        while missing:
            best = max(
                left, key=lambda name: len(left[name][0] & missing) / (len(left[name][1].statements) + 5)
            )
            texts, story = left.pop(best)
            kept.append(story)
            missing -= texts
        return tuple(kept)

    def sound(self) -> tuple[Story, ...]:
        """The same without stories that do not stand by themselves: what their test did as the owner is not in them."""
        broken: frozenset[str] = frozenset()
        with town() as found:
            settings = found.settings()
            while more := {b.story for b in replay(settings.database.reveal(), self.chosen(broken))}:
                broken |= more
            found.drop(settings)
        return self.chosen(broken)


def said(story: Story) -> frozenset[str]:
    """The texts of a story, scopes apart: those name a person."""
    return frozenset(s.sql for s in story.statements if not s.sql.startswith("SELECT set_config"))


def listen(*words: str, seconds: float) -> None:
    """Run tests in a process of their own that hears what they say to PostgreSQL; it must come to a good end."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.workload", "-p", "no:cacheprovider", *words]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]


def alike(text: str) -> str:
    """The same text for lists and rows of any length."""
    text = re.sub(r"\((?:%\(\w+_\d+_\d+\)s(?:::\w+)?(?:, )?)+\)", "(...)", text)
    return re.sub(r"VALUES .*__\d+\).*", "VALUES ...", text, flags=re.DOTALL)


def shortened(value: Any) -> Any:
    """The same with the beginnings of long bytes."""
    if isinstance(value, psycopg.Binary):
        value = bytes(value.obj)
    if isinstance(value, bytes):
        return value[:_LONGEST]
    if isinstance(value, dict):
        return {key: shortened(each) for key, each in value.items()}
    return type(value)(map(shortened, value)) if isinstance(value, (list, tuple)) else value


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--workload", type=Path, help="write what the tests say to PostgreSQL to this file")
    parser.addoption("--heard", type=Path, help="write the bare texts to this file")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--workload") or config.getoption("--heard"):
        recorder = Recorder()
        config.stash[_KEY] = recorder
        event.listen(Engine, "after_cursor_execute", recorder.heard)
        event.listen(Engine, "begin", recorder.began)
        event.listen(Engine, "rollback", recorder.rolled_back)


_KEY = pytest.StashKey[Recorder]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    recorder = item.config.stash.get(_KEY, None)
    if recorder is not None:
        recorder.now = []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    recorder = item.config.stash.get(_KEY, None)
    outcome: Any = yield
    if recorder is not None and outcome.excinfo is None and recorder.now:
        recorder.stories.append(Story(item.nodeid, tuple(said for _, said in recorder.now)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    recorder = session.config.stash.get(_KEY, None)
    bare: Path | None = session.config.getoption("--heard")
    if recorder is not None and bare is not None:
        texts = {alike(sql) for story in recorder.stories for sql in said(story)}
        bare.write_text(json.dumps(sorted(texts)), "utf-8")
    elif recorder is not None:
        chosen = recorder.sound()
        kept, heard = ({sql for story in of for sql in said(story)} for of in (chosen, recorder.stories))
        unplayed = heard - kept | recorder.formless
        file: Path = session.config.getoption("--workload")
        file.write_text(dump(chosen, migrating.head(), unplayed, datetime.now(UTC)), "utf-8")
        print(f"\n{len(kept)} of {len(heard)} statements in {len(chosen)} stories")
        print(
            f"without a form: {sorted(recorder.formless)}\nonly where the owner had a hand in: {sorted(heard - kept)}"
        )
