# Shared by packaging/run and packaging/test: a Python, a virtual environment, locked dependencies, system libraries.
# POSIX sh, sourced with $root set to the checkout.

say() { printf 'parley: %s\n' "$*" >&2; }

# Root runs apt-get itself; others need sudo without a password; else the command to type is named.
privileged() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# Install the Debian packages named that are missing.
need_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=
    for package in "$@"; do
        status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || status=
        case $status in *' installed') ;; *) missing="$missing $package" ;; esac
    done
    [ -n "$missing" ] || return 0
    if ! may_install; then
        say "these system packages are missing; install them with:  sudo apt-get install$missing"
        return 0
    fi
    say "installing system packages:$missing"
    privileged apt-get update -qq >&2 || true
    # shellcheck disable=SC2086
    privileged env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
        say "could not install them; try:  sudo apt-get install$missing"
}

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    say "Python 3.11 or newer is needed and was not found"
    return 1
}

# Debian's python3 comes without ensurepip.
make_environment() {
    python=$(find_python) || exit 1
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        need_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    rm -rf "$root/.venv"
    "$python" -m venv "$root/.venv" || {
        say "could not make $root/.venv; on Debian:  sudo apt-get install python3-venv"
        exit 1
    }
}

# One at a time; a lock that is left behind by a killed run is taken over after ten minutes.
with_lock() {
    lock=$root/.venv.lock
    waited=0
    until mkdir "$lock" 2>/dev/null; do
        [ "$waited" -lt 600 ] || rmdir "$lock" 2>/dev/null || true
        [ "$waited" -gt 0 ] || say "another installation is running; waiting"
        sleep 1
        waited=$((waited + 1))
    done
    trap 'rmdir "$lock" 2>/dev/null' EXIT
    trap 'exit 130' INT TERM
    "$@"
    rmdir "$lock"
    trap - EXIT INT TERM
}

stamp_of() { cat "$root/packaging/$1" "$root/pyproject.toml" | cksum; }

# Install a lock file and the program, unless exactly that was done before.
install_locked() {
    [ "$(cat "$root/.venv/$1.stamp" 2>/dev/null)" != "$(stamp_of "$1")" ] || return 0
    [ -x "$root/.venv/bin/python" ] && "$root/.venv/bin/python" -c 'import sys' 2>/dev/null || make_environment
    say "installing locked dependencies ($1); this takes a minute the first time"
    rm -f "$root/.venv/$1.stamp"
    set -- "$1" "$root/.venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-deps
    lockfile=$1
    shift
    "$@" --require-hashes -r "$root/packaging/$lockfile" || { say "the installation failed"; exit 1; }
    "$@" --no-build-isolation --editable "$root" || { say "the installation failed"; exit 1; }
    stamp_of "$lockfile" >"$root/.venv/$lockfile.stamp"
}
