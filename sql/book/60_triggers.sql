-- 60_triggers: what enforces the rules.  Names show the order: 10 guards, 20 fills, 50 posts, 60 at commit, 90 notifies.
-- Guards refuse for everyone and are ENABLE ALWAYS; the engine's own triggers stay ORIGIN, so that a subscriber
-- copies balances and does not count twice.

-- nothing is ever deleted
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON book FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON region FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON code FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON unit_class FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON post_type FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON unit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON holder FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON entry_line FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON person FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON use_permit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON enrolment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON appointment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON rule FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON rule_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON finding FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON check_run FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();

-- keys and what a fact says never change
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code ON region FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF set, code ON code FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code ON unit_class FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code, class, category ON post_type FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, recorded_at, recorded_by ON document FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, kind, region, effective_on, document_id, replaces_id, recorded_at, recorded_by ON unit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, kind, region ON holder FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON entry_line FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, recorded_at, recorded_by ON person FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, unit_id, post_type, quantity, entry_reason, effective_on, expires_on, document_id, recorded_at, recorded_by, closed_at, closed_by
    ON use_permit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, person_id, unit_id, post_type, effective_on, entry_reason, document_id, permit_id, transfer_id, recorded_at, recorded_by, ended_at, ended_by
    ON enrolment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, person_id, unit_id, post_type, holder_rank, counts, uncounted_reason, effective_on, document_id, recorded_at, recorded_by, ended_at, ended_by
    ON appointment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, rule, unit_id, post_type, allowance, document_id, effective_on, recorded_at, recorded_by
    ON rule_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code, region ON rule FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON check_run FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();

-- operations and plans
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON operation FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF op ON operation FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON plan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE TRUNCATE ON plan_step FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON plan_effect FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, reverses, recorded_at, recorded_by ON plan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF plan_id, step ON plan_step FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON plan_effect FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_guard BEFORE INSERT ON plan_effect FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_effect();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON plan FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz30_guard BEFORE INSERT OR UPDATE ON plan FOR EACH ROW EXECUTE FUNCTION bianzhi.guard_plan();
CREATE TRIGGER bz30_guard BEFORE INSERT OR UPDATE OR DELETE ON plan_step FOR EACH ROW EXECUTE FUNCTION bianzhi.guard_step();

-- leadership
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON leadership_standard FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON reduction_plan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON reduction_step FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF scope, size_from ON leadership_standard FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, unit_id, post_type, start_excess, effective_on, document_id, recorded_at, recorded_by
    ON reduction_plan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON reduction_step FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz20_start BEFORE INSERT ON reduction_plan FOR EACH ROW EXECUTE FUNCTION bianzhi.start_reduction();
CREATE TRIGGER bz50_check_insert AFTER INSERT ON reduction_step REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.check_reduction();
CREATE TRIGGER bz51_check_insert AFTER INSERT ON appointment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.check_appointment();
CREATE CONSTRAINT TRIGGER leadership_rules AFTER INSERT OR UPDATE ON unit DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bianzhi.judge_leaders();
CREATE CONSTRAINT TRIGGER leadership_rules AFTER INSERT ON entry_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.holder_id > 0) EXECUTE FUNCTION bianzhi.judge_leaders();

-- written by the engine only
CREATE TRIGGER bz12_engine_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON account
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
CREATE TRIGGER bz12_engine_only BEFORE UPDATE OF used ON use_permit
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();

-- fills
CREATE TRIGGER bz20_tidy BEFORE INSERT OR UPDATE ON document FOR EACH ROW EXECUTE FUNCTION bianzhi.tidy_document();
CREATE TRIGGER bz20_tidy BEFORE INSERT OR UPDATE ON person FOR EACH ROW EXECUTE FUNCTION bianzhi.tidy_person();
CREATE TRIGGER bz20_place BEFORE INSERT OR UPDATE ON unit FOR EACH ROW EXECUTE FUNCTION bianzhi.place_unit();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON use_permit FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp_close BEFORE UPDATE OF state ON use_permit FOR EACH ROW
    WHEN (OLD.state = 'open' AND NEW.state <> 'open') EXECUTE FUNCTION bianzhi.stamp_close();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON rule_exception FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp_end BEFORE UPDATE OF until ON enrolment FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_end();
CREATE TRIGGER bz20_stamp_end BEFORE UPDATE OF until ON appointment FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_end();

-- posts
CREATE TRIGGER bz50_post_insert AFTER INSERT ON enrolment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_enrolment();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON enrolment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_enrolment();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON appointment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_appointment();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON appointment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_appointment();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON use_permit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_permit();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON use_permit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_permit();
CREATE TRIGGER bz40_check_entry AFTER INSERT ON entry REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.check_entry();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON entry_line REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_lines();
CREATE TRIGGER bz50_move_children AFTER UPDATE ON unit FOR EACH ROW
    WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION bianzhi.move_children();
CREATE TRIGGER bz55_divisions_insert AFTER INSERT ON unit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.check_divisions();
CREATE TRIGGER bz55_divisions_update AFTER UPDATE ON unit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.check_divisions();
CREATE TRIGGER bz50_open_funds AFTER INSERT ON region FOR EACH ROW EXECUTE FUNCTION bianzhi.open_funds();
CREATE TRIGGER bz50_track_sex AFTER INSERT OR UPDATE ON person FOR EACH ROW
    WHEN (NEW.sex IS DISTINCT FROM bianzhi.sex(NEW.resident_id)) EXECUTE FUNCTION bianzhi.track_sex();

-- priorities and proposals (55)
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON priority FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON post_plan_factor FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, unit_id, kind, weight, effective_on, document_id, recorded_at, recorded_by
    ON priority FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF factor, kind ON post_plan_factor FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz20_check BEFORE INSERT OR UPDATE ON priority FOR EACH ROW EXECUTE FUNCTION bianzhi.check_priority();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON proposal FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, kind, title, operations, reason, document_id, base, idempotency_key, made_by, made_at
    ON proposal FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz20_check BEFORE INSERT OR UPDATE ON proposal FOR EACH ROW EXECUTE FUNCTION bianzhi.check_proposal();

-- at commit
CREATE CONSTRAINT TRIGGER unbalanced_entry AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bianzhi.check_balance();
CREATE CONSTRAINT TRIGGER unbalanced_entry AFTER INSERT ON entry_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bianzhi.check_balance();

-- duties
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON duty FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON duty_assignment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, name, effective_on, document_id, recorded_at, recorded_by, ended_at, ended_by
    ON duty FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, duty_id, unit_id, effective_on, document_id, recorded_at, recorded_by, ended_at, ended_by
    ON duty_assignment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON duty FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON duty_assignment FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp_end BEFORE UPDATE OF until ON duty FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_end();
CREATE TRIGGER bz20_stamp_end BEFORE UPDATE OF until ON duty_assignment FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_end();
CREATE TRIGGER bz21_tidy BEFORE INSERT OR UPDATE OF field ON duty FOR EACH ROW EXECUTE FUNCTION bianzhi.tidy_duty();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON duty REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_duty();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON duty REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_duty();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON duty_assignment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_duty();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON duty_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_duty();
CREATE CONSTRAINT TRIGGER duty_holder AFTER INSERT OR UPDATE OF until ON duty DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bianzhi.check_duty();
CREATE CONSTRAINT TRIGGER duty_holder AFTER INSERT OR UPDATE OF until ON duty_assignment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bianzhi.check_duty();

CREATE CONSTRAINT TRIGGER replace_one_for_one AFTER INSERT ON unit DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'body' AND NEW.class IN ('institution', 'reference_institution'))
    EXECUTE FUNCTION bianzhi.check_replacement();

-- notifies every session's copy of the rules
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON book FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON post_type FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON admissibility FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON code FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON rule FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();

-- the turnover pool (58_pool)
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON pool FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON talent_certificate FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON pool_loan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON pool_seat FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON pool_settlement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON pool_extension FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, holder_id, post_type, effective_on, document_id, recorded_at, recorded_by
    ON pool FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, number, person_id, category, effective_on, recorded_at, recorded_by
    ON talent_certificate FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, pool_id, unit_id, supervisor_id, quantity, certificate_ids, effective_on, document_id,
    recorded_at, recorded_by, decided_at, decided_by ON pool_loan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_engine_only BEFORE UPDATE OF used ON pool_loan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
CREATE TRIGGER bz12_engine_only BEFORE INSERT OR UPDATE ON pool_seat
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
CREATE TRIGGER bz12_engine_only BEFORE UPDATE ON pool_settlement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
CREATE TRIGGER bz12_engine_only BEFORE UPDATE ON pool_extension FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
CREATE TRIGGER bz20_place BEFORE INSERT OR UPDATE ON pool FOR EACH ROW EXECUTE FUNCTION bianzhi.place_pool();
CREATE TRIGGER bz20_place BEFORE INSERT OR UPDATE ON talent_certificate FOR EACH ROW EXECUTE FUNCTION bianzhi.place_certificate();
CREATE TRIGGER bz20_place BEFORE INSERT OR UPDATE ON pool_loan FOR EACH ROW EXECUTE FUNCTION bianzhi.place_loan();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON pool_settlement FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON pool_extension FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON pool_loan REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_loan();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON pool_loan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_loan();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON pool_settlement REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.settle_pool();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON pool_extension REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.extend_pool();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON pool FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
-- units over time (unit_version.c): a version is the act, the unit follows
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON unit_version FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON unit_lineage FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON unit_version FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON unit_lineage FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON approval_authority FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF action, unit_kind, class, unit_level ON approval_authority FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_versioned BEFORE UPDATE OF name, short_name, other_names, class, parent_id, system, category, industry, rank,
    supervisor_id, co_located_with, counterpart, counterpart_divisions, party_body, expires_on
    ON unit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_versioned();
CREATE TRIGGER bz20_fill BEFORE INSERT ON unit_version FOR EACH ROW EXECUTE FUNCTION bianzhi.fill_version();
CREATE TRIGGER bz20_check BEFORE INSERT ON unit_lineage FOR EACH ROW EXECUTE FUNCTION bianzhi.check_lineage();
CREATE TRIGGER bz50_first_version AFTER INSERT ON unit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.first_version();
CREATE TRIGGER bz50_last_version AFTER UPDATE ON unit FOR EACH ROW
    WHEN (OLD.until IS NULL AND NEW.until IS NOT NULL) EXECUTE FUNCTION bianzhi.last_version();
CREATE TRIGGER bz50_apply AFTER INSERT ON unit_version FOR EACH ROW
    WHEN (NEW.kind <> 'establish') EXECUTE FUNCTION bianzhi.apply_version();

-- Guards hold under every session_replication_role.
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.oid::pg_catalog.regclass AS rel, g.tgname
               FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
              WHERE c.relnamespace = (SELECT b.relnamespace FROM pg_catalog.pg_class b
                                       WHERE b.oid = 'book'::pg_catalog.regclass)
                AND g.tgname LIKE 'bz1%' LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.rel, t.tgname);
    END LOOP;
END $$;
