"""An environment file: where a release goes, and on what terms. `environments/example.toml` is manual and schema.

A key that the example does not have is refused, and so is a value of another type. Secrets are references
(`env:NAME`, `file:PATH`) everywhere; a value that looks like a secret itself is refused. In values `{state}` and
`{address}` stand for what the file says of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from runbook.errors import BadEnvironment
from runbook.notifiers import KEYS
from runbook.records import digest
from runbook.redaction import Redactor

HOME = Path(__file__).resolve().parents[1] / "environments"
_OPEN = ("settings", "secrets", "waive", "approvers", "notify")
"""Tables whose keys are the operator's own."""
_FIRST_PORT, _PORTS = 20_000, 10_000
_REFERENCES = ("slack", "pagerduty")
MOST_DRAIN_SECONDS = 40
"""Who ends a program kills it after a minute (`STOP_SECONDS` of the target): what takes longer would be cut short."""


@dataclass(frozen=True, slots=True)
class Environment:
    """One file, read."""

    name: str
    state: Path
    address: str
    target: str = "host"
    branch: str = "main"
    keep_releases: int = 5
    keep_backups: int = 5
    backup_hours: float = 24.0
    log_megabytes: float = 32.0
    keep_logs: int = 8
    workers: int = 1
    parts: bool = False
    nginx: str = ""
    postgresql: str = ""
    tls_certificate: str = ""
    tls_key: str = ""
    probe_rate: float = 5.0
    probe_seconds: float = 5.0
    watch_seconds: float = 300.0
    budget_artefact: float = 30.0
    budget_installed: float = 1000.0
    approvals: int = 0
    unknown_refuses: bool = False
    replicas: int = 0
    cdn: str = ""
    tls_trust: str = ""
    test_host: bool = False
    operator_token: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    waive: Mapping[str, str] = field(default_factory=dict)
    approvers: Mapping[str, str] = field(default_factory=dict)
    notify: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """What a release's program is told of the settings: variable -> value."""
        return {variable(name): value for name, value in self.settings.items()}

    @property
    def hidden(self) -> dict[str, str]:
        """And of the secrets: variable -> reference."""
        return {variable(name): reference for name, reference in self.secrets.items()}

    @property
    def digest(self) -> str:
        """What a plan names as its premise: any change of the file makes it stale."""
        return digest(
            {name: str(value) if name == "state" else value for name, value in _values(self).items()}
        )


def variable(name: str) -> str:
    """By which variable the product is told a setting or a secret."""
    return f"CREDITAI_{name.upper()}"


def load(name_or_path: str) -> Environment:
    """The environment of that name (a file of `environments/`) or path."""
    path = Path(name_or_path) if name_or_path.endswith(".toml") else HOME / f"{name_or_path}.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in HOME.glob("*.toml") if p.stem != "example"))
        raise BadEnvironment(f"There is no environment {name_or_path!r} ({path}); there is: {known}.")
    try:
        return read(path.read_text("utf-8"), path.stem, path.parent)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEnvironment(f"{path} is no TOML: {error}.") from error


def read(text: str, name: str, beside: Path) -> Environment:
    """The environment that `text` is; relative paths count from `beside`, `~` is the operator's home."""
    given = tomllib.loads(text)
    _fit(given, tomllib.loads((HOME / "example.toml").read_text("utf-8")), name)
    state = Path(str(given.pop("state"))).expanduser()
    home = (beside / state).resolve()
    told = {"{state}": str(home), "{address}": _address(str(given["address"]), home)}
    given["address"] = told["{address}"]
    made = Environment(name=name, state=home, **{k: _typed(k, _filled(v, told)) for k, v in given.items()})
    if len(str(made.state)) > 80:
        raise BadEnvironment(
            f"{name}: state is longer than 80 characters ({made.state}): sockets below it could not be opened."
        )
    return made


def _fit(given: Mapping[str, Any], example: Mapping[str, Any], name: str) -> None:
    for key in ("state", "address"):
        if key not in given:
            raise BadEnvironment(f"{name}: {key} must be given; environments/example.toml says what it is.")
    for key, value in given.items():
        if key not in example:
            raise BadEnvironment(f"{name}: there is no key {key!r}; environments/example.toml lists all.")
        wanted = example[key]
        number = isinstance(wanted, float) and isinstance(value, int) and not isinstance(value, bool)
        if type(value) is not type(wanted) and not number:
            shown = type(value).__name__ if key in _OPEN or key == "operator_token" else repr(value)
            raise BadEnvironment(
                f"{name}: {key} is {shown}; environments/example.toml shows a {type(wanted).__name__}."
            )
        if key in _OPEN:
            _fit_table(key, value, name)


def _fit_table(key: str, table: Mapping[str, Any], name: str) -> None:
    for inner, value in table.items():
        if not isinstance(value, str):
            raise BadEnvironment(
                f"{name}: {key}.{inner} is {type(value).__name__}; it must be text in quotes."
            )
        if key == "secrets" and not value.startswith(("env:", "file:")):
            raise BadEnvironment(
                f"{name}: secrets.{inner} is a value; give a reference, env:NAME or file:PATH."
            )
        if key == "notify" and inner not in KEYS:
            raise BadEnvironment(f"{name}: there is no key notify.{inner}; there are: {', '.join(KEYS)}.")
        if key == "notify" and inner in _REFERENCES and not value.startswith(("env:", "file:")):
            raise BadEnvironment(
                f"{name}: notify.{inner} is a value; give a reference, env:NAME or file:PATH."
            )
        if key in ("settings", "notify") and Redactor().text(value) != value:
            raise BadEnvironment(
                f"{name}: {key}.{inner} looks like a secret; give a reference (env:NAME, file:PATH), in [secrets] if it is a setting."
            )
        if key == "settings" and inner == "drain_seconds":
            _fit_drain(value, name)
        if key == "waive" and len(value.split()) < 3:
            raise BadEnvironment(f"{name}: waive.{inner} needs its reason in a few words.")


def _fit_drain(value: str, name: str) -> None:
    if not value.isdecimal() or int(value) > MOST_DRAIN_SECONDS:
        raise BadEnvironment(
            f"{name}: settings.drain_seconds is {value!r}; give whole seconds, at most {MOST_DRAIN_SECONDS}: "
            "what has not ended after a minute is killed."
        )


def _address(told: str, state: Path) -> str:
    """With port 0: one of the state folder's own, the same each time, below those that systems hand out."""
    if not told.endswith(":0"):
        return told
    number = int.from_bytes(sha256(str(state).encode()).digest()[:4], "big")
    return f"{told[:-1]}{_FIRST_PORT + number % _PORTS}"


def _filled(value: Any, told: Mapping[str, str]) -> Any:
    """`value` with what is in braces put in, within tables too."""
    if isinstance(value, Mapping):
        return {key: _filled(each, told) for key, each in value.items()}
    if not isinstance(value, str):
        return value
    for name, text in told.items():
        value = value.replace(name, text)
    return value


def _typed(key: str, value: Any) -> Any:
    kind = Environment.__dataclass_fields__[key].type
    return float(value) if kind == "float" else value


def _values(environment: Environment) -> dict[str, Any]:
    return {name: getattr(environment, name) for name in Environment.__dataclass_fields__}
