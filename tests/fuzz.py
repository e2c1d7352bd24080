"""Damaged and invented bytes for the readers: `python -m tests.fuzz [--seconds 600] [--seed 1] [--keep FOLDER]`

Each input goes through a real child process under the real limits. Right is a report or one of our
refusals; wrong, and kept as a file with its story, is a defect (an exception that is none of ours), a
crash of the process, a limit of time or memory passed. What was found becomes a test of its own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from random import Random

from creditai.errors import NotRead
from creditai.reading import cores
from creditai.reading.children import Child
from creditai.reading.limits import LIMITS
from tests.creditai.reading import papers

SAMPLES = Path(__file__).parents[1] / "creditai" / "samples"
PAGE = b"""<html><body><h1>Credit Report</h1><table><tr><th></th><th>TransUnion</th><th>Experian</th><th>Equifax</th></tr>
<tr><td>Account #:</td><td>4123XXXX</td><td>-</td><td>4123****</td></tr><tr><td>Balance:</td><td>$412</td><td>-</td><td>$0</td></tr>
<tr><td>Date Opened:</td><td>03/15/2019</td><td>-</td><td>03/2019</td></tr></table><h2>Inquiries</h2><p>None Reported</p></body></html>"""
TOKENS = (
    b"/Rotate 90", b"/MediaBox [0 0 1e9 -1]", b"/CropBox [9 9 1 1]", b"endstream", b"endobj", b"<<", b">>", b"[" * 40, b"0 R",
    b"/Kids [2 0 R]", b"/Filter /FlateDecode", b"/Length 99999999", b"/Encrypt 1 0 R", b"BT", b"ET", b"3 Tr", b"1e38", b"-1",
    b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"<table>" * 30, b"</td>", b"colspan=99999999", b"rowspan=-3", b"&#0;", b"<!--", b"{{x}}",
    b"99/99/9999", b"$9,999,999,999,999,999", b"00/00/0000", "\u202e\u0660\ufb01\ue000".encode(),
)  # fmt: skip


def seeds() -> list[bytes]:
    """Whole documents of every kind that is read."""
    drawn = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]
    written = [
        papers.letter(papers.REPORT),
        papers.pages(papers.REPORT, papers.STATEMENT),
        papers.nested(50),
        papers.looped(),
    ]
    return [*drawn, *written, PAGE]


def flipped(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    for _ in range(rng.choice((1, 2, 8, 64))):
        data[rng.randrange(len(data))] = rng.randrange(256)


def cut(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice((1, 10, 500, len(data)))]


def doubled(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    at = rng.randrange(len(data))
    data[at:at] = data[at : at + rng.choice((5, 200, 5000))] * rng.choice((1, 2, 20))


def spliced(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    other = rng.choice(others)
    start, at = rng.randrange(len(other)), rng.randrange(len(data))
    data[at : at + rng.randrange(2000)] = other[start : start + rng.randrange(1, 4000)]


def seeded(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    at = rng.randrange(len(data))
    data[at : at + rng.randrange(8)] = rng.choice(TOKENS)


def renumbered(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    """A digit somewhere becomes another: lengths, offsets, references, coordinates."""
    digits = [i for i in range(rng.randrange(len(data)), len(data)) if 48 <= data[i] < 58][:200]
    for at in rng.sample(digits, min(3, len(digits))):
        data[at] = 48 + rng.randrange(10)


DAMAGES: tuple[Callable[[bytearray, Random, Sequence[bytes]], None], ...] = (
    flipped, cut, doubled, spliced, seeded, renumbered,
)  # fmt: skip


def damaged(known: Sequence[bytes], rng: Random) -> bytes:
    data = bytearray(rng.choice(known))
    for _ in range(rng.choice((1, 1, 2, 5))):
        if data:
            rng.choice(DAMAGES)(data, rng, known)
    return bytes(data)


class Tried:
    """One thread's child, and what became of the inputs that it was given."""

    def __init__(self) -> None:
        self._child: Child | None = None

    def one(self, data: bytes) -> tuple[str, str]:
        """(what became of it, the story if that was wrong)."""
        if self._child is None or not self._child.fit():
            self.end()
            self._child = Child(LIMITS)
        head = {"do": "report", "file": "fuzz", "sha256": "0" * 64, "cache": None}
        try:
            told, _ = self._child.do(head, data, lambda at: None)
        except NotRead as error:
            return "limit or crash", error.message
        if told["done"] == "defect":
            return "defect", f"{told['kind']} at {told['where']}"
        return str(told.get("code", told["done"])), ""

    def end(self) -> None:
        if self._child is not None:
            self._child.end()


def run(seconds: float, seed: int, keep: Path) -> int:
    """Feed inputs until the time is up; the number of wrongs."""
    rng, known = Random(seed), seeds()
    counts: Counter[str] = Counter()
    stories: Counter[str] = Counter()
    free = [Tried() for _ in range(cores())]
    waiting: dict[Future[tuple[str, str]], tuple[Tried, bytes]] = {}
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(free)) as threads:
        while time.monotonic() < until or waiting:
            while free and time.monotonic() < until:
                data, tried = damaged(known, rng), free.pop()
                waiting[threads.submit(tried.one, data)] = (tried, data)
            for future in wait(waiting, timeout=1, return_when=FIRST_COMPLETED).done:
                tried, data = waiting.pop(future)
                free.append(tried)
                what, story = future.result()
                counts[what] += 1
                if story:
                    stories[story] += 1
                    if stories[story] == 1:
                        keep.mkdir(parents=True, exist_ok=True)
                        (keep / f"{len(stories):03}.bin").write_bytes(data)
                        print(f"wrong: {story} ({keep}/{len(stories):03}.bin)", flush=True)
    for tried in free:
        tried.end()
    print(f"{sum(counts.values())} inputs in {seconds:.0f} s, seed {seed}")
    for what, count in counts.most_common():
        print(f"  {count:7} {what}")
    for story, count in stories.most_common():
        print(f"  {count:7} times: {story}")
    return sum(stories.values())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"))
    given = parser.parse_args()
    return 1 if run(given.seconds, given.seed, given.keep) else 0


if __name__ == "__main__":
    sys.exit(main())
