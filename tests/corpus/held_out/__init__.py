"""Prints of bureaus and vendors that no named layout knows: kept for the accuracy run alone.

No module of the product and no other test may import this folder (tests/house/test_held_out.py), so what is
measured on it is how well the product reads a report that it was never shown.
"""
