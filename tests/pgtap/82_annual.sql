-- Reports of the year (82_annual, 82_annual_staff): every column group of a small book figure by figure, the movement of
-- the year and what comes late, what is closed, and on the sample that tables agree with each other and the months.
-- What was recorded before and after a close matters here, so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT set_config('bianzhi.document', '兴机编〔2019〕1号', false) \g /dev/null
SELECT no_plan();

-- the columns of a row that are not nought, in their order
CREATE FUNCTION public.figures(r anyelement) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(concat(k.key, '=', k.value #>> '{}'), ' ' ORDER BY k.n)
      FROM json_each(to_json(r)) WITH ORDINALITY k (key, value, n)
     WHERE json_typeof(k.value) = 'number' AND k.value #>> '{}' <> '0' AND k.key <> 'unit_id';
$$;

-- The book ----------------------------------------------------------------------------------

INSERT INTO region (code, name, parent, level) VALUES ('152221100', '科尔沁镇', '152221', 'township');
SELECT establish_unit('林草局', 'organ', rank => 'chu', system => 'government', category => 'working_department', effective_on => '2019-01-10'),
       establish_unit('中级法院', 'political_legal_organ', rank => 'chu', system => 'court', effective_on => '2019-01-10'),
       establish_unit('编办', 'organ', rank => 'chu', system => 'party', category => 'working_department', effective_on => '2019-01-10'),
       establish_unit('科尔沁镇政府', 'township', region => '152221100', rank => 'ke', system => 'township', effective_on => '2019-01-10'),
       establish_unit('镇服务中心', 'institution', region => '152221100', rank => 'gu', category => 'welfare_1', industry => 'agriculture', effective_on => '2019-01-10'),
       establish_unit('街道办', 'township', region => '152221', rank => 'ke', system => 'subdistrict', effective_on => '2019-01-10'),
       establish_unit('医院', 'institution', rank => 'ke', category => 'welfare_2', industry => 'health', effective_on => '2019-01-10'),
       establish_unit('社保局', 'reference_institution', rank => 'fuchu', category => 'administrative_function', industry => 'employment', effective_on => '2019-01-10'),
       establish_unit('老站', 'institution', rank => 'gu', industry => 'health', effective_on => '2019-01-10') \g /dev/null
SELECT establish_unit('街道服务中心', 'institution', region => '152221', supervisor => '街道办', rank => 'gu', effective_on => '2019-01-10'),
       establish_unit('综合科', parent => '林草局', kind => 'division', rank => 'ke', effective_on => '2019-01-10') \g /dev/null
SELECT grant_ceiling(r, t, q, effective_on => '2019-01-10')
  FROM (VALUES ('152200', '21', 10), ('152200', '303', 5), ('152200', '305', 5), ('152200', '205', 5), ('152200', '207', 5), ('152200', '403', 1), ('152221', '22', 5),
               ('152221', '205', 2), ('152221100', '11', 10), ('152221100', '22', 5), ('152221100', '205', 2)) g (r, t, q) \g /dev/null
SELECT allocate(u, t, q, effective_on => '2019-01-10')
  FROM (VALUES ('林草局', '11', 5), ('林草局', '15', 2), ('林草局', '203', 1), ('林草局', '214', 1), ('综合科', '305', 1), ('编办', '11', 2), ('编办', '403', 1),
               ('中级法院', '12', 4), ('中级法院', '15', 1), ('中级法院', '203', 1), ('公安局', '12', 6), ('公安局', '11', 1), ('科尔沁镇政府', '11', 3), ('科尔沁镇政府', '205', 1),
               ('镇服务中心', '22', 2), ('街道办', '11', 2), ('街道服务中心', '22', 1), ('医院', '22', 2), ('医院', '23', 5), ('医院', '205', 1), ('医院', '91', 8),
               ('社保局', '21', 3), ('老站', '22', 1)) a (u, t, q) \g /dev/null

-- w, m: women and men; people of organs first
INSERT INTO person (resident_id, name, ethnic, politics, education, degree, title_level, grade, status, work_started_on)
SELECT resident_number(born::date, serial)::resident_id, name, ethnic, politics, education, degree, title, grade, coalesce(status, 'on_post'), started::date
  FROM (VALUES
    ('1989-12-31', 1, '局长甲',   '01', '01', '11', '2', NULL,   'researcher_1', NULL, NULL),
    ('1990-01-01', 2, '副局乙',   '02', '02', '14', '3', NULL,   'inspector_2',  NULL, NULL),
    ('1985-06-01', 3, '科长丙',   '02', '03', '21', '4', 'none', 'officer_1',    NULL, NULL),
    ('1980-06-01', 4, '科员丁',   '11', '05', '31', NULL, NULL,  'clerk_1',      NULL, NULL),
    ('1970-06-01', 5, '工人戊',   '01', '13', '61', NULL, NULL,  'worker_3',     NULL, NULL),
    ('1966-06-01', 7, '书记己',   NULL, '12', NULL, NULL, NULL,  NULL,           NULL, NULL),
    ('1975-06-01', 8, '法官庚',   '01', '01', '21', '4', NULL,   'officer_2',    NULL, NULL),
    ('1961-03-01', 9, '民警辛',   '01', '01', '41', NULL, NULL,  'management_7', NULL, NULL),
    ('1988-06-01', 11, '镇长壬',  '02', '01', '21', '4', NULL,   'officer_3',    NULL, NULL),
    ('1991-06-01', 12, '镇员癸',  '01', '13', '71', NULL, NULL,  'clerk_2',      'seconded', NULL),
    ('1992-06-01', 13, '街道子',  '01', 'xx', 'zz', 'x', NULL,   'zz',           'assistance', NULL),
    ('1979-06-01', 21, '院长丑',  '01', '01', '14', '3', 'senior', 'professional_4', NULL, NULL),
    ('1984-06-01', 22, '医师寅',  '02', '10', '21', '4', 'associate', 'professional_7', NULL, NULL),
    ('1974-06-01', 24, '护士卯',  '01', '13', '31', NULL, 'junior', 'professional_11', NULL, NULL),
    ('1993-06-01', 26, '护士辰',  '01', '03', '31', NULL, 'primary', 'professional_13', NULL, NULL),
    ('1983-06-01', 27, '主任巳',  '01', '01', '21', '4', 'none', 'management_8', NULL, NULL),
    ('1982-06-01', 28, '参公午',  '02', '01', '21', '4', NULL,   'officer_4',    NULL, NULL),
    ('1981-06-01', 29, '站员未',  '01', '13', '61', NULL, 'middle', 'worker_general', NULL, NULL),
    ('1981-06-01', 31, '镇站申',  '01', '13', '47', NULL, 'none', 'management_10', 'sick_leave', NULL),
    ('1981-06-01', 33, '街站酉',  '01', '13', '41', NULL, NULL,   'worker_1',    NULL, NULL),
    ('1959-06-01', 35, '老红军',  '01', '01', '61', NULL, NULL,   NULL,          NULL, '1949-09-30'),
    ('1959-06-01', 37, '退休一',  '01', '01', '61', NULL, NULL,   NULL,          NULL, '1980-01-01'),
    ('1964-06-01', 38, '退休二',  '01', '01', '61', NULL, NULL,   NULL,          NULL, '1984-01-01'),
    ('1960-07-01', 39, '退休三',  '01', '01', '61', NULL, NULL,   NULL,          NULL, '1980-01-01'),
    ('1985-07-01', 41, '临聘一',  '01', '13', '61', NULL, NULL,   NULL,          NULL, NULL),
    ('1985-07-01', 42, '临聘二',  '01', '13', '61', NULL, NULL,   NULL,          NULL, NULL),
    ('1985-07-01', 43, '迟到甲',  '01', '13', '61', NULL, NULL,   NULL,          NULL, NULL),
    ('1985-07-01', 45, '迟到乙',  '01', '13', '61', NULL, NULL,   NULL,          NULL, NULL),
    ('1985-07-01', 47, '迟到丙',  '01', '13', '61', NULL, NULL,   NULL,          NULL, NULL))
    p (born, serial, name, ethnic, politics, education, degree, title, grade, status, started);
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, entry_reason, document_id)
SELECT p.id, unit_ref(e.unit), e.post_type, e.day::date, e.reason, 1
  FROM (VALUES ('局长甲', '林草局', 11, '2019-02-01', 'transfer_in'), ('副局乙', '林草局', 11, '2019-02-01', 'transfer_in'), ('科长丙', '林草局', 11, '2019-02-01', 'transfer_in'),
               ('科员丁', '林草局', 11, '2020-05-01', 'civil_exam'), ('工人戊', '林草局', 15, '2019-02-01', 'other'), ('书记己', '编办', 11, '2019-02-01', 'other'),
               ('法官庚', '中级法院', 12, '2019-02-01', 'other'), ('民警辛', '公安局', 12, '2020-08-01', 'military_cadre'), ('镇长壬', '科尔沁镇政府', 11, '2019-02-01', 'other'),
               ('镇员癸', '科尔沁镇政府', 11, '2020-02-01', 'civil_exam'), ('街道子', '街道办', 11, '2019-02-01', 'other'), ('院长丑', '医院', 23, '2019-02-01', 'other'),
               ('医师寅', '医院', 23, '2019-02-01', 'open_recruitment'), ('护士卯', '医院', 22, '2019-02-01', 'open_recruitment'), ('护士辰', '医院', 22, '2020-12-31', 'open_recruitment'),
               ('主任巳', '社保局', 21, '2019-02-01', 'other'), ('参公午', '社保局', 21, '2019-02-01', 'other'), ('站员未', '老站', 22, '2019-02-01', 'other'),
               ('镇站申', '镇服务中心', 22, '2019-02-01', 'other'), ('街站酉', '街道服务中心', 22, '2019-02-01', 'other'), ('老红军', '编办', 11, '2019-01-15', 'other'),
               ('退休一', '医院', 23, '2019-01-15', 'other'), ('退休二', '林草局', 11, '2019-01-15', 'other'), ('退休三', '公安局', 12, '2019-01-15', 'other'),
               ('临聘一', '医院', 91, '2019-03-01', 'contract'), ('临聘二', '医院', 91, '2020-03-01', 'contract')) e (name, unit, post_type, day, reason)
  JOIN person p ON p.name = e.name
 ORDER BY e.day, p.id;
SELECT appoint('局长甲', '林草局', '203', effective_on => '2019-02-01'), appoint('副局乙', '林草局', '214', effective_on => '2019-02-01'),
       appoint('科长丙', '综合科', '305', holder_rank => 'fuke', effective_on => '2020-06-01'), appoint('书记己', '编办', '403', effective_on => '2019-02-01'),
       appoint('镇长壬', '科尔沁镇政府', '205', effective_on => '2019-02-01'), appoint('院长丑', '医院', '205', effective_on => '2019-02-01'),
       appoint('法官庚', '水利局', '214', counts => false, uncounted_reason => 'concurrent', effective_on => '2019-02-01') \g /dev/null
SELECT release('老红军', 'retirement', effective_on => '2019-06-01'), release('退休一', 'retirement', effective_on => '2019-07-01') \g /dev/null
-- 2020
SELECT release('退休二', 'retirement', effective_on => '2020-01-01'), release('退休三', 'death', effective_on => '2020-07-02') \g /dev/null
SELECT allocate('医院', '22', 1, effective_on => '2020-09-01') \g /dev/null
SELECT transfer_person('站员未', '医院', effective_on => '2020-09-01') \g /dev/null
SELECT reduce_posts('老站', '22', 1, effective_on => '2020-09-01') \g /dev/null
SELECT abolish_unit('老站', effective_on => '2020-09-01') \g /dev/null
SELECT rename_unit('中级法院', '盟中级法院', effective_on => '2020-03-01'), change_rank('街道办', 'fuchu', effective_on => '2020-04-01'),
       change_rank('镇服务中心', 'fugu', effective_on => '2020-04-02'), transfer_unit('医院', supervisor => '教育局', effective_on => '2020-04-03'),
       add_nameplate('医院', '蒙医医院', effective_on => '2020-04-04'), amend_unit('编办', industry => 'other', effective_on => '2020-04-05'),
       establish_unit('机关党委', parent => '林草局', kind => 'division', rank => 'ke', effective_on => '2020-06-15') \g /dev/null
SELECT establish_unit('新中心', 'institution', rank => 'gu', category => 'welfare_1', replaces => '老站', effective_on => '2020-10-01') \g /dev/null
SELECT grant_ceiling('152200', '11', 5, effective_on => '2020-02-01'), allocate('林草局', '11', 2, effective_on => '2020-02-02') \g /dev/null

-- The tables of 2020, the months still open --------------------------------------------------

SELECT is((SELECT figures(f) FROM annual_organ_of('152200', '2020-12-01') f WHERE row_kind = 'total'),
    'institutions=10 category_working=2 category_other=8 rank_chu=5 rank_fuchu=1 rank_ke=1 rank_other=3 divisions=3 approved_total=37 approved_administrative=24 '
    'approved_political_legal=10 approved_support=3 strength_total=11 strength_administrative=8 strength_political_legal=2 strength_support=1 vacancy_total=26 leadership_total=9 '
    'leadership_chu=4 leadership_fuchu=3 leadership_ke=2 position_chief=4 position_deputy=3 position_division_chief=1 position_discipline=1 leadership_actual=5 '
    'leadership_short=4 approved_opening=35 approved_increased=2 strength_opening=10 strength_in=3 strength_out=2', '年表1, total');
SELECT is((SELECT figures(f) FROM annual_organ_of('152200', '2020-12-01') f WHERE row_kind = 'level_system' AND system = '政府'),
    'institutions=1 category_working=1 rank_chu=1 divisions=2 approved_total=9 approved_administrative=7 approved_support=2 strength_total=5 strength_administrative=4 strength_support=1 '
    'vacancy_total=4 leadership_total=3 leadership_chu=1 leadership_fuchu=1 leadership_ke=1 position_chief=1 position_deputy=1 position_division_chief=1 '
    'leadership_actual=3 approved_opening=7 approved_increased=2 strength_opening=5 strength_in=1 strength_out=1', '年表1, a system: the division counts with its body');
SELECT results_eq($$SELECT row_kind, region, unit_level, system, unit FROM annual_organ_of('152221', '2020-12-01')$$,
    $$VALUES ('total', NULL, NULL, NULL, '总计'), ('level', NULL, 'county', NULL, '旗县市区'), ('level_system', NULL, 'county', '未填', '未填'), ('level', NULL, 'township', NULL, '苏木乡镇街道'),
             ('level_system', NULL, 'township', '街道', '街道'), ('level_system', NULL, 'township', '苏木乡镇', '苏木乡镇'), ('system', NULL, NULL, '街道', '街道'),
             ('system', NULL, NULL, '苏木乡镇', '苏木乡镇'), ('system', NULL, NULL, '未填', '未填'), ('region', '152221', NULL, NULL, '科尔沁右翼前旗本级'),
             ('region_system', '152221', NULL, '街道', '街道'), ('region_system', '152221', NULL, '未填', '未填'), ('region', '152221100', NULL, NULL, '科尔沁镇'),
             ('region_system', '152221100', NULL, '苏木乡镇', '苏木乡镇')$$, 'its rows in the order of print, of a banner and what is below it');
SELECT is((SELECT figures(f) FROM annual_organ_staff_of('152200', '2020-12-01') f WHERE row_kind = 'level' AND unit_level = 'prefecture'),
    'strength_total=8 sex_male=5 sex_female=3 ethnic_han=4 ethnic_minority=3 ethnic_mongol=2 ethnic_unknown=1 politics_party=4 politics_democratic=1 politics_league=1 politics_none=1 '
    'politics_citizen=1 education_postgraduate=2 education_bachelor=2 education_college=1 education_secondary=1 education_school=1 education_unknown=1 degree_doctor=1 degree_master=1 '
    'degree_bachelor=2 degree_none=4 age_30=1 age_35=2 age_40=1 age_45=1 age_50=1 age_54=1 age_59=1 post_chu=2 post_fuchu=1 post_fuke=1 post_none=4 ladder_civil=5 ladder_management=1 '
    'ladder_worker=1 ladder_unknown=1 grade_inspector_2=1 grade_researcher_1=1 grade_officer_1=1 grade_officer_2=1 grade_clerk_1=1 worker_3=1', '年表2: every breakdown');
SELECT is((SELECT figures(f) FROM annual_organ_staff_of('152200', '2020-12-01') f WHERE row_kind = 'system' AND system = '街道'),
    'strength_total=1 sex_male=1 ethnic_han=1 politics_unknown=1 education_unknown=1 degree_none=1 age_30=1 post_none=1 ladder_unknown=1', 'codes that nobody knows are 未填');
SELECT is((SELECT concat_ws(' ', age_54, age_59, age_60) FROM annual_organ_staff_of('152200', d::date) WHERE row_kind = 'total'), a, 'ages are those of the last day, ' || d)
  FROM (VALUES ('2021-02-01', '1 1 0'), ('2021-03-01', '1 0 1'), ('2021-05-01', '1 0 1'), ('2021-06-01', '1 1 1')) v (d, a);
SELECT is((SELECT figures(f) FROM annual_institution_of('152200', '2020-12-01') f WHERE row_kind = 'total'),
    'institutions=6 category_administrative=1 category_welfare_1=2 category_welfare_2=1 category_unclassified=2 reference_institutions=1 rank_fuchu=1 rank_ke=1 rank_gu=2 rank_fugu=1 '
    'rank_other=1 funding_full=4 funding_partial=1 funding_other=1 approved_total=19 approved_reference=3 approved_full=11 approved_partial=5 strength_total=9 strength_reference=2 '
    'strength_full=5 strength_partial=2 vacancy_total=10 leadership_total=1 leadership_ke=1 position_chief=1 leadership_actual=1 approved_opening=19 approved_increased=1 '
    'approved_decreased=1 strength_opening=8 strength_in=2 strength_out=1', '年表3, total');
SELECT is((SELECT figures(f) FROM annual_institution_of('152200', '2020-12-01') f WHERE row_kind = 'industry' AND industry = '卫生'),
    'institutions=1 category_welfare_2=1 rank_ke=1 funding_partial=1 approved_total=8 approved_full=3 approved_partial=5 strength_total=5 strength_full=3 strength_partial=2 vacancy_total=3 '
    'leadership_total=1 leadership_ke=1 position_chief=1 leadership_actual=1 approved_opening=8 approved_increased=1 approved_decreased=1 strength_opening=4 strength_in=2 strength_out=1',
    '年表3, an industry: what ended in the year has its movements there, and is counted no more');
SELECT is((SELECT figures(f) FROM annual_institution_staff_of('152200', '2020-12-01') f WHERE row_kind = 'total'),
    'strength_total=9 sex_male=5 sex_female=4 ethnic_han=7 ethnic_minority=2 ethnic_mongol=2 politics_party=3 politics_democratic=1 politics_league=1 politics_citizen=4 education_postgraduate=1 '
    'education_bachelor=3 education_college=2 education_secondary=2 education_school=1 degree_master=1 degree_bachelor=3 degree_none=5 age_30=1 age_40=6 age_45=1 age_50=1 post_ke=1 '
    'post_none=8 ladder_civil=1 ladder_management=2 ladder_professional=4 ladder_worker=2 grade_officer_4=1 management_8=1 management_10=1 professional_4=1 professional_7=1 '
    'professional_11=1 professional_13=1 worker_1=1 worker_general=1 title_senior=1 title_associate=1 title_middle=1 title_junior=2 title_none=2 title_unknown=2', '年表4: grades and titles as well');
SELECT results_eq($$SELECT row_kind, unit_level, branch, unit, figures(f) FROM annual_political_legal_of('152200', '2020-12-01') f WHERE row_kind IN ('total', 'branch', 'unit')$$,
    $$VALUES ('total', NULL, NULL, '总计', 'institutions=2 approved_political_legal=10 strength_political_legal=2 vacancy_political_legal=8 approved_administrative=1 approved_support=1 approved_total=12 strength_total=2 leadership_total=1 leadership_short=1 political_legal_opening=10 political_legal_staff_opening=2 political_legal_in=1 political_legal_out=1'),
             ('branch', NULL, '法院', '法院', 'institutions=1 approved_political_legal=4 strength_political_legal=1 vacancy_political_legal=3 approved_support=1 approved_total=5 strength_total=1 leadership_total=1 leadership_short=1 political_legal_opening=4 political_legal_staff_opening=1'),
             ('branch', NULL, '公安', '公安', 'institutions=1 approved_political_legal=6 strength_political_legal=1 vacancy_political_legal=5 approved_administrative=1 approved_total=7 strength_total=1 political_legal_opening=6 political_legal_staff_opening=1 political_legal_in=1 political_legal_out=1'),
             ('unit', 'prefecture', '公安', '公安局', 'institutions=1 approved_political_legal=6 strength_political_legal=1 vacancy_political_legal=5 approved_administrative=1 approved_total=7 strength_total=1 political_legal_opening=6 political_legal_staff_opening=1 political_legal_in=1 political_legal_out=1'),
             ('unit', 'prefecture', '法院', '盟中级法院', 'institutions=1 approved_political_legal=4 strength_political_legal=1 vacancy_political_legal=3 approved_support=1 approved_total=5 strength_total=1 leadership_total=1 leadership_short=1 political_legal_opening=4 political_legal_staff_opening=1')$$,
    '年表5: by branch, from the system or the name, and by unit');
SELECT is((SELECT count(*) FROM annual_political_legal_of('152200', '2020-02-01') WHERE unit = '中级法院'), 1::bigint, 'names are those of the time');
SELECT results_eq($$SELECT row_kind, region, unit, figures(f) FROM annual_township_of('152200', '2020-12-01') f$$,
    $$VALUES ('total', NULL, '总计', 'townships=1 subdistricts=1 institutions=4 public_institutions=2 approved_total=8 approved_administrative=5 approved_institution=3 strength_total=5 strength_administrative=3 strength_institution=2 vacancy_total=3 leadership_total=1 leadership_actual=1 status_on_post=2 status_seconded=1 status_away=1 status_other=1 approved_opening=8 strength_opening=4 strength_in=1'),
             ('region', '152221', '科尔沁右翼前旗', 'townships=1 subdistricts=1 institutions=4 public_institutions=2 approved_total=8 approved_administrative=5 approved_institution=3 strength_total=5 strength_administrative=3 strength_institution=2 vacancy_total=3 leadership_total=1 leadership_actual=1 status_on_post=2 status_seconded=1 status_away=1 status_other=1 approved_opening=8 strength_opening=4 strength_in=1'),
             ('township', '152221', '街道办', 'subdistricts=1 institutions=2 public_institutions=1 approved_total=3 approved_administrative=2 approved_institution=1 strength_total=2 strength_administrative=1 strength_institution=1 vacancy_total=1 status_on_post=1 status_away=1 approved_opening=3 strength_opening=2'),
             ('township', '152221100', '科尔沁镇', 'townships=1 institutions=2 public_institutions=1 approved_total=5 approved_administrative=3 approved_institution=2 strength_total=3 strength_administrative=2 strength_institution=1 vacancy_total=2 leadership_total=1 leadership_actual=1 status_on_post=1 status_seconded=1 status_other=1 approved_opening=5 strength_opening=2 strength_in=1')$$,
    '年表6: a town that is a region, and a subdistrict in its banner with the institution below it');
SELECT is((SELECT figures(f) FROM annual_retired_of('152200', '2020-12-01') f WHERE row_kind = 'total'),
    'retired_total=3 retired_honorary=1 retired_ordinary=2 retired_male=2 retired_female=1 retired_organ=2 retired_institution=1 retired_opening=2 retired_new=1 retired_closing=3 deceased_in_post=1', '年表7');
SELECT results_eq($$SELECT row_kind, unit, figures(f) FROM annual_off_establishment_of('152200', '2020-12-01') f WHERE row_kind IN ('total', 'unit')$$,
    $$SELECT k, u, 'quota_total=8 quota_unstated=8 off_staff=2 quota_free=6 quota_opening=8 off_staff_opening=1 off_staff_in=1' FROM (VALUES ('total', '总计'), ('unit', '医院')) v (k, u)$$, '年表8');
SELECT results_eq($$SELECT post_category, post_type_name, figures(f) FROM annual_ceiling_of('152200', '2020-12-01') f WHERE row_kind = 'total' AND (post_type IS NULL OR post_type = 11)$$,
    $$VALUES (NULL, '合计', 'granted=755 allocated=56 in_reserve=699 headcount=20 granted_opening=750 granted_increased=5 allocated_opening=54 allocated_increased=3 allocated_decreased=1'),
             ('administrative', '行政编制小计', 'granted=335 allocated=34 in_reserve=301 headcount=10 granted_opening=330 granted_increased=5 allocated_opening=32 allocated_increased=2'),
             ('administrative', '行政编制', 'post_type=11 granted=135 allocated=24 in_reserve=111 headcount=8 granted_opening=130 granted_increased=5 allocated_opening=22 allocated_increased=2'),
             ('support', '机关工勤编制小计', 'granted=100 allocated=3 in_reserve=97 headcount=1 granted_opening=100 allocated_opening=3'),
             ('institution', '事业编制小计', 'granted=320 allocated=19 in_reserve=301 headcount=9 granted_opening=320 allocated_opening=19 allocated_increased=1 allocated_decreased=1')$$, '年表9');
SELECT results_eq($$SELECT row_kind, unit, unit_change, effective_on, document_number, figures(f) FROM annual_unit_change_of('152200', '2020-12-01') f WHERE row_kind IN ('total', 'unit')$$,
    $$VALUES ('total', '总计', NULL, NULL::date, NULL, 'institutions_opening=16 established=1 abolished=1 institutions_closing=16 established_replacing=1 renamed=1 upgraded=1 downgraded=1 moved=1 nameplates=1 adjusted=1 unit_changes=8 divisions_established=1'),
             ('unit', '中级法院→盟中级法院', '更名', '2020-03-01', '兴机编〔2019〕1号', 'renamed=1 unit_changes=1'),
             ('unit', '医院', '划转隶属关系', '2020-04-03', '兴机编〔2019〕1号', 'moved=1 unit_changes=1'),
             ('unit', '医院', '加挂、摘牌', '2020-04-04', '兴机编〔2019〕1号', 'nameplates=1 unit_changes=1'),
             ('unit', '编办', '其他调整', '2020-04-05', '兴机编〔2019〕1号', 'adjusted=1 unit_changes=1'),
             ('unit', '老站', '撤销', '2020-09-01', '兴机编〔2019〕1号', 'abolished=1 unit_changes=1'),
             ('unit', '新中心', '设立', '2020-10-01', '兴机编〔2019〕1号', 'established=1 established_replacing=1 unit_changes=1'),
             ('unit', '街道办', '升格、降格', '2020-04-01', '兴机编〔2019〕1号', 'upgraded=1 unit_changes=1'),
             ('unit', '镇服务中心', '升格、降格', '2020-04-02', '兴机编〔2019〕1号', 'downgraded=1 unit_changes=1')$$, '年表10');
SELECT is((SELECT concat_ws(' ', institutions_opening, established, institutions_closing) FROM annual_unit_change_of('152200', '2019-06-01') WHERE row_kind = 'total'), '0 16 16', 'any month: what was until its end');
SELECT is((SELECT concat_ws(' ', retired_opening, retired_new, retired_closing, deceased_in_post) FROM annual_retired_of('152200', '2020-06-15') WHERE row_kind = 'total'), '2 1 3 0', 'any day is its month');
SELECT is_empty(format($$SELECT * FROM %s_of('152200', '1990-12-01') f WHERE figures(f) <> ''$$, name), name || ' before there was anything: a total of nought') FROM report WHERE span = 'year' ORDER BY sort;
SELECT refused(format('SELECT * FROM %s_of(%s)', name, a), '22004', '', name || ' of nothing') FROM report, unnest('{"NULL, ''2020-12-01''","''152200'', NULL"}'::text[]) a WHERE span = 'year' ORDER BY sort, a;

-- Statistics in long form ---------------------------------------------------------------------

SELECT is_empty($$SELECT dimension, sum(persons) FROM staff_statistics('152200', '2020-12-01') WHERE dimension NOT IN ('industry', 'age_male', 'age_female') GROUP BY 1 HAVING sum(persons) <> 20$$,
                'every dimension adds up to those in post');
SELECT is((SELECT sum(persons) FROM staff_statistics('152200', '2020-12-01') WHERE dimension IN ('age_male', 'age_female')), 20::numeric, 'so does the pyramid');
SELECT results_eq($$SELECT dimension, value, heading, persons, dimension_name FROM staff_statistics('152200', '2020-12-01') WHERE dimension IN ('age_female', 'politics', 'title_level', 'age_band')$$,
    $$VALUES ('age_band', '30', '30岁及以下', 4::bigint, '年龄'), ('age_band', '35', '31至35岁', 3, '年龄'), ('age_band', '40', '36至40岁', 7, '年龄'), ('age_band', '45', '41至45岁', 2, '年龄'), ('age_band', '50', '46至50岁', 2, '年龄'),
             ('age_band', '54', '51至54岁', 1, '年龄'), ('age_band', '59', '55至59岁', 1, '年龄'),
             ('age_female', '25', '25至29岁', 2, '年龄结构（女）'), ('age_female', '30', '30至34岁', 1, '年龄结构（女）'), ('age_female', '35', '35至39岁', 2, '年龄结构（女）'), ('age_female', '40', '40至44岁', 1, '年龄结构（女）'),
             ('age_female', '45', '45至49岁', 2, '年龄结构（女）'),
             ('politics', '01', '中共党员', 7, '政治面貌'), ('politics', '02', '中共预备党员', 1, '政治面貌'), ('politics', '03', '共青团员', 2, '政治面貌'), ('politics', '05', '民盟盟员', 1, '政治面貌'), ('politics', '10', '九三学社社员', 1, '政治面貌'),
             ('politics', '12', '无党派人士', 1, '政治面貌'), ('politics', '13', '群众', 6, '政治面貌'), ('politics', 'xx', 'xx', 1, '政治面貌'),
             ('title_level', 'senior', '正高级', 1, '职称'), ('title_level', 'associate', '副高级', 1, '职称'), ('title_level', 'middle', '中级', 1, '职称'), ('title_level', 'junior', '助理级', 1, '职称'),
             ('title_level', 'primary', '员级', 1, '职称'), ('title_level', 'none', '无', 3, '职称'), ('title_level', '', '未填', 12, '职称')$$, 'values in their order, with their names');
SELECT results_eq('SELECT * FROM staff_statistics', $$SELECT * FROM staff_statistics('152200', current_date)$$, 'the view is that of now');
SELECT results_eq(format('SELECT * FROM %I', name), format($$SELECT * FROM %I_of('152200', current_date)$$, name), name || ' is that of now') FROM report WHERE span = 'year' ORDER BY sort;

-- Closing, and what comes late ------------------------------------------------------------------

SELECT freeze('152200', '2019-12-01') AS frozen, close_period('152200', '2019-12-01', '测试') AS closed \gset
SELECT format($$SELECT freeze('152200', '%1$s') AS frozen, close_period('152200', '%1$s', '测试') AS closed$$, (date '2020-01-01' + make_interval(months => m))::date) FROM generate_series(0, 10) m
\o /dev/null
\gexec
\o
SELECT enrol(resident_number('1985-07-01', 43), '林草局', '11', 'civil_exam', effective_on => '2019-11-20'),
       enrol(resident_number('1985-07-01', 45), '医院', '23', 'open_recruitment', effective_on => '2020-03-15'),
       allocate('科尔沁镇政府', '11', 1, effective_on => '2019-12-20'), amend_unit('教育局', system => 'government', effective_on => '2020-05-05') \g /dev/null
SELECT release('镇站申', 'retirement', effective_on => '2019-12-31') \g /dev/null
SELECT results_eq($$SELECT 1, concat_ws(' ', strength_opening, strength_in, strength_out, strength_total, approved_opening, approved_increased, approved_total) FROM annual_organ_of('152200', '2020-12-01') WHERE row_kind = 'total'
                    UNION ALL SELECT 3, concat_ws(' ', strength_opening, strength_in, strength_out, strength_total) FROM annual_institution_of('152200', '2020-12-01') WHERE row_kind = 'total'
                    UNION ALL SELECT 7, concat_ws(' ', retired_opening, retired_new, retired_closing) FROM annual_retired_of('152200', '2020-12-01') WHERE row_kind = 'total'
                    UNION ALL SELECT 9, concat_ws(' ', allocated_opening, allocated_increased, allocated_decreased, allocated) FROM annual_ceiling_of('152200', '2020-12-01') WHERE row_kind = 'total' AND post_category IS NULL
                    UNION ALL SELECT 10, concat_ws(' ', adjusted, unit_changes) FROM annual_unit_change_of('152200', '2020-12-01') WHERE row_kind = 'total'$$,
    $$VALUES (1, '10 4 2 12 35 3 38'), (3, '8 3 2 9'), (7, '2 2 4'), (9, '54 4 1 57'), (10, '2 9')$$,
    'what comes late, of last year or a closed month, moves in this year; the opening stays what was closed');
SELECT is((SELECT concat_ws(' ', strength_opening, strength_in, strength_out, strength_total) FROM annual_organ_of('152200', m::date) WHERE row_kind = 'total'), f, 'a closed month as it was known: ' || m)
  FROM (VALUES ('2019-12-01', '0 11 1 10'), ('2020-11-01', '10 3 2 11')) v (m, f);
SELECT is_empty(format($$SELECT * FROM %s_closed('152200', '2020-11-01')$$, name), name || ' is kept in December only') FROM report WHERE span = 'year' ORDER BY sort;
SELECT refused(format($$SELECT * FROM %s_closed('152200', '2020-12-01')$$, name), '55Z07', 'period_state', name || ' of a month that is not closed') FROM report WHERE span = 'year' ORDER BY sort;

-- what the months say of the year, kind by kind and unit by unit
CREATE FUNCTION public.year_moved(year int) RETURNS TABLE (unit_id int, post_type int, went_in bigint, went_out bigint, increased bigint, decreased bigint) LANGUAGE sql STABLE AS $$
    SELECT x.unit_id, x.post_type, sum(x.i)::bigint, sum(x.o)::bigint, sum(x.p)::bigint, sum(x.d)::bigint
      FROM generate_series(make_date(year, 1, 1)::timestamp, make_date(year, 12, 1), '1 month') m,
           LATERAL (SELECT s.unit_id, s.post_type, (s.direction = 'in')::int AS i, (s.direction = 'out')::int AS o, 0 AS p, 0 AS d FROM staff_movement_of('152200', m::date) s
                    UNION ALL
                    SELECT s.unit_id, s.post_type, 0, 0, greatest(s.quantity, 0), greatest(- s.quantity, 0) FROM post_movement_of('152200', m::date) s) x
     GROUP BY x.unit_id, x.post_type
$$;
CREATE FUNCTION public.annual_moved(year int) RETURNS TABLE (unit_id int, post_type int, went_in bigint, went_out bigint, increased bigint, decreased bigint) LANGUAGE sql STABLE AS $$
    SELECT a.unit_id, a.post_type, a.strength_in, a.strength_out, a.approved_increased, a.approved_decreased
      FROM annual_account_of('152200', make_date(year, 12, 1)) a JOIN post_type t ON t.code = a.post_type
     WHERE a.unit_id > 0 AND t.class <> 'leadership' AND (a.strength_in, a.strength_out, a.approved_increased, a.approved_decreased) <> (0, 0, 0, 0)
$$;
SELECT set_eq('SELECT * FROM annual_moved(2020)', 'SELECT m.* FROM year_moved(2020) m JOIN post_type t ON t.code = m.post_type WHERE t.class <> ''leadership''', 'the movements of a year are those of its months');
SELECT is_empty($$SELECT a.unit_id, a.post_type, a.approved, a.strength FROM annual_account_of('152200', '2020-12-01') a WHERE (a.approved, a.strength) <> (0, 0)
                  EXCEPT SELECT c.unit_id, c.post_type, c.approved, c.strength FROM account_closing('152200', '2020-12-01') c$$, 'its end is December''s close');
SELECT is_empty($$SELECT a.unit_id, a.post_type, a.approved_opening, a.strength_opening FROM annual_account_of('152200', '2020-12-01') a WHERE (a.approved_opening, a.strength_opening) <> (0, 0)
                  EXCEPT SELECT c.unit_id, c.post_type, c.approved, c.strength FROM account_closing('152200', '2019-12-01') c$$, 'its opening last December''s');

SELECT freeze('152200', '2020-12-01') AS frozen, close_period('152200', '2020-12-01', '测试') AS closed \gset
SELECT format('CREATE TABLE public.was_%1$s AS SELECT row_number() OVER () AS n, f.* FROM %1$s_of(''152200'', ''2020-12-01'') f', name) FROM report WHERE span = 'year' ORDER BY sort \gexec
SELECT results_eq(format('SELECT f.* FROM %s_closed(''152200'', ''2020-12-31'') f', name), format('SELECT f.* FROM %s_of(''152200'', ''2020-12-01'') f', name), name || ': closed is what it was at the close')
  FROM report WHERE span = 'year' ORDER BY sort;
SELECT isnt_empty(format('SELECT 1 FROM %s_closed(''152200'', ''2020-12-01'')', name), name || ' is kept') FROM report WHERE span = 'year' ORDER BY sort;
SELECT refused(format('DELETE FROM snapshot_%s', name), '23Z22', 'append_only', 'nothing is deleted from ' || name) FROM report WHERE span = 'year' ORDER BY sort;
SELECT refused(format('UPDATE snapshot_%s SET unit = unit', name), '55Z02', 'period_closed', name || ' is not changed') FROM report WHERE span = 'year' ORDER BY sort;

-- later: late facts of the year, another name, other people
SELECT enrol(resident_number('1985-07-01', 47), '水利局', '11', 'civil_exam', effective_on => '2020-06-15'), allocate('水利局', '11', 2, effective_on => '2020-07-01') \g /dev/null
SELECT rename_unit('公安局', '盟公安局', effective_on => '2021-02-01'), establish_unit('后设局', 'organ', rank => 'chu', effective_on => '2020-12-15'),
       release('科员丁', 'resignation', effective_on => '2020-12-20'), amend_person('局长甲', politics => '13', education => '21') \g /dev/null
SELECT abolish_unit('新中心', effective_on => '2021-03-01') \g /dev/null
SELECT results_eq(format('SELECT f.* FROM %s_closed(''152200'', ''2020-12-01'') f', name),
                  format('SELECT %s FROM public.was_%s ORDER BY n', (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = name::regclass AND a.attnum > 0), name),
                  name || ': closed stays, whatever comes later')
  FROM report WHERE span = 'year' ORDER BY sort;
SELECT results_eq(format('SELECT f.* FROM %s_of(''152200'', ''2020-12-01'') f', name), format('SELECT f.* FROM %s_closed(''152200'', ''2020-12-01'') f', name), name || ': counted again from the facts it is the same')
  FROM report WHERE span = 'year' AND name NOT LIKE '%staff' ORDER BY sort;
SELECT is((SELECT concat_ws(' ', strength_total, politics_party, politics_citizen) FROM annual_organ_staff_of('152200', '2020-12-01') WHERE row_kind = 'total'), '12 4 4',
          'of people only what they are now is known: the closed table has what they were');
SELECT is((SELECT concat_ws(' ', strength_total, politics_party, politics_citizen) FROM annual_organ_staff_closed('152200', '2020-12-01') WHERE row_kind = 'total'), '12 5 3', 'and it has');
SELECT is((SELECT concat_ws(' ', strength_opening, strength_in, strength_out, strength_total, approved_opening, approved_increased, approved_total) FROM annual_organ_of('152200', '2021-03-01') WHERE row_kind = 'total'),
          '12 1 1 12 38 2 40', 'the next year begins with what was closed, and has what came late');
SELECT is((SELECT concat_ws(' ', institutions_opening, established, abolished, institutions_closing, renamed) FROM annual_unit_change_of('152200', '2021-03-01') WHERE row_kind = 'total'), '16 1 1 16 1', 'bodies as well');
SELECT is_empty('SELECT * FROM verify()', 'the book verifies');

-- Sums --------------------------------------------------------------------------------------

-- every row of a table: group of columns, its sum, what it should be
CREATE FUNCTION public.sums(r json) RETURNS TABLE (what text, is_ numeric, should numeric) LANGUAGE sql STABLE AS $$
    SELECT s.prefix, sum(k.value::text::numeric), coalesce((r ->> s.total)::numeric, 0)
      FROM (VALUES ('sex_', 'strength_total', '{}'::text[]), ('ethnic_', 'strength_total', '{ethnic_mongol}'), ('politics_', 'strength_total', '{}'), ('education_', 'strength_total', '{}'),
                   ('degree_', 'strength_total', '{}'), ('age_', 'strength_total', '{}'), ('post_', 'strength_total', '{}'), ('ladder_', 'strength_total', '{}'), ('title_', 'strength_total', '{}'),
                   ('grade_', 'ladder_civil', '{}'), ('worker_', 'ladder_worker', '{}'),
                   ('category_', 'institutions', '{}'), ('rank_', 'institutions', '{}'), ('funding_', 'institutions', '{}'), ('leadership_', 'leadership_total', '{leadership_total,leadership_actual,leadership_over,leadership_short}'),
                   ('position_', 'leadership_total', '{}'), ('approved_', 'approved_total', '{approved_total,approved_opening,approved_increased,approved_decreased}'),
                   ('strength_', 'strength_total', '{strength_total,strength_opening,strength_in,strength_out}'), ('status_', 'strength_total', '{}')) s (prefix, total, without)
      JOIN json_each(r) k ON starts_with(k.key, s.prefix) AND k.key <> 'post_type' AND NOT k.key = ANY (s.without) AND json_typeof(k.value) = 'number'
     GROUP BY s.prefix, s.total
    UNION ALL
    SELECT v.what, v.a, v.b
      FROM (VALUES ('approved year', (r ->> 'approved_opening')::numeric + (r ->> 'approved_increased')::numeric - (r ->> 'approved_decreased')::numeric, (r ->> 'approved_total')::numeric),
                   ('strength year', (r ->> 'strength_opening')::numeric + (r ->> 'strength_in')::numeric - (r ->> 'strength_out')::numeric, (r ->> 'strength_total')::numeric),
                   ('vacancy', (r ->> 'approved_total')::numeric - (r ->> 'strength_total')::numeric, (r ->> 'vacancy_total')::numeric - (r ->> 'over_total')::numeric),
                   ('leaders', (r ->> 'leadership_total')::numeric - (r ->> 'leadership_actual')::numeric, (r ->> 'leadership_short')::numeric - (r ->> 'leadership_over')::numeric),
                   ('political-legal', (r ->> 'political_legal_opening')::numeric + (r ->> 'political_legal_increased')::numeric - (r ->> 'political_legal_decreased')::numeric, (r ->> 'approved_political_legal')::numeric),
                   ('its staff', (r ->> 'political_legal_staff_opening')::numeric + (r ->> 'political_legal_in')::numeric - (r ->> 'political_legal_out')::numeric, (r ->> 'strength_political_legal')::numeric),
                   ('retired', (r ->> 'retired_opening')::numeric + (r ->> 'retired_new')::numeric - (r ->> 'retired_left')::numeric, (r ->> 'retired_closing')::numeric),
                   ('living', (r ->> 'retired_total')::numeric + (r ->> 'retired_deceased')::numeric, (r ->> 'retired_closing')::numeric),
                   ('honorary', (r ->> 'retired_honorary')::numeric + (r ->> 'retired_ordinary')::numeric, (r ->> 'retired_total')::numeric),
                   ('where', (r ->> 'retired_organ')::numeric + (r ->> 'retired_institution')::numeric, (r ->> 'retired_total')::numeric),
                   ('quota', (r ->> 'quota_full')::numeric + (r ->> 'quota_partial')::numeric + (r ->> 'quota_self')::numeric + (r ->> 'quota_unstated')::numeric, (r ->> 'quota_total')::numeric),
                   ('quota year', (r ->> 'quota_opening')::numeric + (r ->> 'quota_increased')::numeric - (r ->> 'quota_decreased')::numeric, (r ->> 'quota_total')::numeric),
                   ('off staff', (r ->> 'off_staff_opening')::numeric + (r ->> 'off_staff_in')::numeric - (r ->> 'off_staff_out')::numeric, (r ->> 'off_staff')::numeric),
                   ('ceiling', (r ->> 'allocated')::numeric + (r ->> 'in_pool')::numeric + (r ->> 'in_reserve')::numeric + (r ->> 'difference')::numeric, (r ->> 'granted')::numeric),
                   ('granted', (r ->> 'granted_opening')::numeric + (r ->> 'granted_increased')::numeric - (r ->> 'granted_decreased')::numeric, (r ->> 'granted')::numeric),
                   ('allocated', (r ->> 'allocated_opening')::numeric + (r ->> 'allocated_increased')::numeric - (r ->> 'allocated_decreased')::numeric, (r ->> 'allocated')::numeric)) v (what, a, b)
     WHERE v.b IS NOT NULL
$$;
SELECT is_empty(format('SELECT f.row_kind, f.unit, s.* FROM %s_of(''152200'', ''2021-03-01'') f, LATERAL sums(row_to_json(f)) s WHERE s.is_ <> s.should', name), name || ': every sum of every row') FROM report WHERE span = 'year' ORDER BY sort;

-- The sample ----------------------------------------------------------------------------------

SELECT setting || '/extension/bianzhi_sample' AS sample FROM pg_catalog.pg_config WHERE name = 'SHAREDIR' \gset
SELECT bianzhi.create_book('xingan', '152200', '兴安盟机构编制台账') AS created \gset
SET search_path = xingan, bianzhi, pg_temp;
\o /dev/null
\i :sample/10_region_document.sql
\i :sample/20_unit_post.sql
\i :sample/25_people.sql
\i :sample/30_reform.sql
\i :sample/32_priority.sql
\i :sample/35_leader.sql
\i :sample/40_year_2019.sql
\i :sample/45_rule.sql
\i :sample/45_pool_2021.sql
\o
SET search_path = xingan, bianzhi, public;
SELECT is_empty(format('SELECT f.row_kind, f.unit, s.* FROM %s_of(''152200'', ''2019-12-01'') f, LATERAL sums(row_to_json(f)) s WHERE s.is_ <> s.should', name), name || ' of the sample: every sum of every row') FROM report WHERE span = 'year' ORDER BY sort;
SELECT is((SELECT string_agg(format('%s %s', r.number, (SELECT count(*) FROM json_array_elements(x.rows)) > 3), ', ' ORDER BY r.sort)
             FROM report r JOIN (
                SELECT 'annual_organ' AS name, (SELECT json_agg(f) FROM annual_organ_of('152200', '2019-12-01') f) AS rows UNION ALL SELECT 'annual_organ_staff', (SELECT json_agg(f) FROM annual_organ_staff_of('152200', '2019-12-01') f)
                UNION ALL SELECT 'annual_institution', (SELECT json_agg(f) FROM annual_institution_of('152200', '2019-12-01') f) UNION ALL SELECT 'annual_institution_staff', (SELECT json_agg(f) FROM annual_institution_staff_of('152200', '2019-12-01') f)
                UNION ALL SELECT 'annual_political_legal', (SELECT json_agg(f) FROM annual_political_legal_of('152200', '2019-12-01') f) UNION ALL SELECT 'annual_township', (SELECT json_agg(f) FROM annual_township_of('152200', '2019-12-01') f)
                UNION ALL SELECT 'annual_retired', (SELECT json_agg(f) FROM annual_retired_of('152200', '2019-12-01') f) UNION ALL SELECT 'annual_off_establishment', (SELECT json_agg(f) FROM annual_off_establishment_of('152200', '2019-12-01') f)
                UNION ALL SELECT 'annual_ceiling', (SELECT json_agg(f) FROM annual_ceiling_of('152200', '2019-12-01') f) UNION ALL SELECT 'annual_unit_change', (SELECT json_agg(f) FROM annual_unit_change_of('152200', '2019-12-01') f)) x ON x.name = r.name),
          '年表1 t, 年表2 t, 年表3 t, 年表4 t, 年表5 t, 年表6 t, 年表7 t, 年表8 t, 年表9 t, 年表10 t', 'ten tables with rows');
CREATE TEMP VIEW year_total AS
SELECT o.institutions AS organs, i.institutions, o.divisions + i.divisions AS divisions, o.approved_total + i.approved_total AS approved, o.strength_total + i.strength_total AS strength,
       o.approved_administrative, o.approved_political_legal, o.approved_support + i.approved_support AS approved_support, i.approved_full, i.approved_partial, i.approved_self, i.approved_reference,
       o.vacancy_total + i.vacancy_total AS vacancy, o.over_total + i.over_total AS over, o.strength_in + i.strength_in AS went_in, o.strength_out + i.strength_out AS went_out
  FROM annual_organ_of('152200', '2019-12-01') o, annual_institution_of('152200', '2019-12-01') i WHERE o.row_kind = 'total' AND i.row_kind = 'total';
SELECT results_eq('SELECT organs + institutions, divisions, approved, strength, approved_administrative, approved_political_legal, approved_support, approved_full, approved_partial, approved_self, approved_reference, vacancy, over FROM year_total',
    $$SELECT institutions, divisions, approved_total, strength_total, approved_administrative, approved_political_legal, approved_support, approved_full, approved_partial, approved_self, approved_reference, vacancy_total, over_total
        FROM monthly_establishment_of('152200', '2019-12-01') WHERE row_kind = 'total'$$, '年表1 and 年表3 are 月表1 of December');
SELECT results_eq('SELECT approved, strength FROM year_total', $$SELECT allocated, headcount FROM annual_ceiling_of('152200', '2019-12-01') WHERE row_kind = 'total' AND post_category IS NULL$$, 'and the allocated of 年表9');
SELECT is_empty($$SELECT * FROM annual_ceiling_of('152200', '2019-12-01') WHERE post_type IS NULL AND (difference <> 0 OR above_ceiling <> 0)$$, 'which keeps the ceilings, category by category');
SELECT results_eq('SELECT strength FROM year_total', $$SELECT sum(strength_total)::bigint FROM (SELECT strength_total FROM annual_organ_staff_of('152200', '2019-12-01') WHERE row_kind = 'total'
    UNION ALL SELECT strength_total FROM annual_institution_staff_of('152200', '2019-12-01') WHERE row_kind = 'total') x$$, '年表2 and 年表4 are as many people');
SELECT results_eq($$SELECT row_kind, unit_level, system, strength_total FROM annual_organ_of('152200', '2019-12-01') WHERE strength_total > 0$$, $$SELECT row_kind, unit_level, system, strength_total FROM annual_organ_staff_of('152200', '2019-12-01')$$, '年表2 row by row 年表1');
SELECT set_eq('SELECT * FROM annual_moved(2019)', 'SELECT m.* FROM year_moved(2019) m JOIN post_type t ON t.code = m.post_type WHERE t.class <> ''leadership''', 'the movements of 2019 are those of its months');
SELECT results_eq('SELECT went_in, went_out FROM year_total', $$SELECT sum(in_total + internal_in)::bigint, sum(out_total + internal_out)::bigint FROM generate_series(timestamp '2019-01-01', '2019-12-01', '1 month') m,
    LATERAL monthly_staff_movement_of('152200', m::date) s WHERE s.row_kind = 'total' AND s.post_type IS NULL$$, 'and the sum of twelve 月表3, moves within the league included');
SELECT is((SELECT retired_new FROM annual_retired_of('152200', '2019-12-01') WHERE row_kind = 'total'),
          (SELECT count(*) FROM generate_series(timestamp '2019-01-01', '2019-12-01', '1 month') m, LATERAL staff_movement_of('152200', m::date) s WHERE s.report_column = 'retirement' AND s.direction = 'out'), '年表7: who retired is what the months say');
SELECT results_eq($$SELECT institutions_closing FROM annual_unit_change_of('152200', '2019-12-01') WHERE row_kind = 'total'$$, 'SELECT organs + institutions FROM year_total', '年表10 ends with the bodies there are');
SELECT set_eq($$SELECT region, approved_total, strength_total, strength_in, strength_out, leadership_total FROM annual_organ_of('152200', '2019-12-01') WHERE row_kind = 'region' AND region = '152221'$$,
              $$SELECT region, approved_total, strength_total, strength_in, strength_out, leadership_total FROM annual_organ_of('152221', '2019-12-01') WHERE row_kind = 'region' AND region = '152221'$$, 'a banner''s own table is its rows of the league''s');
SELECT is_empty(format($$SELECT k, sum(v) FROM (SELECT f.row_kind AS k, f.approved_total AS v FROM %s_of('152200', '2019-12-01') f WHERE f.row_kind IN ('total', 'level', 'region', '%s')) x GROUP BY k HAVING sum(v) <> (SELECT approved_total FROM %1$s_of('152200', '2019-12-01') WHERE row_kind = 'total')$$, name, dim),
                name || ': levels, regions and groups add up to the total') FROM (VALUES ('annual_organ', 'system'), ('annual_institution', 'industry')) v (name, dim);
SELECT * FROM finish();
