-- pool.sql: a book with a turnover pool of 10,000 loans in use: 2,000 full institutions in 100 departments, five each,
-- and 500 sister institutions with vacancies.  A third of the loans is overdue.
-- "plain" is what a clerk's spreadsheet would be: one table of the open loans with the names in it, no book behind it.
\set ON_ERROR_STOP on
SET client_min_messages = error;
SELECT bianzhi.create_book('bp', '152200', '兴安盟（测量用）') \g /dev/null
SET search_path = bp, bianzhi, pg_temp;
SET bianzhi.document = '兴机编〔2010〕1号';
INSERT INTO document (number, issued_on) VALUES ('兴机编〔2010〕1号', '2010-01-01');
INSERT INTO unit (id, name, class, supervisor_id, region, effective_on, document_id)
SELECT n, '测量单位' || lpad(n::text, 4, '0'), CASE WHEN n <= 100 THEN 'organ' ELSE 'institution' END,
       CASE WHEN n > 100 THEN 1 + n % 100 END, '152200', '2010-01-01', 1
  FROM generate_series(1, 2600) n ORDER BY n;
SELECT grant_ceiling('152200', '22', 100000, effective_on => '2010-01-01'), pool_open('池', '31', effective_on => '2010-01-01'),
       pool_fund(12000, '22', effective_on => '2010-01-01') \g /dev/null
BEGIN;
INSERT INTO entry (kind, document_id, effective_on) VALUES ('allocation', 1, '2010-01-01') RETURNING id AS entry \gset
INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
SELECT :entry, u, 22, 10 FROM generate_series(101, 2600) u
UNION ALL SELECT :entry, reserve_of('152200'), 22, -25000;
COMMIT;
CREATE FUNCTION pg_temp.resident_id(born int, serial int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '152200' || born || lpad(serial::text, 3, '0')
           || substr('10X98765432', 1 + (82 + born / 10000000 * 2 + born / 1000000 % 10 * 1 + born / 100000 % 10 * 6
                                         + born / 10000 % 10 * 3 + born / 1000 % 10 * 7 + born / 100 % 10 * 9
                                         + born / 10 % 10 * 10 + born % 10 * 5
                                         + serial / 100 * 8 + serial / 10 % 10 * 4 + serial % 10 * 2) % 11, 1)
$$;
INSERT INTO person (resident_id, name)
SELECT pg_temp.resident_id(to_char(date '1968-01-01' + n % 10000, 'YYYYMMDD')::int, n / 10000)::bianzhi.resident_id, '人' || n
  FROM generate_series(1, 32000) n ORDER BY n;
-- 20,000 people fill the borrowers; the sisters are half empty
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT n, 101 + (n - 1) % 2000, 22, '2012-01-01', 1 FROM generate_series(1, 20000) n;
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT 30000 + n, 2101 + (n - 1) % 500, 22, '2012-01-01', 1 FROM generate_series(1, 2000) n;
INSERT INTO talent_certificate (number, person_id, category, effective_on, expires_on)
SELECT format('认〔2020〕%s号', n), 20000 + n, 'urgent', '2010-01-01', '2999-12-31' FROM generate_series(1, 10000) n;
INSERT INTO pool_loan (pool_id, unit_id, quantity, effective_on, document_id)
SELECT 1, 101 + (n - 1) % 2000, 1, '2012-02-01', 1 FROM generate_series(1, 10000) n;
UPDATE pool_loan SET state = 'approved', approved_on = '2012-03-01', use_by = '2999-12-31', approval_document_id = 1;
-- used over the last three years: a third is overdue
INSERT INTO enrolment (person_id, unit_id, post_type, entry_reason, effective_on, document_id)
SELECT 20000 + n, 101 + (n - 1) % 2000, 31, 'talent', current_date - 1 - n % 1095, 1 FROM generate_series(1, 10000) n;
CREATE TABLE bp.plain AS
SELECT s.id, h.name AS pool, d.name AS supervisor, u.name AS unit, n.name AS person, masked(n.resident_id) AS resident_id,
       s.effective_on AS enrolled_on, s.return_by, u.region, s.unit_id
  FROM pool_seat s JOIN pool p ON p.id = s.pool_id JOIN holder h ON h.id = p.holder_id JOIN unit u ON u.id = s.unit_id
  JOIN unit d ON d.id = u.supervisor_id JOIN person n ON n.id = s.person_id;
CREATE INDEX ON bp.plain (return_by);
VACUUM ANALYZE;
