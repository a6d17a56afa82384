-- Whoever it is: the owner of a book who is no superuser, a superuser, one under session_replication_role = replica, one who
-- disables triggers.  A freeze holds for the first three and what the last does is found; so it is for a closed month.
\ir helpers/refusal.sql
CREATE ROLE roles_owner LOGIN;
SELECT format('GRANT CREATE ON DATABASE %I TO roles_owner', current_database()) \gexec
GRANT USAGE ON SCHEMA bianzhi TO roles_owner;
GRANT ALL ON SCHEMA public TO roles_owner;
SET SESSION AUTHORIZATION roles_owner;
\ir helpers/trial_book.sql
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01'),
       enrol(citizen(2), '水利局', '11', name => '乙一', effective_on => '2019-02-01') \g /dev/null
SELECT release('乙一', 'resignation', effective_on => '2019-02-10') \g /dev/null
SELECT no_plan();
CREATE TEMP TABLE writer (n int GENERATED ALWAYS AS IDENTITY, statement text);
INSERT INTO writer (statement) VALUES
    ($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (2, 1, 11, '2019-03-01', 1)$$),
    ($$UPDATE enrolment SET note = 'x' WHERE id = 1$$), ($$UPDATE unit SET note = 'x' WHERE id = 1$$), ($$UPDATE person SET education = '30' WHERE id = 1$$),
    ($$INSERT INTO entry_line (entry_id, holder_id, post_type, quantity) VALUES (1, 1, 14, 1)$$),
    ($$INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id) VALUES (1, 11, 1, '2019-02-01', '2999-12-31', 1)$$),
    ($$INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 2, 'succeed', '2019-02-01', 1)$$),
    ($$INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('over_establishment', 1, 1, 1, '2019-02-01', '2999-12-31')$$);
GRANT SELECT ON writer TO PUBLIC;

-- Frozen ----------------------------------------------------------------------------------

SELECT is(freeze('152200', '2019-02-01'), 2, 'an owner who is no superuser freezes');
SELECT refused(statement, '55Z01', 'period_frozen', 'the owner: ' || statement) FROM writer ORDER BY n;
SET ROLE NONE;
SELECT refused($$SET session_replication_role = replica$$, '42501', '', 'and cannot be a replica');
RESET SESSION AUTHORIZATION;
SET bianzhi.document = '兴机编〔2019〕1号';
SELECT refused(statement, '55Z01', 'period_frozen', 'a superuser: ' || statement) FROM writer ORDER BY n;
SET session_replication_role = replica;
SELECT refused(statement, '55Z01', 'period_frozen', 'as a replica: ' || statement) FROM writer ORDER BY n;
SELECT refused($$COPY enrolment (person_id, unit_id, post_type, effective_on, document_id) FROM PROGRAM 'echo 2,1,11,2019-03-01,1' (FORMAT csv)$$, '55Z01', 'period_frozen', 'as a replica, by COPY');
RESET session_replication_role;

-- what one disables and puts back again leaves no trace; while it is off it is found, and the seal says so
SET SESSION AUTHORIZATION roles_owner;
BEGIN;
ALTER TABLE use_permit DISABLE TRIGGER bz16_gate_insert;
SELECT accepted(statement, 'with the gate open: ' || statement) FROM writer WHERE statement LIKE '%use_permit%';
SELECT set_eq($$SELECT "check", object FROM verify()$$, $$VALUES ('guard', 'use_permit.bz16_gate_insert')$$, 'verify() names it');
SELECT close_period('152200', '2019-02-01', '试') \g /dev/null
SELECT is((SELECT header::json ->> 'guards_off' FROM seal), '["use_permit.bz16_gate_insert"]', 'so does the seal');
ROLLBACK;
BEGIN;
ALTER TABLE enrolment DISABLE TRIGGER USER;
SELECT cmp_ok((SELECT count(*)::int FROM verify_system() WHERE "check" = 'guard' AND object ^@ 'enrolment.'), '>=', 8, 'all of them at once, too');
ROLLBACK;
BEGIN;
ALTER TABLE enrolment ENABLE TRIGGER bz15_gate;
SELECT set_eq($$SELECT object, actual FROM verify()$$, $$VALUES ('enrolment.bz15_gate', '启用')$$, 'and one that is only weakened');
ROLLBACK;

-- Closed ----------------------------------------------------------------------------------

SELECT matches(close_period('152200', '2019-02-01', '试'), '^[0-9a-f]{64}$', 'the owner closes');
SELECT is_empty('SELECT * FROM verify()', 'and all is well');
CREATE TEMP TABLE tamper (n int GENERATED ALWAYS AS IDENTITY, statement text, state text, rule text);
INSERT INTO tamper (statement, state, rule) VALUES
    ($$UPDATE seal SET previous = root$$, '55Z02', 'period_closed'), ($$DELETE FROM seal_block$$, '23Z22', 'append_only'), ($$TRUNCATE snapshot_account$$, '23Z22', 'append_only'),
    ($$UPDATE snapshot_account SET approved = 9$$, '55Z02', 'period_closed'), ($$UPDATE period SET state = 'frozen'$$, '55Z02', 'period_closed'),
    ($$UPDATE enrolment SET effective_on = '2019-01-31' WHERE id = 1$$, '23Z22', 'append_only'), ($$DELETE FROM enrolment$$, '23Z22', 'append_only'),
    ($$UPDATE enrolment SET recorded_at = now() WHERE id = 1$$, '23Z22', 'append_only'), ($$UPDATE enrolment SET until = '2019-02-09' WHERE id = 2$$, '55Z02', 'period_closed'),
    ($$UPDATE unit_version SET name = 'x'$$, '23Z22', 'append_only');
GRANT SELECT ON tamper TO PUBLIC;
SELECT refused(statement, state, rule, 'the owner: ' || statement) FROM tamper ORDER BY n;
RESET SESSION AUTHORIZATION;
SELECT refused(statement, state, rule, 'a superuser: ' || statement) FROM tamper ORDER BY n;
SET session_replication_role = replica;
SELECT refused(statement, state, rule, 'as a replica: ' || statement) FROM tamper ORDER BY n;

-- under replica the engine does not see when a row says it was recorded; the seal does
BEGIN;
INSERT INTO enrolment (id, person_id, unit_id, post_type, effective_on, document_id, recorded_at, recorded_by)
SELECT 99, 2, 1, 11, '2019-02-11', 1, recorded_at, recorded_by FROM enrolment WHERE id = 1;
SELECT set_eq('SELECT object FROM verify_period()', $$VALUES ('封印 152200 2019-02 enrolment 99')$$, 'a fact dated back into the closed month is named');
ROLLBACK;
RESET session_replication_role;
-- a row that was changed while everything was off, and put under guard again
BEGIN;
ALTER TABLE enrolment DISABLE TRIGGER ALL;
UPDATE enrolment SET unit_id = 2 WHERE id = 1;
ALTER TABLE enrolment ENABLE TRIGGER ALL;
SELECT set_has('SELECT object FROM verify()', $$VALUES ('封印 152200 2019-02 enrolment 1')$$, 'a changed fact is named although the guards are back');
ROLLBACK;
BEGIN;
DELETE FROM guard WHERE table_name = 'seal';
ALTER TABLE seal DISABLE TRIGGER USER;
UPDATE seal SET header = replace(header, '兴安盟', '兴安');
SELECT set_eq('SELECT "check", object FROM verify_period()', $$VALUES ('seal_digest', '封印 152200 2019-02')$$, 'so is a changed header');
ROLLBACK;
SELECT is_empty('SELECT * FROM verify()', 'undone, all is well');
SELECT * FROM finish();
SET client_min_messages = error;
DROP SCHEMA trial CASCADE;
DROP OWNED BY roles_owner;
DROP ROLE roles_owner;
