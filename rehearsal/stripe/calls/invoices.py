"""Invoices, what paid them, and refunds."""

from __future__ import annotations

from rehearsal.stripe import shapes, time
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, missing, page, required, whole


def _list(given: Given) -> Json:
    customer, status, sub = (given.form.get(n) for n in ("customer", "status", "subscription"))
    found = [
        i for i in given.books.newest("invoice")
        if customer in (None, i["customer"]) and status in (None, i["status"])
        and sub in (None, i["parent"]["subscription_details"]["subscription"])
    ]  # fmt: skip
    return page(found, given.form, "/v1/invoices")


def _retrieve(given: Given) -> Json:
    return given.books.get("invoice", given.parts[0])


def _pay(given: Given) -> Json:
    books, bill = given.books, given.books.get("invoice", given.parts[0])
    if bill["status"] != "open":
        raise Refusal(
            "Invoice is already paid" if bill["status"] == "paid" else "Invoice is no longer payable"
        )
    sub = books.get("subscription", bill["parent"]["subscription_details"]["subscription"])
    time.charge(books, sub, bill, books.now(bill["customer"]))
    if bill["status"] != "paid":
        raise Refusal("Your card was declined.", status=402, code="card_declined", kind="card_error",
                      decline="generic_decline")  # fmt: skip
    return bill


def _payments(given: Given) -> Json:
    invoice = given.form.get("invoice")
    found = [p for p in given.books.newest("invoice_payment") if invoice in (None, p["invoice"])]
    return page(found, given.form, "/v1/invoice_payments")


def _refund(given: Given) -> Json:
    books, form = given.books, given.form
    required(form, "payment_intent")
    intent = form["payment_intent"]
    paid = [p for p in books.of("invoice_payment").values() if p["payment"]["payment_intent"] == intent]
    if not paid:
        raise missing("payment_intent", intent, "payment_intent")
    before = sum(r["amount"] for r in books.of("refund").values() if r["payment_intent"] == intent)
    left = paid[0]["amount_paid"] - before
    amount = whole(form, "amount", left)
    if books.of("dispute").get(intent):
        raise Refusal("The charge has been charged back.", code="charge_disputed")
    if left <= 0:
        raise Refusal("The charge has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise Refusal(f"Refund amount is greater than unrefunded amount on charge ({left}).", param="amount")
    bill = books.get("invoice", paid[0]["invoice"])
    made = shapes.refund(books, intent, bill["customer"], amount, form, books.now(bill["customer"]))
    books.put("refund", made)
    books.tell("refund.created", made, bill["customer"])
    return made


def _refunds(given: Given) -> Json:
    intent = given.form.get("payment_intent")
    found = [r for r in given.books.newest("refund") if intent in (None, r["payment_intent"])]
    return page(found, given.form, "/v1/refunds")


CALLS: dict[tuple[str, str], Call] = {
    ("GET", "/v1/invoices"): (takes("customer", "status", "subscription", "limit", "starting_after"), _list),
    ("GET", "/v1/invoices/{id}"): (takes(), _retrieve),
    ("POST", "/v1/invoices/{id}/pay"): (takes(), _pay),
    ("GET", "/v1/invoice_payments"): (takes("invoice", "limit", "starting_after"), _payments),
    ("POST", "/v1/refunds"): (takes("payment_intent", "amount", "reason", "metadata"), _refund),
    ("GET", "/v1/refunds"): (takes("payment_intent", "limit", "starting_after"), _refunds),
}
