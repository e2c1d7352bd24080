"""Whatever somebody has under way when they are erased leaves nothing behind, whichever of the two comes first.

Another process erases them, while this one still knows their key, before each transaction of the act, and when it has
written and not yet committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Connection, create_engine, select
from starlette.testclient import TestClient

from creditai.errors import CreditAIError, Unavailable
from creditai.flows.add_passkey import begin_passkey
from creditai.flows.authenticators import begin_authenticator
from creditai.flows.consents import give_consent
from creditai.flows.delete_paper import delete_paper
from creditai.flows.erase_person import FOLDERS, erase_person
from creditai.flows.find_inaccuracies import find_inaccuracies
from creditai.flows.give_feedback import give_feedback
from creditai.flows.grants import grant_support
from creditai.flows.mail_reset import mail_reset
from creditai.flows.make_token import make_token
from creditai.flows.open_checkout import open_checkout
from creditai.flows.open_dispute import open_dispute
from creditai.flows.passwords import reset_password
from creditai.flows.sign_in import sign_in
from creditai.flows.write_letters import write_letters
from creditai.people.addresses import address_digest
from creditai.settings import Settings
from creditai.store import database, integrity
from creditai.store.database import sqlalchemy_url
from creditai.store.tables.consent import consent
from creditai.store.tables.person import person
from creditai.web.application import application
from creditai.who import NOBODY
from creditai.wiring import Wiring, wire
from tests.belongings import BELONGINGS, chosen
from tests.cast import PASSWORD, Member, member, signed_in, work_off
from tests.creditai.flows.paper import MAY, sample, upload, with_report
from tests.creditai.web.test_mallory import OTHER, links
from tests.meanwhile import Meanwhile
from tests.money import Till

Act = Callable[[], object]


@pytest.fixture
def another(settings: Settings) -> Iterator[Wiring]:
    """Another process of the service."""
    made = wire(settings)
    yield made
    made.close()


def consents(wiring: Wiring, alice: Member) -> Act:
    return lambda: give_consent(wiring, alice.who, "reminder-mail", 1)


def uploads(wiring: Wiring, alice: Member) -> Act:
    return lambda: upload(wiring, alice.who, sample())


def deletes(wiring: Wiring, alice: Member) -> Act:
    paper = upload(wiring, alice.who, sample()).upload.id
    return lambda: delete_paper(wiring, alice.who, paper)


def finds(wiring: Wiring, alice: Member) -> Act:
    with_report(wiring, alice.who, MAY[0])
    return lambda: find_inaccuracies(wiring, str(alice.id))


def disputes(wiring: Wiring, alice: Member) -> Act:
    told = chosen(wiring, alice)
    return lambda: open_dispute(wiring, alice.who, told)


def writes(wiring: Wiring, alice: Member) -> Act:
    BELONGINGS["dispute"](wiring, alice)
    return lambda: write_letters(wiring, alice.who)


def grants(wiring: Wiring, alice: Member) -> Act:
    return lambda: grant_support(wiring, alice.who, "sam@example.com", frozenset({"papers:read"}), "look", 2)


def rates(wiring: Wiring, alice: Member) -> Act:
    return lambda: give_feedback(wiring, alice.who, 5, "service")


def tokens(wiring: Wiring, alice: Member) -> Act:
    return lambda: make_token(wiring, alice.who, "a program", frozenset({"papers:read"}), 5)


def signs_in(wiring: Wiring, alice: Member) -> Act:
    return lambda: sign_in(wiring, NOBODY, alice.address, PASSWORD)


def passkeys(wiring: Wiring, alice: Member) -> Act:
    own = replace(alice.who, session=signed_in(wiring, alice).session)
    return lambda: begin_passkey(wiring, own)


def authenticators(wiring: Wiring, alice: Member) -> Act:
    own = replace(alice.who, session=signed_in(wiring, alice).session)
    return lambda: begin_authenticator(wiring, own)


def mails_a_link(wiring: Wiring, alice: Member) -> Act:
    digest = address_digest(wiring.settings.pepper, alice.address)
    return lambda: mail_reset(wiring, digest.hex())


def resets(wiring: Wiring, alice: Member) -> Act:
    mails_a_link(wiring, alice)()
    link = links(wiring)[-1]
    return lambda: reset_password(wiring, NOBODY, link, OTHER)


def sends_once(wiring: Wiring, alice: Member) -> Act:
    """Under a key that is kept with its answer."""
    door = TestClient(application(wiring), base_url=wiring.settings.address)
    body = {"rating": 5, "about": "service"}
    own = {**alice.headers, "Idempotency-Key": "one"}
    return lambda: door.post("/api/v1/feedback", json=body, headers=own)


QUICK = (
    consents, uploads, deletes, grants, rates, tokens, signs_in, passkeys, authenticators, mails_a_link, resets,
)  # fmt: skip
LONG = (finds, disputes, writes, sends_once)
ACTS = (*QUICK, *(pytest.param(each, marks=pytest.mark.long) for each in LONG))


def left(wiring: Wiring, alice: Member) -> list[str]:
    """What lies there of somebody who is gone."""
    backup = create_engine(sqlalchemy_url(wiring.settings.database_backup.reveal()))
    with backup.connect() as connection:
        found = list(integrity.faults(connection, wiring.keys))
        stands = consent.c.person == alice.id, consent.c.withdrawn_at.is_(None)
        found += connection.execute(select(consent.c.kind).where(*stands)).scalars()
    backup.dispose()
    return found + [name for each in FOLDERS for name, _ in wiring.objects.names(f"{each}/{alice.id}")]


def tried(act: Act) -> CreditAIError | None:
    try:
        act()
    except CreditAIError as refused:
        return refused
    return None


class Moments:
    """Of the transactions of an act: before the first begins, before it is kept, before the second begins ... At the one
    of this number somebody else begins."""

    def __init__(self, wiring: Wiring, number: int, meanwhile: Meanwhile) -> None:
        self._left, self._meanwhile, self._real = number, meanwhile, wiring.database._transaction

    @contextmanager
    def transaction(self, scope: str) -> Iterator[Connection]:
        self._passed()
        with self._real(scope) as connection:
            yield connection
            self._passed()

    def _passed(self) -> None:
        self._left -= 1
        if not self._left:
            self._meanwhile.begin()


def led(
    wiring: Wiring, another: Wiring, number: int, alice: Member, act: Act
) -> tuple[bool, CreditAIError | None]:
    """Whether the act has so many moments, she being erased at the last, and how it was refused."""
    wiring.keys.of(alice.id)
    meanwhile = Meanwhile(another, lambda: erase_person(another, str(alice.id)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring.database, "_transaction", Moments(wiring, number, meanwhile).transaction)
        refused = tried(act)
    if meanwhile.begun:
        meanwhile.end()
    return meanwhile.begun, refused


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__.replace("_", " "))
def test_nothing_stays_of_whoever_is_erased_meanwhile(
    wiring: Wiring, another: Wiring, act: Callable[[Wiring, Member], Act]
) -> None:
    """At each moment of the act."""
    member(wiring, "sam", "support")
    for number in count(1):
        alice = member(wiring, f"alice{number}")
        begun, refused = led(wiring, another, number, alice, act(wiring, alice))
        if not begun:
            assert (number > 2, refused) == (True, None), "it has no moment, or was refused without cause"
            return
        assert left(wiring, alice) == [], number


def test_an_erasure_that_waits_for_too_long_is_tried_again(
    wiring: Wiring, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a fault that passes, not as a job that failed: it would be forgotten."""
    alice = member(wiring, "alice")
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 200)
    with closing(wire(settings)) as impatient:
        with wiring.database.held(alice.id), pytest.raises(Unavailable, match="tried again"):
            erase_person(impatient, str(alice.id))
        erase_person(impatient, str(alice.id))
        assert left(impatient, alice) == []


def test_who_comes_while_an_erasure_takes_long_is_told_to_come_again(
    wiring: Wiring, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = member(wiring, "alice")
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 200)
    with closing(wire(settings)) as impatient, wiring.database.scope(alice.id) as connection:
        connection.execute(person.delete())
        with pytest.raises(Unavailable):
            give_feedback(impatient, alice.who, 5, "service")


def test_of_two_customers_made_at_once_stripe_forgets_the_one_that_is_nobodys(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No erasure would ever find it."""
    alice, both = member(till.wiring, "alice"), Barrier(2)
    signed = till.sign(alice.who)
    made, real = list[str](), till.wiring.stripe.customer

    def customer(person: UUID) -> str:
        both.wait(60)  # neither has found the other's
        made.append(real(person))
        return made[-1]

    monkeypatch.setattr(till.wiring.stripe, "customer", customer)
    with ThreadPoolExecutor(2) as pool:
        opened = [pool.submit(open_checkout, till.wiring, alice.who, signed.id) for _ in range(2)]
    assert all(each.result() for each in opened)
    work_off(till.wiring)
    assert sorted(till.wiring.stripe.told(each).gone for each in made) == [False, True]


@pytest.mark.long
def test_stripe_forgets_whoever_is_erased_on_the_way_to_checkout(
    till: Till, another: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, real = list[str](), till.wiring.stripe.customer

    def customer(person: UUID) -> str:
        made.append(real(person))
        return made[-1]

    monkeypatch.setattr(till.wiring.stripe, "customer", customer)
    for number in count(1):
        alice = member(till.wiring, f"alice{number}")
        signed = till.sign(alice.who)

        def opens(alice: Member = alice, contract: UUID = signed.id) -> object:
            return open_checkout(till.wiring, alice.who, contract)

        begun, refused = led(till.wiring, another, number, alice, opens)
        if not begun:
            assert (number > 4, refused) == (True, None)
            return
        assert left(till.wiring, alice) == [], number
        work_off(till.wiring)
        assert [each for each in made if not till.wiring.stripe.told(each).gone] == [], number
