-- Party affairs: an organ has a Party committee with a full-time deputy secretary, or a Party affairs section (party_affairs).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

SELECT results_eq($$SELECT mode, params ->> 'post_type', params -> 'classes' FROM rule WHERE code = 'party_affairs'$$,
    $$VALUES ('track', '224', '["organ", "political_legal_organ", "discipline_organ", "mass_organization"]'::jsonb)$$, 'whom it concerns is a parameter');
SELECT grant_ceiling('152200', '224', 10, effective_on => '2019-01-10') \g /dev/null
-- the trial's organs are there before the rule is
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
UPDATE rule SET mode = 'block', params = params || '{"levels": ["prefecture"]}' WHERE code = 'party_affairs';
CREATE FUNCTION pg_temp.section(unit text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT establish_unit(''机关党建人事科'', parent => %L, kind => ''division'', category => ''party_section'', effective_on => ''2019-02-01'')', unit) $$;
CREATE FUNCTION pg_temp.says(unit text, party_body text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT set_party_body(%L, %L, effective_on => ''2019-02-01'')', unit, party_body) $$;
CREATE FUNCTION pg_temp.state(unit text) RETURNS text LANGUAGE plpgsql AS
    $$ BEGIN RETURN (SELECT s.state FROM party_affairs_survey s WHERE s.unit = state.unit); END $$;

SELECT set_eq('SELECT unit, state, excess FROM party_affairs_survey', $$VALUES ('水利局', 'neither', 1), ('教育局', 'neither', 1), ('公安局', 'neither', 1)$$,
              'organs of the league: no institution, no banner, no deliberative body, no division');
SELECT accepted($$SELECT rename_unit('水利局', '水务局', effective_on => '2019-02-01')$$, 'what was wrong before and is no worse passes');
SELECT accepted($$SELECT rename_unit('水务局', '水利局', effective_on => '2019-02-01')$$, 'and back');
SELECT refused_with($$SELECT establish_unit('财政局', 'organ', rank => 'chu', effective_on => '2019-02-01')$$, '23Z09', 'party_affairs', '{0,0}', 'a new organ with neither');
SELECT refused($$SELECT establish_unit('财政局', 'organ', party_body => 'section', effective_on => '2019-02-01')$$, '23Z09', 'party_affairs', 'saying so is not having it');
SELECT refused($$SELECT establish_unit('财政局', 'organ', party_body => 'committee', effective_on => '2019-02-01')$$, '23Z09', 'party_affairs', 'a committee without deputy secretary');
SELECT refused($$SELECT establish_unit('财政局', 'organ', effective_on => '2019-02-01');$$ || pg_temp.section('财政局'), '23Z09', 'party_affairs', 'a section that is not said');
SELECT accepted($$SELECT establish_unit('财政局', 'organ', rank => 'chu', party_body => 'section', effective_on => '2019-02-01');$$ || pg_temp.section('财政局'), 'a section, in one transaction');
SELECT accepted($$SELECT establish_unit('审计局', 'organ', rank => 'chu', party_body => 'committee', effective_on => '2019-02-01'); SELECT allocate('审计局', '224', 1, effective_on => '2019-02-01')$$,
                'a committee with its deputy secretary''s post');
SELECT is(pg_temp.state('财政局') || pg_temp.state('审计局'), 'sectioncommittee', 'both are in order');
SELECT refused_with($$SELECT allocate('财政局', '224', 1, effective_on => '2019-02-01')$$, '23Z09', 'party_affairs', '{1,1}', 'a deputy secretary where there is a section');
SELECT refused_with(pg_temp.section('审计局'), '23Z09', 'party_affairs', '{1,1}', 'a section where there is a committee');
SELECT refused(pg_temp.says('财政局', 'committee'), '23Z09', 'party_affairs', 'party_body alone does not make it one');
SELECT refused(pg_temp.says('财政局', ''), '23Z09', 'party_affairs', 'nor nothing');
SELECT refused($$SELECT reduce_posts('审计局', '224', 1)$$, '23Z09', 'party_affairs', 'the post is not taken away');
SELECT refused($$SELECT transfer_posts('审计局', '教育局', '224', 1)$$, '23Z09', 'party_affairs', 'nor moved away');
SELECT id AS section FROM unit WHERE name = '机关党建人事科' \gset
SELECT refused(format('SELECT abolish_unit(%L, effective_on => ''2019-06-01'')', :'section'), '23Z09', 'party_affairs', 'the section does not end');
SELECT refused(format('SELECT amend_unit(%L, category => ''business_section'', effective_on => ''2019-06-01'')', :'section'), '23Z09', 'party_affairs', 'nor become another');
SELECT refused(format('SELECT transfer_unit(%L, ''教育局'', effective_on => ''2019-06-01'')', :'section'), '23Z09', 'party_affairs', 'nor leave');
SELECT accepted(format('SELECT abolish_unit(%L, effective_on => ''2019-06-01''), set_party_body(''财政局'', ''committee'', effective_on => ''2019-06-01''), allocate(''财政局'', ''224'', 1)', :'section'),
                'a committee takes its place, in one transaction');
SELECT accepted($$SELECT allocate('审计局', '214', 1, effective_on => '2019-02-01'); SELECT rename_unit('审计局', '盟审计局', effective_on => '2019-06-01')$$, 'what has nothing to do with it passes');
SELECT accepted($$SELECT allocate('教育局', '224', 1, effective_on => '2019-02-01')$$, 'one with neither gets a post first: no worse');
SELECT accepted(pg_temp.says('教育局', 'committee'), 'and is in order with the word');
SELECT is(pg_temp.state('教育局'), 'committee', 'the survey says so');

-- Whom it concerns
SELECT accepted($$SELECT establish_unit('后勤中心', 'institution', effective_on => '2019-02-01'), establish_unit('前旗教育局', 'organ', region => '152221', effective_on => '2019-02-01')$$,
                'no institutions, no banners');
SELECT refused($$SELECT amend_unit('后勤中心', class => 'organ', effective_on => '2019-06-01')$$, '23Z09', 'party_affairs', 'until they become what it concerns');
INSERT INTO rule (code, region, mode, params, name_zh, name_en) VALUES ('party_affairs', '152221', 'block', '{"classes": ["organ"], "levels": ["county"]}', '旗', 'banner');
SELECT refused($$SELECT establish_unit('前旗财政局', 'organ', region => '152221', effective_on => '2019-02-01')$$, '23Z09', 'party_affairs', 'a banner may decide otherwise');
UPDATE rule SET until = current_date WHERE code = 'party_affairs' AND region = '152221';

-- Exception, modes
SELECT refused(format('SELECT reduce_posts(%L, ''224'', 1)', '财政局'), '23Z09', 'party_affairs', 'refused');
INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on) VALUES ('party_affairs', unit_ref('财政局'), 1, '2019-01-10', '2999-12-31');
SELECT accepted(format('SELECT reduce_posts(%L, ''224'', 1)', '财政局'), 'an exception');
UPDATE rule SET mode = 'warn' WHERE code = 'party_affairs' AND region = '';
SELECT accepted($$SELECT reduce_posts('盟审计局', '224', 1)$$, 'warn lets through');
SELECT results_eq($$SELECT key, level, figures ->> 'state' FROM finding WHERE rule = 'party_affairs'$$,
    $$SELECT concat('party_affairs/', unit_ref('盟审计局'), '/0'), 'warning', 'no_deputy'$$, 'and records');
UPDATE rule SET mode = 'track' WHERE code = 'party_affairs' AND region = '';
SELECT accepted($$SELECT establish_unit('统计局', 'organ', effective_on => '2019-02-01')$$, 'track too');
SELECT set_eq($$SELECT key FROM check_rules('party_affairs')$$,
    $$SELECT concat('party_affairs/', unit_ref(n), '/0') FROM unnest('{盟审计局,统计局,水利局,公安局}'::text[]) n$$, 'check_rules lists who has neither or both, under the same keys');
SELECT is((SELECT state FROM finding WHERE key = concat('party_affairs/', unit_ref('财政局'), '/0')), 'excused', 'and excuses');
UPDATE rule SET until = current_date WHERE code = 'party_affairs';
SELECT accepted($$SELECT establish_unit('信访局', 'organ', effective_on => '2019-02-01')$$, 'without the rule nobody says whom it concerns');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
