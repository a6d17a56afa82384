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

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
