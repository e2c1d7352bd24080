"""One account's block -> its slot: history first, then pairs of label and value, then what stands loose.

A heading names the furnisher unless a label does. Words in a status sentence that are amounts or
dates of their own (`$800 written off`, `on record until Mar 2029`) go to their own fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents.lines import Cell, Line
from creditai.forms.accounts.comments import read_comments, remark_rows
from creditai.forms.accounts.contact import read_contact
from creditai.forms.accounts.heading import read_heading
from creditai.forms.accounts.parts import (
    put_remark,
    read_condition,
    read_dispute,
    read_limit_or_amount,
    read_portfolio,
    read_remarks,
    read_removal,
    read_responsibility,
    read_terms,
)
from creditai.forms.accounts.status import put_removal_sentence, read_statuses, removal_sentences
from creditai.forms.accounts.vendor_words import read_description, read_merged_status
from creditai.forms.blocks import Block
from creditai.forms.draft import Draft
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import fits, put, put_other, text_of
from creditai.forms.here import Here
from creditai.forms.history import read_history
from creditai.forms.line_kinds import is_badge, is_subheading
from creditai.forms.pairs import Pair, Pairs, pair_up
from creditai.forms.pairs.cards import cards_in
from creditai.forms.pairs.items import Row, is_icon
from creditai.forms.pairs.rows import rows_of
from creditai.values import Why, parse_month_name
from creditai.vocabulary.kinds import is_remark, portfolio_of
from creditai.vocabulary.labels import account_heads, account_labels_with
from creditai.vocabulary.sections import bare_heading
from creditai.vocabulary.wordings import BARS

_PLAIN = [
    "account_number",
    "opened",
    "closed",
    "reported",
    "last_payment",
    "last_activity",
    "first_delinquency",
    "charged_off",
    "credit_limit",
    "high_credit",
    "balance",
    "past_due",
    "monthly_payment",
    "charge_off_amount",
    "original_creditor",
]


_MONTH = re.compile(r"^(?:0?[1-9]|1[0-2])/(?:20)?\d{2}$")
_FIRST = re.compile(r"^(?:(?:19|20)\d{2}|(?:0?[1-9]|1[0-2])/(?:19|20)\d{2})$")


def read_account(here: Here, block: Block) -> Slot:
    """The block as one account of the draft."""
    slot = open_account(here)
    lines = [row.line for row in block.rows]
    taken = {id(w) for line in block.heading for w in line.words}
    before_grid = {id(w) for row in _labelled(block.rows) for w in row.line.words}
    before_grid |= {id(w) for row in remark_rows(block.rows) for w in row.line.words}
    read_history(open_lines(here.draft, lines, before_grid), here.marks, slot, here.print.codes)
    labels = account_labels_with(here.print.labels)
    open_rows = rows_of(open_lines(here.draft, lines, taken), labels, account_heads(), block.rows)
    cards = cards_in(open_rows)
    read_comments(slot, cards.rest)
    open_rows = [row for row in cards.rest if any(here.draft.is_open(w) for w in row.line.words)]
    found = pair_up(open_rows, here.print.dates)
    found.pairs[:0] = cards.pairs
    here.draft.claim(w for line in lines for w in line.words if w.text in BARS)
    read_pairs(here, slot, found)
    read_heading(slot, block.heading, found)
    read_contact(slot, found)
    _loose(here, slot, found)
    finish(here, slot)
    return slot


def _labelled(rows: Sequence[Row]) -> list[Row]:
    """The rows of labels and values that stand before anything month by month: no grid reads those."""
    first = next((n for n, row in enumerate(rows) if begins_months(row)), len(rows))
    labelled = [n for n, row in enumerate(rows[:first]) if row.labels]
    return [row for n, row in enumerate(rows[:first]) if row.labels or n - 1 in labelled]


def begins_months(row: Row) -> bool:
    """Two heads of months, or a line that begins with a year or a month and is not labelled."""
    if row.labels and len(row.runs) < 2:
        return False
    texts = [w.text.strip(",:'’") for w in row.line.words if not is_icon(w)]
    named = sum(not isinstance(parse_month_name(t), Why) for t in texts)
    dated = sum(bool(_MONTH.match(t)) for t in texts)
    return named >= 2 or dated >= 2 or bool(texts and not row.labels and _FIRST.match(texts[0]))


def open_account(here: Here) -> Slot:
    """A new account under the section's heading."""
    slot = here.draft.account(here.bureau)
    if here.bureau and here.bureau_words:
        slot.put("bureau", here.bureau, here.bureau_words, via="bureau")
    if here.heading is not None:
        slot.put("section", here.heading.text, here.heading.words)
    return slot


def open_lines(draft: Draft, lines: Sequence[Line], taken: set[int]) -> list[Line]:
    """These lines without the words that are read, ignored or `taken`."""
    rest: list[Line] = []
    for line in lines:
        if draft.are_open(line.words) and taken.isdisjoint(map(id, line.words)):
            rest.append(line)
            continue
        cells = [draft.open_of(cell.words, taken) for cell in line.cells]
        if kept := tuple(Cell(words) for words in cells if words):
            rest.append(Line(kept))
    return rest


def read_pairs(here: Here, slot: Slot, found: Pairs) -> None:
    """Every pair into its field, by name; labels without a field into `other`."""
    named: dict[str, list[Pair]] = {}
    for pair in found.pairs:
        named.setdefault(pair.label.name, []).append(pair)
    for name in _PLAIN:
        for pair in named.get(name, ()):
            put(slot, name, pair.label.words, pair.words, style=here.print.dates)
    _read_as_of(here, slot, named.get("balance", ()))
    for pair in named.get("furnisher", ()):
        put(slot, "furnisher", pair.label.words, pair.words)
    read_terms(slot, named)
    read_responsibility(slot, named.get("responsibility", ()))
    read_portfolio(here.print, slot, named)
    read_statuses(slot, [*named.get("status", ()), *named.get("status_details", ())], here.print.dates)
    read_condition(slot, named.get("condition", ()))
    read_removal(slot, named.get("removal", ()), here.print.dates)
    read_limit_or_amount(slot, named.get("limit_or_amount", ()))
    read_remarks(slot, named.get("remarks", ()))
    for pair in named.get("disputed", ()):
        read_dispute(slot, pair)
    for name, pairs in named.items():
        if name.startswith("other:") or name == "max_delinquency":
            for pair in pairs:
                put_other(slot, pair.label.words, pair.words)
    for pair in named.get("account_description", ()):
        read_description(slot, pair)
    read_merged_status(slot, found.pairs)


def _read_as_of(here: Here, slot: Slot, balances: Sequence[Pair]) -> None:
    """`Recent balance  $631 as of Nov 2026`: the day it was reported, where no label says one."""
    for pair in balances:
        texts = [word.text.casefold() for word in pair.words]
        at = next((n for n in range(1, len(texts) - 2) if texts[n : n + 2] == ["as", "of"]), None)
        if at is None or "reported" in slot.fields or "reported" in slot.missing:
            continue
        day = pair.words[at + 2 :]
        if fits("reported", text_of(day), here.print.dates):
            put(slot, "reported", (), day, style=here.print.dates)


def _loose(here: Here, slot: Slot, found: Pairs) -> None:
    """Runs that no label owns: subheadings, badges, icons, sentences with a meaning of their own."""
    draft = here.draft
    texts = [run for _, run in found.loose]
    for start, end, kind in removal_sentences([w for run in texts for w in run.words]):
        words = [w for run in texts for w in run.words][start:end]
        put_removal_sentence(slot, words, kind, here.print.dates)
    for run in texts:
        words = list(run.words)
        if is_badge(run.text) or is_subheading(Line((Cell(run.words),))) or all(is_icon(w) for w in words):
            draft.claim(words)
        elif is_remark(run.text) and all(draft.is_open(w) for w in words):
            put_remark(slot, words)


def finish(here: Here, slot: Slot) -> None:
    """What follows from what is there: closed by its date, disputed by a remark, labels not printed."""
    fields = slot.fields
    if here.print.closed_date_tells and "condition" not in fields and fields.get("closed"):
        slot.copy("closed", "condition", "closed", via="condition")
    if here.print.section_portfolio and here.heading is not None and "portfolio" not in fields:
        portfolio = portfolio_of(bare_heading(here.heading.text))
        if portfolio is not None:
            slot.put("portfolio", portfolio, here.heading.words, via="portfolio")
    for name in here.print.always:
        if name not in fields and name not in slot.missing:
            slot.miss(name, "not_printed")
