"""How long things take, measured on the machine at hand: `python -m bench.NAME` prints a table. See README.md here.

Nothing of the tracker imports from here, and no bench asserts a time.
"""
