"""The tree of failure, drawn once.

CreditAIError
├── Refused                 your move; exit 2 on the command line, 4xx over HTTP
│   ├── NotSignedIn · NotAllowed · NotAgreed · NotFound · Conflict · OutOfDate · Invalid · PlanTooSmall
│   ├── NotYet(when)        lawful or possible only from a day on (409)
│   ├── TooMany(seconds)    over a rate limit (429)
│   ├── OverQuota           no room for it beside what the person keeps (413)
│   ├── MailRefused         the mail server will never take this mail
│   ├── WrongUsage          a flag, a number, an answers file that does not fit
│   ├── WorkspaceError      the person's folder: damaged, locked, of another version
│   ├── LetterRefused       the guard found words that neither paper nor answers support
│   └── NotRead             a file that gave no report; exit 1; `code` is one of `failures[].code`
│       ├── Empty · Truncated · NotPdf · Password · TooLarge · TimedOut
│       ├── NoWords · NotAReport · ForeignReport · TwoPeople · SeveralReports
│       └── ChangedWhileRead · Unreadable
├── Unavailable             wait or install, then again; exit 69, 503 over HTTP
│   ├── FeatureDisabled(seconds)  switched off for a while by an operator
│   ├── MailUnavailable     no mail server takes mail now
│   └── OcrUnavailable      the page is a picture and no OCR engine is installed
└── Broken                  our move; exit 70
    └── AmbiguousLayout     two layouts claim one document (`ambiguous_layout`)

Every message is one sentence or two: what is wrong, where, and what to do about it. None carries
personal data: no name, number or amount from a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

FailureCode = Literal[
    "empty",
    "truncated",
    "not_pdf",
    "password",
    "too_large",
    "no_words",
    "not_a_report",
    "foreign_report",
    "two_people",
    "several_reports",
    "ambiguous_layout",
    "timed_out",
    "changed_while_read",
    "unreadable",
]

MEANINGS: dict[FailureCode, str] = {
    "empty": "The file holds nothing.",
    "truncated": "The file breaks off before its end.",
    "not_pdf": "Neither a PDF nor a saved web page.",
    "password": "The PDF opens only with a password.",
    "too_large": "Over the limit of bytes, pages or memory.",
    "no_words": "Blank pages, or pictures that no OCR could read.",
    "not_a_report": "A document of another kind: a statement, a letter, a bill.",
    "foreign_report": "A credit report of another country.",
    "two_people": "The reports of two persons in one file.",
    "several_reports": "Several reports in one file, one behind the other.",
    "ambiguous_layout": "Two layouts claim it: our defect.",
    "timed_out": "Over the limit of time.",
    "changed_while_read": "Somebody wrote to the file meanwhile.",
    "unreadable": "Damaged, or no file at all: a folder, a device, a pipe.",
}
"""What each code of `failures` means; docs/reference/errors.md prints it."""


class CreditAIError(Exception):
    """`message` is for the person; `exit_code` for the shell; `status` for HTTP (RFC 9457's `status`)."""

    exit_code: ClassVar[int] = 70
    status: ClassVar[int] = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(CreditAIError):
    exit_code = 2
    status = 422


class NotSignedIn(Refused):
    status = 401


class NotAllowed(Refused):
    status = 403


class NotAgreed(Refused):
    """The person has to consent first."""

    status = 403


class NotFound(Refused):
    """Not there, or not yours: the two are never told apart."""

    status = 404


class Conflict(Refused):
    status = 409


class OutOfDate(Refused):
    """What the change rests on was changed meanwhile."""

    status = 412


class Invalid(Refused):
    """What was sent does not fit: `where` is a JSON Pointer into it, where there is one."""

    def __init__(self, message: str, where: str | None = None) -> None:
        super().__init__(message)
        self.where = where


class PlanTooSmall(Refused):
    status = 402


class NotYet(Refused):
    """Possible from `when` on, and not before."""

    status = 409

    def __init__(self, message: str, when: date) -> None:
        super().__init__(message)
        self.when = when


class TooMany(Refused):
    """Over a limit; `seconds` until the next try may pass."""

    status = 429

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class OverQuota(Refused):
    status = 413


class WrongUsage(Refused):
    pass


class MailRefused(Refused):
    pass


class WorkspaceError(Refused):
    pass


class LetterRefused(Refused):
    pass


class NotRead(Refused):
    """A file that gave no report. `page` (from 1) where the trouble has a page."""

    exit_code = 1
    code: ClassVar[FailureCode] = "unreadable"

    def __init__(self, message: str, page: int | None = None) -> None:
        super().__init__(message)
        self.page = page


class Empty(NotRead):
    code = "empty"


class Truncated(NotRead):
    code = "truncated"


class NotPdf(NotRead):
    status = 415
    code = "not_pdf"


class Password(NotRead):
    code = "password"


class TooLarge(NotRead):
    status = 413
    code = "too_large"


class TimedOut(NotRead):
    code = "timed_out"


class NoWords(NotRead):
    code = "no_words"


class NotAReport(NotRead):
    code = "not_a_report"


class ForeignReport(NotRead):
    code = "foreign_report"


class TwoPeople(NotRead):
    code = "two_people"


class SeveralReports(NotRead):
    code = "several_reports"


class ChangedWhileRead(NotRead):
    code = "changed_while_read"


class Unreadable(NotRead):
    code = "unreadable"


class Unavailable(CreditAIError):
    exit_code = 69
    status = 503


class FeatureDisabled(Unavailable):
    """An operator switched it off; `seconds` until it may be asked again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class MailUnavailable(Unavailable):
    pass


class OcrUnavailable(Unavailable):
    pass


class Broken(CreditAIError):
    exit_code = 70


class AmbiguousLayout(Broken):
    """`page` and `code` as in NotRead, so that it can stand in `failures`."""

    code: ClassVar[FailureCode] = "ambiguous_layout"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no report, as data: one line of `failures` in `creditai.analysis/1`."""

    file: str
    code: FailureCode
    message: str
    page: int | None = None
