"""Customers. To delete one ends its subscriptions at once."""

from __future__ import annotations

from rehearsal.stripe import shapes, time
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, missing, page


def _create(given: Given) -> Json:
    books, clock = given.books, given.form.get("test_clock")
    now = books.wall() if clock is None else int(books.get("clock", clock)["frozen_time"])
    made = books.put("customer", shapes.customer(books, given.form, clock, now))
    books.tell("customer.created", made, made["id"])
    return made


def _retrieve(given: Given) -> Json:
    return given.books.get("customer", given.parts[0])


def _update(given: Given) -> Json:
    known = alive(given)
    known |= {name: given.form[name] for name in ("email", "name") if name in given.form}
    known["metadata"] |= given.form.get("metadata", {})
    given.books.tell("customer.updated", known, known["id"])
    return known


def _delete(given: Given) -> Json:
    books, known = given.books, alive(given)
    now = books.now(known["id"])
    for sub in list(books.of("subscription").values()):
        if sub["customer"] == known["id"] and sub["status"] not in time.OVER:
            time.finish(books, sub, now, "cancellation_requested")
    books.tell("customer.deleted", known, known["id"])
    gone = {"id": known["id"], "object": "customer", "deleted": True}
    return books.put("customer", gone)


def _list(given: Given) -> Json:
    found = [c for c in given.books.newest("customer") if "deleted" not in c]
    return page(
        [c for c in found if given.form.get("email") in (None, c["email"])], given.form, "/v1/customers"
    )


def alive(given: Given) -> Json:
    known = given.books.get("customer", given.parts[0])
    if "deleted" in known:
        raise missing("customer", known["id"])
    return known


CALLS: dict[tuple[str, str], Call] = {
    ("POST", "/v1/customers"): (takes("email", "name", "metadata", "test_clock"), _create),
    ("GET", "/v1/customers"): (takes("email", "limit", "starting_after"), _list),
    ("GET", "/v1/customers/{id}"): (takes(), _retrieve),
    ("POST", "/v1/customers/{id}"): (takes("email", "name", "metadata"), _update),
    ("DELETE", "/v1/customers/{id}"): (takes(), _delete),
}
