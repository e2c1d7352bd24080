"""How much one file may cost, and how often the parent looks.

Seconds are of the wall for text (a parser that hangs burns none of the processor) and of the processor
for a page that OCR reads (which uses all cores). Memory is what the process really holds (resident),
not its address space, which a model or a mapped file may exceed without harm.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file in one child process."""

    file_bytes: int = 256 * MIB
    text_seconds: float = 60.0
    ocr_page_cpu_seconds: float = 45.0
    ocr_page_seconds: float = 180.0
    """Of the wall, for an engine that waits for ever and burns nothing."""
    text_memory: int = 1024 * MIB
    ocr_memory: int = 2048 * MIB
    answer_bytes: int = 256 * MIB
    idle_memory: int = 384 * MIB
    """A child that holds more than this between two files is replaced by a fresh one."""
    look_every: float = 0.02


LIMITS = Limits()
