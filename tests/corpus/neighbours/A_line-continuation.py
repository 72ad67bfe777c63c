import math as \
    m
signal = m.sqrt(4)
