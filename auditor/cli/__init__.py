"""Command line: parse, call the app, print, exit."""
