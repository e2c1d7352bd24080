"""Open the disputes that the person chose and confirmed; nothing is opened without their yes to that very finding."""

from __future__ import annotations

from dataclasses import dataclass

from creditai.choosing import chosen
from creditai.disputes.answers import Answers
from creditai.disputes.opening import Opened
from creditai.disputes.register import Register
from creditai.errors import NotFound
from creditai.flows.delete_paper import find_again
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import register, reports
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Chosen:
    """`version`: of the workspace, after it."""

    version: int
    register: Register
    opened: Opened


def open_dispute(
    wiring: Wiring, who: Who, answers: Answers, *, directly: bool = False, version: int | None = None
) -> Chosen:
    """`version`: the workspace that the person looked at; OutOfDate when it is another by now."""
    wiring.flags.require("dispute-generation")
    with papers_of(wiring, whose(who)) as at:
        was = register.lock(at, version)
        read = [each.report for each in reports.every(at)]
        if not read:
            raise NotFound("There is no report yet to dispute anything of; upload one first.")
        now = wiring.clock.now().isoformat(timespec="seconds")
        kept, opened = chosen(was.register, read, answers, wiring.clock.today(), now, directly=directly)
        after = register.write(at, was, kept)
        find_again(at)
        names = ",".join(each.id for each in opened.disputes)
        audit.record(at.connection, who, "dispute.open", names[:128], reason(who))
    return Chosen(after.version, after.register, opened)
