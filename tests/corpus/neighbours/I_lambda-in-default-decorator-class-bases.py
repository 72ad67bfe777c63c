class A(*[object]):
    pass


result = A
