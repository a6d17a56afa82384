-- 32_priority: who is given posts first.
--
-- From the seed: 重点保障新组建的医疗保障、退役军人等部门和扶贫、审计等经济社会发展重点部门用编需求.
-- Synthetic: the weights, the date and the document (its number contains 示).

SELECT record_document(number => '兴机编示〔2019〕3号', issued_on => '2019-01-18', kind => 'approval',
                       title => '关于新组建部门和重点部门用编优先保障的通知（示例，文号虚构）', issuer => '中共兴安盟委机构编制委员会');

SELECT set_priority(unit => unit, weight => weight, kind => kind, document => '兴机编示〔2019〕3号', effective_on => '2019-01-18')
FROM (VALUES ('盟医保局', 10, 'new'), ('盟退役军人局', 10, 'new'), ('盟扶贫办', 6, 'key'), ('盟审计局', 6, 'key'))
     AS first (unit, weight, kind);
