"""A worker whose jobs never end, and which has little patience: `python -m tests.creditai.worker.endless`."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from creditai import serving, worker
from creditai.flows import Job
from creditai.settings import Settings
from creditai.wiring import Wiring
from creditai.worker import tasks

_READING = ThreadPoolExecutor(1)
"""As the reading of a paper does: Python waits at its end for what such a pool does."""


def do_it(wiring: Wiring, subject: str) -> None:
    _READING.submit(time.sleep, 3600).result()


if __name__ == "__main__":
    vars(tasks)["every_job"] = vars(serving)["every_job"] = lambda: (Job(do_it, "default", 0, None),)
    worker.DRAIN_SECONDS = 0
    sys.exit(serving.work(Settings.read(os.environ), jobs=2, port=None))
