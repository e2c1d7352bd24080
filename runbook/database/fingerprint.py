"""Everything by which two databases are compared, as JSON lines out of psql.

Rows are digested without regard to their order. What a role may not see is missing and so differs: it is asked as
one who sees past row-level security.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from runbook.counting import counted

_OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
_TABLES = f"FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {_OURS}"
_SEQUENCES = "SELECT json_build_object('kind', '{kind}', 'name', schemaname || '.' || sequencename, 'value', last_value) FROM pg_sequences ORDER BY 1::text;"
BEFORE = "sequence before"
"""Numbers are given out past any snapshot: as they were when a dump began, beside `sequence`, as they were afterwards."""
NUMBERS = _SEQUENCES.format(kind=BEFORE) + "\n"
SCRIPT = f"""
SELECT json_build_object('kind', 'database', 'name', 'which', 'value', json_build_object('name', current_database(),
  'system', (SELECT system_identifier::text FROM pg_control_system()), 'version', current_setting('server_version_num')::int / 10000));
SELECT json_build_object('kind', 'role', 'name', rolname, 'value', json_build_object('superuser', rolsuper, 'login', rolcanlogin,
  'bypass', rolbypassrls, 'createdb', rolcreatedb, 'createrole', rolcreaterole)) FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname;
SELECT json_build_object('kind', 'owner', 'name', n.nspname || '.' || c.relname, 'value', pg_get_userbyid(c.relowner))
  {_TABLES} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') ORDER BY 1::text;
SELECT json_build_object('kind', 'row-level security', 'name', n.nspname || '.' || c.relname, 'value',
  CASE WHEN c.relrowsecurity AND c.relforcerowsecurity THEN 'forced' WHEN c.relrowsecurity THEN 'enabled' ELSE 'off' END)
  {_TABLES} AND c.relkind IN ('r', 'p') ORDER BY 1::text;
SELECT json_build_object('kind', 'policy', 'name', schemaname || '.' || tablename || '.' || policyname, 'value',
  concat_ws(' | ', permissive, array_to_string(roles, ','), cmd, qual, with_check)) FROM pg_policies ORDER BY 1::text;
SELECT json_build_object('kind', 'grant', 'name', n.nspname || '.' || c.relname || ' to ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'public'),
  'value', string_agg(a.privilege_type, ',' ORDER BY a.privilege_type)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
  aclexplode(coalesce(c.relacl, acldefault(CASE WHEN c.relkind = 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner))) a
  WHERE {_OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') GROUP BY n.nspname, c.relname, a.grantee ORDER BY 1::text;
SELECT json_build_object('kind', 'column', 'name', n.nspname || '.' || c.relname || '.' || a.attname, 'value',
  concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid)))
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE {_OURS} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1::text;
SELECT json_build_object('kind', 'constraint', 'name', n.nspname || '.' || coalesce(c.relname || '.', '') || k.conname, 'value',
  pg_get_constraintdef(k.oid)) FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace LEFT JOIN pg_class c ON c.oid = k.conrelid
  WHERE {_OURS} ORDER BY 1::text;
SELECT json_build_object('kind', 'index', 'name', n.nspname || '.' || c.relname, 'value',
  pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {_OURS} ORDER BY 1::text;
SELECT json_build_object('kind', 'trigger', 'name', n.nspname || '.' || c.relname || '.' || t.tgname, 'value', pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE {_OURS} AND NOT t.tgisinternal ORDER BY 1::text;
SELECT json_build_object('kind', 'function', 'name', p.oid::regprocedure::text, 'value', md5(pg_get_functiondef(p.oid)) || ' ' || pg_get_userbyid(p.proowner))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {_OURS} AND p.prokind IN ('f', 'p') ORDER BY 1::text;
SELECT json_build_object('kind', 'enum', 'name', t.oid::regtype::text, 'value', string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid GROUP BY t.oid ORDER BY 1::text;
{_SEQUENCES.format(kind="sequence")}
SELECT format('SELECT json_build_object(''kind'', ''rows'', ''name'', %L, ''value'', json_build_array(count(*),'
  ' coalesce(sum((''x'' || substr(md5(t::text), 1, 15))::bit(60)::bigint::numeric), 0)::text)) FROM %I.%I t',
  n.nspname || '.' || c.relname, n.nspname, c.relname) {_TABLES} AND c.relkind = 'r' ORDER BY 1
\\gexec
"""  # noqa: S608 - the parts are our own
REVISION = """
SELECT to_regclass('public.alembic_version') IS NOT NULL AS versioned \\gset
\\if :versioned
SELECT json_build_object('kind', 'revision', 'name', 'schema', 'value', (SELECT version_num FROM public.alembic_version));
\\endif
"""
MARK = "SELECT json_build_object('kind', 'mark', 'name', 'public', 'value', obj_description('public'::regnamespace, 'pg_namespace'));\n"

Fingerprint = Mapping[str, Mapping[str, Any]]
"""Kind -> name -> value."""

_PASSED = {"database", "mark", "role", BEFORE}
"""Kinds in which a restored copy is another than what it was taken from."""
_REPRINTED = {"index", "constraint"}


def fingerprint(rows: Iterable[Mapping[str, Any]]) -> Fingerprint:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(str(row["kind"]), {})[str(row["name"])] = row["value"]
    return found


def differences(wanted: Fingerprint, found: Fingerprint) -> tuple[str, ...]:
    """How `found` is not `wanted`, each a sentence; what matters most first."""
    told: list[str] = []
    for kind in ("revision", "rows", "row-level security", "policy", "owner", "grant"):
        told += _of_kind(kind, wanted.get(kind, {}), found.get(kind, {}))
    for kind in sorted((set(wanted) | set(found)) - _PASSED):
        one = wanted.get(kind, {})
        if kind == "sequence":
            one = _as_dumped(one, wanted.get(BEFORE, {}), found.get(kind, {}))
        told += _of_kind(kind, one, found.get(kind, {}))
    return tuple(dict.fromkeys(told))


def _as_dumped(
    after: Mapping[str, Any], before: Mapping[str, Any], found: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What is wanted of sequences: a number that was given out while the dump was taken is as good as the last one."""

    def good(name: str) -> bool:
        return name in before and (before[name] or 0) <= (found.get(name) or 0) <= (after[name] or 0)

    return {name: found[name] if name in found and good(name) else value for name, value in after.items()}


def _of_kind(kind: str, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterable[str]:
    for name in sorted(set(wanted) | set(found)):
        one, other = wanted.get(name), found.get(name)
        if one == other or (kind in _REPRINTED and _bare(one) == _bare(other)):
            continue
        if kind == "rows" and one is not None and other is not None:
            yield (
                f"{name} has {counted(other[0], 'row')}; it had {one[0]}"
                if one[0] != other[0]
                else f"{name} has other contents in its {counted(one[0], 'row')}"
            )
        elif other is None:
            yield f"the {kind} {name} is missing" if kind != "rows" else f"the table {name} is missing"
        elif one is None:
            yield f"the {kind} {name} was not there" if kind != "rows" else f"the table {name} was not there"
        else:
            yield f"the {kind} of {name} is {other!r}; it was {one!r}"


def _bare(definition: Any) -> str | None:
    """A definition without casts and brackets: PostgreSQL prints `(a)::text = ANY (ARRAY[...])` otherwise once it was
    read from a dump."""
    return None if definition is None else re.sub(r"::[a-z ]+(\(\d+\))?(\[\])?|[\s()]", "", str(definition))


def rows(found: Fingerprint) -> dict[str, int]:
    """Table -> rows."""
    return {name: int(value[0]) for name, value in found.get("rows", {}).items()}
