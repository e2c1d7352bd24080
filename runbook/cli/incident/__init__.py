"""Open an incident, say what is known, tell people every 15 minutes, end it; the timeline is the journal."""
