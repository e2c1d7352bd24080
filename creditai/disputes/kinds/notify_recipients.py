"""After a deletion or correction: tell those who recently received the report.

The law has the bureau tell whom the consumer designates; the letter designates by the law's own two groups.
"""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes import sentences as s
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("Request to notify recent recipients of my report")
OPENING = Wording(
    "By your results, which I received on {answered}, information in my file was deleted or corrected."
)
ASK = Wording(
    "Please notify of this, under {law}, the persons whom I designate here: each who received a report with that "
    "information for employment within the two years before the deletion or correction, and each who received one for any "
    "other purpose within the six months before it."
)


class NotifyRecipients(Kind):
    title = "Notify recent recipients"
    to = "bureau"
    when = "The answer recorded for an item is `deleted` or `updated`."
    basis = ("15 USC 1681i(d)",)
    follows = frozenset({"deleted", "updated"})

    def refuses(self, request: Request) -> str | None:
        earlier = request.earlier
        if earlier is None or not {"deleted", "updated"} & set(earlier.outcomes):
            return "it comes after a deletion or correction; record the results first (`creditai record answered`)."
        return None

    def write(self, request: Request) -> Letter:
        ask = say(ASK, law=request.standing.fact("law", self.basis[0]))
        opening = (say(OPENING, answered=parts.recorded(request, "answered")), ask)
        return parts.following(self.id, request, say(SUBJECT), opening, copies=(say(s.COPY_RESULTS),))
