/*-------------------------------------------------------------------------
 *
 * queries_report.c
 *	  SQL of the reports: what is known about one, its headings, its rows for
 *	  the charts.  $n are the parameters that report.c and report_chart.c bind.
 *
 * What may not live here: what a report shows (functions of the book).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

/* $1 names of the reports that are in no table. */
const char sql_report_list[] =
"SELECT r.number AS form, r.name AS report, r.title_{lang} AS report_title, r.span AS cycle, k.months, k.first_month, k.last_month"
"  FROM report r"
" CROSS JOIN LATERAL (SELECT count(*) AS months, to_char(min(s.month), 'YYYY-MM') AS first_month, to_char(max(s.month), 'YYYY-MM') AS last_month"
"                       FROM seal s JOIN book b ON b.region = s.region"
"                      WHERE r.span = 'month' OR extract(month FROM s.month) = 12) k"
" WHERE r.number IS NOT NULL"
" UNION ALL "
"SELECT NULL, o.name, split_part(coalesce("
"         (SELECT pg_catalog.obj_description(c.oid, 'pg_class') FROM pg_catalog.pg_class c"
"           WHERE c.relname = o.name AND c.relnamespace = pg_catalog.quote_ident(pg_catalog.current_schema())::regnamespace),"
"         (SELECT pg_catalog.obj_description(p.oid, 'pg_proc') FROM pg_catalog.pg_proc p"
"           WHERE p.proname = o.name AND p.pronamespace = pg_catalog.quote_ident(pg_catalog.current_schema())::regnamespace LIMIT 1)), '：', 1),"
"       NULL, NULL, NULL, NULL"
"  FROM (SELECT x.name, x.n FROM unnest($1::text[]) WITH ORDINALITY AS x (name, n) ORDER BY x.n) o";

/* The names of all reports for one book: those of the month, in December of the year too. $1 month */
const char sql_report_book[] =
"SELECT r.name FROM report r"
" WHERE r.number IS NOT NULL AND (r.span = 'month' OR extract(month FROM $1::date) = 12)"
" ORDER BY r.span, r.sort, r.name";

/* One row about a report, for a region (null: the book's) and a month (null: now). $1 name, $2 region, $3 month */
const char sql_report_meta[] =
"WITH asked AS MATERIALIZED ("
"    SELECT CASE WHEN $2::text IS NULL THEN b.region"
"                WHEN EXISTS (SELECT FROM region g WHERE g.code = $2) THEN $2"
"                ELSE bianzhi.refuse_unknown('region', $2) END AS region, b.title,"
"           CASE WHEN $3::text IS NOT NULL"
"                THEN bianzhi.past_day(date_trunc('month', $3::timestamp)::date, 'month') END AS month"
"      FROM book b"
") "
"SELECT r.name, r.number, r.title_{lang} AS title, r.span, r.measure, r.paper, g.code AS region, g.name AS region_name,"
"       a.month, to_char(a.month, CASE WHEN r.span = 'year' AND extract(month FROM a.month) = 12 THEN 'YYYY\"年\"' ELSE 'YYYY\"年\"FMMM\"月\"' END) AS period_zh,"
"       to_char(a.month, CASE WHEN r.span = 'year' AND extract(month FROM a.month) = 12 THEN 'YYYY' ELSE 'YYYY-MM' END) AS period_en,"
"       (a.month + interval '1 month - 1 day')::date AS cutoff, to_char(now(), 'YYYY-MM-DD HH24:MI') AS prepared,"
"       CASE WHEN a.month IS NOT NULL THEN coalesce(p.state, 'open') END AS state,"
"       encode(s.seal, 'hex') AS seal, to_char(p.closed_at, 'YYYY-MM-DD HH24:MI') AS closed_at, p.closed_by, p.close_reason,"
"       nullif(p.closed_with, p.region) AS under, w.name AS under_name,"
"       p.state = 'closed' AND p.closed_with = p.region AND (r.span = 'month' OR extract(month FROM a.month) = 12) AS kept,"
"       coalesce((SELECT u.name FROM unit u"
"                  WHERE u.region = g.code AND u.kind = 'body' AND u.until IS NULL AND u.name LIKE '%机构编制委员会办公室'"
"                  ORDER BY u.id LIMIT 1), '') AS office"
"  FROM asked a"
"  JOIN region g ON g.code = a.region"
"  LEFT JOIN report r ON r.name = $1 AND r.number IS NOT NULL"
"  LEFT JOIN period p ON p.region = a.region AND p.month = a.month"
"  LEFT JOIN region w ON w.code = p.closed_with"
"  LEFT JOIN seal s ON s.region = p.closed_with AND s.month = a.month";

/* Who signed the month. $1 region, $2 month */
const char sql_report_signers[] =
"SELECT o.name, o.signed_by, to_char(o.signed_at, 'YYYY-MM-DD') AS signed_at FROM sign_off_state o"
" WHERE o.region = $1 AND o.month = $2::date AND o.sign_off_id IS NOT NULL ORDER BY o.section COLLATE \"C\"";

/* The columns a report has, with their headings; the snapshot's if there is one. $1 name */
const char sql_report_columns[] =
"SELECT a.attname, nullif(split_part(pg_catalog.col_description(c.oid, a.attnum), '；', 1), '') AS heading"
"  FROM pg_catalog.pg_class c"
"  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
" WHERE c.relnamespace = pg_catalog.quote_ident(pg_catalog.current_schema())::regnamespace"
"   AND c.relname IN ('snapshot_' || $1, $1)"
" ORDER BY a.attname, c.relname = $1";

/* In, out, strength at the end of the closed months of a year. $1 region, $2 last month */
const char sql_chart_movement[] =
"SELECT to_char(m.month, 'YYYY-MM') AS month, m.in_total, m.out_total, m.closing"
"  FROM snapshot_monthly_staff_movement m"
" WHERE m.region_closed = $1 AND m.month > $2::date - interval '12 months' AND m.month <= $2::date"
"   AND m.row_kind = 'total' AND m.post_type IS NULL"
" ORDER BY m.month";

/* Men and women by age, in bands of five years. $1 region, $2 month, $3 of institutions? */
const char sql_chart_ages[] =
"SELECT x.band, count(*) FILTER (WHERE x.sex = 'M') AS men, count(*) FILTER (WHERE x.sex = 'F') AS women"
"  FROM (SELECT coalesce(p.sex, bianzhi.sex(p.resident_id)) AS sex,"
"               greatest(least(extract(year FROM age(($2::date + interval '1 month - 1 day')::timestamp, p.birth_on::timestamp))::int, 64) / 5, 4) AS band"
"          FROM enrolled_of($1, $2::date) e"
"          JOIN person p ON p.id = e.person_id"
"          JOIN unit u ON u.id = e.unit_id"
"         WHERE (u.class IN ('institution', 'reference_institution')) = $3::bool) x"
" GROUP BY x.band ORDER BY x.band";
