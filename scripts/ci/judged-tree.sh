#!/usr/bin/env bash
# Lays out what is judged of a change: the Python files as the change has them, among the policies and approvals as they
# were before it. So a change that brings a milder policy, or approves itself, is judged as if it did not.
#   judged-tree.sh BASE FOLDER [PATH ...]
# BASE is the commit before the change, or empty to judge every Python file of HEAD by its own policies. PATHs, from the
# root of the repository and taken literally, narrow it down. INPUT_CONFIG and INPUT_APPROVALS may name further files that
# are taken from before the change. Writes FOLDER/tree, and FOLDER/files: the names of the files to judge, each ended by NUL.
set -euo pipefail

base=$1
folder=$2
shift 2

paths=()
for path in "$@"; do paths+=(":(top,literal)$path"); done
policies=(':(top,glob)**/quantine.toml' ':(top,glob)**/pyproject.toml' ':(top,glob)**/quantine-approvals.json')
for file in "${INPUT_CONFIG:-}" "${INPUT_APPROVALS:-}"; do
  [ -z "$file" ] || policies+=(":(top,literal)$file")
done

empty_tree=$(git hash-object -t tree /dev/null)
# An index of our own: the user's stays as it is.
export GIT_INDEX_FILE=$folder/index

only_python() {
  local name
  while IFS= read -r -d '' name; do
    case $name in *.[pP][yY]) printf '%s\0' "$name" ;; esac
  done
}

# Writes out those files of the index that standard input names.
lay_out() {
  git checkout-index -z --stdin --force --prefix="$folder/tree/"
}

cd "$(git rev-parse --show-toplevel)"
mkdir -p "$folder/tree"
git diff -z --name-only --no-renames --no-ext-diff --diff-filter=d "${base:-$empty_tree}" HEAD -- ${paths[@]+"${paths[@]}"} |
  only_python >"$folder/files"
git read-tree HEAD
lay_out <"$folder/files"
# What a link leads to was not changed here, or is no file of the repository: it is told as missing, and refused.
find "$folder/tree" -type l -exec rm -f {} +

git read-tree "${base:-HEAD}"
git ls-files -z -- "${policies[@]}" | lay_out
rm -f "$GIT_INDEX_FILE"
