"""The queue: whether a worker lives, and how long the oldest job that may run has waited."""

from __future__ import annotations

from sqlalchemy import text

from creditai.health import Probe, Told
from creditai.wiring import Wiring

ALIVE_SECONDS = 30
LATE_SECONDS = 120

_ASKED = text(
    """
    SELECT
      (SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > now() - make_interval(secs => :alive)) AS workers,
      (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo') AS waiting,
      (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing') AS running,
      (SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
         FROM procrastinate_jobs j
         JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
        WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()) AS oldest
    """
)


class Jobs(Probe):
    name = "jobs"

    def probe(self, wiring: Wiring) -> Told:
        with wiring.database.purpose("system") as connection:
            found = connection.execute(_ASKED, {"alive": ALIVE_SECONDS}).one()
        detail = {
            "workers": int(found.workers),
            "waiting": int(found.waiting),
            "running": int(found.running),
            "oldest_seconds": round(float(found.oldest), 1),
        }
        well = found.workers > 0 and found.oldest < LATE_SECONDS
        return Told("healthy" if well else "degraded", detail)
