signal = 0

if signal == 0:
    pass
signal = 1 + 1
