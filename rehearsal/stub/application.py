"""The stub itself, as it is copied into a release folder: web, workers and `db` of the application's contract.

Faults (words of the file `faults`): `dies` ends at once; `errors` answers 500 to every second question for its health (`flaky`: to every tenth)
that comes through the edge, `ill` to every second post of people as well; `unready` never becomes ready; `lies` names
another release; `slow` takes its time; `lingers` has workers that take theirs to end;
`blabs` tells whoever runs its `db` all it was told, and fails to migrate.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
FAULTS = (HOME / "faults").read_text("utf-8").split()
REVISION = (HOME / "version").read_text("utf-8")
SCHEMA = (HOME / "schema").read_text("utf-8")
IDLE = 5.0
"""Seconds after which a kept connection that says nothing is closed; the application's own server waits 75."""
WORLD = Path(os.environ.get("CREDITAI_WORLD", "/nonexistent"))


def option(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1]


class Web:
    """HTTP/1.1 on a Unix socket, with the drain of the contract: asked to drain, it ends each kept connection with
    its next answer, and stays."""

    def __init__(self) -> None:
        self.colour, self.release, self.socket = option("--colour"), option("--release"), option("--socket")
        self.draining = False
        self.asked = self.posts = 0
        self.open: set[asyncio.StreamWriter] = set()
        self.streams: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        if "dies" in FAULTS:
            sys.exit("the stub was told to die")
        Path(self.socket).unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self.serve, self.socket, backlog=1024)
        ended = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        await ended.wait()
        self.drain()
        server.close()
        deadline = asyncio.get_running_loop().time() + 20
        while self.open and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.02)

    def drain(self) -> None:
        self.draining = True
        for stream in self.streams:
            stream.cancel()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            while await self.one(reader, writer):
                await writer.drain()
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            return
        finally:
            self.open.discard(writer)
            writer.close()

    async def one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; whether the connection is kept."""
        async with asyncio.timeout(IDLE):
            head = await reader.readuntil(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in rest if line)}
        if "transfer-encoding" in headers:
            body = await chunked(reader)
        else:
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        if path == "/api/events":
            await self.stream(writer)
            return False
        status, told = await self.answer(method, path, headers, body)
        keep = not self.draining and headers.get("connection", "").lower() != "close"
        self.write(writer, status, told, keep, method == "HEAD")
        return keep

    async def answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, object]:
        if path == "/api/health":
            if "slow" in FAULTS and headers.get("host") != "localhost":
                await asyncio.sleep(0.4)
            self.asked += headers.get("host") != "localhost"
            every = 2 if {"errors", "ill"} & set(FAULTS) else 10 if "flaky" in FAULTS else 0
            failing = every and self.asked % every == 1 and headers.get("host") != "localhost"
            release = "0" * 64 if "lies" in FAULTS else self.release
            told = {
                "status": "ok",
                "release": release,
                "colour": self.colour,
                "revision": REVISION,
                "schema": SCHEMA,
            }
            return (500, {"error": "told to fail"}) if failing else (200, told)
        if path == "/api/health/ready":
            return (503 if self.draining or "unready" in FAULTS else 200), {"ready": not self.draining}
        if path == "/api/system/drain":
            return self.system(method, headers, body)
        if path == "/api/posts" and method == "POST":
            await asyncio.sleep(0.04)
            self.posts += 1
            if "ill" in FAULTS and self.posts % 2 == 1:
                return 500, {"error": "told to fail"}
            return self.posted(headers, body)
        return 404, {}

    def system(self, method: str, headers: dict[str, str], body: bytes) -> tuple[int, object]:
        """Drain, and leave unless told to stay, as the application does."""
        wanted = Path(os.environ["CREDITAI_OPERATOR_TOKEN_FILE"]).read_text("utf-8").strip()
        if headers.get("authorization") != f"Bearer {wanted}":
            return 401, {}
        self.drain() if method == "POST" else setattr(self, "draining", False)
        if method == "POST" and not json.loads(body or b"{}").get("stay"):
            os.kill(os.getpid(), signal.SIGTERM)
        return 200, {"draining": self.draining}

    def posted(self, headers: dict[str, str], body: bytes) -> tuple[int, object]:
        """Do it once for each idempotency key: the key's file cannot be made twice."""
        try:
            (WORLD / "posts" / headers["idempotency-key"]).open("x").close()
        except FileExistsError:
            return 409, {"doubled": True}
        return 201, {"colour": self.colour, "release": self.release, "bytes": len(body)}

    async def stream(self, writer: asyncio.StreamWriter) -> None:
        """Events until drained; then the client is told to come again, and the answer ends whole."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")

        async def events() -> None:
            while True:
                writer.write(f"data: {self.colour}\n\n".encode())
                await writer.drain()
                await asyncio.sleep(0.1)

        task = asyncio.create_task(events())
        self.streams.add(task)
        try:
            if self.draining:
                task.cancel()
            await asyncio.wait([task])
        finally:
            self.streams.discard(task)
        writer.write(b"event: bye\ndata: come again\n\n")

    def write(self, writer: asyncio.StreamWriter, status: int, told: object, keep: bool, head: bool) -> None:
        content = json.dumps(told).encode()
        lines = [
            f"HTTP/1.1 {status} X", "Content-Type: application/json", f"Content-Length: {len(content)}",
            f"X-CreditAI-Colour: {self.colour}", f"X-CreditAI-Release: {self.release}",
            f"X-CreditAI-Served-By: {self.colour}/{self.release[:12]}",
            "Connection: " + ("keep-alive" if keep else "close"), "", "",
        ]  # fmt: skip
        writer.write("\r\n".join(lines).encode() + (b"" if head else content))


async def chunked(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


async def work() -> None:
    """Take jobs: a job is a file of `jobs`, held by renaming it, done by moving it to `done`."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    for name in ("jobs", "done"):
        (WORLD / name).mkdir(exist_ok=True)
    while not ended.is_set():
        for job in sorted((WORLD / "jobs").glob("*.job")):
            held = job.with_suffix(f".held-{option('--colour')}")
            try:
                job.rename(held)
            except FileNotFoundError:
                continue
            await asyncio.sleep(0.05)
            held.rename(WORLD / "done" / job.stem)
            break
        else:
            await asyncio.sleep(0.05)
    if "lingers" in FAULTS:
        await asyncio.sleep(4)


def database(verb: str) -> None:
    """`db status|migrate`: the schema is a file; a migration sets it to this release's."""
    place = WORLD / "schema"
    if "blabs" in FAULTS:
        told = "\n".join(value for name, value in os.environ.items() if name.startswith("CREDITAI_"))
        print(told, file=sys.stderr)
        if verb == "migrate":
            sys.exit(told)
    if verb == "migrate":
        place.write_text(SCHEMA, "utf-8")
    now = place.read_text("utf-8") if place.exists() else "0"
    print(json.dumps({"revision": now, "pending": max(0, int(SCHEMA) - int(now))}))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(Web().run())
    elif sys.argv[1] == "work":
        asyncio.run(work())
    elif sys.argv[1] == "db":
        database(sys.argv[2])
    else:
        sys.exit(f"no verb {sys.argv[1]}")
