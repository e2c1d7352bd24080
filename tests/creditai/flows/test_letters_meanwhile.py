"""While letters are written, which takes seconds for many, their person goes on: nothing waits, and no letter rests on
what was said before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from creditai.disputes.register import Dispute, Register
from creditai.disputes.standing import Standing
from creditai.disputes.writing import Written, write
from creditai.errors import CreditAIError, Unavailable
from creditai.flows import write_letters as flow
from creditai.flows.delete_paper import delete_paper
from creditai.flows.papers_of import papers_of
from creditai.flows.record_event import Happened, record_event
from creditai.flows.write_letters import write_letters
from creditai.papers import letters, register
from creditai.store.tables.report import report
from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.flows.paper import person_of
from tests.creditai.flows.test_disputes import opened, who

__all__ = ["who"]


def meanwhile(patch: pytest.MonkeyPatch, act: Callable[[], object], times: int = 1) -> list[str]:
    """Do it as the pages of the first letter are set, so many times; the disputes whose pages were set, as they were."""
    told, done = list[str](), list[object]()

    def written(standing: Standing, said: Register, dispute: Dispute) -> Written:
        told.append(dispute.id)
        if dispute.id == told[0] and len(done) < times:
            done.append(act())
        return write(standing, said, dispute)

    patch.setattr(flow, "write", written)
    return told


def lying(wiring: Wiring, who: Who) -> set[str]:
    return {name.rpartition("/")[2] for name, _ in wiring.objects.names(f"letters/{who.person}")}


def listed(wiring: Wiring, who: Who) -> set[str]:
    with papers_of(wiring, person_of(who)) as at:
        return {str(each.id) for each in letters.page(at, (), 50)}


def test_what_is_recorded_meanwhile_waits_for_nobody_and_is_not_undone(
    wiring: Wiring, who: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(wiring, who)
    first = write_letters(wiring, who)[0].dispute
    sent = Happened("sent", wiring.clock.today(), "9407 1000")
    set_ = meanwhile(monkeypatch, lambda: record_event(wiring, who, first, sent))
    written = write_letters(wiring, who)
    assert set_[0] == first, "it was being written"
    assert first not in {each.dispute for each in written}, "it was sent meanwhile"
    with papers_of(wiring, person_of(who)) as at:
        assert register.read(at).register.dispute(first).state == "sent"
    assert lying(wiring, who) == listed(wiring, who)
    assert len(lying(wiring, who)) == 3


def test_a_report_that_is_deleted_meanwhile_is_in_no_letter(
    wiring: Wiring, who: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(wiring, who)
    with papers_of(wiring, person_of(who)) as at:
        paper = at.connection.execute(select(report.c.paper).order_by(report.c.id)).scalars().first()
    assert paper is not None
    meanwhile(monkeypatch, lambda: delete_paper(wiring, who, paper))
    with pytest.raises(CreditAIError):
        write_letters(wiring, who)
    assert lying(wiring, who) == listed(wiring, who) == set()


def test_who_says_something_else_all_the_while_is_told_so(
    wiring: Wiring, who: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(wiring, who)

    def says() -> None:
        with papers_of(wiring, person_of(who)) as at:
            was = register.lock(at)
            register.write(at, was, was.register)

    meanwhile(monkeypatch, says, times=100)
    with pytest.raises(Unavailable, match="changed each time"):
        write_letters(wiring, who)
    assert lying(wiring, who) == listed(wiring, who) == set()
