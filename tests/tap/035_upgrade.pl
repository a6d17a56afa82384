# A book of version 1 and the extension of version 0.1, as the first release
# made them, brought to this version: by steps nothing is lost, and what comes
# out is what a new book is.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;
use BookCatalogue;

my $REMEDY = <<'TEXT';

An upgraded book must be what a new one is (+ new book, - upgraded book).  Say in sql/updates/book-1-2.sql how the
difference comes about; sql/updates/README.md tells how, on one page.  Functions, views, triggers, comments and new
rows need no line there, unless CREATE OR REPLACE does not do.
TEXT

my $node = new_cluster('upgrade');
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
my $tmp = PostgreSQL::Test::Utils::tempdir();
my $current;
my $default = $node->safe_psql('postgres', q{SELECT default_version FROM pg_available_extensions WHERE name = 'bianzhi'});

sub restore
{
	my ($name, $db, $file, @options) = @_;
	my ($out, $err) = ('', '');
	my $done = IPC::Run::run([ 'psql', '-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-d', $db, @options, '-f', $file ],
		'<', \'', '>', \$out, '2>', \$err);
	ok($done && $err eq '', "$name: restored") or diag $err;
	return;
}

sub old_book
{
	my ($name, $db, $extension, @options) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db, "CREATE EXTENSION bianzhi $extension");
	$node->safe_psql($db, 'GRANT CREATE ON DATABASE ' . $db . ' TO upgrade_keeper; GRANT USAGE ON SCHEMA bianzhi TO upgrade_keeper, upgrade_clerk') if @options;
	restore($name, $db, '../upgrade/book_1.sql', @options);
	return;
}

# What version 1 knows: its tables, its columns, every row.  Rows that come
# with a book are compared with those of a new book.
sub known_to_version_1
{
	my ($db, $book, $columns) = @_;
	$columns ||= ask($node, $db, $book, <<'SQL');
SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_class c
  JOIN pg_class b ON b.relnamespace = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE b.oid = 'book'::regclass AND c.relkind = 'r'
   AND c.relname NOT IN ('book', 'guard', 'code', 'rule', 'unit_class', 'post_type', 'admissibility')
 GROUP BY c.relname ORDER BY c.relname
SQL
	my $rows = ask($node, $db, $book, join ";\n", map {
		my ($table, $list) = split /\|/;
		qq{SELECT '$table', count(*), md5(string_agg(ROW($list)::text, E'\\n' ORDER BY ROW($list)::text COLLATE "C")) FROM $table}
	} split /\n/, $columns);
	return ($rows, $columns);
}

sub version_of { return $node->safe_psql($_[0], "SELECT version FROM $_[1].book"); }

sub state_of
{
	my ($db, $sql, @options) = @_;
	my ($rc, $out, $err) = $node->psql($db, "\\set VERBOSITY sqlstate\n$sql", extra_params => [@options]);
	return $rc ? $err =~ /ERROR:  ([0-9A-Z]{5})/ ? $1 : $err : 'done';
}

# One test; the rest makes no sense without.
sub upgrade
{
	my ($db, $book, $name, @options) = @_;
	my ($rc, $out, $err) = $node->psql($db, "\\set VERBOSITY verbose\nSELECT bianzhi.upgrade_book(\$book\$$book\$book\$), current_user = session_user",
		extra_params => [@options]);
	return if is($out, "$current|t", $name);
	diag "$err$REMEDY";
	die $name;
}

$node->safe_psql('postgres', 'CREATE ROLE upgrade_keeper LOGIN; CREATE ROLE upgrade_clerk LOGIN');
$node->safe_psql('postgres', 'CREATE DATABASE new_book');
$node->safe_psql('new_book', q{CREATE EXTENSION bianzhi; SELECT bianzhi.create_book('fresh', '152200', '新账')});
my ($fresh, $filled) = catalogue($node, 'new_book', 'fresh');
$current = $node->safe_psql('new_book', 'SELECT bianzhi.book_version()');

# Rows that an office may delete are no rows that an upgrade brings back.
my $choices = $node->safe_psql('new_book', q{SELECT bianzhi._book_ddl('choices')});
for my $table (@$filled)
{
	next if $table eq 'guard' || $node->safe_psql('new_book', "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'fresh.$table'::regclass AND tgname = 'bz10_keep'");
	like($choices, qr/^INSERT INTO $table /m, "rows of $table may be deleted: it stands in the list of sql/script.sh");
}

# ---- the extension -----------------------------------------------------------

old_book('a book of version 1', 'office', q{VERSION '0.1'});
my ($before, $columns) = known_to_version_1('office', 'xingan');
is(attempt($node, 'office', 'xingan', q{SELECT enrol('人员50', '林业局', '11')}), '55Z03', 'an old book under the new library: refused');
my ($rc, $out, $err) = $node->psql('office', "SELECT xingan.enrol('人员50', '林业局', '11', document => '#1')");
like($err, qr/ALTER EXTENSION bianzhi UPDATE.*upgrade_book\('xingan'\)/, 'and told the way');
isnt(state_of('office', q{SELECT bianzhi.create_book('half', '152200', '半')}), 'done', 'the old script makes no books any more');
is($node->safe_psql('office', q{SELECT count(*) FROM pg_namespace WHERE nspname = 'half'}), '0', 'nothing is left of one');
is($node->safe_psql('office', q{SELECT name FROM bianzhi.books()}), 'xingan', 'but lists them');

$node->safe_psql('office', 'ALTER EXTENSION bianzhi UPDATE');
is($node->safe_psql('office', q{SELECT extversion FROM pg_extension WHERE extname = 'bianzhi'}), $default, 'ALTER EXTENSION UPDATE: the current version');
same_catalogue(members($node, 'new_book'), members($node, 'office'), 'the extension after its update is a new one',
	"\nSay in sql/updates/extension-0.1-0.2.sql what CREATE OR REPLACE does not do; see sql/updates/README.md.");
is(attempt($node, 'office', 'xingan', q{SELECT enrol('人员50', '林业局', '11')}), '55Z03', 'the book is still old');

# ---- the book ----------------------------------------------------------------

# what people made for themselves, on top of the book and beside it
$node->safe_psql('office', <<'SQL');
CREATE SCHEMA reports;
CREATE VIEW reports.full AS SELECT u.name, a.*, xingan.unit_ref('水利局') AS water FROM xingan.unit u
  JOIN xingan.account a ON a.holder_id = u.id JOIN xingan.unit_lamp l ON l.unit_id = u.id;
CREATE VIEW reports.lamps AS SELECT * FROM xingan.unit_lamp;
CREATE TABLE xingan.own_note (id int, recorded_at timestamptz, recorded_by text);
CREATE TRIGGER bz20_stamp BEFORE INSERT ON xingan.own_note FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
GRANT USAGE ON SCHEMA xingan TO upgrade_clerk;
GRANT SELECT ON xingan.unit, xingan.unit_lamp, xingan.monthly_staffing TO upgrade_clerk;
GRANT EXECUTE ON FUNCTION xingan.person_ref(text) TO upgrade_clerk;
REVOKE EXECUTE ON FUNCTION xingan.verify() FROM PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA xingan TO upgrade_clerk;
GRANT INSERT ON xingan.person, xingan.enrolment, xingan.unit, xingan.document TO upgrade_clerk;
GRANT USAGE ON SCHEMA bianzhi TO upgrade_clerk;
REVOKE EXECUTE ON FUNCTION xingan.establish_unit(text, text, text, text, text, text, text, text, text, text, text, date, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION xingan.establish_unit(text, text, text, text, text, text, text, text, text, text, text, date, text, text) TO upgrade_clerk WITH GRANT OPTION;
DELETE FROM xingan.admissibility WHERE class = 'township' AND post_type = 91;
UPDATE xingan.rule SET mode = 'warn' WHERE code = 'over_establishment';
SQL
my $seen = $node->safe_psql('office', 'SELECT * FROM reports.full ORDER BY 1, 2; SELECT name, id FROM xingan.unit ORDER BY id');
my $given = "SELECT DISTINCT n, a FROM (SELECT relname::text, relacl::text FROM pg_class WHERE relacl IS NOT NULL AND relnamespace = 'xingan'::regnamespace
	UNION ALL SELECT proname, proacl::text FROM pg_proc WHERE proacl IS NOT NULL AND pronamespace = 'xingan'::regnamespace) x (n, a) ORDER BY 1";
# a view of version 1 that there is no longer
my $grants = $node->safe_psql('office', $given) =~ s/^establishment_below_body\|.*\n//mr;
$node->safe_psql('postgres', "CREATE DATABASE $_ TEMPLATE office") for qw(renamed broken);

upgrade('office', 'xingan', 'upgrade_book says the version');
is(version_of('office', 'xingan'), $current, 'the book has it');
verify_clean($node, 'office', 'xingan', 'after the upgrade');
is((known_to_version_1('office', 'xingan', $columns))[0], $before, 'every row of version 1 is as it was');
is($node->safe_psql('office', $given), $grants, 'grants stay');
is($node->safe_psql('office', 'SELECT * FROM reports.full ORDER BY 1, 2; SELECT name, id FROM xingan.unit ORDER BY id'), $seen, 'a view of somebody else says the same');
is(state_of('office', qq{BEGIN; SET search_path = xingan, bianzhi; SET bianzhi.document = '#1';
	SELECT enrol('人员50', '林业局', '11'), establish_unit('新机构', 'organ'), record_document('兴机编〔2020〕9号', '2020-02-01')}, '-U', 'upgrade_clerk'),
	'done', 'a clerk may do what he did');
is(state_of('office', 'SELECT * FROM reports.lamps'), 'done', 'and another one works');
is($node->safe_psql('office', q{SELECT count(*) FROM pg_trigger WHERE tgrelid = 'xingan.own_note'::regclass}), '1', 'a trigger of somebody else stays');
is($node->safe_psql('office', q{SELECT mode FROM xingan.rule WHERE code = 'over_establishment'}), 'warn', 'the mode that the office chose stays');
is($node->safe_psql('office', q{SELECT count(*) FROM xingan.admissibility WHERE class = 'township' AND post_type = 91}), '0', 'the row that the office deleted stays away');
upgrade('office', 'xingan', 'again: nothing to do');

$node->safe_psql('office', q{DROP TABLE xingan.own_note; DELETE FROM xingan.guard WHERE table_name = 'own_note';
	UPDATE xingan.rule SET mode = 'block' WHERE code = 'over_establishment';
	INSERT INTO xingan.admissibility SELECT 'township', 91, basis FROM xingan.admissibility WHERE class = 'organ' AND post_type = 91});
same_catalogue($fresh, scalar(catalogue($node, 'office', 'xingan', $filled)), 'the upgraded book is what a new one is', $REMEDY);

# ---- the upgraded book through pg_dump, and at work ---------------------------

$node->command_ok([ 'pg_dump', '-f', "$tmp/upgraded.sql", '-d', 'office', '-n', 'xingan', '-x' ], 'the upgraded book is dumped');
$node->safe_psql('postgres', 'CREATE DATABASE copy');
$node->safe_psql('copy', 'CREATE EXTENSION bianzhi');
restore('the upgraded book', 'copy', "$tmp/upgraded.sql");
same_contents(contents($node, 'office', 'xingan'), $node, 'copy', 'xingan', 'the upgraded book restored');
works_on($node, 'copy', 'xingan', 'the upgraded book restored');
make_changes($node, 'office', 'xingan', 1);
works_on($node, 'office', 'xingan', 'the upgraded book');

# ---- all or nothing -----------------------------------------------------------

my $old = catalogue($node, 'broken', 'xingan');
my $rows = contents($node, 'broken', 'xingan');
$node->safe_psql('broken', 'ALTER TABLE xingan.book ADD CHECK (version < 2)');
is(state_of('broken', q{SELECT bianzhi.upgrade_book('xingan')}), '23514', 'an upgrade that fails');
$node->safe_psql('broken', 'ALTER TABLE xingan.book DROP CONSTRAINT book_version_check');
$node->safe_psql('broken', q{CREATE VIEW reports.recorder AS SELECT xingan.record_document('兴机编〔2020〕7号', '2020-01-01')});
is(state_of('broken', q{SELECT bianzhi.upgrade_book('xingan')}), '2BP01', 'a view of somebody else on a function that is gone');
$node->safe_psql('broken', 'DROP VIEW reports.recorder');
same_catalogue($old, scalar(catalogue($node, 'broken', 'xingan')), 'leaves the book as it was', '');
same_contents($rows, $node, 'broken', 'xingan', 'an upgrade that failed');
is(state_of('broken', q{BEGIN; INSERT INTO xingan.region (code, name, level) VALUES ('152222', '中旗', 'county')}), '55Z03', 'and refusing');
for my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	is(state_of('broken', "BEGIN ISOLATION LEVEL $level; SELECT bianzhi.upgrade_book('xingan')"), '0A000', "not under $level");
}

# two at once: both wait for somebody who reads the book; one upgrades, the other finds it done
sub waiting
{
	my ($n) = @_;
	$node->poll_query_until('postgres', "SELECT count(*) = $n FROM pg_stat_activity WHERE datname = 'broken' AND wait_event_type = 'Lock'")
	  or die "never: $n sessions wait";
	return;
}
my ($in, $seen_by_reader) = ("BEGIN; SELECT 'reads' FROM xingan.account LIMIT 1;\n", '');
my $reader = IPC::Run::start([ 'psql', '-XAtq', '-d', 'broken' ], '<', \$in, '>', \$seen_by_reader);
$reader->pump until $seen_by_reader =~ /reads/;
my @upgraders = map {
	my $said = '';
	{ said => \$said, handle => IPC::Run::start([ 'psql', '-XAtq', '-d', 'broken', '-c', q{SELECT bianzhi.upgrade_book('xingan')} ], '<', \'', '>', \$said, '2>&1') }
} 1, 2;
waiting(2);
$in .= "COMMIT;\n\\q\n";
$reader->finish;
for my $upgrader (@upgraders)
{
	$upgrader->{handle}->finish;
	is(${ $upgrader->{said} }, "$current\n", 'two upgrades at once: both end well');
}
$node->safe_psql('broken', q{UPDATE xingan.rule SET mode = 'block' WHERE code = 'over_establishment'});
works_on($node, 'broken', 'xingan', 'after the second attempt');
$node->safe_psql('broken', 'UPDATE xingan.book SET version = version + 1');
is(attempt($node, 'broken', 'xingan', q{SELECT enrol('人员50', '林业局', '11')}), '55Z03', 'a newer book: refused');
is(state_of('broken', q{SELECT bianzhi.upgrade_book('xingan')}), '55Z03', 'a newer book: not downgraded');

# ---- another name, another owner ----------------------------------------------

$node->safe_psql('renamed', q{ALTER SCHEMA xingan RENAME TO "编制 ""盟"""; DROP TABLE "编制 ""盟""".own_note});
upgrade('renamed', '编制 "盟"', 'a renamed book is upgraded');
$node->safe_psql('renamed', q{ALTER SCHEMA "编制 ""盟""" RENAME TO xingan; UPDATE xingan.rule SET mode = 'block' WHERE code = 'over_establishment'});
works_on($node, 'renamed', 'xingan', 'a renamed book');

my $strangers = q{SELECT string_agg(x.n, ', ') FROM (SELECT relname, relowner FROM pg_class WHERE relnamespace = 'xingan'::regnamespace
	UNION ALL SELECT proname, proowner FROM pg_proc WHERE pronamespace = 'xingan'::regnamespace) x (n, o) WHERE o <> 'upgrade_keeper'::regrole};
for my $by ('upgrade_keeper', $node->safe_psql('postgres', 'SELECT current_user'))
{
	my $db = "owned_by_$by";
	old_book("a book of an ordinary owner, $by", $db, '', '-U', 'upgrade_keeper');
	$node->safe_psql($db, 'GRANT ALL ON SCHEMA xingan TO upgrade_clerk; GRANT ALL ON ALL TABLES IN SCHEMA xingan TO upgrade_clerk');
	is(state_of($db, q{SELECT bianzhi.upgrade_book('xingan')}, '-U', 'upgrade_clerk'), '42501', 'not by anybody');
	is(version_of($db, 'xingan'), 1, 'and nothing was done');
	upgrade($db, 'xingan', "upgraded by $by", '-U', $by);
	is($node->safe_psql($db, $strangers), '', "upgraded by $by: all belongs to its owner");
	same_catalogue($fresh, scalar(catalogue($node, $db, 'xingan', $filled)), "upgraded by $by: what a new book is", $REMEDY);
	works_on($node, $db, 'xingan', "upgraded by $by");
}

$node->stop;
done_testing();
