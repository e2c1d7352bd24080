"""OCR side by side in one run: ours, the engine alone, and what else can be installed.

    python -m benchmarks.ocr [--pages N] [--dpi 150,200,300]

Draws dense report pages, degrades them into scans (skew, blur, noise, JPEG), and prints for each engine:
word F1 (as bags of words), CPU and wall seconds a page, and ours against the engine alone. Engines that
are not installed are named and left out: Tesseract is a program (`tesseract`), PP-OCRv4 is the package
rapidocr-onnxruntime.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from reportlab.pdfgen import canvas

from benchmarks import verdict
from creditai.ocr import engine

GOAL = 1.2
Engine = Callable[[Any], list[str]]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LABELS = (
    "Account Number", "Date Opened", "Balance", "High Credit", "Past Due Amount", "Status",
    "Credit Limit", "Terms", "Monthly Payment", "Responsibility", "Last Payment", "Original Creditor",
)  # fmt: skip


def page(seed: int) -> tuple[bytes, Counter[str]]:
    """One dense invented page as PDF, and the bag of its words."""
    rng, out = random.Random(seed), io.BytesIO()
    size = rng.uniform(7.5, 9.5)
    pen = canvas.Canvas(out, pagesize=(612, 792))
    said: list[str] = []

    def write(x: float, y: float, text: str, *, bold: bool = False) -> None:
        pen.setFont(rng_font + ("-Bold" if bold and rng_font == "Helvetica" else ""), size)
        pen.drawString(x, y, text)
        said.extend(text.split())

    rng_font = rng.choice(["Helvetica", "Times-Roman", "Courier"])
    y = 750.0
    while y > 190:
        name = rng.choice(["FIRST SAMPLE BANK N.A.", "EXAMPLE COLLECTIONS LLC", "SAMPLE AUTO FINANCE"])
        write(40, y, name, bold=True)
        for i in range(0, len(_LABELS), 2):
            y -= size * 1.5
            for label, x in ((_LABELS[i], 40), (_LABELS[i + 1], 310)):
                write(x, y, label)
                write(x + 110, y, _value(label, rng)[: 28 if x > 300 else 60])
        y -= size * 2
        for j, month in enumerate(_MONTHS):
            write(80 + j * 40, y, month)
        for year in ("2025", "2024"):
            y -= size * 1.5
            write(40, y, year)
            for j in range(12):
                write(80 + j * 40, y, rng.choice(["OK"] * 8 + ["30", "60", "CO", "ND"]))
        y -= size * 2.5
    pen.save()
    return out.getvalue(), Counter(said)


def _value(label: str, rng: random.Random) -> str:
    day = f"{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}/20{rng.randint(10, 25)}"
    return {
        "Account Number": f"41234567{rng.randint(1000, 9999)}****",
        "Date Opened": day,
        "Last Payment": day,
        "Status": rng.choice(["Pays as agreed", "Charged off. $1,280 written off.", "Collection account"]),
        "Terms": f"{rng.randint(12, 84)} months",
        "Responsibility": rng.choice(["Individual", "Joint", "Authorized user"]),
        "Original Creditor": rng.choice(["FIRST SAMPLE BANK", "-"]),
    }.get(label, f"${rng.randint(0, 25000):,}")


def scan(pdf: bytes, dpi: int, seed: int) -> Any:
    """The page as a scanner of that resolution gives it: skewed up to 1.5 degrees, noisy, JPEG."""
    rng = random.Random(seed)
    picture = pdfium.PdfDocument(pdf)[0].render(scale=dpi / 72).to_numpy()[:, :, :3]
    picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-1.5, 1.5), 1)
    picture = cv2.warpAffine(picture, turn, (width, height), borderValue=255)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.8))
    noise = np.random.default_rng(seed).normal(0, rng.uniform(4, 12), picture.shape)
    picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
    jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(45, 80)])[1]
    return cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE)


def engines(dpi: int) -> dict[str, Engine]:
    """What this machine can run, by name."""
    found: dict[str, Engine] = {}
    reader = engine()
    if reader is not None:
        found["ours"] = lambda p: [w.text for w in reader.words(p, 72 / dpi, 1)]
        found["engine alone"] = _alone()
    try:
        from rapidocr_onnxruntime import RapidOCR

        older = RapidOCR()
        found["PP-OCRv4"] = lambda p: [
            w for _, text, _ in older(cv2.cvtColor(p, cv2.COLOR_GRAY2BGR))[0] or () for w in text.split()
        ]
    except ImportError:
        print("not installed: rapidocr-onnxruntime (PP-OCRv4)")
    if shutil.which("tesseract"):
        found["Tesseract"] = lambda p: _tesseract(p, dpi)
    else:
        print("not installed: tesseract")
    return found


def _alone() -> Engine:
    import rapidocr

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1}
    alone = rapidocr.RapidOCR(params={"Global.log_level": "error", **threads})

    def look(picture: Any) -> list[str]:
        read: Any = alone(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_cls=False)
        return [word for text in read.txts or () for word in text.split()]

    return look


def _tesseract(picture: Any, dpi: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        cv2.imwrite(str(path), picture)
        command = ["tesseract", str(path), "-", "--dpi", str(dpi), "--psm", "11"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def _cpu() -> float:
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=3)
    ask.add_argument("--dpi", default="150,200,300")
    args = ask.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    met = True
    for dpi in map(int, args.dpi.split(",")):
        rows: dict[str, list[float]] = {}
        for name, look in engines(dpi).items():
            right = seen = said = 0
            look(scan(page(99)[0], dpi, 99)[:200])  # models loaded, not counted
            cpu, wall = _cpu(), time.perf_counter()
            for seed in range(args.pages):
                pdf, words = page(seed)
                got = Counter(look(scan(pdf, dpi, seed)))
                right += sum((got & words).values())
                seen += sum(got.values())
                said += sum(words.values())
            rows[name] = [2 * right / (seen + said), _cpu() - cpu, time.perf_counter() - wall]
        for name, (f1, cpu, wall) in rows.items():
            against = rows.get("engine alone", [0.0, cpu, wall])
            print(
                f"{dpi} dpi  {name:14} word F1 {f1:.4f}   {cpu / args.pages:6.2f} s CPU"
                f"   {wall / args.pages:6.2f} s a page   {wall / against[2]:5.2f} x the engine alone"
            )
        if "engine alone" in rows:
            ratio = rows["ours"][1] / rows["engine alone"][1]
            met = verdict(f"CPU of a scan at {dpi} dpi", ratio, GOAL, "x the engine") and met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
