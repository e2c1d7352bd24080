"""What payment-history grids print: codes, rows, month names, legends.

`CODES` (the `via` "history") holds only what means the same wherever it is printed. A letter that is a
charge-off here and "current" there is not in it: a layout that knows says so with a mapping of its own, and a
legend printed in the document decides for the unseen. None: printed, with no one contract value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from creditai.report import MonthStatus
from creditai.vocabulary.wordings import Wordings, listed

Codes = Mapping[str, "MonthStatus | None"]

CHECK: Final = "✓"
"""Key of a tick: drawn as a path, or a character of a dingbat font."""
ICON: Final = "\ue000"
"""Key of any private-use glyph: for layouts whose icon font draws nothing but the on-time tick."""
FILLED: Final = "■"
"""Key of a filled box without words."""
BLANK: Final = ""
"""Key of an empty cell between printed ones: for layouts that print nothing for one of the states."""

_DAYS: Final[tuple[MonthStatus, ...]] = ("30", "60", "90", "120", "150", "180")
TICKS: Final = frozenset("✓✔☑✅🗸√")
CODES: Final[Codes] = {
    CHECK: "OK",
    **dict.fromkeys(("OK", "CURRENT", "CUR", "CURR", "PAYSASAGREED", "PAIDONTIME", "ONTIME"), "OK"),
    **{key.format(days): days for days in _DAYS for key in ("{}", "{}DAYS", "{}DAYSLATE", "{}DAYSPASTDUE")},
    **{f"{days}+": days for days in _DAYS[3:]},
    **dict.fromkeys(("CO", "C/O", "CHGOFF", "CHARGEOFF", "CHARGE-OFF", "CHARGEDOFF"), "CO"),
    **dict.fromkeys(("CL", "COL", "COLL", "COLLECTION"), "CL"),
    **dict.fromkeys(("FC", "FORECLOSURE"), "FC"),
    **dict.fromkeys(("RP", "RPO", "REPO", "REPOSSESSION"), "RP"),
    **dict.fromkeys(("VS", "VOLUNTARYSURRENDER"), "VS"),
    **dict.fromkeys(("BK", "BANKRUPTCY"), "BK"),
    "PAID": "PAID",
    **dict.fromkeys(("ND", "N/D", "NODATA", "NR", "N/R", "NOTREPORTED", "NA", "N/A"), "ND"),
    **dict.fromkeys(("-", "--", "---", "----"), "ND"),
    "CLS": None,
}

Measure = Literal[
    "status", "balance", "scheduled", "paid", "past_due", "high_credit", "credit_limit", "remark", "other"
]
"""What a row of cells says of its months: `other` is printed and has no field."""

_MEASURES: Final[Mapping[Measure, str]] = {
    "status": "rating|status|pay status|payment status|account status|payment rating|payment history|"
    "historial de pagos|past due status|month status|estado",
    "balance": "balance|account balance|reported balance|balance amount|balance owed|current balance|saldo",
    "scheduled": "scheduled payment|scheduled payment amount|scheduled amount|payment due|"
    "scheduled monthly payment|minimum payment|sched payment|sched pmt",
    "paid": "amount paid|actual payment|actual payment amount|paid|payment received|payment made|"
    "actual amount paid|payment amount|actual pmt",
    "past_due": "past due|amount past due|past due amount|past-due|amt past due",
    "high_credit": "high credit|high balance|highest balance|original amount",
    "credit_limit": "credit limit|limit|credit line|limite de credito|límite de crédito",
    "remark": "remarks|remark|comments|comment|narrative code|narrative codes",
    "other": "available credit|date of last payment|activity designator|type of loan|balloon payment|"
    "balloon payment amount|loan type|terms frequency|last payment date|date paid|narrative",
}
MEASURES: Final = Wordings(listed(_MEASURES))
"""Row and column labels of month grids."""

LEGEND: Final = "payment history legend"
"""The name under which legends are ignored."""

LEGEND_TITLES: Final = frozenset(
    {
        "payment history guide",
        "payment history legend",
        "payment history key",
        "payment/remarks key",
        "remarks key",
        "rating key",
        "legend",
        "key",
        "payment rating key",
        "history legend",
        "guía del historial de pagos",
    }
)

LEGEND_PHRASES: Final[Mapping[str, MonthStatus | None]] = {
    "current / terms met": "OK",
    "current/terms met": "OK",
    "current, terms met": "OK",
    "current or paying as agreed": "OK",
    "current or paid as agreed": "OK",
    "pays or paid as agreed": "OK",
    "pays as agreed": "OK",
    "paying as agreed": "OK",
    "paid as agreed": "OK",
    "paid on time": "OK",
    "on time": "OK",
    "current": "OK",
    **{
        phrase.format(days): days
        for days in _DAYS
        for phrase in (
            "past due {} days",
            "{} days past due",
            "{} days late",
            "late {} days",
            "{}+ days past due",
            "{} or more days past due",
            "{}+ days late",
            "account {} days past due date",
            "payment {} days late",
        )
    },
    "30-59 days past due": "30",
    "60-89 days past due": "60",
    "90-119 days past due": "90",
    "120-149 days past due": "120",
    "150-179 days past due": "150",
    "180+ days past due": "180",
    "charge off": "CO",
    "charge-off": "CO",
    "charged off": "CO",
    "charged-off": "CO",
    "collection": "CL",
    "collection account": "CL",
    "in collection": "CL",
    "foreclosure": "FC",
    "foreclosure proceedings started": "FC",
    "foreclosed": "FC",
    "repossession": "RP",
    "voluntary surrender": "VS",
    "voluntarily surrendered": "VS",
    "bankruptcy": "BK",
    "included in bankruptcy": "BK",
    "included in bankruptcy chapter 7, 11, or 12": "BK",
    "included in bankruptcy chapter 13": "BK",
    "paid": "PAID",
    "no data": "ND",
    "no data for this period": "ND",
    "no data for this time period": "ND",
    "no data available": "ND",
    "data unavailable": "ND",
    "not reported": "ND",
    "no history": "ND",
    "unknown": "ND",
    "too new to rate": "ND",
    "no information reported": "ND",
    "collection or charge off": None,
    "collection/charge off": None,
    "collection/chargeoff": None,
    "charge off or collection": None,
    "repossession or foreclosure": None,
    "repossession/foreclosure": None,
    "foreclosure or repossession": None,
    "payment plan": None,
    "generic derogatory": None,
    "derogatory": None,
    "closed": None,
    "transferred/closed": None,
    "transferred": None,
    "claim filed with government": None,
    "government claim": None,
    "insurance claim": None,
    "defaulted on contract": None,
    "creditor received deed": None,
    "deed in lieu": None,
}
"""What legends say of a code; None where the words name no one contract value."""

_DASH_LIKE = str.maketrans("‐‑‒–—−’‘", "------''")


@lru_cache(maxsize=8192)
def code_of(text: str) -> str:
    """The key of printed cell text: no case, spaces, brackets or full stops; ticks and icons by kind."""
    plain = re.sub(r"[\s><\[\]().:]", "", text.translate(_DASH_LIKE)).upper()
    if plain and all(c in TICKS for c in plain):
        return CHECK
    if plain and all("\ue000" <= c <= "\uf8ff" for c in plain):
        return ICON
    return plain
