"""Incidents, and whom to call: the document's chapter on emergencies, as values. Pure.

course.py       an incident as the journal tells it: opened, assessed, assigned, told, resolved; what is overdue
contacts.py     on-call rotation and outside parties, from a file; placeholders are refused
postmortem.py   a draft from the journal
statuspage.py   what customers are shown, as HTML and JSON
"""
