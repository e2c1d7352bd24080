"""A draft that the consumer may file with the Consumer Financial Protection Bureau, after results or silence."""

from __future__ import annotations

from creditai.disputes import parts, table
from creditai.disputes.clocks import silence_from
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Said, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("Draft of a complaint about {bureau}")
SENT_ONE = Wording("I posted a dispute of the entry below to {bureau} on {sent}.")
SENT_MANY = Wording("I posted a dispute of the entries below to {bureau} on {sent}.")
ANSWERED_ONE = Wording("I received its results on {answered}. They left this entry as it was.")
ANSWERED_MANY = Wording("I received its results on {answered}. They left these entries as they were.")
SILENT = Wording("By proof of receipt it arrived on {received}. I have received no results.")
FILE = Wording(
    "This is a draft for you to file yourself with the Consumer Financial Protection Bureau. It was sent to nobody."
)
WANT = Wording("I ask that {bureau} review my dispute and tell me the results in writing.")


class ComplaintDraft(Kind):
    title = "Draft of a complaint"
    to = "nobody"
    when = "The bureau's results left an item as it was, or the time for them has passed with receipt proven."
    basis = ("15 USC 1681i(e)",)
    follows = frozenset({"verified", "refused", None})

    def refuses(self, request: Request) -> str | None:
        standing, earlier = request.standing, request.earlier
        if earlier is None or f"{earlier.dispute}/sent" not in standing.records or request.bureau is None:
            return "it follows a dispute with a bureau that was sent."
        if {"verified", "refused"} & set(earlier.outcomes):
            return None
        if earlier.outcomes:
            return "the recorded answer is neither `verified` nor `refused`."
        if f"{earlier.dispute}/received" not in standing.proven:
            return "no results are recorded, and the receipt of the dispute is not proven."
        first = silence_from(request.posting())
        if first is None or standing.today < first:
            return f"the bureau's time is not over; not before {first}."
        return None

    def write(self, request: Request) -> Letter:
        standing, earlier = request.standing, request.earlier
        assert earlier is not None
        bureau = standing.fact("address", f"name/{request.bureau}")
        sent = standing.fact("record", f"{earlier.dispute}/sent")
        return Letter(
            kind=self.id,
            sender=parts.sender(standing)[:1],
            recipient=(),
            date=parts.today(standing),
            subject=say(SUBJECT, bureau=bureau),
            opening=(
                parts.counted(SENT_ONE, SENT_MANY, request, bureau=bureau, sent=sent),
                _then(request),
            ),
            items=table.mentions(request),
            requests=(say(WANT, bureau=bureau),),
            closing=(say(FILE),),
            sheet=True,
        )


def _then(request: Request) -> Said:
    standing, earlier = request.standing, request.earlier
    assert earlier is not None
    if earlier.outcomes:
        answered = standing.fact("record", f"{earlier.dispute}/answered")
        return parts.counted(ANSWERED_ONE, ANSWERED_MANY, request, answered=answered)
    return say(SILENT, received=standing.fact("record", f"{earlier.dispute}/received"))
