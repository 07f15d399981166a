"""Layer 3: what is seen only in many published commitments at once, worked out in one place for every door."""
