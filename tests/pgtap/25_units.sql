-- Units: one tree with paths kept by the database, names in one form, dates and documents, and a way to end.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

CREATE FUNCTION pg_temp.path(unit text) RETURNS text LANGUAGE plpgsql AS
    $$ BEGIN RETURN (SELECT u.path FROM unit u WHERE u.id = unit_ref(path.unit)); END $$;

-- Establishing ----------------------------------------------------------------------------

SELECT establish_unit(' 水　务　中 心(试行) ', 'institution', parent => '水利局', rank => 'ke', system => 'government', category => 'affiliated_organ',
                      supervisor => '水利局', credit_code => '11152200011560000X', document => '兴机编（2019）2号', effective_on => '2019-03-01',
                      short_name => '水务', industry => 'water') AS made \gset
SELECT results_eq(format('SELECT name, short_name, kind, class, parent_id, region, rank, system, category, supervisor_id, document_id, effective_on, until, recorded_by FROM unit WHERE id = %s', :made),
                  format($$VALUES ('水务中心（试行）', '水务', 'body', 'institution', unit_ref('水利局'), '152200', 'ke', 'government', 'affiliated_organ',
                           unit_ref('水利局'), 2::bigint, '2019-03-01'::date, NULL::date, %L)$$, session_user), 'what was said, the name in one form');
SELECT is(pg_temp.path('水务'), pg_temp.path('水利局') || :made || '/', 'the path is the parent''s and its own id');
SELECT is(pg_temp.path('水利局'), format('/%s/', unit_ref('水利局')), 'a unit at the top');
SELECT establish_unit('督查科', parent => '办公室', kind => 'division') AS inner \gset
SELECT results_eq(format('SELECT class, region, effective_on FROM unit WHERE id = %s', :inner),
                  $$VALUES ('organ', '152200', current_date)$$, 'class and region follow the parent, the date is today');
SELECT is(pg_temp.path('督查科'), concat(pg_temp.path('办公室'), :inner, '/'), 'paths of three levels');
SELECT establish_unit('前旗水利局办公室', parent => '前旗水利局', kind => 'division', effective_on => '2019-02-01') \g /dev/null
SELECT is((SELECT region FROM unit WHERE id = unit_ref('前旗水利局办公室')), '152221', 'the region is that of the parent, not of the book');

SELECT refused($$SELECT establish_unit('甲局', 'ministry')$$, '23503', 'unit_class_fkey', 'unknown class');
SELECT refused($$SELECT establish_unit('甲局', 'organ', region => '999999')$$, '23503', 'unit_region_fkey', 'unknown region');
SELECT refused($$SELECT establish_unit('甲局', 'organ', kind => 'team')$$, '23514', 'unit_kind_known', 'unknown kind');
SELECT refused($$SELECT establish_unit('甲局', 'organ', parent => '乙局')$$, '23503', 'unit_exists', 'unknown parent');
SELECT refused($$SELECT establish_unit('甲局', 'organ', supervisor => '乙局')$$, '23503', 'unit_exists', 'unknown supervisor');
SELECT refused($$SELECT establish_unit('甲局', 'organ', document => '无此文〔2019〕1号')$$, '23503', 'document_exists', 'unknown document');
SELECT refused($$SELECT establish_unit('甲局', 'organ', credit_code => '111522000115600001')$$, '22Z02', '', 'a wrong credit code');
SELECT refused($$SELECT establish_unit('甲局', 'organ', effective_on => current_date + 1)$$, '22Z06', '', 'not in the future');
SELECT refused($$SELECT establish_unit('甲科', parent => '水利局', effective_on => '2019-01-09')$$, '23Z25', 'outside_validity',
               'not before its parent');
SELECT refused($$SELECT establish_unit('水利局', 'organ')$$, '23505', 'unit_live_name_key', 'one live unit of a name beside the other');
SELECT refused($$SELECT establish_unit('水 利 局', 'organ')$$, '23505', 'unit_live_name_key', 'also when typed with blanks');
SELECT accepted($$SELECT establish_unit('办公室', parent => '教育局', kind => 'division')$$, 'below another parent the name is free');
SELECT accepted($$SELECT establish_unit('公安局', 'political_legal_organ', region => '152221')$$, 'in another region, too');
SELECT refused($$SELECT establish_unit('甲局', 'organ', credit_code => '11152200011560000X')$$, '23505', 'unit_live_credit_code_key', 'a credit code twice');
SELECT refused($$INSERT INTO unit (name, class, region, effective_on) VALUES ('甲局', 'organ', '152200', '2019-02-01')$$,
               '23Z05', 'document_missing', 'a unit cites a document');
SELECT refused($$INSERT INTO unit (name, class, region, effective_on, document_id, parent_id) VALUES ('甲局', 'organ', '152200', '2019-02-01', 1, 4711)$$,
               '23503', 'unit_parent_id_exists', 'unknown parent, by hand');
SELECT refused($$INSERT INTO unit (id, name, class, region, effective_on, document_id) VALUES (-5, '甲局', 'organ', '152200', '2019-02-01', 1)$$,
               '23514', 'unit_id_positive', 'ids below zero belong to funds');
SELECT accepted($$INSERT INTO unit (name, class, region, effective_on, document_id, path, recorded_at, recorded_by)
                  VALUES ('丙局', 'organ', '152200', '2019-01-10', 1, '/1/2/3/', '2001-01-01', 'somebody')$$, 'path and record by hand');
SELECT results_eq($$SELECT path, recorded_at, recorded_by FROM unit WHERE id = unit_ref('丙局')$$,
                  format($$VALUES (concat('/', unit_ref('丙局'), '/'), now(), %L)$$, session_user), 'are the database''s all the same');

-- Moving in the tree ----------------------------------------------------------------------

SELECT accepted($$SELECT transfer_unit(u.id::text, '丙局') FROM unit u WHERE u.name = '办公室' AND u.parent_id = unit_ref('水利局')$$, 'a division moves');
SELECT is(pg_temp.path('督查科'), format('/%s/%s/%s/', unit_ref('丙局'), (SELECT parent_id FROM unit WHERE name = '督查科'), unit_ref('督查科')),
          'and takes its subtree along');
SELECT accepted($$SELECT transfer_unit('督查科', '水务')$$, 'a unit moves below one of the same day or older');
SELECT accepted($$SELECT transfer_unit('督查科', u.id::text) FROM unit u WHERE u.name = '办公室' AND u.parent_id = unit_ref('丙局')$$, 'and back');
SELECT accepted($$SELECT transfer_unit('前旗水利局办公室', '水务')$$, 'also below one that is younger than itself');
SELECT accepted($$UPDATE unit SET path = '/9/' WHERE id = unit_ref('督查科')$$, 'a path by hand');
SELECT is(pg_temp.path('督查科'), format('/%s/%s/%s/', unit_ref('丙局'), (SELECT parent_id FROM unit WHERE name = '督查科'), unit_ref('督查科')),
          'is put right');
SELECT refused($$SELECT transfer_unit('丙局', '督查科')$$, '23514', 'unit_no_cycle', 'not below its own subtree');
SELECT refused($$SELECT transfer_unit('丙局', '丙局')$$, '23514', 'unit_no_cycle', 'not below itself');
SELECT refused(format('UPDATE unit SET %s = %1$s WHERE id = unit_ref(''丙局'')', c), '23Z22', 'append_only', c || ' of a unit stays')
  FROM unnest('{id,kind,region,effective_on,document_id,recorded_at,recorded_by}'::text[]) c;
SELECT refused($$SELECT amend_unit('水利局', class => 'institution')$$, '23Z03', 'mixed_establishment',
               'a class that may not use the posts the unit holds');
SELECT accepted($$SELECT amend_unit('水利局', class => 'township')$$, 'one that may is no obstacle');
SELECT enrol(citizen(1), '教育局', '11', name => '甲一', effective_on => '2019-05-01') \g /dev/null

-- Ending ----------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.ending(unit text, on_day text DEFAULT '2019-09-01', document text DEFAULT '2') RETURNS text LANGUAGE sql AS
    $$ SELECT format('UPDATE unit SET until = %L, until_document_id = %s WHERE id = unit_ref(%L)', on_day, document, unit) $$;
SELECT refused_with(pg_temp.ending('教育局'), '23Z10', 'abolish_residue', '{2,1,0}', 'posts and people remain (and a unit below)');
SELECT release('甲一', 'resignation', effective_on => '2019-06-01') \g /dev/null
SELECT refused_with(pg_temp.ending('教育局'), '23Z10', 'abolish_residue', '{2,0,0}', 'posts remain');
SELECT reduce_posts('教育局', '11', 2, effective_on => '2019-06-01') \g /dev/null
SELECT refused(pg_temp.ending('教育局'), '23Z10', 'abolish_residue', 'units below remain');
SELECT permit_use('第一中学', '22', 1, '2999-12-31', effective_on => '2019-06-01') AS permit \gset
SELECT refused_with(pg_temp.ending('第一中学'), '23Z10', 'abolish_residue', '{5,0,1,1,2999,12,31}', 'a permit remains');
SELECT is((SELECT count(*)::int FROM unit WHERE until IS NOT NULL), 0, 'nothing was ended by refusals');
SELECT cancel_permit(:permit), reduce_posts('第一中学', '22', 5, effective_on => '2019-08-01') \g /dev/null
SELECT refused(pg_temp.ending('第一中学', document => 'NULL'), '23Z05', 'document_missing', 'an end cites a document');
SELECT refused(pg_temp.ending('第一中学', document => '4711'), '23503', 'unit_until_document_fkey', 'a registered one');
SELECT refused(pg_temp.ending('第一中学', (current_date + 1)::text), '22Z06', '', 'an end is not in the future');
SELECT refused(pg_temp.ending('防汛办', '2019-01-09'), '23514', 'unit_dates_in_order', 'an end is not before the beginning');
SELECT refused(pg_temp.ending('第一中学', '2019-07-31'), '23Z10', 'abolish_residue', 'an end is not before the last entry there');
SELECT accepted(pg_temp.ending('第一中学'), 'an empty unit ends');
SELECT refused($$SELECT allocate('第一中学', '22', 1, effective_on => '2019-09-01')$$, '23Z25', 'outside_validity', 'no posts from its last day on');
SELECT refused($$SELECT establish_unit('教务处', parent => '第一中学', kind => 'division', effective_on => '2019-09-01')$$, '23Z25', 'outside_validity',
               'no units below it from then on');
SELECT accepted($$SELECT establish_unit('第一中学', 'institution', parent => '教育局', effective_on => '2019-10-01')$$, 'its name is free again');
SELECT is(unit_ref('第一中学'), (SELECT id FROM unit WHERE name = '第一中学' AND until IS NULL), 'the name means the living one');

-- Names of units --------------------------------------------------------------------------

SELECT is(unit_ref(v.given), unit_ref('水务'), v.what)
  FROM (VALUES ('水务中心（试行）', 'by name'), ('11152200011560000X', 'by credit code'), (:'made', 'by id'), ('#' || :'made', 'by id with a sign')) v (given, what);
SELECT refused($$SELECT unit_ref('办公室')$$, '21000', '', 'a name that several live units bear');
SELECT refused($$SELECT unit_ref('公安局')$$, '21000', '', 'also in different regions');
SELECT refused($$SELECT unit_ref('4711')$$, '23503', 'unit_exists', 'unknown id');
SELECT refused($$SELECT unit_ref('99999999999999999999')$$, '23503', 'unit_exists', 'digits that are no id');
SELECT refused($$SELECT holder_ref('reserve:999999')$$, '23503', 'reserve_exists', 'the reserve of an unknown region');

-- Regions and their funds -----------------------------------------------------------------

SELECT accepted($$INSERT INTO region (code, name, parent, level) VALUES ('152222', '科尔沁右翼中旗', '152200', 'county')$$, 'a new region');
SELECT results_eq($$SELECT kind FROM holder WHERE region = '152222' ORDER BY kind$$, $$VALUES ('ceiling'), ('reserve')$$, 'has its funds at once');
SELECT ok((SELECT bool_and(id < 0) FROM holder), 'ids of funds are below zero');
SELECT refused($$INSERT INTO region (code, name, level) VALUES ('15222', '甲', 'county')$$, '23514', 'region_code_form', 'a code of five digits');
SELECT refused($$INSERT INTO region (code, name, level, parent) VALUES ('152299', '甲', 'county', '999999')$$, '23503', 'region_parent_fkey', 'unknown parent region');
SELECT refused($$INSERT INTO region (code, name, level, parent) VALUES ('152299', '甲', 'county', '152299')$$, '23514', 'region_not_own_parent', 'its own parent');
SELECT refused($$INSERT INTO region (code, name, level) VALUES ('152299', '甲', 'village')$$, '23514', 'region_level_known', 'unknown level');
SELECT refused($$INSERT INTO holder (kind, region, name) VALUES ('purse', '152200', '甲')$$, '23514', 'holder_kind_known', 'unknown kind of fund');
SELECT refused($$INSERT INTO holder (id, kind, region, name) VALUES (5, 'pool', '152200', '甲')$$, '23514', 'holder_id_negative', 'a fund with a unit''s id');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
