"""The period is over, receipt is proven, and no results came: a calm request for them."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.clocks import silence_from
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("My dispute of {sent}: results not received")
OPENING_ONE = Wording(
    "I posted a dispute of the entry below to you on {sent}. By the enclosed proof it arrived on {received}. I have not "
    "received the results."
)
OPENING_MANY = Wording(
    "I posted a dispute of the entries below to you on {sent}. By the enclosed proof it arrived on {received}. I have "
    "not received the results."
)
ASK_ONE = Wording(
    "What was not verified within the period of {law} is to be deleted or corrected; please tell me whether that "
    "concerns this entry."
)
ASK_MANY = Wording(
    "What was not verified within the period of {law} is to be deleted or corrected; please tell me which of these "
    "entries that concerns."
)


class NoAnswerYet(Kind):
    title = "No answer yet"
    to = "bureau"
    when = "Receipt is proven, and the due day, five business days and the mail back have all passed."
    basis = ("15 USC 1681i(a)(1)",)
    follows = frozenset({None, "pending"})

    def refuses(self, request: Request) -> str | None:
        standing, earlier = request.standing, request.earlier
        if earlier is None or f"{earlier.dispute}/sent" not in standing.records:
            return "it follows a dispute that was sent; record the posting first (`creditai record sent`)."
        if earlier.outcomes or f"{earlier.dispute}/answered" in standing.records:
            return "an answer is recorded for this dispute."
        if f"{earlier.dispute}/received" not in standing.proven:
            return "its receipt is not proven; record a carrier's proof (`creditai record received ... --proof`)."
        first = silence_from(request.posting())
        if first is None or standing.today < first:
            return f"too early: not before {first}, when the period, the results' five business days and the mail are over."
        return None

    def write(self, request: Request) -> Letter:
        sent, received = parts.recorded(request, "sent"), parts.recorded(request, "received")
        law = request.standing.fact("law", self.basis[0])
        opening = (
            parts.counted(OPENING_ONE, OPENING_MANY, request, sent=sent, received=received),
            parts.counted(ASK_ONE, ASK_MANY, request, law=law),
        )
        asks = (say(s.RESULTS_AND_REPORT),)
        subject = say(SUBJECT, sent=sent)
        return parts.following(self.id, request, subject, opening, asks=asks, copies=(say(s.COPY_RECEIPT),))
