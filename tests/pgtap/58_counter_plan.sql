-- Counter-plans: what a plan came to is undone by another, and ended units are there again.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT establish_unit('林业局', 'organ', rank => 'chu', effective_on => '2019-01-10'),
       establish_unit('草原局', 'organ', rank => 'chu', effective_on => '2019-01-10'),
       establish_unit('防火科', parent => '林业局', kind => 'division', effective_on => '2019-01-10'),
       allocate('林业局', '11', 3, effective_on => '2019-01-10'), allocate('林业局', '203', 1, effective_on => '2019-01-10'),
       allocate('草原局', '11', 2, effective_on => '2019-01-10') \g /dev/null
SELECT enrol(citizen(1), '林业局', '11', name => '甲一', division => '防火科', effective_on => '2019-02-01'),
       enrol(citizen(2), '林业局', '11', name => '甲二', effective_on => '2019-02-01'),
       enrol(citizen(3), '草原局', '11', name => '乙一', effective_on => '2019-02-01'),
       appoint('甲一', '林业局', '203', effective_on => '2019-02-01'),
       record_duty('森林防火', '林业局', effective_on => '2019-02-01') \g /dev/null
BEGIN;
SELECT no_plan();

CREATE FUNCTION pg_temp.carry_out(plan bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM trial.rehearse_plan(carry_out.plan);
    RETURN trial.apply_plan(carry_out.plan);
END $$;
CREATE FUNCTION pg_temp.wrong(plan bigint) RETURNS SETOF text LANGUAGE sql AS
    $$ SELECT concat_ws(' ', r.op, r.sqlstate, r.rule) FROM trial.rehearse_plan(wrong.plan) r WHERE r.kind = 'violation' $$;
-- what a unit is and has, by its name
CREATE FUNCTION pg_temp.has(name text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT concat_ws(' ', u.rank, balance('#' || u.id, 11), nullif(balance('#' || u.id, 203), '0/0/0'),
                (SELECT string_agg(p.name || coalesce('@' || d.name, ''), ',' ORDER BY p.name) FROM enrolment e JOIN person p ON p.id = e.person_id
                   LEFT JOIN unit d ON d.id = e.division_id WHERE e.unit_id = u.id AND e.until IS NULL),
                (SELECT string_agg(p.name, ',') FROM appointment a JOIN person p ON p.id = a.person_id WHERE a.unit_id = u.id AND a.until IS NULL),
                (SELECT string_agg(d.name, ',') FROM duty_assignment a JOIN duty d ON d.id = a.duty_id WHERE a.unit_id = u.id AND a.until IS NULL),
                (SELECT string_agg(c.name, ',') FROM unit c WHERE c.parent_id = u.id AND c.until IS NULL))
              FROM unit u WHERE u.name = has.name AND u.until IS NULL);
END $$;

-- A merger and more, there and back --------------------------------------------------------

SELECT pg_temp.has('林业局') AS forest, pg_temp.has('草原局') AS grass, pg_temp.has('水利局') AS water \gset
SELECT make_plan('林草合并', '[{"op": "merge_units", "args": {"units": ["林业局"], "into_unit": "草原局"}},
    {"op": "rename_unit", "args": {"unit": "草原局", "name": "林业和草原局"}},
    {"op": "change_rank", "args": {"unit": "林业和草原局", "rank": "futing"}},
    {"op": "establish_unit", "args": {"name": "应急管理局", "class": "organ"}},
    {"op": "transfer_posts", "args": {"from_unit": "水利局", "to_unit": "应急管理局", "post_type": "11", "quantity": 2}},
    {"op": "assign_duty", "args": {"duty": "森林防火", "unit": "应急管理局"}},
    {"op": "release", "args": {"person": "甲二", "exit_reason": "retirement"}}]', '兴机编〔2019〕2号', '2019-04-01') AS p \gset
SELECT refused(format('SELECT counter_plan(%s)', :p), '55Z04', 'plan_state', 'what was not applied is not reversed');
SELECT is(pg_temp.carry_out(:p), :p::bigint, 'applied');
SELECT is(pg_temp.has('林业局'), NULL, 'the bureau is gone');
SELECT is(pg_temp.has('林业和草原局'), 'futing 5/0/2 1/0/1 乙一,甲一@防火科 甲一 防火科', 'what became of it');
SELECT is(pg_temp.has('应急管理局'), '2/0/0 森林防火', 'and the new one');
SELECT is_empty('SELECT * FROM verify()', 'verify() finds nothing');
SELECT counter_plan(:p, document => '兴机编〔2019〕2号', effective_on => '2019-05-01') AS c \gset
SELECT results_eq(format('SELECT reverses, state, document_id, effective_on FROM plan WHERE id = %s', :c), format($$VALUES (%s::bigint, 'draft', 2::bigint, '2019-05-01'::date)$$, :p), 'a plan like any other');
SELECT results_eq(format('SELECT op FROM plan_step WHERE plan_id = %s ORDER BY step', :c),
                  $$VALUES ('rename_unit'), ('restore_unit'), ('restore_version'), ('restore_version'), ('return_holdings'), ('return_duties'), ('abolish_unit')$$, 'few steps');
SELECT refused(format('SELECT counter_plan(%s)', :p), '55Z04', 'plan_state', 'one is enough');
SELECT is_empty(format('SELECT pg_temp.wrong(%s)', :c), 'without violations');
SELECT is(pg_temp.carry_out(:c), :c::bigint, 'applied');
SELECT is(pg_temp.has('林业局'), :'forest', 'the bureau is there again, with posts, people, leader, duty and division');
SELECT is(pg_temp.has('草原局'), :'grass', 'the other has its name, rank and own');
SELECT is(pg_temp.has('水利局'), :'water', 'posts are back');
SELECT is(pg_temp.has('应急管理局'), NULL, 'what was established has ended');
SELECT results_eq($$SELECT f.name, t.name, l.kind, restored_unit(f.id) = t.id FROM unit_lineage l JOIN unit f ON f.id = l.from_unit_id JOIN unit t ON t.id = l.to_unit_id WHERE l.kind = 'restore'$$,
                  $$VALUES ('林业局', '林业局', 'restore', true)$$, 'lineage connects the two');
SELECT is((SELECT count(*)::int FROM entry WHERE reverses IS NOT NULL), 2, 'entries are reversed by name');
SELECT is_empty('SELECT * FROM verify()', 'verify() finds nothing, again');
SELECT lives_ok(format('SELECT counter_plan(%s)', :c), 'a counter-plan can be reversed, too');

-- What happened since ------------------------------------------------------------------------

SELECT make_plan('并入', '[{"op": "merge_units", "args": {"units": ["草原局"], "into_unit": "水利局"}}]', '兴机编〔2019〕2号', '2019-06-01') AS m \gset
SELECT pg_temp.carry_out(:m) \g /dev/null
SELECT release('乙一', 'resignation', effective_on => '2019-07-01'), enrol(citizen(11), '水利局', '11', name => '丙一', effective_on => '2019-07-01') \g /dev/null
SELECT counter_plan(:m, document => '兴机编〔2019〕2号', effective_on => '2019-08-01') AS mc \gset
SELECT is(pg_temp.carry_out(:mc), :mc::bigint, 'reversed although one has left');
SELECT is(pg_temp.has('草原局'), 'chu 2/0/0', 'who left since is not brought back');
SELECT is((SELECT u.name FROM enrolment e JOIN unit u ON u.id = e.unit_id WHERE e.person_id = person_ref('丙一') AND e.until IS NULL), '水利局', 'who came since stays');
SELECT make_plan('划编', '[{"op": "transfer_posts", "args": {"from_unit": "草原局", "to_unit": "教育局", "post_type": "11", "quantity": 2}}]', '兴机编〔2019〕2号', '2019-08-02') AS t \gset
SELECT pg_temp.carry_out(:t), enrol(citizen(21), '教育局', '11', name => '丁一', effective_on => '2019-08-03'), enrol(citizen(22), '教育局', '11', name => '丁二', effective_on => '2019-08-03'),
       enrol(citizen(23), '教育局', '11', name => '丁三', effective_on => '2019-08-03') \g /dev/null
SELECT counter_plan(:t, document => '兴机编〔2019〕2号') AS tc \gset
SELECT results_eq(format('SELECT pg_temp.wrong(%s)', :tc), $$VALUES ('return_holdings 23Z01 over_establishment')$$, 'posts that are in use since are in the way');
SELECT is(withdraw_plan(:tc), :tc::bigint, 'withdrawn');
SELECT lives_ok(format('SELECT counter_plan(%s)', :t), 'another may be made');

-- Names that are taken -----------------------------------------------------------------------

SELECT make_plan('撤旧建新', '[{"op": "abolish_unit", "args": {"unit": "防汛办"}}, {"op": "establish_unit", "args": {"name": "防汛办", "class": "organ"}},
    {"op": "allocate", "args": {"unit": "防汛办", "post_type": "11", "quantity": 1}}]', '兴机编〔2019〕2号', '2019-09-01') AS n \gset
SELECT is(pg_temp.carry_out(:n), :n::bigint, 'a new unit with the old one''s name');
SELECT counter_plan(:n, document => '兴机编〔2019〕2号', effective_on => '2019-09-02') AS nc \gset
SELECT is_empty(format('SELECT pg_temp.wrong(%s)', :nc), 'gives the name back');
SELECT is(pg_temp.carry_out(:nc), :nc::bigint, 'when it is reversed');
SELECT results_eq($$SELECT class FROM unit WHERE name = '防汛办' AND until IS NULL$$, $$VALUES ('deliberative_body')$$, 'the old one has it');

-- By hand ------------------------------------------------------------------------------------

SELECT refused($$SELECT restore_unit('水利局')$$, '55000', '', 'a unit that is there is not restored');
SELECT refused($$SELECT restore_unit('防汛办')$$, '55000', '', 'nor one that was restored');
SELECT refused($$SELECT restore_unit('无此局')$$, '23503', 'unit_exists', 'nor one that never was');
SELECT refused($$SELECT restore_version('水利局', 99999)$$, '23503', 'version_exists', 'no such version');
SELECT refused($$SELECT restore_version('水利局', (SELECT min(id) FROM unit_version WHERE unit_id = unit_ref('教育局')))$$, '23503', 'version_exists', 'a version of another unit');
SELECT refused(format('SELECT return_holdings(%s)', :tc), '23503', 'plan_exists', 'of a plan that was not applied nothing returns');
SELECT refused('SELECT return_duties(4711)', '23503', 'plan_exists', 'of none neither');
SELECT establish_unit('临时办', 'organ', effective_on => '2019-03-01'), abolish_unit('临时办', effective_on => '2019-04-01') \g /dev/null
SELECT lives_ok($$SELECT restore_unit('临时办', effective_on => '2019-05-01')$$, 'an ended unit by hand');
SELECT results_eq($$SELECT effective_on, until FROM unit WHERE name = '临时办' ORDER BY id$$, $$VALUES ('2019-03-01'::date, '2019-04-01'::date), ('2019-05-01', NULL)$$, 'its end stands');
SELECT is_empty('SELECT * FROM verify()', 'verify() finds nothing at the end');

-- Plans from proposals, and what a plan says -----------------------------------------------------

SELECT propose(operations => '[{"op": "allocate", "args": {"unit": "林业局", "post_type": "11", "quantity": 1}}]', title => '增编') AS pr \gset
SELECT make_plan('并入申报', '[{"op": "allocate", "args": {"unit": "水利局", "post_type": "11", "quantity": 1}}]', proposals => :'pr') AS pp \gset
SELECT results_eq(format('SELECT step, op, args ->> ''unit'' FROM plan_step WHERE plan_id = %s ORDER BY step', :pp), $$VALUES (1, 'allocate', '水利局'), (2, 'allocate', '林业局')$$, 'operations of a proposal behind one''s own');
SELECT refused($$SELECT make_plan('并入申报', proposals => '4711')$$, '23503', 'proposal_exists', 'no such proposal');
SELECT is(amend_plan(:pp, title => '新名', document => '兴机编(2019)1号'), :pp::bigint, 'amended');
SELECT results_eq(format('SELECT plan, number, steps, state FROM plan_overview WHERE plan_id = %s', :pp), $$VALUES ('新名', '兴机编〔2019〕1号', 2::bigint, 'draft')$$, 'what is said of it');
SELECT refused('SELECT amend_plan(4711)', '23503', 'plan_exists', 'no such plan');

-- duties are part of what a plan was rehearsed on
SELECT make_plan('移交', '[{"op": "assign_duty", "args": {"duty": "森林防火", "unit": "水利局"}}]', '兴机编〔2019〕1号') AS d \gset
SELECT count(*) FROM rehearse_plan(:d) \g /dev/null
SELECT assign_duty('森林防火', '教育局') \g /dev/null
SELECT refused(format('SELECT apply_plan(%s)', :d), '23Z21', 'stale_proposal', 'a duty handed over meanwhile');

SELECT * FROM finish();
ROLLBACK;
