"""How long each control takes over the demo bank."""
