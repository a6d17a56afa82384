// What a browser made of a chart (tests/tap/023_cli_chart.pl): cards that lie on
// one another, text that leaves its card or lies on other text, anything outside
// the frame; the size of the smallest type in points of print.
(function () {
  'use strict';
  var NS = 'http://www.w3.org/2000/svg';
  var drawings = Array.prototype.filter.call(document.getElementsByTagNameNS(NS, 'svg'), function (s) { return s.viewBox.baseVal.width > 0; });
  var found = { units: 0, sheets: [], overlaps: [], overflows: [], collisions: [], outside: [], lines: [], smallest: 1000 };

  // in the drawing's own units, tenths of a millimetre
  function box(e) { var b = e.getBBox(); return { x: b.x, y: b.y, r: b.x + b.width, b: b.y + b.height, e: e }; }
  // A line of text is higher than its signs: of a line only the middle counts.
  function textBox(e) {
    var b = box(e), size = parseFloat(getComputedStyle(e).fontSize), y = parseFloat(e.getAttribute('y'));
    b.y = y - size * 0.8; b.b = y + size * 0.1;
    return b;
  }
  function meet(a, b, slack) { return a.x < b.r - slack && b.x < a.r - slack && a.y < b.b - slack && b.y < a.b - slack; }
  function within(a, b, slack) { return a.x >= b.x - slack && a.r <= b.r + slack && a.y >= b.y - slack && a.b <= b.b + slack; }
  function all(e, what) { return Array.prototype.slice.call(e.querySelectorAll(what)); }
  function say(e) { return e.getAttribute && (e.getAttribute('data-unit') || e.textContent).slice(0, 40); }

  drawings.forEach(function (svg) {
    var view = svg.viewBox.baseVal, shown = svg.getBoundingClientRect();
    var perUnit = svg.parentNode.className === 'sheet' ? shown.width / view.width : svg.width.baseVal.value / view.width;
    var frame = box(svg.querySelector('.frame'));
    var cards = [];
    found.sheets.push([view.width, view.height]);
    all(svg, 'g.unit, g.group, rect.again').forEach(function (g) {
      var isGroup = g.tagName === 'g';
      var card = box(isGroup ? g.querySelector('rect') : g);
      card.e = g;
      if (!within(card, frame, 0)) found.outside.push(say(g));
      cards.push(card);
      if (g.classList.contains('unit')) found.units++;
      var texts = isGroup ? all(g, 'text').map(textBox) : [textBox(g.nextElementSibling)];
      var marks = isGroup ? all(g, 'rect').slice(1).map(box) : [];
      texts.forEach(function (t, i) {
        if (!within(t, card, 0.5)) found.overflows.push(say(g) + ': ' + t.e.textContent);
        texts.slice(i + 1).forEach(function (o) { if (meet(t, o, 0.5)) found.collisions.push(say(g) + ': ' + t.e.textContent + ' | ' + o.e.textContent); });
        marks.forEach(function (m) {
          // a badge has its own words in it
          if (meet(t, m, 0.5) && !within(t, m, 0.5)) found.collisions.push(say(g) + ': ' + t.e.textContent + ' on a mark');
        });
      });
      marks.forEach(function (m) { if (!within(m, card, 0.5)) found.overflows.push(say(g) + ': a mark'); });
    });
    cards.sort(function (a, b) { return a.x - b.x; });
    cards.forEach(function (a, i) {
      for (var k = i + 1; k < cards.length && cards[k].x < a.r; k++)
        if (meet(a, cards[k], 0)) found.overlaps.push(say(a.e) + ' | ' + say(cards[k].e));
    });
    // what stands outside of cards: corners, legend
    var loose = all(svg, 'text').filter(function (t) { return !t.closest('.unit, .group'); }).map(textBox);
    loose.forEach(function (t, i) {
      if (!within(t, frame, 0)) found.outside.push(t.e.textContent);
      loose.slice(i + 1).forEach(function (o) { if (meet(t, o, 0)) found.collisions.push(t.e.textContent + ' | ' + o.e.textContent); });
      cards.forEach(function (c) {
        if (meet(t, c, 0) && t.e.previousElementSibling !== c.e) found.collisions.push(t.e.textContent + ' | ' + say(c.e));
      });
    });
    all(svg, 'text').forEach(function (t) {
      if (t.textContent === '') return;
      found.smallest = Math.min(found.smallest, parseFloat(getComputedStyle(t).fontSize) * perUnit * 0.75);
      found.lines.push(t.textContent);
    });
  });
  var result = 'PROBE' + JSON.stringify(found) + 'EBORP';
  if (document.body) document.body.appendChild(document.createElement('pre')).textContent = result;
  else {
    var desc = document.documentElement.appendChild(document.createElementNS(NS, 'desc'));
    desc.textContent = result;
  }
})();
