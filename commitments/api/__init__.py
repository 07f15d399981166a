"""Layer 4, a door: the read-only REST interface at /api/v1/. It reads published rows only, and answers with their
stored JSON.
"""
