"""Speed, as ratios in one run: each file is a program of its own; `make bench` runs them all."""

from __future__ import annotations

VERDICT = "= "
"""What a line begins with that belongs in the table of all programs."""


def verdict(what: str, found: float, goal: float, unit: str) -> bool:
    """Say what was found beside the most that it may be, and whether that is met."""
    met = found <= goal
    said = f"{found:.2f} {unit} | at most {goal:g} {unit} | {'met' if met else 'NOT met'}"
    print(f"{VERDICT}{what} | {said}", flush=True)
    return met
