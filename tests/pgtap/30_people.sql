-- People in establishment posts: registered once, one post at a time in all history, in admissible posts only.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

-- Persons ---------------------------------------------------------------------------------

SELECT enrol(citizen(1), '水利局', '11', 'civil_exam', name => '张　三', effective_on => '2019-02-01') AS first \gset
SELECT results_eq($$SELECT name, sex, retire_group, birth_on, retire_on, status, recorded_at, recorded_by FROM person$$,
                  format($$VALUES ('张三', 'M', 'M60', '1980-01-01'::date, retirement_date('1980-01-01', 'M60'), 'on_post', now(), %L)$$, session_user),
                  'enrol registers a person: name in one form, sex, birth and retirement from the number');
SELECT is(register_person(citizen(1), '别名'), (SELECT id FROM person), 'a known number is not registered again');
SELECT is((SELECT name FROM person), '张三', 'nor renamed');
SELECT is(register_person('#' || (SELECT id FROM person), '别名'), (SELECT id FROM person), 'an id never registers anybody');
SELECT register_person(resident_number('1985-03-03', 2), '巴雅尔') AS woman \gset
SELECT results_eq(format('SELECT sex, retire_group FROM person WHERE id = %s', :woman), $$VALUES ('F', 'F55')$$, 'a woman retires as a cadre unless stated');
SELECT is(person_ref(v.given), :woman::bigint, v.what)
  FROM (VALUES ('巴雅尔', 'by name'), (resident_number('1985-03-03', 2), 'by number'), ('#' || :woman, 'by id')) v (given, what);
SELECT refused($$SELECT person_ref('无此人')$$, '23503', 'person_exists', 'unknown name');
SELECT refused($$SELECT person_ref('#4711')$$, '23503', 'person_exists', 'unknown id');
SELECT refused(format('SELECT person_ref(%L)', citizen(99)), '23503', 'person_exists', 'a number not registered');
SELECT refused($$SELECT person_ref('152200198001010001')$$, '22Z01', '', 'a wrong number');
SELECT refused(format('INSERT INTO person (resident_id, name) VALUES (%L, ''重号'')', citizen(1)), '23505', 'person_resident_id_key', 'one number, one person');
SELECT register_person(citizen(2), '巴雅尔') AS namesake \gset
SELECT refused($$SELECT person_ref('巴雅尔')$$, '21000', '', 'a name that two bear');
SELECT is((SELECT bool_or(m ~ '[0-9]{8,}') FROM (SELECT (attempt($$SELECT person_ref('巴雅尔')$$)).detail) d (m)), false,
          'which one is shown by masked numbers only');
SELECT refused(format('SELECT amend_person(%L, sex => ''X'')', citizen(2)), '23514', 'person_sex_known', 'unknown sex');
SELECT refused(format('SELECT amend_person(%L, retire_group => ''M55'')', citizen(2)), '22Z05', '', 'unknown retirement group');
SELECT refused(format('SELECT amend_person(%L, name => '' '')', citizen(2)), '22Z04', '', 'a name of blanks');
SELECT amend_person(citizen(2), name => 'Ｂat 布', ethnic => '02', retire_group => 'M60', education => '21', title_level => 'senior') AS amended \gset
SELECT results_eq(format('SELECT id, name, ethnic, education, title_level, politics FROM person WHERE id = %s', :amended),
                  format($$VALUES (%s::bigint, tidy_name('Ｂat 布'), '02', '21', 'senior', NULL)$$, :namesake), 'amended is what was said, the rest stays');

-- Entering --------------------------------------------------------------------------------

SELECT results_eq(format('SELECT person_id, unit_id, post_type, effective_on, entry_reason, document_id, until, recorded_at, recorded_by FROM enrolment WHERE id = %s', :first),
                  format($$VALUES (person_ref('张三'), unit_ref('水利局'), 11, '2019-02-01'::date, 'civil_exam', 1::bigint, NULL::date, now(), %L)$$, session_user),
                  'an enrolment as it was said');
SELECT is(balance('水利局', 11), '3/0/1', 'it occupies a post');
SELECT accepted(format('SELECT enrol(%L, ''水利局'', ''11'', name => ''李四'', division => ''办公室'')', citizen(3)), 'in an inner division, today');
SELECT results_eq($$SELECT e.effective_on, e.entry_reason, e.division_id FROM enrolment e WHERE person_id = person_ref('李四')$$,
                  $$VALUES (current_date, 'other', unit_ref('办公室'))$$, 'the defaults of entering');
SELECT enrol(citizen(4), '水利局', '11', name => '王五', effective_on => '2019-02-01') \g /dev/null
SELECT refused_with(format('SELECT enrol(%L, ''水利局'', ''11'', name => ''赵六'', effective_on => ''2019-02-01'')', citizen(5)),
                    '23Z01', 'over_establishment', '{3,3,0,1}', 'no free post');
SELECT is_empty($$SELECT FROM person WHERE name = '赵六'$$, 'a refused enrolment registers nobody');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''14'', name => ''赵六'')', citizen(5)), '23Z01', 'over_establishment', 'free posts of another kind do not count');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''22'', name => ''赵六'')', citizen(5)), '23Z03', 'mixed_establishment', 'an institution post in an organ');
SELECT refused(format('SELECT enrol(%L, ''防汛办'', ''11'', name => ''赵六'')', citizen(5)), '23Z03', 'mixed_establishment', 'a body without posts');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''203'', name => ''赵六'')', citizen(5)), '23Z03', 'mixed_establishment', 'a leadership post is appointed to');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', name => ''赵六'', effective_on => ''2019-01-09'')', citizen(5)), '23Z25', 'outside_validity', 'before the unit was');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', name => ''赵六'', effective_on => current_date + 1)', citizen(5)), '22Z06', '', 'a day to come');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', ''bribe'', name => ''赵六'')', citizen(5)), '23503', 'enrolment_entry_reason_exists', 'unknown reason');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', name => ''赵六'', division => ''无此科'')', citizen(5)), '23503', 'unit_exists', 'unknown division');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'')', citizen(5)), '23503', 'person_exists', 'an unknown person without a name');
SELECT allocate('水利局', '91', 1, effective_on => '2019-01-10') \g /dev/null
SELECT accepted(format('SELECT enrol(%L, ''水利局'', ''91'', name => ''郑九'')', citizen(9)), 'staff beyond the establishment are counted against their quota');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''91'', name => ''钱十'')', citizen(10)), '23Z01', 'over_establishment', 'which holds as well');

-- by hand; columns person, unit, type, on, document
CREATE FUNCTION pg_temp.sits(person text, unit text DEFAULT 'unit_ref(''教育局'')', post_type text DEFAULT '11', on_day text DEFAULT '2019-02-01',
                             document text DEFAULT '1', more_columns text DEFAULT '', more_values text DEFAULT '') RETURNS text LANGUAGE sql AS $$
    SELECT format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id%s) VALUES (%s, %s, %s, %L, %s%s)',
                  more_columns, person, unit, post_type, on_day, document, more_values)
$$;
SELECT refused(pg_temp.sits('4711'), '23503', 'enrolment_person_id_exists', 'unknown person');
SELECT refused(pg_temp.sits(:'woman', '4711'), '23503', 'enrolment_unit_id_exists', 'unknown unit');
SELECT refused(pg_temp.sits(:'woman', 'reserve_of(''152200'')'), '23503', 'enrolment_unit_id_exists', 'nobody sits in the reserve');
SELECT refused(pg_temp.sits(:'woman', post_type => '19'), '23503', 'enrolment_post_type_exists', 'unknown kind of post');
SELECT refused(pg_temp.sits(:'woman', document => '4711'), '23503', 'enrolment_document_id_exists', 'unknown document');
SELECT refused(pg_temp.sits(:'woman', document => 'NULL'), '23Z05', 'document_missing', 'no document');
SELECT refused(pg_temp.sits(:'woman', more_columns => ', division_id', more_values => ', 4711'), '23503', 'enrolment_division_id_exists', 'unknown division');
SELECT refused(pg_temp.sits(:'namesake', more_columns => ', permit_id', more_values => ', 4711'), '23503', 'enrolment_permit_id_exists', 'unknown permit');
SELECT refused(pg_temp.sits(:'woman', 'unit_ref(''办公室'')'), '23514', 'enrolment_at_body', 'nor in a division: people are enrolled at bodies');
SELECT is((attempt(pg_temp.sits('4711'))).in_table::text, 'enrolment'::text, 'the refusal names its table');
SELECT is((attempt(pg_temp.sits('4711'))).in_column, 'person_id', 'and its column');
SELECT is((attempt(pg_temp.sits('4711'))).in_schema, 'trial', 'and its book');

-- One post at a time ----------------------------------------------------------------------

SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', effective_on => ''2019-03-01'')', citizen(1)), '23Z06', 'double_post', 'a second post at the same time');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', effective_on => ''2019-01-20'')', citizen(1)), '23Z06', 'double_post', 'one that begins earlier and is open');
SELECT release('张三', 'resignation', '兴机编〔2019〕2号', '2019-06-01') AS ended \gset
SELECT is(:ended::bigint, :first::bigint, 'release returns the record that ended');
SELECT results_eq(format('SELECT until, exit_reason, until_document_id, ended_at, ended_by FROM enrolment WHERE id = %s', :first),
                  format($$VALUES ('2019-06-01'::date, 'resignation', 2::bigint, now(), %L)$$, session_user), 'the end as it was said, recorded by the database');
SELECT is(balance('水利局', 11), '3/0/2', 'the post is free again');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', effective_on => ''2019-05-31'')', citizen(1)), '23Z06', 'double_post', 'the last day of the old post');
SELECT refused(pg_temp.sits('person_ref(''张三'')', more_columns => ', until, exit_reason, until_document_id', more_values => ', ''2019-02-02'', ''other'', 1'),
               '23Z06', 'double_post', 'also history recorded later, already ended');
SELECT accepted(pg_temp.sits('person_ref(''张三'')', on_day => '2019-01-10', more_columns => ', until, exit_reason, until_document_id', more_values => ', ''2019-02-01'', ''other'', 1'),
                'history that ends on the day the other begins');
SELECT accepted(pg_temp.sits('person_ref(''张三'')', on_day => '2019-03-01', more_columns => ', until, exit_reason, until_document_id', more_values => ', ''2019-03-01'', ''other'', 1'),
                'a void record meets nothing');
SELECT is(balance('教育局', 11), '2/0/0', 'history occupies no post');
SELECT accepted(format('SELECT enrol(%L, ''教育局'', ''11'', effective_on => ''2019-06-01'')', citizen(1)), 'from the day of the end on, the next post');
SELECT refused($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) SELECT person_ref('Bat布'), unit_ref('教育局'), 11, d, 1
                   FROM unnest('{2019-02-01,2019-03-01}'::date[]) d$$, '23Z06', 'double_post', 'twice in one statement');
SELECT refused($$WITH a AS (INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (person_ref('Bat布'), unit_ref('水利局'), 11, '2019-02-01', 1))
                 INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (person_ref('Bat布'), unit_ref('教育局'), 11, '2019-02-01', 1)$$,
               '23Z06', 'double_post', 'twice in two parts of one statement');

-- Leaving ---------------------------------------------------------------------------------

SELECT refused($$SELECT release('张三', 'holiday')$$, '23503', 'enrolment_exit_reason_exists', 'unknown reason');
SELECT refused($$SELECT release('张三', 'other', effective_on => current_date + 1)$$, '22Z06', '', 'a day to come');
SELECT refused($$SELECT release('张三', 'other', effective_on => '2019-05-31')$$, '23514', 'enrolment_dates_in_order', 'before the beginning');
SELECT refused($$SELECT release('张三', 'other', document => '无此文〔2019〕1号')$$, '23503', 'document_exists', 'unknown document');
SELECT refused($$SELECT release('巴雅尔', 'other')$$, 'P0002', '', 'nothing to end');
SELECT refused($$UPDATE enrolment SET until = '2019-07-01' WHERE person_id = person_ref('张三') AND until IS NULL$$, '23514', 'enrolment_end_has_reason', 'an end without a reason');
SELECT refused($$UPDATE enrolment SET until = '2019-07-01', exit_reason = 'other' WHERE person_id = person_ref('张三') AND until IS NULL$$, '23Z05', 'document_missing', 'without a document');
SELECT refused($$UPDATE enrolment SET until = '2019-07-01', exit_reason = 'other', until_document_id = 4711 WHERE person_id = person_ref('张三') AND until IS NULL$$,
               '23503', 'enrolment_document_id_exists', 'with an unknown document');
SELECT accepted($$SELECT release('张三', 'other', effective_on => '2019-06-01')$$, 'a record is voided by its end on its first day');
SELECT is(balance('教育局', 11), '2/0/0', 'and frees the post');
SELECT refused($$UPDATE enrolment SET until = NULL, exit_reason = NULL, until_document_id = NULL WHERE until IS NOT NULL$$, '23Z22', 'append_only', 'an end is not undone');
SELECT refused(format('UPDATE enrolment SET until = %L WHERE id = %s', '2019-06-02', :first), '23Z22', 'append_only', 'nor put off');
SELECT refused(format('UPDATE enrolment SET until_document_id = NULL WHERE id = %s', :first), '23Z05', 'document_missing', 'its document stays');
SELECT refused(format('UPDATE enrolment SET exit_reason = ''holiday'' WHERE id = %s', :first), '23503', 'enrolment_exit_reason_exists', 'its reason stays a known one');
SELECT accepted(format('UPDATE enrolment SET until = %L WHERE id = %s', '2019-05-01', :first), 'it may be put earlier');

-- Moving ----------------------------------------------------------------------------------

SELECT transfer_person('王五', '教育局', effective_on => '2019-07-01') AS moved \gset
SELECT results_eq($$SELECT u.name, e.post_type, e.effective_on, e.until, e.entry_reason, e.exit_reason, e.transfer_id IS NOT NULL
                      FROM enrolment e JOIN unit u ON u.id = e.unit_id WHERE e.person_id = person_ref('王五') ORDER BY e.id$$,
                  $$VALUES ('水利局', 11, '2019-02-01'::date, '2019-07-01'::date, 'other', 'transfer_out', false),
                           ('教育局', 11, '2019-07-01', NULL, 'transfer_in', NULL, true)$$, 'out of one, into the other, on one day');
SELECT is((SELECT transfer_id FROM enrolment WHERE id = :moved), (SELECT min(id) FROM enrolment WHERE person_id = person_ref('王五')), 'the new record names the old one');
SELECT is(concat(balance('水利局', 11), ' ', balance('教育局', 11)), '3/0/1 2/0/1', 'both balances follow');
SELECT enrol(citizen(6), '教育局', '11', name => '孙七', effective_on => '2019-07-01') \g /dev/null
SELECT refused_with($$SELECT transfer_person('李四', '教育局')$$, '23Z01', 'over_establishment', '{2,2,0,1}', 'no free post there');
SELECT is((SELECT unit_id FROM enrolment WHERE person_id = person_ref('李四') AND until IS NULL), unit_ref('水利局'), 'a refused transfer leaves the person where he was');
SELECT refused($$SELECT transfer_person('李四', '第一中学')$$, '23Z03', 'mixed_establishment', 'an administrative post in a school');
SELECT accepted($$SELECT transfer_person('李四', '第一中学', '22', effective_on => current_date)$$, 'with a change of kind');
SELECT refused($$SELECT transfer_person('张三', '水利局')$$, 'P0002', '', 'who holds no post is not transferred');
SELECT refused($$SELECT transfer_person('王五', '水利局', effective_on => '2019-06-30')$$, '23514', 'enrolment_dates_in_order', 'before the beginning');
SELECT refused($$SELECT transfer_person('王五', '教育局', '11', division => '办公室')$$, '23503', 'enrolment_division_id_exists', 'a division of another unit');
SELECT establish_unit('人事科', parent => '教育局', kind => 'division', effective_on => '2019-02-01') \g /dev/null
SELECT accepted($$SELECT transfer_person('王五', '教育局', '11', division => '人事科')$$, 'within a full unit: out and in count as one');
SELECT is(balance('教育局', 11), '2/0/2', 'and change nothing');

-- Findings about people -------------------------------------------------------------------

SELECT enrol(resident_number('2010-01-01', 1), '水利局', '11', name => '少年', effective_on => '2024-01-01') \g /dev/null
SELECT enrol(resident_number('1950-01-01', 1), '水利局', '11', name => '老者', effective_on => '2019-02-01') \g /dev/null
SELECT set_eq($$SELECT rule, level, state, object FROM finding WHERE rule = 'age_limits'$$,
              $$SELECT 'age_limits' AS rule, 'warning' AS level, 'open' AS state, concat(name, ' ', masked(resident_id)) FROM person WHERE name IN ('少年', '老者')$$,
              'too young and retired: enrolled, and found');
SELECT amend_person('老者', sex => 'F') \g /dev/null
SELECT results_eq($$SELECT rule, figures, state FROM finding WHERE rule = 'sex_mismatch'$$,
                  $$VALUES ('sex_mismatch', '{"stated": "F", "resident_id": "M"}'::jsonb, 'open')$$, 'a sex that contradicts the number is found, not refused');
SELECT amend_person('老者', specialty => '水利') \g /dev/null
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'sex_mismatch'), 1, 'the same thing is one finding');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
