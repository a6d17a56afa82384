-- Bad input: unknown names, impossible dates and numbers, NULLs everywhere.  Each is refused clearly, nothing is half done.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

INSERT INTO person (resident_id, name) SELECT citizen(i)::resident_id, '人' || i FROM generate_series(1, 9) i;
SELECT enrol(citizen(1), '水利局', '11', effective_on => '2019-02-01') AS enrolled, appoint('人1', '水利局', '203', effective_on => '2019-02-01') AS appointed,
       permit_use('水利局', '11', 1, '2999-12-31') AS permit \gset
CREATE TEMP TABLE before AS SELECT holder_id, post_type, approved, reserved, strength FROM account;

-- Unknown names, in every function --------------------------------------------------------

SELECT refused(format('SELECT %s', v.call), '23503', v.kind || '_exists', v.call)
  FROM (VALUES ('unit', $$allocate('无', '11', 1)$$), ('unit', $$reduce_posts('无', '11', 1)$$), ('unit', $$transfer_posts('无', '水利局', '11', 1)$$),
               ('unit', $$transfer_posts('水利局', '无', '11', 1)$$), ('unit', $$convert_posts('无', '11', '14', 1)$$), ('unit', $$permit_use('无', '11', 1, '2999-12-31')$$),
               ('unit', $$enrol('人2', '无', '11')$$), ('unit', $$enrol('人2', '水利局', '11', division => '无')$$), ('unit', $$transfer_person('人1', '无')$$),
               ('unit', $$appoint('人2', '无', '203')$$), ('unit', $$dismiss('人1', '无')$$), ('unit', $$establish_unit('局', parent => '无')$$),
               ('unit', $$unit_card('无')$$), ('unit', $$post_ledger('无')$$),
               ('post_type', $$allocate('水利局', '无', 1)$$), ('post_type', $$reduce_posts('水利局', '无', 1)$$), ('post_type', $$transfer_posts('水利局', '教育局', '无', 1)$$),
               ('post_type', $$convert_posts('水利局', '无', '11', 1)$$), ('post_type', $$convert_posts('水利局', '11', '无', 1)$$), ('post_type', $$grant_ceiling('152200', '无', 1)$$),
               ('post_type', $$permit_use('水利局', '无', 1, '2999-12-31')$$), ('post_type', $$enrol('人2', '水利局', '无')$$), ('post_type', $$transfer_person('人1', '教育局', '无')$$),
               ('post_type', $$appoint('人2', '水利局', '无')$$), ('post_type', $$dismiss('人1', post_type => '无')$$),
               ('region', $$grant_ceiling('999999', '11', 1)$$), ('reserve', $$transfer_posts('reserve:999999', '水利局', '11', 1)$$), ('entry', 'reverse_entry(4711)'), ('permit', 'cancel_permit(4711)'),
               ('person', $$enrol('无', '水利局', '11')$$), ('person', $$release('无', 'other')$$), ('person', $$transfer_person('无', '教育局')$$), ('person', $$appoint('无', '水利局', '203')$$),
               ('person', $$dismiss('无')$$), ('person', $$amend_person('无', name => '有')$$)) v (kind, call);
-- every function that cites a document, in its three ways of not having one
CREATE TEMP VIEW citing AS
SELECT * FROM (VALUES ($$allocate('水利局', '11', 1%s)$$), ($$reduce_posts('水利局', '11', 1%s)$$), ($$grant_ceiling('152200', '11', 1%s)$$), ($$transfer_posts('水利局', '教育局', '11', 1%s)$$),
                      ($$convert_posts('水利局', '11', '14', 1%s)$$), ($$reverse_entry(1%s)$$), ($$permit_use('水利局', '11', 1, '2999-12-31'%s)$$), ($$enrol('人2', '水利局', '11'%s)$$),
                      ($$release('人1', 'other'%s)$$), ($$transfer_person('人1', '教育局'%s)$$), ($$appoint('人2', '水利局', '214'%s)$$), ($$dismiss('人1'%s)$$), ($$establish_unit('局', 'organ'%s)$$)) v (call);
SELECT refused(format('SELECT ' || call, ', document => ''无此文〔2019〕1号'''), '23503', 'document_exists', 'an unknown document: ' || format(call, '')) FROM citing;
SELECT refused(format('SELECT ' || call, ', document => ''#4711'''), '23503', 'document_exists', 'an unknown id of a document: ' || format(call, '')) FROM citing;
SET bianzhi.document = '';
SELECT refused(format('SELECT ' || call, ''), '23Z05', 'document_missing', 'no document at all: ' || format(call, '')) FROM citing;
SELECT refused(format('SELECT ' || call, ', document => '''''), '23Z05', 'document_missing', 'an empty one: ' || format(call, '')) FROM citing;
SET bianzhi.document = '兴机编（２０１９）１号';
SELECT is(document_ref(NULL), 1::bigint, 'the session''s document may be written in any form');
SELECT is(document_ref('#2'), 2::bigint, 'or be cited by id');
SELECT refused(format('SELECT ' || call, format(', effective_on => %L', current_date + 1)), '22Z06', '', 'tomorrow: ' || format(call, '')) FROM citing;
SELECT refused($$SELECT document_ref(E'a\nb')$$, '22Z03', '', 'a number with a line end');

-- Documents -------------------------------------------------------------------------------

SELECT refused($$SELECT record_document('兴机编〔2030〕1号', current_date + 1)$$, '22Z06', '', 'a document of tomorrow');
SELECT accepted($$SELECT record_document('兴机编〔2030〕2号', current_date)$$, 'one of today');
SELECT refused($$SELECT record_document('兴机编[2019]1号', '2019-01-10')$$, '23505', 'document_number_key', 'the same number in another writing');
SELECT refused($$SELECT record_document('', '2019-01-10')$$, '22Z03', '', 'an empty number');
SELECT refused($$SELECT record_document('x', 'infinity')$$, '22Z06', '', 'dated for ever');
SELECT refused($$SELECT record_document('x', '2019-02-30')$$, '22008', '', 'the thirtieth of February');

-- Dates beside the life of a unit ---------------------------------------------------------

SELECT establish_unit('旧局', 'organ', effective_on => '2019-02-01'), allocate('旧局', '11', 1, effective_on => '2019-02-01'), reduce_posts('旧局', '11', 1, effective_on => '2019-03-01') \g /dev/null
UPDATE unit SET until = '2019-06-01', until_document_id = 1 WHERE name = '旧局';
SELECT refused(format($$SELECT allocate('旧局', '11', 1, effective_on => %L)$$, d), '23Z25', 'outside_validity', 'posts on ' || d) FROM unnest('{2019-01-31,2019-06-01,2019-06-02}'::text[]) d;
SELECT refused(format($$SELECT permit_use('旧局', '11', 1, '2999-12-31', effective_on => %L)$$, d), '23Z25', 'outside_validity', 'a permit on ' || d) FROM unnest('{2019-01-31,2019-06-01}'::text[]) d;
SELECT refused(format($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, until, exit_reason, until_document_id) VALUES (2, unit_ref('旧局'), 11, %L, 1, %L, 'other', 1)$$, v.a, v.b),
               '23Z25', 'outside_validity', format('history from %s to %s', v.a, v.b))
  FROM (VALUES ('2019-01-31', '2019-03-01'), ('2019-05-01', '2019-06-02'), ('2019-06-01', '2019-06-02')) v (a, b);
SELECT accepted($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, until, exit_reason, until_document_id) VALUES (2, unit_ref('旧局'), 11, '2019-02-01', 1, '2019-06-01', 'other', 1)$$,
                'history of its whole life');
SELECT refused($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (3, unit_ref('旧局'), 11, '2019-02-01', 1)$$, '23Z25', 'outside_validity', 'nobody is still there');
SELECT refused(format($$INSERT INTO appointment (person_id, unit_id, post_type, counts, effective_on, document_id) VALUES (3, unit_ref('旧局'), 203, false, %L, 1)$$, d), '23Z25', 'outside_validity', 'a leader on ' || d)
  FROM unnest('{2019-01-31,2019-02-01,2019-06-01}'::text[]) d;
SELECT refused(format('SELECT enrol(''人4'', ''水利局'', ''11'', effective_on => %L)', d), v.state, v.rule, 'on ' || d)
  FROM (VALUES ('infinity', '22Z06', ''), ('-infinity', '23Z25', 'outside_validity'), ('0001-01-01 BC', '23Z25', 'outside_validity')) v (d, state, rule);

-- Numbers ---------------------------------------------------------------------------------

CREATE TEMP VIEW counting AS
SELECT * FROM (VALUES ($$allocate('水利局', '11', %s)$$), ($$reduce_posts('水利局', '11', %s)$$), ($$grant_ceiling('152200', '11', %s)$$), ($$transfer_posts('水利局', '教育局', '11', %s)$$),
                      ($$convert_posts('水利局', '11', '14', %s)$$), ($$permit_use('水利局', '11', %s, '2999-12-31')$$)) v (call);
SELECT refused(format('SELECT ' || call, n), '22023', '', format(call, n)) FROM counting, unnest('{0,-1,-2147483648}'::text[]) n;
SELECT refused(format('SELECT ' || call, 'NULL'), '22004', '', format(call, 'NULL')) FROM counting;
SELECT refused(format('SELECT ' || call, '''many'''), '22P02', '', format(call, 'many')) FROM counting;
SELECT refused(format('SELECT ' || call, '''2147483648'''), '22003', '', format(call, '2147483648')) FROM counting;
SELECT refused($$SELECT grant_ceiling('152200', '11', 2147483647)$$, '22003', '', 'a reserve larger than a number can be');
SELECT refused($$SELECT grant_ceiling('152200', '24', 2147483647), grant_ceiling('152200', '24', 2147483647)$$, '22003', '', 'also by two grants');
SELECT refused($$SELECT permit_use('水利局', '11', 2147483647, '2999-12-31')$$, '22003', '', 'a permit for everybody');
SELECT refused($$SELECT allocate('水利局', '11', 2147483647)$$, '22003', '', 'all posts there can be')
 WHERE (SELECT approved > 0 FROM account WHERE holder_id = unit_ref('水利局') AND post_type = 11);
SELECT refused($$WITH e AS (INSERT INTO entry (kind, document_id, effective_on) VALUES ('reform', 1, '2019-07-01'), ('reform', 1, '2019-07-01') RETURNING id)
                 INSERT INTO entry_line SELECT e.id, h, 24, q FROM e, (VALUES (reserve_of('152200'), 2147483647), ((SELECT id FROM holder WHERE kind = 'ceiling' AND region = '152200'), -2147483647)) v (h, q)$$,
               '22003', '', 'a statement whose sum is too large');

-- People ----------------------------------------------------------------------------------

SELECT refused(format($$COPY person (resident_id, name) FROM PROGRAM 'printf "%s,甲\n%s,乙\n"' (FORMAT csv)$$, citizen(50), citizen(50)), '23505', 'person_resident_id_key', 'the same number twice in one COPY');
SELECT is_empty(format('SELECT FROM person WHERE resident_id = %L', citizen(50)), 'neither is there');
SELECT refused($$COPY person (resident_id, name) FROM PROGRAM 'printf "152200198001010001,甲\n"' (FORMAT csv)$$, '22Z01', '', 'a wrong number in a COPY');
SELECT register_person(citizen(51), E' 阿拉坦 ・　巴根 ') AS spaced, register_person(citizen(52), 'ＪＯＨＮ　Ｓｍｉｔｈ') AS wide, register_person(citizen(53), '张　 三') AS inner_blank \gset
SELECT results_eq(format('SELECT name FROM person WHERE id IN (%s, %s, %s) ORDER BY id', :spaced, :wide, :inner_blank), $$VALUES ('阿拉坦·巴根'), ('JOHN Smith'), ('张三')$$, 'names in one form');
SELECT refused(format('SELECT register_person(%L, %L)', citizen(54), n), '22Z04', '', 'a name that is none') FROM unnest(ARRAY['', '　', E'张\n三', repeat('张', 201)]) n;
SELECT accepted($$INSERT INTO person (resident_id, name, sex) SELECT citizen(55)::resident_id, '女士', 'F'$$, 'a sex that contradicts the number');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'sex_mismatch' AND object ~ '^女士'), 1, 'is a finding');
SELECT accepted(format($$SELECT enrol(%L, '教育局', '11', name => '少年', effective_on => '2025-12-31')$$, resident_number('2010-01-01', 1)), 'a person of fifteen');
SELECT accepted(format($$SELECT enrol(%L, '教育局', '11', name => '老者', effective_on => '2019-02-01')$$, resident_number('1950-01-01', 1)), 'and one past retirement enter');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'age_limits' AND level = 'warning'), 2, 'and are found');
SELECT accepted(format($$SELECT enrol(%L, '第一中学', '22', name => '青年', effective_on => '2024-01-02')$$, resident_number('2008-01-02', 1)), 'on the sixteenth birthday');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'age_limits'), 2, 'nothing is wrong');

-- NULLs -----------------------------------------------------------------------------------

-- one argument NULL, the others right (23502 where a column says so); document NULL means the session's, effective_on NULL today, counts NULL true
SELECT refused(format('SELECT %s', v.call), v.state, '', v.call)
  FROM (VALUES ('22004', $$record_document(NULL, '2019-01-01')$$), ('23502', $$record_document('甲〔2019〕8号', NULL)$$), ('23502', $$record_document('甲〔2019〕8号', '2019-01-01', kind => NULL)$$),
               ('22004', $$establish_unit(NULL, 'organ')$$), ('23502', $$establish_unit('局', NULL)$$), ('23502', $$establish_unit('局', 'organ', kind => NULL)$$),
               ('22004', $$grant_ceiling(NULL, '11', 1)$$), ('22004', $$grant_ceiling('152200', NULL, 1)$$),
               ('22004', $$allocate(NULL, '11', 1)$$), ('22004', $$allocate('水利局', NULL, 1)$$), ('22004', $$reduce_posts(NULL, '11', 1)$$), ('22004', $$reduce_posts('水利局', NULL, 1)$$),
               ('22004', $$transfer_posts(NULL, '水利局', '11', 1)$$), ('22004', $$transfer_posts('水利局', NULL, '11', 1)$$), ('22004', $$transfer_posts('水利局', '教育局', NULL, 1)$$),
               ('22004', $$convert_posts(NULL, '11', '14', 1)$$), ('22004', $$convert_posts('水利局', NULL, '14', 1)$$), ('22004', $$convert_posts('水利局', '11', NULL, 1)$$),
               ('22004', 'reverse_entry(NULL)'), ('22004', 'cancel_permit(NULL)'),
               ('22004', $$permit_use(NULL, '11', 1, '2999-12-31')$$), ('22004', $$permit_use('水利局', NULL, 1, '2999-12-31')$$), ('23502', $$permit_use('水利局', '11', 1, NULL)$$),
               ('22004', $$enrol(NULL, '水利局', '11')$$), ('22004', $$enrol('人5', NULL, '11')$$), ('22004', $$enrol('人5', '水利局', NULL)$$), ('22004', $$enrol('人5', '水利局', '11', NULL)$$),
               ('22004', $$release(NULL, 'other')$$), ('22004', $$release('人1', NULL)$$), ('22004', $$transfer_person(NULL, '教育局')$$), ('22004', $$transfer_person('人1', NULL)$$),
               ('22004', $$appoint(NULL, '水利局', '214')$$), ('22004', $$appoint('人5', NULL, '214')$$), ('22004', $$appoint('人5', '水利局', NULL)$$), ('22004', 'dismiss(NULL)'),
               ('22004', $$amend_person(NULL, name => '甲')$$), ('22004', 'unit_ref(NULL)'), ('22004', 'holder_ref(NULL)'), ('22004', 'reserve_of(NULL)'), ('22004', 'post_type_ref(NULL)'),
               ('22004', 'person_ref(NULL)'), ('22004', $$register_person(NULL, '甲')$$), ('22004', 'unit_card(NULL)'), ('22004', 'post_ledger(NULL)')) v (state, call);
SELECT accepted($$SELECT amend_person('人5')$$, 'nothing to amend is no error');

-- every function of extension and book with nothing but NULLs: an answer or a clear refusal, never a crash or an internal error
SELECT ok(o.state IN ('00000', '22004', '23502', '23Z05', '23503', '22023', 'P0002', '21000', '55Z03') AND o.state <> 'XX000', concat(f.call, ': ', o.state, ' ', o.message))
  FROM (SELECT format('SELECT * FROM %I.%I(%s)', n.nspname, p.proname, (SELECT string_agg('NULL::' || CASE t WHEN 'anyelement'::regtype THEN 'trial.monthly_pool' ELSE format_type(t, NULL) END, ', ' ORDER BY i) FROM unnest(p.proargtypes) WITH ORDINALITY a (t, i))) AS call
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname IN ('bianzhi', 'trial') AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
           AND NOT (p.proargtypes::oid[] && ARRAY['internal'::regtype::oid, 'cstring'::regtype::oid]) ORDER BY 1) f, LATERAL attempt(f.call) o;

-- a NULL in each column of each table that may not be without
SELECT refused(format('INSERT INTO %I SELECT (jsonb_populate_record(x, jsonb_build_object(%L, NULL))).* FROM %1$I x LIMIT 1', c.relname, a.attname),
               '23502', '', format('NULL in %s.%s', c.relname, a.attname))
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attnotnull AND a.attgenerated = ''
 WHERE c.relnamespace = 'trial'::regnamespace AND c.relname IN ('region', 'code', 'unit_class', 'post_type', 'document', 'unit', 'holder', 'entry_line', 'rule')
   AND NOT EXISTS (SELECT FROM pg_attribute g WHERE g.attrelid = c.oid AND g.attgenerated <> '') AND a.attname NOT IN ('recorded_at', 'recorded_by', 'path')
 ORDER BY c.relname, a.attname;
SELECT refused(format('INSERT INTO %s VALUES (%s)', t, v), '23502', '', format('NULL in %s (%s)', t, v))
  FROM (VALUES ('person (resident_id, name)', 'NULL, ''甲'''), ('person (resident_id, name)', format('%L, NULL', citizen(60))),
               ('enrolment (person_id, unit_id, post_type, effective_on, document_id)', 'NULL, 1, 11, ''2019-02-01'', 1'), ('enrolment (person_id, unit_id, post_type, effective_on, document_id)', '5, NULL, 11, ''2019-02-01'', 1'),
               ('enrolment (person_id, unit_id, post_type, effective_on, document_id)', '5, 1, NULL, ''2019-02-01'', 1'), ('enrolment (person_id, unit_id, post_type, effective_on, document_id)', '5, 1, 11, NULL, 1'),
               ('appointment (person_id, unit_id, post_type, counts, effective_on, document_id)', '5, 1, 214, NULL, ''2019-02-01'', 1'),
               ('use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id)', '1, 11, NULL, ''2019-02-01'', ''2999-12-31'', 1'),
               ('entry (kind, effective_on, document_id)', 'NULL, ''2019-02-01'', 1'), ('entry (kind, effective_on, document_id)', '''reform'', NULL, 1'),
               ('rule_exception (rule, unit_id, document_id, effective_on, expires_on)', '''over_establishment'', 1, NULL, ''2019-02-01'', ''2999-12-31''')) x (t, v);

-- a NULL in any column of any table, in what is there and in what is new: it comes to BEFORE triggers before NOT NULL is judged
SELECT make_plan('空', '[{"op": "allocate", "args": {"unit": "水利局", "post_type": "11", "quantity": 1}}]'), record_duty('防汛', '水利局', effective_on => '2019-02-01') \g /dev/null
CREATE TEMP VIEW nullable AS
SELECT c.relname, a.attname,
       (SELECT string_agg(quote_ident(x.attname), ', ' ORDER BY x.attnum) FROM pg_attribute x WHERE x.attrelid = c.oid AND x.attnum > 0 AND x.attgenerated = '') AS columns,
       (SELECT string_agg(CASE WHEN x.attname = a.attname THEN 'NULL' WHEN x.atttypid = 'jsonb'::regtype THEN '''[]''' WHEN x.atttypid::regtype::text ~ '\[]$' THEN '''{}'''
                               WHEN x.atttypid = 'text'::regtype THEN '''x''' WHEN x.atttypid IN ('date'::regtype, 'timestamptz'::regtype) THEN 'current_date'
                               WHEN x.atttypid = 'bool'::regtype THEN 'true' WHEN x.atttypid = 'bianzhi.resident_id'::regtype THEN quote_literal(citizen(70))
                               WHEN x.atttypid = 'bianzhi.credit_code'::regtype THEN 'NULL' ELSE '1' END, ', ' ORDER BY x.attnum)
          FROM pg_attribute x WHERE x.attrelid = c.oid AND x.attnum > 0 AND x.attgenerated = '') AS vals
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'trial'::regnamespace AND c.relkind = 'r';
SELECT is_empty($$SELECT n.relname, n.attname, o.state, o.message
                    FROM nullable n, LATERAL (VALUES (format('UPDATE %I SET %I = NULL', n.relname, n.attname)),
                                                     (format('INSERT INTO %I (%s) OVERRIDING SYSTEM VALUE VALUES (%s)', n.relname, n.columns, n.vals))) v (statement),
                         LATERAL attempt(v.statement || '; SELECT 1/0') o
                   WHERE o.state ~ '^XX'$$, 'no trigger falls over a NULL');

-- after all this only what was accepted has changed
SELECT results_eq('SELECT holder_id, post_type, approved, reserved, strength FROM account EXCEPT SELECT * FROM before ORDER BY 1, 2',
                  $$SELECT a.holder_id, a.post_type, a.approved, a.reserved, a.strength FROM account a JOIN unit u ON u.id = a.holder_id
                     WHERE (u.name, a.post_type) IN (('教育局', 11), ('第一中学', 22), ('旧局', 11)) ORDER BY 1, 2$$, 'refusals left no trace in the balances');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
