-- 82_annual: the tables of a year: what they are counted from, and those of organs and institutions, 年表1 and 3.  People are in
-- 82_annual_staff (年表2, 4), the rest in 82_annual_other.  A year is its December:
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
