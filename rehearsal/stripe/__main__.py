"""`python -m rehearsal.stripe`: serves until told to stop; the first line on standard output is the address."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

import uvicorn

from rehearsal.stripe import __doc__ as about
from rehearsal.stripe.door import application


def main() -> None:
    parser = argparse.ArgumentParser("rehearsal.stripe", description=(about or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=0, help="0: one that is free")
    parser.add_argument("--key", default="sk_test_rehearsal", help="the API key that is accepted")
    parser.add_argument("--save", type=Path, help="a file to keep the books in")
    asked = parser.parse_args()
    door = socket.create_server(("127.0.0.1", asked.port))
    print(f"http://127.0.0.1:{door.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(application(asked.key, asked.save), log_level="warning")).run(
        sockets=[door]
    )


main()
