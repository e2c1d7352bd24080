"""A small application for trying migrations: its schema, some thousand rows, what it says to its database.

As a program it is the old release: `python -m tests.runbook.database.toy DSN WORKLOAD` replays what it says, in a
process of its own, by the product's own replay.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg

from creditai.store.workload import Statement, Story, described, dump, load, replay

ROLES = """
CREATE ROLE creditai_owner LOGIN; CREATE ROLE creditai_app LOGIN; CREATE ROLE creditai_backup LOGIN BYPASSRLS;
"""
SCHEMA = """
ALTER SCHEMA public OWNER TO creditai_owner;
SET ROLE creditai_owner;
CREATE TYPE kind AS ENUM ('consumer', 'operator');
CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, role kind NOT NULL DEFAULT 'consumer',
  made_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE paper (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person bigint NOT NULL REFERENCES person, title varchar(80) NOT NULL,
  size integer NOT NULL, pages smallint, body jsonb NOT NULL DEFAULT '{}', state text NOT NULL DEFAULT 'new', note text);
CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, paper bigint NOT NULL REFERENCES paper ON DELETE CASCADE, kind text NOT NULL,
  at timestamptz NOT NULL DEFAULT now());
CREATE TABLE plan (code text PRIMARY KEY, price numeric(8,2) NOT NULL);
CREATE TABLE alembic_version (version_num text NOT NULL);
INSERT INTO alembic_version VALUES ('0001');
CREATE INDEX paper_of ON paper (person);
CREATE INDEX unused ON event (kind);
CREATE VIEW recent AS SELECT id, title FROM paper ORDER BY id DESC LIMIT 10;
CREATE FUNCTION shown(text) RETURNS text LANGUAGE sql AS 'SELECT upper($1)';
INSERT INTO person (email) SELECT 'p' || n || '@example.com' FROM generate_series(1, 3000) n;
INSERT INTO paper (person, title, size, pages) SELECT 1 + n % 3000, 'Report ' || n, n, 1 FROM generate_series(1, 5000) n;
INSERT INTO event (paper, kind) SELECT n, 'read' FROM generate_series(1, 5000) n;
INSERT INTO plan VALUES ('free', 0), ('plus', 9.90);
ALTER TABLE paper ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON paper USING (person = nullif(current_setting('toy.person', true), '')::bigint);
GRANT USAGE ON SCHEMA public TO creditai_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON person, paper, event TO creditai_app;
GRANT SELECT ON plan, recent TO creditai_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO creditai_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO creditai_backup;
GRANT USAGE ON SCHEMA public TO creditai_backup;
RESET ROLE;
ANALYZE;
"""
_ME = ("SELECT set_config('toy.person', %(me)s, true)", {"me": "7"})
SAYS: dict[str, tuple[tuple[str, Any], ...]] = {
    "signing up": (
        ("INSERT INTO person (email, role) VALUES (%(e)s, %(r)s) RETURNING id", {"e": "new@example.com", "r": "operator"}),
        ("SELECT id, email, role, made_at FROM person WHERE email = %(e)s", {"e": "new@example.com"}),
        ("INSERT INTO person (email) VALUES (%(e)s) ON CONFLICT (email) DO UPDATE SET made_at = now() RETURNING id", {"e": "new@example.com"}),
        ("UPDATE person SET email = %(e)s WHERE email = 'new@example.com'", {"e": "other@example.com"}),
    ),
    "uploading": (
        _ME,
        ("INSERT INTO paper (person, title, size, pages, body, state) VALUES (7, %(t)s, 2048, 2, '{\"a\": 1}', 'new') RETURNING id", {"t": "A report of February"}),
        ("INSERT INTO paper (person, title, size, pages) VALUES (7, %(t)s, 4096, 1) RETURNING id, state", {"t": "A report of February"}),
        ("SELECT id, title, size, pages, body, state, note FROM paper WHERE person = 7", {}),
        ("UPDATE paper SET state = 'read', pages = 3 WHERE person = 7 AND size = 2048", {}),
        ("INSERT INTO event (paper, kind) SELECT id, 'uploaded' FROM paper WHERE size = 4096", {}),
        ("SELECT p.title, e.kind, e.at FROM paper p JOIN event e ON e.paper = p.id", {}),
        ("DELETE FROM paper WHERE size = 4096", {}),
    ),
    "looking": (
        _ME, ("SELECT id, title FROM recent", {}), ("SELECT count(*) FROM paper", {}), ("SELECT code, price FROM plan WHERE code = 'plus'", {}),
        ("SELECT shown('x')", {}),
    ),
}  # fmt: skip


def recorded(dsn: str) -> str:
    """The toy's workload.json, from what comes back on its own schema."""
    stories = []
    with psycopg.connect(dsn) as connection:
        for name, said in SAYS.items():
            kept = []
            for sql, parameters in said:
                cursor = connection.execute(sql, parameters)
                columns = described(cursor)
                kept.append(Statement(sql, parameters, columns, cursor.rowcount > 0))
            stories.append(Story(name, tuple(kept)))
            connection.rollback()
    return dump(stories)


def main(arguments: Sequence[str]) -> int:
    stories = load(Path(arguments[1]))
    broken = [asdict(each) for each in replay(arguments[0], stories)]
    print(json.dumps({"statements": sum(len(s.statements) for s in stories), "broken": broken}))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
