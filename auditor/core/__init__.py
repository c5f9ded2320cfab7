"""The pipeline's parts: configuration, targets, collecting, evidence, policies, outcomes, gate."""
