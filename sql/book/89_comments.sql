-- 89_comments: a column that has no comment of its own is called what the column of that name is called elsewhere in
-- the book: the same name means the same thing everywhere.
DO $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT r.oid::pg_catalog.regclass AS rel, a.attname, h.comment
               FROM pg_catalog.pg_class r
               JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
              CROSS JOIN LATERAL (SELECT pg_catalog.split_part(pg_catalog.col_description(o.oid, x.attnum), '；', 1) AS comment
                                    FROM pg_catalog.pg_class o
                                    JOIN pg_catalog.pg_attribute x ON x.attrelid = o.oid AND x.attname = a.attname AND x.attnum > 0
                                   WHERE o.relnamespace = r.relnamespace AND o.relkind IN ('r', 'v')
                                     AND pg_catalog.col_description(o.oid, x.attnum) IS NOT NULL
                                   ORDER BY 1 LIMIT 1) h
              WHERE r.relnamespace = (SELECT b.relnamespace FROM pg_catalog.pg_class b WHERE b.oid = 'book'::pg_catalog.regclass)
                AND r.relkind IN ('r', 'v') AND pg_catalog.col_description(r.oid, a.attnum) IS NULL LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', c.rel, c.attname, c.comment);
    END LOOP;
END $$;
