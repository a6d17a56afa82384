# A book on another server: by logical replication (first copy and stream, then
# put to work on its own) and on a standby, where it is read.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $origin = new_cluster('origin', allows_streaming => 'logical');
$origin->start;
$origin->safe_psql('postgres', 'CREATE DATABASE office');
make_book($origin, 'office', 'xingan', '兴安盟');
$origin->backup('base');

# ---- logical: first copy -----------------------------------------------------

my $copy = new_cluster('copy');
$copy->start;
$copy->safe_psql('postgres', 'CREATE DATABASE office');
my $definition = PostgreSQL::Test::Utils::tempdir() . '/definition.sql';
$origin->command_ok([ 'pg_dump', '-s', '-f', $definition, '-d', $origin->connstr('office') ], 'definition dumped');
$copy->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $copy->connstr('office'), '-f', $definition ],
	'definition restored');

$origin->safe_psql('office', 'CREATE PUBLICATION book FOR TABLES IN SCHEMA xingan');
$copy->safe_psql('office', q{CREATE SUBSCRIPTION book CONNECTION '} . $origin->connstr . q{ dbname=office' PUBLICATION book});
$copy->wait_for_subscription_sync($origin, 'book', 'office');
same_contents(contents($origin, 'office', 'xingan'), $copy, 'office', 'xingan', 'first copy');

# ---- logical: stream ---------------------------------------------------------

# every table that acts write to, every kind of change
ask($origin, 'office', 'xingan', <<'SQL');
INSERT INTO region (code, name, parent, level) VALUES ('152222', '科尔沁右翼中旗', '152200', 'county');
SELECT record_document('兴机编〔2023〕2号', '2023-01-01');
SELECT establish_unit('中旗水利局', 'organ', region => '152222', effective_on => '2023-01-02');
SELECT grant_ceiling('152222', '11', 5, effective_on => '2023-01-02'), allocate('中旗水利局', '11', 3, effective_on => '2023-01-03');
SELECT transfer_posts('林业局', '水利局', '11', 1, effective_on => '2023-01-03');
SELECT enrol('152200199001010013', '中旗水利局', '11', name => '新来的人', effective_on => '2023-02-01');
SELECT transfer_person('人员1', '中旗水利局', effective_on => '2023-02-01');
SELECT release('人员2', 'resignation', effective_on => '2023-02-01');
SELECT dismiss('人员2', effective_on => '2023-02-01');
SELECT enrol('人员39', '水利局', '11', permit => 1, effective_on => '2023-02-01');
SELECT cancel_permit(permit_use('林业局', '11', 1, '2999-12-31', effective_on => '2023-02-01'));
SELECT amend_person('人员5', education => '21');
UPDATE rule SET mode = 'warn' WHERE code = 'over_leadership';
SELECT appoint('人员6', '水利局', '203', effective_on => '2023-03-01');
SELECT rename_unit('水利局', '水务局', document => '#1');
DO $$ BEGIN PERFORM enrol('人员41', '防汛办', '11'); EXCEPTION WHEN OTHERS THEN NULL; END $$;
SQL
make_changes($origin, 'office', 'xingan', 2);
$origin->wait_for_catchup('book');
same_contents(contents($origin, 'office', 'xingan'), $copy, 'office', 'xingan', 'stream');

# The engine of the copy is not the one that counts, but its guards hold there.
is_deeply([ attempts($copy, 'office', 'xingan', 'UPDATE account SET approved = 0', 'DELETE FROM person',
		'TRUNCATE enrolment', q{SET LOCAL session_replication_role = replica; UPDATE account SET approved = 0}) ],
	[ ('23Z22 append_only') x 4 ], 'guards hold on the copy, as a replica too');
same_contents(contents($origin, 'office', 'xingan'), $copy, 'office', 'xingan', 'after refusals');

# a large change in one transaction, and one that is rolled back
ask($origin, 'office', 'xingan', <<'SQL');
SELECT grant_ceiling('152200', '11', 3000, effective_on => '2023-01-02'), allocate('林业局', '11', 3000, effective_on => '2023-01-03');
INSERT INTO person (resident_id, name)
SELECT resident_id_upgrade('152200' || to_char(date '1985-01-01' + n, 'YYMMDD') || '002'), '众人' || n FROM generate_series(1, 2000) n;
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT id, unit_ref('林业局'), 11, '2023-06-01', 1 FROM person WHERE name ~ '^众人';
BEGIN; SELECT release('众人1', 'resignation'); ROLLBACK;
SQL
$origin->wait_for_catchup('book');
same_contents(contents($origin, 'office', 'xingan'), $copy, 'office', 'xingan', 'many rows');

# ---- logical: the copy takes over ----------------------------------------------

$copy->safe_psql('office', 'DROP SUBSCRIPTION book');
is(ask($copy, 'office', 'xingan', 'SELECT DISTINCT "check" FROM verify()'), 'sequence',
	'verify() of the copy: only the sequences lag');
cmp_ok(ask($copy, 'office', 'xingan', 'SELECT count(*) FROM resume_sequences()'), '>', 5, 'resume_sequences() moves them');
is(ask($copy, 'office', 'xingan', 'SELECT count(*) FROM resume_sequences()'), '0', 'resume_sequences() again: nothing to move');
# 水利局 was renamed at the origin; works_on knows it by its old name
ask($copy, 'office', 'xingan', q{SELECT rename_unit('水务局', '水利局', document => '#1'); UPDATE rule SET mode = 'block' WHERE code = 'over_leadership'; SELECT dismiss('人员6', effective_on => '2023-03-01')});
works_on($copy, 'office', 'xingan', 'the copy on its own');
is(attempt($copy, 'office', 'xingan', q{INSERT INTO region (code, name, parent, level) VALUES ('152223', '扎赉特旗', '152200', 'county')}),
	'done', 'a new region on the copy');
is(ask($copy, 'office', 'xingan', q{SELECT count(*) FROM holder WHERE region = '152223'}), '2', 'its accounts have holders');
verify_clean($copy, 'office', 'xingan', 'the copy with a new region');
$copy->stop;

# ---- a standby -----------------------------------------------------------------

my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($origin, 'base', has_streaming => 1);
$standby->start;
ask($origin, 'office', 'xingan', q{SELECT rename_unit('水务局', '水利局', document => '#1'); SELECT release('众人2', 'resignation')});
$origin->wait_for_catchup($standby, 'replay', $origin->lsn('insert'));
same_contents(contents($origin, 'office', 'xingan'), $standby, 'office', 'xingan', 'standby');

my @reports = (
	'SELECT * FROM monthly_establishment', 'SELECT * FROM monthly_staffing', 'SELECT * FROM monthly_leadership',
	'SELECT * FROM unit_lamp', 'SELECT * FROM post_ledger', q{SELECT * FROM post_ledger('水利局', '2021-06-01')},
	q{SELECT * FROM establishment_as_of('2021-06-01')}, q{SELECT * FROM unit_card('水利局')}, 'SELECT * FROM bianzhi.books()');
for my $report (@reports)
{
	my $here = ask($origin, 'office', 'xingan', $report);
	isnt($here, '', "$report: says something");
	is(ask($standby, 'office', 'xingan', $report), $here, "$report: the same on the standby");
}
is(ask($standby, 'office', 'xingan', 'SELECT * FROM verify()'), ask($origin, 'office', 'xingan', 'SELECT * FROM verify()'),
	'verify() says the same on the standby');
my ($rc, $out, $err) = $standby->psql('office', "\\set VERBOSITY sqlstate\nSET search_path = xingan, bianzhi, public;\nSELECT release('人员7', 'resignation', '兴机编〔2020〕1号')");
like($err, qr/25006/, 'an act on the standby: read-only');

$standby->promote;
ask($standby, 'office', 'xingan', q{UPDATE rule SET mode = 'block' WHERE code = 'over_leadership'; SELECT dismiss('人员6', effective_on => '2023-03-01')});
works_on($standby, 'office', 'xingan', 'the promoted standby');

$standby->stop;
$origin->stop;
done_testing();
