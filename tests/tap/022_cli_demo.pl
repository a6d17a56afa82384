# "bianzhi demo": the installed sample as a book, and the story told over it.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('demo');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';
$ENV{LC_ALL} = 'C.UTF-8';
delete $ENV{BIANZHI_BOOK};

sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

# ---- places without a sample, and a broken one ---------------------------------

my ($rc, $out, $err) = bz('demo', '--sample-dir', '/nowhere');
is($rc, 1, 'no such directory: exit 1');
my $dir = PostgreSQL::Test::Utils::tempdir();
($rc, $out, $err) = bz('demo', '--sample-dir', $dir);
is($rc, 1, 'no sample in the directory: exit 1');
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_namespace WHERE nspname = 'xingan'"),
	'0', 'no sample: no book is made');

append_to_file("$dir/10_good.sql", "CREATE TABLE loaded (i int);\n");
append_to_file("$dir/20_bad.sql", "-- 第一行\nCREATE TABLE half (i int);\nSELECT 1\n  FROM nowhere;\n");
($rc, $out, $err) = bz('demo', '-B', 'broken', '--sample-dir', $dir);
is($rc, 1, 'a broken file: exit 1');
like($err, qr/42P01/, 'a broken file: the server\'s code');
like($err, qr/20_bad\.sql.* 4\b/, 'a broken file: its name and line');
is($node->safe_psql('postgres', "SELECT to_regclass('broken.loaded') IS NOT NULL, to_regclass('broken.half') IS NULL"),
	't|t', 'a broken file: files before it are in, of its own nothing');
$node->safe_psql('postgres', 'DROP SCHEMA broken CASCADE');

($rc, $out, $err) = bz('-n', 'demo');
is($rc, 1, 'demo as a dry run: exit 1');

# ---- the real one ----------------------------------------------------------------

SKIP:
{
	my $sample = $ENV{BIANZHI_SAMPLE};
	chomp($sample = `pg_config --sharedir` . '/extension/bianzhi_sample') unless defined $sample;
	$sample =~ s/\n//;
	skip "the sample is not installed ($sample)", 10 unless glob("$sample/*.sql");

	($rc, $out, $err) = bz('demo');
	is($rc, 0, 'demo: exit 0') or diag $err;
	like($out, qr/^\$ bianzhi -B xingan status$/m, 'demo shows what it types');
	like($out, qr/兴安盟/, 'demo: the league');
	like($out, qr/^\$ bianzhi -B xingan enrol 15220019950615\d{3}[\dX] /m, 'demo: one person more');
	like($err, qr/^RULE:  over_establishment \(23Z01\)$/m, 'demo: is refused, with the code of the rule');
	like($err, qr/^DETAIL:  /m, 'demo: with the figures');
	like($out, qr/^\$ bianzhi -B xingan unit ledger /m, 'demo: a ledger');
	like($out, qr/^no differences$/m, 'demo: verify finds nothing');

	my $people = $node->safe_psql('postgres', 'SELECT count(*) FROM xingan.person');
	($rc, $out, $err) = bz('demo');
	is($rc, 0, 'demo again: exit 0');
	is($node->safe_psql('postgres', 'SELECT count(*) FROM xingan.person'), $people, 'demo again: nothing is loaded twice');
}

$node->stop;
done_testing();
