"""A cursor on a page: text, wraps, rules and ticks at points from the top; a new page when there is no room."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus import icon_font
from tests.corpus.draw_reportlab.look import Look
from tests.corpus.sheets import Furniture

Color = tuple[float, float, float]
BLACK: Color = (0, 0, 0)
GREY: Color = (0.45, 0.45, 0.45)


class Pen:
    def __init__(
        self, look: Look, title: str, producer: str, edges: Furniture, pages: int, seed: int
    ) -> None:
        self.look, self.edges, self.pages = look, edges, pages
        self.rng = Random(f"pen/{seed}")
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(look.width, look.height), invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setProducer(producer or "ReportLab")
        self.canvas.setSubject("Invented person: a drawn sample, nobody's report")
        if icon_font.NAME not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(icon_font.NAME, io.BytesIO(icon_font.icon_font())))
        self.strokes: list[Callable[[], None]] = []
        self.page, self.y = 1, look.top

    @property
    def line(self) -> float:
        return self.look.size * self.look.leading

    @property
    def inner(self) -> float:
        return self.look.width - self.look.left - self.look.right

    def room(self, height: float) -> bool:
        """True when a new page had to be begun."""
        if self.y + height <= self.look.height - self.look.bottom:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        self._finish_page()
        self.canvas.showPage()
        self.page += 1
        self.y = self.look.top

    def _finish_page(self) -> None:
        look, c = self.look, self.canvas
        if look.rotate:
            # the page is stored on its side and shown upright
            c.setPageRotation(90)
            c.translate(look.height, 0)
            c.rotate(90)
        if look.shuffle:
            self.rng.shuffle(self.strokes)
        for stroke in self.strokes:
            stroke()
        self.strokes = []
        numbers = {"n": self.page, "m": self.pages}
        for y, (left, right) in ((20.0, self.edges.header), (look.height - 14.0, self.edges.footer)):
            c.setFillColorRGB(*GREY)
            c.setFont(look.font, 7)
            c.drawString(look.left, look.height - y, left.format(**numbers))
            c.drawRightString(look.width - look.right, look.height - y, right.format(**numbers))
        if look.hidden:
            t = c.beginText(look.left, look.height / 2)
            t.setTextRenderMode(3)
            t.setFont(look.font, 8)
            t.textLine("Account Number 999999XXXX Balance $77,777 hidden layer")
            c.drawText(t)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        bold: bool = False,
        size: float | None = None,
        color: Color = BLACK,
        right: bool = False,
    ) -> None:
        """`words` with their baseline a little under the top `y` of their line."""
        look, font, points = self.look, self.look.bold if bold else self.look.font, size or self.look.size
        if right:
            x -= self.measure(words, bold, points)
        base = look.height - y - points * 0.95
        self.strokes.append(lambda: self._write(x, base, words, font, points, color, bold and look.overprint))

    def _write(
        self, x: float, base: float, words: str, font: str, size: float, color: Color, twice: bool
    ) -> None:
        c = self.canvas
        c.setFillColorRGB(*color)
        c.setFont(font, size)
        if self.look.split_money and words.startswith("$"):
            c.drawString(x, base, "$")
            x, words = x + pdfmetrics.stringWidth("$", font, size), words[1:]
        c.drawString(x, base, words)
        if twice:
            c.drawString(x + 0.3, base, words)

    def tick(self, x: float, y: float) -> None:
        """A tick in a cell whose middle is x."""
        look, size = self.look, self.look.size
        base = look.height - y - size * 0.95
        if look.tick == "path":
            self.strokes.append(lambda: self._tick_path(x, base, size))
            return
        font, char = {
            "zapf": ("ZapfDingbats", "\u2714"), "private": (icon_font.NAME, icon_font.TICK), "real": (icon_font.NAME, icon_font.REAL_TICK),
            "word": (look.font, "OK"),
        }[look.tick]  # fmt: skip
        width = pdfmetrics.stringWidth(char, font, size)
        self.strokes.append(
            lambda: self._write(x - width / 2, base, char, font, size, (0.1, 0.45, 0.2), False)
        )

    def _tick_path(self, x: float, base: float, size: float) -> None:
        c, s = self.canvas, size * 0.35
        c.setStrokeColorRGB(0.1, 0.45, 0.2)
        c.setLineWidth(1.1)
        path = c.beginPath()
        path.moveTo(x - s, base + s * 0.9)
        path.lineTo(x - s * 0.3, base + s * 0.2)
        path.lineTo(x + s, base + s * 2)
        c.drawPath(path)

    def icon(self, x: float, y: float) -> None:
        base, size = self.look.height - y - self.look.size * 0.95, self.look.size
        self.strokes.append(lambda: self._write(x, base, icon_font.ICON, icon_font.NAME, size, GREY, False))

    def rule(self, x0: float, x1: float, y: float) -> None:
        def stroke() -> None:
            self.canvas.setStrokeColorRGB(0.75, 0.75, 0.75)
            self.canvas.setLineWidth(0.5)
            self.canvas.line(x0, self.look.height - y, x1, self.look.height - y)

        self.strokes.append(stroke)

    def band(
        self, x: float, y: float, width: float, height: float, color: Color = (0.92, 0.94, 0.97)
    ) -> None:
        def stroke() -> None:
            self.canvas.setFillColorRGB(*color)
            self.canvas.rect(x, self.look.height - y - height, width, height, stroke=0, fill=1)

        if self.look.shuffle:
            return  # a band painted over its words would hide them
        self.strokes.append(stroke)

    def measure(self, words: str, bold: bool = False, size: float | None = None) -> float:
        return float(
            pdfmetrics.stringWidth(words, self.look.bold if bold else self.look.font, size or self.look.size)
        )

    def wrap(self, words: str, width: float, bold: bool = False, size: float | None = None) -> list[str]:
        """Lines no wider than `width`; a word that is wider by itself is broken inside."""
        lines: list[str] = []
        line = ""
        for word in words.split():
            while self.measure(word, bold, size) > width and len(word) > 1:
                cut = next(
                    n
                    for n in range(len(word), 0, -1)
                    if n == 1 or self.measure(word[:n], bold, size) <= width
                )
                if line:
                    lines.append(line)
                    line = ""
                lines.append(word[:cut])
                word = word[cut:]
            tried = f"{line} {word}".strip()
            if self.measure(tried, bold, size) <= width or not line:
                line = tried
            else:
                lines.append(line)
                line = word
        return [*lines, line] if line or not lines else lines

    def finish(self) -> bytes:
        self._finish_page()
        self.canvas.save()
        return self.out.getvalue()
