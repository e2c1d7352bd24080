"""Is the release well, how sure are we, and what follows.

sequential.py   an anytime-valid test of a rate      traffic.py   one measurement judged: errors, latency, silence
matrix.py       severity, impact, evidence, schema, age -> what to do      thresholds.py   the one table of numbers
"""
