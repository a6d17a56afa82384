-- 82_annual: the tables of a year but those of people (82_annual_staff): 年表1, 3 and 5 to 10.  A year is its December:
-- any month gives the state at its end and what moved since 1 January.
-- Moved in the year is what the months count, in one look at the facts: counted at the end of the month, but not at
-- the end of the year before.  So opening + in - out = closing, figure by figure.
-- jit off, as in verify(): estimates of what a function returns are wide of the mark, and compiling costs seconds.
-- What may not stand here: the figures of a month (79_month), writes, checks.

-- ---------------------------------------------------------------------------------------------
-- Building blocks
-- ---------------------------------------------------------------------------------------------

-- known_from: the close of last December, of a book that began to close later its first close.
CREATE FUNCTION annual_scope(region text, month date)
    RETURNS TABLE (region_code text, region_level text, first_day date, after date, known_from timestamptz, known_to timestamptz)
    LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT s.region_code, s.level, y.first_day, s.after,
           coalesce((SELECT p.closed_at FROM period p
                      WHERE p.region = s.region_code AND p.month = (y.first_day - interval '1 month')::date AND p.state = 'closed'),
                    (SELECT min(p.closed_at) FROM period p
                      WHERE p.region = s.region_code AND p.month >= y.first_day AND p.month <= s.first_day AND p.state = 'closed'),
                    s.known_to),
           s.known_to
      FROM report_scope(annual_scope.region, annual_scope.month) s
     CROSS JOIN LATERAL (SELECT date_trunc('year', s.first_day::timestamp)::date AS first_day) y;
END;
COMMENT ON FUNCTION annual_scope(text, date) IS '年报范围：某地区及其下级，一月一日至月末，上年结账时间（未结账的取本年首次结账时间）和本月结账时间';

-- Every unit that there was in the year or before.  What is over keeps its last state, for its movements of the year; a
-- division counts where its body does.
CREATE FUNCTION annual_unit_of(region text, month date)
    RETURNS TABLE (unit_id int, kind text, live bool, body_id int, region_code text, level text, name text, class text, institution bool,
                   system text, category text, industry text, rank text, above_id int, sort int) LANGUAGE sql STABLE ROWS 1000 SET jit = off
BEGIN ATOMIC
    WITH live AS MATERIALIZED (
        SELECT u.* FROM unit_of(annual_unit_of.region, annual_unit_of.month) u
    )
    SELECT x.unit_id, x.kind, x.live, x.body_id, x.region_code, x.level, x.name, x.class, x.class IN ('institution', 'reference_institution'),
           coalesce(x.system, ''), x.category, coalesce(x.industry, ''), x.rank, x.above_id, x.sort
      FROM (SELECT u.unit_id, u.kind, true AS live, b.unit_id AS body_id, u.region_code, b.level, u.name, b.class, b.system,
                   b.category, b.industry, u.rank, coalesce(b.supervisor_id, b.parent_id) AS above_id, u.sort
              FROM live u
              JOIN live b ON b.unit_id = coalesce(u.body_id, u.unit_id)
            UNION ALL
            SELECT u.id, u.kind, false, u.id, u.region, CASE WHEN u.system IN ('township', 'subdistrict') THEN 'township' ELSE s.region_level END,
                   u.name, u.class, u.system, u.category, u.industry, u.rank, coalesce(u.supervisor_id, u.parent_id), u.sort
              FROM annual_scope(annual_unit_of.region, annual_unit_of.month) s
              JOIN unit u ON u.region = s.region_code
             WHERE NOT EXISTS (SELECT FROM live l WHERE l.unit_id = u.id)) x;
END;
COMMENT ON FUNCTION annual_unit_of(text, date) IS '年报机构：月末存在的（按当时的沿革，内设机构随其单位）和已经没有的（按最后的情况），没有的只计年度变动';

CREATE FUNCTION annual_account_of(region text, month date)
    RETURNS TABLE (unit_id int, region_code text, post_type int, approved_opening bigint, approved_increased bigint, approved_decreased bigint,
                   approved bigint, strength_opening bigint, strength_in bigint, strength_out bigint, strength bigint)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off
BEGIN ATOMIC
    WITH held AS MATERIALIZED (
        SELECT h.id, h.region, s.first_day, s.after, s.known_from, s.known_to
          FROM annual_scope(annual_account_of.region, annual_account_of.month) s
          JOIN account_holder h ON h.region = s.region_code
    )
    SELECT c.id, c.region, c.post_type, sum(c.a0), sum(c.a1), sum(c.a2), sum(c.a0 + c.a1 - c.a2), sum(c.s0), sum(c.s1), sum(c.s2), sum(c.s0 + c.s1 - c.s2)
      FROM (SELECT h.id, h.region, l.post_type,
                   CASE WHEN k.before THEN l.quantity ELSE 0 END AS a0,
                   CASE WHEN NOT k.before AND l.quantity > 0 THEN l.quantity ELSE 0 END AS a1,
                   CASE WHEN NOT k.before AND l.quantity < 0 THEN -l.quantity ELSE 0 END AS a2, 0 AS s0, 0 AS s1, 0 AS s2
              FROM held h
              JOIN entry_line l ON l.holder_id = h.id
              JOIN entry e ON e.id = l.entry_id
             CROSS JOIN LATERAL (SELECT e.effective_on < h.first_day AND e.recorded_at <= h.known_from AS before) k
             WHERE e.effective_on < h.after AND e.recorded_at <= h.known_to
            UNION ALL
            SELECT h.id, h.region, e.post_type, 0, 0, 0, (k.begun_before AND NOT k.ended_before)::int, (NOT k.begun_before)::int,
                   (k.ended AND NOT k.ended_before)::int
              FROM held h
              JOIN enrolment e ON e.unit_id = h.id
             CROSS JOIN LATERAL (SELECT e.effective_on < h.first_day AND e.recorded_at <= h.known_from AS begun_before,
                                        coalesce(e.until < h.first_day AND coalesce(e.ended_at, e.recorded_at) <= h.known_from, false) AS ended_before,
                                        coalesce(e.until < h.after AND coalesce(e.ended_at, e.recorded_at) <= h.known_to, false) AS ended) k
             WHERE e.effective_on < h.after AND e.recorded_at <= h.known_to
            UNION ALL
            SELECT h.id, h.region, e.post_type, 0, 0, 0, (k.begun_before AND NOT k.ended_before)::int, (NOT k.begun_before)::int,
                   (k.ended AND NOT k.ended_before)::int
              FROM held h
              JOIN appointment e ON e.unit_id = h.id AND e.counts
             CROSS JOIN LATERAL (SELECT e.effective_on < h.first_day AND e.recorded_at <= h.known_from AS begun_before,
                                        coalesce(e.until < h.first_day AND coalesce(e.ended_at, e.recorded_at) <= h.known_from, false) AS ended_before,
                                        coalesce(e.until < h.after AND coalesce(e.ended_at, e.recorded_at) <= h.known_to, false) AS ended) k
             WHERE e.effective_on < h.after AND e.recorded_at <= h.known_to) c
     GROUP BY c.id, c.region, c.post_type;
END;
COMMENT ON FUNCTION annual_account_of(text, date) IS '年度账户：核定数、实有数的年初、本年增减和月末，由分录和在编任职记录计数；增减即各月增减之和';

-- OFFSET 0: as in establishment_type
CREATE VIEW annual_post_type AS
SELECT t.code, t.class = 'establishment' AS establishment, t.class = 'leadership' AS leadership, t.class = 'off_establishment' AS off_establishment,
       coalesce(e.administrative, false) AS administrative, coalesce(e.political_legal, false) AS political_legal, coalesce(e.support, false) AS support,
       coalesce(e.reference, false) AS reference, coalesce(e."full", false) AS "full", coalesce(e.partial, false) AS partial,
       coalesce(e.self, false) AS self, t.category AS post_category, t.funding, CASE t.class WHEN 'leadership' THEN t.rank END AS post_rank, t.scope AS post_scope, t.role AS post_role
  FROM post_type t
  LEFT JOIN establishment_type e ON e.code = t.code
OFFSET 0;
COMMENT ON VIEW annual_post_type IS '年报的编制和职数类别：每类属于年报的哪些栏目';
COMMENT ON COLUMN annual_post_type.code IS '代码';
COMMENT ON COLUMN annual_post_type.establishment IS '编制';
COMMENT ON COLUMN annual_post_type.leadership IS '领导职数';
COMMENT ON COLUMN annual_post_type.off_establishment IS '编外控制数';
COMMENT ON COLUMN annual_post_type.administrative IS '行政';
COMMENT ON COLUMN annual_post_type.political_legal IS '政法专项';
COMMENT ON COLUMN annual_post_type.support IS '机关工勤';
COMMENT ON COLUMN annual_post_type.reference IS '参公事业';
COMMENT ON COLUMN annual_post_type."full" IS '全额事业';
COMMENT ON COLUMN annual_post_type.partial IS '差额事业';
COMMENT ON COLUMN annual_post_type.self IS '自收自支';
COMMENT ON COLUMN annual_post_type.post_category IS '编制总类';
COMMENT ON COLUMN annual_post_type.funding IS '经费形式';
COMMENT ON COLUMN annual_post_type.post_rank IS '职务层次';
COMMENT ON COLUMN annual_post_type.post_scope IS '职数范围；unit 部门领导，division 内设机构领导，discipline 纪检监察领导';
COMMENT ON COLUMN annual_post_type.post_role IS '正副职；chief 正职，deputy 副职，other 其他';

-- ---------------------------------------------------------------------------------------------
-- 年表1  党政群机关机构编制
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION annual_organ_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, system text, unit text, institutions bigint, category_working bigint,
                    category_special bigint, category_affiliated bigint, category_managed bigint, category_deliberative bigint,
                    category_temporary bigint, category_vertical bigint, category_dispatched bigint, category_stationed bigint,
                    category_co_located bigint, category_nameplate bigint, category_other bigint, rank_ting bigint, rank_futing bigint,
                    rank_chu bigint, rank_fuchu bigint, rank_ke bigint, rank_fuke bigint, rank_gu bigint, rank_fugu bigint, rank_none bigint,
                    rank_other bigint, divisions bigint, approved_total bigint, approved_administrative bigint, approved_political_legal bigint,
                    approved_support bigint, approved_other bigint, strength_total bigint, strength_administrative bigint,
                    strength_political_legal bigint, strength_support bigint, strength_other bigint, vacancy_total bigint, over_total bigint,
                    leadership_total bigint, leadership_ting bigint, leadership_futing bigint, leadership_chu bigint, leadership_fuchu bigint,
                    leadership_ke bigint, leadership_fuke bigint, leadership_gu bigint, leadership_other bigint, position_chief bigint,
                    position_deputy bigint, position_other bigint, position_division_chief bigint, position_division_deputy bigint,
                    position_discipline bigint, leadership_actual bigint, leadership_over bigint, leadership_short bigint, approved_opening bigint,
                    approved_increased bigint, approved_decreased bigint, strength_opening bigint, strength_in bigint, strength_out bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_organ_of.region, 'region'), bianzhi.require(annual_organ_of.month::text, 'month');
    WITH unit AS MATERIALIZED (
        SELECT u.* FROM annual_unit_of(annual_organ_of.region, annual_organ_of.month) u WHERE NOT u.institution
    ), account AS MATERIALIZED (
        SELECT a.* FROM annual_account_of(annual_organ_of.region, annual_organ_of.month) a WHERE a.unit_id > 0
    ), number_of_units AS (
        SELECT u.region_code, u.level, u.system,
               count(*) FILTER (WHERE u.live AND u.kind = 'body') AS institutions,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'working_department') AS category_working,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'special_organ') AS category_special,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'affiliated_organ') AS category_affiliated,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'managed_organ') AS category_managed,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'deliberative_office') AS category_deliberative,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'temporary_organ') AS category_temporary,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'vertical_organ') AS category_vertical,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'dispatched_organ') AS category_dispatched,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'stationed_organ') AS category_stationed,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'co_located_organ') AS category_co_located,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'nameplate') AS category_nameplate,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND (u.category IN ('working_department', 'special_organ', 'affiliated_organ', 'managed_organ', 'deliberative_office', 'temporary_organ', 'vertical_organ', 'dispatched_organ', 'stationed_organ', 'co_located_organ', 'nameplate')) IS NOT TRUE) AS category_other,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'ting') AS rank_ting,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'futing') AS rank_futing,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'chu') AS rank_chu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'fuchu') AS rank_fuchu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'ke') AS rank_ke,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'fuke') AS rank_fuke,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'gu') AS rank_gu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'fugu') AS rank_fugu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'none') AS rank_none,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND (u.rank IN ('ting', 'futing', 'chu', 'fuchu', 'ke', 'fuke', 'gu', 'fugu', 'none')) IS NOT TRUE) AS rank_other,
               count(*) FILTER (WHERE u.live AND u.kind = 'division') AS divisions
          FROM unit u
         GROUP BY u.region_code, u.level, u.system
    ), number_of_posts AS (
        SELECT u.region_code, u.level, u.system,
               sum(a.approved) FILTER (WHERE t.establishment) AS approved_total,
               sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
               sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
               sum(a.approved) FILTER (WHERE t.support) AS approved_support,
               sum(a.approved) FILTER (WHERE t.establishment AND NOT (t.administrative OR t.political_legal OR t.support)) AS approved_other,
               sum(a.strength) FILTER (WHERE t.establishment) AS strength_total,
               sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
               sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
               sum(a.strength) FILTER (WHERE t.support) AS strength_support,
               sum(a.strength) FILTER (WHERE t.establishment AND NOT (t.administrative OR t.political_legal OR t.support)) AS strength_other,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.establishment) AS vacancy_total,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE t.establishment) AS over_total,
               sum(a.approved) FILTER (WHERE t.leadership) AS leadership_total,
               sum(a.approved) FILTER (WHERE t.post_rank = 'ting') AS leadership_ting,
               sum(a.approved) FILTER (WHERE t.post_rank = 'futing') AS leadership_futing,
               sum(a.approved) FILTER (WHERE t.post_rank = 'chu') AS leadership_chu,
               sum(a.approved) FILTER (WHERE t.post_rank = 'fuchu') AS leadership_fuchu,
               sum(a.approved) FILTER (WHERE t.post_rank = 'ke') AS leadership_ke,
               sum(a.approved) FILTER (WHERE t.post_rank = 'fuke') AS leadership_fuke,
               sum(a.approved) FILTER (WHERE t.post_rank IN ('gu', 'fugu')) AS leadership_gu,
               sum(a.approved) FILTER (WHERE t.post_rank IN ('none', 'other')) AS leadership_other,
               sum(a.approved) FILTER (WHERE t.post_scope = 'unit' AND t.post_role = 'chief') AS position_chief,
               sum(a.approved) FILTER (WHERE t.post_scope = 'unit' AND t.post_role = 'deputy') AS position_deputy,
               sum(a.approved) FILTER (WHERE t.post_scope = 'unit' AND t.post_role = 'other') AS position_other,
               sum(a.approved) FILTER (WHERE t.post_scope = 'division' AND t.post_role = 'chief') AS position_division_chief,
               sum(a.approved) FILTER (WHERE t.post_scope = 'division' AND t.post_role <> 'chief') AS position_division_deputy,
               sum(a.approved) FILTER (WHERE t.post_scope = 'discipline') AS position_discipline,
               sum(a.strength) FILTER (WHERE t.leadership) AS leadership_actual,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE t.leadership) AS leadership_over,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.leadership) AS leadership_short,
               sum(a.approved_opening) FILTER (WHERE t.establishment) AS approved_opening,
               sum(a.approved_increased) FILTER (WHERE t.establishment) AS approved_increased,
               sum(a.approved_decreased) FILTER (WHERE t.establishment) AS approved_decreased,
               sum(a.strength_opening) FILTER (WHERE t.establishment) AS strength_opening,
               sum(a.strength_in) FILTER (WHERE t.establishment) AS strength_in,
               sum(a.strength_out) FILTER (WHERE t.establishment) AS strength_out
          FROM unit u
          JOIN account a ON a.unit_id = u.unit_id
          JOIN annual_post_type t ON t.code = a.post_type
         GROUP BY u.region_code, u.level, u.system
    ), cell AS (
        SELECT n.*, p.approved_total, p.approved_administrative, p.approved_political_legal, p.approved_support, p.approved_other, p.strength_total,
               p.strength_administrative, p.strength_political_legal, p.strength_support, p.strength_other, p.vacancy_total, p.over_total,
               p.leadership_total, p.leadership_ting, p.leadership_futing, p.leadership_chu, p.leadership_fuchu, p.leadership_ke, p.leadership_fuke,
               p.leadership_gu, p.leadership_other, p.position_chief, p.position_deputy, p.position_other, p.position_division_chief,
               p.position_division_deputy, p.position_discipline, p.leadership_actual, p.leadership_over, p.leadership_short, p.approved_opening,
               p.approved_increased, p.approved_decreased, p.strength_opening, p.strength_in, p.strength_out
          FROM number_of_units n
          LEFT JOIN number_of_posts p ON p.region_code = n.region_code AND p.level = n.level AND p.system = n.system
    )
    SELECT (ARRAY['region_system', 'region', 'level_system', 'level', 'system', 'total'])[s.g - 1], s.region_code, s.level,
           CASE WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.system, ''), '未填') END,
           CASE WHEN s.g = 7 THEN '总计' WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.system, ''), '未填')
                WHEN s.g = 5 THEN coalesce(l.name_zh, s.level) ELSE region_own_name(s.region_code) END,
           s.institutions, s.category_working, s.category_special, s.category_affiliated, s.category_managed, s.category_deliberative,
           s.category_temporary, s.category_vertical, s.category_dispatched, s.category_stationed, s.category_co_located, s.category_nameplate,
           s.category_other, s.rank_ting, s.rank_futing, s.rank_chu, s.rank_fuchu, s.rank_ke, s.rank_fuke, s.rank_gu, s.rank_fugu, s.rank_none,
           s.rank_other, s.divisions, s.approved_total, s.approved_administrative, s.approved_political_legal, s.approved_support, s.approved_other,
           s.strength_total, s.strength_administrative, s.strength_political_legal, s.strength_support, s.strength_other, s.vacancy_total,
           s.over_total, s.leadership_total, s.leadership_ting, s.leadership_futing, s.leadership_chu, s.leadership_fuchu, s.leadership_ke,
           s.leadership_fuke, s.leadership_gu, s.leadership_other, s.position_chief, s.position_deputy, s.position_other, s.position_division_chief,
           s.position_division_deputy, s.position_discipline, s.leadership_actual, s.leadership_over, s.leadership_short, s.approved_opening,
           s.approved_increased, s.approved_decreased, s.strength_opening, s.strength_in, s.strength_out
      FROM (SELECT GROUPING(c.region_code, c.level, c.system) AS g, c.region_code, c.level, c.system,
                   coalesce(sum(c.institutions), 0)::bigint AS institutions, coalesce(sum(c.category_working), 0)::bigint AS category_working,
                   coalesce(sum(c.category_special), 0)::bigint AS category_special,
                   coalesce(sum(c.category_affiliated), 0)::bigint AS category_affiliated,
                   coalesce(sum(c.category_managed), 0)::bigint AS category_managed,
                   coalesce(sum(c.category_deliberative), 0)::bigint AS category_deliberative,
                   coalesce(sum(c.category_temporary), 0)::bigint AS category_temporary,
                   coalesce(sum(c.category_vertical), 0)::bigint AS category_vertical,
                   coalesce(sum(c.category_dispatched), 0)::bigint AS category_dispatched,
                   coalesce(sum(c.category_stationed), 0)::bigint AS category_stationed,
                   coalesce(sum(c.category_co_located), 0)::bigint AS category_co_located,
                   coalesce(sum(c.category_nameplate), 0)::bigint AS category_nameplate, coalesce(sum(c.category_other), 0)::bigint AS category_other,
                   coalesce(sum(c.rank_ting), 0)::bigint AS rank_ting, coalesce(sum(c.rank_futing), 0)::bigint AS rank_futing,
                   coalesce(sum(c.rank_chu), 0)::bigint AS rank_chu, coalesce(sum(c.rank_fuchu), 0)::bigint AS rank_fuchu,
                   coalesce(sum(c.rank_ke), 0)::bigint AS rank_ke, coalesce(sum(c.rank_fuke), 0)::bigint AS rank_fuke,
                   coalesce(sum(c.rank_gu), 0)::bigint AS rank_gu, coalesce(sum(c.rank_fugu), 0)::bigint AS rank_fugu,
                   coalesce(sum(c.rank_none), 0)::bigint AS rank_none, coalesce(sum(c.rank_other), 0)::bigint AS rank_other,
                   coalesce(sum(c.divisions), 0)::bigint AS divisions, coalesce(sum(c.approved_total), 0)::bigint AS approved_total,
                   coalesce(sum(c.approved_administrative), 0)::bigint AS approved_administrative,
                   coalesce(sum(c.approved_political_legal), 0)::bigint AS approved_political_legal,
                   coalesce(sum(c.approved_support), 0)::bigint AS approved_support, coalesce(sum(c.approved_other), 0)::bigint AS approved_other,
                   coalesce(sum(c.strength_total), 0)::bigint AS strength_total,
                   coalesce(sum(c.strength_administrative), 0)::bigint AS strength_administrative,
                   coalesce(sum(c.strength_political_legal), 0)::bigint AS strength_political_legal,
                   coalesce(sum(c.strength_support), 0)::bigint AS strength_support, coalesce(sum(c.strength_other), 0)::bigint AS strength_other,
                   coalesce(sum(c.vacancy_total), 0)::bigint AS vacancy_total, coalesce(sum(c.over_total), 0)::bigint AS over_total,
                   coalesce(sum(c.leadership_total), 0)::bigint AS leadership_total, coalesce(sum(c.leadership_ting), 0)::bigint AS leadership_ting,
                   coalesce(sum(c.leadership_futing), 0)::bigint AS leadership_futing, coalesce(sum(c.leadership_chu), 0)::bigint AS leadership_chu,
                   coalesce(sum(c.leadership_fuchu), 0)::bigint AS leadership_fuchu, coalesce(sum(c.leadership_ke), 0)::bigint AS leadership_ke,
                   coalesce(sum(c.leadership_fuke), 0)::bigint AS leadership_fuke, coalesce(sum(c.leadership_gu), 0)::bigint AS leadership_gu,
                   coalesce(sum(c.leadership_other), 0)::bigint AS leadership_other, coalesce(sum(c.position_chief), 0)::bigint AS position_chief,
                   coalesce(sum(c.position_deputy), 0)::bigint AS position_deputy, coalesce(sum(c.position_other), 0)::bigint AS position_other,
                   coalesce(sum(c.position_division_chief), 0)::bigint AS position_division_chief,
                   coalesce(sum(c.position_division_deputy), 0)::bigint AS position_division_deputy,
                   coalesce(sum(c.position_discipline), 0)::bigint AS position_discipline,
                   coalesce(sum(c.leadership_actual), 0)::bigint AS leadership_actual, coalesce(sum(c.leadership_over), 0)::bigint AS leadership_over,
                   coalesce(sum(c.leadership_short), 0)::bigint AS leadership_short, coalesce(sum(c.approved_opening), 0)::bigint AS approved_opening,
                   coalesce(sum(c.approved_increased), 0)::bigint AS approved_increased,
                   coalesce(sum(c.approved_decreased), 0)::bigint AS approved_decreased,
                   coalesce(sum(c.strength_opening), 0)::bigint AS strength_opening, coalesce(sum(c.strength_in), 0)::bigint AS strength_in,
                   coalesce(sum(c.strength_out), 0)::bigint AS strength_out
              FROM cell c
             GROUP BY GROUPING SETS ((), (c.level), (c.level, c.system), (c.system), (c.region_code), (c.region_code, c.system))) s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
      LEFT JOIN code k ON k.set = 'system' AND k.code = s.system
     ORDER BY CASE s.g WHEN 7 THEN 1 WHEN 6 THEN 3 WHEN 5 THEN 2 WHEN 4 THEN 2 ELSE 4 END, l.sort, s.level COLLATE "C", s.region_code COLLATE "C",
              s.system IS NOT NULL, k.sort, s.system COLLATE "C";
END;
COMMENT ON FUNCTION annual_organ_of(text, date) IS '年表1 党政群机关机构编制；各系统、层级的机构数、规格、编制、领导职数、实有人数和年度变动。事业单位以外的机构，内设机构并入其单位；年中撤销的机构只计年度变动';

CREATE VIEW annual_organ AS
SELECT f.* FROM annual_organ_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_organ IS '年表1 党政群机关机构编制；各系统、层级的机构数、规格、编制、领导职数、实有人数和年度变动';

CREATE FUNCTION annual_organ_closed(region text, month date) RETURNS SETOF annual_organ LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_organ, annual_organ_closed.region, sealed_month(annual_organ_closed.region, annual_organ_closed.month)) f;
END;
COMMENT ON FUNCTION annual_organ_closed(text, date) IS '年表1 党政群机关机构编制，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表3  事业单位机构编制
-- ---------------------------------------------------------------------------------------------

-- An institution has no funding form of its own: it is that of most of its posts.
CREATE FUNCTION annual_institution_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, industry text, unit text, institutions bigint, category_administrative bigint,
                    category_welfare_1 bigint, category_welfare_2 bigint, category_production bigint, category_unclassified bigint,
                    reference_institutions bigint, rank_ting bigint, rank_futing bigint, rank_chu bigint, rank_fuchu bigint, rank_ke bigint,
                    rank_fuke bigint, rank_gu bigint, rank_fugu bigint, rank_none bigint, rank_other bigint, funding_full bigint,
                    funding_partial bigint, funding_self bigint, funding_other bigint, divisions bigint, approved_total bigint,
                    approved_support bigint, approved_reference bigint, approved_full bigint, approved_partial bigint, approved_self bigint,
                    approved_other bigint, strength_total bigint, strength_support bigint, strength_reference bigint, strength_full bigint,
                    strength_partial bigint, strength_self bigint, strength_other bigint, vacancy_total bigint, over_total bigint,
                    leadership_total bigint, leadership_ting bigint, leadership_futing bigint, leadership_chu bigint, leadership_fuchu bigint,
                    leadership_ke bigint, leadership_fuke bigint, leadership_gu bigint, leadership_other bigint, position_chief bigint,
                    position_deputy bigint, position_other bigint, position_division_chief bigint, position_division_deputy bigint,
                    position_discipline bigint, leadership_actual bigint, leadership_over bigint, leadership_short bigint, approved_opening bigint,
                    approved_increased bigint, approved_decreased bigint, strength_opening bigint, strength_in bigint, strength_out bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_institution_of.region, 'region'), bianzhi.require(annual_institution_of.month::text, 'month');
    WITH unit AS MATERIALIZED (
        SELECT u.* FROM annual_unit_of(annual_institution_of.region, annual_institution_of.month) u WHERE u.institution
    ), account AS MATERIALIZED (
        SELECT a.* FROM annual_account_of(annual_institution_of.region, annual_institution_of.month) a WHERE a.unit_id > 0
    ), funding AS (
        SELECT DISTINCT ON (h.body_id) h.body_id, h.funding
          FROM (SELECT u.body_id, p.funding, sum(a.approved) AS approved
                  FROM unit u
                  JOIN account a ON a.unit_id = u.unit_id AND a.approved > 0
                  JOIN post_type p ON p.code = a.post_type AND p.class = 'establishment'
                 GROUP BY u.body_id, p.funding) h
         ORDER BY h.body_id, h.approved DESC, array_position('{full,partial,self}'::text[], h.funding)
    ), number_of_units AS (
        SELECT u.region_code, u.level, u.industry,
               count(*) FILTER (WHERE u.live AND u.kind = 'body') AS institutions,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'administrative_function') AS category_administrative,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'welfare_1') AS category_welfare_1,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'welfare_2') AS category_welfare_2,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.category = 'production_operation') AS category_production,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND (u.category IN ('administrative_function', 'welfare_1', 'welfare_2', 'production_operation')) IS NOT TRUE) AS category_unclassified,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.class = 'reference_institution') AS reference_institutions,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'ting') AS rank_ting,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'futing') AS rank_futing,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'chu') AS rank_chu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'fuchu') AS rank_fuchu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'ke') AS rank_ke,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'fuke') AS rank_fuke,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'gu') AS rank_gu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'fugu') AS rank_fugu,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND u.rank = 'none') AS rank_none,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND (u.rank IN ('ting', 'futing', 'chu', 'fuchu', 'ke', 'fuke', 'gu', 'fugu', 'none')) IS NOT TRUE) AS rank_other,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND f.funding = 'full') AS funding_full,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND f.funding = 'partial') AS funding_partial,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND f.funding = 'self') AS funding_self,
               count(*) FILTER (WHERE u.live AND u.kind = 'body' AND (f.funding IN ('full', 'partial', 'self')) IS NOT TRUE) AS funding_other,
               count(*) FILTER (WHERE u.live AND u.kind = 'division') AS divisions
          FROM unit u
          LEFT JOIN funding f ON f.body_id = u.unit_id
         GROUP BY u.region_code, u.level, u.industry
    ), number_of_posts AS (
        SELECT u.region_code, u.level, u.industry,
               sum(a.approved) FILTER (WHERE t.establishment) AS approved_total,
               sum(a.approved) FILTER (WHERE t.support) AS approved_support,
               sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
               sum(a.approved) FILTER (WHERE t."full") AS approved_full,
               sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
               sum(a.approved) FILTER (WHERE t.self) AS approved_self,
               sum(a.approved) FILTER (WHERE t.establishment AND NOT (t.support OR t.reference OR t."full" OR t.partial OR t.self)) AS approved_other,
               sum(a.strength) FILTER (WHERE t.establishment) AS strength_total,
               sum(a.strength) FILTER (WHERE t.support) AS strength_support,
               sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
               sum(a.strength) FILTER (WHERE t."full") AS strength_full,
               sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
               sum(a.strength) FILTER (WHERE t.self) AS strength_self,
               sum(a.strength) FILTER (WHERE t.establishment AND NOT (t.support OR t.reference OR t."full" OR t.partial OR t.self)) AS strength_other,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.establishment) AS vacancy_total,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE t.establishment) AS over_total,
               sum(a.approved) FILTER (WHERE t.leadership) AS leadership_total,
               sum(a.approved) FILTER (WHERE t.post_rank = 'ting') AS leadership_ting,
               sum(a.approved) FILTER (WHERE t.post_rank = 'futing') AS leadership_futing,
               sum(a.approved) FILTER (WHERE t.post_rank = 'chu') AS leadership_chu,
               sum(a.approved) FILTER (WHERE t.post_rank = 'fuchu') AS leadership_fuchu,
               sum(a.approved) FILTER (WHERE t.post_rank = 'ke') AS leadership_ke,
               sum(a.approved) FILTER (WHERE t.post_rank = 'fuke') AS leadership_fuke,
               sum(a.approved) FILTER (WHERE t.post_rank IN ('gu', 'fugu')) AS leadership_gu,
               sum(a.approved) FILTER (WHERE t.post_rank IN ('none', 'other')) AS leadership_other,
               sum(a.approved) FILTER (WHERE t.post_scope = 'unit' AND t.post_role = 'chief') AS position_chief,
               sum(a.approved) FILTER (WHERE t.post_scope = 'unit' AND t.post_role = 'deputy') AS position_deputy,
               sum(a.approved) FILTER (WHERE t.post_scope = 'unit' AND t.post_role = 'other') AS position_other,
               sum(a.approved) FILTER (WHERE t.post_scope = 'division' AND t.post_role = 'chief') AS position_division_chief,
               sum(a.approved) FILTER (WHERE t.post_scope = 'division' AND t.post_role <> 'chief') AS position_division_deputy,
               sum(a.approved) FILTER (WHERE t.post_scope = 'discipline') AS position_discipline,
               sum(a.strength) FILTER (WHERE t.leadership) AS leadership_actual,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE t.leadership) AS leadership_over,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.leadership) AS leadership_short,
               sum(a.approved_opening) FILTER (WHERE t.establishment) AS approved_opening,
               sum(a.approved_increased) FILTER (WHERE t.establishment) AS approved_increased,
               sum(a.approved_decreased) FILTER (WHERE t.establishment) AS approved_decreased,
               sum(a.strength_opening) FILTER (WHERE t.establishment) AS strength_opening,
               sum(a.strength_in) FILTER (WHERE t.establishment) AS strength_in,
               sum(a.strength_out) FILTER (WHERE t.establishment) AS strength_out
          FROM unit u
          JOIN account a ON a.unit_id = u.unit_id
          JOIN annual_post_type t ON t.code = a.post_type
         GROUP BY u.region_code, u.level, u.industry
    ), cell AS (
        SELECT n.*, p.approved_total, p.approved_support, p.approved_reference, p.approved_full, p.approved_partial, p.approved_self, p.approved_other,
               p.strength_total, p.strength_support, p.strength_reference, p.strength_full, p.strength_partial, p.strength_self, p.strength_other,
               p.vacancy_total, p.over_total, p.leadership_total, p.leadership_ting, p.leadership_futing, p.leadership_chu, p.leadership_fuchu,
               p.leadership_ke, p.leadership_fuke, p.leadership_gu, p.leadership_other, p.position_chief, p.position_deputy, p.position_other,
               p.position_division_chief, p.position_division_deputy, p.position_discipline, p.leadership_actual, p.leadership_over,
               p.leadership_short, p.approved_opening, p.approved_increased, p.approved_decreased, p.strength_opening, p.strength_in, p.strength_out
          FROM number_of_units n
          LEFT JOIN number_of_posts p ON p.region_code = n.region_code AND p.level = n.level AND p.industry = n.industry
    )
    SELECT (ARRAY['region_industry', 'region', 'level_industry', 'level', 'industry', 'total'])[s.g - 1], s.region_code, s.level,
           CASE WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.industry, ''), '未填') END,
           CASE WHEN s.g = 7 THEN '总计' WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.industry, ''), '未填')
                WHEN s.g = 5 THEN coalesce(l.name_zh, s.level) ELSE region_own_name(s.region_code) END,
           s.institutions, s.category_administrative, s.category_welfare_1, s.category_welfare_2, s.category_production, s.category_unclassified,
           s.reference_institutions, s.rank_ting, s.rank_futing, s.rank_chu, s.rank_fuchu, s.rank_ke, s.rank_fuke, s.rank_gu, s.rank_fugu,
           s.rank_none, s.rank_other, s.funding_full, s.funding_partial, s.funding_self, s.funding_other, s.divisions, s.approved_total,
           s.approved_support, s.approved_reference, s.approved_full, s.approved_partial, s.approved_self, s.approved_other, s.strength_total,
           s.strength_support, s.strength_reference, s.strength_full, s.strength_partial, s.strength_self, s.strength_other, s.vacancy_total,
           s.over_total, s.leadership_total, s.leadership_ting, s.leadership_futing, s.leadership_chu, s.leadership_fuchu, s.leadership_ke,
           s.leadership_fuke, s.leadership_gu, s.leadership_other, s.position_chief, s.position_deputy, s.position_other, s.position_division_chief,
           s.position_division_deputy, s.position_discipline, s.leadership_actual, s.leadership_over, s.leadership_short, s.approved_opening,
           s.approved_increased, s.approved_decreased, s.strength_opening, s.strength_in, s.strength_out
      FROM (SELECT GROUPING(c.region_code, c.level, c.industry) AS g, c.region_code, c.level, c.industry,
                   coalesce(sum(c.institutions), 0)::bigint AS institutions,
                   coalesce(sum(c.category_administrative), 0)::bigint AS category_administrative,
                   coalesce(sum(c.category_welfare_1), 0)::bigint AS category_welfare_1,
                   coalesce(sum(c.category_welfare_2), 0)::bigint AS category_welfare_2,
                   coalesce(sum(c.category_production), 0)::bigint AS category_production,
                   coalesce(sum(c.category_unclassified), 0)::bigint AS category_unclassified,
                   coalesce(sum(c.reference_institutions), 0)::bigint AS reference_institutions, coalesce(sum(c.rank_ting), 0)::bigint AS rank_ting,
                   coalesce(sum(c.rank_futing), 0)::bigint AS rank_futing, coalesce(sum(c.rank_chu), 0)::bigint AS rank_chu,
                   coalesce(sum(c.rank_fuchu), 0)::bigint AS rank_fuchu, coalesce(sum(c.rank_ke), 0)::bigint AS rank_ke,
                   coalesce(sum(c.rank_fuke), 0)::bigint AS rank_fuke, coalesce(sum(c.rank_gu), 0)::bigint AS rank_gu,
                   coalesce(sum(c.rank_fugu), 0)::bigint AS rank_fugu, coalesce(sum(c.rank_none), 0)::bigint AS rank_none,
                   coalesce(sum(c.rank_other), 0)::bigint AS rank_other, coalesce(sum(c.funding_full), 0)::bigint AS funding_full,
                   coalesce(sum(c.funding_partial), 0)::bigint AS funding_partial, coalesce(sum(c.funding_self), 0)::bigint AS funding_self,
                   coalesce(sum(c.funding_other), 0)::bigint AS funding_other, coalesce(sum(c.divisions), 0)::bigint AS divisions,
                   coalesce(sum(c.approved_total), 0)::bigint AS approved_total, coalesce(sum(c.approved_support), 0)::bigint AS approved_support,
                   coalesce(sum(c.approved_reference), 0)::bigint AS approved_reference, coalesce(sum(c.approved_full), 0)::bigint AS approved_full,
                   coalesce(sum(c.approved_partial), 0)::bigint AS approved_partial, coalesce(sum(c.approved_self), 0)::bigint AS approved_self,
                   coalesce(sum(c.approved_other), 0)::bigint AS approved_other, coalesce(sum(c.strength_total), 0)::bigint AS strength_total,
                   coalesce(sum(c.strength_support), 0)::bigint AS strength_support,
                   coalesce(sum(c.strength_reference), 0)::bigint AS strength_reference, coalesce(sum(c.strength_full), 0)::bigint AS strength_full,
                   coalesce(sum(c.strength_partial), 0)::bigint AS strength_partial, coalesce(sum(c.strength_self), 0)::bigint AS strength_self,
                   coalesce(sum(c.strength_other), 0)::bigint AS strength_other, coalesce(sum(c.vacancy_total), 0)::bigint AS vacancy_total,
                   coalesce(sum(c.over_total), 0)::bigint AS over_total, coalesce(sum(c.leadership_total), 0)::bigint AS leadership_total,
                   coalesce(sum(c.leadership_ting), 0)::bigint AS leadership_ting, coalesce(sum(c.leadership_futing), 0)::bigint AS leadership_futing,
                   coalesce(sum(c.leadership_chu), 0)::bigint AS leadership_chu, coalesce(sum(c.leadership_fuchu), 0)::bigint AS leadership_fuchu,
                   coalesce(sum(c.leadership_ke), 0)::bigint AS leadership_ke, coalesce(sum(c.leadership_fuke), 0)::bigint AS leadership_fuke,
                   coalesce(sum(c.leadership_gu), 0)::bigint AS leadership_gu, coalesce(sum(c.leadership_other), 0)::bigint AS leadership_other,
                   coalesce(sum(c.position_chief), 0)::bigint AS position_chief, coalesce(sum(c.position_deputy), 0)::bigint AS position_deputy,
                   coalesce(sum(c.position_other), 0)::bigint AS position_other,
                   coalesce(sum(c.position_division_chief), 0)::bigint AS position_division_chief,
                   coalesce(sum(c.position_division_deputy), 0)::bigint AS position_division_deputy,
                   coalesce(sum(c.position_discipline), 0)::bigint AS position_discipline,
                   coalesce(sum(c.leadership_actual), 0)::bigint AS leadership_actual, coalesce(sum(c.leadership_over), 0)::bigint AS leadership_over,
                   coalesce(sum(c.leadership_short), 0)::bigint AS leadership_short, coalesce(sum(c.approved_opening), 0)::bigint AS approved_opening,
                   coalesce(sum(c.approved_increased), 0)::bigint AS approved_increased,
                   coalesce(sum(c.approved_decreased), 0)::bigint AS approved_decreased,
                   coalesce(sum(c.strength_opening), 0)::bigint AS strength_opening, coalesce(sum(c.strength_in), 0)::bigint AS strength_in,
                   coalesce(sum(c.strength_out), 0)::bigint AS strength_out
              FROM cell c
             GROUP BY GROUPING SETS ((), (c.level), (c.level, c.industry), (c.industry), (c.region_code), (c.region_code, c.industry))) s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
      LEFT JOIN code k ON k.set = 'industry' AND k.code = s.industry
     ORDER BY CASE s.g WHEN 7 THEN 1 WHEN 6 THEN 3 WHEN 5 THEN 2 WHEN 4 THEN 2 ELSE 4 END, l.sort, s.level COLLATE "C", s.region_code COLLATE "C",
              s.industry IS NOT NULL, k.sort, s.industry COLLATE "C";
END;
COMMENT ON FUNCTION annual_institution_of(text, date) IS '年表3 事业单位机构编制；各行业、层级的事业单位数、类别、规格、经费形式、编制、领导职数、实有人数和年度变动。经费形式取该单位核定最多的编制的经费形式；管理、专技、工勤的核定结构账上没有，实有结构见年表4';

CREATE VIEW annual_institution AS
SELECT f.* FROM annual_institution_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_institution IS '年表3 事业单位机构编制；各行业、层级的事业单位数、类别、规格、经费形式、编制、领导职数、实有人数和年度变动';

CREATE FUNCTION annual_institution_closed(region text, month date) RETURNS SETOF annual_institution LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_institution, annual_institution_closed.region, sealed_month(annual_institution_closed.region, annual_institution_closed.month)) f;
END;
COMMENT ON FUNCTION annual_institution_closed(text, date) IS '年表3 事业单位机构编制，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表5  政法专项编制
-- ---------------------------------------------------------------------------------------------

-- Which branch a unit belongs to its system says, or a word in the name of its body (rows of code).
CREATE FUNCTION annual_political_legal_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, branch text, unit_id int, unit text, institutions bigint, divisions bigint,
                    approved_political_legal bigint, strength_political_legal bigint, vacancy_political_legal bigint, over_political_legal bigint,
                    approved_administrative bigint, approved_support bigint, approved_other bigint, approved_total bigint,
                    strength_administrative bigint, strength_support bigint, strength_other bigint, strength_total bigint, leadership_total bigint,
                    leadership_actual bigint, leadership_over bigint, leadership_short bigint, political_legal_opening bigint,
                    political_legal_increased bigint, political_legal_decreased bigint, political_legal_staff_opening bigint,
                    political_legal_in bigint, political_legal_out bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_political_legal_of.region, 'region'), bianzhi.require(annual_political_legal_of.month::text, 'month');
    WITH unit AS MATERIALIZED (
        SELECT u.* FROM annual_unit_of(annual_political_legal_of.region, annual_political_legal_of.month) u
    ), account AS MATERIALIZED (
        SELECT a.*, t.establishment, t.leadership, t.political_legal, t.administrative, t.support
          FROM annual_account_of(annual_political_legal_of.region, annual_political_legal_of.month) a
          JOIN annual_post_type t ON t.code = a.post_type
         WHERE a.unit_id > 0
    ), body AS MATERIALIZED (
        SELECT b.unit_id, b.live, b.region_code, b.level, b.name, b.sort,
               coalesce((SELECT k.code FROM code k
                          WHERE k.set = 'political_legal_branch'
                            AND (k.attributes -> 'systems' ? b.system
                                 OR EXISTS (SELECT FROM jsonb_array_elements_text(k.attributes -> 'names') w (word) WHERE strpos(b.name, w.word) > 0))
                          ORDER BY k.sort, k.code LIMIT 1), 'other') AS branch
          FROM unit b
         WHERE b.unit_id = b.body_id
           AND (b.class = 'political_legal_organ'
                OR EXISTS (SELECT FROM unit u JOIN account a ON a.unit_id = u.unit_id AND a.political_legal WHERE u.body_id = b.unit_id))
    ), number_of_posts AS (
        SELECT u.body_id,
               sum(a.approved) FILTER (WHERE a.political_legal) AS approved_political_legal, sum(a.strength) FILTER (WHERE a.political_legal) AS strength_political_legal,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE a.political_legal) AS vacancy_political_legal,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE a.political_legal) AS over_political_legal,
               sum(a.approved) FILTER (WHERE a.administrative) AS approved_administrative, sum(a.approved) FILTER (WHERE a.support) AS approved_support,
               sum(a.approved) FILTER (WHERE a.establishment AND NOT (a.political_legal OR a.administrative OR a.support)) AS approved_other,
               sum(a.approved) FILTER (WHERE a.establishment) AS approved_total,
               sum(a.strength) FILTER (WHERE a.administrative) AS strength_administrative, sum(a.strength) FILTER (WHERE a.support) AS strength_support,
               sum(a.strength) FILTER (WHERE a.establishment AND NOT (a.political_legal OR a.administrative OR a.support)) AS strength_other,
               sum(a.strength) FILTER (WHERE a.establishment) AS strength_total,
               sum(a.approved) FILTER (WHERE a.leadership) AS leadership_total, sum(a.strength) FILTER (WHERE a.leadership) AS leadership_actual,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE a.leadership) AS leadership_over,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE a.leadership) AS leadership_short,
               sum(a.approved_opening) FILTER (WHERE a.political_legal) AS political_legal_opening,
               sum(a.approved_increased) FILTER (WHERE a.political_legal) AS political_legal_increased,
               sum(a.approved_decreased) FILTER (WHERE a.political_legal) AS political_legal_decreased,
               sum(a.strength_opening) FILTER (WHERE a.political_legal) AS political_legal_staff_opening,
               sum(a.strength_in) FILTER (WHERE a.political_legal) AS political_legal_in, sum(a.strength_out) FILTER (WHERE a.political_legal) AS political_legal_out
          FROM unit u
          JOIN account a ON a.unit_id = u.unit_id
         GROUP BY u.body_id
    ), number_of_units AS (
        SELECT u.body_id, count(*) FILTER (WHERE u.live AND u.kind = 'body') AS institutions, count(*) FILTER (WHERE u.live AND u.kind = 'division') AS divisions
          FROM unit u
         GROUP BY u.body_id
    )
    SELECT (ARRAY['unit', 'region', 'level', 'branch', 'total'])[s.place], s.region_code, s.level, coalesce(k.name_zh, s.branch), s.unit_id,
           CASE s.place WHEN 5 THEN '总计' WHEN 4 THEN coalesce(k.name_zh, s.branch) WHEN 3 THEN coalesce(l.name_zh, s.level) WHEN 2 THEN region_own_name(s.region_code)
                        ELSE s.name END,
           s.institutions, s.divisions, s.approved_political_legal, s.strength_political_legal, s.vacancy_political_legal, s.over_political_legal,
           s.approved_administrative, s.approved_support, s.approved_other, s.approved_total, s.strength_administrative, s.strength_support,
           s.strength_other, s.strength_total, s.leadership_total, s.leadership_actual, s.leadership_over, s.leadership_short,
           s.political_legal_opening, s.political_legal_increased, s.political_legal_decreased, s.political_legal_staff_opening, s.political_legal_in,
           s.political_legal_out
      FROM (SELECT CASE GROUPING(b.unit_id, b.region_code, b.level, b.branch) WHEN 15 THEN 5 WHEN 14 THEN 4 WHEN 13 THEN 3 WHEN 11 THEN 2 ELSE 1 END AS place,
                   b.unit_id, b.name, b.sort, b.region_code, b.level, b.branch,
                   coalesce(sum(institutions), 0)::bigint AS institutions, coalesce(sum(divisions), 0)::bigint AS divisions,
                   coalesce(sum(approved_political_legal), 0)::bigint AS approved_political_legal,
                   coalesce(sum(strength_political_legal), 0)::bigint AS strength_political_legal,
                   coalesce(sum(vacancy_political_legal), 0)::bigint AS vacancy_political_legal,
                   coalesce(sum(over_political_legal), 0)::bigint AS over_political_legal,
                   coalesce(sum(approved_administrative), 0)::bigint AS approved_administrative,
                   coalesce(sum(approved_support), 0)::bigint AS approved_support, coalesce(sum(approved_other), 0)::bigint AS approved_other,
                   coalesce(sum(approved_total), 0)::bigint AS approved_total,
                   coalesce(sum(strength_administrative), 0)::bigint AS strength_administrative,
                   coalesce(sum(strength_support), 0)::bigint AS strength_support, coalesce(sum(strength_other), 0)::bigint AS strength_other,
                   coalesce(sum(strength_total), 0)::bigint AS strength_total, coalesce(sum(leadership_total), 0)::bigint AS leadership_total,
                   coalesce(sum(leadership_actual), 0)::bigint AS leadership_actual, coalesce(sum(leadership_over), 0)::bigint AS leadership_over,
                   coalesce(sum(leadership_short), 0)::bigint AS leadership_short,
                   coalesce(sum(political_legal_opening), 0)::bigint AS political_legal_opening,
                   coalesce(sum(political_legal_increased), 0)::bigint AS political_legal_increased,
                   coalesce(sum(political_legal_decreased), 0)::bigint AS political_legal_decreased,
                   coalesce(sum(political_legal_staff_opening), 0)::bigint AS political_legal_staff_opening,
                   coalesce(sum(political_legal_in), 0)::bigint AS political_legal_in,
                   coalesce(sum(political_legal_out), 0)::bigint AS political_legal_out
              FROM body b
              JOIN number_of_units n ON n.body_id = b.unit_id
              LEFT JOIN number_of_posts p ON p.body_id = b.unit_id
             GROUP BY GROUPING SETS ((), (b.branch), (b.level), (b.region_code), (b.unit_id, b.name, b.sort, b.region_code, b.level, b.branch))) s
      LEFT JOIN code k ON k.set = 'political_legal_branch' AND k.code = s.branch
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
     WHERE s.place > 1 OR s.institutions > 0 OR s.political_legal_opening > 0 OR s.political_legal_increased > 0 OR s.political_legal_staff_opening > 0 OR s.political_legal_in > 0
     ORDER BY s.place DESC, CASE s.place WHEN 4 THEN k.sort WHEN 3 THEN l.sort END, s.region_code COLLATE "C", s.sort, s.unit_id;
END;
COMMENT ON FUNCTION annual_political_legal_of(text, date) IS '年表5 政法专项编制；政法机关和使用政法专项编制的其他单位，按业务系统、层级、地区和单位。业务系统由系统类别或名称中的字样认定（代码集 political_legal_branch）；法官检察官员额账上没有，需要时以新的编制类别登记';

CREATE VIEW annual_political_legal AS
SELECT f.* FROM annual_political_legal_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_political_legal IS '年表5 政法专项编制；业务系统、层级、地区和单位';

CREATE FUNCTION annual_political_legal_closed(region text, month date) RETURNS SETOF annual_political_legal LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_political_legal, annual_political_legal_closed.region, sealed_month(annual_political_legal_closed.region, annual_political_legal_closed.month)) f;
END;
COMMENT ON FUNCTION annual_political_legal_closed(text, date) IS '年表5 政法专项编制，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表6  苏木乡镇（街道）
-- ---------------------------------------------------------------------------------------------

-- A township is a region of that level, or, where it stands in its banner's region, its organ with the bodies right below.
CREATE FUNCTION annual_township_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit text, townships bigint, subdistricts bigint, institutions bigint, public_institutions bigint,
                    divisions bigint, approved_total bigint, approved_administrative bigint, approved_support bigint, approved_institution bigint,
                    approved_other bigint, strength_total bigint, strength_administrative bigint, strength_support bigint,
                    strength_institution bigint, strength_other bigint, vacancy_total bigint, over_total bigint, leadership_total bigint,
                    leadership_actual bigint, leadership_over bigint, leadership_short bigint, status_on_post bigint, status_seconded bigint,
                    status_away bigint, status_other bigint, approved_opening bigint, approved_increased bigint, approved_decreased bigint,
                    strength_opening bigint, strength_in bigint, strength_out bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_township_of.region, 'region'), bianzhi.require(annual_township_of.month::text, 'month');
    WITH unit AS MATERIALIZED (
        SELECT u.* FROM annual_unit_of(annual_township_of.region, annual_township_of.month) u
    ), seat AS MATERIALIZED (
        SELECT u.unit_id, u.kind, u.live, u.institution, u.system, u.region_code,
               CASE g.level WHEN 'township' THEN coalesce(g.parent, g.code) ELSE g.code END AS banner,
               CASE WHEN g.level = 'township' THEN g.code WHEN b.level = 'township' THEN b.unit_id::text WHEN a.level = 'township' THEN a.unit_id::text END AS town,
               CASE WHEN g.level = 'township' THEN g.name WHEN b.level = 'township' THEN b.name WHEN a.level = 'township' THEN a.name END AS name
          FROM unit u
          JOIN region g ON g.code = u.region_code
          JOIN unit b ON b.unit_id = u.body_id
          LEFT JOIN unit a ON a.unit_id = b.above_id
    ), number_of_units AS (
        SELECT t.town, t.banner, t.name, min(t.region_code) AS region_code,
               (bool_or(t.live) AND NOT coalesce(bool_or(t.system = 'subdistrict' AND t.live), false))::int AS townships,
               coalesce(bool_or(t.system = 'subdistrict' AND t.live), false)::int AS subdistricts,
               count(*) FILTER (WHERE t.live AND t.kind = 'body') AS institutions,
               count(*) FILTER (WHERE t.live AND t.kind = 'body' AND t.institution) AS public_institutions,
               count(*) FILTER (WHERE t.live AND t.kind = 'division') AS divisions
          FROM seat t
         WHERE t.town IS NOT NULL
         GROUP BY t.town, t.banner, t.name
    ), number_of_posts AS (
        SELECT t.town, t.banner,
               sum(a.approved) FILTER (WHERE k.establishment) AS approved_total, sum(a.approved) FILTER (WHERE k.administrative) AS approved_administrative,
               sum(a.approved) FILTER (WHERE k.support) AS approved_support,
               sum(a.approved) FILTER (WHERE k.establishment AND k.post_category = 'institution') AS approved_institution,
               sum(a.approved) FILTER (WHERE k.establishment AND NOT (k.administrative OR k.support OR k.post_category = 'institution')) AS approved_other,
               sum(a.strength) FILTER (WHERE k.establishment) AS strength_total, sum(a.strength) FILTER (WHERE k.administrative) AS strength_administrative,
               sum(a.strength) FILTER (WHERE k.support) AS strength_support,
               sum(a.strength) FILTER (WHERE k.establishment AND k.post_category = 'institution') AS strength_institution,
               sum(a.strength) FILTER (WHERE k.establishment AND NOT (k.administrative OR k.support OR k.post_category = 'institution')) AS strength_other,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE k.establishment) AS vacancy_total,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE k.establishment) AS over_total,
               sum(a.approved) FILTER (WHERE k.leadership) AS leadership_total, sum(a.strength) FILTER (WHERE k.leadership) AS leadership_actual,
               sum(greatest(a.strength - a.approved, 0)) FILTER (WHERE k.leadership) AS leadership_over,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE k.leadership) AS leadership_short,
               sum(a.approved_opening) FILTER (WHERE k.establishment) AS approved_opening, sum(a.approved_increased) FILTER (WHERE k.establishment) AS approved_increased,
               sum(a.approved_decreased) FILTER (WHERE k.establishment) AS approved_decreased, sum(a.strength_opening) FILTER (WHERE k.establishment) AS strength_opening,
               sum(a.strength_in) FILTER (WHERE k.establishment) AS strength_in, sum(a.strength_out) FILTER (WHERE k.establishment) AS strength_out
          FROM seat t
          JOIN annual_account_of(annual_township_of.region, annual_township_of.month) a ON a.unit_id = t.unit_id
          JOIN annual_post_type k ON k.code = a.post_type
         WHERE t.town IS NOT NULL
         GROUP BY t.town, t.banner
    ), number_of_people AS (
        SELECT t.town, t.banner, count(*) FILTER (WHERE p.status = 'on_post') AS status_on_post, count(*) FILTER (WHERE p.status = 'seconded') AS status_seconded,
               count(*) FILTER (WHERE p.status IN ('temporary_post', 'assistance', 'study')) AS status_away,
               count(*) FILTER (WHERE p.status NOT IN ('on_post', 'seconded', 'temporary_post', 'assistance', 'study')) AS status_other
          FROM seat t
          JOIN enrolled_of(annual_township_of.region, annual_township_of.month) e ON e.unit_id = t.unit_id
          JOIN post_type k ON k.code = e.post_type AND k.class = 'establishment'
          JOIN person p ON p.id = e.person_id
         WHERE t.town IS NOT NULL
         GROUP BY t.town, t.banner
    )
    SELECT (ARRAY['township', 'region', 'total'])[s.place], coalesce(s.region_code, s.banner), CASE s.place WHEN 3 THEN '总计' WHEN 2 THEN g.name ELSE s.name END,
           s.townships, s.subdistricts, s.institutions, s.public_institutions, s.divisions, s.approved_total, s.approved_administrative,
           s.approved_support, s.approved_institution, s.approved_other, s.strength_total, s.strength_administrative, s.strength_support,
           s.strength_institution, s.strength_other, s.vacancy_total, s.over_total, s.leadership_total, s.leadership_actual, s.leadership_over,
           s.leadership_short, s.status_on_post, s.status_seconded, s.status_away, s.status_other, s.approved_opening, s.approved_increased,
           s.approved_decreased, s.strength_opening, s.strength_in, s.strength_out
      FROM (SELECT CASE GROUPING(n.banner, n.town) WHEN 3 THEN 3 WHEN 1 THEN 2 ELSE 1 END AS place, n.banner, n.town, n.name, n.region_code,
                   coalesce(sum(townships), 0)::bigint AS townships, coalesce(sum(subdistricts), 0)::bigint AS subdistricts,
                   coalesce(sum(institutions), 0)::bigint AS institutions, coalesce(sum(public_institutions), 0)::bigint AS public_institutions,
                   coalesce(sum(divisions), 0)::bigint AS divisions, coalesce(sum(approved_total), 0)::bigint AS approved_total,
                   coalesce(sum(approved_administrative), 0)::bigint AS approved_administrative,
                   coalesce(sum(approved_support), 0)::bigint AS approved_support,
                   coalesce(sum(approved_institution), 0)::bigint AS approved_institution, coalesce(sum(approved_other), 0)::bigint AS approved_other,
                   coalesce(sum(strength_total), 0)::bigint AS strength_total,
                   coalesce(sum(strength_administrative), 0)::bigint AS strength_administrative,
                   coalesce(sum(strength_support), 0)::bigint AS strength_support,
                   coalesce(sum(strength_institution), 0)::bigint AS strength_institution, coalesce(sum(strength_other), 0)::bigint AS strength_other,
                   coalesce(sum(vacancy_total), 0)::bigint AS vacancy_total, coalesce(sum(over_total), 0)::bigint AS over_total,
                   coalesce(sum(leadership_total), 0)::bigint AS leadership_total, coalesce(sum(leadership_actual), 0)::bigint AS leadership_actual,
                   coalesce(sum(leadership_over), 0)::bigint AS leadership_over, coalesce(sum(leadership_short), 0)::bigint AS leadership_short,
                   coalesce(sum(status_on_post), 0)::bigint AS status_on_post, coalesce(sum(status_seconded), 0)::bigint AS status_seconded,
                   coalesce(sum(status_away), 0)::bigint AS status_away, coalesce(sum(status_other), 0)::bigint AS status_other,
                   coalesce(sum(approved_opening), 0)::bigint AS approved_opening, coalesce(sum(approved_increased), 0)::bigint AS approved_increased,
                   coalesce(sum(approved_decreased), 0)::bigint AS approved_decreased, coalesce(sum(strength_opening), 0)::bigint AS strength_opening,
                   coalesce(sum(strength_in), 0)::bigint AS strength_in, coalesce(sum(strength_out), 0)::bigint AS strength_out
              FROM number_of_units n
              LEFT JOIN number_of_posts p ON p.town = n.town AND p.banner = n.banner
              LEFT JOIN number_of_people c ON c.town = n.town AND c.banner = n.banner
             GROUP BY GROUPING SETS ((), (n.banner), (n.banner, n.town, n.name, n.region_code))) s
      LEFT JOIN region g ON g.code = s.banner
     WHERE s.place > 1 OR s.institutions > 0 OR s.approved_opening > 0 OR s.approved_increased > 0 OR s.strength_opening > 0 OR s.strength_in > 0
     ORDER BY s.place = 3 DESC, s.banner COLLATE "C", s.place DESC, s.region_code COLLATE "C", s.town COLLATE "C";
END;
COMMENT ON FUNCTION annual_township_of(text, date) IS '年表6 苏木乡镇（街道）机构编制；总计、各旗县市、各苏木乡镇街道（含其事业单位）的编制、领导职数、实有人数、在外借用和年度变动。在外借用按人员状态“借出”，状态按登记时的现状';

CREATE VIEW annual_township AS
SELECT f.* FROM annual_township_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_township IS '年表6 苏木乡镇（街道）机构编制；总计、旗县市和苏木乡镇街道';

CREATE FUNCTION annual_township_closed(region text, month date) RETURNS SETOF annual_township LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_township, annual_township_closed.region, sealed_month(annual_township_closed.region, annual_township_closed.month)) f;
END;
COMMENT ON FUNCTION annual_township_closed(text, date) IS '年表6 苏木乡镇（街道）机构编制，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表7  离退休人员
-- ---------------------------------------------------------------------------------------------

-- Retired is who left for retirement and is not in post again; where, is where he left last.
CREATE FUNCTION annual_retired_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, unit text, retired_total bigint, retired_honorary bigint, retired_ordinary bigint,
                    retired_male bigint, retired_female bigint, retired_sex_unknown bigint, retired_organ bigint, retired_institution bigint,
                    retired_opening bigint, retired_new bigint, retired_left bigint, retired_closing bigint, retired_deceased bigint,
                    deceased_in_post bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_retired_of.region, 'region'), bianzhi.require(annual_retired_of.month::text, 'month');
    WITH unit AS MATERIALIZED (
        SELECT u.id, s.region_code, CASE WHEN u.system IN ('township', 'subdistrict') THEN 'township' ELSE s.region_level END AS level,
               u.class IN ('institution', 'reference_institution') AS institution, s.first_day, s.after, s.known_from, s.known_to
          FROM annual_scope(annual_retired_of.region, annual_retired_of.month) s
          JOIN unit u ON u.region = s.region_code
    ), gone AS MATERIALIZED (
        SELECT e.id, e.person_id, e.until, u.region_code, u.level, u.institution, u.first_day, u.after, u.known_from, u.known_to,
               c.attributes ->> 'report_column' AS report_column,
               e.until < u.first_day AND coalesce(e.ended_at, e.recorded_at) <= u.known_from AS before
          FROM unit u
          JOIN enrolment e ON e.unit_id = u.id
          JOIN code c ON c.set = 'exit_reason' AND c.code = e.exit_reason AND c.attributes ->> 'report_column' IN ('retirement', 'death')
          JOIN post_type t ON t.code = e.post_type AND t.class = 'establishment'
         WHERE e.until < u.after AND coalesce(e.ended_at, e.recorded_at) <= u.known_to
    ), opening AS (
        SELECT DISTINCT ON (r.person_id) r.*
          FROM gone r
         WHERE r.report_column = 'retirement' AND r.before
           AND NOT EXISTS (SELECT FROM enrolment n
                            WHERE n.person_id = r.person_id AND n.effective_on < r.first_day AND n.recorded_at <= r.known_from
                              AND (n.until IS NULL OR n.until >= r.first_day OR coalesce(n.ended_at, n.recorded_at) > r.known_from))
         ORDER BY r.person_id, r.until DESC, r.id DESC
    ), closing AS (
        SELECT DISTINCT ON (r.person_id) r.*
          FROM gone r
         WHERE r.report_column = 'retirement'
           AND NOT EXISTS (SELECT FROM enrolment n
                            WHERE n.person_id = r.person_id AND n.effective_on < r.after AND n.recorded_at <= r.known_to
                              AND (n.until IS NULL OR n.until >= r.after OR coalesce(n.ended_at, n.recorded_at) > r.known_to))
         ORDER BY r.person_id, r.until DESC, r.id DESC
    ), cell AS (
        SELECT x.region_code, x.level, count(*) FILTER (WHERE x.at = 'closing' AND x.alive) AS retired_total,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND x.honorary) AS retired_honorary,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND NOT x.honorary) AS retired_ordinary,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND x.sex = 'M') AS retired_male,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND x.sex = 'F') AS retired_female,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND x.sex IS NULL) AS retired_sex_unknown,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND NOT x.institution) AS retired_organ,
               count(*) FILTER (WHERE x.at = 'closing' AND x.alive AND x.institution) AS retired_institution,
               count(*) FILTER (WHERE x.at = 'opening') AS retired_opening,
               count(*) FILTER (WHERE x.at = 'retirement') AS retired_new,
               count(*) FILTER (WHERE x.at IN ('opening', 'retirement')) - count(*) FILTER (WHERE x.at = 'closing') AS retired_left,
               count(*) FILTER (WHERE x.at = 'closing') AS retired_closing,
               count(*) FILTER (WHERE x.at = 'closing' AND NOT x.alive) AS retired_deceased,
               count(*) FILTER (WHERE x.at = 'death') AS deceased_in_post
          FROM (SELECT r.region_code, r.level, 'opening' AS at, r.institution, NULL::text AS sex, NULL::bool AS alive, NULL::bool AS honorary FROM opening r
                UNION ALL
                SELECT r.region_code, r.level, r.report_column, r.institution, NULL, NULL, NULL FROM gone r WHERE NOT r.before
                UNION ALL
                SELECT r.region_code, r.level, 'closing', r.institution, p.sex, p.status <> 'deceased', coalesce(p.work_started_on < '1949-10-01', false)
                  FROM closing r
                  JOIN person p ON p.id = r.person_id) x
         GROUP BY x.region_code, x.level
    )
    SELECT (ARRAY['region', 'level', 'total'])[s.g], s.region_code, s.level,
           CASE s.g WHEN 3 THEN '总计' WHEN 2 THEN coalesce(l.name_zh, s.level) ELSE region_own_name(s.region_code) END,
           s.retired_total, s.retired_honorary, s.retired_ordinary, s.retired_male, s.retired_female, s.retired_sex_unknown, s.retired_organ,
           s.retired_institution, s.retired_opening, s.retired_new, s.retired_left, s.retired_closing, s.retired_deceased, s.deceased_in_post
      FROM (SELECT GROUPING(c.region_code, c.level) AS g, c.region_code, c.level,
                   coalesce(sum(retired_total), 0)::bigint AS retired_total, coalesce(sum(retired_honorary), 0)::bigint AS retired_honorary,
                   coalesce(sum(retired_ordinary), 0)::bigint AS retired_ordinary, coalesce(sum(retired_male), 0)::bigint AS retired_male,
                   coalesce(sum(retired_female), 0)::bigint AS retired_female, coalesce(sum(retired_sex_unknown), 0)::bigint AS retired_sex_unknown,
                   coalesce(sum(retired_organ), 0)::bigint AS retired_organ, coalesce(sum(retired_institution), 0)::bigint AS retired_institution,
                   coalesce(sum(retired_opening), 0)::bigint AS retired_opening, coalesce(sum(retired_new), 0)::bigint AS retired_new,
                   coalesce(sum(retired_left), 0)::bigint AS retired_left, coalesce(sum(retired_closing), 0)::bigint AS retired_closing,
                   coalesce(sum(retired_deceased), 0)::bigint AS retired_deceased, coalesce(sum(deceased_in_post), 0)::bigint AS deceased_in_post
              FROM cell c
             GROUP BY GROUPING SETS ((), (c.level), (c.region_code))) s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
     ORDER BY s.g DESC, l.sort, s.region_code COLLATE "C";
END;
COMMENT ON FUNCTION annual_retired_of(text, date) IS '年表7 离退休人员；总计、层级和地区。离退休指以离退休出编、没有重新入编的人，离休指其中一九四九年十月一日以前参加工作的；年末累计＝年初累计＋本年新增－重新入编和更正＝现有（合计）＋已去世。离退休人员去世只记状态、没有日期，所以只有累计数';

CREATE VIEW annual_retired AS
SELECT f.* FROM annual_retired_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_retired IS '年表7 离退休人员；总计、层级和地区';

CREATE FUNCTION annual_retired_closed(region text, month date) RETURNS SETOF annual_retired LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_retired, annual_retired_closed.region, sealed_month(annual_retired_closed.region, annual_retired_closed.month)) f;
END;
COMMENT ON FUNCTION annual_retired_closed(text, date) IS '年表7 离退休人员，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表8  编外用工
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION annual_off_establishment_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, unit_id int, unit text, quota_total bigint, quota_full bigint, quota_partial bigint,
                    quota_self bigint, quota_unstated bigint, off_staff bigint, quota_free bigint, quota_over bigint, quota_opening bigint,
                    quota_increased bigint, quota_decreased bigint, off_staff_opening bigint, off_staff_in bigint, off_staff_out bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_off_establishment_of.region, 'region'), bianzhi.require(annual_off_establishment_of.month::text, 'month');
    WITH unit AS MATERIALIZED (
        SELECT u.* FROM annual_unit_of(annual_off_establishment_of.region, annual_off_establishment_of.month) u
    ), body AS (
        SELECT b.unit_id, b.name, b.sort, b.region_code, b.level,
               sum(a.approved) AS quota_total, sum(a.approved) FILTER (WHERE t.funding = 'full') AS quota_full,
               sum(a.approved) FILTER (WHERE t.funding = 'partial') AS quota_partial, sum(a.approved) FILTER (WHERE t.funding = 'self') AS quota_self,
               sum(a.approved) FILTER (WHERE (t.funding IN ('full', 'partial', 'self')) IS NOT TRUE) AS quota_unstated,
               sum(a.strength) AS off_staff, sum(greatest(a.approved - a.strength, 0)) AS quota_free, sum(greatest(a.strength - a.approved, 0)) AS quota_over,
               sum(a.approved_opening) AS quota_opening, sum(a.approved_increased) AS quota_increased, sum(a.approved_decreased) AS quota_decreased,
               sum(a.strength_opening) AS off_staff_opening, sum(a.strength_in) AS off_staff_in, sum(a.strength_out) AS off_staff_out
          FROM annual_account_of(annual_off_establishment_of.region, annual_off_establishment_of.month) a
          JOIN annual_post_type t ON t.code = a.post_type AND t.off_establishment
          JOIN unit u ON u.unit_id = a.unit_id
          JOIN unit b ON b.unit_id = u.body_id
         GROUP BY b.unit_id, b.name, b.sort, b.region_code, b.level
    )
    SELECT (ARRAY['unit', 'region', 'level', 'total'])[s.place], s.region_code, s.level, s.unit_id,
           CASE s.place WHEN 4 THEN '总计' WHEN 3 THEN coalesce(l.name_zh, s.level) WHEN 2 THEN region_own_name(s.region_code) ELSE s.name END,
           s.quota_total, s.quota_full, s.quota_partial, s.quota_self, s.quota_unstated, s.off_staff, s.quota_free, s.quota_over, s.quota_opening,
           s.quota_increased, s.quota_decreased, s.off_staff_opening, s.off_staff_in, s.off_staff_out
      FROM (SELECT CASE GROUPING(b.unit_id, b.region_code, b.level) WHEN 7 THEN 4 WHEN 6 THEN 3 WHEN 5 THEN 2 ELSE 1 END AS place,
                   b.unit_id, b.name, b.sort, b.region_code, b.level,
                   coalesce(sum(quota_total), 0)::bigint AS quota_total, coalesce(sum(quota_full), 0)::bigint AS quota_full,
                   coalesce(sum(quota_partial), 0)::bigint AS quota_partial, coalesce(sum(quota_self), 0)::bigint AS quota_self,
                   coalesce(sum(quota_unstated), 0)::bigint AS quota_unstated, coalesce(sum(off_staff), 0)::bigint AS off_staff,
                   coalesce(sum(quota_free), 0)::bigint AS quota_free, coalesce(sum(quota_over), 0)::bigint AS quota_over,
                   coalesce(sum(quota_opening), 0)::bigint AS quota_opening, coalesce(sum(quota_increased), 0)::bigint AS quota_increased,
                   coalesce(sum(quota_decreased), 0)::bigint AS quota_decreased, coalesce(sum(off_staff_opening), 0)::bigint AS off_staff_opening,
                   coalesce(sum(off_staff_in), 0)::bigint AS off_staff_in, coalesce(sum(off_staff_out), 0)::bigint AS off_staff_out
              FROM body b
             GROUP BY GROUPING SETS ((), (b.level), (b.region_code), (b.unit_id, b.name, b.sort, b.region_code, b.level))) s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
     ORDER BY s.place DESC, l.sort, s.region_code COLLATE "C", s.sort, s.unit_id;
END;
COMMENT ON FUNCTION annual_off_establishment_of(text, date) IS '年表8 编外用工；编外用工控制数和按控制数登记的编外人员，总计、层级、地区和单位。经费来源取控制数类别（post_type）的经费形式，账上预置的编外控制数没有注明；未以实名登记的编外人员不在其内';

CREATE VIEW annual_off_establishment AS
SELECT f.* FROM annual_off_establishment_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_off_establishment IS '年表8 编外用工；总计、层级、地区和单位';

CREATE FUNCTION annual_off_establishment_closed(region text, month date) RETURNS SETOF annual_off_establishment LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_off_establishment, annual_off_establishment_closed.region, sealed_month(annual_off_establishment_closed.region, annual_off_establishment_closed.month)) f;
END;
COMMENT ON FUNCTION annual_off_establishment_closed(text, date) IS '年表8 编外用工，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表9  编制总额对照
-- ---------------------------------------------------------------------------------------------

-- A ceiling's account is what was granted, negative.  Kinds of one category are converted into each other (and into
-- posts of a pool), so the balance is that of the category; what regions handed to each other is the difference.
CREATE FUNCTION annual_ceiling_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, unit text, post_category text, post_type int, post_type_name text, granted bigint,
                    allocated bigint, in_pool bigint, in_reserve bigint, difference bigint, above_ceiling bigint, headcount bigint,
                    granted_opening bigint, granted_increased bigint, granted_decreased bigint, allocated_opening bigint, allocated_increased bigint,
                    allocated_decreased bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_ceiling_of.region, 'region'), bianzhi.require(annual_ceiling_of.month::text, 'month');
    WITH cell AS (
        SELECT a.region_code, g.level, t.category, a.post_type,
               -coalesce(sum(a.approved) FILTER (WHERE h.kind = 'ceiling'), 0) AS granted, coalesce(sum(a.approved) FILTER (WHERE h.id > 0), 0) AS allocated,
               coalesce(sum(a.approved) FILTER (WHERE h.kind = 'pool'), 0) AS in_pool, coalesce(sum(a.approved) FILTER (WHERE h.kind = 'reserve'), 0) AS in_reserve,
               sum(a.strength) AS headcount,
               -sum(a.approved_opening) FILTER (WHERE h.kind = 'ceiling') AS granted_opening, sum(a.approved_decreased) FILTER (WHERE h.kind = 'ceiling') AS granted_increased,
               sum(a.approved_increased) FILTER (WHERE h.kind = 'ceiling') AS granted_decreased, sum(a.approved_opening) FILTER (WHERE h.id > 0) AS allocated_opening,
               sum(a.approved_increased) FILTER (WHERE h.id > 0) AS allocated_increased, sum(a.approved_decreased) FILTER (WHERE h.id > 0) AS allocated_decreased
          FROM annual_account_of(annual_ceiling_of.region, annual_ceiling_of.month) a
          JOIN account_holder h ON h.id = a.unit_id
          JOIN post_type t ON t.code = a.post_type AND t.class = 'establishment'
          JOIN region g ON g.code = a.region_code
         GROUP BY a.region_code, g.level, t.category, a.post_type
    ), block AS (
        SELECT CASE WHEN GROUPING(c.region_code, c.level) = 3 THEN 'total' WHEN GROUPING(c.level) = 0 THEN 'level' ELSE 'region' END AS row_kind,
               c.region_code, c.level, c.category, c.post_type, GROUPING(c.category, c.post_type) AS of_kind,
               coalesce(sum(granted), 0)::bigint AS granted, coalesce(sum(allocated), 0)::bigint AS allocated,
               coalesce(sum(in_pool), 0)::bigint AS in_pool, coalesce(sum(in_reserve), 0)::bigint AS in_reserve,
               coalesce(sum(headcount), 0)::bigint AS headcount, coalesce(sum(granted_opening), 0)::bigint AS granted_opening,
               coalesce(sum(granted_increased), 0)::bigint AS granted_increased, coalesce(sum(granted_decreased), 0)::bigint AS granted_decreased,
               coalesce(sum(allocated_opening), 0)::bigint AS allocated_opening,
               coalesce(sum(allocated_increased), 0)::bigint AS allocated_increased,
               coalesce(sum(allocated_decreased), 0)::bigint AS allocated_decreased
          FROM cell c
         GROUP BY GROUPING SETS ((), (c.category), (c.category, c.post_type), (c.level), (c.level, c.category), (c.level, c.category, c.post_type),
                                 (c.region_code), (c.region_code, c.category), (c.region_code, c.category, c.post_type))
    )
    SELECT s.row_kind, s.region_code, s.level,
           CASE s.row_kind WHEN 'total' THEN '总计' WHEN 'level' THEN coalesce(l.name_zh, s.level) ELSE region_own_name(s.region_code) END,
           s.category, s.post_type, CASE s.of_kind WHEN 3 THEN '合计' WHEN 1 THEN concat(coalesce(k.name_zh, s.category), '小计') ELSE t.name_zh END,
           s.granted, s.allocated, s.in_pool, s.in_reserve, s.granted - s.allocated - s.in_pool - s.in_reserve,
           CASE s.of_kind WHEN 1 THEN greatest(s.allocated + s.in_pool - s.granted, 0) WHEN 0 THEN 0
                ELSE coalesce(sum(greatest(s.allocated + s.in_pool - s.granted, 0)) FILTER (WHERE s.of_kind = 1) OVER (PARTITION BY s.row_kind, s.level, s.region_code), 0)
           END::bigint,
           s.headcount, s.granted_opening, s.granted_increased, s.granted_decreased, s.allocated_opening, s.allocated_increased, s.allocated_decreased
      FROM block s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
      LEFT JOIN code k ON k.set = 'post_category' AND k.code = s.category
      LEFT JOIN post_type t ON t.code = s.post_type
     ORDER BY array_position('{total,level,region}'::text[], s.row_kind), l.sort, s.region_code COLLATE "C", s.of_kind < 3, k.sort, s.category COLLATE "C",
              s.post_type IS NOT NULL, t.sort, s.post_type;
END;
COMMENT ON FUNCTION annual_ceiling_of(text, date) IS '年表9 编制总额对照；上级下达总额与机构核定、周转池可用、机动编制，总计、层级（按地区）和地区，各有合计、总类小计和编制类别。类别之间可以转换，平衡和超总额按总类看；差额＝下达－核定－周转池－机动，是地区之间划转的编制；总额和核定为各地区之和';

CREATE VIEW annual_ceiling AS
SELECT f.* FROM annual_ceiling_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_ceiling IS '年表9 编制总额对照；总计、层级和地区，各按编制总类和类别';

CREATE FUNCTION annual_ceiling_closed(region text, month date) RETURNS SETOF annual_ceiling LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_ceiling, annual_ceiling_closed.region, sealed_month(annual_ceiling_closed.region, annual_ceiling_closed.month)) f;
END;
COMMENT ON FUNCTION annual_ceiling_closed(text, date) IS '年表9 编制总额对照，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表10  机构变动
-- ---------------------------------------------------------------------------------------------

-- A version counts once: as a beginning or an end, or else by what it changed, the name before the rank before the rest.
CREATE FUNCTION annual_unit_change_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, unit_id int, unit text, unit_change text, effective_on date, document_number text,
                    institutions_opening bigint, established bigint, abolished bigint, institutions_closing bigint, established_split bigint,
                    established_replacing bigint, abolished_merged bigint, renamed bigint, upgraded bigint, downgraded bigint, moved bigint,
                    nameplates bigint, co_located bigint, adjusted bigint, unit_changes bigint, divisions_established bigint,
                    divisions_abolished bigint, divisions_changed bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_unit_change_of.region, 'region'), bianzhi.require(annual_unit_change_of.month::text, 'month');
    WITH version AS MATERIALIZED (
        SELECT v.id, v.unit_id, u.kind AS unit_kind, s.region_code,
               CASE WHEN v.system IN ('township', 'subdistrict') THEN 'township' ELSE s.region_level END AS level,
               v.kind, v.name, v.rank, v.effective_on, v.document_id, v.effective_on < s.first_day AND v.recorded_at <= s.known_from AS before, s.known_to
          FROM annual_scope(annual_unit_change_of.region, annual_unit_change_of.month) s
          JOIN unit u ON u.region = s.region_code AND u.kind <> 'group'
          JOIN unit_version v ON v.unit_id = u.id
         WHERE v.effective_on < s.after AND v.recorded_at <= s.known_to
    ), act AS MATERIALIZED (
        SELECT v.id, v.unit_id, v.unit_kind, v.region_code, v.level, v.effective_on, v.document_id, v.kind,
               CASE WHEN p.id IS NULL THEN v.name WHEN v.name <> p.name THEN concat(p.name, '→', v.name) ELSE v.name END AS name,
               CASE WHEN v.kind IN ('establish', 'abolish') THEN v.kind
                    WHEN v.name <> p.name THEN 'rename'
                    WHEN r.sort < q.sort THEN 'upgrade' WHEN r.sort > q.sort THEN 'downgrade'
                    WHEN v.kind IN ('transfer', 'nameplate', 'co_locate') THEN v.kind
                    ELSE 'adjust' END AS change,
               CASE v.kind WHEN 'establish' THEN (SELECT min(l.kind) FROM unit_lineage l
                                                   WHERE l.to_unit_id = v.unit_id AND l.effective_on = v.effective_on AND l.kind IN ('split', 'replace')
                                                     AND l.recorded_at <= v.known_to)
                           WHEN 'abolish' THEN (SELECT min(l.kind) FROM unit_lineage l
                                                 WHERE l.from_unit_id = v.unit_id AND l.effective_on = v.effective_on AND l.kind = 'merge'
                                                   AND l.recorded_at <= v.known_to) END AS lineage
          FROM version v
          LEFT JOIN LATERAL (SELECT x.id, x.name, x.rank FROM unit_version x
                              WHERE x.unit_id = v.unit_id AND (x.effective_on, x.id) < (v.effective_on, v.id)
                              ORDER BY x.effective_on DESC, x.id DESC LIMIT 1) p ON v.kind <> 'establish'
          LEFT JOIN code r ON r.set = 'rank' AND r.code = v.rank
          LEFT JOIN code q ON q.set = 'rank' AND q.code = p.rank
         WHERE NOT v.before
    ), item AS (
        SELECT v.region_code, v.level, NULL::bigint AS id, NULL::text AS unit_kind, NULL::text AS change, NULL::text AS lineage,
               CASE v.kind WHEN 'establish' THEN 1 ELSE -1 END AS opening
          FROM version v
         WHERE v.before AND v.unit_kind = 'body' AND v.kind IN ('establish', 'abolish')
        UNION ALL
        SELECT a.region_code, a.level, a.id, a.unit_kind, a.change, a.lineage, 0 FROM act a
    ), counted AS (
        SELECT GROUPING(i.id, i.region_code, i.level) AS g, i.id, i.region_code, i.level,
               coalesce(sum(i.opening), 0)::bigint AS institutions_opening,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'establish') AS established,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'abolish') AS abolished,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'establish' AND i.lineage = 'split') AS established_split,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'establish' AND i.lineage = 'replace') AS established_replacing,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'abolish' AND i.lineage = 'merge') AS abolished_merged,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'rename') AS renamed,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'upgrade') AS upgraded,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'downgrade') AS downgraded,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'transfer') AS moved,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'nameplate') AS nameplates,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'co_locate') AS co_located,
               count(*) FILTER (WHERE i.unit_kind = 'body' AND i.change = 'adjust') AS adjusted,
               count(*) FILTER (WHERE i.unit_kind = 'body') AS unit_changes,
               count(*) FILTER (WHERE i.unit_kind = 'division' AND i.change = 'establish') AS divisions_established,
               count(*) FILTER (WHERE i.unit_kind = 'division' AND i.change = 'abolish') AS divisions_abolished,
               count(*) FILTER (WHERE i.unit_kind = 'division' AND i.change NOT IN ('establish', 'abolish')) AS divisions_changed
          FROM item i
         GROUP BY GROUPING SETS ((), (i.level), (i.region_code), (i.id, i.region_code, i.level))
    )
    SELECT CASE s.g WHEN 7 THEN 'total' WHEN 6 THEN 'level' WHEN 5 THEN 'region' ELSE 'unit' END, s.region_code, s.level, a.unit_id,
           CASE s.g WHEN 7 THEN '总计' WHEN 6 THEN coalesce(l.name_zh, s.level) WHEN 5 THEN region_own_name(s.region_code) ELSE a.name END,
           coalesce(k.name_zh, a.kind), a.effective_on, d.number,
           s.institutions_opening, s.established, s.abolished, CASE WHEN s.g > 0 THEN s.institutions_opening + s.established - s.abolished ELSE 0 END,
           s.established_split, s.established_replacing, s.abolished_merged, s.renamed, s.upgraded, s.downgraded, s.moved, s.nameplates, s.co_located,
           s.adjusted, s.unit_changes, s.divisions_established, s.divisions_abolished, s.divisions_changed
      FROM counted s
      LEFT JOIN act a ON s.g = 0 AND a.id = s.id
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
      LEFT JOIN code k ON k.set = 'unit_change' AND k.code = a.kind
      LEFT JOIN document d ON d.id = a.document_id
     WHERE s.g > 0 OR a.unit_kind = 'body'
     ORDER BY s.g DESC, CASE WHEN s.g = 6 THEN l.sort END, s.region_code COLLATE "C", a.effective_on, a.id;
END;
COMMENT ON FUNCTION annual_unit_change_of(text, date) IS '年表10 机构变动；总计、层级、地区和逐项变动（文号、日期）。机构数只计法人单位：年末＝年初＋新设－撤销；一次变动只计一栏，依次为新设撤销、更名、升降格、其他；内设机构只计数，不逐项列出';

CREATE VIEW annual_unit_change AS
SELECT f.* FROM annual_unit_change_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_unit_change IS '年表10 机构变动；总计、层级、地区和逐项变动';

CREATE FUNCTION annual_unit_change_closed(region text, month date) RETURNS SETOF annual_unit_change LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_unit_change, annual_unit_change_closed.region, sealed_month(annual_unit_change_closed.region, annual_unit_change_closed.month)) f;
END;
COMMENT ON FUNCTION annual_unit_change_closed(text, date) IS '年表10 机构变动，已结账月份的快照，原样';
