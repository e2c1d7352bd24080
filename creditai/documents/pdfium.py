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
    # PYFUNCTYPE keeps the interpreter's lock: PDFium knows no threads, and letting go costs a tenth more.
    prototype: Callable[[int], Callable[..., Any]] = ctypes.PYFUNCTYPE(result, *arguments)
    return prototype(address)


loose_box = _call("FPDFText_GetLooseCharBox", _INT, _VOID, _INT, _VOID)
matrix_of = _call("FPDFText_GetMatrix", _INT, _VOID, _INT, _VOID)
origin_of = _call("FPDFText_GetCharOrigin", _INT, _VOID, _INT, _VOID, _VOID)
object_of = _call("FPDFText_GetTextObject", _VOID, _VOID, _INT)
font_size = _call("FPDFText_GetFontSize", _DOUBLE, _VOID, _INT)
unicode_of = _call("FPDFText_GetUnicode", _UINT, _VOID, _INT)
is_hyphen = _call("FPDFText_IsHyphen", _INT, _VOID, _INT)
is_generated = _call("FPDFText_IsGenerated", _INT, _VOID, _INT)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _INT, _VOID)
font_of = _call("FPDFTextObj_GetFont", _VOID, _VOID)
fill_color = _call("FPDFPageObj_GetFillColor", _INT, _VOID, _VOID, _VOID, _VOID, _VOID)
page_object = _call("FPDFPage_GetObject", _VOID, _VOID, _INT)
form_object = _call("FPDFFormObj_GetObject", _VOID, _VOID, _INT)
object_type = _call("FPDFPageObj_GetType", _INT, _VOID)
object_bounds = _call("FPDFPageObj_GetBounds", _INT, _VOID, *[_VOID] * 4)
object_matrix = _call("FPDFPageObj_GetMatrix", _INT, _VOID, _VOID)
has_transparency = _call("FPDFPageObj_HasTransparency", _INT, _VOID)
count_in_form = _call("FPDFFormObj_CountObjects", _INT, _VOID)
count_segments = _call("FPDFPath_CountSegments", _INT, _VOID)
draw_mode = _call("FPDFPath_GetDrawMode", _INT, _VOID, _VOID, _VOID)
path_segment = _call("FPDFPath_GetPathSegment", _VOID, _VOID, _INT)
clip_of = _call("FPDFPageObj_GetClipPath", _VOID, _VOID)
count_clips = _call("FPDFClipPath_CountPaths", _INT, _VOID)
count_clip_segments = _call("FPDFClipPath_CountPathSegments", _INT, _VOID, _INT)
clip_segment = _call("FPDFClipPath_GetPathSegment", _VOID, _VOID, _INT, _INT)
segment_point = _call("FPDFPathSegment_GetPoint", _INT, _VOID, _VOID, _VOID)
segment_type = _call("FPDFPathSegment_GetType", _INT, _VOID)


def handle(pointer: Any) -> Handle:
    """The address that a handle of the bindings stands for; 0 for none."""
    return ctypes.cast(pointer, _VOID).value or 0


def run(call: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Ask for every item; the answers lie in the caller's arrays."""
    deque(map(call, *arguments), maxlen=0)


def text_of(text_page: Handle, most: int) -> str | None:
    """All characters of a text page, one for each of its indices; None when there are more than `most`."""
    count = raw.FPDFText_CountChars(ctypes.cast(text_page, raw.FPDF_TEXTPAGE))
    if count <= 0:
        return ""
    if count > most:
        return None
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(ctypes.cast(text_page, raw.FPDF_TEXTPAGE), 0, count, units)
    text = bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a Unicode are left out of that text: the indices no longer agree.
    codes = enumerate(map(unicode_of, repeat(text_page), range(count)))
    return "".join(_character(text_page, i, code) for i, code in codes)


def _character(text_page: Handle, index: int, code: int) -> str:
    if code == 2 and is_hyphen(text_page, index) == 1:
        return "\ufffe"  # what the whole text has for it
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def objects_of(text_page: Handle, indices: Sequence[int]) -> list[Handle]:
    """The text object that each of these characters is of; 0 where PDFium made the character up."""
    return [found or 0 for found in map(object_of, repeat(text_page), indices)]


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


def bounds(objects: Sequence[Handle]) -> Floats:
    """left, bottom, right, top of these objects, in the space of the page or form that holds them."""
    found = np.zeros((len(objects), 4), np.float32)
    base, end = found.ctypes.data, found.ctypes.data + 16 * len(objects)
    run(object_bounds, objects, *(range(base + 4 * i, end, 16) for i in range(4)))
    return found.astype(np.float64)


def object_matrices(objects: Sequence[Handle]) -> Floats:
    """a, b, c, d, e, f from each object's own space to that of its page or form."""
    found = np.zeros((len(objects), 6), np.float32)
    base, end = found.ctypes.data, found.ctypes.data + 24 * len(objects)
    run(object_matrix, objects, range(base, end, 24))
    return found.astype(np.float64)


def draw_modes(paths: Sequence[Handle]) -> npt.NDArray[np.int32]:
    """For each path: is it filled (0 no, 1 alternate, 2 winding), is it stroked."""
    found = np.zeros((len(paths), 2), np.int32)
    base, end = found.ctypes.data, found.ctypes.data + 8 * len(paths)
    run(draw_mode, paths, range(base, end, 8), range(base + 4, end, 8))
    return found


def points(segments: Sequence[Handle]) -> Floats:
    """x, y where each segment of a path ends."""
    found = np.zeros((len(segments), 2), np.float32)
    base, end = found.ctypes.data, found.ctypes.data + 8 * len(segments)
    run(segment_point, segments, range(base, end, 8), range(base + 4, end, 8))
    return found.astype(np.float64)


def is_opaque(document: Handle, page: Handle, picture: Handle) -> bool:
    """Does nothing show through a picture? Its own mask counts, so it is painted to find out."""
    if has_transparency(picture) != 0:
        return False
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(
        ctypes.cast(document, raw.FPDF_DOCUMENT),
        ctypes.cast(page, raw.FPDF_PAGE),
        ctypes.cast(picture, raw.FPDF_PAGEOBJECT),
    )
    if not bitmap:
        return False  # a picture that cannot be painted hides nothing
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        height, stride = raw.FPDFBitmap_GetHeight(bitmap), raw.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), height * stride)
        alpha = np.frombuffer(pixels, np.uint8)[3::4]
        return bool(alpha.size) and float(alpha.mean()) > 230
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
