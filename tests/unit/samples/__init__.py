"""One sample of every shape in which events were ever journaled and states handed on.

``python -m tests.unit.samples.take`` adds those that are missing. Samples are never changed: real
journals hold what they show.
"""
