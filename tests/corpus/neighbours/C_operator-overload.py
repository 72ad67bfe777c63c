class Position:
    def __init__(self, size):
        self.size = size

    def __add__(self, other):
        return Position(self.size + other.size)


result = Position(1) + Position(2)
