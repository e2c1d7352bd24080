"""Findings -> disputes -> letters; grounds and clocks of the law; outcomes."""
