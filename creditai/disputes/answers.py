"""The answers file: what the consumer confirms and chooses, as TOML that a person can fill in.

    [person]                         who writes; the name and address go on the letter as they stand here
    [finding.ID] or [rule.RULE]      include = true, the answers to its questions, papers to enclose
    [told]                           what some kinds of letter ask beyond that

Nothing has a default: a finding that is not named is not disputed. There is no way to include all.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from creditai.case import Case
from creditai.disputes.confirmations import amiss, asks_yes_or_no
from creditai.disputes.letter import printable
from creditai.disputes.pointers import bureaus_of
from creditai.disputes.register import Choice, Person
from creditai.disputes.ticked import TICKS, printed
from creditai.errors import WrongUsage
from creditai.findings import Finding
from creditai.report import BUREAUS
from creditai.values import PartialDate

_PERSON = {
    "name",
    "address",
    "birth_date",
    "ssn_last4",
    "other_names",
    "addresses_never_theirs",
    "accounts_disowned",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """`by_finding`, `by_rule`: the choices as written. `annual`: the reports are the yearly free ones."""

    person: Person | None = None
    by_finding: Mapping[str, Choice] = field(default_factory=dict)
    by_rule: Mapping[str, Choice] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    annual: bool | None = None

    def choices(self, findings: Sequence[Finding], before: Sequence[Finding] = ()) -> dict[str, Choice]:
        """For each finding what was chosen; its own table wins over its rule's. `before`: the findings
        without what the person confirmed of themself; a choice of one of those goes over to the finding
        of the same rule that became of it. A table that fits no finding is refused, so that a mistyped id
        is not a silent no."""
        rules = {f.rule for f in (*findings, *before)}
        for name in self.by_finding.keys() - {f.id for f in (*findings, *before)}:
            raise WrongUsage(f"[finding.{name}]: these reports have no such finding; see `creditai analyze`.")
        for name in self.by_rule.keys() - rules:
            raise WrongUsage(
                f"[rule.{name}]: these reports have no finding of that rule; see `creditai analyze`."
            )
        found = {f.id: self._chosen(f, before) for f in findings}
        for finding in findings:
            _refuse_amiss(finding, found[finding.id])
        return {name: choice for name, choice in found.items() if choice is not None}

    def _chosen(self, finding: Finding, before: Sequence[Finding]) -> Choice | None:
        own = self.by_finding.get(finding.id)
        became = [
            self.by_finding[old.id]
            for old in before
            if old.id in self.by_finding
            and old.rule == finding.rule
            and set(finding.subject) <= set(old.subject)
        ]
        return own or (became[0] if became else None) or self.by_rule.get(finding.rule)


def _refuse_amiss(finding: Finding, choice: Choice | None) -> None:
    """An answer that says nothing would be printed in a letter. The question is named, what was said is not."""
    if choice is None or not choice.include:
        return
    for need in finding.needs:
        wrong = amiss(need, choice.answers.get(need.id, ""))
        if wrong is not None:
            raise WrongUsage(f"“{need.question}” ({need.id} of {finding.rule}) is not answered. {wrong}")


def parse(text: str) -> Answers:
    """What the file says; WrongUsage names the line or key that does not fit."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUsage(f"The answers file is no TOML: {error}.") from error
    return from_data(data)


def from_data(data: Mapping[str, Any]) -> Answers:
    """The same, out of data."""
    unknown = set(data) - {"person", "finding", "rule", "told", "annual_report"}
    if unknown:
        raise WrongUsage(f"The answers file has no place for: {', '.join(sorted(unknown))}.")
    annual = data.get("annual_report")
    if annual is not None and not isinstance(annual, bool):
        raise WrongUsage("annual_report is true or false.")
    return Answers(
        person=_person(_table(data, "person")) if "person" in data else None,
        by_finding={name: _choice(name, row) for name, row in _table(data, "finding").items()},
        by_rule={name: _choice(name, row) for name, row in _table(data, "rule").items()},
        told=_flat("told", _table(data, "told")),
        annual=annual,
    )


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, Mapping):
        raise WrongUsage(f"[{name}] is a table.")
    return found


def _person(data: Mapping[str, Any]) -> Person:
    unknown = set(data) - _PERSON
    if unknown:
        raise WrongUsage(f"[person] has no place for: {', '.join(sorted(unknown))}.")
    birth, last4 = data.get("birth_date"), data.get("ssn_last4")
    try:
        born = None if birth in (None, "") else PartialDate.parse(str(birth))
    except ValueError as error:
        raise WrongUsage("[person] birth_date is written as 1981-04-02.") from error
    person = Person(
        name=_words(data.get("name", ""), "name"),
        address=_lines(data.get("address", []), "address"),
        birth_date=born,
        ssn_last4=None if last4 in (None, "") else str(last4),
        other_names=_lines(data.get("other_names", []), "other_names"),
        addresses_never_theirs=_lines(data.get("addresses_never_theirs", []), "addresses_never_theirs"),
        accounts_disowned=_lines(data.get("accounts_disowned", []), "accounts_disowned"),
    )
    person.sender()  # refuses what no letter could be written with
    return person


def _words(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise WrongUsage(f"[person] {name} is text in quotation marks.")
    return printable(value)


def _lines(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise WrongUsage(f'[person] {name} is a list of texts: ["...", "..."].')
    return tuple(printable(line) for line in value if line.strip())


def _choice(name: str, data: Any) -> Choice:
    if not isinstance(data, Mapping) or not isinstance(data.get("include"), bool):
        raise WrongUsage(f"[{name}] needs include = true or include = false.")
    answers = _flat(name, {k: v for k, v in data.items() if k != "include"})
    for key, value in answers.items():
        if key.startswith("bureaus") and value not in BUREAUS:
            raise WrongUsage(f"[{name}] bureaus is a list of {', '.join(BUREAUS)}.")
    return Choice(data["include"], answers)


def _flat(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """Texts and lists of texts (`recipient = ["A", "B"]` is `recipient/0`, `recipient/1`); yes and no for true and false."""
    found: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, bool):
            found[key] = "yes" if value else "no"
        elif isinstance(value, str):
            found[key] = printable(value)
        elif isinstance(value, list) and all(isinstance(line, str) for line in value):
            found.update({f"{key}/{i}": printable(line) for i, line in enumerate(value)})
        else:
            raise WrongUsage(f"[{name}] {key} is text, true, false, or a list of texts.")
    return found


def template(case: Case, findings: Sequence[Finding]) -> str:
    """A file to fill in: every finding with its questions, nothing chosen, what is printed as comments."""
    return "\n".join(_template(case, findings)) + "\n"


def _template(case: Case, findings: Sequence[Finding]) -> Iterator[str]:
    reports = case.reports
    yield "# Answers for `creditai dispute FILE... --answers THIS_FILE`. Say only what you know to be so."
    yield "# annual_report = true    # if these are the free reports of once a year"
    yield ""
    yield "[person]"
    for name in once(name for report in reports for name in report.consumer.names):
        yield f"# printed: {printable(name)}"
    yield 'name = ""'
    for address in once(a for report in reports for a in report.consumer.addresses):
        yield f"# printed: {printable(address)}"
    yield "address = []    # the lines of your address, as on an envelope"
    yield 'birth_date = ""    # 1981-04-02'
    yield 'ssn_last4 = ""    # the last four digits, never more'
    yield from _ticks(case)
    for finding in findings:
        yield ""
        yield f"# {finding.title} ({finding.severity}; {finding.rule})"
        yield f"# {printable(finding.statement)}"
        yield f"[finding.{json.dumps(finding.id)}]"
        yield "include = false"
        for need in finding.needs:
            yield f"# {printable(need.question)}"
            how = "yes or no" if asks_yes_or_no(need) else "in your own words"
            yield f'{json.dumps(need.id)} = ""    # {how}'
        bureaus = bureaus_of(case, finding.subject)
        if len(bureaus) > 1:
            yield f"# bureaus = {json.dumps(bureaus)}    # leave only those that print it wrong, if you know"
        yield '# papers = "Letter of the bank of March 3, 2025"    # a copy that you enclose'


def once(printed: Iterable[str]) -> tuple[str, ...]:
    """What is printed, each but once: two bureaus differ in capitals and commas."""
    found: dict[str, str] = {}
    for text in map(printable, printed):
        found.setdefault("".join(filter(str.isalnum, text)).casefold(), text)
    return tuple(found.values())


def _ticks(case: Case) -> Iterator[str]:
    """The lists of what only the person can disown, with what is printed to choose from; all empty."""
    yield ""
    yield "# Only what you yourself know not to be yours, written as it is printed; naming a line disputes it."
    yield "[told]"
    for tick in TICKS:
        lines = printed(case, tick.told)
        if lines:
            yield f"# {tick.title}; printed: {'; '.join(json.dumps(printable(line), ensure_ascii=False) for line in lines)}"
            yield f"{json.dumps(tick.told)} = []"
    yield '# "direct/warned" = "yes"    # with --direct alone: you read that a furnisher may set such a letter aside'
