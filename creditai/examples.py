"""A rule's `Example` -> the case it describes: invented people, with evidence made up for each value.

Data is the contract's own JSON, partial. Every scalar gets evidence whose text is the value as a bureau
would print it, page 1, so that statements can quote it; `printed` in an account overrides that:
`{"balance": "412.00", "printed": {"balance": "$412"}}`. A null field listed under `blank` has a line in
`coverage.missing` with reason blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from creditai.case import Case, Comparison, Confirmed, FieldChange, Link, Outcome
from creditai.contract import report_from_json
from creditai.report import Account, Coverage, Evidence, Missing, Report
from creditai.values import PartialDate

Proof = Literal["hit", "miss", "trap"]
_ACCOUNT = {"furnisher": "First Sample Bank", "account_number": "441712XXXX"}


@dataclass(frozen=True, slots=True)
class Example:
    """An invented case as data, in the contract's own JSON (partial: only the fields that matter).

    `hit` fires; `miss` comes near and does not; `trap` is the lawful look-alike and does not.
    `case`: {"reports": [{"report_date", "accounts": [{...}], ...}], "confirmed": {...}, ...};
    what is left out is null. `says` stands in the statement of a hit.
    """

    kind: Proof
    case: Mapping[str, Any]
    says: str = ""

    @classmethod
    def account(
        cls,
        kind: Proof,
        says: str = "",
        *,
        report_date: str = "2026-01-15",
        bureau: str = "experian",
        **fields: Any,
    ) -> Example:
        """One account of one report, at First Sample Bank unless `fields` say otherwise."""
        report = {"report_date": report_date, "bureau": bureau, "accounts": [{**_ACCOUNT, **fields}]}
        return cls(kind, {"reports": [report]}, says)

    @classmethod
    def linked(
        cls,
        kind: Proof,
        one: Mapping[str, Any],
        other: Mapping[str, Any],
        says: str = "",
        *,
        certainty: str = "certain",
    ) -> Example:
        """One account as Experian and as Equifax print it on one day."""
        reports = [
            {"bureau": bureau, "accounts": [{**_ACCOUNT, **fields}]}
            for bureau, fields in (("experian", one), ("equifax", other))
        ]
        accounts = ["/reports/0/accounts/0", "/reports/1/accounts/0"]
        return cls(
            kind,
            {
                "reports": reports,
                "links": [{"accounts": accounts, "kind": "bureaus", "certainty": certainty}],
            },
            says,
        )

    @classmethod
    def pulls(
        cls,
        kind: Proof,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        says: str = "",
        *,
        bureau: str = "experian",
        **case: Any,
    ) -> Example:
        """One account in two pulls of one bureau, three months apart; `case`: outcomes, confirmed."""
        reports = [
            {"bureau": bureau, "report_date": day, "accounts": [{**_ACCOUNT, **fields}]}
            for day, fields in (("2025-10-15", old), ("2026-01-15", new))
        ]
        pair = {"before": "/reports/0/accounts/0", "after": "/reports/1/accounts/0", "change": "changed"}
        return cls(kind, {"reports": reports, "comparisons": [pair], **case}, says)


def months(newest: str, *statuses: str | None) -> list[dict[str, Any]]:
    """A payment history whose newest month is `newest` ("2024-05"), newest first, no month left out."""
    last = PartialDate.parse(newest)
    assert last.month is not None
    count = last.year * 12 + last.month - 1
    return [
        {"month": str(PartialDate((count - i) // 12, (count - i) % 12 + 1)), "status": status}
        for i, status in enumerate(statuses)
    ]


_LISTS = ("accounts", "inquiries", "public_records", "scores")
_BOX = (72.0, 72.0, 200.0, 84.0)


def case_of(data: Mapping[str, Any]) -> Case:
    """The case, with links and comparisons exactly as `data` gives them (none are computed here)."""
    reports = tuple(_report(item, i) for i, item in enumerate(data["reports"]))
    return Case(
        reports=reports,
        links=tuple(
            Link(tuple(k["accounts"]), k["kind"], k.get("certainty", "certain"), k.get("why", "example"))
            for k in data.get("links", ())
        ),
        comparisons=tuple(_comparison(item) for item in data.get("comparisons", ())),
        confirmed=_confirmed(data.get("confirmed", {})),
        outcomes=tuple(_outcome(item) for item in data.get("outcomes", ())),
    )


def _report(data: Mapping[str, Any], number: int) -> Report:
    body: dict[str, Any] = {k: v for k, v in data.items() if k != "bureau"}
    bureau = data.get("bureau", "experian")
    evidence: dict[str, Any] = {}
    missing: list[Missing] = []
    for name in _LISTS:
        items = [dict(item) for item in body.get(name, ())]
        for i, item in enumerate(items):
            item.setdefault("bureau", bureau)
            _evidence(item, f"/{name}/{i}", evidence, missing)
        body[name] = items
    consumer = dict(body.get("consumer", {}))
    consumer.setdefault("as_reported", [])
    body["consumer"] = consumer
    _evidence(dict(consumer), "/consumer", evidence, missing)
    for i, seen in enumerate(consumer["as_reported"]):
        _evidence(dict(seen), f"/consumer/as_reported/{i}", evidence, missing)
    body.setdefault("report_date", "2026-01-15")
    _evidence({k: body[k] for k in ("report_date", "report_number") if k in body}, "", evidence, missing)
    body["source"] = {
        "file": f"example-{number}.pdf", "sha256": f"{number:064x}", "pages": 1, "kind": "text",
        "layout": "example", "bureaus": [bureau] if bureau else [], **body.get("source", {}),
    }  # fmt: skip
    read = report_from_json(body)
    return replace(read, evidence=evidence, coverage=Coverage(missing=tuple(missing)))


def _evidence(item: dict[str, Any], at: str, into: dict[str, Any], missing: list[Missing]) -> None:
    printed = item.pop("printed", {})
    for name in item.pop("blank", ()):
        missing.append(Missing(f"{at}/{name}", "blank", 1, _BOX, name))
    for name, value in item.items():
        if isinstance(value, list):
            for i, part in enumerate(value):
                if not isinstance(part, dict):
                    into[f"{at}/{name}/{i}"] = Evidence(1, _BOX, str(part))
                elif name == "payment_history":
                    into[f"{at}/{name}/{i}"] = Evidence(1, _BOX, str(part.get("status")))
        elif value is not None and name != "bureau":
            into[f"{at}/{name}"] = Evidence(1, _BOX, printed.get(name, _as_printed(name, value)))


_MONEY = {name for name, kind in Account.__annotations__.items() if "Decimal" in str(kind)}


def _as_printed(name: str, value: Any) -> str:
    return f"${Decimal(value):,.2f}" if name in _MONEY else str(value)


def _changes(items: Any) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(f["name"], f.get("before"), f.get("after")) for f in items)


def _comparison(data: Mapping[str, Any]) -> Comparison:
    return Comparison(data.get("before"), data.get("after"), data["change"], _changes(data.get("fields", ())))


def _outcome(data: Mapping[str, Any]) -> Outcome:
    on = date.fromisoformat(data["on"])
    return Outcome(data["rule"], data["subject"], data["word"], on, _changes(data.get("fields", ())))


def _confirmed(data: Mapping[str, Any]) -> Confirmed:
    known = dict(data)
    birth = known.pop("birth_date", None)
    for name in ("names", "addresses_never_theirs", "accounts_disowned"):
        known[name] = tuple(known.get(name, ()))
    return Confirmed(birth_date=None if birth is None else PartialDate.parse(birth), **known)
