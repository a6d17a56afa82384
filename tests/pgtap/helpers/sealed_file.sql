-- helpers/sealed_file.sql: a sealed file of one line of a report, as a book below would send it (sql/SEAL.md).

CREATE FUNCTION public.sealed_file(region text, month date, previous bytea DEFAULT decode(repeat('00', 32), 'hex')) RETURNS text LANGUAGE sql AS $$
    WITH line AS (
        SELECT bianzhi.canonical_line('snapshot_account', x) AS text
          FROM (SELECT $1 AS region_closed, $2 AS month, 1 AS n, 1 AS unit_id, $1 AS region, 11 AS post_type, 3 AS approved, 2 AS strength) x
    ), header AS (
        SELECT bianzhi.canonical_line('seal', x) AS text
          FROM (SELECT 1 AS format, '示' AS title, $1 AS region, $2 AS month, ARRAY[$1] AS regions, 1 AS lines, '{"snapshot_account": 1}'::jsonb AS counts) x
    ), tree AS (
        SELECT bianzhi.seal_leaf(l.text) AS root, bianzhi.sm3(bianzhi.seal_leaf(l.text) || $3 || convert_to(h.text, 'UTF8')) AS seal FROM line l, header h
    )
    SELECT concat_ws(E'\n', h.text, l.text,
                     bianzhi.canonical_line('leaves', (SELECT x FROM (SELECT 1 AS no, 1 AS lines, encode(t.root, 'hex') AS digests) x)),
                     bianzhi.canonical_line('end', (SELECT x FROM (SELECT encode(t.root, 'hex') AS root, encode($3, 'hex') AS previous,
                                                                          encode(bianzhi.seal_leaf(h.text), 'hex') AS header, encode(t.seal, 'hex') AS seal) x)), '')
      FROM header h, line l, tree t
$$;
