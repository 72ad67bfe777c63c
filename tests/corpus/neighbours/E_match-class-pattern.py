match order:
    case Order(quantity=q):
        result = q * 2
