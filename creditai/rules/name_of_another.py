"""A printed name that is not the consumer's."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from creditai.case import Case
from creditai.linking.people import SUFFIXES
from creditai.rules import Basis, Example, Hit, Need, Rule

_ALIKE = 0.75
"""From this likeness on, a word may be the other misspelt or misread."""


def _named(*printed: str, confirmed: tuple[str, ...] = ("Dana Q. Sample",)) -> dict[str, Any]:
    person = {"bureau": "experian", "names": list(printed)}
    return {"reports": [{"consumer": {"as_reported": [person]}}], "confirmed": {"names": list(confirmed)}}


class NameOfAnother(Rule):
    """The report prints a name that shares no given name with the consumer's own, or has another suffix
    (Jr, Sr, II, III). It may have come from another person's file.

    For a lawyer:
    Only against names that the consumer confirmed. Silent on former family names, hyphens, initials, the
    order of the words, and words so alike that one may be the other misspelt or misread. A suffix counts
    only where both have one.
    """

    title = "A name that does not fit yours"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is inaccurate is deleted or modified."),
        Basis(law="15 USC 1681e(b)", why="A file is about one person."),
    )
    needs = (Need("never-used", "Have you never used this name?"),)
    examples = (
        Example("hit", _named("DANA Q SAMPLE", "ROBIN SAMPLE"), "ROBIN SAMPLE"),
        Example("hit", _named("DANA SAMPLE SR", confirmed=("Dana Q. Sample Jr.",))),
        Example("miss", _named("D. SAMPLE")),
        Example("miss", _named("SAMPLE, DANA")),
        Example("miss", _named("ROBIN SAMPLE", confirmed=())),
        Example("miss", _named("DANA SAMPLE", confirmed=("Dana Q. Sample Jr.",))),
        Example("trap", _named("DANA EXAMPLE-SAMPLE")),
        Example("trap", _named("DNAA SAMPLE")),
        Example("trap", _named("DANA EXAMPLE", confirmed=("Dana Q. Sample",))),
        Example("trap", _named("ROBIN SAMPLE", confirmed=("Dana Q. Sample", "Robin Sample"))),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        own = [_words(name) for name in case.confirmed.names]
        if not own:
            return
        for person in case.persons():
            for entry in person:
                for i, name in enumerate(entry.item.names):
                    if all(_anothers(_words(name), mine) for mine in own):
                        hit = Hit.of(
                            entry,
                            (f"names/{i}",),
                            "It shares no given name with a confirmed name, or has another suffix.",
                        )
                        yield replace(hit, subject=(f"{entry.pointer}/names/{i}",))


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.upper()).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Z0-9]+", plain.replace("'", ""))


def _anothers(printed: list[str], own: list[str]) -> bool:
    suffixes = [{SUFFIXES[w] for w in words if w in SUFFIXES} for words in (printed, own)]
    if all(suffixes) and suffixes[0] != suffixes[1]:
        return True
    mine = [w for w in own if w not in SUFFIXES]
    theirs = [w for w in printed if w not in SUFFIXES]
    given = mine[:-1] if len(mine) > 1 else mine
    return bool(theirs) and not any(_alike(a, b) for a in given for b in theirs)


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return long.startswith(short) or SequenceMatcher(None, a, b).ratio() >= _ALIKE
