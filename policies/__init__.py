"""Built-in policies: rules, shared Rego, evidence schemas and data. Holds no code."""
