"""A collector is asked, inside the thirty days of its notice, to validate a debt. Never a bureau."""

from __future__ import annotations

from datetime import date, timedelta

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request
from creditai.law.numbers import VALIDATION_DAYS
from creditai.quoting import day

SUBJECT = Wording("Your notice about a debt: request for validation")
OPENING = Wording(
    "I received your validation notice on {received}. I dispute the debt that it describes and ask you to validate it under {law}."
)
NUMBER = Wording("Your reference: {number}")
ASK = Wording("Please send me verification of the debt, and the name and address of the original creditor.")
NOTHING = Wording("This letter is no promise to pay, and it does not say that I owe the debt.")


class DebtValidation(Kind):
    title = "Validation of a debt"
    to = "collector"
    when = (
        "The letter can be posted inside the 30 days from the receipt of the collector's validation notice."
    )
    basis = ("15 USC 1692g(b)",)
    alone = True
    asks = {
        "recipient": "Name and address of the collector, line by line (a list):",
        "validation/received": "Day on which you received the collector's validation notice (YYYY-MM-DD):",
        "validation/reference": "Reference on the notice (optional):",
    }

    def refuses(self, request: Request) -> str | None:
        told = request.standing.told.get("validation/received", "").strip()
        if not told:
            return "it needs the day on which you received the collector's validation notice."
        try:
            received = date.fromisoformat(told)
        except ValueError:
            return "the day of the notice is to be written as YYYY-MM-DD."
        last = received + timedelta(days=VALIDATION_DAYS.value)
        if not received <= request.standing.today <= last:
            return f"it is asked within {VALIDATION_DAYS.value} days of the notice, so by {day(last)}."
        return None

    def write(self, request: Request) -> Letter:
        standing, received = request.standing, request.told("validation/received")
        assert received is not None
        reference = request.told("validation/reference")
        return Letter(
            kind=self.id,
            sender=parts.sender(standing),
            recipient=request.recipient,
            date=parts.today(standing),
            subject=say(SUBJECT),
            identifiers=() if reference is None else (say(NUMBER, number=reference),),
            opening=(say(OPENING, received=received, law=standing.fact("law", self.basis[0])), say(ASK)),
            closing=(say(NOTHING), say(s.THANKS)),
        )
