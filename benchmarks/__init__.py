"""Measurements beside the bare parts, printed as ratios."""
