"""A dispute of confirmed findings with the bureau that printed them: the ordinary first letter."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("Dispute of information in my credit report")
OPENING_ONE = Wording(
    "I dispute the entry below, which stands in my credit report. Please investigate it under {law}."
)
OPENING_MANY = Wording(
    "I dispute the entries below, which stand in my credit report. Please investigate each of them under {law}."
)


class InitialDispute(Kind):
    title = "Dispute with a bureau"
    to = "bureau"
    when = "At least one finding is confirmed by the consumer."
    basis = ("15 USC 1681i(a)(1)(A)",)
    clock = "reinvestigation"

    def refuses(self, request: Request) -> str | None:
        return None if request.items else "no finding is confirmed; run `creditai dispute` first."

    def write(self, request: Request) -> Letter:
        law = request.standing.fact("law", self.basis[0])
        opening = parts.counted(OPENING_ONE, OPENING_MANY, request, law=law)
        return parts.disputing(self.id, request, say(SUBJECT), opening)
