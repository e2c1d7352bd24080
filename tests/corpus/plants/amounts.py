"""Amounts that cannot stand beside what else is printed (one report)."""

from __future__ import annotations

from dataclasses import replace

from tests.corpus.plants import Plant, change, usd

X, E, TU = ("experian_acr",), ("equifax_acr",), ("transunion_acr",)
PLANTS = (
    Plant("paid-with-balance", "paid_auto", X, change(lambda a, d: replace(a, balance=usd(412)))),
    Plant("paid-with-balance", "paid_auto", E, change(lambda a, d: replace(a, balance=usd(1412)))),
    Plant("paid-with-balance", "paid_auto", TU, change(lambda a, d: replace(a, balance=usd(57)))),
    Plant("paid-with-balance", "moved", E, change(lambda a, d: replace(a, status="closed", balance=usd(412), remarks=())), expected=False),
    Plant("paid-with-past-due", "paid_auto", E, change(lambda a, d: replace(a, past_due=usd(85)))),
    Plant("paid-with-past-due", "moved", TU, change(lambda a, d: replace(a, past_due=usd(85)))),
    Plant("current-with-past-due", "card", E, change(lambda a, d: replace(a, past_due=usd(60)))),
    Plant("current-with-past-due", "card", TU, change(lambda a, d: replace(a, past_due=usd(60)))),
    Plant("current-with-past-due", "card", E, change(lambda a, d: replace(a, status="past_due_30", past_due=usd(60), payment_history=a.payment_history[1:])), expected=False),
    Plant("charged-off-but-current", "card", E, change(lambda a, d: replace(a, charge_off_amount=usd(1200)))),
    Plant("charge-off-with-monthly-payment", "charge_off", E, change(lambda a, d: replace(a, monthly_payment=usd(45)))),
    Plant("charge-off-with-monthly-payment", "charge_off", X, change(lambda a, d: replace(a, monthly_payment=usd(145)))),
    Plant("charge-off-with-monthly-payment", "charge_off", E, change(lambda a, d: replace(a, monthly_payment=usd(45), remarks=("Paying under a partial payment agreement",))), expected=False),
    Plant("past-due-exceeds-balance", "card", E, change(lambda a, d: replace(a, status="past_due_30", past_due=usd(900), balance=usd(700)))),
    Plant("past-due-exceeds-balance", "charge_off", E, change(lambda a, d: a), expected=False, name="equal"),
    Plant("sold-or-transferred-still-owing", "moved", TU, change(lambda a, d: replace(a, balance=usd(3100)))),
    Plant("sold-or-transferred-still-owing", "sold", X, change(lambda a, d: replace(a, balance=a.charge_off_amount, past_due=a.charge_off_amount))),
    Plant("sold-or-transferred-still-owing", "moved", E, change(lambda a, d: a), expected=False, name="zero"),
    Plant("charge-off-with-growing-balance", "charge_off", E, change(lambda a, d: replace(a, balance=(a.charge_off_amount or usd(0)) + usd(640), past_due=(a.charge_off_amount or usd(0)) + usd(640)))),
    Plant("charge-off-with-growing-balance", "charge_off", X, change(lambda a, d: replace(a, balance=(a.charge_off_amount or usd(0)) + usd(340), past_due=(a.charge_off_amount or usd(0)) + usd(340)))),
    Plant("charge-off-with-growing-balance", "charge_off", E, change(lambda a, d: replace(a, balance=usd(150), past_due=usd(150))), expected=False),
    Plant("closed-with-monthly-payment", "paid_auto", E, change(lambda a, d: replace(a, monthly_payment=usd(310)))),
    Plant("closed-with-monthly-payment", "paid_auto", TU, change(lambda a, d: replace(a, monthly_payment=usd(310)))),
    Plant("closed-with-monthly-payment", "card", E, change(lambda a, d: replace(a, condition="closed", closed=a.reported, status="current", balance=usd(900))), expected=False),
    Plant("high-credit-below-balance", "card", TU, change(lambda a, d: replace(a, balance=usd(1150), high_credit=usd(800)))),
    Plant("high-credit-below-balance", "mortgage", TU, change(lambda a, d: replace(a, balance=(a.high_credit or usd(0)) + usd(200))), expected=False),
)  # fmt: skip
