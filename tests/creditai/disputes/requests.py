"""For every kind of letter a request with which it may be written, and requests with which it may not.

A kind that is missing here fails the build (test_kinds).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from creditai.disputes.request import Earlier, Request
from creditai.disputes.standing import Standing
from creditai.disputes.ticked import choices, ticked
from creditai.findings import Finding, grounds
from creditai.rules import Basis, Need
from tests.creditai.disputes.cast import CARD, INQUIRY, case, request, standing

SENT, RECEIVED, ANSWERED = date(2025, 11, 3), date(2025, 11, 6), date(2025, 12, 8)
POSTED = {"experian-1/sent": SENT, "experian-1/received": RECEIVED}
PROVEN = frozenset({"experian-1/sent", "experian-1/received"})

PERSON: dict[str, Any] = {
    "names": ["DANA Q SAMPLE", "D A SAMPLE JR"],
    "addresses": ["9 INVENTED ROAD, NOWHERE, ZZ 00001"],
    "as_reported": [{
        "bureau": "experian", "names": ["DANA Q SAMPLE", "D A SAMPLE JR"], "ssn_last4": "4312",
        "addresses": ["9 INVENTED ROAD, NOWHERE, ZZ 00001"],
    }],
}  # fmt: skip


def all_answered(given: Standing) -> Standing:
    """Every question of every finding answered in favour of it."""
    answers = {f.id: {need.id: "yes" for need in f.needs} for f in given.findings.values()}
    return replace(given, answers=answers)


def followed(outcome: str | None, **changes: Any) -> Request:
    """A letter that follows experian-1 about the card."""
    records = dict(POSTED)
    if outcome is not None:
        records["experian-1/answered"] = ANSWERED
    values: dict[str, Any] = {"records": records, "proven": PROVEN, **changes}
    earlier = Earlier("experian-1", () if outcome is None else (outcome,))  # type: ignore[arg-type]
    return request(standing(**values), rules=["paid-with-balance"], earlier=earlier)


def theft(**told: str) -> Request:
    answers = {
        "theft/number": "ITR-2026-0042",
        "theft/agency": "Federal Trade Commission",
        "theft/enclosed": "yes",
        "theft/not-my-transaction": "yes",
        **told,
    }
    return request(standing(told=answers), rules=["paid-with-balance"])


def direct(**told: str) -> Request:
    card = {**CARD, "furnisher_address": "1 Sample Plaza, Exampleton, ZZ 00000"}
    given = standing(case(accounts=[card]), told={"direct/warned": "yes", **told})
    name = given.fact("paper", "/reports/0/accounts/0/furnisher")
    return request(given, rules=["paid-with-balance"], recipient=(name,))


def made(rule: str, subject: str, statement: str, *evidence: str, needs: tuple[Need, ...] = ()) -> Finding:
    """A finding as a rule would make it; letters depend on what it says, not on how it was found."""
    basis = grounds(Basis(law="15 USC 1681e(b)", why="Accuracy."))
    return Finding(rule, rule, rule, "high", (subject,), statement, (basis,), evidence, "correct", needs)


def person(*rules: str) -> Request:
    """Identity: a report that prints somebody's name, digits and address beside Dana's."""
    at = "/reports/0/consumer/as_reported/0"
    asked = (Need("never-used", "Is it right that you never used this name?"),)
    found = (
        made("name-of-another", f"{at}/names/1", "Page 1 prints the name “D A SAMPLE JR”.", f"{at}/names/1", needs=asked),
        made("ssn-variation", f"{at}/ssn_last4", "Page 1 prints other last four digits than yours.", f"{at}/ssn_last4"),
        made("address-unknown", f"{at}/addresses/0", "Page 1 prints “9 INVENTED ROAD, NOWHERE, ZZ 00001”.", f"{at}/addresses/0"),
        made("mixed-file", f"{at}/names/1", "Page 1 prints “D A SAMPLE JR” and other last four digits.", f"{at}/names/1"),
    )  # fmt: skip
    given = standing(case(consumer=PERSON), findings={f.id: f for f in found})
    return request(all_answered(given), rules=rules)


def reinserted(answer: str = "yes") -> Request:
    at = "/reports/0/accounts/0"
    asked = (Need("no-notice", "Is it right that no notice of its return reached you?"),)
    found = made("reinserted", at, "Page 1 prints it with balance “$412”.", f"{at}/balance", needs=asked)
    answers = {found.id: {"no-notice": answer}}
    return request(standing(findings={found.id: found}, answers=answers), rules=["reinserted"])


def validation(received: str) -> Request:
    told = {
        "validation/received": received,
        "validation/reference": "EC-77",
        "recipient/0": "EXAMPLE COLLECTIONS LLC",
    }
    given = standing(told=told)
    return request(given, rules=[], recipient=(given.fact("consumer", "told/recipient/0"),))


def statement(words: int, outcome: str | None = "verified") -> Request:
    return followed(outcome, told={"statement/text": " ".join(["Sample"] * words)})


def unauthorized(*, company: str = "yes", line: str = "SAMPLE AUTO FINANCE 2023-12-01") -> Request:
    """Dana says that she did not authorize the inquiry that her report prints."""
    asked = {**INQUIRY, "address": "1 Sample Plaza, Exampleton, ZZ 00000"}
    told = {"inquiries/not-authorized/0": line, "inquiries/company-letter": company}
    given = standing(case(inquiries=[asked]))
    found = {f.id: f for f in ticked(given.case, told)}
    answers = {name: choice.answers for name, choice in choices(tuple(found.values())).items()}
    given = replace(given, findings={**given.findings, **found}, told=told, answers=answers)
    name = given.fact("paper", "/reports/0/inquiries/0/company")
    return request(given, rules=["inquiry-not-authorized"], recipient=(name,))


MAY: Mapping[str, Callable[[], Request]] = {
    "initial-dispute": lambda: request(all_answered(standing())),
    "direct-dispute": direct,
    "obsolete-item": lambda: request(rules=["obsolete-account"]),
    "personal-information": lambda: person("ssn-variation", "address-unknown", "name-of-another"),
    "mixed-file": lambda: person("mixed-file"),
    "inquiry": lambda: request(rules=["inquiry-over-two-years"]),
    "inquiry-company": unauthorized,
    "procedure-description": lambda: followed("verified"),
    "no-answer-yet": lambda: followed(None),
    "reinsertion": reinserted,
    "notify-recipients": lambda: followed("deleted"),
    "consumer-statement": lambda: statement(100),
    "identity-theft-block": theft,
    "debt-validation": lambda: validation("2026-01-10"),
    "protection": lambda: request(rules=[]),
    "complaint-draft": lambda: followed("verified"),
}

MAY_NOT: Mapping[str, tuple[Callable[[], Request], ...]] = {
    "initial-dispute": (lambda: request(rules=[]),),
    "direct-dispute": (
        lambda: direct(**{"direct/warned": "no"}),
        lambda: direct(**{"direct/warned": ""}),
        lambda: request(standing(told={"direct/warned": "yes"}), rules=["inquiry-over-two-years"]),
        lambda: request(standing(told={"direct/warned": "yes"})),
    ),
    "obsolete-item": (
        lambda: request(rules=[]),
        lambda: request(rules=["obsolete-account", "paid-with-balance"]),
    ),
    "personal-information": (lambda: request(rules=[]), lambda: request(rules=["paid-with-balance"])),
    "mixed-file": (lambda: request(rules=["paid-with-balance"]),),
    "inquiry": (lambda: request(rules=["paid-with-balance"]), lambda: request(rules=[])),
    "inquiry-company": (
        lambda: unauthorized(company="no"),
        lambda: unauthorized(line="ANOTHER COMPANY 2023-12-01"),
        lambda: request(rules=["inquiry-over-two-years"]),
    ),
    "procedure-description": (
        lambda: request(rules=["paid-with-balance"]),
        lambda: followed(None),
        lambda: followed("deleted"),
        lambda: followed("pending"),
    ),
    "no-answer-yet": (
        lambda: request(rules=["paid-with-balance"]),
        lambda: followed(None, proven=frozenset({"experian-1/sent"})),
        lambda: followed(None, today=date(2025, 12, 20)),
        lambda: followed("verified"),
    ),
    "reinsertion": (
        lambda: request(rules=["paid-with-balance"]),
        lambda: request(rules=[]),
        lambda: reinserted(""),
        lambda: reinserted("I am not sure"),
    ),
    "notify-recipients": (lambda: followed("verified"), lambda: followed(None), lambda: request()),
    "consumer-statement": (
        lambda: statement(101),
        lambda: statement(0),
        lambda: statement(10, outcome=None),
        lambda: statement(10, outcome="deleted"),
    ),
    "identity-theft-block": (
        lambda: theft(**{"theft/number": ""}),
        lambda: theft(**{"theft/agency": " "}),
        lambda: theft(**{"theft/enclosed": "no"}),
        lambda: theft(**{"theft/not-my-transaction": "maybe"}),
        lambda: request(rules=["paid-with-balance"]),
    ),
    "debt-validation": (
        lambda: validation("2025-12-30"),
        lambda: validation("2026-02-03"),
        lambda: validation("soon"),
        lambda: request(rules=[]),
    ),
    "protection": (),
    "complaint-draft": (
        lambda: request(),
        lambda: followed("deleted"),
        lambda: followed(None, proven=frozenset()),
        lambda: followed(None, today=date(2025, 12, 20)),
    ),
}
