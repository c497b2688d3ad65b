"""How a file becomes the roster: cells, columns, lines, and what they change about known people."""
