"""Equifax, as AnnualCreditReport.com gives it.

Made by Apache FOP: `Prepared for:`, `Date:`, `Confirmation #` and `Page 3 of 41` on each page. An account is a
name (perhaps ` - Closed`), an address line, then packed lines (`Date Reported: 03/15/2027 | Balance: $1,234`)
and a three-column grid with bare labels where nothing is known. `Date Major Delinquency 1st Reported` is
not the date of first delinquency. A 24-month table holds amounts, not status.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import EQUIFAX

NAME = "Equifax, AnnualCreditReport.com file"

PRINT = Print(
    bureau="equifax",
    always=[
        "account_number",
        "account_type",
        "responsibility_text",
        "status_text",
        "opened",
        "closed",
        "reported",
        "last_payment",
        "last_activity",
        "first_delinquency",
        "terms",
        "credit_limit",
        "high_credit",
        "balance",
        "past_due",
        "monthly_payment",
        "charge_off_amount",
    ],
    codes=EQUIFAX,
)


def recognises(document: Document) -> bool:
    """Its confirmation number and the labels that only this print has."""
    return (
        count_signatures(
            document,
            r"\bconfirmation ?#",
            r"\befx-acr\b",
            r"\bloan/account type:",
            r"\bnarrative code\(s\)",
            r"date major delinquency (?:1st|first) reported",
            r"\bmonths reviewed\b",
        )
        >= 2
        and count_signatures(document, r"report confirmation", r"^2\.1 ", r"credit file status") < 2
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
