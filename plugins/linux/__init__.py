"""Collector of Linux hosts."""
