"""What a bureau answered, as `creditai record answered` has it typed: a word for each item, and what values became."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.case import OutcomeWord
    from creditai.disputes.register import Dispute, ItemOutcome


def outcomes(
    dispute: Dispute, what: str, said: list[str], items: list[int], values: list[str]
) -> tuple[ItemOutcome, ...]:
    """Each item's word and corrected values; a word without an item is for those of --item, or for all."""
    from creditai.disputes.register import ItemOutcome

    if what != "answered":
        if said or items or values:
            raise WrongUsage("--outcome, --item and --value belong to `record answered`.")
        return ()
    words: dict[int, OutcomeWord] = {}
    for each in said or [""]:
        numbers, _, word = each.rpartition("=")
        which = _numbers(numbers) if numbers else items or list(range(1, len(dispute.items) + 1))
        words.update(dict.fromkeys(which, _word(word)))
    became = _values(values)
    for number in became.keys() - {n for n, word in words.items() if word == "updated"}:
        raise WrongUsage(f"--value is for an item that was updated; say --outcome {number}=updated with it.")
    return tuple(ItemOutcome(n, words[n], became.get(n, {})) for n in sorted(words))


def _word(text: str) -> OutcomeWord:
    from creditai.disputes.register import OUTCOMES

    for word in OUTCOMES:
        if word == text:
            return word
    raise WrongUsage(f"Say what was answered: --outcome one of {', '.join(OUTCOMES)}.")


def _numbers(text: str) -> list[int]:
    if not re.fullmatch(r"\d+(,\d+)*", text):
        raise WrongUsage(
            "Write --outcome as WORD, 2=WORD or 1,3=WORD; items are numbered as in the letter and by `creditai status`."
        )
    return [int(number) for number in text.split(",")]


def _values(given: list[str]) -> dict[int, dict[str, str]]:
    """`2:balance=$0` -> {2: {"balance": "0.00"}}: amounts and dates as data, words as they are."""
    from creditai.disputes.answered import as_kept

    found: dict[int, dict[str, str]] = {}
    for each in given:
        parts = re.fullmatch(r"(\d+):([a-z_]+)=(.+)", each)
        if parts is None:
            raise WrongUsage("Write --value as 2:balance=0.00 (item, field, what it became).")
        found.setdefault(int(parts[1]), {})[parts[2]] = as_kept(parts[2], parts[3].strip())
    return found
