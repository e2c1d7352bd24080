"""The booklet: complete in itself, every stranger's word escaped, each finding beside its page."""

from __future__ import annotations

import base64
import itertools
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from creditai.analysis import Analysis, analyse
from creditai.booklet import booklet, marks_of, spots
from creditai.booklet.markup import Html, el, joined
from creditai.errors import Failure
from creditai.examples import case_of
from creditai.report import Coverage, Place

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)> & \u202eKNAB'


def analysed(furnisher: str = "FIRST SAMPLE BANK") -> Analysis:
    account = {
        "furnisher": furnisher, "status": "paid", "status_text": "Paid, closed", "balance": "412.00",
        "printed": {"balance": "$412", "status": "Paid, closed"},
    }  # fmt: skip
    case = case_of({"reports": [{"accounts": [account]}]})
    failed = Failure(f"{furnisher}.pdf", "password", "The PDF asks for a password.")
    return analyse(case.reports, failures=[failed])


def test_a_finding_stands_beside_the_picture_of_its_page() -> None:
    told = analysed()
    [finding] = [f for f in told.findings if f.rule == "paid-with-balance"]
    page = booklet(told, dict.fromkeys(spots(told.reports, told.findings), PNG))
    assert finding.title in page
    assert "data:image/png;base64," in page
    assert (
        'alt="Part of example-0.pdf, page 1, with marks on: status “Paid, closed”; balance “$412”."' in page
    )
    assert "The PDF asks for a password." in page


def test_marks_are_numbered_as_the_statement_quotes_them() -> None:
    told = analysed()
    [finding] = [f for f in told.findings if f.rule == "paid-with-balance"]
    [(spot, marks)] = marks_of(told.reports, finding).items()
    assert spot.page == 1
    assert [(mark.number, mark.name, mark.text) for mark in marks] == [
        (1, "status", "Paid, closed"),
        (2, "balance", "$412"),
    ]
    assert all(mark.boxes for mark in marks)


def test_without_a_picture_the_place_is_told_in_words() -> None:
    page = booklet(analysed(), {})
    assert "data:image" not in page
    assert "$412" in page


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]
        assert not [name for name, _ in attrs if name.startswith("on")]


def test_a_hostile_name_is_words_and_nothing_else() -> None:
    seen = Seen()
    told = analysed(HOSTILE)
    page = booklet(told, dict.fromkeys(spots(told.reports, told.findings), PNG))
    seen.feed(page)
    assert "script" not in seen.tags
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page


def test_the_page_asks_nobody_for_anything() -> None:
    seen = Seen()
    told = analysed()
    page = booklet(told, dict.fromkeys(spots(told.reports, told.findings), PNG))
    seen.feed(page)
    assert all(source.startswith(("data:image/png;base64,", "#finding-")) for source in seen.sources)
    assert not {"script", "link", "iframe", "form", "object"} & set(seen.tags)
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"url\(|@import|https?:", page)


def test_headings_go_down_one_at_a_time_and_pictures_are_described() -> None:
    told = analysed()
    page = booklet(told, dict.fromkeys(spots(told.reports, told.findings), PNG))
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert page.count("<img ") == len(re.findall(r"<img [^>]*alt=\"[^\"]+\"", page))
    assert '<html lang="en">' in page


def test_what_was_not_understood_is_told() -> None:
    told = analysed()
    unread = Coverage(words=9, read=6, unread=(Place(1, (0, 0, 9, 9), "three odd words"),))
    report = replace(told.reports[0], coverage=unread)
    page = booklet(analyse([report]), {})
    assert "3 of 9 words not understood" in page
    assert "three odd words" in page


def test_reports_of_two_people_are_told_apart_on_the_page_too() -> None:
    """Who is handed the page alone would hold the one's accounts against the other's."""

    def of(bureau: str, name: str, last4: str) -> dict[str, object]:
        seen = {"bureau": bureau, "names": [name], "ssn_last4": last4}
        return {"bureau": bureau, "consumer": {"names": [name], "ssn_last4": last4, "as_reported": [seen]}}

    dana = of("experian", "DANA Q SAMPLE", "4321")
    two = case_of({"reports": [dana, of("equifax", "RILEY INVENTED", "1111")]}).reports
    assert "of different people" in booklet(analyse(two), {})
    assert "example-0.pdf; example-1.pdf" in booklet(analyse(two), {})
    one = case_of({"reports": [dana, of("equifax", "DANA Q SAMPLE", "4321")]}).reports
    assert "of different people" not in booklet(analyse(one), {})


def test_nothing_found_is_said_calmly() -> None:
    page = booklet(analyse(case_of({"reports": [{}]}).reports), {})
    assert "Nothing found" in page


@given(st.text())
def test_text_is_never_markup(text: str) -> None:
    made = el("p", text, title=text)
    seen = Seen()
    seen.feed(made)
    assert seen.tags == ["p"]


def test_markup_is_markup_once() -> None:
    assert joined("<", el("b", "&")) == "&lt;<b>&amp;</b>"
    assert isinstance(joined("a"), Html)
