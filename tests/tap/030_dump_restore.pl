# Books through pg_dump and pg_restore: plain, in parallel, by schema, data
# only, renamed, two in one database, owned by an ordinary role; and what DROP
# EXTENSION may not do.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $node = new_cluster('archive');
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
my $tmp = PostgreSQL::Test::Utils::tempdir();

sub empty_database
{
	my ($db, $extension) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db, 'CREATE EXTENSION bianzhi') if $extension;
	return $db;
}

# pg_dump OPTIONS, then psql: all or nothing, the first error ends it.
sub dumped_over
{
	my ($name, $target, $prologue, @dump) = @_;
	my ($out, $err) = ('', '');
	$node->command_ok([ 'pg_dump', '-f', "$tmp/dump.sql", @dump ], "$name: dumped");
	my $done = IPC::Run::run([ 'psql', '-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=sqlstate',
		'-d', $target, '-c', $prologue, '-f', "$tmp/dump.sql" ], '<', \'', '>', \$out, '2>', \$err);
	return ($done, $err);
}

sub restored
{
	my ($name, @how) = @_;
	my ($done, $err) = dumped_over($name, @how);
	ok($done, "$name: restored") or diag $err;
	is($err, '', "$name: without a warning");
	return;
}

# What a book consists of, as pg_dump lists it; sorted, because the order of
# what depends on nothing follows from internal numbers, and heads only, because
# the server does not write a view the same way twice.
sub definition
{
	my ($db, $book) = @_;
	my $sql;
	IPC::Run::run([ 'pg_dump', '-s', '-n', qq("$book"), '-d', $db ], '>', \$sql) or die 'pg_dump';
	return [ sort grep { /^(CREATE|ALTER|COMMENT|GRANT) / } split /\n/, $sql ];
}

empty_database('office');
make_book($node, 'office', 'xingan', '兴安盟');
make_book($node, 'office', 'second', '另一本账');
ask($node, 'office', 'second', "SELECT enrol('人员37', '林业局', '11', effective_on => '2022-05-01')");
verify_clean($node, 'office', 'xingan', 'the original');
# the banner whose month is closed has no pool
is_deeply([ grep { $_ ne 'snapshot_monthly_pool' } map { (split /\|/)[0] } grep { /\|0\|/ } split /\n/, contents($node, 'office', 'xingan') ], [],
	'every table of the book has rows that are moved (add some to BookFixture::make_changes)');
my %rows = map { $_ => contents($node, 'office', $_) } qw(xingan second);
my %text = map { $_ => definition('office', $_) } qw(xingan second);

# ---- whole databases ---------------------------------------------------------

restored('plain', empty_database('plain'), '', '-d', 'office');
for my $book (qw(xingan second))
{
	same_contents($rows{$book}, $node, 'plain', $book, "plain, $book");
	is_deeply(definition('plain', $book), $text{$book}, "plain, $book: the same definition");
	works_on($node, 'plain', $book, "plain, $book");
}

$node->command_ok([ 'pg_dump', '-Fd', '-j4', '-f', "$tmp/directory", '-d', 'office' ], 'parallel: dumped');
$node->command_ok([ 'pg_restore', '-j4', '-e', '-d', empty_database('parallel'), "$tmp/directory" ], 'parallel: restored');
same_contents($rows{xingan}, $node, 'parallel', 'xingan', 'parallel');
is_deeply(definition('parallel', 'xingan'), $text{xingan}, 'parallel: the same definition');
works_on($node, 'parallel', 'xingan', 'parallel');

$node->command_ok([ 'pg_restore', '-e', '--clean', '--if-exists', '-d', 'parallel', "$tmp/directory" ], 'restored over itself');
same_contents($rows{xingan}, $node, 'parallel', 'xingan', 'restored over itself');
works_on($node, 'parallel', 'xingan', 'restored over itself');

# ---- one book ----------------------------------------------------------------

restored('by schema', empty_database('one', 1), '', '-n', 'xingan', '-d', 'office');
same_contents($rows{xingan}, $node, 'one', 'xingan', 'by schema');
works_on($node, 'one', 'xingan', 'by schema');
is($node->safe_psql('one', 'SELECT string_agg(name, $$,$$) FROM bianzhi.books()'), 'xingan', 'by schema: the other book stayed');

# ---- data only ---------------------------------------------------------------

# Balances come with the data, so the engine must not count along; that is what
# --disable-triggers is for.  Anything less is refused by the guards.
restored('definition only', empty_database('data', 1), '', '-s', '-n', 'xingan', '-d', 'office');
my $empty = contents($node, 'data', 'xingan');
for my $prologue ('', "SET session_replication_role = replica;\n")
{
	my $how = $prologue ? 'as a replica' : 'with triggers';
	my ($done, $err) = dumped_over("data only, $how", 'data', $prologue, '--data-only', '-n', 'xingan', '-d', 'office');
	ok(!$done, "data only, $how: refused");
	like($err, qr/ERROR:  23\w{3}$/m, "data only, $how: by a constraint or a guard");
	same_contents($empty, $node, 'data', 'xingan', "data only, $how: nothing half done");
}

restored('data only', 'data', '', '--data-only', '--disable-triggers', '-n', 'xingan', '-d', 'office');
same_contents($rows{xingan}, $node, 'data', 'xingan', 'data only');

# pg_dump leaves ENABLE ALWAYS triggers simply enabled: verify() must say so,
# and its remedies must cure it.
my @lost = split /\n/, ask($node, 'data', 'xingan', 'SELECT DISTINCT "check" FROM verify()');
is_deeply(\@lost, ['guard'], 'data only: verify() finds the weakened guards and nothing else');
ask($node, 'data', 'xingan', ask($node, 'data', 'xingan', q{SELECT split_part(remedy, '，', 1) || ';' FROM verify()}));
works_on($node, 'data', 'xingan', 'data only, cured');

# ---- renamed -----------------------------------------------------------------

$node->safe_psql('one', 'ALTER SCHEMA xingan RENAME TO "兴安 Book"');
works_on($node, 'one', '兴安 Book', 'renamed');
my $renamed = contents($node, 'one', '兴安 Book');
restored('renamed', empty_database('moved'), '', '-d', 'one');
same_contents($renamed, $node, 'moved', '兴安 Book', 'renamed, dumped');
works_on($node, 'moved', '兴安 Book', 'renamed, dumped');

# ---- an ordinary owner -------------------------------------------------------

$node->safe_psql('postgres', 'CREATE ROLE dump_keeper LOGIN');
for my $db ('kept', 'kept_copy')
{
	empty_database($db, 1);
	$node->safe_psql($db, "GRANT CREATE ON DATABASE $db TO dump_keeper; GRANT USAGE ON SCHEMA bianzhi TO dump_keeper");
}
{
	local $ENV{PGUSER} = 'dump_keeper';
	$node->safe_psql('kept', q{SELECT bianzhi.create_book('own', '152200', '自建')},
		extra_params => [ '-U', 'dump_keeper' ]);
	ask($node, 'kept', 'own', <<'SQL', extra_params => [ '-U', 'dump_keeper' ]);
SELECT record_document('兴机编〔2020〕1号', '2020-01-01'), establish_unit('水利局', 'organ', effective_on => '2020-01-01'),
       grant_ceiling('152200', '11', 5, effective_on => '2020-01-01'), allocate('水利局', '11', 1, effective_on => '2020-01-02'),
       enrol('152200199001010013', '水利局', '11', name => '某人', effective_on => '2020-02-01');
SQL
	my $kept = contents($node, 'kept', 'own');
	restored('an ordinary owner', 'kept_copy', '', '-U', 'dump_keeper', '-n', 'own', '-d', 'kept');
	same_contents($kept, $node, 'kept_copy', 'own', 'an ordinary owner');
	is(ask($node, 'kept_copy', 'own', q{SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'own'}),
		'dump_keeper', 'an ordinary owner: his tables');
	is(attempt($node, 'kept_copy', 'own', q{SELECT enrol('152200199001020027', '水利局', '11', name => '另一人')}),
		'23Z01 over_establishment', 'an ordinary owner: a refusal');
	verify_clean($node, 'kept_copy', 'own', 'an ordinary owner');
}

# ---- two books, and the extension under them ---------------------------------

is(contents($node, 'office', 'second'), $rows{second}, 'all that touched no other book');
ask($node, 'office', 'xingan', "SELECT enrol('人员38', '林业局', '11')");
is(contents($node, 'office', 'second'), $rows{second}, 'an act in one book changes nothing in the other');

my ($rc, $out, $err) = $node->psql('office', "\\set VERBOSITY sqlstate\nDROP EXTENSION bianzhi");
isnt($rc, 0, 'DROP EXTENSION is refused while there are books');
like($err, qr/2BP01/, 'DROP EXTENSION: because of what depends on it');
works_on($node, 'office', 'xingan', 'after DROP EXTENSION was refused');

$node->safe_psql('office', 'SET client_min_messages = error; DROP SCHEMA xingan CASCADE');
works_on($node, 'office', 'second', 'after the other book was dropped');
$node->safe_psql('office', 'SET client_min_messages = error; DROP SCHEMA second CASCADE; DROP EXTENSION bianzhi');
is($node->safe_psql('office', q{SELECT count(*) FROM pg_extension WHERE extname = 'bianzhi'}), '0',
	'without books the extension goes');

$node->stop;
done_testing();
