"""Objects in a folder: whole, replaced in one step, gone when deleted; a store that is away is told as such."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from creditai.clients.objects import Objects
from creditai.errors import NotFound, Unavailable, WrongUsage


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    return Objects((tmp_path / "objects").as_uri())


def read(objects: Objects, name: str) -> bytes:
    return b"".join(objects.get(name))


@pytest.mark.parametrize("size", [0, 10, 1024 * 1024, 3 * 1024 * 1024 + 7])
def test_bytes_and_files_come_back(objects: Objects, tmp_path: Path, size: int) -> None:
    content = bytes(i % 253 for i in range(size))
    file = tmp_path / "file"
    file.write_bytes(content)
    objects.put("papers/a/1", file)
    objects.put("papers/a/2", content)
    assert read(objects, "papers/a/1") == read(objects, "papers/a/2") == content


def test_the_second_put_replaces_and_delete_removes(objects: Objects) -> None:
    objects.put("papers/a/1", b"one")
    objects.put("papers/a/1", b"two")
    assert read(objects, "papers/a/1") == b"two"
    assert [name for name, _ in objects.names("papers")] == ["papers/a/1"]
    for _ in range(2):
        objects.delete("papers/a/1")
    assert list(objects.names("papers")) == []
    with pytest.raises(NotFound):
        read(objects, "papers/a/1")


def test_the_folder_is_the_owners_alone(tmp_path: Path) -> None:
    Objects((tmp_path / "objects").as_uri())
    assert stat.S_IMODE((tmp_path / "objects").stat().st_mode) == 0o700


def test_a_store_that_refuses_is_unavailable(objects: Objects, tmp_path: Path) -> None:
    (tmp_path / "objects" / "papers").write_bytes(b"a file where a folder belongs")
    with pytest.raises(Unavailable):
        objects.put("papers/a/1", b"one")


def test_a_url_of_another_kind_is_refused() -> None:
    with pytest.raises(WrongUsage, match="CREDITAI_OBJECTS"):
        Objects("ftp://somewhere")
