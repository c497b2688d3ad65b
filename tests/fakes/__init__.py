"""Hand-written stand-ins for the ports of `activities`."""
