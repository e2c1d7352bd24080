"""What a layout says of its own headings is heard, however it is written, or refused at once."""

from __future__ import annotations

import pytest

from creditai.errors import Broken
from creditai.forms.layout_print import Print
from creditai.forms.sections import sections_of, style_of
from tests.creditai.forms.paper import Paper


def test_a_heading_is_written_as_it_is_printed() -> None:
    own = Print(sections={"Who looked": "inquiries"}).sections
    paper = Paper()
    paper.size = 16.0
    paper.text(50, 50, "Who looked")
    paper.size = 9.0
    paper.row((50, 300), 80, ("Sample Auto Finance", "08/01/2026"))
    paper.row((50, 300), 95, ("First Sample Bank", "09/01/2026"))
    assert [each.kind for each in sections_of(paper.lines(), own, style_of(paper.lines()))] == [
        "",
        "inquiries",
    ]


def test_a_kind_that_nobody_reads_is_refused() -> None:
    with pytest.raises(Broken, match="'personal'"):
        Print(sections={"About you": "personal"})
    assert Print(sections={"Fine print": "ignored:fine print"}).sections == {
        "fine print": "ignored:fine print"
    }
