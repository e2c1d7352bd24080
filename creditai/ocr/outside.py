"""An engine whose eyes are somewhere else: it asks for what stands on a picture, and looks itself when nobody answers.

Who answers is not known here: the child that reads a file asks its parent, and that one asks an outside party if the
person agreed. `Told` is what comes back: text, four corners in pixels, confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np

from creditai.errors import Unreadable
from creditai.ocr import Engine, Picture, Seen

Told = Sequence[Any]
MOST_WORDS = 20_000


class Outside:
    """`ask`: a picture as PNG -> the words told, None when nobody answers. `local`: the engine of this machine,
    asked for when it is needed first."""

    name = "outside"

    def __init__(self, ask: Callable[[bytes], Sequence[Told] | None], local: Callable[[], Engine]) -> None:
        self._ask, self._local = ask, local
        self._engine: Engine | None = None
        self.answered = False

    @property
    def alone(self) -> bool:
        """Whether this machine had to look itself."""
        return self._engine is not None

    def look(self, picture: Picture) -> list[Seen]:
        if self._engine is None:
            told = self._ask(_png(picture))
            if told is not None:
                self.answered = True
                return [_seen(each) for each in told[:MOST_WORDS]]
            self._engine = self._local()
        return self._engine.look(picture)


def _png(picture: Picture) -> bytes:
    done, content = cv2.imencode(".png", picture)
    if not done:
        raise Unreadable("A page picture could not be packed.")
    return bytes(content.tobytes())


def _seen(told: Told) -> Seen:
    text, corners, confidence = told
    return Seen(str(text), np.asarray(corners, dtype=np.float64).reshape(4, 2), float(confidence))
