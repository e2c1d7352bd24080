"""HTML by construction: text is escaped unless it is already `Html`, so no stranger's word is markup."""

from __future__ import annotations

from html import escape

from creditai.plain import visible

_VOID = {"img", "meta", "br"}


class Html(str):
    """Finished markup. Only `el` and `joined` make it."""

    __slots__ = ()


Child = str | None
"""Text, `Html`, or nothing."""


def el(name: str, /, *children: Child, **attributes: str | None) -> Html:
    """An element. `class_` is `class`; an attribute that is None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """The children one after the other."""
    return Html("".join(_safe(child) for child in children if child is not None))


def _safe(child: str) -> str:
    return child if isinstance(child, Html) else escape(visible(child))
