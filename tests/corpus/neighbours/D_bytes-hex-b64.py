import base64

logo = base64.b64decode(b'iVBORw0KGgo=')
result = len(logo)
