"""A request as the curl command that does the same, in three spellings: `$A` is the address with `/api/v1`, `"$T"` the
header with the token, `"$J"` the one of JSON. A command is a tuple of words, so that two can be compared whatever their
line breaks."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

SignedIn = Literal["not", "session", "begins", "token"]
_AUTH: Mapping[SignedIn, tuple[str, ...]] = {
    "not": (),
    "session": ("-b", "jar", "-H", "X-CreditAI: 1"),
    "begins": ("-c", "jar"),
    "token": ("-H", "$T"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `url`: `$A/...`, or whole. `body`: JSON; `form`, `file`: what goes instead of it; `into`: the file that
    takes the answer. `streams`: it is watched as it comes."""

    method: str
    url: str
    signed_in: SignedIn = "not"
    body: Any = None
    form: str | None = None
    file: str | None = None
    headers: tuple[str, ...] = ()
    into: str | None = None
    streams: bool = False

    def words(self) -> tuple[str, ...]:
        found = ["curl", *(["-N"] if self.streams else []), *_AUTH[self.signed_in]]
        for each in self.headers:
            found += ["-H", each]
        sent = self.body is not None or self.form is not None or self.file is not None
        if self.method != ("POST" if sent else "GET"):
            found += ["-X", self.method]
        if self.body is not None:
            found += ["-H", "$J", "-d", json.dumps(self.body, ensure_ascii=False)]
        if self.form is not None:
            found += ["-d", self.form]
        if self.file is not None:
            found += ["--data-binary", f"@{self.file}"]
        if self.into is not None:
            found += ["-o", self.into]
        return (*found, self.url)


def shown(words: Sequence[str]) -> str:
    """As it is typed into a shell."""
    return " ".join(_quoted(word) for word in words)


def read(text: str) -> tuple[tuple[str, ...], ...]:
    """The commands `curl ...` and `make up ...` of a page's blocks of shell, with JSON and spaces made alike."""
    found = []
    for block in text.split("```sh\n")[1:]:
        for line in _logical(block.partition("```")[0]):
            words = shlex.split(line, comments=True)
            if words[:1] == ["curl"] or words[:2] == ["make", "up"]:
                found.append(alike(words))
    return tuple(found)


def alike(words: Iterable[str]) -> tuple[str, ...]:
    """JSON as JSON is, whatever its spaces."""
    return tuple(_json(word) if word[:1] in ("{", "[") else word for word in words)


def _json(word: str) -> str:
    return json.dumps(json.loads(word), ensure_ascii=False)


def _logical(block: str) -> list[str]:
    """Lines, joined where a quote is open or a backslash ends one."""
    lines, held = [], ""
    for line in block.splitlines():
        held = f"{held}\n{line}" if held else line
        if held.endswith("\\"):
            held = held[:-1]
            continue
        if held.split(" #")[0].count("'") % 2 == 0:
            lines.append(held)
            held = ""
    return lines


def _quoted(word: str) -> str:
    if word.startswith("$A") and "?" not in word:
        return word
    return f'"{word}"' if word.startswith("$") else shlex.quote(word)
