# What the engines of this folder share; sourced, not run. Who sources it defines `missing`, which prints what the machine
# lacks, `start`, which starts the engine in $folder and sets $socket, and `stop`, which ends what `start` began.

kind=$(basename "$0")
# Podman takes no path of more than 50 letters for what it keeps while containers run.
short=$kind
folder="" socket="" network="" own_folder=true
# Words before a command that is to talk to the engine's containers as whoever the engine runs as.
as=()
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf '%s: %s\n' "$kind" "$*" >&2; }

# until_true SECONDS COMMAND…: whether it succeeded within that time.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

is_over() { [ ! -d "/proc/$1" ] || grep -q '^State:.*zombie' "/proc/$1/status" 2>/dev/null; }

# end_process ID: as an operator would, and by force after 15 s.
end_process() {
  [ -n "${1:-}" ] || return 0
  kill "$1" 2>/dev/null || return 0
  until_true 15 is_over "$1" || kill -KILL "$1" 2>/dev/null || true
}

# What still runs and names our folder, which is nobody else's, was started by the engine.
end_left_processes() {
  local id
  for id in $(grep -lsaF "$folder/" /proc/[0-9]*/cmdline | cut -d / -f 3); do
    # The command that ran beside the engine may name it too, and is its caller's.
    case $(readlink "/proc/$id/exe" 2>/dev/null) in
      */dockerd | */containerd* | */docker-proxy | */runc | */conmon | */podman | */catatonit | */slirp4netns | */aardvark-dns)
        kill -KILL "$id" 2>/dev/null
        ;;
    esac
  done
}

# answers SOCKET: whether an engine is there.
answers() { [ -S "$1" ] && curl --silent --fail --max-time 5 --output /dev/null --unix-socket "$1" http://engine/_ping; }

# call METHOD PATH: one request to the engine.
call() { curl --silent --show-error --max-time 60 --unix-socket "$socket" --request "$1" "http://engine/v1.40$2"; }

remove_containers() {
  local id
  call GET '/containers/json?all=true' 2>/dev/null | grep -o '"Id":"[0-9a-f]\{64\}"' | cut -d '"' -f 4 | while read -r id; do
    call DELETE "/containers/$id?force=true&v=true" >/dev/null 2>&1 || true
  done
}

finish() {
  local code=$? mount
  trap - EXIT INT TERM
  # Whatever fails here, the rest is cleared up too.
  set +e
  [ -z "${pause:-}" ] || kill "$pause" 2>/dev/null
  if [ -n "$socket" ] && answers "$socket"; then remove_containers; fi
  stop
  end_left_processes
  for mount in $(awk -v folder="$folder/" 'index($2, folder) == 1 { print $2 }' /proc/self/mounts | sort -r); do
    umount --lazy "$mount" 2>/dev/null
  done
  if $own_folder && [ -n "$folder" ]; then rm -rf --one-file-system "$folder"; fi
  exit "$code"
}

main() {
  local lacking code=0
  case ${1:-} in
    missing)
      missing
      return
      ;;
    with) [ $# -ge 2 ] || usage ;;
    serve) [ $# -le 2 ] || usage ;;
    *) usage ;;
  esac
  lacking=$(missing)
  [ -z "$lacking" ] || { say "$lacking"; exit 69; }
  if [ "$1" = serve ] && [ $# -eq 2 ]; then
    own_folder=false folder=$2
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
  else
    folder=$(mktemp -d "${TMPDIR:-/tmp}/polder-$short-XXXXXX")
  fi
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  start
  export POLDER_TEST_ENGINE=$socket POLDER_TEST_ENGINE_KIND=$kind POLDER_TEST_ENGINE_NETWORK=$network
  if [ "$1" = serve ]; then
    echo "$socket"
    [ ${#as[@]} -eq 0 ] || echo "${as[*]}"
    sleep infinity &
    pause=$!
    wait "$pause" || true
  else
    shift
    DOCKER_HOST=unix://$socket "${as[@]}" "$@" || code=$?
    exit "$code"
  fi
}

usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '/^set /d' >&2
  exit 64
}
