result = len(str(9**9))
