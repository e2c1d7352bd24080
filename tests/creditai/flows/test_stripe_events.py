"""Every event of Stripe once: in any order, repeated, late, heard by two colours at once; and only Stripe's events."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text

from creditai import metrics
from creditai.billing.mirror import Told
from creditai.errors import NotAllowed, Unavailable
from creditai.flows.apply_stripe_event import apply_stripe_event
from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.read_money import read_money
from creditai.flows.take_stripe_event import take_stripe_event
from creditai.ledger import events as ledger
from creditai.ledger import mirror
from creditai.store.tables.stripe_event import stripe_event
from creditai.store.tables.subscription import invoice, subscription
from creditai.wiring import Wiring, wire
from tests.cast import Member, mails, member, work_off
from tests.money import Till

ONCE = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def alice(till: Till) -> Member:
    return member(till.wiring, "alice")


def a_story(till: Till, alice: Member, card: str = "4242424242424242") -> list[dict[str, Any]]:
    """Checkout, a letter, a period billed: what Stripe had to tell of it, not yet heard."""
    till.subscribe(alice.who, card=card)
    till.later(8)
    till.heard()
    with till.wiring.database.scope(alice.id) as connection:
        deliver_letter(till.wiring, connection, alice.id, "experian-1")
    work_off(till.wiring)
    till.later(32)
    return till.letters()


def take(wiring: Wiring, letter: dict[str, Any]) -> bool:
    return take_stripe_event(wiring, letter["body"].encode(), letter["signature"])


def state(wiring: Wiring, person: Member) -> Told:
    with wiring.database.scope(person.id) as connection:
        return mirror.read(connection, person.id)


def events(wiring: Wiring) -> tuple[int, int]:
    """(received, applied)."""
    with wiring.database.purpose("system") as connection:
        asked = select(func.count(), func.count(stripe_event.c.applied_at))
        return tuple(connection.execute(asked.select_from(stripe_event)).one())  # type: ignore[return-value]


def forget(wiring: Wiring) -> None:
    """As if nothing had been heard."""
    with wiring.database.purpose("system") as connection:
        for table in (stripe_event, subscription, invoice):
            connection.execute(delete(table))


def test_any_order_any_number_any_delay_end_alike(till: Till, alice: Member) -> None:
    letters = a_story(till, alice)
    assert len(letters) >= 4
    truth = till.wiring.stripe.told(till.customer(alice.id))

    @given(st.data())
    @ONCE
    def play(data: st.DataObject) -> None:
        forget(till.wiring)
        heard = data.draw(
            st.permutations([*letters, *data.draw(st.lists(st.sampled_from(letters), max_size=6))])
        )
        for letter in heard:
            take(till.wiring, letter)
            if data.draw(st.booleans()):
                apply_stripe_event(till.wiring, _id(letter))
        for letter in heard:
            apply_stripe_event(till.wiring, _id(letter))
        assert state(till.wiring, alice) == truth
        assert events(till.wiring) == (len(letters), len(letters))

    play()
    paid = [bill.paid_cents for bill, _ in read_money(till.wiring, alice.who).invoices]
    assert sorted(paid) == [0, 0, 500]


def _id(letter: dict[str, Any]) -> str:
    return str(json.loads(letter["body"])["id"])


def test_two_colours_hear_it_at_once(till: Till, alice: Member) -> None:
    letters = a_story(till, alice, card="4000000000000341")
    earlier, _ = events(till.wiring)
    green = wire(replace(till.wiring.settings, colour="green"))
    green = replace(green, clock=till.wiring.clock)
    try:
        with ThreadPoolExecutor(8) as pool:
            both = [(w, letter) for letter in letters for w in (till.wiring, green) * 2]
            new = list(pool.map(lambda each: take(*each), both))
            assert sum(new) == len(letters)
            list(pool.map(lambda each: apply_stripe_event(each[0], _id(each[1])), both))
    finally:
        green.close()
    assert events(till.wiring) == (len(letters) + earlier, len(letters) + earlier)
    with till.wiring.database.purpose("system") as connection:
        asked = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'mail_payment_failed'")
        assert connection.execute(asked).scalar_one() == 1


def test_killed_between_mark_and_effect_it_happens_after_all(
    till: Till, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    for letter in (letters := a_story(till, alice)):
        take(till.wiring, letter)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "applied", dies)
        with pytest.raises(KeyboardInterrupt):
            apply_stripe_event(till.wiring, _id(letters[0]))
    assert 500 not in [bill.paid_cents for bill in state(till.wiring, alice).invoices]
    apply_stripe_event(till.wiring, _id(letters[0]))
    assert 500 in [bill.paid_cents for bill in state(till.wiring, alice).invoices]


def test_stripe_away_leaves_the_event_for_later(till: Till, alice: Member) -> None:
    letters = a_story(till, alice)
    take(till.wiring, letters[0])
    till.stand_in.tell("faults", status=500, count=10, path="/v1/")
    with pytest.raises(Unavailable):
        apply_stripe_event(till.wiring, _id(letters[0]))
    till.stand_in.tell("faults", count=0)
    received, applied = events(till.wiring)
    assert received == applied + 1
    apply_stripe_event(till.wiring, _id(letters[0]))
    assert state(till.wiring, alice) == till.wiring.stripe.told(till.customer(alice.id))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body, sign: (body.replace("basic", "premium"), sign),
        lambda body, sign: (body, sign.replace("v1=", "v1=0")),
        lambda body, sign: (body, None),
        lambda body, sign: (body, "t=1,v1=" + sign.partition("v1=")[2]),
    ],
)
def test_what_is_not_signed_by_stripe_changes_nothing(
    till: Till, alice: Member, spoil: Callable[[str, str], tuple[str, str | None]]
) -> None:
    till.stand_in.tell("posting", hold=True)
    till.subscribe(alice.who)
    till.later(8)
    letter = till.letters()[0]
    before = events(till.wiring)
    body, signature = spoil(letter["body"], letter["signature"])
    with pytest.raises(NotAllowed):
        take_stripe_event(till.wiring, body.encode(), signature)
    assert events(till.wiring) == before


def test_an_event_of_a_customer_who_is_nobody_here_is_kept_and_left(till: Till, alice: Member) -> None:
    till.wiring.stripe.customer(alice.id)
    with till.wiring.database.purpose("system") as connection:
        connection.execute(
            stripe_event.insert().values(
                id="evt_of_another", type="invoice.paid", customer="cus_another", created=till.wiring.clock.now(), colour="blue"
            )
        )  # fmt: skip
    apply_stripe_event(till.wiring, "evt_of_another")
    apply_stripe_event(till.wiring, "evt_never")
    assert events(till.wiring) == (1, 1)


def test_payments_are_counted_once(till: Till, alice: Member) -> None:
    paid = metrics.PAID.labels("succeeded")
    before = paid._value.get()
    for letter in [*(letters := a_story(till, alice)), *letters]:
        take(till.wiring, letter)
        apply_stripe_event(till.wiring, _id(letter))
    assert paid._value.get() - before == 500


def test_events_of_a_customer_whom_stripe_forgot_are_done(till: Till, alice: Member) -> None:
    for letter in a_story(till, alice):
        take(till.wiring, letter)
    till.wiring.stripe.delete_customer(till.customer(alice.id))
    work_off(till.wiring)
    received, applied = events(till.wiring)
    assert received == applied
    assert read_money(till.wiring, alice.who).right.subscription is None


def test_dunning_tells_waits_and_forgives(till: Till, alice: Member) -> None:
    for letter in a_story(till, alice, card="4000000000000341"):
        take(till.wiring, letter)
    before = len(mails(till.wiring))
    work_off(till.wiring)
    money = read_money(till.wiring, alice.who)
    assert money.right.standing == "owing"
    assert money.next_attempt is not None
    assert [str(mail["Subject"]) for mail in mails(till.wiring)[before:]] == [
        "A payment to CreditAI was refused"
    ]
    url = till.wiring.stripe.portal(till.customer(alice.id), "http://127.0.0.1/plans")
    assert till.stand_in.pay(url) == 200
    till.heard()
    assert read_money(till.wiring, alice.who).right.standing == "paying"


def test_dunning_ends_the_subscription_at_last(till: Till, alice: Member) -> None:
    a_story(till, alice, card="4000000000000341")
    till.later(16)
    till.heard()
    assert read_money(till.wiring, alice.who).right.standing == "ended"
