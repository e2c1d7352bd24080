"""What the person chose and said -> the register that remembers it, the disputes opened, the letters to be written.

The same for the command line's folder and for the service: pure, with today and the moment of writing given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from creditai.analysis import Analysis, analyse
from creditai.disputes.answers import Answers
from creditai.disputes.kinds import every_kind
from creditai.disputes.naming import blocks
from creditai.disputes.opening import Opened, open_disputes
from creditai.disputes.recording import recorded
from creditai.disputes.register import Dispute, Event, Register
from creditai.disputes.standing import Standing
from creditai.disputes.ticked import choices, refuse_unknown, ticked
from creditai.disputes.told import confirmed, outcomes
from creditai.disputes.writing import following, standing_of
from creditai.errors import WrongUsage
from creditai.report import Report
from creditai.values import PartialDate


def analysed(register: Register, reports: Sequence[Report]) -> Analysis:
    """The findings of these reports, with what the person said and what was answered so far."""
    return analyse(reports, confirmed=confirmed(register), outcomes=outcomes(register))


def standing(register: Register, reports: Sequence[Report], today: date) -> Standing:
    """What letters may rest on today."""
    analysis = analysed(register, reports)
    return standing_of(register, analysis.case, analysis.findings, today)


def chosen(
    register: Register, reports: Sequence[Report], given: Answers, today: date, now: str, *, directly: bool
) -> tuple[Register, Opened]:
    """Put the answers into the register, find again with them, and open the disputes."""
    person = given.person or register.person
    if person is None or not person.name.strip() or not any(line.strip() for line in person.address):
        raise WrongUsage("The answers do not say who writes: fill in name and address under [person].")
    register = replace(register, person=person, told={**register.told, **given.told})
    before = analysed(Register(id=""), reports).findings
    wanted = given.choices(analysed(register, reports).findings, before)
    ground = standing(register, reports, today)
    refuse_unknown(ground.case, given.told)
    wanted |= choices(ticked(ground.case, given.told))
    register = replace(register, choices={**register.choices, **wanted})
    opened = open_disputes(standing(register, reports, today), wanted, register, directly=directly)
    for each in opened.disputes:
        register = confirm(register, replace(each, annual=given.annual), today, now)
    return register, opened


def confirm(register: Register, dispute: Dispute, today: date, now: str) -> Register:
    """The register with a new dispute that the person confirmed."""
    return register.with_dispute(recorded(dispute, Event("confirmed", PartialDate.of(today), now)))


def further(
    register: Register, reports: Sequence[Report], kind: str, follow: str | None, today: date
) -> Iterator[Dispute]:
    """Letters that no finding opens: after an earlier dispute, about named accounts, or standing alone."""
    if follow is not None:
        earlier = register.dispute(follow)
        yield following(earlier, kind, register.next_id(earlier.bureau or "letter"))
    elif kind == "identity-theft-block":
        yield from blocks(standing(register, reports, today), register, kind)
    elif kind in every_kind() and every_kind()[kind].alone:
        yield Dispute(
            id=register.next_id("collector" if every_kind()[kind].to == "collector" else "sheet"), kind=kind
        )
    else:
        raise WrongUsage("A letter of this kind needs --follow DISPUTE, or is opened by `creditai dispute`.")
