"""The bundled samples are what the generator draws, and small."""

from __future__ import annotations

from tests.corpus.samples import FOLDER, PERSON, samples


def test_the_bundled_files_are_the_drawn_ones() -> None:
    drawn = samples()
    assert {p.name for p in FOLDER.glob("*.pdf")} == set(drawn)
    for name, data in drawn.items():
        assert (FOLDER / name).read_bytes() == data, f"{name}: python -m tests.corpus.samples draws it anew"


def test_they_are_small_and_say_that_they_are_invented() -> None:
    files = sorted(FOLDER.glob("*.pdf"))
    assert sum(f.stat().st_size for f in files) < 1_500_000
    assert all(b"Invented person" in f.read_bytes() for f in files)
    assert PERSON.family == "Sample"
