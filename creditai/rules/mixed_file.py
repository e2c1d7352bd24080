"""Several signs, in one report, of another person's data."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai.case import Case, Entry
from creditai.rules import Basis, Example, Hit, Need, Rule

_ACCOUNT = {"furnisher": "First Sample Bank", "account_number": "441712XXXX"}


def _file(person: dict[str, Any], confirmed: dict[str, Any]) -> dict[str, Any]:
    seen = {"bureau": "experian", **person}
    return {
        "reports": [{"consumer": {"as_reported": [seen]}, "accounts": [_ACCOUNT]}],
        "confirmed": confirmed,
    }


_OWN = {"names": ["Dana Q. Sample Jr."], "ssn_last4": "4321", "birth_date": "1981-04-02"}
_DISOWNS = {**_OWN, "accounts_disowned": ["First Sample Bank 441712XXXX"]}


class MixedFile(Rule):
    """Two or more items of identity in one report do not fit the consumer (a name, the Social Security
    number, the date of birth, an address), and there is an account that the consumer disowns. Together
    they ask for a look at whether this file holds another person's data too.

    For a lawyer:
    Builds on `name-of-another`, `ssn-variation`, `birth-date-differs` and `address-unknown`, at least two
    of them in one report, plus an account of that report which the consumer disowned. No statement that
    the file is mixed, and none about how: that is for the bureau to find.
    """

    title = "Several items that do not fit you, and an account you disown"
    scope = "one"
    severity = "high"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="A file is about one person."),
    )
    needs = (
        Need("each-item", "Have you looked at each of these items, and does none of them belong to you?"),
    )
    after = ("name-of-another", "ssn-variation", "birth-date-differs", "address-unknown")
    examples = (
        Example(
            "hit", _file({"names": ["DANA SAMPLE SR"], "ssn_last4": "4326"}, _DISOWNS), "First Sample Bank"
        ),
        Example("miss", _file({"names": ["DANA SAMPLE SR"], "ssn_last4": "4326"}, _OWN)),
        Example("miss", _file({"names": ["DANA SAMPLE SR"]}, _DISOWNS)),
        Example("trap", _file({"names": ["D SAMPLE", "DANA SAMPLE"], "ssn_last4": "4321"}, _DISOWNS)),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for person in case.persons():
            for at in dict.fromkeys(entry.report_pointer for entry in person):
                signs = {rule: _signs(case, rule, at) for rule in self.after}
                disowned = [
                    e for e in case.accounts() if e.report_pointer == at and case.confirmed.disowns(e)
                ]
                if sum(bool(found) for found in signs.values()) < 2 or not disowned:
                    continue
                pointers = [pointer for found in signs.values() for pointer in found]
                told: list[tuple[Entry, list[str]]] = [
                    (entry, [p.removeprefix(f"{entry.pointer}/") for p in pointers if _of(entry, p)])
                    for entry in person
                    if any(_of(entry, p) for p in pointers)
                ]
                hit = Hit.each(
                    [*told, *((e, ["account_number", "opened", "balance"]) for e in disowned)],
                    "These items of identity do not fit what was confirmed, and the account is disowned; together they ask for a look at the whole file.",
                )
                yield replace(hit, subject=(*pointers, *(e.pointer for e in disowned)))


def _signs(case: Case, rule: str, at: str) -> list[str]:
    """What the rule found in the report at `at`."""
    found = (pointer for hit in case.found.get(rule, ()) for pointer in hit.subject)
    return list(dict.fromkeys(pointer for pointer in found if pointer.startswith(f"{at}/")))


def _of(entry: Entry, pointer: str) -> bool:
    return pointer.startswith(f"{entry.pointer}/")
