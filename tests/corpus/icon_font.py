"""A TrueType font of three icons, written from nothing: what browsers embed when a page uses an icon font.

Private-use code points carry a tick (U+E001) and a section icon (U+E002); the same tick stands at
U+2713, for prints whose tick is a real character.
"""

from __future__ import annotations

import struct

TICK, ICON, REAL_TICK = "\ue001", "\ue002", "\u2713"
NAME = "CorpusIcons"
_EM = 1000
_TICK_SHAPE = ((80, 380), (180, 480), (360, 290), (780, 720), (880, 620), (360, 90))
_ICON_SHAPE = ((150, 0), (150, 700), (850, 700), (850, 0))
_SHAPES: tuple[tuple[tuple[int, int], ...], ...] = ((), (), _TICK_SHAPE, _ICON_SHAPE)
_CMAP = ((0x20, 1), (0x2713, 2), (0xE001, 2), (0xE002, 3))


def _glyph(shape: tuple[tuple[int, int], ...]) -> bytes:
    if not shape:
        return b""
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    head = struct.pack(">hhhhh", 1, min(xs), min(ys), max(xs), max(ys)) + struct.pack(
        ">HH", len(shape) - 1, 0
    )
    flags = bytes([1] * len(shape))
    dx = [x - before for x, before in zip(xs, [0, *xs], strict=False)]
    dy = [y - before for y, before in zip(ys, [0, *ys], strict=False)]
    data = (
        head + flags + b"".join(struct.pack(">h", d) for d in dx) + b"".join(struct.pack(">h", d) for d in dy)
    )
    return data + b"\0" * (-len(data) % 4)


def _cmap() -> bytes:
    segments = [(code, code, glyph - code) for code, glyph in _CMAP] + [(0xFFFF, 0xFFFF, 1)]
    n = len(segments)
    body = struct.pack(">HHHH", n * 2, 8, 2, n * 2 - 8)
    body += b"".join(struct.pack(">H", end) for _, end, _ in segments) + b"\0\0"
    body += b"".join(struct.pack(">H", start) for start, _, _ in segments)
    body += b"".join(struct.pack(">H", delta & 0xFFFF) for _, _, delta in segments)
    body += b"\0\0" * n
    table = struct.pack(">HHH", 4, len(body) + 6, 0) + body
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


def _name() -> bytes:
    entries = [(1, NAME), (2, "Regular"), (3, NAME), (4, NAME), (6, NAME)]
    text, records = b"", b""
    for name_id, value in entries:
        raw = value.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, name_id, len(raw), len(text))
        text += raw
    return struct.pack(">HHH", 0, len(entries), 6 + len(records)) + records + text


def icon_font() -> bytes:
    """The font file."""
    glyphs = [_glyph(shape) for shape in _SHAPES]
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    n = len(glyphs)
    os2 = struct.pack(
        ">HhHHHhhhhhhhhhhh10s4L4sHHHhhhHH", 3, _EM, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 258, 0, bytes(10),
        0, 0, 0, 0, b"NONE", 64, 0x20, 0xE002, 800, -200, 90, 1000, 200,
    ) + struct.pack(">LLhhHHH", 1, 0, 500, 700, 0, 32, 1)  # fmt: skip
    tables = {
        b"OS/2": os2,
        b"cmap": _cmap(),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">LLLLHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, 0, 900, 800, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(
            ">LhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 90, 1000, 0, 0, 900, 1, 0, 0, 0, 0, 0, 0, 0, n
        ),
        b"hmtx": b"".join(struct.pack(">Hh", 1000, min((p[0] for p in s), default=0)) for s in _SHAPES),
        b"loca": b"".join(struct.pack(">L", o) for o in offsets),
        b"maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, n, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(),
        b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _assembled(tables)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">LHHHH", 0x10000, count, power * 16, power.bit_length() - 1, count * 16 - power * 16
    )
    at, directory, body = 12 + 16 * count, b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        directory += struct.pack(">4sLLL", tag, _checksum(padded), at + len(body), len(data))
        body += padded
    font = bytearray(header + directory + body)
    place = at + sum(len(d) + -len(d) % 4 for t, d in sorted(tables.items()) if t < b"head") + 8
    font[place : place + 4] = struct.pack(">L", (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(data: bytes) -> int:
    total: int = sum(struct.unpack(f">{len(data) // 4}L", data[: len(data) // 4 * 4]))
    return total & 0xFFFFFFFF
