"""What outlives its person, and why: ids, days and digests that prove something; docs/retention.md says how long."""

from __future__ import annotations

KEPT = {
    "audit": "who did what, with ids alone: proof of the erasure too; one year",
    "consent": "proof of what was agreed to, ended by the erasure, without a name; five years",
    "contract": "the statute's proof (15 USC 1679c(c)), its sealed name unreadable; five years",
    "signed_paper": "digest and day of what was signed, its body unreadable; five years",
    "stripe_customer": "books: seven years, Stripe's ids alone",
    "subscription": "books: seven years, Stripe's ids alone",
    "invoice": "books: seven years, amounts and Stripe's ids alone",
    "delivery": "books: seven years, what was billed, by id",
}
"""Table -> why. Erasure leaves its rows, and rows of somebody who is gone are no fault in it."""
