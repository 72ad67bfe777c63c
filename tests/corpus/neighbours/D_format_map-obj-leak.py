class Unknown(Exception):
    pass


try:
    text = '{trade.price}'.format(trade=trade)
except AttributeError as error:
    print(error)
