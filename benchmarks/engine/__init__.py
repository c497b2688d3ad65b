"""Our workflows beside a bare one: what do journal, rules and mails cost on top of Temporal itself?

`python -m benchmarks.engine` measures; ``benchmarks/README.md`` has the results.
"""
