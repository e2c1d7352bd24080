"""Subscriptions: looked at, ended at the period's end or now, changed by a schedule at the next period."""

from __future__ import annotations

from rehearsal.stripe import shapes, time
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, page, required, truth, whole


def _retrieve(given: Given) -> Json:
    return given.books.get("subscription", given.parts[0])


def _list(given: Given) -> Json:
    customer, status = given.form.get("customer"), given.form.get("status")
    found = [s for s in given.books.newest("subscription") if customer in (None, s["customer"])]
    if status is None:
        found = [s for s in found if s["status"] != "canceled"]
    elif status != "all":
        found = [s for s in found if s["status"] == status]
    return page(found, given.form, "/v1/subscriptions")


def _update(given: Given) -> Json:
    books, known = given.books, given.books.get("subscription", given.parts[0])
    if known["status"] in time.OVER:
        raise Refusal("A canceled subscription can only update its cancellation_details and metadata.")
    if known["schedule"] is not None and "cancel_at_period_end" in given.form:
        raise Refusal("The subscription is managed by a subscription schedule; release it first.",
                      param="cancel_at_period_end")  # fmt: skip
    if "cancel_at_period_end" in given.form:
        ends = truth(given.form, "cancel_at_period_end")
        known |= {
            "cancel_at_period_end": ends, "cancel_at": shapes.period(known)[1] if ends else None,
            "canceled_at": books.now(known["customer"]) if ends else None,
        }  # fmt: skip
    known["metadata"] |= given.form.get("metadata", {})
    books.tell("customer.subscription.updated", known, known["customer"], {})
    return known


def _cancel(given: Given) -> Json:
    """Now, and with no last invoice: what was used since the last one stays unbilled unless invoice_now."""
    books, known = given.books, given.books.get("subscription", given.parts[0])
    if truth(given.form, "invoice_now") or truth(given.form, "prorate"):
        raise Refusal("This rehearsal ends a subscription without a last invoice only.", param="invoice_now")
    time.finish(books, known, books.now(known["customer"]), "cancellation_requested")
    return known


def _schedule(given: Given) -> Json:
    required(given.form, "from_subscription")
    sub = given.books.get("subscription", given.form["from_subscription"])
    if sub["status"] in time.OVER or sub["schedule"] is not None:
        raise Refusal("You cannot migrate a subscription that is canceled or already attached to a schedule.",
                      param="from_subscription")  # fmt: skip
    made = given.books.put("schedule", shapes.schedule(given.books, sub, given.books.now(sub["customer"])))
    sub["schedule"] = made["id"]
    given.books.tell("subscription_schedule.created", made, sub["customer"])
    given.books.tell("customer.subscription.updated", sub, sub["customer"], {"schedule": None})
    return made


def _phases(given: Given) -> Json:
    """The first phase is the one that runs; each later one begins where the one before ends."""
    books, known = given.books, given.books.get("schedule", given.parts[0])
    if known["status"] != "active":
        raise Refusal(
            f"You cannot update a subscription schedule that is currently in the `{known['status']}` status."
        )
    required(given.form, "phases")
    start, made = known["current_phase"]["start_date"], []
    for told in given.form["phases"]:
        price = books.get("price", told["items"][0]["price"])
        if int(told.get("start_date", start)) != start:
            raise Refusal("A phase must start where the one before it ends.", param="phases")
        free = whole(told, "trial_end") if "trial_end" in told else None
        made.append(shapes.phase(price["id"], start, _end(told, start), free))
        start = made[-1]["end_date"]
    sub = books.get("subscription", known["subscription"])
    if (
        sub["status"] == "trialing" and made[0]["trial_end"] is None
    ):  # a phase that is not said to be free is not
        sub |= {"status": "active", "trial_end": books.now(sub["customer"])}
    known |= {"phases": made, "end_behavior": given.form.get("end_behavior", known["end_behavior"])}
    books.tell("subscription_schedule.updated", known, known["customer"])
    return known


def _end(told: Json, start: int) -> int:
    if "end_date" in told:
        return whole(told, "end_date")
    required(told, "duration")
    duration = told["duration"]
    return time.later(start, duration["interval"], whole(duration, "interval_count", 1), start)


def _look(given: Given) -> Json:
    return given.books.get("schedule", given.parts[0])


def _release(given: Given) -> Json:
    books, known = given.books, given.books.get("schedule", given.parts[0])
    if known["status"] != "active":
        raise Refusal(
            f"You cannot release a subscription schedule that is in the `{known['status']}` status."
        )
    sub = books.get("subscription", known["subscription"])
    time.release(books, sub, known, books.now(sub["customer"]))
    books.tell("customer.subscription.updated", sub, sub["customer"], {"schedule": known["id"]})
    return known


CALLS: dict[tuple[str, str], Call] = {
    ("GET", "/v1/subscriptions"): (takes("customer", "status", "limit", "starting_after"), _list),
    ("GET", "/v1/subscriptions/{id}"): (takes(), _retrieve),
    ("POST", "/v1/subscriptions/{id}"): (takes("cancel_at_period_end", "metadata"), _update),
    ("DELETE", "/v1/subscriptions/{id}"): (takes("invoice_now", "prorate"), _cancel),
    ("POST", "/v1/subscription_schedules"): (takes("from_subscription"), _schedule),
    ("GET", "/v1/subscription_schedules/{id}"): (takes(), _look),
    ("POST", "/v1/subscription_schedules/{id}"): (
        takes("phases", "end_behavior", "proration_behavior"),
        _phases,
    ),
    ("POST", "/v1/subscription_schedules/{id}/release"): (takes(), _release),
}
