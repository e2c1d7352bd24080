"""What stands as the consumer's: whole addresses only."""

from __future__ import annotations

from creditai.forms.accounts import Here
from creditai.forms.draft import Draft
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
