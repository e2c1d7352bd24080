"""Tests of the room runbook."""
