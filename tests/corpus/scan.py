"""A drawn page -> a picture of it, as scanners, fax machines and telephones make them; a PDF of pictures only.

`scanned(pdf, seed, way)` is the same bytes each time on one machine. Each way names one thing that goes wrong.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter


@dataclass(frozen=True, slots=True)
class Way:
    """`dpi` of the picture; `skew` degrees at most; `noise` sigma of 255; `quality` of JPEG; `paper`: grey of it."""

    dpi: int
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 85
    fax: bool = False
    phone: bool = False
    upside_down: bool = False


WAYS: dict[str, Way] = {
    "clean200": Way(200),
    "clean300": Way(300, quality=80),
    "skewed": Way(200, skew=2.0, noise=4, quality=75),
    "noisy": Way(200, skew=0.6, noise=14, blur=0.6, quality=60),
    "low": Way(150, skew=0.8, noise=5, quality=70),
    "fax": Way(200, skew=0.5, noise=8, fax=True),
    "phone": Way(220, noise=5, blur=0.5, quality=55, phone=True),
    "upside": Way(200, skew=0.5, quality=75, upside_down=True),
}


def scanned(pdf: bytes, seed: int, way: str, pages: int | None = None) -> bytes:
    """`pages`: only the first so many."""
    rng, how = Random(f"scan/{way}/{seed}"), WAYS[way]
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for n in range(min(len(document), pages or len(document))):
        picture = document[n].render(scale=how.dpi / 72).to_pil().convert("L")
        pictures.append(_degraded(picture, how, rng))
    out = io.BytesIO()
    long_ago = time.gmtime(0)
    jpeg = {} if how.fax else {"quality": how.quality}
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=how.dpi, title="scan of a drawn sample",
        creationDate=long_ago, modDate=long_ago, **jpeg,
    )  # fmt: skip
    return out.getvalue()


def _degraded(picture: Image.Image, how: Way, rng: Random) -> Image.Image:
    if how.skew:
        picture = picture.rotate(rng.uniform(-how.skew, how.skew), Image.Resampling.BICUBIC, fillcolor=255)
    if how.phone:
        picture = _photographed(picture, rng)
    if how.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(how.blur))
    if how.noise:
        cells = np.asarray(picture, dtype=np.float32)
        grain = np.random.default_rng(rng.randint(0, 2**31)).normal(0, how.noise, cells.shape)
        picture = Image.fromarray(np.clip(cells * 0.97 + 4 + grain, 0, 255).astype(np.uint8))
    if how.upside_down:
        picture = picture.rotate(180)
    if how.fax:
        return picture.point(lambda v: 255 if v > 150 else 0).convert("1")
    return picture


def _photographed(picture: Image.Image, rng: Random) -> Image.Image:
    """Seen a little from the side, on a dark table, with a shadow across it."""
    w, h = picture.size
    edge = 0.03

    def near(x: float, y: float) -> tuple[float, float]:
        return x + rng.uniform(-edge, edge) * w, y + rng.uniform(-edge, edge) * h

    corners = [near(0, 0), near(w, 0), near(w, h), near(0, h)]
    flat = [(0.0, 0.0), (float(w), 0.0), (float(w), float(h)), (0.0, float(h))]
    margin = int(0.04 * w)
    moved = [(x + margin, y + margin) for x, y in corners]
    seen = picture.transform(
        (w + 2 * margin, h + 2 * margin),
        Image.Transform.PERSPECTIVE,
        _perspective(moved, flat),
        Image.Resampling.BICUBIC,
        fillcolor=90,
    )
    cells = np.asarray(seen, dtype=np.float32)
    across = np.linspace(0, 1, cells.shape[1])[None, :] * rng.uniform(-1, 1)
    down = np.linspace(0, 1, cells.shape[0])[:, None] * rng.uniform(-1, 1)
    shade = 0.82 + 0.16 * np.cos(1.5 * (across + down))
    return Image.fromarray(np.clip(cells * shade, 0, 255).astype(np.uint8))


def _perspective(where: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """Pillow's eight coefficients: from a point of the result to the point of the source it shows."""
    rows, right = [], []
    for (x, y), (u, v) in zip(where, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(c) for c in np.linalg.solve(np.array(rows), np.array(right))]
