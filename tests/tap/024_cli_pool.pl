# The client at work on a turnover pool: a loan from the funding to the reclaim, what is printed, and the page.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('cli_pool');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
@ENV{qw(PGHOST PGPORT PGDATABASE LC_ALL)} = ($node->host, $node->port, 'postgres', 'C.UTF-8');
delete $ENV{BIANZHI_BOOK};

sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

sub works
{
	my ($name, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 0, "$name: exit 0") or diag $err;
	return $out;
}

sub refused
{
	my ($name, $rule, $state, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 1, "$name: exit 1");
	is($out, '', "$name: nothing on stdout");
	like($err, qr/^\S+:  \Q$rule\E \($state\)$/m, "$name: $rule ($state)");
	return;
}

sub rows
{
	my ($name, @words) = @_;
	return JSON::PP->new->decode(works($name, @words, '-o', 'json'));
}

$node->safe_psql('postgres', <<'SQL');
CREATE EXTENSION bianzhi;
SELECT bianzhi.create_book('office', '152200', '兴安盟');
SET search_path = office, bianzhi;
SET bianzhi.document = '兴机编〔2019〕1号';
SELECT record_document('兴机编〔2019〕1号', '2019-01-01'), establish_unit('教育局', 'organ', effective_on => '2019-01-01');
SELECT establish_unit(u, 'institution', supervisor => '教育局', effective_on => '2019-01-01') FROM unnest('{中学,图书馆}'::text[]) u;
SELECT grant_ceiling('152200', '22', 20, effective_on => '2019-01-01'), allocate('中学', '22', 1, effective_on => '2019-01-01'),
       allocate('图书馆', '22', 2, effective_on => '2019-01-01'),
       enrol('152200198001010027', '中学', '22', name => '甲', effective_on => '2019-01-01');
SQL
my @doc = (-D => '兴机编〔2019〕1号');

# ---- a loan's life --------------------------------------------------------------------

like(works('open', 'pool', 'open', '人才池', '31', @doc, -e => '2019-01-01'), qr/人才池.*pool 1$/m, 'open: what was made');
like(works('fund', 'pool', 'fund', '5', '22', '--origin', '改革', @doc, -e => '2019-01-01'), qr/\+5/, 'fund: the lines');
like(works('shrink', 'pool', 'shrink', '1', '22', @doc, -e => '2019-01-02'), qr/-1/, 'shrink: the lines');
works('certify', 'pool', 'certify', '152200198002020024', '认[2019]1号', 'urgent', '2019-12-31', -N => '<乙&"丙">', -e => '2019-01-01');
works('certify another', 'pool', 'certify', '152200198003030021', '认[2019]2号', 'urgent', '2019-12-31', -N => '丁', -e => '2019-01-01');
like(works('apply', 'pool', 'apply', '中学', '3', -j => '教师', '--certificates', '{认〔2019〕1号}', @doc, -e => '2019-02-01'), qr/loan 1$/m, 'apply: it waits');
like(works('approve', 'pool', 'approve', '1', '--quantity', '2', @doc, -e => '2019-02-02'), qr/1-2019-1/, 'approve: the number');
refused('approve twice', 'pool_state', '55Z06', 'pool', 'approve', '1', @doc);
works('apply once more', 'pool', 'apply', '中学', '1', @doc, -e => '2019-02-01');
works('reject', 'pool', 'reject', '2', '--note', '不批');
works('apply a third time', 'pool', 'apply', '中学', '1', @doc, -e => '2019-02-01');
works('withdraw', 'pool', 'withdraw', '3');
refused('use without certificate', 'pool_ring_fence', '23Z14', 'pool', 'use', '152200198004040029', '中学', -N => '戊', @doc, -e => '2019-03-01');
like(works('use', 'pool', 'use', '152200198002020024', '中学', @doc, -e => '2019-03-01'), qr/2021-03-01/, 'use: when it is due');
works('use another', 'pool', 'use', '丁', '中学', @doc, -e => '2019-03-02');
my $status = rows('status', 'pool', 'status');
is_deeply([ @{ $status->[0] }{qw(total free awaiting lent)} ], [ 4, 2, 0, 2 ], 'status: the identity');
is(rows('status of a day', 'pool', 'status', '--as-of', '2019-02-15')->[0]{awaiting}, 2, 'status of a day: what was reserved then');
is(scalar(@{ rows('status as known', 'pool', 'status', '--known-at', '2019-02-15') }), 0, 'status as known before it was recorded');
like(works('extend', 'pool', 'extend', '丁', @doc, -e => '2020-01-01'), qr/2022-03-02/, 'extend: the new day');
my $proposed = rows('propose', 'pool', 'propose');
is(scalar(@$proposed), 2, 'propose: both are overdue');
is($proposed->[0]{source}, '图书馆', 'propose: from whom');
my ($rc, $out) = bz('-n', 'pool', 'reclaim', '--quantity', '1', @doc);
like($out, qr/reclaimed 1/, 'reclaim as a dry run: shown');
is(rows('status after it', 'pool', 'status')->[0]{lent}, 2, 'reclaim as a dry run: nothing is kept');
like(works('reclaim', 'pool', 'reclaim', '--quantity', '1', @doc), qr/reclaimed 1: .*图书馆/, 'reclaim: what moved');
like(works('convert', 'pool', 'convert', '丁', -s => 'reserve', @doc), qr/丁/, 'convert');
works('apply for more', 'pool', 'apply', '中学', '1', @doc);
works('approve more', 'pool', 'approve', '4', @doc);
works('cancel', 'pool', 'cancel', '4');
is(works('reclaim when nothing is overdue', 'pool', 'reclaim', @doc) =~ /reclaimed 0/ ? 1 : 0, 1, 'reclaim when nothing is overdue: says so');

# ---- what is printed ------------------------------------------------------------------

my $ledger = rows('ledger', 'pool', 'ledger');
is(scalar(@$ledger), 3, 'ledger: two loans and what was cancelled');
is(scalar(keys %{ $ledger->[0] }), 26, 'ledger: the columns of the form');
is_deeply([ map { $_->{state} } @$ledger ], [ '已收回', '已归还', '已撤销' ], 'ledger: what became of them') or diag explain $ledger;
is(scalar(@{ rows('ledger of a state', 'pool', 'ledger', '--state', '已收回') }), 1, 'ledger of a state');
rows('due', 'pool', 'due', -u => '中学');
rows('forecast', 'pool', 'forecast');
is($node->safe_psql('postgres', 'SELECT count(*) FROM office.verify()'), '0', 'the book is sound');

# ---- the page --------------------------------------------------------------------------

my $page = works('timeline', 'pool', 'timeline', '--format', 'html');
like($page, qr/^<!DOCTYPE html>/, 'timeline: a page');
like($page, qr/&lt;乙&amp;&quot;丙&quot;&gt;/, 'timeline: names are escaped');
unlike($page, qr/<乙/, 'timeline: everywhere');
unlike($page, qr/https?:(?!\/\/www\.w3\.org)/, 'timeline: nothing from outside');
is(scalar(() = $page =~ /<g class="loan">/g), 2, 'timeline: a bar for each loan');
foreach my $tag (qw(html head body main svg g title text style div p h1))
{
	is(scalar(() = $page =~ /<$tag[ >]/g), scalar(() = $page =~ /<\/$tag>/g), "timeline: every <$tag> is closed");
}
is(scalar(@{ rows('timeline as rows', 'pool', 'timeline') }), 2, 'timeline: the rows behind it');
$node->safe_psql('postgres', "SELECT bianzhi.create_book('empty', '152200', '空')");
like(works('timeline of nothing', '-B', 'empty', 'pool', 'timeline', '--format', 'html'), qr/<\/html>/, 'timeline: an empty one');

$node->stop;
done_testing();
