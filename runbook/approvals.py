"""Two persons, where an environment asks for them: an approval is an ed25519 signature over a plan's digest.

What is signed names its purpose, so that a signature over something else with the same key is none. Another plan has
another digest and needs new ones. Who may approve stands in the environment file, name = public key in base64.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)

from runbook.environments import Environment
from runbook.errors import BadEnvironment, NotApproved, Refused
from runbook.journal import Entry

_PURPOSE = b"creditai runbook approval\n"


def public(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """As it stands in an environment file."""
    shown = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return base64.b64encode(shown.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def private(pem: bytes) -> Ed25519PrivateKey:
    """An approver's own key. Refused when it is of another kind or locked."""
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise Refused(
            "The key is no unlocked PEM private key; `openssl genpkey -algorithm ed25519` makes one."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("The key is not ed25519; `openssl genpkey -algorithm ed25519` makes one.")
    return key


def sign(key: Ed25519PrivateKey, plan: str) -> str:
    return base64.b64encode(key.sign(_PURPOSE + plan.encode())).decode()


def approvers(environment: Environment, plan: str, journal: Iterable[Entry]) -> frozenset[str]:
    """The names whose valid signature over this very plan is in the journal; one key counts for one person."""
    keys = {told: (name, _public(name, told)) for name, told in environment.approvers.items()}
    found: set[str] = set()
    for entry in journal:
        if entry.kind == "approval" and entry.body.get("plan") == plan and entry.body.get("key") in keys:
            name, key = keys[str(entry.body["key"])]
            if _valid(key, plan, str(entry.body.get("signature", ""))):
                found.add(name)
    return frozenset(found)


def approved(environment: Environment, plan: str, journal: Iterable[Entry]) -> None:
    """NotApproved says how many are missing and how one approves."""
    found = approvers(environment, plan, journal)
    if len(found) < environment.approvals:
        by = f"by {', '.join(sorted(found))}" if found else "by nobody"
        raise NotApproved(
            f"{environment.name} asks for {environment.approvals} approvals of plan {plan[:12]}; it is approved {by}. "
            f"`creditai release approve {plan[:12]} --environment {environment.name} --key FILE` signs it."
        )


def _public(name: str, told: str) -> Ed25519PublicKey:
    try:
        key = load_der_public_key(base64.b64decode(told, validate=True))
    except (ValueError, binascii.Error) as error:
        raise BadEnvironment(f"approvers.{name} is no public key in base64.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadEnvironment(f"approvers.{name} is no ed25519 key.")
    return key


def _valid(key: Ed25519PublicKey, plan: str, signature: str) -> bool:
    try:
        key.verify(base64.b64decode(signature, validate=True), _PURPOSE + plan.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
