from math import *
result = sqrt(4)
