"""Tests of the room steps."""
