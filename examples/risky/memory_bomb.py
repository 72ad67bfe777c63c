"""Takes memory until there is none.

Stopped by: the container (memory). To a reader this is an ordinary list.
"""
history = []
for bar in range(10**6):
    history.append(b"x" * (64 * 1024 * 1024))
result = len(history)
