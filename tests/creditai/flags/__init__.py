"""Switches: orders, acknowledgement, the last known state."""
