"""auditor: policy-as-code audit of how customer information is handled."""

__version__ = "0.1.0"
