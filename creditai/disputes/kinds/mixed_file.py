"""A request to look whether entries of another person stand in this file, and to separate them."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

RULES = frozenset({"mixed-file"})

SUBJECT = Wording("Request to check my file for entries that are not about me")
OPENING = Wording(
    "Some entries of my report do not fit what I have confirmed about myself; they are listed below. Please "
    "investigate under {law} whether they belong in my file."
)
MINE = Wording("My name and address are as they stand at the head of this letter.")
SEPARATE = Wording(
    "Please take out of my file what you find not to be about me, and leave the rest as it is."
)


class MixedFile(Kind):
    title = "Entries of another person"
    to = "bureau"
    when = "The rule `mixed-file` found two or more conflicts of identity, and each item is confirmed."
    basis = ("15 USC 1681i(a)(1)(A)",)
    clock = "reinvestigation"

    def refuses(self, request: Request) -> str | None:
        if not any(item.finding.rule in RULES for item in request.items):
            return "the report shows no two conflicts of identity together with an account that you disown."
        return None

    def write(self, request: Request) -> Letter:
        opening = say(OPENING, law=request.standing.fact("law", self.basis[0]))
        asks = (say(SEPARATE), say(s.RESULTS_AND_REPORT))
        return parts.disputing(self.id, request, say(SUBJECT), opening, say(MINE), asks=asks)
