# Crashes and cancellations in the middle of a load: nothing of it stays, the
# book is right, and the load works again.
#
# "In the middle" is arranged, never awaited by the clock: a COPY that has
# taken rows and waits for more (pg_stat_progress_copy), and a COPY whose rows
# are all in and whose engine waits for an account that another session holds.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $people = 4000;
# wal_level minimal would not do: after a crash it gives numbers of sequences out
# again that were made and used in one transaction
my $node = new_cluster('crash', allows_streaming => 1);
$node->append_conf('postgresql.conf', "restart_after_crash = on\nmax_prepared_transactions = 5\n");
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
make_book($node, 'office', 'xingan', '兴安盟');
ask($node, 'office', 'xingan', <<"SQL");
SELECT grant_ceiling('152200', '11', 5000, effective_on => '2020-01-02'),
       allocate('水利局', '11', 2000, effective_on => '2020-01-04'), allocate('林业局', '11', 2000, effective_on => '2020-01-04');
INSERT INTO person (resident_id, name)
SELECT resident_id_upgrade('152200' || to_char(date '1982-01-01' + n % 5000, 'YYMMDD') || '007'), '众人' || n
  FROM generate_series(1, $people) n;
SQL
my $before = ask($node, 'office', 'xingan', 'SELECT count(*), max(id) FROM enrolment');
my $balances = ask($node, 'office', 'xingan', 'TABLE account ORDER BY 1, 2');
my @lines = split /\n/, ask($node, 'office', 'xingan', <<'SQL');
SELECT concat_ws(E'\t', p.id, CASE p.id % 2 WHEN 0 THEN unit_ref('水利局') ELSE unit_ref('林业局') END, 11, '2021-01-01', 1)
  FROM person p WHERE p.name ~ '^众人' ORDER BY p.id
SQL
is(scalar(@lines), $people, 'as many rows to load as people');

# A psql of our own, fed through a pipe; $s->{in} is what it is still to read.
sub session
{
	my $s = { in => '', out => '', err => '' };
	$s->{h} = IPC::Run::start(
		[ 'psql', '-X', '-A', '-t', '-q', '-v', 'VERBOSITY=sqlstate', '-d', $node->connstr('office'), '-f', '-' ],
		'<', \$s->{in}, '>', \$s->{out}, '2>', \$s->{err}, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	say_to($s, "SET search_path = xingan, bianzhi, public;\nSELECT pg_backend_pid();\n");
	IPC::Run::pump($s->{h}) until $s->{out} =~ /^(\d+)\n/;
	$s->{pid} = $1;
	return $s;
}

sub say_to
{
	my ($s, $text) = @_;
	$s->{in} .= $text;
	IPC::Run::pump_nb($s->{h}) while $s->{in} ne '';
	return;
}

# The session ends by itself, or its server is gone.
sub finished
{
	my ($s) = @_;
	eval { IPC::Run::finish($s->{h}) };
	return $s->{err};
}

sub wait_until
{
	my ($condition, $name) = @_;
	my $met;
	# while the server starts again psql may go before it has read its query: asked anew
	for (1 .. 100)
	{
		$met = eval { $node->poll_query_until('office', "SELECT $condition") };
		last if defined $met;
	}
	$met or BAIL_OUT("never: $name");
	return;
}

my $copy = 'COPY enrolment (person_id, unit_id, post_type, effective_on, document_id) FROM STDIN';

# A COPY that is given half of its rows, has taken many of them (psql and libpq
# keep some back) and waits for more.
sub half_loaded
{
	my $s = session();
	say_to($s, join "\n", "$copy;", @lines[ 0 .. @lines / 2 ], '');
	wait_until("coalesce((SELECT tuples_processed FROM pg_stat_progress_copy WHERE pid = $s->{pid}), 0) >= 500",
		'rows are taken');
	return $s;
}

# A COPY with all its rows, whose engine waits for the account of 林业局.
sub loaded_but_judged
{
	my ($prologue) = @_;
	my $holder = session();
	say_to($holder, "BEGIN; SELECT enrol('人员42', '林业局', '11', document => '#1');\n");
	IPC::Run::pump($holder->{h}) until $holder->{out} =~ /^\d+\n\d+\n/;
	my $s = session();
	say_to($s, join "\n", $prologue // '', "$copy;", @lines, "\\.\n");
	wait_until("EXISTS (SELECT FROM pg_stat_activity WHERE pid = $s->{pid} AND wait_event_type = 'Lock')", 'the engine waits');
	return ($s, $holder);
}

sub let_go
{
	my ($holder) = @_;
	say_to($holder, "ROLLBACK;\n\\q\n");
	finished($holder);
	return;
}

# Kill the postmaster; its children go when they notice.  The sessions are kept
# waiting until then: the end of its input would let a half COPY be a whole one.
# Start again when all are gone and have let the shared memory go.
sub kill_server
{
	my (@sessions) = @_;
	my $pid = $node->{_pid};
	my $tries = 10 * $PostgreSQL::Test::Utils::timeout_default;
	$node->kill9;
	select(undef, undef, undef, 0.1) while kill(0, $pid, map { $_->{pid} } @sessions) && --$tries;
	finished($_) for @sessions;
	until ($node->start(fail_ok => 1))
	{
		BAIL_OUT('the server does not start again') if --$tries <= 0;
		select(undef, undef, undef, 0.1);
		$node->stop('fast', fail_ok => 1);
	}
	return;
}

sub nothing_stayed
{
	my ($name) = @_;
	is(ask($node, 'office', 'xingan', 'SELECT count(*), max(id) FROM enrolment'), $before, "$name: no enrolment stayed");
	is(ask($node, 'office', 'xingan', 'TABLE account ORDER BY 1, 2'), $balances, "$name: no balance moved");
	verify_clean($node, 'office', 'xingan', $name);
	return;
}

# ---- cancelled -----------------------------------------------------------------

{
	my $s = half_loaded();
	$node->safe_psql('office', "SELECT pg_terminate_backend($s->{pid})");
	wait_until("NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $s->{pid})", 'the load is gone');
	finished($s);
	nothing_stayed('terminated half way');

	my $holder;
	($s, $holder) = loaded_but_judged();
	$node->safe_psql('office', "SELECT pg_cancel_backend($s->{pid})");
	say_to($s, "\\q\n");
	like(finished($s), qr/ERROR:  57014/, 'cancelled in the engine: 57014');
	let_go($holder);
	nothing_stayed('cancelled in the engine');

	# the lock is held until the statement has run into its limit
	($s, $holder) = loaded_but_judged("SET statement_timeout = '1s';");
	say_to($s, "\\q\n");
	like(finished($s), qr/ERROR:  57014/, 'timed out in the engine: 57014');
	let_go($holder);
	nothing_stayed('timed out in the engine');

	($s, $holder) = loaded_but_judged();
	$node->safe_psql('office', "SELECT pg_terminate_backend($holder->{pid})");
	finished($holder);
	say_to($s, "\\q\n");
	is(finished($s), '', 'the holder was terminated: the waiting load goes through');
	is(ask($node, 'office', 'xingan', 'SELECT count(*) FROM enrolment'), (split /\|/, $before)[0] + $people, 'all rows are in');
	verify_clean($node, 'office', 'xingan', 'loaded after a wait');
	ask($node, 'office', 'xingan', <<'SQL');
UPDATE enrolment SET until = effective_on, exit_reason = 'other', until_document_id = 1
 WHERE until IS NULL AND person_id IN (SELECT id FROM person WHERE name ~ '^众人')
SQL
	is(ask($node, 'office', 'xingan', 'TABLE account ORDER BY 1, 2'), $balances, 'void again: the balances of before');
	$before = ask($node, 'office', 'xingan', 'SELECT count(*), max(id) FROM enrolment');
}

# ---- a backend killed: the server restarts by itself -----------------------------

for my $where ('half way', 'in the engine')
{
	my ($s, $holder) = $where eq 'half way' ? half_loaded() : loaded_but_judged();
	# perl's own kill: a bare Debian has no program of that name
	is(kill('KILL', $s->{pid}), 1, "backend killed $where");
	finished($s);
	finished($holder) if $holder;
	wait_until('true', 'the server is back');
	nothing_stayed("backend killed $where");
}

# ---- the postmaster killed -------------------------------------------------------

for my $where ('half way', 'in the engine')
{
	my ($s, $holder) = $where eq 'half way' ? half_loaded() : loaded_but_judged();
	kill_server(grep { defined } $s, $holder);
	nothing_stayed("server killed $where");
}

# ---- prepared, then killed -------------------------------------------------------

ask($node, 'office', 'xingan', <<'SQL');
BEGIN;
SELECT enrol('人员43', '调度中心', '22', effective_on => '2022-01-01'), transfer_posts('林业局', '水利局', '11', 5, effective_on => '2022-01-01');
PREPARE TRANSACTION 'both';
SQL
kill_server();
nothing_stayed('prepared and killed');
is(attempt($node, 'office', 'xingan', "SET LOCAL lock_timeout = '10ms'; SELECT enrol('人员44', '调度中心', '22', effective_on => '2022-01-01')"),
	'55P03', 'prepared and killed: its accounts are still held');
$node->safe_psql('office', q{COMMIT PREPARED 'both'});
verify_clean($node, 'office', 'xingan', 'committed after the restart');
is(ask($node, 'office', 'xingan', q{SELECT count(*) FROM enrolment e JOIN person p ON p.id = e.person_id WHERE p.name = '人员43'}),
	'1', 'committed after the restart: it is there');

# ---- and the load works ----------------------------------------------------------

my $s = session();
say_to($s, join "\n", "$copy;", @lines, "\\.\n\\q\n");
is(finished($s), '', 'the load works again');
is(ask($node, 'office', 'xingan', q{SELECT count(*) FROM enrolment e JOIN person p ON p.id = e.person_id WHERE p.name ~ '^众人' AND e.until IS NULL}),
	$people, 'all rows are in');
works_on($node, 'office', 'xingan', 'after all crashes');

$node->stop;
done_testing();
