"""A DSN as the variables that libpq reads, so that no password stands on a command line."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit


def variables(dsn: str) -> dict[str, str]:
    parts = urlsplit(dsn)
    more = dict(parse_qsl(parts.query))
    found = {
        "PGHOST": more.get("host") or parts.hostname or "", "PGPORT": more.get("port") or str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""), "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")), "PGSSLMODE": more.get("sslmode", ""),
        "PGSSLROOTCERT": more.get("sslrootcert", ""),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}
