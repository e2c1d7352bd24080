"""A dispute of inquiries: those that a rule found, or that the consumer says they did not authorize."""

from __future__ import annotations

from creditai.case import InquiryEntry
from creditai.disputes import parts
from creditai.disputes.grounds import Disputed
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("Dispute of inquiries in my credit report")
OPENING_ONE = Wording(
    "I dispute the inquiry below, which stands in my credit report. Please investigate it under {law}."
)
OPENING_MANY = Wording(
    "I dispute the inquiries below, which stand in my credit report. Please investigate each of them under {law}."
)


def about(item: Disputed) -> bool:
    return isinstance(item.entry, InquiryEntry)


class Inquiry(Kind):
    title = "Inquiries"
    to = "bureau"
    when = "Every item is an inquiry: one that a rule found and the consumer confirmed, or one that they say they did not authorize."
    basis = ("15 USC 1681i(a)(1)(A)",)
    clock = "reinvestigation"

    def refuses(self, request: Request) -> str | None:
        if not request.items:
            return "no finding is confirmed."
        if not all(about(item) for item in request.items):
            return "only inquiries belong in it; the rest is an ordinary dispute."
        return None

    def write(self, request: Request) -> Letter:
        law = request.standing.fact("law", self.basis[0])
        opening = parts.counted(OPENING_ONE, OPENING_MANY, request, law=law)
        return parts.disputing(self.id, request, say(SUBJECT), opening)
