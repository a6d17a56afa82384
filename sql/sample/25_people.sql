-- 25_people: who stood in the posts at the end of 2018, and some who had left before.
--
-- Everything here is synthetic: names from lists of common syllables, resident numbers with the region 152200
-- (no card carries a league's code) and right check digits, dates, schooling.  About 30 % are Mongols, half of
-- them with transcribed Mongolian names.  Nothing is random: every value follows from the running number or
-- from md5 of a fixed text, so the same size gives the same people on every machine and version.
--
-- Size: sample.people (default 3000) persons, 97 of 100 in post, the others left between 2015 and 2018.

-- Posts to be filled.  Full are the nine institutions that later borrow from the pool (seed: 9 个满编事业单位;
-- which ones they were is not in the seed), four organs, and every tenth body of a larger book.
CREATE TEMP TABLE sample_seat AS
WITH excess AS (
    -- Historic excess, let in by an exception below.
    SELECT id AS unit_id, 23 AS post_type, 6 AS beyond FROM unit WHERE short_name = '盟广电台'
), account AS MATERIALIZED (
    SELECT unit.id AS unit_id, unit.name, unit.class, unit.sort, line.post_type,
           sum(line.quantity)::int + coalesce(max(excess.beyond), 0) AS seats,
           coalesce(unit.short_name IN ('盟医院', '兴安职院', '盟实验中学', '盟蒙古族中学', '盟疾控中心', '盟农科所', '盟大数据中心',
                                        '盟水利设计院', '盟不动产中心', '盟委编办', '盟审计局', '盟扶贫办', '音德尔镇', '盟广电台'),
                    unit.sort % 100 = 0) AS is_full
    FROM unit
         JOIN entry_line AS line ON line.holder_id = unit.id
         JOIN post_type AS type ON type.code = line.post_type AND type.class = 'establishment'
         LEFT JOIN excess ON excess.unit_id = unit.id AND excess.post_type = line.post_type
    GROUP BY unit.id, line.post_type
), wanted AS MATERIALIZED (
    SELECT coalesce(nullif(current_setting('sample.people', true), ''), '3000')::int AS people
), seat AS MATERIALIZED (
    SELECT account.unit_id, account.sort, account.post_type, account.class, k,
           row_number() OVER (ORDER BY is_full DESC, md5(account.name || account.post_type || '/' || k)) AS priority
    FROM account, generate_series(1, account.seats) AS k
)
SELECT priority AS n, unit_id, sort, post_type, class, k, true AS in_post
FROM seat, wanted
WHERE priority <= people - round(people * 0.03);

-- Those who had left, from numbers that nobody in post has.
INSERT INTO sample_seat (n, unit_id, sort, post_type, class, k, in_post)
SELECT total.n + i, seat.unit_id, seat.sort, seat.post_type, seat.class, seat.k, false
FROM (SELECT max(n) AS n FROM sample_seat) AS total,
     generate_series(1, coalesce(nullif(current_setting('sample.people', true), ''), '3000')::int - total.n) AS i
     JOIN sample_seat AS seat ON seat.n = i * 29 % (SELECT max(n) FROM sample_seat) + 1;

-- GB 11643-1999: 152200, date of birth, serial number (odd male, even female), check character.
-- 82 is the weighted sum of the digits 152200.
CREATE FUNCTION pg_temp.sample_resident_id(born int, serial int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '152200' || born || lpad(serial::text, 3, '0')
           || substr('10X98765432', 1 + (82 + born / 10000000 * 2 + born / 1000000 % 10 * 1 + born / 100000 % 10 * 6
                                         + born / 10000 % 10 * 3 + born / 1000 % 10 * 7 + born / 100 % 10 * 9
                                         + born / 10 % 10 * 10 + born % 10 * 5
                                         + serial / 100 * 8 + serial / 10 % 10 * 4 + serial % 10 * 2) % 11, 1)
$$;

-- Birth and sex.  n → (day, serial) is one to one, so no two persons meet: day = n·5073 mod 13880 (no common
-- factor), and for one day the serial is a shifted multiple of n / 13880 (490 a day and sex, 6.8 million in all;
-- ten are left for those who come in 2019).
-- Nobody in post is past the age of retirement of 2018: women over 55 (workers: over 50) are made men.
-- The retired have birthdays that nobody in post has: men of 1955-1958, women of 1960-1963.
CREATE TEMP TABLE sample_person AS
WITH numbered AS MATERIALIZED (
    SELECT seat.*, decode(md5('person ' || n), 'hex') AS h, (n * 5073 % 13880)::int AS day, (n / 13880)::int AS turn
    FROM sample_seat AS seat
), retired AS MATERIALIZED (
    SELECT n, row_number() OVER (ORDER BY n) AS i FROM numbered WHERE NOT in_post AND post_type <> 15 AND get_byte(h, 0) < 180
), born AS MATERIALIZED (
    SELECT numbered.n, unit_id, sort, post_type, class, k, in_post, h, retired.n IS NOT NULL AS is_retired,
           CASE WHEN retired.n IS NULL THEN date '1959-01-01' + day
                WHEN retired.i % 2 = 0 THEN date '1955-01-01' + (retired.i * 7919 % 1461)::int
                ELSE date '1960-01-01' + (retired.i * 7919 % 1461)::int END AS birth,
           CASE WHEN retired.n IS NULL THEN turn * 211 + day * 17 ELSE (retired.i / 1461 * 211 + retired.i * 7919 % 1461 * 17)::int END % 490 AS serial,
           CASE WHEN retired.n IS NOT NULL THEN retired.i % 2 = 0
                ELSE day < 1826 OR (post_type = 15 AND day < 3653)
                     OR get_byte(h, 1) < CASE WHEN post_type IN (11, 12, 13, 14) THEN 140
                                              WHEN post_type = 15 THEN 200 ELSE 95 END END AS male
    FROM numbered LEFT JOIN retired ON retired.n = numbered.n
), started AS MATERIALIZED (
    SELECT born.*, get_byte(h, 2) < 77 AS mongol, get_byte(h, 3) AS luck,
           -- at 22 to 26, not before the first order of enrolments, in 2018 at the latest
           greatest(least(birth + 8035 + (get_byte(h, 4) * 256 + get_byte(h, 5)) % 1460,
                          CASE WHEN in_post THEN date '2018-01-01' ELSE date '2017-06-01' END
                              + (get_byte(h, 4) * 256 + get_byte(h, 5)) % 330),
                    date '1981-01-01' + get_byte(h, 5)) AS entered_on
    FROM born
), word AS MATERIALIZED (
    SELECT '王李张刘陈杨赵孙周吴徐马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤王李张刘陈杨赵' AS surname,
           '包白韩佟吴陈王金齐何包白韩宝' AS mongol_surname,
           '伟强军勇磊涛明超刚平辉鹏飞波斌建国志文华东海峰林龙宇浩成杰亮健康宁德福贵祥庆春生永胜利民山江洪涌泉立新立群广学忠义诚信' AS male_word,
           '芳娜敏静丽艳娟霞秀英华玲红燕萍梅兰云莲琴雪琳玉洁慧颖婷莉倩薇佳欣雨彤晶丹凤珍淑桂香月岚蕾妍悦瑶菲春秋冬琪瑞宁' AS female_word,
           '{巴特尔,苏和,朝鲁,额尔敦,布和,那顺,乌恩,宝音,阿古拉,巴雅尔,孟和,达来,吉日嘎拉,特木尔,恩和,满都拉,敖其尔,哈斯,青格勒,呼格吉勒,阿拉坦,白音,斯日古楞,德力格尔,赛音,毕力格,朝格图,图门,格日勒,道尔吉,扎木苏,乌力吉}'::text[] AS mongol_male,
           '{斯琴,萨仁,其其格,乌云,娜仁,托娅,高娃,图雅,塔娜,阿茹娜,苏日娜,萨如拉,乌日罕,通拉嘎,乌兰,哈斯,阿拉坦,敖敦,南斯勒玛,乌日娜,包日玛,娜布其,金花,银花,海棠,银杏,珊丹,萨日娜,奥云,阿丽玛,莎仁,杜拉玛}'::text[] AS mongol_female,
           '{巴图,巴雅尔,吉日格勒,达赖,毕力格图,苏荣,图,仓,那,扎布}'::text[] AS male_end,
           '{其其格,高娃,托雅,图雅,花,塔拉,格日勒,琪木格,玛,娜}'::text[] AS female_end,
           '{汉语言文学,法学,行政管理,会计学,财政学,经济学,农学,畜牧兽医,林学,水利水电工程,土木工程,计算机科学与技术,临床医学,护理学,预防医学,蒙医学,蒙古语言文学,数学教育,思想政治教育,公共管理}'::text[] AS subject
)
SELECT nextval(pg_get_serial_sequence('person', 'id')) AS id, started.n, unit_id, post_type, class, k, in_post, is_retired, h,
       luck, birth, male, entered_on,
       pg_temp.sample_resident_id(to_char(birth, 'YYYYMMDD')::int, serial * 2 + male::int) AS resident_id,
       CASE WHEN mongol AND get_byte(h, 6) < 128 THEN
                CASE WHEN male THEN mongol_male[1 + get_byte(h, 7) % 32] ELSE mongol_female[1 + get_byte(h, 7) % 32] END
                || CASE WHEN get_byte(h, 8) < 120 THEN ''
                        WHEN male THEN male_end[1 + get_byte(h, 9) % 10] ELSE female_end[1 + get_byte(h, 9) % 10] END
            ELSE CASE WHEN mongol THEN substr(mongol_surname, 1 + get_byte(h, 7) % 14, 1)
                      ELSE substr(surname, 1 + (get_byte(h, 7) * 256 + get_byte(h, 8)) % length(surname), 1) END
                 || CASE WHEN male THEN substr(male_word, 1 + get_byte(h, 9) % length(male_word), 1)
                         ELSE substr(female_word, 1 + get_byte(h, 9) % length(female_word), 1) END
                 || CASE WHEN get_byte(h, 10) < 60 THEN ''
                         WHEN male THEN substr(male_word, 1 + get_byte(h, 11) % length(male_word), 1)
                         ELSE substr(female_word, 1 + get_byte(h, 11) % length(female_word), 1) END
       END AS name,
       CASE WHEN mongol THEN '02' WHEN luck < 12 THEN '11' WHEN luck < 16 THEN '03' WHEN luck < 20 THEN '10'
            WHEN luck < 22 THEN '31' WHEN luck < 23 THEN '45' ELSE '01' END AS ethnic,
       CASE WHEN get_byte(h, 12) < CASE WHEN post_type IN (11, 12, 13, 14, 21) THEN 200 ELSE 110 END THEN '01'
            WHEN get_byte(h, 12) = 255 THEN '05' WHEN get_byte(h, 12) = 254 THEN '10' WHEN get_byte(h, 12) = 253 THEN '12'
            WHEN birth > '1991-01-01' AND get_byte(h, 12) % 2 = 0 THEN '03' ELSE '13' END AS politics,
       CASE WHEN post_type = 15 THEN CASE WHEN get_byte(h, 13) < 60 THEN '31' WHEN get_byte(h, 13) < 160 THEN '61' ELSE '71' END
            WHEN birth < '1970-01-01' THEN CASE WHEN get_byte(h, 13) < 120 THEN '21' WHEN get_byte(h, 13) < 220 THEN '31' ELSE '41' END
            WHEN get_byte(h, 13) < 6 THEN '11'
            WHEN get_byte(h, 13) < CASE WHEN birth > '1984-01-01' THEN 60 ELSE 30 END THEN '14'
            WHEN get_byte(h, 13) < 215 THEN '21' ELSE '31' END AS education,
       subject[1 + get_byte(h, 14) % 20] AS specialty,
       entered_on - get_byte(h, 15) % 3 * 200 AS work_started_on,
       CASE WHEN male THEN 'M60' WHEN post_type = 15 THEN 'F50' ELSE 'F55' END AS retire_group,
       (date '2018-12-31' - entered_on) / 365 AS years
FROM started, word
ORDER BY sort, unit_id, post_type, in_post, k, n;

INSERT INTO person (id, resident_id, name, sex, ethnic, politics, education, degree, specialty, work_started_on,
                    retire_group, title_level, grade, status)
SELECT id, resident_id::bianzhi.resident_id, name, CASE WHEN male THEN 'M' ELSE 'F' END, ethnic, politics, education,
       CASE education WHEN '11' THEN '2' WHEN '14' THEN '3' WHEN '21' THEN CASE WHEN luck < 190 THEN '4' END END,
       CASE WHEN post_type <> 15 THEN specialty END, work_started_on, retire_group,
       CASE WHEN post_type IN (22, 23, 24, 25) AND luck < 192 THEN
            CASE WHEN years >= 28 AND luck < 20 THEN 'senior' WHEN years >= 20 AND luck < 110 THEN 'associate'
                 WHEN years >= 8 THEN 'middle' WHEN years >= 1 THEN 'junior' ELSE 'primary' END
            ELSE 'none' END,
       CASE WHEN post_type IN (11, 12, 13, 14, 16, 21) THEN
                CASE WHEN years >= 32 THEN 'researcher_4' WHEN years >= 24 THEN 'officer_1' WHEN years >= 18 THEN 'officer_2'
                     WHEN years >= 12 THEN 'officer_3' WHEN years >= 7 THEN 'officer_4' WHEN years >= 2 THEN 'clerk_1' ELSE 'clerk_2' END
            WHEN post_type = 15 THEN
                CASE WHEN years >= 25 THEN 'worker_2' WHEN years >= 15 THEN 'worker_3' WHEN years >= 8 THEN 'worker_4' ELSE 'worker_5' END
            WHEN luck < 192 THEN
                'professional_' || CASE WHEN years >= 28 AND luck < 20 THEN 4 WHEN years >= 20 AND luck < 110 THEN 5 + luck % 3
                                        WHEN years >= 8 THEN 8 + luck % 3 WHEN years >= 1 THEN 11 + luck % 2 ELSE 13 END
            ELSE 'management_' || CASE WHEN years >= 20 THEN 7 WHEN years >= 10 THEN 8 ELSE 9 END END,
       CASE WHEN is_retired THEN 'retired' WHEN NOT in_post THEN 'left'
            WHEN luck = 250 THEN 'seconded' WHEN luck IN (251, 252) THEN 'assistance' WHEN luck = 253 THEN 'sick_leave'
            WHEN luck = 254 THEN 'study' ELSE 'on_post' END
FROM sample_person
ORDER BY id;

-- The exception comes before the people it lets in.
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on, note)
SELECT 'over_establishment', unit.id, 23, 6, document.id, document.issued_on, '2099-12-31', '历史超编，只减不增，消化完毕为止（示例）'
FROM unit, document
WHERE unit.short_name = '盟广电台' AND document.number = '兴机编示〔2012〕8号';

INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, until, entry_reason, exit_reason,
                       document_id, until_document_id)
SELECT person.id, person.unit_id, person.post_type,
       -- the first three of a body are its leaders and sit in no division
       CASE WHEN k > 3 THEN divisions.ids[1 + k % cardinality(divisions.ids)] END,
       entered_on, left_on,
       CASE WHEN post_type IN (11, 12, 13, 14, 21) THEN
                CASE WHEN luck % 20 < 2 THEN 'military_cadre' WHEN luck % 20 < 5 THEN 'lateral' WHEN luck % 20 = 5 THEN 'open_selection'
                     WHEN luck % 20 = 6 AND years < 20 THEN 'selected_graduate'
                     WHEN years <= 24 THEN 'civil_exam' ELSE 'assigned' END
            WHEN post_type = 15 THEN CASE WHEN luck % 3 = 0 THEN 'veteran' ELSE 'assigned' END
            WHEN years <= 12 THEN CASE WHEN luck % 20 < 2 THEN 'policy_placement' WHEN luck % 20 = 2 THEN 'transfer_in' ELSE 'open_recruitment' END
            WHEN luck % 5 = 0 THEN 'transfer_in' ELSE 'assigned' END,
       CASE WHEN left_on IS NOT NULL THEN
            CASE WHEN is_retired THEN 'retirement' WHEN luck % 10 < 4 THEN 'transfer_out' WHEN luck % 10 < 7 THEN 'resignation'
                 WHEN luck % 10 = 7 THEN 'death' WHEN luck % 10 = 8 THEN 'dismissal' ELSE 'contract_end' END END,
       came.id, gone.id
FROM (SELECT *, CASE WHEN in_post THEN NULL
                     WHEN is_retired THEN (birth + CASE WHEN male THEN interval '60 years' ELSE interval '55 years' END)::date
                     ELSE greatest(date '2015-01-01' + (n * 37 % 1400)::int, entered_on + 180) END AS left_on
      FROM sample_person) AS person
     JOIN document AS came ON came.number = '兴编列示〔' || extract(year FROM entered_on) || '〕1号'
     LEFT JOIN document AS gone ON gone.number = '兴编减示〔' || extract(year FROM left_on) || '〕1号'
     LEFT JOIN (SELECT parent_id, array_agg(id ORDER BY sort) AS ids FROM unit WHERE kind = 'division' GROUP BY parent_id) AS divisions
         ON divisions.parent_id = person.unit_id
ORDER BY person.id;

DROP TABLE sample_person, sample_seat;
DROP FUNCTION pg_temp.sample_resident_id(int, int);
