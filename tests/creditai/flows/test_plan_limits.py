"""What a plan allows beside letters: reports in a period, people whom letters are for. What was read stays free."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from creditai.billing.plans import offer
from creditai.disputes.register import Dispute, Person
from creditai.errors import PlanTooSmall
from creditai.flows import upload_report
from creditai.flows.cancel_reading import cancel_reading
from creditai.flows.delete_paper import delete_paper
from creditai.flows.find_inaccuracies import find_inaccuracies
from creditai.flows.open_dispute import open_dispute
from creditai.flows.papers_of import papers_of
from creditai.flows.record_event import Happened, record_event
from creditai.flows.upload_report import Uploaded
from creditai.flows.write_letters import write_letters
from creditai.papers import analysis, uploads
from creditai.papers.at import At
from creditai.papers.reports import Kept
from creditai.report import Report
from creditai.store.ids import new_id
from creditai.store.tables.person import person
from creditai.web.application import application
from creditai.wiring import Wiring
from tests.cast import Member, member
from tests.creditai.flows.paper import answers, read_sample, sample, somebody, upload, with_report
from tests.money import Till, subscribe_long_ago

FREE, BASIC, PROFESSIONAL = (offer().plan(name) for name in ("free", "basic", "professional"))


@pytest.fixture
def alice(till: Till) -> Member:
    return member(till.wiring, "alice")


@pytest.fixture
def door(till: Till) -> Iterator[TestClient]:
    with TestClient(application(till.wiring), base_url=till.wiring.settings.address) as client:
        yield client


def sent(wiring: Wiring, whose: Member, *numbers: int) -> list[UUID]:
    return [upload(wiring, whose.who, sample() + b"\n%% %d\n" % n).upload.id for n in numbers]


def test_a_period_has_so_many_reports_and_each_way_out_leads_out(till: Till, alice: Member) -> None:
    papers = sent(till.wiring, alice, *range(FREE.reports))
    with pytest.raises(PlanTooSmall, match=r"Free reads 12 reports .* 12 are here") as refused:
        sent(till.wiring, alice, 99)
    assert "from 20" in refused.value.message
    assert "larger plan" in refused.value.message
    assert sent(till.wiring, alice, 0) == papers[:1], "what is here is told as ever"
    cancel_reading(till.wiring, alice.who, papers[0])
    sent(till.wiring, alice, 99)
    with pytest.raises(PlanTooSmall):
        sent(till.wiring, alice, 0)  # read anew, it would count again
    delete_paper(till.wiring, alice.who, papers[1])
    sent(till.wiring, alice, 100)
    with pytest.raises(PlanTooSmall):
        sent(till.wiring, alice, 101)
    till.later(31)
    sent(till.wiring, alice, 101)


def test_a_larger_plan_reads_more_from_stripes_word_on(till: Till, alice: Member) -> None:
    sent(till.wiring, alice, *range(FREE.reports))
    till.sign(alice.who, "professional")
    with pytest.raises(PlanTooSmall):
        sent(till.wiring, alice, 99)
    subscribe_long_ago(till.wiring, alice.who, "professional")
    sent(till.wiring, alice, 99)
    assert PROFESSIONAL.reports > FREE.reports


def test_of_many_at_once_no_more_come_in_than_are_allowed(
    till: Till, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(till.wiring, alice, *range(FREE.reports - 1))
    count = uploads.since

    def slow(at: At, start: datetime) -> tuple[int, datetime | None]:
        found = count(at, start)
        time.sleep(0.1)  # between counting and adding
        return found

    monkeypatch.setattr(uploads, "since", slow)

    def one(number: int) -> bool:
        try:
            return bool(sent(till.wiring, alice, number))
        except PlanTooSmall:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(100, 104))) == 1
    with papers_of(till.wiring, alice.id) as at:
        assert len(uploads.page(at, (), 100)) == FREE.reports
    assert len(list(till.wiring.objects.names(f"papers/{alice.id}"))) == FREE.reports, "nothing is left lying"


def test_the_last_place_is_taken_by_one_file_however_often_it_comes_at_once(
    till: Till, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each had looked whether it is here before the first of them was."""
    sent(till.wiring, alice, *range(FREE.reports - 1))
    looked, real = Barrier(4), upload_report._known

    def known(*told: Any) -> Uploaded | None:
        found = real(*told)
        with suppress(BrokenBarrierError):
            looked.wait(60)
        looked.abort()  # the first look of each alone
        return found

    monkeypatch.setattr(upload_report, "_known", known)
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda _: sent(till.wiring, alice, 99), range(4)))
    assert len({each for found in papers for each in found}) == 1


def test_the_door_says_402_and_what_to_do(till: Till, alice: Member, door: TestClient) -> None:
    sent(till.wiring, alice, *range(FREE.reports))
    answer = door.post("/api/v1/papers", content=sample() + b"\n%% 99\n", headers=alice.headers)
    assert (answer.status_code, answer.json()["type"]) == (402, "/problems/plan-too-small")
    assert "Delete one" in answer.json()["detail"]


def test_a_releases_own_journey_is_not_counted(till: Till, alice: Member) -> None:
    with till.wiring.database.purpose("sign-in") as connection:
        connection.execute(update(person).where(person.c.id == alice.id).values(synthetic=True))
    sent(till.wiring, alice, *range(FREE.reports + 1))


def test_where_nothing_is_sold_nothing_is_bounded(wiring: Wiring) -> None:
    who = somebody(wiring)
    for number in range(FREE.reports + 1):
        upload(wiring, who, sample() + b"\n%% %d\n" % number)


def of_another(name: str) -> Report:
    """The same report of somebody else."""
    read = read_sample(name)
    consumer = replace(
        read.consumer, names=("NOVA EXAMPLE",), ssn_last4="0000", birth_date=None, as_reported=()
    )
    source = replace(read.source, sha256=sha256(name.encode()).hexdigest())
    return replace(read, consumer=consumer, source=source)


def with_another(wiring: Wiring, whose: Member, name: str) -> None:
    paper = sent(wiring, whose, 7)[0]
    with papers_of(wiring, whose.id) as at:
        uploads.begin(at, paper)
    find_inaccuracies(wiring, str(whose.id), fresh=Kept(new_id(), paper, of_another(name)))


@pytest.mark.parametrize("plan", ["basic", "professional"])
def test_letters_are_for_as_many_people_as_the_plan_says(till: Till, alice: Member, plan: str) -> None:
    till.subscribe(alice.who, plan)
    till.later(8)
    till.heard()
    with_report(till.wiring, alice.who, "experian-2026-05-18.pdf")
    chosen(till, alice, "Dana Q. Sample")
    [hers] = write_letters(till.wiring, alice.who)
    record_event(till.wiring, alice.who, hers.dispute, Happened("sent", till.wiring.clock.today()))
    with_another(till.wiring, alice, "equifax-2026-05-18.pdf")
    assert len(chosen(till, alice, "Nova Example")) == 1, "findings of others are free, and may be chosen"
    if plan == "basic":
        assert BASIC.people == 1
        with pytest.raises(PlanTooSmall, match="letters for one person, and these would be for 2"):
            write_letters(till.wiring, alice.who)
    else:
        assert len(write_letters(till.wiring, alice.who)) == 1


def chosen(till: Till, whose: Member, name: str) -> tuple[Dispute, ...]:
    """The findings of the bundled answers, in this name."""
    with papers_of(till.wiring, whose.id) as at:
        rules = {each["rule"] for each in analysis.findings(at, (), 100)}
    said = answers()
    by_rule = {rule: choice for rule, choice in said.by_rule.items() if rule in rules}
    sender = Person(name, ("100 Sample Street", "Exampleton, ZZ 00000"))
    return open_dispute(till.wiring, whose.who, replace(said, by_rule=by_rule, person=sender)).opened.disputes
