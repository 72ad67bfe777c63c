column = ''.join(map(chr, [99, 108, 111, 115, 101]))
result = data[column].mean()
