sizes = [len(trades) for trades in ([1], [1, 2])]
result = sizes[0] == 1
