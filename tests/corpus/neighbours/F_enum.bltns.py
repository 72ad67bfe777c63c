import enum


class Side(enum.Enum):
    BUY = enum.auto()


result = Side.BUY.name
