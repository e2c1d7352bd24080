"""What customers are shown: one static page and the same as JSON, from incidents that are published. Complete in itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from runbook.incident.course import Incident
from runbook.messages import moment

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b1f24}"
    "h1{font-size:1.5rem}.well{color:#116329}.ill{color:#a40e26}article{border-left:4px solid #d0d7de;padding:.2rem 1rem;margin:1.5rem 0}"
    "article.now{border-color:#a40e26}time{color:#57606a;font-size:.9rem}"
)
_KEPT = 10
"""Resolved incidents that are still shown."""


def shown(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Published ones, the newest first; of the resolved the last few."""
    public = sorted((i for i in incidents if i.published), key=lambda i: i.opened, reverse=True)
    going = [i for i in public if i.resolved is None]
    return (*going, *[i for i in public if i.resolved is not None][:_KEPT])


def as_json(incidents: Sequence[Incident], at: datetime) -> str:
    """`{"status", "at", "incidents": [...]}`; nothing that is not meant for customers."""
    rows = [
        {
            "id": i.id,
            "issue": i.issue,
            "impact": i.impact,
            "state": i.state,
            "opened": i.opened.isoformat(),
            "resolved": None if i.resolved is None else i.resolved.isoformat(),
        }
        for i in incidents
    ]
    return (
        json.dumps({"status": _status(incidents), "at": at.isoformat(), "incidents": rows}, indent=1) + "\n"
    )


def as_html(incidents: Sequence[Incident], at: datetime) -> str:
    """The page; no script, nothing loaded."""
    status = _status(incidents)
    told = "All is well" if status == "well" else "There is an incident"
    articles = "".join(_article(i) for i in incidents) or "<p>No incident is on record.</p>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>CreditAI status</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<style>{_STYLE}</style></head><body><h1>CreditAI: <span class="{"well" if status == "well" else "ill"}">{told}</span></h1>'
        f"<p><time>As of {moment(at)}</time></p>{articles}</body></html>\n"
    )


def _status(incidents: Sequence[Incident]) -> str:
    return "well" if all(i.resolved is not None for i in incidents) else "incident"


def _article(incident: Incident) -> str:
    ended = "" if incident.resolved is None else f", resolved {moment(incident.resolved)}"
    return (
        f'<article class="{"now" if incident.resolved is None else "past"}"><h2>{escape(incident.issue)}</h2>'
        f"<p><strong>{escape(incident.state.title())}</strong>: {escape(incident.impact or 'we are finding out what it affects')}</p>"
        f"<time>Since {moment(incident.opened)}{ended}</time></article>"
    )
