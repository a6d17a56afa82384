-- Rules are rows: block, warn, track; by region and date; lawful exceptions; findings; and every change holds at once.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

-- 教育局 has two administrative posts, 前旗水利局 (152221) four, 水利局 three and one chief (203)
SELECT register_person(citizen(i), '人' || i) FROM generate_series(1, 40) i \g /dev/null
CREATE FUNCTION pg_temp.enters(i int, unit text, post_type text DEFAULT '11') RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT enrol(%L, %L, %L, effective_on => ''2019-02-01'')', public.citizen(i), unit, post_type) $$;
SELECT enrol(citizen(i), '教育局', '11', effective_on => '2019-02-01') FROM generate_series(1, 2) i \g /dev/null

-- Modes -----------------------------------------------------------------------------------

SELECT refused_with(pg_temp.enters(3, '教育局'), '23Z01', 'over_establishment', '{2,2,0,1}', 'block refuses');
SELECT is_empty('SELECT * FROM finding', 'and records nothing');
UPDATE rule SET mode = 'warn' WHERE code = 'over_establishment';
SELECT accepted(pg_temp.enters(3, '教育局'), 'warn lets through');
SELECT is(balance('教育局', 11), '2/0/3', 'the balance tells the truth');
SELECT results_eq('SELECT key, rule, level, unit_id, post_type, object, figures, state, found_on, remedy IS NOT NULL FROM finding',
                  $$VALUES (concat('over_establishment/', unit_ref('教育局'), '/11'), 'over_establishment', 'error', unit_ref('教育局'), 11, '教育局',
                            '{"approved": 2, "strength": 2, "reserved": 0, "requested": 1}'::jsonb, 'open', current_date, true)$$, 'and records a finding with the figures');
SELECT accepted(pg_temp.enters(4, '教育局'), 'warn does so again');
SELECT results_eq('SELECT count(*)::int, max(figures ->> ''strength'') FROM finding', $$VALUES (1, '3')$$, 'one object is one finding, with the latest figures');
UPDATE rule SET mode = 'track' WHERE code = 'over_establishment';
SELECT accepted($$SELECT permit_use('教育局', '11', 1, '2999-12-31')$$, 'track lets through');
SELECT is((SELECT figures FROM finding), '{"approved": 2, "strength": 4, "reserved": 0, "requested": 1}'::jsonb, 'and records');
UPDATE rule SET mode = 'block' WHERE code = 'over_establishment';
SELECT refused_with(pg_temp.enters(5, '教育局'), '23Z01', 'over_establishment', '{2,4,1,1}', 'block again refuses');
SELECT refused_with($$SELECT reduce_posts('教育局', '11', 1)$$, '23Z01', 'over_establishment', '{2,4,1,1}', 'an excess may not grow by posts taken away');
SELECT accepted($$SELECT release('人4', 'other')$$, 'but whatever reduces it is allowed');
SELECT accepted($$UPDATE enrolment SET note = '待消化' WHERE unit_id = unit_ref('教育局')$$, 'and what leaves it as it is');
SELECT accepted($$SELECT cancel_permit((SELECT id FROM use_permit))$$, 'a reservation may go');
SELECT is(balance('教育局', 11), '2/0/3', 'the excess has shrunk');
UPDATE rule SET mode = 'track' WHERE code = 'over_leadership';
SELECT accepted($$SELECT appoint('人1', '教育局', '214', effective_on => '2019-02-01')$$, 'leadership has a rule of its own');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'over_leadership' AND unit_id = unit_ref('教育局') AND post_type = 214), 1, 'and a finding of its own');
UPDATE rule SET mode = 'warn' WHERE code = 'mixed_establishment';
SELECT results_eq($$SELECT mode FROM rule WHERE code = 'mixed_establishment'$$, $$VALUES ('warn')$$, 'mixing can be set to warn');
SELECT accepted($$SELECT allocate('第一中学', '11', 1)$$, 'as an office may that is still sorting things out');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'mixed_establishment' AND unit_id = unit_ref('第一中学') AND post_type = 11), 1, 'found');
UPDATE rule SET mode = 'block' WHERE code = 'mixed_establishment';
SELECT refused($$SELECT allocate('第一中学', '11', 1)$$, '23Z03', 'mixed_establishment', 'and set back');

-- Rows of rules ---------------------------------------------------------------------------

SELECT refused(format('UPDATE rule SET mode = ''warn'' WHERE code = %L', code), '23514', 'rule_fixed_mode', code || ' cannot be relaxed')
  FROM rule WHERE code IN ('over_ceiling', 'unbalanced_entry', 'document_missing', 'double_post', 'append_only', 'permit_invalid', 'outside_validity');
SELECT refused($$INSERT INTO rule (code, region, mode, name_zh, name_en) VALUES ('double_post', '152221', 'track', '甲', 'a')$$, '23514', 'rule_fixed_mode', 'nor for a region');
SELECT refused($$UPDATE rule SET mode = 'maybe' WHERE code = 'age_limits'$$, '23514', 'rule_mode_known', 'unknown mode');
SELECT refused($$UPDATE rule SET level = 'doom' WHERE code = 'age_limits'$$, '23514', 'rule_level_known', 'unknown level');
SELECT refused($$INSERT INTO rule (code, region, mode, name_zh, name_en) VALUES ('age_limits', 'x', 'track', '甲', 'a')$$, '23514', 'rule_region_form', 'a region that is none');
SELECT refused($$INSERT INTO rule (code, mode, name_zh, name_en) VALUES ('age_limits', 'track', '甲', 'a')$$, '23505', 'rule_pkey', 'one general row a rule');
SELECT refused($$UPDATE rule SET code = 'other' WHERE code = 'age_limits'$$, '23Z22', 'append_only', 'a rule keeps its code');
SELECT refused($$DELETE FROM rule$$, '23Z22', 'append_only', 'and is not deleted');
UPDATE rule SET until = current_date WHERE code = 'over_establishment';
SELECT refused(pg_temp.enters(5, '教育局'), '23Z01', 'over_establishment', 'a rule whose row has ended blocks: silence is no permission');
UPDATE rule SET until = NULL, mode = 'track', effective_on = current_date + 1 WHERE code = 'over_establishment';
SELECT refused(pg_temp.enters(5, '教育局'), '23Z01', 'over_establishment', 'nor is a row that has not begun');
UPDATE rule SET mode = 'block', effective_on = '1949-10-01' WHERE code = 'over_establishment';

-- Regions ---------------------------------------------------------------------------------

SELECT enrol(citizen(i), '前旗水利局', '11', effective_on => '2019-02-01') FROM generate_series(11, 14) i \g /dev/null
INSERT INTO rule (code, region, mode, name_zh, name_en) VALUES ('over_establishment', '152221', 'track', '前旗清理期', 'banner, while clearing up');
SELECT accepted(pg_temp.enters(15, '前旗水利局'), 'a laxer row of the banner counts in the banner');
SELECT refused(pg_temp.enters(16, '教育局'), '23Z01', 'over_establishment', 'and nowhere else');
INSERT INTO rule (code, region, mode, name_zh, name_en) VALUES ('over_establishment', '152200', 'track', '盟', 'league');
SELECT accepted(pg_temp.enters(16, '教育局'), 'a row of the league counts for the league');
UPDATE rule SET mode = 'block' WHERE code = 'over_establishment' AND region = '152221';
SELECT refused(pg_temp.enters(17, '前旗水利局'), '23Z01', 'over_establishment', 'a stricter row of the banner before that of the league');
UPDATE rule SET until = current_date WHERE code = 'over_establishment' AND region = '152221';
SELECT accepted(pg_temp.enters(17, '前旗水利局'), 'when it has ended, that of the league, which is above the banner');
UPDATE rule SET until = current_date WHERE code = 'over_establishment' AND region = '152200';
SELECT refused(pg_temp.enters(18, '前旗水利局'), '23Z01', 'over_establishment', 'and then the general one');

-- Exceptions ------------------------------------------------------------------------------

SELECT enrol(citizen(i), '水利局', '11', effective_on => '2019-02-01') FROM generate_series(21, 23) i \g /dev/null
CREATE FUNCTION pg_temp.except(rule text, unit text, post_type text, allowance int, from_day date DEFAULT '2019-02-01', to_day date DEFAULT '2999-12-31')
    RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
    EXECUTE format('INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
                    VALUES (%L, unit_ref(%L), %s, %s, 1, %L, %L) RETURNING id', rule, unit, coalesce(post_type, 'NULL'), allowance, from_day, to_day) INTO made;
    RETURN made;
END $$;
SELECT pg_temp.except('over_establishment', '水利局', '11', 1, to_day => current_date - 1), pg_temp.except('over_establishment', '水利局', '11', 1, from_day => current_date + 1),
       pg_temp.except('over_establishment', '水利局', '14', 1), pg_temp.except('over_establishment', '教育局', '11', 1), pg_temp.except('over_leadership', '水利局', '11', 1) \g /dev/null
SELECT refused_with(pg_temp.enters(24, '水利局'), '23Z01', 'over_establishment', '{3,3,0,1}', 'an exception past, to come, of another kind, unit or rule does not help');
SELECT pg_temp.except('over_establishment', '水利局', '11', 1) AS one \gset
SELECT accepted(pg_temp.enters(24, '水利局'), 'one that holds does');
SELECT refused_with(pg_temp.enters(25, '水利局'), '23Z01', 'over_establishment', '{3,4,0,1}', 'as far as it goes');
SELECT pg_temp.except('over_establishment', '水利局', NULL, 2) \g /dev/null
SELECT accepted(pg_temp.enters(25, '水利局'), 'one for all kinds, the larger counts, they do not add up');
SELECT refused_with(pg_temp.enters(26, '水利局'), '23Z01', 'over_establishment', '{3,5,0,1}', 'so three are too many');
SELECT is_empty($$SELECT * FROM finding WHERE unit_id = unit_ref('水利局')$$, 'what is excepted is no finding');
SELECT pg_temp.except('over_establishment', '公安局', '11', 5) \g /dev/null
SELECT refused_with($$SELECT reduce_posts('公安局', '11', 2)$$, '23Z23', 'over_ceiling', '{0,0,0,2}', 'an exception lets people in, it makes no posts: what is not there cannot be taken');
SELECT refused_with($$SELECT transfer_posts('水利局', '教育局', '11', 4)$$, '23Z23', 'over_ceiling', '{3,5,0,4}', 'nor given away');
UPDATE rule SET mode = 'track' WHERE code = 'over_establishment' AND region = '';
SELECT refused($$SELECT transfer_posts('教育局', '水利局', '11', 9)$$, '23Z23', 'over_ceiling', 'not even when overfilling is only tracked');
UPDATE rule SET mode = 'block' WHERE code = 'over_establishment' AND region = '';
SELECT appoint('人21', '水利局', '203', effective_on => '2019-02-01') \g /dev/null
UPDATE rule SET mode = 'block' WHERE code = 'over_leadership';
SELECT refused($$SELECT appoint('人22', '水利局', '203', effective_on => '2019-02-01')$$, '23Z02', 'over_leadership', 'leadership needs an exception of its own');
SELECT pg_temp.except('over_leadership', '水利局', '203', 1) \g /dev/null
SELECT accepted($$SELECT appoint('人22', '水利局', '203', effective_on => '2019-02-01')$$, 'and then has one');
SELECT refused(v.statement, v.state, v.rule, v.what)
  FROM (VALUES ('UPDATE rule_exception SET allowance = 9', '23Z22', 'append_only', 'an allowance is not rewritten'),
               ('DELETE FROM rule_exception', '23Z22', 'append_only', 'an exception is not deleted'),
               ('SELECT pg_temp.except(''over_establishment'', ''水利局'', ''11'', -1)', '23514', 'rule_exception_allowance_not_negative', 'less than nothing'),
               ('SELECT pg_temp.except(''over_establishment'', ''水利局'', ''11'', 1, ''2019-02-02'', ''2019-02-01'')', '23514', 'rule_exception_dates_in_order', 'an end before the beginning'),
               ('SELECT pg_temp.except(''over_establishment'', ''水利局'', ''19'', 1)', '23503', 'rule_exception_post_type_fkey', 'unknown kind of post'),
               ('INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on) VALUES (''over_establishment'', 4711, 1, ''2019-02-01'', ''2019-02-01'')', '23503', 'rule_exception_unit_fkey', 'unknown unit'),
               ('INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on) VALUES (''over_establishment'', 1, 4711, ''2019-02-01'', ''2019-02-01'')', '23503', 'rule_exception_document_fkey', 'unknown document'))
       v (statement, state, rule, what);
UPDATE rule_exception SET expires_on = current_date - 1 WHERE effective_on < current_date - 1;
SELECT accepted($$SELECT release('人21', 'other')$$, 'an excess whose exception has run out may still shrink');
SELECT refused_with(pg_temp.enters(26, '水利局'), '23Z01', 'over_establishment', '{3,4,0,1}', 'but not be filled up again');

-- Other tables that the engine remembers --------------------------------------------------

SELECT refused($$SELECT allocate('水利局', '12', 1)$$, '23Z03', 'mixed_establishment', 'an inadmissible kind');
INSERT INTO admissibility (class, post_type, basis) VALUES ('organ', 12, '试');
SELECT accepted($$SELECT allocate('水利局', '12', 1)$$, 'is admissible as soon as the row is there');
DELETE FROM admissibility WHERE class = 'organ' AND post_type = 12;
SELECT refused($$SELECT allocate('水利局', '12', 1)$$, '23Z03', 'mixed_establishment', 'and no longer when it is gone');
SELECT accepted($$SELECT reduce_posts('水利局', '12', 1)$$, 'what is there may leave');
INSERT INTO post_type (code, class, category, report_group, name_zh, name_en) VALUES (41, 'establishment', 'administrative', 'administrative', '新编制', 'new posts');
INSERT INTO admissibility (class, post_type) VALUES ('organ', 41);
SELECT accepted($$SELECT grant_ceiling('152200', '新编制', 1), allocate('水利局', 'New Posts', 1)$$, 'a new kind of post is known at once');
SELECT refused($$UPDATE post_type SET category = 'support' WHERE code = 41$$, '23Z22', 'append_only', 'its category stays');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'age_limits'), 0, 'nobody is too young yet');
UPDATE rule SET params = '{"min_age": 50}' WHERE code = 'age_limits';
SELECT accepted(pg_temp.enters(30, '水利局', '41'), 'a parameter of a rule');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'age_limits'), 1, 'counts at once');
UPDATE rule SET mode = 'block' WHERE code = 'age_limits';
SELECT release('人30', 'other') \g /dev/null
SELECT refused(pg_temp.enters(31, '水利局', '41'), '01Z01', 'age_limits', 'an office may make a warning a refusal');

-- Whole-book check ------------------------------------------------------------------------

UPDATE rule SET params = '{"min_age": 16}', mode = 'warn' WHERE code = 'age_limits';
SELECT set_eq($$SELECT unit_id, post_type FROM check_rules('over_establishment')$$,
              $$VALUES (unit_ref('教育局'), 11), (unit_ref('前旗水利局'), 11), (unit_ref('水利局'), 11)$$, 'check_rules finds every excess that nothing excepts');
SELECT pg_temp.except('over_establishment', '水利局', '11', 1) \g /dev/null
SELECT set_eq($$SELECT unit_id, post_type FROM check_rules('over_establishment')$$, $$VALUES (unit_ref('教育局'), 11), (unit_ref('前旗水利局'), 11)$$, 'what is excepted is excused');
SELECT is((SELECT state FROM finding WHERE key = concat('over_establishment/', unit_ref('水利局'), '/11')), 'excused', 'and says so');
SELECT allocate('前旗水利局', '11', 10, effective_on => '2019-02-01') \g /dev/null
SELECT is((SELECT count(*)::int FROM check_rules('over_establishment')), 1, 'what is put right is gone');
SELECT is((SELECT state FROM finding WHERE key = concat('over_establishment/', unit_ref('前旗水利局'), '/11')), 'resolved', 'its finding is resolved, not erased');
SELECT results_eq('SELECT rules, failures FROM check_run ORDER BY id', 'VALUES (1, 3::bigint), (1, 2), (1, 1)', 'every run is on record');
SELECT refused($$SELECT check_rules('no_such_rule')$$, '23503', 'rule_exists', 'unknown rule');

SELECT * FROM finish();
ROLLBACK;
