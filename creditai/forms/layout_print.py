"""What a layout says about its print: data that the shared readers are driven by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from creditai.errors import Broken
from creditai.forms.fields import US, DateStyle
from creditai.report import Bureau
from creditai.vocabulary.history import Codes
from creditai.vocabulary.sections import is_kind


@dataclass(frozen=True)
class Print:
    """One way of printing a report.

    `bureau`: whose file it is; None when the paper itself must say. `labels`: wordings, among an account's, of this print
    that mean something else, or more, than in the common vocabulary (`""` as meaning: no label here).
    `always`: account fields whose label this print always has, so a null without it is `not_printed`.
    `sections`: own headings, each with its kind of `vocabulary.sections`. `codes`: payment history codes. `portfolio`: the print names portfolios.
    `closed_date_tells`: an account with a closing date is said to be closed nowhere else.
    `section_portfolio`: the section's heading names the portfolio. `either_way`: values may stand before their labels.
    """

    bureau: Bureau | None = None
    labels: tuple[tuple[str, str], ...] = ()
    always: Sequence[str] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    codes: Codes = field(default_factory=dict)
    dates: DateStyle = US
    portfolio: bool = False
    closed_date_tells: bool = False
    section_portfolio: bool = False
    either_way: bool = False

    def __post_init__(self) -> None:
        """Headings are compared without capitals; a section of no kind would be read by nobody."""
        object.__setattr__(self, "sections", {head.casefold(): kind for head, kind in self.sections.items()})
        for head, kind in self.sections.items():
            if not is_kind(kind):
                raise Broken(f"Of the heading {head!r}: there is no kind of section {kind!r}.")
