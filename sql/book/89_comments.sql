-- 89_comments: a column that has no comment of its own is called what the column of that name is called elsewhere in
-- the book: the same name means the same thing everywhere.
DO $$
DECLARE
    c record;
BEGIN
    FOR c IN
        WITH col AS MATERIALIZED (
            SELECT r.oid::pg_catalog.regclass AS rel, a.attname, d.description
              FROM pg_catalog.pg_class r
              JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_catalog.pg_description d ON d.objoid = r.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                                   AND d.objsubid = a.attnum
             WHERE r.relnamespace = (SELECT b.relnamespace FROM pg_catalog.pg_class b WHERE b.oid = 'book'::pg_catalog.regclass)
               AND r.relkind IN ('r', 'v')
        ), heading AS (
            SELECT k.attname, min(pg_catalog.split_part(k.description, '；', 1)) AS heading FROM col k WHERE k.description IS NOT NULL GROUP BY k.attname
        )
        SELECT k.rel, k.attname, h.heading FROM col k JOIN heading h ON h.attname = k.attname WHERE k.description IS NULL
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', c.rel, c.attname, c.heading);
    END LOOP;
END $$;
