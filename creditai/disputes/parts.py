"""The parts that letters share: who writes about which report, the enclosures, the whole of the two common shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.disputes import places
from creditai.disputes import sentences as s
from creditai.disputes.grounds import Disputed, Reader
from creditai.disputes.letter import Fact, Item, Letter, Said, Wording, say
from creditai.disputes.pointers import number_of
from creditai.disputes.request import Request
from creditai.disputes.standing import Standing
from creditai.disputes.table import mentions, rows


def disputing(
    kind: str,
    request: Request,
    subject: Said,
    *opening: Said,
    reader: Reader = "bureau",
    asks: Sequence[Said] = (),
) -> Letter:
    """A letter that disputes things: a row for each, what is found of it, copies of what is quoted."""
    things, copies = rows(request, reader), enclosures(request)
    asks = asks or (say(s.RESULTS_AND_REPORT),)
    return _letter(kind, request, subject, (*opening, *quoted(request)), things, asks, copies)


def following(
    kind: str,
    request: Request,
    subject: Said,
    opening: Sequence[Said],
    *,
    asks: Sequence[Said] = (),
    copies: Sequence[Said] = (),
) -> Letter:
    """A letter that follows an earlier dispute: its things are named, and nothing is disputed anew."""
    copies = (say(s.COPY_ID), say(s.COPY_ADDRESS), *copies)
    return _letter(kind, request, subject, opening, mentions(request), asks, copies)


def _letter(
    kind: str,
    request: Request,
    subject: Said,
    opening: Sequence[Said],
    items: Sequence[Item],
    asks: Sequence[Said],
    copies: Sequence[Said],
) -> Letter:
    return Letter(
        kind=kind,
        sender=sender(request.standing),
        recipient=request.recipient,
        date=today(request.standing),
        subject=subject,
        identifiers=identifiers(request),
        opening=tuple(opening),
        items=tuple(items),
        requests=tuple(asks),
        closing=(say(s.THANKS),),
        enclosures=tuple(copies),
    )


def recorded(request: Request, event: str) -> Fact:
    """The day of an event of the earlier dispute that this letter follows."""
    assert request.earlier is not None
    return request.standing.fact("record", f"{request.earlier.dispute}/{event}")


def sender(standing: Standing) -> tuple[Fact, ...]:
    lines = [standing.fact("consumer", f"address/{i}") for i in range(len(standing.sender.address))]
    return (standing.fact("consumer", "name"), *lines)


def today(standing: Standing) -> Fact:
    return standing.fact("day", "today")


def report_date(standing: Standing, item: Disputed) -> Fact | None:
    """The date that this bureau's newest print of the thing carries."""
    number = number_of(item.pointers[0])
    report = standing.case.reports[number]
    for i, person in enumerate(report.consumer.as_reported):
        pointer = f"/consumer/as_reported/{i}/report_date"
        if person.bureau == item.bureau and pointer in report.evidence:
            return standing.fact("paper", f"/reports/{number}{pointer}")
    return (
        standing.fact("paper", f"/reports/{number}/report_date")
        if "/report_date" in report.evidence
        else None
    )


def identifiers(request: Request) -> tuple[Said, ...]:
    """How the reader finds the file: number and date of the report, birth date, last four."""
    standing, found = request.standing, list[Said]()
    if request.items:
        newest = request.items[0]
        number = number_of(newest.pointers[0])
        report = standing.case.reports[number]
        if "/report_number" in report.evidence:
            wording = s.REPORT_NUMBER if len(report.source.bureaus) < 2 else s.MERGED_NUMBER
            found.append(say(wording, number=standing.fact("paper", f"/reports/{number}/report_number")))
        dated = report_date(standing, newest)
        if dated is not None:
            found.append(say(s.REPORT_DATE, date=dated))
    return (*found, *person(standing))


def quoted(request: Request) -> Iterator[Said]:
    """How the table quotes, and what sort of copy it quotes from."""
    yield say(s.QUOTED)
    if not request.items:
        return
    source = request.standing.case.reports[number_of(request.items[0].pointers[0])].source
    if len(source.bureaus) > 1:
        yield say(s.MERGED, bureau=request.standing.fact("address", f"name/{request.items[0].bureau}"))
    if source.kind == "html":
        yield say(s.SAVED_PAGE)


def person(standing: Standing) -> Iterator[Said]:
    if standing.sender.birth_date is not None:
        yield say(s.BIRTH_DATE, date=standing.fact("consumer", "birth_date"))
    if standing.sender.ssn_last4 is not None:
        yield say(s.SSN_LAST4, last4=standing.fact("consumer", "ssn_last4"))


def enclosures(request: Request) -> tuple[Said, ...]:
    """Copies of identification and address, every page quoted, every paper that the consumer names."""
    standing = request.standing
    papers = [
        say(s.COPY_PAPERS, papers=standing.fact("consumer", f"answers/{item.finding.id}/papers"))
        for item in request.items
        if standing.answers.get(item.finding.id, {}).get("papers", "").strip()
    ]
    return (say(s.COPY_ID), say(s.COPY_ADDRESS), *places.copies(request), *papers)


def counted(one: Wording, many: Wording, request: Request, **facts: Fact) -> Said:
    """A sentence in the number that the items have."""
    return say(one if len(request.items) == 1 else many, **facts)
