"""Experian, as AnnualCreditReport.com prints it.

A browser's print of 30 to 90 pages: time, title, address and page count in the margins, also in
mid-block. Each account is a name (negatives tagged `POTENTIALLY NEGATIVE`) over `Account Info`, `Payment
History`, `Contact Info`, `Comment`. No date of first delinquency is printed: `On Record Until` is.
On-time months are icons, sometimes lost from the text; amounts stand in words inside `Status`.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import EXPERIAN

NAME = "Experian, AnnualCreditReport.com print"

PRINT = Print(
    bureau="experian",
    labels=(("Recent Payment", "other:Recent Payment"),),
    always=("account_number", "account_type", "responsibility_text", "opened", "status_text", "balance"),
    codes=EXPERIAN,
)


def recognises(document: Document) -> bool:
    """Its title, its head, or the labels that stand together nowhere else."""
    titled = count_signatures(document, r"annual credit report - experian") > 0
    of_members = (r"usa\.experian\.com/mfe", r"^open/closed\b", *(() if titled else (r"^company sold\b",)))
    if count_signatures(document, *of_members) >= 1:
        return False
    return (
        count_signatures(
            document,
            r"annual credit report - experian",
            r"^prepared for\b(?s:.){0,200}date generated",
            r"\b\d+ accounts?\b.*\b\d+ public records?\b.*\b\d+ hard inquir",
            r"\bon record until\b",
            r"\bbalance updated\b",
            r"^\W*account info$",
        )
        >= 3
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
