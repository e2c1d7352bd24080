"""Sentry: an event is made anew from what is known to be clean, never cleaned. Off without a DSN.

Of an exception go out: its class, the lines of code, release, environment, the ids that logs carry too. Messages,
local variables, requests, breadcrumbs, users, the machine's name, and whatever a later version of the SDK adds do not:
nothing of the SDK's event is copied.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sentry_sdk
import structlog
from sentry_sdk.transport import Transport

from creditai.logs import log
from creditai.logs.redaction import class_name, frames
from creditai.settings import Settings

_IDS = ("request", "trace")


def set_up(settings: Settings, transport: type[Transport] | None = None) -> bool:
    """Report to the DSN of the settings; whether there is one."""
    if not settings.sentry:
        return False
    sentry_sdk.init(
        dsn=settings.sentry.reveal(),
        release=settings.release,
        environment=settings.environment,
        server_name="",
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
        enable_logs=False,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=_anew,
        before_send_transaction=lambda event, hint: None,
        before_breadcrumb=lambda crumb, hint: None,
        transport=transport,
    )
    log.info("sentry.on")
    return True


def report(error: BaseException) -> None:
    """Report a defect; nothing happens when Sentry is off."""
    sentry_sdk.capture_exception(error)


def flush(seconds: float = 2.0) -> None:
    sentry_sdk.flush(seconds)


def _anew(event: Any, hint: Any) -> Any:
    """The event that goes out; None (nothing goes out) when there is no exception to tell of."""
    told = hint.get("exc_info")
    if told is None or told[1] is None:
        return None
    error = told[1]
    bound = structlog.contextvars.get_contextvars()
    return {
        "event_id": event["event_id"],
        "timestamp": event["timestamp"],
        "platform": "python",
        "level": "error",
        "release": event.get("release"),
        "environment": event.get("environment"),
        "tags": {key: bound[key].hex for key in _IDS if isinstance(bound.get(key), UUID)},
        "exception": {
            "values": [{"type": class_name(error), "value": "", "stacktrace": {"frames": _frames(error)}}]
        },
    }


def _frames(error: BaseException) -> list[dict[str, Any]]:
    made = []
    for place in frames(error.__traceback__):
        file, _, rest = place.partition(":")
        line, _, function = rest.partition(" ")
        made.append({"filename": file, "lineno": int(line or 0), "function": function or "unknown"})
    return made
