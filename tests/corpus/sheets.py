"""A print as data: what stands on paper, in order, and what a perfect reader would read from it.

A print module (`prints/`) turns what bureaus know (`files.BureauFile`) into a `Sheet`; a renderer turns
a sheet into bytes and knows nothing of credit. Elements say what kind of thing stands there (a table of
label and value, a calendar of ticks); where exactly it stands is the renderer's and the seed's affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from creditai.report import Report

PairShape = Literal["rows", "columns2", "columns3", "inline3", "stacked3", "packed"]
"""How labels and values lie. rows: label left, value right, one per line. columns2/3: such rows in two or
three columns. inline3: "Label: value" in three columns. stacked3: label above value. packed: "Label:
value | Label: value" in running lines."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1: section, 2: an account or like, 3: part of one. `tag` stands at the right or beneath."""

    text: str
    level: int = 1
    tag: str = ""
    icon: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """Running text. `fine`: legend and legal small print."""

    text: str
    fine: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    rows: tuple[tuple[str, str], ...]
    shape: PairShape = "rows"
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Years down, months across. A cell is a code, "tick" (drawn as a tick) or "" (nothing there)."""

    years: tuple[tuple[str, tuple[str, ...]], ...]
    months: tuple[str, ...]
    corner: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A header row and rows of cells; `widths` are shares. `repeat`: header again after a page break."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    repeat: bool = True
    right: tuple[int, ...] = ()
    lined: bool = True


@dataclass(frozen=True, slots=True)
class Tri:
    """Label and three bureau columns; headers centred over left-aligned values where `centred`."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    centred: bool = True
    label_header: str = ""
    kind: str = "account"


@dataclass(frozen=True, slots=True)
class Strip:
    """Months across with a row per label: 24 of them; wraps into bands of `per_band` columns."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    per_band: int = 24
    corner: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Element = Heading | Para | Pairs | Calendar | Table | Tri | Strip | Break


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a page carries at its edges; `{n}` and `{m}` are page and pages."""

    header: tuple[str, str] = ("", "")
    footer: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Sheet:
    layout: str
    title: str
    elements: tuple[Element, ...]
    truth: Report
    keys: tuple[str, ...] = ()
    """The life's own key of each of `truth.accounts`, for what was planted where."""
    furniture: Furniture = Furniture()
    unscored: frozenset[str] = frozenset()
    """Pointers where the paper leaves a perfect reader a choice."""
    producer: str = ""
    landscape: bool = False
    one_column: bool = False
    """This print never sets its pages in two columns."""
