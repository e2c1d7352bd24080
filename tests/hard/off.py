"""More defences and how each is switched off: those of accounts, of rooms and times, and of the wire. See `without`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, false, select

from tests.hard.defence import Defence, vars_of


def _links_for_ever() -> None:
    from creditai.flows import confirm_email, passwords
    from creditai.people import tokens
    from creditai.store.tables.mailed_link import mailed_link

    def use_link(wiring: Any, connection: Connection, purpose: str, link: str) -> UUID:
        mine = mailed_link.c.digest == tokens.secret_digest(link)
        found = connection.execute(select(mailed_link.c.person).where(mine)).scalar_one_or_none()
        if found is None:
            raise confirm_email.over()
        return UUID(str(found))

    vars(confirm_email)["use_link"] = vars(passwords)["use_link"] = use_link


def _other_links_left() -> None:
    from creditai.flows import passwords

    vars(passwords)["_end_half_done"] = lambda connection, owner: None


def _room_unlocked() -> None:
    from creditai.flows import upload_report
    from creditai.papers import quota

    real = quota.require_room

    def require_room(at: Any, size: int, most: int, *, lock: bool = False) -> None:
        real(at, size, most)

    vars(upload_report)["require_room"] = require_room


def _no_flood_is_one() -> None:
    from creditai import limits
    from creditai.limits.gcra import Verdict

    def take(self: Any, name: str, *, person: Any, address: Any) -> Verdict:
        return Verdict(True, 1, 0.0, 0.0, limits.rates()[name]["address"])

    vars_of(limits.Limits, take=take)


def _what_is_not_yours_is_told() -> None:
    from creditai.errors import NotFound

    vars_of(NotFound, status=403)


def _nothing_ends() -> None:
    from creditai.flows import retain_data

    vars(retain_data)["_ended"] = lambda connection, now: None


def _nothing_swept() -> None:
    from creditai.flows import sweep_objects

    vars(sweep_objects)["_orphans"] = lambda wiring: iter(())


def _codes_again() -> None:
    from creditai.people import factors

    real = factors.step_of

    def step_of(secret: str, code: str, now: datetime, after: int | None) -> int | None:
        return real(secret, code, now, None)

    vars(factors)["step_of"] = step_of


def _ways_in_at_once() -> None:
    from creditai.flows import hold_ways_in
    from creditai.store.tables.identity import identity

    def unheld(connection: Connection, owner: UUID) -> bytes | None:
        mine = select(identity.c.password).where(identity.c.person == owner)
        return connection.execute(mine).scalar_one_or_none()

    vars(hold_ways_in)["hold_ways_in"] = unheld


def _sessions_left() -> None:
    from creditai.flows import authenticators
    from creditai.store.tables.session import session as table

    class Left:
        """The table of sessions, of which nothing is deleted."""

        c, update = table.c, table.update
        delete = staticmethod(lambda: table.delete().where(false()))

    vars(authenticators)["session"] = Left


def _probes_counted() -> None:
    from creditai.flows import analyze_report

    vars(analyze_report)["is_synthetic"] = lambda connection, person: False


def _traces_torn() -> None:
    from creditai.logs import tracing

    vars(tracing)["trace_of"] = lambda headers: uuid4()


def _read_without_asking() -> None:
    from creditai.flows import analyze_report

    vars(analyze_report)["has_consent"] = lambda connection, person, what: True


def _unread_kept() -> None:
    from creditai.web.protocol import Protocol

    vars_of(Protocol, _cut=lambda self: None)


def _led_elsewhere() -> None:
    import requests

    from creditai.clients import stripe

    vars(stripe)["_here"] = requests.Session


def _late_units_told() -> None:
    from creditai.billing import lateness

    lateness.can_be_billed = lambda told, at: True


def _every_fault_told() -> None:
    from creditai.web import problems

    vars(problems)["MOST_FAULTS"] = 1_000_000


def _keys_without_end() -> None:
    import httpx2

    from creditai.clients import supabase

    vars(supabase)["_published"] = lambda address: httpx2.get(address, follow_redirects=True).content


def _nobody_held() -> None:
    from creditai.store.database import Database

    vars_of(Database, held=Database.scope)


def _password_left() -> None:
    from creditai.flows import erase_person
    from creditai.store.tables.identity import identity

    kept = tuple(table for table in erase_person._WAYS_IN if table is not identity)
    vars(erase_person)["_WAYS_IN"] = kept


MORE: Mapping[str, Defence] = {
    "held": Defence(
        "An erasure waits for what is being written for the person, and what comes later finds nobody.",
        "tests/creditai/flows/test_erased_meanwhile.py::test_nothing_stays_of_whoever_is_erased_meanwhile",
        _nobody_held,
    ),
    "erased-ways-in": Defence(
        "A person is signed in by nothing from the moment of their wish.",
        "tests/creditai/web/test_in_turns.py::test_whoever_is_erased_is_signed_in_nowhere_though_the_rows_go_later",
        _password_left,
    ),
    "links-once": Defence(
        "A link of a mail is good once.",
        "tests/creditai/web/test_sessions.py::test_a_link_is_good_once",
        _links_for_ever,
    ),
    "reset-links": Defence(
        "A new password ends the other links to one.",
        "tests/creditai/web/test_mallory.py::test_a_second_link_to_a_new_password_is_worth_nothing_once_one_was_used",
        _other_links_left,
    ),
    "quota-lock": Defence(
        "Uploads of one moment do not pass the quota together.",
        "tests/creditai/flows/test_quota.py::test_uploads_of_one_moment_do_not_pass_it_together",
        _room_unlocked,
    ),
    "flood-limits": Defence(
        "Sign-ups are slow from one network and over all.",
        "tests/creditai/limits/test_limits.py::test_a_flood_of_sign_ups_is_slow_from_one_network_and_over_all",
        _no_flood_is_one,
    ),
    "as-if-not-there": Defence(
        "What is another's is 404, as what is not there.",
        "tests/creditai/web/test_tenancy.py::test_what_is_anothers_is_as_if_it_were_not_there",
        _what_is_not_yours_is_told,
    ),
    "retention": Defence(
        "What has an end goes after it.",
        "tests/creditai/flows/test_retain_data.py::test_what_has_an_end_goes_after_it",
        _nothing_ends,
    ),
    "sweeping": Defence(
        "Files that no row names are removed.",
        "tests/creditai/flows/test_retain_data.py::test_objects_that_no_row_names_are_swept_once_they_are_old",
        _nothing_swept,
    ),
    "codes-once": Defence(
        "A code of an authenticator is good once.",
        "tests/creditai/web/test_security.py::test_a_second_factor_is_asked_for_and_no_code_is_good_twice",
        _codes_again,
    ),
    "ways-in-in-turns": Defence(
        "No session begins by a password that is being changed.",
        "tests/creditai/web/test_in_turns.py::test_a_password_that_is_changed_opens_no_session_any_more",
        _ways_in_at_once,
    ),
    "removed-authenticator": Defence(
        "Without its authenticator other sessions end.",
        "tests/creditai/web/test_security.py::test_a_removed_authenticator_ends_other_sessions_and_its_recovery_codes",
        _sessions_left,
    ),
    "probes-apart": Defence(
        "A release's own journey is in no business metric.",
        "tests/creditai/web/test_synthetic.py::test_who_is_nobody_is_counted_in_no_business_metric",
        _probes_counted,
    ),
    "traces": Defence(
        "A trace goes through the request into its job.",
        "tests/creditai/logs/test_tracing.py::test_a_job_carries_it_and_its_lines_have_it",
        _traces_torn,
    ),
    "consent-before-reading": Defence(
        "Nothing is read without consent, whenever it was withdrawn.",
        "tests/creditai/flows/test_consents.py::test_what_slipped_past_the_withdrawal_is_not_read",
        _read_without_asking,
    ),
    "unread-answers": Defence(
        "Who does not read loses the connection.",
        "tests/creditai/web/test_sockets.py::test_an_answer_that_is_not_read_ends_its_connection",
        _unread_kept,
    ),
    "no-redirects": Defence(
        "No party leads the service elsewhere.",
        "tests/creditai/clients/test_led_elsewhere.py::test_no_party_leads_the_service_elsewhere[stripe-302]",
        _led_elsewhere,
    ),
    "bounded-keys": Defence(
        "Keys of Supabase come from where they are said to be.",
        "tests/creditai/clients/test_led_elsewhere.py::test_no_party_leads_the_service_elsewhere[supabase-302]",
        _keys_without_end,
    ),
    "late-deliveries": Defence(
        "A letter that the meter hears of too late is written off by name.",
        "tests/creditai/flows/test_late_deliveries.py::"
        "test_one_whose_invoice_was_made_is_written_off_by_name_and_no_other_invoice_holds_it",
        _late_units_told,
    ),
    "few-faults": Defence(
        "Not each of a hundred thousand faults is told.",
        "tests/creditai/web/test_bombs.py::test_no_reader_is_burdened_by_a_bomb[members]",
        _every_fault_told,
    ),
}
