-- Who may approve a change of a unit (approval_authority), and temporary bodies (temporary_unit).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();
INSERT INTO region (code, name, parent, level) VALUES ('152221100', '科尔沁镇', '152221', 'township');
SELECT record_document('国发〔2019〕1号', '2019-01-05', level => 'central'), record_document('内党发〔2019〕1号', '2019-01-05', level => 'province'),
       record_document('兴机编〔2019〕3号', '2019-01-05', level => 'prefecture'), record_document('前机编〔2019〕4号', '2019-01-05', level => 'county'),
       record_document('科镇发〔2019〕5号', '2019-01-05', level => 'township'), record_document('口头〔2019〕6号', '2019-01-05') \g /dev/null
SELECT refused($$SELECT record_document('x〔2019〕1号', '2019-01-05', level => 'village')$$, '23514', 'document_level_known', 'an unknown level');

-- The table ---------------------------------------------------------------------------------------

SELECT is((SELECT count(*)::int FROM approval_authority WHERE basis IS NULL OR basis !~ '〔(已核|通行做法)〕'), 0, 'every row says on what it rests');
SELECT is_empty($$SELECT l, k FROM unnest('{province,prefecture,county,township}'::text[]) l, unnest('{body,division,group}'::text[]) k
                   WHERE NOT EXISTS (SELECT FROM approval_authority a WHERE a.unit_level IN ('', l) AND a.unit_kind IN ('', k) AND a.action = '' AND a.class = '')$$, 'no level is without a rule');
SELECT refused($$DELETE FROM approval_authority$$, '23Z22', 'append_only', 'rows stay');
SELECT refused($$UPDATE approval_authority SET action = 'rename'$$, '23Z22', 'append_only', 'what they are about, too');
SELECT refused($$INSERT INTO approval_authority (unit_level, document_level) VALUES ('village', 'county')$$, '23514', 'approval_authority_unit_level_known', 'an unknown level of units');

-- Level of document by level of unit: what may establish what ---------------------------------------

CREATE FUNCTION pg_temp.establishing(class text, kind text, region text, document text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT establish_unit(%L, %L, %s, kind => %L, region => %L, document => %L, effective_on => ''2019-02-01'')', concat(class, kind, region, document), class,
                     CASE WHEN kind = 'division' THEN format('(SELECT id::text FROM unit WHERE region = %L AND kind = ''body'' ORDER BY id LIMIT 1)', region) ELSE 'NULL' END, kind, region, document) $$;
SELECT establish_unit('科尔沁镇政府', 'township', region => '152221100', document => '前机编〔2019〕4号', effective_on => '2019-02-01') \g /dev/null
SELECT refused(pg_temp.establishing(v.class, v.kind, v.region, d.document), '23Z26', 'approval_authority', format('%s %s of %s by %s', v.class, v.kind, v.region, d.document))
  FROM (VALUES ('organ', 'body', '152200', 3), ('political_legal_organ', 'body', '152200', 3), ('organ', 'body', '152221', 4), ('organ', 'body', '152221100', 5),
               ('institution', 'body', '152200', 4), ('institution', 'body', '152221', 5), ('discipline_organ', 'body', '152200', 4), ('deliberative_body', 'body', '152221', 5),
               ('organ', 'division', '152200', 4), ('organ', 'division', '152221', 5), ('township', 'body', '152221100', 5)) v (class, kind, region, from_level)
  JOIN (VALUES (1, '国发〔2019〕1号'), (2, '内党发〔2019〕1号'), (3, '兴机编〔2019〕3号'), (4, '前机编〔2019〕4号'), (5, '科镇发〔2019〕5号')) d (level, document) ON d.level >= v.from_level;
SELECT accepted(pg_temp.establishing(v.class, v.kind, v.region, d.document), format('%s %s of %s by %s', v.class, v.kind, v.region, d.document))
  FROM (VALUES ('organ', 'body', '152200', 2), ('political_legal_organ', 'body', '152200', 2), ('organ', 'body', '152221', 3), ('organ', 'body', '152221100', 4),
               ('institution', 'body', '152200', 3), ('institution', 'body', '152221', 4), ('discipline_organ', 'body', '152200', 3), ('deliberative_body', 'body', '152221', 4),
               ('organ', 'division', '152200', 3), ('organ', 'division', '152221', 4), ('township', 'body', '152221100', 4)) v (class, kind, region, to_level)
  JOIN (VALUES (1, '国发〔2019〕1号'), (2, '内党发〔2019〕1号'), (3, '兴机编〔2019〕3号'), (4, '前机编〔2019〕4号')) d (level, document) ON d.level <= v.to_level;
SELECT accepted(pg_temp.establishing('organ', 'body', '152200', '口头〔2019〕6号'), 'a document that states no level passes');

-- Actions -------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.changing(call text, document text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT %s, document => %L)', rtrim(call, ')'), document) $$;
SELECT refused(pg_temp.changing(c, '兴机编〔2019〕3号'), '23Z26', 'approval_authority', c || ' of an organ by its own level')
  FROM unnest(ARRAY[$$rename_unit('水利局', '水务局')$$, $$change_rank('水利局', 'ting')$$, $$abolish_unit('防汛局')$$]) c, establish_unit('防汛局', 'organ', effective_on => '2019-02-01');
SELECT accepted(pg_temp.changing(c, '兴机编〔2019〕3号'), c || ' by its own level')
  FROM unnest(ARRAY[$$transfer_unit('水利局', supervisor => '教育局')$$, $$add_nameplate('水利局', '河长办')$$, $$co_locate('水利局', '教育局')$$, $$set_party_body('水利局', 'section')$$,
                    $$amend_unit('水利局', industry => 'other')$$, $$rename_unit('办公室', '综合科')$$, $$rename_unit('第一中学', '一中')$$, $$abolish_unit('综合科')$$]) c;
SELECT refused(pg_temp.changing(c, '前机编〔2019〕4号'), '23Z26', 'approval_authority', c || ' by the level below')
  FROM unnest(ARRAY[$$transfer_unit('水利局', supervisor => '教育局')$$, $$add_nameplate('水利局', '水政局')$$, $$set_party_body('水利局', '')$$, $$rename_unit('一中', '中学')$$]) c;
SELECT accepted(pg_temp.changing($$rename_unit('水利局', '水务局')$$, '内党发〔2019〕1号'), 'by the level above');
SELECT refused($$UPDATE unit SET until = current_date, until_document_id = document_ref('兴机编〔2019〕3号') WHERE name = '防汛局'$$, '23Z26', 'approval_authority', 'an end by hand is judged, too');
SELECT is((SELECT until FROM unit WHERE name = '防汛局'), NULL, 'and did not happen');
SELECT refused($$INSERT INTO unit (name, class, region, effective_on, document_id) SELECT '局' || n, 'organ', '152200', '2019-02-01', document_ref('兴机编〔2019〕3号') FROM generate_series(1, 3) n$$,
               '23Z26', 'approval_authority', 'so are several units in one statement');
SELECT is((SELECT regexp_count FROM (SELECT count(*)::int AS regexp_count FROM regexp_matches((attempt($$INSERT INTO unit (name, class, region, effective_on, document_id)
               SELECT '局' || n, 'organ', '152200', '2019-02-01', document_ref('兴机编〔2019〕3号') FROM generate_series(1, 3) n$$)).detail, '局[0-9]', 'g')) k), 3, 'each is named');
SELECT ok((attempt(pg_temp.changing($$rename_unit('水务局', '水电局')$$, '兴机编〔2019〕3号'))).detail ~ '兴机编〔2019〕3号', 'the refusal names the document');
SELECT isnt((attempt(pg_temp.changing($$rename_unit('水务局', '水电局')$$, '兴机编〔2019〕3号'))).hint, '', 'and a way out');

-- The office's own rows: what is more particular counts -----------------------------------------------

INSERT INTO approval_authority (action, unit_kind, class, unit_level, document_level) VALUES ('nameplate', 'body', 'institution', 'prefecture', 'province');
SELECT refused(pg_temp.changing($$add_nameplate('一中', '附中')$$, '兴机编〔2019〕3号'), '23Z26', 'approval_authority', 'a stricter row');
UPDATE approval_authority SET document_level = 'county' WHERE action = 'nameplate';
SELECT accepted(pg_temp.changing($$add_nameplate('一中', '附中')$$, '前机编〔2019〕4号'), 'and a laxer one');

-- Exceptions, warn and track ------------------------------------------------------------------------

INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on) VALUES ('approval_authority', unit_ref('水务局'), 2, '2019-02-01', '2999-12-31');
SELECT accepted(pg_temp.changing($$rename_unit('水务局', '水利局')$$, '兴机编〔2019〕3号'), 'an exception in force');
SELECT accepted($$SELECT establish_unit('总队', 'organ', parent => '水利局', document => '兴机编〔2019〕3号')$$, 'also for what is established below the unit');
SELECT accepted($$SELECT establish_unit('支队', 'organ', supervisor => '水利局', document => '兴机编〔2019〕3号')$$, 'or under it');
SELECT refused($$SELECT rename_unit('总队', '支队一', document => '兴机编〔2019〕3号')$$, '23Z26', 'approval_authority', 'but not for a later change of that');
SELECT is_empty($$SELECT * FROM check_rules('approval_authority') WHERE level = 'error'$$, 'what was excused is no finding');
UPDATE rule_exception SET expires_on = current_date - 1;
SELECT refused(pg_temp.changing($$rename_unit('水利局', '水务局')$$, '兴机编〔2019〕3号'), '23Z26', 'approval_authority', 'one that has lapsed');
UPDATE rule SET mode = 'warn' WHERE code = 'approval_authority';
SET client_min_messages = error;
SELECT accepted(pg_temp.changing($$rename_unit('水利局', '水务局')$$, '兴机编〔2019〕3号'), 'warn lets it pass');
RESET client_min_messages;
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'approval_authority' AND unit_id = unit_ref('水务局') AND state = 'open'
             AND figures @> '{"unit_level": "prefecture", "document_level": "prefecture", "required_level": "province"}'), 1, 'with a finding and its figures');
UPDATE rule SET mode = 'track' WHERE code = 'approval_authority';
SELECT accepted(pg_temp.changing($$rename_unit('水务局', '水电局')$$, '兴机编〔2019〕3号'), 'track lets it pass');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'approval_authority' AND unit_id = unit_ref('水电局') AND state = 'open'), 2, 'with a finding');
SELECT is((SELECT count(*)::int FROM check_rules('approval_authority') WHERE unit_id = unit_ref('水电局') AND level = 'error'), 3, 'check_rules() finds the same, and what the lapsed exception had allowed');
SELECT results_eq($$SELECT object, level, figures ->> 'changes' FROM finding WHERE rule = 'approval_authority' AND unit_id IS NULL AND state = 'open'$$,
    $$VALUES ('口头〔2019〕6号', 'notice', '1')$$, 'a document without a level that approved something is a notice');
SELECT is_empty($$SELECT * FROM finding WHERE object ~ '前机编'$$, 'the others are none');
UPDATE document SET level = 'province' WHERE number IN ('口头〔2019〕6号', '兴机编〔2019〕3号');
SELECT is_empty($$SELECT * FROM check_rules('approval_authority')$$, 'levels put right, nothing is open');
UPDATE rule SET mode = 'block' WHERE code = 'approval_authority';

-- Temporary bodies ----------------------------------------------------------------------------------

SELECT refused($$SELECT establish_unit('甲指挥部', 'organ', category => 'temporary_organ')$$, '23Z31', 'temporary_unit', 'a temporary body without its last day');
SELECT accepted($$SELECT establish_unit('甲指挥部', 'organ', category => 'temporary_organ', expires_on => '2020-12-31', effective_on => '2019-02-01')$$, 'with one');
SELECT accepted($$SELECT establish_unit('乙领导小组', 'deliberative_body', expires_on => current_date + 30, effective_on => '2019-02-01')$$, 'a deliberative body may have one');
SELECT accepted($$SELECT establish_unit('丙领导小组', 'deliberative_body', expires_on => current_date + 31, effective_on => '2019-02-01')$$, 'the next');
SELECT refused($$SELECT amend_unit('水电局', category => 'temporary_organ')$$, '23Z31', 'temporary_unit', 'one that becomes temporary needs it');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, clears) VALUES (unit_ref('甲指挥部'), 'adjust', '2019-03-01', 1, '{expires_on}')$$, '23Z31', 'temporary_unit', 'and keeps it');
SELECT results_eq('SELECT unit, days_left, overdue FROM temporary_unit_due', $$VALUES ('甲指挥部', '2020-12-31'::date - current_date, true), ('乙领导小组', 30, false)$$, 'what is past its day, or near it');
SELECT results_eq($$SELECT object, level, (figures ->> 'days_over')::int FROM check_rules('temporary_unit')$$, $$VALUES ('甲指挥部', 'error', current_date - '2020-12-31'::date)$$, 'a finding');
SELECT refused($$SELECT extend_unit('甲指挥部', NULL)$$, '22004', '', 'extended to no day');
SELECT refused($$SELECT extend_unit('甲指挥部', 'infinity', effective_on => '2020-06-01')$$, '23514', 'unit_version_extended_to_a_day', 'a temporary body never for ever');
SELECT refused($$SELECT establish_unit('丁指挥部', 'deliberative_body', category => 'temporary_organ', expires_on => 'infinity')$$, '23514', 'unit_version_extended_to_a_day', 'nor from the beginning');
SELECT refused($$SELECT extend_unit('甲指挥部', '2020-05-31', effective_on => '2020-06-01')$$, '23514', 'unit_version_extended_to_a_day', 'to a day before it is extended');
SELECT accepted($$SELECT extend_unit('甲指挥部', current_date, effective_on => '2020-06-01')$$, 'to a day that is not over');
SELECT is_empty($$SELECT * FROM check_rules('temporary_unit')$$, 'no finding on its last day');
SELECT results_eq('SELECT unit, days_left FROM temporary_unit_due', $$VALUES ('甲指挥部', 0), ('乙领导小组', 30)$$, 'but due');
SELECT accepted($$SELECT abolish_unit('甲指挥部'), abolish_unit('乙领导小组')$$, 'ended');
SELECT is_empty('SELECT * FROM temporary_unit_due', 'nothing is due');
UPDATE rule SET mode = 'warn' WHERE code = 'temporary_unit';
SET client_min_messages = error;
SELECT accepted($$SELECT establish_unit('丁指挥部', 'organ', category => 'temporary_organ')$$, 'warn lets one without a day pass');
RESET client_min_messages;
SELECT results_eq($$SELECT key FROM finding WHERE rule = 'temporary_unit' AND state = 'open'$$, $$SELECT 'temporary_unit/' || unit_ref('丁指挥部')$$, 'with a finding');
SELECT is((SELECT count(*)::int FROM check_rules('temporary_unit')), 1, 'the same that check_rules() finds');
UPDATE rule SET mode = 'block' WHERE code = 'temporary_unit';
SELECT accepted($$SELECT rename_unit('丁指挥部', '戊指挥部')$$, 'what was so before may still change');
SELECT accepted($$SELECT extend_unit('戊指挥部', current_date + 90)$$, 'and be put right');
UPDATE rule SET mode = 'track' WHERE code = 'temporary_unit';
SELECT accepted($$SELECT establish_unit('己指挥部', 'organ', category => 'temporary_organ')$$, 'track lets one pass');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'temporary_unit' AND state = 'open' AND unit_id = unit_ref('己指挥部')), 1, 'with a finding');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
