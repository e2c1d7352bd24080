"""A timeline drawn: people's answers by colour, what serves, each command with its steps. Pure.

Areas and lines are SVG that stretches with the page; words are HTML laid over it by percent, so that they keep their
size on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from rehearsal.timeline import BIN, Lane, Timeline

_HIGH = 100.0
_SERIES = ("blue", "green", "refused", "lost")
_TICKS = (1, 2, 5, 10, 20, 30, 60, 120)
_LABEL = 5.5
"""Percent of the width below which a step's name would not fit."""


def drawn(time: Timeline) -> str:
    """The figure of one scene."""
    top = max([1, *(sum(row[1:]) for row in time.answers)])
    lanes = "".join(_lane(lane, time.seconds) for lane in time.lanes)
    return (
        f'<figure><figcaption class="legend">{_legend(time)}</figcaption>'
        f'<div class="plot">{_areas(time, top)}<span class="top">{top / BIN:g} answers a second</span>{_moments(time)}</div>'
        f'<div class="serving">{"".join(_serving(time))}</div>'
        f'<div class="axis">{"".join(_axis(time.seconds))}</div>{_told(time)}<div class="lanes">{lanes}</div></figure>'
    )


def _legend(time: Timeline) -> str:
    names = {"blue": "answered by blue", "green": "by green", "refused": "refused", "lost": "lost"}
    sums = {name: sum(int(row[1 + i]) for row in time.answers) for i, name in enumerate(_SERIES)}
    return "".join(
        f'<span><i class="{name}"></i>{names[name]} <b>{sums[name]:,}</b></span>'
        for name in _SERIES
        if sums[name] or name == "lost"
    )


def _areas(time: Timeline, top: int) -> str:
    paths: dict[str, list[str]] = {name: [] for name in _SERIES}
    for at, *counts in time.answers:
        base = 0.0
        for name, count in zip(_SERIES, counts, strict=True):
            if count > 0:
                high = _HIGH * count / top
                paths[name].append(f"M{at:g} {_HIGH - base - high:.1f}h{BIN}v{high:.1f}h-{BIN}z")
                base += high
    drawn_ = "".join(f'<path class="{name}" d="{"".join(each)}"/>' for name, each in paths.items() if each)
    lines = "".join(
        f'<line class="switch" x1="{at:g}" x2="{at:g}" y1="0" y2="{_HIGH:g}"/>' for at, _ in time.switches
    )
    lines += "".join(
        f'<line class="mark" x1="{at:g}" x2="{at:g}" y1="0" y2="{_HIGH:g}"/>' for at, _ in time.marks
    )
    told = "Answers over time, by the colour that gave them"
    return (
        f'<svg viewBox="0 0 {time.seconds:g} {_HIGH:g}" preserveAspectRatio="none" role="img" aria-label="{told}">'
        f"{drawn_}{lines}</svg>"
    )


def _moments(time: Timeline) -> str:
    return "".join(
        f'<span class="moment" style="left:{_percent(at, time.seconds)}">{number}</span>'
        for number, (at, _) in enumerate(time.marks, 1)
    )


def _told(time: Timeline) -> str:
    """The moments in words."""
    if not time.marks:
        return ""
    items = "".join(f"<li><b>{at:.1f} s</b> {escape(what)}</li>" for at, what in time.marks)
    return f'<ol class="moments">{items}</ol>'


def _serving(time: Timeline) -> Iterator[str]:
    """Which colour the edge points at, from switch to switch."""
    moves = [*time.switches, (time.seconds, "")]
    for (began, colour), (ended, _) in pairwise(moves):
        if colour in ("blue", "green"):
            yield _bar(
                f"serves {colour}",
                began,
                ended,
                time.seconds,
                f"{colour} serves",
                f"{began:.1f} s: the edge is pointed at {colour}",
            )


def _axis(seconds: float) -> Iterator[str]:
    step = next((tick for tick in _TICKS if seconds / tick <= 7), 300)
    at = 0
    while at < seconds * 0.97:
        yield f'<span style="left:{_percent(at, seconds)}">{at} s</span>'
        at += step


def _lane(lane: Lane, seconds: float) -> str:
    ended = {0: "well", 1: "turned", 2: "refused", 3: "person"}.get(lane.code, "bad")
    told = "killed" if lane.code < 0 else f"ended with {lane.code}"
    said = f'<p class="said">{escape(lane.said)}</p>' if lane.code not in (0, -9) and lane.said else ""
    spans = "".join(_spans(lane, seconds))
    return (
        f'<div class="lane"><p><b>{escape(lane.by)}</b> <code>{escape(lane.words)}</code> '
        f'<span class="code {ended}">{told}, {lane.ended - lane.began:.1f} s</span></p>'
        f'<div class="track">{_bar("command", lane.began, lane.ended, seconds, "", lane.words)}{spans}</div>{said}</div>'
    )


def _spans(lane: Lane, seconds: float) -> Iterable[str]:
    for span in lane.spans:
        told = f"{span.step}: {span.kind}, {span.ended - span.began:.2f} s"
        yield _bar(f"step {span.kind.replace(' ', '-')}", span.began, span.ended, seconds, span.step, told)


def _bar(kind: str, began: float, ended: float, whole: float, label: str, title: str) -> str:
    wide = max(0.25, 100 * (ended - began) / whole)
    shown = escape(label) if wide >= _LABEL else ""
    return f'<span class="{kind}" style="left:{_percent(began, whole)};width:{wide:.2f}%" title="{escape(title)}">{shown}</span>'


def _percent(at: float, whole: float) -> str:
    return f"{max(0.0, 100 * at / whole):.2f}%"
