result = callable(print)
