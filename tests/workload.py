"""Records what the store's tests say to PostgreSQL as the service: `pytest -p tests.workload --workload FILE`.

Kept are as few tests as together made every statement. A test that failed, or whose parameters have no form in JSON,
gives nothing; a statement that no kept test made is printed at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from creditai.store.database import SCOPE
from creditai.store.workload import Statement, Story, dump, encoded

_SKIPPED = re.compile(
    r"^\s*(SET|SAVEPOINT|RELEASE|ROLLBACK|SHOW|select pg_catalog\.version|SELECT pg_backend_pid)",
    re.IGNORECASE,
)


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
        columns = tuple((c.name, c.type_code) for c in cursor.description or ())
        for each in parameters if executemany else [parameters]:
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

    def chosen(self) -> tuple[Story, ...]:
        """As few stories as say everything, the shorter first."""
        missing = {s.sql for story in self.stories for s in story.statements}
        kept = []
        for story in sorted(self.stories, key=lambda s: len(s.statements)):
            own = {s.sql for s in story.statements}
            if own & missing:
                kept.append(story)
                missing -= own
        return tuple(kept)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--workload", type=Path, help="write what the tests say to PostgreSQL to this file")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--workload"):
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
    if recorder is not None:
        chosen = recorder.chosen()
        session.config.getoption("--workload").write_text(dump(chosen), "utf-8")
        statements = {s.sql for story in chosen for s in story.statements}
        print(
            f"\n{len(statements)} statements of {len(chosen)} stories; without a form: {sorted(recorder.formless)}"
        )
