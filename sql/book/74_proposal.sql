-- 74_proposal: who comes first; proposals and their review; the recount of both for verify() (75).

-- What is in force ends on the day the new one begins.
CREATE FUNCTION set_priority(unit text, weight numeric, kind text DEFAULT 'key', document text DEFAULT NULL,
                             effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    UPDATE priority SET until = coalesce(set_priority.effective_on, current_date),
                        until_document_id = document_ref(set_priority.document)
     WHERE unit_id = unit_ref(set_priority.unit) AND until IS NULL;
    INSERT INTO priority (unit_id, kind, weight, effective_on, document_id, note)
    VALUES (unit_ref(set_priority.unit), bianzhi.require(set_priority.kind, 'kind'),
            bianzhi.require(set_priority.weight::text, 'weight')::numeric, coalesce(set_priority.effective_on, current_date),
            document_ref(set_priority.document), set_priority.note)
    RETURNING id;
END;
COMMENT ON FUNCTION set_priority(text, numeric, text, text, date, text) IS
    '定为用编优先单位：分配编制时的权重；原有的自生效日期起终止';

CREATE FUNCTION end_priority(unit text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE priority SET until = coalesce(end_priority.effective_on, current_date),
                            until_document_id = document_ref(end_priority.document)
         WHERE unit_id = unit_ref(end_priority.unit) AND until IS NULL
        RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('priority', end_priority.unit)::bigint);
END;
COMMENT ON FUNCTION end_priority(text, text, date) IS '终止用编优先';

-- Proposals.  What they may consist of is table operation (56); what is enforced is proposal.c.

CREATE VIEW proposal_operation AS
SELECT p.id AS proposal_id, o.n::int AS step, o.operation ->> 'op' AS op,
       coalesce((SELECT k.name_zh FROM operation k WHERE k.op = o.operation ->> 'op'), o.operation ->> 'op') AS operation,
       o.operation -> 'args' AS args, o.operation ->> 'note' AS note,
       p.result -> (o.n - 1)::int ->> 'result' AS result
  FROM proposal p
 CROSS JOIN LATERAL jsonb_array_elements(p.operations) WITH ORDINALITY o (operation, n);
COMMENT ON VIEW proposal_operation IS '申报的各项操作';
COMMENT ON COLUMN proposal_operation.proposal_id IS '申报编号';
COMMENT ON COLUMN proposal_operation.step IS '步骤';
COMMENT ON COLUMN proposal_operation.op IS '操作';
COMMENT ON COLUMN proposal_operation.operation IS '操作名称';
COMMENT ON COLUMN proposal_operation.args IS '参数';
COMMENT ON COLUMN proposal_operation.note IS '备注';
COMMENT ON COLUMN proposal_operation.result IS '办理结果；返回的编号';

-- Then and now.  A fund's balance may move: others draw on it, and whether it has enough is judged when it is drawn.
CREATE VIEW proposal_effect AS
SELECT p.id AS proposal_id, b.holder_id, b.holder, b.post_type, t.name_zh AS post_type_name,
       b.approved AS approved_then, b.reserved AS reserved_then, b.strength AS strength_then,
       b.approved_change, b.reserved_change, b.strength_change,
       coalesce(a.approved, 0) AS approved, coalesce(a.reserved, 0) AS reserved, coalesce(a.strength, 0) AS strength,
       CASE WHEN p.state = 'submitted' THEN
           b.holder_id < 0 OR (coalesce(a.approved, 0), coalesce(a.reserved, 0), coalesce(a.strength, 0))
                              = (b.approved, b.reserved, b.strength) END AS unchanged
  FROM proposal p
 CROSS JOIN LATERAL jsonb_to_recordset(p.base -> 'accounts')
        b (holder_id int, holder text, post_type int, approved int, reserved int, strength int,
           approved_change int, reserved_change int, strength_change int)
  LEFT JOIN post_type t ON t.code = b.post_type
  LEFT JOIN account a ON a.holder_id = b.holder_id AND a.post_type = b.post_type;
COMMENT ON VIEW proposal_effect IS '申报的影响：所涉及账户申报时的数据、增减和现在的数据';
COMMENT ON COLUMN proposal_effect.proposal_id IS '申报编号';
COMMENT ON COLUMN proposal_effect.holder_id IS '持有者编号';
COMMENT ON COLUMN proposal_effect.holder IS '持有者';
COMMENT ON COLUMN proposal_effect.post_type IS '编制类别代码';
COMMENT ON COLUMN proposal_effect.post_type_name IS '编制类别';
COMMENT ON COLUMN proposal_effect.approved_then IS '核定数（申报时）';
COMMENT ON COLUMN proposal_effect.reserved_then IS '用编核准占用数（申报时）';
COMMENT ON COLUMN proposal_effect.strength_then IS '实有数（申报时）';
COMMENT ON COLUMN proposal_effect.approved_change IS '核定数增减';
COMMENT ON COLUMN proposal_effect.reserved_change IS '用编核准占用数增减';
COMMENT ON COLUMN proposal_effect.strength_change IS '实有数增减';
COMMENT ON COLUMN proposal_effect.approved IS '核定数';
COMMENT ON COLUMN proposal_effect.reserved IS '用编核准占用数';
COMMENT ON COLUMN proposal_effect.strength IS '实有数';
COMMENT ON COLUMN proposal_effect.unchanged IS '数据未变；机动编制等公用账户的余额不比较';

-- The key is given: a second call, also one at the same time, finds the first one's row.
CREATE FUNCTION propose_once(kind text, operations jsonb, title text, document text, reason text, idempotency_key text)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO proposal (kind, title, operations, reason, document_id, idempotency_key)
    SELECT bianzhi.require(propose_once.kind, 'kind'), bianzhi.require(propose_once.title, 'title'), propose_once.operations,
           propose_once.reason, document_ref(propose_once.document), propose_once.idempotency_key
     WHERE NOT EXISTS (SELECT FROM proposal p WHERE p.idempotency_key = propose_once.idempotency_key)
    ON CONFLICT ON CONSTRAINT proposal_idempotency_key_key DO NOTHING;
    SELECT p.id FROM proposal p WHERE p.idempotency_key = propose_once.idempotency_key;
END;
COMMENT ON FUNCTION propose_once(text, jsonb, text, text, text, text) IS '申报；防重键必填，由 propose() 调用';

CREATE FUNCTION propose(kind text DEFAULT 'operations', operations jsonb DEFAULT NULL, title text DEFAULT NULL,
                        document text DEFAULT NULL, reason text DEFAULT NULL, idempotency_key text DEFAULT NULL)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT propose_once(propose.kind, bianzhi.require(propose.operations::text, 'operations')::jsonb, propose.title,
                        propose.document, propose.reason, coalesce(propose.idempotency_key, gen_random_uuid()::text));
END;
COMMENT ON FUNCTION propose(text, jsonb, text, text, text, text) IS
    '申报：提出若干操作，由他人复核后办理；同一防重键再次申报返回已有的申报';

CREATE FUNCTION approve(proposal bigint, reason text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE proposal SET state = 'approved', decision_reason = approve.reason
         WHERE id = approve.proposal RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('proposal', approve.proposal::text)::bigint);
END;
COMMENT ON FUNCTION approve(bigint, text) IS '批准申报，并在同一事务中办理；经办人不得批准自己的申报';

CREATE FUNCTION reject(proposal bigint, reason text) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE proposal SET state = 'rejected', decision_reason = reject.reason
         WHERE id = reject.proposal RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('proposal', reject.proposal::text)::bigint);
END;
COMMENT ON FUNCTION reject(bigint, text) IS '退回申报，理由必填';

CREATE FUNCTION withdraw(proposal bigint, reason text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE proposal SET state = 'withdrawn', decision_reason = withdraw.reason
         WHERE id = withdraw.proposal RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('proposal', withdraw.proposal::text)::bigint);
END;
COMMENT ON FUNCTION withdraw(bigint, text) IS '撤回自己的申报';

-- One proposal as its reviewer reads it.
CREATE FUNCTION proposal_card(proposal bigint) RETURNS TABLE (section text, item text, value text) LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('proposal', proposal_card.proposal::text)
     WHERE NOT EXISTS (SELECT FROM proposal p WHERE p.id = proposal_card.proposal);
    SELECT c.section, c.item, c.value
      FROM (SELECT 1 AS part, v.n, '申报' AS section, v.item, v.value
              FROM proposal p
              LEFT JOIN document d ON d.id = p.document_id
              LEFT JOIN code k ON k.set = 'proposal_kind' AND k.code = p.kind
             CROSS JOIN LATERAL (VALUES
                (1, '申报编号', p.id::text), (2, '申报种类', k.name_zh), (3, '申报事项', p.title), (4, '申报理由', p.reason),
                (5, '批准文号', d.number), (6, '申报人', p.made_by), (7, '申报时间', p.made_at::text),
                (8, '状态', CASE p.state WHEN 'submitted' THEN '待复核' WHEN 'approved' THEN '已批准并办理'
                                         WHEN 'rejected' THEN '已退回' ELSE '已撤回' END),
                (9, '决定人', p.decided_by), (10, '决定时间', p.decided_at::text), (11, '决定理由', p.decision_reason)) v (n, item, value)
             WHERE p.id = proposal_card.proposal
            UNION ALL
            SELECT 2, o.step, '操作', concat(o.step, ' ', o.operation),
                   concat_ws('；', (SELECT string_agg(concat(a.key, '＝', a.value), '，' ORDER BY a.key) FROM jsonb_each_text(o.args) a),
                             o.note, '办理结果 ' || o.result)
              FROM proposal_operation o WHERE o.proposal_id = proposal_card.proposal
            UNION ALL
            SELECT 3, row_number() OVER (ORDER BY e.holder_id, e.post_type), '影响', concat(e.holder, ' ', e.post_type_name),
                   concat_ws('，', concat('申报时核定 ', e.approved_then, '、占用 ', e.reserved_then, '、实有 ', e.strength_then),
                             '核定 ' || to_char(nullif(e.approved_change, 0), 'FMSG999999990'),
                             '占用 ' || to_char(nullif(e.reserved_change, 0), 'FMSG999999990'),
                             '实有 ' || to_char(nullif(e.strength_change, 0), 'FMSG999999990'),
                             CASE WHEN NOT e.unchanged THEN concat('现在核定 ', e.approved, '、占用 ', e.reserved, '、实有 ', e.strength,
                                                                   '：已变动，不能批准') END)
              FROM proposal_effect e WHERE e.proposal_id = proposal_card.proposal) c
     WHERE c.value IS NOT NULL
     ORDER BY c.part, c.n;
END;
COMMENT ON FUNCTION proposal_card(bigint) IS '申报单：事项、各项操作、对账户的影响和决定';

CREATE FUNCTION verify_proposal() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT v."check", concat('用编优先 ', p.id, ' / ', u.name, '(', p.unit_id, ')'), v.expected, v.actual, v.remedy
      FROM priority p
      LEFT JOIN unit u ON u.id = p.unit_id
     CROSS JOIN LATERAL (VALUES
        ('priority_document', p.document_id IS NULL OR (p.until IS NOT NULL AND p.until_document_id IS NULL), '有批准文件', '空', '补登批准文件'),
        ('priority_kind', NOT EXISTS (SELECT FROM code c WHERE c.set = 'priority_kind' AND c.code = p.kind), '代码集 priority_kind', p.kind,
         '补登代码'),
        ('priority_outside_validity', p.effective_on < u.effective_on, concat('不早于 ', u.effective_on), p.effective_on::text,
         '终止后按机构设立之后的日期重新登记'),
        ('priority_overlap', EXISTS (SELECT FROM priority o
                                      WHERE o.unit_id = p.unit_id AND o.id <> p.id
                                        AND o.effective_on < coalesce(p.until, 'infinity')
                                        AND p.effective_on < coalesce(o.until, 'infinity')
                                        AND o.effective_on < coalesce(o.until, 'infinity')
                                        AND p.effective_on < coalesce(p.until, 'infinity')),
         '同一机构同一天只有一个权重', '重叠', '终止其中一条')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong
    UNION ALL
    SELECT v."check", concat('申报 ', p.id), v.expected, v.actual, v.remedy
      FROM proposal p
     CROSS JOIN LATERAL (VALUES
        ('proposal_document', p.document_id IS NULL, '有批准文件', '空', '由管理员查明'),
        ('proposal_self_review', p.state IN ('approved', 'rejected') AND p.decided_by = p.made_by, '由他人决定', p.decided_by, '由他人重新复核'),
        ('proposal_withdrawn', p.state = 'withdrawn' AND p.decided_by <> p.made_by, p.made_by, p.decided_by, '由管理员查明'),
        ('proposal_decision', (p.state = 'submitted') <> (p.decided_by IS NULL) OR (p.state = 'submitted') <> (p.decided_at IS NULL)
                              OR p.decided_at < p.made_at OR (p.state = 'rejected' AND p.decision_reason IS NULL),
         '有决定的有决定人、时间和理由', p.state, '由管理员查明'),
        ('proposal_result', CASE WHEN p.state = 'approved' THEN jsonb_typeof(p.result) IS DISTINCT FROM 'array'
                                      OR jsonb_array_length(p.result) <> jsonb_array_length(p.operations)
                                 ELSE p.result IS NOT NULL END,
         '已批准的每项操作有办理结果', coalesce(p.result::text, '空'), '由管理员查明')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong;
END;
COMMENT ON FUNCTION verify_proposal() IS '核对用编优先和申报：依据、种类、日期、不重叠，经办与复核分离，决定和办理结果齐全';
