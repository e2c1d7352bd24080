"""TransUnion, as AnnualCreditReport.com and its online service centre print it.

A browser's print of some fifty pages. An account is `NAME 123456****` (the last four digits are hidden), then
`Account Information` and rows of label and value; adverse values stand in `>brackets<`. Bands of months
(`August 2021`) carry rows of amounts, remarks and `Rating`. Regular inquiries are hard, the others soft.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import TRANSUNION

NAME = "TransUnion, AnnualCreditReport.com print"

PRINT = Print(
    bureau="transunion",
    labels=(("Address", "furnisher_address"), ("Phone", "furnisher_phone")),
    always=("account_number", "responsibility_text", "opened", "balance", "status_text"),
    codes=TRANSUNION,
    portfolio=True,
    closed_date_tells=True,
)


def recognises(document: Document) -> bool:
    """Its title, its head, its sections; of a poor scan its head alone, whose second line it shares with the mailed
    disclosure."""
    mailed = count_signatures(document, r"-begin credit report-", r"-end of credit report-", r"^date issued")
    head = count_signatures(document, r"personal credit report for", r"you have been on our files since")
    return (mailed == 0 and head == 2) or (
        mailed < 2
        and count_signatures(
            document,
            r"view your report \| transunion",
            r"personal credit report for",
            r"annualcreditreport\.transunion\.com",
            r"transunion online service center",
            r"\baccounts with adverse information\b",
            r"payment/remarks key",
            r"\bcredit report date\b",
            r"estimated month and year (?:that )?this item will be removed",
        )
        >= 2
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
