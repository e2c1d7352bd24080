"""What the database is doing: connections, sizes, the slow, the locked. `creditai db stats`; from PostgreSQL's views."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

_CONNECTIONS = """
SELECT coalesce(nullif(application_name, ''), '(none)') AS name, coalesce(state, 'background') AS state, count(*) AS count
FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1, 2 ORDER BY 1, 2
"""
_OLDEST = """
SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0)::float FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = """
SELECT relname AS name, n_live_tup AS rows, pg_total_relation_size(relid) AS bytes, n_dead_tup AS dead, seq_scan AS scans
FROM pg_stat_user_tables ORDER BY bytes DESC LIMIT 20
"""
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def stats(connection: Connection) -> dict[str, Any]:
    """Plain data: `database_bytes`, `max_connections`, `connections`, `waiting_for_locks`,
    `oldest_transaction_seconds`, `tables` (the twenty largest)."""
    one = connection.execute
    return {
        "database_bytes": one(text("SELECT pg_database_size(current_database())")).scalar_one(),
        "max_connections": int(one(text("SHOW max_connections")).scalar_one()),
        "connections": [dict(row) for row in one(text(_CONNECTIONS)).mappings()],
        "waiting_for_locks": one(text(_WAITING)).scalar_one(),
        "oldest_transaction_seconds": one(text(_OLDEST)).scalar_one(),
        "tables": [dict(row) for row in one(text(_TABLES)).mappings()],
    }
