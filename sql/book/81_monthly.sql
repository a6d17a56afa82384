-- 81_monthly: the other tables of a month: posts and people that moved, leadership, staffing, the pool, findings; and
-- what each was when the month was closed.  What may not stand here: what a month counts (79_month).

-- ---------------------------------------------------------------------------------------------
-- Building blocks
-- ---------------------------------------------------------------------------------------------

-- Every unit of the regions with the body it is reported under: as it was at the end of the month; one that had ended, as
-- it is known now.
CREATE FUNCTION reported_under(region text, month date)
    RETURNS TABLE (unit_id int, body_id int, name text, region_code text, level text, system text, sort int) LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    WITH node AS MATERIALIZED (
        SELECT * FROM unit_of(reported_under.region, reported_under.month)
    )
    SELECT u.id, coalesce(b.unit_id, u.id), coalesce(b.name, n.name, u.name), u.region,
           coalesce(b.level, n.level, CASE WHEN u.system IN ('township', 'subdistrict') THEN 'township' ELSE s.level END),
           coalesce(b.system, n.system, u.system, ''), coalesce(b.sort, u.sort)
      FROM report_scope(reported_under.region, reported_under.month) s
      JOIN unit u ON u.region = s.region_code
      LEFT JOIN node n ON n.unit_id = u.id
      LEFT JOIN node b ON b.unit_id = n.body_id;
END;
COMMENT ON FUNCTION reported_under(text, date) IS '各机构列入哪个单位的行：月末所属单位，已撤销的为其本身';

-- ---------------------------------------------------------------------------------------------
-- 月表2  编制增减变动台账汇总
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION post_movement_report(region text, month date)
    RETURNS TABLE (row_kind text, region_code text, unit_id int, unit text, post_type int, post_type_name text,
                   opening bigint, increased bigint, decreased bigint, transferred_in bigint,
                   transferred_out bigint, closing bigint, documents text)
    LANGUAGE sql STABLE ROWS 100 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    SELECT bianzhi.require(post_movement_report.region, 'region'), bianzhi.require(post_movement_report.month::text, 'month');
    WITH node AS MATERIALIZED (
        SELECT * FROM reported_under(post_movement_report.region, post_movement_report.month)
    ), cell AS (
        SELECT a.unit_id, a.post_type, a.approved AS closing, 0 AS quantity, NULL::text AS flow, NULL::bigint AS document_id, false AS moved
          FROM account_closing(post_movement_report.region, post_movement_report.month) a
         WHERE a.unit_id > 0
        UNION ALL
        SELECT m.unit_id, m.post_type, 0, m.quantity, m.flow, m.document_id, true
          FROM post_movement_of(post_movement_report.region, post_movement_report.month) m
    ), summed AS (
        SELECT CASE grouping(n.level, n.region_code, n.system, n.body_id)
                    WHEN 15 THEN 'total' WHEN 7 THEN 'level' WHEN 11 THEN 'region' WHEN 9 THEN 'system' ELSE 'unit' END AS row_kind,
               n.level, n.region_code, n.system, n.body_id, n.name, c.post_type, grouping(c.post_type) = 1 AS every_kind, min(n.sort) AS sort,
               coalesce(sum(c.closing), 0)::bigint AS closing, coalesce(sum(c.quantity), 0)::bigint AS net,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'increased'), 0)::bigint AS increased,
               coalesce(- sum(c.quantity) FILTER (WHERE c.flow = 'decreased'), 0)::bigint AS decreased,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'transferred_in'), 0)::bigint AS transferred_in,
               coalesce(- sum(c.quantity) FILTER (WHERE c.flow = 'transferred_out'), 0)::bigint AS transferred_out,
               string_agg(DISTINCT d.number, '、') AS documents
          FROM cell c
          JOIN node n ON n.unit_id = c.unit_id
          JOIN establishment_type t ON t.code = c.post_type
          LEFT JOIN document d ON d.id = c.document_id
         GROUP BY GROUPING SETS ((), (c.post_type), (n.level), (n.level, c.post_type), (n.region_code), (n.region_code, c.post_type),
                                 (n.region_code, n.system), (n.region_code, n.system, c.post_type),
                                 (n.region_code, n.body_id, n.name), (n.region_code, n.body_id, n.name, c.post_type))
        HAVING grouping(n.body_id) = 1 OR count(*) FILTER (WHERE c.moved) > 0
    )
    SELECT x.row_kind, x.region_code, x.body_id,
           CASE x.row_kind WHEN 'total' THEN '总计' WHEN 'level' THEN coalesce(l.name_zh, x.level)
                           WHEN 'region' THEN region_own_name(x.region_code)
                           WHEN 'system' THEN coalesce(y.name_zh, nullif(x.system, ''), '未定系统') ELSE x.name END,
           x.post_type, CASE WHEN x.every_kind THEN '合计' ELSE p.name_zh END,
           x.closing - x.net, x.increased, x.decreased, x.transferred_in, x.transferred_out, x.closing, x.documents
      FROM summed x
      LEFT JOIN code l ON l.set = 'level' AND l.code = x.level
      LEFT JOIN code y ON y.set = 'system' AND y.code = x.system
      LEFT JOIN post_type p ON p.code = x.post_type
     ORDER BY x.region_code COLLATE "C" NULLS FIRST, array_position('{total,level,region,system,unit}', x.row_kind), coalesce(l.sort, y.sort, CASE x.row_kind WHEN 'unit' THEN x.sort END),
              x.body_id, x.system, x.every_kind DESC, p.sort, x.post_type;
END;
COMMENT ON FUNCTION post_movement_report(text, date) IS '月表2 编制增减变动台账汇总的计算，某地区某月：总计、各层级、各地区、各系统和有变动的单位，按编制类别；月初由月末减去变动';

CREATE VIEW monthly_post_movement AS
SELECT r.row_kind, r.region_code AS region, r.unit_id, r.unit, r.post_type, r.post_type_name, r.opening, r.increased, r.decreased, r.transferred_in,
       r.transferred_out, r.closing, r.documents
  FROM post_movement_report((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) r;
COMMENT ON VIEW monthly_post_movement IS '月表2 编制增减变动台账汇总，本月';
COMMENT ON COLUMN monthly_post_movement.opening IS '上月末数';
COMMENT ON COLUMN monthly_post_movement.increased IS '本月核增';
COMMENT ON COLUMN monthly_post_movement.decreased IS '本月核减';
COMMENT ON COLUMN monthly_post_movement.transferred_in IS '本月划入';
COMMENT ON COLUMN monthly_post_movement.transferred_out IS '本月划出';
COMMENT ON COLUMN monthly_post_movement.closing IS '本月末数';
COMMENT ON COLUMN monthly_post_movement.documents IS '批准文号；当月变动依据的文件';

CREATE FUNCTION monthly_post_movement_of(region text, month date) RETURNS SETOF monthly_post_movement LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM post_movement_report(monthly_post_movement_of.region, monthly_post_movement_of.month);
END;
COMMENT ON FUNCTION monthly_post_movement_of(text, date) IS '月表2 编制增减变动台账汇总，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_post_movement_closed(region text, month date) RETURNS SETOF monthly_post_movement LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_post_movement, monthly_post_movement_closed.region, sealed_month(monthly_post_movement_closed.region, monthly_post_movement_closed.month));
END;
COMMENT ON FUNCTION monthly_post_movement_closed(text, date) IS '月表2 编制增减变动台账汇总，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 月表3  人员增减变动
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION staff_movement_report(region text, month date)
    RETURNS TABLE (row_kind text, region_code text, unit_id int, unit text, post_type int, post_type_name text,
                   opening bigint, in_total bigint, in_recruited bigint, in_open_recruitment bigint,
                   in_transfer_in bigint, in_military bigint, in_talent bigint, in_block_transfer_in bigint,
                   in_other bigint, out_total bigint, out_retirement bigint, out_transfer_out bigint,
                   out_resignation bigint, out_dismissal bigint, out_expulsion bigint, out_death bigint,
                   out_block_transfer_out bigint, out_other bigint, internal_in bigint, internal_out bigint,
                   closing bigint)
    LANGUAGE sql STABLE ROWS 100 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    SELECT bianzhi.require(staff_movement_report.region, 'region'), bianzhi.require(staff_movement_report.month::text, 'month');
    WITH node AS MATERIALIZED (
        SELECT * FROM reported_under(staff_movement_report.region, staff_movement_report.month)
    ), cell AS (
        SELECT a.unit_id, a.post_type, a.strength AS closing, 0 AS quantity, NULL::text AS flow, false AS moved
          FROM account_closing(staff_movement_report.region, staff_movement_report.month) a
         WHERE a.unit_id > 0
        UNION ALL
        SELECT m.unit_id, m.post_type, 0, 1,
               CASE WHEN m.internal THEN concat('internal_', m.direction)
                    WHEN concat(m.direction, '_', m.report_column) = ANY ('{in_recruited,in_open_recruitment,in_transfer_in,in_military,in_talent,in_block_transfer_in,in_other,out_retirement,out_transfer_out,out_resignation,out_dismissal,out_expulsion,out_death,out_block_transfer_out,out_other}') THEN concat(m.direction, '_', m.report_column)
                    ELSE concat(m.direction, '_other') END, true
          FROM staff_movement_of(staff_movement_report.region, staff_movement_report.month) m
    ), summed AS (
        SELECT CASE grouping(n.level, n.region_code, n.system, n.body_id)
                    WHEN 15 THEN 'total' WHEN 7 THEN 'level' WHEN 11 THEN 'region' WHEN 9 THEN 'system' ELSE 'unit' END AS row_kind,
               n.level, n.region_code, n.system, n.body_id, n.name, c.post_type, grouping(c.post_type) = 1 AS every_kind, min(n.sort) AS sort,
               coalesce(sum(c.closing), 0)::bigint AS closing,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow LIKE 'in\_%'), 0)::bigint AS in_total,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_recruited'), 0)::bigint AS in_recruited,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_open_recruitment'), 0)::bigint AS in_open_recruitment,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_transfer_in'), 0)::bigint AS in_transfer_in,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_military'), 0)::bigint AS in_military,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_talent'), 0)::bigint AS in_talent,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_block_transfer_in'), 0)::bigint AS in_block_transfer_in,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'in_other'), 0)::bigint AS in_other,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow LIKE 'out\_%'), 0)::bigint AS out_total,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_retirement'), 0)::bigint AS out_retirement,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_transfer_out'), 0)::bigint AS out_transfer_out,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_resignation'), 0)::bigint AS out_resignation,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_dismissal'), 0)::bigint AS out_dismissal,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_expulsion'), 0)::bigint AS out_expulsion,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_death'), 0)::bigint AS out_death,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_block_transfer_out'), 0)::bigint AS out_block_transfer_out,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'out_other'), 0)::bigint AS out_other,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'internal_in'), 0)::bigint AS internal_in,
               coalesce(sum(c.quantity) FILTER (WHERE c.flow = 'internal_out'), 0)::bigint AS internal_out
          FROM cell c
          JOIN node n ON n.unit_id = c.unit_id
          JOIN establishment_type t ON t.code = c.post_type
         GROUP BY GROUPING SETS ((), (c.post_type), (n.level), (n.level, c.post_type), (n.region_code), (n.region_code, c.post_type),
                                 (n.region_code, n.system), (n.region_code, n.system, c.post_type),
                                 (n.region_code, n.body_id, n.name), (n.region_code, n.body_id, n.name, c.post_type))
        HAVING grouping(n.body_id) = 1 OR count(*) FILTER (WHERE c.moved) > 0
    )
    SELECT x.row_kind, x.region_code, x.body_id,
           CASE x.row_kind WHEN 'total' THEN '总计' WHEN 'level' THEN coalesce(l.name_zh, x.level)
                           WHEN 'region' THEN region_own_name(x.region_code)
                           WHEN 'system' THEN coalesce(y.name_zh, nullif(x.system, ''), '未定系统') ELSE x.name END,
           x.post_type, CASE WHEN x.every_kind THEN '合计' ELSE p.name_zh END,
           x.closing - x.in_total + x.out_total - x.internal_in + x.internal_out, x.in_total, x.in_recruited, x.in_open_recruitment, x.in_transfer_in, x.in_military, x.in_talent,
           x.in_block_transfer_in, x.in_other, x.out_total, x.out_retirement, x.out_transfer_out, x.out_resignation, x.out_dismissal,
           x.out_expulsion, x.out_death, x.out_block_transfer_out, x.out_other, x.internal_in, x.internal_out, x.closing
      FROM summed x
      LEFT JOIN code l ON l.set = 'level' AND l.code = x.level
      LEFT JOIN code y ON y.set = 'system' AND y.code = x.system
      LEFT JOIN post_type p ON p.code = x.post_type
     ORDER BY x.region_code COLLATE "C" NULLS FIRST, array_position('{total,level,region,system,unit}', x.row_kind), coalesce(l.sort, y.sort, CASE x.row_kind WHEN 'unit' THEN x.sort END),
              x.body_id, x.system, x.every_kind DESC, p.sort, x.post_type;
END;
COMMENT ON FUNCTION staff_movement_report(text, date) IS '月表3 人员增减变动的计算，某地区某月：总计、各层级、各地区、各系统和有变动的单位，按编制类别；月初由月末减去变动';

CREATE VIEW monthly_staff_movement AS
SELECT r.row_kind, r.region_code AS region, r.unit_id, r.unit, r.post_type, r.post_type_name, r.opening, r.in_total,
       r.in_recruited, r.in_open_recruitment, r.in_transfer_in, r.in_military, r.in_talent, r.in_block_transfer_in, r.in_other, r.out_total,
       r.out_retirement, r.out_transfer_out, r.out_resignation, r.out_dismissal, r.out_expulsion, r.out_death, r.out_block_transfer_out, r.out_other,
       r.internal_in, r.internal_out, r.closing
  FROM staff_movement_report((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) r;
COMMENT ON VIEW monthly_staff_movement IS '月表3 人员增减变动，本月';
COMMENT ON COLUMN monthly_staff_movement.in_total IS '增员（合计）；不含系统内调入';
COMMENT ON COLUMN monthly_staff_movement.in_recruited IS '增员（录用）';
COMMENT ON COLUMN monthly_staff_movement.in_open_recruitment IS '增员（公开招聘）';
COMMENT ON COLUMN monthly_staff_movement.in_transfer_in IS '增员（调入）';
COMMENT ON COLUMN monthly_staff_movement.in_military IS '增员（军转安置）';
COMMENT ON COLUMN monthly_staff_movement.in_talent IS '增员（人才引进）';
COMMENT ON COLUMN monthly_staff_movement.in_block_transfer_in IS '增员（整建制转入）';
COMMENT ON COLUMN monthly_staff_movement.in_other IS '增员（其他）';
COMMENT ON COLUMN monthly_staff_movement.out_total IS '减员（合计）；不含系统内调出';
COMMENT ON COLUMN monthly_staff_movement.out_retirement IS '减员（退休）';
COMMENT ON COLUMN monthly_staff_movement.out_transfer_out IS '减员（调出）';
COMMENT ON COLUMN monthly_staff_movement.out_resignation IS '减员（辞职）';
COMMENT ON COLUMN monthly_staff_movement.out_dismissal IS '减员（辞退解聘）';
COMMENT ON COLUMN monthly_staff_movement.out_expulsion IS '减员（开除）';
COMMENT ON COLUMN monthly_staff_movement.out_death IS '减员（死亡）';
COMMENT ON COLUMN monthly_staff_movement.out_block_transfer_out IS '减员（整建制转出）';
COMMENT ON COLUMN monthly_staff_movement.out_other IS '减员（其他）';
COMMENT ON COLUMN monthly_staff_movement.internal_in IS '系统内调动（调入）；由本账套其他单位调入、转列';
COMMENT ON COLUMN monthly_staff_movement.internal_out IS '系统内调动（调出）；调往本账套其他单位、转列';

CREATE FUNCTION monthly_staff_movement_of(region text, month date) RETURNS SETOF monthly_staff_movement LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM staff_movement_report(monthly_staff_movement_of.region, monthly_staff_movement_of.month);
END;
COMMENT ON FUNCTION monthly_staff_movement_of(text, date) IS '月表3 人员增减变动，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_staff_movement_closed(region text, month date) RETURNS SETOF monthly_staff_movement LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_staff_movement, monthly_staff_movement_closed.region, sealed_month(monthly_staff_movement_closed.region, monthly_staff_movement_closed.month));
END;
COMMENT ON FUNCTION monthly_staff_movement_closed(text, date) IS '月表3 人员增减变动，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 月表7  问题清单
-- ---------------------------------------------------------------------------------------------

-- What columns are called, for texts that name figures.
CREATE VIEW column_heading AS
SELECT DISTINCT ON (a.attname) a.attname::text AS name, split_part(pg_catalog.col_description(c.oid, a.attnum), '；', 1) AS heading
  FROM pg_catalog.pg_class k
  JOIN pg_catalog.pg_class c ON c.relnamespace = k.relnamespace AND c.relkind IN ('r', 'v')
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE k.oid = 'book'::regclass AND pg_catalog.col_description(c.oid, a.attnum) IS NOT NULL
 ORDER BY a.attname, c.oid;
COMMENT ON VIEW column_heading IS '栏目名称：本账套各列的中文名，取自注释';
COMMENT ON COLUMN column_heading.heading IS '名称';

-- The headings are given, as one object: to look them up for every finding would read the catalogue as often.
CREATE FUNCTION figures_text(figures jsonb, headings jsonb) RETURNS text LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
    SELECT string_agg(concat(coalesce(figures_text.headings ->> f.key, f.key), ' ', f.value), '，' ORDER BY f.place)
      FROM jsonb_each_text(CASE WHEN jsonb_typeof(figures_text.figures) = 'object' THEN figures_text.figures ELSE '{}' END)
           WITH ORDINALITY f (key, value, place);
END;
COMMENT ON FUNCTION figures_text(jsonb, jsonb) IS '数据的文字说明：各项名称和数值';

CREATE FUNCTION finding_report(region text, month date)
    RETURNS TABLE (row_kind text, finding_id bigint, rule text, rule_name text, level text,
                   region_code text, unit_id int, unit text, object text, description text,
                   findings bigint, found_on date, due_on date, finding_state text)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    SELECT bianzhi.require(finding_report.region, 'region'), bianzhi.require(finding_report.month::text, 'month');
    -- open or excused when the table is made, or settled since the month began; what the check before the close found counts
    -- although the month was over by then
    WITH scope AS MATERIALIZED (
        SELECT s.* FROM report_scope(finding_report.region, finding_report.month) s
    ), listed AS MATERIALIZED (
        SELECT f.*, coalesce(u.region, h.region, b.region) AS region, coalesce(u.name, h.name) AS name
          FROM finding f
         CROSS JOIN book b
          LEFT JOIN unit u ON u.id = f.unit_id
          LEFT JOIN holder h ON f.unit_id IS NULL
                            AND h.id = CASE WHEN f.key ~ '^[a-z_]+/-[0-9]{1,9}/' THEN split_part(f.key, '/', 2)::int END
          JOIN scope s ON s.region_code = coalesce(u.region, h.region, b.region)
         WHERE (f.found_on < s.after OR f.found_on <= s.known_to::date) AND (f.state <> 'resolved' OR f.last_seen_at >= s.first_day)
    ), word AS MATERIALIZED (
        SELECT jsonb_object_agg(h.name, h.heading) AS headings FROM column_heading h
    ), line AS (
        SELECT 'finding' AS row_kind, l.id, l.rule, (SELECT r.name_zh FROM rule r WHERE r.code = l.rule ORDER BY r.region LIMIT 1) AS rule_name,
               l.level, l.region, l.unit_id, l.name, l.object, concat_ws('；', figures_text(l.figures, (SELECT w.headings FROM word w)), l.remedy) AS description,
               1::bigint AS findings, l.found_on, l.due_on, l.state, 3 AS depth
          FROM listed l
        UNION ALL
        SELECT CASE grouping(l.level) WHEN 0 THEN 'level' ELSE 'total' END, NULL, NULL, NULL, l.level, NULL, NULL, NULL,
               CASE grouping(l.level) WHEN 0 THEN '小计' ELSE '总计' END, NULL, count(*), NULL, NULL, NULL, 2 - grouping(l.level)
          FROM listed l GROUP BY GROUPING SETS ((), (l.level))
    )
    SELECT x.row_kind, x.id, x.rule, x.rule_name, x.level, x.region, x.unit_id, x.name, x.object, x.description, x.findings,
           x.found_on, x.due_on, x.state
      FROM line x
     ORDER BY x.depth, array_position('{error,warning,notice}', x.level), x.region COLLATE "C", x.rule, x.id;
END;
COMMENT ON FUNCTION finding_report(text, date) IS '月表7 问题清单的计算，某地区某月';

CREATE VIEW monthly_finding AS
SELECT r.row_kind, r.finding_id, r.rule, r.rule_name, r.level, r.region_code AS region, r.unit_id, r.unit,
       r.object, r.description, r.findings, r.found_on, r.due_on, r.finding_state
  FROM finding_report((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) r;
COMMENT ON VIEW monthly_finding IS '月表7 问题清单，本月';
COMMENT ON COLUMN monthly_finding.finding_id IS '问题编号';
COMMENT ON COLUMN monthly_finding.rule_name IS '规则名称';
COMMENT ON COLUMN monthly_finding.level IS '级别；error 错误，warning 警告，notice 提示';
COMMENT ON COLUMN monthly_finding.finding_state IS '状态；open 未结，excused 例外批准，resolved 已整改';
COMMENT ON COLUMN monthly_finding.description IS '描述';
COMMENT ON COLUMN monthly_finding.findings IS '问题数';

CREATE FUNCTION monthly_finding_of(region text, month date) RETURNS SETOF monthly_finding LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT bianzhi.require(monthly_finding_of.region, 'region'), bianzhi.require(monthly_finding_of.month::text, 'month');
    SELECT * FROM finding_report(monthly_finding_of.region, monthly_finding_of.month);
END;
COMMENT ON FUNCTION monthly_finding_of(text, date) IS '月表7 问题清单，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_finding_closed(region text, month date) RETURNS SETOF monthly_finding LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_finding, monthly_finding_closed.region, sealed_month(monthly_finding_closed.region, monthly_finding_closed.month));
END;
COMMENT ON FUNCTION monthly_finding_closed(text, date) IS '月表7 问题清单，已结账月份的快照，原样';
