"""How long things are kept. What the service deletes by itself every night, and what only its owner may."""

from __future__ import annotations

from datetime import timedelta

UNCONFIRMED = timedelta(days=2)
"""Sign-ups that were never confirmed, and answers kept against sending twice."""
IDLE_PAPERS = timedelta(days=90)
"""Uploaded files, after the last day of activity."""
