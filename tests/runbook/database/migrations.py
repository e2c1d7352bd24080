"""Sixty migrations of the toy: forty that break the release that serves or make it wait, twenty that do not.

Each is its transactions, each of those its statements. A transaction whose only statement may not stand in one is
said outside any, as Alembic's `autocommit_block` does.
"""

from __future__ import annotations

from collections.abc import Mapping

from runbook.database.certificate import Statement

Migration = tuple[tuple[str, ...], ...]
_TRIGGER = "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def one(*statements: str) -> Migration:
    """All in one transaction."""
    return (statements,)


BREAKING: Mapping[str, Migration] = {
    "a column is dropped": one("ALTER TABLE paper DROP COLUMN note"),
    "a column that others use is dropped": one("ALTER TABLE paper DROP COLUMN title CASCADE"),
    "a column is renamed": one("ALTER TABLE paper RENAME COLUMN size TO bytes"),
    "a column of a small table is renamed": one("ALTER TABLE plan RENAME COLUMN price TO amount"),
    "a table is renamed": one("ALTER TABLE event RENAME TO log"),
    "a table is dropped": one("DROP TABLE plan"),
    "a view is dropped": one("DROP VIEW recent"),
    "a view has another column": one("DROP VIEW recent", "CREATE VIEW recent AS SELECT id, size FROM paper", "GRANT SELECT ON recent TO creditai_app"),
    "a view loses its grants": one("DROP VIEW recent", "CREATE VIEW recent AS SELECT id, title FROM paper"),
    "a function is dropped": one("DROP FUNCTION shown(text)"),
    "a default is dropped": one("ALTER TABLE paper ALTER COLUMN state DROP DEFAULT"),
    "NOT NULL without a default": one("ALTER TABLE paper ADD COLUMN hash bytea NOT NULL"),
    "NOT NULL whose default is taken away": one("ALTER TABLE paper ADD COLUMN hash text NOT NULL DEFAULT ''", "ALTER TABLE paper ALTER COLUMN hash DROP DEFAULT"),
    "NOT NULL on what is left out": one("ALTER TABLE paper ADD CONSTRAINT given CHECK (note IS NOT NULL) NOT VALID"),
    "NOT NULL that is checked": one("ALTER TABLE paper ALTER COLUMN pages SET NOT NULL"),
    "unique where it is not": (("CREATE UNIQUE INDEX CONCURRENTLY once ON paper (person, title)",),),
    "unique for one of many": (("CREATE UNIQUE INDEX CONCURRENTLY once ON person ((1)) WHERE role = 'operator'",), ("INSERT INTO person (email, role) VALUES ('root@example.com', 'operator')",)),
    "unique that the data break": one("ALTER TABLE event ADD CONSTRAINT once UNIQUE (kind)"),
    "the index of an ON CONFLICT": one("ALTER TABLE person DROP CONSTRAINT person_email_key"),
    "a check that new rows break": one("ALTER TABLE paper ADD CONSTRAINT small CHECK (size < 2000) NOT VALID"),
    "a check that is checked": one("ALTER TABLE paper ADD CONSTRAINT sized CHECK (size >= 0)"),
    "a check of words": one("ALTER TABLE event ADD CONSTRAINT words CHECK (kind IN ('read', 'done')) NOT VALID"),
    "a foreign key that new rows break": one("CREATE TABLE kinds (code text PRIMARY KEY)", "INSERT INTO kinds VALUES ('read')", "ALTER TABLE event ADD CONSTRAINT known FOREIGN KEY (kind) REFERENCES kinds NOT VALID"),
    "a foreign key that is checked": one("CREATE TABLE kinds (code text PRIMARY KEY)", "INSERT INTO kinds VALUES ('read'), ('uploaded')", "GRANT SELECT ON kinds TO creditai_app", "ALTER TABLE event ADD CONSTRAINT known FOREIGN KEY (kind) REFERENCES kinds"),
    "another type": one("ALTER TABLE paper ALTER COLUMN size TYPE text"),
    "a wider type": one("ALTER TABLE paper ALTER COLUMN pages TYPE integer"),
    "a shorter text": one("ALTER TABLE plan ALTER COLUMN code TYPE varchar(3)"),
    "another type of a small table": one("ALTER TABLE plan ALTER COLUMN price TYPE integer"),
    "JSON becomes text": one("ALTER TABLE paper ALTER COLUMN body DROP DEFAULT", "ALTER TABLE paper ALTER COLUMN body TYPE text USING body::text"),
    "a value of an enum is renamed": one("ALTER TYPE kind RENAME VALUE 'operator' TO 'staff'"),
    "an enum becomes text": one("ALTER TABLE person ALTER COLUMN role DROP DEFAULT", "ALTER TABLE person ALTER COLUMN role TYPE text"),
    "a trigger that says no": one(_TRIGGER.format(body="RAISE EXCEPTION 'no';"), "CREATE TRIGGER no BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no()"),
    "a trigger that swallows": one(_TRIGGER.format(body="RETURN NULL;"), "CREATE TRIGGER no BEFORE INSERT ON paper FOR EACH ROW EXECUTE FUNCTION no()"),
    "a right is taken away": one("REVOKE INSERT ON event FROM creditai_app"),
    "the right to a table is taken away": one("REVOKE ALL ON plan FROM creditai_app"),
    "a policy is dropped": one("DROP POLICY own ON paper"),
    "a policy is stricter": one("CREATE POLICY fresh ON paper AS RESTRICTIVE USING (size < 100)"),
    "row-level security without a policy": one("ALTER TABLE event ENABLE ROW LEVEL SECURITY"),
    "a default that rewrites": one("ALTER TABLE paper ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()"),
    "an index without CONCURRENTLY": one("CREATE INDEX by_title ON paper (title)"),
}  # fmt: skip
WAITING: Mapping[str, Migration] = {
    "a table is written anew": (("VACUUM FULL event",),),
    "a table is no longer logged": one("ALTER TABLE event SET UNLOGGED"),
    "all rows are changed at once": one("UPDATE paper SET note = 'none'"),
    "a lock is held while rows are filled in": one("ALTER TABLE person ADD COLUMN papers integer", "CREATE TABLE filled AS SELECT person, count(*) FROM paper GROUP BY person"),
    "a lock is held for long": one("ALTER TABLE paper ADD COLUMN hash text", "SELECT pg_sleep(1.2)"),
    "an index is built anew": one("REINDEX INDEX paper_of"),
}  # fmt: skip
"""Beyond the forty."""

INNOCENT: Mapping[str, Migration] = {
    "a table": one("CREATE TABLE more (id bigint PRIMARY KEY)", "CREATE INDEX more_id ON more (id)", "GRANT SELECT ON more TO creditai_app"),
    "a column": one("ALTER TABLE paper ADD COLUMN hash bytea"),
    "a column with a default": one("ALTER TABLE paper ADD COLUMN source text NOT NULL DEFAULT 'upload'"),
    "an index, concurrently": (("CREATE INDEX CONCURRENTLY by_title ON paper (title)",),),
    "an index of a small table": one("CREATE INDEX by_price ON plan (price)"),
    "a check that holds, not checked yet": one("ALTER TABLE paper ADD CONSTRAINT sized CHECK (size >= 0) NOT VALID"),
    "a check, checked in its own transaction": (("ALTER TABLE paper ADD CONSTRAINT sized CHECK (size >= 0) NOT VALID",), ("ALTER TABLE paper VALIDATE CONSTRAINT sized",)),
    "a foreign key of a new column": one("CREATE TABLE bureau (id int PRIMARY KEY)", "ALTER TABLE paper ADD COLUMN bureau int", "ALTER TABLE paper ADD CONSTRAINT of_bureau FOREIGN KEY (bureau) REFERENCES bureau NOT VALID"),
    "a longer text": one("DROP VIEW recent", "ALTER TABLE paper ALTER COLUMN title TYPE varchar(200)", "CREATE VIEW recent AS SELECT id, title FROM paper ORDER BY id DESC LIMIT 10", "GRANT SELECT ON recent TO creditai_app"),
    "a wider number of the same type": one("ALTER TABLE plan ALTER COLUMN price TYPE numeric(10,2)"),
    "null becomes possible": one("ALTER TABLE paper ALTER COLUMN size DROP NOT NULL"),
    "a value of an enum more": one("ALTER TYPE kind ADD VALUE 'support'"),
    "an enum": one("CREATE TYPE bureau AS ENUM ('a', 'b')"),
    "a function": one("CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    "a view": one("CREATE VIEW big AS SELECT id FROM paper WHERE size > 1000"),
    "a right": one("GRANT INSERT ON plan TO creditai_app"),
    "a policy replaced by its equal": one("DROP POLICY own ON paper", "CREATE POLICY own ON paper USING (person = nullif(current_setting('toy.person', true), '')::bigint)"),
    "an index that nobody needs goes": (("DROP INDEX CONCURRENTLY unused",),),
    "a few rows": one("INSERT INTO plan VALUES ('pro', 19.90)", "UPDATE plan SET price = 9.95 WHERE code = 'plus'"),
    "a trigger that only watches": one("CREATE TABLE watched (at timestamptz)", "CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO watched VALUES (now()); RETURN NEW; END $$", "CREATE TRIGGER watch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION watch()"),
}  # fmt: skip


def said(migration: Migration) -> tuple[Statement, ...]:
    """As `creditai db statements` would tell it."""
    return tuple(
        Statement("0002", number, "CONCURRENTLY" in sql or sql.startswith("VACUUM"), sql)
        for number, group in enumerate(migration, start=1)
        for sql in group
    )
