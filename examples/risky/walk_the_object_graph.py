"""Climbs from an empty tuple to every class of the process, and down to the operating system.

Stopped by: the validator (dangerous-attribute, once per step, and object-graph-escape).
"""
classes = ().__class__.__base__.__subclasses__()
wrap = [c for c in classes if c.__name__ == "_wrap_close"][0]
result = wrap.__init__.__globals__["getpid"]()
