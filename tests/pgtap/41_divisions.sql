-- Internal divisions: their category, and no more of them than two thirds of the counterpart's (division_ceiling).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

CREATE FUNCTION pg_temp.adds(division text, body text DEFAULT '财政局', category text DEFAULT NULL) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT establish_unit(%L, parent => %L, kind => ''division'', category => %L, effective_on => ''2019-02-01'')', division, body, category) $$;
-- a change of a unit: columns and values of its next version
CREATE FUNCTION pg_temp.becomes(unit text, cols text, vals text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('INSERT INTO unit_version (unit_id, kind, effective_on, document_id, %s) VALUES (unit_ref(%L), ''adjust'', ''2019-06-01'', 1, %s)', cols, unit, vals) $$;
CREATE FUNCTION pg_temp.ends(VARIADIC units text[]) RETURNS text LANGUAGE sql AS
    $$ SELECT string_agg(format('SELECT abolish_unit(%L, effective_on => ''2019-06-01'')', u), ';') FROM unnest(units) u $$;
CREATE FUNCTION pg_temp.except(unit text, allowance int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
    INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on)
    VALUES ('division_ceiling', unit_ref(unit), allowance, 1, '2019-01-10', '2999-12-31') RETURNING id INTO made;
    RETURN made;
END $$;

-- Categories --------------------------------------------------------------------------------

SELECT results_eq($$SELECT code, coalesce((attributes ->> 'counts')::bool, true), coalesce((attributes ->> 'merge_candidate')::bool, false)
                      FROM code WHERE set = 'unit_category' AND attributes ->> 'for' = 'division' ORDER BY sort$$,
    $$VALUES ('business_section', true, false), ('general_section', true, false), ('party_committee', false, false), ('party_section', true, false),
             ('discipline_section', false, false), ('branch', false, false), ('internal_service', true, true), ('single_purpose', true, true),
             ('temporary_section', true, true)$$, 'kinds of divisions, which count, which the survey would merge');
SELECT refused(pg_temp.adds('甲科', '水利局', 'welfare_1'), '23503', 'unit_category_exists', 'a division is no institution');
SELECT refused(pg_temp.adds('甲科', '水利局', 'no_such'), '23503', 'unit_category_exists', 'an unknown category');
SELECT accepted(pg_temp.adds('甲科', '水利局', 'internal_service'), 'a category of divisions');
SELECT refused(pg_temp.becomes('甲科', 'category', '''nameplate'''), '23503', 'unit_category_exists', 'nor later');
SELECT accepted(pg_temp.becomes('甲科', 'clears', '''{category}'''), 'or none');

-- The ceiling -------------------------------------------------------------------------------

SELECT refused($$INSERT INTO unit (name, class, region, counterpart, effective_on, document_id) VALUES ('乙局', 'organ', '152200', '自治区乙厅', '2019-01-10', 1)$$,
               '23Z07', 'division_ceiling', 'a counterpart without the number of its divisions');
SELECT refused(pg_temp.becomes('水利局', 'counterpart', '''自治区水利厅'''), '23Z07', 'division_ceiling', 'nor later');
SELECT refused(pg_temp.becomes('水利局', 'counterpart, counterpart_divisions', '''自治区水利厅'', 0'), '23514', 'unit_counterpart_positive', 'a number of nought');
INSERT INTO unit (name, class, region, rank, counterpart, counterpart_divisions, effective_on, document_id)
VALUES ('财政局', 'organ', '152200', 'chu', '自治区财政厅', 5, '2019-01-10', 1);
SELECT is((SELECT ceiling FROM division_count WHERE unit = '财政局'), 3, 'two thirds, rounded down');
SELECT is((SELECT ceiling FROM division_count WHERE unit = '教育局'), NULL, 'no counterpart, no ceiling');
SELECT accepted(concat_ws(';', pg_temp.adds('预算科'), pg_temp.adds('国库科'), pg_temp.adds('综合科', category => 'general_section')), 'up to the ceiling');
SELECT refused_with(pg_temp.adds('监督科'), '23Z07', 'division_ceiling', '{5,3,3,1}', 'counterpart, ceiling, present, requested');
SELECT refused_with($$INSERT INTO unit (name, kind, class, region, parent_id, effective_on, document_id)
                      SELECT n, 'division', 'organ', '152200', unit_ref('财政局'), '2019-02-01', 1 FROM unnest('{监督科,资产科}'::text[]) n$$,
                    '23Z07', 'division_ceiling', '{5,3,3,2}', 'a statement is judged as a whole');
SELECT accepted(pg_temp.adds('机关党委', category => 'party_committee'), 'a Party committee does not count');
SELECT accepted(pg_temp.adds('派驻纪检组', category => 'discipline_section'), 'nor does a discipline body');
SELECT refused_with(pg_temp.becomes('派驻纪检组', 'category', '''business_section'''), '23Z07', 'division_ceiling', '{5,3,3,1}', 'until it becomes something that counts');
SELECT refused(pg_temp.adds('预算一组', '预算科'), '23Z07', 'division_ceiling', 'a division below a division is one of the body');
SELECT accepted(pg_temp.adds('预算分支', '预算科', 'branch'), 'unless it is a branch');
SELECT accepted($$INSERT INTO unit (name, kind, class, region, parent_id, effective_on, document_id)
                  VALUES ('财政组', 'group', 'organ', '152200', unit_ref('财政局'), '2019-02-01', 1)$$, 'a group is no division');
SELECT refused(pg_temp.adds('监督科', '财政组'), '23Z07', 'division_ceiling', 'and hides none');
SELECT accepted($$SELECT establish_unit('评审中心', 'institution', parent => '财政局', effective_on => '2019-02-01');$$
                || pg_temp.adds('评审一科', '评审中心'), 'a body below has divisions of its own');
SELECT refused($$SELECT transfer_unit('评审一科', '财政局', effective_on => '2019-06-01')$$, '23Z07', 'division_ceiling', 'moving here is coming here');
SELECT accepted($$INSERT INTO unit (name, kind, class, region, parent_id, effective_on, document_id)
                  VALUES ('教育组', 'group', 'organ', '152200', unit_ref('教育局'), '2019-02-01', 1);$$ || pg_temp.adds('教育一科', '教育组'), 'a group elsewhere');
SELECT refused($$SELECT transfer_unit('教育组', '财政局', effective_on => '2019-06-01')$$, '23Z07', 'division_ceiling', 'a group brings its divisions along');
SELECT accepted($$SELECT rename_unit('预算科', '预算处', effective_on => '2019-06-01')$$, 'what is there may be renamed');

SELECT refused_with(pg_temp.becomes('财政局', 'counterpart_divisions', '4'), '23Z07', 'division_ceiling', '{4,2,3,0}', 'the counterpart shrinks: what is present is too much');
SELECT accepted(concat_ws(';', pg_temp.ends('国库科'), pg_temp.becomes('财政局', 'counterpart_divisions', '4')),
                'not when a division ends first');
SELECT refused(pg_temp.adds('监督科'), '23Z07', 'division_ceiling', 'the ceiling is the new one');
SELECT accepted(pg_temp.becomes('财政局', 'clears', '''{counterpart,counterpart_divisions}'''), 'without counterpart');
SELECT accepted(concat_ws(';', pg_temp.adds('国库科'), pg_temp.adds('监督科'), pg_temp.adds('资产科')), 'there is no ceiling');
SELECT refused(pg_temp.becomes('财政局', 'counterpart, counterpart_divisions', '''自治区财政厅'', 5'), '23Z07', 'division_ceiling', 'and a new one has to be met');

-- Exceptions, and what reduces an excess ------------------------------------------------------

SELECT pg_temp.except('财政局', 1) \g /dev/null
SELECT refused(pg_temp.becomes('财政局', 'counterpart, counterpart_divisions', '''自治区财政厅'', 5'), '23Z07', 'division_ceiling', 'an allowance that is too small');
SELECT pg_temp.except('财政局', 2) \g /dev/null
SELECT accepted(pg_temp.becomes('财政局', 'counterpart, counterpart_divisions', '''自治区财政厅'', 5'), 'one that suffices');
SELECT refused_with(pg_temp.adds('基建科'), '23Z07', 'division_ceiling', '{5,3,5,1}', 'and no further');
UPDATE rule_exception SET expires_on = current_date - 1;
SELECT accepted(pg_temp.ends('资产科'), 'an excess without excuse may shrink');
SELECT accepted(pg_temp.becomes('监督科', 'category', '''party_committee'''), 'in any way');
SELECT refused(pg_temp.adds('资产科'), '23Z07', 'division_ceiling', 'and not grow again');

-- Modes ---------------------------------------------------------------------------------------

UPDATE rule SET mode = 'warn' WHERE code = 'division_ceiling';
SELECT accepted(pg_temp.adds('绩效科'), 'warn lets through');
SELECT results_eq($$SELECT key, level, unit_id, post_type, figures, state FROM finding$$,
    $$SELECT concat('division_ceiling/', u, '/0'), 'error', u, NULL::int, '{"counterpart_divisions": 5, "ceiling": 3, "present": 4, "excess": 1}'::jsonb, 'open'
        FROM unit_ref('财政局') u$$, 'and records');
UPDATE rule SET mode = 'track' WHERE code = 'division_ceiling';
SELECT accepted(pg_temp.adds('会计科'), 'track does so without a word');
SELECT is((SELECT (figures ->> 'excess')::int FROM finding), 2, 'one finding, the latest figures');
SELECT results_eq($$SELECT key, unit_id, figures ->> 'present' FROM check_rules('division_ceiling')$$,
    $$SELECT concat('division_ceiling/', u, '/0'), u, '5' FROM unit_ref('财政局') u$$, 'which check_rules finds too');
SELECT pg_temp.except('财政局', 2) \g /dev/null
SELECT is_empty($$SELECT * FROM check_rules('division_ceiling')$$, 'and excuses');
UPDATE rule SET mode = 'block' WHERE code = 'division_ceiling';
INSERT INTO rule (code, region, mode, params, name_zh, name_en) VALUES ('division_ceiling', '152221', 'block', '{"numerator": 1, "denominator": 2}', '旗', 'banner');
SELECT amend_unit('前旗水利局', counterpart => '盟水利局', counterpart_divisions => 3) \g /dev/null
SELECT accepted(pg_temp.adds('前旗办公室', '前旗水利局'), 'a region may have a share of its own');
SELECT refused_with(pg_temp.adds('前旗水政科', '前旗水利局'), '23Z07', 'division_ceiling', '{3,1,1,1}', 'a half of three is one');

-- The survey ----------------------------------------------------------------------------------

SELECT amend_unit('绩效科', category => 'internal_service') \g /dev/null
SELECT amend_unit('会计科', category => 'temporary_section') \g /dev/null
SELECT results_eq($$SELECT unit, counterpart, counterpart_divisions, ceiling, present, uncounted_divisions, room, candidates FROM division_survey WHERE counterpart IS NOT NULL ORDER BY unit_id$$,
    $$VALUES ('前旗水利局', '盟水利局', 3, 1, 1, 0, 0, 0), ('财政局', '自治区财政厅', 5, 3, 5, 4, -2, 2)$$, 'what the survey shows');
SELECT results_eq($$SELECT division, reason FROM division_candidate ORDER BY candidate_id$$,
    $$VALUES ('绩效科', 'internal_service'), ('会计科', 'temporary_section')$$, 'candidates to merge, with the reason');
SELECT record_duty('预算编制', '绩效科', 'finance', effective_on => '2019-06-01'),
       record_duty('绩效评价', '会计科', 'finance', effective_on => '2019-06-01') \g /dev/null
SELECT results_eq($$SELECT division, detail FROM division_candidate WHERE reason = 'overlap' ORDER BY candidate_id$$,
    $$SELECT v.a, concat((SELECT name_zh FROM code WHERE set = 'duty_field' AND code = 'finance'), '，', v.b) FROM (VALUES ('绩效科', '会计科'), ('会计科', '绩效科')) v (a, b)$$,
    'overlapping duties, with whom');
SELECT is((SELECT candidates FROM division_survey WHERE unit = '财政局'), 2, 'a division with two reasons is one candidate');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
