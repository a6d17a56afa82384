# A small book with something of everything, and what every copy of a book must
# be able to do.  For tests that move, copy or break books; not for tests of
# rules, which are pgTAP's.

package BookFixture;

use strict;
use warnings;

use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(new_cluster make_book ask verify_clean attempt attempts contents same_contents make_changes
  guards_always works_on);

# What a statement came to: done, or SQLSTATE and rule; never a message's text.
my $TRY = <<'SQL';
CREATE FUNCTION pg_temp.try(statement text) RETURNS text LANGUAGE plpgsql AS $try$
DECLARE
	broken text;
BEGIN
	EXECUTE statement;
	SET CONSTRAINTS ALL IMMEDIATE;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
	RETURN trim(SQLSTATE || ' ' || broken);
END
$try$;
SQL

# A cluster in UTF-8 under a locale that sorts the same everywhere.
sub new_cluster
{
	my ($name, %init) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ], %init);
	$node->append_conf('postgresql.conf', "client_min_messages = warning\nlog_line_prefix = '%m [%p] %e %q%a '\n");
	return $node;
}

# One or several statements in a book's schema; returns what they print.
sub ask
{
	my ($node, $db, $book, $sql, %how) = @_;
	return $node->safe_psql($db, "SET client_min_messages = error;\n"
		. qq{SET search_path = "$book", bianzhi, public;\n}
		. "SET bianzhi.document = '兴机编〔2020〕1号';\n$sql", %how);
}

# SQLSTATE and rule of each statement, tried in one session, undone or not as
# it comes.
sub attempts
{
	my ($node, $db, $book, @statements) = @_;
	my $n = 0;
	return split /\n/, ask($node, $db, $book, $TRY . join '', map { 'SELECT pg_temp.try($s' . ++$n . "\$$_\$s$n\$);\n" } @statements);
}

sub attempt { return (attempts(@_))[0]; }

# A book of a league and a banner: units, one of them ended, a division, 60
# people, leaders, permits of all states, an exception, a reversal, a finding.
sub make_book
{
	my ($node, $db, $book, $title) = @_;
	$node->safe_psql($db, 'CREATE EXTENSION IF NOT EXISTS bianzhi');
	$node->safe_psql($db, "SELECT bianzhi.create_book('$book', '152200', '$title')");
	ask($node, $db, $book, <<'SQL');
DO $$
DECLARE
	held bigint;
BEGIN
	PERFORM record_document('兴机编〔2020〕1号', '2020-01-01', '“三定”方案');
	INSERT INTO region (code, name, parent, level) VALUES ('152221', '科尔沁右翼前旗', '152200', 'county');
	PERFORM grant_ceiling('152200', '11', 60, effective_on => '2020-01-02'),
	        grant_ceiling('152200', '22', 60, effective_on => '2020-01-02'),
	        grant_ceiling('152200', '203', 5, effective_on => '2020-01-02'),
	        grant_ceiling('152221', '11', 30, effective_on => '2020-01-02');
	PERFORM establish_unit('水利局', 'organ', rank => 'chu', effective_on => '2020-01-03'),
	        establish_unit('林业局', 'organ', rank => 'chu', effective_on => '2020-01-03'),
	        establish_unit('旗水利局', 'organ', region => '152221', rank => 'ke', effective_on => '2020-01-03'),
	        establish_unit('防汛办', 'organ', effective_on => '2020-01-03');
	PERFORM establish_unit('调度中心', 'institution', parent => '水利局', effective_on => '2020-01-03'),
	        establish_unit('办公室', parent => '水利局', kind => 'division', effective_on => '2020-01-03');
	PERFORM allocate('水利局', '11', 20, effective_on => '2020-01-04'),
	        allocate('林业局', '11', 20, effective_on => '2020-01-04'),
	        allocate('旗水利局', '11', 10, effective_on => '2020-01-04'),
	        allocate('防汛办', '11', 2, effective_on => '2020-01-04'),
	        allocate('调度中心', '22', 15, effective_on => '2020-01-04'),
	        allocate('水利局', '203', 1, effective_on => '2020-01-04');
	PERFORM reverse_entry(allocate('林业局', '11', 3, effective_on => '2020-02-01'), effective_on => '2020-02-02');
	INSERT INTO person (resident_id, name)
	SELECT resident_id_upgrade('152200' || to_char(date '1980-01-01' + n, 'YYMMDD') || '001'), '人员' || n
	  FROM generate_series(1, 60) n;
	INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
	SELECT p.id, 1 + (p.id % 2)::int, 11, date '2020-03-01' + p.id::int, 1 FROM person p WHERE p.id <= 30;
	PERFORM enrol('人员31', '旗水利局', '11', effective_on => '2020-05-01'),
	        enrol('人员32', '防汛办', '11', effective_on => '2020-05-01'),
	        enrol('人员33', '调度中心', '22', effective_on => '2020-05-01');
	PERFORM appoint('人员1', '水利局', '203', effective_on => '2020-06-01'),
	        appoint('人员2', '办公室', '305', counts => false, effective_on => '2020-06-01');
	PERFORM release('人员3', 'resignation', effective_on => '2021-01-01');
	PERFORM transfer_person('人员4', '水利局', effective_on => '2021-02-01');
	PERFORM transfer_person('人员32', '林业局', effective_on => '2021-03-01');
	PERFORM transfer_posts('防汛办', '林业局', '11', 2, effective_on => '2021-03-01');
	UPDATE unit SET until = '2021-03-02', until_document_id = 1 WHERE name = '防汛办';
	PERFORM permit_use('水利局', '11', 2, '2999-12-31', effective_on => '2021-04-01');
	PERFORM cancel_permit(permit_use('林业局', '11', 1, '2999-12-31', effective_on => '2021-04-01'));
	PERFORM permit_use('调度中心', '22', 3, '2021-06-30', effective_on => '2021-04-01');
	held := permit_use('旗水利局', '11', 1, '2999-12-31', effective_on => '2021-04-01');
	PERFORM enrol('人员34', '旗水利局', '11', permit => held, effective_on => '2021-05-01');
	INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
	SELECT 'over_establishment', id, 11, 1, 1, '2021-01-01', '2999-12-31' FROM unit WHERE name = '旗水利局';
	UPDATE person SET sex = CASE sex WHEN 'M' THEN 'F' ELSE 'M' END WHERE name = '人员40';
	PERFORM set_priority('林业局', 6, 'new', effective_on => '2021-05-01');
	PERFORM propose_post_plan('11', 3);
	PERFORM withdraw(propose('operations', '[{"op": "allocate", "args": {"unit": "林业局", "post_type": "11", "quantity": 1}}]', '增编'), '改期');
END
$$;
SQL
	make_changes($node, $db, $book, 1);
	return;
}

# What came with version 2, on units and a person of its own, whose names end
# in a number: versions, lineage, duties, a merger, plans, proposals and
# a pool of posts, a month of banner and league that is closed, one that another
# banner sends.
sub make_changes
{
	my ($node, $db, $book, $n) = @_;
	# one kind of post, one pool
	my $pool = $n == 1 ? "SELECT pool_open('人才池', '31', effective_on => '2021-10-01');" : '';
	ask($node, $db, $book, <<"SQL");
SELECT record_document('内政发〔2021〕${n}号', '2021-06-01', level => 'province');
SET bianzhi.document = '内政发〔2021〕${n}号';
SELECT establish_unit('档案局$n', 'organ', rank => 'chu', effective_on => '2021-06-02'),
       establish_unit('史志办$n', 'institution', effective_on => '2021-06-02'),
       establish_unit('指挥部$n', 'deliberative_body', expires_on => '2022-06-30', effective_on => '2021-06-02');
SELECT rename_unit('史志办$n', '史志研究中心$n', '史志中心$n', effective_on => '2021-07-01'),
       transfer_unit('史志研究中心$n', parent => '档案局$n', effective_on => '2021-07-02'),
       add_nameplate('档案局$n', '档案馆', effective_on => '2021-07-03'),
       co_locate('档案局$n', '林业局', effective_on => '2021-07-04'),
       amend_unit('档案局$n', counterpart => '自治区档案局', counterpart_divisions => 9, effective_on => '2021-07-05'),
       set_party_body('档案局$n', 'section', effective_on => '2021-07-06'),
       extend_unit('指挥部$n', '2023-06-30', effective_on => '2021-07-07'),
       change_rank('史志研究中心$n', 'ke', effective_on => '2021-07-08');
SELECT establish_unit('地方志编纂中心$n', 'institution', replaces => '指挥部$n', effective_on => '2021-08-01');
SELECT abolish_unit('指挥部$n', effective_on => '2021-08-01');
SELECT record_duty('编修地方志$n', '史志研究中心$n', 'general', effective_on => '2021-08-02'),
       record_duty('编写年鉴$n', '史志研究中心$n', effective_on => '2021-08-02');
SELECT assign_duty('编修地方志$n', '地方志编纂中心$n', effective_on => '2021-08-03'),
       end_duty('编写年鉴$n', effective_on => '2021-08-03');
SELECT allocate('地方志编纂中心$n', '22', 3, effective_on => '2021-08-04'),
       enrol(resident_id_upgrade('15220079010${n}001')::text, '地方志编纂中心$n', '22', name => '编修$n', effective_on => '2021-08-05');
SELECT move_holdings('地方志编纂中心$n', '史志研究中心$n', '{"22": 1}', effective_on => '2021-08-06');
SELECT merge_units('{地方志编纂中心$n}', '史志研究中心$n', effective_on => '2021-08-07');
SELECT make_plan('充实档案局$n', '[{"op": "allocate", "args": {"unit": "档案局$n", "post_type": "11", "quantity": 2}}]', '内政发〔2021〕${n}号', '2021-09-01') AS plan \\gset
SELECT count(*) FROM rehearse_plan(:plan);
SELECT apply_plan(:plan);
SELECT withdraw_plan(make_plan('另案$n'));
SELECT propose('operations', '[{"op": "allocate", "args": {"unit": "档案局$n", "post_type": "11", "quantity": 1}}]', '增编$n') AS yes,
       propose('operations', '[{"op": "allocate", "args": {"unit": "林业局", "post_type": "11", "quantity": 1}}]', '再增编$n') AS no,
       set_priority('档案局$n', 2, effective_on => '2021-09-02') AS priority \\gset
SELECT end_priority('档案局$n');
SELECT propose('operations', '[{"op": "allocate", "args": {"unit": "林业局", "post_type": "11", "quantity": 1}}]', '待定$n');
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
SELECT 'over_leadership', unit_ref('档案局$n'), 203, 1, document_ref(NULL), '2021-09-03', '2999-12-31';
SELECT appoint('编修$n', '档案局$n', '203', effective_on => '2021-09-04');
SELECT plan_reduction('档案局$n', '203', '{"2999-12-31": 0}', effective_on => '2021-09-05');
$pool
SELECT establish_unit('人才中心$n', 'institution', effective_on => '2021-10-01'), pool_fund(3, '22', effective_on => '2021-10-02');
SELECT allocate('人才中心$n', '22', 1, effective_on => '2021-10-02'),
       enrol(resident_id_upgrade('15220078010${n}001')::text, '人才中心$n', '22', name => '职工$n', effective_on => '2021-10-03'),
       certify_talent(resident_id_upgrade('15220078020${n}001')::text, '兴人才认示〔2021〕${n}1号', 'high_level', '2031-12-31', name => '人才甲$n', effective_on => '2021-10-03'),
       certify_talent(resident_id_upgrade('15220078030${n}001')::text, '兴人才认示〔2021〕${n}2号', 'high_level', '2031-12-31', name => '人才乙$n', effective_on => '2021-10-03');
SELECT pool_apply('人才中心$n', 2, effective_on => '2021-10-04') AS loan \\gset
SELECT pool_approve(:loan, effective_on => '2021-10-04');
SELECT pool_use('人才甲$n', '人才中心$n', effective_on => '2021-10-05'), pool_use('人才乙$n', '人才中心$n', effective_on => '2021-10-05');
SELECT pool_extend('人才甲$n', effective_on => '2021-10-06'), pool_convert('人才乙$n', effective_on => '2021-10-06');
-- a month of the banner: an exception that is used, a signature, a seal
DO \$\$ BEGIN IF to_regrole('book_reviewer') IS NULL THEN CREATE ROLE book_reviewer SUPERUSER; END IF; END \$\$;
INSERT INTO section (region, code, name, role) VALUES ('152221', 'all', '旗编办', 'book_reviewer') ON CONFLICT DO NOTHING;
SELECT date '2021-11-01' + interval '$n month' AS month \\gset
SELECT freeze('152221', :'month'), reopen_exception('book_reviewer', '152221', '补报', now() + interval '1 hour');
SELECT count(*) FROM check_rules('over_ceiling');
SET SESSION AUTHORIZATION book_reviewer;
SELECT approve(:yes), reject(:no, '没有依据');
UPDATE enrolment SET note = '补报' WHERE unit_id = unit_ref('旗水利局');
SELECT sign_off('all', :'month', '152221');
RESET SESSION AUTHORIZATION;
SELECT close_period('152221', :'month', '试');
-- and of the league with all that is below it, a December at first
SELECT freeze('152200', :'month');
SELECT close_period('152200', :'month', '试');
-- a month that another banner sends from a book of its own
INSERT INTO region (code, name, parent, level) VALUES ('152224', '突泉县', '152200', 'county') ON CONFLICT DO NOTHING;
WITH line AS (
	SELECT canonical_line('snapshot_account', x) AS text
	  FROM (SELECT '152224' AS region_closed, date :'month' AS month, 1 AS n, 1 AS unit_id, '152224' AS region, 11 AS post_type, 3 AS approved, 2 AS strength) x
), header AS (
	SELECT canonical_line('seal', x) AS text, coalesce((SELECT seal FROM return_file ORDER BY month DESC LIMIT 1), decode(repeat('00', 32), 'hex')) AS previous
	  FROM (SELECT 1 AS format, '示' AS title, '152224' AS region, date :'month' AS month, ARRAY['152224'] AS regions, 1 AS lines, '{"snapshot_account": 1}'::jsonb AS counts) x
), tree AS (
	SELECT seal_leaf(l.text) AS root, sm3(seal_leaf(l.text) || h.previous || convert_to(h.text, 'UTF8')) AS seal FROM line l, header h
)
SELECT import_return(concat_ws(E'\\n', h.text, l.text,
       canonical_line('leaves', (SELECT x FROM (SELECT 1 AS no, 1 AS lines, encode(t.root, 'hex') AS digests) x)),
       canonical_line('end', (SELECT x FROM (SELECT encode(t.root, 'hex') AS root, encode(h.previous, 'hex') AS previous,
                                                    encode(seal_leaf(h.text), 'hex') AS header, encode(t.seal, 'hex') AS seal) x)), ''))
  FROM header h, line l, tree t;
SQL
	return;
}

sub verify_clean
{
	my ($node, $db, $book, $name) = @_;
	is(ask($node, $db, $book, 'SELECT * FROM verify()'), '', "$name: verify() finds nothing");
	return;
}

# One line per table: name, number of rows, digest.  Queries only, so that it
# works on a standby.
sub contents
{
	my ($node, $db, $book) = @_;
	my @tables = split /\n/, ask($node, $db, $book, <<'SQL');
SELECT c.relname FROM pg_class c JOIN pg_class b ON b.relnamespace = c.relnamespace
 WHERE b.oid = 'book'::regclass AND c.relkind = 'r' ORDER BY 1
SQL
	return ask($node, $db, $book, join "\nUNION ALL ", map {
		qq{SELECT '$_', count(*), md5(string_agg(x::text, E'\\n' ORDER BY x::text COLLATE "C")) FROM $_ x} } @tables);
}

sub same_contents
{
	my ($expected, $node, $db, $book, $name) = @_;
	is(contents($node, $db, $book), $expected, "$name: every row of every table");
	return;
}

# Number of guards, and how many of them are not ENABLE ALWAYS.
sub guards_always
{
	my ($node, $db, $book, $name) = @_;
	my $row = ask($node, $db, $book, <<'SQL');
SELECT count(*) > 30, count(*) FILTER (WHERE t.tgenabled <> 'A')
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'book'::regclass) AND t.tgname ^@ 'bz1'
SQL
	is($row, 't|0', "$name: all guards are ENABLE ALWAYS");
	return;
}

# The book is alive: it takes what is lawful, refuses what is not, its ids go
# on, its guards stand, and it is still right afterwards.  Changes the book;
# can be called again.
sub works_on
{
	my ($node, $db, $book, $name) = @_;
	my ($last, $who, $nobody) = split /\|/, ask($node, $db, $book, <<'SQL');
SELECT (SELECT max(id) FROM enrolment), min(p.id), max(p.id) FROM person p
 WHERE NOT EXISTS (SELECT FROM enrolment e WHERE e.person_id = p.id)
SQL
	verify_clean($node, $db, $book, $name);
	guards_always($node, $db, $book, $name);
	cmp_ok(ask($node, $db, $book, "SELECT enrol('#$who', '林业局', '11', effective_on => '2022-01-01')"),
		'>', $last, "$name: an enrolment is taken and ids go on");
	my @came_to = attempts($node, $db, $book,
		"SELECT transfer_person('#$who', '水利局', effective_on => '2022-02-01')",
		"SELECT permit_use('调度中心', '22', 15, '2999-12-31')",
		"SELECT enrol('#$who', '林业局', '11', effective_on => '2022-01-15')",
		"SELECT enrol('#$nobody', '水利局', '22')",
		"SELECT enrol('#$nobody', '防汛办', '11')",
		"INSERT INTO entry (kind, document_id, effective_on) VALUES ('allocation', 1, '2022-01-01')",
		'DELETE FROM enrolment', 'TRUNCATE person', 'UPDATE account SET approved = 99',
		'UPDATE entry_line SET quantity = 99',
		"SELECT establish_unit('新设单位$last', 'organ', effective_on => '2022-01-01')",
		"SELECT record_document('兴机编〔2022〕${last}号', '2022-01-01')");
	is_deeply(\@came_to, [
		'done', '23Z01 over_establishment', '23Z06 double_post', '23Z03 mixed_establishment',
		'23Z25 outside_validity', '23Z04 unbalanced_entry', '23Z22 append_only', '23Z22 append_only',
		'23Z22 append_only', '23Z22 append_only', 'done', 'done' ], "$name: acts and refusals");
	verify_clean($node, $db, $book, "$name, afterwards");
	return;
}

1;
