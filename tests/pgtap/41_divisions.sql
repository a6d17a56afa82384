-- Internal divisions: their category, and no more of them than two thirds of the counterpart's (division_ceiling).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

CREATE FUNCTION pg_temp.adds(division text, body text DEFAULT '财政局', category text DEFAULT NULL) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT establish_unit(%L, parent => %L, kind => ''division'', category => %L, effective_on => ''2019-02-01'')', division, body, category) $$;
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
SELECT refused($$UPDATE unit SET category = 'nameplate' WHERE name = '甲科'$$, '23503', 'unit_category_exists', 'nor later');
SELECT accepted($$UPDATE unit SET category = NULL WHERE name = '甲科'$$, 'or none');

-- The ceiling -------------------------------------------------------------------------------

SELECT refused($$INSERT INTO unit (name, class, region, counterpart, effective_on, document_id) VALUES ('乙局', 'organ', '152200', '自治区乙厅', '2019-01-10', 1)$$,
               '23Z07', 'division_ceiling', 'a counterpart without the number of its divisions');
SELECT refused($$UPDATE unit SET counterpart = '自治区水利厅' WHERE name = '水利局'$$, '23Z07', 'division_ceiling', 'nor later');
SELECT refused($$UPDATE unit SET counterpart = '自治区水利厅', counterpart_divisions = 0 WHERE name = '水利局'$$, '23514', 'unit_counterpart_positive', 'a number of nought');
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
SELECT refused_with($$UPDATE unit SET category = 'business_section' WHERE name = '派驻纪检组'$$, '23Z07', 'division_ceiling', '{5,3,3,1}', 'until it becomes something that counts');
SELECT refused(pg_temp.adds('预算一组', '预算科'), '23Z07', 'division_ceiling', 'a division below a division is one of the body');
SELECT accepted(pg_temp.adds('预算分支', '预算科', 'branch'), 'unless it is a branch');
SELECT accepted($$INSERT INTO unit (name, kind, class, region, parent_id, effective_on, document_id)
                  VALUES ('财政组', 'group', 'organ', '152200', unit_ref('财政局'), '2019-02-01', 1)$$, 'a group is no division');
SELECT refused(pg_temp.adds('监督科', '财政组'), '23Z07', 'division_ceiling', 'and hides none');
SELECT accepted($$SELECT establish_unit('评审中心', 'institution', parent => '财政局', effective_on => '2019-02-01');$$
                || pg_temp.adds('评审一科', '评审中心'), 'a body below has divisions of its own');
SELECT refused($$UPDATE unit SET parent_id = unit_ref('财政局') WHERE name = '评审一科'$$, '23Z07', 'division_ceiling', 'moving here is coming here');
SELECT refused($$UPDATE unit SET kind = 'division' WHERE name = '财政组'$$, '23Z07', 'division_ceiling', 'so is becoming a division');
SELECT accepted($$INSERT INTO unit (name, kind, class, region, parent_id, effective_on, document_id)
                  VALUES ('教育组', 'group', 'organ', '152200', unit_ref('教育局'), '2019-02-01', 1);$$ || pg_temp.adds('教育一科', '教育组'), 'a group elsewhere');
SELECT refused($$UPDATE unit SET parent_id = unit_ref('财政局') WHERE name = '教育组'$$, '23Z07', 'division_ceiling', 'a group brings its divisions along');
SELECT accepted($$UPDATE unit SET name = '预算处', sort = 3 WHERE name = '预算科'$$, 'what is there may be renamed');

SELECT refused_with($$UPDATE unit SET counterpart_divisions = 4 WHERE name = '财政局'$$, '23Z07', 'division_ceiling', '{4,2,3,0}', 'the counterpart shrinks: what is present is too much');
SELECT accepted($$UPDATE unit SET until = '2019-06-01', until_document_id = 1 WHERE name = '国库科'; UPDATE unit SET counterpart_divisions = 4 WHERE name = '财政局'$$,
                'not when a division ends first');
SELECT refused(pg_temp.adds('监督科'), '23Z07', 'division_ceiling', 'the ceiling is the new one');
SELECT accepted($$UPDATE unit SET counterpart = NULL, counterpart_divisions = NULL WHERE name = '财政局'$$, 'without counterpart');
SELECT accepted(concat_ws(';', pg_temp.adds('国库科'), pg_temp.adds('监督科'), pg_temp.adds('资产科')), 'there is no ceiling');
SELECT refused($$UPDATE unit SET counterpart = '自治区财政厅', counterpart_divisions = 5 WHERE name = '财政局'$$, '23Z07', 'division_ceiling', 'and a new one has to be met');

-- Exceptions, and what reduces an excess ------------------------------------------------------

SELECT pg_temp.except('财政局', 1) \g /dev/null
SELECT refused($$UPDATE unit SET counterpart = '自治区财政厅', counterpart_divisions = 5 WHERE name = '财政局'$$, '23Z07', 'division_ceiling', 'an allowance that is too small');
SELECT pg_temp.except('财政局', 2) \g /dev/null
SELECT accepted($$UPDATE unit SET counterpart = '自治区财政厅', counterpart_divisions = 5 WHERE name = '财政局'$$, 'one that suffices');
SELECT refused_with(pg_temp.adds('基建科'), '23Z07', 'division_ceiling', '{5,3,5,1}', 'and no further');
UPDATE rule_exception SET expires_on = current_date - 1;
SELECT accepted($$UPDATE unit SET until = '2019-06-01', until_document_id = 1 WHERE name = '资产科'$$, 'an excess without excuse may shrink');
SELECT accepted($$UPDATE unit SET category = 'party_committee' WHERE name = '监督科'$$, 'in any way');
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
UPDATE unit SET counterpart = '盟水利局', counterpart_divisions = 3 WHERE name = '前旗水利局';
SELECT accepted(pg_temp.adds('前旗办公室', '前旗水利局'), 'a region may have a share of its own');
SELECT refused_with(pg_temp.adds('前旗水政科', '前旗水利局'), '23Z07', 'division_ceiling', '{3,1,1,1}', 'a half of three is one');

-- The survey ----------------------------------------------------------------------------------

UPDATE unit SET category = 'internal_service' WHERE name = '绩效科';
UPDATE unit SET category = 'temporary_section' WHERE name = '会计科';
SELECT results_eq($$SELECT unit, counterpart, counterpart_divisions, ceiling, present, uncounted, room, candidates FROM division_survey WHERE counterpart IS NOT NULL ORDER BY unit_id$$,
    $$VALUES ('前旗水利局', '盟水利局', 3, 1, 1, 0, 0, 0), ('财政局', '自治区财政厅', 5, 3, 5, 4, -2, 2)$$, 'what the survey shows');
SELECT results_eq($$SELECT division, reason FROM division_candidate ORDER BY candidate_id$$,
    $$VALUES ('绩效科', 'internal_service'), ('会计科', 'temporary_section')$$, 'candidates to merge, with the reason');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
