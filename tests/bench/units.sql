-- units.sql: bodies, each with a division and leaders, in one transaction.  psql -v units=N; times the transaction.
\set ON_ERROR_STOP on
SET client_min_messages = error;
SET search_path = fresh, bianzhi, pg_temp;
SET bianzhi.document = '兴机编〔2000〕1号';
INSERT INTO document (number, issued_on) VALUES ('兴机编〔2000〕1号', '2000-01-01');
SELECT grant_ceiling('152200', t, :units * 10, effective_on => '2000-01-01') FROM unnest('{203,305}'::text[]) t \g /dev/null
\timing on
BEGIN;
INSERT INTO unit (id, name, class, rank, counterpart, counterpart_divisions, region, effective_on, document_id)
SELECT n, '单位' || n, 'organ', 'chu', '上级', 30, '152200', '2000-01-01', 1 FROM generate_series(1, :units) n;
INSERT INTO unit (id, name, kind, class, rank, parent_id, region, effective_on, document_id)
SELECT :units + n, '科', 'division', 'organ', 'ke', n, '152200', '2000-01-01', 1 FROM generate_series(1, :units) n;
WITH e AS (
    INSERT INTO entry (kind, document_id, effective_on) VALUES ('allocation', 1, '2000-01-01') RETURNING id
)
INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
SELECT e.id, n, CASE WHEN n <= :units THEN 203 ELSE 305 END, 1 FROM e, generate_series(1, 2 * :units) n
UNION ALL
SELECT e.id, reserve_of('152200'), t, - :units FROM e, unnest('{203,305}'::int[]) t;
COMMIT;
