"""Mail: to the addresses of the environment file, and to who is on call when an incident opens."""

from __future__ import annotations

from collections.abc import Mapping

from runbook.actions import Mail
from runbook.notifiers import Notice, Notifier


class ByMail(Notifier):
    """The addresses under mail_to."""

    keys = ("mail", "mail_from", "mail_to")

    def sends(self, notice: Notice, given: Mapping[str, str]) -> Mail:
        fixed = [each.strip() for each in given["mail_to"].split(",") if each.strip()]
        to = tuple(dict.fromkeys((*fixed, *(notice.persons if notice.kind == "alert" else ()))))
        return Mail(
            f"mail: {notice.subject}", given["mail"], given["mail_from"], to, notice.subject, notice.text
        )
