"""What of a saved page a browser would show, as far as the page itself says so: no style sheet is run.

Hidden are elements that say it themselves (`hidden`, `display: none`), that carry a class known for
nothing else, or that a plain rule of the page's own `<style>` hides by class or id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

UNSEEN_TAGS = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "iframe",
        "object",
        "embed",
        "select",
        "datalist",
        "audio",
        "video",
        "canvas",
        "map",
    ]
)
_HIDING = frozenset(
    [
        "ng-hide",
        "hidden",
        "hide",
        "d-none",
        "sr-only",
        "visually-hidden",
        "screen-reader-text",
        "screen-reader-only",
    ]
)
_SHOWN_AGAIN = re.compile(r"d-(?:sm|md|lg|xl|xxl|print)-(?!none)\w+")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PLAIN = re.compile(r"[.#][\w-]+")
_GROUND = re.compile(r"background(?:-color)?\s*:\s*(#[0-9a-f]{3,6}\b|rgb\([^)]*\))", re.I)


@dataclass(frozen=True)
class Unstyled:
    """`hidden`: selectors (`.class`, `#id`) that the page's own rules hide."""

    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, root: Any) -> Unstyled:
        return cls(frozenset(s for style in root.iter("style") for s in _hidden_by(style.text or "")))

    def is_seen(self, element: Any) -> bool:
        if not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            return False
        if element.tag == "input" and (element.get("type") or "text").lower() not in (
            "text",
            "tel",
            "button",
        ):
            return False
        if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or ""):
            return False
        classes = classes_of(element)
        if _HIDING & set(classes) and not any(_SHOWN_AGAIN.fullmatch(c) for c in classes):
            return False
        if not self.hidden:
            return True
        return f"#{element.get('id')}" not in self.hidden and not any(f".{c}" in self.hidden for c in classes)


def classes_of(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def ground_of(element: Any) -> str | None:
    """The colour behind an element, `#rrggbb`, where the element itself names it in figures."""
    told = _GROUND.search(element.get("style") or "")
    color = told[1].lower() if told else (element.get("bgcolor") or "").lower()
    if re.fullmatch(r"#[0-9a-f]{6}", color):
        return color
    if re.fullmatch(r"#[0-9a-f]{3}", color):
        return "#" + "".join(2 * c for c in color[1:])
    parts = [int(n) for n in re.findall(r"\d+", color)[:3]] if color.startswith("rgb(") else []
    return "#" + "".join(f"{min(n, 255):02x}" for n in parts) if len(parts) == 3 else None


def _hidden_by(sheet: str) -> Iterator[str]:
    """Rules under a condition (`@media`) say nothing about the page as it was saved."""
    for selectors, declarations in _RULE.findall(_unconditional(sheet)):
        if _HIDDEN_STYLE.search(declarations):
            yield from (s.strip() for s in selectors.split(",") if _PLAIN.fullmatch(s.strip()))


def _unconditional(sheet: str) -> str:
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    kept, depth, skipping = [], 0, 0
    for piece in re.split(r"(@[^{};]*\{|[{}])", sheet):
        if piece.startswith("@"):
            depth += 1
            skipping = skipping or depth
        elif piece in "{}" and piece:
            depth += 1 if piece == "{" else -1
            if skipping and depth < skipping:
                skipping = 0
                continue
        if not skipping:
            kept.append(piece)
    return "".join(kept)
