"""The machine of the rehearsal, under the name by which the tests of this room ask for it."""

from rehearsal.machine import Machine, end, machine

__all__ = ["Machine", "end", "machine"]
