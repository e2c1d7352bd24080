"""The connection that hears of new jobs. Whoever leads has it; it is one for all threads of a worker.

A thread's own connection would hear as well, but would have to be told to, and not to, around every job: one that nobody
reads while its thread works fills up, and PostgreSQL keeps for all what one has not read.
"""

from __future__ import annotations

import os
import select
from collections.abc import Sequence

import psycopg
from procrastinate import sql
from procrastinate.manager import get_channel_for_queues
from psycopg.sql import SQL, Identifier

from creditai.worker.session import CONNECTED


class Listener:
    """OperationalError from any of it: the connection is lost, and the next `hear` makes another."""

    def __init__(self, dsn: str, queues: Sequence[str]) -> None:
        listen = SQL(sql.queries["listen_queue"])
        channels = get_channel_for_queues(queues)
        self._listen = SQL("").join(listen.format(channel_name=Identifier(name)) for name in channels)
        self._dsn = dsn
        self._connection: psycopg.Connection | None = None
        self._woken, self._waking = os.pipe()

    def hear(self) -> None:
        """Listen, and forget what was told until now: who calls this looks into the queue next."""
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._dsn, autocommit=True, **CONNECTED)
                self._connection.execute(self._listen)
            self._read(self._connection)
        except psycopg.OperationalError:
            self._drop()
            raise

    def forget(self) -> None:
        """What was told while nobody waits is read, lest it fills up."""
        if self._connection is not None:
            self.hear()

    def wait(self, seconds: float) -> None:
        """Until something is told, the connection is lost, `wake` is called or the time is over."""
        assert self._connection is not None
        waiting = select.poll()
        for file in (self._connection.pgconn.socket, self._woken):
            waiting.register(file, select.POLLIN)
        waiting.poll(seconds * 1000)

    def wake(self) -> None:
        """Whoever waits, waits no more, nor whoever comes after."""
        os.write(self._waking, b".")

    def close(self) -> None:
        self._drop()
        for file in (self._woken, self._waking):
            os.close(file)

    @staticmethod
    def _read(connection: psycopg.Connection) -> None:
        connection.pgconn.consume_input()
        while connection.pgconn.notifies() is not None:
            continue

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
