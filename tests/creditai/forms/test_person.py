"""What stands as the consumer's: whole addresses only."""

from __future__ import annotations

from creditai.forms.draft import Draft
from creditai.forms.here import Here
from creditai.forms.layout_print import Print
from creditai.forms.person import read_person
from tests.creditai.forms.paper import Paper, finished


def test_what_is_left_of_an_address_is_no_address() -> None:
    """The first line of the value stands so high that it is no line of the label's row."""
    paper = Paper()
    paper.text(72, 100, "Name:")
    paper.text(200, 100, "DANA SAMPLE")
    paper.text(72, 130, "Current Address:")
    paper.text(200, 130, "ZZ 00017")
    draft = Draft(paper.document())
    read_person(Here(draft, Print(), {}, None), paper.lines())
    report = finished(draft)
    assert (report.consumer.names, report.consumer.addresses) == (("DANA SAMPLE",), ())
    assert [place.text for place in report.coverage.unread] == ["ZZ 00017"]


def test_a_label_of_three_lines_begins_like_a_list_of_its_own() -> None:
    """The number beside `Address / Identification / Number:` is no address, and the next address no number."""
    paper, y = Paper(), 40.0
    paper.text(40, y, "Addresses")
    for street, number in (
        ("100 SAMPLE STREET, MOCKFORD, ZZ 00040", "0591192844"),
        ("7 MOCK LANE, MOCKFORD, ZZ 00041", "04357"),
    ):
        paper.text(40, y + 12, street)
        for n, part in enumerate(("Address", "Identification", "Number:")):
            paper.text(40, y + 24 + 10 * n, part)
        paper.text(200, y + 24, number)
        y += 44
    draft = Draft(paper.document())
    read_person(Here(draft, Print(), {}, None), paper.lines())
    assert finished(draft).consumer.addresses == (
        "100 SAMPLE STREET, MOCKFORD, ZZ 00040",
        "7 MOCK LANE, MOCKFORD, ZZ 00041",
    )
