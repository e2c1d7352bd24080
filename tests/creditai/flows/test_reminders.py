"""A mail before each clock ends, once; none of what was answered, and nothing personal in a subject."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from creditai.disputes.ahead import ahead
from creditai.disputes.register import ItemOutcome
from creditai.errors import MailUnavailable
from creditai.flows.consents import give_consent, withdraw_consent
from creditai.flows.mail_reminder import mail_reminder
from creditai.flows.open_dispute import open_dispute
from creditai.flows.papers_of import papers_of
from creditai.flows.record_event import Happened, record_event
from creditai.flows.send_reminders import BEFORE, send_reminders
from creditai.flows.write_letters import write_letters
from creditai.papers import analysis, register
from creditai.people.consents import CONSENTS
from creditai.store.encryption import NotSealedSo
from creditai.store.tables.workspace import workspace
from creditai.wiring import Wiring
from tests.cast import Cast, mails, work_off
from tests.creditai.flows.paper import MAY, answers, with_report
from tests.moments import noon

DAY = date(2026, 6, 1)


def on(wiring: Wiring, day: date) -> Wiring:
    """The same service on another day."""
    return replace(wiring, clock=noon(day))


@pytest.fixture
def due(wiring: Wiring, cast: Cast) -> date:
    """Alice posted a letter, and agreed to be reminded; the last day of its answer."""
    give_consent(wiring, cast.alice.who, "reminder-mail", CONSENTS["reminder-mail"].version)
    with_report(wiring, cast.alice.who, MAY[0])
    there = on(wiring, DAY)
    said = answers()
    rules = ("paid-with-balance", "current-with-past-due", "obsolete-account", "past-removal-date")
    with papers_of(wiring, cast.alice.id) as at:
        found = {each["rule"] for each in analysis.findings(at, (), 100)}
    open_dispute(
        there, cast.alice.who, replace(said, by_rule={r: said.by_rule[r] for r in rules if r in found})
    )
    write_letters(there, cast.alice.who)
    record_event(there, cast.alice.who, "experian-1", Happened("sent", DAY, "9407"))
    with papers_of(there, cast.alice.id) as at:
        said_now = register.read(at).register
    return ahead(said_now, said_now.dispute("experian-1"))[0].day


def reminded(wiring: Wiring, day: date, times: int = 1) -> int:
    """How many mails there are after the hours of that day."""
    for _ in range(times):
        send_reminders(on(wiring, day))
    work_off(on(wiring, day))
    return len([mail for mail in mails(wiring) if "date" in mail["Subject"]])


def test_a_mail_goes_out_before_the_clock_ends_once(wiring: Wiring, cast: Cast, due: date) -> None:
    assert reminded(wiring, due - BEFORE - timedelta(days=1)) == 0
    assert reminded(wiring, due - BEFORE, times=3) == 1
    assert reminded(wiring, due - timedelta(days=1)) == 1
    mail = mails(wiring)[-1]
    assert (mail["To"], mail["Subject"]) == (cast.alice.address, "A date of your disputes in CreditAI")
    text = mail.get_content()
    assert "experian-1: last day" in text
    assert f"{due:%B} {due.day}, {due.year}" in text
    assert "Sample" not in text
    assert "estimate" in text


def test_what_was_answered_is_not_reminded_of(wiring: Wiring, cast: Cast, due: date) -> None:
    there = on(wiring, due - timedelta(days=3))
    send_reminders(there)
    with papers_of(there, cast.alice.id) as at:
        count = len(register.read(at).register.dispute("experian-1").items)
    outcomes = [ItemOutcome(n, "deleted") for n in range(1, count + 1)]
    record_event(
        there, cast.alice.who, "experian-1", Happened("answered", there.clock.today(), None, outcomes)
    )
    assert reminded(wiring, due - timedelta(days=2)) == 0


def test_a_mail_server_that_is_away_is_tried_again_and_the_mail_still_goes_once(
    wiring: Wiring, cast: Cast, due: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = on(wiring, due - BEFORE)
    send_reminders(there)
    told = (str(cast.alice.id), "experian-1", "answer_due", str(due))
    with monkeypatch.context() as patch:
        patch.setattr(type(wiring.post), "send", _away)
        with pytest.raises(MailUnavailable):
            mail_reminder(there, *told)
    for _ in range(2):
        mail_reminder(there, *told)
    assert len([mail for mail in mails(wiring) if "date" in mail["Subject"]]) == 1


def test_who_did_not_agree_is_sent_nothing(wiring: Wiring, cast: Cast, due: date) -> None:
    withdraw_consent(wiring, cast.alice.who, "reminder-mail")
    assert reminded(wiring, due - BEFORE) == 0


def test_who_agrees_before_the_day_is_told(wiring: Wiring, cast: Cast, due: date) -> None:
    withdraw_consent(wiring, cast.alice.who, "reminder-mail")
    assert reminded(wiring, due - BEFORE) == 0
    give_consent(wiring, cast.alice.who, "reminder-mail", CONSENTS["reminder-mail"].version)
    assert reminded(wiring, due - BEFORE) == 1


def test_who_did_not_agree_is_not_looked_at_once_the_day_is_over(
    wiring: Wiring, cast: Cast, due: date
) -> None:
    withdraw_consent(wiring, cast.alice.who, "reminder-mail")
    send_reminders(on(wiring, due + timedelta(days=1)))
    following = looked_at_on(wiring, cast)
    assert following is None or following > due


def looked_at_on(wiring: Wiring, cast: Cast) -> date | None:
    with papers_of(wiring, cast.alice.id) as at:
        return at.connection.execute(select(workspace.c.due_on)).scalar_one()  # type: ignore[no-any-return]


def _away(*told: object) -> None:
    raise MailUnavailable("No mail server answers.")


@pytest.fixture
def damaged(wiring: Wiring, cast: Cast) -> None:
    """Bob's row, which is the first that there is, and of the earliest day."""
    with wiring.database.scope(cast.bob.id) as connection:
        row = {"person": cast.bob.id, "version": 1, "register": b"damaged", "due_on": date(2020, 1, 1)}
        connection.execute(workspace.insert().values(**row, changed_at=wiring.clock.now()))


def test_one_whose_rows_are_damaged_keeps_nobody_from_being_reminded(
    wiring: Wiring, cast: Cast, damaged: None, due: date
) -> None:
    with pytest.raises(NotSealedSo):
        send_reminders(on(wiring, due - BEFORE))
    work_off(on(wiring, due - BEFORE))
    assert [mail["To"] for mail in mails(wiring) if "date" in mail["Subject"]] == [cast.alice.address]
