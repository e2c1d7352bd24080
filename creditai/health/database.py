"""PostgreSQL: a round trip through the pool, as the service makes it, and the schema that is there."""

from __future__ import annotations

from sqlalchemy import text

from creditai.health import Probe, Told
from creditai.store import migrating
from creditai.wiring import Wiring


class Database(Probe):
    name = "database"
    critical = True

    def probe(self, wiring: Wiring) -> Told:
        with wiring.database.purpose("system") as connection:
            revision = migrating.current(connection)
            used, most = connection.execute(
                text(
                    "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
                    " current_setting('max_connections')::int"
                )
            ).one()
        pool = wiring.database.engine.pool
        detail = {
            "schema": revision,
            "schema_of_release": migrating.head(),
            "server_connections": int(used),
            "server_connections_most": int(most),
            "pool_in_use": int(pool.checkedout()),  # type: ignore[attr-defined]
            "pool_size": int(pool.size()),  # type: ignore[attr-defined]
        }
        known = {script.revision for script in migrating.scripts()}
        behind = revision in known and revision != migrating.head()
        return Told("failing" if revision is None else "degraded" if behind else "healthy", detail)
