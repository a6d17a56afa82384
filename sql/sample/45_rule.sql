-- 45_rule: what the league decides for itself, once its book is in order.
--
-- From the seed: divisions at most two thirds of the counterpart's; chiefs and deputies of divisions about three to
-- one ("原则上", so a warning); every department of the league with an organ Party committee and its full-time deputy
-- secretary, or with a Party affairs section.
-- Synthetic: the plan by which 盟广电台 works off its excess.

INSERT INTO rule (code, region, mode, level, params, basis, name_zh, name_en)
SELECT rule.code, '152200', league.mode, rule.level, rule.params, league.basis, rule.name_zh, rule.name_en
FROM (VALUES ('division_ceiling', 'block', '《兴安盟机构改革方案》：盟直各部门内设机构数不超过自治区对应部门内设机构数三分之二〔通行做法〕'),
             ('leader_ratio', 'warn', '《兴安盟机构改革方案》：内设机构正副科级领导职数原则上按照3:1左右的比例核定〔通行做法〕'),
             ('party_affairs', 'block', '《兴安盟机构改革方案》：盟直部门全部设置专门党务机构〔通行做法〕')
     ) AS league (code, mode, basis)
     JOIN rule ON rule.code = league.code AND rule.region = '';

SELECT plan_reduction(unit => '盟广电台', post_type => account.post_type::text,
                      steps => jsonb_build_object('2035-12-31', (account.strength - account.approved) * 2 / 3,
                                                  '2045-12-31', 0),
                      document => '兴机编示〔2018〕12号', effective_on => '2019-12-31',
                      note => '退休一个减一个，不再进人')
FROM account JOIN unit ON unit.id = account.holder_id
WHERE unit.short_name = '盟广电台' AND account.strength > account.approved + 1;
