#!/bin/bash
# tests/setup.sh [demo]: what a machine must have before bianzhi can be built and
# tested. Looks for the things themselves (a header, a program), asks apt only
# for what is missing, and leaves the machine's own settings alone: no default
# cluster is made, the default locale stays.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

serves=${1:-tests}              # the demo needs no browser and no office
apt=(apt-get -o DPkg::Lock::Timeout=300 -qq -y --no-install-recommends)
log=$ROOT/build/apt.log
updated=
update_lists() {
  [ -z "$updated" ] || return 0
  mkdir -p "$ROOT/build"
  as_root "${apt[@]}" update >"$log" 2>&1 || { tail -30 "$log" >&2; die "apt-get update failed"; }
  updated=1
}

# The server to build against: the one PG_CONFIG leads to, else the newest
# supported one that is installed, else the one this Debian has. Sets "major".
choose_major() {
  if has_pgxs; then
    major=$("$PG_CONFIG" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    return
  fi
  for major in 18 17 16 15; do
    [ ! -x "/usr/lib/postgresql/$major/bin/postgres" ] || return 0
  done
  command -v apt-get >/dev/null || { major=15; return; }
  update_lists
  for major in 15 16 17 18; do
    ! apt-cache show "postgresql-server-dev-$major" >/dev/null 2>&1 || return 0
  done
  die "apt knows no postgresql-server-dev-15 (nor 16, 17, 18)"
}

missing=()
need() {                        # need PACKAGE TEST...
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
have() { command -v "$1"; }
compiles_with() { echo "#include <$1>" | cc -E - -I"$("$PG_CONFIG" --includedir)"; }
browser() { have chromium || have chromium-browser || have google-chrome; }
chinese_font() {
  [ -n "$(find /usr/share/fonts /usr/local/share/fonts \( -iname '*wqy*' -o -iname '*cjk*' -o -iname '*sourcehan*' \
    -o -iname '*droidsansfallback*' \) -print -quit 2>/dev/null)" ]
}
server_has() {                  # server_has bindir|sharedir|... FILE
  local dir
  dir=$("$PG_CONFIG" "--$1") && [ -e "$dir/$2" ]
}
has_chinese() { locale -a | grep -qiE '^zh_CN\.utf-?8$'; }
can_speak_chinese() { has_chinese || [ -e /usr/share/i18n/locales/zh_CN ]; }
# Debian's client package brings pgxs.mk, only the development package brings
# the headers: both must be there.
has_pgxs() {
  local makefile headers
  makefile=$("$PG_CONFIG" --pgxs 2>/dev/null) && [ -f "$makefile" ] &&
    headers=$("$PG_CONFIG" --includedir-server 2>/dev/null) && [ -f "$headers/postgres.h" ]
}

look_for_packages() {
  local major=$1
  missing=()
  need gcc                              have cc
  need libc6-dev                        compiles_with stdio.h
  need "postgresql-$major"              server_has bindir postgres
  need "postgresql-server-dev-$major"   has_pgxs
  need libpq-dev                        compiles_with libpq-fe.h
  need libssl-dev                       compiles_with openssl/evp.h
  need libxlsxwriter-dev                compiles_with xlsxwriter.h
  need gettext                          have xgettext
  need locales                          can_speak_chinese
  # the rest serves the tests
  need "postgresql-$major-pgtap"        server_has sharedir extension/pgtap.control
  need perl                             have prove
  need libipc-run-perl                  perl -MIPC::Run -e 1
  [ "$serves" = demo ] || look_for_viewers
}
# Charts and reports are looked at in a browser, spreadsheets in an office, where
# the system has them as packages.
look_for_viewers() {
  local any=
  if browser >/dev/null || knows_package chromium; then
    any=1
    need chromium                       browser
  else
    say "no chromium for this system: charts and reports are not tried in a browser"
  fi
  if have soffice >/dev/null || knows_package libreoffice-calc-nogui; then
    any=1
    need libreoffice-calc-nogui         have soffice
  else
    say "no libreoffice for this system: spreadsheets are not opened"
  fi
  [ -n "$any" ] || return 0
  need fonts-wqy-microhei               chinese_font
  need poppler-utils                    have pdftotext
}
# Asked only where the program is missing; the lists may be older than the package.
knows_package() {
  command -v apt-get >/dev/null || return 1
  apt-cache show "$1" >/dev/null 2>&1 || { update_lists; apt-cache show "$1" >/dev/null 2>&1; }
}

# A server package makes a cluster "main" and starts it, unless told not to.
# Only said while we install, and only where no such package was before.
NO_CLUSTER=/etc/postgresql-common/createcluster.d/bianzhi-setup.conf
install_packages() {
  say "installing (a minute or two, log in build/apt.log): ${missing[*]}"
  if ! dpkg-query -W -f '${db:Status-Status}' postgresql-common 2>/dev/null | grep -qx installed; then
    as_root mkdir -p "${NO_CLUSTER%/*}"
    echo 'create_main_cluster = false' | as_root tee "$NO_CLUSTER" >/dev/null
    trap 'as_root rm -f "$NO_CLUSTER"' EXIT
  fi
  update_lists
  as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install "${missing[@]}" >>"$log" 2>&1 ||
    { tail -30 "$log" >&2; die "apt-get install failed"; }
}

# The Chinese messages are tested, and glibc speaks a language only where a
# locale of it exists. Kept out of the archive that locale-gen rewrites.
make_locale() {
  ! has_chinese || return 0
  say "making the locale zh_CN.UTF-8"
  as_root localedef --no-archive -i zh_CN -f UTF-8 /usr/lib/locale/zh_CN.utf8
}

choose_major
look_for_packages "$major"
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null ||
    die "missing (by their Debian names, and there is no apt-get here): ${missing[*]}"
  install_packages
  look_for_packages "$major"
  [ ${#missing[@]} -eq 0 ] || die "still missing after the installation: ${missing[*]}"
fi
make_locale
