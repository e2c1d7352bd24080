"""What the service is told at its start: read once, typed, refused when odd; inside are only values.

Each field is one environment variable `CREDITAI_<FIELD>`; a secret may also come as `CREDITAI_<FIELD>_FILE`,
a path whose content it is. `creditai settings` prints this table; docs/reference/settings.md is printed from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, cast, get_type_hints
from urllib.parse import urlsplit

from creditai.errors import WrongUsage

Environment = Literal["local", "test", "staging", "production"]
PREFIX = "CREDITAI_"


class Secret:
    """A value that never prints itself: not in a log, a traceback, an error or JSON."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret('***')" if self._value else "Secret('')"

    __str__ = __repr__


def _setting(told: str, default: Any = MISSING, *, when: str = "") -> Any:
    """One setting: what it is, its default, and `when` it must be given although it has one."""
    made = {"told": told, "when": when}
    return field(metadata=made) if default is MISSING else field(default=default, metadata=made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that the service may be told. One field here is one setting everywhere."""

    environment: Environment = _setting("Where it runs: local, test, staging, production.", "local")
    address: str = _setting(
        "The address that people type, without a path.", "http://127.0.0.1:8000", when="production"
    )
    allowed_hosts: tuple[str, ...] = _setting(
        "Host names that are answered, with commas; by default that of the address.", ()
    )
    data: Path = _setting(
        "The folder of this machine: papers of `file:` objects, last known flags, logs.",
        Path("creditai-data"),
    )
    database: Secret = _setting(
        "DSN of PostgreSQL (>= 15) as the role creditai_app, which row-level security binds.",
        Secret(""),
        when="always",
    )
    database_owner: Secret = _setting(
        "DSN as the role creditai_owner; only `creditai db` uses it.", Secret("")
    )
    database_backup: Secret = _setting(
        "DSN as the role creditai_backup, which reads past row-level security; only `creditai db integrity` uses it.",
        Secret(""),
    )
    keys_owner: Secret = _setting(
        "DSN of the database of data keys as creditai_owner; only `creditai db migrate` uses it.", Secret("")
    )
    database_pool: int = _setting("Connections that one process keeps.", 10)
    keys: Secret = _setting(
        "DSN of the database of data keys, apart from all else and in no dump.", Secret(""), when="always"
    )
    key_ring: Secret = _setting(
        "Key-encryption keys, `id:base64 of 32 bytes` with commas; the first one seals.",
        Secret(""),
        when="always",
    )
    pepper: Secret = _setting(
        "Secret of look-up digests and signed cursors, 32 bytes as base64.", Secret(""), when="always"
    )
    redis: Secret = _setting("URL of Redis or Valkey, redis://...", Secret(""), when="always")
    objects: str = _setting("Where papers lie: file:///folder, s3://bucket, gs://bucket.", "", when="always")
    mail: Secret = _setting(
        "URL of the mail server: smtp://user:password@host:587, smtps://..., or file:///folder.",
        Secret(""),
        when="production",
    )
    mail_sender: str = _setting("Who mails come from: Name <address>.", "CreditAI <creditai@localhost>")
    supabase: str = _setting(
        "URL of the Supabase project whose Auth people may sign in through, its `Confirm email` on; empty: none.",
        "",
    )
    password_memory: int = _setting("KiB of memory that hashing one password takes (argon2id).", 47_104)
    stripe_key: Secret = _setting(
        "Secret key of Stripe; without one nothing is sold and letters are free.", Secret("")
    )
    stripe_webhook_secret: Secret = _setting(
        "Signing secrets of Stripe's webhook endpoint, with commas: while one is changed, both are believed.",
        Secret(""),
    )
    stripe_address: str = _setting(
        "Where Stripe is reached; another only for rehearsals.", "https://api.stripe.com"
    )
    seller: str = _setting(
        "Who sells, as contracts name it: name, semicolon, postal address. Needed to sell.", ""
    )
    sell_in: tuple[str, ...] = _setting(
        "States in which plans are sold, by two letters with commas; in production each must have been looked at.",
        (),
    )
    document_ai: str = _setting(
        "Processor of Google Document AI, projects/P/locations/us/processors/ID; empty: this machine's OCR alone.",
        "",
    )
    document_ai_key: Secret = _setting("JSON key of the service account that may ask it.", Secret(""))
    document_ai_endpoint: str = _setting("Another endpoint than that of its region, for rehearsals.", "")
    storage_mb: int = _setting(
        "Megabytes that the papers and letters of one person may take; an upload over it is refused.", 1_000
    )
    clock: timedelta = _setting(
        "Days by which the clock is moved, for rehearsals; refused in production.", timedelta()
    )
    release: str = _setting("The id of the release that runs.", "development")
    revision: str = _setting("The revision of the code that runs, as the build named it.", "")
    operator_token: Secret = _setting(
        "A bearer token for the operator's routes that needs no database: health in detail, drain, switches.",
        Secret(""),
    )
    drain_seconds: int = _setting(
        "Seconds that an instance goes on answering after it was told to leave, at the most.", 20
    )
    limits_times: int = _setting("By how much all rate limits are multiplied, for load tests.", 1)
    metrics_folder: str = _setting(
        "The folder of this colour's processes where workers answer their metrics on Unix sockets, and where web finds them; empty: web tells its own.",
        "",
    )
    sentry: Secret = _setting("DSN of Sentry; without one no error is reported outside.", Secret(""))
    colour: str = _setting("The colour of this instance: blue or green.", "blue")

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """The settings of an environment; WrongUsage names the variable that does not fit and what it may be."""
        hints = get_type_hints(cls)
        given = {}
        for each in fields(cls):
            text = _text(each.name, environ)
            if text is not None:
                given[each.name] = _value(each, hints[each.name], text)
        return cls(**given)

    @property
    def secure(self) -> bool:
        """Whether people reach it over TLS."""
        return self.address.startswith("https://")


def in_the_clear(address: str) -> bool:
    """Whether what goes to this address goes through a wire as plain http: not to this machine itself."""
    host = urlsplit(address).hostname or ""
    try:
        here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        here = False
    return address.lower().startswith("http:") and not here


def manual() -> tuple[tuple[str, str, str], ...]:
    """(variable, default, what it is) of each setting; a secret's default is shown as what it is: none."""
    return tuple((variable(f.name), _shown(f), f.metadata["told"]) for f in fields(Settings))


def variable(name: str) -> str:
    return PREFIX + name.upper()


def secret_names() -> frozenset[str]:
    """The fields that are secrets."""
    return frozenset(name for name, kind in get_type_hints(Settings).items() if kind is Secret)


def needed(settings: Settings) -> tuple[str, ...]:
    """Variables that must be given and are not."""
    return tuple(
        variable(f.name)
        for f in fields(settings)
        if f.metadata["when"] in ("always", settings.environment) and _unset(f, getattr(settings, f.name))
    )


def _unset(each: Field[Any], value: Any) -> bool:
    return bool(value == each.default)


def _shown(each: Field[Any]) -> str:
    value = each.default
    if isinstance(value, Secret):
        return ""
    if isinstance(value, timedelta):
        return str(value.days)
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _text(name: str, environ: Mapping[str, str]) -> str | None:
    direct, by_file = variable(name), variable(name) + "_FILE"
    if name in secret_names() and by_file in environ:
        if direct in environ:
            raise WrongUsage(f"{direct} and {by_file} are both set; give one of them.")
        try:
            return Path(environ[by_file]).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUsage(f"{by_file} names a file that cannot be read; correct the path.") from error
    return environ.get(direct)


def _value(each: Field[Any], kind: Any, text: str) -> Any:
    allowed = getattr(kind, "__args__", ()) if getattr(kind, "__origin__", None) is Literal else ()
    if allowed:
        if text not in allowed:
            raise WrongUsage(f"{variable(each.name)} is {text[:40]!r}; it may be: {', '.join(allowed)}.")
        return text
    read = _READERS.get(kind)
    if read is None:
        raise TypeError(f"No reader for settings of kind {kind}.")
    try:
        return read(text)
    except ValueError as error:
        raise WrongUsage(f"{variable(each.name)} does not fit: {error}.") from error


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("it may be: true, false")
    return text == "true"


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("it is a whole number")
    return int(text)


def _days(text: str) -> timedelta:
    if not re.fullmatch(r"-?[0-9]{1,5}", text):
        raise ValueError("it is a number of days")
    return timedelta(days=int(text))


_READERS: Mapping[Any, Callable[[str], Any]] = cast(
    Mapping[Any, Callable[[str], Any]],
    {
        str: str,
        bool: _flag,
        int: _number,
        Path: Path,
        Secret: Secret,
        timedelta: _days,
        tuple[str, ...]: lambda text: tuple(part.strip() for part in text.split(",") if part.strip()),
    },
)
