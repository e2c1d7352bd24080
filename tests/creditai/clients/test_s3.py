"""Objects over S3: signed requests, parts, lists in pages, faults that pass and faults that do not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from creditai.clients.objects import Objects
from creditai.errors import NotFound, Unavailable
from rehearsal.s3 import BUCKET, PAGE, Town
from tests.storage import storage


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    with storage(monkeypatch) as made:
        yield made


@pytest.fixture
def objects(town: Town) -> Objects:
    return Objects(f"s3://{BUCKET}")


@pytest.mark.parametrize("size", [0, 10, 6 * 1024 * 1024 + 7])
def test_bytes_and_files_come_back(objects: Objects, town: Town, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    file = tmp_path / "file"
    file.write_bytes(content)
    objects.put("papers/a/1", file)
    objects.put("papers/a/2", content)
    assert town.kept["papers/a/1"][0] == town.kept["papers/a/2"][0] == content
    assert town.parts == {}, "an upload in parts was left open"
    assert b"".join(objects.get("papers/a/1")) == content


def test_names_come_in_pages_and_what_is_deleted_is_gone(objects: Objects) -> None:
    for number in range(PAGE + 3):
        objects.put(f"papers/a/{number:03}", b"x")
    assert len(list(objects.names("papers"))) == PAGE + 3
    for _ in range(2):
        objects.delete("papers/a/000")
    with pytest.raises(NotFound):
        list(objects.get("papers/a/000"))


def test_a_wrong_key_is_unavailable_and_keeps_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    with pytest.raises(Unavailable):
        Objects(f"s3://{BUCKET}").put("papers/a/1", b"x")
    assert town.kept == {}


@pytest.mark.parametrize("before", [None, b"what was there"])
@pytest.mark.parametrize("size", [1, 6 * 1024 * 1024])
def test_what_was_led_elsewhere_is_not_believed_to_be_kept(
    objects: Objects, town: Town, size: int, before: bytes | None
) -> None:
    """With 303 the library asks there for an answer, sends nothing, and calls it done."""
    if before is not None:
        objects.put("papers/a/1", before)
    town.mode, town.times = "led", 1_000
    with pytest.raises(Unavailable):
        objects.put("papers/a/1", os.urandom(size))
    assert [content for content, _ in town.kept.values()] == ([] if before is None else [before])


def test_a_fault_that_passes_is_not_seen(objects: Objects, town: Town) -> None:
    town.mode, town.times = "away", 2
    objects.put("papers/a/1", b"x")
    assert list(town.kept) == ["papers/a/1"]


@pytest.mark.parametrize("mode", ["deny", "full"])
def test_a_fault_that_stays_is_unavailable(objects: Objects, town: Town, mode: str) -> None:
    objects.put("papers/a/0", b"x")
    town.mode, town.times = mode, 1_000
    for act in (
        lambda: objects.put("papers/a/1", b"x"),
        lambda: list(objects.get("papers/a/0")),
        objects.answers,
    ):
        with pytest.raises(Unavailable):
            act()
    town.mode = "well"
    assert [name for name, _ in objects.names("papers")] == ["papers/a/0"]
