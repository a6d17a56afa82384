-- 90_codes: the rows every new book starts with: code lists, unit classes, kinds of posts, who may use
-- which, and the rules.  Only INSERTs live here; run with search_path = <book>.  A book's office may add
-- rows later (an open list is extended by a document), so a number of rows is no rule of the program.
-- Certainty of what a basis cites: 〔已核〕 the text was read; 〔通行做法〕 common practice or a local rule,
-- no article is claimed; 〔账务规则〕 bianzhi's own bookkeeping, no regulation is claimed.

-- Ranks (机构规格 and 职务层次), high to low: a smaller order is a higher rank.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('rank', 'ting',   '正厅',   'director-general level',         1, '{"order": 1}'),
    ('rank', 'futing', '副厅',   'deputy director-general level',  2, '{"order": 2}'),
    ('rank', 'chu',    '正处',   'division-head level',            3, '{"order": 3}'),
    ('rank', 'fuchu',  '副处',   'deputy division-head level',     4, '{"order": 4}'),
    ('rank', 'ke',     '正科',   'section-head level',             5, '{"order": 5}'),
    ('rank', 'fuke',   '副科',   'deputy section-head level',      6, '{"order": 6}'),
    ('rank', 'gu',     '正股',   'subsection-head level',          7, '{"order": 7}'),
    ('rank', 'fugu',   '副股',   'deputy subsection-head level',   8, '{"order": 8}'),
    ('rank', 'none',   '未定级', 'unranked',                       9, '{"order": 9}'),
    ('rank', 'other',  '其他',   'other',                         10, '{"order": 10}');

-- Levels of the reports; townships and subdistricts are one of their own.
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('level', 'province',   '自治区（省）本级', 'province',   1),
    ('level', 'prefecture', '盟（市）本级',     'prefecture', 2),
    ('level', 'county',     '旗县市区',         'county',     3),
    ('level', 'township',   '苏木乡镇街道',     'township',   4);

INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('system', 'party',             '党委',               'Party committee',            1),
    ('system', 'supervision',       '纪委监委',           'discipline and supervision', 2),
    ('system', 'congress',          '人大',               'people''s congress',         3),
    ('system', 'government',        '政府',               'government',                 4),
    ('system', 'cppcc',             '政协',               'political consultative conference', 5),
    ('system', 'court',             '法院',               'court',                      6),
    ('system', 'procuratorate',     '检察院',             'procuratorate',              7),
    ('system', 'democratic_party',  '民主党派和工商联',   'democratic parties and federation of industry and commerce', 8),
    ('system', 'mass_organization', '群众团体',           'mass organisation',          9),
    ('system', 'subdistrict',       '街道',               'subdistrict',               10),
    ('system', 'township',          '苏木乡镇',           'township',                  11),
    ('system', 'other',             '其他',               'other',                     12);

-- attributes.for tells which node the category describes: organ, institution or division.  Of a division:
-- counts says whether it counts against division_ceiling (yes if absent), merge_candidate whether the survey
-- proposes to merge it.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('unit_category', 'working_department',   '工作部门',             'working department',                 1, '{"for": "organ"}'),
    ('unit_category', 'special_organ',        '直属特设机构',         'special directly affiliated organ',  2, '{"for": "organ"}'),
    ('unit_category', 'affiliated_organ',     '直属机构',             'directly affiliated organ',          3, '{"for": "organ"}'),
    ('unit_category', 'managed_organ',        '部门管理机构',         'organ managed by a department',      4, '{"for": "organ"}'),
    ('unit_category', 'deliberative_office',  '议事协调机构的办事机构', 'office of a deliberative body',    5, '{"for": "organ"}'),
    ('unit_category', 'temporary_organ',      '临时机构',             'temporary organ',                    6, '{"for": "organ"}'),
    ('unit_category', 'vertical_organ',       '省以下垂直管理机构',   'vertically managed organ',           7, '{"for": "organ"}'),
    ('unit_category', 'dispatched_organ',     '派出机构',             'dispatched agency',                  8, '{"for": "organ"}'),
    ('unit_category', 'stationed_organ',      '派驻机构',             'stationed agency',                   9, '{"for": "organ"}'),
    ('unit_category', 'co_located_organ',     '合署办公机构',         'co-located organ',                  10, '{"for": "organ"}'),
    ('unit_category', 'nameplate',            '挂牌机构',             'added nameplate',                   11, '{"for": "organ"}'),
    ('unit_category', 'administrative_function', '承担行政职能',      'institution with administrative functions', 21, '{"for": "institution"}'),
    ('unit_category', 'production_operation', '从事生产经营活动',     'production and operation institution', 22, '{"for": "institution"}'),
    ('unit_category', 'welfare_1',            '公益一类',             'public welfare class I',            23, '{"for": "institution"}'),
    ('unit_category', 'welfare_2',            '公益二类',             'public welfare class II',           24, '{"for": "institution"}'),
    ('unit_category', 'unclassified',         '暂未分类',             'not yet classified',                25, '{"for": "institution"}'),
    ('unit_category', 'business_section',     '业务科室',             'business section',                  31, '{"for": "division"}'),
    ('unit_category', 'general_section',      '综合科室',             'general section',                   32, '{"for": "division"}'),
    ('unit_category', 'party_committee',      '机关党委',             'organ Party committee',             33, '{"for": "division", "counts": false}'),
    ('unit_category', 'party_section',        '机关党建人事科',       'Party affairs and personnel section', 34, '{"for": "division"}'),
    ('unit_category', 'discipline_section',   '纪检监察机构',         'discipline and supervision section', 35, '{"for": "division", "counts": false}'),
    ('unit_category', 'branch',               '下设分支机构',         'branch',                            36, '{"for": "division", "counts": false}'),
    ('unit_category', 'internal_service',   '内部服务机构',       'internal service section',          37, '{"for": "division", "merge_candidate": true}'),
    ('unit_category', 'single_purpose',     '单一专业性机构',     'single-purpose section',            38, '{"for": "division", "merge_candidate": true}'),
    ('unit_category', 'temporary_section',  '阶段性工作机构',     'section for work of a limited time', 39, '{"for": "division", "merge_candidate": true}');

INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('industry', 'education',    '教育',       'education',                           1),
    ('industry', 'research',     '科研',       'research',                            2),
    ('industry', 'culture',      '文化',       'culture',                             3),
    ('industry', 'health',       '卫生',       'health',                              4),
    ('industry', 'sports',       '体育',       'sports',                              5),
    ('industry', 'agriculture',  '农林水',     'agriculture, forestry and water',     6),
    ('industry', 'transport',    '交通',       'transport',                           7),
    ('industry', 'welfare',      '社会福利',   'social welfare',                      8),
    ('industry', 'employment',   '就业和社会保障', 'employment and social security',  9),
    ('industry', 'municipal',    '城市公用',   'municipal services',                 10),
    ('industry', 'environment',  '环境保护',   'environmental protection',           11),
    ('industry', 'survey',       '勘察测绘',   'survey and mapping',                 12),
    ('industry', 'emergency',    '应急救援',   'emergency response',                 13),
    ('industry', 'information',  '信息咨询',   'information and consulting',         14),
    ('industry', 'logistics',    '机关后勤',   'logistics of organs',                15),
    ('industry', 'other',        '其他',       'other',                              99);

INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('funding', 'full',        '全额拨款',     'fully funded',               1),
    ('funding', 'partial',     '差额补贴',     'partly funded',              2),
    ('funding', 'self',        '经费自理',     'self-funded',                3),
    ('funding', 'enterprise',  '企业化管理',   'managed as an enterprise',   4),
    ('funding', 'undecided',   '未定编到人',   'not assigned to persons',    5);

-- How people come in.  report_column is the column of the monthly table of staff movements.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('entry_reason', 'civil_exam',         '考试录用',         'civil service examination',          1, '{"report_column": "recruited"}'),
    ('entry_reason', 'selected_graduate',  '选调生',           'selected graduate',                  2, '{"report_column": "recruited"}'),
    ('entry_reason', 'open_recruitment',   '事业单位公开招聘', 'open recruitment of institutions',   3, '{"report_column": "open_recruitment"}'),
    ('entry_reason', 'transfer_in',        '调入',             'transfer in',                        4, '{"report_column": "transfer_in"}'),
    ('entry_reason', 'cadre_transfer',     '调任',             'appointment from outside the civil service', 5, '{"report_column": "transfer_in"}'),
    ('entry_reason', 'lateral',            '转任',             'lateral transfer of civil servants', 6, '{"report_column": "transfer_in"}'),
    ('entry_reason', 'open_selection',     '公开遴选（选调）', 'open selection from lower levels',   7, '{"report_column": "transfer_in"}'),
    ('entry_reason', 'military_cadre',     '军转干部安置',     'placement of demobilised officers',  8, '{"report_column": "military"}'),
    ('entry_reason', 'veteran',            '退役士兵安置',     'placement of demobilised soldiers',  9, '{"report_column": "military"}'),
    ('entry_reason', 'talent',             '人才引进（绿色通道）', 'talent brought in by the fast track', 10, '{"report_column": "talent"}'),
    ('entry_reason', 'block_transfer_in',  '整建制转入',       'transferred in as a whole body',    11, '{"report_column": "block_transfer_in"}'),
    ('entry_reason', 'reorganisation',     '机构划转',         'moved with a reorganised body',     12, '{"report_column": "block_transfer_in"}'),
    ('entry_reason', 'elected',            '选举任职登记',     'registered on election',            13, '{"report_column": "other"}'),
    ('entry_reason', 'contract',           '聘任',             'engaged by contract',               14, '{"report_column": "other"}'),
    ('entry_reason', 'policy_placement',   '政策性安置',       'policy placement',                  15, '{"report_column": "other"}'),
    ('entry_reason', 'assigned',           '上级任命',         'appointed by the higher level',     16, '{"report_column": "other"}'),
    ('entry_reason', 'pool_settlement',    '周转编制转列',     'from a turnover post onto an ordinary one', 17, '{"report_column": "other"}'),
    ('entry_reason', 'other',              '其他',             'other',                             99, '{"report_column": "other"}');

-- How people leave.  natural_attrition decides whether the freed post is owed to the pool first; whether a
-- transfer out counts is a local choice (here: no).
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('exit_reason', 'transfer_out',        '调出',             'transfer out',                   1, '{"natural_attrition": false, "report_column": "transfer_out"}'),
    ('exit_reason', 'block_transfer_out',  '整建制转出',       'transferred out as a whole body', 2, '{"natural_attrition": false, "report_column": "block_transfer_out"}'),
    ('exit_reason', 'retirement',          '离退休',           'retirement',                     3, '{"natural_attrition": true,  "report_column": "retirement"}'),
    ('exit_reason', 'resignation',         '辞职',             'resignation',                    4, '{"natural_attrition": true,  "report_column": "resignation"}'),
    ('exit_reason', 'dismissal',           '辞退（解聘）',     'dismissal',                      5, '{"natural_attrition": true,  "report_column": "dismissal"}'),
    ('exit_reason', 'contract_end',        '合同终止',         'end of contract',                6, '{"natural_attrition": true,  "report_column": "dismissal"}'),
    ('exit_reason', 'expulsion',           '开除',             'expulsion',                      7, '{"natural_attrition": false, "report_column": "expulsion"}'),
    ('exit_reason', 'death',               '死亡',             'death',                          8, '{"natural_attrition": true,  "report_column": "death"}'),
    ('exit_reason', 'election_exit',       '因选举退出',       'left office by election',        9, '{"natural_attrition": false, "report_column": "other"}'),
    ('exit_reason', 'conversion_to_enterprise', '转企',        'body converted to an enterprise', 10, '{"natural_attrition": false, "report_column": "other"}'),
    ('exit_reason', 'conviction',          '判刑',             'criminal conviction',           11, '{"natural_attrition": false, "report_column": "other"}'),
    ('exit_reason', 'missing',             '失踪或宣告死亡',   'missing or declared dead',      12, '{"natural_attrition": false, "report_column": "other"}'),
    ('exit_reason', 'pool_settlement',     '周转编制转列',     'from a turnover post onto an ordinary one', 13, '{"natural_attrition": false, "report_column": "other"}'),
    ('exit_reason', 'other',               '其他',             'other',                         99, '{"natural_attrition": false, "report_column": "other"}');

-- GB/T 3304-1991 (ethnic groups, numeric codes, names in the standard's roman spelling).
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('ethnic', '01', '汉族', 'Han', 1),            ('ethnic', '02', '蒙古族', 'Mongol', 2),
    ('ethnic', '03', '回族', 'Hui', 3),            ('ethnic', '04', '藏族', 'Zang', 4),
    ('ethnic', '05', '维吾尔族', 'Uygur', 5),      ('ethnic', '06', '苗族', 'Miao', 6),
    ('ethnic', '07', '彝族', 'Yi', 7),             ('ethnic', '08', '壮族', 'Zhuang', 8),
    ('ethnic', '09', '布依族', 'Buyei', 9),        ('ethnic', '10', '朝鲜族', 'Chosen', 10),
    ('ethnic', '11', '满族', 'Man', 11),           ('ethnic', '12', '侗族', 'Dong', 12),
    ('ethnic', '13', '瑶族', 'Yao', 13),           ('ethnic', '14', '白族', 'Bai', 14),
    ('ethnic', '15', '土家族', 'Tujia', 15),       ('ethnic', '16', '哈尼族', 'Hani', 16),
    ('ethnic', '17', '哈萨克族', 'Kazak', 17),     ('ethnic', '18', '傣族', 'Dai', 18),
    ('ethnic', '19', '黎族', 'Li', 19),            ('ethnic', '20', '傈僳族', 'Lisu', 20),
    ('ethnic', '21', '佤族', 'Va', 21),            ('ethnic', '22', '畲族', 'She', 22),
    ('ethnic', '23', '高山族', 'Gaoshan', 23),     ('ethnic', '24', '拉祜族', 'Lahu', 24),
    ('ethnic', '25', '水族', 'Sui', 25),           ('ethnic', '26', '东乡族', 'Dongxiang', 26),
    ('ethnic', '27', '纳西族', 'Naxi', 27),        ('ethnic', '28', '景颇族', 'Jingpo', 28),
    ('ethnic', '29', '柯尔克孜族', 'Kirgiz', 29),  ('ethnic', '30', '土族', 'Tu', 30),
    ('ethnic', '31', '达斡尔族', 'Daur', 31),      ('ethnic', '32', '仫佬族', 'Mulao', 32),
    ('ethnic', '33', '羌族', 'Qiang', 33),         ('ethnic', '34', '布朗族', 'Blang', 34),
    ('ethnic', '35', '撒拉族', 'Salar', 35),       ('ethnic', '36', '毛南族', 'Maonan', 36),
    ('ethnic', '37', '仡佬族', 'Gelao', 37),       ('ethnic', '38', '锡伯族', 'Xibe', 38),
    ('ethnic', '39', '阿昌族', 'Achang', 39),      ('ethnic', '40', '普米族', 'Pumi', 40),
    ('ethnic', '41', '塔吉克族', 'Tajik', 41),     ('ethnic', '42', '怒族', 'Nu', 42),
    ('ethnic', '43', '乌孜别克族', 'Uzbek', 43),   ('ethnic', '44', '俄罗斯族', 'Russ', 44),
    ('ethnic', '45', '鄂温克族', 'Ewenki', 45),    ('ethnic', '46', '德昂族', 'Deang', 46),
    ('ethnic', '47', '保安族', 'Bonan', 47),       ('ethnic', '48', '裕固族', 'Yugur', 48),
    ('ethnic', '49', '京族', 'Gin', 49),           ('ethnic', '50', '塔塔尔族', 'Tatar', 50),
    ('ethnic', '51', '独龙族', 'Derung', 51),      ('ethnic', '52', '鄂伦春族', 'Oroqen', 52),
    ('ethnic', '53', '赫哲族', 'Hezhen', 53),      ('ethnic', '54', '门巴族', 'Monba', 54),
    ('ethnic', '55', '珞巴族', 'Lhoba', 55),       ('ethnic', '56', '基诺族', 'Jino', 56);

-- GB/T 4762-1984 (political affiliation).
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('politics', '01', '中共党员',     'member of the Communist Party of China',               1),
    ('politics', '02', '中共预备党员', 'probationary member of the Communist Party of China',  2),
    ('politics', '03', '共青团员',     'member of the Communist Youth League',                 3),
    ('politics', '04', '民革党员',     'member of the Revolutionary Committee of the Kuomintang', 4),
    ('politics', '05', '民盟盟员',     'member of the China Democratic League',                5),
    ('politics', '06', '民建会员',     'member of the National Construction Association',      6),
    ('politics', '07', '民进会员',     'member of the Association for Promoting Democracy',    7),
    ('politics', '08', '农工党党员',   'member of the Peasants and Workers Democratic Party',  8),
    ('politics', '09', '致公党党员',   'member of the Zhi Gong Party',                         9),
    ('politics', '10', '九三学社社员', 'member of the Jiusan Society',                        10),
    ('politics', '11', '台盟盟员',     'member of the Taiwan Democratic Self-Government League', 11),
    ('politics', '12', '无党派人士',   'without party affiliation',                           12),
    ('politics', '13', '群众',         'citizen',                                             13);

-- GB/T 4658-2006 (education).  level is the bucket of the annual tables.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('education', '10', '研究生教育',     'postgraduate education',          10, '{"level": "postgraduate"}'),
    ('education', '11', '博士研究生毕业', 'doctoral study, graduated',       11, '{"level": "postgraduate"}'),
    ('education', '12', '博士研究生结业', 'doctoral study, completed',       12, '{"level": "postgraduate"}'),
    ('education', '13', '博士研究生肄业', 'doctoral study, unfinished',      13, '{"level": "postgraduate"}'),
    ('education', '14', '硕士研究生毕业', 'master''s study, graduated',      14, '{"level": "postgraduate"}'),
    ('education', '15', '硕士研究生结业', 'master''s study, completed',      15, '{"level": "postgraduate"}'),
    ('education', '16', '硕士研究生肄业', 'master''s study, unfinished',     16, '{"level": "postgraduate"}'),
    ('education', '17', '研究生班毕业',   'postgraduate class, graduated',   17, '{"level": "postgraduate"}'),
    ('education', '18', '研究生班结业',   'postgraduate class, completed',   18, '{"level": "postgraduate"}'),
    ('education', '19', '研究生班肄业',   'postgraduate class, unfinished',  19, '{"level": "postgraduate"}'),
    ('education', '20', '大学本科教育',   'undergraduate education',         20, '{"level": "bachelor"}'),
    ('education', '21', '大学本科毕业',   'undergraduate study, graduated',  21, '{"level": "bachelor"}'),
    ('education', '22', '大学本科结业',   'undergraduate study, completed',  22, '{"level": "bachelor"}'),
    ('education', '23', '大学本科肄业',   'undergraduate study, unfinished', 23, '{"level": "bachelor"}'),
    ('education', '28', '大学普通班毕业', 'general university class, graduated', 28, '{"level": "bachelor"}'),
    ('education', '30', '大学专科教育',   'college education',               30, '{"level": "college"}'),
    ('education', '31', '大学专科毕业',   'college study, graduated',        31, '{"level": "college"}'),
    ('education', '32', '大学专科结业',   'college study, completed',        32, '{"level": "college"}'),
    ('education', '33', '大学专科肄业',   'college study, unfinished',       33, '{"level": "college"}'),
    ('education', '40', '中等职业教育',   'secondary vocational education',  40, '{"level": "secondary"}'),
    ('education', '41', '中等专科毕业',   'secondary technical school, graduated',  41, '{"level": "secondary"}'),
    ('education', '42', '中等专科结业',   'secondary technical school, completed',  42, '{"level": "secondary"}'),
    ('education', '43', '中等专科肄业',   'secondary technical school, unfinished', 43, '{"level": "secondary"}'),
    ('education', '44', '职业高中毕业',   'vocational high school, graduated',  44, '{"level": "secondary"}'),
    ('education', '45', '职业高中结业',   'vocational high school, completed',  45, '{"level": "secondary"}'),
    ('education', '46', '职业高中肄业',   'vocational high school, unfinished', 46, '{"level": "secondary"}'),
    ('education', '47', '技工学校毕业',   'skilled workers'' school, graduated',  47, '{"level": "secondary"}'),
    ('education', '48', '技工学校结业',   'skilled workers'' school, completed',  48, '{"level": "secondary"}'),
    ('education', '49', '技工学校肄业',   'skilled workers'' school, unfinished', 49, '{"level": "secondary"}'),
    ('education', '60', '普通高级中学教育', 'senior high school education',  60, '{"level": "high_school_or_below"}'),
    ('education', '61', '普通高中毕业',   'senior high school, graduated',   61, '{"level": "high_school_or_below"}'),
    ('education', '62', '普通高中结业',   'senior high school, completed',   62, '{"level": "high_school_or_below"}'),
    ('education', '63', '普通高中肄业',   'senior high school, unfinished',  63, '{"level": "high_school_or_below"}'),
    ('education', '70', '初级中学教育',   'junior high school education',    70, '{"level": "high_school_or_below"}'),
    ('education', '71', '初中毕业',       'junior high school, graduated',   71, '{"level": "high_school_or_below"}'),
    ('education', '73', '初中肄业',       'junior high school, unfinished',  73, '{"level": "high_school_or_below"}'),
    ('education', '80', '小学教育',       'primary school education',        80, '{"level": "high_school_or_below"}'),
    ('education', '81', '小学毕业',       'primary school, graduated',       81, '{"level": "high_school_or_below"}'),
    ('education', '83', '小学肄业',       'primary school, unfinished',      83, '{"level": "high_school_or_below"}'),
    ('education', '90', '文盲或半文盲',   'no schooling',                    90, '{"level": "high_school_or_below"}'),
    ('education', '99', '其他',           'other',                           99, '{"level": "high_school_or_below"}');

-- GB/T 6864-2003, first digit (the subjects below it are not kept).
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('degree', '1', '名誉博士', 'honorary doctor', 1),
    ('degree', '2', '博士',     'doctor',          2),
    ('degree', '3', '硕士',     'master',          3),
    ('degree', '4', '学士',     'bachelor',        4);

-- Why a holder of a leadership post does not count against it.
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('uncounted_reason', 'concurrent', '兼任',     'concurrent post',                     1),
    ('uncounted_reason', 'temporary',  '挂职',     'temporary assignment',                2),
    ('uncounted_reason', 'assistance', '援派',     'assistance to another region',        3),
    ('uncounted_reason', 'placement',  '军转安置', 'placement of a demobilised officer',  4),
    ('uncounted_reason', 'other',      '其他',     'other',                              99);

INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('title_level', 'senior',     '正高级', 'senior',            1),
    ('title_level', 'associate',  '副高级', 'associate senior',  2),
    ('title_level', 'middle',     '中级',   'intermediate',      3),
    ('title_level', 'junior',     '助理级', 'assistant',         4),
    ('title_level', 'primary',    '员级',   'primary',           5),
    ('title_level', 'none',       '无',     'none',              9);

-- Civil-service ranks (公务员法第十九条, 12 rows) and post grades of institutions and workers.
-- equals is the rank of duties a grade corresponds to; group is the ladder.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('grade', 'inspector_1',   '一级巡视员',   'inspector, first class',          1, '{"ladder": "civil", "equals": "ting"}'),
    ('grade', 'inspector_2',   '二级巡视员',   'inspector, second class',         2, '{"ladder": "civil", "equals": "futing"}'),
    ('grade', 'researcher_1',  '一级调研员',   'consultant, first class',         3, '{"ladder": "civil", "equals": "chu"}'),
    ('grade', 'researcher_2',  '二级调研员',   'consultant, second class',        4, '{"ladder": "civil", "equals": "chu"}'),
    ('grade', 'researcher_3',  '三级调研员',   'consultant, third class',         5, '{"ladder": "civil", "equals": "fuchu"}'),
    ('grade', 'researcher_4',  '四级调研员',   'consultant, fourth class',        6, '{"ladder": "civil", "equals": "fuchu"}'),
    ('grade', 'officer_1',     '一级主任科员', 'principal officer, first class',  7, '{"ladder": "civil", "equals": "ke"}'),
    ('grade', 'officer_2',     '二级主任科员', 'principal officer, second class', 8, '{"ladder": "civil", "equals": "ke"}'),
    ('grade', 'officer_3',     '三级主任科员', 'principal officer, third class',  9, '{"ladder": "civil", "equals": "fuke"}'),
    ('grade', 'officer_4',     '四级主任科员', 'principal officer, fourth class', 10, '{"ladder": "civil", "equals": "fuke"}'),
    ('grade', 'clerk_1',       '一级科员',     'clerk, first class',             11, '{"ladder": "civil"}'),
    ('grade', 'clerk_2',       '二级科员',     'clerk, second class',            12, '{"ladder": "civil"}'),
    ('grade', 'management_1',  '管理一级',     'management grade 1',             21, '{"ladder": "management"}'),
    ('grade', 'management_2',  '管理二级',     'management grade 2',             22, '{"ladder": "management"}'),
    ('grade', 'management_3',  '管理三级',     'management grade 3',             23, '{"ladder": "management", "equals": "ting"}'),
    ('grade', 'management_4',  '管理四级',     'management grade 4',             24, '{"ladder": "management", "equals": "futing"}'),
    ('grade', 'management_5',  '管理五级',     'management grade 5',             25, '{"ladder": "management", "equals": "chu"}'),
    ('grade', 'management_6',  '管理六级',     'management grade 6',             26, '{"ladder": "management", "equals": "fuchu"}'),
    ('grade', 'management_7',  '管理七级',     'management grade 7',             27, '{"ladder": "management", "equals": "ke"}'),
    ('grade', 'management_8',  '管理八级',     'management grade 8',             28, '{"ladder": "management", "equals": "fuke"}'),
    ('grade', 'management_9',  '管理九级',     'management grade 9',             29, '{"ladder": "management"}'),
    ('grade', 'management_10', '管理十级',     'management grade 10',            30, '{"ladder": "management"}'),
    ('grade', 'professional_1',  '专技一级',   'professional grade 1',           41, '{"ladder": "professional", "title_level": "senior"}'),
    ('grade', 'professional_2',  '专技二级',   'professional grade 2',           42, '{"ladder": "professional", "title_level": "senior"}'),
    ('grade', 'professional_3',  '专技三级',   'professional grade 3',           43, '{"ladder": "professional", "title_level": "senior"}'),
    ('grade', 'professional_4',  '专技四级',   'professional grade 4',           44, '{"ladder": "professional", "title_level": "senior"}'),
    ('grade', 'professional_5',  '专技五级',   'professional grade 5',           45, '{"ladder": "professional", "title_level": "associate"}'),
    ('grade', 'professional_6',  '专技六级',   'professional grade 6',           46, '{"ladder": "professional", "title_level": "associate"}'),
    ('grade', 'professional_7',  '专技七级',   'professional grade 7',           47, '{"ladder": "professional", "title_level": "associate"}'),
    ('grade', 'professional_8',  '专技八级',   'professional grade 8',           48, '{"ladder": "professional", "title_level": "middle"}'),
    ('grade', 'professional_9',  '专技九级',   'professional grade 9',           49, '{"ladder": "professional", "title_level": "middle"}'),
    ('grade', 'professional_10', '专技十级',   'professional grade 10',          50, '{"ladder": "professional", "title_level": "middle"}'),
    ('grade', 'professional_11', '专技十一级', 'professional grade 11',          51, '{"ladder": "professional", "title_level": "junior"}'),
    ('grade', 'professional_12', '专技十二级', 'professional grade 12',          52, '{"ladder": "professional", "title_level": "junior"}'),
    ('grade', 'professional_13', '专技十三级', 'professional grade 13',          53, '{"ladder": "professional", "title_level": "primary"}'),
    ('grade', 'worker_1',      '技术工一级（高级技师）', 'skilled worker grade 1', 61, '{"ladder": "worker"}'),
    ('grade', 'worker_2',      '技术工二级（技师）',     'skilled worker grade 2', 62, '{"ladder": "worker"}'),
    ('grade', 'worker_3',      '技术工三级（高级工）',   'skilled worker grade 3', 63, '{"ladder": "worker"}'),
    ('grade', 'worker_4',      '技术工四级（中级工）',   'skilled worker grade 4', 64, '{"ladder": "worker"}'),
    ('grade', 'worker_5',      '技术工五级（初级工）',   'skilled worker grade 5', 65, '{"ladder": "worker"}'),
    ('grade', 'worker_general', '普通工',      'general worker',                 66, '{"ladder": "worker"}');

-- in_service: the person still occupies an establishment post.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('person_status', 'on_post',        '在岗',           'at the post',                       1, '{"in_service": true}'),
    ('person_status', 'seconded',       '借出',           'seconded',                          2, '{"in_service": true}'),
    ('person_status', 'temporary_post', '挂职',           'temporary post elsewhere',          3, '{"in_service": true}'),
    ('person_status', 'assistance',     '援派或驻村',     'assistance or village mission',     4, '{"in_service": true}'),
    ('person_status', 'study',          '脱产学习',       'full-time study',                   5, '{"in_service": true}'),
    ('person_status', 'sick_leave',     '长期病休',       'long sick leave (over six months)', 6, '{"in_service": true}'),
    ('person_status', 'start_up',       '离岗创业',       'leave for a start-up',              7, '{"in_service": true}'),
    ('person_status', 'unpaid_leave',   '停薪留职',       'unpaid leave (historic)',           8, '{"in_service": true}'),
    ('person_status', 'waiting',        '待岗',           'waiting for a post',                9, '{"in_service": true}'),
    ('person_status', 'early_leave',    '离岗退养',       'early leave before retirement',    10, '{"in_service": true}'),
    ('person_status', 'suspended',      '涉案停职',       'suspended',                        11, '{"in_service": true}'),
    ('person_status', 'untraceable',    '下落不明',       'whereabouts unknown',              12, '{"in_service": true}'),
    ('person_status', 'retired',        '离退',           'retired',                          21, '{"in_service": false}'),
    ('person_status', 'left',           '调出或离职',     'left',                             22, '{"in_service": false}'),
    ('person_status', 'deceased',       '已去世',         'deceased',                         23, '{"in_service": false}'),
    ('person_status', 'other',          '其他',           'other',                            99, '{}');

INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('document_kind', 'approval',    '批复',               'approval',                    1),
    ('document_kind', 'notice',      '通知',               'notice',                      2),
    ('document_kind', 'plan',        '方案',               'plan',                        3),
    ('document_kind', 'charter',     '“三定”规定',         'three-determinations charter', 4),
    ('document_kind', 'permit',      '用编核准（控编单）', 'post-use authorisation',      5),
    ('document_kind', 'appointment', '任免文件',           'appointment or removal',      6),
    ('document_kind', 'personnel',   '人员调配文件',       'personnel order',             7),
    ('document_kind', 'minutes',     '编委会议纪要',       'commission minutes',          8),
    ('document_kind', 'letter',      '函',                 'letter',                      9),
    ('document_kind', 'law',         '法规',               'law or regulation',          10),
    ('document_kind', 'opening',     '建账底数',           'opening balance of the book', 11),
    ('document_kind', 'other',       '其他',               'other',                      99);

-- Priorities in giving out posts, and the formula of post_plan().
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('priority_kind', 'new', '新组建部门', 'newly formed department', 1, '{"vacancy_limit": false}'),
    ('priority_kind', 'key', '重点部门',   'key department',          2, '{}'),
    ('proposal_kind', 'post_plan',  '编制分配', 'giving out posts by priority', 1, '{}'),
    ('proposal_kind', 'operations', '业务操作', 'operations',                   2, '{}'),
    ('proposal_kind', 'plan',       '改革方案', 'plan of a reform',             3, '{}');

INSERT INTO post_plan_factor (factor, kind, coefficient, name_zh, name_en, description, sort) VALUES
    ('weight',        'factor', 1,   '优先权重', 'priority',      '优先倍数＝1＋系数×（权重－1）；权重见 priority，没有的为 1', 1),
    ('size',          'factor', 0.3, '编制规模', 'size',          '核定编制总数 ÷ 参加分配机构中的最大数', 2),
    ('rank',          'factor', 0.2, '机构规格', 'rank',          '规格分 ÷ 参加分配机构中的最高分；规格越高分越高，未定级为 0', 3),
    ('span',          'factor', 0.2, '管理幅度', 'span',          '下级机构、内设机构和主管单位数 ÷ 参加分配机构中的最大数', 4),
    ('vacancy',       'factor', 0.3, '满编程度', 'fullness',      '该类编制（实有＋占用）÷ 核定，不超过 1；没有核定数的为 1', 5),
    ('vacancy_limit', 'limit',  10,  '空编率上限', 'vacancy limit', '该类编制空编率（%）高于此数的机构本次不增', 6),
    ('unit_limit',    'limit',  8,   '单位上限', 'unit limit',    '一次分配中一个机构最多增加的编制数', 7);

INSERT INTO unit_class (code, name_zh, name_en, sort) VALUES
    ('organ',                 '机关',             'organ',                                  1),
    ('political_legal_organ', '政法机关',         'political-legal organ',                  2),
    ('discipline_organ',      '纪检监察机关',     'discipline and supervision organ',       3),
    ('mass_organization',     '群团机关',         'organ of a mass organisation',           4),
    ('reference_institution', '参公事业单位',     'institution managed as civil service',   5),
    ('institution',           '事业单位',         'public institution',                     6),
    ('township',              '苏木乡镇街道机关', 'township or subdistrict organ',          7),
    ('deliberative_body',     '议事协调机构',     'deliberative and coordinating body',     8);

-- Kinds of establishment (编制类别).  机动编制 is no kind: it is what a region's reserve account holds.
INSERT INTO post_type (code, class, category, funding, ring_fenced, report_group, name_zh, name_en, sort) VALUES
    (11, 'establishment', 'administrative', 'full', false, 'administrative',  '行政编制',         'administrative establishment',            11),
    (12, 'establishment', 'administrative', 'full', false, 'political_legal', '政法专项编制',     'political-legal establishment',           12),
    (13, 'establishment', 'administrative', 'full', false, 'administrative',  '纪检监察行政编制', 'discipline administrative establishment', 13),
    (14, 'establishment', 'administrative', 'full', false, 'administrative',  '其他专项行政编制', 'other special administrative establishment', 14),
    (15, 'establishment', 'support',        'full', false, 'support',         '机关工勤编制',     'support-worker establishment',            15),
    (16, 'establishment', 'institution',    'full', false, 'other',           '机关使用事业编制', 'institution establishment used by an organ', 16),
    (21, 'establishment', 'institution',    'full', false, 'reference',       '参公事业编制',     'institution establishment, managed as civil service', 21),
    (22, 'establishment', 'institution',    'full', false, 'full',            '全额事业编制',     'institution establishment, fully funded', 22),
    (23, 'establishment', 'institution', 'partial', false, 'partial',         '差额事业编制',     'institution establishment, partly funded', 23),
    (24, 'establishment', 'institution',    'self', false, 'self',            '自收自支事业编制', 'institution establishment, self-funded',  24),
    (25, 'establishment', 'institution',      NULL, false, 'other',           '备案制员额',       'filing-based quota',                      25),
    (31, 'establishment', 'institution',    'full',  true, 'other',           '周转编制',         'turnover establishment',                  31),
    (91, 'off_establishment', 'off_establishment', NULL, false, 'off_establishment', '编外用工控制数', 'off-establishment staff quota',        91);

-- Leadership posts (领导职数).  Code: 2 unit, 3 internal division, 4 discipline; then 0 chief, 1 deputy,
-- 2 other; then the order of the rank (1 ting … 8 fugu), for "other" a running number.
INSERT INTO post_type (code, class, category, rank, role, scope, report_group, name_zh, name_en, sort) VALUES
    (201, 'leadership', 'leadership', 'ting',   'chief',  'unit', 'leadership', '部门正职（正厅）', 'unit chief, director-general level',            201),
    (202, 'leadership', 'leadership', 'futing', 'chief',  'unit', 'leadership', '部门正职（副厅）', 'unit chief, deputy director-general level',     202),
    (203, 'leadership', 'leadership', 'chu',    'chief',  'unit', 'leadership', '部门正职（正处）', 'unit chief, division-head level',               203),
    (204, 'leadership', 'leadership', 'fuchu',  'chief',  'unit', 'leadership', '部门正职（副处）', 'unit chief, deputy division-head level',        204),
    (205, 'leadership', 'leadership', 'ke',     'chief',  'unit', 'leadership', '部门正职（正科）', 'unit chief, section-head level',                205),
    (206, 'leadership', 'leadership', 'fuke',   'chief',  'unit', 'leadership', '部门正职（副科）', 'unit chief, deputy section-head level',         206),
    (207, 'leadership', 'leadership', 'gu',     'chief',  'unit', 'leadership', '部门正职（正股）', 'unit chief, subsection-head level',             207),
    (208, 'leadership', 'leadership', 'fugu',   'chief',  'unit', 'leadership', '部门正职（副股）', 'unit chief, deputy subsection-head level',      208),
    (212, 'leadership', 'leadership', 'futing', 'deputy', 'unit', 'leadership', '部门副职（副厅）', 'unit deputy, deputy director-general level',    212),
    (213, 'leadership', 'leadership', 'chu',    'deputy', 'unit', 'leadership', '部门副职（正处）', 'unit deputy, division-head level',              213),
    (214, 'leadership', 'leadership', 'fuchu',  'deputy', 'unit', 'leadership', '部门副职（副处）', 'unit deputy, deputy division-head level',       214),
    (215, 'leadership', 'leadership', 'ke',     'deputy', 'unit', 'leadership', '部门副职（正科）', 'unit deputy, section-head level',               215),
    (216, 'leadership', 'leadership', 'fuke',   'deputy', 'unit', 'leadership', '部门副职（副科）', 'unit deputy, deputy section-head level',        216),
    (217, 'leadership', 'leadership', 'gu',     'deputy', 'unit', 'leadership', '部门副职（正股）', 'unit deputy, subsection-head level',            217),
    (218, 'leadership', 'leadership', 'fugu',   'deputy', 'unit', 'leadership', '部门副职（副股）', 'unit deputy, deputy subsection-head level',     218),
    (221, 'leadership', 'leadership', 'chu',    'other',  'unit', 'leadership', '秘书长（正处）',   'secretary-general',                             221),
    (222, 'leadership', 'leadership', 'fuchu',  'other',  'unit', 'leadership', '副秘书长（副处）', 'deputy secretary-general',                      222),
    (223, 'leadership', 'leadership', 'fuchu',  'other',  'unit', 'leadership', '机关党委书记（副处）', 'organ Party committee secretary',           223),
    (224, 'leadership', 'leadership', 'ke',     'other',  'unit', 'leadership', '机关党委专职副书记（正科）', 'full-time deputy secretary of the organ Party committee', 224),
    (225, 'leadership', 'leadership', 'fuchu',  'other',  'unit', 'leadership', '总师（副处）',     'chief professional, deputy division-head level', 225),
    (226, 'leadership', 'leadership', 'ke',     'other',  'unit', 'leadership', '总师（正科）',     'chief professional, section-head level',        226),
    (227, 'leadership', 'leadership', 'fuchu',  'other',  'unit', 'leadership', '政治部主任（副处）', 'political department head, deputy division-head level', 227),
    (228, 'leadership', 'leadership', 'ke',     'other',  'unit', 'leadership', '政治部主任（正科）', 'political department head, section-head level', 228),
    (229, 'leadership', 'leadership', 'chu',    'other',  'unit', 'leadership', '单位党委书记（正处）', 'Party secretary of the unit, division-head level', 229),
    (230, 'leadership', 'leadership', 'fuchu',  'other',  'unit', 'leadership', '单位党委副书记（副处）', 'Party deputy secretary of the unit, deputy division-head level', 230),
    (231, 'leadership', 'leadership', 'ke',     'other',  'unit', 'leadership', '单位党委书记（正科）', 'Party secretary of the unit, section-head level', 231),
    (232, 'leadership', 'leadership', 'other',  'other',  'unit', 'leadership', '其他部门领导',     'other unit leader',                             232),
    (303, 'leadership', 'leadership', 'chu',    'chief',  'division', 'leadership', '内设机构正职（正处）', 'division chief, division-head level',           303),
    (304, 'leadership', 'leadership', 'fuchu',  'chief',  'division', 'leadership', '内设机构正职（副处）', 'division chief, deputy division-head level',    304),
    (305, 'leadership', 'leadership', 'ke',     'chief',  'division', 'leadership', '内设机构正职（正科）', 'division chief, section-head level',            305),
    (306, 'leadership', 'leadership', 'fuke',   'chief',  'division', 'leadership', '内设机构正职（副科）', 'division chief, deputy section-head level',     306),
    (307, 'leadership', 'leadership', 'gu',     'chief',  'division', 'leadership', '内设机构正职（正股）', 'division chief, subsection-head level',         307),
    (314, 'leadership', 'leadership', 'fuchu',  'deputy', 'division', 'leadership', '内设机构副职（副处）', 'division deputy, deputy division-head level',   314),
    (315, 'leadership', 'leadership', 'ke',     'deputy', 'division', 'leadership', '内设机构副职（正科）', 'division deputy, section-head level',           315),
    (316, 'leadership', 'leadership', 'fuke',   'deputy', 'division', 'leadership', '内设机构副职（副科）', 'division deputy, deputy section-head level',    316),
    (317, 'leadership', 'leadership', 'gu',     'deputy', 'division', 'leadership', '内设机构副职（正股）', 'division deputy, subsection-head level',        317),
    (318, 'leadership', 'leadership', 'fugu',   'deputy', 'division', 'leadership', '内设机构副职（副股）', 'division deputy, deputy subsection-head level', 318),
    (403, 'leadership', 'leadership', 'chu',    'chief',  'discipline', 'leadership', '纪委书记、纪检监察组组长（正处）', 'discipline chief, division-head level',        403),
    (404, 'leadership', 'leadership', 'fuchu',  'chief',  'discipline', 'leadership', '纪委书记、纪检监察组组长（副处）', 'discipline chief, deputy division-head level', 404),
    (405, 'leadership', 'leadership', 'ke',     'chief',  'discipline', 'leadership', '纪委书记、纪检监察组组长（正科）', 'discipline chief, section-head level',         405),
    (414, 'leadership', 'leadership', 'fuchu',  'deputy', 'discipline', 'leadership', '纪委副书记、纪检监察组副组长（副处）', 'discipline deputy, deputy division-head level', 414),
    (415, 'leadership', 'leadership', 'ke',     'deputy', 'discipline', 'leadership', '纪委副书记、纪检监察组副组长（正科）', 'discipline deputy, section-head level',     415),
    (416, 'leadership', 'leadership', 'fuke',   'deputy', 'discipline', 'leadership', '纪委副书记、纪检监察组副组长（副科）', 'discipline deputy, deputy section-head level', 416),
    (421, 'leadership', 'leadership', 'fuchu',  'other',  'discipline', 'leadership', '纪检监察室主任（副处）', 'supervision office head, deputy division-head level', 421),
    (422, 'leadership', 'leadership', 'ke',     'other',  'discipline', 'leadership', '纪检监察室主任（正科）', 'supervision office head, section-head level',      422),
    (423, 'leadership', 'leadership', 'fuke',   'other',  'discipline', 'leadership', '纪检监察室副主任（副科）', 'supervision office deputy head, deputy section-head level', 423),
    (424, 'leadership', 'leadership', 'other',  'other',  'discipline', 'leadership', '其他纪检监察领导', 'other discipline leader',                    424);

-- Who may use what; a pair that is not here is mixed_establishment.  A deliberative body has no posts at all.
INSERT INTO admissibility (class, post_type, basis)
SELECT class, post_type, '国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别'
FROM (VALUES ('organ', '{11,14,15,16}'::int[]),
             ('political_legal_organ', '{11,12,14,15,16}'),
             ('discipline_organ', '{11,13,14,15,16}'),
             ('mass_organization', '{11,14,15,16}'),
             ('township', '{11,14,15,16}')) AS organ (class, post_types),
     unnest(post_types) AS post_type;

INSERT INTO admissibility (class, post_type, basis)
SELECT class, post_type, '国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕'
FROM (VALUES ('reference_institution', '{15,21}'::int[]),
             ('institution', '{22,23,24,25,31}')) AS institution (class, post_types),
     unnest(post_types) AS post_type;

INSERT INTO admissibility (class, post_type, basis)
SELECT unit_class.code, post_type.code,
       CASE post_type.class WHEN 'leadership' THEN '领导职数按批准文件核定〔通行做法〕'
                            ELSE '编外用工控制数单独建账，不是编制〔通行做法〕' END
FROM unit_class CROSS JOIN post_type
WHERE post_type.class IN ('leadership', 'off_establishment') AND unit_class.code <> 'deliberative_body';

-- Rules.  fixed: the mode is part of how the book works and cannot be relaxed; an exception needs a document.
INSERT INTO rule (code, mode, level, params, basis, name_zh, name_en) VALUES
    ('over_establishment', 'block', 'error', '{}',
     '国务院令第486号第六条（机构实有人员不得突破规定的编制）、第二十六条第四项；公务员法第二十七条〔已核〕',
     '不得超编进人', 'no enrolment beyond the establishment'),
    ('over_leadership', 'block', 'error', '{}',
     '国务院令第486号第二十六条第五项；公务员法第四十三条、第七十一条〔已核〕',
     '不得超职数配备领导', 'no leaders beyond the leadership posts'),
    ('over_ceiling', 'block', 'error', '{}',
     '国务院令第486号第十六条至第十八条：各级编制在上级下达的总额之内核定〔已核〕',
     '不得突破编制总额', 'no allocation beyond the ceiling'),
    ('mixed_establishment', 'block', 'error', '{"fixed": true}',
     '国务院令第486号第十五条：不得混用编制〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕',
     '不得混编混岗', 'no mixing of kinds of establishment'),
    ('unbalanced_entry', 'block', 'error', '{"fixed": true}',
     '台账分录借贷平衡：编制不凭空增减〔账务规则〕',
     '分录必须平衡', 'entries balance'),
    ('document_missing', 'block', 'error', '{"fixed": true}',
     '国务院令第486号第九条、第十三条、第二十六条第一项：机构编制事项须经批准〔已核〕；台账逐笔记载批准文号〔通行做法〕',
     '须有批准文件', 'a document is required'),
    ('double_post', 'block', 'error', '{"fixed": true}',
     '一人一编，按公民身份号码唯一〔通行做法〕',
     '一人只占一编', 'one person, one establishment post'),
    ('append_only', 'block', 'error', '{"fixed": true}',
     '只增不改，错误以冲销更正〔账务规则〕；国务院令第486号第二十三条：资料不得虚报、瞒报、伪造〔已核〕',
     '记录只增不改', 'records are append-only'),
    ('permit_invalid', 'block', 'error', '{"fixed": true}',
     '先核编后进人，“核准使用、全程管理”〔呼和浩特市实名制管理办法，通行做法〕',
     '用编核准无效', 'the use permit is not valid'),
    ('outside_validity', 'block', 'error', '{"fixed": true}',
     '机构设立之前、撤销之后不得占编〔账务规则〕',
     '超出机构存续期间', 'the unit did not exist then'),
    ('self_review', 'block', 'error', '{"fixed": true}',
     '经办与复核分离，不得自办自审〔账务规则〕',
     '不得复核自己的申报', 'nobody reviews what he proposed'),
    ('stale_proposal', 'block', 'error', '{"fixed": true}',
     '批准的是申报时的数据；数据变动后须重新申报〔账务规则〕',
     '申报后数据已变动', 'the figures changed after the proposal'),
    ('age_limits', 'warn', 'warning', '{"min_age": 16}',
     '公务员法第九十二条（到龄退休）〔已核〕；参加工作不满十六周岁、到龄仍在编须核对〔通行做法〕',
     '年龄异常', 'unusual age'),
    ('sex_mismatch', 'track', 'warning', '{}',
     '性别与公民身份号码第十七位不符须核对（GB 11643-1999）〔通行做法〕',
     '性别与身份号码不符', 'sex differs from the resident number'),
    ('high_post', 'track', 'notice', '{}',
     '国务院令第486号第二十六条第五项：不得超机构规格配备领导〔已核〕；高配须凭批准文件并予标明〔通行做法〕',
     '高配', 'holder ranks above the post'),
    ('division_ceiling', 'block', 'error', '{"numerator": 2, "denominator": 3}',
     '兴安盟机构改革：盟直各部门内设机构数不超过自治区对应部门内设机构数三分之二〔通行做法〕；国务院令第486号第十三条：内设机构须经本级机构编制管理机关审批〔已核〕',
     '内设机构不超限', 'no more internal divisions than two thirds of the counterpart''s'),
    ('leader_ratio', 'track', 'warning', '{"ratio": 3, "tolerance": 0.5, "min_chiefs": 3}',
     '兴安盟机构改革：内设机构正副科级领导职数原则上按照3:1左右的比例核定〔通行做法〕',
     '内设机构正副职比例', 'chiefs and deputies of divisions about three to one'),
    ('leadership_standard', 'track', 'warning', '{"classes": ["institution", "reference_institution"]}',
     '按规模核定领导职数的幅度见 leadership_standard，采自一省规定，各省自定〔通行做法〕',
     '领导职数不超标准', 'no more leadership posts than the size allows'),
    ('concurrent_post', 'block', 'error', '{}',
     '兼任的只在一处占用职数，职务统计标识只计一次〔通行做法〕',
     '一人只占一个职数', 'one person counts against one leadership post'),
    ('party_affairs', 'track', 'warning',
     '{"classes": ["organ", "political_legal_organ", "discipline_organ", "mass_organization"], "levels": ["prefecture"], "post_type": 224}',
     '《中国共产党党和国家机关基层组织工作条例》；兴安盟：设机关党委的核定机关党委专职副书记（正科级），未设的均设机关党建人事科〔通行做法〕',
     '机关党务机构', 'an organ Party committee or a Party affairs section'),
    ('reduction_behind', 'track', 'warning', '{}',
     '超编、超职数凭文件限期消化〔通行做法〕',
     '消化滞后', 'an excess is worked off later than planned'),
    ('region_code', 'track', 'notice', '{}',
     '身份号码前六位不在区划表（GB/T 2260）中；旧证可能使用已撤销的代码，不拒绝〔通行做法〕',
     '身份号码区划未知', 'unknown region in the resident number');

-- The turnover pool.
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('talent_category', 'high_level', '高层次人才',   'high-level talent',      1),
    ('talent_category', 'urgent',     '急需紧缺人才', 'urgently needed talent', 2),
    ('talent_category', 'other',      '其他人才',     'other talent',           9);

INSERT INTO rule (code, mode, level, params, basis, name_zh, name_en) VALUES
    ('pool_borrower_not_full', 'block', 'error', '{}',
     '周转编制批给满编事业单位〔兴安盟2019年做法，通行做法〕',
     '用周转编制的单位须满编', 'borrowers from the pool are full'),
    ('pool_borrower_overdue', 'block', 'error', '{}',
     '未按时归还的原则上不再批准使用新的引进人才周转编制〔兴安盟2019年做法，通行做法〕',
     '逾期未还不再批准', 'who is overdue does not borrow again'),
    ('pool_ring_fence', 'block', 'error', '{"fixed": true}',
     '专编专用，凭人才认定使用〔兴安盟2019年做法，通行做法〕',
     '周转编制专编专用', 'posts of the pool are for talent only'),
    ('pool_exhausted', 'block', 'error', '{"fixed": true}',
     '周转池总量 = 可用 + 已核准未用 + 在用，不得透支〔账务规则〕',
     '周转池不得透支', 'the pool lends no more than it has'),
    ('pool_vacancy_owed', 'block', 'error', '{}',
     '自然减员空出的编制先行归还〔通行做法〕',
     '自然减员先归还', 'a natural vacancy is owed to the pool first'),
    ('pool_attrition', 'warn', 'warning', '{}',
     '核准数以周转期内预计自然减员数为度〔通行做法〕',
     '周转期内减员不足', 'borrows more than will retire within the term'),
    ('pool_term', 'block', 'error', '{"fixed": true}',
     '两年内不能通过减员等方式归还的，回收其主管部门所属其他事业单位的空编〔兴安盟2019年做法，通行做法〕',
     '周转期限', 'the term of a loan');

-- Duties: an office names its fields as it likes; these are the usual ones of a league's departments.
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('duty_field', 'general',          '综合协调',         'general coordination',             1),
    ('duty_field', 'party',            '党建和干部人事',   'Party building and personnel',     2),
    ('duty_field', 'planning',         '规划计划',         'planning',                         3),
    ('duty_field', 'finance',          '财务和资产',       'finance and assets',               4),
    ('duty_field', 'law',              '法规和行政审批',   'law and administrative approval',  5),
    ('duty_field', 'enforcement',      '监督检查和执法',   'supervision and enforcement',      6),
    ('duty_field', 'public_service',   '公共服务',         'public services',                  7),
    ('duty_field', 'social_security',  '社会保障和医疗保障', 'social and medical security',    8),
    ('duty_field', 'veterans',         '退役军人事务',     'veterans affairs',                 9),
    ('duty_field', 'safety',           '安全生产',         'work safety',                     10),
    ('duty_field', 'emergency',        '应急指挥和救援',   'emergency command and rescue',    11),
    ('duty_field', 'flood_control',    '防汛抗旱',         'flood control and drought relief', 12),
    ('duty_field', 'forest_fire',      '森林草原防火',     'forest and grassland fire prevention', 13),
    ('duty_field', 'disaster_relief',  '减灾救灾',         'disaster relief',                 14),
    ('duty_field', 'water',            '水资源和水利工程', 'water resources and works',       15),
    ('duty_field', 'forestry',         '林业和草原',       'forestry and grassland',          16),
    ('duty_field', 'agriculture',      '农牧业',           'agriculture and animal husbandry', 17),
    ('duty_field', 'education',        '教育',             'education',                       18),
    ('duty_field', 'health',           '卫生健康',         'health',                          19),
    ('duty_field', 'other',            '其他',             'other',                           99);
INSERT INTO rule (code, mode, level, params, basis, name_zh, name_en) VALUES
    ('duty_holder', 'block', 'error', '{"fixed": true}',
     '职能配置、内设机构和人员编制规定（“三定”）逐项确定职责归属，一件事情原则上由一个部门负责；机构撤销的职责同日移交〔通行做法〕',
     '职责须有且只有一个承担机构', 'a duty has one holder on every day'),
    -- without "since" only those are judged that name an institution replaced; a region that has the policy sets
    -- mode and since by a row of its own
    ('replace_one_for_one', 'track', 'warning', '{}',
     '新设事业单位“撤一设一”，编制在系统内整合、总量不增〔通行做法〕；自治区、盟市另有规定起算日期的以地区行 since 注明',
     '撤一设一', 'a new institution replaces an old one');
INSERT INTO operation (op, name_zh, name_en, sort) VALUES
    ('record_duty', '登记职责', 'record a duty', 50),
    ('assign_duty', '移交职责', 'hand a duty over', 51),
    ('end_duty',    '取消职责', 'end a duty', 52),
    ('move_holdings', '划转编制和人员', 'move posts and people', 53),
    ('merge_units', '合并机构', 'merge units', 54),
    ('split_unit',  '分设机构', 'split a unit', 55);

-- Units over time: kinds of change, who may approve which, and the two rules.  establish and abolish write themselves.
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('unit_change', 'establish', '设立',         'established',                 1),
    ('unit_change', 'abolish',   '撤销',         'abolished',                   2),
    ('unit_change', 'merge',     '合并',         'merged',                      3),
    ('unit_change', 'split',     '分设',         'split',                       4),
    ('unit_change', 'rename',    '更名',         'renamed',                     5),
    ('unit_change', 'transfer',  '划转隶属关系', 'moved',                       6),
    ('unit_change', 'rank',      '升格、降格',   'upgraded or downgraded',      7),
    ('unit_change', 'nameplate', '加挂、摘牌',   'nameplates changed',          8),
    ('unit_change', 'co_locate', '合署、分署',   'co-located or separated',     9),
    ('unit_change', 'party',     '党务机构设置', 'Party body set',             10),
    ('unit_change', 'extend',    '延期',         'extended',                   11),
    ('unit_change', 'adjust',    '其他调整',     'adjusted',                   12),
    ('unit_change', 'restore',   '恢复原状',     'restored',                   13),
    ('lineage_kind', 'merge',    '合并',         'merged into',                 1),
    ('lineage_kind', 'split',    '分设',         'split off as',                2),
    ('lineage_kind', 'replace',  '撤一设一',     'replaced by',                 3),
    ('lineage_kind', 'succeed',  '撤销后承接',   'succeeded by',                4),
    ('lineage_kind', 'restore',  '恢复',         'restored as',                 5);

INSERT INTO approval_authority (unit_level, document_level, basis) VALUES
    ('province',   'province',   '国务院令第486号第十三条：内设机构由本级机构编制管理机关审批〔已核〕；其他事项至少由本级批准〔通行做法〕'),
    ('prefecture', 'prefecture', '国务院令第486号第十三条：内设机构由本级机构编制管理机关审批〔已核〕；其他事项至少由本级批准〔通行做法〕'),
    ('county',     'county',     '国务院令第486号第十三条：内设机构由本级机构编制管理机关审批〔已核〕；其他事项至少由本级批准〔通行做法〕'),
    ('township',   'county',     '乡级不设机构编制管理机关，由县级批准〔通行做法〕');

INSERT INTO approval_authority (action, unit_kind, class, unit_level, document_level, basis)
SELECT action, 'body', class, unit_level, document_level,
       '国务院令第486号第九条：行政机构的设立、撤销、合并或者变更规格、名称，报上一级人民政府批准〔已核〕；党的机关比照办理〔通行做法〕'
FROM unnest('{establish,abolish,merge,rename,rank}'::text[]) AS action,
     unnest('{organ,political_legal_organ}'::text[]) AS class,
     (VALUES ('province', 'central'), ('prefecture', 'province'), ('county', 'prefecture'), ('township', 'county'))
         AS above (unit_level, document_level);

INSERT INTO rule (code, mode, level, params, basis, name_zh, name_en) VALUES
    ('approval_authority', 'block', 'error', '{}',
     '国务院令第486号第九条、第十三条、第二十六条第一项〔已核〕；各级权限见审批权限表（approval_authority）',
     '机构变动须由有权机关批准', 'changes of units are approved by the level that may'),
    ('temporary_unit', 'block', 'error', '{"notice_days": 30}',
     '国务院令第486号第十二条：为办理一定时期内特定工作设立的议事协调机构，应当明确规定撤销的条件和期限〔已核〕；临时机构比照办理〔通行做法〕',
     '临时机构须有期限', 'temporary bodies have a last day');

-- What a plan or a proposal may consist of: functions of the book by name (56_plan).
INSERT INTO operation (op, name_zh, name_en, sort) VALUES
    ('record_document', '登记文件', 'record a document',                  10),
    ('establish_unit',  '设立机构', 'establish a unit',                   20),
    ('abolish_unit',    '撤销机构', 'abolish a unit',                     21),
    ('rename_unit',     '机构更名', 'rename a unit',                      22),
    ('transfer_unit',   '划转隶属', 'move a unit in the tree',            23),
    ('change_rank',     '升格降格', 'change the rank of a unit',          24),
    ('add_nameplate',   '加挂牌子', 'add a nameplate',                    25),
    ('remove_nameplate', '摘牌',    'remove a nameplate',                 26),
    ('co_locate',       '合署办公', 'co-locate with another unit',        27),
    ('amend_unit',      '调整机构', 'adjust a unit',                      28),
    ('set_party_body',  '设置党务机构', 'set the Party body of a unit',   29),
    ('extend_unit',     '机构延期', 'extend a temporary unit',            30),
    ('restore_unit',    '恢复机构', 'bring an ended unit back',           31),
    ('restore_version', '恢复机构原状', 'make a unit what it was',        32),
    ('return_holdings', '退回编制和人员', 'send posts and people back',    33),
    ('return_duties',   '退回职责', 'hand duties back',                   34),
    ('grant_ceiling',   '下达总额', 'record posts granted from above',    40),
    ('allocate',        '核定编制', 'allocate posts',                     41),
    ('reduce_posts',    '核减编制', 'take posts back',                    42),
    ('transfer_posts',  '划转编制', 'move posts',                         43),
    ('convert_posts',   '转换编制', 'convert posts',                      44),
    ('reverse_entry',   '冲销分录', 'reverse an entry',                   45),
    ('permit_use',      '用编核准', 'permit to fill posts',               46),
    ('cancel_permit',   '撤销核准', 'cancel a permit',                    47),
    ('enrol',           '入编',     'enrol a person',                     60),
    ('release',         '出编',     'release a person',                   61),
    ('transfer_person', '人员调动', 'move a person',                      62),
    ('amend_person',    '修改人员', 'amend a person''s record',           63),
    ('appoint',         '任职',     'appoint a leader',                   64),
    ('dismiss',         '免职',     'dismiss a leader',                   65);
INSERT INTO operation (op, name_zh, name_en, sort) VALUES
    ('set_priority', '定为用编优先', 'let a unit come first', 80),
    ('end_priority', '终止用编优先', 'end a unit''s priority', 81);

-- What a rehearsal counts.
INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('plan_item', 'institutions', '机构',     'institutions', 1),
    ('plan_item', 'divisions',    '内设机构', 'divisions',    2),
    ('plan_item', 'groups',       '分组',     'groups',       3),
    ('plan_item', 'approved',     '核定数',   'approved',     4),
    ('plan_item', 'reserved',     '占用数',   'reserved',     5),
    ('plan_item', 'strength',     '实有数',   'strength',     6),
    ('plan_item', 'people',       '在编人员', 'people',       7),
    ('plan_item', 'leaders',      '领导',     'leaders',      8),
    ('plan_item', 'duties',       '职责',     'duties',       9),
    ('plan_item', 'balance',      '账户合计（应为零）', 'sum of all accounts (zero)', 10);

-- Leadership posts by size (domain R30): one province's figures, for the office to replace by its own.
INSERT INTO leadership_standard (scope, size_from, size_to, posts_from, posts_to, basis)
SELECT v.scope, v.size_from, v.size_to, v.posts_from, v.posts_to, '一省机构编制管理规定，省名未详〔通行做法〕'
FROM (VALUES ('institution', 0, 10, 1, 2), ('institution', 11, 50, 2, 3), ('institution', 51, 100, 3, 4),
             ('institution', 101, 200, 4, 5), ('institution', 201, 400, 5, 6), ('institution', 401, 600, 6, 7),
             ('institution', 601, NULL, 7, 8),
             ('division', 0, 5, 1, 2), ('division', 6, 10, 2, 3), ('division', 11, NULL, 3, 4))
     AS v (scope, size_from, size_to, posts_from, posts_to);
INSERT INTO operation (op, name_zh, name_en, sort) VALUES
    ('pool_fund',       '划入周转池', 'put posts into the pool',          90),
    ('pool_shrink',     '划出周转池', 'take posts out of the pool',       91),
    ('certify_talent',  '登记人才认定', 'record a talent certificate',    92),
    ('pool_apply',      '申请周转编制', 'apply for posts of the pool',    93),
    ('pool_approve',    '核准周转编制', 'approve posts of the pool',      94),
    ('pool_use',        '用周转编制入编', 'enrol on a post of the pool',  95),
    ('pool_return',     '归还周转编制', 'return a post to the pool',      96),
    ('pool_convert',    '周转编制转为核增', 'turn a loan into an ordinary post', 97),
    ('pool_extend',     '周转编制续用', 'extend a loan',                  98),
    ('pool_reclaim',    '收回周转编制', 'reclaim overdue posts of the pool', 99);

-- reports that are kept when a month is closed
-- Reports kept at a close.  Layouts are bianzhi's own, recombined from the columns of published forms.
INSERT INTO report (name, span, number, title_zh, title_en, measure, paper, sort, function) VALUES
    ('account', 'month', NULL, '账户月末余额', 'accounts at the end of the month', '单位：名', 'A4', 0, 'account_closing'),
    ('monthly_establishment',  'month', '月表1', '机构编制和实有人员情况', 'institutions, establishment and staff', '单位：个、名、人', 'A3', 1, 'monthly_establishment_of'),
    ('monthly_post_movement',  'month', '月表2', '编制增减变动台账汇总', 'posts: increases and decreases', '单位：名', 'A4', 2, 'monthly_post_movement_of'),
    ('monthly_staff_movement', 'month', '月表3', '人员增减变动', 'staff: increases and decreases', '单位：人', 'A3', 3, 'monthly_staff_movement_of'),
    ('monthly_leadership',     'month', '月表4', '领导职数配备', 'leadership posts', '单位：名', 'A3', 4, 'monthly_leadership_of'),
    ('monthly_staffing',       'month', '月表5', '单位编制与人员配备', 'establishment and staffing by unit', '单位：名、人', 'A3', 5, 'monthly_staffing_of'),
    ('monthly_pool',           'month', '月表6', '周转池使用', 'use of the turnover pool', '单位：名', 'A4', 6, 'monthly_pool_of'),
    ('monthly_finding',        'month', '月表7', '问题清单', 'findings', '单位：个', 'A4', 7, 'monthly_finding_of');

-- Annual reports (82_annual): branches of political-legal organs, totals of kinds, breakdowns of people.
-- systems: the unit's; names: a word in the unit's name.  The first row that fits counts, otherwise other.
INSERT INTO code (set, code, name_zh, name_en, sort, attributes) VALUES
    ('political_legal_branch', 'court',         '法院',         'courts',                1, '{"systems": ["court"]}'),
    ('political_legal_branch', 'procuratorate', '检察院',       'procuratorates',        2, '{"systems": ["procuratorate"]}'),
    ('political_legal_branch', 'police',        '公安',         'public security',       3, '{"names": ["公安"]}'),
    ('political_legal_branch', 'security',      '国家安全',     'state security',        4, '{"names": ["国家安全"]}'),
    ('political_legal_branch', 'prison',        '监狱和戒毒',   'prisons and detoxification', 5, '{"names": ["监狱", "戒毒"]}'),
    ('political_legal_branch', 'justice',       '司法行政',     'judicial administration', 6, '{"names": ["司法"]}'),
    ('political_legal_branch', 'committee',     '政法委',       'political-legal committees', 7, '{"names": ["政法"]}'),
    ('political_legal_branch', 'other',         '其他',         'other',                99, '{}');

INSERT INTO code (set, code, name_zh, name_en, sort) VALUES
    ('post_category', 'administrative',    '行政编制',       'administrative establishment', 1),
    ('post_category', 'support',           '机关工勤编制',   'support-worker establishment', 2),
    ('post_category', 'institution',       '事业编制',       'institution establishment',    3),
    ('education_level', 'postgraduate',         '研究生',     'postgraduate',           1),
    ('education_level', 'bachelor',             '本科',       'undergraduate',          2),
    ('education_level', 'college',              '大专',       'college',                3),
    ('education_level', 'secondary',            '中专',       'secondary vocational',   4),
    ('education_level', 'high_school_or_below', '高中及以下', 'high school or below',   5),
    ('ladder', 'civil',        '公务员职级', 'civil-service ranks',    1),
    ('ladder', 'management',   '管理',       'management',             2),
    ('ladder', 'professional', '专业技术',   'professional-technical', 3),
    ('ladder', 'worker',       '工勤技能',   'support-skill',          4),
    ('staff_dimension', 'unit_kind',       '机关和事业单位', 'organs and institutions',  1),
    ('staff_dimension', 'level',           '层级',           'level',                    2),
    ('staff_dimension', 'region',          '地区',           'region',                   3),
    ('staff_dimension', 'system',          '系统类别',       'system',                   4),
    ('staff_dimension', 'industry',        '事业单位行业',   'industry of institutions', 5),
    ('staff_dimension', 'post_type',       '编制类别',       'kind of establishment',    6),
    ('staff_dimension', 'sex',             '性别',           'sex',                      7),
    ('staff_dimension', 'age_band',        '年龄',           'age',                      8),
    ('staff_dimension', 'age_male',        '年龄结构（男）', 'age of men',               9),
    ('staff_dimension', 'age_female',      '年龄结构（女）', 'age of women',            10),
    ('staff_dimension', 'ethnic',          '民族',           'ethnic group',            11),
    ('staff_dimension', 'politics',        '政治面貌',       'political affiliation',   12),
    ('staff_dimension', 'education',       '学历',           'education',               13),
    ('staff_dimension', 'education_level', '学历层次',       'level of education',      14),
    ('staff_dimension', 'degree',          '学位',           'degree',                  15),
    ('staff_dimension', 'post_rank',       '职务层次',       'rank of post',            16),
    ('staff_dimension', 'ladder',          '岗位类别',       'ladder of grades',        17),
    ('staff_dimension', 'grade',           '职级和岗位等级', 'grade',                   18),
    ('staff_dimension', 'title_level',     '职称',           'professional title',      19),
    ('staff_dimension', 'status',          '人员状态',       'status',                  20);

INSERT INTO report (name, span, number, title_zh, title_en, measure, paper, sort, function) VALUES
    ('annual_organ',             'year', '年表1',  '党政群机关机构编制情况',     'organs: bodies and establishment',            '单位：个、名', 'A3', 101, 'annual_organ_of'),
    ('annual_organ_staff',       'year', '年表2',  '机关实有人员构成情况',       'organs: people',                              '单位：人',     'A3', 102, 'annual_organ_staff_of'),
    ('annual_institution',       'year', '年表3',  '事业单位机构编制情况',       'institutions: bodies and establishment',      '单位：个、名', 'A3', 103, 'annual_institution_of'),
    ('annual_institution_staff', 'year', '年表4',  '事业单位实有人员构成情况',   'institutions: people',                        '单位：人',     'A3', 104, 'annual_institution_staff_of'),
    ('annual_political_legal',   'year', '年表5',  '政法专项编制情况',           'political-legal establishment',               '单位：个、名', 'A3', 105, 'annual_political_legal_of'),
    ('annual_township',          'year', '年表6',  '苏木乡镇（街道）机构编制情况', 'townships and subdistricts',                '单位：个、名', 'A3', 106, 'annual_township_of'),
    ('annual_retired',           'year', '年表7',  '离退休人员情况',             'retired people',                              '单位：人',     'A4', 107, 'annual_retired_of'),
    ('annual_off_establishment', 'year', '年表8',  '编外用工情况',               'off-establishment staff',                     '单位：名',     'A4', 108, 'annual_off_establishment_of'),
    ('annual_ceiling',           'year', '年表9',  '编制总额对照情况',           'establishment against ceilings',              '单位：名',     'A4', 109, 'annual_ceiling_of'),
    ('annual_unit_change',       'year', '年表10', '机构变动情况',               'changes of bodies',                           '单位：个',     'A3', 110, 'annual_unit_change_of');
