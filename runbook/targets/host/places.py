"""The paths of one state folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from runbook.facts import Colour


@dataclass(frozen=True, slots=True)
class Places:
    state: Path

    @property
    def releases(self) -> Path:
        return self.state / "releases"

    def release(self, digest: str) -> Path:
        return self.releases / digest

    def staging(self, digest: str) -> Path:
        """Where a release is made before it is installed whole."""
        return self.state / "staging" / digest

    @property
    def environments(self) -> Path:
        return self.state / "environments"

    @property
    def artefacts(self) -> Path:
        """Releases that were built here."""
        return self.state / "artefacts"

    def backup(self, run: str) -> Path:
        return self.state / "backups" / run

    @property
    def scratch(self) -> Path:
        """PostgreSQL of our own, while a study needs one."""
        return self.state / "scratch"

    def socket(self, colour: Colour) -> Path:
        return self.state / "run" / f"{colour}.sock"

    def measures(self, colour: Colour) -> Path:
        """Where the processes of a colour answer their metrics to each other; the name is short, for sockets are made in
        it."""
        return self.state / "run" / colour

    @property
    def upstream(self) -> Path:
        return self.state / "edge" / "upstream.sock"

    @property
    def nginx(self) -> Path:
        return self.state / "edge" / "nginx.conf"

    @property
    def maintenance(self) -> Path:
        """A file per minute for which the edge is under maintenance, and the page."""
        return self.state / "edge" / "maintenance"

    @property
    def nginx_pid(self) -> Path:
        return self.state / "run" / "nginx.pid"

    @property
    def supervisor(self) -> Path:
        return self.state / "supervisor" / "supervisord.conf"

    def side(self, colour: Colour) -> Path:
        """What supervisor is to run for a colour."""
        return self.state / "supervisor" / f"{colour}.conf"

    @property
    def supervisor_pid(self) -> Path:
        return self.state / "run" / "supervisord.pid"

    @property
    def supervisor_socket(self) -> Path:
        return self.state / "run" / "supervisor.sock"

    @property
    def parts(self) -> Path:
        return self.state / "parts"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def answered(self) -> Path:
        """What the edge answered, and how."""
        return self.logs / "edge-answered.log"

    @property
    def messages(self) -> Path:
        return self.state / "messages"
