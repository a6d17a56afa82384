-- 45_pool_2021: what became of the forty loans of 2019, until the end of 2021.
--
-- From the seed: talent that leaves the league gives the post back; borrowers return within two years what attrition
-- frees; what is not returned by then is taken from vacancies of other institutions of the same department.
-- Synthetic: all dates and persons, the four institutions of 2018, and that nothing else of 2020 and 2021 is told
-- (nobody else in the book retires in these two years).

SELECT record_document(number => number, issued_on => issued_on::date, kind => kind, title => title || '（示例，文号虚构）', issuer => '中共兴安盟委机构编制委员会办公室')
FROM (VALUES ('兴机编示〔2018〕11号', '2018-11-20', 'approval', '关于设立四个盟属事业单位的批复'),
             ('兴编列示〔2020〕1号', '2020-04-01', 'personnel', '2020年人员列编'),
             ('兴编减示〔2020〕1号', '2020-01-01', 'personnel', '2020年人员出编'),
             ('兴编减示〔2021〕1号', '2021-01-01', 'personnel', '2021年人员出编'),
             ('兴编周示〔2020〕1号', '2020-01-02', 'approval', '2020年引进人才周转编制归还'),
             ('兴编周示〔2021〕1号', '2021-01-04', 'approval', '2021年引进人才周转编制归还'),
             ('兴编周示〔2021〕8号', '2021-03-15', 'approval', '关于续用引进人才周转编制的批复'),
             ('兴机编示〔2021〕12号', '2021-12-15', 'approval', '关于收回引进人才周转编制的通知')
     ) AS sample (number, issued_on, kind, title);

-- Four institutions with vacancies, so that some departments have someone to take from; set up before the league
-- let new institutions only replace old ones (30_reform).
SELECT establish_unit(name => name, short_name => short_name, class => 'institution', region => '152200', rank => 'gu', system => 'government',
                      category => 'welfare_1', supervisor => supervisor, credit_code => credit_code, industry => 'other',
                      document => '兴机编示〔2018〕11号', effective_on => '2018-11-20')
FROM (VALUES ('兴安盟工业信息化发展中心', '盟工信中心', '盟工信局', NULL),
             ('兴安盟农牧业技术推广中心', '盟农推中心', '盟农牧局', NULL),
             ('兴安盟卫生健康服务中心', '盟卫健中心', '盟卫健委', NULL),
             ('兴安盟自然资源调查中心', '盟资源调查中心', '盟自然资源局', NULL)) AS body (name, short_name, supervisor, credit_code);

UPDATE unit SET sort = place.sort
FROM (VALUES ('盟工信中心', 391), ('盟农推中心', 392), ('盟卫健中心', 393), ('盟资源调查中心', 394)) AS place (short_name, sort)
WHERE unit.short_name = place.short_name;

SELECT allocate(unit => unit, post_type => '22', quantity => quantity, document => '兴机编示〔2018〕11号', effective_on => '2018-11-20')
FROM (VALUES ('盟工信中心', 5), ('盟农推中心', 8), ('盟卫健中心', 8), ('盟资源调查中心', 4)) AS quota (unit, quantity);

-- Their first people come from 盟机关事务中心.
SELECT transfer_person(person => '#' || mover.person_id, to_unit => mover.unit, document => '兴编列示〔2020〕1号', effective_on => '2020-04-01')
FROM (SELECT enrolment.person_id,
             (ARRAY['盟工信中心', '盟农推中心', '盟卫健中心', '盟资源调查中心'])[1 + row_number() OVER (ORDER BY enrolment.effective_on DESC, enrolment.id) % 4] AS unit
      FROM enrolment JOIN unit ON unit.id = enrolment.unit_id
      WHERE unit.short_name = '盟机关事务中心' AND enrolment.post_type = 22 AND enrolment.until IS NULL AND enrolment.effective_on < '2020-01-01'
        AND NOT EXISTS (SELECT FROM appointment WHERE appointment.person_id = enrolment.person_id AND appointment.until IS NULL)
      ORDER BY enrolment.effective_on DESC, enrolment.id
      LIMIT 8) AS mover
ORDER BY mover.person_id;

-- One talent leaves the league in June 2020: the post goes straight back.
SELECT release(person => '#' || leaver.person_id, exit_reason => 'transfer_out', document => '兴编减示〔2020〕1号', effective_on => '2020-06-15')
FROM (SELECT seat.person_id FROM pool_seat AS seat JOIN unit ON unit.id = seat.unit_id
      WHERE unit.short_name = '盟医院' AND seat.until IS NULL ORDER BY seat.id LIMIT 1) AS leaver;

-- Retirements in the nine, leaders excepted.
UPDATE enrolment SET until = person.retire_on, exit_reason = 'retirement', until_document_id = document.id
FROM person, document
WHERE enrolment.person_id = person.id AND enrolment.until IS NULL
  AND person.retire_on BETWEEN '2020-01-01' AND '2021-12-01'
  AND enrolment.unit_id IN (SELECT unit_id FROM pool_loan)
  AND NOT EXISTS (SELECT FROM appointment WHERE appointment.person_id = person.id AND appointment.until IS NULL)
  AND document.number = '兴编减示〔' || extract(year FROM person.retire_on) || '〕1号';

-- Each freed post is owed to the pool first: ten days later the talent who is due first sits on it.
INSERT INTO pool_settlement (seat_id, kind, post_type, document_id, effective_on)
SELECT seat.id, 'returned', freed.post_type, document.id, freed.until + 10
FROM (SELECT unit_id, post_type, until, row_number() OVER (PARTITION BY unit_id ORDER BY until, id) AS k
      FROM enrolment
      WHERE exit_reason = 'retirement' AND until BETWEEN '2020-01-01' AND '2021-12-01' AND unit_id IN (SELECT unit_id FROM pool_loan)) AS freed
     JOIN (SELECT id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY return_by, id) AS k
           FROM pool_seat WHERE until IS NULL) AS seat ON seat.unit_id = freed.unit_id AND seat.k = freed.k
     JOIN document ON document.number = '兴编周示〔' || extract(year FROM freed.until + 10) || '〕1号'
ORDER BY freed.until, seat.id;

-- One loan is extended by a year, the rest of what is due is reclaimed in December 2021 from vacancies of other
-- institutions of the department; where there are none, it stays to be reclaimed (view pool_to_reclaim).
SELECT pool_extend(person => '#' || seat.person_id, document => '兴编周示〔2021〕8号', effective_on => '2021-03-15')
FROM (SELECT min(seat.person_id) AS person_id FROM pool_seat AS seat JOIN unit ON unit.id = seat.unit_id
      WHERE unit.short_name = '盟不动产中心' AND seat.until IS NULL) AS seat
WHERE seat.person_id IS NOT NULL;

SELECT pool_reclaim(document => '兴机编示〔2021〕12号', effective_on => '2021-12-15');

UPDATE person SET status = CASE enrolment.exit_reason WHEN 'retirement' THEN 'retired' ELSE 'left' END
FROM enrolment
WHERE enrolment.person_id = person.id AND enrolment.until >= '2020-01-01' AND enrolment.exit_reason IN ('retirement', 'transfer_out')
  AND NOT EXISTS (SELECT FROM enrolment AS now WHERE now.person_id = person.id AND now.until IS NULL);
