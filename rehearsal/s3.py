"""Storage that speaks S3, as far as we call it: `python -m rehearsal.s3 --port 0` prints its address and serves.

One bucket in memory: PUT, GET, HEAD, DELETE of an object, DeleteObjects, uploads in parts, lists by prefix in pages (ListObjectsV2). A
request that is not signed with KEY and SECRET (Signature Version 4) is 403, so a client that signs wrongly is found.

    POST /rehearsal/faults   {"mode": "well" | "away" | "deny" | "full" | "hang" | "led", "times": 3}

`led`: what writes is sent on with 303, and told there that all is well, as by a proxy that wants a sign-in first.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape, unescape

from rehearsal.party import Party, alone

KEY, SECRET, BUCKET = "AKIAREHEARSAL", "a secret of the rehearsal", "papers"
PAGE = 100
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8}/[^/]+/s3/aws4_request), ?"
    r"SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})"
)
_ELSEWHERE = "/rehearsal/elsewhere"
_FAULTS = {
    "away": (503, "SlowDown"),
    "deny": (403, "AccessDenied"),
    "full": (507, "InsufficientStorage"),
}


class Town(Party):
    """What it keeps: name -> bytes and when they came; parts of uploads that are not whole yet."""

    def __init__(self, port: int) -> None:
        super().__init__(port, _Door)
        self.kept: dict[str, tuple[bytes, float]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}


class _Door(BaseHTTPRequestHandler):
    server: Town
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._come()

    do_PUT = do_HEAD = do_DELETE = do_GET  # noqa: N815 - the names that http.server asks for

    def do_POST(self) -> None:
        if self.path == "/rehearsal/faults":
            told = json.loads(self._body())
            self.server.mode, self.server.times = told["mode"], told.get("times", 1_000_000)
            self._send(200)
        else:
            self._come()

    def _come(self) -> None:
        body, parts = self._body(), urlsplit(self.path)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        if parts.path == _ELSEWHERE:
            self._send(200, b"welcome", {"ETag": '"1"', "Last-Modified": formatdate(usegmt=True)})
            return
        fault = (
            self.server.fault() if self.server.mode != "led" or self.command in ("PUT", "POST") else "well"
        )
        if fault == "led":
            self._send(303, headers={"Location": _ELSEWHERE})
        elif fault == "hang":
            self.server.over.wait()
            self.close_connection = True
        elif fault != "well":
            self._refuse(*_FAULTS[fault])
        elif not signed(self.command, parts.path, asked, dict(self.headers.items()), body):
            self._refuse(403, "SignatureDoesNotMatch")
        elif bucket != BUCKET:
            self._refuse(404, "NoSuchBucket")
        elif not name and "delete" in asked:
            self._forget(body.decode())
        elif not name:
            self._list(asked)
        elif "uploads" in asked or "uploadId" in asked:
            self._in_parts(name, asked, body)
        else:
            self._one(name, body)

    def _one(self, name: str, body: bytes) -> None:
        if self.command == "PUT":
            self._keep(name, body)
            self._send(200, headers={"ETag": f'"{hashlib.sha256(body).hexdigest()}"'})
        elif self.command == "DELETE":
            self.server.kept.pop(name, None)
            self._send(204)
        elif name not in self.server.kept:
            self._refuse(404, "NoSuchKey")
        else:
            content, when = self.server.kept[name]
            told = {"ETag": f'"{len(content)}"', "Last-Modified": formatdate(when, usegmt=True)}
            self._send(200, content, told)

    def _in_parts(self, name: str, asked: dict[str, str], body: bytes) -> None:
        """An object that is seen when its last part is there, and not before."""
        if self.command == "POST" and "uploads" in asked:
            upload = uuid4().hex
            self.server.parts[upload] = {}
            self._xml("InitiateMultipartUploadResult", _tag("UploadId", upload))
        elif asked["uploadId"] not in self.server.parts:
            self._refuse(404, "NoSuchUpload")
        elif self.command == "PUT":
            self.server.parts[asked["uploadId"]][int(asked["partNumber"])] = body
            self._send(200, headers={"ETag": f'"{hashlib.sha256(body).hexdigest()}"'})
        elif self.command == "POST":
            told = self.server.parts.pop(asked["uploadId"])
            self._keep(name, b"".join(told[number] for number in sorted(told)))
            self._xml("CompleteMultipartUploadResult", _tag("Key", name) + _tag("ETag", '"whole"'))
        else:
            self.server.parts.pop(asked["uploadId"])
            self._send(204)

    def _keep(self, name: str, content: bytes) -> None:
        self.server.kept[name] = (content, time.time())

    def _forget(self, told: str) -> None:
        """DeleteObjects: what was not there is deleted all the same."""
        names = [unescape(name) for name in re.findall("<Key>([^<]*)</Key>", told)]
        for name in names:
            self.server.kept.pop(name, None)
        self._xml("DeleteResult", "".join(f"<Deleted>{_tag('Key', name)}</Deleted>" for name in names))

    def _list(self, asked: dict[str, str]) -> None:
        after = asked.get("continuation-token", "")
        names = sorted(n for n in list(self.server.kept) if n.startswith(asked.get("prefix", "")))
        later = [name for name in names if name > after]
        more = len(later) > PAGE
        told = "".join(self._line(name) for name in later[:PAGE]) + _tag("IsTruncated", str(more).lower())
        told += _tag("NextContinuationToken", later[PAGE - 1]) if more else ""
        self._xml("ListBucketResult", told)

    def _line(self, name: str) -> str:
        content, when = self.server.kept[name]
        day = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(when))
        told = _tag("Key", name) + _tag("Size", str(len(content))) + _tag("LastModified", day)
        return f"<Contents>{told}{_tag('ETag', 'none')}</Contents>"

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _xml(self, kind: str, inner: str, status: int = 200) -> None:
        told = f'<?xml version="1.0" encoding="UTF-8"?><{kind}>{inner}</{kind}>'
        self._send(status, told.encode(), {"Content-Type": "application/xml"})

    def _refuse(self, status: int, code: str) -> None:
        self._xml("Error", _tag("Code", code) + _tag("Message", "A fault of the rehearsal."), status)

    def _send(self, status: int, content: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *told: Any) -> None:
        """Says nothing."""


def _tag(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def signed(method: str, path: str, asked: dict[str, str], headers: dict[str, str], body: bytes) -> bool:
    """Whether it is signed with KEY and SECRET, and the body is the one that was signed."""
    given = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    found = _AUTHORIZATION.fullmatch(given.get("authorization", ""))
    digest = given.get("x-amz-content-sha256", "")
    if found is None or found[1] != KEY:
        return False
    if digest not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
        return False
    names, scope = found[3].split(";"), found[2]
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(asked.items()))
    lines = "".join(f"{name}:{given.get(name, '')}\n" for name in names)
    request = "\n".join((method, path, query, lines, found[3], digest))
    told = "\n".join(
        ("AWS4-HMAC-SHA256", given.get("x-amz-date", ""), scope, hashlib.sha256(request.encode()).hexdigest())
    )
    key = f"AWS4{SECRET}".encode()
    for part in (*scope.split("/"), told):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.compare_digest(key.hex(), found[4])


if __name__ == "__main__":
    alone(__doc__, Town, lambda town: town.address)
