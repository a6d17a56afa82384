-- 35_leader: who leads the bodies and divisions after the reform.
--
-- From the seed: only that departments which have an organ Party committee have its full-time deputy secretary
-- (正科), and the names of the new departments.  Synthetic: everybody and every date.
-- Leaders come from those in post: the older ones lead bodies, the oldest of a division leads it.  Nobody is
-- chosen who retires before the middle of 2020, so the year 2019 removes no leader.

-- One row for each leadership post to be filled: every chief, and about nine in ten of the others.
CREATE TEMP TABLE sample_chair AS
SELECT quota.holder_id AS unit_id, coalesce(unit.parent_id, unit.id) AS body_id, unit.kind, unit.name AS unit_name,
       unit.sort, body.name AS body_name, body.class, body.effective_on AS since, type.code AS post_type, type.rank, type.role, type.scope, k,
       row_number() OVER (PARTITION BY coalesce(unit.parent_id, unit.id), unit.kind = 'body',
                                       CASE WHEN unit.kind = 'division' THEN unit.id END
                          ORDER BY rank.sort, type.role, type.code, k) AS place
FROM (SELECT holder_id, post_type, sum(quantity)::int AS posts FROM entry_line GROUP BY holder_id, post_type) AS quota
     JOIN post_type AS type ON type.code = quota.post_type AND type.class = 'leadership'
     JOIN code AS rank ON rank.set = 'rank' AND rank.code = type.rank
     JOIN unit ON unit.id = quota.holder_id
     JOIN unit AS body ON body.id = coalesce(unit.parent_id, unit.id),
     generate_series(1, quota.posts) AS k
WHERE (type.role = 'chief' OR get_byte(decode(md5(unit.name || body.name || type.code || '/' || k), 'hex'), 0) < 230)
  -- kept for the 高配 below
  AND NOT (body.short_name = '盟退役军人局' AND type.code = 214 AND k = 3);

CREATE TEMP TABLE sample_candidate AS
SELECT enrolment.person_id, enrolment.unit_id, enrolment.division_id, person.birth_on, enrolment.effective_on
FROM enrolment JOIN person ON person.id = enrolment.person_id
WHERE enrolment.until IS NULL AND enrolment.post_type <> 15 AND person.retire_on >= '2020-07-01' AND person.status = 'on_post';

-- Leaders of bodies: people over forty first, those who sit in no division before the others.
CREATE TEMP TABLE sample_leader AS
SELECT chair.*, candidate.person_id
FROM sample_chair AS chair
     JOIN (SELECT *, row_number() OVER (PARTITION BY unit_id
                                        ORDER BY birth_on < '1979-01-01' DESC, division_id IS NULL DESC, birth_on, person_id) AS place
           FROM sample_candidate) AS candidate
         ON candidate.unit_id = chair.body_id AND candidate.place = chair.place
WHERE chair.kind = 'body';

INSERT INTO sample_leader
SELECT chair.*, candidate.person_id
FROM sample_chair AS chair
     JOIN (SELECT *, row_number() OVER (PARTITION BY division_id ORDER BY birth_on, person_id) AS place
           FROM sample_candidate WHERE person_id NOT IN (SELECT person_id FROM sample_leader)) AS candidate
         ON candidate.division_id = chair.unit_id AND candidate.place = chair.place
WHERE chair.kind = 'division';

-- Appointed between 2012 and 2018, in the bodies of the reform in March 2019; never before joining the body.
INSERT INTO appointment (person_id, unit_id, post_type, title, holder_rank, effective_on, document_id)
SELECT leader.person_id, leader.unit_id, leader.post_type,
       CASE WHEN leader.role <> 'other' AND leader.scope <> 'discipline' THEN CASE leader.role WHEN 'deputy' THEN '副' ELSE '' END || head.title
            WHEN leader.scope = 'discipline' THEN
                CASE WHEN leader.class = 'discipline_organ' THEN CASE leader.role WHEN 'chief' THEN '书记' ELSE '副书记' END ELSE '纪委书记' END
            ELSE regexp_replace(type.name_zh, '（.*$|^单位', '', 'g') END,
       leader.rank, appointed.effective_on, document.id
FROM sample_leader AS leader
     JOIN post_type AS type ON type.code = leader.post_type
     JOIN enrolment ON enrolment.person_id = leader.person_id AND enrolment.until IS NULL
     CROSS JOIN LATERAL (
         SELECT CASE WHEN leader.kind = 'division' THEN
                         CASE WHEN leader.unit_name LIKE '%庭' THEN '庭长' WHEN leader.unit_name LIKE '%支队' THEN '支队长' WHEN leader.unit_name LIKE '%局' THEN '局长'
                              WHEN leader.unit_name LIKE '%系' THEN '系主任' WHEN leader.unit_name LIKE '%处' THEN '处长' WHEN leader.unit_name LIKE '%部' THEN '部长'
                              WHEN leader.unit_name ~ '室$|中心$|内科|外科|妇产科|儿科|急诊科|影像科|检验科|药剂科|护理' THEN '主任'
                              ELSE '科长' END
                     WHEN leader.body_name LIKE '%法院' THEN '院长' WHEN leader.body_name LIKE '%检察院%' THEN '检察长'
                     WHEN leader.body_name ~ '镇人民政府$' THEN CASE WHEN leader.role = 'chief' AND leader.k = 1 THEN '党委书记' ELSE '镇长' END
                     WHEN leader.body_name ~ '中学$|小学$|党校$' THEN '校长' WHEN leader.body_name ~ '医院$|学院$|设计院$|卫生院$' THEN '院长'
                     WHEN leader.body_name ~ '所$' THEN '所长' WHEN leader.body_name ~ '站$' THEN '站长' WHEN leader.body_name ~ '台$' THEN '台长'
                     WHEN leader.body_name ~ '局$' THEN '局长' WHEN leader.body_name ~ '部$' THEN '部长' WHEN leader.body_name ~ '工会$|联合会$' THEN '主席'
                     ELSE '主任' END AS title) AS head
     CROSS JOIN LATERAL (
         SELECT CASE WHEN leader.since >= '2019-01-01' THEN date '2019-03-05'
                     ELSE greatest(date '2012-03-01' + get_byte(decode(md5('appointed ' || leader.person_id), 'hex'), 1) * 9 + 10,
                                   enrolment.effective_on) END AS effective_on) AS appointed
     JOIN document ON document.number = CASE WHEN leader.since >= '2019-01-01' THEN '兴党干示〔2019〕3号'
                                             ELSE '兴党干示〔' || extract(year FROM appointed.effective_on) || '〕1号' END
ORDER BY leader.body_id, leader.unit_id, leader.place;

-- Two that are not the rule: the head of 编办 is also a deputy head of 组织部 and takes no post there (兼任);
-- a deputy head of the new 退役军人事务局 keeps a rank above the post's (高配: recorded, not refused).
SELECT appoint(person => '#' || appointment.person_id, unit => '盟委组织部', post_type => '214', title => '副部长（兼）',
               uncounted_reason => 'concurrent', document => '兴党干示〔2018〕1号', effective_on => '2018-12-21')
FROM appointment JOIN unit ON unit.id = appointment.unit_id
WHERE unit.short_name = '盟委编办' AND appointment.post_type = 203;

SELECT appoint(person => '#' || candidate.person_id, unit => '盟退役军人局', post_type => '214', title => '副局长',
               holder_rank => 'chu', document => '兴党干示〔2019〕3号', effective_on => '2019-03-05')
FROM sample_candidate AS candidate JOIN unit ON unit.id = candidate.unit_id
WHERE unit.short_name = '盟退役军人局' AND candidate.person_id NOT IN (SELECT person_id FROM sample_leader)
ORDER BY candidate.birth_on, candidate.person_id
LIMIT 1;

DROP TABLE sample_leader, sample_candidate, sample_chair;
