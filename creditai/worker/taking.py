"""Threads that take jobs in turns, and run what they took themselves: nothing is handed over.

One of those that have nothing to do leads: it alone looks into the queue, and waits to be told of more. When it has a job it
gives the lead up and runs the job; the next one leads. Who has ended a job looks for itself first: the job may have
held up another of its lock.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress

import psycopg
from procrastinate import App
from procrastinate.jobs import Job

from creditai.logs import log
from creditai.worker import running
from creditai.worker.listening import Listener
from creditai.worker.pauses import Pauses
from creditai.worker.session import Session

POLL_SECONDS = 5.0
"""How often the queue is looked into untold: of a job whose hour has come, or that is tried again, nobody tells."""


class Taking:
    """`wait=False`: a thread ends when nothing is in the queue; what the job of another puts there yet, that one sees."""

    def __init__(
        self, app: App, dsn: str, queues: Sequence[str], loop: asyncio.AbstractEventLoop, *, wait: bool
    ) -> None:
        self._app, self._dsn, self._queues, self._loop, self._wait = app, dsn, queues, loop, wait
        self._listener, self._lead = Listener(dsn, queues), threading.Lock()
        self._sessions: list[Session] = []
        self._stopping, self._abandoned = threading.Event(), threading.Event()

    def start(self) -> Future[None]:
        """Begin a thread; what it ends with. One that is left behind holds up no process that ends."""
        session, end = Session(self._dsn), Future[None]()
        self._sessions.append(session)
        end.set_running_or_notify_cancel()
        threading.Thread(target=self._to_the_end, args=(session, end), name="jobs", daemon=True).start()
        return end

    def numbers(self) -> list[int]:
        """The rows by which the queue knows the threads."""
        return [number for each in self._sessions if (number := each.number) is not None]

    def forget(self) -> None:
        """While every thread is at work nobody reads what is told of new jobs: do that."""
        if self._lead.acquire(blocking=False):
            try:
                with suppress(psycopg.OperationalError):  # whoever leads next finds that out
                    self._listener.forget()
            finally:
                self._lead.release()

    def stop(self) -> None:
        """Take no more jobs."""
        self._stopping.set()
        self._listener.wake()

    def abandon(self) -> None:
        """Write no more of what becomes of jobs: from now on they fail because of what is taken from under them."""
        self._abandoned.set()

    def close(self) -> None:
        """When every thread has ended, or was abandoned while it runs a job."""
        self._listener.close()

    def _to_the_end(self, session: Session, end: Future[None]) -> None:
        try:
            try:
                self._take(session)
            finally:
                session.close()
        except BaseException as error:
            end.set_exception(error)
        else:
            end.set_result(None)

    def _take(self, session: Session) -> None:
        while (job := self._next(session)) is not None:
            self._settle(session, job, running.run(self._app, job, self._loop))

    def _next(self, session: Session) -> Job | None:
        """The next job; None when there will be none."""
        pauses = Pauses()
        while not self._stopping.is_set():
            try:
                if (job := session.fetch(self._queues)) is not None:
                    return job
                return self._led(session) if self._wait else None
            except psycopg.OperationalError as error:
                _told(pauses, error)
                self._stopping.wait(pauses.seconds)
        return None

    def _led(self, session: Session) -> Job | None:
        """Lead until there is a job. What is told between looking and waiting is there to be read when the wait begins."""
        with self._lead:
            while not self._stopping.is_set():
                self._listener.hear()
                if (job := session.fetch(self._queues)) is not None:
                    return job
                self._listener.wait(POLL_SECONDS)
        return None

    def _settle(self, session: Session, job: Job, ending: running.Ending) -> None:
        pauses = Pauses()
        while not self._abandoned.is_set():
            try:
                if not session.settle(job, ending):
                    log.warning("job.not_ours", job=job.id)
            except psycopg.OperationalError as error:
                _told(pauses, error)
                self._abandoned.wait(pauses.seconds)
            else:
                return


def _told(pauses: Pauses, error: psycopg.OperationalError) -> None:
    if pauses.failed():
        log.warning("queue.away", exc_info=error)
