"""PostgreSQL's programs by their folder, and how they are called: quietly, without a person's settings, never asking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runbook.actions import Command, Ran
from runbook.errors import ActFailed

_SETTINGS = "-c datestyle=ISO -c timezone=UTC -c intervalstyle=iso_8601 -c extra_float_digits=3 -c bytea_output=hex -c search_path=public"


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder of psql, pg_dump and the others; empty: those of the PATH. `account`: as whom a server runs, where
    this process is root, which PostgreSQL refuses."""

    folder: str
    account: str = ""

    def path(self, name: str) -> str:
        return str(Path(self.folder) / name) if self.folder else name

    def psql(
        self, what: str, script: str, *, database: str = "", environ: Mapping[str, str] | None = None,
        deadline: float = 300.0,
    ) -> Command:  # fmt: skip
        """A script for psql, which ends at the first error. `database`: reference of a DSN; otherwise `environ` says."""
        return Command(
            what, (self.path("psql"), "-X", "-q", "-A", "-t", "--no-password", "-v", "ON_ERROR_STOP=1", "-f", "-"),
            environ={"PGOPTIONS": _SETTINGS, "PGAPPNAME": "creditai-runbook", **(environ or {})},
            database=database, told=script, deadline=deadline,
        )  # fmt: skip


def lines(ran: Ran) -> list[Any]:
    """The JSON lines of an answer. ActFailed when it says something else."""
    try:
        return [json.loads(line) for line in ran.output.splitlines() if line.strip()]
    except ValueError as error:
        raise ActFailed(f"psql said what is not understood: {ran.output[:200]!r}") from error
