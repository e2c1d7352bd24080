"""Files of a person as answers: never opened by a browser as a page, never kept by anybody in between."""

from __future__ import annotations

from typing import Literal

from fastapi import Response

Kind = Literal["application/pdf", "image/png", "text/calendar", "application/octet-stream"]
_INLINE = frozenset({"image/png"})


def file(content: bytes, kind: Kind, name: str) -> Response:
    """`name`: ASCII, of ours; what the person calls a file is in no header."""
    shown = "inline" if kind in _INLINE else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Response(content, headers=headers, media_type=kind)
