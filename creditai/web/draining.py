"""Draining: an instance that shall get no more work says so, answers what comes all the same, and ends politely.

What takes traffic away (nginx, a Service of Kubernetes) needs a moment to hear "not ready"; meanwhile requests keep
coming on kept connections and new ones. So while draining every request is still answered, with `Connection: close`,
a connection that says nothing for a few seconds is ended (its client may have frozen, and would hold the drain up for as
long as connections are kept), and the listening socket is closed only when no connection is left or the time is over: nothing that was sent is lost.
Event streams watch `begun` and end with their last whole event; their clients come back, to the other colour.

SIGTERM drains and then ends the process; the operator's route can drain it to stay, warm and out of traffic, until
`ready` calls that off.
"""

from __future__ import annotations

import threading
import time

from creditai import metrics
from creditai.logs import log


class Drain:
    """The one changing thing of a serving process. `leaving`: it ends after draining."""

    def __init__(self) -> None:
        self.since: float | None = None
        self.leaving = False
        self.asked_to_leave = False
        self.under_way = 0
        self.answered_last = time.monotonic()
        self._lock = threading.Lock()

    @property
    def begun(self) -> bool:
        return self.since is not None

    def begin(self, *, leave: bool) -> None:
        """Take no more work; the second time it only decides whether to leave."""
        with self._lock:
            self.leaving = self.leaving or leave
            if self.since is None:
                self.since = time.monotonic()
                log.info("instance.draining")

    def ready(self) -> bool:
        """Call it off, unless the process already leaves; whether it is off."""
        with self._lock:
            if self.leaving:
                return False
            if self.since is not None:
                self.since = None
                log.info("instance.ready")
            return True

    def came(self) -> None:
        self.under_way += 1
        metrics.UNDER_WAY.set(self.under_way)

    def went(self) -> None:
        self.under_way -= 1
        self.answered_last = time.monotonic()
        metrics.UNDER_WAY.set(self.under_way)
