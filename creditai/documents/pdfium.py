"""PDFium's own functions, in the shapes that bulk reading needs: the only file that knows its handles.

A whole page of questions runs as one `map` of a C function over ready arguments. Such a bulk call costs
nearly nothing but PDFium's own work, because nothing is made for it: its result goes to a cell of memory
whose address is kept, and its arguments are declared nowhere, so ctypes need not convert them. That is why
a bulk call takes addresses only as `_at` makes them: a bare int would be cut to 32 bits.
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
Codes = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Handle = int

_VOID, _INT, _UINT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_double
_HANDLE = ctypes.c_ssize_t
"""As a result: 0, not None, for none."""


def _address(name: str) -> int:
    address = ctypes.cast(getattr(raw, name), _VOID).value
    if address is None:
        raise ImportError(f"this PDFium has no {name}")
    return address


# PYFUNCTYPE keeps the interpreter's lock: PDFium knows no threads, and letting go costs a tenth more.
def _call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    prototype: Callable[[int], Callable[..., Any]] = ctypes.PYFUNCTYPE(result, *arguments)
    return prototype(_address(name))


def _bulk(name: str, result: Any = _INT) -> Callable[..., Any]:
    prototype: Callable[[int], Callable[..., Any]] = ctypes.PYFUNCTYPE(result)
    return prototype(_address(name))


_loose_box = _bulk("FPDFText_GetLooseCharBox")
_matrix_of = _bulk("FPDFText_GetMatrix")
_origin_of = _bulk("FPDFText_GetCharOrigin")
_object_of = _bulk("FPDFText_GetTextObject", _HANDLE)
_font_size = _bulk("FPDFText_GetFontSize", _DOUBLE)
_render_mode = _bulk("FPDFTextObj_GetTextRenderMode")
_font_of = _bulk("FPDFTextObj_GetFont", _HANDLE)
_fill_color = _bulk("FPDFPageObj_GetFillColor")
_page_object = _bulk("FPDFPage_GetObject", _HANDLE)
_form_object = _bulk("FPDFFormObj_GetObject", _HANDLE)
_object_type = _bulk("FPDFPageObj_GetType")
_object_bounds = _bulk("FPDFPageObj_GetBounds")
_object_matrix = _bulk("FPDFPageObj_GetMatrix")
_count_segments = _bulk("FPDFPath_CountSegments")
_draw_mode = _bulk("FPDFPath_GetDrawMode")
_path_segment = _bulk("FPDFPath_GetPathSegment", _HANDLE)
_segment_point = _bulk("FPDFPathSegment_GetPoint")
_segment_type = _bulk("FPDFPathSegment_GetType")

unicode_of = _call("FPDFText_GetUnicode", _UINT, _VOID, _INT)
is_hyphen = _call("FPDFText_IsHyphen", _INT, _VOID, _INT)
is_generated = _call("FPDFText_IsGenerated", _INT, _VOID, _INT)
has_transparency = _call("FPDFPageObj_HasTransparency", _INT, _VOID)
count_in_form = _call("FPDFFormObj_CountObjects", _INT, _VOID)
clip_of = _call("FPDFPageObj_GetClipPath", _VOID, _VOID)
count_clips = _call("FPDFClipPath_CountPaths", _INT, _VOID)
count_clip_segments = _call("FPDFClipPath_CountPathSegments", _INT, _VOID, _INT)
clip_segment = _call("FPDFClipPath_GetPathSegment", _VOID, _VOID, _INT, _INT)

_at = ctypes.c_void_p.from_param
_MEMORY = np.zeros(1 << 14, np.float32)
"""Where PDFium writes its answers: cells of four bytes, used anew for each bulk of questions."""
_PLACES = [_at(_MEMORY.ctypes.data + 4 * i) for i in range(len(_MEMORY))]


def _answers(
    call: Callable[..., Any],
    *questions: Sequence[Any],
    cells: int,
    pointers: int = 1,
    kind: Any = np.float32,
    blank: Any = 0,
) -> npt.NDArray[Any]:
    """A row of `cells` cells for each question (each of `questions` is one argument of all the calls), which
    PDFium is told by as many pointers, evenly apart; read as numbers of `kind`. `blank` is the row where
    PDFium has no answer."""
    at_once = len(_PLACES) // cells
    parts = []
    for start in range(0, max(1, len(questions[-1])), at_once):
        some = [column[start : start + at_once] for column in questions]
        size = cells * len(some[-1])
        rows = _MEMORY[:size].view(kind).reshape(len(some[-1]), 4 * cells // np.dtype(kind).itemsize)
        rows[:] = blank
        _run(call, *some, *(_PLACES[first:size:cells] for first in range(0, cells, cells // pointers)))
        parts.append(rows.copy())
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def handle(pointer: Any) -> Handle:
    """The address that a handle of the bindings stands for; 0 for none."""
    return ctypes.cast(pointer, _VOID).value or 0


def _run(call: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    deque(map(call, *arguments), maxlen=0)


def text_of(text_page: Handle, most: int) -> tuple[str, Codes] | None:
    """All characters of a text page, one for each of its indices, and their codes; None when there are more
    than `most`."""
    count = raw.FPDFText_CountChars(ctypes.cast(text_page, raw.FPDF_TEXTPAGE))
    if count <= 0:
        return "", np.zeros(0, np.uint32)
    if count > most:
        return None
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(ctypes.cast(text_page, raw.FPDF_TEXTPAGE), 0, count, units)
    codes: Codes = np.frombuffer(units, np.uint16, max(0, written - 1))
    text = codes.tobytes().decode("utf-16-le", "replace")
    if len(text) == len(codes) == count:
        return text, codes
    if len(text) != count:
        # Characters without a Unicode are left out of that text: the indices no longer agree.
        each = enumerate(map(unicode_of, repeat(text_page), range(count)))
        text = "".join(_character(text_page, i, code) for i, code in each)
    return text, np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _character(text_page: Handle, index: int, code: int) -> str:
    if code == 2 and is_hyphen(text_page, index) == 1:
        return "\ufffe"  # what the whole text has for it
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def objects_of(text_page: Handle, indices: Sequence[int]) -> npt.NDArray[np.int64]:
    """The text object that each of these characters is of; 0 where PDFium made the character up."""
    return np.fromiter(map(_object_of, *_each(text_page, indices)), np.int64, len(indices))


def loose_boxes(text_page: Handle, indices: Sequence[int]) -> npt.NDArray[np.float32]:
    """left, top, right, bottom (page space, y upwards) of these characters: advance by font height."""
    return _answers(_loose_box, *_each(text_page, indices), cells=4)


def matrices(text_page: Handle, indices: Sequence[int]) -> Floats:
    """a, b, c, d, e, f of the text at these characters."""
    return _answers(_matrix_of, *_each(text_page, indices), cells=6).astype(np.float64)


def origins(text_page: Handle, indices: Sequence[int]) -> Floats:
    """x, y of these characters' baseline starts."""
    return _answers(_origin_of, *_each(text_page, indices), cells=4, pointers=2, kind=np.float64)


def _each(text_page: Handle, indices: Sequence[int]) -> tuple[Sequence[Any], Sequence[int]]:
    return [_at(text_page)] * len(indices), indices


def font_sizes(text_page: Handle, indices: Sequence[int]) -> Floats:
    """As the text at these characters has them before its matrix."""
    return np.fromiter(map(_font_size, *_each(text_page, indices)), np.float64, len(indices))


def paints(objects: Sequence[Handle]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Of these text objects: their colors, and the render mode and the font of each."""
    at = _ats(objects)
    kinds = np.empty((len(at), 2), np.int64)
    kinds[:, 0] = np.fromiter(map(_render_mode, at), np.int64, len(at))
    kinds[:, 1] = np.fromiter(map(_font_of, at), np.int64, len(at))
    return _colors(at), kinds


def colors(objects: Sequence[Handle]) -> npt.NDArray[np.uint32]:
    """red, green, blue, alpha (0..255) of what fills these objects; black where nothing is said."""
    return _colors(_ats(objects))


def _colors(at: Sequence[Any]) -> npt.NDArray[np.uint32]:
    return _answers(_fill_color, at, cells=4, pointers=4, kind=np.uint32, blank=(0, 0, 0, 255))


def bounds(objects: Sequence[Handle]) -> Floats:
    """left, bottom, right, top of these objects, in the space of the page or form that holds them."""
    return _answers(_object_bounds, _ats(objects), cells=4, pointers=4).astype(np.float64)


def object_matrices(objects: Sequence[Handle]) -> Floats:
    """a, b, c, d, e, f from each object's own space to that of its page or form."""
    return _answers(_object_matrix, _ats(objects), cells=6).astype(np.float64)


def draw_modes(paths: Sequence[Handle]) -> npt.NDArray[np.int32]:
    """For each path: is it filled (0 no, 1 alternate, 2 winding), is it stroked."""
    return _answers(_draw_mode, _ats(paths), cells=2, pointers=2, kind=np.int32)


def points(segments: Sequence[Handle]) -> Floats:
    """x, y where each segment of a path ends."""
    return _answers(_segment_point, _ats(segments), cells=2, pointers=2).astype(np.float64)


def page_objects(page: Handle, count: int) -> list[Handle]:
    """All objects of a page, in the order in which they are painted."""
    return list(map(_page_object, repeat(_at(page)), range(count)))


def form_objects(form: Handle, count: int) -> list[Handle]:
    """The same of a form."""
    return list(map(_form_object, repeat(_at(form)), range(count)))


def object_types(objects: Sequence[Handle]) -> list[int]:
    return list(map(_object_type, map(_at, objects)))


def count_segments(paths: Sequence[Handle]) -> list[int]:
    return list(map(_count_segments, map(_at, paths)))


def segments_of(path: Handle, count: int) -> list[Handle]:
    return list(map(_path_segment, repeat(_at(path)), range(count)))


def segment_types(segments: Sequence[Handle]) -> list[int]:
    return list(map(_segment_type, map(_at, segments)))


def _ats(handles: Sequence[Handle]) -> list[Any]:
    return list(map(_at, handles))


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
