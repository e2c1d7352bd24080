"""A post-mortem's draft from the journal: what is known is filled in, what only people know is asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from runbook.errors import WrongUsage
from runbook.incident.course import Event, Incident
from runbook.messages import length, moment

_ASKED = (
    ("What happened", "In three sentences, without names."),
    ("Why it was possible", "Ask why until the answer is about the system, not a person."),
    ("What went well", ""),
    ("What will change", "Each with who and by when; a test that would have caught it comes first."),
)


def draft(incident: Incident) -> str:
    """Markdown; WrongUsage while it is not resolved."""
    if incident.resolved is None:
        raise WrongUsage(
            f"{incident.id} is not resolved yet; `creditai incident resolve {incident.id}` first."
        )
    return "\n".join(_lines(incident)) + "\n"


def _lines(incident: Incident) -> Iterator[str]:
    ended = incident.resolved or incident.opened
    yield f"# Post-mortem of {incident.id}: {incident.issue}"
    yield ""
    yield f"- Severity: {incident.severity or 'never assessed'}"
    yield f"- Impact: {incident.impact or 'never assessed'}"
    yield f"- Opened {moment(incident.opened)}, resolved {moment(ended)}: {length(ended - incident.opened)}"
    yield f"- Incident commander: {incident.commander or 'nobody was assigned'}"
    yield f"- Updates: {sum(e.what == 'message' for e in incident.events)}; longest silence {_silence(incident)}"
    yield ""
    yield "## Timeline, from the journal"
    yield ""
    for event in incident.events:
        yield f"- {moment(event.at)} {event.what} by {event.by}{_told(event)}"
    for title, hint in _ASKED:
        yield f"\n## {title}\n\n{f'({hint})' if hint else ''}"


def _silence(incident: Incident) -> str:
    """The longest time in which nobody was told anything."""
    said = [e.at for e in incident.events if e.what in ("open", "message", "resolve")]
    return length(max((b - a for a, b in pairwise(said)), default=said[0] - said[0]))


def _told(event: Event) -> str:
    told = "; ".join(f"{name}: {value}" for name, value in sorted(event.told.items()) if value)
    return f" ({told})" if told else ""
