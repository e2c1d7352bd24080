"""PrivacyGuard's three-bureau report: a vendor's name over columns that the header row tells.

History of the print: nobody here has seen one, so it names no labels of its own. The whole vocabulary reads
it, under the bureaus that its header names; months that the vendor merges (`CO`, `RF`, `PP`) are no status, as
with its kin. When a print is described, its labels go into `labels`, and its marks into `recognises`.
"""

from __future__ import annotations

from creditai.documents import Document
from creditai.forms.bureaus import has_columns, read_columns
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.signatures import count_signatures
from creditai.vocabulary.bureau_codes import VENDORS

NAME = "PrivacyGuard, three bureaus side by side"

PRINT = Print(portfolio=True, codes=VENDORS)
KIN = (r"\bbureau code\s*:", r"account type\s*[-–—]\s*detail", r"\bbalance owed\s*:", r"\baccount rating\s*:")
"""Labels of other vendors' prints, in which PrivacyGuard may be named among the inquiries."""


def recognises(document: Document) -> bool:
    """The vendor's name or address, columns of bureaus, and no label of the vendors that are known better."""
    named = count_signatures(document, r"\bprivacy ?guard\b") == 1
    return named and count_signatures(document, *KIN) == 0 and has_columns(document)


def read(document: Document) -> Draft:
    draft = read_columns(document, PRINT)
    draft.note = "PrivacyGuard: read by its labels and its header of bureaus. Look at what was not read."
    return draft
