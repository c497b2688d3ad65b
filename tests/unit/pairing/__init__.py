"""How a pairing lives: given what happened, when something is asked, then this follows."""
