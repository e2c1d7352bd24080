"""Contracts that come and go while a subscription runs: nobody is billed by one that they cancelled, or sooner than it says."""

from __future__ import annotations

from uuid import UUID

import pytest

from creditai.errors import Conflict, NotYet, PlanTooSmall, Unavailable
from creditai.flows.allow_letters import allow_letters
from creditai.flows.cancel_contract import cancel_contract
from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.draw_up_contract import draw_up_contract
from creditai.flows.end_subscription import end_subscription
from creditai.flows.follow_contract import follow_contract
from creditai.flows.open_checkout import open_checkout
from creditai.flows.read_money import Money, read_money
from creditai.flows.refund_payment import refund_payment
from creditai.flows.sign_contract import sign_contract
from creditai.ledger import contracts, customers
from tests.cast import Member, member, work_off
from tests.money import Till


@pytest.fixture
def alice(till: Till) -> Member:
    return member(till.wiring, "alice")


def ask(till: Till, person: Member, dispute: str = "experian-1") -> None:
    with till.wiring.database.scope(person.id) as connection:
        allow_letters(till.wiring, connection, person.id, [dispute])


def deliver(till: Till, person: Member, *disputes: str) -> None:
    for each in disputes:
        with till.wiring.database.scope(person.id) as connection:
            deliver_letter(till.wiring, connection, person.id, each)
    work_off(till.wiring)


def passed(till: Till, days: int) -> None:
    till.later(days)
    till.heard()


def money(till: Till, person: Member) -> Money:
    return read_money(till.wiring, person.who)


def test_who_changes_the_plan_in_the_free_days_keeps_them(till: Till, alice: Member) -> None:
    till.subscribe(alice.who)
    passed(till, 1)
    till.sign(alice.who, "premium")
    till.followed()
    assert money(till, alice).right.standing == "free_days"
    passed(till, 5)
    deliver(till, alice, "experian-1")
    passed(till, 40)
    assert sum(bill.paid_cents for bill, _ in money(till, alice).invoices) == 0


def test_a_change_that_is_signed_at_a_periods_edge_waits_for_its_own_days(till: Till, alice: Member) -> None:
    """It can be cancelled for nothing until they are over: a period that had begun by then would be billed by it."""
    till.subscribe(alice.who)
    passed(till, 36)  # seven days and a month end tomorrow
    change = till.sign(alice.who, "premium")
    work_off(till.wiring)
    passed(till, 2)
    right = money(till, alice).right
    assert (right.plan.name, right.standing) == ("basic", "paying")
    assert change.letters_from is not None
    assert till.wiring.clock.now() < change.letters_from
    assert money(till, alice).changes_to == "premium"
    cancel_contract(till.wiring, alice.who, change.id)
    till.followed()
    passed(till, 40)
    assert money(till, alice).right.plan.name == "basic"


def test_a_change_that_was_signed_at_the_edge_comes_with_the_period_after(till: Till, alice: Member) -> None:
    till.subscribe(alice.who)
    passed(till, 36)
    till.sign(alice.who, "premium", "year")
    work_off(till.wiring)
    passed(till, 2)
    assert money(till, alice).interval == "month"
    passed(till, 31)
    assert (money(till, alice).right.plan.name, money(till, alice).interval) == ("premium", "year")


def test_who_has_ended_the_subscription_takes_that_back_before_they_change_the_plan(
    till: Till, alice: Member
) -> None:
    till.subscribe(alice.who)
    passed(till, 9)
    end_subscription(till.wiring, alice.who)
    with pytest.raises(Conflict, match="take that back first"):
        till.sign(alice.who, "premium")
    end_subscription(till.wiring, alice.who, ends=False)
    till.sign(alice.who, "premium")
    till.followed()
    assert money(till, alice).changes_to == "premium"


def test_an_ending_after_the_signature_stands_until_its_person_takes_it_back(
    till: Till, alice: Member
) -> None:
    till.subscribe(alice.who)
    passed(till, 9)
    till.sign(alice.who, "premium")
    end_subscription(till.wiring, alice.who)  # before a worker has told Stripe of the other plan
    work_off(till.wiring)
    [running] = till.wiring.stripe.told(till.customer(alice.id)).subscriptions
    assert (running.ends_with_period, running.schedule) == (True, None)
    end_subscription(till.wiring, alice.who, ends=False)
    till.followed()
    assert money(till, alice).changes_to == "premium"


def test_an_ending_that_is_ordered_while_the_contract_is_read_is_asked_about_at_its_signature(
    till: Till, alice: Member
) -> None:
    till.subscribe(alice.who)
    passed(till, 9)
    yearly, _ = draw_up_contract(till.wiring, alice.who, "basic", "year", "OR", "Alice Example")
    end_subscription(till.wiring, alice.who)
    with pytest.raises(Conflict, match="take that back first"):
        sign_contract(till.wiring, alice.who, yearly.id, "Alice Example", yearly.digest, True)
    till.sign(alice.who)  # the same plan: no change


def test_what_runs_by_a_contract_that_is_cancelled_ends_though_another_is_signed(
    till: Till, alice: Member
) -> None:
    first = till.subscribe(alice.who, "premium")
    other = till.sign(alice.who, "basic")
    work_off(till.wiring)
    cancel_contract(till.wiring, alice.who, first.id)
    till.followed()
    assert money(till, alice).right.standing == "ended"
    passed(till, 7)
    with pytest.raises(PlanTooSmall, match="checkout"):
        ask(till, alice)
    assert till.stand_in.pay(open_checkout(till.wiring, alice.who, other.id)) == 303
    till.heard()
    assert money(till, alice).right.plan.name == "basic"
    ask(till, alice)


def test_a_checkout_of_a_contract_that_is_cancelled_gives_no_subscription(till: Till, alice: Member) -> None:
    first = till.sign(alice.who, "premium")
    url = open_checkout(till.wiring, alice.who, first.id)
    till.sign(alice.who, "basic")
    cancel_contract(till.wiring, alice.who, first.id)
    work_off(till.wiring)
    assert till.stand_in.pay(url) == 303, "another contract is in force, so Checkout is left open"
    till.heard()
    till.heard()
    assert money(till, alice).right.standing == "ended"


def test_an_old_contract_for_another_plan_does_not_shorten_the_days(till: Till, alice: Member) -> None:
    till.sign(alice.who, "basic")  # and never through Checkout
    passed(till, 30)
    till.subscribe(alice.who, "premium")
    with pytest.raises(NotYet):
        ask(till, alice)
    passed(till, 7)
    ask(till, alice)


def paid(till: Till, alice: Member) -> tuple[str, str]:
    """A customer who paid an invoice, and whose contract is no more in force; both ids."""
    signed = till.subscribe(alice.who)
    passed(till, 8)
    deliver(till, alice, "experian-1")
    passed(till, 32)
    [bill] = [bill for bill, _ in money(till, alice).invoices if bill.paid_cents]
    undone(till, alice.id, signed.id)
    return till.customer(alice.id), bill.id


def undone(till: Till, person: UUID, contract: UUID) -> None:
    """By hand, as after a complaint."""
    with till.wiring.database.scope(person) as connection:
        contracts.cancel(connection, contract, till.wiring.clock.now())


def test_what_was_paid_goes_back_though_stripe_fails_in_between(till: Till, alice: Member) -> None:
    customer, bill = paid(till, alice)
    till.stand_in.tell("faults", status=500, count=10, path="/v1/refunds")
    with pytest.raises(Unavailable):
        follow_contract(till.wiring, customer)
    till.stand_in.tell("faults", count=0)
    follow_contract(till.wiring, customer)
    assert till.wiring.stripe.refunded(bill) == 500
    till.heard()
    assert money(till, alice).right.standing == "ended"


def test_a_payment_that_is_disputed_at_the_bank_holds_up_nothing_and_is_not_paid_back_twice(
    till: Till, alice: Member
) -> None:
    customer, bill = paid(till, alice)
    till.stand_in.tell("dispute", invoice=bill)
    dana = member(till.wiring, "dana", "operator")
    with pytest.raises(Conflict, match="disputed at the bank"):
        refund_payment(till.wiring, dana.who, bill, None, "asked")
    follow_contract(till.wiring, customer)
    till.heard()
    assert money(till, alice).right.standing == "ended"
    with till.wiring.database.scope(alice.id) as connection:
        assert customers.of(connection, alice.id) == customer
