-- 74_pool: the acts of the turnover pool, and what its rules find.  Conveniences: plain INSERT and UPDATE of
-- pool_loan, pool_settlement, pool_extension and enrolment obey the same rules.
-- What may not stand here: the ledger and other views for reading (86_pool.sql).

CREATE FUNCTION pool_ref(pool text DEFAULT NULL) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH hit AS (
        SELECT p.id, h.name FROM pool p JOIN holder h ON h.id = p.holder_id
         WHERE CASE WHEN pool_ref.pool IS NULL THEN p.until IS NULL
                    ELSE h.name = pool_ref.pool OR p.id::text = ltrim(pool_ref.pool, '#') END
    )
    SELECT CASE WHEN count(*) = 1 THEN min(h.id)
                WHEN count(*) = 0 THEN bianzhi.refuse_unknown('pool', pool_ref.pool)::int
                ELSE bianzhi.refuse_ambiguous('pool', coalesce(pool_ref.pool, ''),
                         string_agg(concat('#', h.id, ' ', h.name), ', ' ORDER BY h.id))::int END
      FROM hit h;
END;
COMMENT ON FUNCTION pool_ref(text) IS '周转池：由编号或名称取编号；未给出而只有一个时取该池';

CREATE FUNCTION pool_open(name text, post_type text, region text DEFAULT NULL, term_months int DEFAULT 24,
                          grace_days int DEFAULT 0, clock text DEFAULT 'enrolment', lapse_days int DEFAULT 365,
                          borrower_classes text[] DEFAULT '{institution}', reclaim_scope text DEFAULT 'department',
                          document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO holder (kind, region, name)
    SELECT 'pool', coalesce(pool_open.region, b.region), bianzhi.require(pool_open.name, 'name') FROM book b
    ON CONFLICT (region, kind, name) DO NOTHING;
    INSERT INTO pool (holder_id, post_type, term_months, grace_days, clock, lapse_days, borrower_classes, reclaim_scope,
                      document_id, effective_on)
    SELECT h.id, post_type_ref(pool_open.post_type), pool_open.term_months, pool_open.grace_days, pool_open.clock,
           pool_open.lapse_days, pool_open.borrower_classes, pool_open.reclaim_scope, document_ref(pool_open.document),
           coalesce(pool_open.effective_on, current_date)
      FROM holder h CROSS JOIN book b
     WHERE h.kind = 'pool' AND h.region = coalesce(pool_open.region, b.region) AND h.name = pool_open.name
    RETURNING id;
END;
COMMENT ON FUNCTION pool_open(text, text, text, int, int, text, int, text[], text, text, date) IS
    '设立周转池；名称已登记为账户持有者的沿用该持有者，其他办法以后用 UPDATE pool 修改';

CREATE FUNCTION pool_fund(quantity int, post_type text, source text DEFAULT 'reserve', origin text DEFAULT NULL,
                          pool text DEFAULT NULL, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('pool', holder_ref(pool_fund.source), post_type_ref(pool_fund.post_type), p.holder_id, p.post_type,
                      pool_fund.quantity, document_ref(pool_fund.document), pool_fund.effective_on, pool_fund.origin)
      FROM pool p WHERE p.id = pool_ref(pool_fund.pool);
END;
COMMENT ON FUNCTION pool_fund(int, text, text, text, text, text, date) IS
    '划入周转池：由机构或机动编制划出某类编制；origin 注明来源，如国有林场改革';

CREATE FUNCTION pool_shrink(quantity int, post_type text, target text DEFAULT 'reserve', pool text DEFAULT NULL,
                            document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('pool', p.holder_id, p.post_type, holder_ref(pool_shrink.target), post_type_ref(pool_shrink.post_type),
                      pool_shrink.quantity, document_ref(pool_shrink.document), pool_shrink.effective_on)
      FROM pool p WHERE p.id = pool_ref(pool_shrink.pool);
END;
COMMENT ON FUNCTION pool_shrink(int, text, text, text, text, date) IS '划出周转池：可用的周转编制转回机构或机动编制';

CREATE FUNCTION certify_talent(person text, number text, category text, expires_on date, issuer text DEFAULT NULL,
                               name text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO talent_certificate (number, person_id, category, issuer, effective_on, expires_on)
    VALUES (certify_talent.number, register_person(bianzhi.require(certify_talent.person, 'person'), certify_talent.name),
            bianzhi.require(certify_talent.category, 'category'), certify_talent.issuer,
            coalesce(certify_talent.effective_on, current_date), certify_talent.expires_on)
    RETURNING id;
END;
COMMENT ON FUNCTION certify_talent(text, text, text, date, text, text, date) IS '登记人才认定证书';

-- The id of a certificate by #id or number in any writing.
CREATE FUNCTION certificate_ref(certificate text) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce((SELECT c.id FROM talent_certificate c
                      WHERE c.number = CASE WHEN certificate_ref.certificate !~ '^#[0-9]+$'
                                            THEN bianzhi.document_number(certificate_ref.certificate) END
                         OR c.id = CASE WHEN certificate_ref.certificate ~ '^#[0-9]{1,18}$'
                                        THEN substr(certificate_ref.certificate, 2)::bigint END),
                    bianzhi.refuse_unknown('certificate', certificate_ref.certificate)::bigint);
END;
COMMENT ON FUNCTION certificate_ref(text) IS '人才认定：由证书号（各种写法）或 #编号 取编号';

CREATE FUNCTION pool_apply(unit text, quantity int, job text DEFAULT NULL, talent_category text DEFAULT NULL,
                           certificates text[] DEFAULT '{}', supervisor text DEFAULT NULL, pool text DEFAULT NULL,
                           document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO pool_loan (pool_id, unit_id, supervisor_id, quantity, job, talent_category, certificate_ids, document_id, effective_on)
    SELECT pool_ref(pool_apply.pool), unit_ref(pool_apply.unit),
           CASE WHEN pool_apply.supervisor IS NOT NULL THEN unit_ref(pool_apply.supervisor) END,
           bianzhi.positive(pool_apply.quantity, 'quantity'), pool_apply.job, pool_apply.talent_category,
           coalesce((SELECT array_agg(certificate_ref(c.number) ORDER BY c.n)
                       FROM unnest(pool_apply.certificates) WITH ORDINALITY c (number, n)), '{}'),
           document_ref(pool_apply.document), coalesce(pool_apply.effective_on, current_date)
    RETURNING id;
END;
COMMENT ON FUNCTION pool_apply(text, int, text, text, text[], text, text, text, date) IS
    '申请周转编制：由主管部门申请，附人才认定证书';

CREATE FUNCTION pool_approve(loan bigint, quantity int DEFAULT NULL, number text DEFAULT NULL, return_by date DEFAULT NULL,
                             use_by date DEFAULT NULL, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH l AS (
        UPDATE pool_loan SET state = 'approved', approved = pool_approve.quantity, approval_number = pool_approve.number,
               approved_on = coalesce(pool_approve.effective_on, current_date), return_by = pool_approve.return_by,
               use_by = pool_approve.use_by, approval_document_id = document_ref(pool_approve.document)
         WHERE id = pool_approve.loan
        RETURNING id
    )
    SELECT coalesce((SELECT l.id FROM l), bianzhi.refuse_unknown('loan', pool_approve.loan::text)::bigint);
END;
COMMENT ON FUNCTION pool_approve(bigint, int, text, date, date, text, date) IS
    '核准周转编制：占住周转池的编制；数量不填时按申请数，编号和期限不填时按周转池的办法';

-- reject, withdraw and cancel differ by the state they lead to; which step is lawful the engine says.
CREATE FUNCTION pool_reject(loan bigint, note text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH l AS (
        UPDATE pool_loan SET state = 'rejected', closed_on = pool_reject.effective_on, note = coalesce(pool_reject.note, pool_loan.note)
         WHERE id = pool_reject.loan RETURNING id
    )
    SELECT coalesce((SELECT l.id FROM l), bianzhi.refuse_unknown('loan', pool_reject.loan::text)::bigint);
END;
COMMENT ON FUNCTION pool_reject(bigint, text, date) IS '不予核准周转编制';

CREATE FUNCTION pool_withdraw(loan bigint, note text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH l AS (
        UPDATE pool_loan SET state = 'withdrawn', closed_on = pool_withdraw.effective_on, note = coalesce(pool_withdraw.note, pool_loan.note)
         WHERE id = pool_withdraw.loan RETURNING id
    )
    SELECT coalesce((SELECT l.id FROM l), bianzhi.refuse_unknown('loan', pool_withdraw.loan::text)::bigint);
END;
COMMENT ON FUNCTION pool_withdraw(bigint, text, date) IS '撤回周转编制的申请';

CREATE FUNCTION pool_cancel(loan bigint, note text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH l AS (
        UPDATE pool_loan SET state = 'cancelled', closed_on = pool_cancel.effective_on, note = coalesce(pool_cancel.note, pool_loan.note)
         WHERE id = pool_cancel.loan RETURNING id
    )
    SELECT coalesce((SELECT l.id FROM l), bianzhi.refuse_unknown('loan', pool_cancel.loan::text)::bigint);
END;
COMMENT ON FUNCTION pool_cancel(bigint, text, date) IS '撤销已核准而未用的周转编制：未用的退回周转池';

-- The seat that a person has now.
CREATE FUNCTION seat_ref(person text) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce((SELECT s.id FROM pool_seat s JOIN enrolment e ON e.id = s.enrolment_id
                      WHERE e.person_id = person_ref(seat_ref.person) AND s.until IS NULL),
                    bianzhi.refuse_not_in_post(seat_ref.person)::bigint);
END;
COMMENT ON FUNCTION seat_ref(text) IS '某人现占用的周转在用编号';

CREATE FUNCTION pool_use(person text, unit text, name text DEFAULT NULL, division text DEFAULT NULL, pool text DEFAULT NULL,
                         entry_reason text DEFAULT 'talent', document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT enrol(pool_use.person, pool_use.unit, (SELECT p.post_type::text FROM pool p WHERE p.id = pool_ref(pool_use.pool)),
                 pool_use.entry_reason, pool_use.name, NULL, pool_use.division, pool_use.document, pool_use.effective_on);
    SELECT seat_ref(pool_use.person);
END;
COMMENT ON FUNCTION pool_use(text, text, text, text, text, text, text, date) IS
    '用周转编制入编：凭有效的人才认定和核准；返回周转在用编号';

-- Where a person on a pool post could sit: the ordinary kind of post with most vacancies, else with most posts.
CREATE VIEW pool_place AS
SELECT DISTINCT ON (s.id) s.id AS seat_id, a.post_type, a.approved, a.strength, a.approved - a.strength - a.reserved AS vacancy
  FROM pool_seat s
  JOIN post_type r ON r.code = s.post_type
  JOIN account a ON a.holder_id = s.unit_id
  JOIN post_type t ON t.code = a.post_type AND t.category = r.category AND t.class = 'establishment' AND NOT t.ring_fenced
 WHERE s.until IS NULL AND a.approved > 0
 ORDER BY s.id, greatest(a.approved - a.strength - a.reserved, 0) DESC, a.approved DESC, a.post_type;
COMMENT ON VIEW pool_place IS '周转人才可转列的普通编制：空编多的类别，均无空编时为核定数最多的类别';
COMMENT ON COLUMN pool_place.seat_id IS '周转在用编号';
COMMENT ON COLUMN pool_place.post_type IS '编制类别代码';
COMMENT ON COLUMN pool_place.approved IS '核定数';
COMMENT ON COLUMN pool_place.strength IS '实有数';
COMMENT ON COLUMN pool_place.vacancy IS '空编数；扣除用编核准占用数';

CREATE FUNCTION pool_return(person text, post_type text DEFAULT NULL, document text DEFAULT NULL,
                            effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.hold_person('enrolment'::regclass, person_ref(pool_return.person));
    INSERT INTO pool_settlement (seat_id, kind, post_type, document_id, effective_on, note)
    SELECT s.id, 'returned', coalesce(post_type_ref_or_null(pool_return.post_type), w.post_type), document_ref(pool_return.document),
           coalesce(pool_return.effective_on, current_date), pool_return.note
      FROM (SELECT seat_ref(pool_return.person) AS id) s LEFT JOIN pool_place w ON w.seat_id = s.id
    RETURNING id;
END;
COMMENT ON FUNCTION pool_return(text, text, text, date, text) IS
    '归还周转编制：本单位普通编制空出，人才转列其上，周转编制回池';

CREATE FUNCTION pool_convert(person text, source text DEFAULT NULL, post_type text DEFAULT NULL, document text DEFAULT NULL,
                             effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.hold_person('enrolment'::regclass, person_ref(pool_convert.person));
    INSERT INTO pool_settlement (seat_id, kind, post_type, source_id, document_id, effective_on, note)
    SELECT s.id, 'converted', coalesce(post_type_ref_or_null(pool_convert.post_type), w.post_type),
           CASE WHEN pool_convert.source IS NOT NULL THEN holder_ref(pool_convert.source) END, document_ref(pool_convert.document),
           coalesce(pool_convert.effective_on, current_date), pool_convert.note
      FROM (SELECT seat_ref(pool_convert.person) AS id) s LEFT JOIN pool_place w ON w.seat_id = s.id
    RETURNING id;
END;
COMMENT ON FUNCTION pool_convert(text, text, text, text, date, text) IS
    '转为核增：单位核增一名普通编制，人才转列其上；给出来源（如 reserve）的由来源划给，周转编制回池，不给的以周转编制转换，周转池减少一名';

CREATE FUNCTION pool_extend(person text, return_by date DEFAULT NULL, document text DEFAULT NULL,
                            effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO pool_extension (seat_id, return_by, document_id, effective_on, note)
    VALUES (seat_ref(pool_extend.person), pool_extend.return_by, document_ref(pool_extend.document),
            coalesce(pool_extend.effective_on, current_date), pool_extend.note)
    RETURNING id;
END;
COMMENT ON FUNCTION pool_extend(text, date, text, date, text) IS '续用：应归还日期后延，不填时按周转池的续用期';

-- ---------------------------------------------------------------------------------------------
-- Reclaiming
-- ---------------------------------------------------------------------------------------------

-- What would be taken from whom, one row for each overdue post.  Within a department and kind of post the k-th
-- overdue post meets the k-th vacant one: first the borrower's own vacancies, then those of the others, in the
-- pool's order, less what they have reserved or borrowed themselves.
CREATE FUNCTION pool_propose_reclaim(unit text DEFAULT NULL, pool text DEFAULT NULL, as_of date DEFAULT current_date)
    RETURNS TABLE (seat_id bigint, unit_id int, unit text, person text, return_by date, overdue_days int, post_type int,
                   post_type_name text, source_id int, source text, source_vacancy bigint, vacancy_rate numeric, why text)
LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH p AS MATERIALIZED (
        SELECT p.*, r.category FROM pool p JOIN post_type r ON r.code = p.post_type WHERE p.id = pool_ref(pool_propose_reclaim.pool)
    ), late AS MATERIALIZED (
        SELECT s.id, s.unit_id, s.person_id, s.return_by
          FROM p JOIN pool_seat s ON s.pool_id = p.id AND s.until IS NULL AND s.return_by + p.grace_days < pool_propose_reclaim.as_of
         WHERE pool_propose_reclaim.unit IS NULL OR s.unit_id = unit_ref(pool_propose_reclaim.unit)
    ), place AS MATERIALIZED (
        -- the borrower's largest ordinary kind of post
        SELECT DISTINCT ON (a.holder_id) a.holder_id AS unit_id, a.post_type
          FROM p
          JOIN post_type t ON t.category = p.category AND t.class = 'establishment' AND NOT t.ring_fenced
          JOIN account a ON a.post_type = t.code
         WHERE a.holder_id IN (SELECT l.unit_id FROM late l)
         ORDER BY a.holder_id, a.approved DESC, a.post_type
    ), overdue AS MATERIALIZED (
        SELECT l.id, l.unit_id, l.person_id, l.return_by, w.post_type, coalesce(u.supervisor_id, u.parent_id) AS supervisor_id,
               u.name AS unit, row_number() OVER (PARTITION BY l.unit_id ORDER BY l.return_by, l.id) AS k
          FROM late l JOIN place w ON w.unit_id = l.unit_id JOIN unit u ON u.id = l.unit_id
    ), open_seat AS MATERIALIZED (
        SELECT s.unit_id, count(*) AS n FROM pool_seat s WHERE s.until IS NULL GROUP BY s.unit_id
    ), expired AS MATERIALIZED (
        SELECT m.unit_id, m.post_type, sum(m.quantity - m.used) AS n FROM use_permit m
         WHERE m.state = 'open' AND m.expires_on < current_date GROUP BY m.unit_id, m.post_type
    ), own AS MATERIALIZED (
        SELECT o.unit_id, o.post_type, greatest(a.approved - a.strength - a.reserved + coalesce(x.n, 0), 0) AS n,
               a.approved - a.strength AS vacancy, a.approved
          FROM (SELECT DISTINCT d.unit_id, d.post_type FROM overdue d) o
          JOIN account a ON a.holder_id = o.unit_id AND a.post_type = o.post_type
          LEFT JOIN expired x ON x.unit_id = o.unit_id AND x.post_type = o.post_type
    ), demand AS MATERIALIZED (
        SELECT d.*, row_number() OVER (PARTITION BY d.supervisor_id, d.post_type ORDER BY d.return_by, d.id) AS n
          FROM overdue d JOIN own ON own.unit_id = d.unit_id AND own.post_type = d.post_type
         WHERE d.k > own.n
    ), sister AS MATERIALIZED (
        SELECT y.*, sum(y.n) OVER w AS upto, sum(y.n) OVER w - y.n AS before
          FROM (SELECT g.supervisor_id, g.post_type, v.id AS source_id, v.name AS source, a.approved - a.strength AS vacancy,
                       (a.approved - a.strength)::numeric / greatest(a.approved, 1) AS rate, v.sort,
                       greatest(a.approved - a.strength - a.reserved + coalesce(x.n, 0) - coalesce(b.n, 0), 0) AS n
                  FROM (SELECT DISTINCT d.supervisor_id, d.post_type FROM demand d) g
                  JOIN unit v ON coalesce(v.supervisor_id, v.parent_id) = g.supervisor_id AND v.kind = 'body' AND v.until IS NULL
                  JOIN account a ON a.holder_id = v.id AND a.post_type = g.post_type
                  LEFT JOIN expired x ON x.unit_id = v.id AND x.post_type = g.post_type
                  LEFT JOIN open_seat b ON b.unit_id = v.id) y, p
         WHERE y.n > 0 AND p.reclaim_scope = 'department'
        WINDOW w AS (PARTITION BY y.supervisor_id, y.post_type
                     ORDER BY CASE p.reclaim_order WHEN 'vacancy_rate' THEN -y.rate WHEN 'vacancy' THEN -y.vacancy ELSE y.sort END,
                              y.source_id ROWS UNBOUNDED PRECEDING)
    ), found AS MATERIALIZED (
        SELECT d.id, d.unit_id AS source_id, d.unit AS source, o.vacancy, o.vacancy::numeric / greatest(o.approved, 1) AS rate, true AS own
          FROM p, overdue d JOIN own o ON o.unit_id = d.unit_id AND o.post_type = d.post_type
         WHERE d.k <= o.n AND p.reclaim_scope <> 'none'
        UNION ALL
        SELECT m.id, s.source_id, s.source, s.vacancy, s.rate, false
          FROM demand m JOIN sister s ON s.supervisor_id = m.supervisor_id AND s.post_type = m.post_type
         WHERE m.n > s.before AND m.n <= s.upto
    )
    SELECT d.id, d.unit_id, d.unit, n.name, d.return_by, pool_propose_reclaim.as_of - d.return_by, d.post_type, t.name_zh, f.source_id,
           f.source, f.vacancy::bigint, round(f.rate, 4),
           CASE WHEN f.own THEN '本单位有空编：转列其上，等于归还'
                WHEN f.source_id IS NOT NULL THEN concat('同一主管部门，空编 ', f.vacancy, '，空编率 ', round(f.rate * 100, 1), '%')
                WHEN p.reclaim_scope = 'none' THEN '周转池的办法不收回，待收回'
                WHEN p.reclaim_scope = 'unit' THEN '本单位无空编，待收回'
                WHEN d.supervisor_id IS NULL THEN '没有主管部门，待收回'
                ELSE '主管部门所属其他单位无可收回的空编，待收回' END
      FROM p CROSS JOIN overdue d
      JOIN person n ON n.id = d.person_id
      JOIN post_type t ON t.code = d.post_type
      LEFT JOIN found f ON f.id = d.id
     ORDER BY d.return_by, d.id;
END;
COMMENT ON FUNCTION pool_propose_reclaim(text, text, date) IS
    '收回方案：每个逾期的周转编制由哪个单位的空编抵还，为什么；来源为空的待收回';

-- The people and the accounts first, then the proposal again from what is locked.
CREATE FUNCTION pool_reclaim(unit text DEFAULT NULL, pool text DEFAULT NULL, quantity int DEFAULT NULL, document text DEFAULT NULL,
                             effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT e.id FROM enrolment e
     WHERE e.id IN (SELECT s.enrolment_id FROM pool_propose_reclaim(pool_reclaim.unit, pool_reclaim.pool, pool_reclaim.effective_on) r
                      JOIN pool_seat s ON s.id = r.seat_id)
     ORDER BY e.id FOR NO KEY UPDATE;
    SELECT bianzhi.lock_accounts('account'::regclass, array_agg(k.holder), array_agg(k.post_type))
      FROM (SELECT r.source_id AS holder, r.post_type
              FROM pool_propose_reclaim(pool_reclaim.unit, pool_reclaim.pool, pool_reclaim.effective_on) r WHERE r.source_id IS NOT NULL
            UNION SELECT r.unit_id, r.post_type
              FROM pool_propose_reclaim(pool_reclaim.unit, pool_reclaim.pool, pool_reclaim.effective_on) r
            UNION SELECT s.unit_id, s.post_type
              FROM pool_propose_reclaim(pool_reclaim.unit, pool_reclaim.pool, pool_reclaim.effective_on) r JOIN pool_seat s ON s.id = r.seat_id
            UNION SELECT p.holder_id, p.post_type FROM pool p WHERE p.id = pool_ref(pool_reclaim.pool)) k;
    WITH take AS MATERIALIZED (
        SELECT r.seat_id, r.post_type, nullif(r.source_id, r.unit_id) AS source_id, row_number() OVER (ORDER BY r.return_by, r.seat_id) AS n
          FROM pool_propose_reclaim(pool_reclaim.unit, pool_reclaim.pool, pool_reclaim.effective_on) r
         WHERE r.source_id IS NOT NULL
        UNION ALL
        -- asked of a unit that is not overdue: the engine says since when it would be
        SELECT w.seat_id, w.post_type, NULL, 1
          FROM (SELECT q.seat_id, q.post_type FROM pool_place q JOIN pool_seat s ON s.id = q.seat_id
                 WHERE s.unit_id = CASE WHEN pool_reclaim.unit IS NOT NULL THEN unit_ref(pool_reclaim.unit) END
                   AND s.pool_id = pool_ref(pool_reclaim.pool) ORDER BY s.return_by, s.id LIMIT 1) w
         WHERE NOT EXISTS (SELECT FROM pool_propose_reclaim(pool_reclaim.unit, pool_reclaim.pool, pool_reclaim.effective_on))
    ), done AS (
        INSERT INTO pool_settlement (seat_id, kind, post_type, source_id, document_id, effective_on, note)
        SELECT t.seat_id, 'reclaimed', t.post_type, t.source_id, document_ref(pool_reclaim.document),
               coalesce(pool_reclaim.effective_on, current_date), pool_reclaim.note
          FROM take t WHERE pool_reclaim.quantity IS NULL OR t.n <= bianzhi.positive(pool_reclaim.quantity, 'quantity')
        RETURNING id
    )
    SELECT min(d.id) FROM done d;
END;
COMMENT ON FUNCTION pool_reclaim(text, text, int, text, date, text) IS
    '收回逾期的周转编制：一笔分录，其他单位空编减、周转池增，用编单位周转编制减、普通编制增；返回第一个周转结清编号，收不回的列入待收回（pool_to_reclaim）';

-- ---------------------------------------------------------------------------------------------
-- What check_rules() and verify() ask
-- ---------------------------------------------------------------------------------------------

-- What natural attrition has freed at a borrower since its oldest open loan, and nobody was returned onto.
CREATE VIEW pool_owed AS
SELECT o.unit_id, u.name AS unit, u.region, a.post_type, t.name_zh AS post_type_name, o.borrowed, f.freed,
       least(o.borrowed, f.freed, greatest(a.approved - a.strength, 0)) AS owed, a.approved - a.strength AS vacancy
  FROM (SELECT s.unit_id, count(*) AS borrowed, min(l.approved_on) AS since, bool_or(p.transfer_out_counts) AS transfers,
               min(r.category) AS category
          FROM pool_seat s
          JOIN pool_loan l ON l.id = s.loan_id
          JOIN pool p ON p.id = s.pool_id
          JOIN post_type r ON r.code = p.post_type
         WHERE s.until IS NULL
         GROUP BY s.unit_id) o
  JOIN unit u ON u.id = o.unit_id
  JOIN account a ON a.holder_id = o.unit_id AND a.approved > a.strength
  JOIN post_type t ON t.code = a.post_type AND t.category = o.category AND t.class = 'establishment' AND NOT t.ring_fenced
 CROSS JOIN LATERAL (
        SELECT count(*) AS freed
          FROM enrolment e JOIN code c ON c.set = 'exit_reason' AND c.code = e.exit_reason
         WHERE e.unit_id = o.unit_id AND e.post_type = a.post_type AND e.until >= o.since AND e.until > e.effective_on
           AND (c.attributes ->> 'natural_attrition' = 'true' OR (o.transfers AND c.code = 'transfer_out'))
           AND NOT EXISTS (SELECT FROM pool_settlement x WHERE x.freed_enrolment_id = e.id)) f
 WHERE f.freed > 0;
COMMENT ON VIEW pool_owed IS '应先归还的空编：用周转编制的单位因自然减员空出的普通编制';
COMMENT ON COLUMN pool_owed.unit_id IS '机构编号';
COMMENT ON COLUMN pool_owed.unit IS '机构名称';
COMMENT ON COLUMN pool_owed.region IS '区划代码';
COMMENT ON COLUMN pool_owed.post_type IS '编制类别代码';
COMMENT ON COLUMN pool_owed.post_type_name IS '编制类别';
COMMENT ON COLUMN pool_owed.borrowed IS '在用数；在用的周转编制';
COMMENT ON COLUMN pool_owed.freed IS '自然减员数；尚未用于归还的';
COMMENT ON COLUMN pool_owed.owed IS '应归还数';
COMMENT ON COLUMN pool_owed.vacancy IS '空编数；核定数减实有数，负数即超编';

CREATE VIEW pool_failure AS
SELECT 'pool_borrower_overdue' AS rule, NULL::text AS level, u.region, concat(s.unit_id, '/', s.post_type) AS thing,
       s.unit_id, s.post_type, concat(u.name, ' ', t.name_zh) AS object,
       jsonb_build_object('overdue', count(*), 'since', min(s.return_by)) AS figures,
       '用 pool_return() 归还，或用 pool_reclaim() 收回' AS remedy, 0::bigint AS excess
  FROM pool_seat s
  JOIN pool p ON p.id = s.pool_id
  JOIN unit u ON u.id = s.unit_id
  JOIN post_type t ON t.code = s.post_type
 WHERE s.until IS NULL AND s.return_by + p.grace_days < current_date
 GROUP BY s.unit_id, s.post_type, u.region, u.name, t.name_zh
UNION ALL
SELECT 'pool_vacancy_owed', 'notice', o.region, concat(o.unit_id, '/', o.post_type), o.unit_id, o.post_type,
       concat(o.unit, ' ', o.post_type_name), jsonb_build_object('borrowed', o.borrowed, 'owed', o.owed, 'free', o.vacancy),
       '自然减员空出的编制先归还：用 pool_return() 把周转人才转列其上', 0
  FROM pool_owed o
UNION ALL
SELECT 'pool_exhausted', 'notice', h.region, concat(p.holder_id, '/', p.post_type), NULL, p.post_type,
       concat(h.name, ' ', t.name_zh), jsonb_build_object('lapsed', sum(l.approved - l.used), 'use_by', min(l.use_by)),
       '逾用编期限未用，不再占住周转编制；用 pool_cancel() 销号', 0
  FROM pool_loan l
  JOIN pool p ON p.id = l.pool_id
  JOIN holder h ON h.id = p.holder_id
  JOIN post_type t ON t.code = p.post_type
 WHERE l.state = 'approved' AND l.use_by < current_date
 GROUP BY p.holder_id, p.post_type, h.region, h.name, t.name_zh;
COMMENT ON VIEW pool_failure IS '周转池规则的问题：逾期未还、自然减员未归还、逾用编期限未销号';
COMMENT ON COLUMN pool_failure.rule IS '规则号';
COMMENT ON COLUMN pool_failure.level IS '级别；error 错误，warning 警告，notice 提示';
COMMENT ON COLUMN pool_failure.region IS '区划代码';
COMMENT ON COLUMN pool_failure.thing IS '对象键';
COMMENT ON COLUMN pool_failure.unit_id IS '机构编号';
COMMENT ON COLUMN pool_failure.post_type IS '编制类别代码';
COMMENT ON COLUMN pool_failure.object IS '对象';
COMMENT ON COLUMN pool_failure.figures IS '数据';
COMMENT ON COLUMN pool_failure.remedy IS '整改办法';
COMMENT ON COLUMN pool_failure.excess IS '超出数';

CREATE FUNCTION verify_pool() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    -- lent: what units hold of a pool's kind of post is what its open seats say, and each has its person
    SELECT 'pool_lent', concat(k.name, '(', k.holder_id, ') / ', p.post_type), concat(k.seats, ' / ', k.seats),
           concat(k.approved, ' / ', k.strength), '周转编制在用数应等于在编人数：查明无在编记录的周转在用，或无周转在用的在编记录'
      FROM pool p
     CROSS JOIN LATERAL (
        SELECT coalesce(a.holder_id, s.unit_id) AS holder_id, coalesce(u.name, h.name) AS name, coalesce(a.approved, 0) AS approved,
               coalesce(a.strength, 0) AS strength, coalesce(s.n, 0) AS seats
          FROM (SELECT * FROM account a WHERE a.post_type = p.post_type AND a.holder_id <> p.holder_id) a
          FULL JOIN (SELECT x.unit_id, count(*) AS n FROM pool_seat x
                      WHERE x.post_type = p.post_type AND x.until IS NULL GROUP BY x.unit_id) s ON s.unit_id = a.holder_id
          LEFT JOIN unit u ON u.id = coalesce(a.holder_id, s.unit_id)
          LEFT JOIN holder h ON h.id = a.holder_id) k
     WHERE (k.approved, k.strength) IS DISTINCT FROM (k.seats::int, k.seats::int)
    UNION ALL
    SELECT 'pool_seat_enrolment', concat('周转在用 ', s.id), concat_ws(' / ', s.person_id, s.unit_id, s.post_type, s.effective_on, s.until),
           coalesce(concat_ws(' / ', e.person_id, e.unit_id, e.post_type, e.effective_on, e.until), '无在编记录'),
           '周转在用应与其在编记录一致'
      FROM pool_seat s LEFT JOIN enrolment e ON e.id = s.enrolment_id
     WHERE (s.person_id, s.unit_id, s.post_type, s.effective_on, s.until)
           IS DISTINCT FROM (e.person_id, e.unit_id, e.post_type, e.effective_on, e.until)
    UNION ALL
    SELECT 'pool_no_seat', concat('在编记录 ', e.id), '有周转在用', '无', '补办周转用编，或作废该在编记录'
      FROM pool p JOIN enrolment e ON e.post_type = p.post_type
     WHERE NOT EXISTS (SELECT FROM pool_seat s WHERE s.enrolment_id = e.id)
    UNION ALL
    SELECT 'pool_certificate', concat('周转在用 ', s.id), concat('本人证书，', s.effective_on, ' 有效'),
           concat_ws('，', c.number, concat('人员 ', c.person_id), concat(c.effective_on, ' 至 ', c.expires_on)), '更正人才认定'
      FROM pool_seat s JOIN talent_certificate c ON c.id = s.certificate_id
     WHERE c.person_id <> s.person_id OR s.effective_on < c.effective_on OR s.effective_on > c.expires_on
    UNION ALL
    SELECT 'pool_certificate', concat('人才认定 ', c.number), '人员在册', concat('无人员 ', c.person_id), '补登人员'
      FROM talent_certificate c WHERE NOT EXISTS (SELECT FROM person n WHERE n.id = c.person_id)
    UNION ALL
    SELECT 'pool_loan_used', concat('周转用编 ', l.id), count(s.id)::text, l.used::text, '以未作废的周转在用为准'
      FROM pool_loan l LEFT JOIN pool_seat s ON s.loan_id = l.id AND s.end_kind IS DISTINCT FROM 'void'
     GROUP BY l.id HAVING count(s.id) <> l.used
    UNION ALL
    SELECT 'pool_loan_state', concat('周转用编 ', l.id), CASE WHEN l.used = l.approved THEN 'used' ELSE 'approved' END, l.state, '更正状态'
      FROM pool_loan l WHERE l.state IN ('approved', 'used') AND (l.used = l.approved) <> (l.state = 'used')
    UNION ALL
    SELECT 'pool_seat_loan', concat('周转在用 ', s.id), concat_ws(' / ', l.pool_id, l.unit_id, '核准至用编期限'),
           concat_ws(' / ', s.pool_id, s.unit_id, s.effective_on), '更正所引核准'
      FROM pool_seat s JOIN pool_loan l ON l.id = s.loan_id
     WHERE l.pool_id <> s.pool_id OR l.unit_id <> s.unit_id OR s.effective_on < l.approved_on OR s.effective_on > l.use_by
    UNION ALL
    -- each loan of a post and each return is a line of its entry
    SELECT 'pool_entry', concat('周转在用 ', s.id, ' / 分录 ', s.entry_id), '机构增 1', coalesce(x.quantity::text, '无'), '查明分录'
      FROM pool_seat s LEFT JOIN entry_line x ON x.entry_id = s.entry_id AND x.holder_id = s.unit_id AND x.post_type = s.post_type
     WHERE x.quantity IS DISTINCT FROM 1
    UNION ALL
    SELECT 'pool_entry', concat('分录 ', r.until_entry_id, ' / ', r.unit_id), concat('机构减 ', r.n), coalesce(x.quantity::text, '无'), '查明分录'
      FROM (SELECT s.until_entry_id, s.unit_id, s.post_type, count(*) AS n FROM pool_seat s WHERE s.until IS NOT NULL
             GROUP BY s.until_entry_id, s.unit_id, s.post_type) r
      LEFT JOIN entry_line x ON x.entry_id = r.until_entry_id AND x.holder_id = r.unit_id AND x.post_type = r.post_type
     WHERE x.quantity IS DISTINCT FROM -r.n
    UNION ALL
    SELECT 'pool_settlement', concat('周转结清 ', x.id), '周转在用已终止，人才已转列',
           concat_ws('，', coalesce(s.end_kind, '在用'), coalesce(x.enrolment_id::text, '未转列')), '查明原因'
      FROM pool_settlement x JOIN pool_seat s ON s.id = x.seat_id
     WHERE EXISTS (SELECT FROM pool_settlement y WHERE y.seat_id = x.seat_id AND y.id <> x.id) OR s.end_kind IS DISTINCT FROM x.kind OR x.entry_id IS NULL OR x.enrolment_id IS NULL
    UNION ALL
    SELECT 'pool_settlement', concat('周转在用 ', s.id), '有周转结清', s.end_kind, '查明原因'
      FROM pool_seat s
     WHERE s.end_kind IN ('returned', 'converted', 'reclaimed') AND NOT EXISTS (SELECT FROM pool_settlement x WHERE x.seat_id = s.id);
END;
COMMENT ON FUNCTION verify_pool() IS '核对周转池：在用与账户、在编记录、人才认定、核准和分录一致';
