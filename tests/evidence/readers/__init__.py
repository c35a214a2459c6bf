"""Tests of the readers, a file each."""
