"""A backup is accepted when it was restored and nothing differs; damaged in any of twelve ways it is not, and why is said."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from creditai.store.migrating import head
from runbook.actions import Command
from runbook.database import backup
from runbook.database.fingerprint import BEFORE, differences
from runbook.database.scratch import Scratch, scratch
from runbook.errors import ActFailed
from tests.runbook.database.standing import Standing, standing
from tests.town import Town


@pytest.fixture(scope="module")
def made(town: Town) -> Iterator[Standing]:
    with standing(town) as found:
        yield found


@pytest.fixture(scope="module")
def good(made: Standing) -> Path:
    """A backup of the database as it is."""
    return made.take()


@pytest.fixture(scope="module")
def at(made: Standing) -> Iterator[Scratch]:
    with scratch(made.run, made.folder / "scratch", made.programs) as found:
        yield found


def test_a_backup_of_a_good_database_is_accepted(made: Standing, at: Scratch, good: Path) -> None:
    found = made.proof(at, good)
    assert found.well, found.reasons
    assert found.told["revision"] == head()
    assert found.told["rows"] >= 8
    assert found.told["keys"] == ["test-1"]
    assert found.told["objects"] == 2
    assert len(found.digest) == 64


@pytest.mark.long
def test_one_that_is_taken_while_people_write_is_accepted(made: Standing, at: Scratch) -> None:
    """Numbers are given out past the snapshot, all the time."""
    ended, given = threading.Event(), []

    def write() -> None:
        name = made.settings.database.reveal().rpartition("/")[2]
        with psycopg.connect(made.town.postgresql.dsn("postgres", name), autocommit=True) as connection:
            while not ended.is_set():
                given.append(connection.execute("SELECT nextval('audit_number_seq')").fetchone())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        place = made.take()
    finally:
        ended.set()
        writer.join()
    told = backup.manifest(place).database
    assert told[BEFORE]["public.audit_number_seq"] < told["sequence"]["public.audit_number_seq"]
    found = made.proof(at, place)
    assert found.well, found.reasons


@pytest.mark.parametrize(
    ("number", "well"), [(4, False), (5, True), (7, True), (9, True), (10, False), (None, False)]
)
def test_a_number_is_one_that_was_given_out_meanwhile(number: int | None, well: bool) -> None:
    wanted = {BEFORE: {"a": 5}, "sequence": {"a": 9}}
    assert (differences(wanted, {"sequence": {"a": number}}) == ()) is well
    assert differences({"sequence": {"a": 9}}, {"sequence": {"a": 8}}) == (
        "the sequence of a is 8; it was 9",
    )


@pytest.mark.long
def test_a_file_that_the_service_has_let_go_since_is_none_that_is_missing(
    made: Standing, at: Scratch
) -> None:
    place = made.take()
    (name, *_) = backup.manifest(place).inventory["objects"]
    file = Path(unquote(urlsplit(made.settings.objects).path)) / name
    content, paper = file.read_bytes(), name.rpartition("/")[2]
    file.unlink()
    try:
        assert f"The object {name} is missing." in made.proof(at, place).reasons
        made.as_owner(f"UPDATE paper SET file_removed_at = now() WHERE id = '{paper}'")
        found = made.proof(at, place)
        assert found.well, found.reasons
    finally:
        file.write_bytes(content)
        made.as_owner(f"UPDATE paper SET file_removed_at = NULL WHERE id = '{paper}'")


@pytest.mark.long
def test_somebody_who_was_erased_since_is_in_it_and_refuses_nothing(made: Standing, at: Scratch) -> None:
    """A restore erases them again; a backup of hours would be outrun every day."""
    place = made.take()
    erase_one(made)
    try:
        found = made.proof(at, place)
        assert found.well, found.reasons
    finally:
        keys(made, "DELETE FROM erasure")


def resealed(place: Path, **changed: object) -> None:
    """The manifest again, with the dump's own digest: as if it had been damaged before it was written."""
    told = json.loads((place / backup.MANIFEST).read_text("utf-8"))
    told |= {"dump": backup.of(place / backup.DUMP), **changed}
    (place / backup.MANIFEST).write_text(json.dumps(told), "utf-8")


def cut(made: Standing, place: Path) -> None:
    dump = place / backup.DUMP
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 3 // 4])


def cut_before_it_was_written(made: Standing, place: Path) -> None:
    cut(made, place)
    resealed(place)


def flip(made: Standing, place: Path) -> None:
    dump = place / backup.DUMP
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 4
    dump.write_bytes(content)


def dump_anew(made: Standing, place: Path) -> None:
    """The dump of the database as it is now, with the manifest of before: what was lost on the way."""
    made.run(
        Command(
            "dump", (made.programs.path("pg_dump"), "-Fc", "-f", str(place / backup.DUMP)), database=made.dsn
        )
    )
    resealed(place)


def of_another(made: Standing, place: Path) -> None:
    """Whole and right, of another database."""
    other = made.town.settings()
    own, made.settings = made.settings, other
    try:
        elsewhere = made.take()
    finally:
        made.settings = own
        made.town.drop(other)
    for name in (backup.DUMP, backup.MANIFEST):
        (elsewhere / name).replace(place / name)


@dataclass(frozen=True)
class Damage:
    """`before`, `after`: said to the database before and after the damage is done; `reason`: what must be said."""

    reason: str
    harm: Callable[[Standing, Path], None] = dump_anew
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def without_object(made: Standing, place: Path) -> None:
    folder = Path(unquote(urlsplit(made.settings.objects).path))
    victim = sorted(p for p in folder.rglob("*") if p.is_file())[0]
    victim.rename(folder.parent / "hidden")
    (folder.parent / "hidden-from").write_text(str(victim), "utf-8")


def keys(made: Standing, *statements: str) -> None:
    name = made.settings.keys.reveal().rpartition("/")[2]
    with psycopg.connect(made.town.postgresql.dsn("postgres", name), autocommit=True) as connection:
        for each in statements:
            connection.execute(each)


def without_key(made: Standing, place: Path) -> None:
    keys(made, "CREATE TABLE hidden AS SELECT * FROM data_key WHERE person = (SELECT min(person::text)::uuid FROM data_key)",
         "DELETE FROM data_key WHERE person IN (SELECT person FROM hidden)")  # fmt: skip


def without_ring(made: Standing, place: Path) -> None:
    keys(
        made,
        "UPDATE data_key SET ring = 'lost-1' WHERE person = (SELECT min(person::text)::uuid FROM data_key)",
    )


def erase_one(made: Standing) -> None:
    keys(made, "INSERT INTO erasure (person) SELECT min(person::text)::uuid FROM data_key")


def erased_and_back(made: Standing, place: Path) -> None:
    """They were erased, and were still or again in what served when it was backed up."""
    erase_one(made)
    elsewhere = made.take()
    for name in (backup.DUMP, backup.MANIFEST):
        (elsewhere / name).replace(place / name)


READABLE = "GRANT SELECT ON kept TO creditai_backup"
DAMAGES = {
    "truncated": Damage("the dump is not the file that was written", cut),
    "truncated before its digest was taken": Damage("it cannot be restored", cut_before_it_was_written),
    "bit flipped": Damage("the dump is not the file that was written", flip),
    "wrong database": Damage("it is of the database 't_", of_another),
    "missing rows": Damage(
        "public.audit has 2 rows; it had 3",
        before=("CREATE TABLE kept AS SELECT * FROM audit ORDER BY number LIMIT 1", "DELETE FROM audit WHERE number IN (SELECT number FROM kept)", READABLE),
        after=("INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT * FROM kept", "DROP TABLE kept"),
    ),
    "changed rows": Damage(
        "public.person has other contents in its 3 rows",
        before=("UPDATE person SET role = 'operator' WHERE id = (SELECT min(id::text)::uuid FROM person)",), after=("UPDATE person SET role = 'consumer'",),
    ),
    "older schema": Damage(
        "the revision of schema is '0401'; it was '0501'",
        before=("UPDATE alembic_version SET version_num = '0401'",), after=("UPDATE alembic_version SET version_num = '0501'",),
    ),
    "empty table": Damage(
        "public.report has 0 rows; it had 2",
        before=("CREATE TABLE kept AS SELECT * FROM report", "TRUNCATE report", READABLE), after=("INSERT INTO report SELECT * FROM kept", "DROP TABLE kept"),
    ),
    "wrong owner": Damage(
        "the owner of public.person is 'postgres'; it was 'creditai_owner'",
        before=("ALTER TABLE person OWNER TO postgres",), after=("ALTER TABLE person OWNER TO creditai_owner",),
    ),
    "missing policies": Damage(
        "the policy public.report.report_scope is missing",
        before=("ALTER POLICY report_scope ON report RENAME TO hidden",), after=("ALTER POLICY hidden ON report RENAME TO report_scope",),
    ),
    "row-level security not forced": Damage(
        "the row-level security of public.paper is 'enabled'; it was 'forced'",
        before=("ALTER TABLE paper NO FORCE ROW LEVEL SECURITY",), after=("ALTER TABLE paper FORCE ROW LEVEL SECURITY",),
    ),
    "missing object": Damage("The object papers/", without_object),
    "missing data key": Damage("1 persons have no data key", without_key),
    "missing key of the ring": Damage("1 data keys are wrapped with 'lost-1', which the key ring lacks", without_ring),
    "an erased person come back": Damage("1 erased persons are there again", erased_and_back),
    "a sealed paper that does not open": Damage(
        "does not open",
        lambda made, place: None,
        before=("UPDATE report SET summary = set_byte(summary, 20, get_byte(summary, 20) # 1)",),
    ),
}  # fmt: skip


QUICK = {
    "truncated before its digest was taken", "wrong database", "missing rows", "wrong owner", "missing data key",
    "an erased person come back",
}  # fmt: skip
"""Not among the slow ones: one for each place where a damage is seen."""
ORDER = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in DAMAGES]


@pytest.mark.long
@pytest.mark.parametrize("name", ORDER)
def test_a_damaged_backup_is_not_accepted(
    made: Standing, at: Scratch, good: Path, tmp_path: Path, name: str
) -> None:
    damage = DAMAGES[name]
    place = shutil.copytree(good, tmp_path / "backup")
    made.as_owner(*damage.before)
    if name == "a sealed paper that does not open":  # it was so in what served
        place = made.take()
    try:
        damage.harm(made, place)
        found = made.proof(at, place)
    finally:
        restore(made, damage)
    assert not found.well
    assert [each for each in found.reasons if damage.reason in each], found.reasons
    assert found.said.startswith("not accepted: ")


def restore(made: Standing, damage: Damage) -> None:
    """The database, keys and objects as they were."""
    if damage.reason == "does not open":
        made.as_owner("UPDATE report SET summary = set_byte(summary, 20, get_byte(summary, 20) # 1)")
    made.as_owner(*damage.after)
    folder = Path(unquote(urlsplit(made.settings.objects).path)).parent
    if (folder / "hidden").exists():
        (folder / "hidden").rename((folder / "hidden-from").read_text("utf-8"))
    keys(made, "CREATE TABLE IF NOT EXISTS hidden (LIKE data_key)", "INSERT INTO data_key SELECT * FROM hidden", "DROP TABLE hidden",
         "UPDATE data_key SET ring = 'test-1'", "DELETE FROM erasure")  # fmt: skip


@pytest.mark.long
def test_after_every_damage_was_mended_it_is_accepted_again(made: Standing, at: Scratch, good: Path) -> None:
    found = made.proof(at, good)
    assert found.well, found.reasons


@pytest.mark.long
def test_what_kept_a_dump_from_being_written_is_told(made: Standing) -> None:
    with pytest.raises(ActFailed, match=r"pg_dump left no dump: pg_dump: error: .*Is a directory"):
        made.take(in_the_way=f"{backup.DUMP}.part")
