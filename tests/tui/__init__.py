"""Tests that drive the screens and widgets by keys and mouse."""
