"""Disclosure, contract, three business days, one click: in this order, and letters after the day."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from uuid import UUID, uuid4

import pypdfium2
import pytest

from creditai.billing.plans import Interval
from creditai.billing.statute import digest, statute
from creditai.errors import Conflict, Invalid, NotAllowed, NotFound, NotYet, PlanTooSmall, Unavailable
from creditai.flows.allow_letters import allow_letters
from creditai.flows.cancel_contract import cancel_contract
from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.draw_up_contract import draw_up_contract
from creditai.flows.erase_person import erase_person
from creditai.flows.fetch_signed_paper import fetch_signed_paper
from creditai.flows.open_checkout import open_checkout
from creditai.flows.open_portal import open_portal
from creditai.flows.read_contracts import read_contracts
from creditai.flows.read_money import read_money
from creditai.flows.sign_contract import sign_contract
from creditai.flows.sign_disclosure import sign_disclosure
from creditai.ledger import deliveries
from creditai.settings import Settings
from creditai.wiring import Wiring, wire
from tests.cast import Member, member, work_off
from tests.meanwhile import Meanwhile, at
from tests.money import Till, with_stripe


@pytest.fixture
def alice(till: Till) -> Member:
    return member(till.wiring, "alice")


def ask(till: Till, person: Member, *disputes: str) -> None:
    with till.wiring.database.scope(person.id) as connection:
        allow_letters(till.wiring, connection, person.id, disputes or ["experian-1"])


def deliver(till: Till, person: Member, *disputes: str) -> None:
    for each in disputes:
        with till.wiring.database.scope(person.id) as connection:
            deliver_letter(till.wiring, connection, person.id, each)


def test_no_contract_before_the_disclosure(till: Till, alice: Member) -> None:
    with pytest.raises(Conflict, match="disclosure"):
        draw_up_contract(till.wiring, alice.who, "basic", "month", "OR", "Alice Example")
    with pytest.raises(Conflict, match="another text"):
        sign_disclosure(till.wiring, alice.who, "Alice Example", "0" * 64)


def test_only_what_is_sold_where_it_is_sold(till: Till, alice: Member) -> None:
    sign_disclosure(till.wiring, alice.who, "Alice Example", statute().digest)
    with pytest.raises(NotAllowed, match="not sold in Texas"):
        draw_up_contract(till.wiring, alice.who, "basic", "month", "TX", "Alice Example")
    for plan, interval, state, place in (
        ("gold", "month", "OR", "/plan"), ("free", "month", "OR", "/plan"), ("basic", "week", "OR", "/interval"),
        ("basic", "month", "ZZ", "/state"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            draw_up_contract(till.wiring, alice.who, plan, interval, state, "Alice Example")
        assert refused.value.where == place


def test_what_is_signed_is_what_was_read(till: Till, alice: Member) -> None:
    sign_disclosure(till.wiring, alice.who, "Alice Example", statute().digest)
    draft, body = draw_up_contract(till.wiring, alice.who, "basic", "month", "OR", "Alice  Example")
    assert digest(body) == draft.digest
    with pytest.raises(Conflict, match="not the contract"):
        sign_contract(till.wiring, alice.who, draft.id, "Alice Example", "0" * 64, True)
    with pytest.raises(Invalid, match="electronic"):
        sign_contract(till.wiring, alice.who, draft.id, "Alice Example", draft.digest, False)
    with pytest.raises(Invalid, match="name"):
        sign_contract(till.wiring, alice.who, draft.id, "Mallory Example", draft.digest, True)
    signed = sign_contract(till.wiring, alice.who, draft.id, "alice example", draft.digest, True)
    assert sign_contract(till.wiring, alice.who, draft.id, "x", "x", False).signed_at == signed.signed_at
    found = read_contracts(till.wiring, alice.who)
    assert [each.kind for each in found.papers] == ["contract", "disclosure"]
    for paper in found.papers:
        kept = fetch_signed_paper(till.wiring, alice.who, paper.id)
        assert digest(kept) == paper.digest
    with pypdfium2.PdfDocument(fetch_signed_paper(till.wiring, alice.who, found.papers[0].id)) as opened:
        assert "Signed electronically by “Alice Example”" in opened[0].get_textpage().get_text_bounded()


def test_a_draft_of_another_day_is_not_signed(till: Till, alice: Member) -> None:
    sign_disclosure(till.wiring, alice.who, "Alice Example", statute().digest)
    draft, _ = draw_up_contract(till.wiring, alice.who, "basic", "month", "OR", "Alice Example")
    till.later(1)
    with pytest.raises(Conflict, match="another day"):
        sign_contract(till.wiring, alice.who, draft.id, "Alice Example", draft.digest, True)


def test_contracts_of_others_are_not_there(till: Till, alice: Member) -> None:
    signed = till.sign(alice.who)
    mallory = member(till.wiring, "mallory").who
    paper = read_contracts(till.wiring, alice.who).papers[0]
    for attempt in (
        lambda: sign_contract(till.wiring, mallory, signed.id, "Alice Example", signed.digest, True),
        lambda: cancel_contract(till.wiring, mallory, signed.id),
        lambda: open_checkout(till.wiring, mallory, signed.id),
        lambda: fetch_signed_paper(till.wiring, mallory, paper.id),
        lambda: open_portal(till.wiring, mallory),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert read_contracts(till.wiring, mallory).contracts == ()


def test_letters_wait_for_contract_day_and_subscription(till: Till, alice: Member) -> None:
    with pytest.raises(PlanTooSmall, match="make and sign the contract"):
        ask(till, alice)
    signed = till.subscribe(alice.who)
    with pytest.raises(NotYet) as refused:
        ask(till, alice)
    assert signed.letters_from is not None
    assert refused.value.when == signed.letters_from.date()
    till.later(7)
    ask(till, alice)


def test_a_contract_alone_gives_no_letter(till: Till, alice: Member) -> None:
    signed = till.sign(alice.who)
    open_checkout(till.wiring, alice.who, signed.id)
    till.later(7)
    with pytest.raises(PlanTooSmall, match="checkout"):
        ask(till, alice)
    assert read_money(till.wiring, alice.who).right.standing == "none"


def test_a_letter_counts_once_and_the_plan_has_an_end(till: Till, alice: Member) -> None:
    till.subscribe(alice.who)
    till.later(7)
    till.heard()
    deliver(till, alice, *(f"experian-{i}" for i in range(10)), "experian-0")
    work_off(till.wiring)
    assert read_money(till.wiring, alice.who).delivered == 10
    assert read_money(till.wiring, alice.who).due_cents == 2999
    ask(till, alice, "experian-3")
    with pytest.raises(PlanTooSmall, match="10 letters"):
        ask(till, alice, "experian-11")
    with pytest.raises(PlanTooSmall, match="10 letters"):
        deliver(till, alice, "experian-11")
    till.later(40)
    till.heard()
    ((newest, _),) = [b for b in read_money(till.wiring, alice.who).invoices if b[0].due_cents]
    assert newest.paid_cents == 2999


def test_letters_fetched_at_one_moment_do_not_pass_the_plans_end_together(
    till: Till, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan's price is the most that a period costs: what passes its number is never paid."""
    till.subscribe(alice.who)
    till.later(7)
    till.heard()
    deliver(till, alice, *(f"experian-{i}" for i in range(9)))
    refused = list[PlanTooSmall]()

    def another() -> None:
        try:
            deliver(till, alice, "experian-10")
        except PlanTooSmall as error:
            refused.append(error)

    meanwhile = Meanwhile(till.wiring, another)
    at(monkeypatch, deliveries, "since", meanwhile, after=True)  # nine, it hears, and there is room for one
    deliver(till, alice, "experian-9")
    meanwhile.end()
    assert read_money(till.wiring, alice.who).delivered == 10
    assert len(refused) == 1


def test_one_click_and_all_is_over_for_nothing(till: Till, alice: Member) -> None:
    signed = till.subscribe(alice.who)
    with pytest.raises(Conflict, match="subscribed already"):
        open_checkout(till.wiring, alice.who, signed.id)
    cancelled = cancel_contract(till.wiring, alice.who, signed.id)
    assert cancel_contract(till.wiring, alice.who, signed.id).cancelled_at == cancelled.cancelled_at
    with pytest.raises(PlanTooSmall, match="make and sign the contract"):
        ask(till, alice)
    till.followed()
    money = read_money(till.wiring, alice.who)
    assert money.right.standing == "ended"
    assert sum(bill.paid_cents for bill, _ in money.invoices) == 0
    assert "cancellation" in {each.kind for each in read_contracts(till.wiring, alice.who).papers}


def test_after_the_days_it_is_ended_not_cancelled(till: Till, alice: Member) -> None:
    signed = till.subscribe(alice.who)
    till.later(7)
    with pytest.raises(Conflict, match="business days are over"):
        cancel_contract(till.wiring, alice.who, signed.id)


def test_cancelling_does_not_wait_for_stripe(till: Till, alice: Member) -> None:
    signed = till.subscribe(alice.who)
    till.stand_in.tell("faults", status=500, count=50, path="/v1/")
    cancel_contract(till.wiring, alice.who, signed.id)
    with pytest.raises(PlanTooSmall):
        ask(till, alice)
    till.stand_in.tell("faults", count=0)


def test_a_checkout_left_open_cannot_be_finished_after_cancelling(till: Till, alice: Member) -> None:
    signed = till.sign(alice.who)
    url = open_checkout(till.wiring, alice.who, signed.id)
    cancel_contract(till.wiring, alice.who, signed.id)
    work_off(till.wiring)
    assert till.stand_in.pay(url) == 400
    with pytest.raises(Conflict, match="not in force"):
        open_checkout(till.wiring, alice.who, signed.id)


def test_of_two_checkouts_one_can_be_finished(till: Till, alice: Member) -> None:
    """The person signed for one plan, left Checkout open, and signed for another: two subscriptions would both be billed."""
    first = open_checkout(till.wiring, alice.who, till.sign(alice.who, "basic").id)
    other = till.sign(alice.who, "professional").id
    second = open_checkout(till.wiring, alice.who, other)
    assert open_checkout(till.wiring, alice.who, other) == second, "asked again, it stays"
    assert [till.stand_in.pay(url) for url in (first, second)] == [400, 303]
    till.heard()
    assert read_money(till.wiring, alice.who).right.plan.name == "professional"


def test_whom_stripe_has_forgotten_gets_a_checkout_and_no_portal(till: Till, alice: Member) -> None:
    """Deleted there by hand, or on the way out here; no event has told us yet."""
    contract = till.sign(alice.who).id
    open_checkout(till.wiring, alice.who, contract)
    first = till.customer(alice.id)
    till.wiring.stripe.delete_customer(first)
    with pytest.raises(NotFound, match="no portal"):
        open_portal(till.wiring, alice.who)
    assert till.stand_in.pay(open_checkout(till.wiring, alice.who, contract)) == 303
    assert till.customer(alice.id) != first
    till.heard()
    assert read_money(till.wiring, alice.who).right.standing == "free_days"


def test_who_is_erased_as_checkout_opens_is_told_that_they_are_not_there(
    till: Till, alice: Member, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = till.sign(alice.who).id
    open_checkout(till.wiring, alice.who, contract)
    first, real = till.customer(alice.id), till.wiring.stripe.price
    made, new = list[str](), till.wiring.stripe.customer

    def customer(person: UUID) -> str:
        made.append(new(person))
        return made[-1]

    def price(plan: str, interval: Interval) -> str:
        with closing(wire(with_stripe(settings, till.stand_in))) as another:
            erase_person(another, str(alice.id))
            work_off(another)
        return real(plan, interval)

    monkeypatch.setattr(till.wiring.stripe, "price", price)
    monkeypatch.setattr(till.wiring.stripe, "customer", customer)
    with pytest.raises(NotFound):
        open_checkout(till.wiring, alice.who, contract)
    work_off(till.wiring)
    assert [till.wiring.stripe.told(each).gone for each in (first, *made)] == [True, True]


def test_a_subscription_without_a_contract_is_ended_when_it_is_heard_of(till: Till, alice: Member) -> None:
    signed = till.sign(alice.who)
    url = open_checkout(till.wiring, alice.who, signed.id)
    cancel_contract(till.wiring, alice.who, signed.id)
    assert till.stand_in.pay(url) == 303  # before the job that closes it
    till.heard()
    till.heard()
    assert read_money(till.wiring, alice.who).right.standing == "ended"


def test_the_free_days_come_once(till: Till, alice: Member) -> None:
    first = till.subscribe(alice.who)
    assert read_money(till.wiring, alice.who).right.standing == "free_days"
    cancel_contract(till.wiring, alice.who, first.id)
    till.followed()
    till.subscribe(alice.who)
    assert read_money(till.wiring, alice.who).right.standing == "paying"


def test_another_plan_is_another_contract_and_the_next_period(till: Till, alice: Member) -> None:
    till.subscribe(alice.who)
    till.later(8)
    till.heard()
    second = till.sign(alice.who, "premium")
    till.followed()
    money = read_money(till.wiring, alice.who)
    assert (money.right.plan.name, money.changes_to) == ("basic", "premium")
    ask(till, alice)  # the first contract's days are over; the second takes no letter away
    till.later(32)
    till.heard()
    assert read_money(till.wiring, alice.who).right.plan.name == "premium"
    assert second.in_force


def test_a_change_that_is_cancelled_in_its_days_does_not_come(till: Till, alice: Member) -> None:
    till.subscribe(alice.who)
    till.later(8)
    second = till.sign(alice.who, "premium")
    work_off(till.wiring)
    cancel_contract(till.wiring, alice.who, second.id)
    work_off(till.wiring)
    till.later(40)
    till.heard()
    assert read_money(till.wiring, alice.who).right.plan.name == "basic"


def test_where_payments_are_not_set_up_letters_are_free(wiring: Wiring) -> None:
    alice = member(wiring, "alice")
    with wiring.database.scope(alice.id) as connection:
        allow_letters(wiring, connection, alice.id, ["experian-1"])
        deliver_letter(wiring, connection, alice.id, "experian-1")
    sign_disclosure(wiring, alice.who, "Alice Example", statute().digest)
    with pytest.raises((Unavailable, NotAllowed)):
        draw_up_contract(wiring, alice.who, "basic", "month", "OR", "Alice Example")
    with pytest.raises(NotFound):
        cancel_contract(wiring, alice.who, uuid4())


def test_the_days_are_those_of_the_statute(till: Till, alice: Member) -> None:
    signed = till.sign(alice.who)
    assert signed.letters_from is not None
    assert signed.letters_from - till.wiring.clock.now() > timedelta(days=3) - timedelta(hours=1)
    assert signed.letters_from.date() > signed.last_day
