"""Witnesses: for every notice, item, deadline and end the stories that bring it about.

Each table names what its kind takes; a kind without a witness is a `TypeError` naming it. Read from
top to bottom, the tables say when each mail is sent, and to whom.
"""
