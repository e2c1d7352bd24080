"""A letter that Stripe's meter hears of too late: never billed beside its contract, and never lost without a word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from creditai.billing.mirror import Drift
from creditai.disputes.envelope import Cover
from creditai.errors import NotFound
from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.fetch_letter import fetch_letter
from creditai.flows.papers_of import papers_of
from creditai.flows.read_money import read_money
from creditai.flows.reconcile_with_stripe import Reconciled, reconcile_with_stripe
from creditai.ledger import deliveries
from creditai.papers import letters
from creditai.store.ids import new_id
from creditai.store.streams import sealed_stream
from creditai.store.tables.stripe_event import drift
from creditai.store.tables.subscription import delivery, stripe_customer
from tests.cast import Member, member, work_off
from tests.money import Till

METER = "/v1/billing/meter_events"


@pytest.fixture
def alice(till: Till) -> Member:
    """Past her first days, so that what is delivered is billed."""
    made = member(till.wiring, "alice")
    till.subscribe(made.who)
    till.later(8)
    till.heard()
    return made


def handed_over(till: Till, who: Member, what: str = "experian-1") -> None:
    with till.wiring.database.scope(who.id) as connection:
        deliver_letter(till.wiring, connection, who.id, what)


def bills(till: Till, who: Member) -> list[int]:
    return sorted(bill.paid_cents for bill, _ in read_money(till.wiring, who.who).invoices if bill.paid_cents)


def kinds(done: Reconciled) -> list[str]:
    return [each.kind for each in done.found]


def meter_is_away(till: Till) -> None:
    till.stand_in.tell("faults", status=500, count=1000, path=METER)


def meter_is_back(till: Till) -> None:
    till.stand_in.tell("faults", status=500, count=0, path=METER)


def written_off(till: Till) -> list[str]:
    with till.wiring.database.purpose("system") as connection:
        return list(
            connection.execute(select(drift.c.told).where(drift.c.kind == "delivery_written_off")).scalars()
        )


def test_one_whose_invoice_was_made_is_written_off_by_name_and_no_other_invoice_holds_it(
    till: Till, alice: Member
) -> None:
    meter_is_away(till)
    handed_over(till, alice)
    till.later(32)
    till.heard()
    meter_is_back(till)
    assert kinds(reconcile_with_stripe(till.wiring)) == ["delivery_written_off"]
    [told] = written_off(till)
    assert told.endswith("At most $5.00.")
    assert reconcile_with_stripe(till.wiring).found == ()
    handed_over(till, alice, "equifax-1")
    work_off(till.wiring)
    till.later(31)
    till.heard()
    assert bills(till, alice) == [500]
    assert reconcile_with_stripe(till.wiring).found == ()


def test_a_letter_that_the_store_does_not_give_is_not_counted(till: Till, alice: Member) -> None:
    letter = new_id()
    with papers_of(till.wiring, alice.id) as at:
        written = letters.Letter(letter, "experian-1", bytes(32), 1, 9, at.now)
        letters.add(at, written, Cover((), (), (), ()))
        kept = sealed_stream(at.key, b"%PDF-1.7\n", letters.context(letter))
    with pytest.raises(NotFound):
        fetch_letter(till.wiring, alice.who, letter)
    with till.wiring.database.scope(alice.id) as connection:
        assert deliveries.since(connection, alice.id, None) == 0
    till.wiring.objects.put(letters.object_name(alice.id, letter), kept)
    for _ in range(2):
        assert fetch_letter(till.wiring, alice.who, letter) == b"%PDF-1.7\n"
    with till.wiring.database.scope(alice.id) as connection:
        assert deliveries.since(connection, alice.id, None) == 1


def test_one_that_comes_late_within_its_period_is_billed_with_it(till: Till, alice: Member) -> None:
    meter_is_away(till)
    handed_over(till, alice)
    till.later(3)
    meter_is_back(till)
    assert kinds(reconcile_with_stripe(till.wiring)) == ["delivery_not_counted"]
    till.later(29)
    till.heard()
    assert bills(till, alice) == [500]


def test_one_that_the_meter_took_after_the_invoice_is_found_by_what_the_invoice_held(
    till: Till, alice: Member
) -> None:
    """The period ends between our look and Stripe's."""
    handed_over(till, alice)
    work_off(till.wiring)
    with till.wiring.database.scope(alice.id) as connection:
        second = delivery.insert().values(
            id=alice.id, person=alice.id, what="equifax-1", delivered_at=till.wiring.clock.now(),
            counted_at=till.wiring.clock.now(),
        )  # fmt: skip
        connection.execute(second)
    at = till.wiring.clock.now()
    till.later(32)
    till.heard()
    till.wiring.stripe.count(till.customer(alice.id), alice.id, at)
    assert kinds(reconcile_with_stripe(till.wiring)) == ["delivery_written_off"]
    assert len(written_off(till)) == 1
    assert bills(till, alice) == [500]
    assert reconcile_with_stripe(till.wiring).found == ()


def test_an_invoice_of_more_than_was_delivered_is_for_a_person(till: Till, alice: Member) -> None:
    handed_over(till, alice)
    work_off(till.wiring)
    till.later(32)
    till.heard()
    assert bills(till, alice) == [500]
    with till.wiring.database.scope(alice.id) as connection:
        connection.execute(delete(delivery))
    [left] = reconcile_with_stripe(till.wiring).left
    assert left.kind == "count_differs"
    assert left.told.endswith("Here 0, there 1.")


def test_one_of_the_free_days_is_never_billed_and_no_loss(till: Till) -> None:
    bob = member(till.wiring, "bob")
    till.subscribe(bob.who)
    with till.wiring.database.scope(bob.id) as connection:
        made = deliveries.add(connection, bob.id, "experian-1", till.wiring.clock.now(), free=False)
    assert made is not None
    till.later(15)
    till.heard()
    reconcile_with_stripe(till.wiring)
    assert written_off(till) == []
    assert reconcile_with_stripe(till.wiring).found == ()
    till.later(31)
    till.heard()
    assert bills(till, bob) == []


def test_one_older_than_the_meter_takes_is_billed_with_its_year(till: Till) -> None:
    carol = member(till.wiring, "carol")
    till.subscribe(carol.who, interval="year")
    till.later(8)
    till.heard()
    meter_is_away(till)
    handed_over(till, carol)
    till.later(60)
    till.heard()
    meter_is_back(till)
    assert kinds(reconcile_with_stripe(till.wiring)) == ["delivery_not_counted"]
    assert reconcile_with_stripe(till.wiring).found == ()
    till.later(310)
    till.heard()
    assert bills(till, carol) == [400]


def test_one_of_a_person_whom_stripe_does_not_know_is_written_off_too(till: Till, alice: Member) -> None:
    meter_is_away(till)
    handed_over(till, alice)
    with till.wiring.database.purpose("system") as connection:
        connection.execute(delete(stripe_customer).where(stripe_customer.c.person == alice.id))
    till.later(1)
    assert kinds(reconcile_with_stripe(till.wiring)) == ["delivery_written_off"]
    assert reconcile_with_stripe(till.wiring).found == ()


def test_the_amount_that_is_lost_is_told_whole(till: Till, alice: Member) -> None:
    """What a person reads is cut at no word: the row holds the whole sentence."""
    handed_over(till, alice)
    with till.wiring.database.scope(alice.id) as connection:
        early = till.wiring.clock.now() - timedelta(days=400)
        connection.execute(update(delivery).values(delivered_at=early))
    till.later(1)
    [found] = reconcile_with_stripe(till.wiring).found
    assert isinstance(found, Drift)
    assert written_off(till) == [found.told]
