"""A real Valkey."""

from __future__ import annotations

from tests.creditai.mortal import client, folder, server

__all__ = ["client", "folder", "server"]
