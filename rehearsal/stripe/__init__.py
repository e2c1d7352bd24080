"""Stripe, as far as we call it: `python -m rehearsal.stripe --port 0` prints its address and serves.

Speaks one version of the API, VERSION, for the calls in `calls/` (one file per resource); everything else
is 404 in Stripe's own words, an unknown parameter is 400, as there. It keeps idempotency keys, signs its
webhooks, and can repeat, hold, delay and reorder them (`/rehearsal/posting`), be slow or ill
(`/rehearsal/faults`), move its clock (`/rehearsal/clock`, or Stripe's own test clocks) and begin anew (`/rehearsal/reset`).

`wire` (forms and errors), `books` (all it knows), `shapes` (objects as they look outside), `time`
(periods, invoices, retries), `posting` (webhooks), `pages` (what a person sees), `door` (HTTP).

Simpler than Stripe: an invoice leaves no draft hour but is final at once; one item a subscription; cards
are told by their test numbers; tax is nothing; retries come after 3, 5 and 7 days, then the subscription
ends. To add a call: its function and its line of parameters in the resource's file in `calls/`.
"""

VERSION = "2026-10-28.endive"
"""The API version that it speaks. The product pins the same; a test compares both with Stripe's client."""
