"""How a file becomes the roster: cells, columns, lines, and the changes to the people in it."""
