"""What a person finds at Stripe: Checkout and portal, as plain forms. A card is a number; nothing else is asked."""

from __future__ import annotations

from html import escape

from rehearsal.stripe import shapes, time
from rehearsal.stripe.books import CARDS, Books
from rehearsal.stripe.wire import Json, Refusal

_PAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>Rehearsal of Stripe</title><h1>{title}</h1>{body}"
_CARD = '<form method=post><label>Card <input name=card value="4242424242424242"></label><button>{verb}</button></form>'


def checkout_page(books: Books, id_: str) -> str:
    session = books.get("checkout", id_)
    price = books.get("price", books.get("order", id_)["price"])
    told = f"<p>{escape(price['nickname'] or price['id'])}. Due today: $0.00.</p>"
    body = (
        told + _CARD.format(verb="Subscribe")
        if session["status"] == "open"
        else f"<p>{session['status']}</p>"
    )
    return _PAGE.format(title="Checkout", body=body)


def portal_page(books: Books, id_: str) -> str:
    customer = books.get("portal", id_)["customer"]
    rows = "".join(
        f"<li>{escape(s['id'])}: {s['status']}</li>"
        for s in books.of("subscription").values()
        if s["customer"] == customer
    )
    return _PAGE.format(
        title="Your subscription", body=f"<ul>{rows}</ul>" + _CARD.format(verb="Use this card")
    )


def card(books: Books, customer: str, number: str) -> str:
    """A payment method of this customer, kept as the one to charge."""
    plain = number.replace(" ", "")
    if plain not in CARDS or CARDS[plain][1] == "now":
        raise Refusal("Your card was declined.", status=402, code="card_declined", kind="card_error",
                      decline="generic_decline")  # fmt: skip
    made = {"id": books.new("payment_method"), "number": plain, "customer": customer}
    books.put("payment_method", made)
    books.get("customer", customer)["invoice_settings"]["default_payment_method"] = made["id"]
    return str(made["id"])


def subscribe(books: Books, id_: str, number: str) -> Json:
    """The person pays: the session completes and the subscription begins."""
    session, order = books.get("checkout", id_), books.get("order", id_)
    now = books.now(session["customer"])
    if session["status"] != "open" or now >= session["expires_at"]:
        raise Refusal("This Checkout Session is no longer open.")
    customer = books.get("customer", session["customer"])
    kept = card(books, customer["id"], number)
    price = books.get("price", order["price"])
    trial = order["trial_days"]
    recurring = price["recurring"]
    end = (
        now + trial * time.DAY
        if trial
        else time.later(now, recurring["interval"], recurring["interval_count"], now)
    )
    sub = shapes.subscription(
        books, customer=customer["id"], price=price, card=kept, trial_days=trial, metadata=order["metadata"],
        now=now, period_end=end, clock=customer["test_clock"],
    )  # fmt: skip
    time.begin(books, sub)
    session |= {"status": "complete", "subscription": sub["id"], "payment_status": "paid", "url": None,
                "invoice": sub["latest_invoice"]}  # fmt: skip
    books.tell("checkout.session.completed", session, customer["id"])
    return session


def new_card(books: Books, id_: str, number: str) -> Json:
    """Another card, at the portal: what is unpaid is tried at once, as Stripe does with smart retries at the latest."""
    customer = books.get("portal", id_)["customer"]
    kept = card(books, customer, number)
    for sub in list(books.of("subscription").values()):
        if sub["customer"] == customer and sub["status"] not in time.OVER:
            sub["default_payment_method"] = kept
            for bill in time.unpaid(books, sub):
                time.charge(books, sub, bill, books.now(customer))
    return {"card": kept}
