"""RapidOCR: the PP-OCR detector and recogniser on onnxruntime, with the models of its own wheel.

Detection runs at `DETECT_DPI` pixels per inch of a letter page, where it finds the same boxes as at
twice that for a quarter of the time; recognition reads crops of the full picture. The engine pads every
crop to 320 pixels, as its network was trained, which doubles its time on the short words of a form:
here it reads with little padding first, and again as trained what it was not sure of. Words are cut by the white between them: the engine sees most spaces but not all, and its
own word boxes are guesses from character columns.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from creditai.errors import OcrUnavailable
from creditai.ocr import Picture, Points, Seen, least_sure
from creditai.ocr.masks import counted
from creditai.ocr.specks import specks
from creditai.ocr.white import Letter, cut, dark

DETECT_SIDE = 1650
"""Longer side of the picture given to the detector: 150 dpi of a letter page."""
NARROW, WIDE = 96, 320
"""Least width of a crop as the network sees it, in pixels of its 48-pixel height."""
LOOK_AGAIN = 0.95
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
        self._recognise = ocr._load_rec_model()  # type: ignore[no-untyped-call]
        self.name = f"rapidocr {version('rapidocr')} ({Path(settings['Rec.model_path']).stem})"

    def look(self, picture: Picture) -> list[Seen]:
        colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        boxes = self._boxes(colour)
        seen = list(self._read(colour, boxes))
        small = self._read(colour, specks(picture, boxes))
        return seen + [s for s in map(_dash, small) if s.text.strip("|_.,'`:;~·") and len(s.text) <= 4]

    def _boxes(self, colour: Any) -> list[Points]:
        shrink = min(1.0, DETECT_SIDE / max(colour.shape[:2]))
        small = cv2.resize(colour, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        found = self._detect(small)
        return [] if found.boxes is None else [np.asarray(b, np.float64) / shrink for b in found.boxes]

    def _read(self, colour: Any, boxes: list[Points]) -> Iterator[Seen]:
        from rapidocr.utils.process_img import get_rotate_crop_image

        if not boxes:
            return
        crops = [get_rotate_crop_image(colour, box.astype(np.float32)) for box in boxes]
        kept = [(crop, box) for crop, box in zip(crops, boxes, strict=True) if crop.size]
        infos = self._recognised([crop for crop, _ in kept], NARROW)
        again = [i for i, info in enumerate(infos) if min(info.confs, default=0) < LOOK_AGAIN]
        for i, info in zip(again, self._recognised([kept[i][0] for i in again], WIDE), strict=True):
            infos[i] = info
        for (crop, box), info in zip(kept, infos, strict=True):
            if info.words and info.line_txt_len:
                yield from _words(crop, box, info)

    def _recognised(self, crops: list[Any], width: int) -> list[Any]:
        from rapidocr.ch_ppocr_rec import TextRecInput

        if not crops:
            return []
        self._recognise.rec_image_shape = [3, 48, width]
        return list(self._recognise(TextRecInput(img=crops, return_word_box=True)).word_results)


def _words(crop: Any, box: Points, info: Any) -> Iterator[Seen]:
    """The line's characters, cut into words by the engine's spaces and by the white on the paper."""
    height, width = crop.shape[:2]
    runs: list[list[tuple[str, float, float]]] = []
    confidences = iter(_without_spaces(info))
    for letters, columns in zip(info.words, info.word_cols, strict=True):
        runs.append(
            [
                (letter, (column + 0.5) / info.line_txt_len * width, next(confidences))
                for letter, column in zip(letters, columns, strict=True)
            ]
        )
    upright = height <= 1.5 * width or len(info.words[0]) == 1
    picture = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), np.uint8)
    for letters_of_word, x0, x1 in cut(picture, runs):
        corners = _part(box, x0 / width, x1 / width) if upright else box
        yield _word(letters_of_word, picture, x0, x1, corners)


def _word(letters: Sequence[Letter], crop: Picture, x0: float, x1: float, corners: Points) -> Seen:
    text = "".join(letter for letter, _, _ in letters)
    sure = least_sure([c for _, _, c in letters])
    if "*" in text:
        middles = {i: x - x0 for i, (_, x, _) in enumerate(letters)}
        stars = counted(text, dark(crop)[:, int(x0) : int(x1)], middles)
        if stars is not None:
            others = [c for letter, _, c in letters if letter != "*"]
            return Seen(stars, corners, least_sure(others) if others else sure)
    return Seen(text, corners, sure)


def _dash(seen: Seen) -> Seen:
    """A lone stroke has many names in a recogniser's alphabet; on a form all of them are the dash."""
    return replace(seen, text="-" * len(seen.text)) if set(seen.text) <= _DASHES else seen


def _without_spaces(info: Any) -> list[float]:
    """The engine's confidences count its spaces, its words do not. They are told apart by number: where
    the counts differ, the spaces stood between the words, one each, or more at the ends."""
    letters = sum(len(word) for word in info.words)
    spaces = len(info.confs) - letters
    if spaces <= 0:
        return [float(c) for c in info.confs]
    if spaces != len(info.words) - 1:
        return [float(min(info.confs))] * letters
    kept: list[float] = []
    at = 0
    for word in info.words:
        kept += [float(c) for c in info.confs[at : at + len(word)]]
        at += len(word) + 1
    return kept


def _part(box: Points, first: float, last: float) -> Points:
    """The part of a box between two fractions of its width."""
    top, bottom = box[1] - box[0], box[2] - box[3]
    return np.array(
        [box[0] + top * first, box[0] + top * last, box[3] + bottom * last, box[3] + bottom * first]
    )
