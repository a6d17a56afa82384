-- 80_reports: the monthly tables (月表1, 4, 5) and 月表1 as of a day.  They read the counters of account, so their
-- cost grows with units, not with people; only establishment_as_of() goes back to the facts.
-- What may not stand here: rules, writes, checks (75_verify.sql), lists and single units (85_lists.sql).
-- Headings are the column comments (the part before "；"); the same column has the same heading everywhere.

-- ---------------------------------------------------------------------------------------------
-- Building blocks
-- ---------------------------------------------------------------------------------------------

-- OFFSET 0 keeps the comparisons here, where they run once per kind of post; pulled up they would run once
-- per account and column, which makes the report dearer by half.
CREATE VIEW establishment_type AS
SELECT t.code,
       t.report_group = 'administrative' AS administrative,
       t.report_group = 'political_legal' AS political_legal,
       t.report_group = 'support' AS support,
       t.report_group = 'reference' AS reference,
       t.report_group = 'full' AS "full",
       t.report_group = 'partial' AS partial,
       t.report_group = 'self' AS self,
       t.report_group NOT IN ('administrative', 'political_legal', 'support', 'reference', 'full', 'partial', 'self') AS other
  FROM post_type t
 WHERE t.class = 'establishment'
OFFSET 0;
COMMENT ON VIEW establishment_type IS '编制类别的报表栏目：每个编制类别属于月表1的哪一栏，未列明的归入其他；不含职数和编外控制数';
COMMENT ON COLUMN establishment_type.code IS '代码';
COMMENT ON COLUMN establishment_type.administrative IS '行政';
COMMENT ON COLUMN establishment_type.political_legal IS '政法专项';
COMMENT ON COLUMN establishment_type.support IS '机关工勤';
COMMENT ON COLUMN establishment_type.reference IS '参公事业';
COMMENT ON COLUMN establishment_type."full" IS '全额事业';
COMMENT ON COLUMN establishment_type.partial IS '差额事业';
COMMENT ON COLUMN establishment_type.self IS '自收自支';
COMMENT ON COLUMN establishment_type.other IS '其他';

-- ---------------------------------------------------------------------------------------------
-- 月表1  机构编制和实有人员情况
-- ---------------------------------------------------------------------------------------------

-- The core that the others build on: each unit (a body, or a division that has establishment) with its own
-- accounts, none counted twice; monthly_establishment adds divisions to their bodies.
-- Vacancy and excess are taken per account before they are added, so that a vacancy of one kind never hides an
-- excess of another; the sum of excesses then is strength - approved + vacancy.
-- Columns that a query does not name cost nothing: the planner drops their aggregates and joins.
CREATE VIEW establishment_by_unit AS
SELECT u.id AS unit_id, u.kind AS unit_kind, u.region, u.system, u.name AS unit,
       coalesce(s.approved_total, 0) AS approved_total, coalesce(s.approved_administrative, 0) AS approved_administrative,
       coalesce(s.approved_political_legal, 0) AS approved_political_legal, coalesce(s.approved_support, 0) AS approved_support,
       coalesce(s.approved_reference, 0) AS approved_reference, coalesce(s.approved_full, 0) AS approved_full,
       coalesce(s.approved_partial, 0) AS approved_partial, coalesce(s.approved_self, 0) AS approved_self,
       coalesce(s.approved_other, 0) AS approved_other, coalesce(s.strength_total, 0) AS strength_total,
       coalesce(s.strength_administrative, 0) AS strength_administrative, coalesce(s.strength_political_legal, 0) AS strength_political_legal,
       coalesce(s.strength_support, 0) AS strength_support, coalesce(s.strength_reference, 0) AS strength_reference,
       coalesce(s.strength_full, 0) AS strength_full, coalesce(s.strength_partial, 0) AS strength_partial,
       coalesce(s.strength_self, 0) AS strength_self, coalesce(s.strength_other, 0) AS strength_other,
       coalesce(s.vacancy_total, 0) AS vacancy_total, coalesce(s.vacancy_administrative, 0) AS vacancy_administrative,
       coalesce(s.vacancy_political_legal, 0) AS vacancy_political_legal, coalesce(s.vacancy_support, 0) AS vacancy_support,
       coalesce(s.vacancy_reference, 0) AS vacancy_reference, coalesce(s.vacancy_full, 0) AS vacancy_full,
       coalesce(s.vacancy_partial, 0) AS vacancy_partial, coalesce(s.vacancy_self, 0) AS vacancy_self,
       coalesce(s.vacancy_other, 0) AS vacancy_other,
       coalesce(s.strength_total - s.approved_total + s.vacancy_total, 0) AS over_total,
       coalesce(s.strength_administrative - s.approved_administrative + s.vacancy_administrative, 0) AS over_administrative,
       coalesce(s.strength_political_legal - s.approved_political_legal + s.vacancy_political_legal, 0) AS over_political_legal,
       coalesce(s.strength_support - s.approved_support + s.vacancy_support, 0) AS over_support,
       coalesce(s.strength_reference - s.approved_reference + s.vacancy_reference, 0) AS over_reference,
       coalesce(s.strength_full - s.approved_full + s.vacancy_full, 0) AS over_full,
       coalesce(s.strength_partial - s.approved_partial + s.vacancy_partial, 0) AS over_partial,
       coalesce(s.strength_self - s.approved_self + s.vacancy_self, 0) AS over_self,
       coalesce(s.strength_other - s.approved_other + s.vacancy_other, 0) AS over_other,
       coalesce(s.reserved, 0) - coalesce(x.expired, 0) AS reserved,
       u.sort
  FROM unit u
  LEFT JOIN (
        SELECT a.holder_id AS unit_id,
               sum(a.approved) AS approved_total,
               sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
               sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
               sum(a.approved) FILTER (WHERE t.support) AS approved_support,
               sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
               sum(a.approved) FILTER (WHERE t.full) AS approved_full,
               sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
               sum(a.approved) FILTER (WHERE t.self) AS approved_self,
               sum(a.approved) FILTER (WHERE t.other) AS approved_other,
               sum(a.strength) AS strength_total,
               sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
               sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
               sum(a.strength) FILTER (WHERE t.support) AS strength_support,
               sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
               sum(a.strength) FILTER (WHERE t.full) AS strength_full,
               sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
               sum(a.strength) FILTER (WHERE t.self) AS strength_self,
               sum(a.strength) FILTER (WHERE t.other) AS strength_other,
               sum(greatest(a.approved - a.strength, 0)) AS vacancy_total,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.support) AS vacancy_support,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.reference) AS vacancy_reference,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.full) AS vacancy_full,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.partial) AS vacancy_partial,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.self) AS vacancy_self,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.other) AS vacancy_other,
               sum(a.reserved) AS reserved
          FROM account a
          JOIN establishment_type t ON t.code = a.post_type
         GROUP BY a.holder_id) s ON s.unit_id = u.id
  LEFT JOIN (
        SELECT p.unit_id, sum(p.expired)::bigint AS expired
          FROM expired_permit p
          JOIN establishment_type t ON t.code = p.post_type
         GROUP BY p.unit_id) x ON x.unit_id = u.id
 WHERE (u.until IS NULL OR u.until > current_date) AND (u.kind = 'body' OR s.unit_id IS NOT NULL);
COMMENT ON VIEW establishment_by_unit IS '各机构编制和实有人员：每个机构自有的账户，内设机构单列，不排序、无小计；只取需要的列时最快';
COMMENT ON COLUMN establishment_by_unit.unit_id IS '机构编号';
COMMENT ON COLUMN establishment_by_unit.unit_kind IS '节点种类；body 法人单位，division 内设机构，group 分组';
COMMENT ON COLUMN establishment_by_unit.region IS '区划代码';
COMMENT ON COLUMN establishment_by_unit.system IS '系统类别';
COMMENT ON COLUMN establishment_by_unit.unit IS '机构名称';
COMMENT ON COLUMN establishment_by_unit.approved_total IS '核定编制数（合计）';
COMMENT ON COLUMN establishment_by_unit.approved_administrative IS '核定编制数（行政）';
COMMENT ON COLUMN establishment_by_unit.approved_political_legal IS '核定编制数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.approved_support IS '核定编制数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.approved_reference IS '核定编制数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.approved_full IS '核定编制数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.approved_partial IS '核定编制数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.approved_self IS '核定编制数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.approved_other IS '核定编制数（其他）';
COMMENT ON COLUMN establishment_by_unit.strength_total IS '实有人数（合计）';
COMMENT ON COLUMN establishment_by_unit.strength_administrative IS '实有人数（行政）';
COMMENT ON COLUMN establishment_by_unit.strength_political_legal IS '实有人数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.strength_support IS '实有人数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.strength_reference IS '实有人数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.strength_full IS '实有人数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.strength_partial IS '实有人数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.strength_self IS '实有人数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.strength_other IS '实有人数（其他）';
COMMENT ON COLUMN establishment_by_unit.vacancy_total IS '空编数（合计）';
COMMENT ON COLUMN establishment_by_unit.vacancy_administrative IS '空编数（行政）';
COMMENT ON COLUMN establishment_by_unit.vacancy_political_legal IS '空编数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.vacancy_support IS '空编数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.vacancy_reference IS '空编数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.vacancy_full IS '空编数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.vacancy_partial IS '空编数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.vacancy_self IS '空编数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.vacancy_other IS '空编数（其他）';
COMMENT ON COLUMN establishment_by_unit.over_total IS '超编数（合计）';
COMMENT ON COLUMN establishment_by_unit.over_administrative IS '超编数（行政）';
COMMENT ON COLUMN establishment_by_unit.over_political_legal IS '超编数（政法专项）';
COMMENT ON COLUMN establishment_by_unit.over_support IS '超编数（机关工勤）';
COMMENT ON COLUMN establishment_by_unit.over_reference IS '超编数（参公事业）';
COMMENT ON COLUMN establishment_by_unit.over_full IS '超编数（全额事业）';
COMMENT ON COLUMN establishment_by_unit.over_partial IS '超编数（差额事业）';
COMMENT ON COLUMN establishment_by_unit.over_self IS '超编数（自收自支）';
COMMENT ON COLUMN establishment_by_unit.over_other IS '超编数（其他）';
COMMENT ON COLUMN establishment_by_unit.reserved IS '用编核准占用数；已过有效期的核准不计';
COMMENT ON COLUMN establishment_by_unit.sort IS '排序';

-- The establishment that divisions hold, by body: few have any.
CREATE VIEW establishment_below_body AS
SELECT b.body_id,
       sum(a.approved) AS approved_total,
       sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
       sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
       sum(a.approved) FILTER (WHERE t.support) AS approved_support,
       sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
       sum(a.approved) FILTER (WHERE t.full) AS approved_full,
       sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
       sum(a.approved) FILTER (WHERE t.self) AS approved_self,
       sum(a.approved) FILTER (WHERE t.other) AS approved_other,
       sum(a.strength) AS strength_total,
       sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
       sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
       sum(a.strength) FILTER (WHERE t.support) AS strength_support,
       sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
       sum(a.strength) FILTER (WHERE t.full) AS strength_full,
       sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
       sum(a.strength) FILTER (WHERE t.self) AS strength_self,
       sum(a.strength) FILTER (WHERE t.other) AS strength_other,
       sum(greatest(a.approved - a.strength, 0)) AS vacancy_total,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.support) AS vacancy_support,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.reference) AS vacancy_reference,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.full) AS vacancy_full,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.partial) AS vacancy_partial,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.self) AS vacancy_self,
       sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.other) AS vacancy_other,
       sum(a.reserved) - coalesce(sum(x.expired), 0)::bigint AS reserved
  FROM unit_body b
  JOIN account a ON a.holder_id = b.unit_id
  JOIN establishment_type t ON t.code = a.post_type
  LEFT JOIN expired_permit x ON x.unit_id = a.holder_id AND x.post_type = a.post_type
 WHERE b.body_id IS NOT NULL AND (b.until IS NULL OR b.until > current_date)
 GROUP BY b.body_id;
COMMENT ON VIEW establishment_below_body IS '内设机构的编制和实有人员，按所属单位合计';
COMMENT ON COLUMN establishment_below_body.body_id IS '所属单位编号';
COMMENT ON COLUMN establishment_below_body.approved_total IS '核定编制数（合计）';
COMMENT ON COLUMN establishment_below_body.approved_administrative IS '核定编制数（行政）';
COMMENT ON COLUMN establishment_below_body.approved_political_legal IS '核定编制数（政法专项）';
COMMENT ON COLUMN establishment_below_body.approved_support IS '核定编制数（机关工勤）';
COMMENT ON COLUMN establishment_below_body.approved_reference IS '核定编制数（参公事业）';
COMMENT ON COLUMN establishment_below_body.approved_full IS '核定编制数（全额事业）';
COMMENT ON COLUMN establishment_below_body.approved_partial IS '核定编制数（差额事业）';
COMMENT ON COLUMN establishment_below_body.approved_self IS '核定编制数（自收自支）';
COMMENT ON COLUMN establishment_below_body.approved_other IS '核定编制数（其他）';
COMMENT ON COLUMN establishment_below_body.strength_total IS '实有人数（合计）';
COMMENT ON COLUMN establishment_below_body.strength_administrative IS '实有人数（行政）';
COMMENT ON COLUMN establishment_below_body.strength_political_legal IS '实有人数（政法专项）';
COMMENT ON COLUMN establishment_below_body.strength_support IS '实有人数（机关工勤）';
COMMENT ON COLUMN establishment_below_body.strength_reference IS '实有人数（参公事业）';
COMMENT ON COLUMN establishment_below_body.strength_full IS '实有人数（全额事业）';
COMMENT ON COLUMN establishment_below_body.strength_partial IS '实有人数（差额事业）';
COMMENT ON COLUMN establishment_below_body.strength_self IS '实有人数（自收自支）';
COMMENT ON COLUMN establishment_below_body.strength_other IS '实有人数（其他）';
COMMENT ON COLUMN establishment_below_body.vacancy_total IS '空编数（合计）';
COMMENT ON COLUMN establishment_below_body.vacancy_administrative IS '空编数（行政）';
COMMENT ON COLUMN establishment_below_body.vacancy_political_legal IS '空编数（政法专项）';
COMMENT ON COLUMN establishment_below_body.vacancy_support IS '空编数（机关工勤）';
COMMENT ON COLUMN establishment_below_body.vacancy_reference IS '空编数（参公事业）';
COMMENT ON COLUMN establishment_below_body.vacancy_full IS '空编数（全额事业）';
COMMENT ON COLUMN establishment_below_body.vacancy_partial IS '空编数（差额事业）';
COMMENT ON COLUMN establishment_below_body.vacancy_self IS '空编数（自收自支）';
COMMENT ON COLUMN establishment_below_body.vacancy_other IS '空编数（其他）';
COMMENT ON COLUMN establishment_below_body.reserved IS '用编核准占用数；已过有效期的核准不计';

-- A region's row adds its own units only; those of regions below it stand under their own row.  What holds posts
-- without a body above it keeps a row of its own, so that the total is always the ledger's.
-- place: wide rows are dear to sort by several keys, so the order is found on narrow ones.
CREATE VIEW monthly_establishment AS
WITH by_unit AS (
    SELECT o.unit_id, o.region, o.system, o.unit, (o.unit_kind = 'body')::int AS institutions,
           coalesce(d.divisions, 0) AS divisions,
           o.approved_total + coalesce(l.approved_total, 0) AS approved_total, o.approved_administrative + coalesce(l.approved_administrative, 0) AS approved_administrative,
           o.approved_political_legal + coalesce(l.approved_political_legal, 0) AS approved_political_legal, o.approved_support + coalesce(l.approved_support, 0) AS approved_support,
           o.approved_reference + coalesce(l.approved_reference, 0) AS approved_reference, o.approved_full + coalesce(l.approved_full, 0) AS approved_full,
           o.approved_partial + coalesce(l.approved_partial, 0) AS approved_partial, o.approved_self + coalesce(l.approved_self, 0) AS approved_self,
           o.approved_other + coalesce(l.approved_other, 0) AS approved_other, o.strength_total + coalesce(l.strength_total, 0) AS strength_total,
           o.strength_administrative + coalesce(l.strength_administrative, 0) AS strength_administrative, o.strength_political_legal + coalesce(l.strength_political_legal, 0) AS strength_political_legal,
           o.strength_support + coalesce(l.strength_support, 0) AS strength_support, o.strength_reference + coalesce(l.strength_reference, 0) AS strength_reference,
           o.strength_full + coalesce(l.strength_full, 0) AS strength_full, o.strength_partial + coalesce(l.strength_partial, 0) AS strength_partial,
           o.strength_self + coalesce(l.strength_self, 0) AS strength_self, o.strength_other + coalesce(l.strength_other, 0) AS strength_other,
           o.vacancy_total + coalesce(l.vacancy_total, 0) AS vacancy_total, o.vacancy_administrative + coalesce(l.vacancy_administrative, 0) AS vacancy_administrative,
           o.vacancy_political_legal + coalesce(l.vacancy_political_legal, 0) AS vacancy_political_legal, o.vacancy_support + coalesce(l.vacancy_support, 0) AS vacancy_support,
           o.vacancy_reference + coalesce(l.vacancy_reference, 0) AS vacancy_reference, o.vacancy_full + coalesce(l.vacancy_full, 0) AS vacancy_full,
           o.vacancy_partial + coalesce(l.vacancy_partial, 0) AS vacancy_partial, o.vacancy_self + coalesce(l.vacancy_self, 0) AS vacancy_self,
           o.vacancy_other + coalesce(l.vacancy_other, 0) AS vacancy_other,
           o.over_total + coalesce(l.strength_total - l.approved_total + l.vacancy_total, 0) AS over_total,
           o.over_administrative + coalesce(l.strength_administrative - l.approved_administrative + l.vacancy_administrative, 0) AS over_administrative,
           o.over_political_legal + coalesce(l.strength_political_legal - l.approved_political_legal + l.vacancy_political_legal, 0) AS over_political_legal,
           o.over_support + coalesce(l.strength_support - l.approved_support + l.vacancy_support, 0) AS over_support,
           o.over_reference + coalesce(l.strength_reference - l.approved_reference + l.vacancy_reference, 0) AS over_reference,
           o.over_full + coalesce(l.strength_full - l.approved_full + l.vacancy_full, 0) AS over_full,
           o.over_partial + coalesce(l.strength_partial - l.approved_partial + l.vacancy_partial, 0) AS over_partial,
           o.over_self + coalesce(l.strength_self - l.approved_self + l.vacancy_self, 0) AS over_self,
           o.over_other + coalesce(l.strength_other - l.approved_other + l.vacancy_other, 0) AS over_other,
           o.reserved + coalesce(l.reserved, 0) AS reserved, 2 * p.place AS place
      FROM establishment_by_unit o
      JOIN (SELECT u.id, row_number() OVER (ORDER BY u.region COLLATE "C", u.sort, u.id) AS place FROM unit u) p ON p.id = o.unit_id
      LEFT JOIN establishment_below_body l ON l.body_id = o.unit_id
      LEFT JOIN (SELECT b.body_id, count(*) AS divisions
                   FROM unit_body b
                  WHERE b.unit_kind = 'division' AND (b.until IS NULL OR b.until > current_date)
                  GROUP BY b.body_id) d ON d.body_id = o.unit_id
     WHERE o.unit_kind = 'body'
        OR NOT EXISTS (SELECT FROM unit_body b WHERE b.unit_id = o.unit_id AND b.body_id IS NOT NULL)
), by_region AS (
    SELECT u.region, sum(u.institutions) AS institutions, sum(u.divisions)::bigint AS divisions,
           coalesce(sum(u.approved_total), 0)::bigint AS approved_total, coalesce(sum(u.approved_administrative), 0)::bigint AS approved_administrative,
           coalesce(sum(u.approved_political_legal), 0)::bigint AS approved_political_legal, coalesce(sum(u.approved_support), 0)::bigint AS approved_support,
           coalesce(sum(u.approved_reference), 0)::bigint AS approved_reference, coalesce(sum(u.approved_full), 0)::bigint AS approved_full,
           coalesce(sum(u.approved_partial), 0)::bigint AS approved_partial, coalesce(sum(u.approved_self), 0)::bigint AS approved_self,
           coalesce(sum(u.approved_other), 0)::bigint AS approved_other, coalesce(sum(u.strength_total), 0)::bigint AS strength_total,
           coalesce(sum(u.strength_administrative), 0)::bigint AS strength_administrative, coalesce(sum(u.strength_political_legal), 0)::bigint AS strength_political_legal,
           coalesce(sum(u.strength_support), 0)::bigint AS strength_support, coalesce(sum(u.strength_reference), 0)::bigint AS strength_reference,
           coalesce(sum(u.strength_full), 0)::bigint AS strength_full, coalesce(sum(u.strength_partial), 0)::bigint AS strength_partial,
           coalesce(sum(u.strength_self), 0)::bigint AS strength_self, coalesce(sum(u.strength_other), 0)::bigint AS strength_other,
           coalesce(sum(u.vacancy_total), 0)::bigint AS vacancy_total, coalesce(sum(u.vacancy_administrative), 0)::bigint AS vacancy_administrative,
           coalesce(sum(u.vacancy_political_legal), 0)::bigint AS vacancy_political_legal, coalesce(sum(u.vacancy_support), 0)::bigint AS vacancy_support,
           coalesce(sum(u.vacancy_reference), 0)::bigint AS vacancy_reference, coalesce(sum(u.vacancy_full), 0)::bigint AS vacancy_full,
           coalesce(sum(u.vacancy_partial), 0)::bigint AS vacancy_partial, coalesce(sum(u.vacancy_self), 0)::bigint AS vacancy_self,
           coalesce(sum(u.vacancy_other), 0)::bigint AS vacancy_other, coalesce(sum(u.over_total), 0)::bigint AS over_total,
           coalesce(sum(u.over_administrative), 0)::bigint AS over_administrative, coalesce(sum(u.over_political_legal), 0)::bigint AS over_political_legal,
           coalesce(sum(u.over_support), 0)::bigint AS over_support, coalesce(sum(u.over_reference), 0)::bigint AS over_reference,
           coalesce(sum(u.over_full), 0)::bigint AS over_full, coalesce(sum(u.over_partial), 0)::bigint AS over_partial,
           coalesce(sum(u.over_self), 0)::bigint AS over_self, coalesce(sum(u.over_other), 0)::bigint AS over_other,
           sum(u.reserved)::bigint AS reserved, min(u.place) - 1 AS place
      FROM by_unit u
     GROUP BY u.region
)
SELECT r.row_kind, r.unit_id, r.region, r.system, r.unit, r.institutions, r.divisions,
       r.approved_total, r.approved_administrative, r.approved_political_legal,
       r.approved_support, r.approved_reference, r.approved_full,
       r.approved_partial, r.approved_self, r.approved_other,
       r.strength_total, r.strength_administrative, r.strength_political_legal,
       r.strength_support, r.strength_reference, r.strength_full,
       r.strength_partial, r.strength_self, r.strength_other,
       r.vacancy_total, r.vacancy_administrative, r.vacancy_political_legal,
       r.vacancy_support, r.vacancy_reference, r.vacancy_full,
       r.vacancy_partial, r.vacancy_self, r.vacancy_other,
       r.over_total, r.over_administrative, r.over_political_legal,
       r.over_support, r.over_reference, r.over_full,
       r.over_partial, r.over_self, r.over_other,
       r.reserved,
       round(100.0 * r.vacancy_total / nullif(r.approved_total, 0), 1) AS vacancy_rate
  FROM (
    SELECT 'unit' AS row_kind, u.unit_id, u.region, coalesce(c.name_zh, u.system) AS system, u.unit,
           u.institutions::bigint AS institutions, u.divisions,
           u.approved_total, u.approved_administrative, u.approved_political_legal,
           u.approved_support, u.approved_reference, u.approved_full,
           u.approved_partial, u.approved_self, u.approved_other,
           u.strength_total, u.strength_administrative, u.strength_political_legal,
           u.strength_support, u.strength_reference, u.strength_full,
           u.strength_partial, u.strength_self, u.strength_other,
           u.vacancy_total, u.vacancy_administrative, u.vacancy_political_legal,
           u.vacancy_support, u.vacancy_reference, u.vacancy_full,
           u.vacancy_partial, u.vacancy_self, u.vacancy_other,
           u.over_total, u.over_administrative, u.over_political_legal,
           u.over_support, u.over_reference, u.over_full,
           u.over_partial, u.over_self, u.over_other,
           u.reserved, u.place
      FROM by_unit u
      LEFT JOIN code c ON c.set = 'system' AND c.code = u.system
    UNION ALL
    SELECT 'region', NULL, g.region, NULL,
           concat(n.name, CASE WHEN EXISTS (SELECT FROM region k WHERE k.parent = n.code) THEN '本级' END), g.institutions, g.divisions,
           g.approved_total, g.approved_administrative, g.approved_political_legal,
           g.approved_support, g.approved_reference, g.approved_full,
           g.approved_partial, g.approved_self, g.approved_other,
           g.strength_total, g.strength_administrative, g.strength_political_legal,
           g.strength_support, g.strength_reference, g.strength_full,
           g.strength_partial, g.strength_self, g.strength_other,
           g.vacancy_total, g.vacancy_administrative, g.vacancy_political_legal,
           g.vacancy_support, g.vacancy_reference, g.vacancy_full,
           g.vacancy_partial, g.vacancy_self, g.vacancy_other,
           g.over_total, g.over_administrative, g.over_political_legal,
           g.over_support, g.over_reference, g.over_full,
           g.over_partial, g.over_self, g.over_other,
           g.reserved, g.place
      FROM by_region g
      LEFT JOIN region n ON n.code = g.region
    UNION ALL
    SELECT 'total', NULL, NULL, NULL, '总计', coalesce(sum(g.institutions), 0)::bigint, coalesce(sum(g.divisions), 0)::bigint,
           coalesce(sum(g.approved_total), 0)::bigint AS approved_total, coalesce(sum(g.approved_administrative), 0)::bigint AS approved_administrative,
           coalesce(sum(g.approved_political_legal), 0)::bigint AS approved_political_legal, coalesce(sum(g.approved_support), 0)::bigint AS approved_support,
           coalesce(sum(g.approved_reference), 0)::bigint AS approved_reference, coalesce(sum(g.approved_full), 0)::bigint AS approved_full,
           coalesce(sum(g.approved_partial), 0)::bigint AS approved_partial, coalesce(sum(g.approved_self), 0)::bigint AS approved_self,
           coalesce(sum(g.approved_other), 0)::bigint AS approved_other, coalesce(sum(g.strength_total), 0)::bigint AS strength_total,
           coalesce(sum(g.strength_administrative), 0)::bigint AS strength_administrative, coalesce(sum(g.strength_political_legal), 0)::bigint AS strength_political_legal,
           coalesce(sum(g.strength_support), 0)::bigint AS strength_support, coalesce(sum(g.strength_reference), 0)::bigint AS strength_reference,
           coalesce(sum(g.strength_full), 0)::bigint AS strength_full, coalesce(sum(g.strength_partial), 0)::bigint AS strength_partial,
           coalesce(sum(g.strength_self), 0)::bigint AS strength_self, coalesce(sum(g.strength_other), 0)::bigint AS strength_other,
           coalesce(sum(g.vacancy_total), 0)::bigint AS vacancy_total, coalesce(sum(g.vacancy_administrative), 0)::bigint AS vacancy_administrative,
           coalesce(sum(g.vacancy_political_legal), 0)::bigint AS vacancy_political_legal, coalesce(sum(g.vacancy_support), 0)::bigint AS vacancy_support,
           coalesce(sum(g.vacancy_reference), 0)::bigint AS vacancy_reference, coalesce(sum(g.vacancy_full), 0)::bigint AS vacancy_full,
           coalesce(sum(g.vacancy_partial), 0)::bigint AS vacancy_partial, coalesce(sum(g.vacancy_self), 0)::bigint AS vacancy_self,
           coalesce(sum(g.vacancy_other), 0)::bigint AS vacancy_other, coalesce(sum(g.over_total), 0)::bigint AS over_total,
           coalesce(sum(g.over_administrative), 0)::bigint AS over_administrative, coalesce(sum(g.over_political_legal), 0)::bigint AS over_political_legal,
           coalesce(sum(g.over_support), 0)::bigint AS over_support, coalesce(sum(g.over_reference), 0)::bigint AS over_reference,
           coalesce(sum(g.over_full), 0)::bigint AS over_full, coalesce(sum(g.over_partial), 0)::bigint AS over_partial,
           coalesce(sum(g.over_self), 0)::bigint AS over_self, coalesce(sum(g.over_other), 0)::bigint AS over_other,
           coalesce(sum(g.reserved), 0)::bigint, 0
      FROM by_region g
  ) r
 ORDER BY r.place;
COMMENT ON VIEW monthly_establishment IS '月表1 机构编制和实有人员情况：总计、各地区小计和各单位；空编、超编按每个编制类别分别计算，不相抵';
COMMENT ON COLUMN monthly_establishment.row_kind IS '行种类；total 总计，region 地区小计，unit 单位';
COMMENT ON COLUMN monthly_establishment.unit_id IS '机构编号';
COMMENT ON COLUMN monthly_establishment.region IS '区划代码';
COMMENT ON COLUMN monthly_establishment.system IS '系统类别';
COMMENT ON COLUMN monthly_establishment.unit IS '机构名称';
COMMENT ON COLUMN monthly_establishment.institutions IS '机构数';
COMMENT ON COLUMN monthly_establishment.divisions IS '内设机构数';
COMMENT ON COLUMN monthly_establishment.approved_total IS '核定编制数（合计）';
COMMENT ON COLUMN monthly_establishment.approved_administrative IS '核定编制数（行政）';
COMMENT ON COLUMN monthly_establishment.approved_political_legal IS '核定编制数（政法专项）';
COMMENT ON COLUMN monthly_establishment.approved_support IS '核定编制数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.approved_reference IS '核定编制数（参公事业）';
COMMENT ON COLUMN monthly_establishment.approved_full IS '核定编制数（全额事业）';
COMMENT ON COLUMN monthly_establishment.approved_partial IS '核定编制数（差额事业）';
COMMENT ON COLUMN monthly_establishment.approved_self IS '核定编制数（自收自支）';
COMMENT ON COLUMN monthly_establishment.approved_other IS '核定编制数（其他）';
COMMENT ON COLUMN monthly_establishment.strength_total IS '实有人数（合计）';
COMMENT ON COLUMN monthly_establishment.strength_administrative IS '实有人数（行政）';
COMMENT ON COLUMN monthly_establishment.strength_political_legal IS '实有人数（政法专项）';
COMMENT ON COLUMN monthly_establishment.strength_support IS '实有人数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.strength_reference IS '实有人数（参公事业）';
COMMENT ON COLUMN monthly_establishment.strength_full IS '实有人数（全额事业）';
COMMENT ON COLUMN monthly_establishment.strength_partial IS '实有人数（差额事业）';
COMMENT ON COLUMN monthly_establishment.strength_self IS '实有人数（自收自支）';
COMMENT ON COLUMN monthly_establishment.strength_other IS '实有人数（其他）';
COMMENT ON COLUMN monthly_establishment.vacancy_total IS '空编数（合计）';
COMMENT ON COLUMN monthly_establishment.vacancy_administrative IS '空编数（行政）';
COMMENT ON COLUMN monthly_establishment.vacancy_political_legal IS '空编数（政法专项）';
COMMENT ON COLUMN monthly_establishment.vacancy_support IS '空编数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.vacancy_reference IS '空编数（参公事业）';
COMMENT ON COLUMN monthly_establishment.vacancy_full IS '空编数（全额事业）';
COMMENT ON COLUMN monthly_establishment.vacancy_partial IS '空编数（差额事业）';
COMMENT ON COLUMN monthly_establishment.vacancy_self IS '空编数（自收自支）';
COMMENT ON COLUMN monthly_establishment.vacancy_other IS '空编数（其他）';
COMMENT ON COLUMN monthly_establishment.over_total IS '超编数（合计）';
COMMENT ON COLUMN monthly_establishment.over_administrative IS '超编数（行政）';
COMMENT ON COLUMN monthly_establishment.over_political_legal IS '超编数（政法专项）';
COMMENT ON COLUMN monthly_establishment.over_support IS '超编数（机关工勤）';
COMMENT ON COLUMN monthly_establishment.over_reference IS '超编数（参公事业）';
COMMENT ON COLUMN monthly_establishment.over_full IS '超编数（全额事业）';
COMMENT ON COLUMN monthly_establishment.over_partial IS '超编数（差额事业）';
COMMENT ON COLUMN monthly_establishment.over_self IS '超编数（自收自支）';
COMMENT ON COLUMN monthly_establishment.over_other IS '超编数（其他）';
COMMENT ON COLUMN monthly_establishment.reserved IS '用编核准占用数；已过有效期的核准不计';
COMMENT ON COLUMN monthly_establishment.vacancy_rate IS '空编率%；空编数占核定编制数';

-- The same table for a day that is past, from the ledger and the records of people instead of the counters.
-- Names, systems and the tree are those of the day (unit_version); regions are as they are today.
CREATE FUNCTION establishment_as_of(as_of date) RETURNS SETOF monthly_establishment
LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    WITH RECURSIVE day AS (
        SELECT coalesce(establishment_as_of.as_of, bianzhi.require(establishment_as_of.as_of::text, 'as_of')::date) AS on_day
    ), state AS MATERIALIZED (
        SELECT DISTINCT ON (v.unit_id) v.unit_id, v.parent_id, v.name, v.system, u.kind
          FROM day d JOIN unit_version v ON v.effective_on <= d.on_day JOIN unit u ON u.id = v.unit_id
         ORDER BY v.unit_id, v.effective_on DESC, v.id DESC
    ), body_then (unit_id, body_id) AS (
        SELECT s.unit_id, s.unit_id FROM state s WHERE s.kind = 'body'
         UNION ALL
        SELECT s.unit_id, b.body_id FROM body_then b JOIN state s ON s.parent_id = b.unit_id AND s.kind <> 'body'
    ), fact AS (
        SELECT l.holder_id AS unit_id, l.post_type, sum(l.quantity) AS approved, 0::bigint AS strength, 0::bigint AS reserved
          FROM day d JOIN entry e ON e.effective_on <= d.on_day JOIN entry_line l ON l.entry_id = e.id
         WHERE l.holder_id > 0
         GROUP BY l.holder_id, l.post_type
         UNION ALL
        SELECT e.unit_id, e.post_type, 0, count(*), 0
          FROM day d JOIN enrolment e ON e.effective_on <= d.on_day AND (e.until IS NULL OR e.until > d.on_day)
         GROUP BY e.unit_id, e.post_type
         UNION ALL
        SELECT p.unit_id, p.post_type, 0, 0, p.quantity - coalesce(k.uses, 0)
          FROM day d
          JOIN use_permit p ON d.on_day BETWEEN p.effective_on AND p.expires_on
                           AND (p.closed_on IS NULL OR p.closed_on > d.on_day)
          LEFT JOIN (SELECT e.permit_id, count(*) AS uses FROM day d JOIN enrolment e ON e.effective_on <= d.on_day
                      WHERE e.permit_id IS NOT NULL GROUP BY e.permit_id) k ON k.permit_id = p.id
    ), account_then AS (
        SELECT coalesce(b.body_id, f.unit_id) AS unit_id, f.post_type, sum(f.approved)::int AS approved,
               sum(f.strength)::int AS strength, sum(f.reserved)::int AS reserved
          FROM fact f LEFT JOIN body_then b ON b.unit_id = f.unit_id
         GROUP BY coalesce(b.body_id, f.unit_id), f.unit_id, f.post_type
    ), folded AS (
        SELECT a.unit_id,
               sum(a.approved) AS approved_total,
               sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
               sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
               sum(a.approved) FILTER (WHERE t.support) AS approved_support,
               sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
               sum(a.approved) FILTER (WHERE t.full) AS approved_full,
               sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
               sum(a.approved) FILTER (WHERE t.self) AS approved_self,
               sum(a.approved) FILTER (WHERE t.other) AS approved_other,
               sum(a.strength) AS strength_total,
               sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
               sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
               sum(a.strength) FILTER (WHERE t.support) AS strength_support,
               sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
               sum(a.strength) FILTER (WHERE t.full) AS strength_full,
               sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
               sum(a.strength) FILTER (WHERE t.self) AS strength_self,
               sum(a.strength) FILTER (WHERE t.other) AS strength_other,
               sum(greatest(a.approved - a.strength, 0)) AS vacancy_total,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.support) AS vacancy_support,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.reference) AS vacancy_reference,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.full) AS vacancy_full,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.partial) AS vacancy_partial,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.self) AS vacancy_self,
               sum(greatest(a.approved - a.strength, 0)) FILTER (WHERE t.other) AS vacancy_other,
               sum(a.reserved) AS reserved
          FROM account_then a
          JOIN establishment_type t ON t.code = a.post_type
         GROUP BY a.unit_id
    ), by_unit AS (
        SELECT u.id AS unit_id, u.region, coalesce(c.name_zh, w.system) AS system, w.name AS unit, 2 * p.place AS place,
               (u.kind = 'body')::int AS institutions, coalesce(n.divisions, 0) AS divisions,
               coalesce(s.approved_total, 0) AS approved_total, coalesce(s.approved_administrative, 0) AS approved_administrative,
               coalesce(s.approved_political_legal, 0) AS approved_political_legal, coalesce(s.approved_support, 0) AS approved_support,
               coalesce(s.approved_reference, 0) AS approved_reference, coalesce(s.approved_full, 0) AS approved_full,
               coalesce(s.approved_partial, 0) AS approved_partial, coalesce(s.approved_self, 0) AS approved_self,
               coalesce(s.approved_other, 0) AS approved_other, coalesce(s.strength_total, 0) AS strength_total,
               coalesce(s.strength_administrative, 0) AS strength_administrative, coalesce(s.strength_political_legal, 0) AS strength_political_legal,
               coalesce(s.strength_support, 0) AS strength_support, coalesce(s.strength_reference, 0) AS strength_reference,
               coalesce(s.strength_full, 0) AS strength_full, coalesce(s.strength_partial, 0) AS strength_partial,
               coalesce(s.strength_self, 0) AS strength_self, coalesce(s.strength_other, 0) AS strength_other,
               coalesce(s.vacancy_total, 0) AS vacancy_total, coalesce(s.vacancy_administrative, 0) AS vacancy_administrative,
               coalesce(s.vacancy_political_legal, 0) AS vacancy_political_legal, coalesce(s.vacancy_support, 0) AS vacancy_support,
               coalesce(s.vacancy_reference, 0) AS vacancy_reference, coalesce(s.vacancy_full, 0) AS vacancy_full,
               coalesce(s.vacancy_partial, 0) AS vacancy_partial, coalesce(s.vacancy_self, 0) AS vacancy_self,
               coalesce(s.vacancy_other, 0) AS vacancy_other,
               coalesce(s.strength_total - s.approved_total + s.vacancy_total, 0) AS over_total,
               coalesce(s.strength_administrative - s.approved_administrative + s.vacancy_administrative, 0) AS over_administrative,
               coalesce(s.strength_political_legal - s.approved_political_legal + s.vacancy_political_legal, 0) AS over_political_legal,
               coalesce(s.strength_support - s.approved_support + s.vacancy_support, 0) AS over_support,
               coalesce(s.strength_reference - s.approved_reference + s.vacancy_reference, 0) AS over_reference,
               coalesce(s.strength_full - s.approved_full + s.vacancy_full, 0) AS over_full,
               coalesce(s.strength_partial - s.approved_partial + s.vacancy_partial, 0) AS over_partial,
               coalesce(s.strength_self - s.approved_self + s.vacancy_self, 0) AS over_self,
               coalesce(s.strength_other - s.approved_other + s.vacancy_other, 0) AS over_other,
               coalesce(s.reserved, 0)::bigint AS reserved
          FROM day
          JOIN unit u ON u.effective_on <= day.on_day AND (u.until IS NULL OR u.until > day.on_day)
          JOIN (SELECT v.id, row_number() OVER (ORDER BY v.region COLLATE "C", v.sort, v.id) AS place FROM unit v) p ON p.id = u.id
          JOIN state w ON w.unit_id = u.id
          LEFT JOIN folded s ON s.unit_id = u.id
          LEFT JOIN (SELECT b.body_id, count(*) AS divisions
                       FROM day JOIN unit v ON v.kind = 'division' AND v.effective_on <= day.on_day
                                           AND (v.until IS NULL OR v.until > day.on_day)
                       JOIN body_then b ON b.unit_id = v.id
                      GROUP BY b.body_id) n ON n.body_id = u.id
          LEFT JOIN code c ON c.set = 'system' AND c.code = w.system
         WHERE u.kind = 'body'
            OR (s.unit_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM body_then b WHERE b.unit_id = u.id))
    ), by_region AS (
        SELECT u.region, sum(u.institutions) AS institutions, sum(u.divisions)::bigint AS divisions,
               coalesce(sum(u.approved_total), 0)::bigint AS approved_total, coalesce(sum(u.approved_administrative), 0)::bigint AS approved_administrative,
               coalesce(sum(u.approved_political_legal), 0)::bigint AS approved_political_legal, coalesce(sum(u.approved_support), 0)::bigint AS approved_support,
               coalesce(sum(u.approved_reference), 0)::bigint AS approved_reference, coalesce(sum(u.approved_full), 0)::bigint AS approved_full,
               coalesce(sum(u.approved_partial), 0)::bigint AS approved_partial, coalesce(sum(u.approved_self), 0)::bigint AS approved_self,
               coalesce(sum(u.approved_other), 0)::bigint AS approved_other, coalesce(sum(u.strength_total), 0)::bigint AS strength_total,
               coalesce(sum(u.strength_administrative), 0)::bigint AS strength_administrative, coalesce(sum(u.strength_political_legal), 0)::bigint AS strength_political_legal,
               coalesce(sum(u.strength_support), 0)::bigint AS strength_support, coalesce(sum(u.strength_reference), 0)::bigint AS strength_reference,
               coalesce(sum(u.strength_full), 0)::bigint AS strength_full, coalesce(sum(u.strength_partial), 0)::bigint AS strength_partial,
               coalesce(sum(u.strength_self), 0)::bigint AS strength_self, coalesce(sum(u.strength_other), 0)::bigint AS strength_other,
               coalesce(sum(u.vacancy_total), 0)::bigint AS vacancy_total, coalesce(sum(u.vacancy_administrative), 0)::bigint AS vacancy_administrative,
               coalesce(sum(u.vacancy_political_legal), 0)::bigint AS vacancy_political_legal, coalesce(sum(u.vacancy_support), 0)::bigint AS vacancy_support,
               coalesce(sum(u.vacancy_reference), 0)::bigint AS vacancy_reference, coalesce(sum(u.vacancy_full), 0)::bigint AS vacancy_full,
               coalesce(sum(u.vacancy_partial), 0)::bigint AS vacancy_partial, coalesce(sum(u.vacancy_self), 0)::bigint AS vacancy_self,
               coalesce(sum(u.vacancy_other), 0)::bigint AS vacancy_other, coalesce(sum(u.over_total), 0)::bigint AS over_total,
               coalesce(sum(u.over_administrative), 0)::bigint AS over_administrative, coalesce(sum(u.over_political_legal), 0)::bigint AS over_political_legal,
               coalesce(sum(u.over_support), 0)::bigint AS over_support, coalesce(sum(u.over_reference), 0)::bigint AS over_reference,
               coalesce(sum(u.over_full), 0)::bigint AS over_full, coalesce(sum(u.over_partial), 0)::bigint AS over_partial,
               coalesce(sum(u.over_self), 0)::bigint AS over_self, coalesce(sum(u.over_other), 0)::bigint AS over_other,
               sum(u.reserved)::bigint AS reserved, min(u.place) - 1 AS place
          FROM by_unit u
         GROUP BY u.region
    )
    SELECT r.row_kind, r.unit_id, r.region, r.system, r.unit, r.institutions, r.divisions,
           r.approved_total, r.approved_administrative, r.approved_political_legal,
           r.approved_support, r.approved_reference, r.approved_full,
           r.approved_partial, r.approved_self, r.approved_other,
           r.strength_total, r.strength_administrative, r.strength_political_legal,
           r.strength_support, r.strength_reference, r.strength_full,
           r.strength_partial, r.strength_self, r.strength_other,
           r.vacancy_total, r.vacancy_administrative, r.vacancy_political_legal,
           r.vacancy_support, r.vacancy_reference, r.vacancy_full,
           r.vacancy_partial, r.vacancy_self, r.vacancy_other,
           r.over_total, r.over_administrative, r.over_political_legal,
           r.over_support, r.over_reference, r.over_full,
           r.over_partial, r.over_self, r.over_other,
           r.reserved,
           round(100.0 * r.vacancy_total / nullif(r.approved_total, 0), 1)
      FROM (
        SELECT 'unit' AS row_kind, u.unit_id, u.region, u.system, u.unit, u.institutions::bigint AS institutions, u.divisions,
               u.approved_total, u.approved_administrative, u.approved_political_legal,
               u.approved_support, u.approved_reference, u.approved_full,
               u.approved_partial, u.approved_self, u.approved_other,
               u.strength_total, u.strength_administrative, u.strength_political_legal,
               u.strength_support, u.strength_reference, u.strength_full,
               u.strength_partial, u.strength_self, u.strength_other,
               u.vacancy_total, u.vacancy_administrative, u.vacancy_political_legal,
               u.vacancy_support, u.vacancy_reference, u.vacancy_full,
               u.vacancy_partial, u.vacancy_self, u.vacancy_other,
               u.over_total, u.over_administrative, u.over_political_legal,
               u.over_support, u.over_reference, u.over_full,
               u.over_partial, u.over_self, u.over_other,
               u.reserved, u.place
          FROM by_unit u
        UNION ALL
        SELECT 'region', NULL, g.region, NULL,
           concat(n.name, CASE WHEN EXISTS (SELECT FROM region k WHERE k.parent = n.code) THEN '本级' END), g.institutions, g.divisions,
               g.approved_total, g.approved_administrative, g.approved_political_legal,
               g.approved_support, g.approved_reference, g.approved_full,
               g.approved_partial, g.approved_self, g.approved_other,
               g.strength_total, g.strength_administrative, g.strength_political_legal,
               g.strength_support, g.strength_reference, g.strength_full,
               g.strength_partial, g.strength_self, g.strength_other,
               g.vacancy_total, g.vacancy_administrative, g.vacancy_political_legal,
               g.vacancy_support, g.vacancy_reference, g.vacancy_full,
               g.vacancy_partial, g.vacancy_self, g.vacancy_other,
               g.over_total, g.over_administrative, g.over_political_legal,
               g.over_support, g.over_reference, g.over_full,
               g.over_partial, g.over_self, g.over_other,
               g.reserved, g.place
          FROM by_region g
          LEFT JOIN region n ON n.code = g.region
        UNION ALL
        SELECT 'total', NULL, NULL, NULL, '总计', coalesce(sum(g.institutions), 0)::bigint, coalesce(sum(g.divisions), 0)::bigint,
               coalesce(sum(g.approved_total), 0)::bigint AS approved_total, coalesce(sum(g.approved_administrative), 0)::bigint AS approved_administrative,
               coalesce(sum(g.approved_political_legal), 0)::bigint AS approved_political_legal, coalesce(sum(g.approved_support), 0)::bigint AS approved_support,
               coalesce(sum(g.approved_reference), 0)::bigint AS approved_reference, coalesce(sum(g.approved_full), 0)::bigint AS approved_full,
               coalesce(sum(g.approved_partial), 0)::bigint AS approved_partial, coalesce(sum(g.approved_self), 0)::bigint AS approved_self,
               coalesce(sum(g.approved_other), 0)::bigint AS approved_other, coalesce(sum(g.strength_total), 0)::bigint AS strength_total,
               coalesce(sum(g.strength_administrative), 0)::bigint AS strength_administrative, coalesce(sum(g.strength_political_legal), 0)::bigint AS strength_political_legal,
               coalesce(sum(g.strength_support), 0)::bigint AS strength_support, coalesce(sum(g.strength_reference), 0)::bigint AS strength_reference,
               coalesce(sum(g.strength_full), 0)::bigint AS strength_full, coalesce(sum(g.strength_partial), 0)::bigint AS strength_partial,
               coalesce(sum(g.strength_self), 0)::bigint AS strength_self, coalesce(sum(g.strength_other), 0)::bigint AS strength_other,
               coalesce(sum(g.vacancy_total), 0)::bigint AS vacancy_total, coalesce(sum(g.vacancy_administrative), 0)::bigint AS vacancy_administrative,
               coalesce(sum(g.vacancy_political_legal), 0)::bigint AS vacancy_political_legal, coalesce(sum(g.vacancy_support), 0)::bigint AS vacancy_support,
               coalesce(sum(g.vacancy_reference), 0)::bigint AS vacancy_reference, coalesce(sum(g.vacancy_full), 0)::bigint AS vacancy_full,
               coalesce(sum(g.vacancy_partial), 0)::bigint AS vacancy_partial, coalesce(sum(g.vacancy_self), 0)::bigint AS vacancy_self,
               coalesce(sum(g.vacancy_other), 0)::bigint AS vacancy_other, coalesce(sum(g.over_total), 0)::bigint AS over_total,
               coalesce(sum(g.over_administrative), 0)::bigint AS over_administrative, coalesce(sum(g.over_political_legal), 0)::bigint AS over_political_legal,
               coalesce(sum(g.over_support), 0)::bigint AS over_support, coalesce(sum(g.over_reference), 0)::bigint AS over_reference,
               coalesce(sum(g.over_full), 0)::bigint AS over_full, coalesce(sum(g.over_partial), 0)::bigint AS over_partial,
               coalesce(sum(g.over_self), 0)::bigint AS over_self, coalesce(sum(g.over_other), 0)::bigint AS over_other,
               coalesce(sum(g.reserved), 0)::bigint, 0
          FROM by_region g
      ) r
     ORDER BY r.place;
END;
COMMENT ON FUNCTION establishment_as_of(date) IS '某日的机构编制和实有人员情况：栏目同月表1，按当日有效的分录、在编记录和核准计算，名称和隶属为当日的';

-- ---------------------------------------------------------------------------------------------
-- 月表5  单位编制与人员配备
-- ---------------------------------------------------------------------------------------------

-- 编制数 - 实有人数 = 缺配 - 超配 holds in every group, as both are added up from single kinds of posts.
CREATE VIEW monthly_staffing AS
SELECT e.row_kind, e.unit_id, e.region, e.unit, coalesce(c.name_zh, u.rank) AS rank,
       e.approved_total AS total_approved,
       e.strength_total AS total_strength,
       e.over_total AS total_over,
       e.vacancy_total AS total_short,
       e.approved_administrative + e.approved_political_legal AS administrative_approved,
       e.strength_administrative + e.strength_political_legal AS administrative_strength,
       e.over_administrative + e.over_political_legal AS administrative_over,
       e.vacancy_administrative + e.vacancy_political_legal AS administrative_short,
       e.approved_reference AS reference_approved,
       e.strength_reference AS reference_strength,
       e.over_reference AS reference_over,
       e.vacancy_reference AS reference_short,
       e.approved_full + e.approved_partial + e.approved_self AS institution_approved,
       e.strength_full + e.strength_partial + e.strength_self AS institution_strength,
       e.over_full + e.over_partial + e.over_self AS institution_over,
       e.vacancy_full + e.vacancy_partial + e.vacancy_self AS institution_short,
       e.approved_support AS support_approved,
       e.strength_support AS support_strength,
       e.over_support AS support_over,
       e.vacancy_support AS support_short,
       e.approved_other AS other_approved,
       e.strength_other AS other_strength,
       e.over_other AS other_over,
       e.vacancy_other AS other_short
  FROM monthly_establishment e
  LEFT JOIN unit u ON u.id = e.unit_id
  LEFT JOIN code c ON c.set = 'rank' AND c.code = u.rank
 WHERE e.row_kind IN ('unit', 'total')
 ORDER BY e.region COLLATE "C" NULLS FIRST, u.sort, e.unit_id;
COMMENT ON VIEW monthly_staffing IS '月表5 单位编制与人员配备：首行总计；行政含政法专项，事业（其他）为全额、差额和自收自支';
COMMENT ON COLUMN monthly_staffing.row_kind IS '行种类；total 总计，unit 单位';
COMMENT ON COLUMN monthly_staffing.unit_id IS '机构编号';
COMMENT ON COLUMN monthly_staffing.region IS '区划代码';
COMMENT ON COLUMN monthly_staffing.unit IS '机构名称';
COMMENT ON COLUMN monthly_staffing.rank IS '机构规格';
COMMENT ON COLUMN monthly_staffing.total_approved IS '合计编制数';
COMMENT ON COLUMN monthly_staffing.total_strength IS '合计实有人数';
COMMENT ON COLUMN monthly_staffing.total_over IS '合计超配';
COMMENT ON COLUMN monthly_staffing.total_short IS '合计缺配';
COMMENT ON COLUMN monthly_staffing.administrative_approved IS '行政编制数';
COMMENT ON COLUMN monthly_staffing.administrative_strength IS '行政实有人数';
COMMENT ON COLUMN monthly_staffing.administrative_over IS '行政超配';
COMMENT ON COLUMN monthly_staffing.administrative_short IS '行政缺配';
COMMENT ON COLUMN monthly_staffing.reference_approved IS '参公事业编制数';
COMMENT ON COLUMN monthly_staffing.reference_strength IS '参公事业实有人数';
COMMENT ON COLUMN monthly_staffing.reference_over IS '参公事业超配';
COMMENT ON COLUMN monthly_staffing.reference_short IS '参公事业缺配';
COMMENT ON COLUMN monthly_staffing.institution_approved IS '事业（其他）编制数';
COMMENT ON COLUMN monthly_staffing.institution_strength IS '事业（其他）实有人数';
COMMENT ON COLUMN monthly_staffing.institution_over IS '事业（其他）超配';
COMMENT ON COLUMN monthly_staffing.institution_short IS '事业（其他）缺配';
COMMENT ON COLUMN monthly_staffing.support_approved IS '工勤编制数';
COMMENT ON COLUMN monthly_staffing.support_strength IS '工勤实有人数';
COMMENT ON COLUMN monthly_staffing.support_over IS '工勤超配';
COMMENT ON COLUMN monthly_staffing.support_short IS '工勤缺配';
COMMENT ON COLUMN monthly_staffing.other_approved IS '其他编制数';
COMMENT ON COLUMN monthly_staffing.other_strength IS '其他实有人数';
COMMENT ON COLUMN monthly_staffing.other_over IS '其他超配';
COMMENT ON COLUMN monthly_staffing.other_short IS '其他缺配';

-- ---------------------------------------------------------------------------------------------
-- 月表4  领导职数配备
-- ---------------------------------------------------------------------------------------------

-- Leadership posts of divisions hang on the divisions, so here every account looks for its body.
CREATE VIEW monthly_leadership AS
WITH held AS (
    SELECT coalesce(b.body_id, a.holder_id) AS unit_id, t.scope, t.role, a.approved, a.strength,
           greatest(a.strength - a.approved, 0) AS over, greatest(a.approved - a.strength, 0) AS short
      FROM account a
      JOIN post_type t ON t.code = a.post_type AND t.class = 'leadership'
      LEFT JOIN unit_body b ON b.unit_id = a.holder_id
     WHERE a.holder_id > 0
), by_unit AS (
    SELECT h.unit_id,
           sum(h.approved) FILTER (WHERE h.scope = 'unit') AS leader_required,
           sum(h.strength) FILTER (WHERE h.scope = 'unit') AS leader_actual,
           sum(h.over) FILTER (WHERE h.scope = 'unit') AS leader_over,
           sum(h.short) FILTER (WHERE h.scope = 'unit') AS leader_short,
           sum(h.approved) FILTER (WHERE h.scope = 'unit' AND h.role = 'chief') AS chief_required,
           sum(h.strength) FILTER (WHERE h.scope = 'unit' AND h.role = 'chief') AS chief_actual,
           sum(h.over) FILTER (WHERE h.scope = 'unit' AND h.role = 'chief') AS chief_over,
           sum(h.short) FILTER (WHERE h.scope = 'unit' AND h.role = 'chief') AS chief_short,
           sum(h.approved) FILTER (WHERE h.scope = 'unit' AND h.role = 'deputy') AS deputy_required,
           sum(h.strength) FILTER (WHERE h.scope = 'unit' AND h.role = 'deputy') AS deputy_actual,
           sum(h.over) FILTER (WHERE h.scope = 'unit' AND h.role = 'deputy') AS deputy_over,
           sum(h.short) FILTER (WHERE h.scope = 'unit' AND h.role = 'deputy') AS deputy_short,
           sum(h.approved) FILTER (WHERE h.scope = 'division') AS division_required,
           sum(h.strength) FILTER (WHERE h.scope = 'division') AS division_actual,
           sum(h.over) FILTER (WHERE h.scope = 'division') AS division_over,
           sum(h.short) FILTER (WHERE h.scope = 'division') AS division_short,
           sum(h.approved) FILTER (WHERE h.scope = 'division' AND h.role = 'chief') AS division_chief_required,
           sum(h.strength) FILTER (WHERE h.scope = 'division' AND h.role = 'chief') AS division_chief_actual,
           sum(h.over) FILTER (WHERE h.scope = 'division' AND h.role = 'chief') AS division_chief_over,
           sum(h.short) FILTER (WHERE h.scope = 'division' AND h.role = 'chief') AS division_chief_short,
           sum(h.approved) FILTER (WHERE h.scope = 'division' AND h.role = 'deputy') AS division_deputy_required,
           sum(h.strength) FILTER (WHERE h.scope = 'division' AND h.role = 'deputy') AS division_deputy_actual,
           sum(h.over) FILTER (WHERE h.scope = 'division' AND h.role = 'deputy') AS division_deputy_over,
           sum(h.short) FILTER (WHERE h.scope = 'division' AND h.role = 'deputy') AS division_deputy_short,
           sum(h.approved) FILTER (WHERE h.scope = 'discipline') AS discipline_required,
           sum(h.strength) FILTER (WHERE h.scope = 'discipline') AS discipline_actual,
           sum(h.over) FILTER (WHERE h.scope = 'discipline') AS discipline_over,
           sum(h.short) FILTER (WHERE h.scope = 'discipline') AS discipline_short
      FROM held h
     GROUP BY h.unit_id
), row_of_unit AS (
    SELECT u.id AS unit_id, u.region, u.name AS unit, coalesce(c.name_zh, u.rank) AS rank, k.name_zh AS class, u.sort,
           coalesce(l.leader_required, 0) AS leader_required, coalesce(l.leader_actual, 0) AS leader_actual,
           coalesce(l.leader_over, 0) AS leader_over, coalesce(l.leader_short, 0) AS leader_short,
           coalesce(l.chief_required, 0) AS chief_required, coalesce(l.chief_actual, 0) AS chief_actual,
           coalesce(l.chief_over, 0) AS chief_over, coalesce(l.chief_short, 0) AS chief_short,
           coalesce(l.deputy_required, 0) AS deputy_required, coalesce(l.deputy_actual, 0) AS deputy_actual,
           coalesce(l.deputy_over, 0) AS deputy_over, coalesce(l.deputy_short, 0) AS deputy_short,
           coalesce(l.division_required, 0) AS division_required, coalesce(l.division_actual, 0) AS division_actual,
           coalesce(l.division_over, 0) AS division_over, coalesce(l.division_short, 0) AS division_short,
           coalesce(l.division_chief_required, 0) AS division_chief_required, coalesce(l.division_chief_actual, 0) AS division_chief_actual,
           coalesce(l.division_chief_over, 0) AS division_chief_over, coalesce(l.division_chief_short, 0) AS division_chief_short,
           coalesce(l.division_deputy_required, 0) AS division_deputy_required, coalesce(l.division_deputy_actual, 0) AS division_deputy_actual,
           coalesce(l.division_deputy_over, 0) AS division_deputy_over, coalesce(l.division_deputy_short, 0) AS division_deputy_short,
           coalesce(l.discipline_required, 0) AS discipline_required, coalesce(l.discipline_actual, 0) AS discipline_actual,
           coalesce(l.discipline_over, 0) AS discipline_over, coalesce(l.discipline_short, 0) AS discipline_short
      FROM unit u
      JOIN unit_class k ON k.code = u.class
      LEFT JOIN by_unit l ON l.unit_id = u.id
      LEFT JOIN code c ON c.set = 'rank' AND c.code = u.rank
     WHERE u.kind = 'body' AND (u.until IS NULL OR u.until > current_date)
)
SELECT r.row_kind, r.unit_id, r.region, r.unit, r.rank, r.class,
       r.leader_required, r.leader_actual, r.leader_over, r.leader_short,
       r.chief_required, r.chief_actual, r.chief_over, r.chief_short,
       r.deputy_required, r.deputy_actual, r.deputy_over, r.deputy_short,
       r.division_required, r.division_actual, r.division_over, r.division_short,
       r.division_chief_required, r.division_chief_actual, r.division_chief_over, r.division_chief_short,
       r.division_deputy_required, r.division_deputy_actual, r.division_deputy_over, r.division_deputy_short,
       r.discipline_required, r.discipline_actual, r.discipline_over, r.discipline_short
  FROM (
    SELECT 'unit' AS row_kind, u.unit_id, u.region, u.unit, u.rank, u.class,
           u.leader_required, u.leader_actual, u.leader_over, u.leader_short,
           u.chief_required, u.chief_actual, u.chief_over, u.chief_short,
           u.deputy_required, u.deputy_actual, u.deputy_over, u.deputy_short,
           u.division_required, u.division_actual, u.division_over, u.division_short,
           u.division_chief_required, u.division_chief_actual, u.division_chief_over, u.division_chief_short,
           u.division_deputy_required, u.division_deputy_actual, u.division_deputy_over, u.division_deputy_short,
           u.discipline_required, u.discipline_actual, u.discipline_over, u.discipline_short,
           u.sort
      FROM row_of_unit u
    UNION ALL
    SELECT 'total', NULL, NULL, '总计', NULL, NULL,
           coalesce(sum(u.leader_required), 0)::bigint, coalesce(sum(u.leader_actual), 0)::bigint,
           coalesce(sum(u.leader_over), 0)::bigint, coalesce(sum(u.leader_short), 0)::bigint,
           coalesce(sum(u.chief_required), 0)::bigint, coalesce(sum(u.chief_actual), 0)::bigint,
           coalesce(sum(u.chief_over), 0)::bigint, coalesce(sum(u.chief_short), 0)::bigint,
           coalesce(sum(u.deputy_required), 0)::bigint, coalesce(sum(u.deputy_actual), 0)::bigint,
           coalesce(sum(u.deputy_over), 0)::bigint, coalesce(sum(u.deputy_short), 0)::bigint,
           coalesce(sum(u.division_required), 0)::bigint, coalesce(sum(u.division_actual), 0)::bigint,
           coalesce(sum(u.division_over), 0)::bigint, coalesce(sum(u.division_short), 0)::bigint,
           coalesce(sum(u.division_chief_required), 0)::bigint, coalesce(sum(u.division_chief_actual), 0)::bigint,
           coalesce(sum(u.division_chief_over), 0)::bigint, coalesce(sum(u.division_chief_short), 0)::bigint,
           coalesce(sum(u.division_deputy_required), 0)::bigint, coalesce(sum(u.division_deputy_actual), 0)::bigint,
           coalesce(sum(u.division_deputy_over), 0)::bigint, coalesce(sum(u.division_deputy_short), 0)::bigint,
           coalesce(sum(u.discipline_required), 0)::bigint, coalesce(sum(u.discipline_actual), 0)::bigint,
           coalesce(sum(u.discipline_over), 0)::bigint, coalesce(sum(u.discipline_short), 0)::bigint,
           0
      FROM row_of_unit u
  ) r
 ORDER BY r.region COLLATE "C" NULLS FIRST, r.sort, r.unit_id;
COMMENT ON VIEW monthly_leadership IS '月表4 领导职数配备：首行总计；部门领导（合计、正职、副职）、内设机构领导、纪检监察领导的应配、实配、超配、缺配，不计兼任等不占职数的任职';
COMMENT ON COLUMN monthly_leadership.row_kind IS '行种类；total 总计，unit 单位';
COMMENT ON COLUMN monthly_leadership.unit_id IS '机构编号';
COMMENT ON COLUMN monthly_leadership.region IS '区划代码';
COMMENT ON COLUMN monthly_leadership.unit IS '机构名称';
COMMENT ON COLUMN monthly_leadership.rank IS '机构规格';
COMMENT ON COLUMN monthly_leadership.class IS '机构性质';
COMMENT ON COLUMN monthly_leadership.leader_required IS '部门领导应配';
COMMENT ON COLUMN monthly_leadership.leader_actual IS '部门领导实配';
COMMENT ON COLUMN monthly_leadership.leader_over IS '部门领导超配';
COMMENT ON COLUMN monthly_leadership.leader_short IS '部门领导缺配';
COMMENT ON COLUMN monthly_leadership.chief_required IS '正职应配';
COMMENT ON COLUMN monthly_leadership.chief_actual IS '正职实配';
COMMENT ON COLUMN monthly_leadership.chief_over IS '正职超配';
COMMENT ON COLUMN monthly_leadership.chief_short IS '正职缺配';
COMMENT ON COLUMN monthly_leadership.deputy_required IS '副职应配';
COMMENT ON COLUMN monthly_leadership.deputy_actual IS '副职实配';
COMMENT ON COLUMN monthly_leadership.deputy_over IS '副职超配';
COMMENT ON COLUMN monthly_leadership.deputy_short IS '副职缺配';
COMMENT ON COLUMN monthly_leadership.division_required IS '内设机构领导应配';
COMMENT ON COLUMN monthly_leadership.division_actual IS '内设机构领导实配';
COMMENT ON COLUMN monthly_leadership.division_over IS '内设机构领导超配';
COMMENT ON COLUMN monthly_leadership.division_short IS '内设机构领导缺配';
COMMENT ON COLUMN monthly_leadership.division_chief_required IS '内设机构正职应配';
COMMENT ON COLUMN monthly_leadership.division_chief_actual IS '内设机构正职实配';
COMMENT ON COLUMN monthly_leadership.division_chief_over IS '内设机构正职超配';
COMMENT ON COLUMN monthly_leadership.division_chief_short IS '内设机构正职缺配';
COMMENT ON COLUMN monthly_leadership.division_deputy_required IS '内设机构副职应配';
COMMENT ON COLUMN monthly_leadership.division_deputy_actual IS '内设机构副职实配';
COMMENT ON COLUMN monthly_leadership.division_deputy_over IS '内设机构副职超配';
COMMENT ON COLUMN monthly_leadership.division_deputy_short IS '内设机构副职缺配';
COMMENT ON COLUMN monthly_leadership.discipline_required IS '纪检监察领导应配';
COMMENT ON COLUMN monthly_leadership.discipline_actual IS '纪检监察领导实配';
COMMENT ON COLUMN monthly_leadership.discipline_over IS '纪检监察领导超配';
COMMENT ON COLUMN monthly_leadership.discipline_short IS '纪检监察领导缺配';

