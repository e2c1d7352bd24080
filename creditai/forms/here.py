"""Where a block of lines stands: what every reader of one is told beside its lines."""

from __future__ import annotations

from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.draft import Draft
from creditai.forms.history.grids import Marks
from creditai.forms.layout_print import Print
from creditai.report import Bureau


@dataclass(frozen=True)
class Here:
    """Under which heading, of which bureau, in which print; and the draft that its values go to."""

    draft: Draft
    print: Print
    marks: Marks
    bureau: Bureau | None
    bureau_words: tuple[Word, ...] = ()
    heading: Line | None = None
