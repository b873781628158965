"""Tests of the room of yearly assessments and accountability."""
