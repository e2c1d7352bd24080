"""Cards and lists that stand beside each other, as web pages set them."""

from __future__ import annotations

from creditai.forms.draft import Draft
from creditai.forms.here import Here
from creditai.forms.inquiries import read_inquiries
from creditai.forms.layout_print import Print
from creditai.forms.person import read_person
from creditai.forms.sections import style_of
from creditai.report import Report
from tests.creditai.forms.paper import Paper, finished

EDGES = (40, 220, 400)


def inquiries_on(paper: Paper) -> Report:
    draft = Draft(paper.document())
    read_inquiries(Here(draft, Print(), {}, None), paper.lines(), style_of(paper.lines()), None)
    return finished(draft)


def test_two_rows_of_cards_are_six_inquiries() -> None:
    """The last row has one card less; each name stands over its own day."""
    paper = Paper()
    days = ["04/17/2026", "11/03/2025", "01/22/2025", "02/02/2025", "03/03/2025"]
    names = ["MOCK BANK", "SAMPLE AUTO", "TEST HOMES", "DEMO CARDS", "FICTION LOANS"]
    for y, row in ((40, slice(0, 3)), (120, slice(3, 5))):
        xs = EDGES[: len(names[row])]
        paper.row(xs, y, names[row])
        paper.row(xs, y + 12, ["PO BOX 1, MOCKFORD, ZZ 00017"] * len(xs))
        paper.row(xs, y + 24, ["Inquired on"] * len(xs))
        paper.row(xs, y + 36, days[row])
    found = inquiries_on(paper).inquiries
    assert [(i.company, str(i.date)) for i in found] == [
        (name, f"{day[6:]}-{day[:2]}-{day[3:5]}") for name, day in zip(names, days, strict=True)
    ]
    assert all(i.address == "PO BOX 1, MOCKFORD, ZZ 00017" for i in found)


def test_a_company_and_a_day_on_one_line_are_an_inquiry() -> None:
    paper = Paper()
    for y, name, day in ((40, "MOCK BANK", "Apr 17, 2026"), (60, "SAMPLE AUTO", "11/03/2025")):
        paper.text(40, y, name)
        paper.text(560, y, day, at="right")
    paper.text(40, 80, "Scheduled to be removed:")
    paper.text(560, 80, "11/03/2027", at="right")
    found = inquiries_on(paper).inquiries
    assert [(i.company, str(i.date)) for i in found] == [
        ("MOCK BANK", "2026-04-17"),
        ("SAMPLE AUTO", "2025-11-03"),
    ]


def test_lists_beside_each_other_keep_their_own_lines() -> None:
    paper = Paper()
    paper.row(EDGES, 40, ["Names", "Addresses", "Employers"])
    paper.row(EDGES, 54, ["DANA SAMPLE", "100 SAMPLE STREET", "MOCK PAPER CO"])
    paper.row(EDGES[:2], 66, ["Name ID #14408", "MOCKFORD, ZZ 00040"])
    paper.text(EDGES[1], 78, "Address ID #0177")
    paper.text(EDGES[0], 100, "DANA MOCK")
    paper.text(EDGES[0], 112, "Name ID #20913")
    draft = Draft(paper.document())
    read_person(Here(draft, Print(), {}, None), paper.lines())
    consumer = finished(draft).consumer
    assert consumer.names == ("DANA SAMPLE", "DANA MOCK")
    assert consumer.addresses == ("100 SAMPLE STREET MOCKFORD, ZZ 00040",)
    assert consumer.employers == ("MOCK PAPER CO",)


def test_the_day_beside_an_address_is_no_part_of_it() -> None:
    paper = Paper()
    paper.text(40, 40, "Other Address")
    paper.text(160, 40, "7 MOCK LANE, MOCKFORD, ZZ 00041")
    paper.text(304, 40, "08/14/2012")
    draft = Draft(paper.document())
    read_person(Here(draft, Print(), {}, None), paper.lines())
    assert finished(draft).consumer.addresses == ("7 MOCK LANE, MOCKFORD, ZZ 00041",)


def test_heads_of_columns_are_nobodys_employer() -> None:
    paper = Paper()
    paper.row((40, 220, 260), 40, ["Employer Name", "Occupation", "Date Verified"])
    draft = Draft(paper.document())
    read_person(Here(draft, Print(), {}, None), paper.lines())
    assert finished(draft).consumer.employers == ()


def test_days_under_small_labels_side_by_side_are_an_inquirys() -> None:
    paper = Paper()
    paper.text(40, 40, "MOCK BANK")
    paper.row((40, 260), 56, ["Date of inquiry", "Scheduled to be removed"])
    paper.row((40, 260), 67, ["Apr 17, 2026", "Apr 2028"])
    (found,) = inquiries_on(paper).inquiries
    assert (found.company, str(found.date), str(found.expires)) == ("MOCK BANK", "2026-04-17", "2028-04")
