-- reform.sql: a book of its own for reforms: UNITS bureaus with 50 people, 60 posts, a leader and a duty each, and the
-- same facts once more in plain tables that no rule watches.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS reform CASCADE;
DROP SCHEMA IF EXISTS reform_plain CASCADE;
SELECT bianzhi.create_book('reform', '152200', '兴安盟');
SET search_path = reform, bianzhi;
SET bianzhi.document = '兴机编〔2020〕1号';
SELECT record_document('兴机编〔2020〕1号', '2020-01-01');
SELECT count(grant_ceiling('152200', t, 1000000, effective_on => '2020-01-01')) FROM unnest('{11,203}'::text[]) t;
SELECT count(establish_unit('局' || n, 'organ', rank => 'chu', system => 'government', effective_on => '2020-01-01')) FROM generate_series(1, :units) n;
SELECT count(allocate('#' || n, '11', 60, effective_on => '2020-01-01')), count(allocate('#' || n, '203', 1, effective_on => '2020-01-01')),
       count(record_duty('职责' || n, '#' || n, effective_on => '2020-01-01'))
  FROM generate_series(1, :units) n;
INSERT INTO person (resident_id, name)
SELECT (SELECT (stem || substr('10X98765432', 1 + (sum(substr(stem, i::int, 1)::int * w) % 11)::int, 1))::bianzhi.resident_id
          FROM (VALUES ('152200' || to_char(date '1970-01-01' + n / 500, 'YYYYMMDD') || lpad((1 + n % 500 * 2)::text, 3, '0'))) s (stem),
               unnest('{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'::int[]) WITH ORDINALITY u (w, i) GROUP BY stem), '人员' || n
  FROM generate_series(1, :units * 50) n;
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT p.id, 1 + p.id % :units, 11, '2020-02-01', 1 FROM person p;
INSERT INTO appointment (person_id, unit_id, post_type, effective_on, document_id)
SELECT p.id, 1 + p.id % :units, 203, '2020-02-01', 1 FROM person p WHERE p.id <= :units;

-- five bureaus become one; one by one; and everybody moved by a step of his own
SELECT make_plan('五合一', jsonb_agg(jsonb_build_object('op', 'merge_units', 'args',
           jsonb_build_object('units', ARRAY['#' || n + 1, '#' || n + 2, '#' || n + 3, '#' || n + 4], 'into_unit', '#' || n)) ORDER BY n),
           '兴机编〔2020〕1号', '2020-03-01')
  FROM generate_series(1, :units - 4, 5) n;
SELECT make_plan('逐人', (SELECT jsonb_agg(jsonb_build_object('op', 'transfer_posts', 'args',
           jsonb_build_object('from_unit', 'reserve', 'to_unit', '#' || n, 'post_type', '11', 'quantity', 50)) ORDER BY n) FROM generate_series(1, :units) n)
       || jsonb_agg(jsonb_build_object('op', 'transfer_person', 'args',
              jsonb_build_object('person', '#' || p.id, 'to_unit', '#' || 1 + (p.id + 1) % :units)) ORDER BY p.id), '兴机编〔2020〕1号', '2020-03-01')
  FROM person p;

CREATE SCHEMA reform_plain;
CREATE TABLE reform_plain.unit AS SELECT * FROM unit;
CREATE TABLE reform_plain.account AS SELECT holder_id, post_type, approved, reserved, strength FROM account;
CREATE TABLE reform_plain.enrolment (LIKE enrolment INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
INSERT INTO reform_plain.enrolment SELECT * FROM enrolment;
CREATE TABLE reform_plain.appointment (LIKE appointment INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
INSERT INTO reform_plain.appointment SELECT * FROM appointment;
CREATE TABLE reform_plain.entry (LIKE entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
CREATE TABLE reform_plain.entry_line (LIKE entry_line INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
CREATE TABLE reform_plain.duty_assignment (LIKE duty_assignment INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
INSERT INTO reform_plain.duty_assignment SELECT * FROM duty_assignment;
ALTER TABLE reform_plain.unit ADD PRIMARY KEY (id);
ALTER TABLE reform_plain.account ADD PRIMARY KEY (holder_id, post_type);
CREATE SEQUENCE reform_plain.ids START 10000000;

-- The same merger as plain statements over sets: what somebody writes who trusts himself.
CREATE PROCEDURE reform_plain.merge_all(day date) LANGUAGE plpgsql SET search_path = reform_plain, pg_temp AS $$
BEGIN
    CREATE TEMP TABLE pair AS
    SELECT u.id AS from_id, u.id - (u.id - 1) % 5 AS to_id FROM unit u WHERE u.kind = 'body' AND (u.id - 1) % 5 <> 0;
    CREATE TEMP TABLE gone AS SELECT e.id, e.person_id, e.post_type, p.to_id FROM enrolment e JOIN pair p ON p.from_id = e.unit_id WHERE e.until IS NULL;
    CREATE TEMP TABLE freed AS SELECT a.id, a.person_id, a.post_type, p.to_id FROM appointment a JOIN pair p ON p.from_id = a.unit_id WHERE a.until IS NULL;
    UPDATE enrolment e SET until = day, exit_reason = 'block_transfer_out', until_document_id = 1 FROM gone g WHERE g.id = e.id;
    UPDATE appointment a SET until = day, until_document_id = 1 FROM freed f WHERE f.id = a.id;
    INSERT INTO entry (id, kind, document_id, effective_on) SELECT p.to_id + 10000000, 'reform', 1, day FROM pair p GROUP BY p.to_id;
    INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
    SELECT p.to_id + 10000000, h.id, a.post_type, sum(h.sign * a.approved)
      FROM pair p JOIN account a ON a.holder_id = p.from_id CROSS JOIN LATERAL (VALUES (p.from_id, -1), (p.to_id, 1)) h (id, sign)
     WHERE a.approved <> 0 GROUP BY 1, 2, 3;
    INSERT INTO enrolment (id, person_id, unit_id, post_type, effective_on, entry_reason, document_id, transfer_id)
    SELECT nextval('ids'), g.person_id, g.to_id, g.post_type, day, 'reorganisation', 1, g.id FROM gone g;
    INSERT INTO appointment (id, person_id, unit_id, post_type, effective_on, document_id)
    SELECT nextval('ids'), f.person_id, f.to_id, f.post_type, day, 1 FROM freed f;
    UPDATE account a SET approved = a.approved + d.approved, strength = a.strength + d.strength
      FROM (SELECT h.id, x.post_type, sum(h.sign * x.approved) AS approved, sum(h.sign * x.strength) AS strength
              FROM pair p JOIN account x ON x.holder_id = p.from_id CROSS JOIN LATERAL (VALUES (p.from_id, -1), (p.to_id, 1)) h (id, sign)
             GROUP BY 1, 2) d
     WHERE a.holder_id = d.id AND a.post_type = d.post_type;
    CREATE TEMP TABLE handed AS SELECT d.id, d.duty_id, p.to_id FROM duty_assignment d JOIN pair p ON p.from_id = d.unit_id WHERE d.until IS NULL;
    UPDATE duty_assignment d SET until = day, until_document_id = 1 FROM handed h WHERE h.id = d.id;
    INSERT INTO duty_assignment (id, duty_id, unit_id, effective_on, document_id) SELECT nextval('ids'), h.duty_id, h.to_id, day, 1 FROM handed h;
    UPDATE unit u SET until = day, until_document_id = 1 FROM pair p WHERE p.from_id = u.id;
END $$;
ANALYZE;
