"""No secret leaves: what is shown, journaled or sent passes through here.

Settings name secrets by reference (`file:PATH`, `env:NAME`); `perform` alone resolves them and tells the redactor
their values, so that a program's output cannot carry them on. Besides, whatever has the shape of a credential is
masked, known or not.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

MASK = "***"
_SHAPES = (
    re.compile(r"(?<=://)([^\s:/@]+):[^\s@/]+(?=@)"),
    re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}"),
    re.compile(r"\b(?:sk|rk|pk|whsec|xox[abprs])[_-][A-Za-z0-9_-]{8,}"),
    re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
    re.compile(r"(?i)\b(\w*(?:password|passwd|secret|token|api_?key)\w*\s*[=:]\s*)(?!\*\*\*)[^\s,;'\"&]{4,}"),
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
)
_SHORTEST = 6


class Redactor:
    """Masks the values it was told, in every spelling that programs print, and all that has a credential's shape."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values: set[str] = set()
        for value in values:
            self.learn(value)

    def learn(self, value: str) -> None:
        value = value.strip()
        if len(value) >= _SHORTEST:
            self._values |= {value, quote(value, safe=""), b64encode(value.encode()).decode()}

    def text(self, text: str) -> str:
        for value in sorted(self._values, key=len, reverse=True):
            text = text.replace(value, MASK)
        for shape in _SHAPES:
            text = shape.sub(
                lambda found: f"{found[1]}{_joint(found)}{MASK}" if found.re.groups else MASK, text
            )
        return text

    def deep(self, value: Any) -> Any:
        """The same, within whatever JSON can hold."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.deep(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.deep(each) for each in value]
        return value


def _joint(found: re.Match[str]) -> str:
    """What stands between the kept part and the masked one: `user:`, `Bearer `."""
    kept = found[1]
    if kept[-1:] in "=: ":
        return ""
    return ":" if found[0].startswith(kept + ":") else " "
