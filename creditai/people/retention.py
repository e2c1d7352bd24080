"""How long things are kept. What the service deletes by itself every night, and what only its owner may; docs/retention.md
tells the same to people, and why."""

from __future__ import annotations

from datetime import timedelta

UNCONFIRMED = timedelta(days=2)
"""Sign-ups that were never confirmed, and answers kept against sending twice."""
IDLE_PAPERS = timedelta(days=90)
"""Uploads and what was read from them, after the last day of activity: the words of keep-reports promise it."""
SIGNED = timedelta(days=5 * 366)
"""Contracts that are over: a claim runs for five years (15 USC 1679i). Signed papers carry their own day."""
BOOKS = timedelta(days=7 * 366)
"""Invoices, deliveries, subscriptions that ended: amounts and ids alone."""
TRIED = timedelta(hours=6)
"""Persons who are nobody, whom a release that was cut off left behind."""
