-- 82_annual_staff: the people of a year's end by what they are (年表2, 年表4), and the same in long form.
-- One pass over the people: staff_cube counts them in a few joint breakdowns, everything else adds those up.  So every
-- breakdown of a table has the same total, and each has a column for what is not known.
-- What may not stand here: tables of units and posts (82_annual).

-- part says which breakdown a row is of; columns of other breakdowns are null.  Age is never unknown: it is in the
-- resident number.  The rank is that of the highest leadership post held anywhere in the book.
CREATE FUNCTION staff_cube(region text, month date, only_institutions bool DEFAULT NULL)
    RETURNS TABLE (part text, institution bool, region_code text, level text, system text, industry text, sex text, age int, ethnic text,
                   politics text, education text, education_level text, degree text, grade text, ladder text, title_level text, post_rank text,
                   post_type int, status text, persons bigint)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off
BEGIN ATOMIC
    WITH unit AS MATERIALIZED (
        SELECT u.unit_id, u.institution, u.region_code, u.level, u.system, u.industry,
               dense_rank() OVER (ORDER BY u.institution, u.region_code, u.level, u.system, u.industry)::int AS cell
          FROM annual_unit_of(staff_cube.region, staff_cube.month) u
         WHERE staff_cube.only_institutions IS NULL OR u.institution = staff_cube.only_institutions
    ), leader AS MATERIALIZED (
        SELECT DISTINCT ON (a.person_id) a.person_id, coalesce(a.holder_rank, t.rank) AS rank
          FROM appointed_of((SELECT b.region FROM book b), staff_cube.month) a
          JOIN post_type t ON t.code = a.post_type
          LEFT JOIN code r ON r.set = 'rank' AND r.code = coalesce(a.holder_rank, t.rank)
         ORDER BY a.person_id, r.sort
    ), counted AS MATERIALIZED (
        SELECT CASE 0 WHEN GROUPING(p.sex) THEN 'age' WHEN GROUPING(p.ethnic) THEN 'ethnic' WHEN GROUPING(p.education) THEN 'education'
                      WHEN GROUPING(p.grade) THEN 'grade' WHEN GROUPING(l.rank) THEN 'post' ELSE 'status' END AS part,
               u.cell, p.sex, d.age, p.ethnic, p.politics, p.education, p.degree, p.grade, p.title_level, l.rank AS post_rank, e.post_type, p.status,
               count(*) AS persons
          FROM enrolled_of(staff_cube.region, staff_cube.month) e
          JOIN post_type t ON t.code = e.post_type AND t.class = 'establishment'
          JOIN unit u ON u.unit_id = e.unit_id
          JOIN person p ON p.id = e.person_id
          LEFT JOIN leader l ON l.person_id = e.person_id
         CROSS JOIN LATERAL (SELECT date_part('year', age(date_trunc('month', staff_cube.month::timestamp) + interval '1 month - 1 day', p.birth_on))::int AS age) d
         GROUP BY GROUPING SETS ((u.cell, p.sex, d.age), (u.cell, p.ethnic, p.politics), (u.cell, p.education, p.degree),
                                 (u.cell, p.grade, p.title_level), (u.cell, l.rank), (u.cell, e.post_type, p.status))
    )
    SELECT c.part, u.institution, u.region_code, u.level, u.system, u.industry, c.sex, c.age, c.ethnic, c.politics, c.education,
           x.attributes ->> 'level', c.degree, c.grade, g.attributes ->> 'ladder', c.title_level, c.post_rank, c.post_type, c.status, c.persons
      FROM counted c
      JOIN (SELECT DISTINCT ON (u.cell) u.* FROM unit u ORDER BY u.cell) u ON u.cell = c.cell
      LEFT JOIN code x ON x.set = 'education' AND x.code = c.education
      LEFT JOIN code g ON g.set = 'grade' AND g.code = c.grade;
END;
COMMENT ON FUNCTION staff_cube(text, date, bool) IS '月末占编制人员按若干组特征交叉计数；only_institutions 只计事业单位（否为只计机关，空为全部），part 为分组：age 性别年龄，ethnic 民族和政治面貌，education 学历学位，grade 等级职称，post 职务层次，status 编制类别和人员状态';

-- code_set: where the value's name stands; place: the order of what is no code.
CREATE FUNCTION staff_statistics(region text, month date)
    RETURNS TABLE (dimension text, value text, heading text, persons bigint, dimension_name text) LANGUAGE sql STABLE ROWS 300 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(staff_statistics.region, 'region'), bianzhi.require(staff_statistics.month::text, 'month');
    SELECT s.dimension, s.value,
           coalesce(CASE s.dimension
                        WHEN 'age_band' THEN ('{30岁及以下,31至35岁,36至40岁,41至45岁,46至50岁,51至54岁,55至59岁,60岁及以上}'::text[])
                                             [array_position('{30,35,40,45,50,54,59,60}', s.value)]
                        WHEN 'age_male' THEN concat(s.value, '至', s.value::int + 4, '岁')
                        WHEN 'age_female' THEN concat(s.value, '至', s.value::int + 4, '岁')
                        WHEN 'sex' THEN CASE s.value WHEN 'M' THEN '男' WHEN 'F' THEN '女' END
                        WHEN 'unit_kind' THEN CASE s.value WHEN 'organ' THEN '机关' ELSE '事业单位' END
                        WHEN 'region' THEN (SELECT g.name FROM region g WHERE g.code = s.value)
                        WHEN 'post_type' THEN (SELECT t.name_zh FROM post_type t WHERE t.code::text = s.value)
                        ELSE k.name_zh END,
                    nullif(s.value, ''), CASE s.dimension WHEN 'degree' THEN '无学位和未填' WHEN 'post_rank' THEN '未任领导职务' ELSE '未填' END),
           s.persons, d.name_zh
      FROM (SELECT v.dimension, v.code_set, v.value, sum(c.persons)::bigint AS persons
              FROM staff_cube(staff_statistics.region, staff_statistics.month) c
             CROSS JOIN LATERAL (VALUES
                ('age', 'unit_kind', NULL, CASE WHEN c.institution THEN 'institution' ELSE 'organ' END), ('age', 'level', 'level', c.level),
                ('age', 'region', NULL, c.region_code), ('age', 'system', 'system', c.system),
                ('age', 'industry', 'industry', CASE WHEN c.institution THEN c.industry END),
                ('age', 'sex', NULL, coalesce(c.sex, '')), ('age', 'age_band', NULL, ('{30,35,40,45,50,54,59,60}'::text[])[width_bucket(c.age, '{31,36,41,46,51,55,60}'::int[]) + 1]),
                ('age', 'age_male', NULL, CASE c.sex WHEN 'M' THEN (c.age / 5 * 5)::text END),
                ('age', 'age_female', NULL, CASE c.sex WHEN 'F' THEN (c.age / 5 * 5)::text END),
                ('ethnic', 'ethnic', 'ethnic', coalesce(c.ethnic, '')), ('ethnic', 'politics', 'politics', coalesce(c.politics, '')),
                ('education', 'education', 'education', coalesce(c.education, '')),
                ('education', 'education_level', 'education_level', coalesce(c.education_level, '')), ('education', 'degree', 'degree', coalesce(c.degree, '')),
                ('grade', 'ladder', 'ladder', coalesce(c.ladder, '')), ('grade', 'grade', 'grade', coalesce(c.grade, '')),
                ('grade', 'title_level', 'title_level', coalesce(c.title_level, '')), ('post', 'post_rank', 'rank', coalesce(c.post_rank, '')),
                ('status', 'post_type', NULL, c.post_type::text), ('status', 'status', 'person_status', coalesce(c.status, '')))
                v (part, dimension, code_set, value)
             WHERE v.part = c.part AND v.value IS NOT NULL
             GROUP BY v.dimension, v.code_set, v.value) s
      JOIN code d ON d.set = 'staff_dimension' AND d.code = s.dimension
      LEFT JOIN code k ON k.set = s.code_set AND k.code = s.value
     ORDER BY d.sort, s.value = '', k.sort, CASE WHEN s.value ~ '^[0-9]{1,9}$' THEN s.value::int END, s.value COLLATE "C";
END;
COMMENT ON FUNCTION staff_statistics(text, date) IS '人员结构统计，一项一行：统计项（性别、年龄、民族、政治面貌、学历、学位、职务层次、等级、职称等）、取值和人数；每个统计项合计都是占编制人数（行业只统计事业单位，年龄结构男女相加）。年龄结构（age_male、age_female）五岁一组，供人口金字塔';

CREATE VIEW staff_statistics AS
SELECT s.* FROM staff_statistics((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) s;
COMMENT ON VIEW staff_statistics IS '人员结构统计；账套本级及下级，当月';
COMMENT ON COLUMN staff_statistics.dimension IS '统计项；代码集 staff_dimension';
COMMENT ON COLUMN staff_statistics.value IS '取值；代码，空为未填';
COMMENT ON COLUMN staff_statistics.heading IS '名称；取值的名称';
COMMENT ON COLUMN staff_statistics.persons IS '人数';
COMMENT ON COLUMN staff_statistics.dimension_name IS '统计项名称';

-- ---------------------------------------------------------------------------------------------
-- 年表2  机关实有人员构成
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION annual_organ_staff_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, system text, unit text, strength_total bigint, sex_male bigint, sex_female bigint,
                    sex_unknown bigint, ethnic_han bigint, ethnic_minority bigint, ethnic_mongol bigint, ethnic_unknown bigint, politics_party bigint,
                    politics_democratic bigint, politics_league bigint, politics_none bigint, politics_citizen bigint, politics_unknown bigint,
                    education_postgraduate bigint, education_bachelor bigint, education_college bigint, education_secondary bigint,
                    education_school bigint, education_unknown bigint, degree_doctor bigint, degree_master bigint, degree_bachelor bigint,
                    degree_none bigint, age_30 bigint, age_35 bigint, age_40 bigint, age_45 bigint, age_50 bigint, age_54 bigint, age_59 bigint,
                    age_60 bigint, post_ting bigint, post_futing bigint, post_chu bigint, post_fuchu bigint, post_ke bigint, post_fuke bigint,
                    post_gu bigint, post_fugu bigint, post_other bigint, post_none bigint, ladder_civil bigint, ladder_management bigint,
                    ladder_professional bigint, ladder_worker bigint, ladder_unknown bigint, grade_inspector_1 bigint, grade_inspector_2 bigint,
                    grade_researcher_1 bigint, grade_researcher_2 bigint, grade_researcher_3 bigint, grade_researcher_4 bigint,
                    grade_officer_1 bigint, grade_officer_2 bigint, grade_officer_3 bigint, grade_officer_4 bigint, grade_clerk_1 bigint,
                    grade_clerk_2 bigint, worker_1 bigint, worker_2 bigint, worker_3 bigint, worker_4 bigint, worker_5 bigint, worker_general bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_organ_staff_of.region, 'region'), bianzhi.require(annual_organ_staff_of.month::text, 'month');
    WITH cell AS (
        SELECT c.region_code, c.level, c.system,
               sum(c.persons) FILTER (WHERE c.part = 'age') AS strength_total,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.sex = 'M') AS sex_male,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.sex = 'F') AS sex_female,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.sex IS NULL) AS sex_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic = '01') AS ethnic_han,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic <> '01') AS ethnic_minority,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic = '02') AS ethnic_mongol,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic IS NULL) AS ethnic_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics IN ('01', '02')) AS politics_party,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics BETWEEN '04' AND '11') AS politics_democratic,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics = '03') AS politics_league,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics = '12') AS politics_none,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics = '13') AS politics_citizen,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND (c.politics BETWEEN '01' AND '13') IS NOT TRUE) AS politics_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'postgraduate') AS education_postgraduate,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'bachelor') AS education_bachelor,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'college') AS education_college,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'secondary') AS education_secondary,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'high_school_or_below') AS education_school,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level IS NULL) AS education_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.degree ~ '^[12]') AS degree_doctor,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.degree ~ '^3') AS degree_master,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.degree ~ '^4') AS degree_bachelor,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND (c.degree ~ '^[1-4]') IS NOT TRUE) AS degree_none,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age <= 30) AS age_30,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 31 AND 35) AS age_35,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 36 AND 40) AS age_40,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 41 AND 45) AS age_45,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 46 AND 50) AS age_50,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 51 AND 54) AS age_54,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 55 AND 59) AS age_59,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age >= 60) AS age_60,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'ting') AS post_ting,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'futing') AS post_futing,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'chu') AS post_chu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'fuchu') AS post_fuchu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'ke') AS post_ke,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'fuke') AS post_fuke,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'gu') AS post_gu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'fugu') AS post_fugu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank IN ('none', 'other')) AS post_other,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank IS NULL) AS post_none,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'civil') AS ladder_civil,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'management') AS ladder_management,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'professional') AS ladder_professional,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'worker') AS ladder_worker,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND (c.ladder IN ('civil', 'management', 'professional', 'worker')) IS NOT TRUE) AS ladder_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'inspector_1') AS grade_inspector_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'inspector_2') AS grade_inspector_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_1') AS grade_researcher_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_2') AS grade_researcher_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_3') AS grade_researcher_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_4') AS grade_researcher_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_1') AS grade_officer_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_2') AS grade_officer_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_3') AS grade_officer_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_4') AS grade_officer_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'clerk_1') AS grade_clerk_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'clerk_2') AS grade_clerk_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_1') AS worker_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_2') AS worker_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_3') AS worker_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_4') AS worker_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_5') AS worker_5,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_general') AS worker_general
          FROM staff_cube(annual_organ_staff_of.region, annual_organ_staff_of.month, false) c
         GROUP BY c.region_code, c.level, c.system
    )
    SELECT (ARRAY['region_system', 'region', 'level_system', 'level', 'system', 'total'])[s.g - 1], s.region_code, s.level,
           CASE WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.system, ''), '未填') END,
           CASE WHEN s.g = 7 THEN '总计' WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.system, ''), '未填')
                WHEN s.g = 5 THEN coalesce(l.name_zh, s.level) ELSE region_own_name(s.region_code) END,
           s.strength_total, s.sex_male, s.sex_female, s.sex_unknown, s.ethnic_han, s.ethnic_minority, s.ethnic_mongol, s.ethnic_unknown,
           s.politics_party, s.politics_democratic, s.politics_league, s.politics_none, s.politics_citizen, s.politics_unknown,
           s.education_postgraduate, s.education_bachelor, s.education_college, s.education_secondary, s.education_school, s.education_unknown,
           s.degree_doctor, s.degree_master, s.degree_bachelor, s.degree_none, s.age_30, s.age_35, s.age_40, s.age_45, s.age_50, s.age_54, s.age_59,
           s.age_60, s.post_ting, s.post_futing, s.post_chu, s.post_fuchu, s.post_ke, s.post_fuke, s.post_gu, s.post_fugu, s.post_other, s.post_none,
           s.ladder_civil, s.ladder_management, s.ladder_professional, s.ladder_worker, s.ladder_unknown, s.grade_inspector_1, s.grade_inspector_2,
           s.grade_researcher_1, s.grade_researcher_2, s.grade_researcher_3, s.grade_researcher_4, s.grade_officer_1, s.grade_officer_2,
           s.grade_officer_3, s.grade_officer_4, s.grade_clerk_1, s.grade_clerk_2, s.worker_1, s.worker_2, s.worker_3, s.worker_4, s.worker_5,
           s.worker_general
      FROM (SELECT GROUPING(c.region_code, c.level, c.system) AS g, c.region_code, c.level, c.system,
                   coalesce(sum(c.strength_total), 0)::bigint AS strength_total, coalesce(sum(c.sex_male), 0)::bigint AS sex_male,
                   coalesce(sum(c.sex_female), 0)::bigint AS sex_female, coalesce(sum(c.sex_unknown), 0)::bigint AS sex_unknown,
                   coalesce(sum(c.ethnic_han), 0)::bigint AS ethnic_han, coalesce(sum(c.ethnic_minority), 0)::bigint AS ethnic_minority,
                   coalesce(sum(c.ethnic_mongol), 0)::bigint AS ethnic_mongol, coalesce(sum(c.ethnic_unknown), 0)::bigint AS ethnic_unknown,
                   coalesce(sum(c.politics_party), 0)::bigint AS politics_party,
                   coalesce(sum(c.politics_democratic), 0)::bigint AS politics_democratic,
                   coalesce(sum(c.politics_league), 0)::bigint AS politics_league, coalesce(sum(c.politics_none), 0)::bigint AS politics_none,
                   coalesce(sum(c.politics_citizen), 0)::bigint AS politics_citizen, coalesce(sum(c.politics_unknown), 0)::bigint AS politics_unknown,
                   coalesce(sum(c.education_postgraduate), 0)::bigint AS education_postgraduate,
                   coalesce(sum(c.education_bachelor), 0)::bigint AS education_bachelor,
                   coalesce(sum(c.education_college), 0)::bigint AS education_college,
                   coalesce(sum(c.education_secondary), 0)::bigint AS education_secondary,
                   coalesce(sum(c.education_school), 0)::bigint AS education_school,
                   coalesce(sum(c.education_unknown), 0)::bigint AS education_unknown, coalesce(sum(c.degree_doctor), 0)::bigint AS degree_doctor,
                   coalesce(sum(c.degree_master), 0)::bigint AS degree_master, coalesce(sum(c.degree_bachelor), 0)::bigint AS degree_bachelor,
                   coalesce(sum(c.degree_none), 0)::bigint AS degree_none, coalesce(sum(c.age_30), 0)::bigint AS age_30,
                   coalesce(sum(c.age_35), 0)::bigint AS age_35, coalesce(sum(c.age_40), 0)::bigint AS age_40,
                   coalesce(sum(c.age_45), 0)::bigint AS age_45, coalesce(sum(c.age_50), 0)::bigint AS age_50,
                   coalesce(sum(c.age_54), 0)::bigint AS age_54, coalesce(sum(c.age_59), 0)::bigint AS age_59,
                   coalesce(sum(c.age_60), 0)::bigint AS age_60, coalesce(sum(c.post_ting), 0)::bigint AS post_ting,
                   coalesce(sum(c.post_futing), 0)::bigint AS post_futing, coalesce(sum(c.post_chu), 0)::bigint AS post_chu,
                   coalesce(sum(c.post_fuchu), 0)::bigint AS post_fuchu, coalesce(sum(c.post_ke), 0)::bigint AS post_ke,
                   coalesce(sum(c.post_fuke), 0)::bigint AS post_fuke, coalesce(sum(c.post_gu), 0)::bigint AS post_gu,
                   coalesce(sum(c.post_fugu), 0)::bigint AS post_fugu, coalesce(sum(c.post_other), 0)::bigint AS post_other,
                   coalesce(sum(c.post_none), 0)::bigint AS post_none, coalesce(sum(c.ladder_civil), 0)::bigint AS ladder_civil,
                   coalesce(sum(c.ladder_management), 0)::bigint AS ladder_management,
                   coalesce(sum(c.ladder_professional), 0)::bigint AS ladder_professional, coalesce(sum(c.ladder_worker), 0)::bigint AS ladder_worker,
                   coalesce(sum(c.ladder_unknown), 0)::bigint AS ladder_unknown, coalesce(sum(c.grade_inspector_1), 0)::bigint AS grade_inspector_1,
                   coalesce(sum(c.grade_inspector_2), 0)::bigint AS grade_inspector_2,
                   coalesce(sum(c.grade_researcher_1), 0)::bigint AS grade_researcher_1,
                   coalesce(sum(c.grade_researcher_2), 0)::bigint AS grade_researcher_2,
                   coalesce(sum(c.grade_researcher_3), 0)::bigint AS grade_researcher_3,
                   coalesce(sum(c.grade_researcher_4), 0)::bigint AS grade_researcher_4,
                   coalesce(sum(c.grade_officer_1), 0)::bigint AS grade_officer_1, coalesce(sum(c.grade_officer_2), 0)::bigint AS grade_officer_2,
                   coalesce(sum(c.grade_officer_3), 0)::bigint AS grade_officer_3, coalesce(sum(c.grade_officer_4), 0)::bigint AS grade_officer_4,
                   coalesce(sum(c.grade_clerk_1), 0)::bigint AS grade_clerk_1, coalesce(sum(c.grade_clerk_2), 0)::bigint AS grade_clerk_2,
                   coalesce(sum(c.worker_1), 0)::bigint AS worker_1, coalesce(sum(c.worker_2), 0)::bigint AS worker_2,
                   coalesce(sum(c.worker_3), 0)::bigint AS worker_3, coalesce(sum(c.worker_4), 0)::bigint AS worker_4,
                   coalesce(sum(c.worker_5), 0)::bigint AS worker_5, coalesce(sum(c.worker_general), 0)::bigint AS worker_general
              FROM cell c
             GROUP BY GROUPING SETS ((), (c.level), (c.level, c.system), (c.system), (c.region_code), (c.region_code, c.system))) s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
      LEFT JOIN code k ON k.set = 'system' AND k.code = s.system
     ORDER BY CASE s.g WHEN 7 THEN 1 WHEN 6 THEN 3 WHEN 5 THEN 2 WHEN 4 THEN 2 ELSE 4 END, l.sort, s.level COLLATE "C", s.region_code COLLATE "C",
              s.system IS NOT NULL, k.sort, s.system COLLATE "C";
END;
COMMENT ON FUNCTION annual_organ_staff_of(text, date) IS '年表2 机关实有人员构成；各系统、层级月末占编制人员的性别、民族、政治面貌、学历、学位、年龄、职务层次、岗位类别、职级和工勤技术等级。年龄按月末周岁；人员的自然情况按登记时的现状';

CREATE VIEW annual_organ_staff AS
SELECT f.* FROM annual_organ_staff_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_organ_staff IS '年表2 机关实有人员构成；各系统、层级月末占编制人员的性别、民族、政治面貌、学历、学位、年龄、职务层次、岗位类别、职级和工勤技术等级';

CREATE FUNCTION annual_organ_staff_closed(region text, month date) RETURNS SETOF annual_organ_staff LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_organ_staff, annual_organ_staff_closed.region, sealed_month(annual_organ_staff_closed.region, annual_organ_staff_closed.month)) f;
END;
COMMENT ON FUNCTION annual_organ_staff_closed(text, date) IS '年表2 机关实有人员构成，已结账月份的快照，原样';

-- ---------------------------------------------------------------------------------------------
-- 年表4  事业单位实有人员构成
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION annual_institution_staff_of(region text, month date)
    RETURNS TABLE (row_kind text, region text, unit_level text, industry text, unit text, strength_total bigint, sex_male bigint, sex_female bigint,
                    sex_unknown bigint, ethnic_han bigint, ethnic_minority bigint, ethnic_mongol bigint, ethnic_unknown bigint, politics_party bigint,
                    politics_democratic bigint, politics_league bigint, politics_none bigint, politics_citizen bigint, politics_unknown bigint,
                    education_postgraduate bigint, education_bachelor bigint, education_college bigint, education_secondary bigint,
                    education_school bigint, education_unknown bigint, degree_doctor bigint, degree_master bigint, degree_bachelor bigint,
                    degree_none bigint, age_30 bigint, age_35 bigint, age_40 bigint, age_45 bigint, age_50 bigint, age_54 bigint, age_59 bigint,
                    age_60 bigint, post_ting bigint, post_futing bigint, post_chu bigint, post_fuchu bigint, post_ke bigint, post_fuke bigint,
                    post_gu bigint, post_fugu bigint, post_other bigint, post_none bigint, ladder_civil bigint, ladder_management bigint,
                    ladder_professional bigint, ladder_worker bigint, ladder_unknown bigint, grade_inspector_1 bigint, grade_inspector_2 bigint,
                    grade_researcher_1 bigint, grade_researcher_2 bigint, grade_researcher_3 bigint, grade_researcher_4 bigint,
                    grade_officer_1 bigint, grade_officer_2 bigint, grade_officer_3 bigint, grade_officer_4 bigint, grade_clerk_1 bigint,
                    grade_clerk_2 bigint, management_1 bigint, management_2 bigint, management_3 bigint, management_4 bigint, management_5 bigint,
                    management_6 bigint, management_7 bigint, management_8 bigint, management_9 bigint, management_10 bigint, professional_1 bigint,
                    professional_2 bigint, professional_3 bigint, professional_4 bigint, professional_5 bigint, professional_6 bigint,
                    professional_7 bigint, professional_8 bigint, professional_9 bigint, professional_10 bigint, professional_11 bigint,
                    professional_12 bigint, professional_13 bigint, worker_1 bigint, worker_2 bigint, worker_3 bigint, worker_4 bigint,
                    worker_5 bigint, worker_general bigint, title_senior bigint, title_associate bigint, title_middle bigint, title_junior bigint,
                    title_none bigint, title_unknown bigint) LANGUAGE sql STABLE ROWS 100 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(annual_institution_staff_of.region, 'region'), bianzhi.require(annual_institution_staff_of.month::text, 'month');
    WITH cell AS (
        SELECT c.region_code, c.level, c.industry,
               sum(c.persons) FILTER (WHERE c.part = 'age') AS strength_total,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.sex = 'M') AS sex_male,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.sex = 'F') AS sex_female,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.sex IS NULL) AS sex_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic = '01') AS ethnic_han,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic <> '01') AS ethnic_minority,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic = '02') AS ethnic_mongol,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.ethnic IS NULL) AS ethnic_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics IN ('01', '02')) AS politics_party,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics BETWEEN '04' AND '11') AS politics_democratic,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics = '03') AS politics_league,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics = '12') AS politics_none,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND c.politics = '13') AS politics_citizen,
               sum(c.persons) FILTER (WHERE c.part = 'ethnic' AND (c.politics BETWEEN '01' AND '13') IS NOT TRUE) AS politics_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'postgraduate') AS education_postgraduate,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'bachelor') AS education_bachelor,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'college') AS education_college,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'secondary') AS education_secondary,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level = 'high_school_or_below') AS education_school,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.education_level IS NULL) AS education_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.degree ~ '^[12]') AS degree_doctor,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.degree ~ '^3') AS degree_master,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND c.degree ~ '^4') AS degree_bachelor,
               sum(c.persons) FILTER (WHERE c.part = 'education' AND (c.degree ~ '^[1-4]') IS NOT TRUE) AS degree_none,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age <= 30) AS age_30,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 31 AND 35) AS age_35,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 36 AND 40) AS age_40,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 41 AND 45) AS age_45,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 46 AND 50) AS age_50,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 51 AND 54) AS age_54,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age BETWEEN 55 AND 59) AS age_59,
               sum(c.persons) FILTER (WHERE c.part = 'age' AND c.age >= 60) AS age_60,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'ting') AS post_ting,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'futing') AS post_futing,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'chu') AS post_chu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'fuchu') AS post_fuchu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'ke') AS post_ke,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'fuke') AS post_fuke,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'gu') AS post_gu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank = 'fugu') AS post_fugu,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank IN ('none', 'other')) AS post_other,
               sum(c.persons) FILTER (WHERE c.part = 'post' AND c.post_rank IS NULL) AS post_none,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'civil') AS ladder_civil,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'management') AS ladder_management,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'professional') AS ladder_professional,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.ladder = 'worker') AS ladder_worker,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND (c.ladder IN ('civil', 'management', 'professional', 'worker')) IS NOT TRUE) AS ladder_unknown,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'inspector_1') AS grade_inspector_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'inspector_2') AS grade_inspector_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_1') AS grade_researcher_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_2') AS grade_researcher_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_3') AS grade_researcher_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'researcher_4') AS grade_researcher_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_1') AS grade_officer_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_2') AS grade_officer_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_3') AS grade_officer_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'officer_4') AS grade_officer_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'clerk_1') AS grade_clerk_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'clerk_2') AS grade_clerk_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_1') AS management_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_2') AS management_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_3') AS management_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_4') AS management_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_5') AS management_5,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_6') AS management_6,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_7') AS management_7,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_8') AS management_8,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_9') AS management_9,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'management_10') AS management_10,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_1') AS professional_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_2') AS professional_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_3') AS professional_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_4') AS professional_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_5') AS professional_5,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_6') AS professional_6,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_7') AS professional_7,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_8') AS professional_8,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_9') AS professional_9,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_10') AS professional_10,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_11') AS professional_11,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_12') AS professional_12,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'professional_13') AS professional_13,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_1') AS worker_1,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_2') AS worker_2,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_3') AS worker_3,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_4') AS worker_4,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_5') AS worker_5,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.grade = 'worker_general') AS worker_general,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.title_level = 'senior') AS title_senior,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.title_level = 'associate') AS title_associate,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.title_level = 'middle') AS title_middle,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.title_level IN ('junior', 'primary')) AS title_junior,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND c.title_level = 'none') AS title_none,
               sum(c.persons) FILTER (WHERE c.part = 'grade' AND (c.title_level IN ('senior', 'associate', 'middle', 'junior', 'primary', 'none')) IS NOT TRUE) AS title_unknown
          FROM staff_cube(annual_institution_staff_of.region, annual_institution_staff_of.month, true) c
         GROUP BY c.region_code, c.level, c.industry
    )
    SELECT (ARRAY['region_industry', 'region', 'level_industry', 'level', 'industry', 'total'])[s.g - 1], s.region_code, s.level,
           CASE WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.industry, ''), '未填') END,
           CASE WHEN s.g = 7 THEN '总计' WHEN s.g IN (2, 4, 6) THEN coalesce(k.name_zh, nullif(s.industry, ''), '未填')
                WHEN s.g = 5 THEN coalesce(l.name_zh, s.level) ELSE region_own_name(s.region_code) END,
           s.strength_total, s.sex_male, s.sex_female, s.sex_unknown, s.ethnic_han, s.ethnic_minority, s.ethnic_mongol, s.ethnic_unknown,
           s.politics_party, s.politics_democratic, s.politics_league, s.politics_none, s.politics_citizen, s.politics_unknown,
           s.education_postgraduate, s.education_bachelor, s.education_college, s.education_secondary, s.education_school, s.education_unknown,
           s.degree_doctor, s.degree_master, s.degree_bachelor, s.degree_none, s.age_30, s.age_35, s.age_40, s.age_45, s.age_50, s.age_54, s.age_59,
           s.age_60, s.post_ting, s.post_futing, s.post_chu, s.post_fuchu, s.post_ke, s.post_fuke, s.post_gu, s.post_fugu, s.post_other, s.post_none,
           s.ladder_civil, s.ladder_management, s.ladder_professional, s.ladder_worker, s.ladder_unknown, s.grade_inspector_1, s.grade_inspector_2,
           s.grade_researcher_1, s.grade_researcher_2, s.grade_researcher_3, s.grade_researcher_4, s.grade_officer_1, s.grade_officer_2,
           s.grade_officer_3, s.grade_officer_4, s.grade_clerk_1, s.grade_clerk_2, s.management_1, s.management_2, s.management_3, s.management_4,
           s.management_5, s.management_6, s.management_7, s.management_8, s.management_9, s.management_10, s.professional_1, s.professional_2,
           s.professional_3, s.professional_4, s.professional_5, s.professional_6, s.professional_7, s.professional_8, s.professional_9,
           s.professional_10, s.professional_11, s.professional_12, s.professional_13, s.worker_1, s.worker_2, s.worker_3, s.worker_4, s.worker_5,
           s.worker_general, s.title_senior, s.title_associate, s.title_middle, s.title_junior, s.title_none, s.title_unknown
      FROM (SELECT GROUPING(c.region_code, c.level, c.industry) AS g, c.region_code, c.level, c.industry,
                   coalesce(sum(c.strength_total), 0)::bigint AS strength_total, coalesce(sum(c.sex_male), 0)::bigint AS sex_male,
                   coalesce(sum(c.sex_female), 0)::bigint AS sex_female, coalesce(sum(c.sex_unknown), 0)::bigint AS sex_unknown,
                   coalesce(sum(c.ethnic_han), 0)::bigint AS ethnic_han, coalesce(sum(c.ethnic_minority), 0)::bigint AS ethnic_minority,
                   coalesce(sum(c.ethnic_mongol), 0)::bigint AS ethnic_mongol, coalesce(sum(c.ethnic_unknown), 0)::bigint AS ethnic_unknown,
                   coalesce(sum(c.politics_party), 0)::bigint AS politics_party,
                   coalesce(sum(c.politics_democratic), 0)::bigint AS politics_democratic,
                   coalesce(sum(c.politics_league), 0)::bigint AS politics_league, coalesce(sum(c.politics_none), 0)::bigint AS politics_none,
                   coalesce(sum(c.politics_citizen), 0)::bigint AS politics_citizen, coalesce(sum(c.politics_unknown), 0)::bigint AS politics_unknown,
                   coalesce(sum(c.education_postgraduate), 0)::bigint AS education_postgraduate,
                   coalesce(sum(c.education_bachelor), 0)::bigint AS education_bachelor,
                   coalesce(sum(c.education_college), 0)::bigint AS education_college,
                   coalesce(sum(c.education_secondary), 0)::bigint AS education_secondary,
                   coalesce(sum(c.education_school), 0)::bigint AS education_school,
                   coalesce(sum(c.education_unknown), 0)::bigint AS education_unknown, coalesce(sum(c.degree_doctor), 0)::bigint AS degree_doctor,
                   coalesce(sum(c.degree_master), 0)::bigint AS degree_master, coalesce(sum(c.degree_bachelor), 0)::bigint AS degree_bachelor,
                   coalesce(sum(c.degree_none), 0)::bigint AS degree_none, coalesce(sum(c.age_30), 0)::bigint AS age_30,
                   coalesce(sum(c.age_35), 0)::bigint AS age_35, coalesce(sum(c.age_40), 0)::bigint AS age_40,
                   coalesce(sum(c.age_45), 0)::bigint AS age_45, coalesce(sum(c.age_50), 0)::bigint AS age_50,
                   coalesce(sum(c.age_54), 0)::bigint AS age_54, coalesce(sum(c.age_59), 0)::bigint AS age_59,
                   coalesce(sum(c.age_60), 0)::bigint AS age_60, coalesce(sum(c.post_ting), 0)::bigint AS post_ting,
                   coalesce(sum(c.post_futing), 0)::bigint AS post_futing, coalesce(sum(c.post_chu), 0)::bigint AS post_chu,
                   coalesce(sum(c.post_fuchu), 0)::bigint AS post_fuchu, coalesce(sum(c.post_ke), 0)::bigint AS post_ke,
                   coalesce(sum(c.post_fuke), 0)::bigint AS post_fuke, coalesce(sum(c.post_gu), 0)::bigint AS post_gu,
                   coalesce(sum(c.post_fugu), 0)::bigint AS post_fugu, coalesce(sum(c.post_other), 0)::bigint AS post_other,
                   coalesce(sum(c.post_none), 0)::bigint AS post_none, coalesce(sum(c.ladder_civil), 0)::bigint AS ladder_civil,
                   coalesce(sum(c.ladder_management), 0)::bigint AS ladder_management,
                   coalesce(sum(c.ladder_professional), 0)::bigint AS ladder_professional, coalesce(sum(c.ladder_worker), 0)::bigint AS ladder_worker,
                   coalesce(sum(c.ladder_unknown), 0)::bigint AS ladder_unknown, coalesce(sum(c.grade_inspector_1), 0)::bigint AS grade_inspector_1,
                   coalesce(sum(c.grade_inspector_2), 0)::bigint AS grade_inspector_2,
                   coalesce(sum(c.grade_researcher_1), 0)::bigint AS grade_researcher_1,
                   coalesce(sum(c.grade_researcher_2), 0)::bigint AS grade_researcher_2,
                   coalesce(sum(c.grade_researcher_3), 0)::bigint AS grade_researcher_3,
                   coalesce(sum(c.grade_researcher_4), 0)::bigint AS grade_researcher_4,
                   coalesce(sum(c.grade_officer_1), 0)::bigint AS grade_officer_1, coalesce(sum(c.grade_officer_2), 0)::bigint AS grade_officer_2,
                   coalesce(sum(c.grade_officer_3), 0)::bigint AS grade_officer_3, coalesce(sum(c.grade_officer_4), 0)::bigint AS grade_officer_4,
                   coalesce(sum(c.grade_clerk_1), 0)::bigint AS grade_clerk_1, coalesce(sum(c.grade_clerk_2), 0)::bigint AS grade_clerk_2,
                   coalesce(sum(c.management_1), 0)::bigint AS management_1, coalesce(sum(c.management_2), 0)::bigint AS management_2,
                   coalesce(sum(c.management_3), 0)::bigint AS management_3, coalesce(sum(c.management_4), 0)::bigint AS management_4,
                   coalesce(sum(c.management_5), 0)::bigint AS management_5, coalesce(sum(c.management_6), 0)::bigint AS management_6,
                   coalesce(sum(c.management_7), 0)::bigint AS management_7, coalesce(sum(c.management_8), 0)::bigint AS management_8,
                   coalesce(sum(c.management_9), 0)::bigint AS management_9, coalesce(sum(c.management_10), 0)::bigint AS management_10,
                   coalesce(sum(c.professional_1), 0)::bigint AS professional_1, coalesce(sum(c.professional_2), 0)::bigint AS professional_2,
                   coalesce(sum(c.professional_3), 0)::bigint AS professional_3, coalesce(sum(c.professional_4), 0)::bigint AS professional_4,
                   coalesce(sum(c.professional_5), 0)::bigint AS professional_5, coalesce(sum(c.professional_6), 0)::bigint AS professional_6,
                   coalesce(sum(c.professional_7), 0)::bigint AS professional_7, coalesce(sum(c.professional_8), 0)::bigint AS professional_8,
                   coalesce(sum(c.professional_9), 0)::bigint AS professional_9, coalesce(sum(c.professional_10), 0)::bigint AS professional_10,
                   coalesce(sum(c.professional_11), 0)::bigint AS professional_11, coalesce(sum(c.professional_12), 0)::bigint AS professional_12,
                   coalesce(sum(c.professional_13), 0)::bigint AS professional_13, coalesce(sum(c.worker_1), 0)::bigint AS worker_1,
                   coalesce(sum(c.worker_2), 0)::bigint AS worker_2, coalesce(sum(c.worker_3), 0)::bigint AS worker_3,
                   coalesce(sum(c.worker_4), 0)::bigint AS worker_4, coalesce(sum(c.worker_5), 0)::bigint AS worker_5,
                   coalesce(sum(c.worker_general), 0)::bigint AS worker_general, coalesce(sum(c.title_senior), 0)::bigint AS title_senior,
                   coalesce(sum(c.title_associate), 0)::bigint AS title_associate, coalesce(sum(c.title_middle), 0)::bigint AS title_middle,
                   coalesce(sum(c.title_junior), 0)::bigint AS title_junior, coalesce(sum(c.title_none), 0)::bigint AS title_none,
                   coalesce(sum(c.title_unknown), 0)::bigint AS title_unknown
              FROM cell c
             GROUP BY GROUPING SETS ((), (c.level), (c.level, c.industry), (c.industry), (c.region_code), (c.region_code, c.industry))) s
      LEFT JOIN code l ON l.set = 'level' AND l.code = s.level
      LEFT JOIN code k ON k.set = 'industry' AND k.code = s.industry
     ORDER BY CASE s.g WHEN 7 THEN 1 WHEN 6 THEN 3 WHEN 5 THEN 2 WHEN 4 THEN 2 ELSE 4 END, l.sort, s.level COLLATE "C", s.region_code COLLATE "C",
              s.industry IS NOT NULL, k.sort, s.industry COLLATE "C";
END;
COMMENT ON FUNCTION annual_institution_staff_of(text, date) IS '年表4 事业单位实有人员构成；同年表2，另有管理岗位、专业技术岗位等级和职称。岗位类别按等级所属的阶梯';

CREATE VIEW annual_institution_staff AS
SELECT f.* FROM annual_institution_staff_of((SELECT b.region FROM book b), date_trunc('month', current_date::timestamp)::date) f;
COMMENT ON VIEW annual_institution_staff IS '年表4 事业单位实有人员构成；同年表2，另有管理岗位、专业技术岗位等级和职称';

CREATE FUNCTION annual_institution_staff_closed(region text, month date) RETURNS SETOF annual_institution_staff LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.* FROM bianzhi.closed_report(NULL::annual_institution_staff, annual_institution_staff_closed.region, sealed_month(annual_institution_staff_closed.region, annual_institution_staff_closed.month)) f;
END;
COMMENT ON FUNCTION annual_institution_staff_closed(text, date) IS '年表4 事业单位实有人员构成，已结账月份的快照，原样';
