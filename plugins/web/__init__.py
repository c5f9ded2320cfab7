"""Collector of web servers: configuration of nginx and Apache."""
