"""What serves the lines of the runbook that no check, step or verification serves: the file, and the test that proves it.

The product is told of by its files alone: nothing of it is imported. Evidence is a run: of what the journal names by a
line's number, or of the test.
"""

from __future__ import annotations

from collections.abc import Mapping

_RELEASE = "tests/runbook/cli/test_release.py::test_a_release_from_plan_to_rollback"
_AFTER = "tests/runbook/cli/test_afterwards.py"
_MATRIX = "tests/runbook/judge/test_matrix.py::test_the_four_rows_of_the_document"
_INCIDENT = "tests/runbook/cli/test_incident.py::test_the_whole_story"
_MESSAGES = "tests/runbook/messages/test_messages.py::test_a_plan_and_its_end_are_told_with_what_was_measured"
_TOLD = "tests/runbook/test_telling.py::test_everybody_is_told_once"
_METRICS = "tests/creditai/test_metrics.py"
_HEALTH = "tests/creditai/health/test_health.py::test_each_thing_of_the_runbook_has_its_address"

SERVED: Mapping[str, tuple[str, str]] = {
    "R009": ("runbook/building.py", "tests/runbook/test_building.py::test_two_builds_of_one_commit_are_one_artefact"),
    "R010": ("runbook/sizes.py", "tests/runbook/test_sizes.py::test_what_is_over_the_budget_is_named"),
    "R011": ("runbook/artefact.py", "tests/runbook/test_building.py::test_a_changed_artefact_is_seen"),
    "R029": ("creditai/clients/sentry.py", "tests/creditai/clients/test_sentry.py::test_forty_canaries_and_none_arrives"),
    "R049": ("creditai/store/migrating.py", "tests/creditai/store/test_migrating.py::test_every_migration_goes_forth_and_back_and_forth"),
    **dict.fromkeys(("R056", "R080", "R134", "R156"), ("runbook/cli/release/_status.py", _RELEASE)),
    **dict.fromkeys(("R057", "R106", "R157"), ("runbook/cli/release/logs.py", f"{_AFTER}::test_logs_are_read_and_secrets_masked")),
    "R081": ("creditai/web/routes/health.py", "tests/creditai/health/test_health.py::test_the_body_says_what_runs_and_head_answers_too"),
    **{n: (f"creditai/health/{name}.py", f"{_HEALTH}[{name.replace('_', '-')}]") for n, name in (
        ("R082", "database"), ("R083", "redis"), ("R084", "supabase"), ("R085", "google_cloud"), ("R100", "stripe"))},
    "R101": ("creditai/web/routes/health.py", f"{_HEALTH}[google-cloud]"),
    "R107": ("runbook/cli/release/_history.py", _RELEASE),
    "R111": ("creditai/store/migrating.py", "tests/creditai/cli/test_db.py::test_back_and_forth"),
    "R090": ("runbook/verifying.py", "tests/runbook/cli/test_verify.py::test_times_are_sampled_and_judged"),
    "R115": ("runbook/telling.py", _TOLD),
    **dict.fromkeys(("R116", "R117"), ("runbook/incident/course.py", _INCIDENT)),
    "R118": ("runbook/incident/statuspage.py", "tests/runbook/incident/test_course.py::test_the_status_page_shows_what_was_published_and_nothing_else"),
    "R119": ("runbook/messages/incident.py", "tests/runbook/messages/test_messages.py::test_an_incident_is_told_with_the_time_of_the_next_message"),
    "R124": ("creditai/web/routes/operating.py", "tests/creditai/web/test_operating.py::test_the_runbooks_curl_switches_off_without_naming_json"),
    **{n: ("runbook/emergencies.py", f"tests/runbook/cli/test_emergency.py::{test}") for n, test in (
        ("R122", "test_limits_stand_everywhere_and_end_by_themselves"), ("R123", "test_limits_stand_everywhere_and_end_by_themselves"),
        ("R125", "test_features_are_switched_off_with_the_application_down"),
        ("R126", "test_features_are_switched_off_with_the_application_down"))},
    **dict.fromkeys(("R127", "R128", "R129"), ("creditai/metrics.py", f"{_METRICS}::test_a_request_is_counted_under_its_template")),
    "R130": ("creditai/metrics.py", f"{_METRICS}::test_statements_are_timed_and_the_pool_is_told"),
    "R133": ("creditai/metrics.py", f"{_METRICS}::test_the_machine_is_measured_as_the_kernel_tells_it"),
    **dict.fromkeys(("R135", "R136", "R137"), ("creditai/metrics.py", f"{_METRICS}::test_business_is_counted")),
    "R138": ("creditai/web/routes/feedback.py", "tests/creditai/web/test_operating.py::test_feedback_is_counted_and_happens_once"),
    "R147": ("runbook/announcing.py", f"{_AFTER}::test_a_release_is_announced_from_git_and_journal"),
    "R153": ("runbook/messages/complete.py", _MESSAGES),
    "R154": ("runbook/reporting.py", f"{_AFTER}::test_a_release_leaves_its_report_and_what_is_to_be_done"),
    "R155": ("runbook/reporting.py", f"{_AFTER}::test_a_release_leaves_its_report_and_what_is_to_be_done"),
    "R180": ("runbook/document.py", "tests/runbook/test_document.py::test_its_control_comes_from_git"),
    **{n: ("runbook/judge/matrix.py", f"{_MATRIX}[{n}]") for n in ("R176", "R177", "R178", "R179")},
}  # fmt: skip
"""Number -> the file that serves it, and the test that proves it."""

INCIDENT: Mapping[str, str] = {
    "open": "R115", "assess": "R116", "assign": "R117", "publish": "R118", "message": "R119",
}  # fmt: skip
"""Event of an incident -> the line that it is evidence for; R115 only when somebody was told."""

_KUBERNETES = (
    "a command of Kubernetes; this machine is the host target, whose counterpart is `creditai release`"
)
_WORKERS = "a number in the environment file (`workers`), which the next release takes"
_DOCKER = "a command of Docker; releases of the host target are folders named by digest"
_ALERTS = "rules of an alert manager, which is not among the parts of this target yet"
ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("R034", "R050", "R052", "R053", "R073", "R074", "R075", "R076", "R077", "R078", "R093", "R094", "R159", "R175"), _KUBERNETES),
    "R158": _WORKERS,
    **dict.fromkeys(("R033", "R041", "R051", "R069", "R070", "R071", "R072", "R160", "R161", "R162"), _DOCKER),
    **dict.fromkeys(("R028", "R139", "R140", "R141", "R142", "R143", "R144", "R145", "R146"), _ALERTS),
}  # fmt: skip
"""Number -> why it is not on this target."""
