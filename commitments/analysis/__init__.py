"""Layer 3: what the published commitments say together, for the pages and the API alike: counts of two dimensions
against each other, the line of a promise through time, documents and texts side by side. It reads published rows only
and answers with plain JSON.
"""
