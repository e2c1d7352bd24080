"""What an answer to a rule's question means: which one supports the finding, and how the letter says it.

A question not listed here is printed together with its answer. `supports`: the answer with which the
dispute stands; the other answer drops the finding, because nobody disputes what they say is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from creditai.disputes.letter import Wording


@dataclass(frozen=True, slots=True)
class Confirmation:
    supports: Literal["yes", "no", "words"]
    says: Wording | None = None


CONFIRMATIONS: Mapping[tuple[str, str], Confirmation] = {}
"""(rule, need) -> what its answer means."""
