"""What the passing of time does: trials and periods end, invoices are written and charged, retries, endings.

`advance` moves every subscription of a clock (or of no clock) to a moment, boundary by boundary in order,
so that a jump of a year and a year of days end alike.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime

from rehearsal.stripe import shapes
from rehearsal.stripe.books import CARDS, Books
from rehearsal.stripe.wire import Json, Refusal

DAY = 86_400
RETRIES = (3 * DAY, 5 * DAY, 7 * DAY)
"""From one refused charge to the next; after the last the subscription ends."""
OVER = ("canceled", "incomplete_expired")


def later(moment: int, interval: str, count: int, anchor: int) -> int:
    """One interval on, on the anchor's day of the month or the month's last."""
    at = datetime.fromtimestamp(moment, UTC)
    if interval in ("day", "week"):
        return moment + count * DAY * (7 if interval == "week" else 1)
    months = at.month - 1 + count * (12 if interval == "year" else 1)
    year, month = at.year + months // 12, months % 12 + 1
    day = min(datetime.fromtimestamp(anchor, UTC).day, monthrange(year, month)[1])
    return int(at.replace(year=year, month=month, day=day).timestamp())


def cost(price: Json, units: int) -> int:
    """Graduated tiers: each unit at the price of its own tier. Or plainly so much a unit."""
    if not price["tiers"]:
        return units * int(price["unit_amount"] or 0)
    total, from_ = 0, 0
    for tier in price["tiers"]:
        top = units if tier["up_to"] is None else min(units, tier["up_to"])
        if top > from_:
            total += (top - from_) * (tier["unit_amount"] or 0) + (tier["flat_amount"] or 0)
            from_ = top
    return total


def units(books: Books, price: Json, customer: str, start: int, end: int) -> int:
    """What the meter counted for this customer in [start, end)."""
    if price["recurring"]["usage_type"] != "metered":
        return 1
    name = books.get("meter", price["recurring"]["meter"])["event_name"]
    told = (u for u in books.usage if u["event_name"] == name and u["customer"] == customer)
    return sum(u["value"] for u in told if start <= u["timestamp"] < end)


def begin(books: Books, sub: Json) -> Json:
    """A new subscription: its first invoice is of nothing, in arrears as all is here."""
    books.put("subscription", sub)
    books.tell("customer.subscription.created", sub, sub["customer"])
    start, _ = shapes.period(sub)
    _bill(books, sub, start, start, "subscription_create", start, trial=True)
    return sub


def advance(books: Books, clock: str | None, moment: int) -> None:
    subs = [s for s in books.of("subscription").values() if s["test_clock"] == clock]
    while True:
        due = [(at, s["id"]) for s in subs if (at := boundary(books, s)) is not None and at <= moment]
        if not due:
            return
        books.moment, id_ = min(due)
        try:
            _cross(books, books.get("subscription", id_), books.moment)
        finally:
            books.moment = None


def boundary(books: Books, sub: Json) -> int | None:
    """The next moment at which something happens to it by itself."""
    if sub["status"] in OVER:
        return None
    retries = [i["next_payment_attempt"] for i in unpaid(books, sub) if i["next_payment_attempt"]]
    return int(min([shapes.period(sub)[1], *retries]))


def unpaid(books: Books, sub: Json) -> list[Json]:
    mine = (i for i in books.of("invoice").values() if i["status"] == "open")
    return [i for i in mine if i["parent"]["subscription_details"]["subscription"] == sub["id"]]


def _cross(books: Books, sub: Json, at: int) -> None:
    for bill in unpaid(books, sub):
        if bill["next_payment_attempt"] == at:
            charge(books, sub, bill, at)
            return
    start, end = shapes.period(sub)
    trial = sub["status"] == "trialing"
    if sub["cancel_at_period_end"]:
        _bill(books, sub, start, end, "subscription_cycle", at, trial)
        finish(books, sub, at, "cancellation_requested")
        return
    before = {"current_period_end": end, "status": sub["status"]}
    first = sub["items"]["data"][0]
    old = books.get("price", shapes.price_of(sub))
    _step_schedule(books, sub, at)
    recurring = first["price"]["recurring"]
    first["current_period_start"] = end
    first["current_period_end"] = later(
        end, recurring["interval"], recurring["interval_count"], sub["billing_cycle_anchor"]
    )
    sub["status"] = "active" if trial else sub["status"]
    books.tell("customer.subscription.updated", sub, sub["customer"], before)
    _bill(books, sub, start, end, "subscription_cycle", at, trial, old)


def _step_schedule(books: Books, sub: Json, at: int) -> None:
    """The phase that begins now gives the price; after the last the schedule lets go."""
    if sub["schedule"] is None:
        return
    plan = books.get("schedule", sub["schedule"])
    now = [p for p in plan["phases"] if p["start_date"] <= at < p["end_date"]]
    if now:
        price = books.get("price", now[0]["items"][0]["price"])
        first = sub["items"]["data"][0]
        first["price"], first["plan"] = shapes.without_tiers(price), shapes.plan_of(price)
        plan["current_phase"] = {"start_date": now[0]["start_date"], "end_date": now[0]["end_date"]}
    if not now or now[0] is plan["phases"][-1]:
        release(books, sub, plan, at)


def release(books: Books, sub: Json, plan: Json, at: int) -> None:
    plan |= {
        "status": "released",
        "released_at": at,
        "released_subscription": sub["id"],
        "subscription": None,
    }
    sub["schedule"] = None
    books.tell("subscription_schedule.released", plan, sub["customer"])


def _bill(books: Books, sub: Json, start: int, end: int, reason: str, at: int, trial: bool,
          price: Json | None = None) -> None:  # fmt: skip
    """What was delivered in the period, at its price; nothing in a trial."""
    price = price or books.get("price", shapes.price_of(sub))
    used = 0 if trial else units(books, price, sub["customer"], start, end)
    amount = 0 if trial else cost(price, used)
    bill = shapes.invoice(
        books, sub, price, units=used, amount=amount, start=start, end=end, reason=reason, now=at
    )
    books.put("invoice", bill)
    books.tell("invoice.created", bill, sub["customer"])
    bill |= {"status": "open", "number": f"REH-{len(books.of('invoice')):04}", "effective_at": at}
    bill["status_transitions"]["finalized_at"] = at
    sub["latest_invoice"] = bill["id"]
    books.tell("invoice.finalized", bill, sub["customer"])
    charge(books, sub, bill, at)


def charge(books: Books, sub: Json, bill: Json, at: int) -> None:
    """One attempt at the card of the subscription; an invoice of nothing is paid without one."""
    if bill["amount_due"] == 0:
        bill |= {"status": "paid", "attempted": True}
        bill["status_transitions"]["paid_at"] = at
        books.tell("invoice.paid", bill, sub["customer"])
        return
    bill |= {"attempted": True, "attempt_count": bill["attempt_count"] + 1}
    if _pays(books, sub):
        bill |= {
            "status": "paid",
            "amount_paid": bill["amount_due"],
            "amount_remaining": 0,
            "next_payment_attempt": None,
        }
        bill["status_transitions"]["paid_at"] = at
        books.put("invoice_payment", shapes.invoice_payment(books, bill, at))
        books.tell("invoice.paid", bill, sub["customer"])
        _set_status(books, sub, "active" if not unpaid(books, sub) else sub["status"])
        return
    tried = bill["attempt_count"]
    bill["next_payment_attempt"] = at + RETRIES[tried - 1] if tried <= len(RETRIES) else None
    books.tell("invoice.payment_failed", bill, sub["customer"])
    if bill["next_payment_attempt"] is None:
        finish(books, sub, at, "payment_failed")
    else:
        _set_status(books, sub, "past_due")


def _pays(books: Books, sub: Json) -> bool:
    card = (
        sub["default_payment_method"]
        or books.get("customer", sub["customer"])["invoice_settings"]["default_payment_method"]
    )
    return card is not None and CARDS[books.get("payment_method", card)["number"]][1] == ""


def _set_status(books: Books, sub: Json, status: str) -> None:
    if sub["status"] not in (*OVER, status):
        before, sub["status"] = sub["status"], status
        books.tell("customer.subscription.updated", sub, sub["customer"], {"status": before})


def finish(books: Books, sub: Json, at: int, reason: str) -> None:
    """The end: now, for good."""
    if sub["status"] in OVER:
        raise Refusal(f"No such subscription: '{sub['id']}'", status=404, code="resource_missing", param="id")
    sub |= {"status": "canceled", "ended_at": at, "canceled_at": sub["canceled_at"] or at}
    sub["cancellation_details"]["reason"] = reason
    if sub["schedule"] is not None:
        release(books, sub, books.get("schedule", sub["schedule"]), at)
    books.tell("customer.subscription.deleted", sub, sub["customer"])
