"""Put it on the status page."""

from __future__ import annotations

from runbook.cli.incident import _room


def publish(
    which: _room.Which,
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Show the incident to customers: a static page and JSON in the state folder's `status/`.

    The page loads nothing and needs no application; serve the folder from anywhere. Later events are shown as they happen.

    Examples:

      creditai incident publish incident-1
    """
    room = _room.Room(environment, by)
    found = room.happened(which, "publish")
    for path in room.published():
        print(path)
    room.told(found, "message", f"{found.id} is on the status page: {found.issue} ({found.state.lower()}).")
    room.said_aloud()
    return 0
