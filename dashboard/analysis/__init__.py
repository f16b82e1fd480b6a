"""Measures: pure functions of frames, each with its reference. Nothing here reads a store or draws."""
