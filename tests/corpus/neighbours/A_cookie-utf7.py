# coding: UTF-8
signal = 7 * 6
# +AAo- is only a comment here
