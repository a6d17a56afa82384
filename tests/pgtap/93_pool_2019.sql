-- The seed's pool in the sample: a pool of 100, forty posts for nine full institutions in 2019, and every balance on
-- every day until the end of 2021.
SELECT setting || '/extension/bianzhi_sample' AS sample FROM pg_catalog.pg_config WHERE name = 'SHAREDIR' \gset

BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT no_plan();
SELECT create_book('xingan', '152200', '兴安盟机构编制台账') IS NOT NULL AS made \g /dev/null
\o /dev/null
SET LOCAL search_path = xingan, bianzhi, pg_temp;
\i :sample/10_region_document.sql
\i :sample/20_unit_post.sql
\i :sample/25_people.sql
\i :sample/30_reform.sql
\i :sample/35_leader.sql
\i :sample/40_year_2019.sql
\i :sample/45_pool_2021.sql
\o
SET CONSTRAINTS ALL IMMEDIATE;
SET LOCAL search_path = xingan, bianzhi, public;

-- What the seed says -------------------------------------------------------------------------

SELECT results_eq('SELECT total, free, awaiting, lent FROM pool_as_of(''2017-06-20'')', 'VALUES (100::bigint, 100::bigint, 0::bigint, 0::bigint)', 'a pool of 100');
SELECT results_eq($$SELECT e.note, l.quantity FROM entry e JOIN entry_line l ON l.entry_id = e.id JOIN pool p ON p.holder_id = l.holder_id
                     WHERE e.effective_on = '2017-06-20' ORDER BY 2 DESC$$,
                  $$VALUES ('国有林场改革盘活的事业编制', 60), ('分类推进事业单位改革盘活的事业编制', 40)$$, 'out of two reforms');
SELECT is_empty($$SELECT * FROM pool_as_of('2017-06-19')$$, 'not a day before');
SELECT results_eq('SELECT total, free, awaiting, lent FROM pool_as_of(''2019-03-24'')', 'VALUES (100::bigint, 100::bigint, 0::bigint, 0::bigint)', 'nothing was lent before the approval');
SELECT results_eq('SELECT total, free, awaiting, lent FROM pool_as_of(''2019-03-25'')', 'VALUES (100::bigint, 60::bigint, 40::bigint, 0::bigint)', 'forty are approved');
SELECT results_eq('SELECT total, free, awaiting, lent FROM pool_as_of(''2019-12-31'')', 'VALUES (100::bigint, 60::bigint, 0::bigint, 40::bigint)', 'and used within the year');
SELECT results_eq($$SELECT u.short_name, l.approved, l.used FROM pool_loan l JOIN unit u ON u.id = l.unit_id ORDER BY 2 DESC, u.id$$,
                  $$VALUES ('盟医院', 10, 10), ('兴安职院', 8, 8), ('盟实验中学', 5, 5), ('盟蒙古族中学', 4, 4), ('盟疾控中心', 4, 4), ('盟农科所', 4, 4),
                           ('盟大数据中心', 2, 2), ('盟水利设计院', 2, 2), ('盟不动产中心', 1, 1)$$, 'by nine institutions');
SELECT is((SELECT count(*)::int FROM pool_ledger WHERE enrolled_on <= '2019-12-31' AND resident_id ~ '\*' AND talent_category IS NOT NULL), 40, 'forty talents in the ledger');

-- What became of them ------------------------------------------------------------------------

SELECT results_eq($$SELECT coalesce(end_kind, '-'), count(*)::int FROM pool_seat GROUP BY 1 ORDER BY 1$$,
                  $$VALUES ('-', 3), ('left', 1), ('reclaimed', 4), ('returned', 32)$$, 'one left, most are returned, some reclaimed');
SELECT is_empty($$SELECT x.id FROM pool_settlement x LEFT JOIN enrolment f ON f.id = x.freed_enrolment_id
                     LEFT JOIN code c ON c.set = 'exit_reason' AND c.code = f.exit_reason
                  WHERE x.kind = 'returned' AND ((c.attributes ->> 'natural_attrition') IS DISTINCT FROM 'true' OR f.until > x.effective_on OR f.post_type <> x.post_type)$$,
                'each return names whose leaving freed the post');
SELECT is_empty($$SELECT x.id FROM pool_settlement x JOIN pool_seat s ON s.id = x.seat_id JOIN unit b ON b.id = s.unit_id JOIN unit v ON v.id = x.source_id
                  WHERE x.kind = 'reclaimed' AND (v.supervisor_id IS DISTINCT FROM b.supervisor_id OR x.effective_on <= s.return_by)$$,
                'each reclaim is overdue and from the same department');
SELECT results_eq($$SELECT unit, reclaimed_from, count(*)::int FROM pool_ledger WHERE state = '已收回' GROUP BY 1, 2 ORDER BY 1$$,
                  $$VALUES ('兴安盟大数据中心', '兴安盟工业信息化发展中心', 1), ('兴安盟疾病预防控制中心', '兴安盟卫生健康服务中心', 3)$$, 'from whom');
SELECT results_eq('SELECT unit, count(*)::int FROM pool_to_reclaim GROUP BY 1', $$VALUES ('兴安盟水利勘测设计院', 2)$$, 'two cannot be reclaimed: nobody has a vacancy of their kind');
SELECT is((SELECT count(*)::int FROM pool_extension), 1, 'one was extended');
SELECT is_empty($$SELECT p.id FROM pool_seat s JOIN person p ON p.id = s.person_id LEFT JOIN enrolment e ON e.person_id = p.id AND e.until IS NULL
                  WHERE s.end_kind IN ('returned', 'reclaimed') AND (e.post_type IS NULL OR e.post_type = 31 OR e.unit_id <> s.unit_id)$$,
                'whose post went back otherwise sits on an ordinary one of the same unit');

-- Every balance on every day -------------------------------------------------------------------

-- days on which something happened, and the days before and after
CREATE TEMP TABLE day AS
SELECT DISTINCT d + k AS d
  FROM (SELECT effective_on AS d FROM pool UNION SELECT approved_on FROM pool_loan UNION SELECT effective_on FROM pool_seat
        UNION SELECT until FROM pool_seat UNION SELECT return_by FROM pool_seat) x, generate_series(-1, 1) k
 WHERE d + k BETWEEN '2017-06-20' AND '2022-06-30';
SELECT cmp_ok((SELECT count(*)::int FROM day), '>', 150, 'many days');
-- counted by hand: no accounts, no entries, only who was approved, came and went
SELECT is_empty($$SELECT d.d, a.total, a.free, a.awaiting, a.lent, m.awaiting, m.lent
    FROM day d CROSS JOIN LATERAL pool_as_of(d.d) a
   CROSS JOIN LATERAL (SELECT (SELECT count(*) FROM enrolment e WHERE e.post_type = 31 AND e.effective_on <= d.d AND coalesce(e.until, 'infinity') > d.d) AS lent,
                              (SELECT coalesce(sum(approved), 0) FROM pool_loan WHERE approved_on <= d.d)
                              - (SELECT count(*) FROM enrolment e WHERE e.post_type = 31 AND e.effective_on <= d.d) AS awaiting) m
   WHERE a.total <> 100 OR a.total <> a.free + a.awaiting + a.lent OR a.lent <> m.lent OR a.awaiting <> m.awaiting$$,
                'total = free + reserved + lent, and lent are the people, on every day');
SELECT is_empty($$SELECT d.d, u.short_name, b.posts, p.people
    FROM day d CROSS JOIN (SELECT DISTINCT unit_id FROM pool_seat) s JOIN unit u ON u.id = s.unit_id
   CROSS JOIN LATERAL (SELECT coalesce(sum(l.quantity), 0) AS posts FROM entry_line l JOIN entry e ON e.id = l.entry_id
                        WHERE l.holder_id = s.unit_id AND l.post_type = 31 AND e.effective_on <= d.d) b
   CROSS JOIN LATERAL (SELECT count(*) AS people FROM enrolment e WHERE e.unit_id = s.unit_id AND e.post_type = 31
                          AND e.effective_on <= d.d AND coalesce(e.until, 'infinity') > d.d) p
   WHERE b.posts <> p.people$$, 'every borrower has as many turnover posts as talents on them, on every day');
SELECT is_empty($$SELECT d.d, l.holder_id, l.post_type FROM day d JOIN entry e ON e.effective_on <= d.d JOIN entry_line l ON l.entry_id = e.id
                   JOIN post_type t ON t.code = l.post_type AND t.category = 'institution'
                  WHERE d.d IN ('2017-06-20', '2019-03-25', '2019-12-31', '2020-06-15', '2021-12-15', '2021-12-16') OR d.d::text LIKE '%-01-1%'
                  GROUP BY d.d, l.holder_id, l.post_type HAVING sum(l.quantity) < 0 AND NOT EXISTS (SELECT FROM holder h WHERE h.id = l.holder_id AND h.kind = 'ceiling')$$,
                'no account but the ceiling was ever negative');
SELECT results_eq($$SELECT d, (pool_as_of(d)).lent::int, (pool_as_of(d)).overdue_posts::int, (pool_as_of(d)).returned::int, (pool_as_of(d)).reclaimed::int
                      FROM unnest('{2019-04-15,2020-01-01,2020-06-14,2020-06-15,2021-12-14,2021-12-15}'::date[]) d$$,
                  $$VALUES ('2019-04-15'::date, 5, 0, 0, 0), ('2020-01-01', 40, 0, 0, 0), ('2020-06-14', 23, 0, 17, 0), ('2020-06-15', 22, 0, 18, 0),
                           ('2021-12-14', 7, 6, 33, 0), ('2021-12-15', 3, 2, 33, 4)$$, 'the days that matter');
SELECT is_empty($$SELECT * FROM pool_as_of('2021-12-15', now() - interval '1 day')$$, 'before it was recorded nothing was known of it');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
