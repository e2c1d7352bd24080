"""Names, certificates and what stands before the edge (chapter P2.1)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime
from urllib.parse import urlsplit

from runbook.actions import Address, Answer, Question, Ran, Request
from runbook.checks import About, Answers, Case, Check, Outcome, no, product, ran, run, unknown, yes
from runbook.counting import counted
from runbook.judge import thresholds


def _health(status: int, headers: dict[str, str]) -> Answer:
    return Answer(status, headers, b"", 0.0, "" if status else "ConnectionRefusedError")


_HERE = ("127.0.0.1", "localhost", "::1")


class Certificate(Check):
    """The certificate is good for at least thirty days more."""

    covers = ("R017",)
    hint = "Renew it and give the new PEM in the environment file."
    cases = (
        Case("yes", [ran("notAfter=Nov 20 12:00:00 2099 GMT\n")]),
        Case("no", [ran("notAfter=Nov 20 12:00:00 2020 GMT\n")]),
        Case("unknown", [ran(code=1, errors="Could not open file")]),
        Case("unknown", [ran("notAfter=once upon a time\n")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        path = about.environment.tls_certificate
        return (run("openssl", "x509", "-noout", "-enddate", "-in", path),) if path else ()

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        found = (
            re.search(r"notAfter=(\w+ +\d+ [\d:]+ \d{4}) GMT", answer.output)
            if isinstance(answer, Ran)
            else None
        )
        if found is None:
            return unknown(answer)
        days = (datetime.strptime(found[1], "%b %d %H:%M:%S %Y").replace(tzinfo=UTC) - about.now).days
        said = f"{counted(days, 'day')} left"
        return (
            yes(said)
            if days >= thresholds.CERTIFICATE_DAYS
            else no(f"{said}, and {thresholds.CERTIFICATE_DAYS} are asked")
        )


class Names(Check):
    """The name that people type leads to an address."""

    covers = ("R018",)
    hint = "Mend the DNS records, and wait until they are known everywhere."
    cases = (
        Case("yes", [ran("203.0.113.7   STREAM app.example.com\n")]),
        Case("no", [ran(code=2)]),
        Case("unknown", [ran(code=-1, errors="No such file or directory: 'getent'")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        name = urlsplit(about.environment.address).hostname or ""
        return () if name in _HERE else (run("getent", "ahosts", name),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code not in (0, 2):
            return unknown(answer)
        found = sorted({line.split()[0] for line in answer.output.splitlines() if line.split()})
        return yes(", ".join(found)) if found else no("the name is not known")


def _dated(seconds: float) -> Answer:
    """An answer whose clock is so far before ours."""
    at = 1_790_000_000.0
    return Answer(404, {"date": formatdate(at + seconds, usegmt=True)}, b"", 0.1, at=at)


class Clock(Check):
    """This machine's clock goes with the database's and with Stripe's."""

    covers = ("R015",)
    of_release = True
    hint = "Let the machine keep time (chrony, systemd-timesyncd): signatures, codes and the law's days hang on it."
    cases = (
        Case("yes", [ran('{"clock_ahead_seconds": 0.02}'), _dated(1)]),
        Case("yes", [ran('{"clock_ahead_seconds": -0.1}'), Answer(0, {}, b"", 0.0, "TimeoutError")]),
        Case("no", [ran('{"clock_ahead_seconds": 40.0}'), _dated(0)]),
        Case("no", [ran('{"clock_ahead_seconds": 0.0}'), _dated(-90)]),
        Case("unknown", [ran("{}"), Answer(200, {}, b"", 0.1, at=1.0)]),
        Case("unknown", [ran(code=69, errors="The database does not answer."), Answer(0, {}, b"", 0.0, "TimeoutError")]),
    )  # fmt: skip

    def asks(self, about: About) -> tuple[Question, ...]:
        stripe = Address(about.environment.settings.get("stripe_address", "https://api.stripe.com"))
        stats = product(about, "db", "stats", "--json")
        asked = (Request("Stripe's clock", stripe, "/", "HEAD", deadline=5.0),)
        return (*stats, *(asked if "stripe_key" in about.environment.secrets else ())) if stats else ()

    def look(self, about: About, answers: Answers) -> Outcome:
        said_by = zip(("the database", "Stripe"), (_ahead(answer) for answer in answers), strict=False)
        found = {name: seconds for name, seconds in said_by if seconds is not None}
        if not found:
            return unknown(answers[0])
        said = ", ".join(
            f"{name} is {abs(s):.1f} s {'ahead' if s >= 0 else 'behind'}" for name, s in found.items()
        )
        return yes(said) if max(map(abs, found.values())) <= thresholds.CLOCK_SECONDS else no(said)


def _ahead(answer: Answer | Ran) -> float | None:
    """By how much another clock is before ours; None: it did not say. A date has whole seconds only."""
    if isinstance(answer, Ran):
        found = re.search(r'"clock_ahead_seconds": (-?[\d.]+)', answer.output)
        return None if found is None else float(found[1])
    try:
        told = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except ValueError:
        return None
    return told + 0.5 - answer.at if answer.at else None


class Cdn(Check):
    """What stands before the edge serves it, and keeps nothing that is a person's."""

    covers = ("R019",)
    level = "advised"
    hint = (
        "See the CDN's origin and cache rules: an answer with `no-store` must come from the edge each time."
    )
    cases = (
        Case("yes", [_health(200, {"cache-control": "no-store", "x-cache": "MISS"})]),
        Case("no", [_health(200, {"cache-control": "no-store", "age": "40"})]),
        Case("no", [_health(200, {"cache-control": "public, max-age=60"})]),
        Case("no", [_health(502, {})]),
        Case("unknown", [_health(0, {})]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        cdn = about.environment.cdn
        return (Request("health by the CDN", Address(cdn), "/api/health", deadline=5.0),) if cdn else ()

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Answer) or answer.status == 0:
            return unknown(answer)
        if answer.status != 200:
            return no(f"answers {answer.status}")
        rule, age = answer.headers.get("cache-control", ""), answer.headers.get("age", "0")
        hit = "hit" in answer.headers.get("x-cache", "").lower() or age not in ("", "0")
        if "no-store" not in rule or hit:
            return no(f"health came with cache-control {rule or 'missing'}, age {age}: it was or may be kept")
        return yes("serves the edge, and keeps nothing")
