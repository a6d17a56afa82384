-- 74_seal: what a month consists of, and checking its seal.  sql/SEAL.md says how to recompute one.
-- What may not stand here: closing (79_close).

-- Each region with itself and what is above it: there are four levels.
CREATE VIEW region_within AS
SELECT g.code AS region, v.within, v.distance
  FROM region g
  LEFT JOIN region a ON a.code = g.parent
  LEFT JOIN region b ON b.code = a.parent
 CROSS JOIN LATERAL (VALUES (g.code, 0), (g.parent, 1), (a.parent, 2), (b.parent, 3)) v (within, distance)
 WHERE v.within IS NOT NULL;
COMMENT ON VIEW region_within IS '地区从属：每个地区与本身及各上级地区';
COMMENT ON COLUMN region_within.region IS '区划代码';
COMMENT ON COLUMN region_within.within IS '所属地区；本身或上级';
COMMENT ON COLUMN region_within.distance IS '相隔层数；本身为零';

CREATE VIEW holder_region AS
SELECT u.id AS holder_id, u.region FROM unit u
UNION ALL
SELECT h.id, h.region FROM holder h;
COMMENT ON VIEW holder_region IS '持有者所在地区：机构与上级下达总额、机动编制、周转池';
COMMENT ON COLUMN holder_region.holder_id IS '持有者编号；正数为机构，负数见 holder';
COMMENT ON COLUMN holder_region.region IS '区划代码';

-- Every fact that a month can count, once for its beginning and once for its end: whose it is, when it holds (effective_on),
-- since when it is known.  "line" is its canonical line; only what never changes stands in it, so that a note put right
-- later does not break a seal.  Kinds are added at the end, members of a line never change (SEAL.md).
CREATE VIEW fact_event AS
SELECT 'appointment' AS fact, a.id AS fact_id, NULL::int AS a, NULL::int AS b, a.unit_id AS holder_id, a.effective_on, a.recorded_at AS known_at,
       a.recorded_by AS known_by, a.document_id,
       bianzhi.canonical_line('appointment', x) AS line
  FROM appointment a
 CROSS JOIN LATERAL (SELECT a.id, a.person_id AS person, a.unit_id AS unit, a.post_type, a.holder_rank, a.counts, a.effective_on,
                            a.document_id AS document, a.recorded_at, a.recorded_by) x
UNION ALL
SELECT 'appointment_end', a.id, NULL, NULL, a.unit_id, a.until, coalesce(a.ended_at, a.recorded_at), coalesce(a.ended_by, a.recorded_by),
       a.until_document_id,
       bianzhi.canonical_line('appointment_end', x)
  FROM appointment a
 CROSS JOIN LATERAL (SELECT a.id, a.until, a.until_document_id AS document, coalesce(a.ended_at, a.recorded_at) AS recorded_at,
                            coalesce(a.ended_by, a.recorded_by) AS recorded_by) x
 WHERE a.until IS NOT NULL
UNION ALL
SELECT 'duty', a.id, NULL, NULL, a.unit_id, a.effective_on, a.recorded_at, a.recorded_by, a.document_id,
       bianzhi.canonical_line('duty', x)
  FROM duty_assignment a
  JOIN duty d ON d.id = a.duty_id
 CROSS JOIN LATERAL (SELECT a.id, a.duty_id AS duty, d.name, a.unit_id AS unit, a.effective_on, a.document_id AS document,
                            a.recorded_at, a.recorded_by) x
UNION ALL
SELECT 'duty_end', a.id, NULL, NULL, a.unit_id, a.until, coalesce(a.ended_at, a.recorded_at), coalesce(a.ended_by, a.recorded_by),
       a.until_document_id,
       bianzhi.canonical_line('duty_end', x)
  FROM duty_assignment a
 CROSS JOIN LATERAL (SELECT a.id, a.until, a.until_document_id AS document, coalesce(a.ended_at, a.recorded_at) AS recorded_at,
                            coalesce(a.ended_by, a.recorded_by) AS recorded_by) x
 WHERE a.until IS NOT NULL
UNION ALL
SELECT 'enrolment', e.id, NULL, NULL, e.unit_id, e.effective_on, e.recorded_at, e.recorded_by, e.document_id,
       bianzhi.canonical_line('enrolment', x)
  FROM enrolment e
 CROSS JOIN LATERAL (SELECT e.id, e.person_id AS person, e.unit_id AS unit, e.post_type, e.effective_on, e.entry_reason,
                            e.document_id AS document, e.permit_id AS permit, e.transfer_id AS transfer, e.recorded_at, e.recorded_by) x
UNION ALL
SELECT 'enrolment_end', e.id, NULL, NULL, e.unit_id, e.until, coalesce(e.ended_at, e.recorded_at), coalesce(e.ended_by, e.recorded_by),
       e.until_document_id,
       bianzhi.canonical_line('enrolment_end', x)
  FROM enrolment e
 CROSS JOIN LATERAL (SELECT e.id, e.until, e.exit_reason, e.until_document_id AS document,
                            coalesce(e.ended_at, e.recorded_at) AS recorded_at, coalesce(e.ended_by, e.recorded_by) AS recorded_by) x
 WHERE e.until IS NOT NULL
UNION ALL
SELECT 'entry_line', n.id, l.holder_id, l.post_type, l.holder_id, n.effective_on, n.recorded_at, n.recorded_by, n.document_id,
       bianzhi.canonical_line('entry_line', x)
  FROM entry n
  JOIN entry_line l ON l.entry_id = n.id
 CROSS JOIN LATERAL (SELECT n.id AS entry, n.kind AS act, l.holder_id AS holder, l.post_type, l.quantity, n.effective_on,
                            n.document_id AS document, n.reverses, n.recorded_at, n.recorded_by) x
UNION ALL
SELECT 'exception', r.id, NULL, NULL, r.unit_id, r.effective_on, r.recorded_at, r.recorded_by, r.document_id,
       bianzhi.canonical_line('exception', x)
  FROM rule_exception r
 CROSS JOIN LATERAL (SELECT r.id, r.rule, r.unit_id AS unit, r.post_type, r.allowance, r.effective_on, r.document_id AS document,
                            r.recorded_at, r.recorded_by) x
UNION ALL
SELECT 'lineage', v.id, NULL, NULL, v.to_unit_id, v.effective_on, v.recorded_at, v.recorded_by, v.document_id,
       bianzhi.canonical_line('lineage', x)
  FROM unit_lineage v
 CROSS JOIN LATERAL (SELECT v.id, v.from_unit_id AS from_unit, v.to_unit_id AS to_unit, v.kind AS act, v.effective_on,
                            v.document_id AS document, v.recorded_at, v.recorded_by) x
UNION ALL
SELECT 'permit', p.id, NULL, NULL, p.unit_id, p.effective_on, p.recorded_at, p.recorded_by, p.document_id,
       bianzhi.canonical_line('permit', x)
  FROM use_permit p
 CROSS JOIN LATERAL (SELECT p.id, p.unit_id AS unit, p.post_type, p.quantity, p.entry_reason, p.effective_on, p.expires_on,
                            p.document_id AS document, p.recorded_at, p.recorded_by) x
UNION ALL
-- a permit that lapsed may still be used up afterwards, so the two are one word
SELECT 'permit_end', p.id, NULL, NULL, p.unit_id, p.closed_on, p.closed_at, p.closed_by, NULL,
       bianzhi.canonical_line('permit_end', x)
  FROM use_permit p
 CROSS JOIN LATERAL (SELECT p.id, CASE p.state WHEN 'cancelled' THEN p.state ELSE 'over' END AS act, p.closed_on AS until,
                            p.closed_at AS recorded_at, p.closed_by AS recorded_by) x
 WHERE p.closed_at IS NOT NULL AND p.state <> 'open'
UNION ALL
SELECT 'pool_extension', v.id, NULL, NULL, s.unit_id, v.effective_on, v.recorded_at, v.recorded_by, v.document_id,
       bianzhi.canonical_line('pool_extension', x)
  FROM pool_extension v
  JOIN pool_seat s ON s.id = v.seat_id
 CROSS JOIN LATERAL (SELECT v.id, v.seat_id AS seat, v.was_return_by, v.return_by, v.effective_on, v.document_id AS document,
                            v.recorded_at, v.recorded_by) x
UNION ALL
SELECT 'pool_loan', l.id, NULL, NULL, l.unit_id, l.effective_on, l.recorded_at, l.recorded_by, l.document_id,
       bianzhi.canonical_line('pool_loan', x)
  FROM pool_loan l
 CROSS JOIN LATERAL (SELECT l.id, l.pool_id AS pool, l.unit_id AS unit, l.quantity, l.effective_on, l.document_id AS document,
                            l.recorded_at, l.recorded_by) x
UNION ALL
SELECT 'pool_loan_decision', l.id, NULL, NULL, l.unit_id, l.approved_on, l.decided_at, l.decided_by, l.approval_document_id,
       bianzhi.canonical_line('pool_loan_decision', x)
  FROM pool_loan l
 CROSS JOIN LATERAL (SELECT l.id, l.approved, l.approval_number, l.approved_on, l.use_by, l.return_by,
                            l.approval_document_id AS document, l.decided_at AS recorded_at, l.decided_by AS recorded_by) x
 WHERE l.state IN ('approved', 'used', 'cancelled', 'lapsed')
UNION ALL
SELECT 'pool_loan_end', l.id, NULL, NULL, l.unit_id, l.closed_on, l.closed_at, l.closed_by, NULL,
       bianzhi.canonical_line('pool_loan_end', x)
  FROM pool_loan l
 CROSS JOIN LATERAL (SELECT l.id, CASE WHEN l.state IN ('used', 'lapsed') THEN 'over' ELSE l.state END AS act, l.closed_on AS until,
                            l.closed_at AS recorded_at, l.closed_by AS recorded_by) x
 WHERE l.state NOT IN ('applied', 'approved')
UNION ALL
SELECT 'pool_seat', s.id, NULL, NULL, s.unit_id, s.effective_on, s.recorded_at, s.recorded_by, NULL,
       bianzhi.canonical_line('pool_seat', x)
  FROM pool_seat s
 CROSS JOIN LATERAL (SELECT s.id, s.loan_id AS loan, s.pool_id AS pool, s.unit_id AS unit, s.post_type, s.person_id AS person,
                            s.certificate_id AS certificate, s.enrolment_id AS enrolment, s.entry_id AS entry, s.effective_on,
                            s.recorded_at, s.recorded_by) x
UNION ALL
SELECT 'pool_settlement', v.id, NULL, NULL, s.unit_id, v.effective_on, v.recorded_at, v.recorded_by, v.document_id,
       bianzhi.canonical_line('pool_settlement', x)
  FROM pool_settlement v
  JOIN pool_seat s ON s.id = v.seat_id
 CROSS JOIN LATERAL (SELECT v.id, v.seat_id AS seat, v.kind AS act, v.post_type, v.source_id AS source, v.effective_on,
                            v.document_id AS document, v.entry_id AS entry, v.enrolment_id AS enrolment,
                            v.freed_enrolment_id AS freed_enrolment, v.recorded_at, v.recorded_by) x
UNION ALL
SELECT 'unit', v.id, NULL, NULL, v.unit_id, v.effective_on, v.recorded_at, v.recorded_by, v.document_id,
       bianzhi.canonical_line('unit', x)
  FROM unit_version v
 CROSS JOIN LATERAL (SELECT v.id, v.unit_id AS unit, v.kind AS act, v.effective_on, v.document_id AS document, v.name, v.short_name,
                            v.other_names, v.class, v.parent_id AS parent, v.system, v.category, v.industry, v.rank,
                            v.supervisor_id AS supervisor, v.co_located_with, v.counterpart, v.counterpart_divisions, v.party_body,
                            v.expires_on, v.recorded_at, v.recorded_by) x;
COMMENT ON VIEW fact_event IS '事实：每项事实的开始和终止各一行，何时起算、何时登记，及其规范行；月份的封印由此计算';
COMMENT ON COLUMN fact_event.fact IS '记录种类；规范行的种类';
COMMENT ON COLUMN fact_event.fact_id IS '记录编号';
COMMENT ON COLUMN fact_event.a IS '次键；分录行的持有者编号';
COMMENT ON COLUMN fact_event.b IS '再次键；分录行的编制类别代码';
COMMENT ON COLUMN fact_event.holder_id IS '持有者编号；正数为机构，负数见 holder';
COMMENT ON COLUMN fact_event.effective_on IS '生效日期；终止的为终止日期';
COMMENT ON COLUMN fact_event.known_at IS '登记时间；由数据库填写';
COMMENT ON COLUMN fact_event.known_by IS '登记人';
COMMENT ON COLUMN fact_event.document_id IS '依据文件编号';
COMMENT ON COLUMN fact_event.line IS '规范行；JSON，只含永不改变的内容';

-- The regions that a seal covers, and what was known of each of them: after known_from, until known_to.
CREATE FUNCTION seal_scope(region text, month date)
    RETURNS TABLE (region_code text, known_from timestamptz, known_to timestamptz) LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT p.region, coalesce((SELECT max(q.closed_at) FROM period q WHERE q.region = p.region AND q.month < p.month), '-infinity'),
           p.closed_at
      FROM region_within w
      JOIN period p ON p.region = w.region AND p.month = seal_scope.month AND p.state = 'closed'
     WHERE w.within = seal_scope.region;
END;
COMMENT ON FUNCTION seal_scope(text, date) IS '封印范围：各地区自上次结账以后、本次结账以前所知';

-- Facts of a month: effective in it and known when it was closed, or effective earlier and known since the last close.
CREATE FUNCTION seal_fact(region text, month date)
    RETURNS TABLE (kind text, id bigint, a int, b int, line text) LANGUAGE sql STABLE ROWS 10000
BEGIN ATOMIC
    -- the widest bounds first: they reach the tables, so that no line is made of a fact of other months
    SELECT f.fact, f.fact_id, f.a, f.b, f.line
      FROM seal_scope(seal_fact.region, seal_fact.month) s
      JOIN holder_region h ON h.region = s.region_code
      JOIN fact_event f ON f.holder_id = h.holder_id
     WHERE f.known_at <= (SELECT max(x.known_to) FROM seal_scope(seal_fact.region, seal_fact.month) x)
       AND f.effective_on < seal_fact.month + interval '1 month'
       AND (f.effective_on >= seal_fact.month
            OR f.known_at > (SELECT min(x.known_from) FROM seal_scope(seal_fact.region, seal_fact.month) x))
       AND f.known_at <= s.known_to
       AND (f.effective_on >= seal_fact.month OR f.known_at > s.known_from);
END;
COMMENT ON FUNCTION seal_fact(text, date) IS '某月的事实：当月生效、结账时已登记的，以及此前生效、上次结账后补录的';

-- A month's lines in their order.
CREATE FUNCTION seal_line(region text, month date)
    RETURNS TABLE (n bigint, kind text, key text, line text) LANGUAGE sql STABLE ROWS 10000
BEGIN ATOMIC
    SELECT row_number() OVER w, l.kind, concat_ws('/', l.id, l.a, l.b), l.line
      FROM (SELECT f.* FROM seal_fact(seal_line.region, seal_line.month) f
            UNION ALL
            SELECT s.kind, s.id, NULL, NULL, s.line FROM bianzhi.snapshot_lines('period'::regclass, seal_line.region, seal_line.month) s) l
    WINDOW w AS (ORDER BY l.kind COLLATE "C", l.id, l.a, l.b);
END;
COMMENT ON FUNCTION seal_line(text, date) IS '某月的规范行：事实和快照，按种类、编号的次序';

CREATE FUNCTION previous_seal(region text, month date) RETURNS bytea LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce((SELECT s.seal
                       FROM period p JOIN seal s ON s.region = p.closed_with AND s.month = p.month
                      WHERE p.region = previous_seal.region AND p.month < previous_seal.month AND p.state = 'closed'
                      ORDER BY p.month DESC LIMIT 1), decode(repeat('00', 32), 'hex'));
END;
COMMENT ON FUNCTION previous_seal(text, date) IS '上一封印：该地区上一结账月份的封印，没有则为零';

CREATE FUNCTION verify_seal(region text, month date)
    RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text) LANGUAGE sql STABLE ROWS 10 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    WITH s AS MATERIALIZED (
        SELECT x.*, concat('封印 ', x.region, ' ', to_char(x.month, 'YYYY-MM')) AS name
          FROM seal x WHERE x.region = verify_seal.region AND x.month = verify_seal.month
    ), b AS MATERIALIZED (
        -- leaves in one piece: cut out of a stored value, each would cost a look-up
        SELECT x.no, x.kind, x.keys, x.leaves || ''::bytea AS leaves FROM seal_block x JOIN s ON s.region = x.region AND s.month = x.month
    ), sealed AS MATERIALIZED (
        SELECT b.kind, k.key, substr(b.leaves, (k.place * 32 - 31)::int, 32) AS digest
          FROM b CROSS JOIN LATERAL unnest(b.keys) WITH ORDINALITY k (key, place)
    ), now AS (
        SELECT l.kind, l.key, bianzhi.seal_leaf(l.line) AS digest FROM seal_line(verify_seal.region, verify_seal.month) l
    )
    SELECT 'seal_root', s.name, encode(s.root, 'hex'), encode(r.root, 'hex'), '由管理员查明：封印或其分块被改动'
      FROM s CROSS JOIN (SELECT bianzhi.merkle_root(coalesce(string_agg(b.leaves, ''::bytea ORDER BY b.no), '')) AS root, coalesce(sum(octet_length(b.leaves)) / 32, 0) AS lines FROM b) r
     WHERE r.root <> s.root OR r.lines <> s.lines
    UNION ALL
    SELECT 'seal_digest', s.name, encode(s.seal, 'hex'), encode(d.seal, 'hex'), '由管理员查明：封印首行、根或上一封印被改动'
      FROM s CROSS JOIN LATERAL (SELECT bianzhi.sm3(s.root || s.previous || convert_to(s.header, 'UTF8')) AS seal) d
     WHERE d.seal <> s.seal
    UNION ALL
    SELECT 'seal_chain', s.name, encode(p.previous, 'hex'), encode(s.previous, 'hex'), '由管理员查明：封印链断开'
      FROM s CROSS JOIN LATERAL (SELECT previous_seal(s.region, s.month) AS previous) p
     WHERE p.previous <> s.previous
    UNION ALL
    SELECT 'seal_line', concat_ws(' ', s.name, coalesce(sealed.kind, now.kind), coalesce(sealed.key, now.key)),
           coalesce(encode(sealed.digest, 'hex'), '无此行'), coalesce(encode(now.digest, 'hex'), '无此行'),
           '由管理员查明：已结账的记录被改动、添加或删除'
      FROM s CROSS JOIN (sealed FULL JOIN now ON now.kind = sealed.kind AND now.key = sealed.key)
     WHERE sealed.digest IS DISTINCT FROM now.digest;
END;
COMMENT ON FUNCTION verify_seal(text, date) IS '核对封印：从已结账的记录重算，指明变动的行；无行即完好';

CREATE FUNCTION verify_period() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT 'seal_missing', concat('月份 ', p.region, ' ', to_char(p.month, 'YYYY-MM')), '已封印', '无封印', '由管理员查明'
      FROM period p
     WHERE p.state = 'closed' AND NOT EXISTS (SELECT FROM seal s WHERE s.region = p.closed_with AND s.month = p.month)
    UNION ALL
    SELECT 'period_state', concat('月份 ', s.region, ' ', to_char(s.month, 'YYYY-MM')), '已结账', p.state, '由管理员查明'
      FROM seal s JOIN period p ON p.region = s.region AND p.month = s.month
     WHERE p.state <> 'closed' OR p.closed_with <> p.region
    UNION ALL
    SELECT 'period_gap', concat('月份 ', p.region, ' ', to_char(p.month, 'YYYY-MM')), '上月已结账', '未结账', '由管理员查明'
      FROM period p
     WHERE p.state = 'closed'
       AND EXISTS (SELECT FROM period q WHERE q.region = p.region AND q.month < p.month AND q.state = 'closed')
       AND NOT EXISTS (SELECT FROM period q WHERE q.region = p.region AND q.month = p.month - interval '1 month' AND q.state = 'closed')
    UNION ALL
    SELECT v.* FROM seal s CROSS JOIN LATERAL verify_seal(s.region, s.month) v;
END;
COMMENT ON FUNCTION verify_period() IS '核对月份：每个结账月份的封印、封印链和各行';
