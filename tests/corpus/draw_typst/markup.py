"""Elements of a sheet -> typst source. All words go in as string literals, so nothing in them is markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.corpus import icon_font
from tests.corpus.sheets import Break, Calendar, Heading, Pairs, Para, Sheet, Strip, Table, Tri


@dataclass(frozen=True, slots=True)
class Style:
    paper: str
    flipped: bool
    margin: int
    family: str
    size: float
    gap: float
    tick: str
    stroke: str
    zebra: bool
    label_bold: bool
    label_share: int
    repeat_heads: bool
    columns: int = 1


def q(text: str) -> str:
    """A typst string that shows exactly `text`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def bold(text: str, on: bool = True) -> str:
    return f"strong({q(text)})" if on and text else q(text)


_TICKS = {
    "path": "box(width: 0.8em, height: 0.7em, curve(stroke: 1pt + rgb(20, 110, 50), curve.move((0%, 55%)), curve.line((35%, 95%)), curve.line((100%, 0%))))",
    "private": f'text(font: "{icon_font.NAME}", fill: rgb(20, 110, 50), "{icon_font.TICK}")',
    "real": f'text(font: "{icon_font.NAME}", "{icon_font.REAL_TICK}")',
}  # fmt: skip


def source(sheet: Sheet, style: Style) -> str:
    edges = sheet.furniture
    number = "context counter(page).display()"
    total = "context str(counter(page).final().first())"

    def edge(words: tuple[str, str]) -> str:
        cells = []
        for text in words:
            parts = text.replace("{n}", "\0n\0").replace("{m}", "\0m\0").split("\0")
            cells.append(
                " + ".join({"n": number, "m": total}.get(p) or f"[#{q(p)}]" for p in parts if p) or "[]"
            )
        return f"text(size: 7pt, fill: luma(110), grid(columns: (1fr, auto), {cells[0]}, {cells[1]}))"

    head = [
        f'#set document(title: {q(sheet.title)}, author: (), keywords: ("invented person", "drawn sample"), date: none)',
        f"#set page(paper: {q(style.paper)}, flipped: {str(style.flipped).lower()}, margin: {style.margin}pt, columns: {style.columns},"
        f" header-ascent: 12pt, footer-descent: 10pt, header: {edge(edges.header)}, footer: {edge(edges.footer)})",
        f"#set text(font: {q(style.family)}, size: {style.size}pt, hyphenate: false)",
        "#set par(justify: false, leading: 0.5em, spacing: 0.8em)",
        f"#let tick = {_TICKS[style.tick]}",
        f'#let icon = text(font: "{icon_font.NAME}", fill: luma(120), "{icon_font.ICON}")',
    ]
    return "\n".join([*head, *(_WRITE[type(e)](e, style) for e in sheet.elements)]) + "\n"


def _heading(e: Heading, style: Style) -> str:
    size = {1: 1.6, 2: 1.2, 3: 1.0}[e.level]
    words = f"text(size: {size}em, strong({q(e.text)}))"
    icon = "icon + h(0.4em) + " if e.icon else ""
    line = f"#block(above: {1.6 if e.level < 3 else 0.9}em, below: 0.7em, sticky: true, {icon}{words})"
    if e.tag:
        line = f"#block(above: 1.6em, below: 0.7em, sticky: true, grid(columns: (1fr, auto), {icon}{words}, text(fill: rgb(170, 20, 20), strong({q(e.tag)}))))"
    return line


def _para(e: Para, style: Style) -> str:
    return f"#par(text(size: {0.85 if e.fine else 1.0}em, {q(e.text)}))"


def _pairs(e: Pairs, style: Style) -> str:
    def label(text: str) -> str:
        return f"{text}:" if e.colon and text else text

    if e.shape == "packed":
        return f"#par({q(' | '.join(f'{label(a)} {b}'.strip() for a, b in e.rows))})"
    if e.shape == "inline3":
        cells = [
            f"text({bold(label(a), style.label_bold)}) + h(0.35em) + {q(b)}"
            if b
            else bold(label(a), style.label_bold)
            for a, b in e.rows
        ]
        return _grid("(1fr, 1fr, 1fr)", cells, style)
    if e.shape == "stacked3":
        cells = [f"strong({q(label(a))}) + linebreak() + {q(b)}" for a, b in e.rows]
        return _grid("(1fr, 1fr, 1fr)", cells, style)
    pairs = int(e.shape[-1]) if e.shape.startswith("columns") else 1
    cells = [c for a, b in e.rows for c in (bold(label(a), style.label_bold), q(b))]
    share = style.label_share / pairs
    columns = "(" + ", ".join([f"{share:.1f}%", "1fr"] * pairs) + ",)"
    return _grid(columns, cells, style)


def _grid(columns: str, cells: list[str], style: Style) -> str:
    stroke = f"(bottom: {style.stroke})" if style.stroke != "none" else "none"
    return f"#grid(columns: {columns}, column-gutter: 8pt, row-gutter: {style.gap}pt, stroke: {stroke}, inset: (bottom: 1.5pt), {', '.join(cells)})"


def _calendar(e: Calendar, style: Style) -> str:
    fill = "(_, y) => if calc.odd(y) { luma(240) }" if style.zebra else "none"
    head = ", ".join(q(m) for m in (e.corner, *e.months))
    cells = [
        c for year, row in e.years for c in (bold(year), *("tick" if c == "tick" else q(c) for c in row))
    ]
    repeat = str(style.repeat_heads).lower()
    return (
        f"#block(above: 0.6em, table(columns: (auto,) + (1fr,) * 12, align: center, stroke: {style.stroke}, fill: {fill}, inset: 2.5pt,"
        f" table.header(repeat: {repeat}, {head}), {', '.join(cells)}))"
    )


def _table(e: Table, style: Style) -> str:
    columns = "(" + ", ".join(f"{w}fr" for w in e.widths) + ",)"
    head = (
        f"table.header(repeat: {str(e.repeat).lower()}, {', '.join(bold(h) for h in e.header)}), "
        if any(e.header)
        else ""
    )
    align = "(" + ", ".join("right" if n in e.right else "left" for n in range(len(e.widths))) + ",)"
    cells = ", ".join(q(c) for row in e.rows for c in row)
    stroke = style.stroke if e.lined else "none"
    return f"#table(columns: {columns}, align: {align}, stroke: {stroke}, inset: 3pt, {head}{cells})"


def _tri(e: Tri, style: Style) -> str:
    count = len(e.headers)
    align = "center" if e.centred else "left"
    head = ", ".join([bold(e.label_header), *(f"table.cell(align: {align}, {bold(h)})" for h in e.headers)])
    cells = ", ".join(
        c for label, values in e.rows for c in (bold(label, style.label_bold), *(q(v) for v in values))
    )
    return (
        f"#table(columns: (1.1fr,) + (1fr,) * {count}, align: left, stroke: {style.stroke}, inset: 3pt,"
        f" table.header(repeat: {str(style.repeat_heads).lower()}, {head}), {cells})"
    )


def _strip(e: Strip, style: Style) -> str:
    bands = []
    for at in range(0, len(e.months), e.per_band):
        months = e.months[at : at + e.per_band]
        pad = [q("")] * (e.per_band - len(months))
        cells = [q(e.corner), *(q(m) for m in months), *pad]
        for label, row in e.rows:
            cells += [
                bold(label),
                *("tick" if c == "tick" else q(c) for c in row[at : at + e.per_band]),
                *pad,
            ]
        size = 0.62 if e.per_band > 12 else 0.9
        bands.append(
            f"#text(size: {size}em, grid(columns: (auto,) + (1fr,) * {e.per_band}, column-gutter: 2pt, row-gutter: 3pt, {', '.join(cells)}))"
        )
    return "\n".join(bands)


def _break(e: Break, style: Style) -> str:
    return "#pagebreak(weak: true)"


_WRITE: dict[type, Callable[[Any, Style], str]] = {
    Heading: _heading, Para: _para, Pairs: _pairs, Calendar: _calendar, Table: _table, Tri: _tri, Strip: _strip, Break: _break,
}  # fmt: skip
