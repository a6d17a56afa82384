# shellcheck shell=bash disable=SC2034
# tests/lib.sh: what the scripts share; sourced, never run. Who may do what
# (root, sudo, the postgres user), where PostgreSQL is, how to speak.
# No test and no package name belongs here.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PG_CONFIG=${PG_CONFIG:-pg_config}
MAKE=${MAKE:-make}

say()  { printf 'bianzhi: %s\n' "$*"; }
die()  { printf 'bianzhi: %s\n' "$*" >&2; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# as_root COMMAND...: apt and "make install" only.
as_root() {
  if is_root; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -E "$@"
  else
    die "must be root for: $* (run as root, or install sudo)"
  fi
}

# as_server COMMAND...: PostgreSQL refuses to run as root, so root steps down
# to the user that Debian's packages made; anybody else stays who they are.
as_server() {
  if is_root; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

# The directories of the PostgreSQL that is built against.
find_server() {
  PGXS=$("$PG_CONFIG" --pgxs 2>/dev/null) || true
  [ -n "${PGXS:-}" ] && [ -f "$PGXS" ] ||
    die "'$PG_CONFIG' leads to no PostgreSQL with development files; 'make test' installs one on Debian"
  BINDIR=$("$PG_CONFIG" --bindir)
  PKGLIBDIR=$("$PG_CONFIG" --pkglibdir)
  SHAREDIR=$("$PG_CONFIG" --sharedir)
  PGTEST=$(dirname "$PGXS")/../test
}

# Nothing of the caller's session may lead a private cluster astray.
forget_connection() {
  unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGSERVICE PGSERVICEFILE \
        PGPASSWORD PGPASSFILE PGOPTIONS PGSSLMODE PGREQUIRESSL PGAPPNAME \
        PGCLIENTENCODING PGTZ PGDATESTYLE PGDATA PGSYSCONFDIR PGCONNECT_TIMEOUT \
        PGTARGETSESSIONATTRS PGLOCALEDIR
}
