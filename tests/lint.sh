#!/bin/bash
# shellcheck disable=SC2034
# tests/lint.sh FILE.c...: what compilers and cppcheck say beyond the build,
# functions longer than 60 lines, and the syntax of the scripts. Each tool is
# used if it is there; CPPFLAGS comes from the makefile.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT" || exit 1
status=0
flags=(-fsyntax-only -Wall -Wextra -Werror -Wno-unused-parameter -Wmissing-prototypes
  -Wdeclaration-after-statement -Wpointer-arith -Wvla)

for cc in gcc clang; do
  command -v $cc >/dev/null || { say "$cc: not here, skipped"; continue; }
  say "$cc"
  own=()
  [ $cc = gcc ] || own=(-Wno-ignored-attributes)    # gnu_printf in the server's headers
  for file in "$@"; do
    # CPPFLAGS holds a quoted string, hence eval
    eval $cc "${CPPFLAGS:-}" '"${flags[@]}" "${own[@]}" "$file"' || status=1
  done
done

if command -v cppcheck >/dev/null; then
  say cppcheck
  # told, not shown, the server's macros: ereport(ERROR) does not return
  ends='((level) >= ERROR ? abort() : (void) 0)'
  cppcheck --quiet --inline-suppr --error-exitcode=1 --enable=warning,portability \
    -DPG_VERSION_NUM=150000 -DERROR=21 -DWARNING=19 -DNOTICE=18 -DLOG=15 -DDEBUG1=14 \
    -D"ereport(level,...)=$ends" -D"elog(level,...)=$ends" -D'PG_FUNCTION_INFO_V1(x)=' \
    -D'pg_attribute_noreturn()=__attribute__((noreturn))' --suppress=missingInclude --suppress=unknownMacro "$@" || status=1
else
  say "cppcheck: not here, skipped"
fi

say "length of functions (60 lines at most)"
find extension cli -name '*.c' -print0 2>/dev/null | xargs -0 -r awk '
  /^\{/          { start = FNR }
  /^\}/ && start { if (FNR - start + 1 > 60) { printf "%s:%d: %d lines\n", FILENAME, start, FNR - start + 1; bad = 1 } start = 0 }
  END            { exit bad }' || status=1

say "scripts"
for file in tests/*.sh cli/*.sh sql/*.sh .ci/run; do
  [ ! -f "$file" ] || bash -n "$file" || status=1
done
if command -v shellcheck >/dev/null; then
  shellcheck -x -S warning tests/*.sh cli/*.sh sql/*.sh .ci/run || status=1
else
  say "shellcheck: not here, skipped"
fi
[ $status -eq 0 ] && say "lint: clean"
exit $status
