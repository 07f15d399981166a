"""The embedded PostgreSQL server of a data directory, and the Django database backend that uses it.

Use it as ``"ENGINE": "tracker.postgresql"`` with ``"EMBEDDED": "<data directory>"``; see base.py.
Keep this module free of imports: the keeper process imports it too and has to stay small.
"""
