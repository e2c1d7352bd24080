"""An item that a dispute had deleted is printed again."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.confirmations import plain
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

RULES = frozenset({"reinserted"})
NO_NOTICE = "no-notice"
"""The need of that rule: the letter says that no notice came, so a plain yes is needed."""

SUBJECT = Wording("An entry that was deleted is in my report again")
OPENING = Wording(
    "After a dispute you deleted the entry below. My report now prints it again, and I received no notice that it was "
    "put back. Please look into this under {law}."
)
ASK = Wording(
    "If the furnisher did not certify that the entry is complete and accurate, please delete it again. If it did, please "
    "send me the notice with the furnisher's name and address."
)


class Reinsertion(Kind):
    title = "Deleted, and back again"
    to = "bureau"
    when = "The rule `reinserted` found an item that a recorded dispute had deleted."
    basis = ("15 USC 1681i(a)(5)(B)",)
    clock = "reinvestigation"

    def refuses(self, request: Request) -> str | None:
        if not request.items or any(item.finding.rule not in RULES for item in request.items):
            return "it needs an item that a recorded dispute deleted and that is printed again."
        for item in request.items:
            told = request.standing.answers.get(item.finding.id, {}).get(NO_NOTICE, "")
            if plain(told) != "yes":
                return f"confirm first, with yes, that no notice of the return reached you (`{NO_NOTICE}`)."
        return None

    def write(self, request: Request) -> Letter:
        opening = say(OPENING, law=request.standing.fact("law", self.basis[0]))
        asks = (say(ASK), say(s.RESULTS_AND_REPORT))
        return parts.disputing(self.id, request, say(SUBJECT), opening, asks=asks)
