"""The guest: PID 1 of a Quantine sandbox. `supervisor.py` holds the theory of operation."""
