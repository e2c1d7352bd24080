"""Payment histories of every shape that prints have, each from places on a page and never from counting."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.documents import Mark
from creditai.forms.draft import Draft
from creditai.forms.history import find_history, marks_of, read_history
from creditai.forms.history.putting import put_months
from creditai.report import Report
from creditai.vocabulary.history import BLANK, ICON, Codes
from tests.creditai.forms.paper import Paper, by_month, finished

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ACROSS = [90 + 40 * i for i in range(12)]


def read(paper: Paper, codes: Codes | None = None) -> Report:
    document = paper.document()
    draft = Draft(document)
    lines = list(paper.lines())
    read_history(lines, marks_of(document), draft.account("experian"), codes or {})
    return finished(draft)


def history(paper: Paper, codes: Codes | None = None) -> dict[str, str | None]:
    return by_month(read(paper, codes).accounts[0].payment_history)


def unread(report: Report) -> str:
    return " ".join(place.text for place in report.coverage.unread)


def years_down(years: Sequence[tuple[str, dict[int, str]]], *, at: str = "left") -> Paper:
    """`years`: what stands in the row of each year, by month."""
    paper = Paper()
    paper.text(40, 100, "Year")
    paper.row(ACROSS, 100, MONTHS, at=at)
    for i, (year, cells) in enumerate(years):
        paper.text(40, 114 + 14 * i, year)
        for month, code in cells.items():
            paper.text(ACROSS[month - 1], 114 + 14 * i, code, at=at)
    return paper


@pytest.mark.parametrize("at", ["left", "center", "right"])
@pytest.mark.parametrize("newest_first", [True, False])
def test_years_down_months_across(at: str, newest_first: bool) -> None:
    rows = [("2024", {1: "OK", 2: "30", 3: "60"}), ("2023", {11: "OK", 12: "-"})]
    paper = years_down(rows if newest_first else rows[::-1], at=at)
    assert history(paper) == {
        "2024-03": "60",
        "2024-02": "30",
        "2024-01": "OK",
        "2023-12": "ND",
        "2023-11": "OK",
    }


def test_every_cell_points_at_itself_and_at_its_heads() -> None:
    report = read(years_down([("2024", {2: "30"})]))
    found = report.evidence["/accounts/0/payment_history/0"]
    assert (found.text, found.via) == ("30", "history")
    assert found.box is not None
    assert found.box[0] == ACROSS[1]
    assert {place.text for place in found.also} == {"Feb", "2024"}
    assert not report.coverage.unread


def test_a_lost_glyph_shifts_nothing() -> None:
    assert history(years_down([("2024", {1: "OK", 3: "30", 7: "CO"})])) == {
        "2024-01": "OK",
        "2024-03": "30",
        "2024-07": "CO",
    }


def test_blank_between_printed_cells_only_where_the_layout_says_so() -> None:
    paper = years_down([("2024", {2: "30", 5: "60"})])
    assert history(paper, {BLANK: "OK"}) == {
        "2024-02": "30",
        "2024-03": "OK",
        "2024-04": "OK",
        "2024-05": "60",
    }


def test_icon_glyphs_mean_what_the_layout_says_and_nothing_without_it() -> None:
    paper = years_down([("2024", {1: "\ue5ca", 2: "\ue5ca", 3: "30", 4: "60", 5: "-"})])
    assert history(paper, {ICON: "OK"})["2024-01"] == "OK"
    assert history(paper)["2024-01"] is None


def test_codes_without_one_meaning_are_null_and_say_so() -> None:
    report = read(years_down([("2024", {1: "CO", 2: "OK"})]), {"CO": None})
    assert by_month(report.accounts[0].payment_history) == {"2024-02": "OK", "2024-01": None}
    assert [(m.pointer, m.reason) for m in report.coverage.missing] == [
        ("/accounts/0/payment_history/1/status", "no_contract_value")
    ]


@pytest.mark.parametrize("size", [6.0, 8.0, 12.0])
def test_ticks_drawn_as_paths(size: float) -> None:
    paper = years_down([("2024", {2: "30"}), ("2023", {})])
    for x, y in ((ACROSS[0], 114), (ACROSS[11], 128)):
        paper.mark(Mark("check", (x, y, x + size, y + size)))
    assert history(paper) == {"2024-02": "30", "2024-01": "OK", "2023-12": "OK"}


def test_colour_alone_is_no_status() -> None:
    paper = years_down([("2024", {}), ("2023", {})])
    for x in ACROSS:
        paper.mark(Mark("fill", (x, 114, x + 12, 123), "#2e7d32"))
    report = read(paper)
    assert report.accounts[0].payment_history == ()
    assert [(m.pointer, m.reason) for m in report.coverage.missing] == [
        ("/accounts/0/payment_history", "unreadable")
    ]


def test_badges_known_by_their_class() -> None:
    paper = years_down([("2024", {})])
    for x, name in zip(ACROSS[:3], ("badge status-C", "badge status-1", "badge status-U"), strict=True):
        paper.mark(Mark("fill", (x, 114, x + 12, 123), None, name))
    codes: Codes = {"status-C": "OK", "status-1": "30", "status-U": "ND"}
    assert history(paper, codes) == {"2024-01": "OK", "2024-02": "30", "2024-03": "ND"}


def test_the_legend_is_ignored_by_name_and_makes_nobody_late() -> None:
    paper = years_down([("2024", {1: "OK", 2: "30"})])
    paper.text(40, 150, "Payment history guide")
    paper.text(
        40, 164, "\ue5ca Current / Terms met 30 Past due 30 days 60 Past due 60 days 90 Past due 90 days"
    )
    paper.text(40, 178, "CO Charge off C Collection - No data for this time period")
    report = read(paper)
    assert by_month(report.accounts[0].payment_history) == {"2024-01": "OK", "2024-02": "30"}
    assert report.coverage.unread == ()
    assert report.coverage.ignored > 20


def test_the_printed_legend_says_what_a_letter_means() -> None:
    paper = years_down([("2024", {1: "\ue5ca", 2: "C", 3: "V"})])
    paper.text(40, 150, "\ue5ca Current / Terms met 30 Past due 30 days C Collection V Voluntary Surrender")
    assert history(paper) == {"2024-01": "OK", "2024-02": "CL", "2024-03": "VS"}


def test_the_header_again_after_a_page_break() -> None:
    paper = years_down([("2024", {1: "OK"})])
    paper.text(40, 40, "Year", page=2)
    paper.row(ACROSS, 40, MONTHS, page=2)
    paper.text(40, 54, "2023", page=2)
    paper.text(ACROSS[11], 54, "30", page=2)
    assert history(paper) == {"2024-01": "OK", "2023-12": "30"}


def test_rows_go_on_over_the_page() -> None:
    paper = years_down([("2024", {1: "OK"})])
    paper.text(40, 40, "FIRST SAMPLE BANK continued", page=2)
    paper.text(40, 54, "2023", page=2)
    paper.text(ACROSS[11], 54, "30", page=2)
    assert history(paper) == {"2024-01": "OK", "2023-12": "30"}


def test_months_down_years_across() -> None:
    paper = Paper()
    paper.row([150, 200, 250], 100, ["2024", "2023", "2022"])
    for i, month in enumerate(MONTHS):
        paper.text(60, 114 + 12 * i, month)
    paper.row([150, 250], 114, ["OK", "60"])
    paper.text(200, 126, "30")
    assert history(paper) == {"2024-01": "OK", "2022-01": "60", "2023-02": "30"}


def test_a_year_stands_once_over_its_first_month() -> None:
    paper = Paper()
    xs = [60 + 30 * i for i in range(10)]
    paper.row([xs[0], xs[8]], 100, ["2014", "2013"])
    paper.row(xs, 112, ["AUG", "JUL", "JUN", "MAY", "APR", "MAR", "FEB", "JAN", "DEC", "NOV"])
    paper.row(xs, 124, ["OK", "OK", "30", "OK", "OK", "OK", "OK", "ND", "CO", "CLS"])
    assert history(paper) == {
        "2014-08": "OK",
        "2014-07": "OK",
        "2014-06": "30",
        "2014-05": "OK",
        "2014-04": "OK",
        "2014-03": "OK",
        "2014-02": "OK",
        "2014-01": "ND",
        "2013-12": "CO",
        "2013-11": None,
    }


def test_years_that_contradict_the_months_date_nothing() -> None:
    paper = Paper()
    xs = [60 + 30 * i for i in range(6)]
    paper.row([xs[0], xs[3]], 100, ["2014", "2012"])
    paper.row(xs, 112, ["MAR", "FEB", "JAN", "DEC", "NOV", "OCT"])
    paper.row(xs, 124, ["OK"] * 6)
    report = read(paper)
    assert report.accounts[0].payment_history == ()
    assert "OK" in unread(report)


def test_the_year_in_januarys_place() -> None:
    paper = Paper()
    xs = [60 + 30 * i for i in range(6)]
    paper.row(xs, 112, ["Mar", "Feb", "'25", "Dec", "Nov", "Oct"])
    paper.row(xs, 124, ["OK", "30", "OK", "60", "-", "OK"])
    assert history(paper) == {
        "2025-03": "OK",
        "2025-02": "30",
        "2025-01": "OK",
        "2024-12": "60",
        "2024-11": "ND",
        "2024-10": "OK",
    }


def test_bands_of_months_with_rows_of_amounts() -> None:
    paper = Paper()
    xs = [150, 260, 370]
    paper.row(xs, 100, ["August 2021", "July 2021", "June 2021"])
    paper.text(40, 114, "Balance")
    paper.row(xs, 114, ["$1,200", "$1,300", "$1,400"])
    paper.text(40, 128, "Past Due")
    paper.row(xs[:2], 128, ["$0", "$25"])
    paper.text(40, 142, "Scheduled Payment")
    paper.row(xs, 142, ["$25", "---", "$30"])
    paper.text(40, 156, "Rating")
    paper.row(xs, 156, ["OK", "30", "X"])
    report = read(paper, {"X": "ND"})
    account = report.accounts[0]
    assert by_month(account.payment_history) == {"2021-08": "OK", "2021-07": "30", "2021-06": "ND"}
    told = [(str(m.month), m.balance, m.past_due, m.scheduled) for m in account.monthly]
    assert [tuple(str(v) for v in m) for m in told] == [
        ("2021-08", "1200.00", "0.00", "25.00"),
        ("2021-07", "1300.00", "25.00", "None"),
        ("2021-06", "1400.00", "None", "30.00"),
    ]
    assert report.evidence["/accounts/0/monthly/1/balance"].text == "$1,300"
    assert report.coverage.unread == ()


def test_bands_with_the_label_again_in_every_cell() -> None:
    paper = Paper()
    xs = [60, 190, 320]
    paper.row(xs, 100, ["08/2021", "07/2021", "06/2021"])
    paper.row(xs, 114, ["Balance $1,200", "Balance $1,300", "Balance $1,400"])
    paper.row(xs, 128, ["Rating OK", "Rating 30", "Rating C/O"])
    report = read(paper)
    assert by_month(report.accounts[0].payment_history) == {"2021-08": "OK", "2021-07": "30", "2021-06": "CO"}
    assert [str(m.balance) for m in report.accounts[0].monthly] == ["1200.00", "1300.00", "1400.00"]


def test_a_balance_without_a_rating_is_no_ok() -> None:
    paper = Paper()
    paper.row([150, 260], 100, ["08/2021", "07/2021"])
    paper.text(40, 114, "Balance")
    paper.row([150, 260], 114, ["$1,200", "$1,300"])
    paper.text(40, 128, "Rating")
    paper.text(150, 128, "OK")
    assert history(paper) == {"2021-08": "OK"}


def test_a_table_of_amounts_by_year_and_month_is_no_status() -> None:
    paper = years_down([("2024", {1: "$30", 2: "$60"})])
    paper.text(40, 86, "Balance")
    report = read(paper)
    assert report.accounts[0].payment_history == ()
    assert {str(m.month): str(m.balance) for m in report.accounts[0].monthly} == {
        "2024-01": "30.00",
        "2024-02": "60.00",
    }


def test_amounts_that_nothing_names_stay_unread() -> None:
    report = read(years_down([("2024", {1: "$30", 2: "$60"})]))
    assert report.accounts[0].monthly == ()
    assert "$30" in unread(report)


def test_a_line_for_each_month_under_labels() -> None:
    paper = Paper()
    xs = [60, 140, 240, 340, 440]
    paper.row(xs[1:], 88, ["", "Scheduled", "Actual", ""])
    paper.row(xs, 100, ["Month", "Balance", "Payment", "Payment", "Amount Past Due"])
    for i in range(24):
        month, year = (12 - i) % 12 or 12, 25 - (i // 12)
        paper.row(xs, 112 + 12 * i, [f"{month:02d}/{year}", f"${900 - i}", "$25", "-", "$0"])
    report = read(paper)
    monthly = report.accounts[0].monthly
    assert len(monthly) == 24
    assert (str(monthly[0].month), str(monthly[0].balance), str(monthly[0].scheduled)) == (
        "2025-12",
        "900.00",
        "25.00",
    )
    assert all(m.paid is None and str(m.past_due) == "0.00" for m in monthly)
    assert report.accounts[0].payment_history == ()
    assert report.coverage.unread == ()


@pytest.mark.parametrize("size", [7.0, 9.0, 11.0])
def test_rows_by_bureau_under_months_with_their_years_below(size: float) -> None:
    paper = Paper(size)
    xs = [110 + 19 * i for i in range(24)]
    months = [(2025 * 12 + 4 - i) for i in range(24)]
    paper.text(20, 100, "Month")
    paper.row(xs, 100, [MONTHS[m % 12][:3] for m in months])
    paper.text(20, 100 + 1.3 * size, "Year")
    paper.row(xs, 100 + 1.3 * size, [f"{m // 12 % 100}" for m in months])
    paper.text(20, 100 + 2.6 * size, "TransUnion")
    paper.text(20, 100 + 3.9 * size, "Experian")
    paper.text(20, 100 + 5.2 * size, "Equifax")
    for i, x in enumerate(xs):
        paper.text(x, 100 + 2.6 * size, "OK" if i % 5 else "30")
        if i > 3:
            paper.text(x, 100 + 5.2 * size, "CO")
    document = paper.document()
    draft = Draft(document)
    slots = {bureau: draft.account(bureau) for bureau in ("transunion", "experian", "equifax")}
    found = find_history(paper.lines(), marks_of(document), {"CO": None})
    put_months(found.cells, slots)  # type: ignore[arg-type]
    report = finished(draft)
    first, second, third = (a.payment_history for a in report.accounts)
    assert by_month(first) == {
        f"{m // 12}-{m % 12 + 1:02d}": "OK" if i % 5 else "30" for i, m in enumerate(months)
    }
    assert second == ()
    assert [str(h.month) for h in third] == [f"{m // 12}-{m % 12 + 1:02d}" for m in months[4:]]
    assert {h.status for h in third} == {None}


def test_ranges_in_words() -> None:
    paper = Paper()
    paper.text(40, 100, "Payment History")
    paper.text(40, 114, "30 days past due as of Dec 2023, Aug 2023")
    paper.text(40, 128, "Charge Off as of Jan 2024 to May 2024")
    assert history(paper) == {
        "2023-08": "30",
        "2023-12": "30",
        **{f"2024-0{m}": "CO" for m in range(1, 6)},
    }


def test_an_amount_past_due_is_no_month() -> None:
    paper = Paper()
    paper.text(40, 100, "Open. $342 past due as of May 2026.")
    paper.text(40, 114, "Account charged off. $800 written off. $800 past due as of Mar 2026.")
    assert history(paper) == {}


def test_a_month_printed_twice_with_two_statuses_is_neither() -> None:
    paper = years_down([("2024", {1: "OK", 2: "OK", 3: "OK"})])
    paper.text(40, 150, "30 days past due as of Feb 2024, Mar 2023")
    report = read(paper)
    assert by_month(report.accounts[0].payment_history) == {
        "2024-01": "OK",
        "2024-02": None,
        "2024-03": "OK",
        "2023-03": "30",
    }
    assert [m.reason for m in report.coverage.missing] == ["conflict"]


def test_dates_of_fields_are_no_grid() -> None:
    paper = Paper()
    paper.row([40, 200, 360], 100, ["Date Opened", "Date Closed", "Last Payment"])
    paper.row([40, 200, 360], 114, ["03/2019", "04/2020", "01/2020"])
    paper.row([40, 200, 360], 128, ["Balance", "Past Due", "High Credit"])
    paper.row([40, 200, 360], 142, ["$120", "$0", "$2,000"])
    report = read(paper)
    assert report.accounts[0].payment_history == ()
    assert report.accounts[0].monthly == ()


CODES_SEEN = st.sampled_from(["OK", "30", "60", "90", "120", "CO", "-", "ND", ""])


@given(
    st.lists(st.lists(CODES_SEEN, min_size=12, max_size=12), min_size=1, max_size=8),
    st.sampled_from(["left", "center", "right"]),
    st.floats(6.5, 11),
    st.booleans(),
)
def test_whatever_is_printed_where_is_read_there(
    rows: list[list[str]], at: str, size: float, descending: bool
) -> None:
    paper = Paper(size)
    paper.row(ACROSS, 60, MONTHS, at=at)
    truth: dict[str, str] = {}
    for i, row in enumerate(rows):
        year = 2024 - i if descending else 2010 + i
        paper.text(40, 75 + 1.4 * size * i, str(year))
        for month, code in enumerate(row, 1):
            paper.text(ACROSS[month - 1], 75 + 1.4 * size * i, code, at=at)
            if code:
                truth[f"{year}-{month:02d}"] = {"-": "ND"}.get(code, code)
    assert history(paper) == truth


WORDS = st.sampled_from(
    [
        *MONTHS,
        "2024",
        "2023",
        "'24",
        "24",
        "OK",
        "30",
        "CO",
        "$12",
        "-",
        "Balance",
        "Rating",
        "as",
        "of",
        "days",
        "past",
        "due",
        "Year",
        "to",
        "Experian",
        "01/24",
        "\ue000",
        "Charge",
        "Off",
        "Legend",
        "J",
        "F",
        "M",
        "A",
    ]
)


@given(st.lists(st.tuples(WORDS, st.integers(0, 30), st.integers(0, 12)), max_size=80))
def test_any_words_give_evidence_or_nothing(places: list[tuple[str, int, int]]) -> None:
    paper = Paper()
    for text, column, row in places:
        paper.text(20 + 19 * column, 40 + 12 * row, text)
    report = read(paper)
    printed = {w.text for w in paper.words}
    for i, _ in enumerate(report.accounts[0].payment_history):
        found = report.evidence[f"/accounts/0/payment_history/{i}"]
        assert set(found.text.split()) <= printed
    cover = report.coverage
    assert cover.words == cover.read + cover.ignored + sum(len(p.text.split()) for p in cover.unread)


def test_late_tallies_are_no_months() -> None:
    paper = Paper()
    xs = [60 + 30 * i for i in range(6)]
    paper.row(xs, 112, ["Mar", "Feb", "'25", "Dec", "Nov", "Oct"])
    paper.row(xs, 124, ["OK", "OK", "OK", "OK", "OK", "OK"])
    paper.row(xs, 136, ["30:", "0", "60:", "0", "90:", "0"])
    assert set(history(paper).values()) == {"OK"}


def test_labels_of_a_list_that_ran_into_one() -> None:
    paper = Paper()
    paper.text(60, 100, "Date")
    paper.text(140, 100, "Actual Payment Amount Amount Past Due")
    for i in range(3):
        paper.row([60, 140, 240], 112 + 12 * i, [f"0{3 - i}/2025", "$25", f"${i}"])
    monthly = read(paper).accounts[0].monthly
    assert [(str(m.paid), str(m.past_due)) for m in monthly] == [
        ("25.00", "0.00"),
        ("25.00", "1.00"),
        ("25.00", "2.00"),
    ]
