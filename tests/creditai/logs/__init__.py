"""Logs: what is printed, and that nothing else is."""
