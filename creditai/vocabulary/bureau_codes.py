"""Codes of a month by which the bureaus differ: one letter is a collection here and nothing there.

What all prints share is in `history`; these come on top of it, for the bureau's own prints.
"""

from __future__ import annotations

from collections.abc import Mapping

from creditai.report import MonthStatus
from creditai.vocabulary.history import CHECK, ICON

EXPERIAN: Mapping[str, MonthStatus | None] = {ICON: "OK", "C": "CL", "R": "RP", "F": "FC", "B": "BK"}
EQUIFAX: Mapping[str, MonthStatus | None] = {
    "*": "OK",
    CHECK: "OK",
    ICON: "OK",
    "C": "CL",
    "B": "BK",
    "R": "RP",
    "F": "FC",
    "V": "VS",
    "TN": "ND",
    "X": "ND",
}
TRANSUNION: Mapping[str, MonthStatus | None] = {"X": "ND", "N/R": "ND", "RPO": "RP"}
VENDORS: Mapping[str, MonthStatus | None] = {"CO": None, "RF": None, "PP": None}
"""What the vendors of three-bureau prints merge: a charge-off or a collection, a repossession or a foreclosure, a plan."""
