"""A report's page as a picture, with the places of a finding marked on it.

Boxes are points from the top left of the page as shown, as evidence has them; pages count from 1. The
marker is translucent like a highlighter's, so the words under it stay what they are.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFont

from creditai.documents.pdf import open_pdf
from creditai.errors import WrongUsage
from creditai.report import Box

INK = (255, 226, 106)
EDGE = (214, 126, 0)
BADGE = (178, 74, 8)
SPREAD = 2.0
"""Points of marker around the words."""

_CLEAR = 90
"""Steps of grey between which only rules and shades are drawn, no words."""

Place = tuple[float, float, float, float]
Marked = tuple[Box, str | None]
"""A box and the short label (a number) in its badge, or no badge."""


def page_png(data: bytes, page: int, boxes: Sequence[Marked], *, dpi: float = 110) -> bytes:
    """The whole page of this PDF with the boxes marked, as PNG. Pixels are bounded as in documents.pdf."""
    image, scale = _page(data, page, dpi)
    return _png(_marked(image, boxes, scale))


def crop_png(
    data: bytes, page: int, boxes: Sequence[Marked], *, dpi: float = 130, context: float = 36
) -> bytes:
    """The part of the page around the boxes, full width, with `context` points above and below."""
    if not boxes:
        raise ValueError("a crop needs boxes to be around")
    image, scale = _page(data, page, dpi)
    image = _marked(image, boxes, scale)
    top = max(0, round((min(b[1] for b, _ in boxes) - context) * scale))
    bottom = min(image.height, round((max(b[3] for b, _ in boxes) + context) * scale))
    return _png(image.crop((0, min(top, image.height - 1), image.width, max(bottom, top + 1))))


def _page(data: bytes, page: int, dpi: float) -> tuple[Image.Image, float]:
    """The picture, and its pixels per point."""
    with open_pdf(data) as pdf:
        if not 1 <= page <= pdf.page_count:
            raise WrongUsage(f"There is no page {page}: the PDF has {pdf.page_count}.")
        width = pdf.size(page - 1)[0]
        image = pdf.page_image(page - 1, dpi)
    return image, image.width / width


def _marked(image: Image.Image, boxes: Sequence[Marked], scale: float) -> Image.Image:
    if not boxes:
        return image
    placed = [(_pixels(box, scale, image), label) for box, label in boxes]
    ink = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(ink)
    round_by = max(2, round(2.5 * scale))
    for place, _ in placed:
        pen.rounded_rectangle(place, radius=round_by, fill=INK)
    image = ImageChops.multiply(image, ink)
    pen = ImageDraw.Draw(image)
    for place, _ in placed:
        pen.rounded_rectangle(place, radius=round_by, outline=EDGE, width=max(1, round(0.9 * scale)))
    for place, label in placed:
        if label:
            _badge(image, place, label, scale)
    return image


def _pixels(box: Box, scale: float, image: Image.Image) -> Place:
    x0, y0, x1, y1 = (value * scale for value in box)
    room = SPREAD * scale
    left, top = max(0.0, min(x0, x1) - room), max(0.0, min(y0, y1) - room)
    right, bottom = min(image.width - 1.0, max(x0, x1) + room), min(image.height - 1.0, max(y0, y1) + room)
    return (
        min(left, image.width - 2.0),
        min(top, image.height - 2.0),
        max(right, left + 1),
        max(bottom, top + 1),
    )


def _badge(image: Image.Image, place: Place, label: str, scale: float) -> None:
    """A round badge beside its box; drawn large and shrunk, for smooth edges. One that stands further off hangs
    on a line under the words between."""
    fine = 4
    height = 11 * scale
    font = ImageFont.load_default(size=0.72 * height * fine)
    width = max(height, font.getlength(label) / fine + 0.5 * height)
    size = (max(1, round(width * fine)), max(1, round(height * fine)))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius=size[1] // 2, fill=255)
    face = Image.new("RGB", size, BADGE)
    ImageDraw.Draw(face).text((size[0] / 2, size[1] / 2), label, font=font, fill="white", anchor="mm")
    small = (max(1, round(width)), max(1, round(height)))
    x, y = _spot(image, place, (width, height), 2 * scale)
    if x + width < place[0] - 4 * scale or x > place[2] + 4 * scale:
        ends = sorted((place[0], x + width / 2) if x < place[0] else (place[2], x + width / 2))
        under, thick = place[3] - 1.5 * scale, max(1, round(0.7 * scale))
        ImageDraw.Draw(image).line([(ends[0], under), (ends[1], under)], fill=EDGE, width=thick)
    image.paste(
        face.resize(small, Image.Resampling.LANCZOS),
        (max(0, round(x)), max(0, round(y))),
        mask.resize(small, Image.Resampling.LANCZOS),
    )


def _spot(image: Image.Image, place: Place, size: tuple[float, float], gap: float) -> tuple[float, float]:
    """The nearest place for a badge of this size that covers nothing; the one that covers least, if there is none."""
    level = place[1] + (place[3] - place[1] - size[1]) / 2
    spots = [(place[0], place[1] - size[1] - gap), (place[0], place[3] + gap)]
    for n in range(round(2 * image.width / size[0])):
        off = gap + n * size[0] / 2
        spots += [(place[0] - size[0] - off, level), (place[2] + off, level)]
    inside = [
        (x, min(max(0.0, y), image.height - size[1]))
        for x, y in spots
        if x >= 0 and x + size[0] < image.width
    ]
    covers = {spot: _ink(image, spot, size) for spot in inside}
    clear = [spot for spot in inside if covers[spot] <= _CLEAR]

    def away(spot: tuple[float, float]) -> float:
        across = max(place[0] - spot[0] - size[0], spot[0] - place[2], 0.0)
        return across + abs(spot[1] - level)  # beside the words rather than above or below them

    if clear:
        return min(clear, key=away)
    return min(inside, key=lambda spot: covers[spot], default=(0.0, 0.0))


def _ink(image: Image.Image, spot: tuple[float, float], size: tuple[float, float]) -> int:
    """How far the lightest and the darkest under a badge here are apart: a rule is no word."""
    box = tuple(round(v) for v in (spot[0], spot[1], spot[0] + size[0], spot[1] + size[1]))
    low, high = image.crop((box[0], box[1], box[2], box[3])).convert("L").getextrema()
    return int(high) - int(low)  # type: ignore[arg-type]


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    few = image.quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
