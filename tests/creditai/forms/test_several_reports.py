"""Several reports in one file are refused by name; one report, however long, is not taken for two."""

from __future__ import annotations

import io
from importlib.resources import files

import pypdfium2
import pytest

from creditai import documents, layouts
from creditai.errors import AmbiguousLayout, SeveralReports
from tests.creditai.forms.typed import document

SAMPLES = files("creditai.samples")


def merged(*names: str) -> documents.Document:
    """These sample reports, merged into one PDF as a scanner or a PDF program would."""
    whole = pypdfium2.PdfDocument.new()
    for name in names:
        whole.import_pages(pypdfium2.PdfDocument(SAMPLES.joinpath(f"{name}.pdf").read_bytes()))
    out = io.BytesIO()
    whole.save(out)
    return documents.read(out.getvalue())


def read(document: documents.Document) -> None:
    layouts.read(document, file="merged.pdf", sha256="0" * 64)


@pytest.mark.parametrize("bureau", ["experian", "equifax"])
def test_two_pulls_of_one_bureau(bureau: str) -> None:
    """Read as one, each account would be there twice, and reported after the report's own date."""
    first = documents.read(SAMPLES.joinpath(f"{bureau}-2026-05-18.pdf").read_bytes())
    with pytest.raises(SeveralReports, match="Save each report as a file of its own") as refused:
        read(merged(f"{bureau}-2026-05-18", f"{bureau}-2026-08-19"))
    assert refused.value.page == len(first.pages) + 1


@pytest.mark.parametrize(
    "names",
    [
        ("transunion-2026-05-18", "equifax-2026-05-18"),
        ("experian-2026-05-18", "equifax-2026-05-18", "transunion-2026-05-18"),
    ],
)
def test_prints_of_several_bureaus(names: tuple[str, ...]) -> None:
    with pytest.raises(SeveralReports, match="one behind the other") as refused:
        read(merged(*names))
    assert [name for name in ("Experian", "Equifax", "TransUnion") if name not in refused.value.message] == [
        name
        for name in ("Experian", "Equifax", "TransUnion")
        if not any(n.startswith(name.lower()) for n in names)
    ]


def test_two_layouts_that_claim_the_same_pages_are_a_defect_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    known = layouts.every_layout()
    for name in ("equifax_acr", "experian_acr"):
        monkeypatch.setattr(known[name], "recognises", lambda document: bool(document.pages))
    with pytest.raises(AmbiguousLayout):
        read(merged("experian-2026-05-18"))


@pytest.mark.parametrize("pages", [2, 3, 5])
def test_a_running_head_that_is_misread_once_begins_no_report(pages: int) -> None:
    """A scan of one report with its date at the head of each page, one digit of it read wrongly."""
    head = (
        "Experian Credit File\nPrepared for Dana Q Sample\nReport date: {day}\nReport number: 1111-2222-33\n"
    )
    table = "# Credit Accounts\nCreditor            Acct #      Opened    Balance\nFirst Sample Bank   ****4321    03/2019   $4,230\n"
    texts = [head.format(day="01/15/2026") + table] * (pages - 1)
    read(document(*texts, head.format(day="01/16/2026") + table))
