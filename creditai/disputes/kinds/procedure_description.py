"""After results that say "verified": how the bureau went about it, and whom it asked."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("Request for a description of your procedure")
OPENING_ONE = Wording(
    "You sent me the results of my dispute, which I received on {answered}. They leave this entry as it was."
)
OPENING_MANY = Wording(
    "You sent me the results of my dispute, which I received on {answered}. They leave these entries as they were."
)
ASK = Wording(
    "Please send me, under {law}, a description of the procedure by which accuracy and completeness were determined, "
    "with the business name, address and, if reasonably available, the telephone number of each furnisher contacted."
)


class ProcedureDescription(Kind):
    title = "Description of the procedure"
    to = "bureau"
    when = "The bureau answered, and the answer recorded for an item is `verified`."
    basis = ("15 USC 1681i(a)(7)",)
    clock = "procedure"
    follows = frozenset({"verified"})

    def refuses(self, request: Request) -> str | None:
        earlier = request.earlier
        if earlier is None or "verified" not in earlier.outcomes:
            return (
                "it comes after results that say `verified`; record them first "
                "(`creditai record answered DISPUTE --on DATE --outcome verified`)."
            )
        return None

    def write(self, request: Request) -> Letter:
        ask = say(ASK, law=request.standing.fact("law", self.basis[0]))
        answered = parts.recorded(request, "answered")
        opening = (parts.counted(OPENING_ONE, OPENING_MANY, request, answered=answered), ask)
        return parts.following(self.id, request, say(SUBJECT), opening, copies=(say(s.COPY_RESULTS),))
