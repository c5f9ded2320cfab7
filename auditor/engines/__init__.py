"""Rego engines: the only place that knows a Rego runtime."""
