class Registry(type):
    def __getitem__(cls, name):
        return cls.names[name]


class Signals(metaclass=Registry):
    names = {'long': 1}


result = Signals['long']
