"""The three-column print of IdentityIQ, MyScoreIQ and their resellers, as PDF or saved page.

MyScoreIQ prints the same labels (its scores may be a row a model, `FICO Score 8:`), so it has no layout of its own.
History of the print: labels end in colons; `-` stands where a bureau is silent, and the row `Account #`
tells who reports. `Account Type` is the portfolio, `Account Type - Detail` the type, `Bureau Code` the
responsibility, `Account Status` only whether it is open. The two years of history are 24 columns with a
row for each bureau, month and two-digit year on lines of their own. The vendor merges codes: `CO` is a
charge-off or a collection, `RF` a repossession or a foreclosure, `PP` a plan; none of them is one
status. Late tallies, counts and sums are the vendor's arithmetic.
"""

from __future__ import annotations

from creditai.documents import Document
from creditai.forms.bureaus import read_columns
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import VENDORS

NAME = "IdentityIQ, MyScoreIQ and resellers, three bureaus side by side"

SIGNATURES = (
    r"account type\s*[-–—]\s*detail\s*:",
    r"\bbureau code\s*:",
    r"no\. of months \(terms\)",
    r"two-year payment history",
    r"\bdate last active\s*:",
    r"\blast reported\s*:",
)
PRINT = Print(
    labels=(
        ("Account Type", "portfolio"),
        ("Account Type - Detail", "account_type"),
        ("Bureau Code", "responsibility"),
        ("Account Status", "condition"),
        ("Payment Status", "status"),
        ("No. of Months (terms)", "terms"),
        ("Last Reported", "reported"),
        ("Date Last Active", "last_activity"),
        ("Date of Last Payment", "last_payment"),
    ),
    always=("account_number", "account_type", "opened", "reported", "balance"),
    codes={**VENDORS, "ND": "ND"},
    portfolio=True,
)


def recognises(document: Document) -> bool:
    """Three of its own labels, the type's detail or the bureau's code among them."""
    own = count_signatures(document, *SIGNATURES[:2])
    return own >= 1 and count_signatures(document, *SIGNATURES) >= 3


def read(document: Document) -> Draft:
    return read_columns(document, PRINT)
