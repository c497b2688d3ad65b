"""How fast and how safe is the journal, next to others? `python -m benchmarks.journal` tells."""
