"""Every kind of drift is made on purpose, found, repaired, and written down; a second night finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from creditai.billing.mirror import DRIFTS
from creditai.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from creditai.flows.cancel_contract import cancel_contract
from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.end_subscription import end_subscription
from creditai.flows.forget_customer import forget_customer
from creditai.flows.read_money import read_money
from creditai.flows.reconcile_with_stripe import FOR_A_PERSON, reconcile_with_stripe
from creditai.flows.refund_payment import refund_payment
from creditai.ledger import deliveries, mirror
from creditai.store.tables.contract import contract
from creditai.store.tables.stripe_event import drift, stripe_event
from creditai.store.tables.subscription import delivery, invoice, subscription
from creditai.wiring import Wiring
from tests.cast import Member, member, work_off
from tests.money import Till


@pytest.fixture
def alice(till: Till) -> Member:
    made = member(till.wiring, "alice")
    till.subscribe(made.who)
    till.later(8)
    till.heard()
    with till.wiring.database.scope(made.id) as connection:
        deliver_letter(till.wiring, connection, made.id, "experian-1")
    work_off(till.wiring)
    till.later(1)
    assert reconcile_with_stripe(till.wiring).found == ()
    return made


def _subscription_missing(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        connection.execute(delete(subscription))


def _subscription_differs(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        connection.execute(update(subscription).values(plan="premium"))


def _subscription_unknown(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        row = dict(connection.execute(select(subscription)).mappings().one()) | {
            "id": "sub_forged",
            "plan": "premium",
        }
        connection.execute(insert(subscription).values(row))


def _invoice_missing(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        first = connection.execute(select(invoice.c.id)).scalars().first()
        connection.execute(delete(invoice).where(invoice.c.id == first))


def _invoice_differs(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        first = connection.execute(select(invoice.c.id)).scalars().first()
        connection.execute(update(invoice).where(invoice.c.id == first).values(paid_cents=7))


def _invoice_unknown(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        row = dict(connection.execute(select(invoice).limit(1)).mappings().one()) | {"id": "in_forged"}
        connection.execute(insert(invoice).values(row))


def _customer_gone(till: Till, alice: Member) -> None:
    forget_customer(till.wiring, till.customer(alice.id))


def _event_missed(till: Till, alice: Member) -> None:
    with till.wiring.database.purpose("system") as connection:
        connection.execute(delete(stripe_event).where(stripe_event.c.type == "customer.subscription.updated"))


def _event_not_applied(till: Till, alice: Member) -> None:
    with till.wiring.database.purpose("system") as connection:
        connection.execute(
            update(stripe_event)
            .where(stripe_event.c.type == "checkout.session.completed")
            .values(applied_at=None)
        )


def _delivery_not_counted(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        made = deliveries.add(
            connection, alice.id, "equifax-1", till.wiring.clock.now() - timedelta(hours=1), free=False
        )
    assert made is not None


def _delivery_written_off(till: Till, alice: Member) -> None:
    _delivery_not_counted(till, alice)
    till.later(40)
    till.heard()


def _count_differs(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        connection.execute(delete(delivery))


def _no_contract(till: Till, alice: Member) -> None:
    with till.wiring.database.scope(alice.id) as connection:
        connection.execute(update(contract).values(cancelled_at=till.wiring.clock.now()))


def _two_subscriptions(till: Till, alice: Member) -> None:
    stripe, customer = till.wiring.stripe, till.customer(alice.id)
    url = stripe.checkout(
        customer,
        stripe.price("basic", "month"),
        contract=alice.id,
        free_days=7,
        back="http://127.0.0.1",
        key="2",
    )
    till.stand_in.pay(url)
    till.heard()


MADE: dict[str, Callable[[Till, Member], None]] = {name: globals()[f"_{name}"] for name in DRIFTS}


@pytest.mark.parametrize("kind", DRIFTS)
def test_each_drift_is_found_repaired_and_written_down(till: Till, alice: Member, kind: str) -> None:
    MADE[kind](till, alice)
    found = reconcile_with_stripe(till.wiring)
    assert kind in {each.kind for each in found.found}
    with till.wiring.database.purpose("system") as connection:
        noted = connection.execute(select(drift.c.kind, drift.c.repaired)).all()
    assert {row.kind for row in noted} == {each.kind for each in found.found}
    assert all(row.repaired == (row.kind not in FOR_A_PERSON) for row in noted)
    till.followed()
    if kind in FOR_A_PERSON:
        assert found.left
        return
    till.later(1)
    assert reconcile_with_stripe(till.wiring).found == ()
    with till.wiring.database.scope(alice.id) as connection:
        ours = mirror.read(connection, alice.id)
    if kind == "customer_gone":
        assert {each.status for each in ours.subscriptions} == {"canceled"}
        assert len(ours.invoices) == 2
        till.subscribe(alice.who)
        assert read_money(till.wiring, alice.who).right.standing == "paying"
    else:
        assert ours == till.wiring.stripe.told(till.customer(alice.id))


def test_no_right_outlives_the_night_without_stripes_word(till: Till, alice: Member) -> None:
    _subscription_unknown(till, alice)
    assert read_money(till.wiring, alice.who).right.plan.name == "premium"
    reconcile_with_stripe(till.wiring)
    assert read_money(till.wiring, alice.who).right.plan.name == "basic"


def test_a_late_count_is_counted_once(till: Till, alice: Member) -> None:
    _delivery_not_counted(till, alice)
    reconcile_with_stripe(till.wiring)
    with till.wiring.database.scope(alice.id) as connection:
        connection.execute(update(delivery).values(counted_at=None))
    reconcile_with_stripe(till.wiring)
    till.later(40)
    till.heard()
    assert max(bill.paid_cents for bill, _ in read_money(till.wiring, alice.who).invoices) == 1000


def test_stripe_away_tonight_is_tried_again(till: Till, alice: Member) -> None:
    till.stand_in.tell("faults", status=500, count=20, path="/v1/")
    with pytest.raises(Unavailable):
        reconcile_with_stripe(till.wiring)


def test_where_nothing_is_sold_the_night_is_quiet(wiring: Wiring) -> None:
    assert reconcile_with_stripe(wiring).customers == 0


def test_the_end_with_the_period_and_back(till: Till, alice: Member) -> None:
    end_subscription(till.wiring, alice.who)
    assert read_money(till.wiring, alice.who).right.standing == "ending"
    end_subscription(till.wiring, alice.who, ends=False)
    assert read_money(till.wiring, alice.who).right.standing == "paying"
    end_subscription(till.wiring, alice.who)
    till.later(40)
    till.heard()
    money = read_money(till.wiring, alice.who)
    assert money.right.standing == "ended"
    assert max(bill.paid_cents for bill, _ in money.invoices) == 500
    with pytest.raises(NotFound):
        end_subscription(till.wiring, alice.who)


def test_an_operator_gives_money_back_once(till: Till, alice: Member) -> None:
    till.later(40)
    till.heard()
    bill = next(b for b, _ in read_money(till.wiring, alice.who).invoices if b.paid_cents)
    dana = member(till.wiring, "dana", "operator")
    with pytest.raises(NotAllowed):
        refund_payment(till.wiring, alice.who, bill.id, None, "mine")
    with pytest.raises(Invalid):
        refund_payment(till.wiring, dana.who, bill.id, None, " ")
    with pytest.raises(NotFound):
        refund_payment(till.wiring, dana.who, "in_never", None, "why")
    assert refund_payment(till.wiring, dana.who, bill.id, 200, "goodwill") == 200
    assert refund_payment(till.wiring, dana.who, bill.id, None, "the rest") == 500
    with pytest.raises(Conflict):
        refund_payment(till.wiring, dana.who, bill.id, None, "again")
    assert {b.id: back for b, back in read_money(till.wiring, alice.who).invoices}[bill.id] == 500


def test_a_contract_cancelled_late_in_the_night_ends_nothing_wrongly(till: Till, alice: Member) -> None:
    signed = till.sign(alice.who, "premium")
    cancel_contract(till.wiring, alice.who, signed.id)
    reconcile_with_stripe(till.wiring)
    assert read_money(till.wiring, alice.who).right.plan.name == "basic"


def test_one_customer_of_whom_stripe_says_nothing_holds_up_no_other(till: Till, alice: Member) -> None:
    bob = member(till.wiring, "bob")
    till.subscribe(bob.who, "premium")
    people = sorted((alice, bob), key=lambda each: till.customer(each.id))  # as the night goes through them
    for each in people:
        with till.wiring.database.purpose("system") as connection:
            connection.execute(subscription.delete().where(subscription.c.person == each.id))
    path = f"/v1/customers/{till.customer(people[0].id)}"
    till.stand_in.tell("faults", status=500, count=1_000, path=path)
    with pytest.raises(Unavailable):
        reconcile_with_stripe(till.wiring)
    till.stand_in.tell("faults", count=0)
    standings = [read_money(till.wiring, each.who).right.standing for each in people]
    assert standings[0] == "none"
    assert standings[1] in ("paying", "free_days")
