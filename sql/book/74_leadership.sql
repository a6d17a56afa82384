-- 74_leadership: internal divisions, leadership posts and Party affairs: what the rules on them count (one
-- row a unit, with its figures and by how much the rule is broken), and the surveys made of it.
-- The engine (standing.c) reads the same *_count, *_standing views for a few units, as they are now and as they
-- would be without the transaction at hand: so a unit's row must come by index, without a walk over all.
-- What may not stand here: how a breach is answered (rule.mode) or excused (rule_exception).

-- ---------------------------------------------------------------------------------------------
-- Where a unit belongs, and which row of a rule counts there
-- ---------------------------------------------------------------------------------------------

-- The body to which a division (or group) belongs: the nearest one above it.  Nearly always that is the
-- parent; only below another division the path is searched.
CREATE VIEW unit_body AS
SELECT d.id AS unit_id,
       CASE WHEN p.kind = 'body' THEN p.id
            ELSE (SELECT b.id FROM unit b
                   WHERE b.kind = 'body' AND b.id = ANY (string_to_array(btrim(p.path, '/'), '/')::int[])
                   ORDER BY length(b.path) DESC LIMIT 1)
       END AS body_id,
       d.kind AS unit_kind, d.effective_on, d.until
  FROM unit d
  JOIN unit p ON p.id = d.parent_id
 WHERE d.kind <> 'body';
COMMENT ON VIEW unit_body IS '内设机构所属单位：每个内设机构（或分组）之上最近的法人单位';
COMMENT ON COLUMN unit_body.unit_id IS '机构编号';
COMMENT ON COLUMN unit_body.body_id IS '所属单位编号；之上没有法人单位时为空';
COMMENT ON COLUMN unit_body.unit_kind IS '节点种类；division 内设机构，group 分组';
COMMENT ON COLUMN unit_body.effective_on IS '生效日期';
COMMENT ON COLUMN unit_body.until IS '终止日期；自该日起不再有效';

-- A body and its live divisions, whatever groups or divisions lie between; bodies below it have theirs.
-- A path and ':' (the character after '/' and the digits) bound the subtree for the index on path.
CREATE VIEW body_member AS
SELECT b.id AS body_id, d.id AS unit_id, d.kind AS unit_kind, d.name AS unit, d.category, d.rank, d.sort
  FROM unit b
  JOIN unit d ON d.path ~>=~ b.path AND d.path ~<~ (b.path || ':') AND d.until IS NULL
             AND (d.id = b.id
                  OR (d.kind = 'division' AND (SELECT x.body_id FROM unit_body x WHERE x.unit_id = d.id) = b.id))
 WHERE b.kind = 'body' AND b.until IS NULL;
COMMENT ON VIEW body_member IS '单位及其内设机构：现存的法人单位，各与其自身和现存内设机构成一行';
COMMENT ON COLUMN body_member.body_id IS '所属单位编号';
COMMENT ON COLUMN body_member.unit_id IS '机构编号';
COMMENT ON COLUMN body_member.unit_kind IS '节点种类；body 法人单位，division 内设机构';
COMMENT ON COLUMN body_member.unit IS '机构名称';
COMMENT ON COLUMN body_member.category IS '机构类别；代码集 unit_category';
COMMENT ON COLUMN body_member.rank IS '机构规格；代码集 rank';
COMMENT ON COLUMN body_member.sort IS '排序';

-- As bz_book_rule() chooses: of the rows in force the one with the longest matching region.
CREATE VIEW unit_rule AS
SELECT u.id AS unit_id, r.code AS rule, r.mode, r.params
  FROM unit u
  JOIN rule r ON starts_with(u.region, CASE length(r.region) WHEN 6 THEN regexp_replace(r.region, '(00)+$', '') ELSE r.region END)
             AND r.effective_on <= current_date AND (r.until IS NULL OR r.until > current_date)
 WHERE NOT EXISTS (SELECT FROM rule n
                    WHERE n.code = r.code AND length(n.region) >= length(r.region)
                      AND length(regexp_replace(n.region, '(00)+$', '')) > length(regexp_replace(r.region, '(00)+$', ''))
                      AND starts_with(u.region, CASE length(n.region) WHEN 6 THEN regexp_replace(n.region, '(00)+$', '') ELSE n.region END)
                      AND n.effective_on <= current_date AND (n.until IS NULL OR n.until > current_date));
COMMENT ON VIEW unit_rule IS '机构适用的规则行：本地区优先，其次上级地区，最后通用';
COMMENT ON COLUMN unit_rule.unit_id IS '机构编号';
COMMENT ON COLUMN unit_rule.rule IS '规则号';
COMMENT ON COLUMN unit_rule.mode IS '方式；block 拒绝，warn 提示并记录，track 只记录';
COMMENT ON COLUMN unit_rule.params IS '参数';

-- ---------------------------------------------------------------------------------------------
-- Internal divisions (rule division_ceiling)
-- ---------------------------------------------------------------------------------------------

CREATE VIEW division_count AS
SELECT b.id AS unit_id, b.name AS unit, b.region, b.counterpart, b.counterpart_divisions, k.ceiling, n.present, n.uncounted,
       CASE WHEN k.ceiling IS NOT NULL THEN n.present - k.ceiling END AS excess,
       jsonb_build_object('counterpart_divisions', b.counterpart_divisions, 'ceiling', k.ceiling, 'present', n.present,
                          'excess', n.present - k.ceiling) AS figures
  FROM unit b
  LEFT JOIN unit_rule r ON r.unit_id = b.id AND r.rule = 'division_ceiling'
 CROSS JOIN LATERAL (SELECT CASE WHEN b.counterpart IS NOT NULL THEN
                                floor(b.counterpart_divisions * coalesce((r.params ->> 'numerator')::numeric, 2)
                                      / coalesce(nullif((r.params ->> 'denominator')::numeric, 0), 3))::int END AS ceiling) k
 CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE coalesce((c.attributes ->> 'counts')::bool, true))::int AS present,
                            count(*) FILTER (WHERE NOT coalesce((c.attributes ->> 'counts')::bool, true))::int AS uncounted
                       FROM body_member m
                       LEFT JOIN code c ON c.set = 'unit_category' AND c.code = m.category
                      WHERE m.body_id = b.id AND m.unit_kind = 'division') n
 WHERE b.kind = 'body' AND b.until IS NULL;
COMMENT ON VIEW division_count IS '内设机构数：各单位现有内设机构数，与按上级对应部门测算的上限';
COMMENT ON COLUMN division_count.unit_id IS '机构编号';
COMMENT ON COLUMN division_count.unit IS '机构名称';
COMMENT ON COLUMN division_count.region IS '区划代码';
COMMENT ON COLUMN division_count.counterpart IS '上级对应部门';
COMMENT ON COLUMN division_count.counterpart_divisions IS '上级对应部门内设机构数';
COMMENT ON COLUMN division_count.ceiling IS '内设机构数上限；上级对应部门内设机构数的三分之二取整，没有对应部门的不限';
COMMENT ON COLUMN division_count.present IS '现有内设机构数；机关党委、纪检监察机构等不计的除外';
COMMENT ON COLUMN division_count.uncounted IS '不计数的内设机构数；机关党委、纪检监察机构等';
COMMENT ON COLUMN division_count.excess IS '超出数；不超出为零或负数';
COMMENT ON COLUMN division_count.figures IS '数据';

-- Divisions that the seed's survey looks at first: service, single-purpose and temporary ones.
CREATE VIEW division_candidate AS
SELECT m.body_id AS unit_id, m.unit_id AS candidate_id, m.unit AS division, c.code AS reason, c.name_zh AS reason_name, NULL::text AS detail
  FROM body_member m
  JOIN code c ON c.set = 'unit_category' AND c.code = m.category AND (c.attributes ->> 'merge_candidate')::bool
 WHERE m.unit_kind = 'division';
COMMENT ON VIEW division_candidate IS '可归并的内设机构：内部服务、单一专业、阶段性工作和职责交叉的，每个理由一行';
COMMENT ON COLUMN division_candidate.unit_id IS '机构编号';
COMMENT ON COLUMN division_candidate.candidate_id IS '内设机构编号';
COMMENT ON COLUMN division_candidate.division IS '内设机构';
COMMENT ON COLUMN division_candidate.reason IS '归并理由代码；代码集 unit_category，或 overlap 职责交叉';
COMMENT ON COLUMN division_candidate.reason_name IS '归并理由';
COMMENT ON COLUMN division_candidate.detail IS '说明';

CREATE VIEW division_survey AS
SELECT d.unit_id, d.unit, d.region, d.counterpart, d.counterpart_divisions, d.ceiling, d.present, d.uncounted,
       d.ceiling - d.present AS room, coalesce(k.n, 0) AS candidates, k.list AS candidate_list
  FROM division_count d
  LEFT JOIN LATERAL (SELECT count(DISTINCT x.candidate_id)::int AS n,
                            string_agg(concat(x.division, '（', x.reason_name, CASE WHEN x.detail IS NOT NULL THEN '：' END, x.detail, '）'),
                                       '、' ORDER BY x.candidate_id, x.reason) AS list
                       FROM division_candidate x WHERE x.unit_id = d.unit_id) k ON true
 WHERE d.counterpart IS NOT NULL OR d.present > 0 OR d.uncounted > 0;
COMMENT ON VIEW division_survey IS '内设机构测算表：各部门的上级对应部门及其内设机构数、上限、现有数、余额，以及可归并的内设机构';
COMMENT ON COLUMN division_survey.unit_id IS '机构编号';
COMMENT ON COLUMN division_survey.unit IS '机构名称';
COMMENT ON COLUMN division_survey.region IS '区划代码';
COMMENT ON COLUMN division_survey.counterpart IS '上级对应部门';
COMMENT ON COLUMN division_survey.counterpart_divisions IS '上级对应部门内设机构数';
COMMENT ON COLUMN division_survey.ceiling IS '内设机构数上限';
COMMENT ON COLUMN division_survey.present IS '现有内设机构数';
COMMENT ON COLUMN division_survey.uncounted IS '不计数的内设机构数';
COMMENT ON COLUMN division_survey.room IS '余额；上限减现有数，负数即超出';
COMMENT ON COLUMN division_survey.candidates IS '可归并数';
COMMENT ON COLUMN division_survey.candidate_list IS '可归并的内设机构及理由';

-- ---------------------------------------------------------------------------------------------
-- For check_rules()
-- ---------------------------------------------------------------------------------------------

CREATE VIEW leadership_failure AS
SELECT 'division_ceiling' AS rule, NULL::text AS level, d.region, concat(d.unit_id, '/0') AS thing, d.unit_id, NULL::int AS post_type,
       d.unit AS object, d.figures, '归并、撤销内设机构（见 division_survey），或依文件更正对应部门内设机构数，或办理例外批准' AS remedy,
       d.excess::bigint AS excess
  FROM division_count d
 WHERE d.excess > 0;
COMMENT ON VIEW leadership_failure IS '内设机构、领导职数、党务机构不合规的对象；并入 rule_failure';
COMMENT ON COLUMN leadership_failure.rule IS '规则号';
COMMENT ON COLUMN leadership_failure.level IS '级别；空为规则行的级别';
COMMENT ON COLUMN leadership_failure.region IS '区划代码';
COMMENT ON COLUMN leadership_failure.thing IS '对象键；问题键中规则号之后的部分';
COMMENT ON COLUMN leadership_failure.unit_id IS '机构编号';
COMMENT ON COLUMN leadership_failure.post_type IS '编制类别代码';
COMMENT ON COLUMN leadership_failure.object IS '对象';
COMMENT ON COLUMN leadership_failure.figures IS '数据';
COMMENT ON COLUMN leadership_failure.remedy IS '整改办法';
COMMENT ON COLUMN leadership_failure.excess IS '超出数';
