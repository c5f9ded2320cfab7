"""Collector of registers kept in files."""
