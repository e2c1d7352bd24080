"""The one table of thresholds: read by the judge, the reports and the alert rules."""

from __future__ import annotations

ERROR_OBJECTIVE = 0.005
"""The share of requests that may fail (0.5 %)."""

ALPHA = 1e-3
"""At most this share of good releases is called ill, however often one looks."""

SLOW_FACTOR = 2.0
"""An answer is slow when it takes more than this times the old colour's 95th percentile ..."""

SLOW_FLOOR = 0.05
"""... and more than this many seconds: below, nobody notices and noise rules."""

SLOW_OBJECTIVE = 0.05
"""The share of answers beyond the old 95th percentile when nothing changed."""

FEWEST = 20
"""With fewer answers than this a measurement is silent, and silence is not "well"."""

FEWEST_OUTCOMES = 10
"""Papers or payments, of the old colour and of the new one, below which what came of them says nothing of a release."""

OUTCOME_FLOOR = 0.10
"""The share of papers or payments that may fail however rarely they failed before: one person may send ten bad files."""

DOWN_ERRORS = 0.20
"""With so many failing the release is called down."""
PAGE_ERRORS = 0.05
WARN_SECONDS = 2.0
WARN_RESOURCES = 0.80
ROLLBACK_WITHIN_SECONDS = 15 * 60
CLOCK_SECONDS = 5.0
"""How far clocks may be apart: signatures of Stripe's events hold for 300, codes of an authenticator for 30."""
CERTIFICATE_DAYS = 30
