-- Plans: made, rehearsed without a trace, applied on what was rehearsed.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01'),
       enrol(citizen(2), '水利局', '11', name => '甲二', effective_on => '2019-02-01'),
       appoint('甲一', '水利局', '203', effective_on => '2019-02-01') \g /dev/null
-- committed: what follows meets facts of an earlier transaction
BEGIN;
SELECT no_plan();

CREATE FUNCTION pg_temp.digest() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text; d text; result text := '';
BEGIN
    FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'trial'::regnamespace AND c.relkind = 'r' ORDER BY 1 LOOP
        EXECUTE format('SELECT concat(count(*), md5(string_agg(x::text, E''\n'' ORDER BY x::text))) FROM trial.%I x', t) INTO d;
        result := concat(result, t, ' ', d, E'\n');
    END LOOP;
    RETURN result;
END $$;
CREATE FUNCTION pg_temp.violations(plan bigint) RETURNS SETOF text LANGUAGE sql AS
    $$ SELECT concat_ws(' ', r.step, r.sqlstate, r.rule) FROM trial.rehearse_plan(violations.plan) r WHERE r.kind = 'violation' $$;
CREATE FUNCTION pg_temp.figures(plan bigint) RETURNS SETOF text LANGUAGE sql AS
    $$ SELECT concat_ws(' ', r.kind, r.unit, r.item, r.post_type, r.before, r.after) FROM trial.rehearse_plan(figures.plan) r
        WHERE r.kind = 'figure' OR (r.kind = 'total' AND (r.change <> 0 OR r.item IN ('balance', 'people'))) $$;

-- Making ---------------------------------------------------------------------------------

SELECT make_plan('应急管理改革', '[{"op": "设立机构", "args": {"name": "应急管理局", "class": "organ", "rank": "chu"}},
    {"op": "transfer_posts", "args": {"from_unit": "水利局", "to_unit": "应急管理局", "post_type": "11", "quantity": 1}, "note": "划入"},
    {"op": "transfer_person", "args": {"person": "甲二", "to_unit": "应急管理局"}}]', '兴机编(2019)2号', '2019-03-01', '示例') AS p \gset
SELECT results_eq(format('SELECT title, state, document_id, effective_on, note, base, violations, recorded_by FROM plan WHERE id = %s', :p),
                  format($$VALUES ('应急管理改革', 'draft', 2::bigint, '2019-03-01'::date, '示例', NULL::jsonb, NULL::int, %L)$$, session_user), 'a draft');
SELECT results_eq(format('SELECT step, op, args ->> ''quantity'', note FROM plan_step WHERE plan_id = %s ORDER BY step', :p),
                  $$VALUES (1, 'establish_unit', NULL, NULL), (2, 'transfer_posts', '1', '划入'), (3, 'transfer_person', NULL, NULL)$$,
                  'steps in their order, names of functions');
SELECT is(add_step(:p, '核减编制', '{"unit": "水利局", "post_type": "11", "quantity": 1}'), 4, 'one more step');
SELECT refused($$SELECT make_plan(NULL)$$, '22004', '', 'a plan has a title');
SELECT refused($$SELECT make_plan(' 	')$$, '23514', 'plan_title_not_blank', 'not a blank one');
SELECT refused($$SELECT make_plan('甲', document => '无此文〔2019〕1号')$$, '23503', 'document_exists', 'a document that is there');
SELECT refused(format('SELECT make_plan(''甲'', %L)', v.o), '22Z08', '', v.what)
  FROM (VALUES ('{}', 'operations are a list'), ('"x"', 'not a text'), ('[5]', 'of objects'), ('[{"args": {}}]', 'with a name'),
               ('[{"op": 5}]', 'that is a text'), ('[{"op": "enrol", "colour": 1}]', 'and nothing else'),
               ('[{"op": "no_such"}]', 'of an operation'), ('[{"op": "allocate", "args": {"unit": "水利局"}}]', 'with its arguments'),
               ('[{"op": "allocate", "args": {"unit": "水利局", "post_type": "11", "quantity": "x"}}]', 'of their types')) v (o, what);
SELECT is((public.attempt($$SELECT make_plan('甲', '[{"op": "x"}, {"op": "cancel_permit", "args": {"permit": 1}}, {"op": "cancel_permit", "args": {"permit": "y"}}]')$$)).figures,
          '{1,3}', 'all bad operations are named by their places');
SELECT refused('SELECT add_step(4711, ''enrol'')', '23503', 'plan_exists', 'a step of no plan');
SELECT refused(format('SELECT add_step(%s, ''no_such'')', :p), '22Z08', '', 'a step that is none');
SELECT refused($$INSERT INTO plan_step (plan_id, step, op) VALUES (4711, 1, 'enrol')$$, '23503', 'plan_step_plan_fkey', 'by hand');
SELECT refused(format('INSERT INTO plan_step (plan_id, step, op) VALUES (%s, 9, ''verify'')', :p), '23503', 'plan_step_op_fkey', 'what is no operation, by hand');
SELECT is((SELECT count(*)::int FROM plan), 1, 'refusals left nothing');

-- Rehearsing -----------------------------------------------------------------------------

SELECT refused(format('SELECT apply_plan(%s)', :p), '55Z04', 'plan_state', 'what was not rehearsed is not applied');
SELECT pg_temp.digest() AS before \gset
SELECT results_eq(format('SELECT pg_temp.figures(%s)', :p),
    $$VALUES ('figure 兴安盟机动编制 approved 11 95 96'), ('figure 水利局 approved 11 3 1'), ('figure 水利局 strength 11 2 1'), ('figure 水利局 people 2 1'),
             ('figure 应急管理局 institutions 0 1'), ('figure 应急管理局 approved 11 0 1'), ('figure 应急管理局 strength 11 0 1'), ('figure 应急管理局 people 0 1'),
             ('total institutions 6 7'), ('total people 2 2'), ('total balance 0 0')$$, 'figures before and after, each unit and the whole');
SELECT results_eq(format('SELECT state, violations, rehearsed_at = now(), applied_at FROM plan WHERE id = %s', :p),
                  $$VALUES ('rehearsed', 0, true, NULL::timestamptz)$$, 'which it keeps');
SELECT is(regexp_replace(pg_temp.digest(), E'plan [^\n]*\n', ''), regexp_replace(:'before', E'plan [^\n]*\n', ''), 'every row of every other table is what it was');
SELECT is_empty('SELECT * FROM verify()', 'verify() finds nothing');
SELECT is_empty($$SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()$$, 'no advisory lock is left');
SELECT results_eq(format('SELECT kind, step, op, message IS NOT NULL FROM rehearse_plan(%s) WHERE kind IN (''step'', ''violation'', ''warning'') ORDER BY step', :p),
                  $$VALUES ('step', 1, 'establish_unit', true), ('step', 2, 'transfer_posts', true), ('step', 3, 'transfer_person', true), ('step', 4, 'reduce_posts', true)$$,
                  'each step and what it returned');

-- a change makes it a draft again
SELECT add_step(:p, 'release', '{"person": "甲一", "exit_reason": "retirement"}') \g /dev/null
SELECT is((SELECT concat_ws('/', state, violations, base) FROM plan WHERE id = :p), 'draft', 'a step more: to be rehearsed again');
SELECT refused(format('SELECT apply_plan(%s)', :p), '55Z04', 'plan_state', 'and not to be applied');
SELECT accepted(format('DELETE FROM plan_step WHERE plan_id = %s AND step = 5', :p), 'a step of a draft may go');
SELECT count(*) FROM rehearse_plan(:p) \g /dev/null
SELECT accepted(format('UPDATE plan_step SET args = args || ''{"quantity": 2}'' WHERE plan_id = %s AND step = 2', :p), 'or change');
SELECT is((SELECT state FROM plan WHERE id = :p), 'draft', 'to be rehearsed again');
SELECT count(*) FROM rehearse_plan(:p) \g /dev/null
SELECT accepted(format('UPDATE plan SET title = ''应急管理体制改革'' WHERE id = %s', :p), 'its title');
SELECT is((SELECT state FROM plan WHERE id = :p), 'rehearsed', 'is no matter');
SELECT accepted(format('UPDATE plan SET effective_on = ''2019-03-02'' WHERE id = %s', :p), 'its date');
SELECT is((SELECT state FROM plan WHERE id = :p), 'draft', 'is one');
UPDATE plan_step SET args = args || '{"quantity": 1}' WHERE plan_id = :p AND step = 2;

-- all violations, those of later steps, too
SELECT make_plan('多处不对', '[{"op": "allocate", "args": {"unit": "水利局", "post_type": "11", "quantity": 1000}},
    {"op": "allocate", "args": {"unit": "水利局", "post_type": "22", "quantity": 1}},
    {"op": "allocate", "args": {"unit": "无此局", "post_type": "11", "quantity": 1}},
    {"op": "reduce_posts", "args": {"unit": "水利局", "post_type": "11", "quantity": 1}},
    {"op": "enrol", "args": {"person": "甲一", "unit": "教育局", "post_type": "11"}},
    {"op": "reduce_posts", "args": {"unit": "水利局", "post_type": "11", "quantity": 1}}]', '兴机编〔2019〕2号', '2019-03-01') AS bad \gset
SELECT results_eq(format('SELECT pg_temp.violations(%s)', :bad),
    $$VALUES ('1 23Z23 over_ceiling'), ('2 23Z03 mixed_establishment'), ('3 23503 unit_exists'), ('5 23Z06 double_post'), ('6 23Z01 over_establishment')$$,
    'each step that is wrong, with its rule');
SELECT is_empty(format('SELECT step FROM rehearse_plan(%s) WHERE kind = ''violation'' AND (message IS NULL OR remedy IS NULL)', :bad), 'with message and remedy');
SELECT is((SELECT violations FROM plan WHERE id = :bad), 5, 'counted');
SELECT refused(format('SELECT apply_plan(%s)', :bad), '55Z04', 'plan_state', 'and not applied');

-- rules in mode warn and track
UPDATE rule SET mode = 'warn' WHERE code = 'over_establishment';
UPDATE plan_step SET args = args || '{"quantity": 2}' WHERE plan_id = :bad AND step = 6;
DELETE FROM plan_step WHERE plan_id = :bad AND step IN (1, 2, 3, 5);
SELECT results_eq(format('SELECT kind, step, sqlstate, rule FROM rehearse_plan(%s) WHERE kind IN (''violation'', ''warning'')', :bad),
                  $$VALUES ('warning', 6, '01Z01', 'over_establishment')$$, 'what would only be warned of, and by which step');
SELECT is((SELECT violations FROM plan WHERE id = :bad), 0, 'is no violation');
SELECT is_empty($$SELECT * FROM finding WHERE rule = 'over_establishment'$$, 'and leaves no finding');
UPDATE rule SET mode = 'block' WHERE code = 'over_establishment';

-- deferred constraints: wrong between two steps is right, wrong at the end is not
CREATE FUNCTION trial.half_entry(holder int, n int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC
    WITH e AS (INSERT INTO entry (kind, document_id, effective_on) VALUES ('reform', 1, '2019-03-01') RETURNING id)
    INSERT INTO entry_line SELECT e.id, holder, 11, n FROM e RETURNING entry_id;
END;
CREATE FUNCTION trial.other_half(holder int, n int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC
    INSERT INTO entry_line SELECT (SELECT max(id) FROM entry), holder, 11, n RETURNING entry_id;
END;
INSERT INTO operation (op, name_zh, name_en) VALUES ('half_entry', '半笔', 'half'), ('other_half', '另半笔', 'other half');
SELECT make_plan('两步一笔', '[{"op": "half_entry", "args": {"holder": 1, "n": 1}}, {"op": "other_half", "args": {"holder": 2, "n": -1}},
    {"op": "half_entry", "args": {"holder": 1, "n": 1}}, {"op": "allocate", "args": {"unit": "教育局", "post_type": "11", "quantity": 1}}]') AS halves \gset
SELECT results_eq(format('SELECT pg_temp.violations(%s)', :halves), $$VALUES ('3 23Z04 unbalanced_entry')$$, 'at the end the step is named that began it');
DELETE FROM plan_step WHERE plan_id = :halves AND step = 3;
SELECT is_empty(format('SELECT pg_temp.violations(%s)', :halves), 'what a later step puts right is none');

-- without a document, on a day to come, without steps, without storing it
SELECT make_plan('尚无文件', '[{"op": "allocate", "args": {"unit": "水利局", "post_type": "11", "quantity": 1}}]') AS bare \gset
SET bianzhi.document = '';
SELECT is_empty(format('SELECT pg_temp.violations(%s)', :bare), 'a plan may be rehearsed before it is approved');
SELECT refused(format('SELECT apply_plan(%s)', :bare), '23Z05', 'document_missing', 'but not applied');
SET bianzhi.document = '兴机编〔2019〕1号';
UPDATE plan SET effective_on = current_date + 30, document_id = 2 WHERE id = :bare;
SELECT results_eq(format('SELECT kind, step, sqlstate FROM rehearse_plan(%s) WHERE kind IN (''violation'', ''warning'')', :bare),
                  $$VALUES ('warning', NULL::int, NULL)$$, 'a plan of next month, as of today');
SELECT refused(format('SELECT apply_plan(%s)', :bare), '22Z06', '', 'applied on its day, not before');
SELECT make_plan('空') AS empty \gset
SELECT refused(format('SELECT * FROM rehearse_plan(%s)', :empty), '55Z04', 'plan_state', 'nothing to rehearse');
SELECT refused('SELECT * FROM rehearse_plan(4711)', '23503', 'plan_exists', 'no such plan');
SELECT refused('SELECT apply_plan(4711)', '23503', 'plan_exists', 'none to apply');
SELECT refused('SELECT withdraw_plan(4711)', '23503', 'plan_exists', 'none to withdraw');
SELECT count(*) AS plans FROM plan \gset
SELECT results_eq($$SELECT kind, item, before, after FROM rehearse_operations('[{"op": "核定编制", "args": {"unit": "水利局", "post_type": "11", "quantity": 1}}]')
                     WHERE kind <> 'total' AND unit_id IS DISTINCT FROM -2$$,
                  $$VALUES ('step', NULL, NULL::bigint, NULL::bigint), ('figure', 'approved', 3, 4)$$, 'operations that no plan keeps');
SELECT is((SELECT count(*) FROM plan), :plans::bigint, 'none is kept');
SELECT refused($$SELECT * FROM rehearse_operations('[{"op": "x"}]')$$, '22Z08', '', 'malformed ones');

-- Applying -------------------------------------------------------------------------------

SELECT count(*) FROM rehearse_plan(:p) \g /dev/null
SELECT reduce_posts('第一中学', '22', 1) \g /dev/null
SELECT is(apply_plan(:p), :p::bigint, 'other units and the reserve may change meanwhile');
SELECT is(concat_ws(' ', balance('水利局', 11), balance('应急管理局', 11)), '1/0/1 1/0/1', 'posts and people are where they were sent');
SELECT results_eq(format('SELECT state, applied_at = now(), applied_by FROM plan WHERE id = %s', :p), format($$VALUES ('applied', true, %L)$$, session_user), 'applied, when and by whom');
SELECT is_empty(format('SELECT step FROM plan_step WHERE plan_id = %s AND result IS NULL', :p), 'what each step returned');
SELECT results_eq(format('SELECT fact, act, count(*) FROM plan_effect WHERE plan_id = %s GROUP BY 1, 2 ORDER BY 1, 2', :p),
                  $$VALUES ('enrolment', 'ended', 1::bigint), ('enrolment', 'made', 1), ('entry', 'made', 2), ('unit', 'made', 1), ('unit_version', 'made', 1)$$, 'the facts it made and ended');
SELECT is((SELECT document_id FROM entry ORDER BY id DESC LIMIT 1), 2::bigint, 'on the plan''s document');
SELECT is((SELECT effective_on FROM entry ORDER BY id DESC LIMIT 1), '2019-03-02'::date, 'and its date');
SELECT is_empty('SELECT * FROM verify()', 'verify() finds nothing, again');
SELECT refused(format('SELECT apply_plan(%s)', :p), '55Z04', 'plan_state', 'once');
SELECT refused(format('SELECT * FROM rehearse_plan(%s)', :p), '55Z04', 'plan_state', 'no rehearsal afterwards');
SELECT refused(format('SELECT withdraw_plan(%s)', :p), '55Z04', 'plan_state', 'nor is it withdrawn');
SELECT refused(format('SELECT add_step(%s, ''release'', ''{"person": "甲一", "exit_reason": "other"}'')', :p), '55Z04', 'plan_state', 'or added to');
SELECT refused(format(v.q, :p), '55Z04', 'plan_state', v.q)
  FROM (VALUES ('UPDATE plan_step SET note = ''x'' WHERE plan_id = %s'), ('DELETE FROM plan_step WHERE plan_id = %s'), ('UPDATE plan SET title = ''x'' WHERE id = %s'),
               ('UPDATE plan SET state = ''draft'' WHERE id = %s'), ('UPDATE plan_step SET result = ''x'' WHERE plan_id = %s')) v (q);

-- stale
SELECT make_plan('划编', '[{"op": "transfer_posts", "args": {"from_unit": "水利局", "to_unit": "教育局", "post_type": "14", "quantity": 1}}]', '兴机编〔2019〕2号') AS q \gset
SELECT allocate('水利局', '14', 3) \g /dev/null
SELECT count(*) FROM rehearse_plan(:q) \g /dev/null
SELECT allocate('水利局', '14', 2) \g /dev/null
SELECT refused_with(format('SELECT apply_plan(%s)', :q), '23Z21', 'stale_proposal', '{3,0,0,5,0,0}', 'figures then and now');
SELECT count(*) FROM rehearse_plan(:q) \g /dev/null
SELECT enrol(citizen(7), '水利局', '14', name => '丁一') \g /dev/null
SELECT refused(format('SELECT apply_plan(%s)', :q), '23Z21', 'stale_proposal', 'people count, too');
SELECT count(*) FROM rehearse_plan(:q) \g /dev/null
SELECT release('丁一', 'other'), enrol(citizen(8), '水利局', '14', name => '丁二') \g /dev/null
SELECT refused(format('SELECT apply_plan(%s)', :q), '23Z21', 'stale_proposal', 'one person in the place of another is a change');
SELECT count(*) FROM rehearse_plan(:q) \g /dev/null
SELECT allocate('水利局', '15', 1) \g /dev/null
SELECT lives_ok(format('SELECT apply_plan(%s)', :q), 'an account that the plan does not touch is none');

-- a step that fails takes all with it and is named
SELECT make_plan('失败', '[{"op": "allocate", "args": {"unit": "教育局", "post_type": "11", "quantity": 1}}, {"op": "enrol", "args": {"person": "甲一", "unit": "教育局", "post_type": "11"}}]', '兴机编〔2019〕2号') AS f \gset
SELECT release('甲一', 'other') AS ended \gset
SELECT count(*) FROM rehearse_plan(:f) \g /dev/null
SELECT enrol('甲一', '教育局', '11') \g /dev/null
SELECT refused(format('SELECT apply_plan(%s)', :f), '23Z21', 'stale_proposal', 'the place is taken: stale');
SELECT count(*) FROM rehearse_plan(:f) \g /dev/null
SELECT is((SELECT violations FROM plan WHERE id = :f), 1, 'rehearsed again it says what is wrong');

-- something that a plan does not touch can fail it all the same: the step is named
SELECT make_plan('终止', '[{"op": "allocate", "args": {"unit": "教育局", "post_type": "11", "quantity": 1}}, {"op": "permit_use", "args": {"unit": "教育局", "post_type": "11", "quantity": 1, "expires_on": "2999-12-31"}}]', '兴机编〔2019〕2号') AS g \gset
SELECT count(*) FROM rehearse_plan(:g) \g /dev/null
ALTER TABLE use_permit ADD CONSTRAINT none_today CHECK (quantity > 5) NOT VALID;
SELECT matches((public.attempt(format('SELECT apply_plan(%s)', :g))).detail, '2 .*' || :g || '.*permit_use', 'DETAIL names the step');
SELECT is((SELECT state FROM plan WHERE id = :g), 'rehearsed', 'nothing of it was done');
ALTER TABLE use_permit DROP CONSTRAINT none_today;

-- States and effects are not written by hand ----------------------------------------------

SELECT refused(format('UPDATE plan SET %s WHERE id = %s', v.set, :f), '55Z04', 'plan_state', v.set)
  FROM (VALUES ('state = ''applied'', applied_at = now(), applied_by = ''x'''), ('violations = 0'), ('base = ''{}'''), ('rehearsed_at = now() + ''1 day''')) v (set);
SELECT refused(format('UPDATE plan SET %s WHERE id = %s', v.set, :f), '23Z22', 'append_only', v.set)
  FROM (VALUES ('id = 99'), ('recorded_at = now()'), ('recorded_by = ''x'''), ('reverses = 1')) v (set);
SELECT refused(v.q, v.state, v.rule, v.q)
  FROM (VALUES ('INSERT INTO plan_effect VALUES (1, ''entry'', 1, ''made'')', '23Z22', 'append_only'), ('UPDATE plan_effect SET fact_id = 1', '23Z22', 'append_only'),
               ('DELETE FROM plan_effect', '23Z22', 'append_only'), ('DELETE FROM plan', '23Z22', 'append_only'), ('TRUNCATE plan_step', '23Z22', 'append_only'),
               ('UPDATE plan_step SET step = 9', '23Z22', 'append_only')) v (q, state, rule);
INSERT INTO plan (title, state, violations, base, recorded_by) VALUES ('伪造', 'applied', 0, '{}', 'somebody') RETURNING id AS forged \gset
SELECT results_eq(format('SELECT state, violations, base, applied_at, recorded_by FROM plan WHERE id = %s', :forged),
                  format($$VALUES ('draft', NULL::int, NULL::jsonb, NULL::timestamptz, %L)$$, session_user), 'a new plan is a draft, whatever is said');
SELECT is(withdraw_plan(:forged, '不再办理'), :forged::bigint, 'withdrawn');
SELECT refused(format('SELECT * FROM rehearse_plan(%s)', :forged), '55Z04', 'plan_state', 'for good');
SELECT refused(format('SELECT withdraw_plan(%s)', :forged), '55Z04', 'plan_state', 'once only');

-- Rights ---------------------------------------------------------------------------------

CREATE ROLE plan_analyst;
GRANT USAGE ON SCHEMA trial, bianzhi TO plan_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA trial TO plan_analyst;
SELECT make_plan('他人的方案', '[{"op": "allocate", "args": {"unit": "教育局", "post_type": "11", "quantity": 1}}]', '兴机编〔2019〕2号') AS other \gset
SET LOCAL ROLE plan_analyst;
SELECT results_eq(format('SELECT kind, sqlstate FROM rehearse_plan(%s) WHERE kind = ''violation''', :other), $$VALUES ('violation', '42501')$$, 'a rehearsal shows that the caller may not');
RESET ROLE;
SELECT is((SELECT state FROM plan WHERE id = :other), 'draft', 'and keeps nothing of somebody who may not write plans');
SELECT count(*) FROM rehearse_plan(:other) \g /dev/null
SET LOCAL ROLE plan_analyst;
SELECT refused(format('SELECT apply_plan(%s)', :other), '42501', '', 'nor may he apply it');
RESET ROLE;

-- Files ----------------------------------------------------------------------------------

SELECT results_eq($$SELECT line, op, args, sqlstate FROM bianzhi.read_plan_text('plan', E'# 方案\n\n核定编制  unit=水利局 post_type=11 quantity=3  # 三名\nallocate unit="水 利 局" post_type=11 quantity=1\n'
                       '{"op": "enrol", "args": {"person": "甲一", "unit": "教育局", "post_type": 11}, "note": "备注"}\n设立机构　name=新局　class=organ\nallocate unit=新局 post_type=行政编制 quantity=“2”\n')$$,
    $$VALUES (3, 'allocate', '{"unit": "水利局", "post_type": "11", "quantity": "3"}'::jsonb, NULL),
             (4, 'allocate', '{"unit": "水 利 局", "post_type": "11", "quantity": "1"}', '23503'),
             (5, 'enrol', '{"person": "甲一", "unit": "教育局", "post_type": 11}', NULL), (6, 'establish_unit', '{"name": "新局", "class": "organ"}', NULL),
             (7, 'allocate', '{"unit": "新局", "post_type": "行政编制", "quantity": "2"}', NULL)$$, 'plain text and JSON lines, comments, quotes, names of units made above');
SELECT results_eq($$SELECT line, op, sqlstate FROM bianzhi.read_plan_text('plan', E'\n[\n {"op": "allocate",\n  "args": {"unit": "水利局", "post_type": "11", "quantity": 1}},\n {"op": "x"}, {"op": "enrol"},\n {"op": }\n]\n')$$,
    $$VALUES (3, 'allocate', NULL), (5, 'x', '22Z08'), (5, 'enrol', '22Z08'), (6, NULL, '22P02')$$, 'a JSON array over several lines, each bad element');
SELECT results_eq(format('SELECT sqlstate FROM bianzhi.read_plan_text(''plan'', %L)', v.line), format('VALUES (%L)', v.state), v.line)
  FROM (VALUES ('allocate', '22Z08'), ('allocate unit', '22Z08'), ('allocate unit=', '22Z08'), ('allocate unit="水利局', '22Z08'), ('allocate unit="水利局"x', '22Z08'), ('allocate =3', '22Z08'),
               ('allocate unit=水利局 unit=水利局 post_type=11 quantity=1', '22Z08'), ('allocate unit=水利局 post_type=11 quantity=三', '22Z08'), ('无此操作 unit=水利局', '22Z08'),
               ('allocate unit=水利局 post_type=无 quantity=1', '23503'), ('allocate unit=无此局 post_type=11 quantity=1', '23503'), ('enrol person=甲 unit=水利局 post_type=11 effective_on=2019-02-30', '22Z08'),
               ('{"op": "allocate"', '22P02'), ('{}', '22Z08'), ('{"op": "allocate", "args": [1]}', '22Z08'), ('[1]', '22Z08'), ('[', '22P02'), ('[{"op": "allocate"', '22P02')) v (line, state);
SELECT is_empty($$SELECT * FROM bianzhi.read_plan_text('plan', E'\n  # nothing\n\n')$$, 'an empty file');

SELECT * FROM finish();
ROLLBACK;
