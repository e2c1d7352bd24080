"""Events, looked up again, and the endpoints that they are posted to."""

from __future__ import annotations

import secrets

from rehearsal.stripe import VERSION, shapes
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, page, required, whole


def _list(given: Given) -> Json:
    types, created = given.form.get("types"), given.form.get("created", {})
    found = [
        e for e in given.books.newest("event")
        if (types is None or e["type"] in types)
        and e["created"] >= whole(created, "gte", 0) and e["created"] < whole(created, "lt", 1 << 40)
    ]  # fmt: skip
    return page(found, given.form, "/v1/events")


def _retrieve(given: Given) -> Json:
    return given.books.get("event", given.parts[0])


def _endpoint(given: Given) -> Json:
    required(given.form, "url", "enabled_events")
    if given.form.get("api_version", VERSION) != VERSION:
        raise Refusal(f"This rehearsal posts in version {VERSION} only.", param="api_version")
    secret = f"whsec_{secrets.token_hex(16)}"
    made = shapes.endpoint(given.books, given.form | {"api_version": VERSION}, secret, given.books.wall())
    given.books.put("endpoint", made)
    return made


def _endpoints(given: Given) -> Json:
    """The secret is told once, at creation."""
    shown = [{k: v for k, v in e.items() if k != "secret"} for e in given.books.newest("endpoint")]
    return page(shown, given.form, "/v1/webhook_endpoints")


def _delete(given: Given) -> Json:
    known = given.books.get("endpoint", given.parts[0])
    del given.books.of("endpoint")[known["id"]]
    return {"id": known["id"], "object": "webhook_endpoint", "deleted": True}


CALLS: dict[tuple[str, str], Call] = {
    ("GET", "/v1/events"): (takes("types", "created", "limit", "starting_after"), _list),
    ("GET", "/v1/events/{id}"): (takes(), _retrieve),
    ("POST", "/v1/webhook_endpoints"): (
        takes("url", "enabled_events", "api_version", "description", "metadata"),
        _endpoint,
    ),
    ("GET", "/v1/webhook_endpoints"): (takes("limit", "starting_after"), _endpoints),
    ("DELETE", "/v1/webhook_endpoints/{id}"): (takes(), _delete),
}
