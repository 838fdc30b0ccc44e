# What both packages are made of: sourced, not run.

say() { echo "package: $*" >&2; }
fail() { say "$@"; exit 1; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Libraries that a program is linked to and that no Debian package brings: the debug program's are Swift's own.
private_libraries() {
  ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | while IFS= read -r library; do
    case $(readlink -f "$library") in /usr/lib/* | /lib/*) ;; *) echo "$library" ;; esac
  done
}

# lay_out PROGRAM FOLDER: the program, its supervisor beside it, and what belongs to both, below the root FOLDER.
lay_out() {
  local program=$1 to=$2 library file
  local shim; shim=$(dirname "$program")/polder-shim
  [ -x "$program" ] || fail "there is no program at $program; 'make build' makes one, or name another with --program"
  [ -x "$shim" ] || fail "the supervisor is missing beside it: $shim"
  install -d "$to/usr/lib/polder" "$to/usr/bin"
  install -m 0755 "$program" "$shim" "$to/usr/lib/polder/"
  # The folder of the program is on its path for libraries.
  private_libraries "$program" | while IFS= read -r library; do
    install -m 0644 "$(readlink -f "$library")" "$to/usr/lib/polder/$(basename "$library")"
  done
  for file in "$to"/usr/lib/polder/*; do strip --strip-unneeded "$file" 2>/dev/null || true; done
  ln -s ../lib/polder/polder "$to/usr/bin/polder"
}

# The version that a program says it has.
version_of() { "$1" version | sed -n 's/^polder \([0-9][0-9.]*\).*/\1/p'; }
