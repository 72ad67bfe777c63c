def f():
    pass


result = f.__name__, f.__doc__, f.__module__
