-- 73_replace: 撤一设一.  One row for each institution with what the rule replace_one_for_one asks of it (replace.c says
-- what and why); the engine judges by this view, and check_rules() by the one below it.

CREATE VIEW replacement AS
SELECT n.id AS unit_id, n.name AS unit, n.region, n.effective_on, r.id AS replaced_id, r.name AS replaced,
       r.until AS replaced_until, r.kind = 'body' AND r.class IN ('institution', 'reference_institution') AS institution_replaced,
       r.region = n.region AND r.system = n.system OR k.root = split_part(coalesce(rs.path, r.path), '/', 2) AS same_system,
       (SELECT min(o.name) FROM unit o WHERE o.replaces_id = n.replaces_id AND o.id <> n.id
           AND (o.until IS NULL OR o.until > o.effective_on)) AS other_replacement,
       coalesce(g.got, 0)::int AS got, coalesce(g.from_replaced, 0)::int AS from_replaced,
       coalesce(g.from_system, 0)::int AS from_system
  FROM unit n
  LEFT JOIN unit ns ON ns.id = n.supervisor_id
 CROSS JOIN LATERAL (SELECT split_part(coalesce(ns.path, n.path), '/', 2) AS root) k
  LEFT JOIN unit r ON r.id = n.replaces_id
  LEFT JOIN unit rs ON rs.id = r.supervisor_id
  LEFT JOIN LATERAL (
      SELECT sum(l.quantity) FILTER (WHERE l.holder_id = n.id) AS got,
             -sum(l.quantity) FILTER (WHERE l.holder_id = r.id) AS from_replaced,
             -sum(l.quantity) FILTER (WHERE l.holder_id NOT IN (n.id, r.id)) AS from_system
        FROM (SELECT e.id FROM entry_line x JOIN entry e ON e.id = x.entry_id
               WHERE x.holder_id = n.id AND (e.document_id = n.document_id OR e.effective_on = n.effective_on)
               UNION
              SELECT e.id FROM entry_line x JOIN entry e ON e.id = x.entry_id
               WHERE x.holder_id = r.id AND e.effective_on > r.effective_on
                 AND (e.document_id IN (n.document_id, r.until_document_id) OR e.effective_on = r.until)) e
        JOIN entry_line l ON l.entry_id = e.id
        JOIN post_type t ON t.code = l.post_type AND t.class = 'establishment'
        JOIN unit u ON u.id = l.holder_id AND u.class IN ('institution', 'reference_institution')
        LEFT JOIN unit us ON us.id = u.supervisor_id
       -- first of all, so that nothing is read for one that replaces nothing
       WHERE r.id IS NOT NULL
         AND (u.id IN (n.id, r.id) OR u.region = n.region AND u.system = n.system
              OR k.root = split_part(coalesce(us.path, u.path), '/', 2))) g ON true
 WHERE n.kind = 'body' AND n.class IN ('institution', 'reference_institution')
   AND NOT EXISTS (SELECT FROM unit_lineage b WHERE b.to_unit_id = n.id AND b.kind = 'restore');
COMMENT ON VIEW replacement IS '撤一设一：每个事业单位所撤的机构，及设立时编制从何而来';
COMMENT ON COLUMN replacement.unit_id IS '机构编号';
COMMENT ON COLUMN replacement.unit IS '机构名称';
COMMENT ON COLUMN replacement.region IS '区划代码';
COMMENT ON COLUMN replacement.effective_on IS '生效日期';
COMMENT ON COLUMN replacement.replaced_id IS '所撤机构编号';
COMMENT ON COLUMN replacement.replaced IS '所撤机构';
COMMENT ON COLUMN replacement.replaced_until IS '所撤机构终止日期';
COMMENT ON COLUMN replacement.institution_replaced IS '所撤为事业单位';
COMMENT ON COLUMN replacement.same_system IS '属同一系统；同一地区的同一系统类别，或同一主管部门所属';
COMMENT ON COLUMN replacement.other_replacement IS '以同一所撤机构设立的另一机构';
COMMENT ON COLUMN replacement.got IS '设立时所得编制数；依设立文件或在设立当日';
COMMENT ON COLUMN replacement.from_replaced IS '来自所撤机构数';
COMMENT ON COLUMN replacement.from_system IS '来自系统内其他事业单位数；由其直接划转的';

CREATE VIEW replacement_failure AS
SELECT 'replace_one_for_one' AS rule, NULL::text AS level, p.region, concat('u', p.unit_id) AS thing, p.unit_id, NULL::int AS post_type,
       p.unit AS object,
       jsonb_build_object('replaced', p.replaced, 'got', p.got, 'from_replaced', p.from_replaced, 'from_system', p.from_system) AS figures,
       CASE WHEN p.replaced_id IS NULL THEN '注明所撤机构重新设立，或办理例外批准'
            ELSE '核对所撤机构及其终止日期，编制在系统内划转，或办理例外批准' END AS remedy,
       greatest(p.got - p.from_replaced - p.from_system, 0) AS excess
  FROM replacement p
  -- the row that holds there, as book.c chooses it
  JOIN LATERAL (SELECT x.params FROM rule x
                 WHERE x.code = 'replace_one_for_one' AND starts_with(p.region, regexp_replace(x.region, '(00)+$', ''))
                   AND x.effective_on <= current_date AND (x.until IS NULL OR x.until > current_date)
                 ORDER BY length(regexp_replace(x.region, '(00)+$', '')) DESC LIMIT 1) r ON true
 WHERE p.effective_on >= coalesce((r.params ->> 'since')::date, '-infinity')
   AND CASE WHEN p.replaced_id IS NULL THEN r.params ? 'since'
            ELSE NOT p.institution_replaced OR p.same_system IS NOT TRUE OR p.replaced_until IS NULL
                 OR p.replaced_until > p.effective_on OR p.other_replacement IS NOT NULL
                 OR p.got > p.from_replaced + p.from_system END;
COMMENT ON VIEW replacement_failure IS '不合“撤一设一”的事业单位';
COMMENT ON COLUMN replacement_failure.rule IS '规则号';
COMMENT ON COLUMN replacement_failure.level IS '级别；空为规则行所定';
COMMENT ON COLUMN replacement_failure.region IS '区划代码';
COMMENT ON COLUMN replacement_failure.thing IS '对象键';
COMMENT ON COLUMN replacement_failure.unit_id IS '机构编号';
COMMENT ON COLUMN replacement_failure.post_type IS '编制类别代码';
COMMENT ON COLUMN replacement_failure.object IS '对象';
COMMENT ON COLUMN replacement_failure.figures IS '数据';
COMMENT ON COLUMN replacement_failure.remedy IS '整改办法';
COMMENT ON COLUMN replacement_failure.excess IS '超出数';
