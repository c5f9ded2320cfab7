"""Collector of S3-compatible object stores."""
