#!/bin/bash
# tests/cluster.sh start|stop DIRECTORY: a private cluster on a Unix socket.
# Run by the user who is to own it (never root). DIRECTORY/data is the cluster,
# DIRECTORY/socket the socket, DIRECTORY/server.log its log. Further settings for
# postgresql.conf are taken from DIRECTORY/settings if that file exists.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
find_server

action=$1
dir=$2

start() {
  mkdir -p "$dir/socket"
  chmod 700 "$dir/socket"       # trust authentication: the door is the directory
  "$BINDIR/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
    --no-sync --no-instructions >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; die "initdb failed"; }
  {
    echo "listen_addresses = ''"
    echo "unix_socket_directories = '$dir/socket'"
    echo "wal_level = logical"
    echo "max_prepared_transactions = 20"
    echo "max_connections = 100"
    echo "shared_buffers = 256MB"
    echo "log_line_prefix = '%m [%p] %q%a '"
    echo "log_statement = none"
    [ ! -f "$dir/settings" ] || cat "$dir/settings"
  } >>"$dir/data/postgresql.conf"
  "$BINDIR/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 120 -s start ||
    { cat "$dir/server.log" >&2; die "the private cluster did not start"; }
}

stop() {
  [ -f "$dir/data/postmaster.pid" ] || return 0
  "$BINDIR/pg_ctl" -D "$dir/data" -m "${3:-fast}" -w -t 120 -s stop
}

case $action in
  start) start ;;
  stop)  stop "$@" ;;
  *)     die "usage: cluster.sh start|stop DIRECTORY" ;;
esac
