"""A lender's merged file: trades of two lines under two lines of heads, scores and inquiries of a line each.

Every bureau's data stand in one list; a token in each line names whose they are.
"""
