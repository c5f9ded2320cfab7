"""Settings of all tests."""

from hypothesis import settings

settings.register_profile("auditor", deadline=None)
settings.load_profile("auditor")
"""A busy machine is no fault of the code."""
