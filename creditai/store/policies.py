"""Row-level security and grants of one table, as statements for a migration.

Forced: the owner is bound too. A row is seen when its person is the scope's, or when the transaction's purpose is
one to which the table opens itself. Without a scope nothing is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

APP, OWNER, BACKUP = "creditai_app", "creditai_owner", "creditai_backup"


def condition(by: str | None, open_to: Sequence[str]) -> str:
    """When a row is seen."""
    parts = []
    if by is not None:
        parts.append(f"{by} = nullif(current_setting('creditai.person', true), '')::uuid")
    if open_to:
        purposes = ", ".join(f"'{purpose}'" for purpose in open_to)
        parts.append(f"current_setting('creditai.purpose', true) = ANY (ARRAY[{purposes}])")
    return " OR ".join(parts) or "false"


def protect(table: str, *, by: str | None, open_to: Sequence[str], grants: str) -> Iterator[str]:
    """The statements that protect a new table."""
    seen = condition(by, open_to)
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY {table}_scope ON {table} USING ({seen}) WITH CHECK ({seen})"
    yield f"GRANT {grants} ON {table} TO {APP}"
    yield f"GRANT SELECT ON {table} TO {BACKUP}"
