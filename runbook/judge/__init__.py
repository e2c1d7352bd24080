"""Is the release well, how sure are we, and what follows.

sequential.py   an anytime-valid test of a rate      traffic.py   one measurement judged: errors, latency, silence
people.py       people's requests, out of the edge's log      business.py   what they came for: papers read, payments taken
matrix.py       severity, impact, evidence, schema, age -> what to do      thresholds.py   the one table of numbers
"""
