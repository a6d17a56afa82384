-- verify() finds every kind of damage and nothing else; resume_sequences() mends what a replica lacks;
-- check_rules() opens, excuses and resolves findings as the book changes.
-- Damage is done the only way it can be: by a superuser who switches the triggers off.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

SELECT record_document('兴机编〔2020〕9号', '2020-01-02', '超编消化') AS excess \gset
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
VALUES ('over_establishment', unit_ref('教育局'), 11, 1, :excess, '2020-01-02', current_date);
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', division => '办公室', effective_on => '2019-05-01') AS one,
       enrol(citizen(2), '水利局', '11', name => '甲二', effective_on => '2019-05-01') AS two,
       permit_use('第一中学', '22', 2, current_date + 30, effective_on => '2019-05-01') AS permit,
       permit_use('前旗水利局', '11', 1, '2019-12-31', effective_on => '2019-05-01') AS past_permit,
       allocate('水利局', '14', 2, effective_on => '2019-05-01') AS entry \gset
SELECT enrol(citizen(3), '第一中学', '22', name => '丙一', permit => :permit, effective_on => '2019-06-01'),
       appoint('甲一', '水利局', '203', '局长', 'chu', effective_on => '2019-06-01') AS chief,
       appoint('甲二', '水利局', '214', counts => false, effective_on => '2019-06-01') \gset
SELECT release('甲二', 'resignation', effective_on => '2020-01-01') AS released,
       reverse_entry(:entry, effective_on => '2019-05-02') AS undo,
       transfer_person('丙一', '第一中学', effective_on => '2020-01-01') AS moved \gset
SELECT dismiss('甲二', effective_on => '2020-01-01') \g /dev/null
SELECT enrol(citizen(3 + n), '教育局', '11', name => '乙' || n, effective_on => '2020-02-01') FROM generate_series(1, 3) n \g /dev/null
UPDATE rule_exception SET expires_on = '2020-12-31';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

SELECT is_empty('SELECT * FROM verify()', 'a book that was only written to lawfully is sound, an approved excess and a lapsed permit in it');

-- The checks that verify() answers when this is done to the book behind the triggers' backs; nothing stays.
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
SELECT is(found_after('SELECT 1'), NULL, 'with the triggers off and nothing damaged only the guards are reported');

-- Balances
SELECT is(found_after('UPDATE account SET approved = approved + 1 WHERE holder_id = unit_ref(''水利局'') AND post_type = 11'),
          '{account_approved}', 'an approved number raised by hand');
SELECT is(found_after('UPDATE account SET strength = 0 WHERE holder_id = unit_ref(''水利局'') AND post_type = 203'),
          '{account_strength}', 'a strength changed by hand, leadership');
SELECT is(found_after('UPDATE account SET strength = strength + 1 WHERE holder_id = unit_ref(''水利局'') AND post_type = 11'),
          '{account_strength}', 'a strength changed by hand, establishment');
SELECT is(found_after('UPDATE account SET reserved = 0 WHERE holder_id = unit_ref(''第一中学'') AND post_type = 22'),
          '{account_reserved}', 'a reservation lost');
SELECT is(found_after('DELETE FROM account WHERE holder_id = unit_ref(''第一中学'')'), '{account_missing}', 'an account gone');
SELECT is(found_after('INSERT INTO account (holder_id, post_type) VALUES (-4711, 11)'), '{account_orphan}', 'an account of nobody');
SELECT is(found_after('INSERT INTO account (holder_id, post_type, approved) VALUES (unit_ref(''公安局''), 14, 3)'),
          '{account_approved}', 'an account that no line explains');
SELECT results_eq($$SELECT v.expected, v.actual FROM verify() v WHERE v.object IS NULL OR v.remedy IS NULL OR v."check" IS NULL$$,
                  $$SELECT ''::text, ''::text WHERE false$$, 'every row says what and what to do');
SELECT is(found_after(format('UPDATE entry_line SET quantity = CASE WHEN holder_id > 0 THEN 5 ELSE -5 END WHERE entry_id = %s', :entry)),
          '{account_approved,reversal_differs}', 'lines changed in step: balanced, but neither the balance nor the reversal');
SELECT is(found_after($$INSERT INTO entry (id, kind, document_id, effective_on) VALUES (900, 'transfer', 1, '2020-01-01');
                        INSERT INTO entry_line SELECT 900, unit_ref('公安局'), 11, -2 UNION ALL SELECT 900, unit_ref('水利局'), 11, 2;
                        UPDATE account SET approved = approved + 2 WHERE holder_id = unit_ref('水利局') AND post_type = 11;
                        INSERT INTO account (holder_id, post_type, approved) VALUES (unit_ref('公安局'), 11, -2)$$),
          '{excess_unexplained,negative_approved,sequence}', 'a unit that gave what it never had');
SELECT is(found_after($$INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id)
                        SELECT h.id, 11, 1, '2020-01-01', current_date, 1 FROM holder h WHERE h.kind = 'reserve' AND h.region = '152221';
                        UPDATE account SET reserved = 1 WHERE post_type = 11
                           AND holder_id = (SELECT h.id FROM holder h WHERE h.kind = 'reserve' AND h.region = '152221')$$),
          '{fund_occupied,unit_missing}', 'a permit on a reserve');
SELECT is(found_after('UPDATE rule_exception SET allowance = 0'), '{excess_unexplained}', 'an excess beyond what was ever allowed');
SELECT is(found_after('UPDATE rule_exception SET rule = ''over_leadership'''), '{excess_unexplained}', 'nor by an exception to another rule');
SELECT is(found_after($$UPDATE rule SET mode = 'track' WHERE code = 'over_establishment'; UPDATE rule_exception SET allowance = 0$$), NULL,
          'where the rule does not block, an excess is no damage');

-- Ledger
SELECT is(found_after(format('DELETE FROM entry_line WHERE entry_id = %s AND holder_id < 0', :entry)),
          '{account_approved,entry_unbalanced,reversal_differs}', 'half an entry');
SELECT is(found_after($$INSERT INTO entry (kind, document_id, effective_on) VALUES ('transfer', 1, '2020-01-01')$$), '{entry_empty}', 'an entry without lines');
SELECT is(found_after('UPDATE entry SET document_id = NULL WHERE id = (SELECT max(id) FROM entry)'), '{entry_document}', 'an entry without a document');
SELECT is(found_after('UPDATE entry SET effective_on = current_date + 1 WHERE id = (SELECT max(id) FROM entry)'), '{entry_future}', 'an entry of tomorrow');
SELECT is(found_after(format('UPDATE entry SET effective_on = ''2019-01-09'' WHERE id = %s', :entry)), '{line_outside_validity}', 'posts before the unit was there');
SELECT is(found_after(format('DELETE FROM entry WHERE id = %s', :undo)), '{line_orphan}', 'lines of no entry');
SELECT ok(found_after('UPDATE entry_line SET post_type = 99 WHERE post_type = 214') @> '{line_orphan,account_missing}', 'lines of an unknown kind');

-- References
SELECT is(found_after('DELETE FROM person WHERE name = ''乙1'''), '{person_missing}', 'a person gone');
SELECT is(found_after('DELETE FROM person WHERE name = ''甲二'''), '{person_missing}', 'also one of whom only history speaks');
SELECT ok(found_after('DELETE FROM unit WHERE name = ''教育局''') @> '{unit_missing,account_orphan,line_orphan}', 'a unit gone');
SELECT ok(found_after('DELETE FROM post_type WHERE code = 22') @> '{account_orphan,line_orphan,post_type_missing}', 'a kind gone');
SELECT is(found_after(format('UPDATE enrolment SET division_id = 4711 WHERE id = %s', :one)), '{division_missing}', 'a division that is not there');
SELECT is(found_after(format('UPDATE enrolment SET division_id = unit_ref(''教育局'') WHERE id = %s', :one)), '{division_missing}', 'a body given as division');
SELECT is(found_after(format('UPDATE enrolment SET document_id = NULL WHERE id = %s', :one)), '{document_missing}', 'an enrolment without a document');
SELECT is(found_after('UPDATE appointment SET document_id = 4711'), '{document_missing}', 'an appointment with one that is not there');
SELECT is(found_after('UPDATE enrolment SET until_document_id = NULL WHERE until IS NOT NULL'), '{until_document_missing}', 'an end without a document');
SELECT is(found_after(format('UPDATE enrolment SET entry_reason = ''none'' WHERE id = %s', :one)), '{code_unknown}', 'an unknown entry reason');
SELECT is(found_after('UPDATE enrolment SET exit_reason = ''none'' WHERE exit_reason IS NOT NULL'), '{code_unknown}', 'an unknown exit reason');
SELECT is(found_after(format('UPDATE appointment SET holder_rank = ''none at all'' WHERE id = %s', :chief)), '{code_unknown}', 'an unknown rank');
SELECT ok(found_after(format('UPDATE enrolment SET post_type = 203 WHERE id = %s', :one)) @> '{wrong_class}', 'enrolled on a leadership post');
SELECT ok(found_after(format('UPDATE appointment SET post_type = 11 WHERE id = %s', :chief)) @> '{wrong_class}', 'appointed to an establishment post');
SELECT ok(found_after(format('UPDATE enrolment SET unit_id = unit_ref(''办公室''), division_id = NULL WHERE id = %s', :one)) @> '{not_a_body}', 'enrolled at a division');
SELECT is(found_after(format('UPDATE enrolment SET effective_on = current_date + 1 WHERE id = %s', :one)), '{future_date}', 'from tomorrow');
SELECT is(found_after(format('UPDATE enrolment SET effective_on = ''2019-01-09'' WHERE id = %s', :one)), '{outside_validity}', 'before the unit was there');

-- People
SELECT is(found_after(format('UPDATE enrolment SET effective_on = ''2019-12-31'' WHERE id = %s', :moved)),
          '{enrolment_overlap,transfer_broken}', 'two posts for a day, in history');
SELECT ok(found_after(format('UPDATE enrolment SET person_id = (SELECT person_id FROM enrolment WHERE id = %s) WHERE id = %s', :one, :moved))
          @> '{enrolment_overlap}', 'two posts now');
SELECT is(found_after(format($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, until, exit_reason, document_id, until_document_id)
                               SELECT person_id, unit_id, post_type, '2020-05-05', '2020-05-05', 'other', 1, 1 FROM enrolment WHERE id = %s$$, :one)),
          NULL, 'a void record meets nothing');
SELECT is(found_after(format($$INSERT INTO appointment (person_id, unit_id, post_type, counts, effective_on, document_id)
                               SELECT person_id, unit_id, post_type, false, '2020-05-05', 1 FROM appointment WHERE id = %s$$, :chief)),
          '{appointment_overlap}', 'appointed twice to the same post');
SELECT is(found_after(format('UPDATE use_permit SET used = 2, state = ''used'', closed_on = current_date WHERE id = %s', :permit)),
          '{account_reserved,permit_used}', 'a permit used more often than enrolments say');
SELECT is(found_after(format($$ALTER TABLE use_permit DROP CONSTRAINT use_permit_used_within;
                               UPDATE use_permit SET quantity = 1 WHERE id = %s; UPDATE use_permit SET used = 2 WHERE id = %s;
                               UPDATE enrolment SET permit_id = %s WHERE id = %s;
                               UPDATE account SET reserved = 0 WHERE post_type = 22$$, :permit, :permit, :permit, :moved)),
          '{account_reserved,permit_over_quantity}', 'more uses than were permitted');
SELECT is(found_after(format('UPDATE use_permit SET used = 2 WHERE id = %s; UPDATE enrolment SET permit_id = %s WHERE id = %s; UPDATE account SET reserved = 0 WHERE post_type = 22',
                             :permit, :permit, :moved)), '{permit_state}', 'used up and still open');
SELECT is(found_after(format('UPDATE enrolment SET permit_id = %s WHERE id = %s; UPDATE use_permit SET used = 2, state = ''used'', closed_on = current_date WHERE id = %s;
                              UPDATE account SET reserved = 0 WHERE post_type = 22', :permit, :one, :permit)), '{permit_mismatch}', 'a permit of another unit');
SELECT is(found_after(format('UPDATE enrolment SET transfer_id = 4711 WHERE id = %s', :moved)), '{transfer_broken}', 'a transfer from nowhere');

-- Structure
SELECT is(found_after('UPDATE unit SET path = ''/'' WHERE name = ''办公室'''), '{unit_path}', 'a wrong path');
SELECT is(found_after('UPDATE unit SET parent_id = unit_ref(''办公室'') WHERE name = ''水利局'''), '{unit_cycle,version_last}', 'a unit below itself');
SELECT is(found_after('UPDATE unit SET parent_id = unit_ref(''公安局'') WHERE name = ''办公室'''), '{unit_path,version_last}', 'moved without its path');
SELECT ok(found_after('UPDATE unit SET until = current_date, until_document_id = 1 WHERE name = ''教育局''') @> '{outside_validity,unit_ended,unit_outlives_parent}',
          'ended with posts, people and a unit below');
SELECT is(found_after('UPDATE unit SET document_id = NULL WHERE name = ''公安局'''), '{unit_document,version_first}', 'a unit without a document');
SELECT ok(found_after('DELETE FROM holder WHERE region = ''152221'' AND kind = ''ceiling''') @> '{holder_missing,line_orphan,account_orphan}', 'a region without its ceiling');
SELECT is(found_after('INSERT INTO region VALUES (''152222'', ''科尔沁右翼中旗'', ''152200'', ''county'')'), '{holder_missing}', 'a region that came without its funds');

-- Guards, as they are
SAVEPOINT s;
ALTER TABLE enrolment DISABLE TRIGGER bz50_post_insert;
SELECT results_eq('SELECT "check", object FROM verify()', $$VALUES ('guard', 'enrolment.bz50_post_insert')$$, 'a trigger switched off');
ROLLBACK TO s;
ALTER TABLE account ENABLE TRIGGER bz12_engine_only;
SELECT results_eq('SELECT "check", object FROM verify()', $$VALUES ('guard', 'account.bz12_engine_only')$$, 'a guard that no longer holds for replicas');
ROLLBACK TO s;
DROP TRIGGER unbalanced_entry ON entry_line;
SELECT results_eq('SELECT "check", object FROM verify()', $$VALUES ('guard', 'entry_line.unbalanced_entry')$$, 'a trigger dropped');
ROLLBACK TO s;
DELETE FROM guard;
SELECT results_eq('SELECT "check" FROM verify()', $$VALUES ('guard_unlisted')$$, 'an empty list is not a clean one');
ROLLBACK TO s;
SELECT cmp_ok((SELECT count(*) FROM guard), '>=', 50::bigint, 'guards are listed');

-- Sequences
SELECT set_eq($$SELECT d.objid::regclass FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid JOIN pg_sequence q ON q.seqrelid = d.objid
                 WHERE c.relnamespace = 'trial'::regnamespace AND d.deptype = 'i' AND d.classid = 'pg_class'::regclass$$,
              'SELECT sequence FROM identity_position', 'every identity column of the book is watched');
SELECT is_empty('SELECT * FROM resume_sequences()', 'in a book of its own there is nothing to resume');
SELECT setval('enrolment_id_seq', 1), setval('entry_id_seq', 1, false), setval('holder_id_seq', -1) \g /dev/null
SELECT results_eq('SELECT "check", object FROM verify() ORDER BY object COLLATE "C"',
    $$VALUES ('sequence', 'enrolment_id_seq'), ('sequence', 'entry_id_seq'), ('sequence', 'holder_id_seq')$$, 'sequences that fell behind, downward ones too');
SELECT results_eq('SELECT sequence, value FROM resume_sequences() ORDER BY sequence COLLATE "C"',
    $$SELECT * FROM (VALUES ('enrolment_id_seq', (SELECT max(id) FROM enrolment)), ('entry_id_seq', (SELECT max(id) FROM entry)),
                            ('holder_id_seq', (SELECT min(id) FROM holder))) v$$, 'they go on behind the last number');
SELECT is_empty('SELECT * FROM verify()', 'and the book is sound again');
SELECT accepted($$SELECT enrol(citizen(9), '水利局', '11', name => '甲三', effective_on => '2020-03-01')$$, 'work goes on');
SELECT setval('person_id_seq', 100000) \g /dev/null
SELECT is_empty('SELECT * FROM resume_sequences()', 'a sequence that is ahead stays');

-- check_rules: excesses ------------------------------------------------------------------------

SELECT is_empty($$SELECT * FROM check_rules() WHERE rule <> 'permit_invalid' AND rule <> 'over_establishment'$$, 'nothing else is wrong yet');
SELECT results_eq($$SELECT key, unit_id, post_type, level, figures, state FROM finding WHERE rule = 'over_establishment'$$,
    $$SELECT concat('over_establishment/', u, '/11'), u, 11, 'error', '{"approved": 2, "strength": 3, "reserved": 0, "excess": 1}'::jsonb, 'open' FROM unit_ref('教育局') u$$,
    'an exception that has run out no longer excuses: the figures stand in the finding');
SELECT results_eq($$SELECT rule, unit_id, level FROM check_rules('permit_invalid')$$, $$SELECT 'permit_invalid', unit_ref('前旗水利局'), 'notice'$$, 'a permit past its day is noticed');
UPDATE rule_exception SET expires_on = current_date;
SELECT is_empty($$SELECT * FROM check_rules('over_establishment')$$, 'a prolonged exception excuses');
SELECT is((SELECT state FROM finding WHERE rule = 'over_establishment'), 'excused', 'and the finding says so');
SELECT is((SELECT state FROM finding WHERE rule = 'permit_invalid'), 'open', 'a check of one rule leaves the others alone');
SELECT release('乙1', 'retirement', effective_on => '2021-01-01') \g /dev/null
SELECT cancel_permit(:past_permit) \g /dev/null
SELECT is_empty('SELECT * FROM check_rules()', 'the causes gone, nothing is open');
SELECT is_empty($$SELECT * FROM finding WHERE state <> 'resolved'$$, 'all is resolved');
UPDATE finding SET found_on = '2021-01-01';
SELECT enrol(citizen(20), '教育局', '11', name => '乙4', effective_on => '2021-02-01') \g /dev/null
UPDATE rule_exception SET expires_on = '2020-12-31';
SELECT results_eq('SELECT rule, found_on FROM check_rules()', $$VALUES ('over_establishment', current_date)$$, 'what comes back is the same finding, found anew');
SELECT is((SELECT count(*) FROM finding WHERE rule = 'over_establishment'), 1::bigint, 'under its stable key');
UPDATE finding SET found_on = '2021-01-01' WHERE state = 'open';
SELECT results_eq('SELECT found_on FROM check_rules()', $$VALUES ('2021-01-01'::date)$$, 'what stays open keeps its day');
INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on)
VALUES ('over_establishment', unit_ref('教育局'), 0, :excess, '2020-01-02', current_date + 1);
SELECT isnt_empty('SELECT * FROM check_rules()', 'an allowance that is too small does not excuse');
SELECT release('乙4', 'other', effective_on => '2021-03-01') \g /dev/null

-- check_rules: people, kinds, funds -------------------------------------------------------------

UPDATE rule SET params = params || '{"due_days": 30}' WHERE code = 'age_limits';
SET client_min_messages = error;
SELECT enrol(resident_number('1950-01-01', 1), '第一中学', '22', name => '老一', effective_on => '2020-05-01') AS old,
       enrol(resident_number('2003-06-01', 1), '第一中学', '22', name => '少一', effective_on => '2019-05-31') AS young,
       enrol(resident_number('2003-06-01', 3), '第一中学', '22', name => '少二', effective_on => '2019-06-01') AS sixteen \gset
SET client_min_messages = warning;
SELECT results_eq($$SELECT g.key, g.unit_id, g.level, g.due_on FROM check_rules('age_limits') g ORDER BY g.object$$,
    $$SELECT concat('age_limits/p', p.id), unit_ref('第一中学'), 'warning', current_date + 30 FROM person p WHERE p.name IN ('老一', '少一')
       ORDER BY concat(p.name, ' ', bianzhi.masked(p.resident_id))$$,
    'past the age and still in post, or too young when they came; with a day to mend it by');
SELECT is_empty($$SELECT f.id FROM finding f, person p WHERE position(p.resident_id::text IN f::text) > 0$$, 'findings show no resident number');
INSERT INTO rule (code, region, mode, params, name_zh, name_en) VALUES ('age_limits', '152200', 'track', '{"min_age": 18}', '年龄异常', 'unusual age');
SELECT is((SELECT count(*) FROM check_rules('age_limits')), 3::bigint, 'a region''s own row of a rule goes before the general one');
SELECT results_eq($$SELECT region, params ->> 'min_age' FROM rule_in_force WHERE rule = 'age_limits' ORDER BY region$$,
    $$VALUES ('152200', '18'), ('152221', '18')$$, 'and holds below the region');
UPDATE rule SET until = current_date WHERE code = 'age_limits' AND region = '152200';
SELECT is((SELECT count(*) FROM check_rules('age_limits')), 2::bigint, 'until it ends');
SELECT release('老一', 'retirement', effective_on => '2020-06-01'), release('少一', 'other', effective_on => '2020-06-01') \g /dev/null
SELECT is_empty($$SELECT * FROM check_rules('age_limits')$$, 'released, resolved');

SELECT amend_person('少二', sex => 'F') \g /dev/null
SELECT results_eq($$SELECT g.key, g.figures FROM check_rules('sex_mismatch') g$$,
    $$SELECT concat('sex_mismatch/p', p.id), '{"stated": "F", "resident_id": "M"}'::jsonb FROM person p WHERE p.name = '少二'$$,
    'the finding of the engine and that of the check are one');
SELECT amend_person('少二', sex => 'M') \g /dev/null
SELECT is_empty($$SELECT * FROM check_rules('sex_mismatch')$$, 'corrected, resolved');

SELECT appoint('甲三', '水利局', '214', '副局长', 'chu', effective_on => '2020-04-01') AS high,
       appoint('乙2', '水利局', '214', '副局长', 'ke', effective_on => '2020-04-01') AS low \gset
SELECT results_eq($$SELECT g.key, g.level, g.figures ->> 'holder_rank', g.figures ->> 'post_rank' FROM check_rules('high_post') g$$,
    format($$VALUES ('high_post/a%s', 'notice', '正处', '副处')$$, :high),
    'above the rank of the post is noticed (高配), below it is allowed (高职低配)');
INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on)
VALUES ('high_post', unit_ref('水利局'), :excess, '2020-01-02', current_date);
SELECT is_empty($$SELECT * FROM check_rules('high_post')$$, 'an exception in force excuses what has no number');

DELETE FROM admissibility WHERE class = 'institution' AND post_type = 22;
SELECT results_eq($$SELECT g.key, g.figures ->> 'class' FROM check_rules('mixed_establishment') g$$,
    $$SELECT concat('mixed_establishment/', u, '/22'), 'institution' FROM unit_ref('第一中学') u$$, 'a kind that the class may no longer use');
INSERT INTO admissibility (class, post_type) VALUES ('institution', 22);
SELECT is_empty($$SELECT * FROM check_rules('mixed_establishment')$$, 'admissible again');

SELECT bianzhi.resident_id_upgrade('152299800101001')::text AS near_id, bianzhi.resident_id_upgrade('110102800101001')::text AS far_id \gset
SELECT register_person(:'near_id', '邻一'), register_person(:'far_id', '远一') \g /dev/null
SELECT results_eq($$SELECT g.key, g.unit_id, g.figures ->> 'region_code' FROM check_rules('region_code') g$$,
    $$SELECT concat('region_code/p', p.id), NULL::int, '152299' FROM person p WHERE p.name = '邻一'$$,
    'a code of the own area that the region table does not know; others cannot be judged');

SAVEPOINT s;
ALTER TABLE account DISABLE TRIGGER ALL;
UPDATE account SET approved = -1 WHERE holder_id = reserve_of('152221') AND post_type = 11;
SELECT results_eq($$SELECT g.key, g.unit_id, g.post_type, g.level FROM check_rules('over_ceiling') g$$,
    $$SELECT concat('over_ceiling/', reserve_of('152221'), '/11'), NULL::int, 11, 'error'$$, 'a reserve below nought');
ROLLBACK TO s;

SELECT release('少二', 'other', effective_on => '2020-06-01') \g /dev/null
UPDATE rule SET until = current_date WHERE code = 'region_code';
SELECT is_empty($$SELECT * FROM check_rules('region_code')$$, 'a rule no longer in force fails nobody');
SELECT is((SELECT state FROM finding WHERE rule = 'region_code'), 'resolved', 'and its findings are resolved');

-- the record of checks
SELECT count(*) AS runs FROM check_run \gset
SELECT count(*) FROM check_rules() \g /dev/null
SELECT results_eq(format('SELECT count(*) - %s FROM check_run', :runs), 'VALUES (1::bigint)', 'each run is recorded, a clean one too');
SELECT results_eq($$SELECT r.rules, r.objects, r.failures, r.score, r.run_by = session_user FROM check_run r ORDER BY r.id DESC LIMIT 1$$,
    $$SELECT (SELECT count(*)::int FROM rule_population p WHERE p.rule <> 'region_code'), (SELECT sum(p.objects)::bigint FROM rule_population p WHERE p.rule <> 'region_code'), 0::bigint, 100.00, true$$,
    'with the rules in force, the objects that passed, and the score');
UPDATE rule_exception SET expires_on = '2020-12-31' WHERE rule = 'high_post';
SELECT results_eq($$SELECT count(*) FROM check_rules('high_post')$$, 'VALUES (1::bigint)', 'one of two appointments fails');
SELECT results_eq($$SELECT r.rules, r.objects, r.failures, r.score FROM check_run r ORDER BY r.id DESC LIMIT 1$$,
    $$SELECT 1, n, 1::bigint, trunc(100.0 * (n - 1) / n, 2) FROM (SELECT count(*) AS n FROM appointment WHERE until IS NULL) a$$, 'and the score follows');
SELECT refused($$SELECT * FROM check_rules('no_such_rule')$$, '23503', 'rule_exists', 'an unknown rule');
SELECT is_empty($$SELECT * FROM check_rules('append_only')$$, 'a rule that cannot be broken has no findings');
SELECT is_empty('SELECT * FROM verify()', 'after all this the book is sound');

SELECT * FROM finish();
ROLLBACK;
