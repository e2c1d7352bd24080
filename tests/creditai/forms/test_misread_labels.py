"""Labels that OCR misread are read as what they are; text that nobody had to guess, and values, stay as they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from creditai.documents import Document
from creditai.forms.misread_labels import with_labels_read
from creditai.vocabulary.misread import label_meant
from tests.creditai.forms import typed


def seen(text: str, sure: float | None = 0.9) -> Document:
    page = typed.document(text).pages[0]
    words = tuple(w._replace(confidence=sure) for w in page.words)
    return Document((replace(page, words=words),), "pdf")


def text_of(document: Document) -> str:
    return " ".join(w.text for w in document.pages[0].words)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Last Paymet Made:", "Last Payment Made"),
        ("Bigh Balance:", "High Balance"),
        ("Last PaymentMade:", "Last Payment Made"),
        ("Monthly Paymenr", "Monthly Payment"),
        ("Date 1ssued:", "Date Issued"),
        ("High Balance:", None),
        ("CALDERA BANK", None),
        ("Last Payment Mate:", None),
    ],
)
def test_one_letter_away(read: str, meant: str | None) -> None:
    """`Mate` is as near to `Made` as to `Date`."""
    assert label_meant(read) == meant


def test_words_keep_their_places_and_values_their_texts() -> None:
    before = seen(
        "Bigh Balance: $2,245   Last PaymentMade: 10/22/2026   Credit Limit; $900\nSAMPLE BALAMCE CO"
    )
    after = with_labels_read(before)
    assert text_of(after) == (
        "High Balance: $2,245 Last Payment Made: 10/22/2026 Credit Limit: $900 SAMPLE BALAMCE CO"
    )
    assert [w.box for w in after.pages[0].words] == [w.box for w in before.pages[0].words]


def test_what_a_file_says_is_not_changed() -> None:
    before = seen("Bigh Balance: $2,245", None)
    assert with_labels_read(before) is before
