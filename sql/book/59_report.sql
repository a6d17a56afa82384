-- 59_report: the reports of a month as they were when it was closed.  Columns as those of the view of that name (80_reports,
-- 81_monthly, 86_pool), whose comments name them; new ones are added at the end only (SEAL.md).

CREATE TABLE snapshot_monthly_establishment (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, unit_id int, region text, system text, unit text, institutions bigint, divisions bigint,
    approved_total bigint, approved_administrative bigint, approved_political_legal bigint,
    approved_support bigint, approved_reference bigint, approved_full bigint,
    approved_partial bigint, approved_self bigint, approved_other bigint,
    strength_total bigint, strength_administrative bigint, strength_political_legal bigint,
    strength_support bigint, strength_reference bigint, strength_full bigint,
    strength_partial bigint, strength_self bigint, strength_other bigint,
    vacancy_total bigint, vacancy_administrative bigint, vacancy_political_legal bigint,
    vacancy_support bigint, vacancy_reference bigint, vacancy_full bigint,
    vacancy_partial bigint, vacancy_self bigint, vacancy_other bigint,
    over_total bigint, over_administrative bigint, over_political_legal bigint,
    over_support bigint, over_reference bigint, over_full bigint,
    over_partial bigint, over_self bigint, over_other bigint,
    reserved bigint, vacancy_rate numeric, approved_previous bigint, strength_previous bigint,
    CONSTRAINT snapshot_monthly_establishment_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_establishment IS '结账快照：月表1 机构编制和实有人员情况';

CREATE TABLE snapshot_monthly_post_movement (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, region text, unit_id int, unit text, post_type int, post_type_name text,
    opening bigint, increased bigint, decreased bigint,
    transferred_in bigint, transferred_out bigint, closing bigint,
    documents text,
    CONSTRAINT snapshot_monthly_post_movement_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_post_movement IS '结账快照：月表2 编制增减变动台账汇总';

CREATE TABLE snapshot_monthly_staff_movement (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, region text, unit_id int, unit text, post_type int, post_type_name text,
    opening bigint, in_total bigint, in_recruited bigint,
    in_open_recruitment bigint, in_transfer_in bigint, in_military bigint,
    in_talent bigint, in_block_transfer_in bigint, in_other bigint,
    out_total bigint, out_retirement bigint, out_transfer_out bigint,
    out_resignation bigint, out_dismissal bigint, out_expulsion bigint,
    out_death bigint, out_block_transfer_out bigint, out_other bigint,
    internal_in bigint, internal_out bigint, closing bigint,
    CONSTRAINT snapshot_monthly_staff_movement_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_staff_movement IS '结账快照：月表3 人员增减变动';

CREATE TABLE snapshot_monthly_leadership (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, unit_id int, region text, unit text, rank text, class text,
    leader_required bigint, leader_actual bigint, leader_over bigint, leader_short bigint,
    chief_required bigint, chief_actual bigint, chief_over bigint, chief_short bigint,
    deputy_required bigint, deputy_actual bigint, deputy_over bigint, deputy_short bigint,
    division_required bigint, division_actual bigint, division_over bigint, division_short bigint,
    division_chief_required bigint, division_chief_actual bigint, division_chief_over bigint, division_chief_short bigint,
    division_deputy_required bigint, division_deputy_actual bigint, division_deputy_over bigint, division_deputy_short bigint,
    discipline_required bigint, discipline_actual bigint, discipline_over bigint, discipline_short bigint,
    ting_required bigint, ting_actual bigint, ting_over bigint, ting_short bigint,
    chu_required bigint, chu_actual bigint, chu_over bigint, chu_short bigint,
    ke_required bigint, ke_actual bigint, ke_over bigint, ke_short bigint,
    gu_required bigint, gu_actual bigint, gu_over bigint, gu_short bigint,
    CONSTRAINT snapshot_monthly_leadership_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_leadership IS '结账快照：月表4 领导职数配备';

CREATE TABLE snapshot_monthly_staffing (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, unit_id int, region text, unit text, rank text,
    total_approved bigint, total_strength bigint, total_over bigint, total_short bigint,
    administrative_approved bigint, administrative_strength bigint, administrative_over bigint, administrative_short bigint,
    reference_approved bigint, reference_strength bigint, reference_over bigint, reference_short bigint,
    institution_approved bigint, institution_strength bigint, institution_over bigint, institution_short bigint,
    support_approved bigint, support_strength bigint, support_over bigint, support_short bigint,
    other_approved bigint, other_strength bigint, other_over bigint, other_short bigint,
    CONSTRAINT snapshot_monthly_staffing_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_staffing IS '结账快照：月表5 单位编制与人员配备';

CREATE TABLE snapshot_monthly_pool (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, pool text, supervisor text, unit text,
    total bigint, free bigint, approved_all bigint,
    approved_month bigint, awaiting bigint, used_month bigint,
    lent bigint, returned_month bigint, returned bigint,
    reclaimed bigint, overdue_posts bigint, to_reclaim bigint,
    pool_id int, unit_id int,
    CONSTRAINT snapshot_monthly_pool_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_pool IS '结账快照：月表6 周转池使用';

CREATE TABLE snapshot_monthly_finding (
    region_closed text NOT NULL, month date NOT NULL, n bigint NOT NULL,
    row_kind text, finding_id bigint, rule text, rule_name text, level text, region text, unit_id int, unit text, object text,
    description text, findings bigint, found_on date, due_on date, finding_state text,
    CONSTRAINT snapshot_monthly_finding_pkey PRIMARY KEY (region_closed, month, n)
);
COMMENT ON TABLE snapshot_monthly_finding IS '结账快照：月表7 问题清单';
