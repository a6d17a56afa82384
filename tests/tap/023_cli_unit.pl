# Units over time through the client: every command of the group once, its
# refusals with their codes, names as of a day, Chinese.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('cli_unit');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
delete $ENV{BIANZHI_BOOK};
$ENV{LC_ALL} = 'C.UTF-8';

# exit code, stdout, stderr; all in bytes
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
	is($err, '', "$name: nothing on stderr");
	return $out;
}

sub refused
{
	my ($name, $code, $state, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 1, "$name: exit 1");
	like($err, qr/^\S+:  \Q$code\E \($state\)$/m, "$name: $code ($state)");
	return;
}

sub rows
{
	my ($name, @words) = @_;
	my $rows = eval { JSON::PP->new->decode(works($name, @words, '-o', 'json')) };
	is($@, '', "$name: JSON is well formed");
	return $rows // [];
}

sub names { return join ' ', map { $_->{name} } @_; }

my @above = ('-D', '内党发〔2019〕1号');
my @own = ('-D', '兴机编〔2019〕1号');
sub on { return ('-e', "2019-$_[0]"); }

works('init', 'init', 'hinggan', '-r', '152200', '-t', '兴安盟');
works('doc add with a level', 'doc', 'add', '内党发〔2019〕1号', '-i', '2019-01-05', '-l', 'province');
works('doc add with another', 'doc', 'add', '兴机编〔2019〕1号', '-i', '2019-01-05', '--level', 'prefecture');
is(join(' ', map { $_->{level} } @{ rows('doc list', 'doc', 'list') }), 'province prefecture', 'doc list: levels');

# ---- establish -----------------------------------------------------------------

works('unit add', 'unit', 'add', '水务局', '-c', 'organ', '-R', 'chu', '--counterpart', '水利厅', '--counterpart-divisions', '18',
	'--party-body', 'section', @above, on('01-10'));
works('unit add', 'unit', 'add', '林业局', '-c', 'organ', @above, on('01-10'));
works('unit add, division', 'unit', 'add', '一科', '-k', 'division', '-P', '水务局', @own, on('01-10'));
works('unit add, institution', 'unit', 'add', '老站', '-c', 'institution', '-S', '水务局', @own, on('01-10'));
works('unit add, replacing', 'unit', 'add', '新站', '-c', 'institution', '--replaces', '老站', @own, on('02-01'));
works('unit add, temporary', 'unit', 'add', '指挥部', '-c', 'organ', '--category', 'temporary_organ', '-x', '2019-12-31', @above, on('02-01'));
refused('an organ by its own level', 'approval_authority', '23Z26', 'unit', 'add', '审计局', '-c', 'organ', @own, on('02-01'));
refused('a temporary body without a last day', 'temporary_unit', '23Z31', 'unit', 'add', '工作组', '-c', 'organ', '--category', 'temporary_organ', @above, on('02-01'));

# ---- change --------------------------------------------------------------------

my $said = works('unit rename', 'unit', 'rename', '水务局', '水利局', '-s', '盟水利局', @above, on('03-01'));
like($said, qr/^水利局: renamed from 2019-03-01 \(内党发〔2019〕1号\): version \d+$/, 'unit rename: says what, when, by which document');
refused('unit rename, too early', 'outside_validity', '23Z25', 'unit', 'rename', '水利局', '水电局', @above, on('02-28'));
works('unit move', 'unit', 'move', '一科', '-P', '林业局', @own, on('03-01'));
works('unit move to a department', 'unit', 'move', '新站', '-S', '水利局', @own, on('03-01'));
works('unit move to the top', 'unit', 'move', '一科', '-P', '', @own, on('03-02'));
works('unit move back', 'unit', 'move', '一科', '-P', '林业局', @own, on('03-02'));
refused('unit move below itself', 'unit_no_cycle', '23514', 'unit', 'move', '林业局', '-P', '一科', @own, on('03-02'));
my ($rc, $out, $err) = bz('unit', 'move', '一科', @own);
is($rc, 1, 'unit move to nowhere: exit 1');
works('unit rank', 'unit', 'rank', '林业局', 'fuchu', @above, on('03-01'));
works('unit plate', 'unit', 'plate', '水利局', '河长办', @own, on('03-01'));
works('unit plate', 'unit', 'plate', '水利局', '移民局', @own, on('04-01'));
works('unit unplate', 'unit', 'unplate', '水利局', '河长办', @own, on('05-01'));
works('unit colocate', 'unit', 'colocate', '林业局', '水利局', @own, on('05-01'));
works('unit colocate, parted', 'unit', 'colocate', '林业局', '', @own, on('06-01'));
works('unit amend', 'unit', 'amend', '林业局', '-s', '盟林业局', '--industry', 'other', '--note', '核对', @own, on('06-01'));
works('unit party', 'unit', 'party', '水利局', 'committee', @own, on('06-01'));
is(rows('unit due', 'unit', 'due')->[0]{unit}, '指挥部', 'unit due: what is past its day');
($rc, $out, $err) = bz('check', '-R', 'temporary_unit');
is($rc, 2, 'check: a finding');
works('unit extend', 'unit', 'extend', '指挥部', '2999-12-31', @own, on('06-01'));
is(scalar(@{ rows('unit due', 'unit', 'due') }), 0, 'unit due: nothing any more');
like(works('unit rename, dry run', '-n', 'unit', 'rename', '指挥部', '总指挥部', @above, on('07-01')), qr/总指挥部/, 'a dry run says what it would do');
is(scalar(@{ rows('unit list', 'unit', 'list', '-N', '总指挥部') }), 0, 'and leaves nothing');

# ---- end -----------------------------------------------------------------------

refused('unit end with a division', 'abolish_residue', '23Z10', 'unit', 'end', '林业局', @above, on('09-01'));
($rc, $out, $err) = bz('unit', 'end', '林业局', @above, on('09-01'));
like($err, qr/一科/, 'the refusal names the division');
like(works('unit end', 'unit', 'end', '林业局', '--successor', '水利局', '--with-divisions', @above, on('09-01')),
	qr/^ended 林业局 on 2019-09-01 \(内党发〔2019〕1号\): unit \d+$/, 'unit end: says it');
works('unit end, the replaced one', 'unit', 'end', '老站', @own, on('09-01'));

# ---- look ----------------------------------------------------------------------

is(names(@{ rows('unit list', 'unit', 'list') }), '水利局 指挥部 新站', 'unit list: today');
is(names(@{ rows('unit list as of', 'unit', 'list', '--as-of', '2019-02-28') }), '水务局 林业局 一科 指挥部 老站 新站', 'unit list --as-of: names of the day');
is(names(@{ rows('unit list as of, by name', 'unit', 'list', '--as-of', '2019-02-28', '-N', '水务') }), '水务局', 'unit list --as-of: found by the old name');
is(rows('unit list as of', 'unit', 'list', '--as-of', '2019-03-01', '-N', '一科')->[0]{parent}, '林业局', 'unit list --as-of: the parent of the day');
is(names(@{ rows('unit list, all', 'unit', 'list', '--all') }), '水利局 林业局 一科 指挥部 老站 新站', 'unit list --all: also what has ended');
my $history = rows('unit history', 'unit', 'history', '水利局');
is(join(' ', map { $_->{effective_on} } @$history), '2019-01-10 2019-03-01 2019-03-01 2019-04-01 2019-05-01 2019-06-01', 'unit history: dates');
is($history->[1]{changes}, '名称：水务局 → 水利局；简称：无 → 盟水利局', 'unit history: what changed');
is(join(' ', map { "$_->{direction}:$_->{unit}:$_->{kind_name}" } @{ rows('unit lineage', 'unit', 'lineage', '水利局') }),
	'ancestor:林业局:succeeded by', 'unit lineage: where it came from');
is(rows('unit lineage', 'unit', 'lineage', '老站')->[0]{unit}, '新站', 'unit lineage: what came of it');
like(works('doc show', 'doc', 'show', '兴机编〔2019〕1号'), qr/change .*水利局/, 'doc show: changes');
is(works('check', 'check', '-R', 'approval_authority'), "no findings\n", 'check: authority') ;
works('verify', 'verify');

$ENV{LC_ALL} = 'zh_CN.UTF-8';
like(works('unit rename in Chinese', 'unit', 'rename', '新站', '中心站', @own, on('10-01')),
	qr/^中心站：更名，自 2019-10-01 起，依据兴机编〔2019〕1号：沿革编号 \d+$/, 'done, in Chinese');
like(works('unit history in Chinese', 'unit', 'history', '中心站'), qr/生效日期.*变动种类.*变动内容/, 'headings in Chinese');
like(works('unit lineage in Chinese', 'unit', 'lineage', '中心站'), qr/原机构.*承接机构/, 'headings of lineage in Chinese');
($rc, $out, $err) = bz('unit', 'add', '审计局', '-c', 'organ', @own, on('02-01'));
like($err, qr/审计局：地级（盟）文件无权批准设立/, 'a refusal in Chinese');

$node->stop;
done_testing();
