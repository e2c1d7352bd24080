"""A report whose print nobody described: read with the whole vocabulary, by geometry alone.

It claims no document of its own; the door sends here what no layout knows, once there is evidence that
it is a credit report. A print with columns of bureaus is read by its own
header row. The bureau is what a title or heading names; where none does it stays unknown.
"""

from creditai.documents import Document
from creditai.forms.bureaus import has_columns, read_columns
from creditai.forms.draft import Draft
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print

NAME = "A print that CreditAI has not seen before"

PRINT = Print(labels=(("Type", "account_type"),), portfolio=True, closed_date_tells=True, either_way=True)


def recognises(document: Document) -> bool:
    """Never: it is asked last, by the door."""
    return False


def read(document: Document) -> Draft:
    draft = read_columns(document, PRINT) if has_columns(document) else read_print(document, PRINT)
    draft.note = "No known print: read by its labels and their places. Look at what was not read."
    return draft
