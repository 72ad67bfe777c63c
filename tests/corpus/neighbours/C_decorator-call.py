def registered(function):
    return function


@registered
@(lambda function: function)
def signal(close):
    return close > 0
