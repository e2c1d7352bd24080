"""A transaction sees the rows of its scope, and no others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, Select, String, bindparam, func, select, text
from sqlalchemy.exc import DBAPIError

from creditai.errors import Unavailable
from creditai.settings import Settings
from creditai.store import audit
from creditai.store import database as store_database
from creditai.store.database import Database
from creditai.store.riding import Cursor
from creditai.store.tables.audit import audit as audit_table
from creditai.store.tables.person import person
from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.store.looked import line_of, lines
from tests.town import Town

ALICE, MALLORY = uuid4(), uuid4()
LINE = line_of(ALICE)
LINE_OF_MALLORY = line_of(MALLORY)


@pytest.fixture
def database(wiring: Wiring) -> Database:
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(
            person.insert(), [{"id": ALICE, "role": "consumer"}, {"id": MALLORY, "role": "consumer"}]
        )
    return wiring.database


def test_a_person_sees_their_own_row_alone(database: Database) -> None:
    with database.scope(ALICE) as connection:
        assert connection.execute(select(person.c.id)).scalars().all() == [ALICE]


def test_nobody_writes_a_row_of_somebody_else(database: Database) -> None:
    with pytest.raises(DBAPIError, match="row-level security"), database.scope(MALLORY) as connection:
        connection.execute(person.insert().values(id=uuid4(), role="consumer"))


def test_without_a_scope_nothing_is_seen(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(person)).scalar_one() == 0


def test_the_scope_ends_with_the_transaction(database: Database) -> None:
    with database.scope(ALICE):
        pass
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT current_setting('creditai.person', true)")).scalar_one() in (
            None,
            "",
        )


def test_what_raises_is_rolled_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _delete_and_fail(database)
    with database.scope(ALICE) as connection:
        assert connection.execute(select(func.count()).select_from(person)).scalar_one() == 1


@pytest.mark.parametrize("statement", [audit_table.update().values(why="nothing"), audit_table.delete()])
def test_the_audit_log_is_append_only(database: Database, statement: object) -> None:
    with database.scope(ALICE) as connection:
        audit.record(connection, Who(ALICE, "consumer"), "report.read", "1", "own")
    with pytest.raises(DBAPIError, match="permission denied"), database.scope(ALICE) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def test_the_service_cannot_step_out_of_row_level_security(database: Database) -> None:
    with database.engine.connect() as connection:
        row = connection.execute(
            text("SELECT rolbypassrls, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        ).one()
        assert tuple(row) == (False, False, False)
        with pytest.raises(DBAPIError):
            connection.execute(text("SET ROLE creditai_owner"))


def _delete_and_fail(database: Database) -> None:
    with database.purpose("sign-in") as connection:
        connection.execute(person.delete())
        raise ZeroDivisionError


def test_a_pool_without_a_free_connection_is_unavailable_and_not_a_defect(wiring: Wiring) -> None:
    small = Database(wiring.settings.database.reveal(), pool=1)
    small.engine.pool._timeout = 0.1  # type: ignore[attr-defined]
    with small.scope(ALICE), pytest.raises(Unavailable), small.scope(ALICE):
        pytest.fail("two connections of one")
    small.close()


def _ended_by_the_server(database: Database, town: Town) -> None:
    name = database.engine.url.database
    with psycopg.connect(town.postgresql.admin, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )


def _lost_within(database: Database, town: Town) -> None:
    with database.scope(ALICE) as connection:
        _ended_by_the_server(database, town)
        connection.execute(select(person.c.id))


def test_a_whole_pool_that_the_server_ended_is_replaced_unseen(wiring: Wiring, town: Town) -> None:
    database = Database(wiring.settings.database.reveal(), pool=3)
    with database.scope(ALICE), database.scope(ALICE), database.scope(ALICE):
        pass
    _ended_by_the_server(database, town)
    with database.scope(ALICE) as connection:
        assert connection.execute(select(func.count()).select_from(person)).scalar_one() == 0
    database.close()


def test_a_connection_that_is_lost_within_is_unavailable_and_not_a_defect(
    database: Database, town: Town
) -> None:
    with pytest.raises(Unavailable, match="nothing was changed"):
        _lost_within(database, town)


def test_who_waits_too_long_for_what_another_holds_is_told_to_come_again(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = select(person.c.id).with_for_update()
    monkeypatch.setattr(store_database, "STATEMENT_TIMEOUT_MS", 100)
    with closing(Database(settings.database.reveal(), pool=1)) as impatient, database.scope(ALICE) as holds:
        holds.execute(mine)
        with pytest.raises(Unavailable), impatient.scope(ALICE) as waits:
            waits.execute(mine)


def test_a_connection_that_is_lost_at_the_end_says_that_it_is_not_known(
    database: Database, town: Town
) -> None:
    with pytest.raises(Unavailable, match="look whether it was"), database.scope(ALICE):
        _ended_by_the_server(database, town)


def test_beginning_and_scope_are_one_message(database: Database) -> None:
    """A read costs three: begin with scope, the query, the end."""
    with database.scope(ALICE) as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        assert driver.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
        told = text("SELECT current_setting('creditai.person'), current_setting('creditai.purpose')")
        assert tuple(connection.execute(told).one()) == (str(ALICE), "")


# Some of those below are `long` because they say what the service does not: the check of what is said leaves them out.


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement or message that goes out, in its order."""
    sent: list[str] = []

    def hearing(real: Callable[..., Any]) -> Callable[..., Any]:
        def heard(self: Cursor, message: Any, *more: Any, **told: Any) -> Any:
            sent.append(str(message))
            return real(self, message, *more, **told)

        return heard

    for name in ("execute", "whole"):
        monkeypatch.setattr(Cursor, name, hearing(getattr(Cursor, name)))
    return sent


@pytest.mark.long
def test_a_glance_is_one_message_and_sees_what_is_open_to_its_purpose(
    database: Database, messages: list[str]
) -> None:
    asked = select(person.c.id, person.c.role, func.current_setting("creditai.purpose").label("purpose"))
    one = asked.where(person.c.id == bindparam("id"))
    row = database.glance("sign-in", one, {"id": ALICE})
    assert row is not None
    assert tuple(row) == (ALICE, "consumer", "sign-in")
    assert len(messages) == 1
    assert database.glance("sign-in", one, {"id": uuid4()}) is None


@pytest.mark.long
def test_a_look_of_one_query_is_two_messages_and_leaves_its_line(
    database: Database, messages: list[str]
) -> None:
    seen = database.look(ALICE, lambda rows: rows.execute(select(person.c.id)).scalars().all(), LINE)
    assert seen == [ALICE]
    assert [each.count("; ") for each in messages] == [2, 1], messages
    assert lines(database, ALICE) == 1


@pytest.mark.long
def test_a_look_of_more_is_one_transaction(database: Database, messages: list[str]) -> None:
    moment = select(func.now(), func.txid_current())

    def see(rows: Connection) -> list[tuple[object, ...]]:
        return [tuple(rows.execute(moment).one()) for _ in range(3)]

    assert len(set(database.look(ALICE, see, LINE))) == 1
    assert len(messages) == 4


@pytest.mark.long
def test_a_look_that_asks_for_nothing_leaves_its_line(database: Database, messages: list[str]) -> None:
    assert database.look(ALICE, lambda rows: 1, LINE) == 1
    assert len(messages) == 1
    assert lines(database, ALICE) == 1


@pytest.mark.long
@pytest.mark.parametrize("fault", [select(text("1 / 0")), select(text("'a'::int"))])
def test_a_look_that_raises_leaves_no_line_and_its_connection_well(
    wiring: Wiring, fault: Select[Any]
) -> None:
    small = Database(wiring.settings.database.reveal(), pool=1)
    with pytest.raises(DBAPIError):
        small.look(ALICE, lambda rows: rows.execute(fault).all(), LINE)
    with pytest.raises(DBAPIError):  # not the first statement: the transaction is under way
        small.look(ALICE, lambda rows: (rows.execute(select(person.c.id)), rows.execute(fault)), LINE)
    with pytest.raises(KeyError):
        small.look(ALICE, lambda rows: {"": rows.execute(select(person.c.id))}["none"], LINE)
    assert lines(small, ALICE) == 0
    assert small.look(MALLORY, lambda rows: rows.execute(select(person.c.id)).all(), LINE_OF_MALLORY) == []
    small.close()


@pytest.mark.long
def test_a_line_that_is_refused_is_an_error_and_nothing_is_kept(wiring: Wiring) -> None:
    small = Database(wiring.settings.database.reveal(), pool=1)
    with pytest.raises(DBAPIError, match="row-level security"):
        small.look(ALICE, lambda rows: rows.execute(select(person.c.id)).all(), LINE_OF_MALLORY)
    assert lines(small, ALICE) == 0
    small.close()


@pytest.mark.long
@pytest.mark.parametrize(
    "hostile", ["'", "'; COMMIT; DELETE FROM person; --", "\\'; SELECT 1; --", "%s %(id)s %%"]
)
def test_a_line_of_a_look_is_only_ever_a_value(database: Database, hostile: str) -> None:
    line = audit.line(Who(ALICE, "consumer"), "report.read", hostile, hostile)
    database.look(ALICE, lambda rows: None, line)
    with database.scope(ALICE) as connection:
        kept = connection.execute(select(audit_table.c.subject, audit_table.c.why)).one()
    assert tuple(kept) == (hostile, hostile)


def test_a_look_finds_a_living_connection_and_is_done_once(wiring: Wiring, town: Town) -> None:
    database = Database(wiring.settings.database.reveal(), pool=3)
    with database.scope(ALICE), database.scope(ALICE), database.scope(ALICE):
        pass
    _ended_by_the_server(database, town)
    looked: list[int] = []

    def see(rows: Connection) -> int:
        found = rows.execute(select(func.count()).select_from(person)).scalar_one()
        looked.append(found)
        return found

    database.look(ALICE, see, LINE)
    assert len(looked) == 1
    assert lines(database, ALICE) == 1
    database.close()


def test_a_look_whose_connection_is_lost_within_is_unavailable_and_not_begun_again(
    wiring: Wiring, town: Town
) -> None:
    database = Database(wiring.settings.database.reveal(), pool=3)
    looked: list[int] = []

    def see(rows: Connection) -> None:
        looked.append(1)
        rows.execute(select(person.c.id))
        _ended_by_the_server(database, town)

    with pytest.raises(Unavailable):
        database.look(ALICE, see, LINE)
    assert looked == [1]
    assert lines(database, ALICE) == 0
    database.close()


@pytest.mark.long
def test_the_scope_of_a_glance_ends_with_it(wiring: Wiring) -> None:
    small = Database(wiring.settings.database.reveal(), pool=1)
    small.glance("sign-in", select(person.c.id), {})
    with small.plain() as connection:
        told = text(
            "SELECT current_setting('creditai.person', true), current_setting('creditai.purpose', true)"
        )
        assert set(connection.execute(told).one()) <= {None, ""}
    small.close()


@pytest.mark.long
@pytest.mark.parametrize(
    "hostile",
    ["'", "'; DELETE FROM person; --", "\\'; SELECT 1; --", "%s %(id)s %%", "$$", "\n", "é\u2028🦊"],
)
def test_what_a_glance_asks_for_is_only_ever_a_value(database: Database, hostile: str) -> None:
    asked = select(person.c.role, bindparam("word", type_=String).label("word")).where(person.c.id == ALICE)
    row = database.glance("sign-in", asked, {"word": hostile})
    assert row is not None
    assert tuple(row) == ("consumer", hostile)


def test_a_glance_finds_a_living_connection_where_the_server_ended_the_kept_ones(
    wiring: Wiring, town: Town
) -> None:
    database = Database(wiring.settings.database.reveal(), pool=3)
    with database.scope(ALICE), database.scope(ALICE), database.scope(ALICE):
        pass
    _ended_by_the_server(database, town)
    assert database.glance("sign-in", select(func.count()).select_from(person), {}) is not None
    database.close()


def test_a_glance_without_a_database_is_unavailable(wiring: Wiring) -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nothing", pool=1)
    with pytest.raises(Unavailable):
        nowhere.glance("sign-in", select(person.c.id), {})
    nowhere.close()


@pytest.mark.long
def test_a_glance_that_is_wrong_is_a_defect_and_leaves_its_connection_well(wiring: Wiring) -> None:
    small = Database(wiring.settings.database.reveal(), pool=1)
    with pytest.raises(DBAPIError, match="division by zero"):
        small.glance("sign-in", select(text("1 / 0")), {})
    assert small.glance("sign-in", select(text("1")), {}) is not None
    small.close()
