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

const char sql_person_made[] =
"SELECT n.id AS person_id, n.name AS person, bianzhi.masked(n.resident_id) AS resident_id,"
"       n.sex, n.birth_on, n.retire_on"
"  FROM person n WHERE n.id = $1";

const char sql_priority_made[] =
"SELECT p.id AS priority_id, u.name AS unit, trim_scale(p.weight) AS weight,"
"       " CODE_NAME("priority_kind", "p.kind") " AS priority, p.effective_on, p.until"
"  FROM priority p JOIN unit u ON u.id = p.unit_id WHERE p.id = $1";

const char sql_proposal_made[] =
"SELECT p.id AS proposal_id, p.title, p.state, p.made_by, p.decided_by, p.decision_reason, p.result"
"  FROM proposal p WHERE p.id = $1";

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

/* ---- lists ---------------------------------------------------------------- */

/* region, class, kind, name, all */
const char sql_unit_list[] =
"SELECT u.id, u.name, u.short_name, u.kind, c.{name} AS class_name, g.name AS region_name,"
"       " CODE_NAME("rank", "u.rank") " AS rank, p.name AS parent, u.credit_code,"
"       u.effective_on, u.until"
"  FROM unit u JOIN unit_class c ON c.code = u.class JOIN region g ON g.code = u.region"
"  LEFT JOIN unit p ON p.id = u.parent_id"
" WHERE ($1::text IS NULL OR u.region = $1)"
"   AND ($2::text IS NULL OR u.class = $2)"
"   AND ($3::text IS NULL OR u.kind = $3)"
"   AND ($4::text IS NULL OR position($4 in u.name) > 0)"
"   AND ($5::bool OR " LIVE("u") ")"
" ORDER BY u.region, c.sort, u.sort, u.id";

/*
 * unit, region.  Regions are the roots, then units without a parent, parents
 * before children.  Figures are the unit's own posts of all kinds of
 * establishment.
 */
const char sql_unit_tree[] =
"WITH RECURSIVE tree AS ("
" SELECT u.id, u.name, u.kind, CASE WHEN $1::text IS NULL THEN 1 ELSE 0 END AS depth,"
"        ARRAY[u.region, to_char(u.sort + 2147483648, 'FM0000000000'), to_char(u.id, 'FM0000000000')] AS place"
"   FROM unit u"
"  WHERE " LIVE("u")
"    AND CASE WHEN $1::text IS NOT NULL THEN u.id = " UNIT_ID("1")
"             ELSE u.parent_id IS NULL AND ($2::text IS NULL OR u.region = $2) END"
" UNION ALL"
" SELECT u.id, u.name, u.kind, t.depth + 1,"
"        t.place || ARRAY[to_char(u.sort + 2147483648, 'FM0000000000'), to_char(u.id, 'FM0000000000')]"
"   FROM tree t JOIN unit u ON u.parent_id = t.id WHERE " LIVE("u") "),"
" node AS ("
" SELECT g.name, 'region' AS kind, NULL::int AS id, 0 AS depth, ARRAY[g.code] AS place"
"   FROM region g WHERE $1::text IS NULL"
"    AND EXISTS (SELECT FROM tree t WHERE t.place[1] = g.code)"
" UNION ALL SELECT name, kind, id, depth, place FROM tree)"
" SELECT t.depth, t.id, t.name, t.kind, a.approved, a.strength"
"  FROM node t"
"  LEFT JOIN (SELECT b.holder_id, sum(b.approved) AS approved, sum(b.strength) AS strength"
"               FROM account b JOIN post_type p ON p.code = b.post_type"
"              WHERE p.class = 'establishment' GROUP BY b.holder_id) a ON a.holder_id = t.id"
" ORDER BY t.place COLLATE \"C\"";

/* from, to, kind, title */
const char sql_document_list[] =
"SELECT d.id, d.number, d.issued_on, d.title, d.issuer,"
"       " CODE_NAME("document_kind", "d.kind") " AS document_kind"
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
"SELECT p.id AS proposal_id, " CODE_NAME("proposal_kind", "p.kind") " AS kind, p.title, p.state,"
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
"SELECT f.id AS finding_id, f.rule, f.level, u.name AS unit, p.{name} AS post_type_name, f.object,"
"       f.figures, f.remedy, f.found_on, f.due_on"
"  FROM check_rules(rule => $1::text) AS f"
"  LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN post_type p ON p.code = f.post_type"
" ORDER BY f.rule, u.region, u.sort, f.unit_id, f.id";

/* ---- dry run --------------------------------------------------------------- */

/* The accounts that this transaction has written, as parallel arrays. */
const char sql_touched[] =
"SELECT array_agg(a.holder_id), array_agg(a.post_type),"
"       array_agg(coalesce(h.name, '#' || a.holder_id)),"
"       array_agg(a.approved), array_agg(a.reserved), array_agg(a.strength)"
"  FROM account a LEFT JOIN account_holder h ON h.id = a.holder_id"
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
