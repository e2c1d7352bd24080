"""The three-column print of SmartCredit and MyFreeScoreNow (ConsumerDirect), as PDF or saved page.

History of the print: bureaus in an order of their own, so the header decides. `Account Description`
begins with the responsibility, `Account Rating` speaks where `Payment Status` is silent, `Account Status`
says open or closed. History: 24 badges per bureau, `'25` in January's place; in a saved page a badge's
class carries the code (`status-C`, `-1` ... `-6`), in print sometimes nothing but colour, which is no
status. `Days Late - 7 Year History` and utilisation are the vendor's arithmetic.
"""

from __future__ import annotations

from creditai.documents import Document
from creditai.forms.bureaus import has_columns, read_columns
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import VENDORS

NAME = "SmartCredit, MyFreeScoreNow, three bureaus side by side"

SIGNATURES = (
    r"\bbalance owed\s*:",
    r"days late\s*[-–—]\s*7 year history",
    r"\baccount rating\s*:",
    r"\blast verified\s*:",
    r"\baccount description\s*:",
    r"\bcreditor remarks\s*:",
    r"\bquick links\b",
)
PRINT = Print(
    labels=(
        ("Account Description", "account_description"),
        ("Account Type", "account_type"),
        ("Account Status", "condition"),
        ("Payment Status", "status"),
        ("Account Rating", "other:Account Rating"),
        ("Balance Owed", "balance"),
        ("Date Reported", "reported"),
        ("Closed Date", "closed"),
        ("High Balance", "high_credit"),
        ("Payment Amount", "monthly_payment"),
        ("Last Payment", "last_payment"),
        ("Term Length", "terms"),
        ("Payment Frequency", "terms_frequency"),
        ("Creditor Remarks", "remarks"),
        ("Dispute Status", "disputed"),
    ),
    always=("account_number", "opened", "reported", "balance"),
    portfolio=True,
    codes={
        **VENDORS,
        "status-C": "OK",
        "status-U": "ND",
        "status-1": "30",
        "status-2": "60",
        "status-3": "90",
        "status-4": "120",
        "status-5": "150",
        "status-6": "180",
        "status-7": None,
        "status-8": None,
        "status-9": None,
    },
)


def recognises(document: Document) -> bool:
    """Three of its own labels, on a print that has columns of bureaus."""
    return count_signatures(document, *SIGNATURES) >= 3 and has_columns(document)


def read(document: Document) -> Draft:
    return read_columns(document, PRINT)
