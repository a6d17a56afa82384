/*-------------------------------------------------------------------------
 *
 * queries.c
 *	  The longer SQL texts named by the command table.
 *
 * All run with the book first in search_path.  {name} stands for name_zh or
 * name_en.  "_made" queries get the id that the call returned as $1 and return
 * the columns that the command's "done" text names.  What may not live here:
 * SQL put together at run time (query.c), and rules (the server's).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/* A parameter that names a unit, or null when it is not given. */
#define UNIT_ID(n) "(CASE WHEN $" n "::text IS NOT NULL THEN unit_ref($" n "::text) END)"
#define POST_TYPE(n) "(CASE WHEN $" n "::text IS NOT NULL THEN post_type_ref($" n "::text) END)"

#define LIVE(t) "(" t ".until IS NULL OR " t ".until > current_date)"
#define CODE_NAME(set, col) \
	"coalesce((SELECT x.{name} FROM code x WHERE x.set = '" set "' AND x.code = " col "), " col ")"

/* ---- what was made -------------------------------------------------------- */

const char sql_document_made[] =
"SELECT d.id AS document_id, d.number, d.issued_on, d.title, d.issuer, d.kind"
"  FROM document d WHERE d.id = $1";

const char sql_unit_made[] =
"SELECT u.id AS unit_id, u.name AS unit, c.{name} AS class, u.kind, u.region, u.effective_on"
"  FROM unit u JOIN unit_class c ON c.code = u.class WHERE u.id = $1";

const char sql_unit_ended[] =
"SELECT u.id AS unit_id, u.name AS unit, u.until, d.number,"
"       (SELECT string_agg(t.name, ', ' ORDER BY t.id) FROM unit_lineage l JOIN unit t ON t.id = l.to_unit_id"
"         WHERE l.from_unit_id = u.id AND l.effective_on = u.until) AS successor"
"  FROM unit u LEFT JOIN document d ON d.id = u.until_document_id WHERE u.id = $1";

const char sql_version_made[] =
"SELECT v.id AS version_id, v.unit_id, v.name AS unit, " CODE_NAME("unit_change", "v.kind") " AS kind_name,"
"       v.effective_on, d.number"
"  FROM unit_version v LEFT JOIN document d ON d.id = v.document_id WHERE v.id = $1";

const char sql_entry_made[] =
"SELECT e.id AS entry_id, e.kind, d.number, e.effective_on,"
"       (SELECT string_agg(h.name || ' ' || p.{name} || ' ' || to_char(l.quantity, 'FMSG999999990'), ', '"
"                          ORDER BY l.quantity, l.holder_id, l.post_type)"
"          FROM entry_line l JOIN account_holder h ON h.id = l.holder_id"
"          JOIN post_type p ON p.code = l.post_type"
"         WHERE l.entry_id = e.id) AS lines"
"  FROM entry e LEFT JOIN document d ON d.id = e.document_id WHERE e.id = $1";

const char sql_permit_made[] =
"SELECT m.id AS permit_id, u.name AS unit, p.{name} AS post_type_name, m.quantity, m.used,"
"       m.quantity - m.used AS unused, m.expires_on, m.state"
"  FROM use_permit m JOIN unit u ON u.id = m.unit_id"
"  JOIN post_type p ON p.code = m.post_type WHERE m.id = $1";

const char sql_enrolment_made[] =
"SELECT e.id AS record_id, n.name AS person, bianzhi.masked(n.resident_id) AS resident_id,"
"       u.name AS unit, p.{name} AS post_type_name, e.effective_on, e.until,"
"       " CODE_NAME("exit_reason", "e.exit_reason") " AS exit_reason, f.name AS from_unit"
"  FROM enrolment e JOIN person n ON n.id = e.person_id"
"  JOIN unit u ON u.id = e.unit_id JOIN post_type p ON p.code = e.post_type"
"  LEFT JOIN enrolment b ON b.id = e.transfer_id LEFT JOIN unit f ON f.id = b.unit_id"
" WHERE e.id = $1";

const char sql_appointment_made[] =
"SELECT a.id AS record_id, n.name AS person, bianzhi.masked(n.resident_id) AS resident_id,"
"       u.name AS unit, p.{name} AS post_type_name, a.title, a.counts, a.effective_on, a.until"
"  FROM appointment a JOIN person n ON n.id = a.person_id"
"  JOIN unit u ON u.id = a.unit_id JOIN post_type p ON p.code = a.post_type"
" WHERE a.id = $1";

const char sql_reduction_made[] =
"SELECT r.id AS reduction_id, u.name AS unit, p.{name} AS post_type_name, r.start_excess, r.until"
"  FROM reduction_plan r JOIN unit u ON u.id = r.unit_id JOIN post_type p ON p.code = r.post_type"
" WHERE r.id = $1";

const char sql_reduction_list[] =
"SELECT r.reduction_id, r.unit, p.{name} AS post_type_name, r.document_number, r.effective_on, r.start_excess,"
"       r.planned, r.actual, r.next_due_on, r.next_allowed, r.state"
"  FROM reduction_progress r JOIN post_type p ON p.code = r.post_type"
" WHERE $1::text IS NULL OR r.unit_id = unit_ref($1::text)"
" ORDER BY r.unit_id, r.post_type";

const char sql_person_made[] =
"SELECT n.id AS person_id, n.name AS person, bianzhi.masked(n.resident_id) AS resident_id,"
"       n.sex, n.birth_on, n.retire_on"
"  FROM person n WHERE n.id = $1";

/* what went into it in this transaction */
const char sql_merge_made[] =
"SELECT u.id AS unit_id, u.name AS unit, string_agg(f.name, ', ' ORDER BY l.id) AS sources, l.effective_on"
"  FROM unit u JOIN unit_lineage l ON l.to_unit_id = u.id AND l.kind = 'merge' AND l.recorded_at = now()"
"  JOIN unit f ON f.id = l.from_unit_id WHERE u.id = $1 GROUP BY u.id, u.name, l.effective_on";

/* units */
const char sql_split_made[] =
"SELECT f.id AS unit_id, f.name AS sources, string_agg(u.name || ' #' || u.id, ', ' ORDER BY l.id) AS units, l.effective_on"
"  FROM unit_lineage l JOIN unit u ON u.id = l.to_unit_id JOIN unit f ON f.id = l.from_unit_id"
" WHERE l.to_unit_id = ANY ($1::int[]) AND l.kind = 'split' AND l.recorded_at = now() GROUP BY f.id, f.name, l.effective_on";

/* ---- the turnover pool ------------------------------------------------------ */

const char sql_pool_made[] =
"SELECT p.id AS pool_id, h.name AS pool, t.{name} AS post_type_name, p.effective_on"
"  FROM pool p JOIN holder h ON h.id = p.holder_id JOIN post_type t ON t.code = p.post_type WHERE p.id = $1";

const char sql_certificate_made[] =
"SELECT c.id AS certificate_id, c.number, n.name AS person, bianzhi.masked(n.resident_id) AS resident_id,"
"       c.category, c.effective_on, c.expires_on"
"  FROM talent_certificate c JOIN person n ON n.id = c.person_id WHERE c.id = $1";

const char sql_loan_made[] =
"SELECT l.id AS loan_id, u.name AS unit, l.quantity, l.approved, l.approved - l.used AS unused, l.approval_number,"
"       l.approved_on, l.use_by, l.return_by, l.state"
"  FROM pool_loan l JOIN unit u ON u.id = l.unit_id WHERE l.id = $1";

const char sql_seat_made[] =
"SELECT s.id AS seat_id, n.name AS person, bianzhi.masked(n.resident_id) AS resident_id, u.name AS unit,"
"       s.effective_on, s.return_by, s.loan_id"
"  FROM pool_seat s JOIN person n ON n.id = s.person_id JOIN unit u ON u.id = s.unit_id WHERE s.id = $1";

const char sql_settlement_made[] =
"SELECT x.id AS settlement_id, n.name AS person, u.name AS unit, t.{name} AS post_type_name, x.entry_id, x.effective_on"
"  FROM pool_settlement x JOIN pool_seat s ON s.id = x.seat_id JOIN person n ON n.id = s.person_id"
"  JOIN unit u ON u.id = s.unit_id JOIN post_type t ON t.code = x.post_type WHERE x.id = $1";

const char sql_extension_made[] =
"SELECT x.id AS extension_id, n.name AS person, u.name AS unit, x.was_return_by, x.return_by"
"  FROM pool_extension x JOIN pool_seat s ON s.id = x.seat_id JOIN person n ON n.id = s.person_id"
"  JOIN unit u ON u.id = s.unit_id WHERE x.id = $1";

/* one row, also when nothing could be taken */
const char sql_reclaim_made[] =
"SELECT count(x.id) AS taken, min(x.entry_id) AS entry_id,"
"       coalesce((SELECT string_agg(h.name || ' ' || p.{name} || ' ' || to_char(l.quantity, 'FMSG999999990'), ', '"
"                          ORDER BY l.quantity, l.holder_id, l.post_type)"
"          FROM entry_line l JOIN account_holder h ON h.id = l.holder_id JOIN post_type p ON p.code = l.post_type"
"         WHERE l.entry_id = min(x.entry_id)), '-') AS lines,"
"       (SELECT count(*) FROM pool_to_reclaim) AS left"
"  FROM pool_settlement x WHERE x.entry_id = (SELECT y.entry_id FROM pool_settlement y WHERE y.id = $1)";

const char sql_pool_status[] =
"SELECT s.pool, s.supervisor, s.total, s.free, s.awaiting, s.lent, s.due_soon, s.overdue_posts, s.returned, s.reclaimed FROM pool_status s";

const char sql_pool_as_of[] =
"SELECT a.pool, a.total, a.free, a.awaiting, a.lent, a.overdue_posts, a.returned, a.reclaimed"
"  FROM pool_as_of(coalesce($1::date, current_date), coalesce($2::timestamptz, 'infinity')) a";

/* unit, state */
const char sql_pool_ledger[] =
"SELECT l.serial, l.pool, l.approval_number, l.approval_document, l.approved_on, l.supervisor, l.unit, l.unit_approved,"
"       l.unit_strength, l.loan_quantity, l.talent_category, l.job, l.person, l.resident_id, l.entry_reason, l.enrolled_on,"
"       l.clock_on, l.return_by, l.end_kind, l.returned_on, l.return_basis, l.reclaimed_from, l.reclaim_document, l.state,"
"       l.recorded_by, l.note"
"  FROM pool_ledger l"
" WHERE ($1::text IS NULL OR l.unit_id = " UNIT_ID("1") ") AND ($2::text IS NULL OR l.state = $2)"
" ORDER BY l.serial";

const char sql_pool_due[] =
"SELECT d.stage, d.return_by, d.days_left, d.pool, d.supervisor, d.unit, d.person, d.resident_id, d.enrolled_on, d.extended"
"  FROM pool_due d WHERE $1::text IS NULL OR d.unit_id = " UNIT_ID("1");

const char sql_pool_forecast[] =
"SELECT f.pool, f.unit, f.person, f.enrolled_on, f.return_by, f.vacancy_on, f.earliest_on, f.latest_on, f.leaver, f.prospect"
"  FROM pool_forecast f WHERE $1::text IS NULL OR f.unit_id = " UNIT_ID("1");

/* the columns that timeline.c reads, in their order */
const char sql_pool_timeline[] =
"SELECT l.pool, l.supervisor, l.unit, l.person, l.talent_category, l.enrolled_on, l.return_by, l.returned_on, l.end_kind,"
"       l.state, l.return_basis, l.reclaimed_from, l.enrolled_on - date '1970-01-01' AS from_day, l.return_by - date '1970-01-01' AS due_day,"
"       coalesce(l.returned_on, current_date) - date '1970-01-01' AS to_day"
"  FROM pool_ledger l"
" WHERE l.seat_id IS NOT NULL AND l.state <> '作废' AND ($1::text IS NULL OR l.unit_id = " UNIT_ID("1") ")"
" ORDER BY l.pool, l.supervisor, l.unit, l.enrolled_on, l.seat_id";

const char sql_pool_now[] =
"SELECT coalesce(sum(s.total), 0), coalesce(sum(s.free), 0), coalesce(sum(s.awaiting), 0), coalesce(sum(s.lent), 0),"
"       coalesce(sum(s.overdue_posts), 0), coalesce(sum(s.returned), 0), coalesce(sum(s.reclaimed), 0), current_date,"
"       current_date - date '1970-01-01'"
"  FROM pool_status s WHERE s.row_kind = 'total'";

/* first and last day of the picture; up to today */
const char sql_pool_months[] =
"SELECT m::date - date '1970-01-01', sum(a.free), sum(a.awaiting), sum(a.lent)"
"  FROM generate_series($1::date, least($2::date, current_date), interval '1 month') m, LATERAL pool_as_of(m::date) a"
" GROUP BY m ORDER BY m";
/* ---- duties ---------------------------------------------------------------- */

const char sql_duty_made[] =
"SELECT d.id AS duty_id, d.name AS duty, " CODE_NAME("duty_field", "d.field") " AS field_name,"
"       u.name AS unit, a.effective_on, d.until"
"  FROM duty d JOIN duty_assignment a ON a.duty_id = d.id JOIN unit u ON u.id = a.unit_id"
" WHERE d.id = $1 ORDER BY a.until DESC NULLS FIRST, a.id DESC LIMIT 1";

const char sql_assignment_made[] =
"SELECT d.id AS duty_id, d.name AS duty, u.name AS unit, a.effective_on, f.name AS from_unit"
"  FROM duty_assignment a JOIN duty d ON d.id = a.duty_id JOIN unit u ON u.id = a.unit_id"
"  LEFT JOIN LATERAL (SELECT x.unit_id FROM duty_assignment x WHERE x.duty_id = a.duty_id AND x.id <> a.id"
"                      ORDER BY x.until DESC, x.id DESC LIMIT 1) b ON true"
"  LEFT JOIN unit f ON f.id = b.unit_id"
" WHERE a.id = $1";

/* unit, field, as-of */
const char sql_duty_list[] =
"SELECT l.duty_id, l.duty, " CODE_NAME("duty_field", "l.field") " AS field_name, l.unit_id, l.unit,"
"       l.effective_on, l.until, l.document_number"
"  FROM duty_ledger l"
" WHERE ($1::text IS NULL OR l.unit_id = " UNIT_ID("1") ")"
"   AND ($2::text IS NULL OR l.field = $2)"
"   AND l.effective_on <= coalesce($3::date, current_date)"
"   AND (l.until IS NULL OR l.until > coalesce($3::date, current_date))"
" ORDER BY l.region, l.unit_id, l.duty_id";

/* duty */
const char sql_duty_show[] =
"SELECT l.duty_id, l.duty, " CODE_NAME("duty_field", "l.field") " AS field_name, l.unit_id, l.unit,"
"       l.effective_on, l.until, l.document_number, l.until_document_number"
"  FROM duty_ledger l WHERE l.duty_id = duty_ref($1::text)"
" ORDER BY l.effective_on, l.assignment_id";

const char sql_duty_overlap[] =
"SELECT o.department, " CODE_NAME("duty_field", "o.field") " AS field_name, o.unit, o.duties,"
"       o.other_unit, o.other_duties"
"  FROM duty_overlap o ORDER BY o.region, o.department_id, o.field, o.unit_id, o.other_unit_id";
const char sql_priority_made[] =
"SELECT p.id AS priority_id, u.name AS unit, trim_scale(p.weight) AS weight,"
"       " CODE_NAME("priority_kind", "p.kind") " AS priority, p.effective_on, p.until"
"  FROM priority p JOIN unit u ON u.id = p.unit_id WHERE p.id = $1";

const char sql_proposal_made[] =
"SELECT p.id AS proposal_id, p.title, p.state, p.made_by, p.decided_by, p.decision_reason, p.result"
"  FROM proposal p WHERE p.id = $1";

const char sql_plan_made[] =
"SELECT p.plan_id, p.plan, p.state, p.steps, p.violations, p.reverses, p.number, p.effective_on"
"  FROM plan_overview p WHERE p.plan_id = $1";

/* ---- plans ---------------------------------------------------------------- */

/* state, all */
const char sql_plan_list[] =
"SELECT p.* FROM plan_overview p"
" WHERE ($1::text IS NULL OR p.state = $1) AND ($2::bool OR $1 IS NOT NULL OR p.state <> 'withdrawn')"
" ORDER BY p.plan_id DESC";

/* plan */
const char sql_plan_show[] =
"SELECT s.step, s.op, o.{name} AS operation,"
"       (SELECT string_agg(a.key || '=' || a.value, '  ' ORDER BY p.parameter_no)"
"          FROM jsonb_each_text(s.args) a LEFT JOIN operation_parameter p ON p.op = s.op AND p.parameter = a.key) AS arguments,"
"       s.note, s.result"
"  FROM (SELECT coalesce((SELECT p.id FROM plan p WHERE p.id = $1::bigint), bianzhi.refuse_unknown('plan', $1::text)::bigint) AS id) k"
"  JOIN plan_step s ON s.plan_id = k.id JOIN operation o ON o.op = s.op ORDER BY s.step";

const char sql_plan_operations[] =
"SELECT o.op, o.name_zh, o.name_en,"
"       string_agg(CASE WHEN p.required THEN p.parameter ELSE '[' || p.parameter || ']' END, ' ' ORDER BY p.parameter_no) AS arguments"
"  FROM operation o LEFT JOIN operation_parameter p ON p.op = o.op GROUP BY o.op ORDER BY o.sort, o.op";

/* ---- lists ---------------------------------------------------------------- */

/* region, class, kind, name, all, as_of.  What has ended shows its last name, unless a day is asked for. */
const char sql_unit_list[] =
"SELECT u.id, s.name, s.short_name, u.kind, c.{name} AS class_name, g.name AS region_name,"
"       " CODE_NAME("rank", "s.rank") " AS rank, s.parent, u.credit_code,"
"       u.effective_on, u.until"
"  FROM unit u"
"  LEFT JOIN unit_as_of(coalesce($6::date, current_date)) o ON o.unit_id = u.id"
" CROSS JOIN LATERAL (SELECT o.name, o.short_name, o.class, o.rank, o.parent WHERE o.unit_id IS NOT NULL"
"              UNION ALL"
"              SELECT u.name, u.short_name, u.class, u.rank, (SELECT p.name FROM unit p WHERE p.id = u.parent_id)"
"               WHERE o.unit_id IS NULL AND $6::date IS NULL AND ($5::bool OR " LIVE("u") ")) s"
"  JOIN unit_class c ON c.code = s.class JOIN region g ON g.code = u.region"
" WHERE ($1::text IS NULL OR u.region = $1)"
"   AND ($2::text IS NULL OR s.class = $2)"
"   AND ($3::text IS NULL OR u.kind = $3)"
"   AND ($4::text IS NULL OR position($4 in s.name) > 0)"
" ORDER BY u.region, c.sort, u.sort, u.id";

/* unit */
const char sql_unit_history[] =
"SELECT h.effective_on, " CODE_NAME("unit_change", "h.kind") " AS kind_name, h.name, h.changes, h.document,"
"       h.recorded_at, h.recorded_by"
"  FROM unit_history($1) h";

/* unit */
const char sql_unit_lineage[] =
"SELECT l.direction, l.depth, l.unit, l.predecessor, " CODE_NAME("lineage_kind", "l.kind") " AS kind_name, l.successor,"
"       l.effective_on, l.document, l.until"
"  FROM unit_lineage_of($1) l";

const char sql_unit_due[] =
"SELECT unit_id, unit, region, class_name, category_name, effective_on, expires_on, days_left, overdue"
"  FROM temporary_unit_due";

/*
 * The tree of units, for drawing: $1 unit, $2 region, $3 depth, $4 without
 * divisions.  Above a unit is its parent, else its department in charge if that
 * is of the same region; departments in charge of each other in a circle are
 * roots.  What is not shown counts for the nearest unit above that is.
 */
#define DRAWN_TREE \
"WITH RECURSIVE live AS (" \
" SELECT u.*, coalesce(u.parent_id, s.id) AS up," \
"        ARRAY[(s.id IS NOT NULL)::int," \
"              CASE WHEN u.parent_id IS NULL AND s.id IS NULL THEN coalesce(y.sort, 2147483647) ELSE 0 END," \
"              u.sort, u.id] AS seat" \
"   FROM unit u" \
"   LEFT JOIN unit s ON u.parent_id IS NULL AND s.id = u.supervisor_id" \
"        AND s.region = u.region AND " LIVE("s") \
"   LEFT JOIN code y ON y.set = 'system' AND y.code = u.system" \
"  WHERE " LIVE("u") ")," \
" above AS (" \
" SELECT l.id, l.up FROM live l WHERE l.up IS NOT NULL" \
" UNION SELECT a.id, l.up FROM above a JOIN live l ON l.id = a.up WHERE l.up IS NOT NULL)," \
" hung AS (" \
" SELECT l.*, CASE WHEN l.id NOT IN (SELECT a.id FROM above a WHERE a.id = a.up) THEN l.up END AS hangs_on" \
"   FROM live l)," \
" tree AS (" \
" SELECT h.*, CASE WHEN $1::text IS NULL THEN 1 ELSE 0 END AS depth, h.seat AS place," \
"        true AS shown, h.id AS shown_id" \
"   FROM hung h" \
"  WHERE CASE WHEN $1::text IS NOT NULL THEN h.id = " UNIT_ID("1") \
"             ELSE h.hangs_on IS NULL AND ($2::text IS NULL OR h.region = $2) END" \
" UNION ALL" \
" SELECT h.*, t.depth + 1, t.place || h.seat, x.shown, CASE WHEN x.shown THEN h.id ELSE t.shown_id END" \
"   FROM tree t JOIN hung h ON h.hangs_on = t.id" \
"  CROSS JOIN LATERAL (SELECT t.shown AND ($3::int IS NULL OR t.depth < $3::int)" \
"                             AND NOT (coalesce($4::bool, false) AND h.kind = 'division') AS shown) x)," \
" own AS (" \
" SELECT a.holder_id, sum(a.approved) FILTER (WHERE e) AS approved, sum(a.strength) FILTER (WHERE e) AS strength," \
"        sum(greatest(a.vacancy, 0)) FILTER (WHERE e) AS vacancy," \
"        sum(greatest(-a.vacancy, 0)) FILTER (WHERE e) AS over," \
"        sum(a.approved) FILTER (WHERE NOT e) AS leader_approved," \
"        sum(a.strength) FILTER (WHERE NOT e) AS leader_strength," \
"        sum(greatest(-a.vacancy, 0)) FILTER (WHERE NOT e) AS leader_over" \
"   FROM account a JOIN post_type p ON p.code = a.post_type" \
"  CROSS JOIN LATERAL (SELECT p.class = 'establishment' AS e) x" \
"  WHERE p.class IN ('establishment', 'leadership') AND (a.approved <> 0 OR a.strength <> 0)" \
"  GROUP BY a.holder_id)"

/* unit, region, depth, no-divisions.  Regions are the roots; parents come before their children. */
const char sql_unit_tree[] =
DRAWN_TREE ","
" hidden AS (SELECT t.shown_id, count(*) AS folded FROM tree t WHERE NOT t.shown GROUP BY t.shown_id),"
" node AS ("
" SELECT g.code AS region, ARRAY[]::int[] AS place, 0 AS depth, NULL::int AS id, g.name, 'region' AS kind,"
"        sum(o.approved) AS approved, sum(o.strength) AS strength, sum(o.vacancy) AS vacancy, sum(o.over) AS over,"
"        sum(o.leader_approved) AS leader_approved, sum(o.leader_strength) AS leader_strength,"
"        sum(o.leader_over) AS leader_over, 0::bigint AS folded"
"   FROM tree t JOIN region g ON g.code = t.region LEFT JOIN own o ON o.holder_id = t.id"
"  WHERE $1::text IS NULL GROUP BY g.code, g.name"
" UNION ALL"
" SELECT t.region, t.place, t.depth, t.id, t.name, t.kind, o.approved, o.strength, o.vacancy, o.over,"
"        o.leader_approved, o.leader_strength, o.leader_over, coalesce(h.folded, 0)"
"   FROM tree t LEFT JOIN own o ON o.holder_id = t.id LEFT JOIN hidden h ON h.shown_id = t.id WHERE t.shown)"
" SELECT n.depth, n.id, n.name, n.kind, n.approved, n.strength, n.vacancy, n.over,"
"        n.leader_approved, n.leader_strength, n.leader_over, n.folded"
"   FROM node n ORDER BY n.region COLLATE \"C\", n.place";

/* unit, region, depth, no-divisions.  "sum_" columns count what is folded into the unit, too. */
const char sql_unit_chart[] =
DRAWN_TREE ","
" total AS ("
" SELECT t.shown_id, count(*) FILTER (WHERE NOT t.shown) AS folded,"
"        count(*) FILTER (WHERE t.kind = 'division') AS divisions, count(*) FILTER (WHERE t.kind = 'body') AS bodies,"
"        sum(o.approved) AS approved, sum(o.strength) AS strength, sum(o.vacancy) AS vacancy, sum(o.over) AS over,"
"        sum(o.leader_approved) AS leader_approved, sum(o.leader_strength) AS leader_strength,"
"        sum(o.leader_over) AS leader_over"
"   FROM tree t LEFT JOIN own o ON o.holder_id = t.id GROUP BY t.shown_id)"
" SELECT t.depth, t.id, t.name, t.short_name, t.kind, t.class,"
"        t.class = 'deliberative_body' OR t.category IS NOT DISTINCT FROM 'temporary_organ'"
"        OR t.expires_on IS NOT NULL AS dashed,"
"        array_to_string(t.other_names, '、') AS nameplates, t.expires_on,"
"        (SELECT coalesce(w.short_name, w.name) FROM unit w WHERE w.id = t.co_located_with) AS co_located_with,"
"        t.system, " CODE_NAME("system", "t.system") " AS system_name, g.code AS region, g.name AS region_name,"
"        o.approved, o.strength, o.vacancy, o.over, o.leader_approved, o.leader_strength, o.leader_over,"
"        s.folded, s.bodies, s.divisions, s.approved AS sum_approved, s.strength AS sum_strength,"
"        s.vacancy AS sum_vacancy, s.over AS sum_over, s.leader_approved AS sum_leader_approved,"
"        s.leader_strength AS sum_leader_strength, s.leader_over AS sum_leader_over,"
"        (SELECT b.title FROM book b) AS title, current_date AS today"
"   FROM tree t JOIN total s ON s.shown_id = t.id LEFT JOIN own o ON o.holder_id = t.id"
"   JOIN region r ON r.code = t.region"
"   JOIN region g ON g.code = CASE WHEN r.level = 'township' THEN coalesce(r.parent, r.code) ELSE r.code END"
"  WHERE t.shown"
"  ORDER BY g.code COLLATE \"C\", t.region COLLATE \"C\", t.place";

/* from, to, kind, title */
const char sql_document_list[] =
"SELECT d.id, d.number, d.issued_on, d.title, d.issuer,"
"       " CODE_NAME("document_kind", "d.kind") " AS document_kind, d.level"
"  FROM document d"
" WHERE ($1::date IS NULL OR d.issued_on >= $1::date)"
"   AND ($2::date IS NULL OR d.issued_on <= $2::date)"
"   AND ($3::text IS NULL OR d.kind = $3)"
"   AND ($4::text IS NULL OR position($4 in d.title) > 0 OR position($4 in d.number) > 0)"
" ORDER BY d.issued_on, d.id";

/* document */
const char sql_document_show[] =
"WITH doc AS (SELECT * FROM document WHERE id = document_ref($1::text))"
" SELECT 'document' AS fact, d.id AS fact_id, d.issued_on AS effective_on, d.number AS object,"
"        concat_ws(', ', d.title, d.issuer) AS what"
"   FROM doc d"
" UNION ALL"
" SELECT 'unit', u.id, u.effective_on, u.name, c.{name}"
"   FROM doc d JOIN unit u ON u.document_id = d.id JOIN unit_class c ON c.code = u.class"
" UNION ALL"
" SELECT 'change', v.id, v.effective_on, v.name, " CODE_NAME("unit_change", "v.kind")
"   FROM doc d JOIN unit_version v ON v.document_id = d.id WHERE v.kind <> 'establish'"
" UNION ALL"
" SELECT 'duty', a.id, a.effective_on, u.name, d.name"
"   FROM doc x JOIN duty_assignment a ON a.document_id = x.id JOIN duty d ON d.id = a.duty_id"
"   JOIN unit u ON u.id = a.unit_id"
" UNION ALL"
" SELECT 'entry', e.id, e.effective_on, h.name, p.{name} || ' ' || to_char(l.quantity, 'FMSG999999990')"
"   FROM doc d JOIN entry e ON e.document_id = d.id JOIN entry_line l ON l.entry_id = e.id"
"   JOIN account_holder h ON h.id = l.holder_id JOIN post_type p ON p.code = l.post_type"
" UNION ALL"
" SELECT 'permit', m.id, m.effective_on, u.name, p.{name} || ' ' || m.quantity"
"   FROM doc d JOIN use_permit m ON m.document_id = d.id JOIN unit u ON u.id = m.unit_id"
"   JOIN post_type p ON p.code = m.post_type"
" UNION ALL"
" SELECT 'enrolment', e.id, e.effective_on, u.name, n.name || ', ' || p.{name}"
"   FROM doc d JOIN enrolment e ON e.document_id = d.id JOIN unit u ON u.id = e.unit_id"
"   JOIN person n ON n.id = e.person_id JOIN post_type p ON p.code = e.post_type"
" UNION ALL"
" SELECT 'release', e.id, e.until, u.name, n.name || ', ' || p.{name}"
"   FROM doc d JOIN enrolment e ON e.until_document_id = d.id JOIN unit u ON u.id = e.unit_id"
"   JOIN person n ON n.id = e.person_id JOIN post_type p ON p.code = e.post_type"
" UNION ALL"
" SELECT 'appointment', a.id, a.effective_on, u.name, n.name || ', ' || coalesce(a.title, p.{name})"
"   FROM doc d JOIN appointment a ON a.document_id = d.id JOIN unit u ON u.id = a.unit_id"
"   JOIN person n ON n.id = a.person_id JOIN post_type p ON p.code = a.post_type"
" UNION ALL"
" SELECT 'dismissal', a.id, a.until, u.name, n.name || ', ' || coalesce(a.title, p.{name})"
"   FROM doc d JOIN appointment a ON a.until_document_id = d.id JOIN unit u ON u.id = a.unit_id"
"   JOIN person n ON n.id = a.person_id JOIN post_type p ON p.code = a.post_type"
" ORDER BY effective_on, fact_id";

/* unit, post-type, region, full */
const char sql_account_list[] =
"SELECT a.holder_id, h.name AS holder, a.post_type, p.{name} AS post_type_name,"
"       a.approved, a.reserved, a.strength, a.vacancy"
"  FROM account a JOIN account_holder h ON h.id = a.holder_id"
"  JOIN post_type p ON p.code = a.post_type"
" WHERE ($1::text IS NULL OR a.holder_id = " UNIT_ID("1") ")"
"   AND ($2::text IS NULL OR a.post_type = " POST_TYPE("2") ")"
"   AND ($3::text IS NULL OR h.region = $3)"
"   AND ($4::bool IS NOT TRUE OR (a.holder_id > 0 AND a.approved > 0 AND a.strength + a.reserved >= a.approved))"
"   AND (a.approved, a.reserved, a.strength) <> (0, 0, 0)"
" ORDER BY h.region, (a.holder_id > 0), abs(a.holder_id), p.sort, p.code";

/* post-type, quantity, region, as-of, explain; the last row is the sum and why it is no more */
const char sql_post_plan[] =
"WITH plan AS (SELECT p.*, row_number() OVER () AS place"
"                FROM post_plan($1, $2::int, $3, coalesce($4::date, current_date)) p)"
" SELECT unit, approved, strength, reserved, vacancy, weight, priority, size, rank, span,"
"        size_factor, rank_factor, span_factor, vacancy_factor, score, cap, share, proposed,"
"        CASE WHEN $5::bool OR place = 2147483648 THEN explanation END AS explanation"
"   FROM (SELECT unit, approved, strength, reserved, vacancy, trim_scale(weight) AS weight, priority, size, rank, span,"
"                size_factor, rank_factor, span_factor, vacancy_factor, score, cap, share, proposed, explanation, place"
"           FROM plan"
"          UNION ALL"
"         SELECT '合计', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
"                NULL, NULL, NULL, NULL, NULL, cap, NULL, proposed, explanation, 2147483648"
"           FROM post_plan_total($1, $2::int, $3, coalesce($4::date, current_date))) row"
"  ORDER BY place";

/* unit, all */
const char sql_priority_list[] =
"SELECT p.id AS priority_id, u.name AS unit, " CODE_NAME("priority_kind", "p.kind") " AS priority,"
"       trim_scale(p.weight) AS weight, p.effective_on, p.until, d.number AS document_number, p.note"
"  FROM priority p JOIN unit u ON u.id = p.unit_id LEFT JOIN document d ON d.id = p.document_id"
" WHERE ($1::text IS NULL OR p.unit_id = " UNIT_ID("1") ")"
"   AND ($2::bool OR p.until IS NULL)"
" ORDER BY p.weight DESC, p.unit_id, p.effective_on";

/* kind, all */
const char sql_proposal_list[] =
"SELECT p.id AS proposal_id, " CODE_NAME("proposal_kind", "p.kind") " AS proposal_kind, p.title, p.state,"
"       p.made_by, p.made_at, d.number AS document_number,"
"       (SELECT bool_and(e.unchanged) FROM proposal_effect e WHERE e.proposal_id = p.id) AS unchanged,"
"       p.decided_by, p.decided_at, p.decision_reason"
"  FROM proposal p LEFT JOIN document d ON d.id = p.document_id"
" WHERE ($1::text IS NULL OR p.kind = $1) AND ($2::bool OR p.state = 'submitted')"
" ORDER BY p.id";

/* unit, all */
const char sql_permit_list[] =
"SELECT m.id, u.name AS unit, p.{name} AS post_type_name, m.quantity, m.used,"
"       m.quantity - m.used AS unused, m.effective_on, m.expires_on,"
"       CASE WHEN m.state = 'open' AND m.expires_on < current_date THEN 'lapsed' ELSE m.state END AS state,"
"       d.number AS document_number, m.note"
"  FROM use_permit m JOIN unit u ON u.id = m.unit_id JOIN post_type p ON p.code = m.post_type"
"  LEFT JOIN document d ON d.id = m.document_id"
" WHERE ($1::text IS NULL OR m.unit_id = " UNIT_ID("1") ")"
"   AND ($2::bool OR (m.state = 'open' AND m.expires_on >= current_date))"
" ORDER BY m.expires_on, m.id";

/* ---- people --------------------------------------------------------------- */

/* person, full */
const char sql_person_show[] =
"SELECT n.id, n.name, CASE WHEN $2::bool THEN n.resident_id::text"
"            ELSE bianzhi.masked(n.resident_id) END AS resident_id,"
"       n.sex, n.birth_on, " CODE_NAME("ethnic", "n.ethnic") " AS ethnic,"
"       " CODE_NAME("politics", "n.politics") " AS politics,"
"       " CODE_NAME("education", "n.education") " AS education,"
"       " CODE_NAME("degree", "n.degree") " AS degree, n.specialty, n.work_started_on,"
"       n.retire_group, n.retire_on, " CODE_NAME("title_level", "n.title_level") " AS title_level,"
"       " CODE_NAME("grade", "n.grade") " AS grade,"
"       " CODE_NAME("person_status", "n.status") " AS status,"
"       u.name AS unit, p.{name} AS post_type_name, e.effective_on, n.note,"
"       n.recorded_at, n.recorded_by"
"  FROM person n LEFT JOIN enrolment e ON e.person_id = n.id AND e.until IS NULL"
"  LEFT JOIN unit u ON u.id = e.unit_id LEFT JOIN post_type p ON p.code = e.post_type"
" WHERE n.id = person_ref($1::text)";

/* person */
const char sql_person_history[] =
"WITH who AS (SELECT person_ref($1::text) AS id)"
" SELECT 'enrolment' AS fact, e.id AS record_id, u.name AS unit, p.{name} AS post_type_name,"
"        NULL::text AS title, e.effective_on, e.until,"
"        " CODE_NAME("entry_reason", "e.entry_reason") " AS entry_reason,"
"        " CODE_NAME("exit_reason", "e.exit_reason") " AS exit_reason, d.number AS document_number"
"   FROM who JOIN enrolment e ON e.person_id = who.id JOIN unit u ON u.id = e.unit_id"
"   JOIN post_type p ON p.code = e.post_type LEFT JOIN document d ON d.id = e.document_id"
" UNION ALL"
" SELECT 'appointment', a.id, u.name, p.{name}, a.title, a.effective_on, a.until, NULL, NULL, d.number"
"   FROM who JOIN appointment a ON a.person_id = who.id JOIN unit u ON u.id = a.unit_id"
"   JOIN post_type p ON p.code = a.post_type LEFT JOIN document d ON d.id = a.document_id"
" ORDER BY effective_on, record_id";

/* unit, post-type, name, limit, full */
const char sql_person_list[] =
"SELECT n.id, n.name, CASE WHEN $5::bool THEN n.resident_id::text"
"            ELSE bianzhi.masked(n.resident_id) END AS resident_id,"
"       n.sex, u.name AS unit, p.{name} AS post_type_name, e.effective_on, n.retire_on"
"  FROM enrolment e JOIN person n ON n.id = e.person_id JOIN unit u ON u.id = e.unit_id"
"  JOIN post_type p ON p.code = e.post_type"
" WHERE e.until IS NULL"
"   AND ($1::text IS NULL OR e.unit_id = " UNIT_ID("1") ")"
"   AND ($2::text IS NULL OR e.post_type = " POST_TYPE("2") ")"
"   AND ($3::text IS NULL OR position($3 in n.name) > 0)"
" ORDER BY u.region, u.sort, u.id, p.sort, n.id"
" LIMIT $4::bigint";

/* ---- checks ---------------------------------------------------------------- */

/* rule */
const char sql_check[] =
"SELECT f.id AS finding_id, f.rule, r.{name} AS rule_name, f.level, u.name AS unit, p.{name} AS post_type_name, f.object,"
"       f.figures, f.remedy, f.found_on, f.due_on"
"  FROM check_rules(rule => $1::text) AS f LEFT JOIN LATERAL (SELECT x.* FROM rule x WHERE x.code = f.rule ORDER BY x.region LIMIT 1) r ON true"
"  LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN post_type p ON p.code = f.post_type"
" ORDER BY f.rule, u.region, u.sort, f.unit_id, f.id";

/* ---- dry run --------------------------------------------------------------- */

/* The accounts that this transaction has written, as parallel arrays. */
const char sql_touched[] =
"SELECT array_agg(a.holder_id), array_agg(a.post_type),"
"       array_agg(coalesce(p.name || h.name, h.name, '#' || a.holder_id)),"
"       array_agg(a.approved), array_agg(a.reserved), array_agg(a.strength)"
"  FROM account a LEFT JOIN account_holder h ON h.id = a.holder_id"
"  LEFT JOIN unit u ON u.id = a.holder_id LEFT JOIN unit p ON p.id = u.parent_id AND u.kind = 'division'"
" WHERE a.xmin = pg_catalog.pg_current_xact_id()::xid";

/* Those arrays beside what the accounts are now, after the rollback. */
const char sql_touched_compare[] =
"SELECT t.holder, p.{name} AS post_type_name,"
"       coalesce(a.approved, 0) AS approved_before, t.approved AS approved_after,"
"       coalesce(a.reserved, 0) AS reserved_before, t.reserved AS reserved_after,"
"       coalesce(a.strength, 0) AS strength_before, t.strength AS strength_after"
"  FROM unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::int[], $6::int[])"
"       AS t (holder_id, post_type, holder, approved, reserved, strength)"
"  JOIN post_type p ON p.code = t.post_type"
"  LEFT JOIN account a ON a.holder_id = t.holder_id AND a.post_type = t.post_type"
" ORDER BY t.holder_id, t.post_type";

/* ---- months ------------------------------------------------------------------ */

/* the act of this transaction; what the function returned is $1 */
const char sql_period_made[] =
"SELECT l.region, g.name AS region_name, to_char(l.month, 'YYYY-MM') AS month, l.act, l.reason, $1::text AS result"
"  FROM period_log l JOIN region g ON g.code = l.region"
" WHERE l.xmin = pg_current_xact_id()::xid ORDER BY l.id DESC LIMIT 1";

const char sql_sign_off_made[] =
"SELECT o.id AS sign_off_id, o.region, g.name AS region_name, to_char(o.month, 'YYYY-MM') AS month, s.name AS section,"
"       o.check_run_id, o.signed_at, o.signed_by"
"  FROM sign_off o JOIN section s ON s.region = o.region AND s.code = o.section JOIN region g ON g.code = o.region"
" WHERE o.id = $1";

const char sql_exception_made[] =
"SELECT x.id AS exception_id, x.role, x.region, g.name AS region_name, x.until, x.reason"
"  FROM period_exception x JOIN region g ON g.code = x.region WHERE x.id = $1";

const char sql_period_status[] =
"SELECT p.region_code AS region, p.region_name, to_char(p.month_of, 'YYYY-MM') AS month, p.state AS month_state, p.since, p.by_whom,"
"       p.with_region, p.sections, p.signed, p.missing, p.errors, p.exceptions, p.close_reason"
"  FROM period_status($1::date, $2) p ORDER BY p.region_code";

const char sql_period_late[] =
"SELECT f.kind AS fact, f.id AS fact_id, f.region_code AS region, f.holder, f.effective_on, f.recorded_at, f.recorded_by,"
"       f.document AS number, to_char(f.reported_in, 'YYYY-MM') AS reported_in"
"  FROM changed_since($1::date, $2) f";

const char sql_period_obstacles[] =
"SELECT o.problem, o.region_code AS region, g.name AS region_name, to_char(o.month_of, 'YYYY-MM') AS month, o.given"
"  FROM close_obstacle(coalesce($2, (SELECT b.region FROM book b)), date_trunc('month', $1::timestamp)::date) o"
"  LEFT JOIN region g ON g.code = o.region_code ORDER BY o.n";

/* $1 = month, or the one the region is in; $2 = region, or the book's */
#define CHECKED_MONTH \
"coalesce($1::date, (SELECT coalesce(m.frozen, m.month) FROM region_month m" \
" WHERE m.region = coalesce($2::text, (SELECT b.region FROM book b))), current_date)"

const char sql_report_check[] =
"SELECT c.code, f.severity, f.{name} AS name, c.report, c.row_label, c.left_value, c.right_value, c.difference, c.formula"
"  FROM report_check(" CHECKED_MONTH ", $2) WITH ORDINALITY c"
" (code, severity, name, report, row_label, left_value, right_value, difference, formula, outcome, n)"
"  JOIN report_formula f ON f.code = c.code WHERE c.outcome = 'failed' ORDER BY c.n";

const char sql_report_check_all[] =
"SELECT c.code, f.severity, f.{name} AS name, c.report, c.outcome, c.checked, c.failed, c.formula"
"  FROM report_check_summary(" CHECKED_MONTH ", $2) c JOIN report_formula f ON f.code = c.code ORDER BY c.code";

const char sql_period_exceptions[] =
"SELECT x.id AS exception_id, x.role, x.region, x.until, x.reason, x.recorded_by,"
"       to_char(u.month, 'YYYY-MM') AS month, u.table_name, u.command, u.row_count, u.acted_at"
"  FROM period_exception x"
"  LEFT JOIN period_exception_use u ON u.exception_id = x.id AND u.month = date_trunc('month', $1::timestamp)::date"
" WHERE (x.until > now() OR u.id IS NOT NULL)"
"   AND ($2::text IS NULL OR EXISTS (SELECT FROM region_within w WHERE w.region = x.region AND w.within = $2))"
" ORDER BY x.id, u.id";

const char sql_export[] =
"SELECT line FROM seal_file(coalesce($2, (SELECT b.region FROM book b)), date_trunc('month', $1::timestamp)::date) f (line)";

const char sql_period_returns[] =
"SELECT r.region_code AS region, r.region_name, to_char(r.month_of, 'YYYY-MM') AS month, r.state, r.lines, r.seal, r.received_at,"
"       r.received_by, r.reason, to_char(r.last_month, 'YYYY-MM') AS last_month"
"  FROM return_status($1::date) r ORDER BY r.region_code";
