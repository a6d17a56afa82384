-- What is recorded stays: nobody deletes, rewrites, forges or writes balances by hand, on any path and as any role.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01') AS enrolled \gset
SELECT appoint('甲一', '水利局', '203', effective_on => '2019-02-01') AS appointed \gset
SELECT record_duty('防汛', '水利局', effective_on => '2019-02-01') AS duty \gset
SELECT permit_use('水利局', '11', 1, '2999-12-31', effective_on => '2019-02-01') AS permit \gset
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on) VALUES ('over_establishment', 2, 14, 1, 1, '2019-02-01', '2999-12-31');
SELECT set_priority('教育局', 3, effective_on => '2019-02-01') \g /dev/null
SELECT propose('operations', '[{"op": "reduce_posts", "args": {"unit": "教育局", "post_type": "11", "quantity": 1}}]', '核减') \g /dev/null
INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 2, 'succeed', '2019-02-01', 1);
INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('over_leadership', unit_ref('教育局'), 1, 1, '2019-02-01', '2999-12-31');
SELECT register_person(citizen(2), '甲二') \g /dev/null
SELECT appoint('甲二', '教育局', '203', effective_on => '2019-02-01') \g /dev/null
SELECT plan_reduction('教育局', '203', '{"2999-12-31": 0}', effective_on => '2019-02-01') \g /dev/null
UPDATE rule SET mode = 'track' WHERE code = 'sex_mismatch';
SELECT amend_person('甲一', sex => 'F') \g /dev/null
SELECT count(*) FROM check_rules() \g /dev/null
SET client_min_messages = error;
\ir helpers/pool_book.sql
SELECT pool_apply('第一中学', 2, effective_on => '2019-02-01') AS loan \gset
SELECT pool_approve(:loan, effective_on => '2019-02-01'),
       pool_use(citizen(201), '第一中学', effective_on => '2019-02-02'), pool_use(citizen(202), '第一中学', effective_on => '2019-02-02') \g /dev/null
SELECT pool_extend('人才1', effective_on => '2019-02-03'), pool_convert('人才2', effective_on => '2019-02-03') \g /dev/null
SELECT allocate('第一中学', '22', 2) \g /dev/null
CREATE TEMP TABLE enrolled AS SELECT count(*)::int AS n FROM enrolment;
SELECT make_plan('方案', '[{"op": "allocate", "args": {"unit": "前旗水利局", "post_type": "11", "quantity": 1}}]', '兴机编〔2019〕1号') AS reform \gset
SELECT count(*) FROM rehearse_plan(:reform) \g /dev/null
SELECT apply_plan(:reform) \g /dev/null
-- a month of the banner that was signed, and written in by an exception
CREATE ROLE guards_section LOGIN;
GRANT USAGE ON SCHEMA trial, bianzhi TO guards_section;
GRANT SELECT ON ALL TABLES IN SCHEMA trial TO guards_section;
GRANT INSERT ON sign_off, rule_exception TO guards_section;
INSERT INTO section (region, code, name, role) VALUES ('152221', 'all', '旗编办', 'guards_section');
SELECT freeze('152221', '2019-02-01'), reopen_exception('guards_section', '152221', '补报', now() + interval '1 hour') \g /dev/null
SELECT count(*) FROM check_rules() \g /dev/null
SET SESSION AUTHORIZATION guards_section;
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
VALUES ('over_establishment', unit_ref('前旗水利局'), 14, 1, 1, '2019-02-01', '2999-12-31');
SELECT sign_off('all', '2019-02-01', '152221') \g /dev/null
RESET SESSION AUTHORIZATION;
SELECT close_period('152221', '2019-02-01', '试') \g /dev/null
-- a return of another banner
\ir helpers/sealed_file.sql
INSERT INTO region (code, name, parent, level) VALUES ('152223', '扎赉特旗', '152200', 'county');
SELECT import_return(sealed_file('152223', '2019-02-01')) \g /dev/null
-- committed: what follows meets facts of an earlier transaction
BEGIN;
SELECT no_plan();

-- every table of the book that keeps something, but for what may be taken away lawfully
CREATE TEMP VIEW kept AS
SELECT c.relname::text AS t FROM pg_class c
 WHERE c.relnamespace = 'trial'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('admissibility', 'guard', 'account', 'plan_step');
SELECT cmp_ok((SELECT count(*)::int FROM kept), '>=', 19, 'tables that only grow');
SELECT is_empty($$SELECT t FROM kept WHERE (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', t), false, true, '')))[1]::text = '0'
                    AND t !~ '^snapshot_'$$,
                'each has a row here, so that a refusal means something');

-- Deleting --------------------------------------------------------------------------------

SELECT refused(format('DELETE FROM %I', t), '23Z22', 'append_only', 'DELETE FROM ' || t) FROM kept ORDER BY t;
SELECT refused(format('DELETE FROM %I WHERE false', t), '23Z22', 'append_only', 'DELETE of no row from ' || t) FROM kept ORDER BY t;
SELECT refused(format('TRUNCATE %I CASCADE', t), '23Z22', 'append_only', 'TRUNCATE ' || t) FROM kept ORDER BY t;
SELECT refused(format('WITH d AS (DELETE FROM %I RETURNING 1) SELECT count(*) FROM d', t), '23Z22', 'append_only', 'DELETE in a CTE from ' || t) FROM kept ORDER BY t;
SELECT refused('MERGE INTO enrolment e USING (VALUES (1)) v (x) ON e.id > 0 WHEN MATCHED THEN DELETE', '23Z22', 'append_only', 'DELETE by MERGE');
SELECT is((attempt('DELETE FROM enrolment')).in_table, 'enrolment', 'the refusal names the table');
SELECT isnt((attempt('DELETE FROM enrolment')).hint, '', 'and a way out');

-- Rewriting -------------------------------------------------------------------------------

-- columns that say what a fact is; the others may be put right
CREATE TEMP VIEW fixed AS
SELECT f.t, c FROM (VALUES
    ('region', '{code}'), ('code', '{set,code}'), ('unit_class', '{code}'), ('post_type', '{code,class,category}'),
    ('document', '{id,recorded_at,recorded_by}'), ('unit', '{id,kind,region,effective_on,document_id,replaces_id,recorded_at,recorded_by}'),
    ('unit_version', '{id,unit_id,kind,effective_on,document_id,name,parent_id,clears,note,recorded_at,recorded_by}'),
    ('unit_lineage', '{id,from_unit_id,to_unit_id,kind,effective_on,document_id,note,recorded_at,recorded_by}'),
    ('holder', '{id,kind,region}'), ('entry', '{id,kind,document_id,effective_on,reverses,note,recorded_at,recorded_by}'),
    ('entry_line', '{entry_id,holder_id,post_type,quantity}'), ('person', '{id,recorded_at,recorded_by}'),
    ('use_permit', '{id,unit_id,post_type,quantity,used,entry_reason,effective_on,expires_on,document_id,recorded_at,recorded_by}'),
    ('enrolment', '{id,person_id,unit_id,post_type,effective_on,entry_reason,document_id,permit_id,transfer_id,recorded_at,recorded_by,ended_at,ended_by}'),
    ('appointment', '{id,person_id,unit_id,post_type,holder_rank,counts,uncounted_reason,effective_on,document_id,recorded_at,recorded_by,ended_at,ended_by}'),
    ('leadership_standard', '{scope,size_from}'), ('reduction_step', '{reduction_id,due_on,allowed}'),
    ('reduction_plan', '{id,unit_id,post_type,start_excess,effective_on,document_id,recorded_at,recorded_by}'),
    ('priority', '{id,unit_id,kind,weight,effective_on,document_id,recorded_at,recorded_by}'), ('post_plan_factor', '{factor,kind}'),
    ('proposal', '{id,kind,title,operations,reason,document_id,base,idempotency_key,made_by,made_at}'),
    ('duty', '{id,name,effective_on,document_id,recorded_at,recorded_by,ended_at,ended_by}'),
    ('duty_assignment', '{id,duty_id,unit_id,effective_on,document_id,recorded_at,recorded_by,ended_at,ended_by}'),
    ('rule', '{code,region}'), ('rule_exception', '{id,rule,unit_id,post_type,allowance,document_id,effective_on,recorded_at,recorded_by}'),
    ('period', '{region,month}'), ('report', '{name}'), ('report_formula', '{code}'), ('period_log', '{id,region,month,act,reason,acted_at,acted_by}'), ('section', '{region,code}'),
    ('period_exception', '{id,role,region,reason,document_id,recorded_at,recorded_by}'), ('sign_off', '{id,region,month,section,check_run_id,note,signed_at,signed_by}'),
    ('period_exception_use', '{id,exception_id,region,month,table_name,command,row_count,acted_at,acted_by}'),
    ('pool', '{id,holder_id,post_type,effective_on,document_id,recorded_at,recorded_by}'),
    ('talent_certificate', '{id,number,person_id,category,effective_on,recorded_at,recorded_by}'),
    ('pool_loan', '{id,pool_id,unit_id,supervisor_id,quantity,certificate_ids,effective_on,document_id,used,recorded_at,recorded_by,decided_at,decided_by}'),
    ('pool_seat', '{id,loan_id,pool_id,unit_id,post_type,person_id,certificate_id,enrolment_id,entry_id,effective_on,return_by,until,end_kind}'),
    ('pool_settlement', '{id,seat_id,kind,post_type,source_id,document_id,effective_on,entry_id,enrolment_id,freed_enrolment_id}'),
    ('pool_extension', '{id,seat_id,was_return_by,return_by,document_id,effective_on}'),
    ('operation', '{op}'), ('plan', '{id,reverses,recorded_at,recorded_by}'), ('plan_step', '{plan_id,step}'), ('plan_effect', '{plan_id,fact,fact_id,act}'),
    ('check_run', '{id,run_at,run_by,rules,objects,failures,score}')) f (t, columns), unnest(columns::text[]) c;
SELECT refused(format('UPDATE %I SET %I = %2$I', t, c), '23Z22', 'append_only', format('UPDATE %s.%s', t, c)) FROM fixed ORDER BY t, c;
SELECT refused('INSERT INTO enrolment (id, person_id, unit_id, post_type, effective_on, document_id) VALUES (1, 1, 1, 11, ''2019-02-01'', 1)
                ON CONFLICT (id) DO UPDATE SET unit_id = 2', '23Z22', 'append_only', 'rewriting by ON CONFLICT');
SELECT refused('MERGE INTO enrolment e USING (VALUES (1)) v (x) ON e.id = v.x WHEN MATCHED THEN UPDATE SET unit_id = 2', '23Z22', 'append_only', 'rewriting by MERGE');
SELECT refused('WITH u AS (UPDATE entry_line SET quantity = 9 RETURNING 1) SELECT count(*) FROM u', '23Z22', 'append_only', 'rewriting in a CTE');
CREATE TEMP VIEW window_on AS SELECT id, unit_id FROM enrolment;
SELECT refused('UPDATE window_on SET unit_id = 2', '23Z22', 'append_only', 'rewriting through a view');
SELECT accepted('UPDATE enrolment SET note = ''核对'', division_id = division_id', 'a note is no fact');

-- Balances --------------------------------------------------------------------------------

CREATE TEMP TABLE before AS SELECT * FROM account;
SELECT refused(v.statement, '23Z22', 'append_only', v.what)
  FROM (VALUES ('UPDATE account SET approved = approved + 1', 'approved by hand'), ('UPDATE account SET strength = 0', 'strength by hand'),
               ('UPDATE account SET reserved = 0', 'reserved by hand'), ('UPDATE account SET approved = approved', 'even without a change'),
               ('INSERT INTO account (holder_id, post_type, approved) VALUES (1, 14, 99)', 'a new account'),
               ('INSERT INTO account (holder_id, post_type) VALUES (1, 11) ON CONFLICT (holder_id, post_type) DO UPDATE SET approved = 99', 'by ON CONFLICT'),
               ('INSERT INTO account (holder_id, post_type) VALUES (1, 11) ON CONFLICT DO NOTHING', 'by ON CONFLICT that does nothing'),
               ('MERGE INTO account a USING (VALUES (1)) v (x) ON a.holder_id = v.x WHEN MATCHED THEN UPDATE SET approved = 99', 'by MERGE'),
               ('MERGE INTO account a USING (VALUES (99)) v (x) ON a.holder_id = v.x WHEN NOT MATCHED THEN INSERT (holder_id, post_type) VALUES (99, 11)', 'a new one by MERGE'),
               ('WITH u AS (UPDATE account SET approved = 99 RETURNING 1) SELECT count(*) FROM u', 'in a CTE'),
               ('DELETE FROM account', 'by DELETE'), ('TRUNCATE account', 'by TRUNCATE'),
               ('COPY account (holder_id, post_type, approved) FROM PROGRAM ''echo 1,14,99'' (FORMAT csv)', 'by COPY'),
               ('UPDATE use_permit SET used = 0', 'the use of permits'),
               ('DO $d$ BEGIN UPDATE account SET approved = 99; END $d$', 'from a block')) v (statement, what);
CREATE TEMP VIEW purse AS SELECT * FROM account;
SELECT refused('UPDATE purse SET approved = 99', '23Z22', 'append_only', 'through a view');
SELECT set_eq('SELECT * FROM account', 'SELECT * FROM before', 'no balance has moved');
SELECT accepted('SELECT holder_id FROM account FOR UPDATE', 'looking at them and locking them is allowed');

-- Paths that write --------------------------------------------------------------------------

INSERT INTO person (resident_id, name) SELECT citizen(i)::resident_id, '人' || i FROM generate_series(11, 19) i;
CREATE FUNCTION pg_temp.row_of(i int, unit text) RETURNS text LANGUAGE plpgsql AS
    $$ BEGIN RETURN format('%s, %s, 11, ''2019-02-01''::date, 1', person_ref('人' || i), unit_ref(unit)); END $$;
-- 水利局 has three posts: one held, one reserved
SELECT refused_with(format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s), (%s)', pg_temp.row_of(11, '水利局'), pg_temp.row_of(12, '水利局')),
                    '23Z01', 'over_establishment', '{3,1,1,2}', 'INSERT of rows');
SELECT refused_with(format('WITH a AS (INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s) RETURNING 1), b AS (INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s) RETURNING 1) SELECT 1',
                    pg_temp.row_of(11, '水利局'), pg_temp.row_of(12, '水利局')), '23Z01', 'over_establishment', '{3,1,1,2}', 'INSERT in two CTEs is judged as one statement');
SELECT refused(format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s), (%s) ON CONFLICT (id) DO NOTHING', pg_temp.row_of(11, '水利局'), pg_temp.row_of(12, '水利局')),
               '23Z01', 'over_establishment', 'INSERT with ON CONFLICT');
SELECT refused(format('MERGE INTO enrolment e USING (VALUES (%s), (%s)) v (a, b, c, d, e) ON e.person_id = v.a WHEN NOT MATCHED THEN INSERT (person_id, unit_id, post_type, effective_on, document_id) VALUES (v.a, v.b, v.c, v.d, v.e)',
                      pg_temp.row_of(11, '水利局'), pg_temp.row_of(12, '水利局')), '23Z01', 'over_establishment', 'INSERT by MERGE');
SELECT refused(format($$COPY enrolment (person_id, unit_id, post_type, effective_on, document_id) FROM PROGRAM 'printf "%s\n%s\n"' (FORMAT csv)$$,
                      translate(replace(pg_temp.row_of(11, '水利局'), '::date', ''), ' ''', ''), translate(replace(pg_temp.row_of(12, '水利局'), '::date', ''), ' ''', '')),
               '23Z01', 'over_establishment', 'COPY');
SELECT is((SELECT count(*)::int FROM enrolment), (SELECT n FROM enrolled), 'nothing came in by any of them');
SELECT accepted(format('MERGE INTO enrolment e USING (VALUES (%s)) v (a, b, c, d, e) ON e.person_id = v.a WHEN NOT MATCHED THEN INSERT (person_id, unit_id, post_type, effective_on, document_id) VALUES (v.a, v.b, v.c, v.d, v.e)',
                       pg_temp.row_of(11, '水利局')), 'MERGE within the rules');
SELECT accepted(format($$COPY enrolment (person_id, unit_id, post_type, effective_on, document_id) FROM PROGRAM 'printf "%s\n"' (FORMAT csv)$$,
                       translate(replace(pg_temp.row_of(12, '教育局'), '::date', ''), ' ''', '')), 'COPY within the rules');
SELECT is(balance('水利局', 11) || ' ' || balance('教育局', 11), '3/1/2 2/0/1', 'both are counted');

-- Lines of an entry that is already made --------------------------------------------------

SELECT refused($$INSERT INTO entry_line SELECT min(id), unit_ref('教育局'), 14, 1 FROM entry$$, '23Z22', 'append_only', 'a line for an old entry');
SELECT refused($$INSERT INTO entry_line SELECT min(id), h, 14, q FROM entry, (VALUES (unit_ref('教育局'), 1), (reserve_of('152200'), -1)) v (h, q) GROUP BY h, q$$,
               '23Z22', 'append_only', 'also when the lines balance');

-- When and by whom -----------------------------------------------------------------------

SELECT refused(format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, %s) VALUES (%s, %s)', v.c, pg_temp.row_of(13, '教育局'), v.val), '22Z07', '', 'enrolment.' || v.c)
  FROM (VALUES ('recorded_at', $$'2001-01-01'$$), ('recorded_at', $$now() - interval '1 microsecond'$$), ('recorded_at', $$clock_timestamp() + interval '1 hour'$$), ('recorded_by', $$'somebody'$$)) v (c, val);
SELECT refused(format('INSERT INTO appointment (person_id, unit_id, post_type, counts, effective_on, document_id, %s) VALUES (1, 1, 214, false, ''2019-02-01'', 1, %s)', v.c, v.val), '22Z07', '', 'appointment.' || v.c)
  FROM (VALUES ('recorded_at', $$'2001-01-01'$$), ('recorded_by', $$'somebody'$$)) v (c, val);
SELECT refused(format('INSERT INTO entry (kind, effective_on, document_id, %s) VALUES (''transfer'', ''2019-02-01'', 1, %s)', v.c, v.val), '22Z07', '', 'entry.' || v.c)
  FROM (VALUES ('recorded_at', $$'2001-01-01'$$), ('recorded_by', $$'somebody'$$)) v (c, val);
SELECT is((attempt(format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, recorded_by) VALUES (%s, ''x'')', pg_temp.row_of(13, '教育局')))).in_table, 'enrolment', 'the refusal names the table');
CREATE TEMP TABLE stamped (t text, at timestamptz, by text);
WITH i AS (INSERT INTO document (number, issued_on, recorded_at, recorded_by) VALUES ('甲〔2019〕9号', '2019-01-01', '2001-01-01', 'x') RETURNING recorded_at, recorded_by)
INSERT INTO stamped SELECT 'document', * FROM i;
WITH i AS (INSERT INTO person (resident_id, name, recorded_at, recorded_by) VALUES (citizen(20)::resident_id, '人', '2001-01-01', 'x') RETURNING recorded_at, recorded_by)
INSERT INTO stamped SELECT 'person', * FROM i;
WITH i AS (INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id, recorded_at, recorded_by)
           VALUES (unit_ref('第一中学'), 22, 1, '2019-02-01', '2999-12-31', 1, '2001-01-01', 'x') RETURNING recorded_at, recorded_by)
INSERT INTO stamped SELECT 'use_permit', * FROM i;
WITH i AS (INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on, recorded_at, recorded_by)
           VALUES ('over_establishment', 1, 1, '2019-02-01', '2999-12-31', '2001-01-01', 'x') RETURNING recorded_at, recorded_by)
INSERT INTO stamped SELECT 'rule_exception', * FROM i;
SELECT results_eq('SELECT t, at, by FROM stamped ORDER BY t',
                  $$SELECT t, now(), session_user::text COLLATE "default" FROM unnest('{document,person,rule_exception,use_permit}'::text[]) t$$,
                  'small tables: what a client says is replaced by what the database knows');

-- Whoever asks ----------------------------------------------------------------------------

CREATE ROLE guards_owner;
CREATE ROLE guards_clerk;
SELECT format('ALTER TABLE %I OWNER TO guards_owner', c.relname) FROM pg_class c WHERE c.relnamespace = 'trial'::regnamespace AND c.relkind = 'r' \gexec
ALTER SCHEMA trial OWNER TO guards_owner;
GRANT USAGE ON SCHEMA bianzhi, trial, public TO guards_owner, guards_clerk;
GRANT ALL ON ALL TABLES IN SCHEMA trial TO guards_clerk;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA trial TO guards_clerk, guards_owner;
CREATE FUNCTION pg_temp.as_anybody(who text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT public.refused(s, '23Z22', 'append_only', who || ': ' || s)
      FROM unnest(ARRAY['UPDATE trial.account SET approved = 99', 'DELETE FROM trial.enrolment', 'TRUNCATE trial.person CASCADE',
                        'UPDATE trial.entry_line SET quantity = 99', 'UPDATE trial.use_permit SET used = 0', 'UPDATE trial.enrolment SET unit_id = 2']) s;
END $$;
GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA pg_temp TO PUBLIC;
GRANT ALL ON ALL TABLES IN SCHEMA pg_temp TO PUBLIC;
SELECT pg_temp.as_anybody('superuser');
SET LOCAL ROLE guards_owner;
SELECT pg_temp.as_anybody('owner');
SET LOCAL ROLE guards_clerk;
SELECT pg_temp.as_anybody('clerk with every privilege');
RESET ROLE;
SET LOCAL session_replication_role = replica;
SELECT pg_temp.as_anybody('session_replication_role = replica');
RESET session_replication_role;
SELECT is((SELECT count(*)::int FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = 'trial'::regnamespace AND t.tgname LIKE 'bz1%' AND t.tgenabled <> 'A'), 0, 'guards are ENABLE ALWAYS');
SELECT is_empty($$SELECT t FROM kept WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = to_regclass('trial.' || t) AND g.tgname = 'bz10_keep')$$, 'every table has its guard');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
DROP OWNED BY guards_section;
DROP ROLE guards_section;
