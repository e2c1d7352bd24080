"""One thread's own connection to the queue, and the row by which the queue knows that the thread lives.

What is asked are procrastinate's own statements. A thread has a row of its own, so that whatever the queue says is being
done by that row and not by the thread is known to be nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, LiteralString

import psycopg
from procrastinate import sql
from procrastinate.jobs import Job
from procrastinate.utils import utcnow
from psycopg.errors import ForeignKeyViolation, UniqueViolation
from psycopg.rows import DictRow, dict_row

from creditai.worker.running import GIVEN_UP, Ending

APPLICATION = "creditai-worker"
CONNECTED: Mapping[str, Any] = {
    "application_name": APPLICATION,
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""Of a server that is gone without a word the kernel tells within half a minute."""

_MINE = """
    FROM (SELECT id FROM procrastinate_jobs WHERE id = %(job_id)s AND status = 'doing'
             AND (worker_id = %(worker)s OR worker_id IS NULL) FOR UPDATE) AS mine
"""
"""Only where the job is still this thread's: it may have been thought dead, and the job been given to another."""


def _own(name: str) -> LiteralString:
    return sql.queries[name].rstrip(";") + _MINE


_FINISH, _RETRY = _own("finish_job"), _own("retry_job")


class Session:
    """`number`: the row; None before the first question and after one that was lost."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: psycopg.Connection[DictRow] | None = None
        self.number: int | None = None
        self._former: list[int] = []

    def fetch(self, queues: Sequence[str]) -> Job | None:
        """Take the next job. OperationalError: the server is away, or said no for now.

        An answer that is lost may have given a job away that nobody knows of. The row is given up with it: what is done by
        a row that is gone is stalled at once, and a transaction that would still come refers to nothing and fails."""
        while True:
            try:
                told = {"queues": list(queues), "worker_id": self._registered()}
                row = self._asked(sql.queries["fetch_job"], told)
            except UniqueViolation:  # another took one of the same lock at this very moment
                continue
            except ForeignKeyViolation:  # it was thought dead, and its row deleted
                self._retire()
                continue
            except psycopg.OperationalError:
                self._retire()
                raise
            return None if row is None or row["id"] is None else Job.from_row(row)

    def settle(self, job: Job, ending: Ending) -> bool:
        """Write what became of it; False when the job is no longer this thread's, and nothing was written."""
        own = {"job_id": job.id, "worker": job.worker_id}
        again = ending.again
        if again is not None:
            told = {
                **own, "retry_at": again.retry_at or utcnow(), "new_priority": again.priority,
                "new_queue_name": again.queue, "new_lock": again.lock,
            }  # fmt: skip
            with suppress(UniqueViolation):  # one with its queueing lock waits already, and will do the same
                return self._asked(_RETRY, told) is not None
        status = GIVEN_UP if again is not None else ending.status
        return self._asked(_FINISH, {**own, "status": status.value, "delete_job": False}) is not None

    def close(self) -> None:
        """The row goes with it; where it cannot, it beats no more and is found so."""
        self._retire()
        with suppress(psycopg.OperationalError):
            self._forget()
        self._drop()

    def _registered(self) -> int:
        if self.number is None:
            self._forget()
            row = self._asked(sql.queries["register_worker"], {})
            assert row is not None
            self.number = int(row["worker_id"])
        return self.number

    def _retire(self) -> None:
        if self.number is not None:
            self._former.append(self.number)
            self.number = None

    def _forget(self) -> None:
        while self._former:
            self._asked(sql.queries["unregister_worker"], {"worker_id": self._former[-1]})
            self._former.pop()

    def _asked(self, statement: LiteralString, told: Mapping[str, Any]) -> DictRow | None:
        try:
            if self._connection is None:
                self._connection = psycopg.connect(
                    self._dsn, autocommit=True, prepare_threshold=0, row_factory=dict_row, **CONNECTED
                )
            return self._connection.execute(statement, told).fetchone()
        except psycopg.OperationalError:
            self._drop()
            raise

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
