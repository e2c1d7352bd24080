"""`python -m rehearsal.walk FOLDER [--curl]`: the walk through the service that `creditai up --folder FOLDER` started. The
clock is moved by the same verb. Ends with 1 at the first thing that is not as it should be."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from rehearsal.walk import Astray
from rehearsal.walk import __doc__ as about
from rehearsal.walk.asking import Asking
from rehearsal.walk.steps import Walk

UP = (str(Path(sys.executable).parent / "creditai"), "up", "--folder")


def main() -> int:
    parser = argparse.ArgumentParser("rehearsal.walk", description=(about or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--curl", action="store_true", help="print each request as the curl command that does the same"
    )
    asked = parser.parse_args()
    lines = (asked.folder / "service.env").read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines)
    address = told["CREDITAI_ADDRESS"]

    def move(days: int) -> None:
        subprocess.run(
            [*UP, str(asked.folder), "--clock", str(days)], check=True, capture_output=True, text=True
        )

    ask = Asking(
        address, told=(lambda line: print(f"     {line}", flush=True)) if asked.curl else lambda _: None
    )
    print(
        f"A user's way through {address}, all of it invented: the reports, the person, the card.", flush=True
    )
    walk = Walk(ask, asked.folder / "mail", move, ahead=int(told["CREDITAI_CLOCK"]))
    if asked.curl:
        print(
            f"     A={address}/api/v1  J='Content-Type: application/json'  T='Authorization: Bearer creditai_...'"
        )
    code = walked(walk)
    if code:
        print(
            f"The service still runs; its logs: {asked.folder}/logs. `make down FOLDER={asked.folder}` stops it."
        )
    return code


def walked(walk: Walk) -> int:
    began = time.monotonic()
    try:
        for number, seen in enumerate(walk.steps(), 1):
            print(f"{number:2}  {seen}", flush=True)
    except subprocess.CalledProcessError as error:
        print(f"The walk ended: the clock could not be moved. {error.stderr}", file=sys.stderr)
        return 1
    except (Astray, httpx2.HTTPError) as error:
        print(f"The walk ended: {error}", file=sys.stderr)
        return 1
    print(f"Walked in {time.monotonic() - began:.0f} seconds.")
    return 0


sys.exit(main())
