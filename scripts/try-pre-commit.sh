#!/usr/bin/env bash
# Tries the hook of .pre-commit-hooks.yaml with the real pre-commit, as a user would have it: the last commit of this
# checkout as the repository of the hook, and a repository of strategies that commits good, bad and cunningly named files.
# Takes the pre-commit that is there, or one from PyPI in a virtual environment. Needs git, Node, npm and python3 with venv,
# takes a minute, leaves nothing behind. It is run by hand before a release: not every machine of CI can have pre-commit.
set -euo pipefail

if [ $# -gt 0 ]; then
  printf 'it takes no argument\nusage: scripts/try-pre-commit.sh\n' >&2
  exit 2
fi

root=$(cd -P "${BASH_SOURCE[0]%/*}/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export PRE_COMMIT_HOME=$place/cache
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=try GIT_AUTHOR_EMAIL=try@localhost
export GIT_COMMITTER_NAME=try GIT_COMMITTER_EMAIL=try@localhost

if ! command -v pre-commit >/dev/null; then
  python3 -m venv "$place/venv"
  "$place/venv/bin/pip" install --quiet "pre-commit${PRE_COMMIT_VERSION:+==$PRE_COMMIT_VERSION}"
  PATH=$place/venv/bin:$PATH
fi
pre-commit --version

mkdir "$place/strategies"
cd "$place/strategies"
git init --quiet
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $root
    rev: $(git -C "$root" rev-parse HEAD)
    hooks:
      - id: quantine
YAML
pre-commit install --install-hooks

failures=0
# try_commit passes|refused FILE CONTENT
try_commit() {
  local expected=$1 file=$2 ended=passes
  printf '%b' "$3" >"./$file"
  git add --all
  git commit --quiet --message "$file" >"$place/log" 2>&1 || ended=refused
  if [ "$ended" = "$expected" ]; then
    echo "ok      $file: $ended"
  else
    failures=$((failures + 1))
    echo "FAILED  $file: $ended, and not $expected"
    cat "$place/log"
  fi
  git reset --quiet
  [ "$ended" = passes ] || rm -- "./$file"
}

try_commit passes good.py 'result = 6 * 7\n'
try_commit passes notes.md 'import os\nos.system("x")\n'
try_commit refused bad.py 'import os\nos.system("x")\n'
grep --quiet 'bad.py:2:1 dangerous-call +30' "$place/log"
try_commit refused broken.py 'x = = 1\n'
try_commit refused './--output=stolen.py' 'import os\nos.system("x")\n'
try_commit passes './--output=good.py' 'result = 6 * 7\n'
[ ! -e stolen.py ] && [ ! -e good.py.py ] && grep --quiet '6 \* 7' good.py || failures=$((failures + 1))

echo "$failures failed"
exit "$((failures > 0))"
