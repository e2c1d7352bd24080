"""Whom to call outside."""
