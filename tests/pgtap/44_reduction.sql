-- Working off an excess: plans with steps, where they stand today, and who is behind (reduction_behind).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

-- 教育局 has two administrative posts and five people on them
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
VALUES ('over_establishment', unit_ref('教育局'), 11, 3, 1, '2019-01-10', '2999-12-31');
SELECT enrol(citizen(i), '教育局', '11', name => '人' || i, effective_on => '2019-02-01') FROM generate_series(1, 5) i \g /dev/null

SELECT refused_with($$SELECT plan_reduction('水利局', '11', '{"2030-12-31": 0}')$$, '22023', 'reduction_plan_excess', '{3,0}', 'nothing to work off');
SELECT refused($$SELECT plan_reduction('水利局', '22', '{"2030-12-31": 0}')$$, '22023', 'reduction_plan_excess', 'no such account');
SELECT refused(format('SELECT plan_reduction(%s)', v.args), v.state, v.rule, v.what)
  FROM (VALUES ('''教育局'', ''11'', ''{}''', '22004', '', 'no steps'),
               ('''教育局'', ''11'', NULL', '22004', '', 'none at all'),
               ('''教育局'', ''11'', ''[]''', '22023', '', 'not an object'),
               ('''教育局'', ''11'', ''{"2030-02-31": 0}''', '22008', '', 'no such day'),
               ('''教育局'', ''11'', ''{"2030-12-31": "few"}''', '22P02', '', 'no number'),
               ('''教育局'', ''11'', ''{"2030-12-31": -1}''', '23514', 'reduction_step_allowed_not_negative', 'less than nothing'),
               ('''教育局'', ''11'', ''{"2030-12-31": 3}''', '22023', 'reduction_step_down', 'a step that does nothing'),
               ('''教育局'', ''11'', ''{"2030-12-31": 1, "2031-12-31": 1}''', '22023', 'reduction_step_down', 'two of the same height'),
               ('''教育局'', ''11'', ''{"2030-12-31": 1, "2031-12-31": 2}''', '22023', 'reduction_step_down', 'a step upwards'),
               ('''教育局'', ''11'', ''{"2018-12-31": 1}''', '22023', 'reduction_step_down', 'one before the beginning'),
               ('''无此局'', ''11'', ''{"2030-12-31": 1}''', '23503', 'unit_exists', 'unknown unit'),
               ('''教育局'', ''999'', ''{"2030-12-31": 1}''', '23503', 'post_type_exists', 'unknown kind'),
               ('''教育局'', ''11'', ''{"2030-12-31": 1}'', effective_on => current_date + 1', '22Z06', '', 'a plan to come'),
               ('''教育局'', ''11'', ''{"2030-12-31": 1}'', document => ''无此文〔2019〕1号''', '23503', 'document_exists', 'unknown document')) v (args, state, rule, what);
SELECT refused($$INSERT INTO reduction_plan (unit_id, post_type, start_excess, effective_on) VALUES (unit_ref('教育局'), 11, 3, '2019-03-01')$$, '23Z05', 'document_missing', 'no document');
SELECT is_empty('SELECT * FROM reduction_plan', 'what is refused leaves nothing');

SELECT plan_reduction('教育局', '11', '{"2019-12-31": 2, "2999-06-30": 1, "2999-12-31": 0}', effective_on => '2019-03-01', note => '退一减一') AS plan \gset
SELECT results_eq(format('SELECT unit_id, post_type, start_excess, effective_on, document_id, note, recorded_at, recorded_by FROM reduction_plan WHERE id = %s', :plan),
    format($$VALUES (unit_ref('教育局'), 11, 3, '2019-03-01'::date, 1::bigint, '退一减一', now(), %L)$$, session_user), 'the excess it starts from is the account''s');
SELECT refused($$SELECT plan_reduction('教育局', '11', '{"2030-12-31": 0}')$$, '23505', 'reduction_plan_open_key', 'one plan at a time');
SELECT refused(format('INSERT INTO reduction_step VALUES (%s, ''2999-09-30'', 1)', :plan), '22023', 'reduction_step_down', 'a step between that does nothing');
SELECT refused(v.statement, v.state, v.rule, v.what)
  FROM (VALUES ('UPDATE reduction_step SET allowed = 9', '23Z22', 'append_only', 'steps are not rewritten'),
               ('DELETE FROM reduction_step', '23Z22', 'append_only', 'nor deleted'),
               ('UPDATE reduction_plan SET start_excess = 9', '23Z22', 'append_only', 'nor the beginning'),
               ('DELETE FROM reduction_plan', '23Z22', 'append_only', 'nor the plan'),
               ('UPDATE reduction_plan SET until = ''2019-02-01'', until_document_id = 1', '23514', 'reduction_plan_dates_in_order', 'an end before the beginning'),
               ('UPDATE reduction_plan SET until = ''2019-06-01''', '23514', 'reduction_plan_end_has_document', 'an end without document')) v (statement, state, rule, what);

SELECT results_eq('SELECT start_excess, planned, actual, next_due_on, next_allowed, state FROM reduction_progress',
    $$VALUES (3, 2, 3, '2999-06-30'::date, 1, 'behind')$$, 'one too many since 2019-12-31');
SELECT results_eq($$SELECT g.key, g.level, g.unit_id, g.post_type, g.figures FROM check_rules('reduction_behind') g$$,
    format($$VALUES ('reduction_behind/plan%s', 'warning', unit_ref('教育局'), 11, '{"planned": 2, "actual": 3}'::jsonb)$$, :plan), 'check_rules says so');
SELECT release('人1', 'retirement', effective_on => '2020-03-01') \g /dev/null
SELECT results_eq('SELECT planned, actual, state FROM reduction_progress', $$VALUES (2, 2, 'on_track')$$, 'one left');
SELECT is_empty($$SELECT * FROM check_rules('reduction_behind')$$, 'on track');
SELECT refused($$SELECT enrol('人1', '教育局', '11', effective_on => '2020-04-01'), enrol(citizen(9), '教育局', '11', name => '人9', effective_on => '2020-04-01')$$, '23Z01', 'over_establishment',
               'a plan is no exception');
SELECT release('人2', 'retirement', effective_on => '2020-03-01'), release('人3', 'retirement', effective_on => '2020-03-01') \g /dev/null
SELECT results_eq('SELECT planned, actual, state, state_name FROM reduction_progress', $$VALUES (2, 0, 'done', '已消化')$$, 'all worked off');

SELECT refused($$SELECT end_reduction(4711)$$, '23503', 'reduction_plan_exists', 'unknown plan');
SELECT is(end_reduction(:plan, '兴机编〔2019〕2号', '2020-06-01'), :plan::bigint, 'a plan ends');
SELECT refused(format('SELECT end_reduction(%s)', :plan), '23503', 'reduction_plan_exists', 'once');
SELECT is_empty('SELECT * FROM reduction_progress', 'and is no longer shown');

-- leadership posts too
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
VALUES ('over_leadership', unit_ref('水利局'), 203, 1, 1, '2019-01-10', '2999-12-31');
SELECT appoint('人4', '水利局', '203', effective_on => '2019-02-01'), appoint('人5', '水利局', '203', effective_on => '2019-02-01') \g /dev/null
SELECT accepted($$SELECT plan_reduction('水利局', '部门正职（正处）', '{"2999-12-31": 0}')$$, 'an excess of chiefs');
SELECT results_eq('SELECT unit, post_type, planned, actual, state FROM reduction_progress', $$VALUES ('水利局', 203, 1, 1, 'on_track')$$, 'has its plan');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
ALTER TABLE reduction_step DISABLE TRIGGER ALL;
UPDATE reduction_step SET allowed = 7 WHERE due_on = '2999-12-31';
SELECT results_eq($$SELECT "check", count(*) FROM verify() GROUP BY 1 ORDER BY 1$$, $$VALUES ('guard', 3::bigint), ('reduction_step', 2)$$, 'verify finds steps that go up');
SELECT * FROM finish();
ROLLBACK;
