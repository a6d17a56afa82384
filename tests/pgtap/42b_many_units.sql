-- The rules on how units are left (standing.c) look at each unit once, however many a transaction has and although
-- nothing is known of the tables' sizes: rows of unit that are fetched for one do not become more with their number.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT plan(3);

-- a body with a division, leaders for both: n of them in one go; rows of unit and account fetched for each
CREATE FUNCTION pg_temp.fetched() RETURNS bigint LANGUAGE sql VOLATILE AS
    $$ SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables
        WHERE relid IN ('unit'::regclass, 'account'::regclass) $$;
CREATE FUNCTION pg_temp.fetched_for_each(n int) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    before bigint;
    made bigint;
BEGIN
    SET CONSTRAINTS ALL DEFERRED;
    WITH body AS (
        INSERT INTO unit (name, kind, class, region, system, rank, counterpart, counterpart_divisions, effective_on, document_id)
        SELECT n || '之' || i, 'body', 'organ', '152200', 'government', 'chu', '上级', 30, '2019-01-10', 1
          FROM generate_series(1, n) i
        RETURNING id
    )
    SELECT count(*) FROM body INTO made;
    before := pg_temp.fetched();
    INSERT INTO unit (name, kind, class, parent_id, region, rank, effective_on, document_id)
    SELECT '科', 'division', u.class, u.id, u.region, 'ke', u.effective_on, u.document_id
      FROM unit u WHERE u.name LIKE n || '之%';
    WITH e AS (
        INSERT INTO entry (kind, document_id, effective_on) VALUES ('allocation', 1, '2019-01-10') RETURNING id
    ), line AS (
        SELECT e.id, u.id AS holder_id, t.code FROM e, unit u, (VALUES (203), (305)) t (code) WHERE u.name LIKE n || '之%'
    )
    INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
    SELECT l.id, l.holder_id, l.code, 1 FROM line l
    UNION ALL
    SELECT l.id, reserve_of('152200'), l.code, -count(*) FROM line l GROUP BY l.id, l.code;
    SET CONSTRAINTS ALL IMMEDIATE;
    RETURN (pg_temp.fetched() - before) / made::numeric;
END $$;
SELECT grant_ceiling('152200', t, 10000, effective_on => '2019-01-10') FROM unnest('{203,305}'::text[]) t \g /dev/null

SELECT pg_temp.fetched_for_each(100) AS few \gset
SELECT pg_temp.fetched_for_each(800) AS many \gset
SELECT cmp_ok(:few, '>', 10::numeric, 'the units are looked at');
SELECT cmp_ok(:many, '<', 1.5 * :few, 'eight times as many units cost no more each');
SELECT results_eq('SELECT count(DISTINCT unit_id)::int FROM leader_ratio_standing WHERE chiefs > 0', 'VALUES (900)', 'all have their chiefs');

SELECT * FROM finish();
ROLLBACK;
