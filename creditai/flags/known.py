"""The last known state of the switches as a file: what stands at a start or while Valkey is away.

The verb writes it too when Valkey does not answer; instances of the same folder then hear it from here.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

from creditai.flags.switches import Order, State

NAME = "flags.json"


def read(folder: Path) -> State:
    """The state of the file; no order when there is no file, or none that is whole."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        return State(int(told["epoch"]), {name: Order.of(each) for name, each in told["orders"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def write(folder: Path, state: State) -> None:
    """Write it whole or not at all; OSError when it cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"epoch": state.epoch, "orders": {name: order.as_data() for name, order in state.orders.items()}}
    number, part = tempfile.mkstemp(dir=folder, prefix=f".{NAME}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(folder / NAME)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(part).unlink()
        raise
