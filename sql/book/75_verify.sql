-- 75_verify: the book recounted from its facts, and the rules judged again over the whole book.
-- verify() looks for damage: what the engine would never have let in.  check_rules() looks for what it may
-- have let in lawfully (warned of, excepted) or what grew wrong by the passing of time.
-- What may not stand here: anything a clerk's ordinary act needs (60, 70), printed reports (80).
-- Set-based throughout: a book of a million people is recounted in seconds.

-- ---------------------------------------------------------------------------------------------
-- What both need
-- ---------------------------------------------------------------------------------------------

CREATE VIEW account_holder AS
SELECT u.id, u.kind, u.name, u.region FROM unit u
UNION ALL
SELECT h.id, h.kind, h.name, h.region FROM holder h;
COMMENT ON VIEW account_holder IS '账户持有者：机构（编号为正）与上级下达总额、机动编制、周转池（编号为负）';
COMMENT ON COLUMN account_holder.id IS '持有者编号';
COMMENT ON COLUMN account_holder.kind IS '持有者种类；body 法人单位，division 内设机构，group 分组，ceiling 上级下达总额，reserve 机动编制，pool 周转池';
COMMENT ON COLUMN account_holder.name IS '名称';
COMMENT ON COLUMN account_holder.region IS '区划代码';

-- A permit past its last day reserves nothing any more, although account.reserved still counts it until
-- someone next needs the posts (permit.c).  Reports and rules subtract these.
CREATE VIEW expired_permit AS
SELECT p.unit_id, p.post_type, sum(p.quantity - p.used) AS expired, min(p.expires_on) AS expires_on
  FROM use_permit p
 WHERE p.state = 'open' AND p.expires_on < current_date
 GROUP BY p.unit_id, p.post_type;
COMMENT ON VIEW expired_permit IS '已过有效期而尚未销号的用编核准，按账户合计';
COMMENT ON COLUMN expired_permit.unit_id IS '机构编号';
COMMENT ON COLUMN expired_permit.post_type IS '编制类别代码';
COMMENT ON COLUMN expired_permit.expired IS '失效数；核准数减已用数';
COMMENT ON COLUMN expired_permit.expires_on IS '有效期至；其中最早的';

-- For each region the row of each rule that counts there: its own, else the nearest superior's, else the
-- general one.  Regions have four levels; the bound only keeps a damaged tree from looping.
CREATE VIEW rule_in_force AS
WITH RECURSIVE up (region, ancestor, distance) AS (
    SELECT g.code, g.code, 0 FROM region g
     UNION ALL
    SELECT p.region, g.parent, p.distance + 1
      FROM up p JOIN region g ON g.code = p.ancestor
     WHERE g.parent IS NOT NULL AND p.distance < 8
), reach AS (
    SELECT p.region, p.ancestor, p.distance FROM up p
     UNION ALL
    SELECT g.code, '', 9 FROM region g
)
SELECT DISTINCT ON (w.region, r.code) w.region, r.code AS rule, r.mode, r.level, r.params
  FROM reach w JOIN rule r ON r.region = w.ancestor
 WHERE r.effective_on <= current_date AND (r.until IS NULL OR r.until > current_date)
 ORDER BY w.region, r.code, w.distance;
COMMENT ON VIEW rule_in_force IS '现行规则：各地区适用的规则行，本地区优先，其次上级地区，最后通用';
COMMENT ON COLUMN rule_in_force.region IS '区划代码';
COMMENT ON COLUMN rule_in_force.rule IS '规则号';
COMMENT ON COLUMN rule_in_force.mode IS '方式；block 拒绝，warn 提示并记录，track 只记录';
COMMENT ON COLUMN rule_in_force.level IS '级别；error 错误，warning 警告，notice 提示';
COMMENT ON COLUMN rule_in_force.params IS '参数';

-- Accounts that hold more than was approved, permits in force included.
CREATE VIEW account_excess AS
SELECT a.holder_id AS unit_id, a.post_type, u.region, u.name AS unit, t.name_zh AS post_type_name,
       CASE t.class WHEN 'leadership' THEN 'over_leadership' ELSE 'over_establishment' END AS rule,
       a.approved, a.strength, a.reserved - coalesce(x.expired, 0) AS reserved,
       a.strength + a.reserved - coalesce(x.expired, 0) - a.approved AS excess
  FROM account a
  JOIN unit u ON u.id = a.holder_id
  JOIN post_type t ON t.code = a.post_type
  LEFT JOIN expired_permit x ON x.unit_id = a.holder_id AND x.post_type = a.post_type
 WHERE a.strength + a.reserved > a.approved
   AND a.strength + a.reserved - coalesce(x.expired, 0) > a.approved;
COMMENT ON VIEW account_excess IS '超出核定数的机构账户：实有数与有效的用编核准合计超过核定数';
COMMENT ON COLUMN account_excess.unit_id IS '机构编号';
COMMENT ON COLUMN account_excess.post_type IS '编制类别代码';
COMMENT ON COLUMN account_excess.region IS '区划代码';
COMMENT ON COLUMN account_excess.unit IS '机构名称';
COMMENT ON COLUMN account_excess.post_type_name IS '编制类别';
COMMENT ON COLUMN account_excess.rule IS '规则号';
COMMENT ON COLUMN account_excess.approved IS '核定数';
COMMENT ON COLUMN account_excess.strength IS '实有数';
COMMENT ON COLUMN account_excess.reserved IS '用编核准占用数';
COMMENT ON COLUMN account_excess.excess IS '超出数';

-- ---------------------------------------------------------------------------------------------
-- verify(): balances and ledger
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION verify_account() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH fact AS (
        SELECT f.holder_id, f.post_type, sum(f.approved) AS approved, sum(f.reserved) AS reserved, sum(f.strength) AS strength
          FROM (SELECT l.holder_id, l.post_type, sum(l.quantity) AS approved, 0::bigint AS reserved, 0::bigint AS strength
                  FROM entry_line l GROUP BY l.holder_id, l.post_type
                 UNION ALL
                SELECT p.unit_id, p.post_type, 0, sum(p.quantity - p.used), 0
                  FROM use_permit p WHERE p.state = 'open' GROUP BY p.unit_id, p.post_type
                 UNION ALL
                SELECT p.holder_id, p.post_type, 0, sum(l.approved - l.used), 0
                  FROM pool_loan l JOIN pool p ON p.id = l.pool_id WHERE l.state = 'approved' GROUP BY p.holder_id, p.post_type
                 UNION ALL
                SELECT e.unit_id, e.post_type, 0, 0, count(*)
                  FROM enrolment e WHERE e.until IS NULL GROUP BY e.unit_id, e.post_type
                 UNION ALL
                SELECT a.unit_id, a.post_type, 0, 0, count(*)
                  FROM appointment a WHERE a.until IS NULL AND a.counts GROUP BY a.unit_id, a.post_type) f
         GROUP BY f.holder_id, f.post_type
    ), both_sides AS (
        SELECT k.holder_id, k.post_type, a.holder_id IS NOT NULL AS kept, h.kind,
               h.id IS NOT NULL AND t.code IS NOT NULL AS known, h.name, t.name_zh,
               coalesce(f.approved, 0) AS approved, coalesce(f.reserved, 0) AS reserved, coalesce(f.strength, 0) AS strength,
               a.approved AS kept_approved, a.reserved AS kept_reserved, a.strength AS kept_strength
          FROM fact f
          FULL JOIN account a ON a.holder_id = f.holder_id AND a.post_type = f.post_type
         CROSS JOIN LATERAL (SELECT coalesce(f.holder_id, a.holder_id) AS holder_id, coalesce(f.post_type, a.post_type) AS post_type) k
          LEFT JOIN account_holder h ON h.id = k.holder_id
          LEFT JOIN post_type t ON t.code = k.post_type
         WHERE a.holder_id IS NULL OR f.holder_id IS NULL OR h.id IS NULL OR t.code IS NULL OR k.holder_id < 0
            OR (f.approved, f.reserved, f.strength) IS DISTINCT FROM (a.approved, a.reserved, a.strength) OR f.approved < 0
    ), over_full AS MATERIALIZED (    -- first: nobody knows how few the rules in force are, least of all the planner
        SELECT * FROM account_excess
    )
    SELECT v."check", concat(coalesce(b.name, '?'), '(', b.holder_id, ') / ', coalesce(b.name_zh, '?'), '(', b.post_type, ')'),
           v.expected, v.actual, v.remedy
      FROM both_sides b
     CROSS JOIN LATERAL (VALUES
        ('account_missing', NOT b.kept AND (b.approved <> 0 OR b.reserved <> 0 OR b.strength <> 0),
         '有账户', '无账户', '由管理员按事实补建账户行'),
        ('account_orphan', b.kept AND NOT b.known, '持有者和编制类别均在册', '不在册', '补登缺少的机构或编制类别'),
        ('account_approved', b.approved <> b.kept_approved, b.approved::text, b.kept_approved::text,
         '以分录行合计为准，由管理员更正账户核定数'),
        ('account_reserved', b.reserved <> b.kept_reserved, b.reserved::text, b.kept_reserved::text,
         '以未办结的用编核准合计为准，由管理员更正账户占用数'),
        ('account_strength', b.strength <> b.kept_strength, b.strength::text, b.kept_strength::text,
         '以在编（在任）记录为准，由管理员更正账户实有数'),
        ('negative_approved', b.approved < 0 AND b.kind IS DISTINCT FROM 'ceiling', '不小于 0', b.approved::text,
         '只有上级下达总额可以为负：补记上级下达或核定文件'),
        ('fund_occupied', b.holder_id < 0 AND (b.strength <> 0 OR (b.reserved <> 0 AND b.kind <> 'pool')), '0', (b.reserved + b.strength)::text,
         '人员和用编核准只能在机构名下，周转池只占住已核准未用的编制')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong
    UNION ALL
    SELECT 'excess_unexplained', concat(x.unit, '(', x.unit_id, ') / ', x.post_type_name, '(', x.post_type, ')'),
           concat('不超过 ', x.approved + coalesce(e.allowance, 0)), (x.strength + x.reserved)::text,
           '补办例外批准（rule_exception），或减少人员、增加核定数'
      FROM over_full x
      JOIN rule_in_force r ON r.region = x.region AND r.rule = x.rule AND r.mode = 'block'
      LEFT JOIN LATERAL (SELECT max(e.allowance) AS allowance FROM rule_exception e
                          WHERE e.rule = x.rule AND e.unit_id = x.unit_id
                            AND (e.post_type IS NULL OR e.post_type = x.post_type)) e ON true
     WHERE x.excess > coalesce(e.allowance, 0);
END;
COMMENT ON FUNCTION verify_account() IS '核对账户：核定、占用、实有各与事实重新计数比较，负数和无依据的超编';

CREATE FUNCTION verify_entry() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT 'entry_unbalanced', concat('分录 ', l.entry_id, ' / ', t.category), '0', sum(l.quantity)::text,
           '分录每个总类合计应为零：以新的分录冲平'
      FROM entry_line l JOIN post_type t ON t.code = l.post_type
     GROUP BY l.entry_id, t.category HAVING sum(l.quantity) <> 0
    UNION ALL
    SELECT 'entry_empty', concat('分录 ', e.id), '有分录行', '无分录行', '补记分录行，或查明缺失原因'
      FROM entry e WHERE NOT EXISTS (SELECT FROM entry_line l WHERE l.entry_id = e.id)
    UNION ALL
    SELECT 'entry_document', concat('分录 ', e.id), '有批准文件', coalesce(e.document_id::text, '空'), '补登批准文件'
      FROM entry e LEFT JOIN document d ON d.id = e.document_id WHERE d.id IS NULL
    UNION ALL
    SELECT 'entry_future', concat('分录 ', e.id), concat('不晚于 ', current_date), e.effective_on::text, '更正生效日期：冲销后重新登记'
      FROM entry e WHERE e.effective_on > current_date
    UNION ALL
    SELECT 'line_orphan', concat('分录 ', l.entry_id, ' / ', l.holder_id, ' / ', l.post_type), '分录、持有者和编制类别均在册',
           concat_ws('、', CASE WHEN e.id IS NULL THEN '无此分录' END, CASE WHEN h.id IS NULL THEN '无此持有者' END,
                     CASE WHEN t.code IS NULL THEN '无此编制类别' END), '补登缺少的行'
      FROM entry_line l
      LEFT JOIN entry e ON e.id = l.entry_id
      LEFT JOIN account_holder h ON h.id = l.holder_id
      LEFT JOIN post_type t ON t.code = l.post_type
     WHERE e.id IS NULL OR h.id IS NULL OR t.code IS NULL
    UNION ALL
    SELECT 'line_outside_validity', concat('分录 ', l.entry_id, ' / ', u.name, '(', u.id, ')'),
           concat(u.effective_on, ' 至 ', coalesce(u.until::text, '今')), e.effective_on::text, '冲销后按机构存续期内的日期重新登记'
      FROM entry_line l JOIN entry e ON e.id = l.entry_id JOIN unit u ON u.id = l.holder_id
     WHERE e.effective_on < u.effective_on OR e.effective_on > u.until
    UNION ALL
    -- of a unit that has ended meanwhile and was restored, the restored one gets the opposite
    SELECT 'reversal_differs', concat('分录 ', r.id, ' 冲销 ', r.reverses, ' / ', r.holder_id, ' / ', r.post_type),
           (-r.original)::text, r.reversal::text, '冲销分录应与原分录逐行相反'
      FROM (SELECT e.id, e.reverses, h.holder_id, x.post_type,
                   coalesce(sum(x.quantity) FILTER (WHERE x.entry_id = e.reverses), 0) AS original,
                   coalesce(sum(x.quantity) FILTER (WHERE x.entry_id = e.id), 0) AS reversal
              FROM entry e
              JOIN entry_line x ON x.entry_id IN (e.id, e.reverses)
             CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT FROM unit_lineage n WHERE n.from_unit_id = x.holder_id AND n.kind = 'restore')
                                             THEN restored_unit(x.holder_id) ELSE x.holder_id END AS holder_id) h
             WHERE e.reverses IS NOT NULL
             GROUP BY e.id, e.reverses, h.holder_id, x.post_type) r
     WHERE r.reversal <> -r.original;
END;
COMMENT ON FUNCTION verify_entry() IS '核对分录：平衡、依据、引用、冲销';

-- ---------------------------------------------------------------------------------------------
-- verify(): people
-- ---------------------------------------------------------------------------------------------

-- The references that the engine checks set-wise instead of by foreign keys.
CREATE FUNCTION verify_reference() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH fact AS (
        SELECT '在编记录' AS label, 'entry_reason' AS reason_set, e.id, e.person_id, e.unit_id, e.post_type, e.division_id,
               e.effective_on, e.until, e.document_id, e.until_document_id, e.entry_reason, e.exit_reason
          FROM enrolment e
         UNION ALL
        SELECT '任职', 'rank', a.id, a.person_id, a.unit_id, a.post_type, NULL, a.effective_on, a.until,
               a.document_id, a.until_document_id, a.holder_rank, NULL
          FROM appointment a
         UNION ALL
        SELECT '用编核准', 'entry_reason', p.id, NULL, p.unit_id, p.post_type, NULL, p.effective_on, NULL,
               p.document_id, NULL, p.entry_reason, NULL
          FROM use_permit p
    ), looked_up AS (
        SELECT f.*, p.id IS NULL AND f.label <> '用编核准' AS no_person, u.id IS NULL AS no_unit, t.code IS NULL AS no_type,
               f.division_id IS NOT NULL AND v.kind IS DISTINCT FROM 'division' AS no_division,
               f.label = '在编记录' AND u.kind <> 'body' AS not_body,
               d.id IS NULL AS no_document, ud.id IS NULL AND f.until IS NOT NULL AS no_until_document,
               r.code IS NULL AND f.entry_reason IS NOT NULL AS no_reason,
               x.code IS NULL AND f.exit_reason IS NOT NULL AS no_exit_reason,
               t.code IS NOT NULL AND f.label <> '用编核准' AND (t.class = 'leadership') = (f.label = '在编记录') AS wrong_class,
               f.effective_on > current_date OR f.until > current_date AS future,
               -- what is void, and a permit that was cancelled, may be of the unit's last day
               f.effective_on < u.effective_on OR f.effective_on > u.until
                   OR (f.label <> '用编核准' AND (coalesce(f.until, 'infinity') > u.until
                                                  OR f.effective_on = u.until AND f.until > f.effective_on)) AS outside
          FROM fact f
          LEFT JOIN person p ON p.id = f.person_id
          LEFT JOIN unit u ON u.id = f.unit_id
          LEFT JOIN post_type t ON t.code = f.post_type
          LEFT JOIN unit v ON v.id = f.division_id
          LEFT JOIN document d ON d.id = f.document_id
          LEFT JOIN document ud ON ud.id = f.until_document_id
          LEFT JOIN code r ON r.set = f.reason_set AND r.code = f.entry_reason
          LEFT JOIN code x ON x.set = 'exit_reason' AND x.code = f.exit_reason
    ), wrong AS MATERIALIZED (
        SELECT * FROM looked_up l
         WHERE l.no_person OR l.no_unit OR l.no_type OR l.no_division OR l.not_body OR l.no_document OR l.no_until_document
            OR l.no_reason OR l.no_exit_reason OR l.wrong_class OR l.future OR l.outside
    )
    SELECT v."check", concat(w.label, ' ', w.id), v.expected, v.actual, v.remedy
      FROM wrong w
     CROSS JOIN LATERAL (VALUES
        ('person_missing', w.no_person, '人员在册', concat('无人员 ', w.person_id), '补登人员'),
        ('unit_missing', w.no_unit, '机构在册', concat('无机构 ', w.unit_id), '补登机构'),
        ('post_type_missing', w.no_type, '编制类别在册', concat('无编制类别 ', w.post_type), '补登编制类别'),
        ('division_missing', w.no_division, '内设机构在册', concat('无内设机构 ', w.division_id), '补登内设机构'),
        ('not_a_body', w.not_body, '在法人单位入编', concat('机构 ', w.unit_id), '在所属单位入编，以 division_id 注明内设机构'),
        ('document_missing', w.no_document, '有批准文件', coalesce(w.document_id::text, '空'), '补登批准文件'),
        ('until_document_missing', w.no_until_document, '终止有批准文件', coalesce(w.until_document_id::text, '空'), '补登批准文件'),
        ('code_unknown', w.no_reason, concat('代码集 ', w.reason_set), w.entry_reason, '补登代码，或更正'),
        ('code_unknown', w.no_exit_reason, '代码集 exit_reason', w.exit_reason, '补登代码，或更正'),
        ('wrong_class', w.wrong_class, '入编用编制，任职用领导职数', w.post_type::text, '作废后按正确类别重新登记'),
        ('future_date', w.future, concat('不晚于 ', current_date), greatest(w.effective_on, w.until)::text, '作废后按实际日期重新登记'),
        ('outside_validity', w.outside, '在机构存续期内', concat(w.effective_on, ' 至 ', coalesce(w.until::text, '今')),
         '更正日期，或更正机构的设立、终止日期')
     ) v ("check", failed, expected, actual, remedy)
     WHERE v.failed;
END;
COMMENT ON FUNCTION verify_reference() IS '核对引用：在编、任职、用编核准所引的人员、机构、类别、文件、代码和日期';

CREATE FUNCTION verify_people() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT 'enrolment_overlap', concat('人员 ', o.person_id, ' / 在编记录 ', o.id), concat('不早于 ', o.busy_until),
           o.effective_on::text, '一人只占一编：终止或作废其中一条'
      FROM (SELECT e.id, e.person_id, e.effective_on,
                   max(coalesce(e.until, 'infinity')) OVER (PARTITION BY e.person_id ORDER BY e.effective_on, e.id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
              FROM enrolment e WHERE e.until IS NULL OR e.until > e.effective_on) o
     WHERE o.busy_until > o.effective_on
    UNION ALL
    SELECT 'appointment_overlap', concat('人员 ', o.person_id, ' / 任职 ', o.id), concat('不早于 ', o.busy_until),
           o.effective_on::text, '同一职务不重复任职：终止或作废其中一条'
      FROM (SELECT a.id, a.person_id, a.effective_on,
                   max(coalesce(a.until, 'infinity')) OVER (PARTITION BY a.person_id, a.unit_id, a.post_type
                       ORDER BY a.effective_on, a.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
              FROM appointment a WHERE a.until IS NULL OR a.until > a.effective_on) o
     WHERE o.busy_until > o.effective_on
    UNION ALL
    SELECT v."check", concat('用编核准 ', p.id), v.expected, v.actual, v.remedy
      FROM use_permit p
      LEFT JOIN (SELECT e.permit_id, count(*) AS uses FROM enrolment e WHERE e.permit_id IS NOT NULL GROUP BY e.permit_id) k
        ON k.permit_id = p.id
     CROSS JOIN LATERAL (VALUES
        ('permit_used', p.used <> coalesce(k.uses, 0), coalesce(k.uses, 0)::text, p.used::text, '以引用该核准的在编记录为准'),
        ('permit_over_quantity', coalesce(k.uses, 0) > p.quantity, concat('不超过 ', p.quantity), k.uses::text, '补办核准，或更正所引核准'),
        ('permit_state', (p.used = p.quantity) <> (p.state = 'used') AND p.state IN ('open', 'used'),
         CASE WHEN p.used = p.quantity THEN 'used' ELSE 'open' END, p.state, '更正核准状态')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong
    UNION ALL
    SELECT 'permit_mismatch', concat('在编记录 ', e.id, ' / 用编核准 ', e.permit_id),
           coalesce(concat_ws(' / ', p.unit_id, p.post_type), '核准在册'),
           CASE WHEN p.id IS NULL THEN '无此核准' ELSE concat_ws(' / ', e.unit_id, e.post_type) END, '更正所引核准'
      FROM enrolment e LEFT JOIN use_permit p ON p.id = e.permit_id
     WHERE e.permit_id IS NOT NULL AND (p.id IS NULL OR p.unit_id <> e.unit_id OR p.post_type <> e.post_type)
    UNION ALL
    SELECT 'transfer_broken', concat('在编记录 ', e.id, ' / 调动前 ', e.transfer_id), '同一人员，前一记录终止后生效',
           CASE WHEN o.id IS NULL THEN '无此记录' ELSE concat('人员 ', o.person_id, '，终止 ', coalesce(o.until::text, '空')) END,
           '更正调动前记录'
      FROM enrolment e LEFT JOIN enrolment o ON o.id = e.transfer_id
     WHERE e.transfer_id IS NOT NULL
       AND (o.id IS NULL OR o.person_id <> e.person_id OR o.until IS NULL OR o.until > e.effective_on);
END;
COMMENT ON FUNCTION verify_people() IS '核对人员：一人一编不重叠、用编核准的使用、调动前后相接';

-- ---------------------------------------------------------------------------------------------
-- verify(): structure, guards, sequences
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION verify_structure() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH RECURSIVE tree (id, path) AS (
        SELECT u.id, concat('/', u.id, '/') FROM unit u WHERE u.parent_id IS NULL
         UNION ALL
        SELECT u.id, concat(t.path, u.id, '/') FROM tree t JOIN unit u ON u.parent_id = t.id
    )
    SELECT CASE WHEN t.id IS NULL THEN 'unit_cycle' ELSE 'unit_path' END, concat(u.name, '(', u.id, ')'),
           coalesce(t.path, '可由根机构到达'), u.path,
           CASE WHEN t.id IS NULL THEN '更正上级机构编号：其上级成环或不在册' ELSE '由管理员重算路径：UPDATE unit SET path = ''''' END
      FROM unit u LEFT JOIN tree t ON t.id = u.id
     WHERE t.id IS NULL OR t.path <> u.path
    UNION ALL
    SELECT 'unit_ended', concat(u.name, '(', u.id, ')'), '终止时编制、人员、下级均已清理',
           concat_ws('，', (SELECT string_agg(concat(a.post_type, '：核定 ', a.approved, ' 实有 ', a.strength, ' 占用 ', a.reserved), '；')
                             FROM account a WHERE a.holder_id = u.id AND (a.approved <> 0 OR a.strength <> 0 OR a.reserved <> 0)),
                     (SELECT concat('下级机构 ', string_agg(c.id::text, '、')) FROM unit c
                       WHERE c.parent_id = u.id AND c.until IS NULL HAVING count(*) > 0)),
           '划转或核减编制、办理人员出编、终止下级机构'
      FROM unit u
     WHERE u.until IS NOT NULL
       AND (EXISTS (SELECT FROM account a WHERE a.holder_id = u.id AND (a.approved <> 0 OR a.strength <> 0 OR a.reserved <> 0))
            OR EXISTS (SELECT FROM unit c WHERE c.parent_id = u.id AND c.until IS NULL))
    UNION ALL
    -- only the end is judged: a unit may have been moved below one that is younger than itself
    SELECT 'unit_outlives_parent', concat(u.name, '(', u.id, ')'), concat('不晚于 ', p.until), coalesce(u.until::text, '今'),
           '终止本机构，或更正上级机构'
      FROM unit u JOIN unit p ON p.id = u.parent_id
     WHERE coalesce(u.until, 'infinity') > p.until
    UNION ALL
    SELECT 'unit_document', concat(u.name, '(', u.id, ')'), '有批准文件', '空', '补登批准文件'
      FROM unit u WHERE u.document_id IS NULL OR (u.until IS NOT NULL AND u.until_document_id IS NULL)
    UNION ALL
    SELECT 'holder_missing', concat(g.name, '(', g.code, ')'), k.kind, '无', '补登该地区的账户持有者（holder）'
      FROM region g CROSS JOIN (VALUES ('ceiling'), ('reserve')) k (kind)
     WHERE NOT EXISTS (SELECT FROM holder h WHERE h.region = g.code AND h.kind = k.kind);
END;
COMMENT ON FUNCTION verify_structure() IS '核对机构：路径、成环、终止后的剩余、地区账户持有者';

-- The furthest id of each table against its sequence: logical replication copies rows, not sequences.
-- holder counts downwards, so "furthest" is its smallest id.  MATERIALIZED keeps the sequence functions from
-- relations that are no sequences.
CREATE VIEW identity_position AS
WITH used (tab, furthest) AS (
    SELECT 'document'::regclass, (SELECT max(x.id) FROM document x)
    UNION ALL SELECT 'unit'::regclass, (SELECT max(x.id) FROM unit x)
    UNION ALL SELECT 'unit_version'::regclass, (SELECT max(x.id) FROM unit_version x)
    UNION ALL SELECT 'unit_lineage'::regclass, (SELECT max(x.id) FROM unit_lineage x)
    UNION ALL SELECT 'holder'::regclass, (SELECT min(x.id) FROM holder x)
    UNION ALL SELECT 'entry'::regclass, (SELECT max(x.id) FROM entry x)
    UNION ALL SELECT 'person'::regclass, (SELECT max(x.id) FROM person x)
    UNION ALL SELECT 'duty'::regclass, (SELECT max(x.id) FROM duty x)
    UNION ALL SELECT 'duty_assignment'::regclass, (SELECT max(x.id) FROM duty_assignment x)
    UNION ALL SELECT 'use_permit'::regclass, (SELECT max(x.id) FROM use_permit x)
    UNION ALL SELECT 'enrolment'::regclass, (SELECT max(x.id) FROM enrolment x)
    UNION ALL SELECT 'appointment'::regclass, (SELECT max(x.id) FROM appointment x)
    UNION ALL SELECT 'rule_exception'::regclass, (SELECT max(x.id) FROM rule_exception x)
    UNION ALL SELECT 'reduction_plan'::regclass, (SELECT max(x.id) FROM reduction_plan x)
    UNION ALL SELECT 'finding'::regclass, (SELECT max(x.id) FROM finding x)
    UNION ALL SELECT 'check_run'::regclass, (SELECT max(x.id) FROM check_run x)
    UNION ALL SELECT 'pool'::regclass, (SELECT max(x.id) FROM pool x)
    UNION ALL SELECT 'talent_certificate'::regclass, (SELECT max(x.id) FROM talent_certificate x)
    UNION ALL SELECT 'pool_loan'::regclass, (SELECT max(x.id) FROM pool_loan x)
    UNION ALL SELECT 'pool_seat'::regclass, (SELECT max(x.id) FROM pool_seat x)
    UNION ALL SELECT 'pool_settlement'::regclass, (SELECT max(x.id) FROM pool_settlement x)
    UNION ALL SELECT 'pool_extension'::regclass, (SELECT max(x.id) FROM pool_extension x)
    UNION ALL SELECT 'priority'::regclass, (SELECT max(x.id) FROM priority x)
    UNION ALL SELECT 'proposal'::regclass, (SELECT max(x.id) FROM proposal x)
    UNION ALL SELECT 'plan'::regclass, (SELECT max(x.id) FROM plan x)
    UNION ALL SELECT 'period_log'::regclass, (SELECT max(x.id) FROM period_log x)
    UNION ALL SELECT 'period_exception'::regclass, (SELECT max(x.id) FROM period_exception x)
    UNION ALL SELECT 'period_exception_use'::regclass, (SELECT max(x.id) FROM period_exception_use x)
    UNION ALL SELECT 'sign_off'::regclass, (SELECT max(x.id) FROM sign_off x)
    UNION ALL SELECT 'return_file'::regclass, (SELECT max(x.id) FROM return_file x)
), own AS MATERIALIZED (
    SELECT d.objid::regclass AS sequence, k.furthest, q.seqincrement AS increment
      FROM used k
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = k.tab
                      AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
      JOIN pg_sequence q ON q.seqrelid = d.objid
)
SELECT o.sequence, o.furthest, o.increment,
       CASE WHEN has_sequence_privilege(o.sequence, 'SELECT') THEN pg_sequence_last_value(o.sequence) END AS position,
       has_sequence_privilege(o.sequence, 'SELECT') AS readable
  FROM own o;
COMMENT ON VIEW identity_position IS '编号序列：各表已用到的编号与序列的当前值';
COMMENT ON COLUMN identity_position.sequence IS '序列';
COMMENT ON COLUMN identity_position.furthest IS '已用编号；账户持有者的编号递减，取最小';
COMMENT ON COLUMN identity_position.increment IS '步长';
COMMENT ON COLUMN identity_position.position IS '序列当前值；未用过时为空';
COMMENT ON COLUMN identity_position.readable IS '有权查看';

CREATE FUNCTION resume_sequences() RETURNS TABLE (sequence text, value bigint)
LANGUAGE sql VOLATILE ROWS 13
BEGIN ATOMIC
    SELECT p.sequence::text, setval(p.sequence, p.furthest)
      FROM identity_position p
     WHERE p.furthest IS NOT NULL
       AND (p.position IS NULL OR sign(p.increment) * p.position < sign(p.increment) * p.furthest);
END;
COMMENT ON FUNCTION resume_sequences() IS '接续编号：把落后的编号序列移到已用编号之后，逻辑复制的副本启用前执行；返回移动过的序列';

CREATE FUNCTION verify_system() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT 'guard', concat(g.table_name, '.', g.trigger_name),
           CASE g.enabled WHEN 'A' THEN '始终启用' WHEN 'O' THEN '启用' WHEN 'R' THEN '仅复制时启用' ELSE '停用' END,
           CASE t.tgenabled WHEN 'A' THEN '始终启用' WHEN 'O' THEN '启用' WHEN 'R' THEN '仅复制时启用' WHEN 'D' THEN '停用' ELSE '无此触发器' END,
           CASE WHEN t.oid IS NULL THEN '由管理员重建该触发器，再用 verify() 核对全账'
                ELSE format('ALTER TABLE %I ENABLE %sTRIGGER %I，再用 verify() 核对全账', g.table_name,
                            CASE g.enabled WHEN 'A' THEN 'ALWAYS ' WHEN 'R' THEN 'REPLICA ' ELSE '' END, g.trigger_name) END
      FROM guard g
      LEFT JOIN pg_class c ON c.relname = g.table_name
                          AND c.relnamespace = (SELECT b.relnamespace FROM pg_class b WHERE b.oid = 'guard'::regclass)
      LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = g.trigger_name AND NOT t.tgisinternal
     WHERE t.oid IS NULL OR t.tgenabled <> g.enabled
    UNION ALL
    SELECT 'guard_unlisted', '触发器清单', '已登记', '空', '用 bianzhi.upgrade_book() 重新登记'
     WHERE NOT EXISTS (SELECT FROM guard)
    UNION ALL
    SELECT 'sequence', p.sequence::text, concat('达到 ', p.furthest), coalesce(p.position::text, '未用'), '执行 resume_sequences()'
      FROM identity_position p
     WHERE p.furthest IS NOT NULL AND p.readable
       AND (p.position IS NULL OR sign(p.increment) * p.position < sign(p.increment) * p.furthest);
END;
COMMENT ON FUNCTION verify_system() IS '核对守护：触发器是否被停用或删除，编号序列是否落后';

CREATE FUNCTION verify() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10 SET jit = off
BEGIN ATOMIC
    SELECT * FROM verify_account()
    UNION ALL SELECT * FROM verify_entry()
    UNION ALL SELECT * FROM verify_reference()
    UNION ALL SELECT * FROM verify_people()
    UNION ALL SELECT * FROM verify_structure()
    UNION ALL SELECT * FROM verify_leadership()
    UNION ALL SELECT * FROM verify_pool()
    UNION ALL SELECT * FROM verify_duty()
    UNION ALL SELECT * FROM verify_proposal()
    UNION ALL SELECT * FROM verify_plan()
    UNION ALL SELECT * FROM verify_version()
    UNION ALL SELECT * FROM verify_period()
    UNION ALL SELECT * FROM verify_formula()
    UNION ALL SELECT * FROM verify_return()
    UNION ALL SELECT * FROM verify_system();
END;
COMMENT ON FUNCTION verify() IS '核对全账：从事实重新计数，每处差异一行，无行即账实相符；列为检查项、对象、应为、实为、处理办法';

-- ---------------------------------------------------------------------------------------------
-- check_rules(): the rules as they stand today
-- ---------------------------------------------------------------------------------------------

-- Keys are those of the engine's own findings (violation.c, tidy.c): rule/unit/post type or rule/pPERSON,
-- so a finding that the engine recorded is taken up here and resolved when the cause is gone (high_post, which
-- only this check finds: rule/aAPPOINTMENT).
-- excess is what an exception's allowance has to cover; 0 where any exception in force will do.
CREATE VIEW rule_failure AS
SELECT f.rule, concat(f.rule, '/', f.thing) AS key, coalesce(f.level, r.level) AS level, f.unit_id, f.post_type,
       f.object, f.figures, f.remedy, f.excess, (r.params ->> 'due_days')::int AS due_days
  FROM (
    SELECT x.rule, NULL::text AS level, x.region, concat(x.unit_id, '/', x.post_type) AS thing, x.unit_id, x.post_type,
           concat(x.unit, ' ', x.post_type_name) AS object,
           jsonb_build_object('approved', x.approved, 'strength', x.strength, 'reserved', x.reserved, 'excess', x.excess) AS figures,
           CASE x.rule WHEN 'over_leadership' THEN '免去超配人员，或核增职数，或办理例外批准并限期消化'
                       ELSE '办理人员出编或调出，或核增编制，或办理例外批准并限期消化' END AS remedy,
           x.excess
      FROM account_excess x
    UNION ALL
    SELECT 'over_ceiling', NULL, h.region, concat(a.holder_id, '/', a.post_type), NULL, a.post_type,
           concat(g.name, h.name, ' ', t.name_zh), jsonb_build_object('approved', a.approved),
           '补记上级下达文件，或核减已分配的编制', -a.approved
      FROM account a
      JOIN holder h ON h.id = a.holder_id AND h.kind <> 'ceiling'
      JOIN region g ON g.code = h.region
      JOIN post_type t ON t.code = a.post_type
     WHERE a.approved < 0
    UNION ALL
    SELECT 'mixed_establishment', NULL, u.region, concat(a.holder_id, '/', a.post_type), u.id, a.post_type,
           concat(u.name, ' ', t.name_zh),
           jsonb_build_object('class', u.class, 'approved', a.approved, 'strength', a.strength, 'reserved', a.reserved),
           '划转到可以使用该类编制的机构，或依文件调整机构性质或使用范围（admissibility）', 0
      FROM account a
      JOIN unit u ON u.id = a.holder_id
      JOIN post_type t ON t.code = a.post_type
     WHERE (a.approved > 0 OR a.strength > 0 OR a.reserved > 0)
       AND NOT EXISTS (SELECT FROM admissibility m WHERE m.class = u.class AND m.post_type = a.post_type)
    UNION ALL
    SELECT 'permit_invalid', 'notice', u.region, concat(x.unit_id, '/', x.post_type), x.unit_id, x.post_type,
           concat(u.name, ' ', t.name_zh), jsonb_build_object('expired', x.expired, 'expires_on', x.expires_on),
           '核准已过有效期，不再占编；用 cancel_permit() 销号，或重新办理核准', 0
      FROM expired_permit x
      JOIN unit u ON u.id = x.unit_id
      JOIN post_type t ON t.code = x.post_type
    UNION ALL
    SELECT 'age_limits', NULL, u.region, concat('p', p.id), e.unit_id, e.post_type,
           concat(p.name, ' ', bianzhi.masked(p.resident_id)),
           jsonb_build_object('birth_on', p.birth_on, 'retire_on', p.retire_on, 'effective_on', e.effective_on),
           CASE WHEN p.retire_on <= current_date THEN '已到法定退休日期：办理退休出编，或依批准延迟退休办理例外批准'
                ELSE '入编时不满规定年龄：核对身份号码和入编日期' END, 0
      FROM enrolment e
      JOIN person p ON p.id = e.person_id
      JOIN unit u ON u.id = e.unit_id
      LEFT JOIN rule_in_force a ON a.region = u.region AND a.rule = 'age_limits'
     WHERE e.until IS NULL
       AND (p.retire_on <= current_date
            OR p.birth_on > e.effective_on - make_interval(years => coalesce((a.params ->> 'min_age')::int, 16)))
    UNION ALL
    SELECT 'sex_mismatch', NULL, coalesce(u.region, b.region), concat('p', p.id), e.unit_id, NULL,
           concat(p.name, ' ', bianzhi.masked(p.resident_id)),
           jsonb_build_object('stated', p.sex, 'resident_id', bianzhi.sex(p.resident_id)),
           '与身份证核对；填错的用 amend_person() 更正', 0
      FROM book b
     CROSS JOIN person p
      LEFT JOIN enrolment e ON e.person_id = p.id AND e.until IS NULL
      LEFT JOIN unit u ON u.id = e.unit_id
     WHERE p.sex <> bianzhi.sex(p.resident_id)
    UNION ALL
    -- only codes of the book's own area can be judged: its region table knows no others
    SELECT 'region_code', NULL, coalesce(u.region, b.region), concat('p', p.id), e.unit_id, NULL,
           concat(p.name, ' ', bianzhi.masked(p.resident_id)),
           jsonb_build_object('region_code', bianzhi.region_code(p.resident_id)),
           '与身份证核对；已撤销的区划代码属正常', 0
      FROM book b
      JOIN person p ON starts_with(bianzhi.region_code(p.resident_id), regexp_replace(b.region, '(00)+$', ''))
                   AND NOT EXISTS (SELECT FROM region g WHERE g.code = bianzhi.region_code(p.resident_id))
      LEFT JOIN enrolment e ON e.person_id = p.id AND e.until IS NULL
      LEFT JOIN unit u ON u.id = e.unit_id
    UNION ALL
    SELECT 'high_post', NULL, u.region, concat('a', a.id), a.unit_id, a.post_type,
           concat(p.name, ' ', bianzhi.masked(p.resident_id)),
           jsonb_build_object('title', a.title, 'post_rank', tr.name_zh, 'holder_rank', hr.name_zh),
           '本人职务层次高于职数层次：注明批准高配的文件，或办理例外批准', 0
      FROM appointment a
      JOIN person p ON p.id = a.person_id
      JOIN unit u ON u.id = a.unit_id
      JOIN post_type t ON t.code = a.post_type
      JOIN code tr ON tr.set = 'rank' AND tr.code = t.rank AND tr.code NOT IN ('none', 'other')
      JOIN code hr ON hr.set = 'rank' AND hr.code = a.holder_rank AND hr.code NOT IN ('none', 'other')
     WHERE a.until IS NULL AND hr.sort < tr.sort
    UNION ALL SELECT * FROM pool_failure
    UNION ALL SELECT l.rule, l.level, l.region, l.thing, l.unit_id, l.post_type, l.object, l.figures, l.remedy, l.excess FROM leadership_failure l
    UNION ALL SELECT * FROM structure_failure
    UNION ALL SELECT * FROM replacement_failure
  ) f
  JOIN rule_in_force r ON r.region = f.region AND r.rule = f.rule;
COMMENT ON VIEW rule_failure IS '现时不合规的对象：按现行规则逐条检查全账；检查结果由 check_rules() 登记';
COMMENT ON COLUMN rule_failure.rule IS '规则号';
COMMENT ON COLUMN rule_failure.key IS '问题键；规则号与对象，同一问题不重复登记';
COMMENT ON COLUMN rule_failure.level IS '级别；error 错误，warning 警告，notice 提示';
COMMENT ON COLUMN rule_failure.unit_id IS '机构编号';
COMMENT ON COLUMN rule_failure.post_type IS '编制类别代码';
COMMENT ON COLUMN rule_failure.object IS '对象';
COMMENT ON COLUMN rule_failure.figures IS '数据';
COMMENT ON COLUMN rule_failure.remedy IS '整改办法';
COMMENT ON COLUMN rule_failure.excess IS '超出数';
COMMENT ON COLUMN rule_failure.due_days IS '整改天数；规则参数 due_days';

CREATE VIEW rule_population AS
SELECT 'over_establishment' AS rule,
       (SELECT count(*) FROM account a JOIN post_type t ON t.code = a.post_type
         WHERE a.holder_id > 0 AND t.class <> 'leadership') AS objects
UNION ALL SELECT 'over_leadership',
       (SELECT count(*) FROM account a JOIN post_type t ON t.code = a.post_type
         WHERE a.holder_id > 0 AND t.class = 'leadership')
UNION ALL SELECT 'over_ceiling', (SELECT count(*) FROM account a WHERE a.holder_id < 0)
UNION ALL SELECT 'mixed_establishment', (SELECT count(*) FROM account a WHERE a.holder_id > 0)
UNION ALL SELECT 'permit_invalid', (SELECT count(*) FROM use_permit p WHERE p.state = 'open')
UNION ALL SELECT 'age_limits', (SELECT count(*) FROM enrolment e WHERE e.until IS NULL)
UNION ALL SELECT 'sex_mismatch', (SELECT count(*) FROM person)
UNION ALL SELECT 'region_code', (SELECT count(*) FROM person)
UNION ALL SELECT 'pool_borrower_overdue', (SELECT count(*) FROM pool_seat s WHERE s.until IS NULL)
UNION ALL SELECT 'pool_vacancy_owed', (SELECT count(DISTINCT s.unit_id) FROM pool_seat s WHERE s.until IS NULL)
UNION ALL SELECT 'pool_exhausted', (SELECT count(*) FROM pool_loan l WHERE l.state = 'approved')
UNION ALL SELECT 'high_post', (SELECT count(*) FROM appointment a WHERE a.until IS NULL)
UNION ALL SELECT 'approval_authority', (SELECT count(*) FROM unit_version)
UNION ALL SELECT 'temporary_unit', (SELECT count(*) FROM unit u WHERE u.until IS NULL AND (u.expires_on IS NOT NULL OR u.category = 'temporary_organ'))
UNION ALL SELECT 'replace_one_for_one', (SELECT count(*) FROM replacement p WHERE p.replaced_id IS NOT NULL)
-- leadership
UNION ALL SELECT 'division_ceiling', (SELECT count(*) FROM unit u WHERE u.kind = 'body' AND u.until IS NULL AND u.counterpart IS NOT NULL)
UNION ALL SELECT 'leader_ratio', (SELECT count(*) FROM leader_ratio_standing s WHERE s.most IS NOT NULL)
UNION ALL SELECT 'leadership_standard', (SELECT count(*) FROM leadership_standing s)
UNION ALL SELECT 'concurrent_post', (SELECT count(DISTINCT a.person_id) FROM appointment a WHERE a.until IS NULL AND a.counts)
UNION ALL SELECT 'party_affairs', (SELECT count(*) FROM party_affairs_survey s)
UNION ALL SELECT 'reduction_behind', (SELECT count(*) FROM reduction_plan p WHERE p.until IS NULL);
COMMENT ON VIEW rule_population IS '检查对象数：check_rules() 检查的规则及各规则的对象数，合格的也计';
COMMENT ON COLUMN rule_population.rule IS '规则号';
COMMENT ON COLUMN rule_population.objects IS '检查对象数';

-- jit off: many small queries in one, which take longer to compile than to run
CREATE FUNCTION check_rules(rule text DEFAULT NULL) RETURNS SETOF finding
LANGUAGE sql VOLATILE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('rule', check_rules.rule)
     WHERE check_rules.rule IS NOT NULL AND NOT EXISTS (SELECT FROM rule r WHERE r.code = check_rules.rule);
    WITH failing AS MATERIALIZED (
        SELECT f.*, EXISTS (SELECT FROM rule_exception x
                             WHERE x.rule = f.rule AND x.unit_id = f.unit_id
                               AND (x.post_type IS NULL OR x.post_type = f.post_type) AND x.allowance >= f.excess
                               AND current_date BETWEEN x.effective_on AND x.expires_on) AS excused
          FROM rule_failure f
         WHERE check_rules.rule IS NULL OR f.rule = check_rules.rule
    ), population AS MATERIALIZED (
        SELECT p.rule, p.objects FROM rule_population p
         WHERE check_rules.rule IS NULL OR p.rule = check_rules.rule
    ), recorded AS (
        INSERT INTO finding AS g (key, rule, level, unit_id, post_type, object, figures, remedy, due_on, state)
        SELECT f.key, f.rule, f.level, f.unit_id, f.post_type, f.object, f.figures, f.remedy, current_date + f.due_days,
               CASE WHEN f.excused THEN 'excused' ELSE 'open' END
          FROM failing f ORDER BY f.key
        ON CONFLICT (key) DO UPDATE
           SET level = excluded.level, unit_id = excluded.unit_id, post_type = excluded.post_type, object = excluded.object,
               figures = excluded.figures, remedy = excluded.remedy, state = excluded.state, last_seen_at = now(),
               found_on = CASE g.state WHEN 'resolved' THEN current_date ELSE g.found_on END,
               due_on = CASE g.state WHEN 'resolved' THEN excluded.due_on ELSE coalesce(g.due_on, excluded.due_on) END
    ), gone AS (
        UPDATE finding g SET state = 'resolved'
         WHERE g.state <> 'resolved' AND g.rule IN (SELECT p.rule FROM population p)
           AND NOT EXISTS (SELECT FROM failing f WHERE f.key = g.key)
    ), tally AS (
        SELECT count(*) AS rules, coalesce(sum(p.objects), 0) AS objects,
               (SELECT count(*) FROM failing f WHERE NOT f.excused) AS failures
          FROM population p
         WHERE EXISTS (SELECT FROM rule_in_force r WHERE r.rule = p.rule)
    )
    INSERT INTO check_run (rules, objects, failures, score)
    SELECT t.rules, t.objects, t.failures,
           CASE WHEN t.objects = 0 THEN 100 ELSE greatest(0, trunc(100.0 * (t.objects - t.failures) / t.objects, 2)) END
      FROM tally t;
    SELECT g.* FROM finding g
     WHERE g.state = 'open' AND (check_rules.rule IS NULL OR g.rule = check_rules.rule)
     ORDER BY array_position(ARRAY['error', 'warning', 'notice'], g.level), g.rule, g.unit_id, g.key;
END;
COMMENT ON FUNCTION check_rules(text) IS '检查规则：按现行规则检查全账（或其中一条），登记问题、销去已整改的、记检查记录；返回未结问题';
