# What must be there before a line of our TypeScript can run: Node, the packages of the lock file, the build.
# Sourced by scripts/quantine and scripts/test, which set `root`. Everything about the engine and the image is
# `quantine setup`, in src/cli/setup. bash 3.2 and BSD tools must do, and a second call must cost next to nothing.

state=$root/.quantine
lock=$state/setup.lock

say() { printf 'quantine: %s\n' "$*" >&2; }

fail() {
  say "$1"
  shift
  while [ $# -gt 0 ]; do
    printf '  %s\n' "$1" >&2
    shift
  done
  exit 3
}

no_room() { fail "the first call could not write into $state." 'Is the disk full (df .)? Make room and run this again.'; }

# A node that was judged before is not started again only to ask for its version: that alone would take 40 ms.
require_node() {
  local node known=
  node=$(command -v node) || fail 'Node.js 20.19 or later is needed, and there is no node here.' \
    'Debian 13, Ubuntu 25.10: apt-get install nodejs npm   macOS: brew install node' \
    'Everywhere else: https://nodejs.org/en/download   Then run this command again.'
  [ -r "$state/node" ] && IFS= read -r known <"$state/node"
  [ "$node" = "$known" ] && return
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js 20.19 or later is needed, and $node is $(node --version)." \
      'Get a later one from https://nodejs.org/en/download and run this command again.'
  mkdir -p "$state" 2>/dev/null && printf '%s\n' "$node" 2>/dev/null >"$state/node"
  return 0
}

# npm writes its hidden lock file last, so one that is there is the proof of an installation that came to its end.
has_packages() {
  [ -x "$root/node_modules/.bin/tsc" ] && [ -e "$root/node_modules/.package-lock.json" ] &&
    ! [ "$root/package-lock.json" -nt "$root/node_modules/.package-lock.json" ]
}

# Folders count too: a file that was removed leaves no younger file behind.
has_build() {
  local changed=
  [ -e "$root/dist/cli/main.js" ] && [ -e "$state/built" ] || return 1
  IFS= read -r changed < <(
    find "$root/src" "$root/docker" "$root/package.json" "$root/package-lock.json" "$root/tsconfig.json" \
      "$root/tsconfig.build.json" "$root/scripts/finish-build.mjs" "$root/scripts/bundle" -newer "$state/built" -print 2>/dev/null
  )
  [ -z "$changed" ]
}

install_packages() {
  command -v npm >/dev/null || fail 'npm is needed, and is not here though node is.' \
    'Debian and Ubuntu: apt-get install npm   Everywhere else it comes with https://nodejs.org/en/download'
  say 'installing the Node packages of package-lock.json ...'
  (cd "$root" && npm ci --ignore-scripts --include=dev --no-audit --no-fund >&2) ||
    fail 'the Node packages could not be installed; npm says why above.' \
      'Is the registry within reach? It is the one that "npm config get registry" names.' \
      'Is the disk full (df .)?' \
      'Behind a proxy or on a desk without a network, name your mirror: npm config set registry URL' \
      'Then run this command again: it goes on where it stopped.'
}

# The stamp bears the time at which the build began, so that a file saved while it ran counts as younger.
build() {
  say 'building ...'
  : 2>/dev/null >"$state/building" || no_room
  (cd "$root" && npm run --silent build >&2) ||
    fail 'the build failed; what failed says why above.' 'Is the disk full (df .)? Then make room and run this again.' \
      'In an unchanged checkout, with room on the disk, this is a defect: please report it.'
  mv -f "$state/building" "$state/built" || no_room
}

is_alive() { [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null; }

# Moves first: of two that find the same dead holder, one succeeds, and one that caught a new holder gives it back.
break_lock() {
  local grave=$state/dead-lock.$$
  mv "$lock" "$grave" 2>/dev/null || return 0
  if [ "$(cat "$grave/pid" 2>/dev/null)" = "$1" ]; then rm -rf "$grave"; else mv "$grave" "$lock"; fi
}

take_lock() {
  local holder waited=0
  mkdir -p "$state" 2>/dev/null || ! [ -w "$root" ] || no_room
  [ -w "$state" ] ||
    fail "the first call writes into $root, and this user may not." 'Run it once as the owner of the checkout.'
  until mkdir "$lock" 2>/dev/null; do
    [ -d "$state" ] || fail "$state went away while this waited for it."
    if ! [ -d "$lock" ]; then
      mkdir "$lock" 2>/dev/null && break
      [ -d "$lock" ] || no_room
    fi
    holder=$(cat "$lock/pid" 2>/dev/null)
    if [ -n "$holder" ]; then
      is_alive "$holder" || { break_lock "$holder" && continue; }
    elif [ "$waited" -ge 10 ]; then
      break_lock '' && continue
    fi
    [ "$waited" -ne 1 ] || say "another set-up works in this checkout (process ${holder:-unknown}): waiting for it."
    sleep 1
    waited=$((waited + 1))
  done
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '%s\n' "$$" 2>/dev/null >"$lock/pid" || no_room
}

release_lock() {
  rm -rf "$lock"
  trap - EXIT INT TERM HUP
}

prepare() {
  require_node
  has_packages && has_build && return
  take_lock
  has_packages || install_packages
  has_build || build
  release_lock
}
