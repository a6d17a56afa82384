-- 30_reform: the reform of the beginning of 2019.
--
-- From the seed: 《兴安盟机构改革方案》; 医疗保障局 and 退役军人事务局 newly formed and, with 扶贫 and 审计, given posts
-- first; the two headquarters move from 水务局 and 林业局 to 应急管理局; 测、报、防 stay with water and forestry: by 撤一设一,
-- from inside their systems, 林业和草原局 gets 森林草原防火站 and 水利局 gets 防汛抗旱调度（信息）中心; Party affairs sections
-- in all of them.
-- Synthetic: all numbers of posts and divisions, which posts came from where, the dates, the credit codes, the wording of
-- duties, that the institutions replaced were the offices of the two headquarters, and
-- that the reform of the other departments is left out (they stand in 20_unit_post as they are after it).

-- Who retires before the reform does so from the old body: until 18 January, in the two that end in February until then.
UPDATE enrolment SET until = person.retire_on, exit_reason = 'retirement', until_document_id = document.id
FROM person, document, unit
WHERE enrolment.person_id = person.id AND enrolment.until IS NULL AND unit.id = enrolment.unit_id
  AND person.retire_on BETWEEN '2019-01-01' AND CASE WHEN unit.short_name IN ('盟森防办', '盟防汛办') THEN date '2019-02-26'
                                                     ELSE '2019-01-18' END
  AND document.number = '兴编减示〔2019〕' || (100 + extract(month FROM person.retire_on)) || '号';

-- The new departments and institutions.
SELECT establish_unit(name => name, short_name => short_name, class => class, kind => 'body', region => '152200',
                      rank => rank, system => 'government', category => category, supervisor => supervisor,
                      credit_code => credit_code, industry => industry, counterpart => counterpart, counterpart_divisions => divisions,
                      party_body => CASE WHEN class = 'organ' THEN 'section' END, replaces => replaces,
                      document => document, effective_on => effective_on::date)
FROM (VALUES
    ('兴安盟医疗保障局',       '盟医保局',   'organ', 'chu', 'working_department', NULL, '11152200900000014X', NULL, '兴党发示〔2019〕1号', '2019-01-18', '内蒙古自治区医疗保障局', 10, NULL),
    ('兴安盟退役军人事务局',   '盟退役军人局', 'organ', 'chu', 'working_department', NULL, '11152200900000022Q', NULL, '兴党发示〔2019〕1号', '2019-01-18', '内蒙古自治区退役军人事务厅', 12, NULL),
    ('兴安盟应急管理局',       '盟应急局',   'organ', 'chu', 'working_department', NULL, '11152200900000030K', NULL, '兴党发示〔2019〕1号', '2019-01-18', '内蒙古自治区应急管理厅', 18, NULL),
    ('兴安盟水利局',           '盟水利局',   'organ', 'chu', 'working_department', NULL, '11152200900000049G', NULL, '兴党发示〔2019〕1号', '2019-01-18', '内蒙古自治区水利厅', 18, NULL),
    ('兴安盟林业和草原局',     '盟林草局',   'organ', 'chu', 'working_department', NULL, '11152200900000057B', NULL, '兴党发示〔2019〕1号', '2019-01-18', '内蒙古自治区林业和草原局', 18, NULL),
    ('兴安盟森林草原防火站',   '盟防火站',   'institution', 'ke', 'welfare_1', '盟林草局', '121522009000000653', 'emergency', '兴机编示〔2019〕5号', '2019-02-26', NULL, NULL, '盟森防办'),
    ('兴安盟防汛抗旱调度（信息）中心', '盟防汛调度中心', 'institution', 'ke', 'welfare_1', '盟水利局', '12152200900000073X', 'emergency', '兴机编示〔2019〕5号', '2019-02-26', NULL, NULL, '盟防汛办')
) AS body (name, short_name, class, rank, category, supervisor, credit_code, industry, document, effective_on, counterpart, divisions, replaces);

UPDATE unit SET sort = place.sort
FROM (VALUES ('盟医保局', 301), ('盟退役军人局', 302), ('盟应急局', 303), ('盟水利局', 221), ('盟林草局', 281),
             ('盟防火站', 371), ('盟防汛调度中心', 381)) AS place (short_name, sort)
WHERE unit.short_name = place.short_name;

UPDATE unit SET note = '撤一设一：' || body.note
FROM (VALUES ('盟防火站', '撤销兴安盟森林防火指挥部办公室'), ('盟防汛调度中心', '撤销兴安盟防汛抗旱指挥部办公室')) AS body (short_name, note)
WHERE unit.short_name = body.short_name;

-- Divisions, in the order of the lists.
SELECT establish_unit(name => division, class => 'organ', parent => body, kind => 'division', rank => 'ke', system => 'government',
                      category => CASE division WHEN '机关党建人事科' THEN 'party_section' WHEN '办公室' THEN 'general_section'
                                                WHEN '移交安置科' THEN 'temporary_section' ELSE 'business_section' END,
                      document => '兴机编示〔2019〕2号', effective_on => '2019-01-18')
FROM (VALUES ('盟医保局',     '{办公室,待遇保障科,医药服务管理科,基金监管科,机关党建人事科}'::text[]),
             ('盟退役军人局', '{办公室,思想政治科,移交安置科,就业创业科,拥军优抚科,机关党建人事科}'),
             ('盟应急局',     '{办公室,应急指挥科,火灾防治管理科,防汛抗旱科,矿山安全科,危险化学品科,减灾救灾科,机关党建人事科}'),
             ('盟水利局',     '{办公室,规划计划科,水资源科,水土保持科,建设管理科,机关党建人事科}'),
             ('盟林草局',     '{办公室,生态修复科,森林资源科,草原管理科,野生动植物保护科,机关党建人事科}')) AS list (body, divisions),
     unnest(divisions) AS division;

UPDATE unit SET sort = place.i
FROM (SELECT id, row_number() OVER (PARTITION BY parent_id ORDER BY id) AS i
      FROM unit WHERE kind = 'division' AND effective_on >= '2019-01-01') AS place
WHERE unit.id = place.id;

-- What moves where between the departments.
CREATE TEMP TABLE sample_move AS
SELECT move.i, source.id AS from_id, target.id AS to_id, move.post_type, move.quantity
FROM (VALUES (1, '盟水务局', '盟水利局', 11, 26),  (2, '盟水务局', '盟应急局', 11, 2),   (3, '盟水务局', '盟水利局', 15, 2),
             (4, '盟林业局', '盟林草局', 11, 27),  (5, '盟林业局', '盟应急局', 11, 3),   (6, '盟林业局', '盟林草局', 15, 3),
             (7, '盟农牧局', '盟林草局', 11, 4),   (8, '盟安监局', '盟应急局', 11, 22),  (9, '盟安监局', '盟应急局', 15, 2),
             (10, '盟民政局', '盟应急局', 11, 3),  (11, '盟民政局', '盟退役军人局', 11, 7), (12, '盟民政局', '盟医保局', 11, 2),
             (13, '行署办', '盟应急局', 11, 2),    (14, '盟人社局', '盟医保局', 11, 9),  (15, '盟人社局', '盟退役军人局', 11, 5),
             (16, '盟卫健委', '盟医保局', 11, 5),  (17, '盟发改委', '盟医保局', 11, 2)
     ) AS move (i, from_name, to_name, post_type, quantity)
     JOIN unit AS source ON source.short_name = move.from_name
     JOIN unit AS target ON target.short_name = move.to_name;

-- People go with the posts: as many as posts move, the last to have come first; if fewer are in post, all of them.
CREATE TEMP TABLE sample_moved AS
SELECT enrolment.id, enrolment.person_id, move.from_id, move.to_id
FROM (SELECT *, sum(quantity) OVER (PARTITION BY from_id, post_type ORDER BY i) AS up_to FROM sample_move) AS move
     JOIN (SELECT *, row_number() OVER (PARTITION BY unit_id, post_type ORDER BY effective_on DESC, id) AS place
           FROM enrolment WHERE until IS NULL) AS enrolment
         ON enrolment.unit_id = move.from_id AND enrolment.post_type = move.post_type
            AND enrolment.place > move.up_to - move.quantity AND enrolment.place <= move.up_to;

SELECT move_holdings(from_unit => from_id::text, to_unit => to_id::text, posts => jsonb_object_agg(post_type, quantity),
                     persons => (SELECT array_agg(person_id ORDER BY id) FROM sample_moved AS moved
                                 WHERE moved.from_id = move.from_id AND moved.to_id = move.to_id),
                     document => '兴机编示〔2019〕2号', effective_on => '2019-01-18')
FROM sample_move AS move
GROUP BY from_id, to_id
ORDER BY min(i);

UPDATE enrolment SET division_id = division.ids[1 + moved.n % cardinality(division.ids)]
FROM (SELECT *, row_number() OVER (PARTITION BY to_id ORDER BY id) AS n FROM sample_moved) AS moved
     JOIN (SELECT parent_id, array_agg(id ORDER BY id) AS ids FROM unit WHERE kind = 'division' GROUP BY parent_id) AS division
         ON division.parent_id = moved.to_id
WHERE enrolment.transfer_id = moved.id;

-- Duties follow on the same day, the headquarters and the institutions get their new department in charge.
SELECT assign_duty(duty => duty, unit => unit, document => '兴党发示〔2019〕1号', effective_on => '2019-01-18')
FROM (VALUES ('防汛抗旱指挥部日常工作', '盟应急局'), ('森林草原防火指挥部日常工作', '盟应急局'), ('安全生产监督管理', '盟应急局'),
             ('减灾救灾', '盟应急局'), ('水旱灾害防治', '盟水利局'), ('水资源管理', '盟水利局'), ('水土保持', '盟水利局'),
             ('森林资源管理', '盟林草局'), ('草原监督管理', '盟林草局'), ('防火队伍建设和火灾防治', '盟林草局'),
             ('优抚安置', '盟退役军人局'), ('军转干部安置', '盟退役军人局'), ('医疗救助', '盟医保局'),
             ('基本医疗保险和生育保险', '盟医保局'), ('药品和医疗服务价格管理', '盟医保局')) AS handover (duty, unit);

SELECT transfer_unit(unit => unit, supervisor => supervisor, document => '兴党发示〔2019〕1号', effective_on => '2019-01-18')
FROM (VALUES ('盟防指', '盟应急局'), ('盟森防指', '盟应急局'), ('盟水利设计院', '盟水利局'), ('盟防汛办', '盟水利局'),
             ('盟森防办', '盟林草局')) AS move (unit, supervisor);

-- The abolished departments give back their leadership posts and end; their successors take their place.
SELECT reduce_posts(unit => unit.id::text, post_type => account.post_type::text, quantity => account.approved,
                    document => '兴党发示〔2019〕1号', effective_on => '2019-01-18')
FROM unit AS root
     JOIN unit ON unit.id = root.id OR unit.parent_id = root.id
     JOIN account ON account.holder_id = unit.id AND account.approved > 0
WHERE root.short_name IN ('盟水务局', '盟林业局', '盟安监局')
ORDER BY unit.id, account.post_type;

SELECT abolish_unit(unit => unit, document => '兴党发示〔2019〕1号', effective_on => '2019-01-18', successor => successor, with_divisions => true)
FROM (VALUES ('盟水务局', '盟水利局'), ('盟林业局', '盟林草局'), ('盟安监局', '盟应急局')) AS body (unit, successor);

-- 撤一设一: all that the two offices had goes to the station and the centre, with the 测、报、防; the centre also gets two
-- posts, and who fills them, from an institution of the same department.  The establishment of the system stays.
SELECT move_holdings(from_unit => old.id::text, to_unit => new.id::text,
                     posts => (SELECT jsonb_object_agg(post_type, approved) FROM account WHERE holder_id = old.id AND approved > 0),
                     persons => (SELECT array_agg(person_id ORDER BY id) FROM enrolment WHERE unit_id = old.id AND until IS NULL),
                     document => '兴机编示〔2019〕5号', effective_on => '2019-02-26')
FROM unit AS new JOIN unit AS old ON old.id = new.replaces_id
WHERE new.short_name IN ('盟防火站', '盟防汛调度中心')
ORDER BY new.id;

SELECT move_holdings(from_unit => '盟水利设计院', to_unit => '盟防汛调度中心', posts => '{"23": 2}',
                     persons => (SELECT array_agg(person_id)
                                 FROM (SELECT person_id FROM enrolment
                                       WHERE unit_id = unit_ref('盟水利设计院') AND post_type = 23 AND until IS NULL
                                       ORDER BY effective_on DESC, id LIMIT 2) AS last_come),
                     document => '兴机编示〔2019〕5号', effective_on => '2019-02-26');

SELECT assign_duty(duty => duty, unit => unit, document => '兴机编示〔2019〕5号', effective_on => '2019-02-26')
FROM (VALUES ('水旱灾害监测预报', '盟防汛调度中心'), ('防汛抗旱调度', '盟防汛调度中心'),
             ('森林草原火情监测预警', '盟防火站'), ('森林草原火灾预防', '盟防火站')) AS handover (duty, unit);

SELECT abolish_unit(unit => unit, document => '兴机编示〔2019〕5号', effective_on => '2019-02-26')
FROM (VALUES ('盟森防办'), ('盟防汛办')) AS body (unit);

-- Posts from the reserve: newly formed departments and 扶贫, 审计 first (seed).
SELECT allocate(unit => unit, post_type => post_type::text, quantity => quantity, document => document, effective_on => effective_on::date)
FROM (VALUES ('盟医保局', 11, 6, '兴机编示〔2019〕2号', '2019-01-18'),     ('盟医保局', 15, 1, '兴机编示〔2019〕2号', '2019-01-18'),
             ('盟退役军人局', 11, 8, '兴机编示〔2019〕2号', '2019-01-18'), ('盟退役军人局', 15, 1, '兴机编示〔2019〕2号', '2019-01-18'),
             ('盟扶贫办', 11, 4, '兴机编示〔2019〕2号', '2019-01-18'),     ('盟审计局', 11, 4, '兴机编示〔2019〕2号', '2019-01-18')
     ) AS grants (unit, post_type, quantity, document, effective_on);

-- Leadership posts of the new bodies: a chief in every division, a deputy in those named (about 3:1).
SELECT allocate(unit => unit.id::text, post_type => post.type::text, quantity => post.quantity,
                document => document.number, effective_on => unit.effective_on)
FROM unit
     JOIN document ON document.number = '兴机编示〔2019〕2号'
     CROSS JOIN LATERAL (
         SELECT * FROM (VALUES (203, 1), (214, 3), (226, 1)) AS organ (type, quantity)
         WHERE unit.class = 'organ' AND unit.kind = 'body' AND (type <> 226 OR unit.short_name IN ('盟水利局', '盟林草局', '盟应急局'))
         UNION ALL
         SELECT 305, 1 WHERE unit.kind = 'division'
         UNION ALL
         SELECT 316, 1 WHERE unit.kind = 'division' AND unit.name IN ('办公室', '待遇保障科', '移交安置科', '应急指挥科', '防汛抗旱科', '水资源科', '森林资源科')
     ) AS post
WHERE unit.effective_on >= '2019-01-01'
ORDER BY unit.id, post.type;

-- From now on a new institution of the league or below replaces an old one, or is refused.
INSERT INTO rule (code, region, mode, level, params, basis, name_zh, name_en)
SELECT code, '152200', 'block', 'error', '{"since": "2019-01-01"}', '兴安盟机构改革：按照“撤一设一”原则优化事业单位设置〔通行做法〕', name_zh, name_en
FROM rule WHERE code = 'replace_one_for_one' AND region = '';

DROP TABLE sample_moved, sample_move;
