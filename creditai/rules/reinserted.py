"""An account that was deleted by dispute and is printed again."""

from collections.abc import Iterator
from typing import Any

from creditai.case import Case
from creditai.quoting import day
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, certainly_after

_LINE = {"furnisher": "First Sample Bank", "account_number": "441712XXXX", "opened": "2019-03-02"}


def _back(printed_on: str, *, word: str = "deleted", on: str = "2026-03-05", **line: Any) -> dict[str, Any]:
    outcome = {
        "rule": "paid-with-balance",
        "subject": {**_LINE, "bureau": "experian"},
        "word": word,
        "on": on,
    }
    return {
        "reports": [{"report_date": printed_on, "accounts": [{**_LINE, **line}]}],
        "outcomes": [outcome],
    }


class Reinserted(Rule):
    """The bureau answered a dispute by deleting this account, and a later report of the same bureau prints
    it again. Before it may come back, its furnisher must certify it, and you are to be told.

    For a lawyer:
    15 USC 1681i(a)(5)(B): certification by the furnisher, and notice within five business days of the
    reinsertion. Only after a recorded outcome "deleted" for this account at this bureau, and in a report
    made on a later day; an account that vanished by itself is `returned-after-absence`. A new collector's
    line is another account: silent. That no notice came only the consumer can say.
    """

    title = "Deleted by dispute, and back again"
    scope = "pulls"
    severity = "high"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(B)", why="What was deleted comes back only certified and with notice."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="What could not be verified is deleted."),
    )
    needs = (Need("no-notice", "Have you had no letter from the bureau that said it would come back?"),)
    examples = (
        Example("hit", _back("2026-07-15"), "441712XXXX"),
        Example("miss", _back("2026-07-15", word="verified")),
        Example("miss", _back("2026-02-15")),
        Example("miss", _back("2026-03-05")),
        Example("miss", _back("2026-07-15", account_number="441799XXXX")),
        Example("trap", _back("2026-07-15", furnisher="Example Collections LLC", account_number="77XXXX")),
        Example("trap", {**_back("2026-07-15"), "outcomes": []}),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            deleted = [
                outcome
                for outcome in case.outcomes
                if outcome.word == "deleted"
                and outcome.is_about(entry)
                and certainly_after(entry.report_date, outcome.on)
            ]
            if deleted:
                on = day(PartialDate.of(max(outcome.on for outcome in deleted)))
                yield Hit.of(
                    entry,
                    ("account_number", "opened", "balance", "report_date"),
                    f"The recorded answer of {on} to a dispute was that it is deleted.",
                )
