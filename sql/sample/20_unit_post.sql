-- 20_unit_post: the bodies and divisions as they stood at the end of 2018, and the posts they held.
--
-- From the seed: that 水务局, 林业局 and the two headquarters (防汛抗旱指挥部, 森林防火指挥部) stood before the reform;
-- 编办, 组织部, 人力资源和社会保障局; divisions ≤ 2/3 of the counterpart's; every department has either an organ
-- Party committee with one full-time deputy secretary (正科) or a 机关党建人事科; chiefs and deputies of divisions
-- about 3:1; a pool of 100 posts for talent, funded from institution establishment, for full institutions.
-- Synthetic: every number of posts, all divisions, dates of establishment, counterparts' numbers, credit codes,
-- and the other bodies (a plausible set of the usual ones; not a statement about the real ones).
--
-- Size: sample.people and sample.units (settings of the session, see README.md).  Organs keep their posts;
-- institutions grow with sample.people; when sample.units exceeds the bodies listed here, schools, health
-- centres and service stations are added in the banners and share the rest.

-- posts: kinds of establishment and the leadership posts of the body itself.
-- A body of rank chu gets one chief and two to four deputies, one of rank ke one chief and two deputies,
-- unless posts says otherwise.
CREATE TEMP TABLE sample_body AS
SELECT row_number() OVER () AS n, *
FROM (VALUES
    -- league organs
    ('兴安盟纪律检查委员会监察委员会', '盟纪委监委', 'discipline_organ', 'supervision', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区纪委监委', 24, '办公室/组织部/宣传部/党风政风监督室/案件监督管理室/信访室/第一监督检查室/第二监督检查室/第三审查调查室/第四审查调查室/案件审理室/纪检监察干部监督室',
     '{"13": 62, "15": 4, "403": 1, "414": 3, "203": 0, "214": 0}'),
    ('中国共产党兴安盟委员会办公室', '盟委办', 'organ', 'party', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区党委办公厅', 18, '综合科/秘书科/信息科/督查科/法规科/机要科/保密科/行政科', '{"11": 44, "15": 6, "222": 2}'),
    ('中国共产党兴安盟委员会组织部', '盟委组织部', 'organ', 'party', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区党委组织部', 20, '办公室/组织科/干部一科/干部二科/公务员管理科/人才科/干部监督科/干部教育科', '{"11": 42, "15": 2}'),
    ('中国共产党兴安盟委员会宣传部', '盟委宣传部', 'organ', 'party', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区党委宣传部', 16, '办公室/理论科/新闻科/文艺科/精神文明建设科/网络信息管理科', '{"11": 30, "15": 2}'),
    ('中国共产党兴安盟委员会统一战线工作部', '盟委统战部', 'organ', 'party', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区党委统战部', 12, '办公室/党派科/民族宗教科/侨务科', '{"11": 22, "15": 1}'),
    ('中国共产党兴安盟委员会机构编制委员会办公室', '盟委编办', 'organ', 'party', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区党委编办', 12, '综合科/党政机关编制科/旗县市编制科/事业单位编制科/监督检查科', '{"11": 24, "15": 1}'),
    ('内蒙古自治区人民代表大会常务委员会兴安盟工作委员会', '盟人大工委', 'organ', 'congress', 'dispatched_organ', 'chu', '152200', NULL,
     'section', '内蒙古自治区人大常委会', 14, '办公室/法制工作科/财经工作科/代表联络科', '{"11": 24, "15": 3}'),
    ('中国人民政治协商会议内蒙古自治区委员会兴安盟工作委员会', '盟政协工委', 'organ', 'cppcc', 'dispatched_organ', 'chu', '152200', NULL,
     'section', '内蒙古自治区政协', 14, '办公室/提案科/文史科/委员联络科', '{"11": 22, "15": 3}'),
    ('兴安盟行政公署办公室', '行署办', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区人民政府办公厅', 24, '综合一科/综合二科/秘书科/督查科/信息科/政务公开科/外事科/法规科/行政科', '{"11": 60, "15": 8, "221": 1, "222": 4, "91": 20}'),
    ('兴安盟发展和改革委员会', '盟发改委', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区发展和改革委员会', 24, '办公室/综合科/投资科/产业科/价格管理科/能源科/社会发展科/地区经济科/粮食和物资储备科', '{"11": 42, "15": 3, "226": 1}'),
    ('兴安盟教育局', '盟教育局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区教育厅', 20, '办公室/基础教育科/职业教育科/民族教育科/计划财务科/教师工作科/教育督导科', '{"11": 28, "15": 2}'),
    ('兴安盟工业和信息化局', '盟工信局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区工业和信息化厅', 18, '办公室/经济运行科/规划投资科/节能科/中小企业科/信息化科', '{"11": 28, "15": 2, "226": 1}'),
    ('兴安盟民族事务委员会', '盟民委', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区民族事务委员会', 10, '办公室/政策法规科/经济发展科/语言文字科', '{"11": 18, "15": 1}'),
    ('兴安盟公安局', '盟公安局', 'political_legal_organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区公安厅', 30, '办公室/指挥中心/国内安全保卫支队/经济犯罪侦查支队/治安管理支队/刑事侦查支队/出入境管理支队/网络安全保卫支队/法制支队/交通管理支队/禁毒支队/警务保障科/科技信息化科', '{"12": 168, "15": 10, "227": 1, "91": 80}'),
    ('兴安盟民政局', '盟民政局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区民政厅', 18, '办公室/社会救助科/基层政权科/区划地名科/社会事务科/养老服务科', '{"11": 34, "15": 2}'),
    ('兴安盟司法局', '盟司法局', 'political_legal_organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区司法厅', 20, '办公室/立法科/行政复议科/普法科/社区矫正科/公共法律服务科/律师公证科', '{"11": 12, "12": 24, "15": 2, "228": 1}'),
    ('兴安盟财政局', '盟财政局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区财政厅', 26, '办公室/预算科/国库科/综合科/税政法规科/行政政法科/教科文科/社会保障科/农牧业科/资产管理科/监督科', '{"11": 48, "15": 3, "225": 1}'),
    ('兴安盟人力资源和社会保障局', '盟人社局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区人力资源和社会保障厅', 26, '办公室/就业促进科/事业单位人事管理科/专业技术人员管理科/工资福利科/养老保险科/劳动关系科/仲裁科', '{"11": 56, "15": 3}'),
    ('兴安盟自然资源局', '盟自然资源局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区自然资源厅', 22, '办公室/规划科/耕地保护科/用途管制科/确权登记科/矿产资源科/执法科', '{"11": 32, "15": 2, "226": 1}'),
    ('兴安盟住房和城乡建设局', '盟住建局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区住房和城乡建设厅', 16, '办公室/建筑市场科/城市建设科/村镇建设科/房地产科/质量安全科', '{"11": 28, "15": 2, "226": 1}'),
    ('兴安盟交通运输局', '盟交通局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区交通运输厅', 16, '办公室/规划科/建设管理科/运输管理科/安全科', '{"11": 26, "15": 2, "226": 1}'),
    ('兴安盟水务局', '盟水务局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区水利厅', 18, '办公室/规划计划科/水资源科/水土保持科/建设管理科', '{"11": 28, "15": 2, "226": 1}'),
    ('兴安盟农牧局', '盟农牧局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区农牧厅', 24, '办公室/种植业科/畜牧业科/兽医科/农村牧区经济科/农产品质量安全科/科技教育科/计划财务科', '{"11": 40, "15": 3}'),
    ('兴安盟文化旅游体育局', '盟文旅体局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区文化和旅游厅', 18, '办公室/公共服务科/艺术科/旅游产业科/文物科/体育科', '{"11": 26, "15": 2}'),
    ('兴安盟卫生健康委员会', '盟卫健委', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区卫生健康委员会', 22, '办公室/规划财务科/医政医管科/疾病预防控制科/基层卫生科/妇幼健康科/蒙医中医科', '{"11": 36, "15": 2}'),
    ('兴安盟审计局', '盟审计局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区审计厅', 18, '办公室/法规审理科/财政审计科/行政事业审计科/固定资产投资审计科/经济责任审计科', '{"11": 28, "15": 1, "225": 1}'),
    ('兴安盟市场监督管理局', '盟市场监管局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区市场监督管理局', 28, '办公室/法规科/登记注册科/信用监管科/价格监督检查科/质量管理科/食品安全科/药品监管科/特种设备科', '{"11": 50, "15": 4}'),
    ('兴安盟林业局', '盟林业局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区林业厅', 16, '办公室/造林科/资源林政科/草原监管科/野生动植物保护科', '{"11": 30, "15": 3, "226": 1}'),
    ('兴安盟安全生产监督管理局', '盟安监局', 'organ', 'government', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区安全生产监督管理局', 12, '办公室/综合协调科/矿山安全科/危险化学品科', '{"11": 22, "15": 2}'),
    ('兴安盟扶贫开发办公室', '盟扶贫办', 'organ', 'government', 'affiliated_organ', 'chu', '152200', NULL,
     'section', '内蒙古自治区扶贫开发办公室', 12, '综合科/项目科/社会扶贫科/考核督查科', '{"11": 18, "15": 1}'),
    ('兴安盟中级人民法院', '盟中级法院', 'political_legal_organ', 'court', 'working_department', 'chu', '152200', NULL,
     'committee', '内蒙古自治区高级人民法院', 24, '办公室/立案庭/刑事审判第一庭/刑事审判第二庭/民事审判第一庭/民事审判第二庭/行政审判庭/审判监督庭/执行局/法警支队', '{"12": 92, "15": 6, "227": 1}'),
    ('内蒙古自治区人民检察院兴安盟分院', '盟检察分院', 'political_legal_organ', 'procuratorate', 'dispatched_organ', 'chu', '152200', NULL,
     'committee', '内蒙古自治区人民检察院', 22, '办公室/第一检察部/第二检察部/第三检察部/第四检察部/案件管理办公室/检务保障部', '{"12": 70, "15": 5, "227": 1}'),
    ('兴安盟总工会', '盟总工会', 'mass_organization', 'mass_organization', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区总工会', 12, '办公室/组织民管科/权益保障科/经费审查科', '{"11": 16, "15": 2}'),
    ('兴安盟工商业联合会', '盟工商联', 'mass_organization', 'democratic_party', 'working_department', 'chu', '152200', NULL,
     'section', '内蒙古自治区工商业联合会', 8, '办公室/会员科/经济服务科', '{"11": 10, "15": 1}'),
    -- deliberative bodies: no posts of their own
    ('兴安盟防汛抗旱指挥部', '盟防指', 'deliberative_body', 'government', NULL, NULL, '152200', '兴安盟水务局',
     NULL, NULL, NULL, NULL, '{}'),
    ('兴安盟森林防火指挥部', '盟森防指', 'deliberative_body', 'government', NULL, NULL, '152200', '兴安盟林业局',
     NULL, NULL, NULL, NULL, '{}'),
    -- league institutions
    ('兴安盟森林防火指挥部办公室', '盟森防办', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟林业局',
     NULL, NULL, NULL, NULL, '{"22": 14}'),
    ('兴安盟防汛抗旱指挥部办公室', '盟防汛办', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟水务局',
     NULL, NULL, NULL, NULL, '{"22": 12}'),
    ('中国共产党兴安盟委员会党校', '盟委党校', 'reference_institution', 'party', 'unclassified', 'chu', '152200', '中国共产党兴安盟委员会组织部',
     NULL, NULL, NULL, '教务科/科研科/学员科/行政科', '{"21": 48, "15": 2}'),
    ('兴安盟社会保险事业管理局', '盟社保局', 'reference_institution', 'government', 'administrative_function', 'fuchu', '152200', '兴安盟人力资源和社会保障局',
     NULL, NULL, NULL, '综合科/养老保险科/基金财务科/稽核科', '{"21": 42, "15": 1, "204": 1, "215": 2, "203": 0, "214": 0}'),
    ('兴安盟人民医院', '盟医院', 'institution', 'government', 'welfare_2', 'chu', '152200', '兴安盟卫生健康委员会',
     NULL, NULL, NULL, '办公室/医务科/护理部/内科/外科/妇产科/儿科/急诊科/医学影像科/检验科/药剂科', '{"23": 420, "25": 30, "229": 1, "404": 1, "91": 120}'),
    ('兴安职业技术学院', '兴安职院', 'institution', 'government', 'welfare_2', 'chu', '152200', '兴安盟教育局',
     NULL, NULL, NULL, '党政办公室/教务处/学生处/科研处/农牧系/机电系/教育系/信息系', '{"22": 230, "229": 1, "230": 1, "404": 1}'),
    ('兴安盟实验中学', '盟实验中学', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟教育局',
     NULL, NULL, NULL, NULL, '{"22": 150, "231": 1}'),
    ('兴安盟蒙古族中学', '盟蒙古族中学', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟教育局',
     NULL, NULL, NULL, NULL, '{"22": 110, "231": 1}'),
    ('兴安盟疾病预防控制中心', '盟疾控中心', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟卫生健康委员会',
     NULL, NULL, NULL, NULL, '{"22": 64}'),
    ('兴安盟农牧科学研究所', '盟农科所', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟农牧局',
     NULL, NULL, NULL, NULL, '{"22": 52}'),
    ('兴安盟大数据中心', '盟大数据中心', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟工业和信息化局',
     NULL, NULL, NULL, NULL, '{"22": 20}'),
    ('兴安盟水利勘测设计院', '盟水利设计院', 'institution', 'government', 'welfare_2', 'ke', '152200', '兴安盟水务局',
     NULL, NULL, NULL, NULL, '{"23": 26, "24": 10}'),
    ('兴安盟不动产登记中心', '盟不动产中心', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟自然资源局',
     NULL, NULL, NULL, NULL, '{"22": 24}'),
    ('兴安盟广播电视台', '盟广电台', 'institution', 'party', 'welfare_2', 'chu', '152200', '中国共产党兴安盟委员会宣传部',
     NULL, NULL, NULL, NULL, '{"22": 60, "23": 40}'),
    ('兴安盟机关事务服务中心', '盟机关事务中心', 'institution', 'government', 'welfare_1', 'ke', '152200', '兴安盟行政公署办公室',
     NULL, NULL, NULL, NULL, '{"22": 34, "91": 40}'),
    -- banners, cities and county: the office of the government and one institution each, four towns
    ('乌兰浩特市人民政府办公室', '乌市府办', 'organ', 'government', 'working_department', 'ke', '152201', NULL, 'section', NULL, NULL, NULL, '{"11": 26, "15": 3}'),
    ('阿尔山市人民政府办公室', '阿市府办', 'organ', 'government', 'working_department', 'ke', '152202', NULL, 'section', NULL, NULL, NULL, '{"11": 20, "15": 2}'),
    ('科尔沁右翼前旗人民政府办公室', '前旗府办', 'organ', 'government', 'working_department', 'ke', '152221', NULL, 'section', NULL, NULL, NULL, '{"11": 24, "15": 3}'),
    ('科尔沁右翼中旗人民政府办公室', '中旗府办', 'organ', 'government', 'working_department', 'ke', '152222', NULL, 'section', NULL, NULL, NULL, '{"11": 24, "15": 3}'),
    ('扎赉特旗人民政府办公室', '扎旗府办', 'organ', 'government', 'working_department', 'ke', '152223', NULL, 'section', NULL, NULL, NULL, '{"11": 24, "15": 2}'),
    ('突泉县人民政府办公室', '突泉府办', 'organ', 'government', 'working_department', 'ke', '152224', NULL, 'section', NULL, NULL, NULL, '{"11": 22, "15": 2}'),
    ('乌兰浩特市第一小学', '乌市一小', 'institution', 'government', 'welfare_1', 'gu', '152201', NULL, NULL, NULL, NULL, NULL, '{"22": 62}'),
    ('阿尔山市人民医院', '阿市医院', 'institution', 'government', 'welfare_2', 'ke', '152202', NULL, NULL, NULL, NULL, NULL, '{"23": 54}'),
    ('科尔沁右翼前旗第一中学', '前旗一中', 'institution', 'government', 'welfare_1', 'ke', '152221', NULL, NULL, NULL, NULL, NULL, '{"22": 76}'),
    ('科尔沁右翼中旗蒙医医院', '中旗蒙医院', 'institution', 'government', 'welfare_2', 'ke', '152222', NULL, NULL, NULL, NULL, NULL, '{"23": 58}'),
    ('扎赉特旗第一中学', '扎旗一中', 'institution', 'government', 'welfare_1', 'ke', '152223', NULL, NULL, NULL, NULL, NULL, '{"22": 72}'),
    ('突泉县农牧业技术推广中心', '突泉农技中心', 'institution', 'government', 'welfare_1', 'gu', '152224', NULL, NULL, NULL, NULL, NULL, '{"22": 36, "24": 6}'),
    ('科尔沁镇人民政府', '科尔沁镇', 'township', 'township', NULL, 'ke', '152221100', NULL, NULL, NULL, NULL, NULL, '{"11": 32, "15": 2, "205": 2, "216": 5}'),
    ('巴彦呼舒镇人民政府', '巴彦呼舒镇', 'township', 'township', NULL, 'ke', '152222100', NULL, NULL, NULL, NULL, NULL, '{"11": 32, "15": 2, "205": 2, "216": 5}'),
    ('音德尔镇人民政府', '音德尔镇', 'township', 'township', NULL, 'ke', '152223100', NULL, NULL, NULL, NULL, NULL, '{"11": 30, "15": 2, "205": 2, "216": 5}'),
    ('突泉镇人民政府', '突泉镇', 'township', 'township', NULL, 'ke', '152224100', NULL, NULL, NULL, NULL, NULL, '{"11": 30, "15": 2, "205": 2, "216": 5}')
) AS body (name, short_name, class, system, category, rank, region, supervisor,
           party_body, counterpart, counterpart_divisions, divisions, posts);

-- Further bodies of a larger book; they take the numbers that the list leaves free.
INSERT INTO sample_body (n, name, short_name, class, system, category, rank, region, posts)
SELECT named.n + i, region.name || kind.name_before || i || kind.name_after, NULL, 'institution', 'government',
       kind.category, 'gu', region.code, '{}'
FROM (SELECT count(*) AS n FROM sample_body) AS named,
     generate_series(1, coalesce(nullif(current_setting('sample.units', true), ''), '0')::int - named.n) AS i
     JOIN (SELECT row_number() OVER (ORDER BY code) - 1 AS k, code, name FROM region WHERE level = 'county') AS region
         ON region.k = i % 6
     JOIN (VALUES (0, '第', '小学', 'welfare_1'), (1, '第', '中学', 'welfare_1'), (2, '第', '卫生院', 'welfare_2'),
                  (3, '第', '综合服务中心', 'welfare_1'), (4, '第', '农牧业服务站', 'welfare_1')) AS kind (k, name_before, name_after, category)
         ON kind.k = i / 6 % 5;

-- Weighted digits as in GB 32100-2015 and GB 11714: synthetic codes with both check characters right.
CREATE FUNCTION pg_temp.sample_credit_code(prefix text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    WITH subject AS (
        SELECT digits, (11 - sum(substr(digits, i, 1)::int * ('{3,7,9,10,5,8,4,2}'::int[])[i]) % 11) AS check_value
        FROM (SELECT lpad(n::text, 8, '0') AS digits) AS padded, generate_series(1, 8) AS i
        GROUP BY digits
    ), body AS (
        SELECT prefix || digits || CASE check_value WHEN 10 THEN 'X' WHEN 11 THEN '0' ELSE check_value::text END AS code
        FROM subject
    )
    SELECT code || substr(alphabet, 1 + ((31 - sum((strpos(alphabet, substr(code, i, 1)) - 1)
                                                  * ('{1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28}'::int[])[i]) % 31) % 31)::int, 1)
    FROM body, (VALUES ('0123456789ABCDEFGHJKLMNPQRTUWXY')) AS a (alphabet), generate_series(1, 17) AS i
    GROUP BY code, alphabet
$$;

-- Numbered first: a body and the department in charge of it are established by one document, in one statement.
CREATE TEMP TABLE sample_number AS
SELECT nextval(pg_get_serial_sequence('unit', 'id'))::int AS unit_id, n, name
FROM (SELECT n, name FROM sample_body ORDER BY n) AS body;

INSERT INTO unit (id, name, short_name, kind, class, region, system, category, rank, supervisor_id, party_body, counterpart,
                  counterpart_divisions, credit_code, industry, sort, effective_on, document_id)
SELECT number.unit_id, body.name, body.short_name, 'body', body.class, body.region, body.system, body.category, body.rank,
       supervisor.unit_id, body.party_body, body.counterpart, body.counterpart_divisions,
       CASE WHEN body.class <> 'deliberative_body' THEN
           pg_temp.sample_credit_code(CASE WHEN body.class IN ('institution', 'reference_institution') THEN '12'
                                           WHEN body.class = 'mass_organization' THEN '13' ELSE '11' END
                                      || left(body.region, 6), body.n) END::bianzhi.credit_code,
       CASE WHEN body.class IN ('institution', 'reference_institution') THEN
           CASE WHEN body.name ~ '学|党校' AND body.name !~ '科学' THEN 'education' WHEN body.name ~ '医院|卫生|疾病' THEN 'health'
                WHEN body.name ~ '科学研究' THEN 'research' WHEN body.name ~ '广播' THEN 'culture'
                WHEN body.name ~ '农牧|水利' THEN 'agriculture' WHEN body.name ~ '社会保险' THEN 'employment'
                WHEN body.name ~ '防火|防汛' THEN 'emergency' WHEN body.name ~ '数据' THEN 'information'
                WHEN body.name ~ '机关事务' THEN 'logistics' ELSE 'other' END END,
       body.n * 10, '1980-10-01', document.id
FROM sample_body AS body
     JOIN sample_number AS number USING (n)
     LEFT JOIN sample_number AS supervisor ON supervisor.name = body.supervisor
     JOIN document ON document.number = '兴机编示〔1980〕1号'
ORDER BY body.n;

-- Divisions: those named above, then the Party affairs section or committee.  Which of them are services, serve a
-- single purpose or a limited time is made up: candidates for the survey of divisions (seed) to show.
INSERT INTO unit (name, kind, class, parent_id, region, system, category, rank, sort, effective_on, document_id)
SELECT division.name, 'division', unit.class, unit.id, unit.region, unit.system,
       CASE WHEN division.name = '机关党委' THEN 'party_committee' WHEN division.name = '机关党建人事科' THEN 'party_section'
            WHEN division.name IN ('行政科', '警务保障科', '检务保障部') THEN 'internal_service'
            WHEN division.name IN ('外事科', '区划地名科', '价格管理科', '艺术科') THEN 'single_purpose'
            WHEN division.name IN ('社会扶贫科', '移交安置科') THEN 'temporary_section'
            WHEN division.i = 1 THEN 'general_section' ELSE 'business_section' END,
       CASE unit.rank WHEN 'chu' THEN 'ke' WHEN 'fuchu' THEN 'ke' ELSE 'gu' END,
       division.i, unit.effective_on, unit.document_id
FROM sample_body AS body JOIN unit ON unit.name = body.name AND unit.kind = 'body',
     unnest(string_to_array(body.divisions, '/')
            || CASE body.party_body WHEN 'committee' THEN '{机关党委}'::text[] WHEN 'section' THEN '{机关党建人事科}' END)
         WITH ORDINALITY AS division (name, i)
ORDER BY body.n, division.i;

-- What each account is to hold: organs as listed, institutions scaled to the number of people.
CREATE TEMP TABLE sample_quota (unit_id int, region text, post_type int, quantity int);

WITH size AS MATERIALIZED (
    SELECT coalesce(nullif(current_setting('sample.people', true), ''), '3000')::numeric * 1.04 AS target
), listed AS MATERIALIZED (
    SELECT body.name, body.class, post.key::int AS post_type, post.value::int AS quantity
    FROM sample_body AS body, jsonb_each_text(body.posts::jsonb) AS post
), total AS MATERIALIZED (
    SELECT sum(quantity) FILTER (WHERE class <> 'institution') AS organs,
           sum(quantity) FILTER (WHERE class = 'institution') AS institutions,
           (SELECT count(*) FROM sample_body WHERE posts = '{}' AND class = 'institution') AS added
    FROM listed WHERE post_type < 91
), scale AS MATERIALIZED (
    SELECT CASE WHEN added > 0 THEN 1 ELSE greatest((target - organs) / institutions, 0.2) END AS named,
           CASE WHEN added > 0 THEN greatest((target - organs - institutions) / added, 2) END AS mean
    FROM size, total
)
INSERT INTO sample_quota
SELECT unit.id, unit.region, listed.post_type,
       CASE WHEN listed.class = 'institution' AND listed.post_type < 91
            THEN greatest(round(listed.quantity * scale.named), 1) ELSE listed.quantity END
FROM listed JOIN unit ON unit.name = listed.name AND unit.kind = 'body', scale
UNION ALL
SELECT unit.id, unit.region, CASE body.category WHEN 'welfare_2' THEN 23 ELSE 22 END,
       greatest(round(scale.mean * (50 + body.n * 37 % 101) / 100.0), 1)
FROM sample_body AS body JOIN unit ON unit.name = body.name AND unit.kind = 'body', scale
WHERE body.posts = '{}' AND body.class = 'institution';

-- Leaders of bodies: one chief; deputies by size, in institutions so that with Party secretaries they stay within
-- leadership_standard; the full-time deputy secretary where there is a Party committee.
INSERT INTO sample_quota
SELECT unit.id, unit.region, post.type, post.quantity
FROM sample_body AS body
     JOIN unit ON unit.name = body.name AND unit.kind = 'body'
     JOIN (SELECT unit_id, sum(quantity) AS posts FROM sample_quota WHERE post_type < 91 GROUP BY unit_id) AS size
         ON size.unit_id = unit.id,
     LATERAL (VALUES (CASE body.rank WHEN 'chu' THEN 203 WHEN 'ke' THEN 205 WHEN 'gu' THEN 207 END, 1),
                     (CASE body.rank WHEN 'chu' THEN 214 WHEN 'ke' THEN 216 WHEN 'gu' THEN 218 END,
                      CASE WHEN body.rank = 'gu' THEN 1
                           WHEN body.class IN ('institution', 'reference_institution') THEN
                               greatest(1, CASE WHEN size.posts <= 10 THEN 1 WHEN size.posts <= 50 THEN 2 WHEN size.posts <= 100 THEN 3 ELSE 4 END
                                           - (SELECT count(*) FROM sample_quota AS secretary
                                              WHERE secretary.unit_id = unit.id AND secretary.post_type IN (229, 230, 231)))
                           WHEN size.posts >= 100 THEN 4 WHEN size.posts >= 20 THEN 3 ELSE 2 END),
                     (CASE WHEN body.party_body = 'committee' THEN 224 END, 1)) AS post (type, quantity)
WHERE post.type IS NOT NULL AND NOT body.posts::jsonb ? post.type::text;

-- Leaders of divisions: a chief each, and a deputy in every third (正副科级 about 3:1).
INSERT INTO sample_quota
SELECT id, region, CASE rank WHEN 'ke' THEN 305 ELSE 307 END, 1 FROM unit WHERE kind = 'division' AND category <> 'party_committee'
UNION ALL
SELECT id, region, CASE rank WHEN 'ke' THEN 316 ELSE 318 END, 1
FROM (SELECT id, region, rank, row_number() OVER (PARTITION BY parent_id ORDER BY sort) AS i
      FROM unit WHERE kind = 'division' AND category <> 'party_committee') AS division
WHERE i % 3 = 2;

DELETE FROM sample_quota WHERE quantity = 0;

-- The region gets what its bodies hold and a reserve: in the league for the reform and for the pool.
SELECT grant_ceiling(region => region, post_type => post_type::text, quantity => (sum(quantity)
           + CASE WHEN post_type IN (21, 23, 24, 25, 91) THEN 0
                  WHEN region <> '152200' THEN 2
                  WHEN post_type = 11 THEN 40
                  WHEN post_type = 22 THEN 160
                  WHEN post_type IN (305, 316) THEN 20
                  WHEN post_type IN (203, 205, 214, 216) THEN 10
                  WHEN post_type > 200 THEN 1
                  ELSE 5 END)::int,
           document => '内机编示〔1980〕1号', effective_on => '1980-07-26')
FROM sample_quota
GROUP BY region, post_type
ORDER BY region, post_type;

-- One entry a body or division, a line for each kind of post, the other side in the reserve of its region.
CREATE TEMP TABLE sample_entry AS
SELECT nextval(pg_get_serial_sequence('entry', 'id')) AS entry_id, unit_id
FROM (SELECT DISTINCT unit_id FROM sample_quota ORDER BY unit_id) AS quota;

WITH entry AS (
    INSERT INTO entry (id, kind, document_id, effective_on)
    SELECT sample_entry.entry_id, 'allocation', document.id, '1980-10-01'
    FROM sample_entry, document
    WHERE document.number = '兴机编示〔1980〕1号'
)
INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
SELECT sample_entry.entry_id, line.holder_id, quota.post_type, line.quantity
FROM sample_entry
     JOIN sample_quota AS quota USING (unit_id)
     JOIN holder AS reserve ON reserve.region = quota.region AND reserve.kind = 'reserve',
     LATERAL (VALUES (quota.unit_id, quota.quantity), (reserve.id, -quota.quantity)) AS line (holder_id, quantity)
ORDER BY 1, 2, 3;

-- The pool of the seed: 100 posts of institution establishment, set aside for talent in 2017; how the two sources
-- divide is not in the seed.
SELECT pool_open(name => '引进人才专项事业编制周转池', post_type => '周转编制', region => '152200',
                 document => '兴机编示〔2017〕6号', effective_on => '2017-06-20');

SELECT pool_fund(quantity => quantity, post_type => '22', source => 'reserve:152200', origin => origin,
                 document => '兴机编示〔2017〕6号', effective_on => '2017-06-20')
FROM (VALUES (60, '国有林场改革盘活的事业编制'), (40, '分类推进事业单位改革盘活的事业编制')) AS fund (quantity, origin);

-- Who was charged with what (synthetic wording): what the reform of 2019 moves, and the 测、报、防 of floods and fires.
SELECT record_duty(name => name, unit => unit, field => field, document => '兴机编示〔1980〕1号', effective_on => '1980-10-01')
FROM (VALUES ('防汛抗旱指挥部日常工作',     '盟水务局', 'flood_control'),   ('森林草原防火指挥部日常工作', '盟林业局', 'forest_fire'),
             ('水旱灾害监测预报',           '盟防汛办', 'flood_control'),   ('防汛抗旱调度',               '盟防汛办', 'flood_control'),
             ('森林草原火情监测预警',       '盟森防办', 'forest_fire'),     ('森林草原火灾预防',           '盟森防办', 'forest_fire'),
             ('水旱灾害防治',               '盟水务局', 'flood_control'),   ('水资源管理',                 '盟水务局', 'water'),
             ('水土保持',                   '盟水务局', 'water'),           ('森林资源管理',               '盟林业局', 'forestry'),
             ('草原监督管理',               '盟林业局', 'forestry'),        ('防火队伍建设和火灾防治',     '盟林业局', 'forest_fire'),
             ('安全生产监督管理',           '盟安监局', 'safety'),          ('减灾救灾',                   '盟民政局', 'disaster_relief'),
             ('优抚安置',                   '盟民政局', 'veterans'),        ('医疗救助',                   '盟民政局', 'social_security'),
             ('基本医疗保险和生育保险',     '盟人社局', 'social_security'), ('军转干部安置',               '盟人社局', 'veterans'),
             ('药品和医疗服务价格管理',     '盟发改委', 'social_security')) AS duty (name, unit, field);

DROP TABLE sample_entry, sample_quota, sample_number, sample_body;
DROP FUNCTION pg_temp.sample_credit_code(text, bigint);
