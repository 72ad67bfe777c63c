#!/usr/bin/env bash
# What action.yml runs: judges the Python files of a change, tells it as annotations and as SARIF, and ends as
# `quantine check` does: 0 all pass, 1 something is refused, 2 wrong call, 3 our fault.
# Everything comes in by the environment, because names of files and branches are chosen by whoever proposes the change:
#   INPUT_BASE        the commit before the change; empty judges every Python file
#   INPUT_PATHS       folders or files to judge, one a line, from the root of the repository; empty judges all
#   INPUT_MAX_RISK    INPUT_CONFIG    INPUT_APPROVALS    INPUT_IMAGE    the options of the same name
#   INPUT_SARIF_FILE  where the SARIF log goes; by default quantine.sarif in RUNNER_TEMP
#   GITHUB_OUTPUT     takes `sarif`, the absolute path of the log, where this judgement wrote one
set -euo pipefail

here=$(cd -P "${BASH_SOURCE[0]%/*}" && pwd)
quantine=${QUANTINE_COMMAND:-$here/../quantine}
temporary=${RUNNER_TEMP:-${TMPDIR:-/tmp}}
base=${INPUT_BASE:-}

sarif=${INPUT_SARIF_FILE:-$temporary/quantine.sarif}
case $sarif in /*) ;; *) sarif=$PWD/$sarif ;; esac

work=$(mktemp -d "$temporary/quantine.XXXXXX")
work=$(cd -P "$work" && pwd)
trap 'rm -rf "$work"' EXIT

# A policy above the folder of what is judged would count for it, and nobody knows who wrote that.
above=$work
while [ "$above" != / ]; do
  above=$(dirname "$above")
  for name in quantine.toml pyproject.toml quantine-approvals.json; do
    [ -e "$above/$name" ] || continue
    echo "quantine: RUNNER_TEMP lies below a folder with a $name, which would decide: name another folder" >&2
    exit 2
  done
done

# A checkout of depth 1 lacks it.
if [ -n "$base" ] && ! git cat-file -e "$base^{commit}" 2>/dev/null; then
  git fetch --quiet --no-tags --depth=1 origin -- "$base" || true
  if ! git cat-file -e "$base^{commit}" 2>/dev/null; then
    echo "quantine: $(printf '%q' "$base"), the commit before the change, is not there and cannot be fetched from origin:" \
      "correct INPUT_BASE, or check out with its history (fetch-depth: 0)" >&2
    exit 2
  fi
fi

paths=()
while IFS= read -r path; do
  [ -z "$path" ] && continue
  # A folder that is misspelt would judge nothing, and pass for ever. One that the change takes away is no mistake.
  if ! [ -e "$path" ] && ! { [ -n "$base" ] && git cat-file -e "$base:$path" 2>/dev/null; }; then
    echo "quantine: there is no $(printf '%q' "$path"), before the change or after it: correct the input \`paths\`" >&2
    exit 2
  fi
  paths+=("$path")
done <<<"${INPUT_PATHS:-}"
"$here/judged-tree.sh" "$base" "$work" ${paths[@]+"${paths[@]}"}

options=(--format=github "--sarif=$sarif" "--files-from=$work/files")
[ -z "${INPUT_MAX_RISK:-}" ] || options+=("--max-risk=$INPUT_MAX_RISK")
[ -z "${INPUT_CONFIG:-}" ] || options+=("--config=$INPUT_CONFIG")
[ -z "${INPUT_APPROVALS:-}" ] || options+=("--approvals=$INPUT_APPROVALS")
[ -z "${INPUT_IMAGE:-}" ] || options+=("--image=$INPUT_IMAGE")

status=0
(cd "$work/tree" && exec "$quantine" check "${options[@]}") || status=$?

# After a wrong call or a fault of ours a log that is there is an older one.
if [ "$status" -le 1 ] && [ -n "${GITHUB_OUTPUT:-}" ] && [ -e "$sarif" ]; then
  printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
fi
echo "quantine: $(tr -dc '\0' <"$work/files" | wc -c | tr -d ' ') Python files judged, exit status $status"
exit "$status"
