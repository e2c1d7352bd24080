"""The papers that are signed: the statute's words unchanged, the form in duplicate, the same bytes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from creditai.billing.contract import Seller, Signature, Terms, contract, disclosure, pdf
from creditai.billing.plans import offer
from creditai.billing.statute import digest, statute
from creditai.errors import Invalid

STATUTE, OFFER = statute(), offer()
TERMS = Terms(
    Seller("Example Seller, Inc.", "1 Example Street, Springfield, OR 97477"),
    "Alice Example",
    OFFER.plan("basic"),
    "month",
    "Oregon",
    date(2026, 11, 25),
    date(2026, 12, 1),
)
SIGNED = Signature("Alice Example", datetime(2026, 11, 25, 18, tzinfo=UTC))


def pages(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def test_the_disclosure_is_the_statutes_and_alone() -> None:
    (page,) = pages(pdf(disclosure(STATUTE, "Alice Example"), STATUTE.heading))
    for text in STATUTE.paragraphs:
        assert " ".join(text.split()) in page
    assert "$" not in page
    assert STATUTE.digest == digest(STATUTE.disclosure.encode())
    assert len(STATUTE.paragraphs) == 8


def test_the_statutes_words_are_those_that_were_compared() -> None:
    """Whoever changes a letter of the text changes this digest, and says why."""
    words = STATUTE.disclosure + STATUTE.near_signature + STATUTE.cancel_right + STATUTE.cancel_how
    assert digest(words.encode()) == "6eebbc0b77fd80e253bba911ae05d2711a3410e0d32a7b9f86441ff62d6767fb"


def test_the_contract_holds_what_the_statute_asks_for() -> None:
    first, *notices = pages(pdf(contract(OFFER, STATUTE, TERMS), "Contract"))
    for asked in (
        "Example Seller, Inc.", "1 Example Street", "10 letters", "No result is promised", "within one day", "$5.00",
        "never more than $29.99", "at most $359.88", "Nothing is paid at signing", "December 1, 2026",
    ):  # fmt: skip
        assert asked in first
    assert first.index(STATUTE.near_signature) < first.index("Signature of the consumer")
    assert len(notices) == 2
    assert notices[0].replace("Page 2", "Page 3") == notices[1]
    assert STATUTE.cancel_right in notices[0]
    assert "before midnight on December 1, 2026" in notices[0]


def test_a_year_is_told_as_a_year() -> None:
    text = pages(pdf(contract(OFFER, STATUTE, replace(TERMS, interval="year")), "Contract"))[0]
    assert "120 letters" in text
    assert "$4.00" in text
    assert text.count("$287.90") == 2


def test_it_says_who_signed_and_when_and_the_same_again() -> None:
    signed = pdf(contract(OFFER, STATUTE, TERMS, SIGNED), "Contract")
    assert "“Alice Example”, 2026-11-25 18:00 UTC" in pages(signed)[0]
    assert signed == pdf(contract(OFFER, STATUTE, TERMS, SIGNED), "Contract")
    assert digest(signed) != digest(pdf(contract(OFFER, STATUTE, TERMS), "Contract"))


def test_a_name_that_no_font_draws_is_refused() -> None:
    with pytest.raises(Invalid, match="font"):
        pdf(contract(OFFER, STATUTE, replace(TERMS, consumer="Alice \U00013000")), "Contract")


def test_no_word_promises_a_result() -> None:
    text = " ".join(pages(pdf(contract(OFFER, STATUTE, TERMS), "Contract"))[:1]).lower()
    for word in ("guarantee", "raise your score", "improve your score", "delete negative", "waive any"):
        assert word not in text
