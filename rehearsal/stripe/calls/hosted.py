"""Checkout and portal sessions: addresses that the person is sent to; `pages` is what they find there."""

from __future__ import annotations

from rehearsal.stripe import shapes
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, missing, page, required, whole


def _checkout(given: Given) -> Json:
    form, books = given.form, given.books
    required(form, "mode", "customer", "line_items")
    if form["mode"] != "subscription" or len(form["line_items"]) != 1:
        raise Refusal("This rehearsal sells one subscription item at a time.", param="mode")
    price = books.get("price", form["line_items"][0].get("price", ""))
    if price["recurring"]["usage_type"] == "metered" and "quantity" in form["line_items"][0]:
        raise Refusal(
            "Quantity should not be specified where usage_type is metered.", param="line_items[0][quantity]"
        )
    if "deleted" in books.get("customer", form["customer"]):
        raise missing("customer", form["customer"], "customer")
    data = form.get("subscription_data", {})
    made = shapes.checkout(books, form, books.now(form["customer"]), given.address)
    books.put("checkout", made)
    books.put("order", {"id": made["id"], "price": price["id"], "metadata": data.get("metadata", {}),
                        "trial_days": whole(data, "trial_period_days", 0)})  # fmt: skip
    return made


def _retrieve(given: Given) -> Json:
    return given.books.get("checkout", given.parts[0])


def _expire(given: Given) -> Json:
    known = given.books.get("checkout", given.parts[0])
    if known["status"] != "open":
        raise Refusal("Only Checkout Sessions with a status in [open] can be expired.", param="session")
    known |= {"status": "expired", "url": None}
    given.books.tell("checkout.session.expired", known, known["customer"])
    return known


def _list(given: Given) -> Json:
    found = [s for s in given.books.newest("checkout") if given.form.get("customer") in (None, s["customer"])]
    return page(
        [s for s in found if given.form.get("status") in (None, s["status"])],
        given.form,
        "/v1/checkout/sessions",
    )


def _portal(given: Given) -> Json:
    required(given.form, "customer")
    if "deleted" in given.books.get("customer", given.form["customer"]):
        raise missing("customer", given.form["customer"], "customer")
    made = shapes.portal(given.books, given.form, given.books.now(given.form["customer"]), given.address)
    return given.books.put("portal", made)


CALLS: dict[tuple[str, str], Call] = {
    ("POST", "/v1/checkout/sessions"): (
        takes("mode", "customer", "line_items", "subscription_data", "success_url", "cancel_url", "metadata",
              "client_reference_id", "payment_method_collection"),
        _checkout,
    ),
    ("GET", "/v1/checkout/sessions"): (takes("customer", "status", "limit", "starting_after"), _list),
    ("GET", "/v1/checkout/sessions/{id}"): (takes(), _retrieve),
    ("POST", "/v1/checkout/sessions/{id}/expire"): (takes(), _expire),
    ("POST", "/v1/billing_portal/sessions"): (takes("customer", "return_url"), _portal),
}  # fmt: skip
