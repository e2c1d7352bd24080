"""Objects as they look outside, field for field of VERSION; `tests/rehearsal` compares them with the models
of Stripe's own client."""

from __future__ import annotations

from typing import Any

from rehearsal.stripe.books import Books
from rehearsal.stripe.wire import Json

DAY = 86_400


def nothing(*names: str) -> Json:
    return dict.fromkeys(names)


def customer(books: Books, given: Json, clock: str | None, now: int) -> Json:
    return {
        "id": books.new("customer"), "object": "customer", "created": now, "livemode": False,
        "balance": 0, "delinquent": False, "email": given.get("email"), "name": given.get("name"),
        "metadata": given.get("metadata", {}), "invoice_prefix": "REH", "next_invoice_sequence": 1,
        "preferred_locales": [], "tax_exempt": "none", "test_clock": clock, "currency": None,
        "invoice_settings": nothing("custom_fields", "default_payment_method", "footer", "rendering_options"),
        **nothing("address", "customer_account", "default_source", "description", "discount", "phone", "shipping"),
    }  # fmt: skip


def product(books: Books, given: Json, now: int) -> Json:
    return {
        "id": books.new("product"), "object": "product", "active": True, "created": now, "updated": now,
        "livemode": False, "name": given["name"], "metadata": given.get("metadata", {}), "images": [],
        "marketing_features": [], "type": "service",
        **nothing("default_price", "description", "package_dimensions", "shippable", "statement_descriptor",
                  "tax_code", "unit_label", "url"),
    }  # fmt: skip


def price(books: Books, given: Json, now: int, tiers: list[Json] | None) -> Json:
    recurring = given.get("recurring")
    return {
        "id": books.new("price"), "object": "price", "active": True, "created": now, "livemode": False,
        "billing_scheme": given.get("billing_scheme", "per_unit"), "currency": given["currency"],
        "custom_unit_amount": None, "lookup_key": given.get("lookup_key"), "metadata": given.get("metadata", {}),
        "nickname": given.get("nickname"), "product": given["product"], "tax_behavior": "unspecified",
        "tiers_mode": given.get("tiers_mode"), "transform_quantity": None, "tiers": tiers,
        "recurring": None if recurring is None else {
            "interval": recurring["interval"], "interval_count": int(recurring.get("interval_count", 1)),
            "meter": recurring.get("meter"), "trial_period_days": None,
            "usage_type": recurring.get("usage_type", "licensed"),
        },
        "type": "one_time" if recurring is None else "recurring",
        "unit_amount": None if tiers else int(given["unit_amount"]),
        "unit_amount_decimal": None if tiers else str(given["unit_amount"]),
    }  # fmt: skip


def plan_of(price: Json) -> Json:
    """The same thing under its old name; items still carry it."""
    recurring = price["recurring"]
    return {
        "id": price["id"], "object": "plan", "active": price["active"], "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"], "billing_scheme": price["billing_scheme"],
        "created": price["created"], "currency": price["currency"], "interval": recurring["interval"],
        "interval_count": recurring["interval_count"], "livemode": False, "metadata": price["metadata"],
        "meter": recurring["meter"], "nickname": price["nickname"], "product": price["product"],
        "tiers_mode": price["tiers_mode"], "transform_usage": None, "trial_period_days": None,
        "usage_type": recurring["usage_type"],
    }  # fmt: skip


def without_tiers(price: Json) -> Json:
    """Tiers are shown only when asked to be expanded."""
    return {name: value for name, value in price.items() if name != "tiers"}


def meter(books: Books, given: Json, now: int) -> Json:
    mapping = given.get("customer_mapping", {"event_payload_key": "stripe_customer_id", "type": "by_id"})
    values = given.get("value_settings", {"event_payload_key": "value"})
    return {
        "id": books.new("meter"), "object": "billing.meter", "created": now, "updated": now, "livemode": False,
        "display_name": given["display_name"], "event_name": given["event_name"], "status": "active",
        "customer_mapping": mapping, "default_aggregation": given["default_aggregation"],
        "event_time_window": None, "status_transitions": {"deactivated_at": None}, "value_settings": values,
    }  # fmt: skip


def subscription(books: Books, *, customer: str, price: Json, card: str | None, trial_days: int,
                 metadata: Json, now: int, period_end: int, clock: str | None) -> Json:  # fmt: skip
    id_ = books.new("subscription")
    trial_end = now + trial_days * DAY if trial_days else None
    return {
        "id": id_, "object": "subscription", "application": None, "application_fee_percent": None,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": trial_end or now, "billing_mode": {"type": "classic", "flexible": None},
        "billing_schedules": [], "cancel_at_period_end": False, "collection_method": "charge_automatically",
        "created": now, "currency": price["currency"], "customer": customer, "default_payment_method": card,
        "discounts": [], "default_tax_rates": [], "invoice_settings": {"account_tax_ids": None, "issuer": {"type": "self"}},
        "items": {"object": "list", "has_more": False, "url": f"/v1/subscription_items?subscription={id_}",
                  "data": [item(books, id_, price, now, period_end)]},
        "cancellation_details": nothing("comment", "feedback", "reason"), "livemode": False, "metadata": metadata,
        "latest_invoice": None, "start_date": now, "status": "trialing" if trial_days else "active",
        "test_clock": clock, "trial_end": trial_end, "trial_start": now if trial_days else None,
        "payment_settings": {"payment_method_options": None, "payment_method_types": None,
                             "save_default_payment_method": "off"},
        "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}},
        **nothing("billing_cycle_anchor_config", "billing_thresholds", "cancel_at", "canceled_at", "customer_account",
                  "days_until_due", "default_source", "description", "ended_at", "next_pending_invoice_item_invoice",
                  "on_behalf_of", "pause_collection", "pending_invoice_item_interval", "pending_setup_intent",
                  "pending_update", "schedule", "transfer_data"),
    }  # fmt: skip


def item(books: Books, subscription: str, price: Json, start: int, end: int) -> Json:
    """The period stands here, not on the subscription."""
    return {
        "id": books.new("item"), "object": "subscription_item", "billing_thresholds": None, "created": start,
        "current_period_start": start, "current_period_end": end, "discounts": [], "metadata": {},
        "plan": plan_of(price), "price": without_tiers(price), "subscription": subscription, "tax_rates": [],
    }  # fmt: skip


def invoice(books: Books, sub: Json, price: Json, *, units: int, amount: int, start: int, end: int,
            reason: str, now: int) -> Json:  # fmt: skip
    id_ = books.new("invoice")
    told = {"subscription": sub["id"], "metadata": sub["metadata"], "subscription_proration_date": None}
    transitions = nothing("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")
    line = _line(books, id_, sub, price, units=units, amount=amount, start=start, end=end)
    return {
        "id": id_, "object": "invoice", "account_country": "US", "account_name": "CreditAI (rehearsal)",
        "amount_due": amount, "amount_overpaid": 0, "amount_paid": 0, "amount_remaining": amount,
        "amount_shipping": 0, "attempt_count": 0, "attempted": False, "auto_advance": True,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None, "provider": None, "status": None},
        "billing_reason": reason, "collection_method": "charge_automatically", "created": now, "currency": "usd",
        "customer": sub["customer"], "customer_tax_exempt": "none", "customer_tax_ids": [], "default_tax_rates": [],
        "discounts": [], "issuer": {"type": "self"}, "livemode": False, "metadata": {}, "number": None,
        "lines": {"object": "list", "has_more": False, "url": f"/v1/invoices/{id_}/lines", "data": [line]},
        "parent": {"type": "subscription_details", "subscription_details": told, "quote_details": None},
        "payment_settings": nothing("default_mandate", "payment_method_options", "payment_method_types"),
        "period_start": start, "period_end": end, "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0, "starting_balance": 0, "status": "draft",
        "status_transitions": transitions, "subtotal": amount, "total": amount, "test_clock": sub["test_clock"],
        **nothing("account_tax_ids", "application", "automatically_finalizes_at", "custom_fields", "customer_account",
                  "customer_address", "customer_email", "customer_name", "customer_phone", "customer_shipping",
                  "default_payment_method", "default_source", "description", "due_date", "effective_at",
                  "ending_balance", "footer", "from_invoice", "hosted_invoice_url", "invoice_pdf",
                  "last_finalization_error", "latest_revision", "next_payment_attempt", "on_behalf_of",
                  "receipt_number", "rendering", "shipping_cost", "shipping_details", "statement_descriptor",
                  "subtotal_excluding_tax", "total_discount_amounts", "total_excluding_tax",
                  "total_pretax_credit_amounts", "total_taxes", "webhooks_delivered_at"),
    }  # fmt: skip


def _line(books: Books, invoice: str, sub: Json, price: Json, **told: int) -> Json:
    parent = {
        "type": "subscription_item_details", "invoice_item_details": None,
        "subscription_item_details": {
            "invoice_item": None, "proration": False, "proration_details": {"credited_items": None},
            "subscription": sub["id"], "subscription_item": sub["items"]["data"][0]["id"],
        },
    }  # fmt: skip
    return {
        "id": books.new("line"), "object": "line_item", "amount": told["amount"], "currency": "usd",
        "description": f"{told['units']} delivered", "discount_amounts": [], "discountable": True, "discounts": [],
        "invoice": invoice, "livemode": False, "metadata": {}, "parent": parent,
        "period": {"start": told["start"], "end": told["end"]}, "pretax_credit_amounts": [],
        "pricing": {"type": "price_details", "price_details": {"price": price["id"], "product": price["product"]},
                    "unit_amount_decimal": None},
        "quantity": told["units"], "subscription": sub["id"], "subtotal": told["amount"], "taxes": [],
    }  # fmt: skip


def invoice_payment(books: Books, invoice: Json, now: int) -> Json:
    payment: Json = {"type": "payment_intent", "payment_intent": books.new("payment_intent"), "charge": None,
                     "payment_record": None}  # fmt: skip
    return {
        "id": books.new("invoice_payment"), "object": "invoice_payment", "amount_paid": invoice["amount_due"],
        "amount_requested": invoice["amount_due"], "created": now, "currency": "usd", "invoice": invoice["id"],
        "is_default": True, "livemode": False, "payment": payment, "status": "paid",
        "status_transitions": {"canceled_at": None, "paid_at": now},
    }  # fmt: skip


def refund(books: Books, intent: str, customer: str, amount: int, given: Json, now: int) -> Json:
    return {
        "id": books.new("refund"), "object": "refund", "amount": amount, "created": now, "currency": "usd",
        "charge": books.new("charge"), "customer": customer, "metadata": given.get("metadata", {}),
        "payment_intent": intent, "reason": given.get("reason"), "status": "succeeded",
        "destination_details": {"type": "card", "card": {"type": "refund", "reference_status": "pending",
                                                         "reference_type": "acquirer_reference_number"}},
        **nothing("balance_transaction", "customer_account", "payment_method", "pending_reason", "receipt_number",
                  "source_transfer_reversal", "transfer_reversal"),
    }  # fmt: skip


def schedule(books: Books, sub: Json, now: int) -> Json:
    start, end = period(sub)
    trial_end = sub["trial_end"] if sub["status"] == "trialing" else None
    defaults: Json = {
        "automatic_tax": {"enabled": False, "liability": None, "disabled_reason": None},
        "billing_cycle_anchor": "automatic", "collection_method": "charge_automatically",
        "default_payment_method": sub["default_payment_method"],
        "invoice_settings": {"account_tax_ids": None, "days_until_due": None, "issuer": {"type": "self"}},
        **nothing("application_fee_percent", "billing_thresholds", "description", "on_behalf_of", "transfer_data"),
    }  # fmt: skip
    return {
        "id": books.new("schedule"), "object": "subscription_schedule", "application": None,
        "billing_mode": {"type": "classic", "flexible": None}, "canceled_at": None, "completed_at": None,
        "created": now, "current_phase": {"start_date": start, "end_date": end}, "customer": sub["customer"],
        "customer_account": None, "default_settings": defaults, "end_behavior": "release", "livemode": False,
        "metadata": {}, "pause_schedules": [], "phases": [phase(price_of(sub), start, end, trial_end)], "released_at": None,
        "released_subscription": None, "status": "active", "subscription": sub["id"],
        "test_clock": sub["test_clock"],
    }  # fmt: skip


def phase(price: str, start: int, end: int, trial_end: int | None = None) -> Json:
    entry: Json = {
        "billing_thresholds": None,
        "discounts": [],
        "metadata": {},
        "plan": price,
        "price": price,
        "tax_rates": [],
    }
    return {
        "add_invoice_items": [], "currency": "usd", "discounts": [], "end_date": end, "start_date": start,
        "items": [entry], "metadata": {}, "proration_behavior": "none",
        **nothing("application_fee_percent", "automatic_tax", "billing_cycle_anchor", "billing_thresholds",
                  "collection_method", "default_payment_method", "default_tax_rates", "description",
                  "invoice_settings", "on_behalf_of", "transfer_data"),
        "trial_end": trial_end,
    }  # fmt: skip


def checkout(books: Books, given: Json, now: int, address: str) -> Json:
    id_ = books.new("checkout")
    consent: Any = given.get("consent_collection")
    return {
        "id": id_, "object": "checkout.session", "automatic_tax": nothing("liability", "provider", "status") | {"enabled": False},
        "cancel_url": given.get("cancel_url"), "client_reference_id": given.get("client_reference_id"),
        "consent_collection": consent, "created": now, "currency": "usd", "custom_fields": [],
        "custom_text": nothing("after_submit", "shipping_address", "submit", "terms_of_service_acceptance"),
        "customer": given["customer"], "expires_at": now + DAY, "invoice": None, "livemode": False, "locale": None,
        "metadata": given.get("metadata", {}), "mode": "subscription", "payment_intent": None,
        "payment_method_collection": given.get("payment_method_collection", "always"),
        "payment_method_types": ["card"], "payment_status": "unpaid", "shipping_options": [], "status": "open",
        "success_url": given.get("success_url"), "subscription": None, "ui_mode": "hosted_page",
        "amount_subtotal": 0, "amount_total": 0, "url": f"{address}/pay/{id_}",
        **nothing("adaptive_pricing", "after_expiration", "allow_promotion_codes", "billing_address_collection",
                  "client_secret", "collected_information", "consent", "currency_conversion", "customer_account",
                  "customer_creation", "customer_details", "customer_email", "discounts", "invoice_creation",
                  "origin_context", "payment_link", "payment_method_options", "presentment_details", "recovered_from",
                  "saved_payment_method_options", "setup_intent", "shipping_address_collection", "shipping_cost",
                  "submit_type", "total_details", "wallet_options"),
    }  # fmt: skip


def portal(books: Books, given: Json, now: int, address: str) -> Json:
    id_ = books.new("portal")
    return {
        "id": id_, "object": "billing_portal.session", "configuration": "bpc_rehearsal", "created": now,
        "customer": given["customer"], "customer_account": None, "flow": None, "livemode": False, "locale": None,
        "on_behalf_of": None, "return_url": given.get("return_url"), "url": f"{address}/portal/{id_}",
    }  # fmt: skip


def clock(books: Books, given: Json, frozen: int, now: int) -> Json:
    return {
        "id": books.new("clock"), "object": "test_helpers.test_clock", "created": now, "livemode": False,
        "deletes_after": now + 30 * DAY, "frozen_time": frozen, "name": given.get("name"), "status": "ready",
        "status_details": {},
    }  # fmt: skip


def endpoint(books: Books, given: Json, secret: str, now: int) -> Json:
    return {
        "id": books.new("endpoint"), "object": "webhook_endpoint", "api_version": given.get("api_version"),
        "application": None, "created": now, "description": given.get("description"),
        "enabled_events": given["enabled_events"], "livemode": False, "metadata": given.get("metadata", {}),
        "secret": secret, "status": "enabled", "url": given["url"],
    }  # fmt: skip


def price_of(sub: Json) -> str:
    return str(sub["items"]["data"][0]["price"]["id"])


def period(sub: Json) -> tuple[int, int]:
    first = sub["items"]["data"][0]
    return first["current_period_start"], first["current_period_end"]
