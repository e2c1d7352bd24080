"""Tests of the room verifications."""
