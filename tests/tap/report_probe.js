// Runs in the page of a report: which cells lose text, which sections are wider
// than their paper, how headings merge; the answer is put into the page.
(function () {
  var found = { sections: [], overflow: [] };
  document.querySelectorAll('section').forEach(function (section) {
    var table = section.querySelector('table');
    var s = { report: section.dataset.report || null, charts: [], rows: 0, columns: 0, heading: [] };
    if (table) {
      s.rows = table.tBodies[0].rows.length;
      s.columns = table.querySelectorAll('col').length;
      Array.from(table.tHead.rows).forEach(function (row) {
        s.heading.push(Array.from(row.cells).map(function (c) { return [c.textContent, c.colSpan, c.rowSpan]; }));
      });
      table.querySelectorAll('th, td').forEach(function (cell) {
        if (cell.scrollWidth > cell.clientWidth + 1 || cell.scrollHeight > cell.clientHeight + 1)
          found.overflow.push(s.report + ': ' + cell.textContent);
      });
      if (table.getBoundingClientRect().right > section.getBoundingClientRect().right + 1)
        found.overflow.push(s.report + ': the table leaves the paper');
      s.type = parseFloat(getComputedStyle(table).fontSize) * 0.75;
    }
    section.querySelectorAll('figure').forEach(function (figure) {
      s.charts.push(figure.dataset.chart);
      var box = figure.querySelector('svg').viewBox.baseVal;
      figure.querySelectorAll('text').forEach(function (text) {
        var b = text.getBBox();
        if (b.x < -1 || b.x + b.width > box.width + 1 || b.y + b.height > box.height + 1)
          found.overflow.push(s.report + ', ' + figure.dataset.chart + ': ' + text.textContent);
      });
    });
    found.sections.push(s);
  });
  var pre = document.createElement('pre');
  pre.textContent = 'PROBE' + JSON.stringify(found) + 'EBORP';
  document.body.appendChild(pre);
})();
