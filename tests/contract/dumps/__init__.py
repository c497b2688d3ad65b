"""Databases as each migration left them, with people, events and all that follows from them.

``python -m tests.contract.dumps.take`` adds the one after the newest migration. Those of a release
are never changed: databases in the field look like them.
"""
