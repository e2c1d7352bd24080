"""Elements -> HTML with the class names that such pages have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

from tests.corpus.sheets import Break, Calendar, Heading, Pairs, Para, Sheet, Strip, Table, Tri

CLASSES = {"TransUnion": "headerTUC", "Experian": "headerEXP", "Equifax": "headerEQF"}
CSS = """body{font-family:Arial,Helvetica,sans-serif;font-size:%(size)spx;margin:24px;color:#222}
table{border-collapse:collapse;width:100%%;margin-bottom:10px}td,th{text-align:left;vertical-align:top;padding:%(pad)spx 4px;border-bottom:1px solid #ddd}
.rpt_table4column th{text-align:%(align)s}.rpt_table4column td,.rpt_table4column th{width:25%%}
.addr_hsrty td,.addr_hsrty th{padding:1px;font-size:80%%;width:auto}.ng-hide{display:none}
.pairs{columns:%(columns)s}.tag{float:right;color:#a00}.fine{color:#777;font-size:85%%}.tick{color:#176b2c}h2{page-break-after:avoid}"""


@dataclass(frozen=True, slots=True)
class Style:
    size: int
    pad: int
    align: str
    columns: int
    litter: bool
    hard_spaces: bool
    tick: str


def draw(sheet: Sheet, seed: int) -> bytes:
    rng = Random(f"html/{seed}")
    style = Style(
        rng.choice((11, 12, 14)), rng.choice((1, 3, 5)), rng.choice(("left", "center")), 1, rng.random() < 0.5, rng.random() < 0.3,
        rng.choice(("\u2713", "\u2714")),
    )  # fmt: skip
    parts = [_WRITE[type(e)](e, style) for e in sheet.elements]
    css = CSS % {"size": style.size, "pad": style.pad, "align": style.align, "columns": style.columns}
    litter = (
        '<div class="ng-hide">{{report.bureau.name}} <span>Account # 000099990000 Balance: $88,888.00</span></div>'
        if style.litter
        else ""
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<title>{escape(sheet.title)}</title><meta name="description" content="invented person, drawn sample">'
        f"<style>{css}</style><script>var tracking = 'Balance: $1';</script></head><body>\n{litter}\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    ).encode()


def _words(text: str, style: Style) -> str:
    safe = escape(text, quote=False)
    if style.hard_spaces and "ZZ 0" in safe:
        safe = safe.replace(", ", "<br>", 1)
    return safe.replace(" ", "&nbsp;") if style.hard_spaces and len(text) < 12 else safe


def _heading(e: Heading, style: Style) -> str:
    tag = f'<span class="tag">{escape(e.tag)}</span>' if e.tag else ""
    name = {1: "rpt_fullReport_header", 2: "sub_header", 3: "hstry-header"}[e.level]
    return f'<div class="{name}"><h{e.level}>{escape(e.text, quote=False)}</h{e.level}>{tag}</div>'


def _para(e: Para, style: Style) -> str:
    return f'<p class="{"fine" if e.fine else ""}">{escape(e.text, quote=False)}</p>'


def _pairs(e: Pairs, style: Style) -> str:
    if e.shape == "packed":
        return (
            "<p>"
            + " | ".join(escape(f"{a}: {b}" if e.colon else f"{a} {b}", quote=False) for a, b in e.rows)
            + "</p>"
        )
    per = int(e.shape[-1]) if e.shape[-1].isdigit() else 1
    rows = []
    for at in range(0, len(e.rows), per):
        cells = "".join(_pair(e, a, b, style) for a, b in e.rows[at : at + per])
        rows.append(f"<tr>{cells}</tr>")
    return f'<table class="rpt_content_table">{"".join(rows)}</table>'


def _pair(e: Pairs, a: str, b: str, style: Style) -> str:
    label = f"{a}:" if e.colon and a else a
    if e.shape == "stacked3":
        return f"<td><b>{_words(label, style)}</b><br>{_words(b, style)}</td>"
    if e.shape == "inline3":
        return f"<td><b>{_words(label, style)}</b> {_words(b, style)}</td>"
    return f'<td class="label">{_words(label, style)}</td><td class="info">{_words(b, style)}</td>'


def _cell(text: str, style: Style, tag: str = "td") -> str:
    return (
        f'<{tag} class="tick">{style.tick}</{tag}>'
        if text == "tick"
        else f"<{tag}>{_words(text, style)}</{tag}>"
    )


def _calendar(e: Calendar, style: Style) -> str:
    head = "".join(f"<th>{escape(m)}</th>" for m in (e.corner, *e.months))
    rows = "".join(
        f"<tr><th>{year}</th>{''.join(_cell(c, style) for c in cells)}</tr>" for year, cells in e.years
    )
    return f'<table class="calendar"><tr>{head}</tr>{rows}</table>'


def _table(e: Table, style: Style) -> str:
    head = "".join(f"<th>{escape(h)}</th>" for h in e.header)
    rows = "".join(f"<tr>{''.join(_cell(c, style) for c in row)}</tr>" for row in e.rows)
    return f'<table class="rpt_content_table rpt_content_contacts"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _tri(e: Tri, style: Style) -> str:
    head = "".join(f'<th class="{CLASSES[h]}">{escape(h)}</th>' for h in e.headers)
    rows = "".join(
        f'<tr><td class="label">{_words(label, style)}</td>{"".join(f"""<td class="info">{_words(v, style)}</td>""" for v in values)}</tr>'
        for label, values in e.rows
    )
    hidden = (
        '<tr class="ng-hide"><td class="label">Hidden:</td><td class="info">{{a}}</td><td></td><td></td></tr>'
        if style.litter
        else ""
    )
    return f'<table class="rpt_content_table rpt_content_header rpt_table4column"><tr><th>{escape(e.label_header)}</th>{head}</tr>{rows}{hidden}</table>'


def _strip(e: Strip, style: Style) -> str:
    tables = []
    for at in range(0, len(e.months), e.per_band):
        head = "".join(f"<td>{escape(m)}</td>" for m in e.months[at : at + e.per_band])
        rows = "".join(
            f"<tr><td>{escape(label)}</td>{''.join(_cell(c, style) for c in row[at : at + e.per_band])}</tr>"
            for label, row in e.rows
        )
        tables.append(
            f'<table class="rpt_content_table addr_hsrty"><tr><td>{escape(e.corner)}</td>{head}</tr>{rows}</table>'
        )
    return "\n".join(tables)


def _break(e: Break, style: Style) -> str:
    return '<div style="page-break-after: always"></div>'


_WRITE: dict[type, Callable[[Any, Style], str]] = {
    Heading: _heading, Para: _para, Pairs: _pairs, Calendar: _calendar, Table: _table, Tri: _tri, Strip: _strip, Break: _break,
}  # fmt: skip
