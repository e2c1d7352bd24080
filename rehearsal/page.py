"""What was played as one page of HTML: complete in itself, no script, nothing loaded; light, dark, and on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from importlib.resources import files

from rehearsal.drawing import drawn
from rehearsal.playing import Held, Played


def page(played: Sequence[Played], seconds: float, at: datetime, at_once: int = 1) -> str:
    """The whole page. `at`: when the rehearsal began; `at_once`: so many scenes were played beside each other."""
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    wrong = [each for each in played if not each.well]
    verdict = "All as expected" if not wrong else f"{len(wrong)} of {len(played)} otherwise than expected"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>CreditAI: rehearsal of the runbook</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{style}</style></head><body><header><h1>Rehearsal of the runbook</h1>"
        f'<p class="verdict {"bad" if wrong else "well"}">{verdict}</p>{_sums(played, seconds, at, at_once)}</header>'
        f"{_contents(played)}<main>{''.join(_scene(each) for each in played)}</main></body></html>\n"
    )


def _sums(played: Sequence[Played], seconds: float, at: datetime, at_once: int) -> str:
    lost, sent = _total(played, "lost"), _total(played, "requests of people")
    told = (
        (f"{len(played)}", "scenes"),
        (f"{int(seconds) // 60} min {int(seconds) % 60:02d} s", "in all"),
        (f"{lost:,}", f"lost of {sent:,} requests"),
        (f"{_total(played, 'done twice'):,}", "done twice"),
        (
            f"{len({n for each in played for n in (*each.covers, *each.shown)})}",
            "lines of the runbook seen at work",
        ),
    )
    cells = "".join(f"<div><b>{escape(value)}</b><span>{escape(what)}</span></div>" for value, what in told)
    beside = f"; scenes at once: {at_once}, one that measures speed alone" if at_once > 1 else ""
    when = f"Begun {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC{beside}"
    return f'<p class="when">{when}</p><div class="sums">{cells}</div>'


def _total(played: Sequence[Played], name: str) -> int:
    found = [held.found for each in played for held in each.held if held.name == name]
    return sum(value for value in found if isinstance(value, int))


def _contents(played: Sequence[Played]) -> str:
    rows = "".join(
        f'<li><a href="#{each.scene}"><i class="dot {_word(each)}"></i>{escape(_title(each))}</a>'
        f"<span>{_value(each, 'lost')} lost · {each.seconds:g} s</span></li>"
        for each in played
    )
    return f'<nav><ol class="contents">{rows}</ol></nav>'


def _scene(each: Played) -> str:
    rows = "".join(_row(held) for held in each.held)
    broke = f'<pre class="broke">{escape(each.broke)}</pre>' if each.broke else ""
    numbers = " ".join(each.covers)
    return (
        f'<section id="{each.scene}"><h2>{escape(_title(each))}</h2>'
        f'<p class="about"><span class="badge {_word(each)}">{"as expected" if each.well else "otherwise"}</span> '
        f"{escape(each.about)}</p>{broke}{drawn(each.timeline)}"
        f"<details{'' if each.well else ' open'}><summary>{sum(1 for h in each.held if h.wanted)} expectations, {len(each.held)} measured</summary>"
        f"<table><thead><tr><th>measured</th><th>found</th><th>expected</th></tr></thead><tbody>{rows}</tbody></table>"
        f"</details>{_steps(each)}"
        f'<p class="covers">Shows {escape(numbers)}</p></section>'
    )


def _row(held: Held) -> str:
    found = "not measured" if held.found is None else str(held.found)
    mark = "" if not held.wanted else ("✓ " if held.met else "✗ ")
    kind = "" if held.met else ' class="bad"'
    return f"<tr{kind}><th>{escape(held.name)}</th><td>{escape(found)}</td><td>{mark}{escape(held.wanted)}</td></tr>"


def _steps(each: Played) -> str:
    rows = "".join(
        f"<tr><td>{escape(lane.words)}</td><td>{escape(span.step)}</td><td>{span.kind}</td><td>{span.ended - span.began:.2f} s</td></tr>"
        for lane in each.timeline.lanes
        for span in lane.spans
    )
    if not rows:
        return ""
    head = "<tr><th>command</th><th>step</th><th>what became of it</th><th>took</th></tr>"
    return f"<details><summary>Steps and their times, from the journal</summary><table><thead>{head}</thead><tbody>{rows}</tbody></table></details>"


def _title(each: Played) -> str:
    return each.scene.replace("-", " ").capitalize()


def _word(each: Played) -> str:
    return "well" if each.well else "bad"


def _value(each: Played, name: str) -> str:
    found = next((held.found for held in each.held if held.name == name), None)
    return "?" if found is None else f"{found:,}"
