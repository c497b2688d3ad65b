"""One sample of every shape in which events are journaled and states handed on.

``python -m tests.unit.samples.take`` adds those that are missing. Samples of a release are never
changed: real journals hold what they show.
"""
