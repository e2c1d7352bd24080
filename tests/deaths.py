"""Every run killed before and after each of its acts, and resumed: `python -m tests.deaths [--streams 4]`

The whole matrix (`tests/runbook/test_resume.py`, `tests/runbook/database/test_dying.py`, ten points with the real
application) in shards, some beside each other, as an operator who changed the engine wants it: within 45 minutes on two
cores. A point mostly waits for a supervisor's second, so streams may outnumber cores. Of a shard that fails the whole output
is kept, and where is said.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

GOAL_MINUTES = 45
_RESUME, _DYING = "tests/runbook/test_resume.py", "tests/runbook/database/test_dying.py"
_SHARDS = {"resume": (_RESUME, "every_point", 8), "dying": (_DYING, "every_point", 6)}


@dataclass(frozen=True)
class Shard:
    """A part of the matrix that a process of its own takes."""

    name: str
    path: str
    chosen: str
    share: str = "1/1"


@dataclass(frozen=True)
class Ended:
    shard: Shard
    code: int
    points: int
    seconds: float


def shards() -> list[Shard]:
    """The longest first."""
    parts = [
        Shard(f"{name} {i}/{of}", path, chosen, f"{i}/{of}")
        for name, (path, chosen, of) in reversed(_SHARDS.items())
        for i in range(1, of + 1)
    ]
    return [Shard("real application", _RESUME, "ten_points"), *parts]


def run(shard: Shard, folder: Path) -> Ended:
    began = time.monotonic()
    told = folder / f"{shard.name.replace(' ', '-').replace('/', '-of-')}.txt"
    points = told.with_suffix(".xml")
    asked = ["-m", "slow", "-k", shard.chosen, "-q", "-n", "0", "-o", "junit_family=xunit1"]
    with told.open("wb") as output:
        code = subprocess.run(
            [sys.executable, "-m", "pytest", shard.path, *asked, "--timeout=2700", f"--junit-xml={points}"], env={**os.environ, "SHARD": shard.share}, stdout=output,
            stderr=subprocess.STDOUT, check=False,
        ).returncode  # fmt: skip
    return Ended(shard, code, counted(points), time.monotonic() - began)


def counted(path: Path) -> int:
    """Points that the tests of a shard say they died at; of a shard that fell over before it could say so, none."""
    if not path.exists():
        return 0
    found = ElementTree.parse(path).iter("property")
    return sum(int(each.attrib["value"]) for each in found if each.attrib["name"] == "points")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--streams", type=int, default=4, help="shards beside each other (default: 4)")
    streams = parser.parse_args().streams
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="deaths-"))
    ended: list[Ended] = []
    with ThreadPoolExecutor(streams) as pool:
        waiting = [pool.submit(run, shard, folder) for shard in shards()]
        for each in as_completed(waiting):
            ended.append(each.result())
            print(_line(ended[-1], len(ended), len(waiting), folder), flush=True)
    minutes, points = (time.monotonic() - began) / 60, sum(each.points for each in ended)
    well = all(each.code == 0 for each in ended)
    print(
        f"{points} points, {sum(each.code != 0 for each in ended)} of {len(ended)} shards failed, {minutes:.1f} min "
        f"(goal: {GOAL_MINUTES})"
    )
    return 0 if well and minutes <= GOAL_MINUTES else 1


def _line(each: Ended, number: int, of: int, folder: Path) -> str:
    said = f"{each.points:3} points" if each.code == 0 else f"FAILED: {folder}"
    return f"{number:2} of {of}  {each.shard.name:16} {said}  {each.seconds:4.0f} s"


if __name__ == "__main__":
    sys.exit(main())
