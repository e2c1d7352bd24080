"""The statute's own words from `statute.toml`, and the digest by which a signature names what was shown."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Statute:
    """`heading`, `paragraphs`, `address`: the disclosure. `near_signature`: in bold beside the signature.
    `cancel_*`: the form; `{seller}`, `{address}` and `{date}` are to be filled in."""

    version: str
    heading: str
    paragraphs: tuple[str, ...]
    address: tuple[str, ...]
    near_signature: str
    cancel_heading: str
    cancel_right: str
    cancel_how: str
    cancel_declaration: str

    @property
    def disclosure(self) -> str:
        """The whole disclosure as plain text."""
        return "\n\n".join([self.heading, *self.paragraphs, "\n".join(self.address)])

    @property
    def digest(self) -> str:
        return digest(self.disclosure.encode())


def digest(document: bytes) -> str:
    return sha256(document).hexdigest()


@cache
def statute() -> Statute:
    told = tomllib.loads(files("creditai.billing").joinpath("statute.toml").read_text("utf-8"))
    shown, form = told["disclosure"], told["cancellation"]
    return Statute(
        told["version"],
        shown["heading"],
        tuple(shown["paragraphs"]),
        tuple(shown["address"]),
        told["near_signature"]["text"],
        form["heading"],
        form["right"],
        form["how"],
        form["declaration"],
    )
