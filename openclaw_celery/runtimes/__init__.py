"""Ways to run an agent; nothing is imported here, so that the keeper starts quickly."""
