"""The SmartCredit print: an order of its own, `'25` in January's place, badges known by class or by colour only."""

from __future__ import annotations

from creditai import documents, layouts
from creditai.report import Report

HEAD = """<html><head><title>3-Bureau Report</title></head><body><h1>3-Bureau Credit Report</h1>
<h2>Credit Score</h2><table><tr><th></th><th>Experian</th><th>Equifax</th><th>TransUnion</th></tr>
<tr><td>VantageScore 3.0</td><td>701</td><td>-</td><td>688</td></tr></table>
<h2>Account History</h2>"""
LABELS = {
    "Account #": ("****0042", "****0042", "--"),
    "High Balance:": ("$5,100", "$5,200", "--"),
    "Last Verified:": ("--", "--", "--"),
    "Date Reported:": ("09/10/2026", "09/11/2026", "--"),
    "Date Opened:": ("03/15/2019", "03/15/2019", "--"),
    "Balance Owed:": ("$1,200", "$0", "--"),
    "Account Rating:": ("Open", "Open", "--"),
    "Account Description:": ("Individual account, Revolving account, Credit Card", "Joint account", "--"),
    "Dispute Status:": ("Account not disputed", "Account not disputed", "--"),
    "Creditor Type:": ("Bank Credit Cards", "--", "--"),
    "Payment Status:": ("Current", "Collection/Chargeoff", "--"),
    "Creditor Remarks:": ("--", "--", "--"),
}
CODES = ["C", "1", "U", "7", "C", "C"]
HEADS = ["Mar", "Feb", "'25", "Dec", "Nov", "Oct"]


def page(*, badges: str) -> bytes:
    rows = "".join(
        f"<tr><td>{label}</td>" + "".join(f"<td>{v}</td>" for v in values) + "</tr>"
        for label, values in LABELS.items()
    )
    months = "".join(f"<td>{m}</td>" for m in HEADS)
    cells = {
        "class": "".join(f"<td class='badge status-{c}'></td>" for c in CODES),
        "colour": "".join("<td style='background:#2e7d32'></td>" for _ in CODES),
        "words": "".join(f"<td>{c}</td>" for c in ("OK", "30", "ND", "CO", "OK", "OK")),
    }[badges]
    history = f"<table><tr><td></td>{months}</tr><tr><td>Experian</td>{cells}</tr></table>"
    table = "<table><tr><th></th><th>Experian</th><th>Equifax</th><th>TransUnion</th></tr>"
    tally = "<div>Days Late - 7 Year History</div><table><tr><td>Experian</td><td>30: 1 60: 0 90: 0</td></tr></table>"
    return f"{HEAD}<div>FIRST SAMPLE BANK</div>{table}{rows}</table>{history}{tally}</body></html>".encode()


def read(data: bytes) -> Report:
    report = layouts.read(documents.read(data), file="drawn", sha256="0" * 64)
    assert report.source.layout == "trimerge_smart"
    return report


def test_who_reports_and_what() -> None:
    report = read(page(badges="words"))
    told = [(a.bureau, a.furnisher, a.account_number, str(a.balance)) for a in report.accounts]
    assert told == [
        ("experian", "FIRST SAMPLE BANK", "****0042", "1200.00"),
        ("equifax", "FIRST SAMPLE BANK", "****0042", "0.00"),
    ]
    first, second = report.accounts
    assert (first.responsibility, first.portfolio, first.disputed) == ("individual", "revolving", False)
    assert (second.responsibility, second.status, second.status_text) == (
        "joint",
        None,
        "Collection/Chargeoff",
    )
    assert {(s.bureau, s.value, s.model) for s in report.scores} == {
        ("experian", 701, "VantageScore 3.0"),
        ("transunion", 688, "VantageScore 3.0"),
    }


def test_history_in_words() -> None:
    first = read(page(badges="words")).accounts[0]
    assert [(str(h.month), h.status) for h in first.payment_history] == [
        ("2025-03", "OK"),
        ("2025-02", "30"),
        ("2025-01", "ND"),
        ("2024-12", None),
        ("2024-11", "OK"),
        ("2024-10", "OK"),
    ]


def test_badges_known_by_their_class() -> None:
    report = read(page(badges="class"))
    assert [h.status for h in report.accounts[0].payment_history] == ["OK", "30", "ND", None, "OK", "OK"]
    reasons = {m.pointer: m.reason for m in report.coverage.missing}
    assert reasons["/accounts/0/payment_history/3/status"] == "no_contract_value"
    assert report.accounts[1].payment_history == ()


def test_colour_alone_is_no_status() -> None:
    report = read(page(badges="colour"))
    assert report.accounts[0].payment_history == ()


def test_the_other_three_column_print_is_not_claimed() -> None:
    from creditai.layouts import trimerge_iiq

    assert not trimerge_iiq.recognises(documents.read(page(badges="words")))
