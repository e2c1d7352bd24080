"""What a dispute asks of the person beside its findings: who writes, and what that is printed is not theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from creditai.case import Case
from creditai.disputes.ticked import TICKS, printed
from creditai.flows.look_at_papers import look_at_papers
from creditai.papers import reports
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Questions:
    """As the reports print them. `ticks`: (name under told, title, printed lines)."""

    names: Sequence[str]
    addresses: Sequence[str]
    ticks: Sequence[tuple[str, str, Sequence[str]]]


def ask_questions(wiring: Wiring, who: Who) -> Questions:
    kept = look_at_papers(wiring, who, "report.questions", "", reports.every)
    read = tuple(each.report for each in kept)
    found = ((tick.told, tick.title, printed(Case(read), tick.told)) for tick in TICKS)
    return Questions(
        names=tuple(dict.fromkeys(name for report in read for name in report.consumer.names)),
        addresses=tuple(dict.fromkeys(line for report in read for line in report.consumer.addresses)),
        ticks=tuple(each for each in found if each[2]),
    )
