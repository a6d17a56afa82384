-- 10_region_document: the regions of the Hinggan book and the documents that everything rests on.
--
-- From the seed: the league, its reform of 2018-2019, and the title 《兴安盟机构改革方案》.
-- From GB/T 2260: the six-digit codes and names of the league and its banners, cities and county.
-- Synthetic: every document number (the character 示 in it says so), every date of issue, every other title; the level
-- is that of the authority that approved, not of the office that issued.
-- From memory, not checked against GB/T 10114: the last three digits of the four towns.
--
-- Needs a book made by  SELECT bianzhi.create_book('xingan', '152200', '兴安盟机构编制台账')
-- and search_path = <book>, bianzhi, pg_temp.  See README.md of this folder.

INSERT INTO region (code, name, parent, level)
VALUES ('152200', '兴安盟', NULL, 'prefecture')
ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level;

INSERT INTO region (code, name, parent, level) VALUES
    ('152201', '乌兰浩特市',     '152200', 'county'),
    ('152202', '阿尔山市',       '152200', 'county'),
    ('152221', '科尔沁右翼前旗', '152200', 'county'),
    ('152222', '科尔沁右翼中旗', '152200', 'county'),
    ('152223', '扎赉特旗',       '152200', 'county'),
    ('152224', '突泉县',         '152200', 'county');

INSERT INTO region (code, name, parent, level) VALUES
    ('152221100', '科尔沁镇',   '152221', 'township'),
    ('152222100', '巴彦呼舒镇', '152222', 'township'),
    ('152223100', '音德尔镇',   '152223', 'township'),
    ('152224100', '突泉镇',     '152224', 'township');

SELECT record_document(number => number, issued_on => issued_on::date, title => title, issuer => issuer, kind => kind, level => level)
FROM (VALUES
    ('内机编示〔1980〕1号', '1980-07-26', 'notice',   'province', '内蒙古自治区机构编制委员会', '关于下达兴安盟编制和领导职数总额的通知（示例，文号虚构）'),
    ('兴机编示〔1980〕1号', '1980-10-01', 'opening',  'province', '兴安盟机构编制委员会', '兴安盟机构、编制和领导职数底数（经自治区核定，示例，文号虚构）'),
    ('兴机编示〔2012〕8号', '2012-05-18', 'approval', 'prefecture', '兴安盟机构编制委员会', '关于历史超编人员消化安排的批复（示例，文号虚构）'),
    ('兴机编示〔2017〕6号', '2017-06-20', 'notice',   'prefecture', '兴安盟机构编制委员会', '关于建立引进人才专项事业编制“周转池”的通知（示例，文号虚构）'),
    ('兴机编示〔2018〕12号', '2018-12-20', 'approval', 'prefecture', '中共兴安盟委机构编制委员会', '关于核定盟直部门和内设机构领导职数的批复（示例，文号虚构）'),
    ('兴党发示〔2019〕1号', '2019-01-10', 'plan',     'province', '中共兴安盟委、兴安盟行政公署', '兴安盟机构改革方案（经自治区党委、人民政府批准，文号虚构）'),
    ('兴机编示〔2019〕2号', '2019-01-18', 'approval', 'prefecture', '中共兴安盟委机构编制委员会', '关于新组建部门编制划转和重点部门增编的批复（示例，文号虚构）'),
    ('兴机编示〔2019〕5号', '2019-02-26', 'approval', 'prefecture', '中共兴安盟委机构编制委员会', '关于撤一设一设立盟森林草原防火站、盟防汛抗旱调度（信息）中心的批复（示例，文号虚构）'),
    ('兴党干示〔2019〕3号', '2019-03-05', 'appointment', 'prefecture', '中共兴安盟委员会', '关于新组建部门领导任职的通知（示例，文号虚构）')
) AS sample (number, issued_on, kind, level, issuer, title);

-- One order of enrolments a year, one order of departures a year.
SELECT record_document(number => '兴编列示〔' || year || '〕1号', issued_on => make_date(year, 1, 1), kind => 'personnel',
                       title => year || '年人员列编（示例，文号虚构）', issuer => '兴安盟机构编制委员会办公室')
FROM generate_series(1981, 2018) AS year;

SELECT record_document(number => '兴编减示〔' || year || '〕1号', issued_on => make_date(year, 1, 1), kind => 'personnel',
                       title => year || '年人员出编（示例，文号虚构）', issuer => '兴安盟机构编制委员会办公室')
FROM generate_series(2015, 2018) AS year;

-- One order of appointments a year.
SELECT record_document(number => '兴党干示〔' || year || '〕1号', issued_on => make_date(year, 1, 1), kind => 'appointment',
                       title => year || '年干部任免（示例，文号虚构）', issuer => '中共兴安盟委员会')
FROM generate_series(2012, 2018) AS year;

-- The year 2019: a document for what came and one for what went, each month.
SELECT record_document(number => list.prefix || '〔2019〕' || (100 + month) || '号', issued_on => make_date(2019, month, 1), kind => 'personnel',
                       title => '2019年' || month || '月人员' || list.word || '（示例，文号虚构）', issuer => '中共兴安盟委机构编制委员会办公室')
FROM generate_series(1, 12) AS month, (VALUES ('兴编列示', '列编'), ('兴编减示', '出编')) AS list (prefix, word);
