"""
The rules of the queue, as pure values and functions.

Nothing in here reads a clock, a file or a random number; who calls decides
when it is and what is written.
"""
