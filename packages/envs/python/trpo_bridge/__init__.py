"""Environments of Python, served to a process that trains on them."""
