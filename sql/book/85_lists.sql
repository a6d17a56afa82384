-- 85_lists: accounts, lamps, ledgers, lists and the card of one unit: what is looked up rather than handed in.
-- What may not stand here: rules, writes, checks (75_verify.sql), the monthly tables (80_reports.sql).
-- Headings are the column comments (the part before "；"); the same column has the same heading everywhere.

-- ---------------------------------------------------------------------------------------------
-- Accounts: list, lamp, ledger
-- ---------------------------------------------------------------------------------------------

CREATE VIEW account_list AS
SELECT a.holder_id, h.kind AS holder_kind, h.region, h.name AS holder, a.post_type, t.name_zh AS post_type_name,
       a.approved, a.reserved - coalesce(x.expired, 0) AS reserved, a.strength, a.vacancy,
       a.approved - a.strength - a.reserved + coalesce(x.expired, 0) AS available
  FROM account a
  JOIN account_holder h ON h.id = a.holder_id
  JOIN post_type t ON t.code = a.post_type
  LEFT JOIN expired_permit x ON x.unit_id = a.holder_id AND x.post_type = a.post_type;
COMMENT ON VIEW account_list IS '账户一览：各持有者各类编制和职数的核定、占用、实有、空编、可用';
COMMENT ON COLUMN account_list.holder_id IS '持有者编号';
COMMENT ON COLUMN account_list.holder_kind IS '持有者种类；body 法人单位，division 内设机构，group 分组，ceiling 上级下达总额，reserve 机动编制，pool 周转池';
COMMENT ON COLUMN account_list.region IS '区划代码';
COMMENT ON COLUMN account_list.holder IS '持有者';
COMMENT ON COLUMN account_list.post_type IS '编制类别代码';
COMMENT ON COLUMN account_list.post_type_name IS '编制类别';
COMMENT ON COLUMN account_list.approved IS '核定数';
COMMENT ON COLUMN account_list.reserved IS '用编核准占用数；已过有效期的核准不计';
COMMENT ON COLUMN account_list.strength IS '实有数';
COMMENT ON COLUMN account_list.vacancy IS '空编数；核定数减实有数，负数即超编';
COMMENT ON COLUMN account_list.available IS '可用数；核定数减实有数和用编核准占用数';

-- A division is named with its body and stands after it.
CREATE VIEW unit_lamp AS
SELECT r.unit_id, r.region, r.unit, r.post_type, r.post_type_name, r.approved, r.strength, r.reserved,
       greatest(r.vacancy, 0) AS vacancy, greatest(-r.vacancy, 0) AS over,
       CASE sign(r.vacancy) WHEN -1 THEN 'red' WHEN 0 THEN 'yellow' ELSE 'green' END AS lamp,
       CASE sign(r.vacancy) WHEN -1 THEN concat('超', r.word, ' ', -r.vacancy)
                            WHEN 0 THEN concat('满', r.word)
                            ELSE concat(CASE r.word WHEN '配' THEN '缺配' ELSE '空编' END, ' ', r.vacancy,
                                        CASE WHEN r.reserved > 0 THEN concat('，其中已核准用编 ', r.reserved) END)
       END AS lamp_text
  FROM (SELECT a.holder_id AS unit_id, u.region, CASE WHEN m.id IS NULL THEN u.name ELSE concat(m.name, ' ', u.name) END AS unit,
               a.post_type, t.name_zh AS post_type_name, a.approved, a.strength,
               a.reserved - coalesce(x.expired, 0) AS reserved, a.vacancy,
               CASE t.class WHEN 'leadership' THEN '配' ELSE '编' END AS word,
               coalesce(m.sort, u.sort) AS body_sort, coalesce(m.id, u.id) AS body_id, m.id IS NOT NULL AS is_division,
               u.sort, t.sort AS type_sort
          FROM account a
          JOIN unit u ON u.id = a.holder_id AND (u.until IS NULL OR u.until > current_date)
          JOIN post_type t ON t.code = a.post_type
          LEFT JOIN unit_body b ON b.unit_id = u.id
          LEFT JOIN unit m ON m.id = b.body_id
          LEFT JOIN expired_permit x ON x.unit_id = a.holder_id AND x.post_type = a.post_type
         WHERE a.approved <> 0 OR a.strength <> 0) r
 ORDER BY r.region COLLATE "C", r.body_sort, r.body_id, r.is_division, r.sort, r.unit_id, r.type_sort, r.post_type;
COMMENT ON VIEW unit_lamp IS '超缺编亮灯：机构每类编制和职数一行，红灯超编、黄灯满编、绿灯空编';
COMMENT ON COLUMN unit_lamp.unit_id IS '机构编号';
COMMENT ON COLUMN unit_lamp.region IS '区划代码';
COMMENT ON COLUMN unit_lamp.unit IS '机构名称';
COMMENT ON COLUMN unit_lamp.post_type IS '编制类别代码';
COMMENT ON COLUMN unit_lamp.post_type_name IS '编制类别';
COMMENT ON COLUMN unit_lamp.approved IS '核定数';
COMMENT ON COLUMN unit_lamp.strength IS '实有数';
COMMENT ON COLUMN unit_lamp.reserved IS '用编核准占用数；已过有效期的核准不计';
COMMENT ON COLUMN unit_lamp.vacancy IS '空编数；超编时为 0';
COMMENT ON COLUMN unit_lamp.over IS '超编数';
COMMENT ON COLUMN unit_lamp.lamp IS '亮灯；red 红灯超编，yellow 黄灯满编，green 绿灯空编';
COMMENT ON COLUMN unit_lamp.lamp_text IS '说明';

-- The running balance is that of the day: lines that take effect on the same day follow their entries' numbers.
CREATE VIEW post_ledger AS
SELECT l.holder_id AS unit_id, h.name AS unit, l.post_type, t.name_zh AS post_type_name,
       e.effective_on, l.entry_id, e.kind AS entry_kind, d.number,
       greatest(l.quantity, 0) AS increase, greatest(-l.quantity, 0) AS decrease,
       sum(l.quantity) OVER (PARTITION BY l.holder_id, l.post_type ORDER BY e.effective_on, l.entry_id) AS balance,
       coalesce(e.note, CASE WHEN e.reverses IS NOT NULL THEN concat('冲销分录 ', e.reverses) END) AS note,
       d.title, e.recorded_at, e.recorded_by
  FROM entry_line l
  JOIN entry e ON e.id = l.entry_id
  JOIN account_holder h ON h.id = l.holder_id
  JOIN post_type t ON t.code = l.post_type
  LEFT JOIN document d ON d.id = e.document_id
 ORDER BY l.holder_id, t.sort, l.post_type, e.effective_on, l.entry_id;
COMMENT ON VIEW post_ledger IS '编制台账：每次增减的日期、批准文号、增减数、结存数、登记人和登记时间';
COMMENT ON COLUMN post_ledger.unit_id IS '机构编号；负数为上级下达总额、机动编制等持有者';
COMMENT ON COLUMN post_ledger.unit IS '机构名称';
COMMENT ON COLUMN post_ledger.post_type IS '编制类别代码';
COMMENT ON COLUMN post_ledger.post_type_name IS '编制类别';
COMMENT ON COLUMN post_ledger.effective_on IS '生效日期';
COMMENT ON COLUMN post_ledger.entry_id IS '分录编号';
COMMENT ON COLUMN post_ledger.entry_kind IS '变动种类；ceiling 上级下达，allocation 核定，transfer 划转，conversion 转换，reversal 冲销，pool 周转池，reform 改革';
COMMENT ON COLUMN post_ledger.number IS '批准文号';
COMMENT ON COLUMN post_ledger.increase IS '增加数';
COMMENT ON COLUMN post_ledger.decrease IS '减少数';
COMMENT ON COLUMN post_ledger.balance IS '结存数；当日累计核定数';
COMMENT ON COLUMN post_ledger.note IS '备注';
COMMENT ON COLUMN post_ledger.title IS '文件标题';
COMMENT ON COLUMN post_ledger.recorded_at IS '登记时间';
COMMENT ON COLUMN post_ledger.recorded_by IS '登记人';

CREATE FUNCTION post_ledger(unit text, as_of date DEFAULT NULL) RETURNS SETOF post_ledger
LANGUAGE sql STABLE ROWS 50
BEGIN ATOMIC
    -- a statement of its own: an unknown unit is refused even where there is nothing to list
    SELECT holder_ref(post_ledger.unit);
    -- in a subselect the name is looked up once, and not by the planner
    SELECT p.* FROM post_ledger p
     WHERE p.unit_id = (SELECT holder_ref(post_ledger.unit))
       AND (post_ledger.as_of IS NULL OR p.effective_on <= post_ledger.as_of)
     ORDER BY p.post_type, p.effective_on, p.entry_id;
END;
COMMENT ON FUNCTION post_ledger(text, date) IS '一个机构（或 reserve 机动编制）的编制台账，截至某日';

-- ---------------------------------------------------------------------------------------------
-- Lists: names instead of numbers, in no order (who prints one sorts it)
-- ---------------------------------------------------------------------------------------------

CREATE VIEW person_list AS
SELECT p.id AS person_id, bianzhi.masked(p.resident_id) AS masked_id, p.name AS person,
       CASE coalesce(p.sex, bianzhi.sex(p.resident_id)) WHEN 'M' THEN '男' ELSE '女' END AS sex,
       p.birth_on, p.retire_on, e.unit_id, u.name AS unit, v.name AS division, e.post_type, t.name_zh AS post_type_name,
       e.effective_on AS since
  FROM person p
  LEFT JOIN enrolment e ON e.person_id = p.id AND e.until IS NULL
  LEFT JOIN unit u ON u.id = e.unit_id
  LEFT JOIN unit v ON v.id = e.division_id
  LEFT JOIN post_type t ON t.code = e.post_type;
COMMENT ON VIEW person_list IS '人员一览：人员及其现占编制，身份号码隐去中段';
COMMENT ON COLUMN person_list.person_id IS '人员编号';
COMMENT ON COLUMN person_list.masked_id IS '身份号码（隐）';
COMMENT ON COLUMN person_list.person IS '姓名';
COMMENT ON COLUMN person_list.sex IS '性别';
COMMENT ON COLUMN person_list.birth_on IS '出生日期';
COMMENT ON COLUMN person_list.retire_on IS '法定退休日期';
COMMENT ON COLUMN person_list.unit_id IS '机构编号';
COMMENT ON COLUMN person_list.unit IS '机构名称';
COMMENT ON COLUMN person_list.division IS '内设机构';
COMMENT ON COLUMN person_list.post_type IS '编制类别代码';
COMMENT ON COLUMN person_list.post_type_name IS '编制类别';
COMMENT ON COLUMN person_list.since IS '入编日期';

CREATE VIEW document_list AS
SELECT d.id AS document_id, d.number, d.issued_on, d.title, d.issuer, coalesce(c.name_zh, d.kind) AS document_kind,
       d.note, d.recorded_at, d.recorded_by
  FROM document d
  LEFT JOIN code c ON c.set = 'document_kind' AND c.code = d.kind;
COMMENT ON VIEW document_list IS '文件一览：批准文件';
COMMENT ON COLUMN document_list.document_id IS '依据文件编号';
COMMENT ON COLUMN document_list.number IS '批准文号';
COMMENT ON COLUMN document_list.issued_on IS '发文日期';
COMMENT ON COLUMN document_list.title IS '文件标题';
COMMENT ON COLUMN document_list.issuer IS '发文机关';
COMMENT ON COLUMN document_list.document_kind IS '文件种类';
COMMENT ON COLUMN document_list.note IS '备注';
COMMENT ON COLUMN document_list.recorded_at IS '登记时间';
COMMENT ON COLUMN document_list.recorded_by IS '登记人';

CREATE VIEW permit_list AS
SELECT p.id AS permit_id, p.unit_id, u.name AS unit, p.post_type, t.name_zh AS post_type_name,
       p.quantity, p.used, p.quantity - p.used AS unused, coalesce(c.name_zh, p.entry_reason) AS entry_reason,
       p.effective_on, p.expires_on, d.number, k.state,
       CASE k.state WHEN 'open' THEN '有效' WHEN 'used' THEN '已用完' WHEN 'cancelled' THEN '已撤销' ELSE '已失效' END AS state_text
  FROM use_permit p
  JOIN unit u ON u.id = p.unit_id
  JOIN post_type t ON t.code = p.post_type
 CROSS JOIN LATERAL (SELECT CASE WHEN p.state = 'open' AND p.expires_on < current_date THEN 'lapsed' ELSE p.state END AS state) k
  LEFT JOIN document d ON d.id = p.document_id
  LEFT JOIN code c ON c.set = 'entry_reason' AND c.code = p.entry_reason;
COMMENT ON VIEW permit_list IS '用编核准一览：过期的显示为已失效';
COMMENT ON COLUMN permit_list.permit_id IS '核准编号';
COMMENT ON COLUMN permit_list.unit_id IS '机构编号';
COMMENT ON COLUMN permit_list.unit IS '机构名称';
COMMENT ON COLUMN permit_list.post_type IS '编制类别代码';
COMMENT ON COLUMN permit_list.post_type_name IS '编制类别';
COMMENT ON COLUMN permit_list.quantity IS '核准数';
COMMENT ON COLUMN permit_list.used IS '已用数';
COMMENT ON COLUMN permit_list.unused IS '剩余数';
COMMENT ON COLUMN permit_list.entry_reason IS '进入形式';
COMMENT ON COLUMN permit_list.effective_on IS '生效日期';
COMMENT ON COLUMN permit_list.expires_on IS '有效期至';
COMMENT ON COLUMN permit_list.number IS '批准文号';
COMMENT ON COLUMN permit_list.state IS '状态；open 有效，used 已用完，cancelled 已撤销，lapsed 已失效';
COMMENT ON COLUMN permit_list.state_text IS '状态说明';

CREATE VIEW appointment_list AS
SELECT a.id AS appointment_id, a.person_id, p.name AS person, a.unit_id, u.name AS unit, a.post_type,
       t.name_zh AS post_type_name, coalesce(a.title, t.name_zh) AS post_title, coalesce(c.name_zh, a.holder_rank) AS holder_rank,
       a.counts, a.effective_on, a.until, d.number
  FROM appointment a
  JOIN person p ON p.id = a.person_id
  JOIN unit u ON u.id = a.unit_id
  JOIN post_type t ON t.code = a.post_type
  LEFT JOIN document d ON d.id = a.document_id
  LEFT JOIN code c ON c.set = 'rank' AND c.code = a.holder_rank;
COMMENT ON VIEW appointment_list IS '任职一览：现任和历任领导职务';
COMMENT ON COLUMN appointment_list.appointment_id IS '任职编号';
COMMENT ON COLUMN appointment_list.person_id IS '人员编号';
COMMENT ON COLUMN appointment_list.person IS '姓名';
COMMENT ON COLUMN appointment_list.unit_id IS '机构编号';
COMMENT ON COLUMN appointment_list.unit IS '机构名称';
COMMENT ON COLUMN appointment_list.post_type IS '编制类别代码';
COMMENT ON COLUMN appointment_list.post_type_name IS '编制类别';
COMMENT ON COLUMN appointment_list.post_title IS '职务名称；未填时为职数类别';
COMMENT ON COLUMN appointment_list.holder_rank IS '本人职务层次';
COMMENT ON COLUMN appointment_list.counts IS '计入职数';
COMMENT ON COLUMN appointment_list.effective_on IS '生效日期';
COMMENT ON COLUMN appointment_list.until IS '终止日期';
COMMENT ON COLUMN appointment_list.number IS '批准文号';

-- ---------------------------------------------------------------------------------------------
-- One unit on a page
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION unit_card(unit text) RETURNS TABLE (section text, item text, value text)
LANGUAGE sql STABLE ROWS 50
BEGIN ATOMIC
    WITH RECURSIVE me AS (
        SELECT u.* FROM unit u WHERE u.id = (SELECT unit_ref(unit_card.unit))
    ), up (id, parent_id, name, depth) AS (
        SELECT m.id, m.parent_id, m.name, 0 FROM me m
         UNION ALL
        SELECT p.id, p.parent_id, p.name, up.depth + 1 FROM up JOIN unit p ON p.id = up.parent_id WHERE up.depth < 64
    ), staff AS (
        SELECT p.birth_on, coalesce(p.sex, bianzhi.sex(p.resident_id)) AS sex,
               date_part('year', age(current_date, p.birth_on))::int AS years
          FROM me m JOIN enrolment e ON e.unit_id = m.id AND e.until IS NULL JOIN person p ON p.id = e.person_id
    ), card (section_no, item_no, section, item, value) AS (
        SELECT 1, v.no, '基本情况', v.item, v.value
          FROM me m
          LEFT JOIN region g ON g.code = m.region
          LEFT JOIN unit_class k ON k.code = m.class
          LEFT JOIN unit s ON s.id = m.supervisor_id
          LEFT JOIN code cs ON cs.set = 'system' AND cs.code = m.system
          LEFT JOIN code cc ON cc.set = 'unit_category' AND cc.code = m.category
          LEFT JOIN code cr ON cr.set = 'rank' AND cr.code = m.rank
          LEFT JOIN code ci ON ci.set = 'industry' AND ci.code = m.industry
          LEFT JOIN document d ON d.id = m.document_id
          LEFT JOIN document ud ON ud.id = m.until_document_id
         CROSS JOIN LATERAL (VALUES
            (1, '机构编号', m.id::text), (2, '机构名称', m.name), (3, '规范简称', m.short_name),
            (4, '其他名称', array_to_string(m.other_names, '、')),
            (5, '隶属', (SELECT string_agg(up.name, ' / ' ORDER BY up.depth DESC) FROM up)),
            (6, '地区', concat(g.name, '（', m.region, '）')), (7, '机构性质', coalesce(k.name_zh, m.class)),
            (8, '节点种类', CASE m.kind WHEN 'body' THEN '法人单位' WHEN 'division' THEN '内设机构' ELSE '分组' END),
            (9, '系统类别', coalesce(cs.name_zh, m.system)), (10, '机构类别', coalesce(cc.name_zh, m.category)),
            (11, '机构规格', coalesce(cr.name_zh, m.rank)), (12, '行业', coalesce(ci.name_zh, m.industry)),
            (13, '主管部门', s.name), (14, '统一社会信用代码', m.credit_code::text),
            (15, '上级对应部门', m.counterpart), (16, '设立日期', m.effective_on::text), (17, '设立文号', d.number),
            (18, '终止日期', m.until::text), (19, '终止文号', ud.number), (20, '备注', m.note)
         ) v (no, item, value)
         WHERE v.value IS NOT NULL AND v.value <> ''
        UNION ALL
        SELECT 2, t.sort, '编制和职数', t.name_zh,
               concat('核定 ', a.approved, '，实有 ', a.strength,
                      CASE WHEN a.vacancy < 0 THEN concat('，超 ', -a.vacancy) ELSE concat('，空 ', a.vacancy) END,
                      '，核准占用 ', a.reserved - coalesce(x.expired, 0))
          FROM me m JOIN account a ON a.holder_id = m.id JOIN post_type t ON t.code = a.post_type
          LEFT JOIN expired_permit x ON x.unit_id = a.holder_id AND x.post_type = a.post_type
         WHERE a.approved <> 0 OR a.strength <> 0 OR a.reserved <> 0
        UNION ALL
        SELECT 3, row_number() OVER (ORDER BY c.sort, c.id), '内设机构', c.name,
               (SELECT string_agg(concat(t.name_zh, ' ', a.strength, '/', a.approved), '，' ORDER BY t.sort)
                  FROM account a JOIN post_type t ON t.code = a.post_type
                 WHERE a.holder_id = c.id AND (a.approved <> 0 OR a.strength <> 0))
          FROM me m JOIN unit c ON c.parent_id = m.id AND c.kind = 'division' AND (c.until IS NULL OR c.until > current_date)
        UNION ALL
        SELECT 4, row_number() OVER (ORDER BY t.sort, a.effective_on, a.id), '在任领导', coalesce(a.title, t.name_zh),
               concat(p.name, '，', a.effective_on, ' 起', CASE WHEN NOT a.counts THEN '，不计职数' END)
          FROM me m JOIN appointment a ON a.unit_id = m.id AND a.until IS NULL
          JOIN person p ON p.id = a.person_id JOIN post_type t ON t.code = a.post_type
        UNION ALL
        SELECT 10, row_number() OVER (ORDER BY l.effective_on, l.duty_id), '职责', l.duty,
               concat_ws('，', l.field_name, concat(l.effective_on, ' 起'), l.document_number)
          FROM me m JOIN duty_ledger l ON l.unit_id = m.id AND l.until IS NULL
        UNION ALL
        SELECT 5, v.no, '在编人员', v.item, v.value::text
          FROM (SELECT count(*) AS total, count(*) FILTER (WHERE s.sex = 'M') AS men, count(*) FILTER (WHERE s.sex = 'F') AS women,
                       count(*) FILTER (WHERE s.years <= 30) AS a30, count(*) FILTER (WHERE s.years BETWEEN 31 AND 35) AS a35,
                       count(*) FILTER (WHERE s.years BETWEEN 36 AND 40) AS a40, count(*) FILTER (WHERE s.years BETWEEN 41 AND 45) AS a45,
                       count(*) FILTER (WHERE s.years BETWEEN 46 AND 50) AS a50, count(*) FILTER (WHERE s.years BETWEEN 51 AND 54) AS a54,
                       count(*) FILTER (WHERE s.years BETWEEN 55 AND 59) AS a59, count(*) FILTER (WHERE s.years >= 60) AS a60
                  FROM staff s) n
         CROSS JOIN LATERAL (VALUES (1, '合计', n.total), (2, '男', n.men), (3, '女', n.women), (4, '30岁及以下', n.a30),
            (5, '31—35岁', n.a35), (6, '36—40岁', n.a40), (7, '41—45岁', n.a45), (8, '46—50岁', n.a50), (9, '51—54岁', n.a54),
            (10, '55—59岁', n.a59), (11, '60岁及以上', n.a60)) v (no, item, value)
        UNION ALL
        SELECT 6, row_number() OVER (ORDER BY p.expires_on, p.id), '有效用编核准', concat(t.name_zh, ' #', p.id),
               concat('核准 ', p.quantity, '，已用 ', p.used, '，有效期至 ', p.expires_on, concat('，' || d.number))
          FROM me m JOIN use_permit p ON p.unit_id = m.id AND p.state = 'open' AND p.expires_on >= current_date
          JOIN post_type t ON t.code = p.post_type LEFT JOIN document d ON d.id = p.document_id
        UNION ALL
        SELECT 7, row_number() OVER (ORDER BY x.expires_on, x.id), '例外批准', concat_ws(' ', x.rule, t.name_zh),
               concat('允许超出 ', x.allowance, '，', x.effective_on, ' 至 ', x.expires_on, concat('，' || d.number))
          FROM me m JOIN rule_exception x ON x.unit_id = m.id
          LEFT JOIN post_type t ON t.code = x.post_type LEFT JOIN document d ON d.id = x.document_id
         WHERE current_date BETWEEN x.effective_on AND x.expires_on
        UNION ALL
        SELECT 8, row_number() OVER (ORDER BY f.rule, f.key), '未结问题', f.rule, concat_ws('；', f.object, f.remedy)
          FROM me m JOIN finding f ON f.unit_id = m.id AND f.state = 'open'
        UNION ALL
        SELECT 9, row_number() OVER (ORDER BY d.issued_on, d.id), '批准文件', d.number, concat_ws('，', d.issued_on, d.title)
          FROM document d
         WHERE d.id IN (SELECT m.document_id FROM me m UNION SELECT m.until_document_id FROM me m
                         UNION SELECT e.document_id FROM me m JOIN entry_line l ON l.holder_id = m.id JOIN entry e ON e.id = l.entry_id)
    )
    SELECT c.section, c.item, c.value FROM card c ORDER BY c.section_no, c.item_no;
END;
COMMENT ON FUNCTION unit_card(text) IS '机构卡片：一个机构的基本情况、编制和职数、内设机构、在任领导、在编人员、核准、例外、问题、文件和职责';
