"""An operator gives back what was paid on an invoice, or a part."""

from __future__ import annotations

from creditai import metrics
from creditai.clients.stripe import StripeRefused
from creditai.errors import Conflict, Invalid, NotAllowed
from creditai.ledger import customers, mirror
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def refund_payment(wiring: Wiring, who: Who, invoice: str, amount_cents: int | None, why: str) -> int:
    """Cents that this invoice has given back now. Conflict when that is more than was paid. Asked twice at once it
    happens once: the key is what had gone back before."""
    if who.role != "operator":
        raise NotAllowed("Only an operator refunds.")
    if not why.strip():
        raise Invalid("Say why, for the audit log.", "/why")
    with wiring.database.purpose("system") as connection:
        person = mirror.whose(connection, invoice)
        customer = customers.of(connection, person)
        if customer is not None:
            customers.lock(connection, customer)
        before = wiring.stripe.refunded(invoice)
        paid = next(b.paid_cents for b in mirror.read(connection, person).invoices if b.id == invoice)
        amount = paid - before if amount_cents is None else amount_cents
        if not 0 < amount <= paid - before:
            raise Conflict("That is more than was paid on this invoice and has not gone back yet.")
        _refund(wiring, invoice, amount, f"{invoice}-{before}-{amount}")
        after = wiring.stripe.refunded(invoice)
        mirror.set_refunded(connection, invoice, after)
        audit.record(connection, who, "payment.refund", invoice, why[:200], person=person)
    metrics.paid("refunded", after - before)
    return after


def _refund(wiring: Wiring, invoice: str, amount: int, key: str) -> None:
    try:
        wiring.stripe.refund(invoice, amount, key)
    except StripeRefused as refused:
        if not refused.gone_back:
            raise
        raise Conflict(
            "This payment went back at Stripe already, or is disputed at the bank, which settles it; look there."
        ) from refused
