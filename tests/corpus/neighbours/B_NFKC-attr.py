import math
σ = math.sqrt(4)
result = math.ｓｑｒｔ(σ)
