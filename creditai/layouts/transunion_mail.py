"""TransUnion, the disclosure (and the results of a dispute) that comes by mail.

Between `-Begin Credit Report-` and `-End of Credit Report-`; file number, `Date Issued:` and `Page: 1 of 12` at the top
right. An account is `NAME #123456****` over three columns of `Label: value`.
"""

from creditai.documents import Document
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import TRANSUNION

NAME = "TransUnion, disclosure by mail"

PRINT = Print(
    bureau="transunion",
    labels=(("Address", "furnisher_address"), ("Phone", "furnisher_phone")),
    always=("account_number", "responsibility_text", "opened", "balance", "status_text"),
    codes=TRANSUNION,
    portfolio=True,
    closed_date_tells=True,
)


def recognises(document: Document) -> bool:
    """Its begin and end lines, and its head."""
    return (
        count_signatures(
            document,
            r"-\s?begin credit report\s?-",
            r"-\s?end of credit report\s?-",
            r"\bdate issued:?",
            r"you have been on our files since",
        )
        >= 2
        and count_signatures(document, r"begin credit report", r"\bdate issued\b") >= 1
    )


def read(document: Document) -> Draft:
    return read_print(document, PRINT)
