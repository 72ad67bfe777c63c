import typing

Prices: typing.TypeAlias = typing.Sequence[float]
