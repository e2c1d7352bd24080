"""Test clocks: to advance one moves everything of its customers."""

from __future__ import annotations

from rehearsal.stripe import shapes, time
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, required, whole


def _create(given: Given) -> Json:
    required(given.form, "frozen_time")
    made = shapes.clock(given.books, given.form, whole(given.form, "frozen_time"), given.books.wall())
    return given.books.put("clock", made)


def _retrieve(given: Given) -> Json:
    return given.books.get("clock", given.parts[0])


def _advance(given: Given) -> Json:
    books, known = given.books, given.books.get("clock", given.parts[0])
    to = whole(given.form, "frozen_time")
    if to <= known["frozen_time"]:
        raise Refusal("The frozen_time must be later than the current one.", param="frozen_time")
    time.advance(books, known["id"], to)
    known["frozen_time"] = to
    return known


CALLS: dict[tuple[str, str], Call] = {
    ("POST", "/v1/test_helpers/test_clocks"): (takes("frozen_time", "name"), _create),
    ("GET", "/v1/test_helpers/test_clocks/{id}"): (takes(), _retrieve),
    ("POST", "/v1/test_helpers/test_clocks/{id}/advance"): (takes("frozen_time"), _advance),
}
