-- 79_close: closing a month: what stands in its way, its snapshots and its seal; late facts, the sealed file.

-- ---------------------------------------------------------------------------------------------
-- Closing
-- ---------------------------------------------------------------------------------------------

-- What can be seen without a look at the reports.
CREATE FUNCTION close_state_obstacle(region text, month date)
    RETURNS TABLE (n int, problem text, region_code text, month_of date, given text) LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT 1, 'closed', p.region, p.month, concat_ws(' ', p.closed_at, p.closed_by)
      FROM period p WHERE p.region = close_state_obstacle.region AND p.month = close_state_obstacle.month AND p.state = 'closed'
    UNION ALL
    SELECT 2, 'not frozen', close_state_obstacle.region, close_state_obstacle.month, NULL
     WHERE NOT EXISTS (SELECT FROM period p
                        WHERE p.region = close_state_obstacle.region AND p.month = close_state_obstacle.month AND p.state <> 'open')
    UNION ALL
    SELECT 3, 'frozen with', p.region, p.month, concat(g.name, ' ', g.code)
      FROM period p JOIN region g ON g.code = p.frozen_with
     WHERE p.region = close_state_obstacle.region AND p.month = close_state_obstacle.month AND p.state = 'frozen' AND p.frozen_with <> p.region
    UNION ALL
    SELECT 4, 'below', close_state_obstacle.region, close_state_obstacle.month, b.names
      FROM (SELECT string_agg(g.name, ', ' ORDER BY g.code) AS names
              FROM region_within w
              JOIN region g ON g.code = w.region
              LEFT JOIN period p ON p.region = w.region AND p.month = close_state_obstacle.month
             WHERE w.within = close_state_obstacle.region AND w.distance > 0
               AND NOT coalesce(p.state = 'closed' OR (p.state = 'frozen' AND p.frozen_with = close_state_obstacle.region), false)) b
     WHERE b.names IS NOT NULL
    UNION ALL
    SELECT 5, 'unsigned', close_state_obstacle.region, close_state_obstacle.month, s.names
      FROM (SELECT string_agg(concat(o.name, ' (', o.region, ')'), ', ' ORDER BY o.region, o.section) AS names
              FROM period p
              JOIN sign_off_state o ON o.region = p.region AND o.month = p.month
             WHERE p.frozen_with = close_state_obstacle.region AND p.month = close_state_obstacle.month AND p.state = 'frozen'
               AND o.sign_off_id IS NULL) s
     WHERE s.names IS NOT NULL
    UNION ALL
    SELECT 6, 'findings', close_state_obstacle.region, close_state_obstacle.month, f.names
      FROM (SELECT concat(count(*), ': ', string_agg(concat(x.rule, ' ', x.object), ', ' ORDER BY x.rule, x.key) FILTER (WHERE x.place <= 10)) AS names,
                   count(*) AS errors
              FROM (SELECT p.*, row_number() OVER (ORDER BY p.rule, p.key) AS place FROM period_finding(close_state_obstacle.region) p) x) f
     WHERE f.errors > 0
     ORDER BY 1;
END;
COMMENT ON FUNCTION close_state_obstacle(text, date) IS '结账的障碍：未冻结、下级未结账、未签核、有未结错误';

CREATE FUNCTION close_obstacle(region text, month date)
    RETURNS TABLE (n int, problem text, region_code text, month_of date, given text) LANGUAGE sql STABLE ROWS 1 SET jit = off
BEGIN ATOMIC
    SELECT o.* FROM close_state_obstacle(close_obstacle.region, close_obstacle.month) o
    UNION ALL
    SELECT f.*
      FROM formula_obstacle(close_obstacle.region, close_obstacle.month) f
     WHERE NOT EXISTS (SELECT FROM period p WHERE p.region = close_obstacle.region AND p.month = close_obstacle.month AND p.state = 'closed')
     ORDER BY 1;
END;
COMMENT ON FUNCTION close_obstacle(text, date) IS
    '结账的障碍：未冻结、下级未结账、未签核、有未结错误、审核公式不成立；注明理由可越过的只有错误（findings）和公式（formulas）';

CREATE FUNCTION guard_state() RETURNS text[] LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT array_agg(v.object ORDER BY v.object COLLATE "C") FROM verify_system() v WHERE v."check" IN ('guard', 'guard_unlisted');
END;
COMMENT ON FUNCTION guard_state() IS '被停用或删除的触发器；空为完好，印在封印上';

CREATE FUNCTION seal_header(region text, month date, lines bigint, counts jsonb) RETURNS text LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.canonical_line('seal', h)
      FROM (SELECT 1 AS format, b.title, p.region, g.name AS region_name, p.month, (p.month + interval '1 month - 1 day')::date AS cutoff,
                   (SELECT array_agg(s.region_code ORDER BY s.region_code COLLATE "C") FROM seal_scope(seal_header.region, seal_header.month) s) AS regions,
                   p.closed_at, p.closed_by, p.close_reason AS reason, seal_header.lines, seal_header.counts,
                   (SELECT array_agg(concat_ws(' ', o.region, o.section, o.signed_by) ORDER BY o.region COLLATE "C", o.section COLLATE "C")
                      FROM sign_off_state o JOIN seal_scope(seal_header.region, seal_header.month) s ON s.region_code = o.region
                     WHERE o.month = p.month AND o.sign_off_id IS NOT NULL) AS signed,
                   (SELECT count(*) FROM period_exception_use u JOIN region_within w ON w.region = u.region AND w.within = p.region
                     WHERE u.month = p.month) AS exceptions_used,
                   coalesce(guard_state(), '{}') AS guards_off,
                   (SELECT array_agg(DISTINCT c.code COLLATE "C")
                      FROM bianzhi.check_formulas('period'::regclass, p.region, p.month, false) c
                      JOIN report_formula f ON f.code = c.code AND f.severity = 'error'
                     WHERE p.close_reason IS NOT NULL AND c.outcome = 'failed') AS formulas_failed
              FROM period p
              JOIN region g ON g.code = p.region
             CROSS JOIN book b
             WHERE p.region = seal_header.region AND p.month = seal_header.month) h;
END;
COMMENT ON FUNCTION seal_header(text, date, bigint, jsonb) IS '封印首行；由结账调用';

CREATE FUNCTION close_now(region text, month date, reason text) RETURNS int LANGUAGE sql SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('region', close_now.region)
     WHERE NOT EXISTS (SELECT FROM region g WHERE g.code = close_now.region);
    SELECT bianzhi.refuse_period(o.problem, o.region_code, o.month_of, o.given)
      FROM close_state_obstacle(close_now.region, close_now.month) o
     WHERE o.problem <> 'findings' OR coalesce(btrim(close_now.reason), '') = '' ORDER BY o.n LIMIT 1;
    WITH t AS MATERIALIZED (
        SELECT clock_timestamp() AS at
    )
    UPDATE period AS p SET state = 'closed', closed_at = t.at, closed_by = session_user, closed_with = close_now.region,
           close_reason = nullif(btrim(close_now.reason), '')
      FROM t
     WHERE p.frozen_with = close_now.region AND p.month = close_now.month AND p.state = 'frozen';
    SELECT bianzhi.write_snapshots('period'::regclass, close_now.region, close_now.month);
    -- the formulas judge what was kept
    SELECT bianzhi.refuse_period(o.problem, o.region_code, o.month_of, o.given)
      FROM formula_obstacle(close_now.region, close_now.month) o WHERE coalesce(btrim(close_now.reason), '') = '';
    WITH leaf AS MATERIALIZED (
        SELECT l.n, l.kind, l.key, bianzhi.seal_leaf(l.line) AS digest FROM seal_line(close_now.region, close_now.month) l
    ), block AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY min(l.n))::int AS no, l.kind, array_agg(l.key ORDER BY l.n) AS keys,
               string_agg(l.digest, ''::bytea ORDER BY l.n) AS leaves, count(*) AS lines
          FROM leaf l GROUP BY l.kind, l.n / 1024
    ), total AS (
        SELECT bianzhi.merkle_root(coalesce(string_agg(b.leaves, ''::bytea ORDER BY b.no), '')) AS root, coalesce(sum(b.lines), 0)::bigint AS lines,
               (SELECT jsonb_object_agg(k.kind, k.lines) FROM (SELECT x.kind, sum(x.lines) AS lines FROM block x GROUP BY x.kind) k) AS counts
          FROM block b
    ), sealed AS (
        INSERT INTO seal (region, month, lines, header, root, previous, seal)
        SELECT close_now.region, close_now.month, t.lines, h.header, t.root, v.previous,
               bianzhi.sm3(t.root || v.previous || convert_to(h.header, 'UTF8'))
          FROM total t
         CROSS JOIN LATERAL (SELECT seal_header(close_now.region, close_now.month, t.lines, t.counts) AS header) h
         CROSS JOIN LATERAL (SELECT previous_seal(close_now.region, close_now.month) AS previous) v
    )
    INSERT INTO seal_block (region, month, no, kind, keys, leaves)
    SELECT close_now.region, close_now.month, b.no, b.kind, b.keys, b.leaves FROM block b;
    INSERT INTO period (region, month)
    SELECT p.region, (p.month + interval '1 month')::date FROM period p
     WHERE p.closed_with = close_now.region AND p.month = close_now.month
        ON CONFLICT (region, month) DO NOTHING;
    INSERT INTO period_log (region, month, act, reason) VALUES (close_now.region, close_now.month, 'close', nullif(btrim(close_now.reason), ''));
    SELECT count(*)::int FROM period p WHERE p.closed_with = close_now.region AND p.month = close_now.month;
END;
COMMENT ON FUNCTION close_now(text, date, text) IS '结账；由 close_period() 调用';

CREATE FUNCTION close_period(region text DEFAULT NULL, month date DEFAULT NULL, reason text DEFAULT NULL) RETURNS text LANGUAGE sql
BEGIN ATOMIC
    -- the month must be over
    SELECT bianzhi.past_day((date_trunc('month', bianzhi.require(close_period.month::text, 'month')::timestamp) + interval '1 month - 1 day')::date, 'month');
    SELECT bianzhi.change_period('period'::regclass, 'close', coalesce(close_period.region, (SELECT b.region FROM book b)),
                                 date_trunc('month', close_period.month::timestamp)::date, close_period.reason);
    SELECT encode(s.seal, 'hex') FROM seal s
     WHERE s.region = coalesce(close_period.region, (SELECT b.region FROM book b))
       AND s.month = date_trunc('month', close_period.month::timestamp)::date;
END;
COMMENT ON FUNCTION close_period(text, date, text) IS
    '结账：冻结、签核齐全、没有未结错误（或注明理由）时，存报表快照并封印，打开下一个月；返回封印。地区不填为账套本级；须有 period 表的 UPDATE 权';

-- ---------------------------------------------------------------------------------------------
-- Looking
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION changed_since(month date, region text DEFAULT NULL)
    RETURNS TABLE (kind text, id bigint, region_code text, holder_id int, holder text, effective_on date, recorded_at timestamptz,
                   recorded_by text, document text, reported_in date) LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT f.fact, f.fact_id, h.region, f.holder_id, h.name, f.effective_on, f.known_at, f.known_by, d.number,
           (SELECT min(q.month) FROM period q WHERE q.region = h.region AND (q.closed_at IS NULL OR q.closed_at >= f.known_at) AND q.month > p.month)
      FROM period p
      JOIN account_holder h ON h.region = p.region
      JOIN fact_event f ON f.holder_id = h.id
      LEFT JOIN document d ON d.id = f.document_id
     WHERE p.month = date_trunc('month', changed_since.month::timestamp)::date AND p.state = 'closed'
       AND f.effective_on < p.month + interval '1 month' AND f.known_at > p.closed_at
       AND (changed_since.region IS NULL OR EXISTS (SELECT FROM region_within w WHERE w.region = p.region AND w.within = changed_since.region))
     ORDER BY f.known_at, f.fact, f.fact_id;
END;
COMMENT ON FUNCTION changed_since(date, text) IS '补录：当月或以前生效、而在当月结账以后才登记的事实，及其列入的月份';

-- A month as a file that anybody can check (SEAL.md): the header, the lines, the digests by which a changed line is named, the seal.
CREATE FUNCTION seal_file(region text, month date) RETURNS SETOF text LANGUAGE sql STABLE ROWS 10000 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(seal_file.region, 'region'), bianzhi.require(seal_file.month::text, 'month');
    SELECT bianzhi.refuse_period('not closed', seal_file.region, seal_file.month, NULL)
     WHERE NOT EXISTS (SELECT FROM seal s WHERE s.region = seal_file.region AND s.month = seal_file.month);
    SELECT f.line
      FROM (SELECT 1 AS part, 1::bigint AS n, s.header AS line FROM seal s WHERE s.region = seal_file.region AND s.month = seal_file.month
            UNION ALL
            SELECT 2, l.n, l.line FROM seal_line(seal_file.region, seal_file.month) l
            UNION ALL
            SELECT 3, b.no, bianzhi.canonical_line('leaves', x)
              FROM seal_block b
             CROSS JOIN LATERAL (SELECT b.no, octet_length(b.leaves) / 32 AS lines, encode(b.leaves, 'hex') AS digests) x
             WHERE b.region = seal_file.region AND b.month = seal_file.month
            UNION ALL
            SELECT 4, 1, bianzhi.canonical_line('end', x)
              FROM seal s
             CROSS JOIN LATERAL (SELECT encode(s.root, 'hex') AS root, encode(s.previous, 'hex') AS previous,
                                        encode(bianzhi.seal_leaf(s.header), 'hex') AS header, encode(s.seal, 'hex') AS seal) x
             WHERE s.region = seal_file.region AND s.month = seal_file.month) f
     ORDER BY f.part, f.n;
END;
COMMENT ON FUNCTION seal_file(text, date) IS '封印文件：首行、规范行、各行摘要、封印；不用数据库即可核对（bianzhi verify）';
