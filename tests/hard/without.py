"""Each defence switched off, by name: `pytest -p tests.hard.without --without NAME TEST` must fail.

A defence is switched off in the process of that test alone, before the test is imported. A test that still passes
would have shown nothing. `tests/hard/test_without.py` runs every one; a new defence is an entry here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
import pytest

from tests.hard.defence import Defence, vars_of
from tests.hard.off import MORE
from tests.hard.off_jobs import JOBS


def _jobs_on_their_own() -> None:
    from sqlalchemy import Connection

    from creditai.store import jobs
    from creditai.store.database import SCOPE

    real = jobs.defer

    def defer(connection: Connection, *told: Any, **more: Any) -> int:
        scope = connection.get_execution_options()[SCOPE]
        with connection.engine.connect().execution_options(**{SCOPE: scope}) as other, other.begin():
            return real(other, *told, **more)

    jobs.defer = defer


def _stalled_jobs_left() -> None:
    from procrastinate.manager import JobManager

    async def none(self: JobManager, **told: Any) -> list[Any]:
        return []

    vars_of(JobManager, get_stalled_jobs=none)


def _every_row_seen() -> None:
    from tests import town

    real = town._templates

    def opened(server: Any) -> None:
        real(server)
        admin = f"{server.admin.rpartition('/')[0]}/{town._TEMPLATE}"
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("ALTER POLICY person_scope ON person USING (true) WITH CHECK (true)")

    town._templates = opened


def _nothing_redacted() -> None:
    from creditai.logs.redaction import Redaction

    vars_of(Redaction, __call__=lambda self, logger, method, event: event)


def _events_taken_again() -> None:
    from creditai.ledger import events

    def waiting(connection: Any, event: Any) -> tuple[Any, ...]:
        return (event,)

    events.lock_waiting = waiting


def _no_limit_alone() -> None:
    from creditai import limits
    from creditai.limits.gcra import Verdict

    def alone(self: Any, asked: Any) -> Verdict:
        return Verdict(True, 1, 0.0, 0.0, asked[0][1])

    vars_of(limits.Limits, _alone=alone)


def _nothing_sealed() -> None:
    from creditai.store import encryption

    encryption.seal = lambda key, plain, context: b"\x01" + bytes(12) + plain
    vars_of(encryption.Opener, unseal=lambda self, sealed, context: sealed[13:])


def _files_in_the_clear() -> None:
    from creditai.store import streams

    class Plain:
        def encrypt(self, nonce: bytes, plain: bytes, place: bytes) -> bytes:
            return plain + bytes(16)

    vars(streams)["_cipher"] = lambda key, salt, context: Plain()


def _sealed_for_no_place() -> None:
    from creditai.store import encryption

    real, opened = encryption.seal, encryption.Opener.unseal
    encryption.seal = lambda key, plain, context: real(key, plain, "")
    vars_of(encryption.Opener, unseal=lambda self, sealed, context: opened(self, sealed, ""))


def _connections_believed() -> None:
    from creditai.store.database import Database

    real = Database.__init__

    def believing(self: Database, dsn: str, **told: Any) -> None:
        real(self, dsn, **told)
        self._pool = 0

    vars_of(Database, __init__=believing)


def _any_host() -> None:
    from creditai.web import safety

    safety.fault = lambda path, headers, target_bytes, allowed: None


def _any_site() -> None:
    from creditai.web import asking

    asking._same_site = lambda request, settings: None


def _any_cursor() -> None:
    from creditai.web import pages

    vars(pages)["_mac"] = lambda wiring, who, of, told: bytes(16)


DEFENCES: Mapping[str, Defence] = {
    **MORE,
    **JOBS,
    "job-in-the-transaction": Defence(
        "A job commits with what it is about.",
        "tests/creditai/worker/test_worker.py::test_a_job_of_a_transaction_that_failed_never_was",
        _jobs_on_their_own,
    ),
    "stalled-jobs": Defence(
        "A job whose worker beats no more is taken up again.",
        "tests/creditai/worker/test_worker.py::test_a_job_of_a_worker_that_died_is_taken_up_again",
        _stalled_jobs_left,
    ),
    "row-level-security": Defence(
        "PostgreSQL shows a person their own rows alone.",
        "tests/creditai/store/test_database.py::test_a_person_sees_their_own_row_alone",
        _every_row_seen,
    ),
    "redaction": Defence(
        "What cannot be proven clean is not printed.",
        "tests/creditai/web/test_edge.py::test_a_defect_is_a_problem_reported_and_says_nothing",
        _nothing_redacted,
    ),
    "event-ledger": Defence(
        "An event of Stripe has its effect once.",
        "tests/creditai/flows/test_stripe_events.py::test_payments_are_counted_once",
        _events_taken_again,
    ),
    "local-limits": Defence(
        "Without Valkey a process limits by itself.",
        "tests/creditai/test_faults.py::test_valkey_gone_lets_requests_through_under_the_local_limit",
        _no_limit_alone,
    ),
    "sealed-files": Defence(
        "Files are sealed before they touch a disk.",
        "tests/creditai/flows/test_upload_report.py::test_no_word_of_it_stands_in_the_clear",
        _files_in_the_clear,
    ),
    "sealed-columns": Defence(
        "Personal values are sealed in their columns.",
        "tests/creditai/flows/test_upload_report.py::test_no_word_of_it_stands_in_the_clear",
        _nothing_sealed,
    ),
    "sealed-for-a-place": Defence(
        "What is sealed opens in its own place alone.",
        "tests/creditai/store/test_documents.py::test_many_at_once_are_each_held_to_their_own_place",
        _sealed_for_no_place,
    ),
    "connections-tried": Defence(
        "A kept connection is tried before it is used.",
        "tests/creditai/store/test_database.py::test_a_whole_pool_that_the_server_ended_is_replaced_unseen",
        _connections_believed,
    ),
    "host-names": Defence(
        "Another host name is not answered.",
        "tests/creditai/web/test_edge.py::test_another_host_name_is_not_answered_except_for_health",
        _any_host,
    ),
    "same-site": Defence(
        "A page of another site changes nothing.",
        "tests/creditai/web/test_sessions.py::test_a_foreign_page_signs_nobody_in",
        _any_site,
    ),
    "signed-cursors": Defence(
        "A cursor is of one list of one person.",
        "tests/creditai/web/test_papers.py::test_a_cursor_of_another_list_or_person_is_refused",
        _any_cursor,
    ),
}
"""Draining shows itself: tests/creditai/test_serving.py runs the same load with and without it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without", choices=tuple(DEFENCES), help="switch this defence off")


def pytest_configure(config: pytest.Config) -> None:
    name = config.getoption("--without")
    if name is not None:
        DEFENCES[name].off()
