-- helpers/pool_book.sql: the trial book with a turnover pool of ten posts and a department with four institutions.
-- Needs trial_book.sql.  第一中学 and 第二中学 are full, 图书馆 and 少年宫 have vacancies; citizen(n) from 300 on sit there.
-- Talents are citizen(201) to citizen(220), with certificates 兴人才认〔2019〕N号 of the year 2019.

SELECT establish_unit('第二中学', 'institution', supervisor => '教育局', effective_on => '2019-01-10'),
       establish_unit('图书馆', 'institution', supervisor => '教育局', effective_on => '2019-01-10'),
       establish_unit('少年宫', 'institution', supervisor => '教育局', effective_on => '2019-01-10'),
       establish_unit('水文站', 'institution', supervisor => '水利局', effective_on => '2019-01-10'),
       pool_open('人才池', '31', effective_on => '2019-01-10') AS pool \gset made_
SELECT allocate('第二中学', '22', 2, effective_on => '2019-01-10'), allocate('图书馆', '22', 4, effective_on => '2019-01-10'),
       allocate('少年宫', '22', 2, effective_on => '2019-01-10'), allocate('水文站', '22', 3, effective_on => '2019-01-10'),
       pool_fund(10, '22', origin => '国有林场改革', effective_on => '2019-01-10') \g /dev/null
INSERT INTO person (resident_id, name) SELECT citizen(n)::resident_id, '职工' || n FROM generate_series(300, 330) n;
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT p.id, unit_ref(k.unit), 22, '2019-01-10', 1
  FROM (VALUES (300, '第一中学'), (301, '第一中学'), (302, '第一中学'), (303, '第一中学'), (304, '第一中学'),
               (305, '第二中学'), (306, '第二中学'), (307, '图书馆'), (308, '少年宫'), (309, '水文站')) k (n, unit)
  JOIN person p ON p.name = '职工' || k.n;
SELECT certify_talent(citizen(200 + n), '兴人才认[2019]' || n || '号', 'high_level', '2019-12-31', name => '人才' || n, effective_on => '2019-01-10')
  FROM generate_series(1, 20) n \g /dev/null

-- total/free/reserved/lent, from the accounts
CREATE FUNCTION public.pool_identity() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('/', f.approved + l.lent, f.approved - f.reserved, f.reserved, l.lent)
      FROM trial.pool p JOIN trial.account f ON f.holder_id = p.holder_id AND f.post_type = p.post_type,
           LATERAL (SELECT coalesce(sum(a.approved), 0) AS lent FROM trial.account a WHERE a.post_type = p.post_type AND a.holder_id > 0) l
$$;
