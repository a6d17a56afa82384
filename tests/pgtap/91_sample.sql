-- The sample: the installed files make the Hinggan book, and what they make is consistent.
-- A second book from the same files must be the same, and a larger one must have the size asked for.
SELECT setting || '/extension/bianzhi_sample' AS sample FROM pg_catalog.pg_config WHERE name = 'SHAREDIR' \gset

BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT plan(60);

SELECT create_book(name, '152200', '兴安盟机构编制台账') IS NOT NULL AS made FROM (VALUES ('xingan'), ('again'), ('large')) AS book(name) \g /dev/null

\o /dev/null
SET LOCAL search_path = xingan, bianzhi, pg_temp;
\i :sample/10_region_document.sql
\i :sample/20_unit_post.sql
\i :sample/25_people.sql
\i :sample/30_reform.sql
\i :sample/32_priority.sql
\i :sample/35_leader.sql
\i :sample/40_year_2019.sql
\i :sample/45_rule.sql
\i :sample/45_pool_2021.sql
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SET LOCAL search_path = again, bianzhi, pg_temp;
\i :sample/10_region_document.sql
\i :sample/20_unit_post.sql
\i :sample/25_people.sql
\i :sample/30_reform.sql
\i :sample/32_priority.sql
\i :sample/35_leader.sql
\i :sample/40_year_2019.sql
\i :sample/45_rule.sql
\i :sample/45_pool_2021.sql
SET LOCAL search_path = large, bianzhi, pg_temp;
SET LOCAL sample.people = 8000;
SET LOCAL sample.units = 250;
\i :sample/10_region_document.sql
\i :sample/20_unit_post.sql
\i :sample/25_people.sql
\o
SET CONSTRAINTS ALL IMMEDIATE;

SET LOCAL search_path = xingan, bianzhi, public;
SELECT is_empty('SELECT * FROM verify()', 'the book is what its facts say');
SELECT is_empty($$SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = pg_my_temp_schema() AND relname LIKE 'sample%'$$,
                'nothing is left in the session');

-- Size and regions -----------------------------------------------------------------------

SELECT cmp_ok((SELECT count(*) FROM unit WHERE kind = 'body' AND until IS NULL), '>=', 55::bigint, 'about 60 bodies');
SELECT cmp_ok((SELECT count(*) FROM unit WHERE kind = 'body' AND until IS NULL), '<=', 75::bigint, 'not many more than 60 bodies');
SELECT cmp_ok((SELECT count(*) FROM person), '>=', 3000::bigint, 'about 3,000 persons');
SELECT cmp_ok((SELECT count(*) FROM person), '<=', 3300::bigint, 'not many more than 3,000 persons');
SELECT results_eq($$SELECT code, name FROM region WHERE level <> 'township' ORDER BY code$$,
                  $$VALUES ('152200', '兴安盟'), ('152201', '乌兰浩特市'), ('152202', '阿尔山市'), ('152221', '科尔沁右翼前旗'),
                           ('152222', '科尔沁右翼中旗'), ('152223', '扎赉特旗'), ('152224', '突泉县')$$, 'the league and its six');
SELECT is_empty($$SELECT code FROM region r WHERE NOT EXISTS (SELECT FROM unit u WHERE u.region = r.code)$$, 'every region has a body');

-- People ---------------------------------------------------------------------------------

SELECT is_empty($$SELECT id FROM person WHERE region_code(resident_id) <> '152200'$$, 'resident numbers are of the region 152200');
SELECT is_empty('SELECT id FROM person WHERE sex IS DISTINCT FROM sex(resident_id)', 'sex as in the number');
SELECT cmp_ok((SELECT avg((ethnic = '02')::int) FROM person), '>', 0.25, 'about 30 % Mongols');
SELECT cmp_ok((SELECT avg((ethnic = '02')::int) FROM person), '<', 0.35, 'not more than about 30 % Mongols');
SELECT is_empty(format($$SELECT id FROM person p WHERE %1$I IS NOT NULL AND NOT EXISTS
                         (SELECT FROM code c WHERE c.set = %2$L AND c.code = p.%1$I)$$, v.col, v.set), v.col || ' is a code')
  FROM (VALUES ('ethnic', 'ethnic'), ('politics', 'politics'), ('education', 'education'), ('degree', 'degree'),
               ('title_level', 'title_level'), ('grade', 'grade'), ('status', 'person_status')) AS v(col, set);
SELECT is_empty($$SELECT e.id FROM enrolment e JOIN person p ON p.id = e.person_id
                  WHERE e.effective_on < p.birth_on + interval '18 years' OR coalesce(e.until, '2019-12-31') > p.retire_on$$,
                'nobody in post is under 18 or past retirement');
SELECT is_empty($$SELECT p.id FROM person p WHERE NOT EXISTS (SELECT FROM enrolment e WHERE e.person_id = p.id)$$,
                'everybody is or was in post');
SELECT is_empty($$SELECT e.id FROM enrolment e JOIN unit d ON d.id = e.division_id WHERE d.parent_id <> e.unit_id$$,
                'people sit in divisions of their own body');
SELECT is_empty($$SELECT p.id FROM person p
                  WHERE (p.status IN ('retired', 'left', 'deceased')) = EXISTS (SELECT FROM enrolment e WHERE e.person_id = p.id AND e.until IS NULL)$$,
                'who has left has no post, who has not left has one');

-- Posts ----------------------------------------------------------------------------------

SELECT is_empty($$SELECT l.entry_id FROM entry_line l JOIN post_type t ON t.code = l.post_type
                  GROUP BY l.entry_id, t.category HAVING sum(l.quantity) <> 0$$, 'entries balance in each category');
SELECT is_empty($$SELECT a.holder_id, a.post_type FROM account a
                  LEFT JOIN (SELECT holder_id, post_type, sum(quantity) AS n FROM entry_line GROUP BY 1, 2) l USING (holder_id, post_type)
                  WHERE a.approved <> coalesce(l.n, 0)$$, 'approved is the sum of the lines');
SELECT is_empty($$SELECT a.holder_id, a.post_type FROM account a
                  LEFT JOIN (SELECT unit_id, post_type, count(*) AS n FROM enrolment WHERE until IS NULL GROUP BY 1, 2
                             UNION ALL
                             SELECT unit_id, post_type, count(*) FROM appointment WHERE until IS NULL AND counts GROUP BY 1, 2) f
                    ON f.unit_id = a.holder_id AND f.post_type = a.post_type
                  WHERE a.strength <> coalesce(f.n, 0)$$, 'strength is the number of open records');
SELECT results_eq($$SELECT u.short_name, a.post_type FROM account a JOIN unit u ON u.id = a.holder_id
                    WHERE a.strength + a.reserved > a.approved$$,
                  $$VALUES ('盟广电台', 23)$$, 'only one account holds more than it may');
SELECT ok((SELECT x.allowance >= a.strength - a.approved FROM rule_exception x
           JOIN account a ON a.holder_id = x.unit_id AND a.post_type = x.post_type), 'and an approved exception covers it');
SELECT is_empty($$SELECT * FROM account a JOIN holder h ON h.id = a.holder_id WHERE h.kind <> 'ceiling' AND a.approved < 0$$,
                'no reserve is overdrawn');
SELECT is_empty($$SELECT a.holder_id FROM account a JOIN unit u ON u.id = a.holder_id
                  WHERE (u.until IS NOT NULL OR u.class = 'deliberative_body') AND (a.approved <> 0 OR a.strength <> 0 OR a.reserved <> 0)$$,
                'ended and deliberative bodies hold nothing');
SELECT isnt_empty($$SELECT FROM use_permit WHERE state = 'open' AND expires_on > current_date AND used < quantity$$, 'some permits are open');
SELECT isnt_empty($$SELECT FROM use_permit WHERE state = 'used'$$, 'some permits are used');

-- What the seed says ---------------------------------------------------------------------

SELECT is((SELECT count(*)::int FROM unit WHERE name = v.name AND until IS NULL AND effective_on >= '2019-01-01'), 1, v.name || ' is new')
  FROM (VALUES ('兴安盟医疗保障局'), ('兴安盟退役军人事务局'), ('兴安盟应急管理局'), ('兴安盟水利局'), ('兴安盟林业和草原局'),
               ('兴安盟森林草原防火站')) AS v(name);
SELECT is((SELECT count(*)::int FROM unit WHERE name ~ '^兴安盟防汛抗旱调度.信息.中心$' AND until IS NULL AND note ~ '^撤一设一'), 1, 'one for one');
SELECT results_eq($$SELECT short_name FROM unit WHERE kind = 'body' AND until IS NOT NULL ORDER BY id$$,
                  $$VALUES ('盟水务局'), ('盟林业局'), ('盟安监局'), ('盟森防办'), ('盟防汛办')$$, 'their predecessors have ended');
SELECT results_eq($$SELECT s.short_name FROM unit u JOIN unit s ON s.id = u.supervisor_id WHERE u.class = 'deliberative_body'$$,
                  $$VALUES ('盟应急局'), ('盟应急局')$$, 'the two headquarters moved to the new department');
SELECT isnt_empty($$SELECT FROM document WHERE title LIKE '兴安盟机构改革方案%' AND kind = 'plan'$$, 'the plan of the reform');
SELECT is_empty($$SELECT number FROM document WHERE number !~ '示〔' AND number !~ '示\['$$, 'invented document numbers say so');
SELECT is_empty($$SELECT u.name FROM unit u JOIN unit d ON d.parent_id = u.id AND d.until IS NULL
                  GROUP BY u.id HAVING count(*) * 3 > u.counterpart_divisions * 2$$, 'divisions are at most two thirds of the counterpart''s');
SELECT is((SELECT count(*)::int FROM unit WHERE counterpart_divisions IS NOT NULL AND kind = 'body' AND until IS NULL), 36,
          'every league department has a counterpart');
SELECT ok((SELECT chiefs BETWEEN deputies * 2.5 AND deputies * 3.5
           FROM (SELECT sum(approved) FILTER (WHERE post_type = 305) AS chiefs, sum(approved) FILTER (WHERE post_type = 316) AS deputies
                 FROM account WHERE holder_id > 0) AS posts), 'chiefs and deputies of divisions are about 3:1');
SELECT is_empty($$SELECT u.name FROM unit u WHERE u.kind = 'body' AND u.until IS NULL AND u.counterpart IS NOT NULL
                  AND NOT EXISTS (SELECT FROM unit d WHERE d.parent_id = u.id
                                  AND d.name = CASE u.party_body WHEN 'committee' THEN '机关党委' WHEN 'section' THEN '机关党建人事科' END)$$,
                'every league department has a Party body');
SELECT is_empty($$SELECT u.name FROM unit u LEFT JOIN account a ON a.holder_id = u.id AND a.post_type = 224
                  WHERE u.kind = 'body' AND u.until IS NULL AND coalesce(a.approved, 0) <> (u.party_body IS NOT DISTINCT FROM 'committee')::int$$,
                'each Party committee, and nobody else, has its full-time deputy secretary');
SELECT results_eq($$SELECT count(DISTINCT unit_id)::int, sum(approved)::int, sum(used)::int FROM pool_loan WHERE approved_on <= '2019-12-31'$$,
                  'VALUES (9, 40, 40)', 'nine institutions used 40 turnover posts');
SELECT is((SELECT sum(l.quantity)::int FROM entry_line l JOIN entry e ON e.id = l.entry_id JOIN pool p ON p.post_type = l.post_type
            WHERE e.effective_on <= '2019-12-31'), 100, 'of a pool of 100');
SELECT is_empty($$SELECT * FROM finding WHERE rule = 'pool_borrower_not_full'$$, 'and these nine were full');

-- The year 2019 --------------------------------------------------------------------------

SELECT results_eq($$SELECT entry_reason, count(*)::int FROM enrolment WHERE effective_on BETWEEN '2019-01-01' AND '2019-12-31'
                    AND entry_reason IN ('talent', 'transfer_in') GROUP BY 1 ORDER BY 1$$,
                  $$VALUES ('talent', 40), ('transfer_in', 12)$$, '40 talents and a transfer a month');
SELECT is((SELECT count(DISTINCT extract(month FROM until))::int FROM enrolment
           WHERE exit_reason = 'retirement' AND until BETWEEN '2019-01-01' AND '2019-12-31'), 12, 'somebody retires in every month');

-- Generated ------------------------------------------------------------------------------

SELECT results_eq('SELECT resident_id, name, specialty, grade, status FROM xingan.person ORDER BY id',
                  'SELECT resident_id, name, specialty, grade, status FROM again.person ORDER BY id', 'the same people again');
SELECT results_eq('SELECT person_id, unit_id, post_type, division_id, effective_on, until, entry_reason, exit_reason FROM xingan.enrolment ORDER BY id',
                  'SELECT person_id, unit_id, post_type, division_id, effective_on, until, entry_reason, exit_reason FROM again.enrolment ORDER BY id',
                  'in the same posts');
SELECT results_eq('SELECT person_id, unit_id, post_type, title, effective_on FROM xingan.appointment ORDER BY id',
                  'SELECT person_id, unit_id, post_type, title, effective_on FROM again.appointment ORDER BY id', 'with the same leaders');
SELECT is((SELECT count(*)::int FROM large.person), 8000, 'a larger book has the people asked for');
SELECT is((SELECT count(*)::int FROM large.enrolment WHERE until IS NULL), 7760, '97 of 100 in post');
SELECT is((SELECT count(*)::int FROM large.unit WHERE kind = 'body'), 250, 'and the bodies asked for');
SET LOCAL search_path = large, bianzhi, public;
SELECT is_empty('SELECT * FROM verify()', 'the larger book is what its facts say');

SELECT * FROM finish();
ROLLBACK;
