import math
import re

result = re.match('[a-z]+', 'close'), math.pi
