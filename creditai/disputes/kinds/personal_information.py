"""A dispute of names, numbers, dates and addresses that are printed as the consumer's."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request
from creditai.disputes.ticked import PERSONAL

RULES = PERSONAL | {"name-of-another", "ssn-variation", "birth-date-differs", "address-unknown"}

SUBJECT = Wording("Dispute of personal information in my credit report")
OPENING_ONE = Wording(
    "The personal information below, as my report prints it, is in dispute. Please investigate it under {law}."
)
OPENING_MANY = Wording(
    "The items of personal information below, as my report prints them, are in dispute. Please investigate each of "
    "them under {law}."
)
MINE = Wording("My name and address are as they stand at the head of this letter.")


class PersonalInformation(Kind):
    title = "Personal information"
    to = "bureau"
    when = "Every item is about who the consumer is, and they confirmed what is theirs."
    basis = ("15 USC 1681i(a)(1)(A)",)
    clock = "reinvestigation"

    def refuses(self, request: Request) -> str | None:
        if not request.items:
            return "no finding is confirmed."
        if any(item.finding.rule not in RULES for item in request.items):
            return "only identifying data belongs in it; accounts are an ordinary dispute."
        return None

    def write(self, request: Request) -> Letter:
        law = request.standing.fact("law", self.basis[0])
        opening = parts.counted(OPENING_ONE, OPENING_MANY, request, law=law)
        return parts.disputing(self.id, request, say(SUBJECT), opening, say(MINE))
