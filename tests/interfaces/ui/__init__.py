"""Tests of the shared interface."""
