executed = []
executed.append('BUY')
