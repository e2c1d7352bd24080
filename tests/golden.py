"""What each layout reads from its sample, written down: `make golden`, for every layout or for those named.

    tests/creditai/layouts/<layout>/sample.pdf      an invented person's report in that print (or sample.html)
    tests/creditai/layouts/<layout>/expected.json   what is read from it, once somebody looked at it
    tests/creditai/layouts/<layout>/proposed.json   what is read from it now, where that is something else

This writes `proposed.json` and never `expected.json`. Lay it beside the page, and when all of it is true move it
into place: the tests fail while a proposal stands, and, where `CI` is set, while an expectation is not the
committed one. A layout with a print in `tests/corpus` and without a sample has one drawn.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from creditai import documents, layouts
from creditai.contract import as_json
from creditai.documents import Document

FOLDER = Path(__file__).parent / "creditai" / "layouts"
EXPECTED, PROPOSED = "expected.json", "proposed.json"
_SEED, _ACCOUNTS, _WIDTH = 1004, 4, 108


def sample_of(layout: str) -> Path | None:
    """The file, if the layout has one."""
    found = sorted((FOLDER / layout).glob("sample.*"))
    return found[0] if found else None


def document_of(sample: Path) -> Document:
    return documents.read(sample.read_bytes())


def told(sample: Path) -> dict[str, Any]:
    """The report as its contract has it; of evidence the words alone, because a box says nothing to who reads it."""
    report: dict[str, Any] = as_json(layouts.read(document_of(sample), file=sample.name, sha256="0" * 64))
    report["evidence"] = {pointer: found["text"] for pointer, found in report["evidence"].items()}
    report["coverage"]["missing"] = {m["pointer"]: m["reason"] for m in report["coverage"]["missing"]}
    for part in ("unread", "ignored"):
        places = report["coverage"].get(part)
        if isinstance(places, list):
            report["coverage"][part] = [place["text"] for place in places]
    for account in report["accounts"]:
        account["payment_history"] = {m["month"]: m["status"] for m in account["payment_history"]}
    return report


def written(value: Any, indent: int = 0) -> str:
    """JSON to be read by people: what fits stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + len(flat) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    pad, inner = " " * indent, " " * (indent + 1)
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + written(item, indent + 1) for item in value) + f"\n{pad}]"
    rows = (f"{json.dumps(key, ensure_ascii=False)}: " for key in value)
    parts = (row + written(item, indent + 1) for row, item in zip(rows, value.values(), strict=True))
    return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{pad}}}"


def drawn_sample(layout: str) -> Path | None:
    """A sample drawn from a seed, where the corpus knows the print."""
    from tests.corpus.drawings import drawn
    from tests.corpus.prints import every_print

    made = every_print().get(layout)
    if made is None:
        return None
    sample = FOLDER / layout / "sample.pdf"
    sample.parent.mkdir(parents=True, exist_ok=True)
    sample.write_bytes(drawn(made, _SEED, "reportlab", _ACCOUNTS).data)
    return sample


def propose(layout: str) -> str:
    """One line: what was done for this layout."""
    sample = sample_of(layout) or drawn_sample(layout)
    if sample is None:
        return f"has no sample; put one of an invented person at {FOLDER / layout / 'sample.pdf'}"
    expected, proposed = sample.parent / EXPECTED, sample.parent / PROPOSED
    text = written(told(sample)) + "\n"
    if expected.is_file() and expected.read_text("utf-8") == text:
        proposed.unlink(missing_ok=True)
        return "reads as expected"
    proposed.write_text(text, encoding="utf-8")
    place = Path(os.path.relpath(proposed))
    return f"look at {place} beside {sample.name}, then: mv {place} {place.with_name(EXPECTED)}"


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    if environment.get("CI"):
        print("golden: expectations are made by people who look at them, not under CI", file=sys.stderr)
        return 1
    for layout in arguments or layouts.every_layout():
        print(f"{layout}: {propose(layout)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
