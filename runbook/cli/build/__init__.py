"""Built releases: what they weigh, and whether they are whole."""
