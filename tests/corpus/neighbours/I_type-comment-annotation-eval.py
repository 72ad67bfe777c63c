def f(x: 'pd.Series') -> int:  # type: (int) -> int
    return 0


result = f.__annotations__
