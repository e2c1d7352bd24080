"""Equifax, as myEquifax prints it, and the older AnnualCreditReport.com file.

Numbered sections: `1. Summary`, `2. Revolving Accounts`, `2.1 NAME`. The section is the portfolio. Tables of a
year by its months hold amounts; the payment history beside them holds codes.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import EQUIFAX

NAME = "Equifax, myEquifax print"

PRINT = Print(
    bureau="equifax",
    labels=(
        ("Delinquency First Reported", "other:Delinquency First Reported"),
        ("Contact", "furnisher_address"),
    ),
    always=[
        "account_number",
        "account_type",
        "responsibility_text",
        "status_text",
        "opened",
        "balance",
        "credit_limit",
        "high_credit",
    ],
    codes=EQUIFAX,
    section_portfolio=True,
)


def recognises(document: Document) -> bool:
    """Its numbered sections and summary labels."""
    return (
        count_signatures(
            document,
            r"\breport confirmation\b",
            r"^2\. revolving accounts",
            r"^\d\.1 \w",
            r"\bcredit file status\b",
            r"^debt-to-credit\b",
            r"\bdelinquency first reported\b",
        )
        >= 2
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
