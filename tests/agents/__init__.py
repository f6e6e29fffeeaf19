"""Real agent programs, against a model on loopback."""
