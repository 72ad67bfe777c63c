import ｍａｔｈ
result = math.sqrt(4)
