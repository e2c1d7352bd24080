"""The booklet's chapters: what was read, each finding with its pictures, the accounts, what gave no report."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import PurePath
from typing import Protocol

from creditai.booklet.markup import Html, el
from creditai.booklet.places import Mark, Spot, about, marks_of
from creditai.errors import Failure
from creditai.findings import Finding, Grounds, nothing_found
from creditai.linking.people import APART, NOT_HELD, people
from creditai.quoting import BUREAU_NAMES, amount, day, number
from creditai.report import Account, Report


class Told(Protocol):
    """What the booklet needs of an analysis."""

    @property
    def reports(self) -> Sequence[Report]: ...
    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def failures(self) -> Sequence[Failure]: ...


_ASKS = {
    "delete": "Asks for deletion",
    "correct": "Asks for correction",
    "verify": "Asks for verification",
    "investigate": "Asks for investigation",
}
_SEVERITIES = {"high": "High", "medium": "Medium", "low": "Low"}
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def booklet(told: Told, pictures: Mapping[Spot, bytes]) -> str:
    """The page as HTML text. `pictures`: PNG of each spot that could be drawn; a spot without one is told
    in words."""
    style = files("creditai.booklet").joinpath("style.css").read_text(encoding="utf-8")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="referrer", content="no-referrer"),
        el(
            "title",
            f"{_count(len(told.findings), 'finding')} in {_count(len(told.reports), 'credit report')}",
        ),
        Html(f"<style>{style}</style>"),
    )
    body = el(
        "body",
        _opening(told),
        el("main", _findings(told, pictures), _accounts(told.reports), _unread(told)),
        el("footer", el("p", _CLOSING)),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


_CLOSING = (
    "Every value on this page is copied from the reports named above, and each picture shows where. It states "
    "what the paper says; it is no legal advice and says nothing of any score. The page is complete in itself "
    "and loads nothing from anywhere. It holds your credit reports: keep it as you keep them."
)


def _opening(told: Told) -> Html:
    counts = {s: sum(f.severity == s for f in told.findings) for s in _SEVERITIES}
    chips = [
        el("li", el("b", str(n)), f" {_SEVERITIES[s].lower()}", class_=f"chip {s}")
        for s, n in counts.items()
        if n
    ]
    title = _count(len(told.findings), "finding") if told.findings else "Nothing found"
    return el(
        "header",
        el("p", "CreditAI", class_="brand"),
        el("h1", title),
        el("ul", *chips, class_="chips") if chips else None,
        el("h2", "What was read"),
        el("ul", *(_source(report) for report in told.reports), class_="sources"),
        _apart(told.reports),
    )


def _apart(reports: Sequence[Report]) -> Html | None:
    """Said where reports of several people are told on one page: nothing of the one is held against the other's."""
    groups = people(reports)
    if len(groups) < 2:
        return None
    named = "; ".join(", ".join(_name(reports[place]) for place in group) for group in groups)
    return el("p", f"{APART} {named}. {NOT_HELD}", class_="apart")


def _source(report: Report) -> Html:
    bureaus = ", ".join(BUREAU_NAMES[b] for b in report.source.bureaus) or "bureau not named"
    dated = "date not printed" if report.report_date is None else day(report.report_date)
    words = report.coverage
    unread = sum(len(place.text.split()) for place in words.unread)
    share = "every word accounted for" if not unread else f"{unread} of {words.words} words not understood"
    return el(
        "li",
        el("b", f"{bureaus}, {dated}"),
        el("span", f"{_name(report)}, {_count(report.source.pages, 'page')}"),
        el("span", f"{_count(len(report.accounts), 'account')}; {share}"),
        el("span", report.source.note) if report.source.note else None,
    )


def _findings(told: Told, pictures: Mapping[Spot, bytes]) -> Html | None:
    if not told.findings:
        return el("section", el("p", nothing_found(told.reports)))
    items = [_finding(i, finding, told.reports, pictures) for i, finding in enumerate(told.findings, 1)]
    contents = [
        el(
            "li",
            el("a", f.title, href=f"#finding-{i}"),
            el("span", ", ".join(about(told.reports, f)), class_="about"),
        )
        for i, f in enumerate(told.findings, 1)
    ]
    nav = el("nav", el("ol", *contents), aria_label="Findings") if len(contents) > 3 else None
    return el("section", el("h2", "What does not hold"), nav, *items, class_="findings")


def _finding(order: int, finding: Finding, reports: Sequence[Report], pictures: Mapping[Spot, bytes]) -> Html:
    marks = marks_of(reports, finding)
    return el(
        "article",
        el(
            "h3",
            el("span", str(order), class_="order"),
            el("span", finding.title),
            el("span", _SEVERITIES[finding.severity], class_=f"chip {finding.severity}"),
        ),
        el("p", finding.statement, class_="statement"),
        *(_figure(spot, marks[spot], reports[spot.report], pictures.get(spot)) for spot in marks),
        _particulars(finding),
        id=f"finding-{order}",
        class_=f"finding {finding.severity}",
    )


def _figure(spot: Spot, marks: Sequence[Mark], report: Report, picture: bytes | None) -> Html:
    where = f"{_name(report)}, page {spot.page}"
    words = [f"{mark.name} “{mark.text}”" for mark in marks]
    listed = el("ol", *(_marked(mark) for mark in marks))
    if picture is None:
        path = next((mark.path for mark in marks if mark.path), None)
        place = _name(report) if path else where
        return el("figure", el("figcaption", el("b", place), listed), class_="words")
    source = f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"
    image = el("img", src=source, alt=f"Part of {where}, with marks on: {'; '.join(words)}.", loading="lazy")
    paper = el("div", image, class_="paper", tabindex="0", role="group", aria_label=where)
    return el("figure", paper, el("figcaption", el("b", where), listed))


def _marked(mark: Mark) -> Html:
    return el("li", el("span", f"{mark.name} "), el("q", mark.text), value=str(mark.number))


def _particulars(finding: Finding) -> Html:
    rows = [el("dt", "What a letter asks"), el("dd", _ASKS[finding.asks])]
    for need in finding.needs:
        rows += [el("dt", "Only you can say"), el("dd", need.question)]
    if finding.basis:
        rows += [el("dt", "Why it matters"), el("dd", el("ul", *map(_ground, finding.basis)))]
    rows += [el("dt", "Rule"), el("dd", el("code", ", ".join([finding.rule, *finding.also])))]
    return el("dl", *rows)


def _ground(ground: Grounds) -> Html:
    name = ground.law or f"Practice, not law: {ground.policy}"
    return el("li", el("b", name), f" {ground.why}" if ground.why else None)


def _accounts(reports: Sequence[Report]) -> Html | None:
    tables = [_table(report) for report in reports if report.accounts]
    return el("section", el("h2", "Every account"), *tables, class_="accounts") if tables else None


_COLUMNS = ("Furnisher", "Number", "Type", "Opened", "Status", "Balance", "Past due")


def _table(report: Report) -> Html:
    several = len(report.source.bureaus) > 1
    heads = (*(["Bureau"] if several else []), *_COLUMNS)
    rows = [
        el(
            "tr",
            *(
                el("td", cell, data_head=head)
                for head, cell in zip(heads, _row(report, i, several), strict=True)
            ),
        )
        for i in range(len(report.accounts))
    ]
    return el(
        "table",
        el("caption", f"{_name(report)}: {_count(len(rows), 'account')}"),
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *rows),
    )


def _row(report: Report, index: int, several: bool) -> list[str]:
    """As printed, where it is printed; a dash where nothing is."""
    account: Account = report.accounts[index]

    def printed(name: str) -> str:
        found = report.evidence.get(f"/accounts/{index}/{name}")
        return "–" if found is None or getattr(account, name) is None else found.text

    first = [BUREAU_NAMES[account.bureau]] if several else []
    shown = number(account.account_number) or "–"
    names = ("account_type", "opened", "status_text")
    amounts = (amount(printed("balance")), amount(printed("past_due")))
    return [*first, account.furnisher or "–", shown, *map(printed, names), *amounts]


def _unread(told: Told) -> Html | None:
    parts: list[Html] = []
    for failure in told.failures:
        page = "" if failure.page is None else f", page {failure.page}"
        parts.append(el("li", el("b", f"{failure.file}{page}"), f" {failure.message}"))
    for report in told.reports:
        for page_ in sorted({place.page for place in report.coverage.unread}):
            words = " · ".join(place.text for place in report.coverage.unread if place.page == page_)
            parts.append(
                el("li", el("b", f"{_name(report)}, page {page_}"), el("span", words, class_="unread"))
            )
    if not parts:
        return None
    intro = el("p", "Nothing is passed over in silence: these files or words entered no value above.")
    return el("section", el("h2", "What was not understood"), intro, el("ul", *parts), class_="rest")


def _name(report: Report) -> str:
    """The file's own name: where it lies is nobody's business but the person's."""
    return PurePath(report.source.file).name


def _count(how_many: int, of: str) -> str:
    return f"{how_many} {of}{'' if how_many == 1 else 's'}"
