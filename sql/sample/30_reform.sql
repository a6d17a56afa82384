-- 30_reform: the reform of the beginning of 2019.
--
-- From the seed: 《兴安盟机构改革方案》; 医疗保障局 and 退役军人事务局 newly formed and, with 扶贫 and 审计, given posts
-- first; the two headquarters move from 水务局 and 林业局 to 应急管理局; by 撤一设一 林业和草原局 gets 森林草原防火站 and
-- 水利局 gets 防汛抗旱调度（信息）中心; Party affairs sections in all of them.
-- Synthetic: all numbers of posts and divisions, which posts came from where, the dates, the credit codes, and
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

-- What moves where.  NULL is everything that is left.
CREATE TEMP TABLE sample_move AS
SELECT move.i, source.id AS from_id, target.id AS to_id, move.post_type,
       coalesce(move.quantity, (SELECT sum(quantity) FROM entry_line AS line
                                WHERE line.holder_id = source.id AND line.post_type = move.post_type))::int AS quantity,
       document.id AS document_id, document.number, target.effective_on
FROM (VALUES (1, '盟水务局', '盟水利局', 11, 26),  (2, '盟水务局', '盟应急局', 11, 2),   (3, '盟水务局', '盟水利局', 15, 2),
             (4, '盟林业局', '盟林草局', 11, 27),  (5, '盟林业局', '盟应急局', 11, 3),   (6, '盟林业局', '盟林草局', 15, 3),
             (7, '盟农牧局', '盟林草局', 11, 4),   (8, '盟安监局', '盟应急局', 11, 22),  (9, '盟安监局', '盟应急局', 15, 2),
             (10, '盟民政局', '盟应急局', 11, 3),  (11, '盟民政局', '盟退役军人局', 11, 7), (12, '盟民政局', '盟医保局', 11, 2),
             (13, '行署办', '盟应急局', 11, 2),    (14, '盟人社局', '盟医保局', 11, 9),  (15, '盟人社局', '盟退役军人局', 11, 5),
             (16, '盟卫健委', '盟医保局', 11, 5),  (17, '盟发改委', '盟医保局', 11, 2),
             (18, '盟森防办', '盟防火站', 22, NULL), (19, '盟防汛办', '盟防汛调度中心', 22, NULL)
     ) AS move (i, from_name, to_name, post_type, quantity)
     JOIN unit AS source ON source.short_name = move.from_name
     JOIN unit AS target ON target.short_name = move.to_name
     JOIN document ON document.number = CASE WHEN move.i >= 18 THEN '兴机编示〔2019〕5号' ELSE '兴机编示〔2019〕2号' END;

-- People go with the posts: as many as posts move, the last to have come first; if fewer are in post, all of them.
CREATE TEMP TABLE sample_moved AS
SELECT enrolment.id, enrolment.person_id, move.to_id, enrolment.post_type, move.effective_on, move.document_id
FROM (SELECT *, sum(quantity) OVER (PARTITION BY from_id, post_type ORDER BY i) AS up_to FROM sample_move) AS move
     JOIN (SELECT *, row_number() OVER (PARTITION BY unit_id, post_type ORDER BY effective_on DESC, id) AS place
           FROM enrolment WHERE until IS NULL) AS enrolment
         ON enrolment.unit_id = move.from_id AND enrolment.post_type = move.post_type
            AND enrolment.place > move.up_to - move.quantity AND enrolment.place <= move.up_to;

-- First the people leave, then the posts go, then the people arrive: no account is overfilled on the way.
UPDATE enrolment SET until = moved.effective_on, exit_reason = 'block_transfer_out', until_document_id = moved.document_id
FROM sample_moved AS moved
WHERE enrolment.id = moved.id;

SELECT transfer_posts(from_unit => from_id::text, to_unit => to_id::text, post_type => post_type::text, quantity => quantity,
                      document => number, effective_on => effective_on)
FROM sample_move
ORDER BY i;

INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, entry_reason, document_id, transfer_id)
SELECT person_id, to_id, post_type, division.ids[1 + moved.n % cardinality(division.ids)], effective_on, 'reorganisation', document_id, id
FROM (SELECT *, row_number() OVER (PARTITION BY to_id ORDER BY id) AS n FROM sample_moved) AS moved
     LEFT JOIN (SELECT parent_id, array_agg(id ORDER BY id) AS ids FROM unit WHERE kind = 'division' GROUP BY parent_id) AS division
         ON division.parent_id = moved.to_id
ORDER BY moved.id;

-- The abolished bodies give back their leadership posts and end.
CREATE TEMP TABLE sample_abolished AS
SELECT unit.id, body.short_name, body.effective_on, body.document
FROM (VALUES ('盟水务局', date '2019-01-18', '兴党发示〔2019〕1号'), ('盟林业局', '2019-01-18', '兴党发示〔2019〕1号'),
             ('盟安监局', '2019-01-18', '兴党发示〔2019〕1号'), ('盟森防办', '2019-02-26', '兴机编示〔2019〕5号'),
             ('盟防汛办', '2019-02-26', '兴机编示〔2019〕5号')) AS body (short_name, effective_on, document)
     JOIN unit AS root ON root.short_name = body.short_name
     JOIN unit ON unit.id = root.id OR unit.parent_id = root.id;

SELECT reduce_posts(unit => abolished.id::text, post_type => line.post_type::text, quantity => line.quantity,
                    document => abolished.document, effective_on => abolished.effective_on)
FROM sample_abolished AS abolished
     JOIN (SELECT holder_id, post_type, sum(quantity)::int AS quantity FROM entry_line GROUP BY holder_id, post_type) AS line
         ON line.holder_id = abolished.id AND line.quantity > 0
ORDER BY abolished.id, line.post_type;

SELECT transfer_unit(unit => unit, supervisor => supervisor, document => '兴党发示〔2019〕1号', effective_on => '2019-01-18')
FROM (VALUES ('盟防指', '盟应急局'), ('盟森防指', '盟应急局'), ('盟水利设计院', '盟水利局')) AS move (unit, supervisor);

UPDATE unit SET until = abolished.effective_on, until_document_id = document.id
FROM sample_abolished AS abolished JOIN document ON document.number = abolished.document
WHERE unit.id = abolished.id AND unit.kind = 'division';

UPDATE unit SET until = abolished.effective_on, until_document_id = document.id
FROM sample_abolished AS abolished JOIN document ON document.number = abolished.document
WHERE unit.id = abolished.id AND unit.kind = 'body';

-- Posts from the reserve: newly formed departments and 扶贫, 审计 first (seed); the two new institutions.
SELECT allocate(unit => unit, post_type => post_type::text, quantity => quantity, document => document, effective_on => effective_on::date)
FROM (VALUES ('盟医保局', 11, 6, '兴机编示〔2019〕2号', '2019-01-18'),     ('盟医保局', 15, 1, '兴机编示〔2019〕2号', '2019-01-18'),
             ('盟退役军人局', 11, 8, '兴机编示〔2019〕2号', '2019-01-18'), ('盟退役军人局', 15, 1, '兴机编示〔2019〕2号', '2019-01-18'),
             ('盟扶贫办', 11, 4, '兴机编示〔2019〕2号', '2019-01-18'),     ('盟审计局', 11, 4, '兴机编示〔2019〕2号', '2019-01-18'),
             ('盟防火站', 22, 6, '兴机编示〔2019〕5号', '2019-02-26'),     ('盟防汛调度中心', 22, 4, '兴机编示〔2019〕5号', '2019-02-26')
     ) AS grants (unit, post_type, quantity, document, effective_on);

-- Leadership posts of the new bodies: a chief in every division, a deputy in those named (about 3:1).
SELECT allocate(unit => unit.id::text, post_type => post.type::text, quantity => post.quantity,
                document => document.number, effective_on => unit.effective_on)
FROM unit
     JOIN document ON document.number = CASE WHEN unit.class = 'institution' THEN '兴机编示〔2019〕5号' ELSE '兴机编示〔2019〕2号' END
     CROSS JOIN LATERAL (
         SELECT * FROM (VALUES (203, 1), (214, 3), (226, 1)) AS organ (type, quantity)
         WHERE unit.class = 'organ' AND unit.kind = 'body' AND (type <> 226 OR unit.short_name IN ('盟水利局', '盟林草局', '盟应急局'))
         UNION ALL
         SELECT * FROM (VALUES (205, 1), (216, 2)) AS station (type, quantity) WHERE unit.class = 'institution'
         UNION ALL
         SELECT 305, 1 WHERE unit.kind = 'division'
         UNION ALL
         SELECT 316, 1 WHERE unit.kind = 'division' AND unit.name IN ('办公室', '待遇保障科', '移交安置科', '应急指挥科', '防汛抗旱科', '水资源科', '森林资源科')
     ) AS post
WHERE unit.effective_on >= '2019-01-01'
ORDER BY unit.id, post.type;

DROP TABLE sample_abolished, sample_moved, sample_move;
