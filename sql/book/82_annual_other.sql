-- 82_annual_other: 年表5 to 年表10, with the building blocks of 82_annual.

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
