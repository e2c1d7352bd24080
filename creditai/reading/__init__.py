"""Files -> reports in a limited child process, many at once: hostile bytes stop here."""
