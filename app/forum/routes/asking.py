"""Asking: a guided form in steps, each with its own address."""
