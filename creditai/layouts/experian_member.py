"""Experian, as its member site prints it (usa.experian.com).

The same facts as the AnnualCreditReport.com print, labels in sentence case, with `Open/closed`,
`Company sold`, `Credit usage`, `Last payment date` and dates as `Jun 04, 2024`. A summary (name, balance,
`Balance updated`) precedes each block, and address and telephone number stand above their labels.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import EXPERIAN

NAME = "Experian, member site print"

PRINT = Print(
    bureau="experian",
    labels=(("Open/closed", "condition"),),
    always=("account_number", "account_type", "responsibility_text", "opened", "status_text", "balance"),
    codes=EXPERIAN,
)


def recognises(document: Document) -> bool:
    """Its address, or labels that only this print has."""
    return (
        count_signatures(
            document,
            r"usa\.experian\.com/mfe/credit",
            r"\bopen/closed\b",
            r"\bcompany sold\b",
            r"\bcredit usage\b",
            r"^your statement\b",
            r"^\W*account info$(?s:.)*\bbalance updated\b",
        )
        >= 2
        and count_signatures(document, r"annual credit report - experian") == 0
        and count_signatures(document, r"\bopen/closed\b", r"\bcompany sold\b", r"usa\.experian\.com/mfe")
        >= 1
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
