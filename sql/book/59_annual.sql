-- 59_annual: what the reports of a year (82_annual) are kept in when December is closed.  Written by close_period() only.

CREATE TABLE snapshot_annual_organ (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, system text, unit text, institutions bigint, category_working bigint, category_special bigint,
    category_affiliated bigint, category_managed bigint, category_deliberative bigint, category_temporary bigint, category_vertical bigint,
    category_dispatched bigint, category_stationed bigint, category_co_located bigint, category_nameplate bigint, category_other bigint,
    rank_ting bigint, rank_futing bigint, rank_chu bigint, rank_fuchu bigint, rank_ke bigint, rank_fuke bigint, rank_gu bigint, rank_fugu bigint,
    rank_none bigint, rank_other bigint, divisions bigint, approved_total bigint, approved_administrative bigint, approved_political_legal bigint,
    approved_support bigint, approved_other bigint, strength_total bigint, strength_administrative bigint, strength_political_legal bigint,
    strength_support bigint, strength_other bigint, vacancy_total bigint, over_total bigint, leadership_total bigint, leadership_ting bigint,
    leadership_futing bigint, leadership_chu bigint, leadership_fuchu bigint, leadership_ke bigint, leadership_fuke bigint, leadership_gu bigint,
    leadership_other bigint, position_chief bigint, position_deputy bigint, position_other bigint, position_division_chief bigint,
    position_division_deputy bigint, position_discipline bigint, leadership_actual bigint, leadership_over bigint, leadership_short bigint,
    approved_opening bigint, approved_increased bigint, approved_decreased bigint, strength_opening bigint, strength_in bigint, strength_out bigint,
    CONSTRAINT snapshot_annual_organ_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_organ IS '结账快照：年表1 党政群机关机构编制，按结账时所知';
COMMENT ON COLUMN snapshot_annual_organ.row_kind IS '行种类；total 总计，level 层级，level_system、level_industry 层级之内各系统、行业，system 系统，industry 行业，region 地区，region_system、region_industry 地区之内各系统、行业，branch 业务系统，township 苏木乡镇街道，unit 单位或变动';
COMMENT ON COLUMN snapshot_annual_organ.unit_level IS '机构层级；代码集 level';
COMMENT ON COLUMN snapshot_annual_organ.category_working IS '机构类别（工作部门）';
COMMENT ON COLUMN snapshot_annual_organ.category_special IS '机构类别（直属特设机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_affiliated IS '机构类别（直属机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_managed IS '机构类别（部门管理机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_deliberative IS '机构类别（议事协调机构的办事机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_temporary IS '机构类别（临时机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_vertical IS '机构类别（垂直管理机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_dispatched IS '机构类别（派出机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_stationed IS '机构类别（派驻机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_co_located IS '机构类别（合署办公机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_nameplate IS '机构类别（挂牌机构）';
COMMENT ON COLUMN snapshot_annual_organ.category_other IS '机构类别（其他和未填）';
COMMENT ON COLUMN snapshot_annual_organ.rank_ting IS '机构规格（正厅）';
COMMENT ON COLUMN snapshot_annual_organ.rank_futing IS '机构规格（副厅）';
COMMENT ON COLUMN snapshot_annual_organ.rank_chu IS '机构规格（正处）';
COMMENT ON COLUMN snapshot_annual_organ.rank_fuchu IS '机构规格（副处）';
COMMENT ON COLUMN snapshot_annual_organ.rank_ke IS '机构规格（正科）';
COMMENT ON COLUMN snapshot_annual_organ.rank_fuke IS '机构规格（副科）';
COMMENT ON COLUMN snapshot_annual_organ.rank_gu IS '机构规格（正股）';
COMMENT ON COLUMN snapshot_annual_organ.rank_fugu IS '机构规格（副股）';
COMMENT ON COLUMN snapshot_annual_organ.rank_none IS '机构规格（未定级）';
COMMENT ON COLUMN snapshot_annual_organ.rank_other IS '机构规格（其他和未填）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_total IS '领导职数（合计）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_ting IS '领导职数（正厅）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_futing IS '领导职数（副厅）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_chu IS '领导职数（正处）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_fuchu IS '领导职数（副处）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_ke IS '领导职数（正科）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_fuke IS '领导职数（副科）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_gu IS '领导职数（股级）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_other IS '领导职数（其他）';
COMMENT ON COLUMN snapshot_annual_organ.position_chief IS '领导职务（部门正职）';
COMMENT ON COLUMN snapshot_annual_organ.position_deputy IS '领导职务（部门副职）';
COMMENT ON COLUMN snapshot_annual_organ.position_other IS '领导职务（部门其他领导）';
COMMENT ON COLUMN snapshot_annual_organ.position_division_chief IS '领导职务（内设机构正职）';
COMMENT ON COLUMN snapshot_annual_organ.position_division_deputy IS '领导职务（内设机构副职）';
COMMENT ON COLUMN snapshot_annual_organ.position_discipline IS '领导职务（纪检监察领导）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_actual IS '领导配备（实配）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_over IS '领导配备（超配）';
COMMENT ON COLUMN snapshot_annual_organ.leadership_short IS '领导配备（缺配）';
COMMENT ON COLUMN snapshot_annual_organ.approved_opening IS '核定编制年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_organ.approved_increased IS '核定编制年度变动（本年增加）';
COMMENT ON COLUMN snapshot_annual_organ.approved_decreased IS '核定编制年度变动（本年减少）';
COMMENT ON COLUMN snapshot_annual_organ.strength_opening IS '实有人数年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_organ.strength_in IS '实有人数年度变动（本年增员）';
COMMENT ON COLUMN snapshot_annual_organ.strength_out IS '实有人数年度变动（本年减员）';

CREATE TABLE snapshot_annual_organ_staff (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, system text, unit text, strength_total bigint, sex_male bigint, sex_female bigint,
    sex_unknown bigint, ethnic_han bigint, ethnic_minority bigint, ethnic_mongol bigint, ethnic_unknown bigint, politics_party bigint,
    politics_democratic bigint, politics_league bigint, politics_none bigint, politics_citizen bigint, politics_unknown bigint,
    education_postgraduate bigint, education_bachelor bigint, education_college bigint, education_secondary bigint, education_school bigint,
    education_unknown bigint, degree_doctor bigint, degree_master bigint, degree_bachelor bigint, degree_none bigint, age_30 bigint, age_35 bigint,
    age_40 bigint, age_45 bigint, age_50 bigint, age_54 bigint, age_59 bigint, age_60 bigint, post_ting bigint, post_futing bigint, post_chu bigint,
    post_fuchu bigint, post_ke bigint, post_fuke bigint, post_gu bigint, post_fugu bigint, post_other bigint, post_none bigint, ladder_civil bigint,
    ladder_management bigint, ladder_professional bigint, ladder_worker bigint, ladder_unknown bigint, grade_inspector_1 bigint,
    grade_inspector_2 bigint, grade_researcher_1 bigint, grade_researcher_2 bigint, grade_researcher_3 bigint, grade_researcher_4 bigint,
    grade_officer_1 bigint, grade_officer_2 bigint, grade_officer_3 bigint, grade_officer_4 bigint, grade_clerk_1 bigint, grade_clerk_2 bigint,
    worker_1 bigint, worker_2 bigint, worker_3 bigint, worker_4 bigint, worker_5 bigint, worker_general bigint,
    CONSTRAINT snapshot_annual_organ_staff_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_organ_staff IS '结账快照：年表2 机关实有人员构成，按结账时所知';
COMMENT ON COLUMN snapshot_annual_organ_staff.sex_male IS '性别（男）';
COMMENT ON COLUMN snapshot_annual_organ_staff.sex_female IS '性别（女）';
COMMENT ON COLUMN snapshot_annual_organ_staff.sex_unknown IS '性别（未填）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ethnic_han IS '民族（汉族）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ethnic_minority IS '民族（少数民族）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ethnic_mongol IS '民族（其中蒙古族）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ethnic_unknown IS '民族（未填）';
COMMENT ON COLUMN snapshot_annual_organ_staff.politics_party IS '政治面貌（中共党员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.politics_democratic IS '政治面貌（民主党派）';
COMMENT ON COLUMN snapshot_annual_organ_staff.politics_league IS '政治面貌（共青团员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.politics_none IS '政治面貌（无党派人士）';
COMMENT ON COLUMN snapshot_annual_organ_staff.politics_citizen IS '政治面貌（群众）';
COMMENT ON COLUMN snapshot_annual_organ_staff.politics_unknown IS '政治面貌（未填）';
COMMENT ON COLUMN snapshot_annual_organ_staff.education_postgraduate IS '学历（研究生）';
COMMENT ON COLUMN snapshot_annual_organ_staff.education_bachelor IS '学历（本科）';
COMMENT ON COLUMN snapshot_annual_organ_staff.education_college IS '学历（大专）';
COMMENT ON COLUMN snapshot_annual_organ_staff.education_secondary IS '学历（中专）';
COMMENT ON COLUMN snapshot_annual_organ_staff.education_school IS '学历（高中及以下）';
COMMENT ON COLUMN snapshot_annual_organ_staff.education_unknown IS '学历（未填）';
COMMENT ON COLUMN snapshot_annual_organ_staff.degree_doctor IS '学位（博士）';
COMMENT ON COLUMN snapshot_annual_organ_staff.degree_master IS '学位（硕士）';
COMMENT ON COLUMN snapshot_annual_organ_staff.degree_bachelor IS '学位（学士）';
COMMENT ON COLUMN snapshot_annual_organ_staff.degree_none IS '学位（无学位和未填）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_30 IS '年龄（30岁及以下）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_35 IS '年龄（31至35岁）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_40 IS '年龄（36至40岁）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_45 IS '年龄（41至45岁）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_50 IS '年龄（46至50岁）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_54 IS '年龄（51至54岁）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_59 IS '年龄（55至59岁）';
COMMENT ON COLUMN snapshot_annual_organ_staff.age_60 IS '年龄（60岁及以上）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_ting IS '职务层次（正厅）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_futing IS '职务层次（副厅）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_chu IS '职务层次（正处）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_fuchu IS '职务层次（副处）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_ke IS '职务层次（正科）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_fuke IS '职务层次（副科）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_gu IS '职务层次（正股）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_fugu IS '职务层次（副股）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_other IS '职务层次（其他）';
COMMENT ON COLUMN snapshot_annual_organ_staff.post_none IS '职务层次（未任领导职务）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ladder_civil IS '岗位类别（公务员职级）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ladder_management IS '岗位类别（管理）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ladder_professional IS '岗位类别（专业技术）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ladder_worker IS '岗位类别（工勤技能）';
COMMENT ON COLUMN snapshot_annual_organ_staff.ladder_unknown IS '岗位类别（未填）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_inspector_1 IS '职级（一级巡视员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_inspector_2 IS '职级（二级巡视员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_researcher_1 IS '职级（一级调研员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_researcher_2 IS '职级（二级调研员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_researcher_3 IS '职级（三级调研员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_researcher_4 IS '职级（四级调研员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_officer_1 IS '职级（一级主任科员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_officer_2 IS '职级（二级主任科员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_officer_3 IS '职级（三级主任科员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_officer_4 IS '职级（四级主任科员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_clerk_1 IS '职级（一级科员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.grade_clerk_2 IS '职级（二级科员）';
COMMENT ON COLUMN snapshot_annual_organ_staff.worker_1 IS '工勤技术等级（高级技师）';
COMMENT ON COLUMN snapshot_annual_organ_staff.worker_2 IS '工勤技术等级（技师）';
COMMENT ON COLUMN snapshot_annual_organ_staff.worker_3 IS '工勤技术等级（高级工）';
COMMENT ON COLUMN snapshot_annual_organ_staff.worker_4 IS '工勤技术等级（中级工）';
COMMENT ON COLUMN snapshot_annual_organ_staff.worker_5 IS '工勤技术等级（初级工）';
COMMENT ON COLUMN snapshot_annual_organ_staff.worker_general IS '工勤技术等级（普通工）';

CREATE TABLE snapshot_annual_institution (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, industry text, unit text, institutions bigint, category_administrative bigint,
    category_welfare_1 bigint, category_welfare_2 bigint, category_production bigint, category_unclassified bigint, reference_institutions bigint,
    rank_ting bigint, rank_futing bigint, rank_chu bigint, rank_fuchu bigint, rank_ke bigint, rank_fuke bigint, rank_gu bigint, rank_fugu bigint,
    rank_none bigint, rank_other bigint, funding_full bigint, funding_partial bigint, funding_self bigint, funding_other bigint, divisions bigint,
    approved_total bigint, approved_support bigint, approved_reference bigint, approved_full bigint, approved_partial bigint, approved_self bigint,
    approved_other bigint, strength_total bigint, strength_support bigint, strength_reference bigint, strength_full bigint, strength_partial bigint,
    strength_self bigint, strength_other bigint, vacancy_total bigint, over_total bigint, leadership_total bigint, leadership_ting bigint,
    leadership_futing bigint, leadership_chu bigint, leadership_fuchu bigint, leadership_ke bigint, leadership_fuke bigint, leadership_gu bigint,
    leadership_other bigint, position_chief bigint, position_deputy bigint, position_other bigint, position_division_chief bigint,
    position_division_deputy bigint, position_discipline bigint, leadership_actual bigint, leadership_over bigint, leadership_short bigint,
    approved_opening bigint, approved_increased bigint, approved_decreased bigint, strength_opening bigint, strength_in bigint, strength_out bigint,
    CONSTRAINT snapshot_annual_institution_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_institution IS '结账快照：年表3 事业单位机构编制，按结账时所知';
COMMENT ON COLUMN snapshot_annual_institution.category_administrative IS '机构类别（承担行政职能）';
COMMENT ON COLUMN snapshot_annual_institution.category_welfare_1 IS '机构类别（公益一类）';
COMMENT ON COLUMN snapshot_annual_institution.category_welfare_2 IS '机构类别（公益二类）';
COMMENT ON COLUMN snapshot_annual_institution.category_production IS '机构类别（从事生产经营活动）';
COMMENT ON COLUMN snapshot_annual_institution.category_unclassified IS '机构类别（暂未分类和未填）';
COMMENT ON COLUMN snapshot_annual_institution.reference_institutions IS '其中参公单位数';
COMMENT ON COLUMN snapshot_annual_institution.funding_full IS '经费形式（全额拨款）';
COMMENT ON COLUMN snapshot_annual_institution.funding_partial IS '经费形式（差额补贴）';
COMMENT ON COLUMN snapshot_annual_institution.funding_self IS '经费形式（经费自理）';
COMMENT ON COLUMN snapshot_annual_institution.funding_other IS '经费形式（其他和未核编）';

CREATE TABLE snapshot_annual_institution_staff (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, industry text, unit text, strength_total bigint, sex_male bigint, sex_female bigint,
    sex_unknown bigint, ethnic_han bigint, ethnic_minority bigint, ethnic_mongol bigint, ethnic_unknown bigint, politics_party bigint,
    politics_democratic bigint, politics_league bigint, politics_none bigint, politics_citizen bigint, politics_unknown bigint,
    education_postgraduate bigint, education_bachelor bigint, education_college bigint, education_secondary bigint, education_school bigint,
    education_unknown bigint, degree_doctor bigint, degree_master bigint, degree_bachelor bigint, degree_none bigint, age_30 bigint, age_35 bigint,
    age_40 bigint, age_45 bigint, age_50 bigint, age_54 bigint, age_59 bigint, age_60 bigint, post_ting bigint, post_futing bigint, post_chu bigint,
    post_fuchu bigint, post_ke bigint, post_fuke bigint, post_gu bigint, post_fugu bigint, post_other bigint, post_none bigint, ladder_civil bigint,
    ladder_management bigint, ladder_professional bigint, ladder_worker bigint, ladder_unknown bigint, grade_inspector_1 bigint,
    grade_inspector_2 bigint, grade_researcher_1 bigint, grade_researcher_2 bigint, grade_researcher_3 bigint, grade_researcher_4 bigint,
    grade_officer_1 bigint, grade_officer_2 bigint, grade_officer_3 bigint, grade_officer_4 bigint, grade_clerk_1 bigint, grade_clerk_2 bigint,
    management_1 bigint, management_2 bigint, management_3 bigint, management_4 bigint, management_5 bigint, management_6 bigint, management_7 bigint,
    management_8 bigint, management_9 bigint, management_10 bigint, professional_1 bigint, professional_2 bigint, professional_3 bigint,
    professional_4 bigint, professional_5 bigint, professional_6 bigint, professional_7 bigint, professional_8 bigint, professional_9 bigint,
    professional_10 bigint, professional_11 bigint, professional_12 bigint, professional_13 bigint, worker_1 bigint, worker_2 bigint, worker_3 bigint,
    worker_4 bigint, worker_5 bigint, worker_general bigint, title_senior bigint, title_associate bigint, title_middle bigint, title_junior bigint,
    title_none bigint, title_unknown bigint,
    CONSTRAINT snapshot_annual_institution_staff_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_institution_staff IS '结账快照：年表4 事业单位实有人员构成，按结账时所知';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_1 IS '管理岗位（一级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_2 IS '管理岗位（二级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_3 IS '管理岗位（三级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_4 IS '管理岗位（四级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_5 IS '管理岗位（五级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_6 IS '管理岗位（六级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_7 IS '管理岗位（七级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_8 IS '管理岗位（八级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_9 IS '管理岗位（九级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.management_10 IS '管理岗位（十级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_1 IS '专业技术岗位（一级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_2 IS '专业技术岗位（二级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_3 IS '专业技术岗位（三级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_4 IS '专业技术岗位（四级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_5 IS '专业技术岗位（五级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_6 IS '专业技术岗位（六级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_7 IS '专业技术岗位（七级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_8 IS '专业技术岗位（八级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_9 IS '专业技术岗位（九级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_10 IS '专业技术岗位（十级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_11 IS '专业技术岗位（十一级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_12 IS '专业技术岗位（十二级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.professional_13 IS '专业技术岗位（十三级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.title_senior IS '职称（正高级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.title_associate IS '职称（副高级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.title_middle IS '职称（中级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.title_junior IS '职称（初级）';
COMMENT ON COLUMN snapshot_annual_institution_staff.title_none IS '职称（无）';
COMMENT ON COLUMN snapshot_annual_institution_staff.title_unknown IS '职称（未填）';

CREATE TABLE snapshot_annual_political_legal (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, branch text, unit_id int, unit text, institutions bigint, divisions bigint,
    approved_political_legal bigint, strength_political_legal bigint, vacancy_political_legal bigint, over_political_legal bigint,
    approved_administrative bigint, approved_support bigint, approved_other bigint, approved_total bigint, strength_administrative bigint,
    strength_support bigint, strength_other bigint, strength_total bigint, leadership_total bigint, leadership_actual bigint, leadership_over bigint,
    leadership_short bigint, political_legal_opening bigint, political_legal_increased bigint, political_legal_decreased bigint,
    political_legal_staff_opening bigint, political_legal_in bigint, political_legal_out bigint,
    CONSTRAINT snapshot_annual_political_legal_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_political_legal IS '结账快照：年表5 政法专项编制，按结账时所知';
COMMENT ON COLUMN snapshot_annual_political_legal.branch IS '业务系统；代码集 political_legal_branch';
COMMENT ON COLUMN snapshot_annual_political_legal.political_legal_opening IS '政法专项编制年度变动（年初核定）';
COMMENT ON COLUMN snapshot_annual_political_legal.political_legal_increased IS '政法专项编制年度变动（本年增加）';
COMMENT ON COLUMN snapshot_annual_political_legal.political_legal_decreased IS '政法专项编制年度变动（本年减少）';
COMMENT ON COLUMN snapshot_annual_political_legal.political_legal_staff_opening IS '政法专项编制年度变动（年初实有）';
COMMENT ON COLUMN snapshot_annual_political_legal.political_legal_in IS '政法专项编制年度变动（本年增员）';
COMMENT ON COLUMN snapshot_annual_political_legal.political_legal_out IS '政法专项编制年度变动（本年减员）';

CREATE TABLE snapshot_annual_township (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit text, townships bigint, subdistricts bigint, institutions bigint, public_institutions bigint, divisions bigint,
    approved_total bigint, approved_administrative bigint, approved_support bigint, approved_institution bigint, approved_other bigint,
    strength_total bigint, strength_administrative bigint, strength_support bigint, strength_institution bigint, strength_other bigint,
    vacancy_total bigint, over_total bigint, leadership_total bigint, leadership_actual bigint, leadership_over bigint, leadership_short bigint,
    status_on_post bigint, status_seconded bigint, status_away bigint, status_other bigint, approved_opening bigint, approved_increased bigint,
    approved_decreased bigint, strength_opening bigint, strength_in bigint, strength_out bigint,
    CONSTRAINT snapshot_annual_township_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_township IS '结账快照：年表6 苏木乡镇（街道）机构编制，按结账时所知';
COMMENT ON COLUMN snapshot_annual_township.townships IS '乡级机构（苏木乡镇）';
COMMENT ON COLUMN snapshot_annual_township.subdistricts IS '乡级机构（街道）';
COMMENT ON COLUMN snapshot_annual_township.public_institutions IS '其中事业单位数';
COMMENT ON COLUMN snapshot_annual_township.approved_institution IS '核定编制数（事业）';
COMMENT ON COLUMN snapshot_annual_township.strength_institution IS '实有人数（事业）';
COMMENT ON COLUMN snapshot_annual_township.status_on_post IS '人员状态（在岗）';
COMMENT ON COLUMN snapshot_annual_township.status_seconded IS '人员状态（在外借用）';
COMMENT ON COLUMN snapshot_annual_township.status_away IS '人员状态（挂职、援派、学习）';
COMMENT ON COLUMN snapshot_annual_township.status_other IS '人员状态（其他不在岗）';

CREATE TABLE snapshot_annual_retired (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, unit text, retired_total bigint, retired_honorary bigint, retired_ordinary bigint,
    retired_male bigint, retired_female bigint, retired_sex_unknown bigint, retired_organ bigint, retired_institution bigint, retired_opening bigint,
    retired_new bigint, retired_left bigint, retired_closing bigint, retired_deceased bigint, deceased_in_post bigint,
    CONSTRAINT snapshot_annual_retired_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_retired IS '结账快照：年表7 离退休人员，按结账时所知';
COMMENT ON COLUMN snapshot_annual_retired.retired_total IS '离退休人数（合计）';
COMMENT ON COLUMN snapshot_annual_retired.retired_honorary IS '离退休人数（离休）';
COMMENT ON COLUMN snapshot_annual_retired.retired_ordinary IS '离退休人数（退休）';
COMMENT ON COLUMN snapshot_annual_retired.retired_male IS '离退休人员（男）';
COMMENT ON COLUMN snapshot_annual_retired.retired_female IS '离退休人员（女）';
COMMENT ON COLUMN snapshot_annual_retired.retired_sex_unknown IS '离退休人员（性别未填）';
COMMENT ON COLUMN snapshot_annual_retired.retired_organ IS '离退休单位（机关）';
COMMENT ON COLUMN snapshot_annual_retired.retired_institution IS '离退休单位（事业单位）';
COMMENT ON COLUMN snapshot_annual_retired.retired_opening IS '离退休年度变动（年初累计）';
COMMENT ON COLUMN snapshot_annual_retired.retired_new IS '离退休年度变动（本年新增）';
COMMENT ON COLUMN snapshot_annual_retired.retired_left IS '离退休年度变动（重新入编和更正）';
COMMENT ON COLUMN snapshot_annual_retired.retired_closing IS '离退休年度变动（年末累计）';
COMMENT ON COLUMN snapshot_annual_retired.retired_deceased IS '死亡（离退休人员累计）';
COMMENT ON COLUMN snapshot_annual_retired.deceased_in_post IS '死亡（本年在职死亡）';

CREATE TABLE snapshot_annual_off_establishment (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, unit_id int, unit text, quota_total bigint, quota_full bigint, quota_partial bigint,
    quota_self bigint, quota_unstated bigint, off_staff bigint, quota_free bigint, quota_over bigint, quota_opening bigint, quota_increased bigint,
    quota_decreased bigint, off_staff_opening bigint, off_staff_in bigint, off_staff_out bigint,
    CONSTRAINT snapshot_annual_off_establishment_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_off_establishment IS '结账快照：年表8 编外用工，按结账时所知';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_total IS '编外用工控制数（合计）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_full IS '编外用工控制数（全额拨款）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_partial IS '编外用工控制数（差额补贴）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_self IS '编外用工控制数（经费自理）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_unstated IS '编外用工控制数（经费来源未注明）';
COMMENT ON COLUMN snapshot_annual_off_establishment.off_staff IS '编外实有人数';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_free IS '控制数使用（空余）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_over IS '控制数使用（超出）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_opening IS '控制数年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_increased IS '控制数年度变动（本年增加）';
COMMENT ON COLUMN snapshot_annual_off_establishment.quota_decreased IS '控制数年度变动（本年减少）';
COMMENT ON COLUMN snapshot_annual_off_establishment.off_staff_opening IS '编外人员年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_off_establishment.off_staff_in IS '编外人员年度变动（本年增员）';
COMMENT ON COLUMN snapshot_annual_off_establishment.off_staff_out IS '编外人员年度变动（本年减员）';

CREATE TABLE snapshot_annual_ceiling (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, unit text, post_category text, post_type int, post_type_name text, granted bigint, allocated bigint,
    in_pool bigint, in_reserve bigint, difference bigint, above_ceiling bigint, headcount bigint, granted_opening bigint, granted_increased bigint,
    granted_decreased bigint, allocated_opening bigint, allocated_increased bigint, allocated_decreased bigint,
    CONSTRAINT snapshot_annual_ceiling_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_ceiling IS '结账快照：年表9 编制总额对照，按结账时所知';
COMMENT ON COLUMN snapshot_annual_ceiling.post_category IS '编制总类；空为全部类别';
COMMENT ON COLUMN snapshot_annual_ceiling.granted IS '上级下达总额';
COMMENT ON COLUMN snapshot_annual_ceiling.allocated IS '总额去向（机构核定）';
COMMENT ON COLUMN snapshot_annual_ceiling.in_pool IS '总额去向（周转池可用）';
COMMENT ON COLUMN snapshot_annual_ceiling.in_reserve IS '总额去向（机动编制）';
COMMENT ON COLUMN snapshot_annual_ceiling.difference IS '差额';
COMMENT ON COLUMN snapshot_annual_ceiling.above_ceiling IS '超总额';
COMMENT ON COLUMN snapshot_annual_ceiling.headcount IS '实有总数';
COMMENT ON COLUMN snapshot_annual_ceiling.granted_opening IS '下达总额年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_ceiling.granted_increased IS '下达总额年度变动（本年增加）';
COMMENT ON COLUMN snapshot_annual_ceiling.granted_decreased IS '下达总额年度变动（本年减少）';
COMMENT ON COLUMN snapshot_annual_ceiling.allocated_opening IS '机构核定年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_ceiling.allocated_increased IS '机构核定年度变动（本年增加）';
COMMENT ON COLUMN snapshot_annual_ceiling.allocated_decreased IS '机构核定年度变动（本年减少）';

CREATE TABLE snapshot_annual_unit_change (
    region_closed text NOT NULL,
    month date NOT NULL,
    n bigint NOT NULL,
    row_kind text, region text, unit_level text, unit_id int, unit text, unit_change text, effective_on date, document_number text,
    institutions_opening bigint, established bigint, abolished bigint, institutions_closing bigint, established_split bigint,
    established_replacing bigint, abolished_merged bigint, renamed bigint, upgraded bigint, downgraded bigint, moved bigint, nameplates bigint,
    co_located bigint, adjusted bigint, unit_changes bigint, divisions_established bigint, divisions_abolished bigint, divisions_changed bigint,
    CONSTRAINT snapshot_annual_unit_change_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_annual_unit_change IS '结账快照：年表10 机构变动，按结账时所知';
COMMENT ON COLUMN snapshot_annual_unit_change.unit_change IS '变动种类';
COMMENT ON COLUMN snapshot_annual_unit_change.effective_on IS '生效日期';
COMMENT ON COLUMN snapshot_annual_unit_change.document_number IS '批准文号';
COMMENT ON COLUMN snapshot_annual_unit_change.institutions_opening IS '机构数年度变动（年初）';
COMMENT ON COLUMN snapshot_annual_unit_change.established IS '机构数年度变动（新设）';
COMMENT ON COLUMN snapshot_annual_unit_change.abolished IS '机构数年度变动（撤销）';
COMMENT ON COLUMN snapshot_annual_unit_change.institutions_closing IS '机构数年度变动（年末）';
COMMENT ON COLUMN snapshot_annual_unit_change.established_split IS '其中（分设新设）';
COMMENT ON COLUMN snapshot_annual_unit_change.established_replacing IS '其中（撤一设一）';
COMMENT ON COLUMN snapshot_annual_unit_change.abolished_merged IS '其中（合并撤销）';
COMMENT ON COLUMN snapshot_annual_unit_change.renamed IS '其他变动（更名）';
COMMENT ON COLUMN snapshot_annual_unit_change.upgraded IS '其他变动（升格）';
COMMENT ON COLUMN snapshot_annual_unit_change.downgraded IS '其他变动（降格）';
COMMENT ON COLUMN snapshot_annual_unit_change.moved IS '其他变动（划转隶属）';
COMMENT ON COLUMN snapshot_annual_unit_change.nameplates IS '其他变动（加挂、摘牌）';
COMMENT ON COLUMN snapshot_annual_unit_change.co_located IS '其他变动（合署、分署）';
COMMENT ON COLUMN snapshot_annual_unit_change.adjusted IS '其他变动（其他调整）';
COMMENT ON COLUMN snapshot_annual_unit_change.unit_changes IS '变动合计';
COMMENT ON COLUMN snapshot_annual_unit_change.divisions_established IS '内设机构变动（新设）';
COMMENT ON COLUMN snapshot_annual_unit_change.divisions_abolished IS '内设机构变动（撤销）';
COMMENT ON COLUMN snapshot_annual_unit_change.divisions_changed IS '内设机构变动（更名和其他）';
