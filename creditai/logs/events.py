"""Every event that the service logs by name, and what it says: an event that is not here is not printed.

A new event is a line here; tests/creditai/logs/test_declared.py finds one that is logged and not declared.
"""

from __future__ import annotations

EVENTS: dict[str, str] = {
    "foreign": "A library said something; only where in its code, never what.",
    "unproven": "An event that could not be shown to be free of personal data; `at` is the line that logged it.",
    "crashed": "An exception that nobody caught.",
    "request.answered": "One request: route template, status, milliseconds.",
    "request.failed": "An exception that is our defect; the person saw a 500.",
    "request.slow": "A client that took too long to send or to read.",
    "job.ended": "One job: its name, how it ended, seconds.",
    "job.failed": "An exception that is our defect ended a job; it is reported.",
    "job.one_failed": "A job that looks after many failed for one of them; the others are looked after all the same.",
    "job.given_up": "A job failed and is not tried again.",
    "job.not_ours": "A job had ended, but the queue had given it to another meanwhile; nothing was written.",
    "jobs.left": "The worker ends before jobs that take too long; they go back to the queue.",
    "queue.away": "The queue does not answer the worker; it is asked again, later each time.",
    "instance.started": "The process serves or works.",
    "instance.draining": "No new work: connections and jobs are being ended.",
    "instance.ready": "Draining was called off; work is taken again.",
    "instance.stopped": "The process ends, and how many requests it left unanswered.",
    "flags.applied": "A new state of the switches is in force here.",
    "flags.stale": "Valkey does not answer; the last known state of the switches stands.",
    "flags.unaudited": "An operator's order stands, but the audit log could not be written; the log of orders has it.",
    "flags.restored": "Valkey had lost the switches; they were put back from the last known state.",
    "limits.local": "Valkey does not answer; the stricter limit of this process stands.",
    "health.changed": "A thing that is depended on became better or worse.",
    "stripe.drift": "Our rows differed from Stripe's word: how many times in this way.",
    "sentry.on": "Errors are reported to Sentry, scrubbed.",
}
