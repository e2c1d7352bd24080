"""Files are written whole or not at all, for their owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from creditai.cli._writing import write_whole
from creditai.errors import WrongUsage


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", b"words")
    assert (tmp_path / "a.json").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_whole(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WrongUsage, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


@pytest.mark.parametrize("name", ["missing/a.json", "."])
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsage):
        write_whole(tmp_path / name, b"words")


def test_what_is_no_file_is_written_into_and_stays_what_it_is(tmp_path: Path) -> None:
    """A file in the place of `/dev/null` would take it from the whole machine."""
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"into the pipe")
        assert os.read(reader, 100) == b"into the pipe"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    link.symlink_to(file)
    write_whole(link, b"behind the link")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"behind the link")
    assert not [path for path in tmp_path.iterdir() if path not in (pipe, link, file)]
