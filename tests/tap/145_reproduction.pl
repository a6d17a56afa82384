# What was sent stays what it was, to the byte: four closed months, their
# sealed files and closed reports kept as bytes; then a year of later changes
# (facts that came late, a reform, names, ends, people's particulars, words of
# code lists), twelve more months closed, dump and restore, the book's code made
# anew as an upgrade does, a book that came from version 1.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $node = new_cluster('reproduction');
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
my $dir = PostgreSQL::Test::Utils::tempdir();
my @months = ('2021-12-01', '2022-01-01', '2022-02-01', '2022-03-01');

sub output_of
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run(\@words, '<', \'', '>', \$out, '2>', \$err) or die "@words: $err";
	return $out;
}

sub close_month
{
	my ($db, $book, $month) = @_;
	ask($node, $db, $book, "SELECT freeze('152200', '$month')");
	ask($node, $db, $book, "SELECT close_period('152200', '$month', '试')");
	return;
}

# Every sealed file and every closed report of these months, as bytes.
sub bytes_of
{
	my ($db, $book) = @_;
	my %bytes;
	my %closed = map { $_ => 1 } split /\n/, ask($node, $db, $book, q{SELECT proname FROM pg_proc p WHERE p.pronamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'book'::regclass) AND proname ~ '_closed$'});
	for my $month (@months)
	{
		$bytes{"file $month"} = output_of('bianzhi', '-d', $db, '-B', $book, 'export', '-M', $month);
		for my $report (split /\n/, ask($node, $db, $book, "SELECT name FROM report WHERE span = 'month' OR '$month' LIKE '%-12-%' ORDER BY name"))
		{
			$bytes{"report $report $month"} = output_of('psql', '-XAtq', '-d', $db, '-c', qq{SET search_path = "$book", bianzhi},
				'-c', $closed{"${report}_closed"} ? qq{COPY (SELECT * FROM ${report}_closed('152200', '$month')) TO STDOUT (FORMAT csv, HEADER)}
				: qq{COPY (SELECT * FROM snapshot_$report WHERE region_closed = '152200' AND month = '$month' ORDER BY n) TO STDOUT (FORMAT csv, HEADER)});
		}
	}
	return \%bytes;
}

sub same_bytes
{
	my ($expected, $db, $book, $name) = @_;
	my $got = bytes_of($db, $book);
	my @differ = grep { ($expected->{$_} // '') ne ($got->{$_} // '') } sort keys %{ { %$expected, %$got } };
	is("@differ", '', "$name: the same to the byte, " . scalar(keys %$got) . ' files and reports');
	verify_clean($node, $db, $book, $name);
	return;
}

# A year of everything that may change.
sub later_changes
{
	my ($db, $book) = @_;
	ask($node, $db, $book, <<'SQL');
SELECT record_document('内政发〔2022〕1号', '2022-01-05', level => 'province'), set_config('bianzhi.document', '内政发〔2022〕1号', false);
-- late: effective in the closed months, known only now
SELECT enrol('人员40', '林业局', '11', effective_on => '2021-01-15'), enrol('人员41', '旗水利局', '11', effective_on => '2020-12-20');
SELECT release('人员5', 'retirement', effective_on => '2021-02-10'), allocate('林业局', '11', 2, effective_on => '2021-03-03'), reduce_posts('水利局', '11', 1, effective_on => '2021-01-20');
SELECT transfer_person('人员7', '林业局', effective_on => '2021-03-20');
SELECT appoint('人员8', '林业局', '203', counts => false, effective_on => '2021-02-15'), dismiss('人员1', '水利局', effective_on => '2021-02-20');
-- a reform: names, ranks, a new office, a merger, posts that move
SELECT rename_unit('水利局', '水务局', '水务', effective_on => '2022-02-01'), rename_unit('旗水利局', '旗水务局', effective_on => '2022-02-01');
SELECT change_rank('旗水务局', 'fuke', effective_on => '2022-02-02');
SELECT establish_unit('应急管理局', 'organ', rank => 'chu', effective_on => '2022-02-03'), transfer_posts('水务局', '应急管理局', '11', 2, effective_on => '2022-02-04');
SELECT split_unit('林业局', '[{"name": "草原局", "posts": {"11": 2}}]', effective_on => '2022-03-01');
SELECT merge_units('{草原局}', '应急管理局', effective_on => '2022-04-01');
SELECT record_duty('防汛抗旱', '水务局', effective_on => '2022-04-02'), assign_duty('防汛抗旱', '应急管理局', effective_on => '2022-04-03');
-- people: ends, particulars
SELECT release('人员' || n, 'resignation', effective_on => '2022-05-01') FROM unnest('{9,11,13}'::int[]) n;
SELECT amend_person('人员10', specialty => '水文', education => '10'), amend_person('人员12', name => '人员十二', sex => 'F');
UPDATE enrolment SET note = '补记', division_id = NULL WHERE unit_id = 1;
SELECT cancel_permit(1);
-- words, which are nobody's facts
UPDATE code SET name_zh = name_zh || '（新）', sort = -sort;
UPDATE post_type SET name_zh = name_zh || '（新）', sort = -sort;
UPDATE region SET name = name || '（新）';
UPDATE unit_class SET name_zh = name_zh || '（新）';
UPDATE unit SET note = '改', sort = -sort;
UPDATE document SET title = '改题';
UPDATE rule SET level = 'notice' WHERE code = 'age_limits';
UPDATE report SET title_zh = title_zh || '（新）', sort = -sort;
SELECT count(*) FROM check_rules();
SQL
	return;
}

# ---- four months, a year ---------------------------------------------------------

$node->safe_psql('postgres', 'CREATE DATABASE office');
make_book($node, 'office', 'xingan', '兴安盟');
ask($node, 'office', 'xingan', 'UPDATE section SET active = false');
close_month('office', 'xingan', $_) for @months[ 1 .. 3 ];    # the first one make_book closed
my $kept = bytes_of('office', 'xingan');
cmp_ok(length($kept->{"file $months[0]"}), '>', 10_000, 'the first file holds all there was');
same_bytes($kept, 'office', 'xingan', 'at once');
later_changes('office', 'xingan');
same_bytes($kept, 'office', 'xingan', 'after a year of changes');
cmp_ok(ask($node, 'office', 'xingan', q{SELECT count(*) FROM changed_since('2022-03-01')}), '>=', 9, 'which the months did not know');
for my $n (4 .. 15) { close_month('office', 'xingan', sprintf '%d-%02d-01', 2022 + int(($n - 1) / 12), ($n - 1) % 12 + 1); }
same_bytes($kept, 'office', 'xingan', 'twelve more months closed');
isnt(output_of('bianzhi', '-d', 'office', '-B', 'xingan', 'export', '-M', '2022-04'), '', 'April has what came late');

# the settings of a session are nothing to it
{
	local $ENV{PGOPTIONS} = '-c DateStyle=SQL,DMY -c TimeZone=America/New_York -c extra_float_digits=0 -c IntervalStyle=iso_8601 -c bytea_output=escape -c lc_numeric=C';
	for my $month (@months) { is(output_of('bianzhi', '-d', 'office', '-B', 'xingan', 'export', '-M', $month), $kept->{"file $month"}, "$month under other settings"); }
}

# ---- dump and restore ----------------------------------------------------------------

for my $format ('plain', 'custom', 'directory')
{
	my $copy = "copy_$format";
	$node->safe_psql('postgres', "CREATE DATABASE $copy");
	output_of('pg_dump', '-F', substr($format, 0, 1), '-f', "$dir/$format", '-d', 'office');
	$format eq 'plain' ? output_of('psql', '-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-d', $copy, '-f', "$dir/$format")
	  : output_of('pg_restore', '-e', '-d', $copy, "$dir/$format");
	same_bytes($kept, $copy, 'xingan', "$format dump, restored");
}
$node->safe_psql('copy_plain', 'ALTER SCHEMA xingan RENAME TO "兴安 Book"');
same_bytes($kept, 'copy_plain', '兴安 Book', 'renamed');

# ---- code made anew, as upgrade_book() does it ---------------------------------------------

ask($node, 'copy_custom', 'xingan', <<'SQL');
BEGIN;
SELECT bianzhi._drop_triggers('xingan');
SET LOCAL search_path = xingan, bianzhi, pg_temp;
DO $$ BEGIN EXECUTE bianzhi._book_ddl('code'); EXECUTE bianzhi._book_ddl('rows'); END $$;
SELECT bianzhi._register_guards('xingan');
COMMIT;
SQL
same_bytes($kept, 'copy_custom', 'xingan', 'functions, views and triggers made anew');
later_changes_again('copy_custom', 'xingan');
same_bytes($kept, 'copy_custom', 'xingan', 'and at work');

sub later_changes_again
{
	my ($db, $book) = @_;
	ask($node, $db, $book, q{SELECT set_config('bianzhi.document', '内政发〔2022〕1号', false); SELECT enrol('人员45', '水务局', '11', effective_on => '2021-02-02'), rename_unit('水务局', '水利水务局', effective_on => '2022-06-01')});
	return;
}

# ---- a book of version 1 ---------------------------------------------------------------------

$node->safe_psql('postgres', 'CREATE DATABASE old');
$node->safe_psql('old', q{CREATE EXTENSION bianzhi VERSION '0.1'});
output_of('psql', '-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-d', 'old', '-f', '../upgrade/book_1.sql');
$node->safe_psql('old', q{ALTER EXTENSION bianzhi UPDATE; SELECT bianzhi.upgrade_book('xingan')});
close_month('old', 'xingan', $_) for @months;
my $old = bytes_of('old', 'xingan');
later_changes('old', 'xingan');
same_bytes($old, 'old', 'xingan', 'a book of version 1, after a year of changes');
$node->safe_psql('postgres', 'CREATE DATABASE old_copy');
output_of('pg_dump', '-Fc', '-f', "$dir/old", '-d', 'old');
output_of('pg_restore', '-e', '-d', 'old_copy', "$dir/old");
same_bytes($old, 'old_copy', 'xingan', 'the same, dumped and restored');

# ---- and somebody else can tell -----------------------------------------------------------------

for my $month (@months) { open my $f, '>:raw', "$dir/$month" or die; print $f $kept->{"file $month"}; close $f; }
like(output_of('bianzhi', 'verify', map { "$dir/$_" } @months), qr/(?:.*intact.*\n){4}/, 'the kept files are a chain');
$node->stop;
done_testing();
