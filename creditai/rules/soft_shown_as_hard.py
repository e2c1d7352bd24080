"""A soft inquiry shown as hard."""

import re
from collections.abc import Iterator

from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule

_SOFT = re.compile(
    r"\b(?:account (?:review|monitoring|maintenance)|periodic review|existing account|portfolio review|promotion(?:al)?|pre-?screen\w*|"
    r"pre-?approv\w*|firm offer|employment|insurance (?:underwriting|quote|review|purposes?)|insurance$|consumer(?:'s)? (?:own )?(?:request|disclosure)|own request|"
    r"your (?:own )?request|personal (?:file )?disclosure|credit monitoring|file disclosure|identity verification)\b",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:loan|mortgage|financ\w+|lease|application|credit card|extension of credit)\b", re.IGNORECASE
)


def _asked(purpose: str | None, kind: str | None = "hard") -> dict[str, object]:
    return {"reports": [{"inquiries": [{"company": "First Sample Bank", "date": "2025-04-02", "kind": kind, "purpose": purpose}]}]}  # fmt: skip


class SoftShownAsHard(Rule):
    """The inquiry stands among those that lenders see, and its printed purpose is no application for credit:
    a review of an account, an offer, employment, insurance, or the consumer's own request.

    For a lawyer:
    Read from the printed purpose by a table of words; a purpose that also names a loan or an application is
    left alone. 15 USC 1681b(c)(3) keeps inquiries of credit or insurance transactions that the consumer did
    not start from users; it reaches neither employment nor the consumer's own request or quote, so it is not
    cited: kind and purpose contradict each other, and that is enough.
    """

    title = "Soft inquiry shown as hard"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The kind and the purpose of one inquiry contradict each other."),
    )
    examples = (
        Example("hit", _asked("Account review"), "Account review"),
        Example("hit", _asked("Employment")),
        Example("hit", _asked("Insurance underwriting"), "no application for credit"),
        Example("miss", _asked("Auto")),
        Example("miss", _asked(None)),
        Example("miss", _asked("Account review", None)),
        Example("trap", _asked("Account review", "soft")),
        Example("trap", _asked("Insurance premium financing")),
        Example("trap", _asked("Credit card application")),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.inquiries():
            purpose = entry.item.purpose or ""
            if entry.item.kind == "hard" and _SOFT.search(purpose) and not _HARD.search(purpose):
                yield Hit.of(
                    entry,
                    ("company", "date", "kind", "purpose"),
                    "An inquiry for such a purpose is no application for credit.",
                )
