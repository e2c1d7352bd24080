"""Compare an older and a newer report of one bureau."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _folder, _reports, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.case import Case
    from creditai.disputes.results import Result
    from creditai.report import HistoryMonth, Report


def compare(
    old: Annotated[Path, typer.Argument(help="The older report.", show_default=False, readable=False)],
    new: Annotated[
        Path, typer.Argument(help="The newer report of the same bureau.", show_default=False, readable=False)
    ],
    workspace: _folder.Folder = _folder.USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Do not keep or use recognised pages.")
    ] = False,
) -> int:
    """Say what two reports of one bureau show: gone, changed, unchanged, back, new.

    Where the workspace holds disputes about an account, a change is called `changed as asked` when the
    disputed values changed and the newer report no longer shows what was disputed; any other change is
    `changed otherwise`, and `changed` where nothing was disputed. What the bureau answered is not on this paper: `creditai record answered`.

    Examples:

      creditai compare experian-january.pdf experian-april.pdf
      creditai compare old.pdf new.pdf --json
    """
    from creditai.disputes.results import before, in_order, results

    readings = _reports.read([old, new], keep=not no_cache)
    reports = _reports.reports(readings)
    if len(reports) < 2:
        if _reports.exit_code(readings):
            return _reports.exit_code(readings)
        raise WrongUsage("Both files are one and the same report; name an older and a newer one.")
    register = _folder.workspace(workspace).read()
    analysis = _folder.analysed(register, reports)
    older, newer = in_order(*reports)
    shown = results(analysis.case, analysis.findings, before(register.disputes, newer))
    if not shown:
        raise WrongUsage(f"These two cannot be compared: {_why_not(older, newer)}.")
    if older is not reports[0]:
        _terminal.aside(f"By the dates that they print, {Path(older.source.file).name} is the older one.")
    for report in (older, newer):
        if report.source.absent:
            _terminal.aside(f"{Path(report.source.file).name}: {report.source.note}")
    if json:
        _terminal.data({"results": [_as_data(analysis.case, each) for each in shown]})
    else:
        _terminal.heading(f"{_told(older)} -> {_told(newer)}")
        _print(analysis.case, shown)
    return _reports.exit_code(readings)


def _told(report: Report) -> str:
    """`Experian, August 19, 2026`."""
    from creditai.quoting import BUREAU_NAMES, day

    bureaus = ", ".join(BUREAU_NAMES[bureau] for bureau in report.source.bureaus) or "no bureau named"
    return f"{bureaus}, {'no date printed' if report.report_date is None else day(report.report_date)}"


def _why_not(old: Report, new: Report) -> str:
    """The condition that these two do not meet."""
    from creditai.linking import people

    each = [f"{Path(report.source.file).name} is {_told(report)}" for report in (old, new)]
    if not set(old.source.bureaus) & set(new.source.bureaus):
        return f"they are not of one bureau ({'; '.join(each)})"
    if old.report_date is None or new.report_date is None:
        return f"both must print the day they were made ({'; '.join(each)})"
    if len(people((old, new))) > 1:
        return "they are of different people, by the names, numbers and dates of birth that they print"
    if old.report_date.latest >= new.report_date.earliest:
        return f"neither is older by its date ({'; '.join(each)})"
    return "they have no accounts to compare"


def _print(case: Case, shown: Sequence[Result]) -> None:
    order = ("gone", "changed as asked", "changed otherwise", "back", "new", "unchanged")
    rows = [
        (_word(each), _name(case, each), _changes(each), ", ".join(each.disputes))
        for word in order
        for each in shown
        if each.shown == word
    ]
    _terminal.table(("shown", "account", "before -> after", "disputed in"), rows)


def _word(each: Result) -> str:
    """Where nothing was disputed a change is a change, not one `otherwise`."""
    return "changed" if each.shown == "changed otherwise" and not each.disputes else each.shown


def _name(case: Case, each: Result) -> str:
    from creditai.quoting import thing

    pointer = each.after or each.before
    assert pointer is not None
    return thing(case.account(pointer))


def _changes(each: Result) -> str:
    shown = []
    for change in each.fields:
        if change.name == "payment_history":
            shown.append(_months(change.before or (), change.after or ()))
        else:
            shown.append(
                f"{change.name.replace('_', ' ')}: {_plain(change.before)} -> {_plain(change.after)}"
            )
    return "; ".join(filter(None, shown))


def _plain(value: Any) -> str:
    from creditai.contract import as_json
    from creditai.quoting import day, dollars
    from creditai.values import PartialDate

    if isinstance(value, (tuple, list)):
        return " / ".join(_plain(part) for part in value) or "nothing"
    if isinstance(value, PartialDate):
        return day(value)
    if isinstance(value, Decimal):
        return dollars(value)
    return "nothing" if value is None else str(as_json(value))


def _months(before: Sequence[HistoryMonth], after: Sequence[HistoryMonth]) -> str:
    """Months that both print and print differently; how many came and went."""
    from creditai.quoting import month as in_words

    old, new = ({cell.month: cell.status for cell in cells} for cells in (before, after))
    shown = [
        f"{in_words(month)}: {old[month]} -> {new[month]}"
        for month in sorted(old)
        if month in new and old[month] != new[month]
    ]
    came, went = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    counts = [f"{n} months {word}" for n, word in ((came, "more"), (went, "no longer printed")) if n]
    return f"payment history: {', '.join(shown + counts)}" if shown or counts else ""


def _as_data(case: Case, each: Result) -> dict[str, Any]:
    from creditai.contract import as_json

    return {
        "shown": each.shown,
        "account": _name(case, each),
        "before": each.before,
        "after": each.after,
        "fields": as_json(each.fields),
        "disputes": list(each.disputes),
    }
