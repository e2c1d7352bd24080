"""The table of a letter: a row for each thing, what is found of it, and what is asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from creditai.case import AccountEntry, InquiryEntry
from creditai.disputes import places
from creditai.disputes import sentences as s
from creditai.disputes.confirmations import SAYS, TELLS, supports
from creditai.disputes.grounds import Disputed, Reader, citation, noun, practice
from creditai.disputes.letter import Item, Said, say
from creditai.disputes.pointers import number_of
from creditai.disputes.request import Request
from creditai.disputes.standing import Standing
from creditai.disputes.ticked import INQUIRY

_DELETE = {
    "account": s.DELETE_ACCOUNT,
    "inquiry": s.DELETE_INQUIRY,
    "record": s.DELETE_RECORD,
    "entry": s.DELETE_ENTRY,
}
_ASKS = {"correct": s.CORRECT, "verify": s.VERIFY, "investigate": s.INVESTIGATE}
_ASKS_OF_SEVERAL = {
    "delete": s.DELETE_DOUBLES,  # they are one thing told twice: not all of them are to go
    "correct": s.CORRECT,
    "verify": s.VERIFY_SEVERAL,
    "investigate": s.INVESTIGATE_SEVERAL,
}
_PERSON = {
    "names": s.PERSON_NAME,
    "addresses": s.PERSON_ADDRESS,
    "ssn_last4": s.PERSON_SSN,
    "birth_date": s.PERSON_BIRTH_DATE,
    "phones": s.PERSON_PHONE,
    "employers": s.PERSON_EMPLOYER,
}


def rows(request: Request, reader: Reader) -> tuple[Item, ...]:
    """One row for each thing, with everything that is found of it; the gravest first, as the findings come."""
    return tuple(
        _disputed_row(request.standing, numbers, same, reader) for numbers, same in _by_thing(request)
    )


def mentions(request: Request) -> tuple[Item, ...]:
    """The things only, named and placed: for letters that dispute nothing anew."""
    return tuple(_row(request.standing, numbers, same) for numbers, same in _by_thing(request))


def _by_thing(request: Request) -> list[tuple[tuple[int, ...], list[Disputed]]]:
    """(numbers in the dispute, findings) of each thing."""
    things: dict[str, list[tuple[int, Disputed]]] = {}
    for number, item in enumerate(request.items, 1):
        things.setdefault(item.thing, []).append((number, item))
    return [(tuple(n for n, _ in same), [item for _, item in same]) for same in things.values()]


def _row(standing: Standing, numbers: tuple[int, ...], same: Sequence[Disputed]) -> Item:
    return Item(
        items=numbers,
        name=_name(standing, same[0]),
        number=_number(standing, same[0]),
        where=(*_others(standing, same[0]), *places.where(standing, same)),
        points=(),
        asks=(),
    )


def _disputed_row(
    standing: Standing, numbers: tuple[int, ...], same: Sequence[Disputed], reader: Reader
) -> Item:
    row = _row(standing, numbers, same)
    told = "row" if places.on_one_page(standing, same) else "paged"
    points = {said.text: said for item in same for said in _points(standing, item, told)}
    return replace(row, points=tuple(points.values()), asks=tuple(_asks(standing, same, reader)))


def _others(standing: Standing, item: Disputed) -> Iterator[Said]:
    """The further things of the same print that the finding is about: a duplicate, the items of a mixed file."""
    newest = number_of(item.pointers[0])
    for pointer in item.pointers[1:]:
        if number_of(pointer) == newest:
            other = replace(item, pointers=(pointer,), entry=standing.entry_or_none(pointer))
            yield _name(standing, other)
            number = _number(standing, other)
            if number is not None:
                yield number


def _name(standing: Standing, item: Disputed) -> Said:
    if item.entry is not None:
        names = (
            ("company",)
            if isinstance(item.entry, InquiryEntry)
            else ("furnisher", "reference", "court", "kind")
        )
        for name in names:
            if item.entry.evidence(name) is not None:
                return say(s.NAME, name=standing.fact("paper", f"{item.entry.pointer}/{name}"))
        return say(s.UNNAMED)
    field = next((part for part in reversed(item.pointers[0].split("/")) if part in _PERSON), None)
    if field is None:
        return say(s.UNNAMED)
    try:
        return say(_PERSON[field], value=standing.fact("paper", item.pointers[0]))
    except KeyError:
        return say(s.UNNAMED)


def _number(standing: Standing, item: Disputed) -> Said | None:
    if not isinstance(item.entry, AccountEntry) or item.entry.evidence("account_number") is None:
        return None
    return say(s.NUMBER, number=standing.fact("paper", f"{item.entry.pointer}/account_number"))


def _points(standing: Standing, item: Disputed, told: str) -> Iterator[Said]:
    key = f"{item.finding.id}/{told}{item.pointers[0]}"
    yield say(s.STATEMENT, statement=standing.fact("finding", key))
    if _scanned(standing, item):
        yield say(s.SCANNED)
    yield from confirmed(standing, item)
    policy = practice(item.finding)
    if policy is not None:
        yield say(s.PRACTICE, practice=standing.fact("policy", policy))


def confirmed(standing: Standing, item: Disputed) -> Iterator[Said]:
    """What the consumer answered to what only they know, as sentences of theirs."""
    answers = standing.answers.get(item.finding.id, {})
    for need in item.finding.needs:
        if not answers.get(need.id, "").strip():
            continue
        answer = standing.fact("consumer", f"answers/{item.finding.id}/{need.id}")
        if need.id in SAYS and supports(need, answer.text):
            yield say(SAYS[need.id])
        elif need.id in TELLS:
            yield say(TELLS[need.id], answer=answer)
        else:
            question = standing.fact("finding", f"{item.finding.id}/needs/{need.id}")
            yield say(s.ANSWER, question=question, answer=answer)
    if answers.get("papers", "").strip():
        yield say(s.PAPERS, papers=standing.fact("consumer", f"answers/{item.finding.id}/papers"))


def _scanned(standing: Standing, item: Disputed) -> bool:
    for pointer in item.finding.evidence:
        number = number_of(pointer)
        found = standing.case.reports[number].evidence.get(pointer.removeprefix(f"/reports/{number}"))
        if found is not None and found.confidence is not None:
            return True
    return False


def _asks(standing: Standing, same: Sequence[Disputed], reader: Reader) -> Iterator[Said]:
    """The strongest request for the thing, with the one citation that fits it."""
    order = ("delete", "correct", "investigate", "verify")
    chosen = min(same, key=lambda item: order.index(item.finding.asks))
    asks = chosen.finding.asks
    if practice(chosen.finding) is not None:
        yield say(s.DELETE_BY_PRACTICE if asks == "delete" else s.REVIEW_BY_PRACTICE)
        return
    if any(_others(standing, chosen)):
        asked = _ASKS_OF_SEVERAL[asks]
    else:
        asked = _DELETE[noun(chosen.entry)] if asks == "delete" else _ASKS[asks]
    yield say(s.VERIFY_INQUIRY if chosen.finding.rule == INQUIRY else asked)
    cite = citation(chosen.finding, reader)
    if cite is not None:
        yield say(s.CITED, law=standing.fact("law", cite))
