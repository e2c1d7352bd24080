"""Tests of the runbook's command line."""
