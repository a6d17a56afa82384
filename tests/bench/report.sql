-- report.sql: the reports of the book once more, over accounts whose strength is counted from the enrolments.
-- The views are the book's own with one name exchanged, so both sides print the same by construction.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS facts CASCADE;
CREATE SCHEMA facts;
CREATE VIEW facts.account AS
SELECT a.holder_id, a.post_type, a.approved, a.reserved, coalesce(e.n, 0)::int AS strength,
       a.approved - coalesce(e.n, 0)::int AS vacancy
  FROM bz.account a
  LEFT JOIN (SELECT unit_id, post_type, count(*) AS n FROM bz.enrolment WHERE until IS NULL GROUP BY unit_id, post_type) e
    ON e.unit_id = a.holder_id AND e.post_type = a.post_type;

DO $$
DECLARE
    v record;
    body text;
    copied text[] := '{account}';
    name text;
BEGIN
    SET LOCAL search_path = pg_catalog;
    -- views are made after what they read, so the order of OIDs will do
    FOR v IN SELECT c.oid, c.relname FROM pg_class c
              WHERE c.relnamespace = 'bz'::regnamespace AND c.relkind = 'v' ORDER BY c.oid LOOP
        body := pg_get_viewdef(v.oid);
        FOREACH name IN ARRAY copied LOOP
            body := regexp_replace(body, '\mbz\.' || name || '\M', 'facts.' || name, 'g');
        END LOOP;
        CONTINUE WHEN body !~ '\mfacts\.';
        EXECUTE format('CREATE VIEW facts.%I AS %s', v.relname, body);
        copied := copied || v.relname::text;
    END LOOP;
END $$;
