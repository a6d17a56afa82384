-- 61_gate: which tables are gated while a month is frozen (gate.c), and who writes the tables of months.
-- Gated is what a month's report is counted from.  Arguments of gate_rows: what the columns hold, and which.
-- Not gated: document (a fact that cites it is), region and code lists, rule, finding, check_run, plan, proposal,
-- priority, section: a report of a closed month keeps what it said of them in its snapshot.

CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON entry_line FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON enrolment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON appointment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON use_permit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON unit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON unit_version FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON unit_lineage FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON duty FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON duty_assignment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE UPDATE ON person FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON rule_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON pool FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON talent_certificate FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT OR UPDATE ON pool_loan FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT ON pool_settlement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();
CREATE TRIGGER bz15_gate BEFORE INSERT ON pool_extension FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate();

CREATE TRIGGER bz16_gate_insert AFTER INSERT ON entry_line REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'holder_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON enrolment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON enrolment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON appointment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON appointment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON use_permit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON use_permit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON unit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('region', 'region');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON unit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('region', 'region');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON unit_version REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id', 'parent_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON unit_lineage REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'from_unit_id', 'to_unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON duty REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('duty', 'id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON duty_assignment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON duty_assignment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON person REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('person', 'id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON rule_exception REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON rule_exception REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON pool REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'holder_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON pool REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'holder_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON talent_certificate REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('person', 'person_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON talent_certificate REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('person', 'person_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON pool_loan REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_update AFTER UPDATE ON pool_loan REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('unit', 'unit_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON pool_settlement REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('seat', 'seat_id');
CREATE TRIGGER bz16_gate_insert AFTER INSERT ON pool_extension REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.gate_rows('seat', 'seat_id');

-- months
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON period FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON period_log FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON period_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON period_exception_use FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON section FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON sign_off FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF region, month ON period FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON period_log FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, role, region, reason, document_id, recorded_at, recorded_by
    ON period_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON period_exception_use FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF region, code ON section FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON sign_off FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON period FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT ON period_log FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT ON period_exception_use FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz17_exception BEFORE INSERT OR UPDATE ON period_exception FOR EACH ROW EXECUTE FUNCTION bianzhi.check_period_exception();
CREATE TRIGGER bz17_sign BEFORE INSERT ON sign_off FOR EACH ROW EXECUTE FUNCTION bianzhi.sign();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON period FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();

-- what months are sealed with; an end that a closed month counts is not moved
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_account FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON seal FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON seal_block FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_account FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON seal FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON seal_block FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF name ON report FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_establishment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_post_movement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_staff_movement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_leadership FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_staffing FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_pool FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_monthly_finding FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_establishment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_post_movement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_staff_movement FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_leadership FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_staffing FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_pool FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_monthly_finding FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz18_keep_end BEFORE UPDATE OF until, exit_reason, until_document_id ON enrolment FOR EACH ROW
    WHEN (OLD.until IS NOT NULL AND (OLD.until IS DISTINCT FROM NEW.until OR OLD.exit_reason IS DISTINCT FROM NEW.exit_reason
                                     OR OLD.until_document_id IS DISTINCT FROM NEW.until_document_id))
    EXECUTE FUNCTION bianzhi.keep_end();
CREATE TRIGGER bz18_keep_end BEFORE UPDATE OF until, until_document_id ON appointment FOR EACH ROW
    WHEN (OLD.until IS NOT NULL AND (OLD.until IS DISTINCT FROM NEW.until OR OLD.until_document_id IS DISTINCT FROM NEW.until_document_id))
    EXECUTE FUNCTION bianzhi.keep_end();
CREATE TRIGGER bz18_keep_end BEFORE UPDATE OF until, until_document_id ON duty_assignment FOR EACH ROW
    WHEN (OLD.until IS NOT NULL AND (OLD.until IS DISTINCT FROM NEW.until OR OLD.until_document_id IS DISTINCT FROM NEW.until_document_id))
    EXECUTE FUNCTION bianzhi.keep_end();
CREATE TRIGGER bz18_keep_end BEFORE UPDATE OF until ON pool_seat FOR EACH ROW
    WHEN (OLD.until IS NOT NULL AND OLD.until IS DISTINCT FROM NEW.until) EXECUTE FUNCTION bianzhi.keep_end();
CREATE TRIGGER bz18_keep_end BEFORE UPDATE OF until ON duty FOR EACH ROW
    WHEN (OLD.until IS NOT NULL AND OLD.until IS DISTINCT FROM NEW.until) EXECUTE FUNCTION bianzhi.keep_end('until', 'ended_at', 'duty', 'id');
CREATE TRIGGER bz18_keep_end BEFORE UPDATE OF closed_on ON use_permit FOR EACH ROW
    WHEN (OLD.closed_on IS NOT NULL AND OLD.closed_on IS DISTINCT FROM NEW.closed_on) EXECUTE FUNCTION bianzhi.keep_end('closed_on', 'closed_at');

-- the reports of a year
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_organ FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_organ_staff FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_institution FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_institution_staff FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_political_legal FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_township FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_retired FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_off_establishment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_ceiling FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON snapshot_annual_unit_change FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_organ FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_organ_staff FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_institution FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_institution_staff FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_political_legal FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_township FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_retired FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_off_establishment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_ceiling FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT OR UPDATE ON snapshot_annual_unit_change FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();

-- returns of regions below (59_return)
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON return_file FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON return_row FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON return_file FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON return_row FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz12_guard BEFORE INSERT ON return_file FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();
CREATE TRIGGER bz12_guard BEFORE INSERT ON return_row FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_period();

-- Guards hold under every session_replication_role.
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.oid::pg_catalog.regclass AS rel, g.tgname
               FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
              WHERE c.relnamespace = (SELECT b.relnamespace FROM pg_catalog.pg_class b
                                       WHERE b.oid = 'book'::pg_catalog.regclass)
                AND g.tgname LIKE 'bz1%' AND g.tgenabled <> 'A' LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.rel, t.tgname);
    END LOOP;
END $$;
