"""What the database is doing: connections, sizes, the slow, the locked. `creditai db stats`; from PostgreSQL's views."""

from __future__ import annotations

import re
import time
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

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
_TABLES_BY_ESTIMATE = """
SELECT s.relname AS name, s.n_live_tup AS rows, (c.relpages + coalesce((SELECT sum(i.relpages) FROM pg_index x
  JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid), 0))::bigint * 8192 AS bytes, s.n_dead_tup AS dead,
  s.seq_scan AS scans
FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid ORDER BY bytes DESC LIMIT 20
"""
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
_REPLICAS = """
SELECT application_name AS name, state, coalesce(extract(epoch FROM replay_lag), 0)::float AS lag_seconds FROM pg_stat_replication
"""
_INVALID = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1"
_BUSY = """
SELECT pid, coalesce(nullif(application_name, ''), '(none)') AS name, state, wait_event_type AS waits_for,
  coalesce(extract(epoch FROM now() - xact_start), 0)::float AS seconds, pg_blocking_pids(pid) AS blocked_by, query AS statement
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  AND xact_start IS NOT NULL ORDER BY xact_start LIMIT 20
"""
_LITERAL = re.compile(r"'(?:[^']|'')*'|(?<![\w$])\d+(?:\.\d+)?\b")
_SHOWN = 200


def stats(connection: Connection) -> dict[str, Any]:
    """Plain data: `version`, `encoding`, `database_bytes`, `max_connections`, `connections`, `waiting_for_locks`,
    `oldest_transaction_seconds`, `tables` (the twenty largest), `invalid_indexes`, `replicas`, and `busy`: the
    transactions that are open, the oldest first, with who blocks them; `clock_ahead_seconds`: how far the server's clock is
    before this machine's. No value of a statement is told."""
    one = connection.execute
    return {
        "version": one(text("SHOW server_version")).scalar_one(),
        "encoding": one(text("SHOW server_encoding")).scalar_one(),
        "invalid_indexes": list(one(text(_INVALID)).scalars()),
        "replicas": [dict(row) for row in one(text(_REPLICAS)).mappings()],
        "busy": [{**row, "statement": _shape(row["statement"])} for row in one(text(_BUSY)).mappings()],
        "database_bytes": one(text("SELECT pg_database_size(current_database())")).scalar_one(),
        "max_connections": int(one(text("SHOW max_connections")).scalar_one()),
        "connections": [dict(row) for row in one(text(_CONNECTIONS)).mappings()],
        "waiting_for_locks": one(text(_WAITING)).scalar_one(),
        "oldest_transaction_seconds": one(text(_OLDEST)).scalar_one(),
        "clock_ahead_seconds": _clock(connection),
        "tables": _tables(connection),
    }


def _clock(connection: Connection) -> float:
    """Within half of what the question took."""
    asked = time.time()
    told: float = connection.execute(text("SELECT extract(epoch FROM clock_timestamp())::float")).scalar_one()
    return round(told - (asked + time.time()) / 2, 3)


def _tables(connection: Connection) -> list[dict[str, Any]]:
    """The largest, measured; where a table is locked as a whole, which is when one asks, as last analysed."""
    try:
        with connection.begin_nested():
            connection.execute(text("SET LOCAL lock_timeout = '200ms'"))
            return [dict(row) for row in connection.execute(text(_TABLES)).mappings()]
    except OperationalError:
        return [dict(row) for row in connection.execute(text(_TABLES_BY_ESTIMATE)).mappings()]


def _shape(statement: str) -> str:
    """A statement without the values that stand in it."""
    return " ".join(_LITERAL.sub("?", statement).split())[:_SHOWN]
