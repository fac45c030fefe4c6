# shellcheck shell=sh disable=SC2034,SC2154 # $root and $libraries cross between the files
# Shared by packaging/run and packaging/test: a Python, a virtual environment, locked dependencies, system libraries.
# POSIX sh, sourced with $root set to the checkout.

# What Qt's windows need from the system, as package=library. X11 needs the second half.
libraries="libegl1=libEGL.so.1 libgl1=libGL.so.1 libdbus-1-3=libdbus-1.so.3 libfontconfig1=libfontconfig.so.1
libglib2.0-0=libglib-2.0.so.0 libwayland-cursor0=libwayland-cursor.so.0 libwayland-egl1=libwayland-egl.so.1
libxcb-cursor0=libxcb-cursor.so.0 libxcb-icccm4=libxcb-icccm.so.4 libxcb-keysyms1=libxcb-keysyms.so.1
libxcb-image0=libxcb-image.so.0 libxcb-render-util0=libxcb-render-util.so.0 libxcb-shape0=libxcb-shape.so.0
libxkbcommon-x11-0=libxkbcommon-x11.so.0"

say() { printf 'parley: %s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# Root runs apt-get itself, others need sudo without a password.
privileged() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

quiet_apt() {
    privileged env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# Print those of the packages named that are missing: by library where one is given, else by asking dpkg.
missing_of() {
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || known=
    for entry in "$@"; do
        package=${entry%%=*}
        if [ "$package" != "$entry" ]; then
            case $known in *"${entry#*=} "*) continue ;; esac
        elif ! command -v dpkg-query >/dev/null 2>&1; then
            continue
        else
            case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in *' installed') continue ;; esac
        fi
        printf ' %s' "$package"
    done
}

# Install the packages that are missing, or name them; fails when some are still missing.
need_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_of "$@")
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        say "these libraries are missing (by their names on Debian):$missing"
        return 1
    fi
    if ! may_install; then
        say "these system packages are missing; install them with:  sudo apt-get install$missing"
        return 1
    fi
    say "installing system packages:$missing"
    # shellcheck disable=SC2086 # one word a package
    output=$(quiet_apt update 2>&1 || true; quiet_apt install --no-install-recommends $missing 2>&1) && return 0
    printf '%s\n' "$output" >&2
    say "they could not be installed; try:  sudo apt-get install$missing"
    return 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || die "PYTHON=$PYTHON is not a Python 3.11 or newer"
        printf '%s\n' "$PYTHON"
        return
    fi
    for candidate in python3.13 python3.12 python3.11 python3; do
        if new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed and was not found; set PYTHON where it has another name"
}

# Debian's python3 comes without ensurepip.
make_environment() {
    python=$(find_python) || exit 1
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        need_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || exit 1
    fi
    say "making .venv with $("$python" --version)"
    rm -rf "$root/.venv"
    "$python" -m venv "$root/.venv" || die "could not make $root/.venv"
}

usable_environment() {
    [ ! -e "$root/.venv/unfinished" ] &&
        "$root/.venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

pip_install() {
    "$root/.venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-deps "$@" >&2 ||
        die "the installation failed; the next start tries again"
}

# What an environment is made for: this place, this lock, this metadata.
stamp_of() {
    printf '%s ' "$root"
    cat "$root/packaging/$1" "$root/pyproject.toml" "$root/desktop/version.py" | cksum
}

# Install a lock file and the program, unless exactly that was done before. An installation that was interrupted
# may have left half a package behind that looks whole: it is begun anew.
install_locked() {
    [ "$(cat "$root/.venv/$1.stamp" 2>/dev/null)" != "$(stamp_of "$1")" ] || return 0
    usable_environment || make_environment
    say "installing what packaging/$1 lists; the first time this takes a minute or two"
    : >"$root/.venv/unfinished"
    pip_install --require-hashes --requirement "$root/packaging/$1"
    pip_install --no-build-isolation --editable "$root"
    stamp_of "$1" >"$root/.venv/$1.stamp"
    rm "$root/.venv/unfinished"
}

# Run a function, one at a time in this checkout. The lock is a link to the number of the process that holds it.
with_lock() {
    [ -w "$root" ] || die "$root cannot be written: Parley is installed inside its own folder"
    lock=$root/.venv.lock
    waiting=
    until ln -s "$$" "$lock" 2>/dev/null; do
        kill -0 "$(readlink "$lock")" 2>/dev/null || { rm -f "$lock"; continue; }
        [ -n "$waiting" ] || say "another installation is running in this checkout; waiting for it"
        waiting=yes
        sleep 1
    done
    trap 'rm -f "$lock"' EXIT
    trap 'exit 130' INT HUP TERM
    "$@"
    rm -f "$lock"
    trap - EXIT INT HUP TERM
}
