-- 74_plan: plans of a reform: making, rehearsing, applying and reversing them, and looking at them.
-- What may not stand here: tables (56_plan), running of steps (extension/reform.c, rehearsal.c).

-- Parameters as the catalogue has them, so that the list cannot differ from the functions.
CREATE VIEW operation_parameter AS
SELECT o.op, o.name_zh, o.name_en, a.n::int AS parameter_no, a.parameter COLLATE "default" AS parameter,
       format_type(p.proargtypes[a.n - 1], NULL) AS type,
       a.n <= p.pronargs - p.pronargdefaults AS required, o.sort
  FROM operation o
  JOIN pg_proc p ON p.proname = o.op AND NOT p.proretset
                AND p.pronamespace = (SELECT c.relnamespace FROM pg_class c WHERE c.oid = 'operation'::regclass)
 CROSS JOIN LATERAL unnest(p.proargnames[1:p.pronargs]) WITH ORDINALITY a (parameter, n);
COMMENT ON VIEW operation_parameter IS '业务操作的参数；按函数定义列出，必填的在前';
COMMENT ON COLUMN operation_parameter.op IS '操作';
COMMENT ON COLUMN operation_parameter.name_zh IS '中文名称';
COMMENT ON COLUMN operation_parameter.name_en IS '英文名称';
COMMENT ON COLUMN operation_parameter.parameter_no IS '参数序号';
COMMENT ON COLUMN operation_parameter.parameter IS '参数';
COMMENT ON COLUMN operation_parameter.type IS '类型';
COMMENT ON COLUMN operation_parameter.required IS '必填';
COMMENT ON COLUMN operation_parameter.sort IS '排序';

-- Making -------------------------------------------------------------------------------------

CREATE FUNCTION add_step(plan bigint, op text, args jsonb DEFAULT '{}', note text DEFAULT NULL) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('plan', add_step.plan::text)
     WHERE NOT EXISTS (SELECT FROM plan p WHERE p.id = add_step.plan);
    SELECT p.id FROM plan p WHERE p.id = add_step.plan FOR NO KEY UPDATE;
    INSERT INTO plan_step (plan_id, step, op, args, note)
    SELECT add_step.plan, coalesce((SELECT max(s.step) FROM plan_step s WHERE s.plan_id = add_step.plan), 0) + 1,
           o.op, o.args, add_step.note
      FROM bianzhi.read_operations('plan'::regclass,
               jsonb_build_array(jsonb_build_object('op', add_step.op, 'args', coalesce(add_step.args, '{}')))) o
    RETURNING step;
END;
COMMENT ON FUNCTION add_step(bigint, text, jsonb, text) IS '在方案末尾增加一个步骤；方案须重新试运行，返回步骤号';

CREATE FUNCTION make_plan(title text, operations jsonb DEFAULT '[]', document text DEFAULT NULL, effective_on date DEFAULT NULL,
                          note text DEFAULT NULL, proposals text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('proposal', k.id)
      FROM regexp_split_to_table(make_plan.proposals, '[^0-9]+') k (id)
     WHERE k.id <> '' AND NOT EXISTS (SELECT FROM proposal p WHERE p.id::text = k.id);
    WITH p AS (
        INSERT INTO plan (title, document_id, effective_on, note)
        VALUES (bianzhi.require(make_plan.title, 'title'),
                CASE WHEN make_plan.document <> '' THEN document_ref(make_plan.document) END,
                make_plan.effective_on, make_plan.note)
        RETURNING id
    ), given AS (
        SELECT CASE WHEN make_plan.proposals IS NULL THEN coalesce(make_plan.operations, '[]')
                    ELSE coalesce(make_plan.operations, '[]') ||
                         (SELECT coalesce(jsonb_agg(o.x ORDER BY k.n, o.m), '[]')
                            FROM regexp_split_to_table(make_plan.proposals, '[^0-9]+') WITH ORDINALITY k (id, n)
                            JOIN proposal r ON r.id::text = k.id
                           CROSS JOIN LATERAL jsonb_array_elements(r.operations) WITH ORDINALITY o (x, m)) END AS operations
    ), s AS (
        INSERT INTO plan_step (plan_id, step, op, args, note)
        SELECT p.id, o.step, o.op, o.args, o.note
          FROM p, given g, bianzhi.read_operations('plan'::regclass, g.operations) o
    )
    SELECT p.id FROM p;
END;
COMMENT ON FUNCTION make_plan(text, jsonb, text, date, text, text) IS
    '编制方案：operations 为 [{"op": 操作, "args": {参数}}, …]，proposals 为并入的申报编号，document 和 effective_on 为各步骤的缺省文件和日期';

CREATE FUNCTION amend_plan(plan bigint, title text DEFAULT NULL, document text DEFAULT NULL, effective_on date DEFAULT NULL,
                           note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('plan', amend_plan.plan::text)
     WHERE NOT EXISTS (SELECT FROM plan p WHERE p.id = amend_plan.plan);
    UPDATE plan p SET title = coalesce(amend_plan.title, p.title),
                      document_id = CASE WHEN amend_plan.document <> '' THEN document_ref(amend_plan.document) ELSE p.document_id END,
                      effective_on = coalesce(amend_plan.effective_on, p.effective_on), note = coalesce(amend_plan.note, p.note)
     WHERE p.id = amend_plan.plan
    RETURNING p.id;
END;
COMMENT ON FUNCTION amend_plan(bigint, text, text, date, text) IS '修改方案名称、文件、日期、备注；文件或日期变动后须重新试运行';

CREATE FUNCTION withdraw_plan(plan bigint, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('plan', withdraw_plan.plan::text)
     WHERE NOT EXISTS (SELECT FROM plan p WHERE p.id = withdraw_plan.plan);
    UPDATE plan SET state = 'withdrawn', note = coalesce(withdraw_plan.note, plan.note) WHERE id = withdraw_plan.plan
    RETURNING id;
END;
COMMENT ON FUNCTION withdraw_plan(bigint, text) IS '撤回方案：未实施的方案不再办理';

-- Rehearsing ---------------------------------------------------------------------------------

-- What the rehearsal has written, by the numbers of its subtransactions: accounts with their figures, units, and the
-- records that a later apply has to lock.
CREATE FUNCTION plan_after(since xid) RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH account_now AS MATERIALIZED (
        SELECT a.* FROM account a WHERE bianzhi.written_since(a.xmin, plan_after.since)
    ), place AS MATERIALIZED (
        SELECT DISTINCT a.holder_id FROM account_now a WHERE a.holder_id > 0
    )
    SELECT jsonb_build_object(
        'accounts', (SELECT coalesce(jsonb_agg(jsonb_build_array(a.holder_id, a.post_type, a.approved, a.reserved, a.strength)
                                               ORDER BY a.holder_id, a.post_type), '[]') FROM account_now a),
        'units', (SELECT coalesce(jsonb_agg(jsonb_build_array(u.id, u.kind, u.until IS NULL, u.name) ORDER BY u.id), '[]')
                    FROM unit u WHERE bianzhi.written_since(u.xmin, plan_after.since)),
        'enrolments', (SELECT coalesce(jsonb_agg(e.id ORDER BY e.id), '[]') FROM enrolment e
                        WHERE e.unit_id IN (SELECT p.holder_id FROM place p) AND bianzhi.written_since(e.xmin, plan_after.since)),
        'appointments', (SELECT coalesce(jsonb_agg(a.id ORDER BY a.id), '[]') FROM appointment a
                          WHERE bianzhi.written_since(a.xmin, plan_after.since)),
        'duties', (SELECT coalesce(jsonb_agg(jsonb_build_array(d.duty_id, d.unit_id, d.id, d.until IS NULL) ORDER BY d.id), '[]')
                     FROM duty_assignment d WHERE bianzhi.written_since(d.xmin, plan_after.since)));
END;
COMMENT ON FUNCTION plan_after(xid) IS '试运行写入的账户、机构和人员记录；供 rehearse_plan() 使用';

-- Read under the snapshot from before: what the same rows were.  Funds are left out of the base: clerks use the
-- reserve all day, and that it suffices is judged by the rules anyway.
CREATE FUNCTION plan_base(written jsonb) RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH account_key AS MATERIALIZED (
        SELECT (x ->> 0)::int AS holder_id, (x ->> 1)::int AS post_type
          FROM jsonb_array_elements((plan_base.written -> 'accounts') || coalesce(plan_base.written -> 'funds', '[]')) x
    ), unit_key AS MATERIALIZED (
        SELECT (x ->> 0)::int AS id FROM jsonb_array_elements(plan_base.written -> 'units') x
    ), record AS MATERIALIZED (
        SELECT k.name, x::text::bigint AS id
          FROM (VALUES ('enrolments'), ('appointments')) k (name), jsonb_array_elements(plan_base.written -> k.name) x
    )
    SELECT jsonb_build_object(
        'accounts', (SELECT coalesce(jsonb_agg(jsonb_build_array(k.holder_id, k.post_type, coalesce(a.approved, 0), coalesce(a.reserved, 0),
                                                                 coalesce(a.strength, 0), md5(o.people)) ORDER BY k.holder_id, k.post_type), '[]')
                       FROM account_key k
                       JOIN unit u ON u.id = k.holder_id
                       JOIN post_type t ON t.code = k.post_type
                       LEFT JOIN account a ON a.holder_id = k.holder_id AND a.post_type = k.post_type
                      CROSS JOIN LATERAL (
                           SELECT CASE t.class WHEN 'leadership' THEN
                                  (SELECT string_agg(p.id::text, ',' ORDER BY p.id) FROM appointment p
                                    WHERE p.unit_id = k.holder_id AND p.post_type = k.post_type AND p.until IS NULL)
                                  ELSE (SELECT string_agg(e.id::text, ',' ORDER BY e.id) FROM enrolment e
                                         WHERE e.unit_id = k.holder_id AND e.post_type = k.post_type AND e.until IS NULL) END AS people) o),
        'funds', (SELECT coalesce(jsonb_agg(jsonb_build_array(k.holder_id, k.post_type) ORDER BY k.holder_id, k.post_type), '[]')
                    FROM account_key k WHERE k.holder_id < 0),
        'units', (SELECT coalesce(jsonb_agg(jsonb_build_array(u.id, u.name, u.until,
                                             (SELECT max(v.id) FROM unit_version v WHERE v.unit_id = u.id)) ORDER BY u.id), '[]')
                    FROM unit_key k JOIN unit u ON u.id = k.id),
        'enrolments', (SELECT coalesce(jsonb_agg(e.id ORDER BY e.id), '[]') FROM record r JOIN enrolment e ON e.id = r.id
                        WHERE r.name = 'enrolments'),
        'appointments', (SELECT coalesce(jsonb_agg(a.id ORDER BY a.id), '[]') FROM record r JOIN appointment a ON a.id = r.id
                          WHERE r.name = 'appointments'),
        'duties', (SELECT coalesce(jsonb_agg(jsonb_build_array(d.id, a.unit_id) ORDER BY d.id, a.unit_id), '[]')
                     FROM (SELECT DISTINCT (x ->> 0)::bigint AS id FROM jsonb_array_elements(plan_base.written -> 'duties') x) k
                     JOIN duty d ON d.id = k.id
                     LEFT JOIN duty_assignment a ON a.duty_id = d.id AND a.until IS NULL));
END;
COMMENT ON FUNCTION plan_base(jsonb) IS '方案涉及的账户和机构的数据；试运行时留存，实施时比较';

CREATE FUNCTION plan_stale(base jsonb) RETURNS TABLE (unit text, item text, rehearsed text, present text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH present AS MATERIALIZED (
        SELECT plan_base(plan_stale.base) AS base
    ), account_line AS (
        SELECT (coalesce(w.x, n.x) ->> 0)::int AS unit_id, (coalesce(w.x, n.x) ->> 1)::int AS post_type, w.x AS was, n.x AS now
          FROM jsonb_array_elements(plan_stale.base -> 'accounts') w (x)
          FULL JOIN (SELECT e.x FROM present p, jsonb_array_elements(p.base -> 'accounts') e (x)) n
            ON n.x -> 0 = w.x -> 0 AND n.x -> 1 = w.x -> 1
         WHERE w.x IS DISTINCT FROM n.x
    )
    SELECT u.name, v.item, v.rehearsed, v.present
      FROM account_line l
      JOIN unit u ON u.id = l.unit_id
      JOIN post_type t ON t.code = l.post_type
     CROSS JOIN LATERAL (VALUES
        (concat(t.name_zh, '（核定/占用/实有）'), concat_ws('/', l.was ->> 2, l.was ->> 3, l.was ->> 4),
         concat_ws('/', l.now ->> 2, l.now ->> 3, l.now ->> 4)),
        (concat(t.name_zh, '（人员）'), left(l.was ->> 5, 8), left(l.now ->> 5, 8))) v (item, rehearsed, present)
     WHERE v.rehearsed IS DISTINCT FROM v.present
    UNION ALL
    SELECT coalesce(n.x ->> 1, w.x ->> 1), '机构', w.x::text, n.x::text
      FROM jsonb_array_elements(plan_stale.base -> 'units') w (x)
      LEFT JOIN (SELECT e.x FROM present p, jsonb_array_elements(p.base -> 'units') e (x)) n ON n.x -> 0 = w.x -> 0
     WHERE w.x IS DISTINCT FROM n.x
    UNION ALL
    SELECT d.name, '职责', wu.name, nu.name
      FROM jsonb_array_elements(plan_stale.base -> 'duties') w (x)
      JOIN duty d ON d.id = (w.x ->> 0)::bigint
      LEFT JOIN (SELECT e.x FROM present p, jsonb_array_elements(p.base -> 'duties') e (x)) n ON n.x -> 0 = w.x -> 0
      LEFT JOIN unit wu ON wu.id = (w.x ->> 1)::int
      LEFT JOIN unit nu ON nu.id = (n.x ->> 1)::int
     WHERE w.x IS DISTINCT FROM n.x;
END;
COMMENT ON FUNCTION plan_stale(jsonb) IS '试运行之后已有变动的账户和机构：试运行时与现在的数据';

-- Read under the snapshot from before, too: the figures of what was written, then and as it would be.
CREATE FUNCTION plan_compare(written jsonb)
    RETURNS TABLE (kind text, unit_id int, unit text, item text, post_type int, before bigint, after bigint)
LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH account_line AS MATERIALIZED (
        SELECT (x ->> 0)::int AS unit_id, t.code AS post_type, t.class,
               coalesce(a.approved, 0) AS approved, coalesce(a.reserved, 0) AS reserved, coalesce(a.strength, 0) AS strength,
               (x ->> 2)::int AS new_approved, (x ->> 3)::int AS new_reserved, (x ->> 4)::int AS new_strength
          FROM jsonb_array_elements(plan_compare.written -> 'accounts') x
          JOIN post_type t ON t.code = (x ->> 1)::int
          LEFT JOIN account a ON a.holder_id = (x ->> 0)::int AND a.post_type = t.code
    ), unit_line AS MATERIALIZED (
        SELECT (x ->> 0)::int AS unit_id, x ->> 1 AS kind, x ->> 3 AS name,
               CASE WHEN u.id IS NOT NULL AND u.until IS NULL THEN 1 ELSE 0 END AS live, (x ->> 2)::bool::int AS new_live
          FROM jsonb_array_elements(plan_compare.written -> 'units') x
          LEFT JOIN unit u ON u.id = (x ->> 0)::int
    ), figure AS MATERIALIZED (
        SELECT l.unit_id, v.item, l.post_type, v.before::bigint, v.after::bigint
          FROM account_line l
         CROSS JOIN LATERAL (VALUES ('approved', l.approved, l.new_approved), ('reserved', l.reserved, l.new_reserved),
                                    ('strength', l.strength, l.new_strength)) v (item, before, after)
        UNION ALL
        SELECT l.unit_id, CASE WHEN l.class = 'leadership' THEN 'leaders' ELSE 'people' END, NULL, sum(l.strength), sum(l.new_strength)
          FROM account_line l GROUP BY 1, 2
        UNION ALL
        SELECT l.unit_id, CASE l.kind WHEN 'body' THEN 'institutions' WHEN 'division' THEN 'divisions' ELSE 'groups' END, NULL,
               l.live, l.new_live
          FROM unit_line l
        UNION ALL
        SELECT l.unit_id, 'duties', NULL, coalesce(l.before, 0), coalesce(l.before, 0) + l.change
          FROM (SELECT k.unit_id, sum(k.now - k.was) AS change,
                       (SELECT count(*) FROM duty_assignment a WHERE a.unit_id = k.unit_id AND a.until IS NULL) AS before
                  FROM (SELECT (x ->> 1)::int AS unit_id, (x ->> 3)::bool::int AS now,
                               CASE WHEN a.id IS NOT NULL AND a.until IS NULL THEN 1 ELSE 0 END AS was
                          FROM jsonb_array_elements(plan_compare.written -> 'duties') x
                          LEFT JOIN duty_assignment a ON a.id = (x ->> 2)::bigint) k
                 GROUP BY k.unit_id) l
    ), change AS MATERIALIZED (
        SELECT f.item, f.post_type, sum(f.after - f.before) AS change
          FROM figure f LEFT JOIN holder h ON h.id = f.unit_id
         WHERE h.kind IS DISTINCT FROM 'ceiling'
         GROUP BY f.item, f.post_type
    ), total AS (
        SELECT CASE u.kind WHEN 'body' THEN 'institutions' WHEN 'division' THEN 'divisions' ELSE 'groups' END AS item,
               NULL::int AS post_type, count(*) AS before
          FROM unit u WHERE u.until IS NULL GROUP BY 1
        UNION ALL
        SELECT CASE WHEN t.class = 'leadership' THEN 'leaders' ELSE 'people' END, NULL, sum(a.strength)
          FROM account a JOIN post_type t ON t.code = a.post_type GROUP BY 1
        UNION ALL
        SELECT 'duties', NULL, count(*) FROM duty_assignment a WHERE a.until IS NULL
        UNION ALL
        SELECT 'approved', a.post_type, sum(a.approved)
          FROM account a LEFT JOIN holder h ON h.id = a.holder_id
         WHERE h.kind IS DISTINCT FROM 'ceiling' GROUP BY 2
    ), whole AS (
        SELECT coalesce(t.item, c.item) AS item, coalesce(t.post_type, c.post_type) AS post_type,
               coalesce(t.before, 0) AS before, coalesce(t.before, 0) + coalesce(c.change, 0) AS after
          FROM total t
          FULL JOIN (SELECT c.* FROM change c WHERE c.item NOT IN ('reserved', 'strength')) c
            ON c.item = t.item AND c.post_type IS NOT DISTINCT FROM t.post_type
        UNION ALL
        SELECT 'balance', NULL, s.before, s.before + coalesce((SELECT sum(l.new_approved - l.approved) FROM account_line l), 0)
          FROM (SELECT coalesce(sum(a.approved), 0) AS before FROM account a) s
    ), line AS (
        SELECT 'figure' AS kind, f.unit_id, coalesce(n.name, u.name, concat(g.name, h.name)) AS unit, f.item, f.post_type, f.before, f.after
          FROM figure f
          LEFT JOIN unit_line n ON n.unit_id = f.unit_id
          LEFT JOIN unit u ON u.id = f.unit_id
          LEFT JOIN holder h ON h.id = f.unit_id
          LEFT JOIN region g ON g.code = h.region
         WHERE f.before <> f.after
        UNION ALL
        SELECT 'total', NULL, NULL, w.item, w.post_type, w.before, w.after FROM whole w
         WHERE w.before <> 0 OR w.after <> 0 OR w.item = 'balance'
    )
    SELECT l.* FROM line l
      LEFT JOIN code c ON c.set = 'plan_item' AND c.code = l.item
     ORDER BY l.kind, l.unit_id, c.sort, l.item, l.post_type;
END;
COMMENT ON FUNCTION plan_compare(jsonb) IS '试运行前后的数据：各机构有变动的一项一行（figure），全账合计（total）；balance 为全部账户核定数合计，应始终为零';

CREATE FUNCTION rehearse_plan(plan bigint)
    RETURNS TABLE (kind text, step int, op text, unit_id int, unit text, item text, post_type int, before bigint, after bigint,
                   change bigint, sqlstate text, rule text, message text, figures text, remedy text)
LANGUAGE sql VOLATILE ROWS 100
BEGIN ATOMIC
    SELECT r.* FROM bianzhi.rehearse('plan'::regclass,
               coalesce(rehearse_plan.plan, bianzhi.refuse_unknown('plan', NULL)::bigint), NULL, NULL, NULL) r;
END;
COMMENT ON FUNCTION rehearse_plan(bigint) IS
    '试运行方案：step 各步骤、violation 问题、warning 提示、figure 各机构前后数据、total 全账合计；然后全部撤回，只留下试运行结论';

CREATE FUNCTION rehearse_operations(operations jsonb, document text DEFAULT NULL, effective_on date DEFAULT NULL)
    RETURNS TABLE (kind text, step int, op text, unit_id int, unit text, item text, post_type int, before bigint, after bigint,
                   change bigint, sqlstate text, rule text, message text, figures text, remedy text)
LANGUAGE sql VOLATILE ROWS 100
BEGIN ATOMIC
    SELECT r.* FROM bianzhi.rehearse('plan'::regclass, NULL, rehearse_operations.operations,
                                     nullif(rehearse_operations.document, ''), rehearse_operations.effective_on) r;
END;
COMMENT ON FUNCTION rehearse_operations(jsonb, text, date) IS '试运行一组业务操作而不保存方案；返回同 rehearse_plan()';

-- Applying -----------------------------------------------------------------------------------

-- In the order in which every act locks: persons, records, units, accounts; each by key.
CREATE FUNCTION lock_plan(plan bigint) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.hold_person('enrolment'::regclass, k.id)
      FROM (SELECT DISTINCT n.id
              FROM plan_step s
              JOIN person n ON n.resident_id = CASE WHEN s.args ->> 'person' ~ '^[0-9]{17}[0-9Xx]$'
                                                    THEN (s.args ->> 'person')::bianzhi.resident_id END
                            OR n.id = CASE WHEN s.args ->> 'person' ~ '^#[0-9]{1,18}$' THEN substr(s.args ->> 'person', 2)::bigint END
                            OR n.name = s.args ->> 'person'
             WHERE s.plan_id = lock_plan.plan AND s.args ? 'person'
             ORDER BY n.id OFFSET 0) k;
    SELECT e.id FROM enrolment e
     WHERE e.id = ANY (ARRAY(SELECT x::text::bigint FROM plan p, jsonb_array_elements(p.base -> 'enrolments') x WHERE p.id = lock_plan.plan))
     ORDER BY e.id FOR NO KEY UPDATE;
    SELECT a.id FROM appointment a
     WHERE a.id = ANY (ARRAY(SELECT x::text::bigint FROM plan p, jsonb_array_elements(p.base -> 'appointments') x WHERE p.id = lock_plan.plan))
     ORDER BY a.id FOR NO KEY UPDATE;
    SELECT d.id FROM duty d
     WHERE d.id = ANY (ARRAY(SELECT (x ->> 0)::bigint FROM plan p, jsonb_array_elements(p.base -> 'duties') x WHERE p.id = lock_plan.plan))
     ORDER BY d.id FOR NO KEY UPDATE;
    SELECT u.id FROM unit u
     WHERE u.id = ANY (ARRAY(SELECT (x ->> 0)::int FROM plan p, jsonb_array_elements(p.base -> 'units') x WHERE p.id = lock_plan.plan))
     ORDER BY u.id FOR NO KEY UPDATE;
    SELECT bianzhi.lock_accounts('account'::regclass, array_agg((x ->> 0)::int), array_agg((x ->> 1)::int))
      FROM plan p, jsonb_array_elements((p.base -> 'accounts') || (p.base -> 'funds')) x WHERE p.id = lock_plan.plan;
END;
COMMENT ON FUNCTION lock_plan(bigint) IS '按序锁定方案涉及的人员、记录、机构和账户；由 apply_plan() 调用';

CREATE FUNCTION plan_written(since xid) RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce(jsonb_agg(jsonb_build_array(w.fact, w.id, w.ended)), '[]')
      FROM (SELECT 'document' AS fact, d.id, false AS ended FROM document d WHERE bianzhi.written_since(d.xmin, plan_written.since)
            UNION ALL
            SELECT 'unit', u.id, u.until IS NOT NULL FROM unit u WHERE bianzhi.written_since(u.xmin, plan_written.since)
            UNION ALL
            SELECT 'unit_version', v.id, false FROM unit_version v WHERE bianzhi.written_since(v.xmin, plan_written.since)
            UNION ALL
            SELECT 'unit_lineage', l.id, false FROM unit_lineage l WHERE bianzhi.written_since(l.xmin, plan_written.since)
            UNION ALL
            SELECT 'entry', e.id, false FROM entry e WHERE bianzhi.written_since(e.xmin, plan_written.since)
            UNION ALL
            SELECT 'use_permit', p.id, p.state <> 'open' FROM use_permit p WHERE bianzhi.written_since(p.xmin, plan_written.since)
            UNION ALL
            SELECT 'enrolment', e.id, e.until IS NOT NULL FROM enrolment e
             WHERE e.unit_id IN (SELECT a.holder_id FROM account a WHERE bianzhi.written_since(a.xmin, plan_written.since))
               AND bianzhi.written_since(e.xmin, plan_written.since)
            UNION ALL
            SELECT 'appointment', a.id, a.until IS NOT NULL FROM appointment a WHERE bianzhi.written_since(a.xmin, plan_written.since)
            UNION ALL
            SELECT 'duty', d.id, d.until IS NOT NULL FROM duty d WHERE bianzhi.written_since(d.xmin, plan_written.since)
            UNION ALL
            SELECT 'duty_assignment', d.id, d.until IS NOT NULL FROM duty_assignment d WHERE bianzhi.written_since(d.xmin, plan_written.since)
            UNION ALL
            SELECT 'rule_exception', x.id, false FROM rule_exception x WHERE bianzhi.written_since(x.xmin, plan_written.since)) w;
END;
COMMENT ON FUNCTION plan_written(xid) IS '本事务自某个事务号起写入的记录；供 apply_plan() 使用';

-- Read under the snapshot from before: which of them were there, and which of those were open.
CREATE FUNCTION plan_known(written jsonb) RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH w AS MATERIALIZED (
        SELECT x ->> 0 AS fact, (x ->> 1)::bigint AS id FROM jsonb_array_elements(plan_known.written) x
    )
    SELECT coalesce(jsonb_agg(jsonb_build_array(k.fact, k.id, k.open)), '[]')
      FROM (SELECT w.fact, w.id, true AS open FROM w JOIN document d ON d.id = w.id WHERE w.fact = 'document'
            UNION ALL SELECT w.fact, w.id, u.until IS NULL FROM w JOIN unit u ON u.id = w.id WHERE w.fact = 'unit'
            UNION ALL SELECT w.fact, w.id, true FROM w JOIN unit_version v ON v.id = w.id WHERE w.fact = 'unit_version'
            UNION ALL SELECT w.fact, w.id, true FROM w JOIN unit_lineage l ON l.id = w.id WHERE w.fact = 'unit_lineage'
            UNION ALL SELECT w.fact, w.id, true FROM w JOIN entry e ON e.id = w.id WHERE w.fact = 'entry'
            UNION ALL SELECT w.fact, w.id, p.state = 'open' FROM w JOIN use_permit p ON p.id = w.id WHERE w.fact = 'use_permit'
            UNION ALL SELECT w.fact, w.id, e.until IS NULL FROM w JOIN enrolment e ON e.id = w.id WHERE w.fact = 'enrolment'
            UNION ALL SELECT w.fact, w.id, a.until IS NULL FROM w JOIN appointment a ON a.id = w.id WHERE w.fact = 'appointment'
            UNION ALL SELECT w.fact, w.id, d.until IS NULL FROM w JOIN duty d ON d.id = w.id WHERE w.fact = 'duty'
            UNION ALL SELECT w.fact, w.id, d.until IS NULL FROM w JOIN duty_assignment d ON d.id = w.id WHERE w.fact = 'duty_assignment'
            UNION ALL SELECT w.fact, w.id, true FROM w JOIN rule_exception x ON x.id = w.id WHERE w.fact = 'rule_exception') k;
END;
COMMENT ON FUNCTION plan_known(jsonb) IS '这些记录中实施之前已有的，及当时是否未终止；供 apply_plan() 使用';

CREATE FUNCTION apply_plan(plan bigint) RETURNS bigint LANGUAGE sql VOLATILE
BEGIN ATOMIC
    SELECT bianzhi.apply_plan('plan'::regclass, coalesce(apply_plan.plan, bianzhi.refuse_unknown('plan', NULL)::bigint));
END;
COMMENT ON FUNCTION apply_plan(bigint) IS '实施方案：在一个事务中办理全部步骤；试运行之后所涉机构、账户已有变动的予以拒绝';

-- Reversing ----------------------------------------------------------------------------------
-- A counter-plan undoes what a plan came to, not each step backwards: units that it ended are there again, units that
-- it changed are what they were, people and posts are back in one act, duties are handed back, and what it established
-- ends.  An ended unit stays ended; the one that is there again is a new one, which unit_lineage connects with it.

CREATE FUNCTION restored_unit(unit int) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH RECURSIVE chain (id, n) AS (
        SELECT restored_unit.unit, 0
         UNION ALL
        SELECT l.to_unit_id, c.n + 1 FROM chain c JOIN unit_lineage l ON l.from_unit_id = c.id AND l.kind = 'restore' WHERE c.n < 100
    )
    SELECT c.id FROM chain c ORDER BY c.n DESC, c.id DESC LIMIT 1;
END;
COMMENT ON FUNCTION restored_unit(int) IS '机构撤销后恢复的，取恢复后的机构编号，否则为其自身';

-- version names the state to restore; without it the one at its end.
CREATE FUNCTION restore_unit(unit text, version bigint DEFAULT NULL, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_change_of_unit('not ended', u.name, NULL)
      FROM unit u WHERE u.id = restored_unit(unit_ref(restore_unit.unit)) AND u.until IS NULL;
    WITH old AS (
        SELECT u.id AS unit_id, v.id AS version_id
          FROM unit u JOIN unit_version v ON v.unit_id = u.id
         WHERE u.id = restored_unit(unit_ref(restore_unit.unit))
           AND v.id = coalesce(restore_unit.version, (SELECT max(x.id) FROM unit_version x WHERE x.unit_id = u.id))
    ), new AS (
        INSERT INTO unit (name, short_name, other_names, kind, class, parent_id, region, system, category, industry, rank, supervisor_id,
                          credit_code, co_located_with, counterpart, counterpart_divisions, party_body, expires_on, sort, document_id, effective_on)
        SELECT v.name, v.short_name, v.other_names, u.kind, v.class, restored_unit(v.parent_id), u.region, v.system, v.category, v.industry,
               v.rank, restored_unit(v.supervisor_id), u.credit_code, restored_unit(v.co_located_with), v.counterpart, v.counterpart_divisions,
               v.party_body, v.expires_on, u.sort, document_ref(restore_unit.document), coalesce(restore_unit.effective_on, current_date)
          FROM old o JOIN unit u ON u.id = o.unit_id JOIN unit_version v ON v.id = o.version_id
        RETURNING id, unit.document_id, unit.effective_on
    ), l AS (
        INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id)
        SELECT o.unit_id, n.id, 'restore', n.effective_on, n.document_id FROM old o, new n
    )
    SELECT coalesce((SELECT n.id FROM new n), bianzhi.refuse_unknown('unit', restore_unit.unit)::int);
END;
COMMENT ON FUNCTION restore_unit(text, bigint, text, date) IS
    '恢复已撤销的机构：按原状设立新机构并登记承继关系；version 为沿革编号，不填取撤销时的状况';

CREATE FUNCTION restore_version(unit text, version bigint, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name, short_name, other_names, class, parent_id, system, category,
                              industry, rank, supervisor_id, co_located_with, counterpart, counterpart_divisions, party_body, expires_on, clears)
    SELECT v.unit_id, 'restore', coalesce(restore_version.effective_on, current_date), document_ref(restore_version.document), v.name,
           v.short_name, v.other_names, v.class, restored_unit(v.parent_id), v.system, v.category, v.industry, v.rank,
           restored_unit(v.supervisor_id), restored_unit(v.co_located_with), v.counterpart, v.counterpart_divisions, v.party_body, v.expires_on,
           (SELECT array_agg(c.name) FROM (VALUES
                ('short_name', v.short_name IS NULL), ('other_names', v.other_names IS NULL), ('parent_id', v.parent_id IS NULL),
                ('system', v.system IS NULL), ('category', v.category IS NULL), ('industry', v.industry IS NULL), ('rank', v.rank IS NULL),
                ('supervisor_id', v.supervisor_id IS NULL), ('co_located_with', v.co_located_with IS NULL), ('counterpart', v.counterpart IS NULL),
                ('counterpart_divisions', v.counterpart_divisions IS NULL), ('party_body', v.party_body IS NULL),
                ('expires_on', v.expires_on IS NULL)) c (name, empty) WHERE c.empty)
      FROM unit_version v
     WHERE v.id = coalesce((SELECT x.id FROM unit_version x WHERE x.id = restore_version.version AND x.unit_id = unit_ref(restore_version.unit)),
                           bianzhi.refuse_unknown('version', restore_version.version::text)::bigint)
    RETURNING id;
END;
COMMENT ON FUNCTION restore_version(text, bigint, text, date) IS '恢复机构原状：各栏恢复为某一沿革的情况';

-- One act: who came leaves, posts go back, who left returns.
CREATE FUNCTION return_holdings(plan bigint, document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('plan', return_holdings.plan::text)
     WHERE NOT EXISTS (SELECT FROM plan p WHERE p.id = return_holdings.plan AND p.state = 'applied');
    SELECT p.id FROM use_permit p
     WHERE p.state = 'open' AND p.id IN (SELECT x.fact_id FROM plan_effect x WHERE x.plan_id = return_holdings.plan AND x.fact = 'use_permit')
     ORDER BY p.id FOR NO KEY UPDATE;
    SELECT e.id FROM enrolment e
     WHERE e.until IS NULL AND e.id IN (SELECT x.fact_id FROM plan_effect x WHERE x.plan_id = return_holdings.plan AND x.fact = 'enrolment')
     ORDER BY e.id FOR NO KEY UPDATE;
    SELECT a.id FROM appointment a
     WHERE a.until IS NULL AND a.id IN (SELECT x.fact_id FROM plan_effect x WHERE x.plan_id = return_holdings.plan AND x.fact = 'appointment')
     ORDER BY a.id FOR NO KEY UPDATE;
    SELECT bianzhi.lock_accounts('account'::regclass, array_agg(k.holder_id), array_agg(k.post_type))
      FROM (SELECT CASE WHEN l.holder_id > 0 THEN restored_unit(l.holder_id) ELSE l.holder_id END AS holder_id, l.post_type
              FROM plan_effect x JOIN entry_line l ON l.entry_id = x.fact_id WHERE x.plan_id = return_holdings.plan AND x.fact = 'entry'
            UNION
            SELECT restored_unit(e.unit_id), e.post_type
              FROM plan_effect x JOIN enrolment e ON e.id = x.fact_id WHERE x.plan_id = return_holdings.plan AND x.fact = 'enrolment'
            UNION
            SELECT restored_unit(a.unit_id), a.post_type
              FROM plan_effect x JOIN appointment a ON a.id = x.fact_id WHERE x.plan_id = return_holdings.plan AND x.fact = 'appointment') k;
    UPDATE use_permit SET state = 'cancelled', closed_on = current_date
     WHERE state = 'open' AND id IN (SELECT x.fact_id FROM plan_effect x
                                      WHERE x.plan_id = return_holdings.plan AND x.fact = 'use_permit' AND x.act = 'made');
    UPDATE enrolment SET until = coalesce(return_holdings.effective_on, current_date), exit_reason = 'block_transfer_out',
                         until_document_id = document_ref(return_holdings.document)
     WHERE until IS NULL AND id IN (SELECT x.fact_id FROM plan_effect x
                                     WHERE x.plan_id = return_holdings.plan AND x.fact = 'enrolment' AND x.act = 'made');
    UPDATE appointment SET until = coalesce(return_holdings.effective_on, current_date),
                           until_document_id = document_ref(return_holdings.document)
     WHERE until IS NULL AND id IN (SELECT x.fact_id FROM plan_effect x
                                     WHERE x.plan_id = return_holdings.plan AND x.fact = 'appointment' AND x.act = 'made');
    -- an entry that was reversed already, by the plan itself or since, is left alone
    WITH n AS (
        INSERT INTO entry (kind, document_id, effective_on, reverses)
        SELECT 'reversal', document_ref(return_holdings.document), coalesce(return_holdings.effective_on, current_date), e.id
          FROM plan_effect x JOIN entry e ON e.id = x.fact_id
         WHERE x.plan_id = return_holdings.plan AND x.fact = 'entry'
           AND NOT EXISTS (SELECT FROM entry r WHERE r.reverses = e.id)
           AND NOT EXISTS (SELECT FROM plan_effect y
                            WHERE y.plan_id = return_holdings.plan AND y.fact = 'entry' AND y.fact_id = e.reverses)
         ORDER BY e.id DESC
        RETURNING id, reverses
    )
    INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
    SELECT n.id, k.holder_id, l.post_type, -sum(l.quantity)
      FROM n
      JOIN entry_line l ON l.entry_id = n.reverses
     CROSS JOIN LATERAL (SELECT CASE WHEN l.holder_id > 0 THEN restored_unit(l.holder_id) ELSE l.holder_id END AS holder_id) k
     GROUP BY n.id, k.holder_id, l.post_type HAVING sum(l.quantity) <> 0;
    INSERT INTO use_permit (unit_id, post_type, quantity, entry_reason, effective_on, expires_on, document_id)
    SELECT restored_unit(p.unit_id), p.post_type, p.quantity - p.used, p.entry_reason, coalesce(return_holdings.effective_on, current_date),
           p.expires_on, document_ref(return_holdings.document)
      FROM plan_effect x JOIN use_permit p ON p.id = x.fact_id
     WHERE x.plan_id = return_holdings.plan AND x.fact = 'use_permit' AND x.act = 'ended' AND p.quantity > p.used
       AND p.expires_on >= coalesce(return_holdings.effective_on, current_date)
     ORDER BY p.id;
    INSERT INTO appointment (person_id, unit_id, post_type, title, holder_rank, counts, effective_on, document_id)
    SELECT a.person_id, k.unit_id, a.post_type, a.title, a.holder_rank, a.counts, coalesce(return_holdings.effective_on, current_date),
           document_ref(return_holdings.document)
      FROM plan_effect x
      JOIN appointment a ON a.id = x.fact_id
     CROSS JOIN LATERAL (SELECT restored_unit(a.unit_id) AS unit_id) k
     WHERE x.plan_id = return_holdings.plan AND x.fact = 'appointment' AND x.act = 'ended'
       AND NOT EXISTS (SELECT FROM appointment y WHERE y.person_id = a.person_id AND y.unit_id = k.unit_id
                          AND y.post_type = a.post_type AND y.until IS NULL)
     ORDER BY a.id;
    WITH back AS (
        INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, entry_reason, document_id, transfer_id)
        SELECT e.person_id, restored_unit(e.unit_id), e.post_type, restored_unit(e.division_id),
               coalesce(return_holdings.effective_on, current_date), 'reorganisation', document_ref(return_holdings.document),
               coalesce((SELECT max(m.id) FROM plan_effect y JOIN enrolment m ON m.id = y.fact_id
                          WHERE y.plan_id = return_holdings.plan AND y.fact = 'enrolment' AND y.act = 'made' AND m.person_id = e.person_id), e.id)
          FROM plan_effect x
          JOIN enrolment e ON e.id = x.fact_id
         WHERE x.plan_id = return_holdings.plan AND x.fact = 'enrolment' AND x.act = 'ended'
           AND NOT EXISTS (SELECT FROM enrolment o WHERE o.person_id = e.person_id AND o.until IS NULL)
           -- whoever has left by himself since is not brought back
           AND EXISTS (SELECT FROM (SELECT o.id, o.exit_reason FROM enrolment o WHERE o.person_id = e.person_id
                                     ORDER BY o.until DESC, o.id DESC LIMIT 1) l
                        WHERE l.exit_reason = 'block_transfer_out'
                           OR EXISTS (SELECT FROM plan_effect z WHERE z.plan_id = return_holdings.plan AND z.fact = 'enrolment'
                                         AND z.fact_id = l.id AND z.act IN ('ended', 'passed')))
         ORDER BY e.id
        RETURNING id
    )
    SELECT count(*) FROM back;
END;
COMMENT ON FUNCTION return_holdings(bigint, text, date) IS
    '撤销方案对编制和人员的变动：一项业务中人员离开、分录冲销、人员返回（机构已恢复的回到恢复后的机构）；返回回去的人数';

CREATE FUNCTION return_duties(plan bigint, document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('plan', return_duties.plan::text)
     WHERE NOT EXISTS (SELECT FROM plan p WHERE p.id = return_duties.plan AND p.state = 'applied');
    SELECT d.id FROM duty d
     WHERE d.id IN (SELECT a.duty_id FROM plan_effect x JOIN duty_assignment a ON a.id = x.fact_id
                     WHERE x.plan_id = return_duties.plan AND x.fact = 'duty_assignment')
     ORDER BY d.id FOR NO KEY UPDATE;
    UPDATE duty_assignment SET until = coalesce(return_duties.effective_on, current_date), until_document_id = document_ref(return_duties.document)
     WHERE until IS NULL AND id IN (SELECT x.fact_id FROM plan_effect x
                                     WHERE x.plan_id = return_duties.plan AND x.fact = 'duty_assignment' AND x.act = 'made');
    UPDATE duty SET until = coalesce(return_duties.effective_on, current_date), until_document_id = document_ref(return_duties.document)
     WHERE until IS NULL AND id IN (SELECT x.fact_id FROM plan_effect x
                                     WHERE x.plan_id = return_duties.plan AND x.fact = 'duty' AND x.act = 'made');
    -- what the plan ended begins anew, under a number of its own
    WITH again AS (
        INSERT INTO duty (name, field, effective_on, document_id)
        SELECT d.name, d.field, coalesce(return_duties.effective_on, current_date), document_ref(return_duties.document)
          FROM plan_effect x JOIN duty d ON d.id = x.fact_id
         WHERE x.plan_id = return_duties.plan AND x.fact = 'duty' AND x.act = 'ended'
         ORDER BY d.id
        RETURNING id, duty.name
    ), home AS (
        SELECT DISTINCT ON (a.duty_id) a.duty_id, a.unit_id, d.name, d.until
          FROM plan_effect x
          JOIN duty_assignment a ON a.id = x.fact_id
          JOIN duty d ON d.id = a.duty_id
         WHERE x.plan_id = return_duties.plan AND x.fact = 'duty_assignment' AND x.act = 'ended'
         ORDER BY a.duty_id, a.id DESC
    ), back AS (
        INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id)
        SELECT coalesce((SELECT min(g.id) FROM again g WHERE g.name = h.name AND h.until IS NOT NULL), h.duty_id), restored_unit(h.unit_id),
               coalesce(return_duties.effective_on, current_date), document_ref(return_duties.document)
          FROM home h
         ORDER BY h.duty_id
        RETURNING id
    )
    SELECT count(*) FROM back;
END;
COMMENT ON FUNCTION return_duties(bigint, text, date) IS '撤销方案对职责的变动：移交的交回，终止的重新设立，新设的终止；返回交回的项数';

CREATE FUNCTION counter_steps(plan bigint) RETURNS TABLE (op text, args jsonb, note text) LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    WITH e AS MATERIALIZED (
        SELECT x.fact, x.fact_id, x.act FROM plan_effect x WHERE x.plan_id = counter_steps.plan
    ), was AS MATERIALIZED (    -- units of before, with the version that held then
        SELECT DISTINCT ON (u.id) u.id AS unit_id, u.until IS NULL AS live, u.name AS name_now, length(u.path) AS depth,
               v.id AS version_id, v.name, v.short_name
          FROM (SELECT v.unit_id, min(v.id) AS first_id FROM e JOIN unit_version v ON v.id = e.fact_id WHERE e.fact = 'unit_version' GROUP BY 1) k
          JOIN unit u ON u.id = k.unit_id
          JOIN unit_version v ON v.unit_id = u.id AND v.id < k.first_id
         ORDER BY u.id, v.id DESC
    ), established AS MATERIALIZED (
        SELECT u.id, u.name, u.region, length(u.path) AS depth FROM e JOIN unit u ON u.id = e.fact_id
         WHERE e.fact = 'unit' AND e.act = 'made' AND u.until IS NULL
    ), line AS (
        -- names that are needed again are set free first
        SELECT 1 AS part, n.id AS a, 0 AS b, 'rename_unit' AS op, jsonb_build_object('unit', concat('#', n.id), 'name', concat(n.name, '（撤销）')) AS args,
               n.name AS note
          FROM established n WHERE EXISTS (SELECT FROM was w JOIN unit u ON u.id = w.unit_id WHERE w.name = n.name AND u.region = n.region)
        UNION ALL
        SELECT 2, w.unit_id, 0, 'rename_unit', jsonb_build_object('unit', concat('#', w.unit_id), 'name', w.name, 'short_name', coalesce(w.short_name, '')),
               w.name_now
          FROM was w WHERE w.live AND w.name <> w.name_now
        UNION ALL
        SELECT 3, w.depth, w.unit_id, 'restore_unit', jsonb_build_object('unit', concat('#', w.unit_id), 'version', w.version_id), w.name
          FROM was w WHERE NOT w.live
           AND EXISTS (SELECT FROM e WHERE e.fact = 'unit' AND e.act = 'ended' AND e.fact_id = w.unit_id)
        UNION ALL
        SELECT 4, w.depth, w.unit_id, 'restore_version', jsonb_build_object('unit', concat('#', w.unit_id), 'version', w.version_id), w.name
          FROM was w WHERE w.live
        UNION ALL
        SELECT 5, 0, 0, 'return_holdings', jsonb_build_object('plan', counter_steps.plan), NULL
         WHERE EXISTS (SELECT FROM e WHERE e.fact IN ('entry', 'enrolment', 'appointment', 'use_permit'))
        UNION ALL
        SELECT 6, 0, 0, 'return_duties', jsonb_build_object('plan', counter_steps.plan), NULL
         WHERE EXISTS (SELECT FROM e WHERE e.fact IN ('duty', 'duty_assignment'))
        UNION ALL
        SELECT 7, -n.depth, n.id, 'abolish_unit', jsonb_build_object('unit', concat('#', n.id)), n.name FROM established n
    )
    SELECT l.op, l.args, l.note FROM line l ORDER BY l.part, l.a, l.b;
END;
COMMENT ON FUNCTION counter_steps(bigint) IS '撤销某方案的各项操作，按办理顺序';

CREATE FUNCTION counter_plan(plan bigint, title text DEFAULT NULL, document text DEFAULT NULL, effective_on date DEFAULT NULL)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('plan', counter_plan.plan::text)
     WHERE NOT EXISTS (SELECT FROM plan p WHERE p.id = counter_plan.plan);
    SELECT bianzhi.refuse_counter_plan(p.id, p.state, (SELECT r.id FROM plan r WHERE r.reverses = p.id AND r.state <> 'withdrawn'))
      FROM plan p
     WHERE p.id = counter_plan.plan
       AND (p.state <> 'applied' OR EXISTS (SELECT FROM plan r WHERE r.reverses = p.id AND r.state <> 'withdrawn'));
    WITH n AS (
        INSERT INTO plan (title, document_id, effective_on, reverses)
        SELECT coalesce(counter_plan.title, concat('撤销：', p.title)),
               CASE WHEN counter_plan.document <> '' THEN document_ref(counter_plan.document) END, counter_plan.effective_on, p.id
          FROM plan p WHERE p.id = counter_plan.plan
        RETURNING id
    ), s AS (
        INSERT INTO plan_step (plan_id, step, op, args, note)
        SELECT n.id, c.step, c.op, c.args, c.note
          FROM n, counter_steps(counter_plan.plan) WITH ORDINALITY c (op, args, note, step)
    )
    SELECT n.id FROM n;
END;
COMMENT ON FUNCTION counter_plan(bigint, text, text, date) IS
    '生成反向方案：使编制、人员、职责和机构恢复到该方案实施之前；同其他方案一样先试运行再实施';

-- Verifying ----------------------------------------------------------------------------------

CREATE FUNCTION verify_plan() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT 'operation_missing', concat('操作 ', o.op), '账套中有唯一的同名函数', '没有或不唯一', '用 bianzhi.upgrade_book() 升级账套，或更正 operation 表'
      FROM operation o
     WHERE (SELECT count(*) FROM pg_proc p
             WHERE p.proname = o.op AND p.prokind = 'f' AND NOT p.proretset
               AND p.pronamespace = (SELECT c.relnamespace FROM pg_class c WHERE c.oid = 'operation'::regclass)) <> 1
    UNION ALL
    SELECT 'plan_document', concat('方案 ', p.id), '已实施的方案有批准文件', '空', '补登批准文件'
      FROM plan p WHERE p.state = 'applied' AND p.document_id IS NULL
    UNION ALL
    SELECT 'plan_violations', concat('方案 ', p.id), '0', coalesce(p.violations::text, '空'), '已实施的方案应无试运行问题：查明实施经过'
      FROM plan p WHERE p.state = 'applied' AND p.violations IS DISTINCT FROM 0
    UNION ALL
    SELECT 'plan_effect_orphan', concat('方案 ', e.plan_id, ' / ', e.fact, ' ', e.fact_id), '记录在册', '无此记录', '补登缺少的记录'
      FROM plan_effect e
      LEFT JOIN (SELECT 'document' AS fact, d.id FROM document d UNION ALL SELECT 'unit', u.id FROM unit u
                 UNION ALL SELECT 'unit_version', v.id FROM unit_version v UNION ALL SELECT 'unit_lineage', l.id FROM unit_lineage l
                 UNION ALL SELECT 'entry', n.id FROM entry n UNION ALL SELECT 'use_permit', m.id FROM use_permit m
                 UNION ALL SELECT 'enrolment', r.id FROM enrolment r UNION ALL SELECT 'appointment', a.id FROM appointment a
                 UNION ALL SELECT 'duty', d.id FROM duty d UNION ALL SELECT 'duty_assignment', d.id FROM duty_assignment d
                 UNION ALL SELECT 'rule_exception', x.id FROM rule_exception x) f
        ON f.fact = e.fact AND f.id = e.fact_id
     WHERE f.id IS NULL
    UNION ALL
    SELECT 'plan_effect_early', concat('方案 ', p.id), '未实施的方案没有结果', concat(count(*), ' 项'), '查明这些结果的来历'
      FROM plan_effect e JOIN plan p ON p.id = e.plan_id
     WHERE p.state <> 'applied' GROUP BY p.id;
END;
COMMENT ON FUNCTION verify_plan() IS '核对方案：可用的操作、已实施方案的文件和结果';

-- Looking ------------------------------------------------------------------------------------

CREATE VIEW plan_overview AS
SELECT p.id AS plan_id, p.title AS plan, p.state, d.number, p.effective_on, count(s.step) AS steps, p.violations, p.rehearsed_at, p.applied_at,
       p.applied_by, p.reverses, r.id AS reversed_by, p.recorded_by, p.note
  FROM plan p
  LEFT JOIN document d ON d.id = p.document_id
  LEFT JOIN plan_step s ON s.plan_id = p.id
  LEFT JOIN plan r ON r.reverses = p.id AND r.state <> 'withdrawn'
 GROUP BY p.id, d.number, r.id;
COMMENT ON VIEW plan_overview IS '改革方案一览';
COMMENT ON COLUMN plan_overview.plan_id IS '方案编号';
COMMENT ON COLUMN plan_overview.plan IS '方案名称';
COMMENT ON COLUMN plan_overview.state IS '状态；draft 草案，rehearsed 已试运行，applied 已实施，withdrawn 已撤回';
COMMENT ON COLUMN plan_overview.number IS '批准文号';
COMMENT ON COLUMN plan_overview.effective_on IS '生效日期';
COMMENT ON COLUMN plan_overview.steps IS '步骤数';
COMMENT ON COLUMN plan_overview.violations IS '试运行问题数';
COMMENT ON COLUMN plan_overview.rehearsed_at IS '试运行时间';
COMMENT ON COLUMN plan_overview.applied_at IS '实施时间';
COMMENT ON COLUMN plan_overview.applied_by IS '实施人';
COMMENT ON COLUMN plan_overview.reverses IS '被撤销方案编号';
COMMENT ON COLUMN plan_overview.reversed_by IS '反向方案编号';
COMMENT ON COLUMN plan_overview.recorded_by IS '登记人';
COMMENT ON COLUMN plan_overview.note IS '备注';
