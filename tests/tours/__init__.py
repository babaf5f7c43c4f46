"""Tests of the guided tours."""
