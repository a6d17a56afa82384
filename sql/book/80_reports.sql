-- 80_reports: the monthly tables (月表1, 4, 5) and 月表1 as of a day.  They read the counters of account, so their
-- cost grows with units, not with people; only establishment_as_of() goes back to the facts.
-- What may not stand here: rules, writes, checks (75_verify.sql), lists and single units (85_lists.sql).
-- Headings are the column comments (the part before "；"); the same column has the same heading everywhere.

-- ---------------------------------------------------------------------------------------------
-- Building blocks
-- ---------------------------------------------------------------------------------------------

-- OFFSET 0 keeps the comparisons here, where they run once per kind of post; pulled up they would run once
-- per account and column, which makes the report dearer by half.
CREATE VIEW establishment_type AS
SELECT t.code,
       t.report_group = 'administrative' AS administrative,
       t.report_group = 'political_legal' AS political_legal,
       t.report_group = 'support' AS support,
       t.report_group = 'reference' AS reference,
       t.report_group = 'full' AS "full",
       t.report_group = 'partial' AS partial,
       t.report_group = 'self' AS self,
       t.report_group NOT IN ('administrative', 'political_legal', 'support', 'reference', 'full', 'partial', 'self') AS other,
       ARRAY[1, coalesce(array_position('{total,administrative,political_legal,support,reference,full,partial,self}', t.report_group), 9)] AS columns
  FROM post_type t
 WHERE t.class = 'establishment'
OFFSET 0;
COMMENT ON VIEW establishment_type IS '编制类别的报表栏目：每个编制类别属于月表1的哪一栏，未列明的归入其他；不含职数和编外控制数';
COMMENT ON COLUMN establishment_type.code IS '代码';
COMMENT ON COLUMN establishment_type.administrative IS '行政';
COMMENT ON COLUMN establishment_type.political_legal IS '政法专项';
COMMENT ON COLUMN establishment_type.support IS '机关工勤';
COMMENT ON COLUMN establishment_type.reference IS '参公事业';
COMMENT ON COLUMN establishment_type."full" IS '全额事业';
COMMENT ON COLUMN establishment_type.partial IS '差额事业';
COMMENT ON COLUMN establishment_type.self IS '自收自支';
COMMENT ON COLUMN establishment_type.other IS '其他';
COMMENT ON COLUMN establishment_type.columns IS '栏目号；一为合计，其余依次为以上各栏，见 bianzhi.account_figures';

-- ---------------------------------------------------------------------------------------------
-- 月表1  机构编制和实有人员情况
-- ---------------------------------------------------------------------------------------------

-- The core that the others build on: each unit (a body, or a division that has establishment) with its own
-- accounts, none counted twice; monthly_establishment adds divisions to their bodies.
-- Vacancy and excess are taken per account before they are added, so that a vacancy of one kind never hides an
-- excess of another; the sum of excesses then is strength - approved + vacancy.
-- Columns that a query does not name cost nothing: the planner drops their aggregates and joins.
CREATE VIEW establishment_by_unit AS
SELECT u.id AS unit_id, u.kind AS unit_kind, u.region, u.system, u.name AS unit,
       coalesce(s.approved_total, 0) AS approved_total, coalesce(s.approved_administrative, 0) AS approved_administrative,
       coalesce(s.approved_political_legal, 0) AS approved_political_legal, coalesce(s.approved_support, 0) AS approved_support,
       coalesce(s.approved_reference, 0) AS approved_reference, coalesce(s.approved_full, 0) AS approved_full,
       coalesce(s.approved_partial, 0) AS approved_partial, coalesce(s.approved_self, 0) AS approved_self,
       coalesce(s.approved_other, 0) AS approved_other, coalesce(s.strength_total, 0) AS strength_total,
       coalesce(s.strength_administrative, 0) AS strength_administrative, coalesce(s.strength_political_legal, 0) AS strength_political_legal,
       coalesce(s.strength_support, 0) AS strength_support, coalesce(s.strength_reference, 0) AS strength_reference,
       coalesce(s.strength_full, 0) AS strength_full, coalesce(s.strength_partial, 0) AS strength_partial,
       coalesce(s.strength_self, 0) AS strength_self, coalesce(s.strength_other, 0) AS strength_other,
       coalesce(s.vacancy_total, 0) AS vacancy_total, coalesce(s.vacancy_administrative, 0) AS vacancy_administrative,
       coalesce(s.vacancy_political_legal, 0) AS vacancy_political_legal, coalesce(s.vacancy_support, 0) AS vacancy_support,
       coalesce(s.vacancy_reference, 0) AS vacancy_reference, coalesce(s.vacancy_full, 0) AS vacancy_full,
       coalesce(s.vacancy_partial, 0) AS vacancy_partial, coalesce(s.vacancy_self, 0) AS vacancy_self,
       coalesce(s.vacancy_other, 0) AS vacancy_other,
       coalesce(s.strength_total - s.approved_total + s.vacancy_total, 0) AS over_total,
       coalesce(s.strength_administrative - s.approved_administrative + s.vacancy_administrative, 0) AS over_administrative,
       coalesce(s.strength_political_legal - s.approved_political_legal + s.vacancy_political_legal, 0) AS over_political_legal,
       coalesce(s.strength_support - s.approved_support + s.vacancy_support, 0) AS over_support,
       coalesce(s.strength_reference - s.approved_reference + s.vacancy_reference, 0) AS over_reference,
       coalesce(s.strength_full - s.approved_full + s.vacancy_full, 0) AS over_full,
       coalesce(s.strength_partial - s.approved_partial + s.vacancy_partial, 0) AS over_partial,
       coalesce(s.strength_self - s.approved_self + s.vacancy_self, 0) AS over_self,
       coalesce(s.strength_other - s.approved_other + s.vacancy_other, 0) AS over_other,
       coalesce(s.reserved, 0) - coalesce(x.expired, 0) AS reserved,
       u.sort
  FROM unit u
  LEFT JOIN (
        SELECT a.holder_id AS unit_id,
               sum(a.approved) AS approved_total,
               sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
               sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
               sum(a.approved) FILTER (WHERE t.support) AS approved_support,
               sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
               sum(a.approved) FILTER (WHERE t.full) AS approved_full,
               sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
               sum(a.approved) FILTER (WHERE t.self) AS approved_self,
               sum(a.approved) FILTER (WHERE t.other) AS approved_other,
               sum(a.strength) AS strength_total,
               sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
               sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
               sum(a.strength) FILTER (WHERE t.support) AS strength_support,
               sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
               sum(a.strength) FILTER (WHERE t.full) AS strength_full,
               sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
               sum(a.strength) FILTER (WHERE t.self) AS strength_self,
               sum(a.strength) FILTER (WHERE t.other) AS strength_other,
               sum(greatest(a.approved - a.strength, 0)) AS vacancy_total,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.support) AS vacancy_support,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.reference) AS vacancy_reference,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.full) AS vacancy_full,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.partial) AS vacancy_partial,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.self) AS vacancy_self,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.other) AS vacancy_other,
               sum(a.reserved) AS reserved
          FROM account a
          JOIN establishment_type t ON t.code = a.post_type
         GROUP BY a.holder_id) s ON s.unit_id = u.id
  LEFT JOIN (
        SELECT p.unit_id, sum(p.expired)::bigint AS expired
          FROM expired_permit p
          JOIN establishment_type t ON t.code = p.post_type
         GROUP BY p.unit_id) x ON x.unit_id = u.id
 WHERE (u.until IS NULL OR u.until > current_date) AND (u.kind = 'body' OR s.unit_id IS NOT NULL);
COMMENT ON VIEW establishment_by_unit IS '各机构编制和实有人员：每个机构自有的账户，内设机构单列，不排序、无小计；只取需要的列时最快';
COMMENT ON COLUMN establishment_by_unit.unit_id IS '机构编号';
COMMENT ON COLUMN establishment_by_unit.unit_kind IS '节点种类；body 法人单位，division 内设机构，group 分组';
COMMENT ON COLUMN establishment_by_unit.region IS '区划代码';
COMMENT ON COLUMN establishment_by_unit.system IS '系统类别';
COMMENT ON COLUMN establishment_by_unit.unit IS '机构名称';
COMMENT ON COLUMN establishment_by_unit.approved_total IS '核定编制数（合计）';
COMMENT ON COLUMN establishment_by_unit.approved_administrative IS '核定编制数（行政）';
COMMENT ON COLUMN establishment_by_unit.approved_political_legal IS '核定编制数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.approved_support IS '核定编制数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.approved_reference IS '核定编制数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.approved_full IS '核定编制数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.approved_partial IS '核定编制数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.approved_self IS '核定编制数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.approved_other IS '核定编制数（其他）';
COMMENT ON COLUMN establishment_by_unit.strength_total IS '实有人数（合计）';
COMMENT ON COLUMN establishment_by_unit.strength_administrative IS '实有人数（行政）';
COMMENT ON COLUMN establishment_by_unit.strength_political_legal IS '实有人数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.strength_support IS '实有人数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.strength_reference IS '实有人数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.strength_full IS '实有人数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.strength_partial IS '实有人数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.strength_self IS '实有人数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.strength_other IS '实有人数（其他）';
COMMENT ON COLUMN establishment_by_unit.vacancy_total IS '空编数（合计）';
COMMENT ON COLUMN establishment_by_unit.vacancy_administrative IS '空编数（行政）';
COMMENT ON COLUMN establishment_by_unit.vacancy_political_legal IS '空编数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.vacancy_support IS '空编数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.vacancy_reference IS '空编数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.vacancy_full IS '空编数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.vacancy_partial IS '空编数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.vacancy_self IS '空编数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.vacancy_other IS '空编数（其他）';
COMMENT ON COLUMN establishment_by_unit.over_total IS '超编数（合计）';
COMMENT ON COLUMN establishment_by_unit.over_administrative IS '超编数（行政）';
COMMENT ON COLUMN establishment_by_unit.over_political_legal IS '超编数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.over_support IS '超编数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.over_reference IS '超编数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.over_full IS '超编数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.over_partial IS '超编数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.over_self IS '超编数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.over_other IS '超编数（其他）';
COMMENT ON COLUMN establishment_by_unit.reserved IS '用编核准占用数；已过有效期的核准不计';
COMMENT ON COLUMN establishment_by_unit.sort IS '排序';

-- ---------------------------------------------------------------------------------------------
-- 月表1  机构编制和实有人员情况
-- ---------------------------------------------------------------------------------------------

-- One body for every use, so that the open month, a closed one and any day cannot tell different things:
-- (region, month) the month as known when it was closed, or now; (region, as_of, known) a day as known at another time;
-- with neither: now.  The figures are those of the counters, less what came after; the month before is its snapshot if
-- it is closed, so then the open month reads no fact at all.  Looking back reads enrolments once from end to end: an
-- index to find what is later would cost every write.  jit off: compiling so wide a query takes longer than running it.
-- account_closing() counts the same anew, and a formula compares.
-- A region's row adds its own units only; those of regions below it stand under their own row.  What holds posts
-- without a body above it keeps a row of its own, so that the total is always the ledger's.
CREATE FUNCTION establishment_report(region text, month date, as_of date, known timestamptz)
    RETURNS TABLE (row_kind text, unit_id int, region_code text, system text, unit text, institutions bigint, divisions bigint,
                   approved_total bigint, approved_administrative bigint, approved_political_legal bigint,
                   approved_support bigint, approved_reference bigint, approved_full bigint,
                   approved_partial bigint, approved_self bigint, approved_other bigint,
                   strength_total bigint, strength_administrative bigint, strength_political_legal bigint,
                   strength_support bigint, strength_reference bigint, strength_full bigint,
                   strength_partial bigint, strength_self bigint, strength_other bigint,
                   vacancy_total bigint, vacancy_administrative bigint, vacancy_political_legal bigint,
                   vacancy_support bigint, vacancy_reference bigint, vacancy_full bigint,
                   vacancy_partial bigint, vacancy_self bigint, vacancy_other bigint,
                   over_total bigint, over_administrative bigint, over_political_legal bigint,
                   over_support bigint, over_reference bigint, over_full bigint,
                   over_partial bigint, over_self bigint, over_other bigint,
                   reserved bigint, vacancy_rate numeric, approved_previous bigint, strength_previous bigint)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    WITH scope AS MATERIALIZED (
        -- live: what the counters say; kept: the month before is closed, its snapshot has the figures of its end
        SELECT s.*, coalesce(establishment_report.month, establishment_report.as_of) IS NULL AND establishment_report.known IS NULL AS live,
               q.closed_with IS NOT NULL AND establishment_report.known IS NULL AS kept, q.closed_with, q.month AS month_before,
               row_number() OVER (ORDER BY s.region_code COLLATE "C") AS place
          FROM report_scope(establishment_report.region, establishment_report.month,
                            CASE WHEN establishment_report.month IS NULL THEN coalesce(establishment_report.as_of, current_date) END,
                            establishment_report.known) s
          LEFT JOIN period q ON q.region = s.region_code AND q.month = (s.first_day - interval '1 month')::date AND q.state = 'closed'
    ), bound AS MATERIALIZED (
        SELECT CASE WHEN bool_and(s.kept) THEN min(s.after) ELSE min(s.first_day) END AS first_day,
               CASE WHEN bool_and(s.kept) THEN min(s.known_to) ELSE min(s.known_from) END AS known_from,
               bool_and(s.live) AS live, bool_and(s.kept) AS kept, bool_and(s.live AND s.kept) AS settled FROM scope s
    ), node AS MATERIALIZED (
        -- every unit of the regions: as it was, or if it was not there (any more), as it is known; under is whose row has it
        SELECT u.id AS unit_id, u.region AS region_code, CASE WHEN n.unit_id IS NOT NULL THEN n.level
                                                              WHEN u.system IN ('township', 'subdistrict') THEN 'township' ELSE s.level END AS level,
               coalesce(CASE WHEN n.unit_id IS NOT NULL THEN n.system ELSE u.system END, '') AS system, coalesce(n.name, u.name) AS name,
               u.kind, n.body_id, coalesce(n.body_id, u.id) AS under, u.sort, n.unit_id IS NOT NULL AS shown
          FROM scope s
          JOIN unit u ON u.region = s.region_code
          LEFT JOIN unit_of(establishment_report.region, establishment_report.month,
                            CASE WHEN establishment_report.month IS NULL THEN coalesce(establishment_report.as_of, current_date) END,
                            establishment_report.known) n ON n.unit_id = u.id
    ), balance AS (
        -- also where there is no account yet: of who came and went there is none
        SELECT x.holder_id, x.post_type, sum(x.approved) AS approved, sum(x.strength) AS strength,
               sum(x.approved_previous)::int AS approved_previous, sum(x.strength_previous)::int AS strength_previous
          FROM (SELECT a.holder_id, a.post_type, a.approved, a.strength,
                       CASE WHEN b.kept THEN 0 ELSE a.approved END AS approved_previous, CASE WHEN b.kept THEN 0 ELSE a.strength END AS strength_previous
                  FROM account a CROSS JOIN bound b
                UNION ALL
                SELECT k.unit_id, k.post_type, 0, 0, k.approved::int, k.strength::int
                  FROM scope s
                  JOIN snapshot_account k ON k.region_closed = s.closed_with AND k.month = s.month_before AND k.region = s.region_code
                 WHERE (SELECT b.kept FROM bound b)
                -- what was not yet, or not known: less at the end of the month, less at the end of the month before
                UNION ALL
                SELECT l.holder_id, l.post_type,
                       CASE WHEN e.effective_on < s.after AND e.recorded_at <= s.known_to THEN 0 ELSE - l.quantity END, 0,
                       CASE WHEN b.kept OR (e.effective_on < s.first_day AND e.recorded_at <= s.known_from) THEN 0 ELSE - l.quantity END, 0
                  FROM entry e
                  JOIN entry_line l ON l.entry_id = e.id
                  JOIN unit u ON u.id = l.holder_id
                  JOIN scope s ON s.region_code = u.region
                 CROSS JOIN bound b
                 WHERE (SELECT NOT b.settled FROM bound b)
                   AND (e.effective_on >= (SELECT b.first_day FROM bound b) OR e.recorded_at > (SELECT b.known_from FROM bound b))
                UNION ALL
                SELECT e.unit_id, e.post_type, 0,
                       (e.effective_on < s.after AND e.recorded_at <= s.known_to
                        AND (e.until IS NULL OR e.until >= s.after OR coalesce(e.ended_at, e.recorded_at) > s.known_to))::int - (e.until IS NULL)::int,
                       0,
                       CASE WHEN b.kept THEN 0 ELSE
                           (e.effective_on < s.first_day AND e.recorded_at <= s.known_from
                            AND (e.until IS NULL OR e.until >= s.first_day OR coalesce(e.ended_at, e.recorded_at) > s.known_from))::int - (e.until IS NULL)::int END
                  FROM enrolment e
                  JOIN unit u ON u.id = e.unit_id
                  JOIN scope s ON s.region_code = u.region
                 CROSS JOIN bound b
                 WHERE (SELECT NOT b.settled FROM bound b)
                   AND (e.effective_on >= (SELECT b.first_day FROM bound b) OR e.recorded_at > (SELECT b.known_from FROM bound b)
                        OR e.until >= (SELECT b.first_day FROM bound b) OR e.ended_at > (SELECT b.known_from FROM bound b))) x
         GROUP BY x.holder_id, x.post_type
    ), promised AS (
        -- permits in force: now what the counters hold, at other times the permits themselves
        SELECT a.holder_id AS unit_id, a.post_type, a.reserved - coalesce(x.expired, 0) AS reserved
          FROM account a
          LEFT JOIN expired_permit x ON x.unit_id = a.holder_id AND x.post_type = a.post_type
         WHERE a.reserved <> 0 AND (SELECT b.live FROM bound b)
        UNION ALL
        SELECT p.unit_id, p.post_type, p.quantity - coalesce(k.uses, 0)
          FROM use_permit p
          JOIN unit u ON u.id = p.unit_id
          JOIN scope s ON s.region_code = u.region
          LEFT JOIN (SELECT e.permit_id, count(*) AS uses
                       FROM enrolment e JOIN unit w ON w.id = e.unit_id JOIN scope y ON y.region_code = w.region
                      WHERE e.permit_id IS NOT NULL AND e.effective_on < y.after AND e.recorded_at <= y.known_to
                        AND (SELECT NOT b.live FROM bound b)
                      GROUP BY e.permit_id) k ON k.permit_id = p.id
         WHERE NOT (SELECT b.live FROM bound b)
           AND p.effective_on < s.after AND p.expires_on >= s.after - 1 AND p.recorded_at <= s.known_to
           AND (p.closed_on IS NULL OR p.closed_on >= s.after OR p.closed_at > s.known_to)
    ), folded AS (
        -- of units that are not there any more, where something is or was the month before
        SELECT n.under AS unit_id, bianzhi.account_figures(9, t.columns, b.approved, b.strength) AS figures,
               sum(b.approved_previous) AS approved_previous, sum(b.strength_previous) AS strength_previous
          FROM balance b
          JOIN establishment_type t ON t.code = b.post_type
          JOIN node n ON n.unit_id = b.holder_id
         WHERE n.shown OR (b.approved, b.strength, b.approved_previous, b.strength_previous) <> (0, 0, 0, 0)
         GROUP BY n.under
    ), by_unit AS MATERIALIZED (
        -- what ended in the month had posts and people the month before: no row of its own, but part of the sums
        SELECT n.unit_id, n.region_code, n.level, n.system, n.name, (n.shown AND n.kind = 'body')::int AS institutions,
               coalesce(d.divisions, 0) AS divisions, coalesce(f.figures, array_fill(0::bigint, ARRAY[36])) AS figures,
               coalesce(r.reserved, 0) AS reserved, coalesce(f.approved_previous, 0) AS approved_previous,
               coalesce(f.strength_previous, 0) AS strength_previous, n.sort, n.shown
          FROM node n
          LEFT JOIN folded f ON f.unit_id = n.unit_id
          LEFT JOIN (SELECT x.body_id, count(*) AS divisions FROM node x WHERE x.shown AND x.kind = 'division' GROUP BY x.body_id) d ON d.body_id = n.unit_id
          LEFT JOIN (SELECT x.under AS unit_id, sum(q.reserved)::bigint AS reserved
                       FROM promised q JOIN establishment_type t ON t.code = q.post_type JOIN node x ON x.unit_id = q.unit_id AND x.shown
                      GROUP BY x.under) r ON r.unit_id = n.unit_id
         WHERE (n.shown AND n.kind = 'body') OR ((NOT n.shown OR n.body_id IS NULL) AND f.unit_id IS NOT NULL)
    ), piece AS (
        SELECT u.region_code, u.level, u.system, sum(u.institutions) AS institutions, sum(u.divisions::int) AS divisions,
               bianzhi.sum_figures(u.figures) AS figures, sum(u.reserved::int) AS reserved,
               sum(u.approved_previous::int) AS approved_previous, sum(u.strength_previous::int) AS strength_previous
          FROM by_unit u
         GROUP BY u.region_code, u.level, u.system
    ), subtotal AS (
        SELECT CASE grouping(u.region_code, u.level, u.system) WHEN 2 THEN 'system' WHEN 3 THEN 'region' WHEN 5 THEN 'level' ELSE 'total' END AS row_kind,
               u.region_code, u.level, u.system, coalesce(sum(u.institutions), 0)::bigint AS institutions, coalesce(sum(u.divisions), 0)::bigint AS divisions,
               coalesce(bianzhi.sum_figures(u.figures), array_fill(0::bigint, ARRAY[36])) AS figures, coalesce(sum(u.reserved), 0)::bigint AS reserved,
               coalesce(sum(u.approved_previous), 0)::bigint AS approved_previous, coalesce(sum(u.strength_previous), 0)::bigint AS strength_previous
          FROM piece u
         GROUP BY GROUPING SETS ((u.region_code, u.system), (u.region_code), (u.level), ())
    ), line AS (
        -- the total, levels, then each region with its systems and its units
        SELECT s.place * 16 + 2 AS block, u.sort, u.unit_id, 'unit' AS row_kind, u.region_code, c.name_zh AS system, u.name AS unit,
               u.institutions::bigint AS institutions, u.divisions, u.figures, u.reserved, u.approved_previous, u.strength_previous
          FROM by_unit u
          JOIN scope s ON s.region_code = u.region_code
          LEFT JOIN code c ON c.set = 'system' AND c.code = u.system
         WHERE u.shown
        UNION ALL
        SELECT CASE t.row_kind WHEN 'total' THEN 0 WHEN 'level' THEN 1 ELSE s.place * 16 + (t.row_kind = 'system')::int END,
               CASE t.row_kind WHEN 'system' THEN least(coalesce(c.sort, 900), 900) WHEN 'level' THEN coalesce(l.sort, 99) ELSE 0 END, NULL,
               t.row_kind, t.region_code, CASE t.row_kind WHEN 'system' THEN coalesce(c.name_zh, t.system) END,
               CASE t.row_kind WHEN 'system' THEN coalesce(c.name_zh, nullif(t.system, ''), '未定系统')
                               WHEN 'region' THEN region_own_name(t.region_code)
                               WHEN 'level' THEN coalesce(l.name_zh, t.level) ELSE '总计' END,
               t.institutions, t.divisions, t.figures, t.reserved, t.approved_previous, t.strength_previous
          FROM subtotal t
          LEFT JOIN scope s ON s.region_code = t.region_code
          LEFT JOIN code c ON c.set = 'system' AND c.code = t.system
          LEFT JOIN code l ON l.set = 'level' AND l.code = t.level
    )
    SELECT f.row_kind, f.unit_id, f.region_code, f.system, f.unit, f.institutions, f.divisions,
           f.figures[1], f.figures[2], f.figures[3], f.figures[4], f.figures[5], f.figures[6], f.figures[7], f.figures[8], f.figures[9],
           f.figures[10], f.figures[11], f.figures[12], f.figures[13], f.figures[14], f.figures[15], f.figures[16], f.figures[17], f.figures[18],
           f.figures[19], f.figures[20], f.figures[21], f.figures[22], f.figures[23], f.figures[24], f.figures[25], f.figures[26], f.figures[27],
           f.figures[28], f.figures[29], f.figures[30], f.figures[31], f.figures[32], f.figures[33], f.figures[34], f.figures[35], f.figures[36],
           f.reserved, round(100.0 * f.figures[19] / nullif(f.figures[1], 0), 1), f.approved_previous, f.strength_previous
      -- sorted with its figures still in one piece, by columns that stand first
      FROM (SELECT * FROM line x ORDER BY x.block, x.sort, x.unit_id, x.system COLLATE "C" OFFSET 0) f;
END;
COMMENT ON FUNCTION establishment_report(text, date, date, timestamptz) IS '月表1的计算：给出月份，或某日及所知时间，都不给出为现在；由以下视图和函数调用';

CREATE VIEW monthly_establishment AS
SELECT e.row_kind, e.unit_id, e.region_code AS region, e.system, e.unit, e.institutions, e.divisions,
       e.approved_total, e.approved_administrative, e.approved_political_legal, e.approved_support,
       e.approved_reference, e.approved_full, e.approved_partial, e.approved_self,
       e.approved_other, e.strength_total, e.strength_administrative, e.strength_political_legal,
       e.strength_support, e.strength_reference, e.strength_full, e.strength_partial,
       e.strength_self, e.strength_other, e.vacancy_total, e.vacancy_administrative,
       e.vacancy_political_legal, e.vacancy_support, e.vacancy_reference, e.vacancy_full,
       e.vacancy_partial, e.vacancy_self, e.vacancy_other, e.over_total,
       e.over_administrative, e.over_political_legal, e.over_support, e.over_reference,
       e.over_full, e.over_partial, e.over_self, e.over_other,
       e.reserved, e.vacancy_rate, e.approved_previous, e.strength_previous
  FROM establishment_report((SELECT b.region FROM book b), NULL, NULL, NULL) e;
COMMENT ON VIEW monthly_establishment IS '月表1 机构编制和实有人员情况：总计、各层级、各地区、各系统小计和各单位，现在的；空编、超编按每个编制类别分别计算、不相抵';
COMMENT ON COLUMN monthly_establishment.row_kind IS '行种类；total 总计，level 层级小计，region 地区小计，system 系统小计，unit 单位';
COMMENT ON COLUMN monthly_establishment.unit_id IS '机构编号';
COMMENT ON COLUMN monthly_establishment.region IS '区划代码';
COMMENT ON COLUMN monthly_establishment.system IS '系统类别';
COMMENT ON COLUMN monthly_establishment.unit IS '机构名称';
COMMENT ON COLUMN monthly_establishment.institutions IS '机构数';
COMMENT ON COLUMN monthly_establishment.divisions IS '内设机构数';
COMMENT ON COLUMN monthly_establishment.approved_total IS '核定编制数（合计）';
COMMENT ON COLUMN monthly_establishment.approved_administrative IS '核定编制数（行政）';
COMMENT ON COLUMN monthly_establishment.approved_political_legal IS '核定编制数（政法专项）';
COMMENT ON COLUMN monthly_establishment.approved_support IS '核定编制数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.approved_reference IS '核定编制数（参公事业）';
COMMENT ON COLUMN monthly_establishment.approved_full IS '核定编制数（全额事业）';
COMMENT ON COLUMN monthly_establishment.approved_partial IS '核定编制数（差额事业）';
COMMENT ON COLUMN monthly_establishment.approved_self IS '核定编制数（自收自支）';
COMMENT ON COLUMN monthly_establishment.approved_other IS '核定编制数（其他）';
COMMENT ON COLUMN monthly_establishment.strength_total IS '实有人数（合计）';
COMMENT ON COLUMN monthly_establishment.strength_administrative IS '实有人数（行政）';
COMMENT ON COLUMN monthly_establishment.strength_political_legal IS '实有人数（政法专项）';
COMMENT ON COLUMN monthly_establishment.strength_support IS '实有人数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.strength_reference IS '实有人数（参公事业）';
COMMENT ON COLUMN monthly_establishment.strength_full IS '实有人数（全额事业）';
COMMENT ON COLUMN monthly_establishment.strength_partial IS '实有人数（差额事业）';
COMMENT ON COLUMN monthly_establishment.strength_self IS '实有人数（自收自支）';
COMMENT ON COLUMN monthly_establishment.strength_other IS '实有人数（其他）';
COMMENT ON COLUMN monthly_establishment.vacancy_total IS '空编数（合计）';
COMMENT ON COLUMN monthly_establishment.vacancy_administrative IS '空编数（行政）';
COMMENT ON COLUMN monthly_establishment.vacancy_political_legal IS '空编数（政法专项）';
COMMENT ON COLUMN monthly_establishment.vacancy_support IS '空编数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.vacancy_reference IS '空编数（参公事业）';
COMMENT ON COLUMN monthly_establishment.vacancy_full IS '空编数（全额事业）';
COMMENT ON COLUMN monthly_establishment.vacancy_partial IS '空编数（差额事业）';
COMMENT ON COLUMN monthly_establishment.vacancy_self IS '空编数（自收自支）';
COMMENT ON COLUMN monthly_establishment.vacancy_other IS '空编数（其他）';
COMMENT ON COLUMN monthly_establishment.over_total IS '超编数（合计）';
COMMENT ON COLUMN monthly_establishment.over_administrative IS '超编数（行政）';
COMMENT ON COLUMN monthly_establishment.over_political_legal IS '超编数（政法专项）';
COMMENT ON COLUMN monthly_establishment.over_support IS '超编数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.over_reference IS '超编数（参公事业）';
COMMENT ON COLUMN monthly_establishment.over_full IS '超编数（全额事业）';
COMMENT ON COLUMN monthly_establishment.over_partial IS '超编数（差额事业）';
COMMENT ON COLUMN monthly_establishment.over_self IS '超编数（自收自支）';
COMMENT ON COLUMN monthly_establishment.over_other IS '超编数（其他）';
COMMENT ON COLUMN monthly_establishment.reserved IS '用编核准占用数；已过有效期的核准不计';
COMMENT ON COLUMN monthly_establishment.vacancy_rate IS '空编率%；空编数占核定编制数';
COMMENT ON COLUMN monthly_establishment.approved_previous IS '上月末核定编制数';
COMMENT ON COLUMN monthly_establishment.strength_previous IS '上月末实有人数';

CREATE FUNCTION monthly_establishment_of(region text, month date) RETURNS SETOF monthly_establishment LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT bianzhi.require(monthly_establishment_of.region, 'region'), bianzhi.require(monthly_establishment_of.month::text, 'month');
    SELECT * FROM establishment_report(monthly_establishment_of.region, monthly_establishment_of.month, NULL, NULL);
END;
COMMENT ON FUNCTION monthly_establishment_of(text, date) IS '月表1，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_establishment_closed(region text, month date) RETURNS SETOF monthly_establishment LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_establishment, monthly_establishment_closed.region,
                                        sealed_month(monthly_establishment_closed.region, monthly_establishment_closed.month));
END;
COMMENT ON FUNCTION monthly_establishment_closed(text, date) IS '月表1，已结账月份的快照，原样';

-- Effective on a day, as known at another time.
CREATE FUNCTION establishment_as_of(as_of date, known timestamptz DEFAULT NULL) RETURNS SETOF monthly_establishment
LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT bianzhi.require(establishment_as_of.as_of::text, 'as_of');
    SELECT * FROM establishment_report((SELECT b.region FROM book b), NULL, establishment_as_of.as_of, establishment_as_of.known);
END;
COMMENT ON FUNCTION establishment_as_of(date, timestamptz) IS '某日的机构编制和实有人员情况：栏目同月表1；给出时间的，只计当时已经登记的（既往情况、当时所知）';

-- ---------------------------------------------------------------------------------------------
-- 月表5  单位编制与人员配备
-- ---------------------------------------------------------------------------------------------

-- 编制数 - 实有人数 = 缺配 - 超配 holds in every group, as both are added up from single kinds of posts.
CREATE FUNCTION staffing_report(region text, month date)
    RETURNS TABLE (row_kind text, unit_id int, region_code text, unit text, rank text,
                   total_approved bigint, total_strength bigint, total_over bigint, total_short bigint, administrative_approved bigint,
                   administrative_strength bigint, administrative_over bigint, administrative_short bigint, reference_approved bigint, reference_strength bigint,
                   reference_over bigint, reference_short bigint, institution_approved bigint, institution_strength bigint, institution_over bigint,
                   institution_short bigint, support_approved bigint, support_strength bigint, support_over bigint, support_short bigint,
                   other_approved bigint, other_strength bigint, other_over bigint, other_short bigint)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    WITH node AS MATERIALIZED (
        SELECT * FROM unit_of(staffing_report.region, staffing_report.month, CASE WHEN staffing_report.month IS NULL THEN current_date END)
    )
    SELECT e.row_kind, e.unit_id, e.region_code, e.unit, coalesce(c.name_zh, n.rank),
           e.approved_total, e.strength_total, e.over_total, e.vacancy_total,
           e.approved_administrative + e.approved_political_legal, e.strength_administrative + e.strength_political_legal, e.over_administrative + e.over_political_legal, e.vacancy_administrative + e.vacancy_political_legal,
           e.approved_reference, e.strength_reference, e.over_reference, e.vacancy_reference,
           e.approved_full + e.approved_partial + e.approved_self, e.strength_full + e.strength_partial + e.strength_self, e.over_full + e.over_partial + e.over_self, e.vacancy_full + e.vacancy_partial + e.vacancy_self,
           e.approved_support, e.strength_support, e.over_support, e.vacancy_support,
           e.approved_other, e.strength_other, e.over_other, e.vacancy_other
      FROM (SELECT x.*, row_number() OVER () AS place FROM establishment_report(staffing_report.region, staffing_report.month, NULL, NULL) x) e
      LEFT JOIN node n ON n.unit_id = e.unit_id
      LEFT JOIN code c ON c.set = 'rank' AND c.code = n.rank
     ORDER BY e.place;
END;
COMMENT ON FUNCTION staffing_report(text, date) IS '月表5 单位编制与人员配备的计算；不给月份为现在';

CREATE VIEW monthly_staffing AS
SELECT r.row_kind, r.unit_id, r.region_code AS region, r.unit, r.rank, r.total_approved, r.total_strength, r.total_over,
       r.total_short, r.administrative_approved, r.administrative_strength, r.administrative_over, r.administrative_short, r.reference_approved, r.reference_strength, r.reference_over,
       r.reference_short, r.institution_approved, r.institution_strength, r.institution_over, r.institution_short, r.support_approved, r.support_strength, r.support_over,
       r.support_short, r.other_approved, r.other_strength, r.other_over, r.other_short
  FROM staffing_report((SELECT b.region FROM book b), NULL) r;
COMMENT ON VIEW monthly_staffing IS '月表5 单位编制与人员配备，现在的';
COMMENT ON COLUMN monthly_staffing.total_approved IS '合计（编制数）';
COMMENT ON COLUMN monthly_staffing.total_strength IS '合计（实有人数）';
COMMENT ON COLUMN monthly_staffing.total_over IS '合计（超配）';
COMMENT ON COLUMN monthly_staffing.total_short IS '合计（缺配）';
COMMENT ON COLUMN monthly_staffing.administrative_approved IS '行政编制（编制数）';
COMMENT ON COLUMN monthly_staffing.administrative_strength IS '行政编制（实有人数）';
COMMENT ON COLUMN monthly_staffing.administrative_over IS '行政编制（超配）';
COMMENT ON COLUMN monthly_staffing.administrative_short IS '行政编制（缺配）';
COMMENT ON COLUMN monthly_staffing.reference_approved IS '事业编制·参公（编制数）';
COMMENT ON COLUMN monthly_staffing.reference_strength IS '事业编制·参公（实有人数）';
COMMENT ON COLUMN monthly_staffing.reference_over IS '事业编制·参公（超配）';
COMMENT ON COLUMN monthly_staffing.reference_short IS '事业编制·参公（缺配）';
COMMENT ON COLUMN monthly_staffing.institution_approved IS '事业编制·其他（编制数）';
COMMENT ON COLUMN monthly_staffing.institution_strength IS '事业编制·其他（实有人数）';
COMMENT ON COLUMN monthly_staffing.institution_over IS '事业编制·其他（超配）';
COMMENT ON COLUMN monthly_staffing.institution_short IS '事业编制·其他（缺配）';
COMMENT ON COLUMN monthly_staffing.support_approved IS '工勤编制（编制数）';
COMMENT ON COLUMN monthly_staffing.support_strength IS '工勤编制（实有人数）';
COMMENT ON COLUMN monthly_staffing.support_over IS '工勤编制（超配）';
COMMENT ON COLUMN monthly_staffing.support_short IS '工勤编制（缺配）';
COMMENT ON COLUMN monthly_staffing.other_approved IS '其他编制（编制数）';
COMMENT ON COLUMN monthly_staffing.other_strength IS '其他编制（实有人数）';
COMMENT ON COLUMN monthly_staffing.other_over IS '其他编制（超配）';
COMMENT ON COLUMN monthly_staffing.other_short IS '其他编制（缺配）';

CREATE FUNCTION monthly_staffing_of(region text, month date) RETURNS SETOF monthly_staffing LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT bianzhi.require(monthly_staffing_of.region, 'region'), bianzhi.require(monthly_staffing_of.month::text, 'month');
    SELECT * FROM staffing_report(monthly_staffing_of.region, monthly_staffing_of.month);
END;
COMMENT ON FUNCTION monthly_staffing_of(text, date) IS '月表5 单位编制与人员配备，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_staffing_closed(region text, month date) RETURNS SETOF monthly_staffing LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_staffing, monthly_staffing_closed.region, sealed_month(monthly_staffing_closed.region, monthly_staffing_closed.month));
END;
COMMENT ON FUNCTION monthly_staffing_closed(text, date) IS '月表5 单位编制与人员配备，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 月表4  领导职数配备
-- ---------------------------------------------------------------------------------------------

-- Columns of the table: leaders of a body, chiefs, deputies; of divisions the same; discipline; then all of them by the
-- rank of the post.
CREATE VIEW leadership_type AS
SELECT t.code,
       array_remove(ARRAY[CASE t.scope WHEN 'unit' THEN 1 WHEN 'division' THEN 4 WHEN 'discipline' THEN 7 END,
                          CASE concat(t.scope, ' ', t.role) WHEN 'unit chief' THEN 2 WHEN 'unit deputy' THEN 3
                                                            WHEN 'division chief' THEN 5 WHEN 'division deputy' THEN 6 END,
                          CASE WHEN t.rank IN ('ting', 'futing') THEN 8 WHEN t.rank IN ('chu', 'fuchu') THEN 9
                               WHEN t.rank IN ('ke', 'fuke') THEN 10 WHEN t.rank IN ('gu', 'fugu') THEN 11 END], NULL) AS columns
  FROM post_type t
 WHERE t.class = 'leadership'
OFFSET 0;
COMMENT ON VIEW leadership_type IS '职数的报表栏目：每种领导职数属于月表4的哪些栏';

-- Leadership posts of divisions hang on the divisions, so every account looks for its body.
CREATE FUNCTION leadership_report(region text, month date)
    RETURNS TABLE (row_kind text, unit_id int, region_code text, unit text, rank text,
                   class text, leader_required bigint, leader_actual bigint, leader_over bigint, leader_short bigint,
                   chief_required bigint, chief_actual bigint, chief_over bigint, chief_short bigint, deputy_required bigint,
                   deputy_actual bigint, deputy_over bigint, deputy_short bigint, division_required bigint, division_actual bigint,
                   division_over bigint, division_short bigint, division_chief_required bigint, division_chief_actual bigint, division_chief_over bigint,
                   division_chief_short bigint, division_deputy_required bigint, division_deputy_actual bigint, division_deputy_over bigint, division_deputy_short bigint,
                   discipline_required bigint, discipline_actual bigint, discipline_over bigint, discipline_short bigint, ting_required bigint,
                   ting_actual bigint, ting_over bigint, ting_short bigint, chu_required bigint, chu_actual bigint,
                   chu_over bigint, chu_short bigint, ke_required bigint, ke_actual bigint, ke_over bigint,
                   ke_short bigint, gu_required bigint, gu_actual bigint, gu_over bigint, gu_short bigint)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off SET work_mem = '64MB'
BEGIN ATOMIC
    WITH node AS MATERIALIZED (
        SELECT * FROM unit_of(leadership_report.region, leadership_report.month, CASE WHEN leadership_report.month IS NULL THEN current_date END)
    ), held AS (
        SELECT a.holder_id AS unit_id, a.post_type, a.approved::bigint AS approved, a.strength::bigint AS strength
          FROM account a WHERE leadership_report.month IS NULL
        UNION ALL
        SELECT c.unit_id, c.post_type, c.approved, c.strength
          FROM accounts_of(leadership_report.region, leadership_report.month, false) c WHERE leadership_report.month IS NOT NULL
    ), by_unit AS (
        SELECT coalesce(n.body_id, n.unit_id) AS unit_id, bianzhi.account_figures(11, t.columns, h.approved, h.strength) AS figures
          FROM held h
          JOIN leadership_type t ON t.code = h.post_type
          JOIN node n ON n.unit_id = h.unit_id
         GROUP BY coalesce(n.body_id, n.unit_id)
    ), line AS MATERIALIZED (
        SELECT n.*, coalesce(b.figures, array_fill(0::bigint, ARRAY[44])) AS figures
          FROM node n LEFT JOIN by_unit b ON b.unit_id = n.unit_id
         WHERE n.kind = 'body' OR b.unit_id IS NOT NULL
    ), every AS (
        SELECT 'unit' AS row_kind, l.unit_id, l.region_code, l.name AS unit, coalesce(c.name_zh, l.rank) AS rank, k.name_zh AS class, l.figures,
               NULL::text AS level, l.sort
          FROM line l
          JOIN unit_class k ON k.code = l.class
          LEFT JOIN code c ON c.set = 'rank' AND c.code = l.rank
        UNION ALL
        SELECT CASE grouping(l.region_code, l.level) WHEN 1 THEN 'region' WHEN 2 THEN 'level' ELSE 'total' END, NULL, l.region_code,
               CASE grouping(l.region_code, l.level) WHEN 1 THEN region_own_name(l.region_code)
                    WHEN 2 THEN (SELECT v.name_zh FROM code v WHERE v.set = 'level' AND v.code = l.level) ELSE '总计' END,
               NULL, NULL, coalesce(bianzhi.sum_figures(l.figures), array_fill(0::bigint, ARRAY[44])), l.level,
               (SELECT v.sort FROM code v WHERE v.set = 'level' AND v.code = l.level)
          FROM line l GROUP BY GROUPING SETS ((), (l.level), (l.region_code))
    )
    SELECT x.row_kind, x.unit_id, x.region_code, x.unit, x.rank, x.class,
           x.figures[1], x.figures[12], x.figures[34], x.figures[23],
           x.figures[2], x.figures[13], x.figures[35], x.figures[24],
           x.figures[3], x.figures[14], x.figures[36], x.figures[25],
           x.figures[4], x.figures[15], x.figures[37], x.figures[26],
           x.figures[5], x.figures[16], x.figures[38], x.figures[27],
           x.figures[6], x.figures[17], x.figures[39], x.figures[28],
           x.figures[7], x.figures[18], x.figures[40], x.figures[29],
           x.figures[8], x.figures[19], x.figures[41], x.figures[30],
           x.figures[9], x.figures[20], x.figures[42], x.figures[31],
           x.figures[10], x.figures[21], x.figures[43], x.figures[32],
           x.figures[11], x.figures[22], x.figures[44], x.figures[33]
      FROM every x
     ORDER BY x.region_code COLLATE "C" NULLS FIRST, array_position('{total,level,region,unit}', x.row_kind), x.sort, x.unit_id;
END;
COMMENT ON FUNCTION leadership_report(text, date) IS '月表4 领导职数配备的计算；不给月份为现在';

CREATE VIEW monthly_leadership AS
SELECT r.row_kind, r.unit_id, r.region_code AS region, r.unit, r.rank, r.class, r.leader_required, r.leader_actual,
       r.leader_over, r.leader_short, r.chief_required, r.chief_actual, r.chief_over, r.chief_short, r.deputy_required, r.deputy_actual,
       r.deputy_over, r.deputy_short, r.division_required, r.division_actual, r.division_over, r.division_short, r.division_chief_required, r.division_chief_actual,
       r.division_chief_over, r.division_chief_short, r.division_deputy_required, r.division_deputy_actual, r.division_deputy_over, r.division_deputy_short, r.discipline_required, r.discipline_actual,
       r.discipline_over, r.discipline_short, r.ting_required, r.ting_actual, r.ting_over, r.ting_short, r.chu_required, r.chu_actual,
       r.chu_over, r.chu_short, r.ke_required, r.ke_actual, r.ke_over, r.ke_short, r.gu_required, r.gu_actual,
       r.gu_over, r.gu_short
  FROM leadership_report((SELECT b.region FROM book b), NULL) r;
COMMENT ON VIEW monthly_leadership IS '月表4 领导职数配备，现在的';
COMMENT ON COLUMN monthly_leadership.class IS '机构性质';
COMMENT ON COLUMN monthly_leadership.rank IS '机构规格';
COMMENT ON COLUMN monthly_leadership.leader_required IS '部门领导（应配）';
COMMENT ON COLUMN monthly_leadership.leader_actual IS '部门领导（实配）';
COMMENT ON COLUMN monthly_leadership.leader_over IS '部门领导（超配）';
COMMENT ON COLUMN monthly_leadership.leader_short IS '部门领导（缺配）';
COMMENT ON COLUMN monthly_leadership.chief_required IS '部门正职（应配）';
COMMENT ON COLUMN monthly_leadership.chief_actual IS '部门正职（实配）';
COMMENT ON COLUMN monthly_leadership.chief_over IS '部门正职（超配）';
COMMENT ON COLUMN monthly_leadership.chief_short IS '部门正职（缺配）';
COMMENT ON COLUMN monthly_leadership.deputy_required IS '部门副职（应配）';
COMMENT ON COLUMN monthly_leadership.deputy_actual IS '部门副职（实配）';
COMMENT ON COLUMN monthly_leadership.deputy_over IS '部门副职（超配）';
COMMENT ON COLUMN monthly_leadership.deputy_short IS '部门副职（缺配）';
COMMENT ON COLUMN monthly_leadership.division_required IS '内设机构领导（应配）';
COMMENT ON COLUMN monthly_leadership.division_actual IS '内设机构领导（实配）';
COMMENT ON COLUMN monthly_leadership.division_over IS '内设机构领导（超配）';
COMMENT ON COLUMN monthly_leadership.division_short IS '内设机构领导（缺配）';
COMMENT ON COLUMN monthly_leadership.division_chief_required IS '内设机构正职（应配）';
COMMENT ON COLUMN monthly_leadership.division_chief_actual IS '内设机构正职（实配）';
COMMENT ON COLUMN monthly_leadership.division_chief_over IS '内设机构正职（超配）';
COMMENT ON COLUMN monthly_leadership.division_chief_short IS '内设机构正职（缺配）';
COMMENT ON COLUMN monthly_leadership.division_deputy_required IS '内设机构副职（应配）';
COMMENT ON COLUMN monthly_leadership.division_deputy_actual IS '内设机构副职（实配）';
COMMENT ON COLUMN monthly_leadership.division_deputy_over IS '内设机构副职（超配）';
COMMENT ON COLUMN monthly_leadership.division_deputy_short IS '内设机构副职（缺配）';
COMMENT ON COLUMN monthly_leadership.discipline_required IS '纪检监察领导（应配）';
COMMENT ON COLUMN monthly_leadership.discipline_actual IS '纪检监察领导（实配）';
COMMENT ON COLUMN monthly_leadership.discipline_over IS '纪检监察领导（超配）';
COMMENT ON COLUMN monthly_leadership.discipline_short IS '纪检监察领导（缺配）';
COMMENT ON COLUMN monthly_leadership.ting_required IS '厅级职数（应配）';
COMMENT ON COLUMN monthly_leadership.ting_actual IS '厅级职数（实配）';
COMMENT ON COLUMN monthly_leadership.ting_over IS '厅级职数（超配）';
COMMENT ON COLUMN monthly_leadership.ting_short IS '厅级职数（缺配）';
COMMENT ON COLUMN monthly_leadership.chu_required IS '处级职数（应配）';
COMMENT ON COLUMN monthly_leadership.chu_actual IS '处级职数（实配）';
COMMENT ON COLUMN monthly_leadership.chu_over IS '处级职数（超配）';
COMMENT ON COLUMN monthly_leadership.chu_short IS '处级职数（缺配）';
COMMENT ON COLUMN monthly_leadership.ke_required IS '科级职数（应配）';
COMMENT ON COLUMN monthly_leadership.ke_actual IS '科级职数（实配）';
COMMENT ON COLUMN monthly_leadership.ke_over IS '科级职数（超配）';
COMMENT ON COLUMN monthly_leadership.ke_short IS '科级职数（缺配）';
COMMENT ON COLUMN monthly_leadership.gu_required IS '股级职数（应配）';
COMMENT ON COLUMN monthly_leadership.gu_actual IS '股级职数（实配）';
COMMENT ON COLUMN monthly_leadership.gu_over IS '股级职数（超配）';
COMMENT ON COLUMN monthly_leadership.gu_short IS '股级职数（缺配）';

CREATE FUNCTION monthly_leadership_of(region text, month date) RETURNS SETOF monthly_leadership LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT bianzhi.require(monthly_leadership_of.region, 'region'), bianzhi.require(monthly_leadership_of.month::text, 'month');
    SELECT * FROM leadership_report(monthly_leadership_of.region, monthly_leadership_of.month);
END;
COMMENT ON FUNCTION monthly_leadership_of(text, date) IS '月表4 领导职数配备，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_leadership_closed(region text, month date) RETURNS SETOF monthly_leadership LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_leadership, monthly_leadership_closed.region, sealed_month(monthly_leadership_closed.region, monthly_leadership_closed.month));
END;
COMMENT ON FUNCTION monthly_leadership_closed(text, date) IS '月表4 领导职数配备，已结账月份的快照，原样';
