import os

result = os.environ.get('DEBUG', '0') == '1'
