"""Reading as the product does, in this process: bytes -> report."""

from __future__ import annotations

import hashlib

from creditai import documents, layouts
from creditai.report import Report


def read(data: bytes, name: str) -> Report:
    return layouts.read(documents.read(data), file=name, sha256=hashlib.sha256(data).hexdigest())
