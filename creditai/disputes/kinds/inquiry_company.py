"""A letter to the company whose inquiry the consumer says they did not authorize."""

from __future__ import annotations

from dataclasses import replace

from creditai.disputes import parts, places, table
from creditai.disputes import sentences as s
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request
from creditai.disputes.ticked import COMPANY, INQUIRY

SUBJECT = Wording("Inquiry in my {bureau} report under your name")
OPENING_ONE = Wording("My {bureau} report prints the inquiry below under your name.")
OPENING_MANY = Wording("My {bureau} report prints the inquiries below under your name.")
LOOK = Wording("Please tell me in writing on whose application it was made.")
WITHDRAW = Wording("If you find that I did not apply, please ask {bureau} to take it out of my file.")


class InquiryCompany(Kind):
    title = "Inquiry, to the company"
    to = "company"
    when = (
        "The consumer says that they did not authorize the inquiry and wishes this letter, and the report prints the "
        "company's address. It goes beside the letter to the bureau and starts no clock."
    )
    basis = ("15 USC 1681b(a)",)
    asks = {COMPANY: "Write to the companies as well, where the report prints their address?"}

    def refuses(self, request: Request) -> str | None:
        if not request.items or any(item.finding.rule != INQUIRY for item in request.items):
            return "it is about inquiries that the consumer named as not authorized, and about nothing else."
        told = request.told(COMPANY)
        if told is None or told.text.lower() != "yes":
            return f"it needs your `yes` to: {self.asks[COMPANY]}"
        return None

    def write(self, request: Request) -> Letter:
        standing = request.standing
        bureau = standing.fact("address", f"name/{request.items[0].bureau}")
        asked = (say(LOOK), say(WITHDRAW, bureau=bureau))
        return Letter(
            kind=self.id,
            sender=parts.sender(standing),
            recipient=request.recipient,
            date=parts.today(standing),
            subject=say(SUBJECT, bureau=bureau),
            identifiers=(),
            opening=(
                parts.counted(OPENING_ONE, OPENING_MANY, request, bureau=bureau),
                *parts.quoted(request),
            ),
            items=tuple(replace(item, asks=asked) for item in table.rows(request, "bureau")),
            requests=(say(s.REPLY),),
            closing=(say(s.THANKS),),
            enclosures=tuple(places.copies(request)),
        )
