"""RapidOCR: the PP-OCR detector and recogniser on onnxruntime, with the models of its own wheel.

Detection runs at `DETECT_DPI` pixels per inch of a letter page, where it finds the same boxes as at
twice that for a quarter of the time; recognition reads crops of the full picture. The engine pads every
crop to 320 pixels, as its network was trained, which doubles its time on the short words of a form:
here it reads with little padding first, and again as trained what it was not sure of. Words are cut by the white between them: the engine sees most spaces but not all, and its
own word boxes are guesses from character columns.
"""

from __future__ import annotations

import math
import os
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from creditai.errors import OcrUnavailable
from creditai.ocr import Picture, Points, Seen, least_sure
from creditai.ocr.ctc import Alphabet, Letter
from creditai.ocr.fitted import fitted
from creditai.ocr.masks import counted, has_lost_figures
from creditai.ocr.specks import specks
from creditai.ocr.stacks import parted, seen_once
from creditai.ocr.ticks import LIKELY, is_tick
from creditai.ocr.typeface import size_of, stroke_of
from creditai.ocr.white import Inked, cut, dark

DETECT_AREA = 1650 * 1275
"""Pixels of the picture given to the detector: 150 dpi of a letter page."""
NARROW, WIDE = 96, 320
"""Least width of a crop as the network sees it, in pixels of its 48-pixel height."""
LOOK_AGAIN = 0.95
STRETCH = 1.6
"""A line that lost one of two equal figures is drawn out so that there is white between them for the network."""
LOST = 0.0
"""The confidence of a word whose stars cannot be counted, or that seems to have fewer figures than its ink."""
BATCH = 6
_TALL = 48
_ADDRESS = re.compile(r"https?://|www\.")
_DAY, _YEAR = re.compile(r"\d{1,2},"), re.compile(r"(?:19|20)\d\d")
_DASHES = frozenset("-‐‑‒–—―−一·_")
_MODELS = {"Det.model_path": "*det*.onnx", "Rec.model_path": "*rec*.onnx", "Cls.model_path": "*cls*.onnx"}


class Rapid:
    """One engine for the life of a process: loading the models takes a second."""

    def __init__(self) -> None:
        import rapidocr

        folder = Path(rapidocr.__file__).parent / "models"
        settings: dict[str, Any] = {
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1,
        }
        for setting, pattern in _MODELS.items():
            found = sorted(folder.glob(pattern))
            if not found:  # without a path the engine would go and fetch one
                raise OcrUnavailable(f"rapidocr has no model {pattern} in its own folder; reinstall it.")
            settings[setting] = str(found[0])
        ocr = rapidocr.RapidOCR(params=settings)
        # its one public call cannot detect at one size and read at another
        self._detect = ocr._load_det_model()  # type: ignore[no-untyped-call]
        self._recogniser: Any = ocr._load_rec_model()  # type: ignore[no-untyped-call]
        self._alphabet = Alphabet(self._recogniser.postprocess_op.character)
        self.name = f"rapidocr {version('rapidocr')} ({Path(settings['Rec.model_path']).stem})"

    def look(self, picture: Picture) -> list[Seen]:
        colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        boxes = self._boxes(colour)
        seen = list(self._read(colour, boxes))
        small = self._read(colour, specks(picture, boxes))
        return seen_once(
            seen + [s for s in map(_dash, small) if s.text.strip("|_.,'`:;~·") and len(s.text) <= 4]
        )

    def _boxes(self, colour: Any) -> list[Points]:
        shrink = min(1.0, math.sqrt(DETECT_AREA / (colour.shape[0] * colour.shape[1])))
        small = cv2.resize(colour, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        found = self._detect(small)
        boxes = [] if found.boxes is None else [np.asarray(b, np.float64) / shrink for b in found.boxes]
        return fitted(colour[:, :, 0], parted(colour[:, :, 0], boxes))

    def _read(self, colour: Any, boxes: list[Points]) -> Iterator[Seen]:
        from rapidocr.utils.process_img import get_rotate_crop_image

        crops = [get_rotate_crop_image(colour, box.astype(np.float32)) for box in boxes]
        kept = [(crop, box) for crop, box in zip(crops, boxes, strict=True) if crop.size]
        lines = self._recognised([crop for crop, _ in kept], NARROW)
        again = [i for i, line in enumerate(lines) if line.sure < LOOK_AGAIN]
        for i, line in zip(again, self._recognised([kept[i][0] for i in again], WIDE), strict=True):
            lines[i] = line
        words = [list(_words(*kept[i], line)) for i, line in enumerate(lines)]
        lost = [i for i, found in enumerate(words) if any(w.confidence == LOST for w in found)]
        drawn_out = [cv2.resize(kept[i][0], None, fx=STRETCH, fy=1) for i in lost]
        for i, line in zip(lost, self._recognised(drawn_out, WIDE), strict=True):
            words[i] = _settled_by(kept[i], lines[i], line, words[i])
        for found in words:
            yield from found

    def _recognised(self, crops: list[Any], least: int) -> list[_Line]:
        """Each crop's letters. Crops of like width share a batch, padded to `least` or the widest."""
        shape = [crop.shape[1] / crop.shape[0] for crop in crops]
        order = sorted(range(len(crops)), key=shape.__getitem__)
        lines: dict[int, _Line] = {}
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            widest = max(least / _TALL, *(shape[i] for i in batch))
            pictures = [self._recogniser.resize_norm_img(crops[i], widest) for i in batch]
            given = self._recogniser.session(np.stack(pictures).astype(np.float32))
            for i, probabilities in zip(batch, given, strict=True):
                columns = len(probabilities) * min(1.0, shape[i] / widest)
                lines[i] = _Line(self._alphabet.decode(probabilities), columns)
        return [lines[i] for i in range(len(crops))]


def _settled_by(kept: tuple[Any, Points], line: _Line, wide: _Line, first: list[Seen]) -> list[Seen]:
    """The words of a line in which figures seemed to be lost, now that it was read drawn out: as before if
    that says the same, else as it says now, unless more seems to be lost."""
    again = list(_words(*kept, wide))
    if [w.text for w in again] == [w.text for w in first]:
        return list(_words(*kept, line, trusted=True))
    return (
        again
        if sum(w.confidence == LOST for w in again) < sum(w.confidence == LOST for w in first)
        else first
    )


@dataclass(frozen=True)
class _Line:
    """What one crop says; `columns` of the network cover its width."""

    letters: list[Letter]
    columns: float

    @property
    def sure(self) -> float:
        return min((letter.confidence for letter in self.letters), default=0.0)


def _words(crop: Any, box: Points, line: _Line, *, trusted: bool = False) -> Iterator[Seen]:
    """The line's letters, cut into words by the engine's spaces, by bars, and by the white on the paper.
    `trusted`: no figure is looked for that may have been lost."""
    width = crop.shape[1]
    runs: list[list[Inked]] = [[]]
    whole = _ADDRESS.match("".join(letter.text for letter in line.letters).replace(" ", "")) is not None
    for at, letter in enumerate(line.letters):
        if letter.text == " " and (whole or _in_date(line.letters, at)):
            continue
        if letter.text in " |" or (runs[-1] and _ends(runs[-1], line.letters, at)):
            runs.append([])
        if letter.text != " ":
            x = (letter.column + 0.5) / line.columns * width
            runs[-1].append(Inked(letter.text, x, letter.confidence, letter.tick, letter.other))
    picture = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), np.uint8)
    ink, sharp = dark(picture), dark(picture, 0.0)
    seen: list[Seen] = []
    for letters, x0, x1 in cut(picture, [run for run in runs if run]):
        own = slice(int(x0), max(int(x1), int(x0) + 1))
        part = sharp[:, own]
        word = _word(letters, (part, ink[:, own]), _corners(box, crop, x0, x1, len(line.letters)), trusted)
        if len(letters) == 1 and letters[0].tick >= LIKELY and is_tick(part):
            word = replace(word, text="✓", confidence=round(letters[0].tick, 4))
        seen.append(replace(word, size=size_of(word.text, part), stroke=stroke_of(part)))
    usual, stroke = _middle([w.size for w in seen]), _middle([w.stroke for w in seen if len(w.text) > 1])
    return (replace(word, size=usual, stroke=stroke) for word in seen)


def _middle(measured: Sequence[float | None]) -> float | None:
    """A line of print is set in one type: the median of what its words measure."""
    known = [m for m in measured if m is not None]
    return statistics.median(known) if known else None


def _in_date(letters: Sequence[Letter], at: int) -> bool:
    """A space beside a stroke between figures is none: `03/ 11 /2026`."""
    if not 0 < at < len(letters) - 1:
        return False
    before, after = letters[at - 1].text, letters[at + 1].text
    return "/" in (before, after) and (before + after).replace("/", "0").isdigit()


def _ends(word: Sequence[Inked], letters: Sequence[Letter], at: int) -> bool:
    """A bar is a word of its own; so is a year after a day and its comma (`March 04,2027`), and what
    stands after a label's colon (`Opened:12/08/2024`)."""
    text = "".join(letter.text for letter in word)
    year = "".join(letter.text for letter in letters[at : at + 4])
    if text[0].isalpha() and text[-1] == ":":
        return letters[at].text != "/"
    return text == "|" or (_DAY.fullmatch(text) is not None and _YEAR.fullmatch(year) is not None)


def _corners(box: Points, crop: Any, x0: float, x1: float, letters: int) -> Points:
    """A word's part of its line's box; the whole box where the line stands upright."""
    height, width = crop.shape[:2]
    return _part(box, x0 / width, x1 / width) if height <= 1.5 * width or letters == 1 else box


def _word(letters: Sequence[Inked], inks: tuple[Picture, Picture], corners: Points, trusted: bool) -> Seen:
    """`inks`: the word's pixels seen sharply, and with its grey edges."""
    text = "".join(letter.text for letter in letters).replace("√", "✓")
    sure = least_sure([letter.confidence for letter in letters])
    if not trusted and has_lost_figures(text, inks[0]):
        return Seen(text, corners, LOST)
    if "*" in text:
        stars = counted(text, *inks)
        if stars is not None:
            others = [letter.confidence for letter in letters if letter.text != "*"]
            return Seen(stars, corners, least_sure(others) if others else sure)
        return Seen(text, corners, LOST)  # nobody knows how many
    return Seen(text, corners, sure, others=_others(letters))


def _others(letters: Sequence[Inked]) -> tuple[tuple[str, float], ...]:
    """What else the word may be, with one figure read the other way."""
    texts = [letter.text for letter in letters]
    return tuple(
        ("".join((*texts[:n], letter.other[0], *texts[n + 1 :])), round(letter.other[1], 4))
        for n, letter in enumerate(letters)
        if letter.other
    )


def _dash(seen: Seen) -> Seen:
    """A lone stroke has many names in a recogniser's alphabet; on a form all of them are the dash."""
    return replace(seen, text="-" * len(seen.text)) if set(seen.text) <= _DASHES else seen


def _part(box: Points, first: float, last: float) -> Points:
    """The part of a box between two fractions of its width."""
    top, bottom = box[1] - box[0], box[2] - box[3]
    return np.array(
        [box[0] + top * first, box[0] + top * last, box[3] + bottom * last, box[3] + bottom * first]
    )
