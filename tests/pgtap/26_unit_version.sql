-- Units over time: a version is the act and the unit follows; dates in order; first and last versions write themselves;
-- names as of a day; what became of what.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

CREATE FUNCTION pg_temp.now_is(unit text) RETURNS text LANGUAGE plpgsql STABLE AS
    $$ BEGIN RETURN (SELECT concat_ws('|', u.name, u.short_name, u.other_names::text, u.class, u.rank, u.parent_id, u.supervisor_id)
                       FROM unit u WHERE u.id = unit_ref(now_is.unit)); END $$;

-- First versions ------------------------------------------------------------------------------

SELECT is_empty($$SELECT u.name FROM unit u WHERE NOT EXISTS (SELECT FROM unit_version v WHERE v.unit_id = u.id AND v.kind = 'establish'
                   AND (v.name, v.class, v.effective_on, v.document_id) = (u.name, u.class, u.effective_on, u.document_id))$$,
                'every unit has its first version');
SELECT is((SELECT count(*) FROM unit_version), (SELECT count(*) FROM unit), 'and one each');
SELECT accepted($$INSERT INTO unit (name, class, region, effective_on, document_id, other_names, rank)
                  SELECT '局' || n, 'organ', '152200', '2019-01-10', 1, ARRAY['又 局' || n], 'ke' FROM generate_series(1, 3) n$$, 'three units in one statement');
SELECT is((SELECT count(*)::int FROM unit_version v JOIN unit u ON u.id = v.unit_id
            WHERE u.name ~ '^局' AND v.rank = 'ke' AND v.other_names = ARRAY['又' || u.name]), 3, 'have theirs, nameplates in one form');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id) VALUES (1, 'establish', '2019-02-01', 1)$$, '23Z22', 'append_only', 'establish is not written by hand');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id) VALUES (1, 'abolish', '2019-02-01', 1)$$, '23Z22', 'append_only', 'nor is abolish');

-- A version is the act ------------------------------------------------------------------------

SELECT accepted($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name, rank)
                  VALUES (unit_ref('局1'), 'rename', '2019-03-01', 1, ' 甲　局 ', 'fuchu')$$, 'by hand');
SELECT is(pg_temp.now_is('甲局'), '甲局|{又局1}|organ|fuchu', 'the unit follows');
SELECT results_eq($$SELECT name, other_names, class, rank, effective_on, recorded_by FROM unit_version WHERE unit_id = unit_ref('甲局') ORDER BY id DESC LIMIT 1$$,
                  format($$VALUES ('甲局', '{又局1}'::text[], 'organ', 'fuchu', '2019-03-01'::date, %L)$$, session_user), 'the row is the whole state');
SELECT accepted($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name) SELECT unit_ref('甲局'), 'rename', '2019-03-02'::date + n, 1, '甲局' || n FROM generate_series(1, 2) n$$,
                'twice in one statement');
SELECT is(pg_temp.now_is('甲局2'), '甲局2|{又局1}|organ|fuchu', 'the second starts from the first');
SELECT accepted($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, clears) VALUES (unit_ref('甲局2'), 'adjust', '2019-03-04', 1, '{rank,other_names}')$$, 'columns are cleared');
SELECT is(pg_temp.now_is('甲局2'), '甲局2|organ', 'and empty');
SELECT accepted($$INSERT INTO unit_version (id, unit_id, kind, effective_on, document_id, rank) VALUES (1, unit_ref('甲局2'), 'rank', '2019-03-04', 1, 'ke')$$, 'with a number of its own');
SELECT is((SELECT rank FROM unit_version WHERE unit_id = unit_ref('甲局2') ORDER BY id DESC LIMIT 1), 'ke', 'which is not kept: later versions have higher numbers');

SELECT refused($$UPDATE unit SET name = '乙局' WHERE id = 1$$, '23Z22', 'append_only', 'a name by hand');
SELECT refused(format('UPDATE unit SET %I = %1$I', c), '23Z22', 'append_only', c || ' by hand')
  FROM unnest('{name,short_name,other_names,class,parent_id,system,category,industry,rank,supervisor_id,co_located_with,counterpart,counterpart_divisions,party_body,expires_on}'::text[]) c;
SELECT refused('INSERT INTO unit (id, name, class, region, effective_on, document_id) VALUES (1, ''甲'', ''organ'', ''152200'', ''2019-02-01'', 1)
                ON CONFLICT (id) DO UPDATE SET name = ''乙''', '23Z22', 'append_only', 'by ON CONFLICT');
SELECT accepted($$UPDATE unit SET note = '核对', sort = 3, credit_code = '11152200011560000X' WHERE id = 1$$, 'a note, the order and the registration are no versions');

-- Dates ---------------------------------------------------------------------------------------

SELECT refused_with($$SELECT rename_unit('甲局2', '丁局', effective_on => '2019-03-03')$$, '23Z25', 'outside_validity', '{2,2019,3,4,2019,3,3}'::bigint[], 'not before the last version');
SELECT accepted($$SELECT rename_unit('甲局2', '丁局', effective_on => '2019-03-04')$$, 'on its day');
SELECT refused_with($$SELECT rename_unit('水利局', '丁局', effective_on => '2019-01-09')$$, '23Z25', 'outside_validity', '{2019,1,10,2019,1,9}', 'not before the establishment');
SELECT refused($$SELECT rename_unit('水利局', '丁局', effective_on => current_date + 1)$$, '22Z06', '', 'not in the future');
SELECT refused($$SELECT rename_unit('水利局', '丁局', effective_on => 'infinity')$$, '22Z06', '', 'nor never');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, name) VALUES (1, 'rename', '2019-02-01', '丁局')$$, '23Z05', 'document_missing', 'a change cites a document');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name) VALUES (1, 'rename', '2019-02-01', 4711, '丁局')$$, '23503', 'unit_version_document_fkey', 'a registered one');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name) VALUES (4711, 'rename', '2019-02-01', 1, '丁局')$$, '23503', 'unit_version_unit_id_exists', 'an unknown unit');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name) VALUES (1, 'dance', '2019-02-01', 1, '丁局')$$, '23503', 'unit_version_kind_exists', 'an unknown kind');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, document_id, name) VALUES (1, 'rename', 1, '丁局')$$, '23502', '', 'no date');
SELECT refused($$SELECT rename_unit('水利局', '  ')$$, '22Z04', '', 'an empty name');
SELECT refused($$SELECT rename_unit('水利局', NULL)$$, '22004', '', 'no name');
SELECT refused($$SELECT rename_unit('水利局', '教育局')$$, '23505', 'unit_live_name_key', 'a name that is taken');
SELECT refused($$SELECT change_rank('水利局', 'emperor')$$, '23503', 'unit_version_rank_exists', 'an unknown rank');
SELECT refused(format($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, clears) VALUES (1, 'adjust', '2019-02-01', 1, %L)$$, c), '22023', '', 'clears names ' || c)
  FROM unnest('{"{moon}","{name}","{class}","{NULL}","{id}"}'::text[]) c;
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, rank, clears) VALUES (1, 'adjust', '2019-02-01', 1, 'ke', '{rank}')$$, '22023', '', 'given and cleared');
SELECT is((SELECT count(*)::int FROM unit_version WHERE unit_id = unit_ref('水利局')), 1, 'refusals leave nothing');

-- Place and supervisor ------------------------------------------------------------------------

CREATE FUNCTION pg_temp.path(unit text) RETURNS text LANGUAGE plpgsql AS
    $$ BEGIN RETURN (SELECT u.path FROM unit u WHERE u.id = unit_ref(path.unit)); END $$;
SELECT establish_unit('一科', parent => '教育局', kind => 'division', effective_on => '2019-02-01') \g /dev/null
SELECT establish_unit('二组', parent => '一科', kind => 'group', effective_on => '2019-02-01') \g /dev/null
SELECT accepted($$SELECT transfer_unit('一科', '水利局', effective_on => '2019-03-01')$$, 'a division moves to another body');
SELECT is(pg_temp.path('二组'), format('/%s/%s/%s/', unit_ref('水利局'), unit_ref('一科'), unit_ref('二组')), 'what is below it comes along');
SELECT accepted($$SELECT transfer_unit('一科', '')$$, 'to the top');
SELECT is(pg_temp.path('二组'), format('/%s/%s/', unit_ref('一科'), unit_ref('二组')), 'paths follow');
SELECT accepted($$SELECT transfer_unit('一科', supervisor => '水利局')$$, 'under a department');
SELECT is((SELECT supervisor_id FROM unit WHERE name = '一科'), unit_ref('水利局'), 'it is');
SELECT accepted($$SELECT transfer_unit('一科', parent => '教育局', supervisor => '')$$, 'both at once');
SELECT results_eq($$SELECT parent_id, supervisor_id FROM unit WHERE name = '一科'$$, $$VALUES (unit_ref('教育局'), NULL::int)$$, 'one given, one taken away');
SELECT refused($$SELECT transfer_unit('一科')$$, '22004', '', 'to nowhere');
SELECT refused($$SELECT transfer_unit('一科', '天文局')$$, '23503', 'unit_exists', 'below an unknown one');
SELECT refused($$SELECT transfer_unit('一科', '二组')$$, '23514', 'unit_no_cycle', 'below its own subtree');
SELECT refused($$SELECT transfer_unit('一科', '一科')$$, '23514', 'unit_no_cycle', 'below itself');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, parent_id) VALUES (1, 'transfer', '2019-03-01', 1, 4711)$$, '23503', 'unit_parent_id_exists', 'below an unknown one, by hand');
SELECT refused($$INSERT INTO unit_version (unit_id, kind, effective_on, document_id, supervisor_id) VALUES (1, 'transfer', '2019-03-01', 1, 4711)$$, '23503', 'unit_supervisor_fkey', 'under an unknown department, by hand');
SELECT establish_unit('新局', 'organ', effective_on => '2019-06-01'), establish_unit('旧局', 'organ', effective_on => '2019-02-01') \g /dev/null
SELECT refused_with($$SELECT transfer_unit('局2', '新局', effective_on => '2019-05-31')$$, '23Z25', 'outside_validity', '{2019,6,1,2019,5,31}', 'not below one that is not there yet');
SELECT refused($$SELECT transfer_unit('局2', supervisor => '新局', effective_on => '2019-05-31')$$, '23Z25', 'outside_validity', 'nor under such a department');
SELECT refused($$SELECT co_locate('局2', '新局', effective_on => '2019-05-31')$$, '23Z25', 'outside_validity', 'nor beside such a one');
SELECT accepted($$SELECT transfer_unit('局2', '新局', effective_on => '2019-06-01')$$, 'from its first day on');

-- Nameplates, co-location and the rest ----------------------------------------------------------

SELECT accepted($$SELECT add_nameplate('水利局', ' 水政 监察局 ', effective_on => '2019-03-01')$$, 'a nameplate');
SELECT accepted($$SELECT add_nameplate('水利局', '河长办', effective_on => '2019-04-01')$$, 'another');
SELECT refused($$SELECT add_nameplate('水利局', '河长办', effective_on => '2019-04-01')$$, '23505', 'unit_other_names_once', 'the same again');
SELECT refused($$SELECT add_nameplate('水利局', '水利局', effective_on => '2019-04-01')$$, '23505', 'unit_other_names_once', 'its own name');
SELECT refused($$SELECT add_nameplate('水利局', '　')$$, '22Z04', '', 'an empty one');
SELECT refused($$SELECT add_nameplate('水利局', NULL)$$, '22004', '', 'none');
SELECT accepted($$SELECT remove_nameplate('水利局', '水政监 察局', effective_on => '2019-05-01')$$, 'the first is taken down, however it is typed');
SELECT refused($$SELECT remove_nameplate('水利局', '水政监察局', effective_on => '2019-05-01')$$, 'P0002', '', 'once');
SELECT results_eq($$SELECT d.day, (SELECT other_names FROM unit_as_of(d.day) WHERE unit_id = unit_ref('水利局'))
                      FROM unnest('{2019-02-28,2019-03-01,2019-04-01,2019-05-01}'::date[]) d (day)$$,
    $$VALUES ('2019-02-28'::date, NULL::text[]), ('2019-03-01', '{水政监察局}'), ('2019-04-01', '{水政监察局,河长办}'), ('2019-05-01', '{河长办}')$$, 'what hung there on a day');
SELECT accepted($$SELECT remove_nameplate('水利局', '河长办', effective_on => '2019-05-01')$$, 'the last one, too');
SELECT is((SELECT other_names FROM unit WHERE name = '水利局'), NULL, 'nothing hangs there');

SELECT accepted($$SELECT co_locate('局2', '局3', effective_on => '2019-06-01')$$, 'two share one house');
SELECT accepted($$SELECT co_locate('新局', '局3', effective_on => '2019-06-01')$$, 'and a third');
SELECT set_eq('SELECT unit, with_unit FROM co_location', $$VALUES ('局2', '局3'), ('局3', '局2'), ('新局', '局3'), ('局3', '新局'), ('局2', '新局'), ('新局', '局2')$$, 'read from every side');
SELECT refused($$SELECT co_locate('局2', '局2', effective_on => '2019-06-01')$$, '23514', 'unit_not_beside_itself', 'not beside itself');
SELECT accepted($$SELECT co_locate('局2', '', effective_on => '2019-06-01')$$, 'they part');
SELECT set_eq('SELECT unit FROM co_location', $$VALUES ('局3'), ('新局')$$, 'the others stay');
SELECT refused($$SELECT co_locate('局2', NULL)$$, '22004', '', 'beside nobody');

SELECT accepted($$SELECT change_rank('局2', 'fuchu')$$, 'upgraded');
SELECT accepted($$SELECT amend_unit('局2', short_name => '二', class => 'discipline_organ', system => 'government', category => 'working_department', industry => 'other',
                         counterpart => '厅', counterpart_divisions => 12, note => '核对')$$, 'all else');
SELECT results_eq($$SELECT short_name, class, system, category, industry, counterpart, counterpart_divisions, rank FROM unit WHERE name = '局2'$$,
    $$VALUES ('二', 'discipline_organ', 'government', 'working_department', 'other', '厅', 12, 'fuchu')$$, 'is recorded');
SELECT accepted($$SELECT amend_unit('局2', short_name => '', counterpart => '', counterpart_divisions => 0)$$, 'taken away');
SELECT results_eq($$SELECT short_name, counterpart, counterpart_divisions, industry FROM unit WHERE name = '局2'$$, $$VALUES (NULL::text, NULL::text, NULL::int, 'other')$$, 'the rest stays');
SELECT refused($$SELECT amend_unit('局2', note => '无')$$, '22004', '', 'nothing to amend');
SELECT refused($$SELECT amend_unit('局2', class => 'ministry')$$, '23503', 'unit_class_fkey', 'an unknown class');
SELECT refused($$SELECT amend_unit('局2', counterpart_divisions => -1)$$, '23514', 'unit_counterpart_positive', 'fewer than no divisions');
SELECT accepted($$SELECT set_party_body('局2', 'section')$$, 'a Party body');
SELECT accepted($$SELECT set_party_body('局2', '')$$, 'none');
SELECT is((SELECT party_body FROM unit WHERE name = '局2'), NULL, 'is none');

-- Ends ----------------------------------------------------------------------------------------

SELECT establish_unit('丙局', 'organ', effective_on => '2019-02-01') \g /dev/null
SELECT establish_unit('丙一科', parent => '丙局', kind => 'division', effective_on => '2019-02-01') \g /dev/null
SELECT establish_unit('丙一科一', parent => '丙一科', kind => 'division', effective_on => '2019-02-01'), establish_unit('丙站', 'institution', parent => '丙局', effective_on => '2019-02-01'),
       allocate('丙局', '11', 3, effective_on => '2019-02-01'), allocate('丙局', '203', 1, effective_on => '2019-02-01'), allocate('丙一科一', '214', 1, effective_on => '2019-02-01'),
       permit_use('丙局', '11', 2, '2999-12-31', effective_on => '2019-02-01') AS permit \gset
SELECT enrol(citizen(1), '丙局', '11', name => '丙一', effective_on => '2019-02-01') \g /dev/null
SELECT appoint('丙一', '丙局', '203', '局长', effective_on => '2019-02-01') \g /dev/null
SELECT refused($$SELECT abolish_unit('丙局', effective_on => '2019-09-01')$$, '23Z10', 'abolish_residue', 'what is not empty does not end');
SELECT ok((attempt($$SELECT abolish_unit('丙局', effective_on => '2019-09-01')$$)).detail ~ t, 'the refusal names ' || t)
  FROM unnest('{行政编制,部门正职（正处）,丙一科,丙站,局长}'::text[]) t;
SELECT ok((attempt($$SELECT abolish_unit('丙局', effective_on => '2019-09-01')$$)).message ~ '丙局', 'and the unit');
SELECT cancel_permit(:permit), dismiss('丙一', effective_on => '2019-08-01'), release('丙一', 'resignation', effective_on => '2019-08-01'),
       reduce_posts('丙局', '11', 3, effective_on => '2019-08-01'), reduce_posts('丙局', '203', 1, effective_on => '2019-08-01') \g /dev/null
SELECT refused($$SELECT abolish_unit('丙局', effective_on => '2019-09-01', with_divisions => true)$$, '23Z10', 'abolish_residue', 'nor with a division that has a post');
SELECT reduce_posts('丙一科一', '214', 1, effective_on => '2019-08-01') \g /dev/null
SELECT refused($$SELECT abolish_unit('丙局', effective_on => '2019-09-01')$$, '23Z10', 'abolish_residue', 'nor above living units');
SELECT refused($$SELECT abolish_unit('丙局', effective_on => '2019-09-01', with_divisions => true)$$, '23Z10', 'abolish_residue', 'an institution is no division');
SELECT is((SELECT count(*)::int FROM unit WHERE name ~ '^丙' AND until IS NOT NULL), 0, 'refusals end nothing');
SELECT accepted($$SELECT abolish_unit('丙站', effective_on => '2019-08-15', successor => '新局')$$, 'one that is empty ends');
SELECT accepted($$SELECT abolish_unit('丙局', effective_on => '2019-09-01', successor => '新局', with_divisions => true)$$, 'the rest with its divisions, however deep');
SELECT results_eq($$SELECT u.name, v.kind, v.effective_on, v.document_id FROM unit u JOIN unit_version v ON v.unit_id = u.id
                     WHERE u.name ~ '^丙' AND v.kind <> 'establish' ORDER BY u.id$$,
    $$VALUES ('丙局', 'abolish', '2019-09-01'::date, 1::bigint), ('丙一科', 'abolish', '2019-09-01', 1), ('丙一科一', 'abolish', '2019-09-01', 1), ('丙站', 'abolish', '2019-08-15', 1)$$, 'an end writes the last version');
SELECT refused($$SELECT rename_unit('丙局', '丁局')$$, '23Z25', 'outside_validity', 'what has ended changes no more');
SELECT refused($$SELECT transfer_unit('局2', '丙局')$$, '23Z25', 'outside_validity', 'and nothing moves below it');
SELECT refused($$SELECT abolish_unit('丙局', effective_on => '2019-10-01')$$, '23Z22', 'append_only', 'nor does it end again');
SELECT rename_unit('旧局', '旧机关', effective_on => '2019-05-01') \g /dev/null
SELECT refused($$SELECT abolish_unit('旧机关', effective_on => '2019-04-30')$$, '23Z25', 'outside_validity', 'an end is not before the last change');
SELECT refused($$SELECT abolish_unit('旧机关', effective_on => '2019-05-31', successor => '新局')$$, '23Z25', 'outside_validity', 'an heir is there on the day');
SELECT refused($$SELECT abolish_unit('旧机关', effective_on => '2019-06-01', successor => '天文局')$$, '23503', 'unit_exists', 'an unknown heir');
SELECT refused($$SELECT abolish_unit('旧机关', effective_on => '2019-06-01', successor => '旧机关')$$, '23Z25', 'outside_validity', 'nobody is his own heir');
SELECT accepted($$INSERT INTO unit (name, class, region, effective_on, document_id, until, until_document_id) VALUES ('前身', 'organ', '152200', '2019-01-10', 1, '2019-02-01', 1)$$, 'a unit of the past');
SELECT results_eq($$SELECT kind, effective_on FROM unit_version WHERE unit_id = (SELECT id FROM unit WHERE name = '前身') ORDER BY id$$,
    $$VALUES ('establish', '2019-01-10'::date), ('abolish', '2019-02-01')$$, 'has both versions');

-- A deliberative body has no posts of any kind, before or after it becomes one --------------------

SELECT refused(format($$SELECT allocate('防汛办', %L, 1)$$, t), '23Z03', 'mixed_establishment', 'a deliberative body gets no post ' || t) FROM unnest('{11,15,22,203,214,91}'::text[]) t;
SELECT refused($$SELECT amend_unit('公安局', class => 'deliberative_body')$$, '23Z03', 'mixed_establishment', 'nor does one with posts become one')
  FROM allocate('公安局', '12', 1, effective_on => '2019-02-01');

-- What became of what -----------------------------------------------------------------------------

SELECT establish_unit('甲站', 'institution', effective_on => '2019-06-01', replaces => '前身') AS heir \gset
SELECT results_eq($$SELECT kind, from_unit_id, effective_on FROM unit_lineage WHERE to_unit_id = unit_ref('甲站')$$,
    $$SELECT 'replace', id, '2019-06-01'::date FROM unit WHERE name = '前身'$$, 'what a unit replaces is its lineage');
INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id)
VALUES (unit_ref('甲站'), unit_ref('新局'), 'merge', '2019-07-01', 1), (unit_ref('新局'), unit_ref('甲站'), 'split', '2019-07-02', 1);
SELECT results_eq($$SELECT direction, depth, unit, kind, effective_on FROM unit_lineage_of('新局')$$,
    $$VALUES ('ancestor', 1, '甲站', 'merge', '2019-07-01'::date), ('ancestor', 1, '丙站', 'succeed', '2019-08-15'), ('ancestor', 1, '丙局', 'succeed', '2019-09-01'),
             ('ancestor', 2, '前身', 'replace', '2019-06-01'), ('descendant', 1, '甲站', 'split', '2019-07-02')$$, 'both ways, level by level, and round once');
SELECT results_eq($$SELECT direction, depth, unit FROM unit_lineage_of('前身')$$, $$VALUES ('descendant', 1, '甲站'), ('descendant', 2, '新局')$$, 'down from the oldest');
SELECT is_empty($$SELECT * FROM unit_lineage_of('教育局')$$, 'one that came of nothing');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 1, 'merge', '2019-07-01', 1)$$, '23514', 'unit_lineage_not_itself', 'not of itself');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 2, 'eat', '2019-07-01', 1)$$, '23514', 'unit_lineage_kind_known', 'an unknown kind');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on) VALUES (1, 2, 'merge', '2019-07-01')$$, '23Z05', 'document_missing', 'without a document');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 2, 'merge', current_date + 1, 1)$$, '22Z06', '', 'in the future');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 4711, 'merge', '2019-07-01', 1)$$, '23503', 'unit_lineage_to_unit_fkey', 'to an unknown unit');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) SELECT 1, id, 'merge', '2019-02-01', 1 FROM unit WHERE name = '前身'$$, '23Z25', 'outside_validity', 'to one that had ended');
SELECT refused($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (unit_ref('甲站'), 1, 'merge', '2019-05-31', 1)$$, '23Z25', 'outside_validity', 'from one that was not there');

-- The past ----------------------------------------------------------------------------------------

SELECT rename_unit('教育局', '教体局', effective_on => '2019-07-01') \g /dev/null
SELECT rename_unit('教体局', '教育体育局', '盟教体局', effective_on => '2019-08-01') \g /dev/null
SELECT results_eq($$SELECT d.day, (SELECT concat_ws('|', name, short_name) FROM unit_as_of(d.day) WHERE unit_id = unit_ref('教育体育局'))
                      FROM unnest('{2019-01-09,2019-01-10,2019-06-30,2019-07-01,2019-07-31,2019-08-01}'::date[]) d (day)$$,
    $$VALUES ('2019-01-09'::date, NULL), ('2019-01-10', '教育局'), ('2019-06-30', '教育局'), ('2019-07-01', '教体局'), ('2019-07-31', '教体局'), ('2019-08-01', '教育体育局|盟教体局')$$,
    'names as of a day');
SELECT results_eq($$SELECT d.day, (SELECT parent FROM unit_as_of(d.day) WHERE name = '第一中学') FROM unnest('{2019-06-30,2019-07-15}'::date[]) d (day)$$,
    $$VALUES ('2019-06-30'::date, '教育局'), ('2019-07-15', '教体局')$$, 'the parent by the name it had');
SELECT is((SELECT count(*)::int FROM unit_as_of('2019-09-01') WHERE name ~ '^丙'), 0, 'what has ended is not there from its last day on');
SELECT is((SELECT count(*)::int FROM unit_as_of('2019-08-31') WHERE name ~ '^丙'), 3, 'but until then');
SELECT refused('SELECT * FROM unit_as_of(NULL)', '22004', '', 'no day is no answer');
SELECT results_eq($$SELECT d.day, (SELECT unit FROM establishment_as_of(d.day) WHERE unit_id = unit_ref('教育体育局')) FROM unnest('{2019-06-30,2019-07-01}'::date[]) d (day)$$,
    $$VALUES ('2019-06-30'::date, '教育局'), ('2019-07-01', '教体局')$$, 'establishment_as_of() uses the name of the day');
SELECT results_eq($$SELECT d.day, e.unit, e.divisions FROM unnest('{2019-02-28,2019-03-01}'::date[]) d (day), establishment_as_of(d.day) e
                     WHERE e.unit_id IN (unit_ref('水利局'), unit_ref('教育体育局')) ORDER BY d.day, e.unit COLLATE "C"$$,
    $$VALUES ('2019-02-28'::date, '教育局', 1::bigint), ('2019-02-28', '水利局', 1), ('2019-03-01', '教育局', 0), ('2019-03-01', '水利局', 2)$$, 'and counts divisions where they were');
SELECT results_eq($$SELECT effective_on, kind, name, changes FROM unit_history('教育体育局')$$,
    $$VALUES ('2019-01-10'::date, 'establish', '教育局', NULL), ('2019-07-01', 'rename', '教体局', '名称：教育局 → 教体局'),
             ('2019-08-01', 'rename', '教育体育局', '名称：教体局 → 教育体育局；简称：无 → 盟教体局')$$, 'the history says what changed');
SELECT is((SELECT max(changes) FROM unit_history('水利局') WHERE effective_on = '2019-04-01'), '其他名称：水政监察局 → 水政监察局、河长办', 'also nameplates');
SELECT refused($$SELECT * FROM unit_history('天文局')$$, '23503', 'unit_exists', 'of an unknown unit');

-- Many at once --------------------------------------------------------------------------------------

INSERT INTO unit (name, class, parent_id, region, effective_on, document_id)
SELECT '学校' || n, 'institution', unit_ref('教育体育局'), '152200', '2019-10-01', 1 FROM generate_series(1, 500) n;
SELECT is((SELECT count(*)::int FROM unit_version WHERE name ~ '^学校'), 500, 'a bulk load has its versions');
INSERT INTO unit_version (unit_id, kind, effective_on, document_id, rank) SELECT id, 'rank', '2019-11-01', 1, 'gu' FROM unit WHERE name ~ '^学校';
SELECT is((SELECT count(*)::int FROM unit WHERE name ~ '^学校' AND rank = 'gu'), 500, 'and so has a bulk change');

-- By COPY, and by a clerk who may write versions and read nothing ------------------------------------

COPY unit_version (unit_id, kind, effective_on, document_id, name) FROM PROGRAM 'printf "3,rename,2020-01-01,1,copied\n3,rename,2020-01-02,1,copied again\n"' (FORMAT csv);
SELECT is((SELECT name FROM unit WHERE id = 3), 'copied again', 'COPY is the same act, row after row');
SELECT refused($$COPY unit_version (unit_id, kind, effective_on, document_id, name) FROM PROGRAM 'printf "3,rename,2020-01-03,1,one\n3,rename,2020-01-02,1,two\n"' (FORMAT csv)$$,
               '23Z25', 'outside_validity', 'and is refused as a whole');
SELECT is((SELECT name FROM unit WHERE id = 3), 'copied again', 'nothing of it stays');
CREATE ROLE unit_version_clerk;
GRANT USAGE ON SCHEMA trial, bianzhi TO unit_version_clerk;
GRANT INSERT ON unit_version TO unit_version_clerk;
GRANT USAGE ON SCHEMA public TO unit_version_clerk;
SET LOCAL ROLE unit_version_clerk;
INSERT INTO trial.unit_version (unit_id, kind, effective_on, document_id, name) VALUES (3, 'rename', '2020-01-03', 1, '局');
SELECT public.attempt($$UPDATE trial.unit SET name = '甲' WHERE id = 3$$) AS hand \gset
RESET ROLE;
SELECT is((SELECT concat(u.name, ' ', v.recorded_by = session_user) FROM unit u JOIN unit_version v ON v.unit_id = u.id AND v.name = '局' WHERE u.id = 3), '局 t', 'the engine applies what the clerk may write');

-- verify() ------------------------------------------------------------------------------------------

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
CREATE FUNCTION public.found_after(damage text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    t regclass;
    found text[];
BEGIN
    FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'trial'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER ALL', t);
    END LOOP;
    EXECUTE found_after.damage;
    SELECT array_agg(DISTINCT v."check" ORDER BY v."check") INTO found FROM verify() v WHERE v."check" <> 'guard';
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN found;
END;
$$;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is(found_after('UPDATE unit SET name = ''天文局'' WHERE name = ''水利局'''), '{version_last}', 'a unit renamed behind the versions'' back');
SELECT is(found_after('UPDATE unit SET expires_on = ''2030-01-01'' WHERE name = ''水利局'''), '{version_last}', 'or given a last day');
SELECT is(found_after('DELETE FROM unit_version WHERE name = ''前旗水利局'''), '{version_missing}', 'a unit without versions');
SELECT is(found_after('UPDATE unit_version SET effective_on = ''2019-01-11'' WHERE name = ''前旗水利局'''), '{version_first}', 'a first version of another day');
SELECT is(found_after('UPDATE unit_version SET kind = ''rename'' WHERE name = ''前旗水利局'''), '{version_first}', 'of another kind');
SELECT is(found_after('UPDATE unit_version SET kind = ''adjust'' WHERE kind = ''abolish'''), '{version_end}', 'an end that is none');
SELECT is(found_after('UPDATE unit_version SET kind = ''abolish'' WHERE name = ''教体局'''), '{version_order}', 'an end before the end');
SELECT is(found_after('UPDATE unit_version SET effective_on = ''2019-08-02'' WHERE name = ''教体局'''), '{version_last,version_order}', 'versions out of order');
SELECT is(found_after('UPDATE unit_version SET effective_on = current_date + 1 WHERE name = ''教育体育局'''), '{version_order}', 'in the future');
SELECT is(found_after('UPDATE unit_version SET document_id = 4711 WHERE name = ''教体局'''), '{version_reference}', 'without its document');
SELECT is(found_after('UPDATE unit_lineage SET to_unit_id = 4711 WHERE kind = ''merge'''), '{lineage}', 'an heir that is not there');
SELECT is(found_after('UPDATE unit_lineage SET effective_on = ''2019-05-31'' WHERE kind = ''merge'''), '{lineage}', 'or was not there yet');
SELECT is(found_after('DELETE FROM unit_lineage WHERE kind = ''replace'''), '{lineage_missing}', 'a replacement without lineage');
SELECT * FROM finish();
ROLLBACK;
