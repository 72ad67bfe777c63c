result = 0
if 1:
	result = 1 + 1
