-- 40_year_2019: how the year 2019 went, month by month.
--
-- From the seed: 40 turnover posts lent to nine full institutions, for talent brought in by the fast track; 先核编后进人.
-- Synthetic: all persons, months and numbers (also how the 40 divide among the nine).
-- How the loans of the pool went on after 2019 is in 45_pool_2021.

SELECT record_document(number => '兴编核示〔2019〕7号', issued_on => '2019-04-08', kind => 'permit',
                       title => '2019年度用编核准（示例，文号虚构）', issuer => '中共兴安盟委机构编制委员会办公室'),
       record_document(number => '兴编核示〔2019〕31号', issued_on => '2019-12-16', kind => 'permit',
                       title => '2020年度提前用编核准（示例，文号虚构）', issuer => '中共兴安盟委机构编制委员会办公室'),
       record_document(number => '兴人才函示〔2019〕1号', issued_on => '2019-03-11', kind => 'letter',
                       title => '关于申请引进人才周转编制的函（示例，文号虚构）', issuer => '用编单位主管部门'),
       record_document(number => '兴机编示〔2019〕9号', issued_on => '2019-03-25', kind => 'approval',
                       title => '关于使用引进人才周转编制的批复（示例，文号虚构）', issuer => '中共兴安盟委机构编制委员会');

-- Retirements, in the month they fall due (those before the reform are in 30_reform); then about one in 250 of
-- the others, leaders excepted.
UPDATE enrolment SET until = person.retire_on, exit_reason = 'retirement', until_document_id = document.id
FROM person, document
WHERE enrolment.person_id = person.id AND enrolment.until IS NULL
  AND person.retire_on BETWEEN '2019-01-01' AND '2019-12-31'
  AND document.number = '兴编减示〔2019〕' || (100 + extract(month FROM person.retire_on)) || '号';

UPDATE enrolment SET until = leaving.left_on, exit_reason = leaving.exit_reason, until_document_id = document.id
FROM (SELECT enrolment.id, date '2019-03-01' + get_byte(h, 3) AS left_on,
             CASE WHEN get_byte(h, 2) < 128 THEN 'resignation' WHEN get_byte(h, 2) < 200 THEN 'transfer_out'
                  WHEN get_byte(h, 2) < 230 THEN 'death' ELSE 'dismissal' END AS exit_reason
      FROM enrolment JOIN person ON person.id = enrolment.person_id,
           LATERAL (SELECT decode(md5('2019/' || person.resident_id::text), 'hex') AS h OFFSET 0) AS hash
      WHERE enrolment.until IS NULL AND get_byte(h, 0) = 7
        AND NOT EXISTS (SELECT FROM appointment WHERE appointment.person_id = person.id AND appointment.until IS NULL)
     ) AS leaving
     JOIN document ON document.number = '兴编减示〔2019〕' || (100 + extract(month FROM leaving.left_on)) || '号'
WHERE enrolment.id = leaving.id;

UPDATE person SET status = CASE enrolment.exit_reason WHEN 'retirement' THEN 'retired' WHEN 'death' THEN 'deceased' ELSE 'left' END
FROM enrolment
WHERE enrolment.person_id = person.id AND enrolment.until >= '2019-01-01' AND enrolment.exit_reason <> 'block_transfer_out';

-- Permits of the year: what is vacant in the nine institutions, a third of what is vacant elsewhere.
INSERT INTO use_permit (unit_id, post_type, quantity, entry_reason, effective_on, expires_on, document_id)
SELECT account.holder_id, account.post_type,
       CASE WHEN borrower.name IS NOT NULL THEN account.vacancy ELSE (account.vacancy + 2) / 3 END,
       CASE type.category WHEN 'administrative' THEN 'civil_exam' ELSE 'open_recruitment' END,
       '2019-04-08', '2019-12-31', document.id
FROM account
     JOIN post_type AS type ON type.code = account.post_type AND type.class = 'establishment' AND type.category <> 'support'
     JOIN unit ON unit.id = account.holder_id AND unit.until IS NULL
     JOIN document ON document.number = '兴编核示〔2019〕7号'
     LEFT JOIN unnest('{盟医院,兴安职院,盟实验中学,盟蒙古族中学,盟疾控中心,盟农科所,盟大数据中心,盟水利设计院,盟不动产中心}'::text[]) AS borrower (name)
         ON borrower.name = unit.short_name
WHERE account.vacancy > 0
ORDER BY account.holder_id, account.post_type;

-- Those who come: all that the nine institutions were permitted, seven in ten elsewhere, in August and September;
-- and 40 for the turnover posts from April on.  n runs over both.
CREATE TEMP TABLE sample_newcomer AS
WITH loan (name, posts) AS (
    VALUES ('盟医院', 10), ('兴安职院', 8), ('盟实验中学', 5), ('盟蒙古族中学', 4), ('盟疾控中心', 4), ('盟农科所', 4),
           ('盟大数据中心', 2), ('盟水利设计院', 2), ('盟不动产中心', 1)
), seat AS (
    SELECT unit.id AS unit_id, 31 AS post_type, NULL::bigint AS permit_id, 'talent' AS entry_reason, k, true AS talent
    FROM loan JOIN unit ON unit.short_name = loan.name, generate_series(1, loan.posts) AS k
    UNION ALL
    SELECT permit.unit_id, permit.post_type, permit.id, permit.entry_reason, k, false
    FROM use_permit AS permit JOIN unit ON unit.id = permit.unit_id LEFT JOIN loan ON loan.name = unit.short_name,
         generate_series(1, permit.quantity) AS k
    WHERE permit.expires_on = '2019-12-31'
      AND (loan.name IS NOT NULL OR get_byte(decode(md5('seat ' || unit.name || permit.post_type || '/' || k), 'hex'), 0) < 180)
)
SELECT nextval(pg_get_serial_sequence('person', 'id')) AS person_id, seat.*
FROM (SELECT *, row_number() OVER (ORDER BY talent DESC, unit_id, post_type, k) AS n FROM seat) AS seat
ORDER BY n;

-- GB 11643-1999, as in 25_people.
CREATE FUNCTION pg_temp.sample_resident_id(born int, serial int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '152200' || born || lpad(serial::text, 3, '0')
           || substr('10X98765432', 1 + (82 + born / 10000000 * 2 + born / 1000000 % 10 * 1 + born / 100000 % 10 * 6
                                         + born / 10000 % 10 * 3 + born / 1000 % 10 * 7 + born / 100 % 10 * 9
                                         + born / 10 % 10 * 10 + born % 10 * 5
                                         + serial / 100 * 8 + serial / 10 % 10 * 4 + serial % 10 * 2) % 11, 1)
$$;

-- Talent: born 1981-1990, doctors and masters, serials 490-499 of 25_people.  The others: born after the last
-- birthday of 25_people, 1997-01-01 to 1998-06-30.
INSERT INTO person (id, resident_id, name, sex, ethnic, politics, education, degree, specialty, work_started_on,
                    retire_group, title_level, grade, status)
SELECT person_id,
       pg_temp.sample_resident_id(to_char(birth, 'YYYYMMDD')::int, serial * 2 + male::int)::bianzhi.resident_id,
       substr('王李张刘陈杨赵孙周吴徐马朱胡郭何高林罗郑包白韩佟', 1 + get_byte(h, 1) % 24, 1)
       || CASE WHEN male THEN substr('伟强磊涛超鹏飞波斌宇浩杰龙峰', 1 + get_byte(h, 2) % 14, 1)
               ELSE substr('娜敏静丽欣雨婷莉倩薇佳悦瑶琪', 1 + get_byte(h, 2) % 14, 1) END
       || CASE WHEN get_byte(h, 3) < 90 THEN '' ELSE substr('然轩博文思嘉子一晨睿', 1 + get_byte(h, 4) % 10, 1) END,
       CASE WHEN male THEN 'M' ELSE 'F' END,
       CASE WHEN get_byte(h, 5) < 77 THEN '02' ELSE '01' END,
       CASE WHEN talent OR get_byte(h, 6) < 60 THEN '01' ELSE '03' END,
       CASE WHEN talent AND n % 4 = 0 THEN '11' WHEN talent THEN '14' ELSE '21' END,
       CASE WHEN talent AND n % 4 = 0 THEN '2' WHEN talent THEN '3' ELSE '4' END,
       (ARRAY['临床医学', '预防医学', '作物学', '教育学', '计算机科学与技术', '水利工程', '测绘工程', '蒙医学'])[1 + get_byte(h, 7) % 8],
       CASE WHEN talent THEN date '2014-07-01' ELSE date '2019-08-01' END,
       CASE WHEN male THEN 'M60' ELSE 'F55' END,
       CASE WHEN talent AND n % 4 = 0 THEN 'associate' WHEN talent THEN 'middle' ELSE 'none' END,
       CASE WHEN talent AND n % 4 = 0 THEN 'professional_7' WHEN talent THEN 'professional_10'
            WHEN entry_reason = 'civil_exam' THEN 'clerk_2' ELSE 'professional_12' END,
       'on_post'
FROM (SELECT newcomer.*, h, get_byte(h, 0) < 120 AS male,
             CASE WHEN talent THEN date '1981-01-01' + (n * 89)::int ELSE date '1997-01-01' + (n * 37 % 546)::int END AS birth,
             CASE WHEN talent THEN 490 + n % 10 ELSE n / 546 * 211 % 500 END::int AS serial
      FROM sample_newcomer AS newcomer, LATERAL (SELECT decode(md5('newcomer ' || n), 'hex') AS h OFFSET 0) AS hash) AS newcomer
ORDER BY n;

-- The recruits first: what is vacant in the nine was promised to them on 8 April, before the first talent came.
INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, entry_reason, document_id, permit_id)
SELECT newcomer.person_id, newcomer.unit_id, newcomer.post_type, division.ids[1 + newcomer.n % cardinality(division.ids)],
       came.effective_on, newcomer.entry_reason, document.id, newcomer.permit_id
FROM sample_newcomer AS newcomer
     CROSS JOIN LATERAL (SELECT CASE WHEN entry_reason = 'civil_exam' THEN date '2019-08-20' ELSE date '2019-09-01' END AS effective_on) AS came
     JOIN document ON document.number = '兴编列示〔2019〕' || (100 + extract(month FROM came.effective_on)) || '号'
     LEFT JOIN (SELECT parent_id, array_agg(id ORDER BY sort) AS ids FROM unit
                WHERE kind = 'division' AND until IS NULL GROUP BY parent_id) AS division ON division.parent_id = newcomer.unit_id
WHERE NOT talent
ORDER BY newcomer.n;

-- The pool: certificates of the forty talents, nine applications of their departments, one approval for all.
INSERT INTO talent_certificate (number, person_id, category, issuer, effective_on, expires_on)
SELECT '兴人才认示〔2019〕' || n || '号', person_id, CASE WHEN n % 4 = 0 THEN 'high_level' ELSE 'urgent' END,
       '中共兴安盟委组织部', '2019-03-01', '2020-02-29'
FROM sample_newcomer
WHERE talent
ORDER BY n;

SELECT pool_apply(unit => loan.unit_id::text, quantity => loan.posts, job => '专业技术岗位', document => '兴人才函示〔2019〕1号',
                  effective_on => '2019-03-11')
FROM (SELECT unit_id, count(*)::int AS posts FROM sample_newcomer WHERE talent GROUP BY unit_id) AS loan
ORDER BY loan.unit_id;

-- more is lent here and there than will retire within two years: warned of and recorded, not refused
SELECT set_config('client_min_messages', 'error', false) FROM set_config('sample.messages', current_setting('client_min_messages'), false);
UPDATE pool_loan SET state = 'approved', approved_on = '2019-03-25', approval_document_id = document.id,
       approval_number = '2019-' || pool_loan.id
FROM document
WHERE document.number = '兴机编示〔2019〕9号';
SELECT set_config('client_min_messages', current_setting('sample.messages'), false);

INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, entry_reason, document_id)
SELECT newcomer.person_id, newcomer.unit_id, newcomer.post_type, division.ids[1 + newcomer.n % cardinality(division.ids)],
       came.effective_on, newcomer.entry_reason, document.id
FROM sample_newcomer AS newcomer
     CROSS JOIN LATERAL (SELECT make_date(2019, 4 + (n % 8)::int, 15) AS effective_on) AS came
     JOIN document ON document.number = '兴编列示〔2019〕' || (100 + extract(month FROM came.effective_on)) || '号'
     LEFT JOIN (SELECT parent_id, array_agg(id ORDER BY sort) AS ids FROM unit
                WHERE kind = 'division' AND until IS NULL GROUP BY parent_id) AS division ON division.parent_id = newcomer.unit_id
WHERE talent
ORDER BY newcomer.n;

-- Permits not used up by the end of the year are cancelled; one was forgotten and has lapsed by itself.
UPDATE use_permit SET state = 'cancelled', closed_on = '2019-12-31', note = '年末未用，收回（示例）'
WHERE state = 'open' AND expires_on = '2019-12-31'
  AND unit_id <> (SELECT min(unit_id) FROM use_permit WHERE state = 'open' AND expires_on = '2019-12-31');

-- A transfer a month between departments of the league: the last to have come of those who lead nothing.
SELECT transfer_person(person => '#' || mover.person_id, to_unit => move.to_unit,
                       document => '兴编列示〔2019〕' || (100 + move.month) || '号', effective_on => make_date(2019, move.month, 20))
FROM (VALUES (1, '盟委办', '盟发改委'), (2, '盟教育局', '盟委宣传部'), (3, '盟民政局', '盟财政局'), (4, '盟财政局', '盟人社局'),
             (5, '盟农牧局', '盟扶贫办'), (6, '盟发改委', '盟审计局'), (7, '盟工信局', '盟交通局'), (8, '行署办', '盟委办'),
             (9, '盟自然资源局', '盟住建局'), (10, '盟卫健委', '盟医保局'), (11, '盟人社局', '盟退役军人局'), (12, '盟住建局', '盟市场监管局')
     ) AS move (month, from_unit, to_unit)
     JOIN unit AS source ON source.short_name = move.from_unit
     JOIN unit AS target ON target.short_name = move.to_unit
     JOIN account ON account.holder_id = target.id AND account.post_type = 11 AND account.vacancy > account.reserved
     CROSS JOIN LATERAL (
         SELECT enrolment.person_id
         FROM enrolment
         WHERE enrolment.unit_id = source.id AND enrolment.post_type = 11 AND enrolment.until IS NULL
           AND enrolment.effective_on < '2019-01-01' AND enrolment.effective_on < make_date(2019, move.month, 20)
           AND NOT EXISTS (SELECT FROM appointment WHERE appointment.person_id = enrolment.person_id AND appointment.until IS NULL)
         ORDER BY enrolment.effective_on DESC, enrolment.id
         LIMIT 1) AS mover
ORDER BY move.month;

-- Permits still open, so that reports show posts held for somebody.  They run for half a year from the day of
-- loading: the only dates here that are not fixed.
SELECT permit_use(unit => unit, post_type => post_type, quantity => quantity, entry_reason => entry_reason,
                  expires_on => current_date + 180, document => '兴编核示〔2019〕31号', effective_on => '2019-12-16')
FROM (VALUES ('盟医保局', '11', 2, 'civil_exam'), ('盟退役军人局', '11', 3, 'military_cadre'), ('盟应急局', '11', 2, 'civil_exam'),
             ('盟医保局', '15', 1, 'other')) AS wanted (unit, post_type, quantity, entry_reason);

DROP TABLE sample_newcomer;
DROP FUNCTION pg_temp.sample_resident_id(int, int);
