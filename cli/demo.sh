#!/bin/bash
# cli/demo.sh start|stop: the Hinggan book on a private cluster under
# build/demo, and a walk through its reports ("make demo", "make demo-stop").
# Everything is installed already when this runs (tests/setup.sh, build.sh).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tests/lib.sh"
find_server
forget_connection

book=xingan
place=$ROOT/build/demo          # env and, where possible, the cluster
elsewhere=/var/tmp/bianzhi-demo-$(id -u)

# ---- the walk: one line of the client each, "# ..." is a heading ------------
# Exit code 2 means findings, which a report may well have.
walk() {
  cat <<LINES
# 领导职数配备
bianzhi -B $book report monthly_leadership
# 规则核查：超编单位及其例外批准
bianzhi -B $book check --rule over_establishment
# 内设机构测算：不超过自治区对应部门的三分之二，哪些可以归并
bianzhi -B $book report division_survey
# 机关党务机构：机关党委或机关党建人事科
bianzhi -B $book report party_affairs_survey
# 一个机构从哪里来，变成了什么
bianzhi -B $book unit lineage 盟水利局
# 防汛抗旱由谁承担：改革前和改革后
bianzhi -B $book duty list --field flood_control --as-of 2018-12-31
bianzhi -B $book duty list --field flood_control
# 十名机动编制怎样分配：新组建部门和重点部门优先，逐项说明
bianzhi -B $book post plan 行政编制 10
# 一份改革方案（$place/reform.txt）的试运行：改前、改后和问题，不留痕迹
bianzhi -B $book plan rehearse --file $place/reform.txt
# 周转池：总量、可用、在用，谁逾期未还
bianzhi -B $book pool status
bianzhi -B $book pool due
# 四十名周转编制从借出到归还的时间图，供浏览
bianzhi -B $book pool timeline --format html --output $place/pool.html
# 水利局及其下级
bianzhi -B $book unit tree 盟水利局
# 编制图，供打印
bianzhi -B $book unit chart --format html --output $place/chart.html
LINES
}

# After the months are closed.
walk_closed() {
  cat <<LINES
# 二〇一九年十二月月报：月表1按层级和地区，月表3按编制类别，已结账，按快照原样
bianzhi -B $book report monthly_establishment --month 2019-12 --by level
bianzhi -B $book report monthly_staff_movement --month 2019-12 --by post_type
bianzhi -B $book report monthly_pool --month 2019-12
# 审核公式：十二月的各表相互核对，只列不成立的
bianzhi -B $book report check --month 2019-12
# 二〇一九年年报：党政群机关、事业单位、编制总额、机构变动
bianzhi -B $book report annual_organ --year 2019
bianzhi -B $book report annual_institution --year 2019
bianzhi -B $book report annual_ceiling --year 2019
bianzhi -B $book report annual_unit_change --year 2019
# 全部月报、年报存成一个网页和一个工作簿，供打开和打印
bianzhi -B $book report book --year 2019 --format html --output $place/2019.html
bianzhi -B $book report book --year 2019 --format xlsx --output $place/2019.xlsx
# 十二月的封印文件：不用数据库也能核对
bianzhi -B $book export --month 2019-12 --output $place/2019-12.seal
bianzhi verify $place/2019-12.seal
LINES
}

# Each section of the league and each banner checks and signs, then the month is closed.  January is shown in full.
close_month() { # MONTH
  local section region
  run bianzhi -B $book period freeze "$1"
  run bianzhi -B $book period check "$1"
  for section in organ institution supervision general; do
    run bianzhi -B $book period signoff $section "$1"
  done
  for region in 152201 152202 152221 152222 152223 152224; do
    run bianzhi -B $book period signoff office "$1" --region $region
  done
  run bianzhi -B $book period close "$1" --reason 两笔周转编制二〇二一年到期未还，不影响本月数据
}

close_year() {
  local month
  printf '\n\n==== %s\n' '二〇一九年逐月结账：冻结、检查、各科室和旗县市签核、结账封印（一月）'
  close_month 2019-01
  run bianzhi -B $book period status 2019-01
  printf '\n\n==== %s\n' '二月至十二月'
  for month in 02 03 04 05 06 07 08 09 10 11 12; do
    close_month 2019-$month >"$place/close.log" 2>&1 || { cat "$place/close.log" >&2; die "closing 2019-$month failed"; }
    tail -n 1 "$place/close.log"
  done
  rm -f "$place/close.log"
}

# The plan that the walk rehearses; its last line is more than the reserve has.
write_plan() {
  cat >"$place/reform.txt" <<PLAN
# 示例改革方案（文号虚构）：一行一项操作
机构更名 unit=盟大数据中心 name=兴安盟大数据和政务服务中心 document=兴机编示〔2019〕9号 effective_on=2020-01-10
划转编制 from_unit=盟农推中心 to_unit=盟农科所 post_type=22 quantity=1 document=兴机编示〔2019〕9号 effective_on=2020-01-10
核定编制 unit=盟审计局 post_type=行政编制 quantity=2 document=兴机编示〔2019〕9号 effective_on=2020-01-10
核定编制 unit=盟扶贫办 post_type=行政编制 quantity=40 document=兴机编示〔2019〕9号 effective_on=2020-01-10
PLAN
  chmod a+r "$place/reform.txt"
}
# ------------------------------------------------------------------------------

# The cluster's directory must let its user in and leave room for a socket's
# name (107 bytes in all).
choose_place() {
  local place_ok=1
  mkdir -p "$place"
  dir=$place/cluster
  mkdir -p "$dir"
  if is_root; then
    chown postgres: "$dir"
    as_server test -x "$dir" 2>/dev/null || place_ok=0
  fi
  [ $((${#dir} + 21)) -lt 107 ] || place_ok=0
  if [ $place_ok = 0 ]; then
    rmdir "$dir"
    dir=$elsewhere
    say "the server's user cannot use $place, the cluster goes to $dir"
    mkdir -m 700 "$dir"
    ! is_root || chown postgres: "$dir"
  fi
  echo "$dir" >"$place/where"
}

cluster() {                     # cluster start|stop [mode]
  local tools
  tools=$(mktemp -d /tmp/bianzhi-tools.XXXXXX)
  mkdir "$tools/tests"          # the checkout may be closed to the server's user
  cp "$ROOT/tests/lib.sh" "$ROOT/tests/cluster.sh" "$tools/tests/"
  chmod -R a+rX "$tools"
  ( cd / && as_server env PG_CONFIG="$PG_CONFIG" HOME="$dir" \
      bash "$tools/tests/cluster.sh" "$1" "$dir" "${@:2}" ) || { rm -rf "$tools"; return 1; }
  rm -rf "$tools"
}

stop() {
  if [ ! -f "$place/where" ]; then
    say "no demo is here"
    return
  fi
  dir=$(cat "$place/where")
  # as root only what a demo made may be removed
  case $dir in "$place/cluster" | "$elsewhere") ;; *) die "unexpected place: $dir" ;; esac
  if [ -d "$dir" ]; then
    cluster stop fast
    rm -rf "$dir"
  fi
  rm -rf "$place"
  say "the demo is stopped and removed"
}

write_env() {
  cat >"$place/env" <<ENV
# source this file, then: bianzhi -B $book status   (or psql)
export PATH="$BINDIR:\$PATH"
export PGHOST='$dir/socket' PGPORT=5432 PGUSER=postgres PGDATABASE=bianzhi
export PGOPTIONS='-c search_path=$book,bianzhi,public'
export LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN
unset PGHOSTADDR PGSERVICE PGPASSFILE
ENV
  chmod a+r "$place/env"
}

# The client makes the book from the installed sample and tells its story.
load_book() {
  env -u PGOPTIONS createdb -T template0 -E UTF8 --locale=C.UTF-8 bianzhi
  bianzhi demo --book "$book" </dev/null
}

# A command as it would be typed, then done.
run() {
  local status=0
  printf '$ %s\n' "$*"
  "$@" </dev/null || status=$?
  [ $status = 0 ] || [ $status = 2 ] || die "failed ($status): $*"
}

show_reports() { # WALK
  local line
  $1 | while IFS= read -r line; do
    case $line in
      '#'*) printf '\n\n==== %s\n' "${line#\# }" ;;
      *)
        # shellcheck disable=SC2086
        run $line
        ;;
    esac
  done
}

start() {
  [ ! -f "$place/where" ] || stop
  choose_place
  as_server tee "$dir/settings" >/dev/null <<'SETTINGS'
lc_messages = 'zh_CN.UTF-8'
timezone = 'Asia/Shanghai'
SETTINGS
  cluster start
  write_env
  # shellcheck disable=SC1091
  . "$place/env"
  load_book
  write_plan
  show_reports walk
  close_year
  show_reports walk_closed
  echo
  say "an organisation chart to open in a browser:   ${place#"$PWD"/}/chart.html"
  say "all reports of 2019, to print:                ${place#"$PWD"/}/2019.html"
  say "the same as a workbook:                       ${place#"$PWD"/}/2019.xlsx"
  say "the turnover pool over time:                  ${place#"$PWD"/}/pool.html"
  say "the demo runs on. To go on by hand:   . ${place#"$PWD"/}/env && bianzhi -B $book status"
  say "to stop and remove it:                make demo-stop"
}

case ${1:-} in
  start) start ;;
  stop)  stop ;;
  *)     die "usage: demo.sh start|stop" ;;
esac
