"""Built-in plugins, one folder each; they import `auditor.api` only."""
