"""Each line of the table of retention: what is old goes, and what is a day younger, or still needed, stays.

On real rows and objects; the service's clock is moved, as `--clock` moves it, or the rows are dated back.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, func, select, text
from sqlalchemy.exc import ProgrammingError

from creditai.clock import Clock
from creditai.errors import Invalid, NotFound
from creditai.flows import confirm_email as confirming
from creditai.flows.confirm_email import confirm_email
from creditai.flows.erase_person import erase_person
from creditai.flows.papers_of import papers_of
from creditai.flows.retain_data import retain_data
from creditai.flows.sign_in import SignedIn, sign_in
from creditai.flows.sign_up import sign_up
from creditai.flows.sweep_objects import AGE, sweep_objects
from creditai.papers import analysis, reports, uploads
from creditai.people.retention import BOOKS, IDLE_PAPERS, SIGNED, UNCONFIRMED
from creditai.store.tables.audit import audit as audit_table
from creditai.store.tables.consent import consent
from creditai.store.tables.contract import contract, signed_paper
from creditai.store.tables.idempotency_key import idempotency_key
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.store.tables.person import person
from creditai.store.tables.session import session
from creditai.store.tables.subscription import delivery, invoice, subscription
from creditai.store.tables.ticket import challenge, ticket
from creditai.store.tables.token import token
from creditai.who import NOBODY
from creditai.wiring import Wiring
from tests.belongings import BELONGINGS
from tests.cast import Cast, mails, signed_in, work_off
from tests.creditai.flows.paper import MAY, person_of, somebody, upload, with_report
from tests.meanwhile import Meanwhile, at

DAY = timedelta(days=1)


def later(wiring: Wiring, by: timedelta) -> Wiring:
    """The same service, so much later."""
    return replace(wiring, clock=Clock(by))


def rows(wiring: Wiring, table: Table, owner: UUID) -> int:
    with wiring.database.scope(owner) as connection:
        asked = select(func.count()).select_from(table)
        return int(connection.execute(asked).scalar_one())


def unowned(wiring: Wiring, table: Table) -> int:
    with wiring.database.purpose("system") as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def files(wiring: Wiring, prefix: str = "papers") -> list[str]:
    return [name for name, _ in wiring.objects.names(prefix)]


def seen(wiring: Wiring, owner: UUID, at: datetime | None) -> None:
    with wiring.database.scope(owner) as connection:
        connection.execute(person.update().values(seen_at=at))


def test_papers_and_what_was_read_go_ninety_days_after_the_last_activity(wiring: Wiring) -> None:
    idle, active = somebody(wiring), somebody(wiring)
    for who in (idle, active):
        with_report(wiring, who, MAY[0])
        seen(wiring, person_of(who), wiring.clock.now())
    retain_data(later(wiring, IDLE_PAPERS - DAY))
    assert len(files(wiring)) == 2
    seen(wiring, person_of(active), wiring.clock.now() + 2 * DAY)
    retain_data(later(wiring, IDLE_PAPERS + DAY))
    work_off(wiring)
    assert [name.split("/")[1] for name in files(wiring)] == [str(active.person)]
    with papers_of(wiring, person_of(idle)) as at:
        left = (
            uploads.page(at, (), 9),
            reports.ids(at),
            reports.accounts(at, (), 9),
            analysis.findings(at, (), 9),
        )
    assert left == ([], (), [], [])
    with papers_of(wiring, person_of(active)) as at:
        assert reports.ids(at)
    assert rows(wiring, person, person_of(idle)) == 1, "the account stays"


def test_a_paper_sent_after_a_long_absence_is_not_old(wiring: Wiring) -> None:
    """Activity is noted to the day; a paper younger than the limit stays whatever the note says."""
    who = somebody(wiring)
    upload(wiring, who, b"%PDF-1.7 of today")
    seen(wiring, person_of(who), wiring.clock.now() - 2 * IDLE_PAPERS)
    retain_data(wiring)
    assert len(files(wiring)) == 1


def test_who_never_came_back_after_the_first_day_counts_from_that_day(wiring: Wiring) -> None:
    who = somebody(wiring)
    upload(wiring, who, b"%PDF-1.7 of the first day")
    seen(wiring, person_of(who), None)
    retain_data(later(wiring, IDLE_PAPERS + DAY))
    assert files(wiring) == []


def test_letters_disputes_and_answers_stay_with_the_account(wiring: Wiring, cast: Cast) -> None:
    BELONGINGS["letter"](wiring, cast.alice)
    letters = files(wiring, "letters")
    seen(wiring, cast.alice.id, wiring.clock.now())
    retain_data(later(wiring, IDLE_PAPERS + DAY))
    assert files(wiring, "letters") == letters
    assert letters
    assert files(wiring) == []


def test_a_sign_up_that_was_never_confirmed_goes_with_its_key(wiring: Wiring, cast: Cast) -> None:
    sign_up(wiring, NOBODY, "never@example.com", "seven quiet 4 otters")
    with wiring.database.purpose("sign-in") as connection:
        made = connection.execute(
            select(identity.c.person).where(identity.c.state == "unconfirmed")
        ).scalar_one()
    retain_data(later(wiring, UNCONFIRMED - DAY))
    assert rows(wiring, identity, made) == 1
    retain_data(later(wiring, UNCONFIRMED + DAY))
    work_off(wiring)
    assert rows(wiring, identity, made) == rows(wiring, person, made) == 0
    with pytest.raises(NotFound):
        wiring.keys.of(made)
    assert rows(wiring, identity, cast.alice.id) == 1, "who confirmed stays"


def test_who_confirms_while_the_night_sweeps_stays(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail came late, so that its link is still good when the sign-up is old enough to go."""
    sign_up(wiring, NOBODY, "late@example.com", "seven quiet 4 otters")
    work_off(later(wiring, UNCONFIRMED - DAY / 24))
    [link] = re.findall(r"link=([\w-]+)", mails(wiring)[-1].get_content())
    tonight = later(wiring, UNCONFIRMED + DAY / 24)
    meanwhile = Meanwhile(wiring, lambda: retain_data(tonight))
    at(monkeypatch, confirming, "is_synthetic", meanwhile)  # confirmed, and not yet kept
    confirm_email(tonight, NOBODY, link, "seven quiet 4 otters")
    meanwhile.end()
    work_off(wiring)
    assert isinstance(sign_in(wiring, NOBODY, "late@example.com", "seven quiet 4 otters"), SignedIn)


def test_a_link_of_a_sign_up_that_was_swept_is_over(wiring: Wiring) -> None:
    sign_up(wiring, NOBODY, "late@example.com", "seven quiet 4 otters")
    work_off(later(wiring, UNCONFIRMED - DAY / 24))
    [link] = re.findall(r"link=([\w-]+)", mails(wiring)[-1].get_content())
    tonight = later(wiring, UNCONFIRMED + DAY / 24)
    retain_data(tonight)  # the rest waits for its job
    with pytest.raises(Invalid, match="its time is over"):
        confirm_email(tonight, NOBODY, link, "seven quiet 4 otters")


def test_what_has_an_end_goes_after_it(wiring: Wiring, cast: Cast) -> None:
    """Sessions, tokens, links, tickets, challenges; and kept answers after two days."""
    owner, now = cast.alice.id, wiring.clock.now()
    signed_in(wiring, cast.alice)
    with wiring.database.purpose("system") as connection:
        for table, more in (
            (ticket, {"person": owner, "purpose": "second-factor", "tries": 1}),
            (mailed_link, {"id": uuid4(), "person": owner, "purpose": "reset"}),
            (challenge, {}),
        ):
            connection.execute(table.insert().values(digest=uuid4().bytes, ends_at=now + 2 * DAY, **more))
        kept = {"person": owner, "key": "k", "request": b"r", "made_at": now}
        connection.execute(idempotency_key.insert().values(kept))
    own = (session, ticket, mailed_link, idempotency_key)
    retain_data(wiring)
    assert [rows(wiring, table, owner) for table in own] == [1, 1, 1, 1]
    assert unowned(wiring, challenge) == 1
    retain_data(later(wiring, 3 * DAY))
    assert [rows(wiring, table, owner) for table in own] == [0, 0, 0, 0]
    assert unowned(wiring, challenge) == 0
    assert rows(wiring, token, owner) == 1, "made for thirty days"
    retain_data(later(wiring, 31 * DAY))
    assert rows(wiring, token, owner) == 0


def _contract(owner: UUID, at: datetime, **more: Any) -> dict[str, Any]:
    return {
        "id": uuid4(), "person": owner, "plan": "basic", "interval": "month", "state": "OR", "name": b"-", "digest": "-",
        "day": at.date(), "last_day": at.date(), "signed_at": at, "made_at": at, **more,
    }  # fmt: skip


def _signed(owner: UUID, until: date) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "person": owner,
        "kind": "contract",
        "digest": "-",
        "body": b"-",
        "keep_until": until,
    }


def test_signed_papers_go_after_their_day_and_contracts_five_years_after_their_end(
    wiring: Wiring, cast: Cast
) -> None:
    now = wiring.clock.now()
    old = now - SIGNED - DAY
    runs, over, young = cast.alice.id, cast.bob.id, cast.carol.id
    with wiring.database.purpose("system") as connection:
        for owner, more in ((runs, {}), (over, {"cancelled_at": old}), (young, {"cancelled_at": now - DAY})):
            connection.execute(contract.insert().values(_contract(owner, old, **more)))
        for owner, until in ((runs, now - DAY), (over, now - DAY), (young, now + DAY)):
            connection.execute(signed_paper.insert().values(_signed(owner, until.date())))
    retain_data(wiring)
    assert [rows(wiring, contract, owner) for owner in (runs, over, young)] == [1, 0, 1]
    assert [rows(wiring, signed_paper, owner) for owner in (runs, over, young)] == [1, 0, 1]


def test_books_are_kept_for_seven_years(wiring: Wiring, cast: Cast) -> None:
    now = wiring.clock.now()
    for owner, made in ((cast.alice.id, now - BOOKS - DAY), (cast.bob.id, now - BOOKS + DAY)):
        name = owner.hex[:12]
        period = {
            "customer": name,
            "period_start": made,
            "period_end": made,
            "created": made,
            "person": owner,
        }
        with wiring.database.purpose("system") as connection:
            connection.execute(
                invoice.insert().values(
                    id=name, status="paid", due_cents=1, paid_cents=1, attempts=1, **period
                )
            )
            connection.execute(
                subscription.insert().values(
                    id=name,
                    status="canceled",
                    plan="basic",
                    interval="month",
                    ends_with_period=False,
                    **period,
                )
            )
            connection.execute(
                delivery.insert().values(id=uuid4(), person=owner, what="w", delivered_at=made)
            )
    retain_data(wiring)
    for table in (invoice, subscription, delivery):
        assert [rows(wiring, table, owner) for owner in (cast.alice.id, cast.bob.id)] == [0, 1], table.name


def test_the_audit_log_is_kept_for_a_year_and_nothing_younger_can_go(wiring: Wiring, cast: Cast) -> None:
    owner, now = cast.alice.id, datetime.now(UTC)
    with wiring.database.scope(owner) as connection:
        for days in (364, 367):
            connection.execute(
                audit_table.insert().values(
                    person=owner, role="consumer", act="paper.show", subject=f"{days}", why="own",
                    made_at=now - days * DAY,
                )
            )  # fmt: skip
    retain_data(later(wiring, 3000 * DAY))  # a rehearsal's clock does not age it
    with wiring.database.scope(owner) as connection:
        subjects = set(connection.execute(select(audit_table.c.subject)).scalars())
    assert "364" in subjects
    assert "367" not in subjects
    with pytest.raises(ProgrammingError), wiring.database.scope(owner) as connection:
        connection.execute(audit_table.delete())


def test_the_log_of_consents_outlives_its_person_by_five_years(wiring: Wiring, cast: Cast) -> None:
    stays, gone, just_gone = cast.alice.id, cast.bob.id, cast.carol.id
    for owner in (gone, just_gone):
        erase_person(wiring, str(owner))
        assert _standing(wiring, owner) == 0, "erasure ends them"
    old = datetime.now(UTC) - timedelta(days=5 * 366)
    for owner in (stays, gone):
        with wiring.database.scope(owner) as connection:
            connection.execute(consent.update().values(withdrawn_at=old))
    retain_data(wiring)
    assert [rows(wiring, consent, owner) > 0 for owner in (stays, gone, just_gone)] == [True, False, True]


def _standing(wiring: Wiring, owner: UUID) -> int:
    with wiring.database.scope(owner) as connection:
        asked = select(func.count()).select_from(consent).where(consent.c.withdrawn_at.is_(None))
        return int(connection.execute(asked).scalar_one())


def test_forgetting_opens_no_door(wiring: Wiring, cast: Cast) -> None:
    """The function's own purpose ends with it, and a stranger's scope sees no more than before."""
    with wiring.database.scope(cast.mallory.id) as connection:
        connection.execute(text("SELECT forget_old_proof()"))
        told = connection.execute(text("SELECT current_setting('creditai.purpose', true)")).scalar_one()
        assert told == ""
        others = select(func.count()).select_from(audit_table).where(audit_table.c.person != cast.mallory.id)
        assert connection.execute(others).scalar_one() == 0


def aged(wiring: Wiring, name: str, by: timedelta) -> None:
    """Make an object of the folder older."""
    path = Path(urlsplit(wiring.settings.objects).path) / name
    past = path.stat().st_mtime - by.total_seconds()
    os.utime(path, (past, past))


def test_objects_that_no_row_names_are_swept_once_they_are_old(wiring: Wiring, cast: Cast) -> None:
    who = somebody(wiring)
    named = uploads.object_name(person_of(who), upload(wiring, who, b"%PDF-1.7 kept").upload.id)
    BELONGINGS["letter"](wiring, cast.alice)
    letters = files(wiring, "letters")
    orphans = [
        f"papers/{who.person}/{uuid4()}",
        f"papers/{uuid4()}/{uuid4()}",
        f"letters/{cast.alice.id}/{uuid4()}",
    ]
    young = f"papers/{who.person}/{uuid4()}"
    stray = "papers/README"
    for name in (*orphans, young, stray):
        wiring.objects.put(name, b"sealed")
    for name in (*orphans, stray, named, *letters):
        aged(wiring, name, AGE + timedelta(hours=1))
    sweep_objects(wiring)
    left = set(files(wiring)) | set(files(wiring, "letters"))
    assert left & set(orphans) == set()
    assert {named, young, stray, *letters} <= left


def test_what_a_crash_left_of_a_file_that_was_let_go_is_swept(wiring: Wiring) -> None:
    """The row said that it is gone, and the process died before it was."""
    who = somebody(wiring, "read-reports")
    paper = upload(wiring, who, b"%PDF-1.7 let go").upload.id
    with papers_of(wiring, person_of(who)) as at:
        uploads.stop_all(at)
        assert uploads.let_go(at) == (paper,)
    [name] = files(wiring)
    sweep_objects(wiring)
    assert files(wiring) == [name]
    aged(wiring, name, AGE + timedelta(hours=1))
    sweep_objects(wiring)
    assert files(wiring) == []
