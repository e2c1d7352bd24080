"""PDFium's own functions, in the shapes that bulk reading needs: the only file that knows its handles.

PDFium is asked by C function pointers (`Call`) that take and fill plain addresses, so that a whole page of
questions runs as one `map` over an array instead of a Python call with objects for each character.
PDFium knows no threads: one process, one caller at a time.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2  # noqa: F401  (starts the library)
import pypdfium2.raw as raw

Floats = npt.NDArray[np.float64]
Handle = int

_VOID, _INT, _UINT, _FLOAT, _DOUBLE = (
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_uint,
    ctypes.c_float,
    ctypes.c_double,
)


def _call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), _VOID).value
    if address is None:
        raise ImportError(f"this PDFium has no {name}")
    prototype: Callable[[int], Callable[..., Any]] = ctypes.CFUNCTYPE(result, *arguments)
    return prototype(address)


loose_box = _call("FPDFText_GetLooseCharBox", _INT, _VOID, _INT, _VOID)
matrix_of = _call("FPDFText_GetMatrix", _INT, _VOID, _INT, _VOID)
origin_of = _call("FPDFText_GetCharOrigin", _INT, _VOID, _INT, _VOID, _VOID)
object_of = _call("FPDFText_GetTextObject", _VOID, _VOID, _INT)
font_size = _call("FPDFText_GetFontSize", _DOUBLE, _VOID, _INT)
unicode_of = _call("FPDFText_GetUnicode", _UINT, _VOID, _INT)
is_generated = _call("FPDFText_IsGenerated", _INT, _VOID, _INT)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _INT, _VOID)
font_of = _call("FPDFTextObj_GetFont", _VOID, _VOID)
fill_color = _call("FPDFPageObj_GetFillColor", _INT, _VOID, _VOID, _VOID, _VOID, _VOID)
page_object = _call("FPDFPage_GetObject", _VOID, _VOID, _INT)
form_object = _call("FPDFFormObj_GetObject", _VOID, _VOID, _INT)
object_type = _call("FPDFPageObj_GetType", _INT, _VOID)


def handle(pointer: Any) -> Handle:
    """The address that a handle of the bindings stands for; 0 for none."""
    return ctypes.cast(pointer, _VOID).value or 0


def run(call: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Ask for every item; the answers lie in the caller's arrays."""
    deque(map(call, *arguments), maxlen=0)


def text_of(text_page: Handle) -> str:
    """All characters of a text page, one for each of its indices."""
    count = raw.FPDFText_CountChars(ctypes.cast(text_page, raw.FPDF_TEXTPAGE))
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(ctypes.cast(text_page, raw.FPDF_TEXTPAGE), 0, count, units)
    text = bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a Unicode are left out of that text: the indices no longer agree.
    codes = map(unicode_of, repeat(text_page), range(count))
    return "".join(chr(c) if 0 < c < 0x110000 else "\ufffd" for c in codes)


def loose_boxes(text_page: Handle, indices: Sequence[int]) -> Floats:
    """left, top, right, bottom (page space, y upwards) of these characters: advance by font height."""
    boxes = np.zeros((len(indices), 4), np.float32)
    base = boxes.ctypes.data
    run(loose_box, repeat(text_page), indices, range(base, base + 16 * len(indices), 16))
    return boxes.astype(np.float64)


def matrices(text_page: Handle, indices: Sequence[int]) -> Floats:
    """a, b, c, d, e, f of the text at these characters."""
    found = np.zeros((len(indices), 6), np.float32)
    base = found.ctypes.data
    run(matrix_of, repeat(text_page), indices, range(base, base + 24 * len(indices), 24))
    return found.astype(np.float64)


def origins(text_page: Handle, indices: Sequence[int]) -> Floats:
    """x, y of these characters' baseline starts."""
    found = np.zeros((len(indices), 2), np.float64)
    base, end = found.ctypes.data, found.ctypes.data + 16 * len(indices)
    run(origin_of, repeat(text_page), indices, range(base, end, 16), range(base + 8, end, 16))
    return found


def colors(objects: Sequence[Handle]) -> npt.NDArray[np.uint32]:
    """red, green, blue, alpha (0..255) of what fills these objects."""
    found = np.full((len(objects), 4), 255, np.uint32)
    found[:, :3] = 0
    base, end = found.ctypes.data, found.ctypes.data + 16 * len(objects)
    run(fill_color, objects, *(range(base + 4 * i, end, 16) for i in range(4)))
    return found
