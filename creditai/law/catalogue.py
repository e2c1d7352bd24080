"""The rules there are to be: every inaccuracy of our catalogue, by subject, in its order.

A rule that is not written stands in `LEFT_OUT` with the reason; tests hold this table and the folder
`creditai/rules` against each other, so that none is lost and none appears unannounced.
"""

from __future__ import annotations

from collections.abc import Mapping

CATALOGUE: Mapping[str, tuple[str, ...]] = {
    "Age": (
        "obsolete-account",
        "past-removal-date",
        "seven-years-past-dofd",
        "obsolete-late-mark",
        "obsolete-bankruptcy",
        "chapter-13-over-seven-years",
        "lien-or-judgment-present",
        "inquiry-over-two-years",
    ),
    "First delinquency": (
        "re-aged-first-delinquency",
        "collection-dofd-after-placement",
        "removal-beyond-dofd",
        "dofd-differs",
        "removal-differs",
        "re-aged-across-pulls",
        "collector-dofd-later-than-creditor",
    ),
    "Amounts": (
        "paid-with-balance",
        "paid-with-past-due",
        "current-with-past-due",
        "charged-off-but-current",
        "charge-off-with-monthly-payment",
        "past-due-exceeds-balance",
        "past-due-status-zero-balance",
        "sold-or-transferred-still-owing",
        "charge-off-with-growing-balance",
        "balance-rises-after-charge-off",
        "charge-off-amount-changed",
        "closed-with-monthly-payment",
        "limit-missing-revolving",
        "high-credit-below-balance",
    ),
    "Dates, status, history grid": (
        "open-and-closed",
        "dates-out-of-order",
        "future-date",
        "history-contradicts-status",
        "history-jump",
        "history-before-opened",
        "never-late-but-late",
        "derogatory-then-ok",
        "history-gap",
        "late-after-payoff",
        "status-late-history-empty",
        "type-contradicts-portfolio",
        "closed-by-differs",
        "forbearance-with-late",
        "student-loan-late-in-pause",
        "unit-mismatch",
    ),
    "Duplicates, liability, person": (
        "duplicate-account",
        "duplicate-collection",
        "two-collectors-one-debt",
        "original-and-collector-both-owing",
        "collection-without-original-creditor",
        "collection-not-from-contract",
        "authorized-user-derogatory",
        "authorized-user-on-collection",
        "deceased-marker",
        "opened-as-minor",
        "name-of-another",
        "ssn-variation",
        "birth-date-differs",
        "address-unknown",
        "mixed-file",
    ),
    "Bankruptcy and medical": (
        "balance-after-discharge",
        "discharge-not-shown",
        "late-after-petition",
        "bankruptcy-mark-without-record",
        "medical-paid",
        "medical-under-500",
        "medical-under-one-year",
    ),
    "Inquiries": (
        "duplicate-inquiry",
        "soft-shown-as-hard",
    ),
    "Across bureaus (only linked entries, link certain)": (
        "status-differs",
        "late-month-differs",
        "balance-differs",
        "opened-differs",
        "limit-differs",
        "responsibility-differs",
    ),
    "Across pulls": (
        "reinserted",
        "disputed-flag-lost",
        "history-rewritten",
        "history-vanished",
        "correction-lost",
        "last-payment-moved",
        "returned-after-absence",
    ),
}

RULE_IDS: tuple[str, ...] = tuple(rule for rules in CATALOGUE.values() for rule in rules)

LEFT_OUT: Mapping[str, str] = {}
"""Rule id -> why there is no such rule here."""
