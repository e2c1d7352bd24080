"""Printed text -> values: "$1,234" -> Decimal, "03/15" -> a month, or why not.

Every parser here is total: it returns the value, or a `Why` that names the reason in the words of
`coverage.missing`. None of them guesses: what could be two values is `ambiguous`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import total_ordering


@dataclass(frozen=True, slots=True)
class Why:
    """Why printed text is no value: `blank`, `dash`, `unreadable`, `ambiguous`, `no_contract_value`."""

    reason: str


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as it was printed: a day, a month or a year; so an interval of days.

    Ordering is by first day, for sorting only. Rules compare `earliest` and `latest`, so that a
    month-only date decides nothing that its days would decide differently.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)  # raises ValueError when there is no such day

    @classmethod
    def parse(cls, iso: str) -> PartialDate:
        """`2024`, `2024-03` or `2024-03-15`; anything else raises ValueError."""
        parts = iso.split("-")
        if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]):
            raise ValueError(f"not an ISO date, month or year: {iso!r}")
        return cls(*(int(p) for p in parts))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> bool:
        return self.day is not None

    def to_month(self) -> PartialDate | None:
        """The month this date lies in, None when only the year is known."""
        return None if self.month is None else PartialDate(self.year, self.month)

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02d}"
        return f"{self.year:04d}{month}" + ("" if self.day is None else f"-{self.day:02d}")

    def __lt__(self, other: PartialDate) -> bool:
        mine, theirs = self._first, other._first
        return self.latest < other.latest if mine == theirs else mine < theirs

    @property
    def _first(self) -> tuple[int, int, int]:
        return self.year, self.month or 1, self.day or 1


def add_years(day: date, years: int) -> date:
    """Same month and day; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def months_between(first: PartialDate, second: PartialDate) -> int:
    """Whole calendar months from `first` to `second`; both need a month (ValueError)."""
    if first.month is None or second.month is None:
        raise ValueError("a year alone has no month")
    return (second.year - first.year) * 12 + second.month - first.month


Day = PartialDate | date


def first_day(when: Day) -> date:
    return when.earliest if isinstance(when, PartialDate) else when


def last_day(when: Day) -> date:
    return when.latest if isinstance(when, PartialDate) else when


def certainly_after(a: Day | None, b: Day | None) -> bool:
    """True only if every day that `a` may be is later than every day that `b` may be; None is never."""
    return a is not None and b is not None and first_day(a) > last_day(b)


def certainly_before(a: Day | None, b: Day | None) -> bool:
    return certainly_after(b, a)


def least_days_apart(a: Day, b: Day) -> int:
    """The fewest days that can lie between the two: 0 when they may be the same day."""
    return max(0, (first_day(a) - last_day(b)).days, (first_day(b) - last_day(a)).days)


def certainly_apart(a: Day | None, b: Day | None, days: int) -> bool:
    """More than `days` days lie between them, whatever days the partial dates stand for."""
    return a is not None and b is not None and least_days_apart(a, b) > days


def certainly_near(a: Day | None, b: Day | None, days: int) -> bool:
    """At most `days` days lie between them, whatever days the partial dates stand for."""
    if a is None or b is None:
        return False
    return max((last_day(a) - first_day(b)).days, (last_day(b) - first_day(a)).days) <= days


# -- printed text -> values ---------------------------------------------------------------------

_DASHES = frozenset(
    {"", "n/a", "na", "n.a.", "n.a", "not applicable", "not available", "not reported", "none reported"}
    | {"none", "--/--", "--/----", "--/--/--", "--/--/----", "no data", "nd", "ninguno", "no disponible"}
)
_DASH_LIKE = re.compile(r"^[\s\-–—−‐_.]*$")
_MONEY = re.compile(
    r"^(?:\$(?=\())?(?P<open>\()?(?P<minus>[-−–])?\s*(?:US(?:D\s)?)?\$?\s*(?P<minus2>[-−–])?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(?P<cents>\d{2}))?(?:\sUSD)?\s*(?P<close>\))?\s*\*{0,2}$"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?$")
_SLASHED = re.compile(r"^(\d{1,2})\s?[/-]\s?(\d{1,2})\s?[/-]\s?(\d{4}|\d{2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})\s?[/.-]\s?(\d{4})$")
_SHORT_MONTH_YEAR = re.compile(r"^(\d{1,2})/(\d{2})$")
_NAMED = re.compile(r"^([a-z]+)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?\s*[\s,/'’-]\s*(\d{4}|\d{2})$")
_DAY_NAMED = re.compile(r"^(\d{1,2})[\s-](?:de\s)?([a-z]+)\.?,?[\s-](?:de\s|del\s)?(\d{4})$")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_PHONE = re.compile(
    r"^(?:\+?1[\s.-]?)?\(?(\d{3}|[Xx*]{3})\)?[\s./-]*(\d{3}|[Xx*]{3})[\s.-]*(\d{4})(?:\s*(?:x|ext\.?)\s*\d+)?$"
)
_RANGE = re.compile(r"(\d{3,4})\s*(?:[-–—−]|to|a|al)\s*(\d{3,4})")

BLANK, DASH, UNREADABLE, AMBIGUOUS = Why("blank"), Why("dash"), Why("unreadable"), Why("ambiguous")


def is_dash(text: str) -> bool:
    """`-`, `--`, `N/A`, `None`: printed on purpose to say that nothing is known."""
    folded = text.strip().casefold()
    return bool(folded) and (folded in _DASHES or bool(_DASH_LIKE.match(folded)))


def parse_money(text: str) -> Decimal | Why:
    """US dollars. `$1,234`, `1,234.56`, `($12)`, `$(12)`, `$1,234*`, `$ 1,234`, `USD 1,234.00`; never `1,23` or `1.234`."""
    bare = text.strip()
    if not bare:
        return BLANK
    if is_dash(bare):
        return DASH
    found = _MONEY.match(bare.replace("$ ", "$"))
    if found is None or bool(found["open"]) != bool(found["close"]):
        return UNREADABLE
    amount = Decimal(found["whole"].replace(",", "") + "." + (found["cents"] or "00"))
    negative = bool(found["open"] or found["minus"] or found["minus2"])
    return -amount if negative else amount


def parse_date(text: str, *, order: str = "us", short: str = "") -> PartialDate | Why:
    """A day, a month or a year, exactly as printed.

    `order`: "us" reads 03/04/2020 as 4 March; "unknown" calls it ambiguous. `short="month"` reads
    01/26 as January 2026, which only a layout can know; two-digit years are 1950 to 2049.
    """
    bare = " ".join(text.strip().strip("*;,|").split())
    if not bare:
        return BLANK
    if is_dash(bare):
        return DASH
    numbers = _numeric_date(bare, order, short)
    if numbers is None:
        numbers = _named_date(bare.casefold())
    if numbers is None:
        return UNREADABLE
    if isinstance(numbers, Why):
        return numbers
    if not 1900 <= numbers[0] <= 2199 or 0 in numbers[1:]:
        return UNREADABLE
    try:
        return PartialDate(*numbers)
    except ValueError:
        return UNREADABLE


_Numbers = tuple[int, int | None, int | None]


def _numeric_date(bare: str, order: str, short: str) -> _Numbers | Why | None:
    if _YEAR.match(bare):
        return int(bare), None, None
    if found := _ISO.match(bare):
        return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if found := _MONTH_YEAR.match(bare):
        return int(found[2]), int(found[1]), None
    if found := _SLASHED.match(bare):
        return _day_and_month(int(found[1]), int(found[2]), _full_year(found[3]), us=order == "us")
    if found := _DOTTED.match(bare):
        return _day_and_month(int(found[1]), int(found[2]), int(found[3]), us=False)
    if short == "month" and (found := _SHORT_MONTH_YEAR.match(bare)):
        return _full_year(found[2]), int(found[1]), None
    return None


def _day_and_month(first: int, second: int, year: int, *, us: bool) -> _Numbers | Why:
    if first > 12 >= second:
        return year, second, first
    if us or second > 12 or first == second:
        return year, first, second
    return AMBIGUOUS


def _named_date(folded: str) -> _Numbers | None:
    if (found := _DAY_NAMED.match(folded)) and found[2] in _MONTHS:
        return int(found[3]), _MONTHS[found[2]], int(found[1])
    if (found := _NAMED.match(folded)) and found[1] in _MONTHS:
        if len(found[3]) == 2 and (found[2] or not re.search(r"[-'’/]", folded)):
            return None  # "Jan 24" may be a day
        return _full_year(found[3]), _MONTHS[found[1]], int(found[2]) if found[2] else None
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def parse_month_name(text: str) -> int | Why:
    """1..12 of an English or Spanish month name or its abbreviation."""
    return _MONTHS.get(text.strip().strip(".,:").casefold(), UNREADABLE)


def parse_phone(text: str) -> str | Why:
    """The number as printed when it has the shape of a US telephone number."""
    bare = text.strip().strip(",;|")
    if not bare:
        return BLANK
    if is_dash(bare):
        return DASH
    return bare if _PHONE.match(bare) else UNREADABLE


def parse_ssn_last4(text: str) -> str | Why:
    """The last four digits only, whatever is printed; never keeps more."""
    bare = text.strip()
    if not bare:
        return BLANK
    if is_dash(bare):
        return DASH
    found = re.fullmatch(r"(?:[Xx*#•·\d]{3}[\s–-]?[Xx*#•·\d]{2}[\s–-]?)?(\d{4})", bare) or re.fullmatch(
        r"[Xx*#•·\s–-]+(\d{4})", bare
    )
    return found[1] if found else UNREADABLE


def parse_range(text: str) -> tuple[int, int] | Why:
    """A score's scale: `300 – 850`."""
    found = _RANGE.search(text)
    if found is None or int(found[1]) >= int(found[2]):
        return DASH if is_dash(text) else UNREADABLE
    return int(found[1]), int(found[2])


def parse_score(text: str) -> int | Why:
    """Three digits from 150 to 999, the widest scale any model prints."""
    bare = text.strip()
    if not bare:
        return BLANK
    if is_dash(bare):
        return DASH
    return int(bare) if re.fullmatch(r"\d{3}", bare) and int(bare) >= 150 else UNREADABLE
