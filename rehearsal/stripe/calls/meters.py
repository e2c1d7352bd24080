"""Meters and meter events. An identifier is refused twice within a day, as Stripe promises at least."""

from __future__ import annotations

from rehearsal.stripe import shapes
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, page, required, whole

DAY = 86_400


def _create(given: Given) -> Json:
    required(given.form, "display_name", "event_name", "default_aggregation")
    if any(m["event_name"] == given.form["event_name"] for m in given.books.of("meter").values()):
        raise Refusal("A meter with this event name is active already.", param="event_name")
    return given.books.put("meter", shapes.meter(given.books, given.form, given.books.wall()))


def _list(given: Given) -> Json:
    return page(given.books.newest("meter"), given.form, "/v1/billing/meters")


def _event(given: Given) -> Json:
    books, form = given.books, given.form
    required(form, "event_name", "payload")
    if not any(m["event_name"] == form["event_name"] for m in books.of("meter").values()):
        raise Refusal(f"No active meter found for event name: {form['event_name']}", param="event_name")
    customer = form["payload"].get("stripe_customer_id", "")
    if "deleted" in books.get("customer", customer):
        raise Refusal(f"No such customer: '{customer}'", code="resource_missing", param="payload")
    now = books.now(customer)
    at = whole(form, "timestamp", now)
    if not now - 35 * DAY <= at <= now + 300:
        raise Refusal("The timestamp must be within the past 35 days, or 5 minutes ahead.", param="timestamp")
    identifier = form.get("identifier") or books.new("event")
    for known in books.usage:
        if known["identifier"] == identifier and known["seen"] > now - DAY:
            raise Refusal(f"An event already exists with identifier {identifier}.", param="identifier")
    value = int(form["payload"].get("value", "1"))
    books.usage.append({"event_name": form["event_name"], "customer": customer, "identifier": identifier,
                        "timestamp": at, "value": value, "seen": now})  # fmt: skip
    return {
        "object": "billing.meter_event", "created": now, "event_name": form["event_name"], "livemode": False,
        "identifier": identifier, "payload": form["payload"], "timestamp": at,
    }  # fmt: skip


def _summaries(given: Given) -> Json:
    """One summary for the span asked for."""
    meter = given.books.get("meter", given.parts[0])
    required(given.form, "customer", "start_time", "end_time")
    start, end = whole(given.form, "start_time"), whole(given.form, "end_time")
    if start % 60 or end % 60:
        raise Refusal("start_time and end_time must be aligned with minute boundaries.", param="start_time")
    told = [u["value"] for u in given.books.usage
            if u["event_name"] == meter["event_name"] and u["customer"] == given.form["customer"]
            and start <= u["timestamp"] < end]  # fmt: skip
    summary = {
        "id": f"mtrusg_{meter['id'][4:]}_{start}", "object": "billing.meter_event_summary", "livemode": False,
        "aggregated_value": float(sum(told)), "start_time": start, "end_time": end, "meter": meter["id"],
    }  # fmt: skip
    return page([summary] if told else [], given.form, f"/v1/billing/meters/{meter['id']}/event_summaries")


CALLS: dict[tuple[str, str], Call] = {
    ("POST", "/v1/billing/meters"): (
        takes("display_name", "event_name", "default_aggregation", "customer_mapping", "value_settings"),
        _create,
    ),
    ("GET", "/v1/billing/meters"): (takes("limit", "starting_after", "status"), _list),
    ("POST", "/v1/billing/meter_events"): (takes("event_name", "payload", "identifier", "timestamp"), _event),
    ("GET", "/v1/billing/meters/{id}/event_summaries"): (
        takes("customer", "start_time", "end_time", "limit", "starting_after"),
        _summaries,
    ),
}
