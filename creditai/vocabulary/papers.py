"""What a document is evidence of: a US credit report, another country's, or another paper altogether."""

from __future__ import annotations

import re

REPORT_WORDS: tuple[str, ...] = (
    r"credit (?:report|file|disclosure|history)|informe de cr[eé]dito",
    r"tradelines?|credit accounts|account history|accounts? with adverse|satisfactory accounts|cuentas de cr[eé]dito",
    r"(?:hard|soft|credit|regular|promotional|account review) inquir(?:y|ies)|\binquiries\b|consultas",
    r"public records?|registros p[uú]blicos",
    r"date opened|fecha de apertura|opened date",
    r"account (?:number|#)|acct\.? ?#|n[uú]mero de cuenta",
    r"past due|monto vencido",
    r"high (?:credit|balance)|highest balance|credit limit|l[ií]mite de cr[eé]dito|original balance",
    r"pays as agreed|paid as agreed|charge[- ]?off|never late|pay status|payment status|days (?:late|past due)",
    r"payment history|historial de pagos",
    r"responsibility|account owner|authorized user|ecoa",
    r"date of (?:first|1st) delinquency|on record until|this item will be removed|date reported|last reported|date updated",
    r"credit score|vantagescore|fico",
    r"experian|equifax|transunion",
)
"""Phrases; each counts once. A US credit report has many of them, a letter about one has few."""

OTHER_PAPERS: tuple[tuple[str, str], ...] = (
    (
        "a bank statement",
        r"beginning balance|ending balance|statement period|deposits and (?:other )?credits|withdrawals|checks paid|"
        r"opening balance|closing balance|daily balance|account statement|bank statement|statement of account|"
        r"available balance|direct deposit|overdraft|\batm\b|checking account|savings account|account summary for",
    ),
    (
        "a card statement",
        r"minimum payment(?= (?:due|\$))|payment due (?:date|by|\d)|new balance|previous balance|purchases and adjustments|"
        r"statement (?:date|closing)|closing date|credit card statement|"
        r"interest charge(?:d|s)|cash advance",
    ),
    ("an invoice", r"\binvoice\b|bill to|ship to|subtotal|amount due|qty|unit price|purchase order"),
    ("a pay slip", r"pay period|gross pay|net pay|year to date|federal withholding|earnings statement"),
    ("a tax form", r"form (?:w-?2|1040|1099)|internal revenue|adjusted gross income|taxable income"),
    ("a letter", r"^dear |sincerely,?$|yours (?:truly|faithfully)|to whom it may concern"),
    ("a contract", r"hereinafter|this agreement|the parties|witnesseth|governing law"),
)

FOREIGN: tuple[tuple[str, str], ...] = (
    (
        "Canada",
        r"social insurance number|\bS\.?I\.?N\.?\b.{0,20}\d|province of|equifax canada|transunion (?:of )?canada|consumer disclosure.{0,40}canada",
    ),
    (
        "the United Kingdom",
        r"electoral (?:roll|register)|county court|\bCCJs?\b|clearscore|equifax (?:ltd|limited)|experian (?:ltd|limited)|£\s?\d",
    ),
    (
        "India",
        r"\bCIBIL\b|permanent account number|\bPAN\b|credit information report|₹|crif high mark|days past due\s*/\s*asset classification|wilful default",
    ),
    ("Australia", r"\billion\b|\bAUD\b|comprehensive credit reporting|equifax australia|driver'?s licence"),
    ("Mexico", r"bur[oó] de cr[eé]dito|c[ií]rculo de cr[eé]dito|\bRFC\b|\bCURP\b"),
    ("Germany", r"schufa|bonit[aä]tsauskunft"),
    ("South Africa", r"national credit act|south african id"),
)
"""Country -> its own words. US reports never print these."""


TELLING = frozenset(
    [
        "account_type",
        "responsibility",
        "status",
        "condition",
        "opened",
        "closed",
        "reported",
        "high_credit",
        "credit_limit",
        "past_due",
        "last_activity",
        "last_payment",
        "first_delinquency",
        "original_creditor",
        "charge_off_amount",
        "removal",
        "terms",
    ]
)
"""Fields of an account that a credit report labels; other papers print one or two of them."""


def report_evidence(text: str) -> int:
    """How many of the phrases of a US credit report the text has."""
    return sum(bool(re.search(phrase, text, re.I)) for phrase in REPORT_WORDS)


def looks_like(text: str) -> str | None:
    """The other paper with most evidence, if it has two different words of it."""
    counts = [
        (len({m.casefold() for m in re.findall(phrase, text, re.I | re.M)}), paper)
        for paper, phrase in OTHER_PAPERS
    ]
    best, paper = max(counts)
    return paper if best >= 2 else None


def country_of(text: str) -> str | None:
    """The country whose words the text has at least two of, or one of them often."""
    for country, phrase in FOREIGN:
        found = re.findall(phrase, text, re.I)
        if len({m.casefold() for m in found}) >= 2 or len(found) >= 4:
            return country
    return None
