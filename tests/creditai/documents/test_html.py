"""Saved web pages: what a browser would show, laid out so that geometry reads it, each word with its path."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest

from creditai import documents
from creditai.documents import Document, Mark, Word
from creditai.documents.flow import reading
from creditai.errors import NoWords, Unreadable


def _read(body: str, head: str = "") -> Document:
    return documents.read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def _cells(body: str, head: str = "") -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in reading(_read(body, head)).lines]


def _word(document: Document, text: str) -> Word:
    (found,) = [w for w in document.pages[0].words if w.text == text]
    return found


THREE = """
<table class="rpt_table4column">
  <tr><th></th><th class="headerTUC">TransUnion</th><th class="headerEXP">Experian</th><th>Equifax</th></tr>
  <tr><td class="label">Account #:</td><td>412345****</td><td>412345XXXXXX</td><td></td></tr>
  <tr><td class="label">Balance:</td><td>$1,234.00</td><td>-</td><td>$99.00</td></tr>
  <tr><td colspan="4">Remarks that run over all of the columns of this table, and further</td></tr>
</table>"""


def test_a_table_shares_its_columns() -> None:
    document = _read(THREE)
    assert _cells(THREE) == [
        ["TransUnion", "Experian", "Equifax"],
        ["Account #:", "412345****", "412345XXXXXX"],
        ["Balance:", "$1,234.00", "-", "$99.00"],
        ["Remarks that run over all of the columns of this table, and further"],
    ]
    for head, value in (("TransUnion", "412345****"), ("Experian", "-"), ("Equifax", "$99.00")):
        assert _word(document, head).x0 == _word(document, value).x0


def test_row_spans_keep_their_column() -> None:
    body = "<table><tr><td rowspan=2>Year</td><td>Jan</td></tr><tr><td>OK</td></tr></table>"
    document = _read(body)
    assert _word(document, "OK").x0 == _word(document, "Jan").x0


def test_a_table_in_a_cell_moves_what_follows() -> None:
    body = """<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td>
    <td>beside</td></tr><tr><td>below</td><td>last</td></tr></table>"""
    assert _cells(body) == [["a", "b", "beside"], ["c", "d"], ["below", "last"]]


def test_blocks_stack_and_inline_runs_on() -> None:
    body = "<p>Your <b>credit</b> <i>re</i>port</p><div>Next<br>line<div>inner</div>after</div>"
    assert _cells(body) == [["Your credit report"], ["Next"], ["line"], ["inner"], ["after"]]


def test_elements_of_one_figure_are_one_word() -> None:
    document = _read("<p><span>$</span><span>1,234</span> of <b>$</b>500</p>")
    assert [w.text for w in document.pages[0].words] == ["$1,234", "of", "$500"]
    assert _word(document, "$1,234").path == "html > body > p"


def test_neighbours_without_a_space_between_are_two_words() -> None:
    body = (
        '<label>Balance:</label><span class="v">$5</span><span class="m">Jan</span><span class="m">Feb</span>'
    )
    assert _cells(body) == [["Balance: $5 Jan Feb"]]


def test_nbsp_br_and_soft_hyphens() -> None:
    assert _cells("<p>12&nbsp;Example&nbsp;St<br>Spring&shy;field&#8203;, ST</p>") == [
        ["12 Example St"],
        ["Springfield, ST"],
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>X</div>",
        "<div style='color:red; Display : None;'>X</div>",
        "<div style='visibility:hidden'>X</div>",
        "<div hidden>X</div>",
        "<td class='ng-hide'>X</td>",
        "<span class='sr-only'>X</span>",
        "<span class='mobile-only'>X</span>",
        "<span id='tip'>X</span>",
        "<script>X</script><style>X{}</style><template>X</template><noscript>X</noscript>",
        "<input type=hidden value=X><select><option>X</option></select>",
        "<p>{{ X }}</p><p>{% X %}</p>",
        "<!-- X -->",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    head = "<style>.a,.mobile-only{display:none} #tip { visibility: hidden }</style>"
    assert _cells(f"<p>Seen</p>{hidden}<p>Also</p>", head) == [["Seen"], ["Also"]]


def test_what_is_shown_on_wide_screens_is_read() -> None:
    head = "<style>@media (max-width:600px){.wide{display:none}} .x .deep{display:none}</style>"
    body = "<p class='wide'>A</p><p class='d-none d-md-block'>B</p><p class='deep'>C</p><input value='D'>"
    assert _cells(body, head) == [["A"], ["B"], ["C"], ["D"]]


def test_definition_lists_stand_side_by_side() -> None:
    body = "<dl><dt>Date Opened<dd>03/15/2019<dt>Remarks<dd>None<dd>Closed</dl>"
    assert _cells(body) == [["Date Opened", "03/15/2019"], ["Remarks", "None"], ["Closed"]]


def test_rows_of_columns_by_class_share_their_columns() -> None:
    body = "".join(
        f"<div class='row'><div class='col-3'>{a}</div><div class='col-md-3'>{b}</div><div class='col-3'>{c}</div></div>"
        for a, b, c in (("Balance:", "$1", "$2"), ("Scheduled Payment:", "$30", "-"))
    )
    document = _read(body)
    assert _cells(body) == [["Balance:", "$1", "$2"], ["Scheduled Payment:", "$30", "-"]]
    assert _word(document, "$2").x0 == _word(document, "-").x0


def test_badges_without_words_keep_their_class() -> None:
    body = """<table><tr><td>Jan</td><td>Feb</td><td>Mar</td></tr>
    <tr><td class="status-C"></td><td class="hist status-1" style="background:#cc0000"></td><td>30</td></tr></table>"""
    document = _read(body)
    named = {m.name: m for m in document.pages[0].marks}
    assert set(named) == {"status-C", "hist status-1"}
    assert named["hist status-1"].color == "#cc0000"
    assert named["hist status-1"].box[0] == _word(document, "Feb").x0
    assert named["status-C"].box[1] == _word(document, "30").y0


def test_badges_with_words_keep_both() -> None:
    document = _read("<ul><li class='status-C'>'25</li><li class='plain'>Feb</li></ul>")
    assert [(m.kind, m.name) for m in document.pages[0].marks] == [("fill", "status-C")]
    assert document.pages[0].marks[0].box == _word(document, "'25").box


def test_pictures_have_their_alternative_text_as_name() -> None:
    document = _read("<p>Bureau <img alt='TransUnion' src='tu.png'></p>")
    (picture,) = document.pages[0].marks
    assert isinstance(picture, Mark)
    assert (picture.kind, picture.name) == ("image", "TransUnion")
    assert [w.text for w in document.pages[0].words] == ["Bureau"]


def test_paths_lead_back_to_the_element() -> None:
    source = f"<!DOCTYPE html><html><body>{THREE}<div><p>a</p>x<p>b</p></div></body></html>"
    tree = lxml.html.document_fromstring(source)
    for word in documents.read(source.encode()).pages[0].words:
        assert word.path
        (element,) = tree.xpath("/" + _as_xpath(word.path))
        assert word.text in "".join(element.itertext())


def _as_xpath(path: str) -> str:
    """Of the few selectors that a path is made of."""
    return path.replace(" > ", "/").replace(":nth-of-type(", "[").replace(")", "]")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="asks a real browser")
def test_a_browser_finds_the_paths(tmp_path: Path) -> None:
    table = THREE.replace("<tr>", "<tbody><tr>", 1).replace("</table>", "</tbody></table>")
    body = f"{table}<div><p>a</p>x<p>b</p></div>"
    words = _read(body).pages[0].words
    paths = [w.path for w in words]
    script = (
        f"<script>document.title = {paths!r}.map(p => document.querySelectorAll(p).length).join()</script>"
    )
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><html><head><title></title></head><body>{body}{script}</body></html>")
    asked = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    dom = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout
    assert f"<title>{','.join('1' for _ in words)}</title>" in dom


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_page_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    told = f'<meta charset="{encoding}">' if encoding != "utf-16" else ""
    data = f"<html><head>{told}</head><body><p>Límite de crédito</p></body></html>".encode(encoding)
    assert [w.text for w in documents.read(data).pages[0].words] == ["Límite", "de", "crédito"]


def test_an_unloaded_page_says_so() -> None:
    with pytest.raises(NoWords, match="not loaded"):
        _read("<div ng-app>{{report.name}}</div><script>load()</script>")


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(Unreadable, match="nests"):
        _read("<div>" * 5000 + "x")


def test_long_paragraphs_wrap() -> None:
    lines = _cells("<p>" + "word " * 100 + "</p>")
    assert len(lines) > 3
    assert sum(len(cell.split()) for line in lines for cell in line) == 100


def test_thousands_of_rows_take_no_time() -> None:
    rows = "".join(f"<tr><td>Label {i}</td><td>${i}</td></tr>" for i in range(5000))
    assert len(_read(f"<table>{rows}</table>").pages[0].words) == 15000


def test_title_and_generator() -> None:
    document = _read("<p>x</p>", "<title> Credit\n Report </title><meta name=generator content='Saver 1'>")
    assert (document.kind, document.title, document.producer) == ("html", "Credit Report", "Saver 1")
