-- 74_leadership: internal divisions, leadership posts and Party affairs: what the rules on them count (one
-- row a unit, with its figures and by how much the rule is broken), and the surveys made of it.
-- The engine (standing.c) reads the same *_count, *_standing views for a few units, as they are now and as they
-- would be without the transaction at hand: so a unit's row must come by index, without a walk over all, whatever
-- statistics there are.  Without any, "until IS NULL" seems to leave one row in two hundred, and an index of live units
-- read from end to end looks cheap: OFFSET 0 below keeps such a condition away from where rows are looked up.
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

CREATE FUNCTION body_of(unit int) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT x.body_id FROM unit_body x WHERE x.unit_id = body_of.unit;
END;
COMMENT ON FUNCTION body_of(int) IS '内设机构所属单位的编号';

-- A body and its live divisions, whatever groups or divisions lie between; bodies below it have theirs.
-- A path and ':' (the character after '/' and the digits) bound the subtree for the index on path.
CREATE VIEW body_member AS
SELECT b.id AS body_id, d.id AS unit_id, d.kind AS unit_kind, d.name AS unit, d.category, d.rank, d.sort
  FROM unit b
  JOIN LATERAL (SELECT x.* FROM unit x WHERE x.path ~>=~ b.path AND x.path ~<~ (b.path || ':') OFFSET 0) d
    ON d.until IS NULL AND (d.id = b.id OR (d.kind = 'division' AND body_of(d.id) = b.id))
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
CREATE FUNCTION rule_params(rule text, region text) RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT r.params FROM rule r
     WHERE r.code = rule_params.rule AND r.effective_on <= current_date AND (r.until IS NULL OR r.until > current_date)
       AND starts_with(rule_params.region, CASE length(r.region) WHEN 6 THEN regexp_replace(r.region, '(00)+$', '') ELSE r.region END)
     ORDER BY length(regexp_replace(r.region, '(00)+$', '')) DESC, length(r.region) DESC LIMIT 1;
END;
COMMENT ON FUNCTION rule_params(text, text) IS '某地区现行规则的参数：本地区优先，其次上级地区，最后通用；没有现行规则为空';

-- ---------------------------------------------------------------------------------------------
-- Internal divisions (rule division_ceiling)
-- ---------------------------------------------------------------------------------------------

CREATE VIEW division_count AS
SELECT b.id AS unit_id, b.name AS unit, b.region, b.counterpart, b.counterpart_divisions, k.ceiling, n.present, n.uncounted AS uncounted_divisions,
       CASE WHEN k.ceiling IS NOT NULL THEN n.present - k.ceiling END AS excess,
       jsonb_build_object('counterpart_divisions', b.counterpart_divisions, 'ceiling', k.ceiling, 'present', n.present,
                          'excess', n.present - k.ceiling) AS figures
  FROM unit b
 CROSS JOIN LATERAL (SELECT rule_params('division_ceiling', b.region) AS params OFFSET 0) r
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
COMMENT ON COLUMN division_count.uncounted_divisions IS '不计数的内设机构数；机关党委、纪检监察机构等';
COMMENT ON COLUMN division_count.excess IS '超出数；不超出为零或负数';
COMMENT ON COLUMN division_count.figures IS '数据';

-- Divisions that the seed's survey looks at first: service, single-purpose and temporary ones, and those with duties
-- of a field in which another unit of the department has some too.
CREATE VIEW division_candidate AS
SELECT m.body_id AS unit_id, m.unit_id AS candidate_id, m.unit AS division, c.code AS reason, c.name_zh AS reason_name, NULL::text AS detail
  FROM body_member m
  JOIN code c ON c.set = 'unit_category' AND c.code = m.category AND (c.attributes ->> 'merge_candidate')::bool
 WHERE m.unit_kind = 'division'
UNION ALL
SELECT body_of(o.unit_id), o.unit_id, o.unit, 'overlap', '职责交叉',
       concat(o.field_name, '，', string_agg(DISTINCT o.other, '、'))
  FROM (SELECT x.unit_id, x.unit, x.unit_kind, x.field_name, x.other_unit AS other FROM duty_overlap x
         UNION ALL
        SELECT y.other_unit_id, y.other_unit, y.other_unit_kind, y.field_name, y.unit FROM duty_overlap y) o
 WHERE o.unit_kind = 'division' AND body_of(o.unit_id) IS NOT NULL
 GROUP BY o.unit_id, o.unit, o.field_name;
COMMENT ON VIEW division_candidate IS '可归并的内设机构：内部服务、单一专业、阶段性工作和职责交叉的，每个理由一行';
COMMENT ON COLUMN division_candidate.unit_id IS '机构编号';
COMMENT ON COLUMN division_candidate.candidate_id IS '内设机构编号';
COMMENT ON COLUMN division_candidate.division IS '内设机构';
COMMENT ON COLUMN division_candidate.reason IS '归并理由代码；代码集 unit_category，或 overlap 职责交叉';
COMMENT ON COLUMN division_candidate.reason_name IS '归并理由';
COMMENT ON COLUMN division_candidate.detail IS '说明';

CREATE VIEW division_survey AS
SELECT d.unit_id, d.unit, d.region, d.counterpart, d.counterpart_divisions, d.ceiling, d.present, d.uncounted_divisions,
       d.ceiling - d.present AS room, coalesce(k.n, 0) AS candidates, k.list AS candidate_list
  FROM division_count d
  LEFT JOIN LATERAL (SELECT count(DISTINCT x.candidate_id)::int AS n,
                            string_agg(concat(x.division, '（', x.reason_name, CASE WHEN x.detail IS NOT NULL THEN '：' END, x.detail, '）'),
                                       '、' ORDER BY x.candidate_id, x.reason) AS list
                       FROM division_candidate x WHERE x.unit_id = d.unit_id) k ON true
 WHERE d.counterpart IS NOT NULL OR d.present > 0 OR d.uncounted_divisions > 0;
COMMENT ON VIEW division_survey IS '内设机构测算表：各部门的上级对应部门及其内设机构数、上限、现有数、余额，以及可归并的内设机构';
COMMENT ON COLUMN division_survey.unit_id IS '机构编号';
COMMENT ON COLUMN division_survey.unit IS '机构名称';
COMMENT ON COLUMN division_survey.region IS '区划代码';
COMMENT ON COLUMN division_survey.counterpart IS '上级对应部门';
COMMENT ON COLUMN division_survey.counterpart_divisions IS '上级对应部门内设机构数';
COMMENT ON COLUMN division_survey.ceiling IS '内设机构数上限';
COMMENT ON COLUMN division_survey.present IS '现有内设机构数';
COMMENT ON COLUMN division_survey.uncounted_divisions IS '不计数的内设机构数';
COMMENT ON COLUMN division_survey.room IS '余额；上限减现有数，负数即超出';
COMMENT ON COLUMN division_survey.candidates IS '可归并数';
COMMENT ON COLUMN division_survey.candidate_list IS '可归并的内设机构及理由';

-- ---------------------------------------------------------------------------------------------
-- Leadership posts (rules leader_ratio, leadership_standard, high_post)
-- ---------------------------------------------------------------------------------------------

-- Chiefs and deputies of a body's divisions, wherever their posts were approved: at the division or at the body.
-- Whole posts: at most floor(chiefs / (ratio - tolerance)) deputies, at least floor(chiefs / (ratio + tolerance)).
CREATE VIEW leader_ratio_standing AS
SELECT b.id AS unit_id, b.name AS unit, b.region, n.chiefs, n.deputies, k.fewest, k.most, n.deputies - k.most AS excess,
       jsonb_build_object('chiefs', n.chiefs, 'deputies', n.deputies, 'fewest', k.fewest, 'most', k.most) AS figures
  FROM unit b
 CROSS JOIN LATERAL (SELECT rule_params('leader_ratio', b.region) AS params OFFSET 0) r
 CROSS JOIN LATERAL (SELECT coalesce((r.params ->> 'ratio')::numeric, 3) AS ratio, coalesce((r.params ->> 'tolerance')::numeric, 0.5) AS tolerance,
                            coalesce((r.params ->> 'min_chiefs')::int, 3) AS min_chiefs) p
 CROSS JOIN LATERAL (SELECT coalesce(sum(a.approved) FILTER (WHERE t.role = 'chief'), 0)::int AS chiefs,
                            coalesce(sum(a.approved) FILTER (WHERE t.role = 'deputy'), 0)::int AS deputies
                       FROM body_member m
                       JOIN account a ON a.holder_id = m.unit_id
                       JOIN post_type t ON t.code = a.post_type AND t.scope = 'division'
                      WHERE m.body_id = b.id) n
 CROSS JOIN LATERAL (SELECT CASE WHEN n.chiefs >= p.min_chiefs THEN floor(n.chiefs / nullif(greatest(p.ratio - p.tolerance, 0), 0))::int END AS most,
                            CASE WHEN n.chiefs >= p.min_chiefs THEN floor(n.chiefs / nullif(p.ratio + p.tolerance, 0))::int END AS fewest) k
 WHERE b.kind = 'body' AND b.until IS NULL;
COMMENT ON VIEW leader_ratio_standing IS '内设机构正副职比例：各单位内设机构正职、副职核定数，与按比例允许的副职数';
COMMENT ON COLUMN leader_ratio_standing.unit_id IS '机构编号';
COMMENT ON COLUMN leader_ratio_standing.unit IS '机构名称';
COMMENT ON COLUMN leader_ratio_standing.region IS '区划代码';
COMMENT ON COLUMN leader_ratio_standing.chiefs IS '内设机构正职数';
COMMENT ON COLUMN leader_ratio_standing.deputies IS '内设机构副职数';
COMMENT ON COLUMN leader_ratio_standing.fewest IS '副职数下限；正职过少不判时为空';
COMMENT ON COLUMN leader_ratio_standing.most IS '副职数上限；正职过少不判时为空';
COMMENT ON COLUMN leader_ratio_standing.excess IS '超出数；不超出为零或负数';
COMMENT ON COLUMN leader_ratio_standing.figures IS '数据';

-- Size of an institution: its approved establishment, without ring-fenced turnover posts (单列) and the quota of
-- off-establishment staff.  Size of a division: who is enrolled at its body and sits in it.  Posts: of scope unit
-- for a body (discipline posts are approved apart), of scope division for a division, in every role.
CREATE VIEW leadership_standing AS
SELECT u.id AS unit_id, u.name AS unit, u.region, s.scope, z.size, n.posts, s.posts_from, s.posts_to, n.posts - s.posts_to AS excess,
       jsonb_build_object('size', z.size, 'posts', n.posts, 'from', s.posts_from, 'to', s.posts_to) AS figures
  FROM unit u
 CROSS JOIN LATERAL (SELECT rule_params('leadership_standard', u.region) AS params OFFSET 0) r
 CROSS JOIN LATERAL (SELECT CASE WHEN u.kind = 'division' THEN 'division'
                                 WHEN u.kind = 'body' AND coalesce(r.params -> 'classes', '["institution", "reference_institution"]') ? u.class
                                 THEN 'institution' END AS scope) k
 CROSS JOIN LATERAL (SELECT CASE k.scope WHEN 'institution' THEN
                                (SELECT coalesce(sum(a.approved), 0) FROM account a JOIN post_type t ON t.code = a.post_type
                                  WHERE a.holder_id = u.id AND t.class = 'establishment' AND NOT t.ring_fenced)
                            WHEN 'division' THEN
                                (SELECT count(*) FROM enrolment e
                                  WHERE e.unit_id = body_of(u.id) AND e.division_id = u.id AND e.until IS NULL)
                            END::int AS size OFFSET 0) z
 CROSS JOIN LATERAL (SELECT coalesce(sum(a.approved), 0)::int AS posts FROM account a JOIN post_type t ON t.code = a.post_type
                      WHERE a.holder_id = u.id AND t.scope = CASE k.scope WHEN 'division' THEN 'division' ELSE 'unit' END) n
  JOIN leadership_standard s ON s.scope = k.scope AND z.size BETWEEN s.size_from AND coalesce(s.size_to, 2147483647)
 WHERE u.until IS NULL;
COMMENT ON VIEW leadership_standing IS '领导职数与标准：事业单位和内设机构的规模、核定领导职数和标准幅度';
COMMENT ON COLUMN leadership_standing.unit_id IS '机构编号';
COMMENT ON COLUMN leadership_standing.unit IS '机构名称';
COMMENT ON COLUMN leadership_standing.region IS '区划代码';
COMMENT ON COLUMN leadership_standing.scope IS '适用范围；institution 事业单位，division 内设机构';
COMMENT ON COLUMN leadership_standing.size IS '规模；事业单位为核定编制数，内设机构为在其中的在编人数';
COMMENT ON COLUMN leadership_standing.posts IS '核定领导职数';
COMMENT ON COLUMN leadership_standing.posts_from IS '职数下限';
COMMENT ON COLUMN leadership_standing.posts_to IS '职数上限';
COMMENT ON COLUMN leadership_standing.excess IS '超出数；不超出为零或负数';
COMMENT ON COLUMN leadership_standing.figures IS '数据';

-- Leadership posts approved at a unit whose rank is below theirs; unranked units and posts are not compared.
CREATE VIEW high_post_standing AS
SELECT u.id AS unit_id, u.name AS unit, u.region, a.post_type, t.name_zh AS post_type_name, a.approved AS excess,
       jsonb_build_object('unit_rank', ur.name_zh, 'post_rank', tr.name_zh, 'approved', a.approved) AS figures,
       ur.name_zh AS unit_rank_name
  FROM unit u
  JOIN code ur ON ur.set = 'rank' AND ur.code = u.rank AND ur.code NOT IN ('none', 'other')
  JOIN account a ON a.holder_id = u.id AND a.approved > 0
  JOIN post_type t ON t.code = a.post_type AND t.class = 'leadership'
  JOIN code tr ON tr.set = 'rank' AND tr.code = t.rank AND tr.code NOT IN ('none', 'other')
 WHERE u.until IS NULL AND tr.sort < ur.sort;
COMMENT ON VIEW high_post_standing IS '高于机构规格的领导职数';
COMMENT ON COLUMN high_post_standing.unit_id IS '机构编号';
COMMENT ON COLUMN high_post_standing.unit IS '机构名称';
COMMENT ON COLUMN high_post_standing.region IS '区划代码';
COMMENT ON COLUMN high_post_standing.post_type IS '编制类别代码';
COMMENT ON COLUMN high_post_standing.post_type_name IS '编制类别';
COMMENT ON COLUMN high_post_standing.excess IS '超出数；高于机构规格的职数';
COMMENT ON COLUMN high_post_standing.figures IS '数据';
COMMENT ON COLUMN high_post_standing.unit_rank_name IS '机构规格名称';

-- ---------------------------------------------------------------------------------------------
-- Party affairs (rule party_affairs)
-- ---------------------------------------------------------------------------------------------

-- A body of the classes and levels that the rule names has either an organ Party committee (party_body committee)
-- with the post of a full-time deputy secretary, or a Party affairs section (party_body section and the division).
-- Without a row of the rule it applies to nobody.
CREATE VIEW party_affairs_survey AS
SELECT u.id AS unit_id, u.name AS unit, u.region, u.party_body, d.posts AS deputy_secretary_posts, d.filled AS deputy_secretaries,
       s.n AS party_sections, k.state,
       CASE k.state WHEN 'committee' THEN '机关党委，有专职副书记职数' WHEN 'section' THEN '机关党建人事科' WHEN 'neither' THEN '两者均无'
                    WHEN 'both' THEN '两者兼有' WHEN 'no_deputy' THEN '机关党委无专职副书记职数' WHEN 'no_section' THEN '机关党建人事科未设'
                    WHEN 'unstated' THEN '设了机关党建人事科而未登记' END AS state_name,
       (k.state NOT IN ('committee', 'section'))::int AS excess,
       jsonb_build_object('party_body', u.party_body, 'deputy_secretary_posts', d.posts, 'party_sections', s.n, 'state', k.state) AS figures
  FROM unit u
  JOIN region g ON g.code = u.region
  JOIN LATERAL (SELECT rule_params('party_affairs', u.region) AS params OFFSET 0) r ON r.params -> 'classes' ? u.class AND r.params -> 'levels' ? g.level
 CROSS JOIN LATERAL (SELECT coalesce(sum(a.approved), 0)::int AS posts, coalesce(sum(a.strength), 0)::int AS filled FROM account a
                      WHERE a.holder_id = u.id AND a.post_type = coalesce((r.params ->> 'post_type')::int, 224)) d
 CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM body_member m
                      WHERE m.body_id = u.id AND m.unit_kind = 'division' AND m.category = 'party_section') s
 CROSS JOIN LATERAL (SELECT CASE WHEN (u.party_body IS NOT DISTINCT FROM 'committee' OR d.posts > 0) AND s.n > 0 THEN 'both'
                                 WHEN u.party_body = 'committee' AND d.posts > 0 THEN 'committee'
                                 WHEN u.party_body = 'committee' THEN 'no_deputy'
                                 WHEN u.party_body = 'section' AND s.n > 0 AND d.posts = 0 THEN 'section'
                                 WHEN u.party_body = 'section' THEN 'no_section'
                                 WHEN s.n > 0 THEN 'unstated'
                                 ELSE 'neither' END AS state) k
 WHERE u.kind = 'body' AND u.until IS NULL;
COMMENT ON VIEW party_affairs_survey IS '机关党务机构一览：规则适用的各机关设机关党委还是机关党建人事科，两者均无或兼有的';
COMMENT ON COLUMN party_affairs_survey.unit_id IS '机构编号';
COMMENT ON COLUMN party_affairs_survey.unit IS '机构名称';
COMMENT ON COLUMN party_affairs_survey.region IS '区划代码';
COMMENT ON COLUMN party_affairs_survey.party_body IS '机关党务机构；committee 机关党委，section 机关党建人事科';
COMMENT ON COLUMN party_affairs_survey.deputy_secretary_posts IS '专职副书记职数';
COMMENT ON COLUMN party_affairs_survey.deputy_secretaries IS '专职副书记实有数';
COMMENT ON COLUMN party_affairs_survey.party_sections IS '机关党建人事科数';
COMMENT ON COLUMN party_affairs_survey.state IS '状态';
COMMENT ON COLUMN party_affairs_survey.state_name IS '状态名称';
COMMENT ON COLUMN party_affairs_survey.excess IS '超出数；不合规为 1';
COMMENT ON COLUMN party_affairs_survey.figures IS '数据';

-- ---------------------------------------------------------------------------------------------
-- The survey of leadership
-- ---------------------------------------------------------------------------------------------

CREATE VIEW leadership_survey AS
WITH held AS (
    SELECT a.unit_id, a.post_type, count(*) FILTER (WHERE NOT a.counts)::int AS uncounted,
           count(*) FILTER (WHERE hr.sort < tr.sort AND hr.code NOT IN ('none', 'other') AND tr.code NOT IN ('none', 'other'))::int AS high_holders,
           string_agg(concat(p.name, coalesce('（' || x.name_zh || '）', '')), '、' ORDER BY a.id) FILTER (WHERE NOT a.counts) AS uncounted_list
      FROM appointment a
      JOIN person p ON p.id = a.person_id
      JOIN post_type t ON t.code = a.post_type
      LEFT JOIN code tr ON tr.set = 'rank' AND tr.code = t.rank
      LEFT JOIN code hr ON hr.set = 'rank' AND hr.code = a.holder_rank
      LEFT JOIN code x ON x.set = 'uncounted_reason' AND x.code = a.uncounted_reason
     WHERE a.until IS NULL
     GROUP BY a.unit_id, a.post_type
), seat AS (
    SELECT coalesce(a.holder_id, h.unit_id) AS unit_id, coalesce(a.post_type, h.post_type) AS post_type,
           coalesce(a.approved, 0) AS approved, coalesce(a.strength, 0) AS strength,
           coalesce(h.uncounted, 0) AS uncounted, coalesce(h.high_holders, 0) AS high_holders, h.uncounted_list
      FROM account a
      FULL JOIN held h ON h.unit_id = a.holder_id AND h.post_type = a.post_type
)
SELECT m.body_id, m.unit_id, m.unit, m.unit_kind, s.post_type, t.name_zh AS post_type_name, rank.name_zh AS rank_name,
       CASE t.role WHEN 'chief' THEN '正职' WHEN 'deputy' THEN '副职' ELSE '其他' END AS role_name,
       s.approved, s.strength, greatest(s.approved - s.strength, 0) AS vacancy, greatest(s.strength - s.approved, 0) AS excess,
       s.uncounted AS uncounted_holders, s.uncounted_list, s.high_holders, hp.unit_rank_name IS NOT NULL AS above_unit_rank,
       CASE WHEN m.unit_kind = 'body' AND q.chiefs + q.deputies > 0 THEN concat(q.chiefs, ':', q.deputies) END AS division_ratio,
       z.size, z.posts, CASE WHEN z.posts_to IS NOT NULL THEN concat(z.posts_from, '–', z.posts_to) END AS standard
  FROM seat s
  JOIN post_type t ON t.code = s.post_type AND t.class = 'leadership'
  JOIN body_member m ON m.unit_id = s.unit_id
  LEFT JOIN code rank ON rank.set = 'rank' AND rank.code = t.rank
  -- a look-up for each row: none of these may be counted for all units once for every row
  LEFT JOIN LATERAL (SELECT x.chiefs, x.deputies FROM leader_ratio_standing x WHERE x.unit_id = m.unit_id OFFSET 0) q ON m.unit_kind = 'body'
  LEFT JOIN LATERAL (SELECT x.size, x.posts, x.posts_from, x.posts_to FROM leadership_standing x WHERE x.unit_id = m.unit_id OFFSET 0) z ON true
  LEFT JOIN LATERAL (SELECT x.unit_rank_name FROM high_post_standing x WHERE x.unit_id = m.unit_id AND x.post_type = s.post_type OFFSET 0) hp ON true
 WHERE s.approved <> 0 OR s.strength <> 0 OR s.uncounted > 0;
COMMENT ON VIEW leadership_survey IS '领导职数一览：各单位和内设机构各层次正副职的核定、实有、空缺、超配，不占职数人员、高配，内设机构正副职比例和职数标准';
COMMENT ON COLUMN leadership_survey.body_id IS '所属单位编号';
COMMENT ON COLUMN leadership_survey.unit_id IS '机构编号';
COMMENT ON COLUMN leadership_survey.unit IS '机构名称';
COMMENT ON COLUMN leadership_survey.unit_kind IS '节点种类；body 法人单位，division 内设机构';
COMMENT ON COLUMN leadership_survey.post_type IS '编制类别代码';
COMMENT ON COLUMN leadership_survey.post_type_name IS '编制类别';
COMMENT ON COLUMN leadership_survey.rank_name IS '职务层次';
COMMENT ON COLUMN leadership_survey.role_name IS '正副职';
COMMENT ON COLUMN leadership_survey.approved IS '核定数';
COMMENT ON COLUMN leadership_survey.strength IS '实有数';
COMMENT ON COLUMN leadership_survey.vacancy IS '空编数；未配的职数';
COMMENT ON COLUMN leadership_survey.excess IS '超出数；超配的职数';
COMMENT ON COLUMN leadership_survey.uncounted_holders IS '不占职数人数';
COMMENT ON COLUMN leadership_survey.uncounted_list IS '不占职数人员及原因';
COMMENT ON COLUMN leadership_survey.high_holders IS '高配人数';
COMMENT ON COLUMN leadership_survey.above_unit_rank IS '高于机构规格';
COMMENT ON COLUMN leadership_survey.division_ratio IS '内设机构正副职；正职数:副职数';
COMMENT ON COLUMN leadership_survey.size IS '规模；事业单位为核定编制数，内设机构为在其中的在编人数';
COMMENT ON COLUMN leadership_survey.posts IS '核定领导职数';
COMMENT ON COLUMN leadership_survey.standard IS '职数标准';

-- ---------------------------------------------------------------------------------------------
-- Working off an excess (消化)
-- ---------------------------------------------------------------------------------------------

CREATE VIEW reduction_progress AS
SELECT p.id AS reduction_id, p.unit_id, u.name AS unit, u.region, p.post_type, t.name_zh AS post_type_name, d.number AS document_number,
       p.effective_on, p.start_excess, k.planned, n.actual, nx.due_on AS next_due_on, nx.allowed AS next_allowed,
       CASE WHEN n.actual = 0 THEN 'done' WHEN n.actual > k.planned THEN 'behind' ELSE 'on_track' END AS state,
       CASE WHEN n.actual = 0 THEN '已消化' WHEN n.actual > k.planned THEN '滞后' ELSE '按计划' END AS state_name
  FROM reduction_plan p
  JOIN unit u ON u.id = p.unit_id
  JOIN post_type t ON t.code = p.post_type
  LEFT JOIN document d ON d.id = p.document_id
  LEFT JOIN account a ON a.holder_id = p.unit_id AND a.post_type = p.post_type
 CROSS JOIN LATERAL (SELECT greatest(coalesce(a.strength - a.approved, 0), 0) AS actual) n
 CROSS JOIN LATERAL (SELECT coalesce((SELECT s.allowed FROM reduction_step s WHERE s.reduction_id = p.id AND s.due_on <= current_date
                                       ORDER BY s.due_on DESC LIMIT 1), p.start_excess) AS planned) k
  LEFT JOIN LATERAL (SELECT s.due_on, s.allowed FROM reduction_step s WHERE s.reduction_id = p.id AND s.due_on > current_date
                      ORDER BY s.due_on LIMIT 1) nx ON true
 WHERE p.until IS NULL;
COMMENT ON VIEW reduction_progress IS '消化进度：各消化计划目前计划允许的超出数与实际超出数';
COMMENT ON COLUMN reduction_progress.reduction_id IS '消化计划编号';
COMMENT ON COLUMN reduction_progress.unit_id IS '机构编号';
COMMENT ON COLUMN reduction_progress.unit IS '机构名称';
COMMENT ON COLUMN reduction_progress.region IS '区划代码';
COMMENT ON COLUMN reduction_progress.post_type IS '编制类别代码';
COMMENT ON COLUMN reduction_progress.post_type_name IS '编制类别';
COMMENT ON COLUMN reduction_progress.document_number IS '批准文号';
COMMENT ON COLUMN reduction_progress.effective_on IS '生效日期';
COMMENT ON COLUMN reduction_progress.start_excess IS '起始超出数';
COMMENT ON COLUMN reduction_progress.planned IS '计划允许数；至今最多还可超出的数额';
COMMENT ON COLUMN reduction_progress.actual IS '实际超出数；实有数减核定数';
COMMENT ON COLUMN reduction_progress.next_due_on IS '下一期限';
COMMENT ON COLUMN reduction_progress.next_allowed IS '下一期允许数';
COMMENT ON COLUMN reduction_progress.state IS '状态';
COMMENT ON COLUMN reduction_progress.state_name IS '状态名称';

-- steps: a JSON object of dates and what may still be in excess from each on, as {"2020-12-31": 2, "2021-12-31": 0}.
CREATE FUNCTION plan_reduction(unit text, post_type text, steps jsonb, document text DEFAULT NULL,
                               effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        INSERT INTO reduction_plan (unit_id, post_type, start_excess, document_id, effective_on, note)
        SELECT u.id, t.code, 1, document_ref(plan_reduction.document), coalesce(plan_reduction.effective_on, current_date),
               plan_reduction.note
          FROM (SELECT unit_ref(plan_reduction.unit) AS id) u, (SELECT post_type_ref(plan_reduction.post_type) AS code) t
        RETURNING id
    ), s AS (
        INSERT INTO reduction_step (reduction_id, due_on, allowed)
        SELECT p.id, k.key::date, k.value::int
          FROM p, jsonb_each_text(bianzhi.require(nullif(plan_reduction.steps, '{}')::text, 'steps')::jsonb) k
    )
    SELECT p.id FROM p;
END;
COMMENT ON FUNCTION plan_reduction(text, text, jsonb, text, date, text) IS
    '登记消化计划：某机构某类编制或职数的超出数，到各期限日止最多还可超出多少';

CREATE FUNCTION end_reduction(plan bigint, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE reduction_plan SET until = coalesce(end_reduction.effective_on, current_date),
                                  until_document_id = document_ref(end_reduction.document)
         WHERE id = end_reduction.plan AND until IS NULL
        RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('reduction plan', end_reduction.plan::text)::bigint);
END;
COMMENT ON FUNCTION end_reduction(bigint, text, date) IS '终止消化计划：自生效日期起不再执行';

-- ---------------------------------------------------------------------------------------------
-- For check_rules() and verify()
-- ---------------------------------------------------------------------------------------------

CREATE VIEW leadership_failure AS
SELECT 'division_ceiling' AS rule, NULL::text AS level, d.region, concat(d.unit_id, '/0') AS thing, d.unit_id, NULL::int AS post_type,
       d.unit AS object, d.figures, '归并、撤销内设机构（见 division_survey），或依文件更正对应部门内设机构数，或办理例外批准' AS remedy,
       d.excess::bigint AS excess
  FROM division_count d
 WHERE d.excess > 0
UNION ALL
SELECT 'leader_ratio', NULL, q.region, concat(q.unit_id, '/0'), q.unit_id, NULL, q.unit, q.figures,
       '核减内设机构副职职数，或依文件核增正职职数，或办理例外批准并限期消化', q.excess
  FROM leader_ratio_standing q
 WHERE q.excess > 0
UNION ALL
-- too few is only noticed
SELECT 'leader_ratio', 'notice', q.region, concat(q.unit_id, '/few'), q.unit_id, NULL, q.unit, q.figures,
       '内设机构副职偏少，核定职数时可予考虑', 0
  FROM leader_ratio_standing q
 WHERE q.deputies < q.fewest
UNION ALL
SELECT 'leadership_standard', NULL, z.region, concat(z.unit_id, '/0'), z.unit_id, NULL, z.unit, z.figures,
       '核减领导职数至标准以内，或办理例外批准并限期消化', z.excess
  FROM leadership_standing z
 WHERE z.excess > 0
UNION ALL
SELECT 'high_post', NULL, h.region, concat(h.unit_id, '/', h.post_type), h.unit_id, h.post_type, concat(h.unit, ' ', h.post_type_name), h.figures,
       '职数层次高于机构规格：注明批准文件，或办理例外批准，或转换为相应层次的职数', 0
  FROM high_post_standing h
UNION ALL
SELECT 'concurrent_post', NULL, u.region, concat('p', c.person_id), u.id, c.post_type, concat(p.name, ' ', bianzhi.masked(p.resident_id)),
       jsonb_build_object('counting', c.n), '兼任的只在一处占职数：其余免去后以不占职数（counts 为否）重新任职', 0
  FROM (SELECT a.person_id, count(*) AS n, (array_agg(a.unit_id ORDER BY a.id))[1] AS unit_id, (array_agg(a.post_type ORDER BY a.id))[1] AS post_type
          FROM appointment a WHERE a.until IS NULL AND a.counts GROUP BY a.person_id HAVING count(*) > 1) c
  JOIN person p ON p.id = c.person_id
  JOIN unit u ON u.id = c.unit_id
UNION ALL
SELECT 'party_affairs', NULL, y.region, concat(y.unit_id, '/0'), y.unit_id, NULL, concat(y.unit, ' ', y.state_name), y.figures,
       '设机关党委的核定专职副书记职数，未设的设立机关党建人事科，二者居其一', 0
  FROM party_affairs_survey y
 WHERE y.excess > 0
UNION ALL
SELECT 'reduction_behind', NULL, r.region, concat('plan', r.reduction_id), r.unit_id, r.post_type, concat(r.unit, ' ', r.post_type_name),
       jsonb_build_object('planned', r.planned, 'actual', r.actual), '按消化计划减少人员，或凭文件另订计划（end_reduction、plan_reduction）', r.actual - r.planned
  FROM reduction_progress r
 WHERE r.state = 'behind';
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

CREATE FUNCTION verify_leadership() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT 'code_unknown', concat('任职 ', a.id), '代码集 uncounted_reason', a.uncounted_reason, '补登代码，或更正'
      FROM appointment a
     WHERE a.uncounted_reason IS NOT NULL
       AND NOT EXISTS (SELECT FROM code c WHERE c.set = 'uncounted_reason' AND c.code = a.uncounted_reason)
    UNION ALL
    SELECT 'division_category', concat(u.name, '(', u.id, ')'), '内设机构的机构类别', u.category, '更正机构类别'
      FROM unit u
     WHERE u.kind = 'division' AND u.until IS NULL AND u.category IS NOT NULL
       AND NOT EXISTS (SELECT FROM code c WHERE c.set = 'unit_category' AND c.code = u.category AND c.attributes ->> 'for' = 'division')
    UNION ALL
    SELECT 'reduction_step', concat('消化计划 ', s.reduction_id, ' / ', s.due_on), concat('少于 ', s.before), s.allowed::text, '终止该计划，另行登记'
      FROM (SELECT x.reduction_id, x.due_on, x.allowed, p.effective_on,
                   coalesce(lag(x.allowed) OVER (PARTITION BY x.reduction_id ORDER BY x.due_on), p.start_excess) AS before
              FROM reduction_step x JOIN reduction_plan p ON p.id = x.reduction_id) s
     WHERE s.allowed >= s.before OR s.due_on <= s.effective_on
    UNION ALL
    SELECT 'reduction_document', concat('消化计划 ', p.id), '有批准文件', '空', '补登批准文件'
      FROM reduction_plan p WHERE p.document_id IS NULL;
END;
COMMENT ON FUNCTION verify_leadership() IS '核对领导职数：不占职数原因、内设机构类别、消化计划';
