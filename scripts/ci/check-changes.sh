#!/usr/bin/env bash
# What action.yml runs: judges the Python files of a change, tells it as annotations and as SARIF, and ends as
# `quantine check` does: 0 all pass, 1 something is refused, 2 wrong call, 3 our fault.
# Everything comes in by the environment, because names of files and branches are chosen by whoever proposes the change:
#   INPUT_BASE        the commit before the change; empty judges every Python file
#   INPUT_PATHS       folders or Python files to judge, one a line, from the root of the repository; empty judges all
#   INPUT_MAX_RISK    INPUT_CONFIG    INPUT_APPROVALS    INPUT_IMAGE    the options of the same name
#   INPUT_SARIF_FILE  where the SARIF log goes; by default quantine.sarif in RUNNER_TEMP
#   GITHUB_OUTPUT     takes `sarif`, the absolute path of the log, where this judgement wrote one
set -euo pipefail

wrong_call() {
  echo "quantine: $*" >&2
  exit 2
}
# A status of 1 would say that a strategy is refused.
trap 'echo "quantine: the check itself failed" >&2; exit 3' ERR

temporary=${RUNNER_TEMP:-${TMPDIR:-/tmp}}
sarif=${INPUT_SARIF_FILE:-$temporary/quantine.sarif}
case $sarif in /*) ;; *) sarif=$PWD/$sarif ;; esac
# Where this judgement does not come to its end, an older log would be sent on as if it were this one's. A file that is no
# log may be there by mistake, and stays.
if [ -f "$sarif" ] && head -c 300 "$sarif" | grep -q '"\$schema": ".*sarif.*"'; then rm -f -- "$sarif"; fi

here=$(cd -P "${BASH_SOURCE[0]%/*}" && pwd)
quantine=${QUANTINE_COMMAND:-$here/../quantine}
command -v -- "$quantine" >/dev/null || wrong_call "there is no command $(printf '%q' "$quantine"): correct QUANTINE_COMMAND"
# Below, what is judged is the folder that it would be looked for in.
case $quantine in /*) ;; */*) quantine=$PWD/$quantine ;; esac
base=${INPUT_BASE:-}
git rev-parse --quiet --verify 'HEAD^{commit}' >/dev/null || wrong_call "this is no git repository with a commit: check out first"

work=$(mktemp -d "$temporary/quantine.XXXXXX")
work=$(cd -P "$work" && pwd)
trap 'rm -rf "$work"' EXIT

# A policy above the folder of what is judged would count for it, and nobody knows who wrote that.
above=$work
while [ "$above" != / ]; do
  above=$(dirname "$above")
  for name in quantine.toml pyproject.toml quantine-approvals.json; do
    [ -e "$above/$name" ] || continue
    wrong_call "RUNNER_TEMP lies below a folder with a $name, which would decide: name another folder"
  done
done

# A checkout of depth 1 lacks it.
if [ -n "$base" ] && ! git cat-file -e "$base^{commit}" 2>/dev/null; then
  git fetch --quiet --no-tags --depth=1 origin -- "$base" || true
  git cat-file -e "$base^{commit}" 2>/dev/null ||
    wrong_call "$(printf '%q' "$base"), the commit before the change, is not there and cannot be fetched from origin:" \
      "correct INPUT_BASE, or check out with its history (fetch-depth: 0)"
fi

# A path as git writes it, which finds nothing by another spelling: no `./`, no `//`, no `/` at its end. Empty for all.
as_git_writes() {
  local part parts tidy=
  case $1 in /*) return 1 ;; esac
  IFS=/ read -r -a parts <<<"$1"
  for part in "${parts[@]}"; do
    case $part in
      '' | .) ;;
      ..) return 1 ;;
      *) tidy+=${tidy:+/}$part ;;
    esac
  done
  printf '%s' "$tidy"
}

# What a path is after the change; where the change takes it away, what it was before.
kind_of() {
  git cat-file -t "HEAD:$1" 2>/dev/null || { [ -n "$base" ] && git cat-file -t "$base:$1" 2>/dev/null; }
}

# Whether a folder holds a Python file, or did so before the change. Git quotes names of several lines.
holds_python() {
  local commit
  for commit in HEAD ${base:+"$base"}; do
    [ "$(git ls-tree -r --full-tree --name-only "$commit:$1" 2>/dev/null | grep -ciE '\.py"?$')" = 0 ] || return 0
  done
  return 1
}

# What is misspelt would judge nothing, and pass for ever.
paths=()
is_all=
while IFS= read -r named; do
  [ -z "$named" ] && continue
  shown=$(printf '%q' "$named")
  path=$(as_git_writes "$named") ||
    wrong_call "$shown is no path from the root of the repository: correct the input \`paths\`"
  kind=$(kind_of "$path") ||
    wrong_call "there is no folder or file \"$shown\", before the change or after it: correct the input \`paths\`"
  case $kind:$path in
    tree:) is_all=yes ;;
    tree:*) holds_python "$path" || wrong_call "there is no Python file below $shown: correct the input \`paths\`" ;;
    blob:*.[pP][yY]) ;;
    *) wrong_call "$shown is neither a folder nor a Python file of the repository: correct the input \`paths\`" ;;
  esac
  paths+=("$path")
done <<<"${INPUT_PATHS:-}"
[ -z "$is_all" ] || paths=()

# A file of policy or approvals by which to judge: one of the repository counts as it was before the change, which is had
# by its name in there. Any other is as it is.
judging_file() {
  local folder root
  case $1 in /*) ;; *) as_git_writes "$1"; return ;; esac
  root=$(git rev-parse --show-toplevel)
  folder=$(git -C "$(dirname -- "$1")" rev-parse --show-toplevel 2>/dev/null) || folder=
  [ "$folder" != "$root" ] && printf '%s' "$1"
}
for input in INPUT_CONFIG INPUT_APPROVALS; do
  [ -n "${!input:-}" ] || continue
  file=$(judging_file "${!input}") && [ -n "$file" ] ||
    wrong_call "$(printf '%q' "${!input}") is no path from the root of the repository: correct $input"
  export "$input=$file"
done
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
count=$(tr -dc '\0' <"$work/files" | wc -c | tr -d ' ')
echo "quantine: $count Python $([ "$count" = 1 ] && echo file || echo files) judged, exit status $status"
exit "$status"
