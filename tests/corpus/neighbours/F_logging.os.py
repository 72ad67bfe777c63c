import logging

logging.getLogger(__name__).info('bars %d', 5)
