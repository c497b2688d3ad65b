"""The rules by which a file becomes the roster."""
