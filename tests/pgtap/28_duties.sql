-- Duties: one holder on every day, handed over on the same day, and no unit ends while it holds one.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

CREATE FUNCTION pg_temp.held(duty text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT string_agg(concat_ws(' ', l.unit, l.effective_on, l.until), ', ' ORDER BY l.effective_on, l.assignment_id)
              FROM duty_ledger l WHERE l.duty_id = duty_ref(held.duty));
END $$;

-- Recording -------------------------------------------------------------------------------

SELECT record_duty(' 防 汛 抗 旱 ', '水利局', 'flood_control', effective_on => '2019-01-10') AS flood,
       record_duty('档案', '办公室', effective_on => '2019-02-01') AS files \gset
SELECT results_eq(format('SELECT name, field, document_id, effective_on, until, recorded_by FROM duty WHERE id = %s', :flood),
                  format($$VALUES ('防汛抗旱', 'flood_control', 1::bigint, '2019-01-10'::date, NULL::date, %L)$$, session_user), 'what was said, the name in one form');
SELECT is(pg_temp.held('防汛抗旱'), '水利局 2019-01-10', 'with its first holder');
SELECT is(pg_temp.held('#' || :files), '办公室 2019-02-01', 'a division holds duties, too');
SELECT accepted($$SELECT record_duty('总指挥', '防汛办', 'flood_control', effective_on => '2019-03-01')$$, 'and a body without posts');
SELECT is(duty_ref(x.said), :flood::bigint, x.what)
  FROM (VALUES ('防汛抗旱', 'named by name'), (:'flood', 'by number'), ('#' || :'flood', 'and by #number')) x (said, what);

SELECT refused($$SELECT record_duty(NULL, '水利局')$$, '22004', '', 'a duty has a name');
SELECT refused($$SELECT record_duty(' ', '水利局')$$, '22Z04', '', 'not an empty one');
SELECT refused($$SELECT record_duty('甲', '无此局')$$, '23503', 'unit_exists', 'unknown unit');
SELECT refused($$SELECT record_duty('甲', '水利局', 'no_such')$$, '23503', 'duty_field_exists', 'unknown field');
SELECT refused($$SELECT record_duty('甲', '水利局', document => '无此文〔2019〕1号')$$, '23503', 'document_exists', 'unknown document');
SELECT refused($$SELECT record_duty('甲', '水利局', effective_on => current_date + 1)$$, '22Z06', '', 'not from tomorrow');
SELECT refused($$SELECT record_duty('甲', '水利局', effective_on => '2019-01-09')$$, '23Z25', 'outside_validity', 'not before its holder');
SELECT refused($$SELECT duty_ref('无此职责')$$, '23503', 'duty_exists', 'unknown duty');
SELECT refused($$SELECT assign_duty(NULL, '教育局')$$, '22004', '', 'no duty named');
SELECT refused($$INSERT INTO duty (name, effective_on) VALUES ('甲', '2019-02-01')$$, '23Z05', 'document_missing', 'a duty cites a document');
SELECT refused($$INSERT INTO duty (name, effective_on, document_id) VALUES ('甲', '2019-02-01', 1)$$, '23Z29', 'duty_holder', 'nobody holds it from its first day');
SELECT refused(format($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on) VALUES (%s, unit_ref('教育局'), '2019-02-01')$$, :flood),
               '23Z05', 'document_missing', 'an assignment cites a document');
SELECT accepted($$WITH d AS (INSERT INTO duty (name, effective_on, document_id, recorded_at, recorded_by) VALUES ('乙', '2019-02-01', 1, '2001-01-01', 'somebody') RETURNING id)
                  INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id) SELECT id, unit_ref('教育局'), '2019-02-01', 1 FROM d$$, 'by hand, both in one transaction');
SELECT results_eq($$SELECT recorded_at, recorded_by FROM duty WHERE name = '乙'$$, format('VALUES (now(), %L)', session_user), 'the record is the database''s');

-- Handing over ----------------------------------------------------------------------------

SELECT assign_duty('防汛抗旱', '教育局', '兴机编〔2019〕2号', '2019-03-01') AS handed \gset
SELECT is(pg_temp.held('防汛抗旱'), '水利局 2019-01-10 2019-03-01, 教育局 2019-03-01', 'ends here and begins there on the same day');
SELECT results_eq(format('SELECT until_document_id, ended_at, ended_by FROM duty_assignment WHERE duty_id = %s AND until IS NOT NULL', :flood),
                  format('VALUES (2::bigint, now(), %L)', session_user), 'on the document of the handover');
SELECT refused($$SELECT assign_duty('防汛抗旱', '教育局', effective_on => '2019-04-01')$$, '23Z29', 'duty_holder', 'not to the one who holds it');
SELECT refused($$SELECT assign_duty('防汛抗旱', '公安局', effective_on => '2019-02-28')$$, '23514', 'duty_assignment_dates_in_order', 'not before it came');
SELECT accepted($$SELECT assign_duty('防汛抗旱', '公安局', effective_on => '2019-03-01')$$, 'on the very day it came: the one in between is void');
SELECT is(pg_temp.held('防汛抗旱'), '水利局 2019-01-10 2019-03-01, 公安局 2019-03-01', 'and is no holder');
SELECT refused_with(format($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id) VALUES (%s, unit_ref('教育局'), '2019-03-05', 1)$$, :flood),
                    '23Z29', 'duty_holder', ARRAY[:flood, 2019, 3, 5, 2019, 3, 5]::bigint[], 'a second holder is refused at once');
SELECT refused(format($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on, until, document_id, until_document_id)
                        VALUES (%s, unit_ref('教育局'), '2019-02-01', '2019-02-02', 1, 1)$$, :flood), '23Z29', 'duty_holder', 'in history, for a day');
SELECT refused(format($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on, until, document_id, until_document_id)
                        VALUES (%s, unit_ref('防汛办'), '2019-01-10', '2019-01-11', 1, 1)$$, :files), '23Z29', 'duty_holder', 'not before the duty itself');
SELECT accepted(format($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on, until, document_id, until_document_id)
                        VALUES (%s, unit_ref('教育局'), '2019-02-01', '2019-02-01', 1, 1)$$, :flood), 'a void record is no holder');
SELECT refused_with(format($$UPDATE duty_assignment SET until = '2019-04-01', until_document_id = 1 WHERE duty_id = %s AND until IS NULL$$, :flood),
                    '23Z29', 'duty_holder', ARRAY[:flood, 2019, 1, 10, 2019, 4, 1]::bigint[], 'an end without a successor is refused at commit');
SELECT refused(format($$UPDATE duty_assignment SET until = '2019-04-01', until_document_id = 1 WHERE duty_id = %s AND until IS NULL;
                        INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id) VALUES (%1$s, unit_ref('教育局'), '2019-04-02', 1)$$, :flood),
               '23Z29', 'duty_holder', 'a day between two holders');
SELECT accepted(format($$UPDATE duty_assignment SET until = '2019-04-01', until_document_id = 1 WHERE duty_id = %s AND until IS NULL;
                        INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id) VALUES (%1$s, unit_ref('教育局'), '2019-04-01', 1)$$, :flood),
               'a handover by hand takes several statements');
SELECT refused(format($$UPDATE duty_assignment SET until = NULL, until_document_id = NULL WHERE duty_id = %s AND until = '2019-04-01'$$, :flood),
               '23Z22', 'append_only', 'an end is not taken back');
SELECT refused(format($$UPDATE duty_assignment SET until = '2019-04-02' WHERE duty_id = %s AND until = '2019-04-01'$$, :flood), '23Z22', 'append_only', 'nor moved to a later day');
SELECT refused(format($$UPDATE duty_assignment SET until = '2019-03-31' WHERE duty_id = %s AND until = '2019-04-01'$$, :flood), '23Z29', 'duty_holder', 'moved to an earlier day it leaves a gap');
SELECT refused(format('UPDATE duty_assignment SET until = current_date + 1, until_document_id = 1 WHERE duty_id = %s AND until IS NULL', :flood), '22Z06', '', 'no end in the future');
SELECT refused(format('UPDATE duty_assignment SET until = ''2019-05-01'' WHERE duty_id = %s AND until IS NULL', :flood), '23Z05', 'document_missing', 'an end cites a document');
SELECT refused(format('UPDATE %s SET %s = %2$s', t, c), '23Z22', 'append_only', format('%s of %s stays', c, t))
  FROM (VALUES ('duty', '{id,name,effective_on,document_id,recorded_at,recorded_by,ended_at,ended_by}'::text[]),
               ('duty_assignment', '{id,duty_id,unit_id,effective_on,document_id,recorded_at,recorded_by,ended_at,ended_by}')) x (t, cs), unnest(cs) c;
SELECT refused('DELETE FROM ' || t, '23Z22', 'append_only', t || ' is kept') FROM unnest('{duty,duty_assignment}'::text[]) t;
SELECT refused('TRUNCATE duty, duty_assignment', '23Z22', 'append_only', 'and not truncated');
SELECT accepted(format('UPDATE duty SET field = ''emergency'', note = ''甲'' WHERE id = %s', :flood), 'the field is a label and may change');
SELECT refused(format('UPDATE duty SET field = ''no_such'' WHERE id = %s', :flood), '23503', 'duty_field_exists', 'within the list');
UPDATE duty SET field = 'flood_control' WHERE id = :flood;

-- Ending ----------------------------------------------------------------------------------

SELECT refused($$UPDATE duty SET until = '2019-05-01', until_document_id = 1 WHERE name = '乙'$$, '23Z29', 'duty_holder', 'a duty does not end while it is held');
SELECT is(end_duty('乙', '兴机编〔2019〕2号', '2019-05-01'), duty_ref('乙'), 'a duty ends');
SELECT is((SELECT concat_ws(' ', d.until, a.until, d.until_document_id, a.until_document_id) FROM duty d JOIN duty_assignment a ON a.duty_id = d.id WHERE d.name = '乙'),
          '2019-05-01 2019-05-01 2 2', 'and its assignment with it');
SELECT refused($$SELECT end_duty('乙')$$, 'P0002', 'duty_holder', 'once');
SELECT refused_with($$SELECT assign_duty('乙', '水利局', effective_on => '2019-06-01')$$, '23Z29', 'duty_holder',
                    ARRAY[duty_ref('乙'), 2019, 2, 1, 2019, 5, 1, 2019, 6, 1]::bigint[], 'what has ended is not handed over');
SELECT refused($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on, until, document_id, until_document_id)
                 VALUES (duty_ref('乙'), unit_ref('水利局'), '2019-04-01', '2019-06-01', 1, 1)$$, '23Z29', 'duty_holder', 'nor held beyond its end');
SELECT accepted($$SELECT end_duty('档案', effective_on => '2019-02-01')$$, 'ended on its first day a duty is void');
SELECT record_duty('档案', '教育局', effective_on => '2019-02-01') AS again \gset
SELECT is(duty_ref('档案'), :again::bigint, 'a name means the one that lives');
SELECT record_duty('档案', '公安局', effective_on => '2019-02-01') AS twin \gset
SELECT refused($$SELECT duty_ref('档案')$$, '21000', '', 'two of one name must be told apart');

-- The holder's life -------------------------------------------------------------------------

SELECT refused_with($$UPDATE unit SET until = '2019-09-01', until_document_id = 2 WHERE name = '防汛办'$$, '23Z10', 'abolish_residue',
                    ARRAY[duty_ref('总指挥')], 'a unit with a duty does not end');
SELECT accepted($$SELECT assign_duty('总指挥', '公安局', effective_on => '2019-08-01')$$, 'it is handed over');
SELECT refused($$UPDATE unit SET until = '2019-07-31', until_document_id = 2 WHERE name = '防汛办'$$, '23Z10', 'abolish_residue', 'not before the handover');
SELECT accepted($$UPDATE unit SET until = '2019-08-01', until_document_id = 2 WHERE name = '防汛办'$$, 'on the same day');
SELECT refused($$SELECT assign_duty('总指挥', '防汛办', effective_on => '2019-08-02')$$, '23Z25', 'outside_validity', 'and nothing is handed to it any more');
SELECT refused($$SELECT record_duty('旧事', '防汛办', effective_on => '2019-05-01')$$, '23Z25', 'outside_validity', 'nor recorded late as if it still held it');
SELECT accepted($$WITH d AS (INSERT INTO duty (name, effective_on, document_id) VALUES ('旧事', '2019-03-01', 1) RETURNING id)
                  INSERT INTO duty_assignment (duty_id, unit_id, effective_on, until, document_id, until_document_id)
                  SELECT id, unit_ref('防汛办'), '2019-03-01'::date, '2019-08-01'::date, 1, 1 FROM d UNION ALL SELECT id, unit_ref('水利局'), '2019-08-01', NULL, 1, NULL FROM d$$,
                'its history may come late');

-- Reading -----------------------------------------------------------------------------------

SELECT establish_unit('防汛科', parent => '水利局', kind => 'division', effective_on => '2019-01-10'),
       establish_unit('水库科', parent => '水利局', kind => 'division', effective_on => '2019-01-10'),
       establish_unit('防汛中心', 'institution', supervisor => '水利局', effective_on => '2019-01-10') \g /dev/null
SELECT record_duty('水情', '防汛科', 'flood_control', effective_on => '2019-02-01'), record_duty('堤防', '防汛科', 'flood_control', effective_on => '2019-02-01'),
       record_duty('水库调度', '水库科', 'flood_control', effective_on => '2019-02-01'), record_duty('水库移民', '水库科', 'other', effective_on => '2019-02-01'),
       record_duty('预报', '防汛中心', 'flood_control', effective_on => '2019-02-01'), record_duty('统管', '水利局', 'flood_control', effective_on => '2019-02-01') \g /dev/null
SELECT results_eq($$SELECT department, field, unit, duties, other_unit, other_duties FROM duty_overlap ORDER BY unit_id, other_unit_id$$,
                  $$VALUES ('水利局', 'flood_control', '防汛科', '水情、堤防', '水库科', '水库调度'),
                           ('水利局', 'flood_control', '防汛科', '水情、堤防', '防汛中心', '预报'),
                           ('水利局', 'flood_control', '水库科', '水库调度', '防汛中心', '预报')$$, 'who does alike in one department; not the department itself');
SELECT results_eq($$SELECT duty, field_name, unit, effective_on, until, document_number, until_document_number FROM duty_ledger WHERE duty_id = duty_ref('总指挥') ORDER BY effective_on$$,
                  $$VALUES ('总指挥', '防汛抗旱', '防汛办', '2019-03-01'::date, '2019-08-01'::date, '兴机编〔2019〕1号', '兴机编〔2019〕1号'),
                           ('总指挥', '防汛抗旱', '公安局', '2019-08-01', NULL, '兴机编〔2019〕1号', NULL)$$, 'who held it when, on which document');

SELECT results_eq($$SELECT item, value FROM unit_card('水库科') WHERE section = '职责'$$,
                  $$VALUES ('水库调度', '防汛抗旱，2019-02-01 起，兴机编〔2019〕1号'), ('水库移民', '其他，2019-02-01 起，兴机编〔2019〕1号')$$, 'the card of a unit lists its duties');

-- The rule is not to be relaxed ----------------------------------------------------------------

SELECT refused(format('UPDATE rule SET mode = %L WHERE code = ''duty_holder''', mode), '23514', 'rule_fixed_mode', 'not to ' || mode) FROM unnest('{warn,track}'::text[]) mode;
INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('duty_holder', unit_ref('教育局'), 5, 1, '2019-01-10', current_date);
SELECT refused(format($$INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id) VALUES (%s, unit_ref('水利局'), '2019-04-05', 1)$$, :flood),
               '23Z29', 'duty_holder', 'an exception does not make two holders lawful');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

-- What verify() finds when the triggers are off
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
SELECT is(found_after(format('UPDATE duty_assignment SET effective_on = ''2019-03-31'' WHERE duty_id = %s AND until IS NULL', :flood)), '{duty_twice}', 'two holders for a day');
SELECT is(found_after(format('UPDATE duty_assignment SET effective_on = ''2019-04-02'' WHERE duty_id = %s AND until IS NULL', :flood)), '{duty_gap}', 'a day without');
SELECT is(found_after(format('UPDATE duty_assignment SET until = ''2019-05-01'', until_document_id = 1 WHERE duty_id = %s AND until IS NULL', :flood)), '{duty_gap}', 'none now');
SELECT is(found_after(format('UPDATE duty SET effective_on = ''2019-01-09'' WHERE id = %s', :flood)), '{duty_gap}', 'none on the first day');
SELECT is(found_after(format('DELETE FROM duty_assignment WHERE duty_id = %s', :flood)), '{duty_gap}', 'none at all');
SELECT is(found_after('UPDATE duty SET until = ''2019-04-20'' WHERE name = ''乙'''), '{duty_outside}', 'held beyond its end');
SELECT ok(found_after($$UPDATE unit SET until = '2019-09-01', until_document_id = 1 WHERE name = '水库科'$$) @> '{duty_holder_ended}', 'held by what is no more');
SELECT is(found_after('UPDATE duty SET document_id = NULL WHERE name = ''水情'''), '{duty_document}', 'on no document');
SELECT is(found_after('UPDATE duty_assignment SET until_document_id = NULL WHERE until IS NOT NULL'), '{duty_document}', 'ended on none');
SELECT is(found_after('UPDATE duty SET field = ''none'' WHERE name = ''水情'''), '{code_unknown}', 'an unknown field');
SELECT is(found_after('UPDATE duty SET effective_on = current_date + 2 WHERE name = ''水情''; UPDATE duty_assignment SET effective_on = current_date + 2 WHERE duty_id = duty_ref(''水情'')'),
          '{duty_future}', 'from a day that has not come');

SELECT * FROM finish();
ROLLBACK;
