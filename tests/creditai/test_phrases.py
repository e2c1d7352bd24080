"""Words as bureaus print them, and what they say and do not say."""

from __future__ import annotations

import pytest

from creditai import phrases
from creditai.phrases import Phrases, says

SAYS: list[tuple[Phrases, str]] = [
    (phrases.CHARGED_OFF, "Account charged off. $800 written off. $800 past due as of Mar 2026."),
    (phrases.CHARGED_OFF, "Charged off as bad debt"),
    (phrases.CHARGED_OFF, "PROFIT AND LOSS WRITEOFF"),
    (phrases.CHARGED_OFF, "Charge-Off"),
    (phrases.SOLD_OR_TRANSFERRED, "Account transferred to another lender"),
    (phrases.SOLD_OR_TRANSFERRED, "PURCHASED BY ANOTHER LENDER"),
    (phrases.SOLD_OR_TRANSFERRED, "Transferred or sold"),
    (phrases.SOLD_OR_TRANSFERRED, "Account closed due to transfer"),
    (phrases.SOLD_OR_TRANSFERRED, "TRANSFERRED TO ANOTHER OFFICE"),
    (phrases.SOLD_OR_TRANSFERRED, "Sold to Second Sample Funding"),
    (phrases.NEVER_LATE, "Open/Never late."),
    (phrases.NEVER_LATE, "Paid, Closed/Never late."),
    (phrases.PARTIAL_PAYMENT_PLAN, "Paying under a partial payment agreement"),
    (phrases.CLOSED_BY_CONSUMER, "ACCOUNT CLOSED BY CONSUMER"),
    (phrases.CLOSED_BY_CONSUMER, "Account closed at consumer's request."),
    (phrases.CLOSED_BY_CONSUMER, "Closed by cardholder"),
    (phrases.CLOSED_BY_GRANTOR, "Account closed by credit grantor"),
    (phrases.CLOSED_BY_GRANTOR, "Account closed at credit grantor's request."),
    (phrases.CLOSED_BY_GRANTOR, "CANCELED BY CREDIT GRANTOR"),
    (phrases.ACCOMMODATION, "Account in forbearance"),
    (phrases.ACCOMMODATION, "PAYMENT DEFERRED"),
    (phrases.ACCOMMODATION, "Affected by natural or declared disaster"),
    (phrases.UNDONE, "Redeemed repossession"),
    (phrases.UNDONE, "Foreclosure proceedings started; account reinstated"),
    (phrases.BANKRUPTCY, "Included in Bankruptcy Chapter 7"),
    (phrases.HIGH_CREDIT_IS_OTHER, "Amount in High Credit is Credit Limit"),
    (phrases.HIGH_CREDIT_IS_OTHER, "High Credit represents original charge-off amount"),
]
SAYS_NOT: list[tuple[Phrases, str]] = [
    (phrases.CHARGED_OFF, "Paid, was a charge-off"),
    (phrases.CHARGED_OFF, "Account paid in full; was a charge-off"),
    (phrases.CHARGED_OFF, "Previously charged off, now current"),
    (phrases.CHARGED_OFF, "Charge card"),
    (phrases.CHARGED_OFF, "No charge"),
    (phrases.SOLD_OR_TRANSFERRED, "Account transferred to recovery"),
    (phrases.SOLD_OR_TRANSFERRED, "Transferred from another lender"),
    (phrases.SOLD_OR_TRANSFERRED, "Collateral sold, deficiency balance owed"),
    (phrases.SOLD_OR_TRANSFERRED, "Current account"),
    (phrases.NEVER_LATE, "Never late in the last 24 months"),
    (phrases.NEVER_LATE, "Pays as agreed"),
    (phrases.CLOSED_BY_CONSUMER, "Account closed"),
    (phrases.CLOSED_BY_GRANTOR, "Account closed at consumer's request"),
    (phrases.CLOSED_BY_CONSUMER, "Account closed by credit grantor"),
    (phrases.ACCOMMODATION, "Forbearance ended"),
    (phrases.UNDONE, "Foreclosure proceedings started"),
    (phrases.BANKRUPTCY, "Chapter one book store"),
]


@pytest.mark.parametrize(("table", "words"), SAYS, ids=lambda v: v if isinstance(v, str) else v.name)
def test_words_that_say_it(table: Phrases, words: str) -> None:
    assert says(words, table)
    assert says(f"  {words.upper()}\n ", table)


@pytest.mark.parametrize(("table", "words"), SAYS_NOT, ids=lambda v: v if isinstance(v, str) else v.name)
def test_words_that_do_not(table: Phrases, words: str) -> None:
    assert not says(words, table)


def test_no_words_say_nothing() -> None:
    assert not says(None, phrases.CHARGED_OFF)
    assert not says("", phrases.CHARGED_OFF)
