-- 74_seal_return: returns of regions below, taken in once their seals hold, looked at, added up, checked again.
-- What a seal is says 74_seal; that the file is what its seal says, return.c.

-- What stands in the way of a file that is sound in itself.  A region is covered by its own return, and by that of a
-- region above it that closed together with it.
CREATE FUNCTION return_obstacle(header text, previous bytea, seal bytea, reason text)
    RETURNS TABLE (n int, problem text, region_code text, month_of date, given text) LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    WITH h AS MATERIALIZED (
        SELECT x.h ->> 'region' AS region, (x.h ->> 'month')::date AS month, x.h ->> 'format' AS format
          FROM (SELECT return_obstacle.header::json) x (h)
    ), before AS MATERIALIZED (
        SELECT f.month, f.seal
          FROM h JOIN return_file f ON h.region = ANY (f.regions) AND f.month < h.month
         WHERE f.month = (SELECT max(l.month) FROM return_file l WHERE h.region = ANY (l.regions) AND l.month < h.month)
    )
    SELECT 1, 'format', h.region, h.month, h.format
      FROM h WHERE h.format IS DISTINCT FROM '1' OR h.region IS NULL OR h.month <> date_trunc('month', h.month::timestamp) IS NOT FALSE
    UNION ALL
    SELECT 2, 'own', h.region, h.month, NULL FROM h JOIN book b ON b.region = h.region
    UNION ALL
    SELECT 3, 'elsewhere', h.region, h.month, concat_ws(' ', b.region, b.title)
      FROM h CROSS JOIN book b
     WHERE NOT EXISTS (SELECT FROM region_within w WHERE w.region = h.region AND w.within = b.region)
    UNION ALL
    SELECT 4, 'kept here', h.region, h.month, string_agg(u.name, ', ' ORDER BY u.id)
      FROM h JOIN region_within w ON w.within = h.region JOIN unit u ON u.region = w.region
     GROUP BY h.region, h.month
    UNION ALL
    SELECT 5, CASE WHEN f.seal = return_obstacle.seal THEN 'there' ELSE 'another' END, h.region, h.month,
           concat_ws(' ', f.received_at, f.received_by)
      FROM h JOIN return_file f ON f.region = h.region AND f.month = h.month
    UNION ALL
    SELECT 6, 'later', h.region, h.month, to_char(max(f.month), 'YYYY-MM')
      FROM h JOIN return_file f ON f.region = h.region AND f.month > h.month
     GROUP BY h.region, h.month
    UNION ALL
    SELECT 7, 'gap', h.region, h.month, to_char(max(b.month), 'YYYY-MM')
      FROM h CROSS JOIN before b
     GROUP BY h.region, h.month HAVING max(b.month) < h.month - interval '1 month'
    UNION ALL
    SELECT 8, 'chain', h.region, h.month, max(encode(b.seal, 'hex'))
      FROM h JOIN before b ON b.month = h.month - interval '1 month'
     GROUP BY h.region, h.month HAVING NOT bool_or(b.seal = return_obstacle.previous)
    UNION ALL
    SELECT 9, 'first', h.region, h.month, encode(return_obstacle.previous, 'hex')
      FROM h
     WHERE NOT EXISTS (SELECT FROM before) AND return_obstacle.previous <> decode(repeat('00', 32), 'hex')
       AND coalesce(btrim(return_obstacle.reason), '') = ''
     ORDER BY 1;
END;
COMMENT ON FUNCTION return_obstacle(text, bytea, bytea, text) IS '收入上报的障碍：地区不符、已收入、月份不连续、不接续上一封印；由 import_return() 调用';

CREATE FUNCTION import_return(file text, reason text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.import_return('return_file'::regclass, bianzhi.require(import_return.file, 'file'), import_return.reason);
END;
COMMENT ON FUNCTION import_return(text, text) IS
    '收入下级上报：重算封印文件的每一行、根和封印，接续该地区上月的封印才收入；返回上报编号。须有 return_file 表的 INSERT 权';

-- ---------------------------------------------------------------------------------------------
-- Checking again
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION verify_return(return_id bigint DEFAULT NULL) RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH f AS (
        SELECT x.id, x.region, x.month, x.regions, x.lines, x.header, x.root, x.previous, x.seal, x.reason, x.leaves,
               concat('上报 ', x.region, ' ', to_char(x.month, 'YYYY-MM')) AS name
          FROM return_file x WHERE verify_return.return_id IS NULL OR x.id = verify_return.return_id
    )
    SELECT 'return_root', f.name, encode(f.root, 'hex'), encode(r.root, 'hex'), '由管理员查明：上报的根或摘要被改动'
      FROM f CROSS JOIN LATERAL (SELECT bianzhi.merkle_root(f.leaves) AS root) r
     WHERE r.root <> f.root OR octet_length(f.leaves) <> f.lines * 32
    UNION ALL
    SELECT 'return_seal', f.name, encode(f.seal, 'hex'), encode(d.seal, 'hex'), '由管理员查明：上报的首行、根或上一封印被改动'
      FROM f CROSS JOIN LATERAL (SELECT bianzhi.sm3(f.root || f.previous || convert_to(f.header, 'UTF8')) AS seal) d
     WHERE d.seal <> f.seal
    UNION ALL
    SELECT 'return_header', f.name, concat_ws(' ', h.j ->> 'region', h.j ->> 'month', h.j ->> 'lines', h.j ->> 'regions'),
           concat_ws(' ', f.region, to_char(f.month, 'YYYY-MM-DD'), f.lines, to_json(f.regions)), '由管理员查明：上报的地区、月份或行数被改动'
      FROM f CROSS JOIN LATERAL (SELECT f.header::json) h (j)
     WHERE (h.j ->> 'region', h.j ->> 'month', h.j ->> 'lines', h.j ->> 'regions')
           IS DISTINCT FROM (f.region, to_char(f.month, 'YYYY-MM-DD'), f.lines::text, to_json(f.regions)::text)
    UNION ALL
    -- the previous one of the region, or of a region above that closed together with it
    SELECT 'return_chain', f.name, encode(b.seals[1], 'hex'), encode(f.previous, 'hex'), '由管理员查明：上报的封印链断开，或缺少月份'
      FROM f
     CROSS JOIN LATERAL (SELECT array_agg(o.seal) AS seals, max(o.month) AS month
                           FROM return_file o
                          WHERE f.region = ANY (o.regions)
                            AND o.month = (SELECT max(l.month) FROM return_file l WHERE f.region = ANY (l.regions) AND l.month < f.month)) b
     WHERE b.month < f.month - interval '1 month' OR f.previous <> ALL (b.seals)
        OR (b.seals IS NULL AND f.reason IS NULL AND f.previous <> decode(repeat('00', 32), 'hex'))
    UNION ALL
    SELECT 'return_line', concat_ws(' ', f.name, '第', r.n, '行'), encode(substr(f.leaves, (r.n * 32 - 31)::int, 32), 'hex'),
           encode(bianzhi.seal_leaf(r.line), 'hex'), '由管理员查明：收入的报表行被改动或移位'
      FROM f JOIN return_row r ON r.return_id = f.id
     WHERE bianzhi.seal_leaf(r.line) <> substr(f.leaves, (r.n * 32 - 31)::int, 32)
        OR NOT r.line ^@ concat('{"kind":"snapshot_', r.report, '",')
    UNION ALL
    SELECT 'return_rows', concat_ws(' ', f.name, k.report), k.lines::text, k.kept::text, '由管理员查明：收入的报表行被删除或添加'
      FROM f
     CROSS JOIN LATERAL (SELECT coalesce(c.report, r.report) AS report, coalesce(c.lines, 0) AS lines, coalesce(r.lines, 0) AS kept
                           FROM (SELECT substr(e.key, 10) AS report, e.value::bigint AS lines
                                   FROM json_each_text(coalesce(nullif(f.header::json ->> 'counts', ''), '{}')::json) e
                                  WHERE e.key ^@ 'snapshot_') c
                           FULL JOIN (SELECT x.report, count(*) AS lines FROM return_row x WHERE x.return_id = f.id GROUP BY x.report) r
                             ON r.report = c.report) k
     WHERE k.lines <> k.kept;
END;
COMMENT ON FUNCTION verify_return(bigint) IS '核对下级上报：每份的根、封印、封印链，每行的摘要及其位置；不填为全部';

-- ---------------------------------------------------------------------------------------------
-- Looking and adding up
-- ---------------------------------------------------------------------------------------------

-- Regions below that the book keeps no units of, itself or below; of these the topmost.
CREATE VIEW returning_region AS
WITH bare AS (
    SELECT g.code, g.name
      FROM region g
      JOIN book b ON b.region <> g.code
      JOIN region_within w ON w.region = g.code AND w.within = b.region
     WHERE NOT EXISTS (SELECT FROM region_within x JOIN unit u ON u.region = x.region WHERE x.within = g.code)
)
SELECT r.code AS region, r.name AS region_name
  FROM bare r
 WHERE NOT EXISTS (SELECT FROM bare a JOIN region_within w ON w.within = a.code AND w.distance > 0 WHERE w.region = r.code);
COMMENT ON VIEW returning_region IS '应上报地区：本账套不设机构的下级地区，由其自己的账套上报';
COMMENT ON COLUMN returning_region.region IS '区划代码';
COMMENT ON COLUMN returning_region.region_name IS '地区名称';

CREATE FUNCTION return_status(month date DEFAULT NULL)
    RETURNS TABLE (region_code text, region_name text, month_of date, state text, lines bigint, seal text, received_at timestamptz,
                   received_by text, reason text, last_month date, return_id bigint) LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    WITH m AS (
        SELECT date_trunc('month', coalesce(return_status.month, (SELECT max(f.month) FROM return_file f),
                                            (SELECT max(p.month) FROM period p JOIN book b ON b.region = p.region WHERE p.state = 'closed'),
                                            current_date)::timestamp)::date AS month
    ), wanted AS (
        SELECT r.region FROM returning_region r
        UNION
        SELECT f.region FROM return_file f
    )
    SELECT g.code, g.name, m.month,
           CASE WHEN f.id IS NULL AND c.id IS NULL THEN 'missing' WHEN f.id IS NULL THEN 'covered'
                WHEN EXISTS (SELECT FROM verify_return(f.id)) THEN 'broken'
                WHEN f.reason IS NOT NULL THEN 'unchained' ELSE 'received' END,
           f.lines, encode(f.seal, 'hex'), f.received_at, f.received_by, f.reason,
           (SELECT max(l.month) FROM return_file l WHERE l.region = g.code), f.id
      FROM wanted w
      JOIN region g ON g.code = w.region
     CROSS JOIN m
      LEFT JOIN return_file f ON f.region = g.code AND f.month = m.month
      LEFT JOIN LATERAL (SELECT o.id FROM return_file o WHERE o.month = m.month AND g.code = ANY (o.regions) LIMIT 1) c ON true
     ORDER BY g.code;
END;
COMMENT ON FUNCTION return_status(date) IS
    '上报情况：应上报的各地区某月已收（received）、已含在上级地区上报中（covered）、缺（missing）、凭理由首次收入（unchained）、损坏（broken）；月份不填为最近上报的月份';

CREATE FUNCTION return_member(month date) RETURNS TABLE (region text, region_name text, return_id bigint) LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    SELECT bianzhi.refuse_period('not closed', b.region, bianzhi.require(return_member.month::text, 'month')::date, NULL)
      FROM book b
     WHERE NOT EXISTS (SELECT FROM seal s WHERE s.region = b.region AND s.month = return_member.month);
    SELECT b.region, g.name, NULL::bigint FROM book b JOIN region g ON g.code = b.region
    UNION ALL
    SELECT f.region, g.name, f.id
      FROM return_file f
      JOIN region g ON g.code = f.region
     WHERE f.month = return_member.month
       AND NOT EXISTS (SELECT FROM return_file o WHERE o.month = f.month AND o.id <> f.id AND f.region = ANY (o.regions));
END;
COMMENT ON FUNCTION return_member(date) IS '汇总的成员：本账套结账的月份和收入的上报，已含在上级地区上报中的不再计';
