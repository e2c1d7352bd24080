"""Whether settings can be trusted with people: placeholders, defaults, weak and shared secrets are refused.

Pure: settings -> faults, each a sentence that names the variable and never a value. `creditai settings check`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from creditai.settings import Secret, Settings, needed, secret_names, variable

PLACEHOLDER = re.compile(
    r"change[-_ ]?me|example|placeholder|your[-_ ]|todo|xxx+|secret123|password|dummy|<[^>]*>|\$\{?[A-Z_]+|\binsert\b",
    re.IGNORECASE,
)
_LONGEST = 200
"""Characters among which a placeholder is looked for: in a key that is longer such letters come by chance."""
LEAST_BITS = 64.0
"""Shannon's estimate over a secret's characters; 16 random characters of base64 have about 64."""


def faults(settings: Settings) -> Iterator[str]:
    """Everything that does not hold; none means well."""
    for name in needed(settings):
        yield f"{name} is not set."
    yield from _secrets(settings)
    yield from _shared(settings)
    if settings.environment in ("staging", "production"):
        yield from _public(settings)


def _secrets(settings: Settings) -> Iterator[str]:
    for name in sorted(secret_names()):
        secret: Secret = getattr(settings, name)
        if name == "stripe_key" and _rehearses(settings):
            continue  # the stand-in's key is in its manual
        for part in _parts(secret.reveal()):
            if len(part) <= _LONGEST and PLACEHOLDER.search(part):
                yield f"{variable(name)} holds a placeholder; give a secret of its own."
            elif bits(part) < LEAST_BITS:
                yield f"{variable(name)} is weak: about {bits(part):.0f} bits; {_stronger(name)}."


def _rehearses(settings: Settings) -> bool:
    """Whether payments go to a stand-in of this machine, as `make up` has it."""
    here = urlsplit(settings.stripe_address).hostname in ("localhost", "127.0.0.1", "::1")
    return here and settings.environment in ("local", "test")


def _stronger(name: str) -> str:
    """Where a better one comes from: some are given out by who is asked with them."""
    if name in ("key_ring", "pepper"):
        return "`creditai settings new-secrets` prints strong ones"
    if name.startswith("stripe_"):
        return "take it from Stripe as it stands there, whole"
    return "give a longer one, of random characters"


def _parts(text: str) -> list[str]:
    """The secret parts of a value: the password of an address, the keys of a ring, the private key of a service account,
    or all of it."""
    if text.lstrip().startswith("{"):
        return [_private_key(text)]
    if "://" in text:
        try:
            password = urlsplit(text).password
        except ValueError:
            return []
        return [password] if password else []
    return [part.rpartition(":")[2] for part in text.split(",") if part]


def _private_key(account: str) -> str:
    """What its PEM holds; of what is no account, all."""
    try:
        pem = str(json.loads(account)["private_key"])
    except (ValueError, KeyError, TypeError):
        return account
    return "".join(line for line in pem.splitlines() if not line.startswith("-----"))


def bits(text: str) -> float:
    """Bits by the frequencies of the characters themselves: few for words and repetitions."""
    if not text:
        return 0.0
    counts = Counter(text)
    return sum(count * math.log2(len(text) / count) for count in counts.values())


def _shared(settings: Settings) -> Iterator[str]:
    where: dict[str, list[str]] = {}
    for name in sorted(secret_names()):
        for part in set(_parts(getattr(settings, name).reveal())):
            where.setdefault(part, []).append(variable(name))
    roles = {variable("database"), variable("keys")}  # one role may have one password in both databases
    for names in where.values():
        if len(names) > 1 and not set(names) <= roles and not _one_server(names):
            yield f"{' and '.join(names)} share a secret; each must have its own."


def _one_server(names: list[str]) -> bool:
    return set(names) <= {variable("database_owner"), variable("keys_owner")}


def _public(settings: Settings) -> Iterator[str]:
    if not settings.secure:
        yield "CREDITAI_ADDRESS is not https: people's sessions would travel in the clear."
    if PLACEHOLDER.search(settings.address) or urlsplit(settings.address).hostname in (
        "localhost",
        "127.0.0.1",
    ):
        yield "CREDITAI_ADDRESS is a placeholder or this machine; give the name that people type."
    if settings.clock:
        yield "CREDITAI_CLOCK moves the clock; unset it."
    if settings.environment == "production" and settings.limits_times != 1:
        yield "CREDITAI_LIMITS_TIMES multiplies what strangers may ask; it is for load tests, unset it."
    if settings.release == "development":
        yield "CREDITAI_RELEASE is not set: health could not say what runs."
    if settings.environment == "production" and settings.objects.startswith("file:"):
        yield "CREDITAI_OBJECTS is a folder of this machine; waive it by name in the release's environment file, or use a bucket."
