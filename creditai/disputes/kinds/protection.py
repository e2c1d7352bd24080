"""A page for the consumer: prescreened offers, security freezes, fraud alerts. Information, no letter."""

from __future__ import annotations

from creditai.disputes import parts
from creditai.disputes.kinds import Kind
from creditai.disputes.letter import Letter, Wording, say
from creditai.disputes.request import Request

SUBJECT = Wording("What you can ask for yourself, free of charge")
FREEZE = Wording(
    "Security freeze ({law}): each bureau keeps your report from new creditors until you lift it. Placed within one "
    "business day when asked by telephone or on the web, within three by mail; lifted within one hour, or three business days."
)
ALERT = Wording(
    "Fraud alert ({law}): creditors are asked to check who applies. An initial alert lasts one year, an extended one seven, "
    "an active-duty alert twelve months. The bureau that you ask tells the other two."
)
PRESCREEN = Wording(
    "Prescreened offers ({law}): you may have your name left out of the lists, for five years, or for good with a signed form."
)
NONE_NEEDED = Wording("None of these corrects an entry of your report, and none needs a dispute.")


class Protection(Kind):
    title = "Freeze, fraud alert, prescreened offers"
    to = "nobody"
    when = "At any time: it is information for the consumer and is sent to nobody."
    basis = ("15 USC 1681c-1", "15 USC 1681b(e)")
    alone = True

    def refuses(self, request: Request) -> str | None:
        return None

    def write(self, request: Request) -> Letter:
        standing = request.standing
        offers = standing.fact("law", "15 USC 1681b(e)")
        alerts = standing.fact("law", "15 USC 1681c-1")
        return Letter(
            kind=self.id,
            sender=parts.sender(standing)[:1],
            recipient=(),
            date=parts.today(standing),
            subject=say(SUBJECT),
            opening=(
                say(FREEZE, law=alerts),
                say(ALERT, law=alerts),
                say(PRESCREEN, law=offers),
                say(NONE_NEEDED),
            ),
            sheet=True,
        )
