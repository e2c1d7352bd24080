"""A dispute with the furnisher itself, of what 12 CFR 1022.43(a) covers. Beside the bureau's, or after it."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.grounds import direct
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request
from creditai.report import Bureau

SUBJECT = Wording("Direct dispute of information that you furnish to {bureau}")
OPENING_ONE = Wording(
    "I dispute the entry below, which {bureau} prints as furnished by you. Please investigate it under {law}."
)
OPENING_MANY = Wording(
    "I dispute the entries below, which {bureau} prints as furnished by you. Please investigate each of them under {law}."
)
EVERY_BUREAU = Wording(
    "Please correct what you find inaccurate with every consumer reporting agency to which you furnished it."
)


class DirectDispute(Kind):
    title = "Direct dispute with a furnisher"
    to = "furnisher"
    when = (
        "Every item is about an account's liability, terms or performance (12 CFR 1022.43(a)) and none is excluded "
        "by (b); the consumer has been told that such a letter may lawfully be set aside."
    )
    basis = ("12 CFR 1022.43(a)",)
    clock = "direct"
    asks = {
        "direct/warned": "You may be ignored: see the warning above. Write the direct letter all the same?"
    }

    def refuses(self, request: Request) -> str | None:
        if not request.items:
            return "no finding is confirmed for this furnisher."
        if not all(direct(item) for item in request.items):
            return "it may be about liability, terms and performance of an account only (12 CFR 1022.43(a), (b))."
        if len({_furnisher(item.entry.item.furnisher) for item in request.items if item.entry}) != 1:
            return "one letter goes to one furnisher, about its own data."
        told = request.told("direct/warned")
        if told is None or told.text.lower() != "yes":
            return "confirm first that you read the warning (answer `direct/warned`)."
        return None

    def write(self, request: Request) -> Letter:
        standing = request.standing
        bureau, law = (
            standing.fact("address", f"name/{_bureau(request)}"),
            standing.fact("law", self.basis[0]),
        )
        opening = parts.counted(OPENING_ONE, OPENING_MANY, request, bureau=bureau, law=law)
        asks = (say(EVERY_BUREAU), say(s.RESULTS))
        subject = say(SUBJECT, bureau=bureau)
        return parts.disputing(self.id, request, subject, opening, reader="furnisher", asks=asks)


def _bureau(request: Request) -> Bureau:
    return request.items[0].bureau


def _furnisher(name: str | None) -> str:
    return " ".join((name or "").upper().split())
