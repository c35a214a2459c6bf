"""Tests of the widgets alone, each in a small app of its own."""
