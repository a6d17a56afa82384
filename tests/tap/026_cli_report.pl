# Reports of months: every format, what is closed and what is open, refusals;
# pages as a browser shows and prints them, spreadsheets as an office opens them.

use strict;
use warnings;

use Cwd ();
use IO::Uncompress::Unzip ();
use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('report');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->append_conf('postgresql.conf', "timezone = 'Asia/Shanghai'");
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';
$ENV{LC_ALL} = 'C.UTF-8';
$ENV{BIANZHI_BOOK} = 'xingan';
my $dir = PostgreSQL::Test::Utils::tempdir();

# Everything here is bytes, as written in this file.
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
	is("$rc $err", '0 ', "$name: exit 0, nothing on stderr");
	return $out;
}

sub fails
{
	my ($name, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 1, "$name: exit 1");
	is($out, '', "$name: nothing on stdout");
	return $err;
}

sub rows { return JSON::PP->new->decode(works(@_, '-o', 'json')); }
sub sql { return $node->safe_psql('postgres', "SET client_min_messages = error; SET search_path = xingan, bianzhi; SET bianzhi.document = '兴机编示〔2019〕1号'; $_[0]"); }

# ---- a year with two closed months ---------------------------------------------

my ($rc, $out, $err) = bz('demo', '-q');
is($rc, 0, 'the sample') or diag $err;
sql("SELECT record_document('兴机编示〔2019〕1号', '2019-01-02', '示例', level => 'province')");
# names and codes that a spreadsheet would like to calculate with
sql("SELECT establish_unit(name => '=1+1局', class => 'deliberative_body', system => 'government', short_name => '等号局', effective_on => '2019-01-10')");
for my $month ('2019-01', '2019-02')
{
	works("freeze $month", 'period', 'freeze', $month);
	bz('period', 'check', $month);
	sql("SELECT sign_off(s.section, s.month, s.region) FROM sign_off_state s WHERE s.month = '$month-01' AND s.sign_off_id IS NULL");
	works("close $month", 'period', 'close', $month, '-m', '示例');
}
my $seal = sql("SELECT encode(seal, 'hex') FROM seal WHERE region = '152200' AND month = '2019-02-01'");

# what comes late changes the open month only
my $closed = works('a closed month', 'report', 'monthly_establishment', '-M', '2019-02', '-o', 'json');
my $open = works('an open month', 'report', 'monthly_establishment', '-M', '2019-03', '-o', 'json');
sql("SELECT allocate('盟水利局', '11', 1, effective_on => '2019-02-10')");
is(works('the closed month again', 'report', 'monthly_establishment', '-M', '2019-02', '-o', 'json'), $closed, 'a closed month does not change');
isnt(works('the open month again', 'report', 'monthly_establishment', '-M', '2019-03', '-o', 'json'), $open, 'an open one does');

# ---- which reports there are ------------------------------------------------------

my %listed = map { $_->{report} => $_ } @{ rows('list', 'report', 'list') };
my @tabled = split /\n/, sql('SELECT name FROM report WHERE number IS NOT NULL ORDER BY span, sort, name');
my @monthly = split /\n/, sql(q(SELECT name FROM report WHERE number IS NOT NULL AND span = 'month' ORDER BY sort, name));
ok(exists $listed{$_}, "list: $_") for @tabled, qw(establishment_as_of unit_lamp post_ledger division_survey);
ok(!exists $listed{account}, 'list: what has no number is not there');
is_deeply([ @{ $listed{monthly_establishment} }{qw(form cycle months first_month last_month)} ], [ '月表1', 'month', 2, '2019-01', '2019-02' ],
	'list: number, span, closed months') or diag explain $listed{monthly_establishment};

for my $report (@monthly)
{
	for my $month ('2019-02', '2019-03')
	{
		my $function = $month eq '2019-02' ? 'closed' : 'of';
		is(sql("SELECT count(*) FROM ${report}_$function('152200', '$month-01')"), scalar(@{ rows("$report, $month", 'report', $report, '-M', $month) }),
			"$report, $month: its rows");
	}
	works("$report, live", 'report', $report);
}
works("$_, a year", 'report', $_, '--year', '2019', '-o', 'csv') for @tabled;
is(works('a year is its December', 'report', 'monthly_establishment', '-Y', '2019', '-o', 'csv'),
	works('December', 'report', 'monthly_establishment', '-M', '2019-12', '-o', 'csv'), 'a year is its December');

# ---- what was closed together with a higher region ---------------------------------

($rc, $out, $err) = bz('report', 'monthly_establishment', '-M', '2019-02', '-r', '152221', '-o', 'json');
is($rc, 0, 'a banner closed with the league: exit 0');
like($err, qr/科尔沁右翼前旗 was closed together with 兴安盟/, 'says under whose seal it stands');
my ($of) = grep { $_->{row_kind} eq 'total' } @{ JSON::PP->new->decode($out) };
is($of->{approved_total}, sql("SELECT approved_total FROM monthly_establishment_of('152221', '2019-02-01') WHERE row_kind = 'total'"), 'counted from the facts');

# ---- refusals -------------------------------------------------------------------------

like(fails('no such report', 'report', 'monthly_weather', '-M', '2019-02'), qr/no report "monthly_weather".*report list/s, 'no such report: where to look');
like(fails('no such report without a month', 'report', 'monthly_weather'), qr/no report/, 'no such report: said');
like(fails('internal', 'report', 'account', '-M', '2019-02'), qr/no report/, 'what is internal is no report');
like(fails('month 13', 'report', 'monthly_pool', '-M', '2019-13'), qr{2019-13}, 'month 13: said by the client');
like(fails('no month', 'report', 'monthly_pool', '-M', 'soon'), qr/22007/, 'no month: the server\'s code');
like(fails('a month to come', 'report', 'monthly_pool', '-M', '2999-01'), qr/22Z06/, 'a month to come: the server\'s code');
like(fails('no such region', 'report', 'monthly_pool', '-M', '2019-02', '-r', '999999'), qr/23503/, 'no such region: the server\'s code');
like(fails('no such unit', 'report', 'monthly_establishment', '-u', '盟天文局'), qr/23503/, 'no such unit: the server\'s code');
like(fails('no such kind of rows', 'report', 'monthly_establishment', '-b', 'colour'), qr/post_type/, 'no such kind of rows: which there are');
like(fails('not by this', 'report', 'monthly_establishment', '-b', 'post_type'), qr/no rows by post_type/, 'not by this: said');
like(fails('no such column', 'report', 'detail', 'monthly_establishment', '-M', '2019-02', '-c', 'colour'), qr/no column "colour"/, 'no such column: said');
fails("$_->[0]", 'report', @{$_}[ 1 .. $#$_ ])
  for [ 'month and year', 'monthly_pool', '-M', '2019-02', '-Y', '2019' ], [ 'month and day', 'monthly_establishment', '-M', '2019-02', '-a', '2019-02-01' ],
  [ 'known without a day', 'monthly_establishment', '--known', 'now' ], [ 'a short year', 'monthly_pool', '-Y', '19' ], [ 'year 0', 'monthly_pool', '-Y', '0000' ],
  [ 'of a day', 'monthly_pool', '-a', '2019-02-01' ], [ 'not of a month', 'unit_lamp', '-M', '2019-02' ], [ 'paper', 'monthly_pool', '--paper', 'A5' ],
  [ 'a book without a month', 'book', '-o', 'html' ], [ 'a book as a table', 'book', '-M', '2019-02' ], [ 'details of none', 'detail', 'monthly_pool' ],
  [ 'svg', 'monthly_pool', '-o', 'svg' ];
fails('nothing is written', 'report', 'monthly_pool', '-M', '2999-01', '-O', "$dir/never.xlsx");
ok(!-e "$dir/never.xlsx", 'nothing is left behind');
SKIP:
{
	my ($script) = grep { -x } map { "$_/script" } split /:/, $ENV{PATH};
	skip 'no terminal can be made here', 1 unless $script;
	IPC::Run::run([ $script, '-qec', 'bianzhi report monthly_pool -o xlsx', '/dev/null' ], '<', \'', '>', \my $said);
	is($? >> 8, 1, 'no spreadsheet on a terminal');
}

# ---- rows ------------------------------------------------------------------------------

my $kinds = sub { my %seen; $seen{ $_->{row_kind} }++ for @{ rows(@_) }; return join ' ', sort keys %seen; };
is($kinds->('by region', 'report', 'monthly_establishment', '-M', '2019-02', '-b', 'region'), 'region total', 'by region, with the total');
is($kinds->('by unit', 'report', 'monthly_establishment', '-M', '2019-02', '-b', 'unit'), 'total unit', 'by unit, with the total');
is($kinds->('by kind of post', 'report', 'monthly_staff_movement', '-M', '2019-03', '-b', 'post_type'), 'total', 'by kind of post');
is_deeply([ map { $_->{row_kind} } @{ rows('one unit', 'report', 'monthly_establishment', '-M', '2019-02', '-u', '盟水利局') } ], ['unit'], 'one unit');
like($closed, qr/"approved_total": ?\d+[,}]/, 'JSON: numbers stay numbers');
like($closed, qr/"region": ?"152200"/, 'JSON: codes stay texts');
like(works('csv', 'report', 'monthly_establishment', '-M', '2019-02', '-o', 'csv', '--bom', '--headings', 'zh'), qr/^\xEF\xBB\xBF[^\n]*核定编制数（行政）/, 'CSV: byte order mark, Chinese headings');
like(works('markdown', 'report', 'monthly_establishment', '-M', '2019-02', '-o', 'markdown', '--headings', 'zh'), qr/^### 月表1 .*2019年2月.*已结账/, 'Markdown: a title');
like(works('table', 'report', 'monthly_establishment', '-M', '2019-02', '--headings', 'zh'), qr/^月表1 .*兴安盟.*2019年2月.*已结账\n/, 'table: a title');

# ---- behind the figures ---------------------------------------------------------------------

for my $unit ('盟水利局', '盟公安局')
{
	my ($row) = @{ rows("$unit", 'report', 'monthly_establishment', '-M', '2019-02', '-u', $unit) };
	my %sum = (entry => 0, enrolment => 0);
	$sum{ $_->{fact} } += $_->{quantity} for @{ rows("$unit, details", 'report', 'detail', 'monthly_establishment', '-M', '2019-02', '-u', $unit) };
	is_deeply(\%sum, { entry => $row->{approved_total}, enrolment => $row->{strength_total} }, "$unit: entries and people add up to the figures of the closed month");
}
my ($moved) = grep { $_->{row_kind} eq 'total' && !defined $_->{post_type} } @{ rows('movement', 'report', 'monthly_staff_movement', '-M', '2019-02') };
my $into = rows('who came', 'report', 'detail', 'monthly_staff_movement', '-M', '2019-02', '-c', 'in_total');
is(scalar(@$into), $moved->{in_total}, 'as many people as came');
is(scalar(grep { !$_->{document_number} || !$_->{person} } @$into), 0, 'each with a document');
is(scalar(@{ rows('who left', 'report', 'detail', 'monthly_staff_movement', '-M', '2019-02', '-c', 'out_retirement') }), $moved->{out_retirement}, 'as many as retired');
is(scalar(grep { $_->{late} } @{ rows('posts', 'report', 'detail', 'monthly_post_movement', '-M', '2019-03', '-u', '盟水利局') }), 1, 'a late entry is marked');

# ---- pages -----------------------------------------------------------------------------------

my $html = works('html', 'report', 'monthly_establishment', '-M', '2019-02', '-o', 'html', '--headings', 'zh');
like($html, qr/^<!DOCTYPE html>/, 'html');
unlike($html, qr/<(?:script|link|img|iframe)|(?:src|href)=|\@import|https?:\/\/(?!www\.w3\.org\/2000\/svg)/i, 'html: nothing from outside');
like($html, qr/<th colspan="9">核定编制数<\/th>/, 'html: a merged heading');
like($html, qr/<th rowspan="2">机构名称<\/th>/, 'html: a heading of two rows');
like($html, qr/封印（SM3）：$seal/, 'html: the seal');
like($html, qr/$_/, "html: $_") for '填报单位（盖章）：中国共产党兴安盟委员会机构编制委员会办公室', '填报地区：兴安盟（152200）', '表号：月表1', '数据截至：2019-02-28', '2019年2月', '单位负责人：',
  '审核人：', '填表人：', '填报日期：', '结账说明：示例', '签核：[^<]*行政机构编制科（[^<（）]+，\d{4}-\d\d-\d\d）', '@page r1\{size:A3 landscape', 'data-chart="occupancy"';
like($html, qr/<td>=1\+1局<\/td>/, 'html: a name is a name');
unlike($html, qr/未结账/, 'html: closed');
like(works('html of an open month', 'report', 'monthly_establishment', '-M', '2019-03', '-o', 'html', '--headings', 'zh'), qr/未结账/, 'html: an open month says so');
like(works('html in English', 'report', 'monthly_pool', '-M', '2019-02', '-o', 'html', '--headings', 'en'), qr/Seal \(SM3\): $seal/, 'html: English');
works("$_->[1]", 'report', 'book', '-M', $_->[0], '--headings', 'zh', '-O', "$dir/$_->[1]") for [ '2019-02', 'book.html' ], [ '2019-02', 'book.xlsx' ], [ '2019-12', 'year.html' ];
is_deeply([ slurp_file("$dir/book.html") =~ /<section id="r[1-9]\d*" data-report="(\w+)">/g ], \@monthly, 'a book: all reports of the month');
is_deeply([ sort(slurp_file("$dir/year.html") =~ /<section id="r[1-9]\d*" data-report="(\w+)">/g) ], [ sort @tabled ], 'December: those of the year, too');

# ---- spreadsheets ---------------------------------------------------------------------------------

sub member
{
	my ($file, $name) = @_;
	my $zip = IO::Uncompress::Unzip->new($file, Name => $name) or return '';
	local $/;
	return scalar <$zip>;
}
my $xlsx = "$dir/report.xlsx";
works('xlsx', 'report', 'monthly_establishment', '-M', '2019-02', '--headings', 'zh', '-O', $xlsx);
my $sheet = member($xlsx, 'xl/worksheets/sheet1.xml');
my $strings = member($xlsx, 'xl/sharedStrings.xml');
like($sheet, qr/<mergeCell ref="F\d+:N\d+"\/>/, 'xlsx: a merged heading');
like($sheet, qr/<pane xSplit="3" ySplit="\d+" topLeftCell="D\d+"[^>]* state="frozen"\/>/, 'xlsx: frozen headings and names');
like($sheet, qr/<printOptions horizontalCentered="1"\/>/, 'xlsx: centred on paper');
like($sheet, qr/<pageSetup paperSize="8" [^>]*orientation="landscape"/, 'xlsx: A3 landscape');
like($sheet, qr/fitToHeight="0"/, 'xlsx: as wide as the paper, as many pages as it takes');
like($sheet, qr/<oddFooter>[^<]*第&amp;P页 共&amp;N页/, 'xlsx: page numbers');
like(member($xlsx, 'xl/workbook.xml'), qr/<definedName name="_xlnm.Print_Titles"[^>]*>'月表1 [^<]*'!\$\d+:\$\d+</, 'xlsx: headings on every page');
like(member($xlsx, 'xl/styles.xml'), qr/formatCode="$_"/, "xlsx: format $_") for '#,##0', '#,##0\.0';
unlike($sheet, qr/<f>/, 'xlsx: no formulas');
like($strings, qr/<t[^>]*>=1\+1局<\/t>/, 'xlsx: a name is a name');
like($strings, qr/封印（SM3）：$seal/, 'xlsx: the seal');
like($strings, qr/单位负责人：_+ +审核人：/, 'xlsx: lines to sign on');
is(scalar(() = member("$dir/book.xlsx", 'xl/workbook.xml') =~ /<sheet /g), scalar(@monthly), 'a book: a sheet a report');
# any command: codes made of digits are texts, dates dates
works('units as xlsx', 'unit', 'list', '-N', '=1+1', '-O', "$dir/units.xlsx");
works('documents as xlsx', 'doc', 'list', '-o', 'xlsx', '-O', "$dir/documents.xlsx");
works('people as xlsx', 'person', 'list', '-f', '-l', '5', '-O', "$dir/people.xlsx");
like(member("$dir/people.xlsx", 'xl/sharedStrings.xml'), qr/<t>\d{17}[\dX]<\/t>/, 'xlsx: citizen numbers are texts');
like(member("$dir/documents.xlsx", 'xl/styles.xml'), qr/formatCode="yyyy-mm-dd"/, 'xlsx: dates are dates');
unlike(member("$dir/$_.xlsx", 'xl/worksheets/sheet1.xml'), qr/<f>/, "xlsx: no formulas: $_") for 'units', 'documents', 'people';
is((bz('unit', 'list', '-o', 'xlsx', '-O', '/dev/full'))[0], 1, 'xlsx to a full disk: exit 1');
my $stdout = works('xlsx to a pipe', 'unit', 'list', '-o', 'xlsx');
like($stdout, qr/^PK/, 'xlsx: to a pipe');

# ---- in a browser -----------------------------------------------------------------------------------

my $has_poppler = grep { -x "$_/pdfinfo" && -x "$_/pdftotext" } split /:/, $ENV{PATH};
sub pages
{
	my ($file) = @_;
	IPC::Run::run([ 'pdfinfo', '-l', '999', $file ], '>', \my $info);
	return map { "$_" } $info =~ /^Page +\d+ size: +([\d.]+ x [\d.]+) pts/mg;
}

# The text of a PDF without any blanks; each page an element.
sub printed
{
	my ($file) = @_;
	IPC::Run::run([ 'pdftotext', '-raw', $file, '-' ], '>', \my $text);
	return map { s/\s+//gr } split /\f/, $text;
}

my ($chrome) = grep { defined } map { my $program = $_; grep { -x } map { "$_/$program" } split /:/, $ENV{PATH} }
  qw(chromium chromium-browser google-chrome);
SKIP:
{
	skip 'no chromium here', 1 unless $chrome;
	mkdir "$dir/home";
	my $browse = sub {
		my ($shown, $said) = ('', '');
		local @ENV{qw(HOME XDG_CONFIG_HOME XDG_CACHE_HOME)} = ("$dir/home") x 3;
		IPC::Run::run([ $chrome, qw(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage
			--disable-background-networking --disable-component-update --disable-sync --disable-extensions --hide-scrollbars),
			"--user-data-dir=$dir/home/data", @_ ], '<', \'', '>', \$shown, '2>', \$said);
		return ($shown, $said);
	};
	my $probe = slurp_file('report_probe.js');
	for my $name ('book', 'year')
	{
		my $text = slurp_file("$dir/$name.html");
		$text =~ s/<\/body>/<script>$probe<\/script><\/body>/;
		open my $to, '>:raw', "$dir/probed.html" or die $!;
		print $to $text;
		close $to;
		my ($shown, $said) = $browse->('--dump-dom', "file://$dir/probed.html");
		my ($found) = $shown =~ /PROBE(\{.*?\})EBORP/s;
		ok(defined $found, "$name: the browser shows it") or diag substr($said, -1000);
		$found =~ s/&lt;/</g;
		$found =~ s/&gt;/>/g;
		$found =~ s/&amp;/&/g;
		$found = JSON::PP->new->decode($found);
		is_deeply($found->{overflow}, [], "$name: no text leaves its cell, no table its paper");
		for my $section (grep { $_->{report} } @{ $found->{sections} })
		{
			my $width = 0;
			$width += $_->[1] for @{ $section->{heading}[0] };
			is($width, $section->{columns}, "$name, $section->{report}: headings cover all columns");
			cmp_ok($section->{type}, '>=', 5.5, "$name, $section->{report}: type can be read");
		}
		my %charts = map { $_->{report} => "@{ $_->{charts} }" } grep { $_->{report} } @{ $found->{sections} };
		is($charts{monthly_establishment}, 'occupancy', "$name: a chart of the units");
		is($charts{monthly_staff_movement}, 'movement', 'a chart of the months') if $name eq 'book';
		if ($name eq 'year' && exists $charts{annual_organ_staff})
		{
			is($charts{$_}, 'ages', "an age pyramid: $_") for qw(annual_organ_staff annual_institution_staff);
		}

		next unless $has_poppler;
		$browse->('--no-pdf-header-footer', "--print-to-pdf=$dir/$name.pdf", "file://$dir/$name.html");
		my @pages = pages("$dir/$name.pdf");
		my @texts = printed("$dir/$name.pdf");
		cmp_ok(scalar(@pages), '>', scalar(@{ $found->{sections} }), "$name: printed, a page or more each");
		is(scalar(grep { !/^(?:119[01]\.\d+ x 84[12]|84[12]\.\d+ x 59[45])/ } @pages), 0, "$name: A3 or A4, landscape") or diag "@pages";
		is(scalar(grep { !/机构|编制|人员|图表/ } @texts), 0, "$name: Chinese on every page");
		is(scalar(grep { /第\d+页共@{[ scalar @pages ]}页/ } @texts), @pages - 1, "$name: every page but the cover is numbered");
		my @long = grep { /\x{6708}?月表1/ && /机构名称/ } @texts;
		cmp_ok(scalar(@long), '>', 1, "$name: headings stand on every page of a long table");
	}
}

# ---- in an office ---------------------------------------------------------------------------------------

my ($office) = grep { -x } map { "$_/soffice" } split /:/, $ENV{PATH};
SKIP:
{
	skip 'no libreoffice here', 1 unless $office;
	mkdir "$dir/office";
	local $ENV{HOME} = "$dir/office";
	my $convert = sub {
		my ($to, $file) = @_;
		IPC::Run::run([ $office, "-env:UserInstallation=file://$dir/office/profile", '--headless', '--convert-to', $to, '--outdir', "$dir/office", $file ],
			'<', \'', '>', \my $said, '2>', \my $more);
		return;
	};
	# sheet after sheet, as it shows its cells
	$convert->('csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', "$dir/book.xlsx");
	my ($csv) = glob("$dir/office/book-*1*.csv");
	ok($csv && -s $csv, 'an office opens the book') or diag join "\n", glob("$dir/office/*");
	my $text = $csv ? slurp_file($csv) : '';
	my ($total) = grep { $_->{row_kind} eq 'total' } @{ JSON::PP->new->decode($closed) };
	ok($text =~ /^,,总计,\d+,\d+,$total->{approved_total},/m, 'the total is what the report says');
	ok($text =~ /^\d+,[^,]*,=1\+1局,/m, 'a name is a name');
	if ($has_poppler)
	{
		$convert->('pdf', "$dir/book.xlsx");
		my @pages = pages("$dir/office/book.pdf");
		my @texts = printed("$dir/office/book.pdf");
		cmp_ok(scalar(@pages), '>=', scalar(@monthly), 'printed: a page or more each');
		is(scalar(grep { !/^(?:119[01]\.\d+ x 84[12]|84[12]\.\d+ x 59[45])/ } @pages), 0, 'printed: A3 or A4, landscape') or diag "@pages";
		# an office may end with a page that is empty
		is(scalar(grep { $_ ne '' && !/第\d+页共\d+页/ } @texts), 0, 'printed: every page is numbered');
		like($texts[0], qr/机构编制和实有人员情况.*填报单位.*兴安盟（152200）/s, 'printed: the title block');
		like("@texts", qr/$seal.*单位负责人/s, 'printed: seal and signatures');
	}
}

$node->stop;
done_testing();
