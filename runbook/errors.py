"""The tree of failure, drawn once. Whose move is next decides the exit code.

RunbookError
├── Refused        nothing that serves was touched; exit 2
│   ├── CheckFailed · StalePlan · NotApproved · BadEnvironment · WrongUsage
│   └── Locked(by, since, doing)   another operator is at work
├── TurnedBack     something did not hold, and was undone; exit 1
├── NeedsPerson    cannot go on, cannot go back; exit 3
│   ├── Unwritable its own books cannot be written: nothing is done that is not written first
│   └── Fenced     another operator took over: this one's acts are refused
└── Broken         our defect; exit 70
    └── JournalDamaged   its chain of digests does not close

ActFailed stands outside: an act that did not succeed is answered by turning back, never by leaving. So does Astray: a
journey met what should not be.
"""

from __future__ import annotations

from typing import ClassVar


class RunbookError(Exception):
    """`message` is one or two sentences for the operator: what, where, what to do."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(RunbookError):
    exit_code = 2


class CheckFailed(Refused):
    """What must be true is not."""


class StalePlan(Refused):
    """A premise of the plan is no longer true."""


class NotApproved(Refused):
    """The environment asks for more signatures over this plan."""


class BadEnvironment(Refused):
    """The environment file does not fit its schema."""


class WrongUsage(Refused):
    """The command line asks for what there is not."""


class Locked(Refused):
    """Another operator holds the lease; the message says who, since when, doing what."""


class TurnedBack(RunbookError):
    exit_code = 1


class NeedsPerson(RunbookError):
    exit_code = 3


class Unwritable(NeedsPerson):
    """The journal or the lease cannot be written, most often for want of room."""


class Fenced(NeedsPerson):
    """The lease was lost; whoever holds it now goes on from the journal."""


class Broken(RunbookError):
    exit_code = 70


class JournalDamaged(Broken):
    """The journal's chain does not close, or its mirror differs."""


class ActFailed(Exception):
    """An act that failed or took longer than its deadline; redacted, fit to be journaled. `again`: it certainly had no
    effect, and may be tried once more."""

    again = False


class Astray(Exception):
    """A journey met what should not be: which request, and what came back."""
