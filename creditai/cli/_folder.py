"""The workspace that a verb works in, and the findings of the reports that it keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.analysis import Analysis
    from creditai.disputes.register import Register
    from creditai.disputes.standing import Standing
    from creditai.report import Report
    from creditai.workspace import Workspace

USUAL = Path("creditai-workspace")
Folder = Annotated[
    Path,
    typer.Option(
        "--workspace",
        envvar="CREDITAI_WORKSPACE",
        help="Your folder for choices, letters and dates.",
    ),
]


def workspace(folder: Path) -> Workspace:
    from creditai.workspace import Workspace

    return Workspace(folder)


def existing(folder: Path) -> Workspace:
    """The workspace, which must be there."""
    found = workspace(folder)
    if not found.exists:
        found.read()  # an older state that lies there alone is said
        raise WrongUsage(
            f"There is no workspace in {folder}; `creditai dispute FILE...` makes one, --workspace names another."
        )
    return found


def analysed(register: Register, reports: Sequence[Report]) -> Analysis:
    """The findings of these reports, with what the person said and what was answered so far."""
    from creditai.choosing import analysed

    return analysed(register, reports)


def standing(register: Register, reports: Sequence[Report], today: date) -> Standing:
    """What letters of this workspace may rest on today."""
    from creditai.choosing import standing

    return standing(register, reports, today)


def day(text: str | None, option: str) -> date:
    """A day that was typed; today when none was."""
    if text is None:
        return datetime.now().astimezone().date()
    if text.strip().lower() == "today":
        return day(None, option)
    found = written_day(text.strip())
    if found is None:
        raise WrongUsage(f"{option} is a day written as 2026-02-03 or 02/03/2026, or the word today.")
    return found


def written_day(text: str) -> date | None:
    """2026-02-03, or 02/03/2026 as reports of this country print it; None for what is no day."""
    iso, us = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text), re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text)
    if iso is None and us is None:
        return None
    year, month, in_month = iso.groups() if iso else (us[3], us[1], us[2]) if us else ()
    try:
        return date(int(year), int(month), int(in_month))
    except ValueError:
        return None


def now() -> str:
    """When something is written down."""
    return datetime.now(UTC).isoformat(timespec="seconds")
