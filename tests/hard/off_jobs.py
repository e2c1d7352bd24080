"""Defences of the worker that takes jobs, and how each is switched off. See `without`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from procrastinate import sql
from psycopg.sql import SQL

from tests.hard.defence import Defence, vars_of

_HERE = "tests/creditai/worker"


def _soon(off: Callable[[], None]) -> Callable[[], None]:
    """What will not come is not waited for as long as what may come late."""

    def switched() -> None:
        from tests.creditai.worker import crew

        crew.LIMIT = 10.0
        off()

    return switched


def _nothing_listened_to() -> None:
    from creditai.worker.listening import Listener

    real = Listener.__init__

    def deaf(self: Listener, *told: Any) -> None:
        real(self, *told)
        vars(self)["_listen"] = SQL("SELECT 1")

    vars_of(Listener, __init__=deaf)


def _nobody_woken() -> None:
    from creditai.worker.listening import Listener

    vars_of(Listener, wake=lambda self: None)


def _answers_believed() -> None:
    from creditai.worker.session import Session

    vars_of(Session, _retire=lambda self: None)


def _ends_written_once() -> None:
    from creditai.worker.taking import Taking

    vars_of(Taking, _settle=lambda self, session, job, ending: session.settle(job, ending))


def _any_end_written() -> None:
    from creditai.worker import session

    vars(session)["_FINISH"] = sql.queries["finish_job"]


def _ends_of_the_left_written() -> None:
    from creditai.worker.taking import Taking

    vars_of(Taking, abandon=lambda self: None)


JOBS: Mapping[str, Defence] = {
    "jobs-heard": Defence(
        "Who waits for a job is told of it.",
        f"{_HERE}/test_taking.py::test_who_waits_is_told",
        _soon(_nothing_listened_to),
    ),
    "leaving-heard": Defence(
        "Who waits for a job leaves when told to.",
        f"{_HERE}/test_leaving.py::test_who_waits_leaves_at_once",
        _soon(_nobody_woken),
    ),
    "lost-answers": Defence(
        "A job that was given away by an answer that is lost is nobody's.",
        f"{_HERE}/test_lost_connections.py::test_an_answer_that_is_lost_loses_no_job",
        _soon(_answers_believed),
    ),
    "ends-written": Defence(
        "The end of a job is written once the queue is back.",
        f"{_HERE}/test_lost_connections.py::test_cut_between_a_job_and_its_end",
        _soon(_ends_written_once),
    ),
    "own-ends": Defence(
        "The end of a job that is another's is not written.",
        f"{_HERE}/test_lost_connections.py::test_what_was_given_to_another_is_not_written_to",
        _soon(_any_end_written),
    ),
    "jobs-left": Defence(
        "What becomes of a job whose process ends is not written.",
        f"{_HERE}/test_leaving.py::test_what_takes_too_long_is_left_and_runs_again",
        _soon(_ends_of_the_left_written),
    ),
}
