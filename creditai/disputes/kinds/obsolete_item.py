"""A dispute of items that are older than the periods of 15 USC 1681c, by the dates that are printed."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

RULES = frozenset({"obsolete-account", "obsolete-bankruptcy"})
"""The age rules without doubt: high severity, asking for deletion."""

SUBJECT = Wording("Items older than the period in {law}")
OPENING_ONE = Wording(
    "By the dates that my report itself prints, the entry below is older than the period in {law}. Please look "
    "into it and leave it out of consumer reports."
)
OPENING_MANY = Wording(
    "By the dates that my report itself prints, the entries below are older than the period in {law}. Please look "
    "into them and leave them out of consumer reports."
)


class ObsoleteItem(Kind):
    title = "Items past their reporting period"
    to = "bureau"
    when = "Every item is of an age rule of high severity."
    basis = ("15 USC 1681c(a)",)
    clock = "reinvestigation"

    def refuses(self, request: Request) -> str | None:
        if not request.items:
            return "no finding is confirmed."
        if any(item.finding.rule not in RULES for item in request.items):
            return "only items past their period by the printed dates belong in it; the rest is an ordinary dispute."
        return None

    def write(self, request: Request) -> Letter:
        law = request.standing.fact("law", self.basis[0])
        opening = parts.counted(OPENING_ONE, OPENING_MANY, request, law=law)
        return parts.disputing(self.id, request, say(SUBJECT, law=law), opening)
