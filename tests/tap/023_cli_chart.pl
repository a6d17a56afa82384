# "unit tree" and "unit chart": what is drawn, that it is what the book says,
# and that a browser shows and prints it: nothing overlaps, nothing overflows.

use strict;
use warnings;

use Cwd ();
use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('chart');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';
$ENV{LC_ALL} = 'C.UTF-8';
delete $ENV{BIANZHI_BOOK};
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

sub sql
{
	my ($book, $query) = @_;
	return $node->safe_psql('postgres', "SET search_path = $book, bianzhi; $query");
}

# ---- two books ---------------------------------------------------------------------

my $document = "document => '兴机编示〔2026〕1号', effective_on => '2026-01-01'";

# A small one with all that is hard: names of markup, control characters (which
# a unit's name may not have, but a region's), no posts at all,
# more people than posts, a circle of departments in charge, a division below a
# division, what has ended.
works('init', 'init', 'odd', '-r', '152200', '-t', '试<点>&"账\'套"');
my $odd = '甲<局>&"乙\'；]]>';
(my $quoted = $odd) =~ s/'/''/g;
sql('odd', <<"SQL");
SELECT record_document(number => '兴机编示〔2026〕1号', issued_on => '2026-01-01');
INSERT INTO region (code, name, parent, level) VALUES ('152201', '乌兰' || chr(1) || chr(9) || '浩特市', '152200', 'county');
SELECT establish_unit(name => '$quoted', class => 'organ', system => 'government', short_name => '甲', $document);
SELECT establish_unit(name => '一科', kind => 'division', parent => '甲', $document);
SELECT establish_unit(name => '一科一组', kind => 'division', parent => '一科', $document);
SELECT establish_unit(name => '二科', kind => 'division', parent => '甲', $document);
SELECT establish_unit(name => '所属事业单位', class => 'institution', system => 'government', supervisor => '甲', $document);
SELECT establish_unit(name => '指挥部', class => 'deliberative_body', system => 'government', supervisor => '甲',
                      expires_on => '2099-12-31', $document);
SELECT add_nameplate(unit => '甲', name => '挂<牌>局', $document), add_nameplate(unit => '甲', name => '又一块牌子', $document);
SELECT establish_unit(name => '互管一局', class => 'organ', system => 'party', $document);
SELECT establish_unit(name => '互管二局', class => 'organ', system => 'party', supervisor => '互管一局', $document);
SELECT establish_unit(name => 'An office whose name has only Latin letters, and very many of them, for it is long',
                      class => 'organ', $document);
SELECT establish_unit(name => repeat('很长的名称', 30), class => 'organ', system => 'congress', $document);
SELECT establish_unit(name => '外地单位', class => 'institution', region => '152201', supervisor => '甲', $document);
SELECT establish_unit(name => '撤了的局', class => 'organ', system => 'party', $document);
SELECT co_locate(unit => '互管二局', with_unit => '互管一局', $document);
SELECT abolish_unit(unit => '撤了的局', document => '兴机编示〔2026〕1号', effective_on => '2026-02-01');
SQL
SKIP:
{
	# a circle of departments in charge may be refused one day
	my ($rc) = $node->psql('postgres',
		"SET search_path = odd, bianzhi; SELECT transfer_unit(unit => '互管一局', supervisor => '互管二局', $document)");
	skip 'no circle can be made', 1 unless $rc == 0;
	is(sql('odd', 'SELECT count(*) FROM unit a JOIN unit b ON b.id = a.supervisor_id AND b.supervisor_id = a.id'),
		'2', 'two departments in charge of each other');
}
my @paper = ('-D', '兴机编示〔2026〕1号', '-e', '2026-01-01');
works('grant', '-B', 'odd', 'post', 'grant', '152200', '11', '40', @paper);
works('grant', '-B', 'odd', 'post', 'grant', '152200', '22', '40', @paper);
works('allocate', '-B', 'odd', 'post', 'allocate', '甲', '11', '7', @paper);
works('allocate', '-B', 'odd', 'post', 'allocate', '所属事业单位', '22', '3', @paper);

# The sample, for figures.
my ($rc, $out, $err) = bz('demo', '-q');
is($rc, 0, 'the sample') or diag $err;

# One of 300 nodes in five systems, names of all lengths.
works('init', 'init', 'large', '-r', '152200', '-t', '三百个机构');
sql('large', <<"SQL");
SELECT record_document(number => '兴机编示〔2026〕1号', issued_on => '2026-01-01');
SELECT establish_unit(name => '兴安盟' || repeat('某某', 1 + n % 5) || '第' || n || '局', class => 'organ', kind => 'body',
                      system => (ARRAY['party', 'congress', 'government', 'government', 'court'])[1 + n % 5], $document)
  FROM generate_series(1, 30) AS n;
INSERT INTO unit (name, class, kind, parent_id, region, effective_on, document_id)
SELECT '第' || n || '科' || repeat('综合', n % 6), u.class, 'division', u.id, u.region, '2026-01-01', 1
  FROM generate_series(1, 240) AS n JOIN unit u ON u.name LIKE '%第' || (1 + n * 7 % 30) || '局';
INSERT INTO unit (name, class, kind, supervisor_id, region, system, effective_on, document_id)
SELECT '兴安盟' || repeat('某', n % 9) || n || '中心', 'institution', 'body', u.id, u.region, u.system, '2026-01-01', 1
  FROM generate_series(1, 30) AS n JOIN unit u ON u.name LIKE '%第' || (1 + n * 7 % 30) || '局';
SQL
is(sql('large', 'SELECT count(*) FROM unit'), '300', 'a book of 300 units');

# ---- the tree ----------------------------------------------------------------------

$out = works('tree', '-B', 'odd', 'unit', 'tree');
like($out, qr/^├─ \Q$odd\E\s+7\s+0\s+vacant 7\n│  ├─ 一科\n│  │  └─ 一科一组\n│  ├─ 二科\n│  ├─ 所属事业单位\s+3\s+0\s+vacant 3\n│  └─ 指挥部\n/m,
	'tree: divisions, then what the department is in charge of, with posts');
like($out, qr/^(?:├|└)─ 互管一局\n(?:├|└)─ 互管二局$/m, 'tree: a circle is not lost');
like($out, qr/^└─ 外地单位$/m, 'tree: a unit of another region stands there');
unlike($out, qr/撤了的局/, 'tree: what has ended is gone');
unlike($out, qr/ $/m, 'tree: no blanks at the end of a line');
like(works('tree, depth', '-B', 'odd', 'unit', 'tree', '-D', '1'), qr/^├─ \Q$odd\E \(\+5\)/m, 'tree: says what is folded');
$out = works('tree, no divisions', '-B', 'odd', 'unit', 'tree', '--no-divisions');
like($out, qr/^├─ \Q$odd\E \(\+3\)/m, 'tree: says how many divisions are folded');
unlike($out, qr/一科/, 'tree: without divisions');
like(works('tree of a unit', '-B', 'odd', 'unit', 'tree', '甲'), qr/^\Q$odd\E .*\n├─ 一科\n/m, 'tree: of a unit');
unlike(works('tree of a region', '-B', 'odd', 'unit', 'tree', '-r', '152201'), qr/一科/, 'tree: of a region');
{
	local $ENV{LC_ALL} = 'C';
	$out = works('tree in locale C', '-B', 'odd', 'unit', 'tree');
	like($out, qr/^\+- \Q$odd\E\s+7\s+0\s+vacant 7\n\|  \+- 一科\n\|  \|  `- 一科一组\n/m, 'tree: plain lines in locale C');
	unlike($out, qr/│|├|└|─|▲/, 'tree: no other lines in locale C');
}
# columns stand below each other, Chinese being two wide
sub column
{
	my ($line, $word) = @_;
	my $text = substr($line, 0, index($line, $word));
	utf8::decode($text);
	my $width = 0;
	$width += ord($_) >= 0x2E80 ? 2 : 1 for split //, $text;
	return $width;
}
$out = works('tree of the sample', '-B', 'xingan', 'unit', 'tree', '-r', '152200');
my @lines = grep { /vacant \d/ && !/over/ } split /\n/, $out;
my %columns = map { column($_, 'vacant') => 1 } @lines;
ok(@lines > 20 && keys(%columns) == 1, 'tree: figures are aligned') or diag explain \%columns;
my ($red) = sql('xingan', "SELECT unit_id, over FROM unit_lamp WHERE lamp = 'red' AND post_type < 200 LIMIT 1") =~ /^(\d+)/;
if ($red)
{
	like(works('tree of one over', '-B', 'xingan', 'unit', 'tree', $red), qr/over \d+ ▲/, 'tree: more than approved is marked');
}
my $rows = JSON::PP->new->decode(works('tree in JSON', '-B', 'xingan', 'unit', 'tree', '-o', 'json'));
is(scalar(grep { defined $_->{id} } @$rows), sql('xingan', 'SELECT count(*) FROM unit WHERE until IS NULL'), 'tree in JSON: every unit');

# ---- the chart: refusals -------------------------------------------------------------

like(fails('chart as csv', '-B', 'odd', 'unit', 'chart', '-o', 'csv'), qr/html and svg/, 'chart as csv: says which formats');
fails('chart as json', '-B', 'odd', '-o', 'json', 'unit', 'chart');
fails('list as svg', '-B', 'odd', 'unit', 'list', '-o', 'svg');
fails('paper', '-B', 'odd', 'unit', 'chart', '--paper', 'A5');
fails("depth $_", '-B', 'odd', 'unit', 'chart', '-D', $_) for ('0', '-1', 'x', '99999999999');
like(fails('unknown unit', '-B', 'odd', 'unit', 'chart', '盟天文局'), qr/23503/, 'unknown unit: the server\'s code');
fails('no unit there', '-B', 'odd', 'unit', 'chart', '-r', '152222');
fails('a file in no directory', '-B', 'odd', 'unit', 'chart', '-O', "$dir/nowhere/x.svg");
ok(!-e "$dir/nowhere", 'nothing is left behind');

# ---- the chart: what is in the file ----------------------------------------------------

# Strictly well-formed XML: tags nest, attributes are quoted and named once,
# entities are known, no stray signs, no control characters, valid UTF-8.
sub well_formed
{
	my ($text) = @_;
	my @open;
	my $roots = 0;
	return 'not UTF-8' unless utf8::decode($text);
	return 'control character' if $text =~ /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{FFFE}\x{FFFF}]/;
	$text =~ s/^<\?xml version="1\.0" encoding="UTF-8"\?>\n// or return 'no declaration';
	while ($text =~ /\G(?:([^<]+)|<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|(.))/gs)
	{
		my ($data, $closing, $name, $attributes, $empty, $stray) = ($1, $2, $3, $4, $5, $6);
		return "stray sign: $stray at " . pos($text) if defined $stray;
		my $values = $data // $attributes;
		return "entity: $values" if $values =~ /&(?!(?:amp|lt|gt|quot|#39);)/;
		if (defined $data)
		{
			return "]]> in text" if $data =~ /\]\]>/;
			return "text outside: $data" if !@open && $data =~ /\S/;
			next;
		}
		if ($closing)
		{
			return "</$name> closes " . ($open[-1] // 'nothing') if !@open || pop(@open) ne $name;
			next;
		}
		my %seen;
		while ($attributes =~ /\s([\w:-]+)=/g) { return "$1 twice in <$name>" if $seen{$1}++; }
		$roots++ unless @open;
		push @open, $name unless $empty;
	}
	return @open ? "<$open[-1]> is not closed" : $roots == 1 ? '' : "$roots roots";
}
is(well_formed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><b c=\"1\"/>x&amp;</a>"), '', 'the check takes what is good');
isnt(well_formed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>$_</a>"), '', "the check refuses $_")
  for ('<b>', '</b>', '&', '<b c=1/>', '<b c="<"/>', '<b c="1" c="2"/>', "\x01", '<', '&nbsp;', ']]>');

# What the book says of units: posts over all kinds of establishment, and leaders.
my $figures = <<'SQL';
SELECT u.id, coalesce((SELECT concat_ws('/', sum(approved), sum(strength), sum(vacancy), sum(over)) FROM unit_lamp l
                        WHERE l.unit_id = u.id AND post_type IN (SELECT code FROM post_type WHERE class = 'establishment')), ''),
       coalesce((SELECT concat_ws('/', sum(approved), sum(strength)) FROM unit_lamp l
                  WHERE l.unit_id = u.id AND post_type IN (SELECT code FROM post_type WHERE class = 'leadership')), '')
  FROM unit u WHERE (u.until IS NULL OR u.until > current_date)
SQL

# The units of a file, as "id|posts|leaders".
sub units_of
{
	my ($text) = @_;
	my @units;
	while ($text =~ /<g class="unit" data-unit="(\d+)"(?: data-posts="([^"]*)")?(?: data-leaders="([^"]*)")?>/g)
	{
		push @units, join('|', $1, $2 // '', $3 // '');
	}
	return join("\n", sort @units);
}
sub units_in_book { return join("\n", sort split /\n/, sql($_[0], "$figures $_[1]")); }

for my $book ('odd', 'xingan', 'large')
{
	my $svg = works("$book, svg", '-B', $book, 'unit', 'chart', '-o', 'svg');
	is(well_formed($svg), '', "$book, svg: well-formed");
	is(units_of($svg), units_in_book($book, ''), "$book, svg: every unit once, figures of the book");
	for my $paper ('A4', 'A3')
	{
		my $html = works("$book, $paper", '-B', $book, 'unit', 'chart', '--paper', $paper);
		like($html, qr/^<!DOCTYPE html>/, "$book, $paper: html unless told otherwise");
		is(units_of($html), units_in_book($book, ''), "$book, $paper: every unit once, figures of the book");
		unlike($html, qr/<(?:script|link|img|iframe)|(?:src|href)=|\@import|https?:\/\/(?!www\.w3\.org\/2000\/svg)/i,
			"$book, $paper: nothing from outside");
	}
}

my $svg = works('odd, svg', '-B', 'odd', '--headings', 'zh', 'unit', 'chart', '-o', 'svg');
my $escaped = '甲&lt;局&gt;&amp;&quot;乙&#39;；]]&gt;';
like($svg, qr/<title>\Q$escaped\E; 核定编制 7, 实有 0, 空编 7, 超编 0<\/title>/, 'a name of markup is escaped');
like($svg, qr/<title>试&lt;点&gt;&amp;&quot;账&#39;套&quot;<\/title>/, 'the title is escaped');
like($svg, qr/>编 7\/0</, 'figures are written on the card');
like($svg, qr/>挂牌 挂&lt;牌&gt;局、又一块牌子</, 'nameplates are the second line');
like($svg, qr/>至 2099-12-31</, 'the day a temporary body ends');
like($svg, qr/>合署 互管一局</, 'with whom a unit is co-located');
like($svg, qr/<rect class="card dash"[^>]*>(?:(?!<\/g>).)*指挥部/s, 'a deliberative body is dashed');
unlike($svg, qr/data-unit="[^"]*">\n?<title>撤了的局/, 'what has ended is not drawn');
like(works('odd in English', '-B', 'odd', 'unit', 'chart'), qr/free 7.*vacant/s, 'words are English unless asked for');
like(works('odd, no divisions', '-B', 'odd', 'unit', 'chart', '--no-divisions', '-o', 'svg'), qr/>P 7\/0 \(\+3\)</, 'says what is folded');
is(units_of(works('large, depth', '-B', 'large', 'unit', 'chart', '-D', '1')), units_in_book('large', 'AND id <= 30'), 'depth 1');
is(units_of(works('one unit', '-B', 'odd', 'unit', 'chart', '甲')),
	units_in_book('odd', "AND (id IN (unit_ref('甲'), unit_ref('所属事业单位'), unit_ref('指挥部')) OR kind = 'division')"), 'one unit');
is(units_of(works('one region', '-B', 'odd', 'unit', 'chart', '-r', '152201')), units_in_book('odd', "AND region = '152201'"), 'one region');

works('to a file', '-B', 'large', 'unit', 'chart', '-O', "$dir/large.svg");
like(slurp_file("$dir/large.svg"), qr/^<\?xml/, 'a file called .svg is one');
works('to a file of another format', '-B', 'large', 'unit', 'chart', '-O', "$dir/html.svg", '-o', 'html');
like(slurp_file("$dir/html.svg"), qr/^<!DOCTYPE/, 'unless told otherwise');

# ---- in a browser -----------------------------------------------------------------------

my ($chrome) = grep { defined } map { my $program = $_; grep { -x } map { "$_/$program" } split /:/, $ENV{PATH} }
  qw(chromium chromium-browser google-chrome);
SKIP:
{
	skip 'no chromium here', 1 unless $chrome;
	mkdir "$dir/home";

	# The browser on a file; a home of its own, and nothing fetched from anywhere.
	sub browse
	{
		my (@words) = @_;
		my ($out, $err) = ('', '');
		local $ENV{HOME} = "$dir/home";
		local $ENV{XDG_CONFIG_HOME} = "$dir/home";
		local $ENV{XDG_CACHE_HOME} = "$dir/home";
		IPC::Run::run([ $chrome, qw(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
			--disable-dev-shm-usage --disable-background-networking --disable-component-update --disable-sync
			--disable-extensions --hide-scrollbars), "--user-data-dir=$dir/home/data", @words ],
			'<', \'', '>', \$out, '2>', \$err);
		return ($? >> 8, $out, $err);
	}

	# What the browser makes of the boxes, asked in the page itself.
	my $probe = slurp_file('chart_probe.js');
	sub boxes
	{
		my ($name, $file) = @_;
		my $text = slurp_file($file);
		my $tag = "<script>//<![CDATA[\n$probe\n//]]></script>";
		$text =~ s/(<\/body>|<\/svg>\n\z)/$tag$1/ or die 'no place for the probe';
		my ($ending) = $file =~ /(\.\w+)$/;
		open my $to, '>:raw', "$dir/probed$ending" or die $!;
		print $to $text;
		close $to;
		my ($rc, $out, $err) = browse('--dump-dom', "file://$dir/probed$ending");
		my ($found) = $out =~ /PROBE(\{.*?\})EBORP/s;
		ok(defined $found, "$name: the browser shows it") or diag substr($err, -2000), substr($out, 0, 500);
		$found =~ s/&gt;/>/g;
		$found =~ s/&lt;/</g;
		$found =~ s/&amp;/&/g;
		return JSON::PP->new->utf8->decode($found);
	}

	my %files;
	for my $case ([ 'odd', 'A4' ], [ 'odd', 'A3' ], [ 'xingan', 'A4' ], [ 'xingan', 'A3' ], [ 'large', 'A4' ],
		[ 'large', 'A3' ], [ 'large', 'A3', 'svg' ], [ 'xingan', 'A3', 'svg' ], [ 'odd', 'A4', 'svg' ])
	{
		my ($book, $paper, $format) = @$case;
		$format //= 'html';
		my $name = "$book, $paper, $format";
		my $file = "$dir/$book-$paper.$format";
		works($name, '-B', $book, '--headings', $book eq 'odd' ? 'en' : 'zh', 'unit', 'chart', '--paper', $paper, '-O', $file, '-o', $format);
		my $seen = boxes($name, $file);
		is($seen->{units}, sql($book, 'SELECT count(*) FROM unit WHERE until IS NULL OR until > current_date'), "$name: a card for every unit");
		is_deeply($seen->{overlaps}, [], "$name: no card lies on another");
		is_deeply($seen->{overflows}, [], "$name: no text leaves its card");
		is_deeply($seen->{collisions}, [], "$name: no text lies on another");
		is_deeply($seen->{outside}, [], "$name: nothing leaves the frame");
		cmp_ok($seen->{smallest}, '>=', 6, "$name: no type below 6 point");
		$files{"$book-$paper"} = [ $file, $seen ] if $format eq 'html';
	}
	is(scalar(@{ $files{'large-A3'}[1]{sheets} }), 1, '300 units on one A3 page');

	# paper
	SKIP:
	{
		skip 'no poppler-utils here', 1
		  unless grep { -x "$_/pdfinfo" && -x "$_/pdftotext" } split /:/, $ENV{PATH};
		my %points = (A4 => '841.\d+ x 59[45].\d+', A3 => '119[01].\d+ x 841.\d+');
		for my $key (sort keys %files)
		{
			my ($file, $seen) = @{ $files{$key} };
			my ($paper) = $key =~ /(A\d)$/;
			my ($rc, undef, $err) = browse('--no-pdf-header-footer', "--print-to-pdf=$dir/$key.pdf", "file://$file");
			ok(-s "$dir/$key.pdf", "$key: printed") or diag $err;
			IPC::Run::run([ 'pdfinfo', '-l', '99', "$dir/$key.pdf" ], '>', \my $info);
			is(() = $info =~ /^Page +\d+ size: +$points{$paper} pts/mg, scalar(@{ $seen->{sheets} }) + 1,
				"$key: pages of $paper, each drawing on one, the summary on one more") or diag $info;
			IPC::Run::run([ 'pdftotext', '-raw', "$dir/$key.pdf", '-' ], '>', \my $print);
			utf8::decode($print);
			$print =~ s/\s+//g;
			my @lost = grep { my $line = $_; $line =~ s/\s+//g; index($print, $line) < 0 } @{ $seen->{lines} };
			# letters may be joined or replaced by look-alikes in a PDF; signs of Chinese are not
			@lost = grep { !/[^\x{3400}-\x{9FFF}\w\/ ]/ } @lost;
			is(scalar(@lost), 0, "$key: all text is on the print") or diag map { utf8::encode($_); "$_\n" } @lost[0 .. ($#lost < 9 ? $#lost : 9)];
		}
	}
}

$node->stop;
done_testing();
