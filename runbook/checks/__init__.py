"""What must be true before a release: one file per section of the runbook, one class per item; it only reads."""
