-- setup.sql: the book that is measured.  psql -v units=N -v people=N -v dir=SERVER_DIRECTORY
-- A real book made by create_book(); units x 3 post types, 2 x people persons, the files for COPY.
-- Nothing is random but the order of units in a load, and that from a fixed seed.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bianzhi;
SELECT bianzhi.create_book('bz', '152200', '兴安盟（测量用）') \g /dev/null
SET search_path = bz, bianzhi, pg_temp;
SET bianzhi.document = '兴机编〔2000〕1号';
-- a thousand documents, so that the rivals' foreign keys do not meet on one row
INSERT INTO document (number, issued_on) SELECT format('兴机编〔2000〕%s号', n), '2000-01-01' FROM generate_series(1, 1000) n ORDER BY n;

-- a hundred at the top, the others below them
INSERT INTO unit (id, name, class, parent_id, region, effective_on, document_id)
SELECT n, '测量单位' || lpad(n::text, 5, '0'), 'institution', CASE WHEN n > 100 THEN 1 + n % 100 END, '152200', '2000-01-01', 1
  FROM generate_series(1, :units) n ORDER BY n;
SELECT setval(pg_get_serial_sequence('unit', 'id'), :units) \g /dev/null

-- Posts: 2,000 of each kind for every unit, far more for the one that everybody runs into.
SELECT grant_ceiling('152200', t::text, 2000 * :units + 10000000, effective_on => '2000-01-01')
  FROM unnest(ARRAY[22, 23, 24]) t \g /dev/null
BEGIN;
INSERT INTO entry (kind, document_id, effective_on) VALUES ('allocation', 1, '2000-01-01') RETURNING id AS entry \gset
INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
SELECT :entry, u, t, CASE WHEN u = 1 THEN 5000000 ELSE 2000 END
  FROM generate_series(1, :units) u, unnest(ARRAY[22, 23, 24]) t
UNION ALL
SELECT :entry, reserve_of('152200'), t, -(2000 * (:units - 1) + 5000000) FROM unnest(ARRAY[22, 23, 24]) t;
COMMIT;

-- GB 11643-1999 with the region 152200, which no card carries.  One to one: the day is n mod 10000 (1976-01-01
-- to 2003-05-18, nobody too young or too old), the serial number n / 10000.  82 is the weighted sum of 152200.
CREATE FUNCTION pg_temp.resident_id(born int, serial int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '152200' || born || lpad(serial::text, 3, '0')
           || substr('10X98765432', 1 + (82 + born / 10000000 * 2 + born / 1000000 % 10 * 1 + born / 100000 % 10 * 6
                                         + born / 10000 % 10 * 3 + born / 1000 % 10 * 7 + born / 100 % 10 * 9
                                         + born / 10 % 10 * 10 + born % 10 * 5
                                         + serial / 100 * 8 + serial / 10 % 10 * 4 + serial % 10 * 2) % 11, 1)
$$;
CREATE TEMP TABLE day AS
SELECT k, to_char(date '1976-01-01' + k, 'YYYYMMDD')::int AS born FROM generate_series(0, 9999) k;
ALTER TABLE day ADD PRIMARY KEY (k);
INSERT INTO person (resident_id, name)
SELECT pg_temp.resident_id(d.born, n / 10000)::bianzhi.resident_id,
       substr('白包王李张刘陈赵杨吴', 1 + n % 10, 1) || substr('海青春明志文国建晓永', 1 + n / 10 % 10, 1)
       || substr('龙山花梅军华玲峰林云', 1 + n / 100 % 10, 1)
  FROM generate_series(1, 2 * :people) n JOIN day d ON d.k = n % 10000 ORDER BY n;
VACUUM ANALYZE;

-- The loads.  hire.copy: everybody, units in random order; few.copy: fewer rows than accounts.
SELECT setseed(0.42) \g /dev/null
\set file '''' :dir '/hire.copy'''
COPY (SELECT n, 1 + floor(random() * :units)::int, 22 + floor(random() * 3)::int, date '2022-01-01' + n % 1000, 1 + n / 1000 % 1000
        FROM generate_series(1, :people) n ORDER BY n) TO :file;
\set file '''' :dir '/fifth.copy'''
COPY (SELECT n, 1 + floor(random() * :units)::int, 22 + floor(random() * 3)::int, date '2022-01-01' + n % 1000, 1 + n / 1000 % 1000
        FROM generate_series(1, :people / 5) n ORDER BY n) TO :file;
\set file '''' :dir '/few.copy'''
COPY (SELECT n, 1 + floor(random() * :units)::int, 22 + floor(random() * 3)::int, date '2022-01-01' + n % 1000, 1 + n / 1000 % 1000
        FROM generate_series(1, :units * 5 / 2) n ORDER BY n) TO :file;
