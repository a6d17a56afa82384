-- One statement over many rows: judged as a whole, every violation counted and the first bianzhi.max_reported named, nothing half done.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

-- thirty offices with two administrative posts each; offices and people have no digits in their names
CREATE FUNCTION pg_temp.word(i int) RETURNS text LANGUAGE sql IMMUTABLE RETURN translate(lpad(i::text, 3, '0'), '0123456789', '零一二三四五六七八九');
SELECT grant_ceiling('152200', '11', 200, effective_on => '2019-01-10') \g /dev/null
SELECT establish_unit('局' || pg_temp.word(i), 'organ', effective_on => '2019-01-10'), i FROM generate_series(1, 30) i \g /dev/null
SELECT allocate('局' || pg_temp.word(i), '11', 2, effective_on => '2019-01-10') FROM generate_series(1, 30) i \g /dev/null
INSERT INTO person (resident_id, name) SELECT citizen(i)::resident_id, '人' || pg_temp.word(i) FROM generate_series(1, 200) i;
CREATE TEMP TABLE office AS SELECT row_number() OVER (ORDER BY id)::int AS n, id FROM unit WHERE name ~ '^局';
CREATE TEMP TABLE someone AS SELECT row_number() OVER (ORDER BY id)::int AS n, id FROM person;
-- what a refused load must leave as it was
CREATE TEMP TABLE before AS SELECT holder_id, post_type, approved, reserved, strength FROM account;
CREATE FUNCTION pg_temp.untouched(what text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN public.is((SELECT count(*) FROM enrolment) || ' ' || (SELECT count(*) FROM (SELECT holder_id, post_type, approved, reserved, strength FROM account EXCEPT SELECT * FROM before) x),
                     '0 0', what);
END $$;
-- puts person first+1, first+2 … into offices 1 … offices, each of them `each` people
CREATE FUNCTION pg_temp.load(offices int, each int, first int DEFAULT 0) RETURNS text LANGUAGE sql AS $$
    SELECT format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
                   SELECT s.id, o.id, 11, ''2019-02-01'', 1 FROM office o, generate_series(1, %s) k, someone s
                    WHERE o.n <= %s AND s.n = %s + (o.n - 1) * %1$s + k', each, offices, first)
$$;

-- All that is wrong is reported at once ---------------------------------------------------

SELECT is((attempt(pg_temp.load(3, 4))).figures, '{2,0,0,4,2,0,0,4,2,0,0,4}', 'three offices overfilled: all three with their figures');
SELECT pg_temp.untouched('and nothing was entered');
SELECT is((attempt(pg_temp.load(10, 3))).figures, string_to_array(concat('2,0,0,3', repeat(',2,0,0,3', 9)), ',')::bigint[], 'ten violations, ten named');
SELECT is((attempt(pg_temp.load(30, 3))).figures, string_to_array(concat('2,0,0,3', repeat(',2,0,0,3', 9)), ',')::bigint[], 'thirty, the first ten named');
SELECT is(numbers((attempt(pg_temp.load(30, 3))).message), '{29}', 'and all counted: one in the message, so many more');
SET LOCAL bianzhi.max_reported = 25;
SELECT is(cardinality((attempt(pg_temp.load(30, 3))).figures), 25 * 4, 'bianzhi.max_reported says how many are named');
SET LOCAL bianzhi.max_reported = 0;
SELECT is((attempt(pg_temp.load(30, 3))).figures, NULL, 'zero names none');
SELECT is(numbers((attempt(pg_temp.load(30, 3))).message), '{29}', 'but counts');
SELECT refused('SET LOCAL bianzhi.max_reported = -1', '22023', '', 'less than zero is no number of rows');
SELECT refused('SET LOCAL bianzhi.max_reported = 10001', '22023', '', 'more than ten thousand either');
SELECT refused('SET LOCAL bianzhi.nonsense = 1', '42602', '', 'no other settings are taken for ours');
RESET bianzhi.max_reported;
SELECT is((attempt(pg_temp.load(1, 4))).message LIKE '%局零零一%', true, 'a single violation is named');
SELECT is(numbers((attempt(pg_temp.load(1, 4))).message), NULL, 'and nothing more is counted');
SELECT pg_temp.untouched('refusals left nothing');

-- One bad row among many good ones --------------------------------------------------------

CREATE FUNCTION pg_temp.with_one_more(person text DEFAULT '(SELECT id FROM someone WHERE n = 200)', unit text DEFAULT '(SELECT id FROM office WHERE n = 30)', post_type int DEFAULT 11,
                                      on_day text DEFAULT '2019-02-01', document text DEFAULT '1') RETURNS text LANGUAGE sql AS
    $$ SELECT concat(pg_temp.load(29, 2), format(' UNION ALL SELECT %s, %s, %s, %L::date, %s::bigint', person, unit, post_type, on_day, document)) $$;
SELECT refused(v.statement, v.state, v.rule, v.what)
  FROM (VALUES (pg_temp.with_one_more(post_type => 22), '23Z03', 'mixed_establishment', 'one of a kind that is inadmissible'),
               (pg_temp.with_one_more(on_day => '2019-01-09'), '23Z25', 'outside_validity', 'one before its unit was'),
               (pg_temp.with_one_more(on_day => (current_date + 1)::text), '22Z06', '', 'one of tomorrow'),
               (pg_temp.with_one_more(document => 'NULL'), '23Z05', 'document_missing', 'one without a document'),
               (pg_temp.with_one_more(document => '4711'), '23503', 'enrolment_document_id_exists', 'one with an unknown document'),
               (pg_temp.with_one_more(person => '4711'), '23503', 'enrolment_person_id_exists', 'an unknown person'),
               (pg_temp.with_one_more(unit => '4711'), '23503', 'enrolment_unit_id_exists', 'an unknown unit'),
               (pg_temp.with_one_more(post_type => 19), '23503', 'enrolment_post_type_exists', 'an unknown kind of post'),
               (pg_temp.with_one_more(post_type => 203), '23Z03', 'mixed_establishment', 'a leadership post'),
               (pg_temp.with_one_more(person => '(SELECT id FROM someone WHERE n = 1)'), '23Z06', 'double_post', 'a person who comes twice'),
               (pg_temp.with_one_more(unit => '(SELECT id FROM office WHERE n = 1)'), '23Z01', 'over_establishment', 'one too many')) v (statement, state, rule, what);
SELECT pg_temp.untouched('fifty-eight good rows did not stay behind');
SELECT is((attempt(pg_temp.with_one_more(unit => '(SELECT id FROM office WHERE n = 1)'))).figures, '{2,0,0,3}', 'only what is wrong is reported');

-- Many of one rule ------------------------------------------------------------------------

SELECT is(array_length(regexp_split_to_array((attempt($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
                 SELECT s.id, o.id, 11, '2019-02-01', 1 FROM someone s JOIN office o ON o.n IN (s.n, s.n + 1) WHERE s.n <= 6$$)).detail, E'\n'), 1), 6, 'everybody who comes twice is named');
SELECT refused($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
                 SELECT s.id, o.id, 22, '2019-02-01', 1 FROM someone s JOIN office o USING (n)$$, '23Z03', 'mixed_establishment', 'thirty units at once');
SELECT is(array_length(regexp_split_to_array((attempt($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
                 SELECT s.id, o.id, 22, '2019-02-01', 1 FROM someone s JOIN office o USING (n) WHERE n <= 7$$)).detail, E'\n'), 1), 7, 'each unit that may not is named');
SELECT pg_temp.untouched('still nothing');

-- What is right goes in at once -----------------------------------------------------------

SELECT accepted(pg_temp.load(30, 2), 'sixty people into thirty offices');
SELECT is((SELECT string_agg(DISTINCT concat_ws('/', approved, reserved, strength), ' ') FROM account JOIN office o ON o.id = holder_id), '2/0/2', 'each office is full');
SELECT accepted($$UPDATE enrolment SET until = '2019-06-01', exit_reason = 'block_transfer_out', until_document_id = 2$$, 'all leave in one statement');
SELECT is((SELECT sum(strength)::int FROM account), 0, 'all posts are free');
SELECT is((SELECT count(DISTINCT (ended_at, ended_by))::int FROM enrolment), 1, 'by the same hand at the same time');
SELECT accepted($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, until, exit_reason, until_document_id)
                  SELECT s.id, 1, 11, d, 1, d + 1, 'other', 1 FROM someone s, generate_series(0, 39) k, LATERAL (SELECT '2019-01-10'::date + k AS d) x WHERE s.n = 199$$,
                'forty periods of one person, one after the other');
SELECT refused($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, until, exit_reason, until_document_id)
                 SELECT s.id, 1, 11, d, 1, d + 2, 'other', 1 FROM someone s, generate_series(0, 39) k, LATERAL (SELECT '2019-01-10'::date + k AS d) x WHERE s.n = 198$$,
               '23Z06', 'double_post', 'not when they overlap by a day');
SELECT refused($$UPDATE enrolment SET until = until + 1 WHERE person_id = (SELECT id FROM someone WHERE n = 199)$$, '23Z22', 'append_only', 'ends are not put off');
SELECT accepted('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) SELECT s.id, s.n, 11, ''2019-02-01'', 1 FROM someone s WHERE false', 'no row is no error');
SELECT accepted('UPDATE enrolment SET note = note WHERE false', 'nor an update of none');

-- Ledger and permits in bulk --------------------------------------------------------------

SELECT is((attempt($$WITH e AS (INSERT INTO entry (kind, document_id, effective_on) VALUES ('reform', 1, '2019-07-01') RETURNING id)
                     INSERT INTO entry_line SELECT e.id, o.id, 11, -3 FROM e, office o WHERE n <= 4
                     UNION ALL SELECT e.id, reserve_of('152200'), 11, 12 FROM e$$)).figures, '{2,0,0,3,2,0,0,3,2,0,0,3,2,0,0,3}', 'every account that an entry would overdraw');
SELECT accepted($$WITH e AS (INSERT INTO entry (kind, document_id, effective_on) VALUES ('reform', 1, '2019-07-01') RETURNING id)
                  INSERT INTO entry_line SELECT e.id, o.id, 11, -1 FROM e, office o UNION ALL SELECT e.id, reserve_of('152200'), 11, 30 FROM e$$, 'one entry over thirty-one accounts');
SELECT is((SELECT string_agg(DISTINCT concat_ws('/', approved, reserved, strength), ' ') FROM account JOIN office o ON o.id = holder_id), '1/0/0', 'takes one post from each');
SELECT refused($$WITH e AS (INSERT INTO entry (kind, document_id, effective_on) SELECT 'reform', 1, '2019-07-02' FROM generate_series(1, 3) RETURNING id)
                 INSERT INTO entry_line SELECT e.id, o.id, 11, 1 FROM e JOIN office o ON o.n = e.id % 30 + 1
                 UNION ALL SELECT max(e.id), reserve_of('152200'), 11, -3 FROM e$$, '23Z04', 'unbalanced_entry', 'entries balance each for itself, not together');
SELECT is((attempt($$INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id) SELECT id, 11, 2, '2019-07-01', '2999-12-31', 1 FROM office WHERE n <= 2$$)).figures,
          '{1,0,0,2,1,0,0,2}', 'permits for more than there is, unit by unit');
SELECT accepted($$INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id) SELECT id, 11, 1, '2019-07-01', '2999-12-31', 1 FROM office$$, 'thirty permits');
SELECT accepted($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, permit_id)
                  SELECT s.id, p.unit_id, 11, '2019-07-01', 1, p.id FROM use_permit p JOIN office o ON o.id = p.unit_id JOIN someone s ON s.n = o.n + 60$$, 'thirty people by thirty permits');
SELECT is((SELECT string_agg(DISTINCT concat_ws('/', approved, reserved, strength), ' ') FROM account JOIN office o ON o.id = holder_id), '1/0/1', 'posts reserved are posts filled');
SELECT is((SELECT count(*)::int FROM use_permit WHERE state = 'used'), 30, 'all permits are used');

-- Warnings in bulk ------------------------------------------------------------------------

UPDATE rule SET mode = 'track' WHERE code = 'over_establishment';
SELECT accepted(pg_temp.load(30, 1, 120), 'tracked: thirty offices overfilled by one each');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'over_establishment' AND figures ->> 'requested' = '1'), 30, 'every one of them is a finding');
UPDATE rule SET mode = 'block' WHERE code = 'over_establishment';
SELECT is_empty($$SELECT * FROM verify() WHERE "check" <> 'excess_unexplained'$$, 'the book is sound but for the excess');
SELECT * FROM finish();
ROLLBACK;
