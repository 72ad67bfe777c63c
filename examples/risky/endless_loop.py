"""Never ends.

Stopped by: the container (wall clock). The validator gives an infinite loop 5 points, because some end by themselves.
"""
position = 0
while True:
    position = 1 - position
