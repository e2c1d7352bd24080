"""Journeys, driven by hand."""
