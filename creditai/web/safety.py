"""What every answer carries so that a browser guards the person, and what no request may be. Pure.

An answer that sets one of these headers itself keeps its own: pages have a Content-Security-Policy that lets their
own scripts run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from creditai.settings import Settings

Headers = Iterable[tuple[bytes, bytes]]

CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
SERVED_BY = "X-CreditAI-Served-By"
"""Which colour and release answered: by it the edge's log tells one from the other."""
HSTS = "max-age=63072000; includeSubDomains; preload"
MOST_HEADERS, MOST_HEADER_BYTES, MOST_TARGET_BYTES = 100, 32 * 1024, 8 * 1024
MOST_BODY_BYTES, MOST_JSON_BYTES = 52 * 1024 * 1024, 1024 * 1024
UPLOADS = frozenset({"/api/v1/papers"})
"""Where files are sent: their bodies are never held as a whole."""
_ONCE = (b"host", b"content-length", b"transfer-encoding", b"content-type", b"authorization")


def guarding(settings: Settings) -> Mapping[bytes, bytes]:
    """Header -> value for every answer: what guards, and who answered; HSTS only where people come over TLS."""
    told = {
        "Content-Security-Policy": CSP,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cache-Control": "no-store",
        SERVED_BY: f"{settings.colour}/{settings.release[:12]}",
    }
    if settings.secure:
        told["Strict-Transport-Security"] = HSTS
    return {name.lower().encode(): value.encode() for name, value in told.items()}


def hosts(settings: Settings) -> frozenset[str]:
    """The host names that are answered."""
    own = urlsplit(settings.address).hostname or ""
    return frozenset(host.lower() for host in (*settings.allowed_hosts, own) if host)


def fault(path: str, headers: Headers, target_bytes: int, allowed: frozenset[str]) -> tuple[int, str] | None:
    """Why a request is not let in: status and sentence; None when it may come."""
    given = list(headers)
    if len(given) > MOST_HEADERS or sum(len(n) + len(v) for n, v in given) > MOST_HEADER_BYTES:
        return 431, "The request's headers are too many or too long."
    if target_bytes > MOST_TARGET_BYTES:
        return 414, "The address of the request is too long."
    names = [name for name, _ in given]
    if any(names.count(name) > 1 for name in _ONCE):
        return 400, "The request names one of its headers twice."
    found = dict(given)
    if b"content-length" in found and b"transfer-encoding" in found:
        return 400, "The request says in two ways how long it is."
    if not path.startswith(("/api/health", "/api/system/")) and _host(found.get(b"host", b"")) not in allowed:
        return 400, "This host name is not answered here."
    return _too_large(path, found)


def most_bytes(path: str) -> int:
    """How large a body may be. Every other body is held in memory and read as JSON, before it is known who asks and
    whatever its Content-Type says."""
    return MOST_BODY_BYTES if path in UPLOADS else MOST_JSON_BYTES


def _too_large(path: str, found: Mapping[bytes, bytes]) -> tuple[int, str] | None:
    length = found.get(b"content-length", b"0")
    if not length.isdigit():
        return 400, "The length of the request is no number."
    return (413, "The request is too large.") if int(length) > most_bytes(path) else None


def _host(value: bytes) -> str:
    """The name without the port; of an IPv6 address, what is in the brackets."""
    text = value.decode("latin-1").lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]
