"""Pages of a list by cursor: `?limit=50&cursor=...`; the answer is {"items": [...], "next": cursor or null}.

A cursor names the last row that was given, so a page costs the same at any depth and nothing is seen twice when rows
come in. It is opaque and signed with the pepper for one list of one person: another's, or one made up, is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query

from creditai.errors import Invalid
from creditai.flows.look_at_papers import look_at_papers
from creditai.papers.at import At
from creditai.who import Who
from creditai.wiring import Wiring

Row = TypeVar("Row")
MOST = 200
_MAC = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """What page is asked for."""

    limit: int
    cursor: str | None

    def after(self, wiring: Wiring, who: Who, of: str) -> tuple[Any, ...]:
        """The key of the row before it, () for the first page; `of` names the list. Invalid when the cursor is not
        ours, of another list, or of another person."""
        if self.cursor is None:
            return ()
        try:
            signed = base64.b64decode(self.cursor + "=" * (-len(self.cursor) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError):
            signed = b""
        mac, told = signed[:_MAC], signed[_MAC:]
        if not hmac.compare_digest(mac, _mac(wiring, who, of, told)):
            raise Invalid(
                "The cursor does not fit; take it as `next` gave it, for the same list.", "/query/cursor"
            )
        return tuple(json.loads(told))

    def page(
        self, wiring: Wiring, who: Who, of: str, rows: Sequence[Row], key: Callable[[Row], Sequence[Any]]
    ) -> tuple[Sequence[Row], str | None]:
        """Of up to `limit` + 1 rows: those of this page, and the cursor of the next, None when there is none."""
        shown = rows[: self.limit]
        if len(rows) <= self.limit or not shown:
            return shown, None
        told = json.dumps([str(part) for part in key(shown[-1])]).encode()
        return shown, base64.urlsafe_b64encode(_mac(wiring, who, of, told) + told).rstrip(b"=").decode()


def listed(
    wiring: Wiring, who: Who, asked: Asked, act: str, of: Callable[[At, Sequence[Any], int], list[Row]],
    key: Callable[[Row], Sequence[Any]],
) -> tuple[Sequence[Row], str | None]:  # fmt: skip
    """One page of somebody's papers, `act` in the audit log. `of` gives rows after a key; `key` that of a row."""
    name = act.partition(".")[0] + "s"
    after = asked.after(wiring, who, name)
    rows = look_at_papers(wiring, who, act, "", lambda at: of(at, after, asked.limit + 1))
    return asked.page(wiring, who, name, rows, key)


async def _asked(
    limit: Annotated[int, Query(ge=1, le=MOST, description="Rows of one page.")] = 50,
    cursor: Annotated[
        str | None, Query(max_length=400, description="`next` of the page before; none for the first.")
    ] = None,
) -> Asked:
    return Asked(limit, cursor)


PageAsked = Annotated[Asked, Depends(_asked)]


def _mac(wiring: Wiring, who: Who, of: str, told: bytes) -> bytes:
    said = f"cursor\0{of}\0{who.person}\0".encode() + told
    return hmac.new(wiring.settings.pepper.reveal().encode(), said, hashlib.sha256).digest()[:_MAC]
