"""Widgets that take plain values and know nothing of statements, findings or files."""
