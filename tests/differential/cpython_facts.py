"""What CPython's own parser sees in sources: the strategy that tests/integration/cpython-ast.test.ts runs in the image."""

import ast
import warnings


def facts_of(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "<source>", "exec", dont_inherit=True)
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    # `x: int` alone gives x no value.
    bare = {id(node.target) for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and node.value is None}
    facts = {"imports": [], "calls": [], "attributes": [], "names": []}
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                facts["imports"] += [alias.name for alias in node.names]
            case ast.ImportFrom(level=0):
                facts["imports"] += [f"{node.module}.{alias.name}" for alias in node.names]
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                facts["calls"].append(name)
            case ast.Attribute():
                facts["attributes"].append(node.attr)
            case ast.Name() if id(node) not in bare:
                facts["names"].append(node.id)
            case ast.MatchClass():
                facts["attributes"] += node.kwd_attrs
        if isinstance(node, ast.Call):
            facts["calls"].append("()")
    return facts


def run(data, params):
    return [facts_of(source) for source in params["sources"]]
