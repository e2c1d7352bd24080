"""Experian, the personal credit report of its web site until about 2019.

Sections `Potentially Negative Items` and `Accounts in Good Standing`; labels with colons (`Type:`, `Recent
Balance:` as `$0 /paid as of 02/2015`, `Status Details:` with the removal sentence); whole account numbers
cut by `....`; a history with its years over months from newest to oldest.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import EXPERIAN

NAME = "Experian, web site print until 2019"

PRINT = Print(
    bureau="experian",
    labels=(
        ("Type", "account_type"),
        ("Address Identification Number", "other:Address Identification Number"),
        ("Date of Status", "other:Date of Status"),
    ),
    always=("account_number", "account_type", "opened", "status_text"),
    codes={**EXPERIAN, "CLS": None},
)


def recognises(document: Document) -> bool:
    """Its title, its head, its sections."""
    return (
        count_signatures(
            document,
            r"online personal credit report from experian",
            r"your report number is",
            r"potentially negative items or items for further review",
            r"address identification number",
            r"\bcredit limit/original amount\b",
            r"\brecent balance\b",
            r"\baccounts in good standing\b",
            r"\brequests viewed (?:by others|only by you)\b",
        )
        >= 2
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
