"""Layer 4, a door: the read-only REST interface at /api/v1/. It reads published rows only, and answers with their
stored JSON.

A module for each noun holds its list, declared by its rows, its FilterSet and its shape, and its details. `lists.py` is
what all lists do, `shapes.py` what the answers look like, `schema.py` how that is described.
"""
