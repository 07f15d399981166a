"""The views, one module per noun: find stored rows, hand them to a template."""
