"""What is measured is there, with figures (chapter M1): asked of the release itself, as a scraper would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from runbook.actions import Answer, Question, Request
from runbook.checks import Answers, Case, Outcome, no, unknown, yes
from runbook.counting import counted
from runbook.verifications import Aim, Verification

_LINE = re.compile(r"^([a-z_]+)(?:\{[^}]*\})? ([0-9.e+-]+)$", re.MULTILINE)
_STATES = re.compile(r'^metrics_processes\{state="(\w+)"\} ([0-9.]+)$', re.MULTILINE)
_TYPE = re.compile(r"^# TYPE ([a-z_]+) (\w+)$", re.MULTILINE)


def total(text: str, name: str) -> float | None:
    """The sum of a series' values; None when there is no such series."""
    found = [float(value) for series, value in _LINE.findall(text) if series == name]
    return sum(found) if found else None


class _Measured(Verification):
    """Some metrics. `declared`: those that have no value before the first event, but are explained."""

    series: ClassVar[tuple[str, ...]]
    declared: ClassVar[tuple[str, ...]] = ()
    hint = "/metrics of the colour is what the product's metrics.py declares; see its log."

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return (Request("metrics", aim.at, "/metrics", bearer=aim.environment.operator_token, deadline=8.0),)

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Answer) or answer.status != 200:
            return unknown(answer)
        text = answer.body.decode("utf-8", "replace")
        explained = {name for name, _ in _TYPE.findall(text)}
        found = {name: total(text, name) for name in self.series}
        missing = [name for name, value in found.items() if value is None]
        missing += [name for name in self.declared if name not in explained and total(text, name) is None]
        if missing:
            return no(f"missing: {', '.join(missing)}")
        said = [f"{name} {value:g}" for name, value in found.items()]
        said += [f"{name} {total(text, name) or 0:g}" for name in self.declared]
        return yes(", ".join(said))


def _cases(series: Iterable[str], declared: Iterable[str] = ()) -> tuple[Case, ...]:
    text = "".join(f'{name}{{state="x"}} 3.0\n' for name in series)
    text += "".join(f"# TYPE {name} counter\n" for name in declared)
    return (
        Case("yes", [Answer(200, {}, text.encode(), 0.01)]),
        Case("no", [Answer(200, {}, b"something_else 1.0\n", 0.01)]),
        Case("unknown", [Answer(403, {}, b"", 0.01)]),
        Case("unknown", [Answer(0, {}, b"", 0.0, "TimeoutError")]),
    )


def _processes(answered: int, silent: int) -> bytes:
    return f'metrics_processes{{state="answered"}} {answered}.0\nmetrics_processes{{state="silent"}} {silent}.0\n'.encode()


class RequestMetrics(_Measured):
    """Response times, errors and throughput are counted by route."""

    covers = ("R127", "R128", "R129")
    series = ("http_request_duration_seconds_count", "http_request_duration_seconds_sum")
    cases = _cases(series)


class DatabaseMetrics(_Measured):
    """Statements are timed, the slow ones counted, the pool is told."""

    covers = ("R130",)
    series = ("db_query_duration_seconds_count", "db_connections", "db_pool_size")
    declared = ("db_slow_queries_total",)
    cases = _cases(series, declared)


class MachineMetrics(_Measured):
    """Processor, memory, disk and network of the machine, and the process itself."""

    covers = ("R131", "R132", "R133", "R134")
    series = (
        "machine_cpu_seconds_total", "machine_memory_available_bytes", "machine_disk_free_bytes",
        "machine_network_bytes_total", "process_resident_memory_bytes",
    )  # fmt: skip
    cases = _cases(series)


class WholeColour(_Measured):
    """Every process of the colour tells what it measured: its workers beside web."""

    covers = ("R134",)
    series = ("metrics_processes",)
    hint = "One that lives and does not answer within half a second is busy to the utmost, or hangs: see its log."
    cases = (
        Case("yes", [Answer(200, {}, _processes(3, 0), 0.01)]),
        Case("no", [Answer(200, {}, _processes(2, 1), 0.01)]),
        Case("no", [Answer(200, {}, b"something_else 1.0\n", 0.01)]),
        Case("unknown", [Answer(0, {}, b"", 0.0, "TimeoutError")]),
    )

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        (answer,) = answers
        text = answer.body.decode("utf-8", "replace") if isinstance(answer, Answer) else ""
        told = {state: int(float(count)) for state, count in _STATES.findall(text)}
        if "answered" not in told:
            return super().look(aim, answers)
        said = (
            f"{counted(told['answered'], 'process', 'processes')} answered, {told.get('silent', 0)} did not"
        )
        return no(said) if told.get("silent") else yes(said)


class SignUps(_Measured):
    """People who signed up are counted."""

    covers = ("R135",)
    series = ("user_registrations_total",)
    cases = _cases(series)


class Readings(_Measured):
    """Reports that were read, refused or failed are counted."""

    covers = ("R136",)
    series = ()
    declared = ("pdf_processing_total",)
    cases = _cases(series, declared)


class Payments(_Measured):
    """Payments and their amounts are counted."""

    covers = ("R137",)
    series = ()
    declared = ("payments_total", "payment_amount_cents_total")
    cases = _cases(series, declared)


class Ratings(_Measured):
    """People's ratings are counted."""

    covers = ("R138",)
    series = ()
    declared = ("feedback_rating_total",)
    cases = _cases(series, declared)
