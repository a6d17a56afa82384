#!/bin/bash
# tests/fresh.sh [test|demo|COMMAND...] : does "make test" work for a newcomer?
# Makes a Debian with nothing but git and make, clones the last commit into it,
# and runs "make test" (or demo) there as root. For maintainers, before a
# release; must itself be run as root, on Debian, with debootstrap installed.
#
#   FRESH_SUITE=bookworm   the release to try
#   FRESH_USER=1           as an ordinary user with sudo instead of root
#   FRESH_DIRTY=1          the files as they are, not the last commit
#   FRESH_KEEP=1           leave the tree for a look (its path is printed)
#   FRESH_CACHE=/var/tmp/bianzhi-fresh   base tree and packages, for the next time
#
# Everything is mounted in a mount namespace of its own, so that nothing stays
# mounted, and in a process namespace, so that nothing stays running.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

suite=${FRESH_SUITE:-bookworm}
cache=${FRESH_CACHE:-/var/tmp/bianzhi-fresh}
base=$cache/$suite.tar

# This machine's own sources of Debian, however it reaches them: files and
# settings are copied, other repositories are left out.
apt_sources() {
  grep -lsE "(^|[[:space:]])$suite(-updates|-security)?([[:space:]]|$)" \
    /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources || true
}
mirror() {
  local first
  first=$(apt_sources | head -1)
  # another release than this machine's: its usual sources lead there as well
  [ -n "$first" ] || first=$(grep -lsE 'debian' /etc/apt/sources.list /etc/apt/sources.list.d/* | head -1) || true
  [ -n "$first" ] || { echo http://deb.debian.org/debian; return; }
  sed -nE 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p; s/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\2/p' \
    "$first" | head -1
}

make_base() {
  local tree=$1 include=git,make url
  [ -f "$base" ] && return
  command -v debootstrap >/dev/null || die "needs debootstrap (apt-get install debootstrap)"
  url=$(mirror)
  case $url in https:*) include=$include,ca-certificates ;; esac
  say "making a bare Debian ($suite) from $url"
  debootstrap --variant=minbase --include="$include" "$suite" "$tree" "$url" >"$cache/debootstrap.log" 2>&1 ||
    { tail -20 "$cache/debootstrap.log" >&2; die "debootstrap failed"; }
  rm -f "$tree"/var/cache/apt/archives/*.deb
  tar -C "$tree" -cf "$base.new" .
  mv "$base.new" "$base"
  rm -rf "${tree:?}"/*
}

# Sources, proxies and keys of this machine; not its other settings.
give_network() {
  local tree=$1 file
  [ -z "$(apt_sources)" ] || rm -f "$tree/etc/apt/sources.list"
  for file in $(apt_sources); do
    mkdir -p "$tree${file%/*}"
    cp "$file" "$tree$file"
  done
  for file in $(grep -lsE '^[[:space:]]*Acquire' /etc/apt/apt.conf /etc/apt/apt.conf.d/*); do
    cp "$file" "$tree$file"
  done
  cp -r /etc/apt/keyrings /etc/apt/trusted.gpg.d "$tree/etc/apt/" 2>/dev/null || true
  cp -n /usr/share/keyrings/* "$tree/usr/share/keyrings/" 2>/dev/null || true
  cp -L /etc/resolv.conf /etc/hosts "$tree/etc/"
}

give_checkout() {
  local target=$1
  if [ "${FRESH_DIRTY:-0}" = 1 ]; then
    mkdir -p "$target"
    ( cd "$ROOT" && git ls-files -coz --exclude-standard | tar --null -T - --ignore-failed-read -cf - ) |
      tar -C "$target" -xf -
  else
    git -c safe.directory='*' clone -q --no-local "$ROOT" "$target"
  fi
}

# Runs inside the namespaces.
enter() {
  local tree=$1
  shift
  mount --make-rprivate /
  mount -t proc proc "$tree/proc"
  mount -t sysfs -o ro sysfs "$tree/sys" 2>/dev/null || true
  mount -t tmpfs -o mode=755 tmpfs "$tree/dev"
  local node
  for node in null zero full random urandom tty; do
    touch "$tree/dev/$node"
    mount --bind "/dev/$node" "$tree/dev/$node"
  done
  ln -s /proc/self/fd "$tree/dev/fd"
  mkdir "$tree/dev/shm" "$tree/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=666 devpts "$tree/dev/pts"
  ln -s pts/ptmx "$tree/dev/ptmx"
  mount --bind "$cache/debs" "$tree/var/cache/apt/archives"
  # as on a machine before its first boot: packages install, services wait
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod +x "$tree/usr/sbin/policy-rc.d"
  exec chroot "$tree" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    TERM=dumb ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    bash -c "$*" </dev/null
}

if [ "${1:-}" = --inside ]; then
  shift
  enter "$@"
fi

is_root || die "must be run as root (it makes a Debian tree and enters it)"
[ $# -gt 0 ] || set -- test
case $1 in test | demo) command="make $1" ;; *) command=$* ;; esac

mkdir -p "$cache/debs/partial"
tree=$(mktemp -d "$cache/tree.XXXXXX")
chmod 755 "$tree"
finish() {
  if [ "${FRESH_KEEP:-0}" = 1 ]; then
    say "kept: $tree"
  else
    rm -rf --one-file-system "$tree"
  fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

make_base "$tree"
tar -C "$tree" -xf "$base"
give_network "$tree"
if [ "${FRESH_USER:-0}" = 1 ]; then
  give_checkout "$tree/srv/bianzhi"
  command="apt-get -qq update && apt-get -qq -y install --no-install-recommends sudo >/dev/null &&
    useradd -m clerk && echo 'clerk ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/clerk &&
    mv /srv/bianzhi /home/clerk/bianzhi && chown -R clerk: /home/clerk && chmod 700 /home/clerk &&
    runuser -u clerk -- env HOME=/home/clerk bash -c 'cd /home/clerk/bianzhi && $command'"
else
  # /root is closed to the server's user, which is part of what is tried
  give_checkout "$tree/root/bianzhi"
  command="cd /root/bianzhi && $command"
fi
say "in a bare Debian: $command"
unshare --mount --pid --fork --kill-child --propagation private \
  bash "$ROOT/tests/fresh.sh" --inside "$tree" "$command"
say "fresh: passed"
