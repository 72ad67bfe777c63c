side = '%c%c%c' % (66, 85, 89)
result = float('%d.%d' % (1, 5))
