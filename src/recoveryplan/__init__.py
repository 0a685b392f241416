"""A patient, self-guided recovery-plan program for the terminal: offline and private."""

__version__ = "0.1.0"
