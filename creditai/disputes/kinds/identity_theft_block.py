"""A block of information that an identity theft report names. Only on the consumer's own papers."""

from __future__ import annotations

from creditai.disputes import parts, places, table
from creditai.disputes import sentences as s
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("Request to block information under {law}")
OPENING_ONE = Wording(
    "I filed the identity theft report {number} with {agency}; a copy is enclosed. The entry below is the information "
    "that it concerns."
)
OPENING_MANY = Wording(
    "I filed the identity theft report {number} with {agency}; a copy is enclosed. The entries below are the information "
    "that it concerns."
)
ASK_ONE = Wording("Please block this entry under {law}, and tell me in writing when that is done.")
ASK_MANY = Wording("Please block these entries under {law}, and tell me in writing when that is done.")
SIGNED_ONE = Wording("The entry listed in this letter does not relate to any transaction by me.")
SIGNED_MANY = Wording("The entries listed in this letter do not relate to any transaction by me.")
COPY_REPORT = Wording("Copy of my identity theft report")


class IdentityTheftBlock(Kind):
    title = "Identity-theft block"
    to = "bureau"
    when = (
        "The consumer gave the number and agency of their own identity theft report, encloses it, and is ready to sign "
        "that the entries do not relate to any transaction by them."
    )
    basis = ("15 USC 1681c-2(a)",)
    clock = "block"
    asks = {
        "theft/accounts": "The accounts that it concerns, as the report prints furnisher and number (a list):",
        "theft/number": "Number of the identity theft report that you filed:",
        "theft/agency": "Agency with which you filed it:",
        "theft/enclosed": "Will you enclose a copy of it?",
        "theft/not-my-transaction": "Will you sign that these entries do not relate to any transaction by you?",
    }

    def refuses(self, request: Request) -> str | None:
        if not request.items:
            return "name the entries that the report concerns."
        if request.told("theft/number") is None or request.told("theft/agency") is None:
            return "it needs the number and the agency of an identity theft report that you filed yourself."
        for name in ("theft/enclosed", "theft/not-my-transaction"):
            told = request.told(name)
            if told is None or told.text.lower() != "yes":
                return f"it needs your `yes` to: {self.asks[name]}"
        return None

    def write(self, request: Request) -> Letter:
        standing = request.standing
        law = standing.fact("law", self.basis[0])
        number, agency = request.told("theft/number"), request.told("theft/agency")
        assert number is not None
        assert agency is not None
        return Letter(
            kind=self.id,
            sender=parts.sender(standing),
            recipient=request.recipient,
            date=parts.today(standing),
            subject=say(SUBJECT, law=law),
            identifiers=parts.identifiers(request),
            opening=(parts.counted(OPENING_ONE, OPENING_MANY, request, number=number, agency=agency),),
            items=table.mentions(request),
            requests=(parts.counted(ASK_ONE, ASK_MANY, request, law=law),),
            closing=(say(s.THANKS),),
            signed=(parts.counted(SIGNED_ONE, SIGNED_MANY, request),),
            enclosures=(say(s.COPY_ID), say(s.COPY_ADDRESS), say(COPY_REPORT), *places.copies(request)),
        )
