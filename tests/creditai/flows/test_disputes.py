"""From three reports to letters, postings, answers and the next pull, on real tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select

from creditai.clock import Clock
from creditai.disputes.answers import Answers
from creditai.disputes.register import ItemOutcome
from creditai.errors import Conflict, Invalid, NotFound, OutOfDate, WrongUsage
from creditai.flows.compare_reports import compare_reports
from creditai.flows.draw_page import draw_page
from creditai.flows.find_inaccuracies import find_inaccuracies
from creditai.flows.look_at_papers import look_at_papers
from creditai.flows.open_dispute import Chosen, open_dispute
from creditai.flows.papers_of import papers_of
from creditai.flows.record_event import Happened, record_event
from creditai.flows.write_letters import Further, write_letters
from creditai.papers import analysis, letters, register
from creditai.store.streams import unsealed_stream
from creditai.store.tables.audit import audit
from creditai.store.tables.workspace import letter
from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.flows.paper import MAY, answers, person_of, somebody, with_report, with_reports


@pytest.fixture
def who(wiring: Wiring) -> Who:
    found = somebody(wiring)
    with_reports(wiring, found, MAY)
    return found


def opened(wiring: Wiring, who: Who) -> Chosen:
    said = answers()
    with papers_of(wiring, person_of(who)) as at:
        rules = {each["rule"] for each in analysis.findings(at, (), 100)}
    return open_dispute(
        wiring, who, replace(said, by_rule={r: c for r, c in said.by_rule.items() if r in rules})
    )


def later(wiring: Wiring, days: int) -> Wiring:
    return replace(wiring, clock=Clock(timedelta(days=days)))


def test_from_choices_to_letters_to_answers(wiring: Wiring, who: Who) -> None:
    made = opened(wiring, who)
    assert {each.bureau for each in made.opened.disputes} == {"experian", "equifax", "transunion"}
    written = write_letters(wiring, who)
    assert [each.dispute for each in written] == [each.id for each in made.register.disputes]
    with papers_of(wiring, person_of(who)) as at:
        sealed = wiring.objects.get(letters.object_name(at.person, written[0].id))
        pdf = b"".join(unsealed_stream(at.key, sealed, letters.context(written[0].id)))
        assert letters.cover(at, written[0].id).recipient[0] == "Experian"
        at.connection.execute(letter.update().values(cover=None))  # as one of a release before
        with pytest.raises(NotFound, match="write it anew"):
            letters.cover(at, written[0].id)
        with pytest.raises(NotFound, match="no such letter"):
            letters.cover(at, uuid4())
    assert pdf.startswith(b"%PDF-")
    first = written[0].dispute
    today = wiring.clock.today()
    record_event(wiring, who, first, Happened("sent", today, "9407 1000"))
    with papers_of(wiring, person_of(who)) as at:
        assert register.read(at).register.dispute(first).state == "sent"
    after = later(wiring, 20)
    record_event(after, who, first, Happened("received", today + timedelta(days=4), "return receipt"))
    done = record_event(
        after, who, first, Happened("answered", today + timedelta(days=20), None, [ItemOutcome(1, "deleted")])
    )
    assert done.register.dispute(first).outcomes == {1: "deleted"}
    find_inaccuracies(after, str(who.person))


def test_a_letter_that_was_only_printed_is_written_anew_in_its_place(wiring: Wiring, who: Who) -> None:
    opened(wiring, who)
    first, second = write_letters(wiring, who), write_letters(wiring, who)
    with papers_of(wiring, person_of(who)) as at:
        assert {each.id for each in letters.page(at, (), 10)} == {each.id for each in second}
    lying = {name.rpartition("/")[2] for name, _ in wiring.objects.names("letters")}
    assert lying == {str(each.id) for each in second}
    assert not {each.id for each in first} & {each.id for each in second}


def test_letters_that_follow_or_stand_alone(wiring: Wiring, who: Who) -> None:
    opened(wiring, who)
    [sheet] = write_letters(wiring, who, Further("protection"))
    assert sheet.dispute == "sheet-1"
    for each in write_letters(wiring, who):
        record_event(wiring, who, each.dispute, Happened("sent", wiring.clock.today()))
    with pytest.raises(Conflict, match="no letter to write"):
        write_letters(wiring, who)


@pytest.mark.parametrize(
    ("happened", "kind"),
    [
        (Happened("received", date(2020, 1, 1)), Invalid),
        (Happened("sent", date(2999, 1, 1)), Invalid),
        (Happened("answered", date(2020, 1, 1)), Invalid),
    ],
)
def test_what_does_not_follow_is_refused(
    wiring: Wiring, who: Who, happened: Happened, kind: type[Exception]
) -> None:
    name = opened(wiring, who).register.disputes[0].id
    with pytest.raises(kind):
        record_event(wiring, who, name, happened)
    with pytest.raises(NotFound):
        record_event(wiring, who, "experian-99", Happened("sent", date(2020, 1, 1)))


def test_two_windows_do_not_overwrite_one_another(wiring: Wiring, who: Who) -> None:
    made = opened(wiring, who)
    write_letters(wiring, who, version=made.version)
    with pytest.raises(OutOfDate, match="changed meanwhile"):
        record_event(wiring, who, "experian-1", Happened("sent", date(2026, 1, 2)), version=made.version)


def test_nothing_is_opened_without_a_report_or_without_a_yes(wiring: Wiring, who: Who) -> None:
    said = answers()
    assert open_dispute(wiring, who, replace(said, by_rule={})).opened.disputes == ()
    with pytest.raises(NotFound):
        open_dispute(wiring, somebody(wiring), said)
    with pytest.raises(Conflict):
        write_letters(wiring, who)


def test_the_next_pull_is_compared(wiring: Wiring, who: Who) -> None:
    with papers_of(wiring, person_of(who)) as at:
        older = next(f for f in analysis.basis(at)[0])
    newer = with_report(wiring, who, "experian-2026-08-19.pdf")
    rows = compare_reports(wiring, who, older, newer).results
    assert {row["shown"] for row in rows} & {"gone", "changed", "unchanged"}
    pointers = [row[side] for row in rows for side in ("before", "after") if row[side]]
    assert all(p.startswith((f"/reports/{older}/", f"/reports/{newer}/")) for p in pointers)
    with pytest.raises(Invalid):
        compare_reports(wiring, who, older, older)
    with pytest.raises(NotFound):
        compare_reports(wiring, who, older, uuid4())
    with papers_of(wiring, person_of(who)) as at:
        assert analysis.links_and_comparisons(at)["comparisons"]


def test_a_page_is_drawn_with_boxes_for_a_value_and_for_a_finding(wiring: Wiring, who: Who) -> None:
    with papers_of(wiring, person_of(who)) as at:
        finding = analysis.findings(at, (), 1)[0]
    report, local = analysis.split(finding["evidence"][0])

    def place(at: object) -> int:
        from creditai.papers import reports

        return reports.one(at, report).report.evidence[local].page  # type: ignore[arg-type]

    page = look_at_papers(wiring, who, "report.show", str(report), place)
    plain = Image.open(BytesIO(draw_page(wiring, who, report, page)))
    for marked in ((local, None), (None, finding["id"])):
        picture = Image.open(
            BytesIO(draw_page(wiring, who, report, page, pointer=marked[0], finding=marked[1]))
        )
        assert picture.size == plain.size
        assert picture.convert("RGB").tobytes() != plain.convert("RGB").tobytes()
    for wrong in (("/accounts/999/balance", None), (None, "none")):
        with pytest.raises(NotFound):
            draw_page(wiring, who, report, page, pointer=wrong[0], finding=wrong[1])
    with pytest.raises(NotFound):
        draw_page(wiring, who, report, 999)


def test_another_person_finds_nothing(wiring: Wiring, who: Who) -> None:
    mallory = somebody(wiring)
    opened(wiring, who)
    [letter, *_] = write_letters(wiring, who)
    with papers_of(wiring, person_of(who)) as at:
        report = analysis.basis(at)[0][0]
    with pytest.raises(NotFound):
        draw_page(wiring, mallory, report, 1)
    with pytest.raises(NotFound):
        record_event(wiring, mallory, "experian-1", Happened("sent", date(2026, 1, 2)))
    with pytest.raises(NotFound):
        look_at_papers(wiring, mallory, "letter.show", "", lambda at: letters.one(at, letter.id))
    with papers_of(wiring, person_of(mallory)) as at:
        assert register.read(at).register.disputes == ()


def test_every_act_stands_in_the_audit_log(wiring: Wiring, who: Who) -> None:
    opened(wiring, who)
    write_letters(wiring, who)
    record_event(wiring, who, "experian-1", Happened("sent", wiring.clock.today()))
    with wiring.database.scope(person_of(who)) as connection:
        acts = set(connection.execute(select(audit.c.act)).scalars())
    assert {"paper.upload", "dispute.open", "letter.write", "dispute.sent"} <= acts


def test_an_answers_file_that_names_nobody_opens_nothing(wiring: Wiring, who: Who) -> None:
    with pytest.raises(WrongUsage, match="who writes"):
        open_dispute(wiring, who, Answers())
