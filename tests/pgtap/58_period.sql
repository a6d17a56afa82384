-- Months: freezing alone and with the league, what the gate refuses and lets pass, exceptions, signing.
-- Ends of a transaction matter here (what was recorded when), so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01'),
       enrol(citizen(2), '前旗水利局', '11', name => '乙一', effective_on => '2019-02-01'),
       appoint('甲一', '水利局', '203', effective_on => '2019-02-01'),
       record_duty('防汛', '水利局', effective_on => '2019-02-01') \g /dev/null
SELECT permit_use('水利局', '11', 1, '2999-12-31', effective_on => '2019-02-01') AS permit \gset
INSERT INTO region (code, name, parent, level) VALUES ('152222', '科尔沁右翼中旗', '152200', 'county');
INSERT INTO person (resident_id, name) VALUES (citizen(3)::resident_id, '丙一');
CREATE ROLE period_clerk LOGIN;
CREATE ROLE period_section;
CREATE ROLE period_signer LOGIN IN ROLE period_section;
GRANT USAGE ON SCHEMA trial, bianzhi TO period_clerk, period_signer;
GRANT SELECT ON ALL TABLES IN SCHEMA trial TO period_clerk, period_signer;
GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA trial TO period_clerk;
REVOKE INSERT, UPDATE ON period, period_exception FROM period_clerk;
GRANT INSERT ON sign_off TO period_signer;
SELECT no_plan();

-- one state of a region after the other
CREATE FUNCTION public.states() RETURNS text LANGUAGE sql
    RETURN (SELECT string_agg(concat_ws(' ', region, to_char(month, 'YYYY-MM'), state, frozen_with), ', ' ORDER BY region, month) FROM trial.period);

-- SQLSTATE of a statement that leaves nothing; P0999 if it was accepted
CREATE FUNCTION public.undone(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RAISE SQLSTATE 'P0999';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END;
$$;

-- Freezing --------------------------------------------------------------------------------

SELECT is(states(), NULL, 'a book begins with every month open');
SELECT refused($$SELECT freeze('152299', '2019-02-01')$$, '23503', 'region_exists', 'a region that is not there');
SELECT refused($$SELECT freeze('152200', NULL)$$, '22004', '', 'no month');
BEGIN;
SELECT is(freeze(month => '2019-02-01'), 3, 'without a region the whole book freezes');
SELECT is(unfreeze(month => '2019-02-01', reason => 'x'), 3, 'and is lifted');
ROLLBACK;
SELECT refused($$SELECT freeze('152200', current_date + 40)$$, '22Z06', '', 'a month to come');
SELECT refused($$SELECT unfreeze('152200', '2019-02-01', 'x')$$, '55Z07', 'period_state', 'what is not frozen is not lifted');
SELECT is(freeze('152221', '2019-02-15'), 1, 'a banner freezes alone, any day of the month names it');
SELECT is(states(), '152221 2019-02 frozen 152221', 'it is frozen');
SELECT refused($$SELECT freeze('152221', '2019-02-01')$$, '55Z01', 'period_frozen', 'not twice');
SELECT refused($$SELECT freeze('152221', '2019-03-01')$$, '55Z01', 'period_frozen', 'nor another month beside it');
SELECT refused($$SELECT freeze('152200', '2019-03-01')$$, '55Z07', 'period_state', 'the league waits for a banner that is in another month');
SELECT is(freeze('152200', '2019-02-01'), 2, 'the league freezes with what is not frozen yet');
SELECT is(states(), '152200 2019-02 frozen 152200, 152221 2019-02 frozen 152221, 152222 2019-02 frozen 152200', 'each knows with whom');
SELECT refused($$SELECT unfreeze('152222', '2019-02-01', 'x')$$, '55Z07', 'period_state', 'what was frozen with the league is lifted with it');
SELECT refused($$SELECT unfreeze('152200', '2019-02-01', ' ')$$, '22004', '', 'lifting needs a reason');
SELECT is(unfreeze('152200', '2019-02-01', '补报'), 2, 'lifted with all that were frozen with it');
SELECT is(states(), '152200 2019-02 open, 152221 2019-02 frozen 152221, 152222 2019-02 open', 'the banner that froze alone stays frozen');
SELECT results_eq($$SELECT region, act, reason FROM period_log ORDER BY id$$,
    $$VALUES ('152221', 'freeze', NULL), ('152200', 'freeze', NULL), ('152200', 'unfreeze', '补报')$$, 'all of it is on record');

-- The gate --------------------------------------------------------------------------------

-- every kind of writer, on the league's and on the banner's units
CREATE TEMP TABLE writer (n int GENERATED ALWAYS AS IDENTITY, what text, statement text);
INSERT INTO writer (what, statement) VALUES
    ('entry and lines', $$SELECT allocate('%1$s', '11', 1)$$),
    ('posts taken', $$SELECT reduce_posts('%1$s', '11', 1)$$),
    ('enrolment', $$SELECT enrol('丙一', '%1$s', '11')$$),
    ('enrolment by INSERT', $$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (3, unit_ref('%1$s'), 11, '2019-03-01', 1)$$),
    ('release', $$UPDATE enrolment SET until = '2019-03-01', exit_reason = 'resignation', until_document_id = 1 WHERE unit_id = unit_ref('%1$s')$$),
    ('note', $$UPDATE enrolment SET note = 'x' WHERE unit_id = unit_ref('%1$s')$$),
    ('permit', $$SELECT permit_use('%1$s', '11', 1, '2999-12-31')$$),
    ('unit', $$INSERT INTO unit (name, class, region, effective_on, document_id) SELECT '新局', 'organ', region, '2019-03-01', 1 FROM unit WHERE name = '%1$s'$$),
    ('unit changed', $$UPDATE unit SET note = 'x' WHERE name = '%1$s'$$),
    ('unit renamed', $$SELECT rename_unit('%1$s', '新名称')$$),
    ('lineage', $$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (unit_ref('%1$s'), 2, 'succeed', '2019-02-01', 1)$$),
    ('duty', $$SELECT record_duty('防旱', '%1$s')$$),
    ('person', $$UPDATE person SET education = '30' WHERE id IN (SELECT person_id FROM enrolment WHERE unit_id = unit_ref('%1$s'))$$),
    ('exception of a rule', $$INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('over_establishment', unit_ref('%1$s'), 1, 1, '2019-02-01', '2999-12-31')$$);
SELECT refused(format(statement, '前旗水利局'), '55Z01', 'period_frozen', what || ' of the frozen banner') FROM writer ORDER BY n;
SELECT is(undone(format(statement, '水利局')), 'P0999', what || ' of the league, which is open') FROM writer ORDER BY n;
SELECT isnt((attempt($$SELECT enrol('丙一', '前旗水利局', '11')$$)).detail, '', 'the refusal says since when and by whom');
SELECT isnt((attempt($$SELECT enrol('丙一', '前旗水利局', '11')$$)).hint, '', 'and the way out');
SELECT is((attempt($$SELECT enrol('丙一', '前旗水利局', '11')$$)).in_table, 'enrolment', 'and the table');
SELECT refused($$SELECT transfer_posts('水利局', '前旗水利局', '11', 1)$$, '55Z01', 'period_frozen', 'an entry that touches both');
SELECT refused($$WITH e AS (INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (3, 7, 11, '2019-03-01', 1) RETURNING 1) SELECT count(*) FROM e$$,
               '55Z01', 'period_frozen', 'a write in a CTE');
SELECT accepted($$UPDATE enrolment SET note = 'x' WHERE false$$, 'a statement that writes nothing is no write');
SELECT accepted($$INSERT INTO person (resident_id, name) VALUES (citizen(4)::resident_id, '丁一')$$, 'people who are nowhere yet may be registered');
SELECT accepted($$SELECT record_document('兴机编〔2019〕9号', '2019-03-01', '编制')$$, 'and documents');
SELECT accepted($$SELECT count(*) FROM check_rules()$$, 'and findings');
SET session_replication_role = replica;
SELECT refused($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (3, 7, 11, '2019-03-01', 1)$$, '55Z01', 'period_frozen',
               'nor under session_replication_role = replica');
RESET session_replication_role;
SELECT is((SELECT count(*)::int FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = 'trial'::regnamespace AND t.tgname ~ '^bz1[56]_gate' AND t.tgenabled <> 'A'), 0, 'the gate is ENABLE ALWAYS everywhere');

-- the engine's own statements pass with the writer that caused them: a permit of the league is used up, a unit follows its version
BEGIN;
SELECT accepted(format($$SELECT enrol('丙一', '水利局', '11', permit => %s)$$, :permit), 'a permit is used by an enrolment');
SELECT accepted($$SELECT rename_unit('水利局', '水务局')$$, 'a unit follows its version');
ROLLBACK;

-- a gate that somebody opened is found
BEGIN;
ALTER TABLE enrolment DISABLE TRIGGER bz15_gate;
DROP TRIGGER bz16_gate_insert ON appointment;
SELECT set_eq($$SELECT "check", object FROM verify()$$, $$VALUES ('guard', 'enrolment.bz15_gate'), ('guard', 'appointment.bz16_gate_insert')$$, 'verify() finds disabled and dropped gates');
ROLLBACK;

-- Exceptions ------------------------------------------------------------------------------

SELECT refused($$SELECT reopen_exception(session_user, '152221', '补报', now() + interval '1 hour')$$, '23Z20', 'self_review', 'nobody excepts himself');
SELECT refused($$SELECT reopen_exception('period_nobody', '152221', '补报', now() + interval '1 hour')$$, '23503', 'period_exception_role_exists', 'a role that is not there');
SELECT refused($$SELECT reopen_exception('period_clerk', '152221', ' ', now() + interval '1 hour')$$, '23514', 'period_exception_has_reason', 'a reason is needed');
SELECT refused($$SELECT reopen_exception('period_clerk', '152221', '补报', 'infinity')$$, '23514', 'period_exception_ends', 'and an end');
SELECT refused($$SELECT reopen_exception('period_clerk', '152221', '补报', now() + interval '32 days')$$, '23514', 'period_exception_ends', 'a near one');
SELECT reopen_exception('period_clerk', '152222', '补报', now() + interval '1 hour') AS other,
       reopen_exception('period_clerk', '152221', '补报', now() - interval '1 hour') AS over \gset
SET SESSION AUTHORIZATION period_clerk;
SELECT refused($$SELECT enrol('丙一', '前旗水利局', '11')$$, '55Z01', 'period_frozen', 'one of another region, or one that is over, does not help');
SELECT refused($$SELECT freeze('152200', '2019-02-01')$$, '42501', '', 'who may not UPDATE period may not freeze');
RESET SESSION AUTHORIZATION;
SELECT reopen_exception('period_clerk', '152200', '补报', now() + interval '1 hour', '兴机编〔2019〕1号') AS exception \gset
SELECT refused($$SELECT enrol('丙一', '前旗水利局', '11')$$, '55Z01', 'period_frozen', 'it is for one member only, not for the owner who granted it');
SET SESSION AUTHORIZATION period_clerk;
SET bianzhi.document = '兴机编〔2019〕1号';
SELECT accepted($$SELECT enrol('丙一', '前旗水利局', '11')$$, 'who has one passes, also where it names the league');
RESET SESSION AUTHORIZATION;
SELECT results_eq($$SELECT exception_id, region, month, table_name, command, row_count, acted_by FROM period_exception_use$$,
                  format($$VALUES (%s::bigint, '152221', date '2019-02-01', 'enrolment', 'INSERT', 1::bigint, 'period_clerk')$$, :exception), 'and it is logged');
SELECT refused(format($$UPDATE period_exception SET until = until + interval '1 hour' WHERE id = %s$$, :exception), '23Z22', 'append_only', 'it is not extended');
SELECT accepted(format($$UPDATE period_exception SET until = now() WHERE id = %s$$, :exception), 'but may end earlier');
SET SESSION AUTHORIZATION period_clerk;
SELECT refused($$UPDATE enrolment SET note = 'x' WHERE unit_id = unit_ref('前旗水利局')$$, '55Z01', 'period_frozen', 'and then it is over');
RESET SESSION AUTHORIZATION;

-- Signing ---------------------------------------------------------------------------------

INSERT INTO section (region, code, name, role) VALUES ('152200', 'organ', '机关编制科', 'period_section'), ('152221', 'banner', '旗编办', 'period_section');
SELECT freeze('152200', '2019-02-01') AS frozen \gset
SELECT refused($$SELECT sign_off('organ', '2019-02-01')$$, '42501', '', 'a superuser is no member of the section');
SET SESSION AUTHORIZATION period_signer;
SELECT refused($$SELECT sign_off('none', '2019-02-01')$$, '23503', 'sign_off_section_exists', 'a section that is not there');
SELECT refused($$SELECT sign_off('organ', '2019-03-01')$$, '55Z07', 'period_state', 'a month that is open');
SELECT refused($$SELECT sign_off('organ', '2019-02-01')$$, '55Z07', 'period_state', 'not before it was checked since the freeze');
RESET SESSION AUTHORIZATION;
SELECT count(*) FROM check_rules() \g /dev/null
SET SESSION AUTHORIZATION period_signer;
SELECT accepted($$SELECT sign_off('organ', '2019-02-20')$$, 'a member signs');
RESET SESSION AUTHORIZATION;
SELECT is((SELECT concat_ws(' ', region, month, section, signed_by, check_run_id = (SELECT max(id) FROM check_run)) FROM sign_off),
          '152200 2019-02-01 organ period_signer t', 'with the check that the signature rests on');
SELECT results_eq($$SELECT region_code, state, sections, signed, missing FROM period_status('2019-02-01')$$,
                  $$VALUES ('152200', 'frozen', 1::bigint, 1::bigint, NULL), ('152221', 'frozen', 1, 0, '旗编办'), ('152222', 'frozen', 0, 0, NULL)$$, 'who is missing is to be seen');
SELECT unfreeze('152200', '2019-02-01', '补报'), freeze('152200', '2019-02-01') \g /dev/null
SELECT is((SELECT signed FROM period_status('2019-02-01', '152200') WHERE region_code = '152200'), 0::bigint, 'lifting the freeze takes the signature back');

-- By hand ---------------------------------------------------------------------------------

SELECT refused($$UPDATE period SET state = 'open', frozen_at = NULL, frozen_by = NULL, frozen_with = NULL$$, '55Z02', 'period_closed', 'period is not written by hand');
SELECT refused($$INSERT INTO period (region, month) VALUES ('152200', '2019-05-01')$$, '55Z02', 'period_closed', 'nor added to');
SELECT refused($$SELECT unfreeze_now('152200', '2019-02-01', 'x')$$, '55Z02', 'period_closed', 'nor by the functions that only the engine calls');
SELECT refused($$INSERT INTO period_exception_use (exception_id, region, month, table_name, command, row_count) VALUES (1, '152200', '2019-02-01', 'x', 'INSERT', 1)$$, '55Z02', 'period_closed', 'nor uses of exceptions');
SELECT refused($$INSERT INTO period_log (region, month, act) VALUES ('152200', '2019-02-01', 'freeze')$$, '55Z02', 'period_closed', 'nor the log');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT refused($$SELECT freeze('152222', '2019-02-01')$$, '0A000', '', 'not under REPEATABLE READ');
ROLLBACK;
SELECT is_empty($$SELECT * FROM verify()$$, 'the book verifies');
SELECT * FROM finish();
REASSIGN OWNED BY period_clerk TO CURRENT_USER;
DROP OWNED BY period_clerk, period_signer;
DROP ROLE period_clerk, period_signer, period_section;
