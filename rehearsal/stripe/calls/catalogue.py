"""Products and prices: metered, tiered, found again by their look-up key."""

from __future__ import annotations

from rehearsal.stripe import shapes
from rehearsal.stripe.calls import Call, Given, takes
from rehearsal.stripe.wire import Json, Refusal, page, required, truth, whole


def _product(given: Given) -> Json:
    required(given.form, "name")
    return given.books.put("product", shapes.product(given.books, given.form, given.books.wall()))


def _price(given: Given) -> Json:
    form, books = given.form, given.books
    required(form, "currency", "product")
    books.get("product", form["product"])
    tiers = [_tier(t) for t in form["tiers"]] if form.get("billing_scheme") == "tiered" else None
    if tiers is not None and (form.get("tiers_mode") != "graduated" or tiers[-1]["up_to"] is not None):
        raise Refusal("Tiers need tiers_mode=graduated here, and a last one up to inf.", param="tiers")
    if tiers is None:
        required(form, "unit_amount")
    if meter := form.get("recurring", {}).get("meter"):
        books.get("meter", meter)
    _move_key(given)
    return shapes.without_tiers(books.put("price", shapes.price(books, form, books.wall(), tiers)))


def _tier(told: Json) -> Json:
    unit, flat = told.get("unit_amount"), told.get("flat_amount")
    return {
        "up_to": None if told.get("up_to") == "inf" else whole(told, "up_to"),
        "unit_amount": None if unit is None else int(unit), "unit_amount_decimal": unit,
        "flat_amount": None if flat is None else int(flat), "flat_amount_decimal": flat,
    }  # fmt: skip


def _move_key(given: Given) -> None:
    """A look-up key belongs to one price; another takes it only with transfer_lookup_key."""
    key = given.form.get("lookup_key")
    for other in given.books.of("price").values():
        if key is not None and other["lookup_key"] == key:
            if not truth(given.form, "transfer_lookup_key"):
                raise Refusal(f"A price (`{other['id']}`) already uses that lookup key.", param="lookup_key")
            other["lookup_key"] = None


def _prices(given: Given) -> Json:
    keys, active = given.form.get("lookup_keys"), given.form.get("active")
    found = [p for p in given.books.newest("price") if keys is None or p["lookup_key"] in keys]
    if active is not None:
        found = [p for p in found if p["active"] == truth(given.form, "active")]
    tiers = "data.tiers" in given.form.get("expand", [])
    return page([p if tiers else shapes.without_tiers(p) for p in found], given.form, "/v1/prices")


def _retrieve(given: Given) -> Json:
    found = given.books.get("price", given.parts[0])
    return found if "tiers" in given.form.get("expand", []) else shapes.without_tiers(found)


CALLS: dict[tuple[str, str], Call] = {
    ("POST", "/v1/products"): (takes("name", "metadata"), _product),
    ("POST", "/v1/prices"): (
        takes("currency", "product", "recurring", "billing_scheme", "tiers", "tiers_mode", "unit_amount",
              "lookup_key", "transfer_lookup_key", "metadata", "nickname"),
        _price,
    ),
    ("GET", "/v1/prices"): (takes("lookup_keys", "active", "limit", "starting_after"), _prices),
    ("GET", "/v1/prices/{id}"): (takes(), _retrieve),
}  # fmt: skip
