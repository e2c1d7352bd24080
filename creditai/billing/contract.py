"""Disclosure, contract and notice of cancellation, as blocks of text, and as PDF by typst.

What a contract must hold (15 USC 1679d(b)): payment with its total, the service in full with no promise of a result,
when it is performed, name and address of the seller, and the right to cancel in bold beside the signature. The
notice of cancellation follows in duplicate (1679e(b)); the disclosure is a document of its own (1679c). A draft
names the last day on which it can be cancelled when it is signed today; so it can be signed today only.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from creditai.billing import amounts
from creditai.billing.plans import Interval, Offer, Plan, dollars
from creditai.billing.statute import Statute
from creditai.disputes.typesetting import breakable, fonts
from creditai.errors import Invalid

Kind = Literal["title", "heading", "text", "bold", "lines", "signature", "page"]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page. `lines` of a signature: who signs, and when it was done (empty: not yet)."""

    kind: Kind
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seller:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A name typed by who signs, and the moment."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that one contract says of its own."""

    seller: Seller
    consumer: str
    plan: Plan
    interval: Interval
    state: str
    day: date
    last_day: date


def disclosure(statute: Statute, consumer: str, signature: Signature | None = None) -> tuple[Block, ...]:
    """The statute's text and nothing else beside the acknowledgement."""
    texts = [Block("text", (each,)) for each in statute.paragraphs]
    return (
        Block("title", (statute.heading,)),
        *texts,
        Block("lines", statute.address),
        Block("text", ("I received this statement before any contract.",)),
        _signature(consumer, signature),
    )


def contract(
    offer: Offer, statute: Statute, terms: Terms, signature: Signature | None = None
) -> tuple[Block, ...]:
    """The contract, then the notice of cancellation twice."""
    notice = cancellation(statute, terms)
    return (
        Block("title", ("Contract for dispute letters",)),
        Block("lines", (f"Seller: {terms.seller.name}", terms.seller.address)),
        Block("lines", (f"Consumer: {terms.consumer}", f"State: {terms.state}", f"Date: {_day(terms.day)}")),
        *_service(offer, terms),
        *_payment(offer, terms),
        *_ending(offer),
        Block("bold", (statute.near_signature,)),
        _signature(terms.consumer, signature),
        Block("page"),
        *notice,
        Block("page"),
        *notice,
    )


def cancellation(statute: Statute, terms: Terms) -> tuple[Block, ...]:
    how = statute.cancel_how.format(
        seller=terms.seller.name, address=terms.seller.address, date=_day(terms.last_day)
    )
    return (
        Block("title", (statute.cancel_heading,)),
        Block("bold", (statute.cancel_right,)),
        Block("bold", (f"{how}.",)),
        Block("bold", (statute.cancel_declaration,)),
        Block("signature", ("", "")),
        Block(
            "text",
            ("The button “Cancel contract” of the service does the same at once, without any form.",),
        ),
    )


def _service(offer: Offer, terms: Terms) -> tuple[Block, ...]:
    plan, months = terms.plan, 12 if terms.interval == "year" else 1
    period = "month" if months == 1 else "year"
    return (
        Block("heading", ("What is done",)),
        Block("text", (
            "The service writes, as PDF, the dispute letters that the consumer has chosen and confirmed, from what the "
            "consumer's own credit reports print; it counts the days in which they are to be answered, and compares the "
            f"next report. It allows {plan.letters * months} letters, {plan.reports * months} reports and "
            f"{plan.people} {'person' if plan.people == 1 else 'people'} in a {period}. The consumer posts the letters.",
        )),
        Block("text", (
            "No result is promised. Nobody can have accurate, current and verifiable information removed. "
            "Reading reports and showing what is wrong in them is free, with and without this contract.",
        )),
        Block("heading", ("When",)),
        Block("text", (
            f"No letter is written before {_day(terms.last_day)} is over. From then on each letter is written within one "
            "day of the consumer's confirmation, and is delivered when the consumer first fetches its PDF.",
        )),
    )  # fmt: skip


def _payment(offer: Offer, terms: Terms) -> tuple[Block, ...]:
    price = dollars(amounts.unit_price(offer, terms.interval))
    most = amounts.most(offer, terms.plan, terms.interval)
    year = most if terms.interval == "year" else most * 12
    return (
        Block("heading", ("What it costs",)),
        Block("text", (
            f"Nothing is paid at signing, and nothing before it is delivered. After each {terms.interval} the consumer pays "
            f"${price} for each letter delivered in it, but never more than ${dollars(most)} (plan {terms.plan.title}). "
            f"What is delivered in the first {offer.free_days} days of a first subscription is never billed. There is no other "
            f"charge. The total of all payments in twelve months is at most ${dollars(year)}.",
        )),
    )  # fmt: skip


def _ending(offer: Offer) -> tuple[Block, ...]:
    return (
        Block("heading", ("How it ends",)),
        Block("text", (
            "The contract runs until the consumer ends it, at any time, to the end of the period that has begun; what was "
            "delivered by then is paid as above. A change of plan is a new contract and begins with the first period that "
            "begins after the days in which it can be cancelled. "
            "Nothing in this contract waives a right of the consumer; such a waiver would be void.",
        )),
    )  # fmt: skip


def _signature(consumer: str, signature: Signature | None) -> Block:
    if signature is None:
        return Block("signature", (consumer, ""))
    when = signature.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return Block("signature", (consumer, f"Signed electronically by “{signature.name}”, {when}"))


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


@cache
def _template() -> bytes:
    return files("creditai.billing").joinpath("templates/document.typ").read_bytes()


def pdf(blocks: tuple[Block, ...], title: str) -> bytes:
    """The same bytes for the same blocks. Invalid: a name with a character that no font here draws."""
    data = [asdict(each) | {"lines": [breakable(line) for line in each.lines]} for each in blocks]
    try:
        made: bytes = typst.compile(
            _template(),
            format="pdf",
            pdf_standards="ua-1",
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"title": title, "blocks": json.dumps(data)},
            timestamp=_EPOCH,
        )
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise Invalid(
            "The name has a character that no font here draws; write it without.", "/name"
        ) from error
    return made
