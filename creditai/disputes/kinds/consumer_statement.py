"""The consumer's own brief statement, to be kept with what stayed in dispute."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request
from creditai.law.numbers import STATEMENT_WORDS

SUBJECT = Wording("Statement for my file")
OPENING_ONE = Wording(
    "Your results, which I received on {answered}, left my dispute of the entry below open."
)
OPENING_MANY = Wording(
    "Your results, which I received on {answered}, left my dispute of the entries below open."
)
ASK_ONE = Wording("Please file my statement with it, under {law}:")
ASK_MANY = Wording("Please file my statement with them, under {law}:")
STATEMENT = Wording("“{statement}”")


class ConsumerStatement(Kind):
    title = "Statement of at most a hundred words"
    to = "bureau"
    when = (
        "Results are recorded that did not delete or correct an item, and the consumer wrote the statement."
    )
    basis = ("15 USC 1681i(b)",)
    follows = frozenset({"verified", "refused", "updated"})
    asks = {"statement/text": "Your statement, in your own words (at most 100 words):"}

    def refuses(self, request: Request) -> str | None:
        earlier = request.earlier
        if earlier is None or not {"verified", "refused", "updated"} & set(earlier.outcomes):
            return "it comes after results that did not settle the dispute; record them first."
        text = request.told("statement/text")
        if text is None:
            return "write the statement first (answer `statement/text`)."
        if len(text.text.split()) > STATEMENT_WORDS.value:
            return f"the statement has {len(text.text.split())} words; keep it to {STATEMENT_WORDS.value}."
        return None

    def write(self, request: Request) -> Letter:
        text = request.told("statement/text")
        assert text is not None
        opening = (
            parts.counted(OPENING_ONE, OPENING_MANY, request, answered=parts.recorded(request, "answered")),
            parts.counted(ASK_ONE, ASK_MANY, request, law=request.standing.fact("law", self.basis[0])),
            say(STATEMENT, statement=text),
        )
        return parts.following(self.id, request, say(SUBJECT), opening)
