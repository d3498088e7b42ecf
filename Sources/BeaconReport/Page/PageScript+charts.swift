extension PageScript {
    /// Hosts over time, period against jitter, and destinations that hosts share.
    static let charts = #"""
        const byHost = () => {
          const hosts = new Map();
          rows.forEach((row, number) => {
            const host = row[NAMES][0];
            if (!hosts.has(host)) hosts.set(host, []);
            hosts.get(host).push(number);
          });
          return hosts;
        };
        const hosts = byHost();

        const mostHosts = 24;
        const heat = () => {
          // Rows are ranked, so the first signal of a host is its best and hosts come in the order of their best.
          const shown = [...hosts].filter(([, numbers]) => numbers.some((number) => rows[number][ACTIVITY] !== null)).slice(0, mostHosts);
          if (!shown.length) return null;
          const draw = (width, tell) => {
            const longest = Math.max(...shown.map(([host]) => Array.from(host).length));
            const left = Math.min(190, Math.round(width * 0.34), longest * 7.4 + 12), height = 18, top = 2;
            const axis = columnsOf(Math.max(12, Math.floor((width - left) / 6))), { columns } = axis;
            const each = (width - left) / columns, bottom = top + shown.length * height;
            const cells = shown.map(([, numbers]) => {
              const row = Array.from({ length: columns }, () => ({ priority: -1, signals: 0, events: 0 }));
              for (const number of numbers) {
                const counts = activity(rows[number]);
                if (counts) summed(counts, axis).forEach((sum, column) => {
                  if (!sum) return;
                  const cell = row[column];
                  cell.priority = Math.max(cell.priority, rows[number][PRIORITY]);
                  cell.signals += 1;
                  cell.events += sum;
                });
              }
              return row;
            });
            const paths = ["", "", "", "", ""];
            let idle = "";
            cells.forEach((row, y) => row.forEach((cell, x) => {
              const shape = box(left + x * each + 0.5, top + y * height + 1, Math.max(each - 1, 1), height - 2);
              if (cell.priority < 0) idle += shape; else paths[Math.min(4, Math.floor(cell.priority / 20))] += shape;
            }));
            const cursor = s("rect", { class: "cursor", width: each + 1, height: height, visibility: "hidden" });
            let at = null;
            const show = (x, y) => {
              x = Math.max(0, Math.min(columns - 1, x)); y = Math.max(0, Math.min(shown.length - 1, y));
              at = [x, y];
              cursor.setAttribute("x", left + x * each - 0.5); cursor.setAttribute("y", top + y * height);
              cursor.setAttribute("visibility", "visible");
              const cell = cells[y][x], from = axis.from + x * axis.seconds;
              tell([name(shown[y][0]), `, ${moment(from)} to ${clock(from + axis.seconds)}: `, cell.events
                ? `${count(cell.events, "event")} of ${count(cell.signals, "signal")}, the highest of priority ${cell.priority}`
                : "no event of its signals"]);
            };
            const node = picture(width, bottom + 20, "hosts over time",
              timeAxis(left, width, top, bottom, axis.from), s("path", { d: idle, class: "idle" }),
              paths.map((d, place) => s("path", { d, class: "p" + place })),
              shown.map(([host], y) => s("text", { x: 0, y: top + y * height + 13, class: "tag" }, shortened(host, Math.floor(left / 7.4)))),
              cursor);
            return {
              node, step: (x, y) => show(at ? at[0] + x : columns - 1, at ? at[1] + y : 0),
              point: (x, y) => x < left ? show(at ? at[0] : columns - 1, Math.floor((y - top) / height)) : show(Math.floor((x - left) / each), Math.floor((y - top) / height)),
              leave: () => { cursor.setAttribute("visibility", "hidden"); },
              enter: () => { if (at) search(shown[at[1]][0]); },
            };
          };
          const rest = hosts.size - shown.length;
          return card("Hosts over time",
            "When the signals of each host had events, in the colour of the highest priority among them." +
            (rest > 0 ? ` The ${count(shown.length)} hosts of the best signals; the table has ${count(rest)} more.` : ""), "wide",
            plot("hosts over time", draw, "Point at a stretch, or walk with the arrow keys; Enter shows the host's signals."), scale());
        };

        const mostPoints = 2000;
        const scatter = () => {
          const all = rows.map((row, number) => number).filter((number) => rows[number][PERIOD] > 0);
          if (!all.length) return null;
          const shown = all.slice(0, mostPoints);
          const periods = shown.map((number) => rows[number][PERIOD]);
          const known = shown.filter((number) => rows[number][JITTER] !== null);
          const isMixed = known.length < shown.length;
          const marks = [1, 10, 30, 60, 300, 900, 3600, 10800, 43200, 86400, 604800];
          const least = Math.max(...marks.filter((mark) => mark <= Math.min(...periods)), 0.1);
          const most = Math.min(...marks.filter((mark) => mark >= Math.max(...periods)), 1e9);
          const [low, high] = [Math.log(least) - 0.12, Math.log(Math.max(most, least * 3)) + 0.12];
          const ceiling = Math.min(1, Math.max(0.2, Math.ceil(Math.max(0, ...known.map((number) => rows[number][JITTER])) * 10 + 0.2) / 10));
          const draw = (width, tell) => {
            const left = 42, right = width - 18, top = 8, band = isMixed ? 26 : 0, bottom = Math.max(230, Math.min(mostHosts, hosts.size) * 18 - 24), height = bottom + band + 34;
            const x = (period) => left + (Math.log(period) - low) / (high - low) * (right - left);
            const y = (jitter) => jitter === null ? bottom + 14 : bottom - 6 - jitter / ceiling * (bottom - 6 - top);
            const points = shown.map((number) => ({ number, x: x(rows[number][PERIOD]), y: y(rows[number][JITTER]) }));
            const order = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
            const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => share * ceiling);
            const cursor = s("circle", { class: "cursor", r: 7, visibility: "hidden" });
            let at = null;
            const show = (point) => {
              at = point;
              cursor.setAttribute("cx", point.x); cursor.setAttribute("cy", point.y); cursor.setAttribute("visibility", "visible");
              const row = rows[point.number];
              tell([row[NAMES].map((text, place) => [place ? ", " : "", name(text)]).flat(),
                `: every ${duration(row[PERIOD])}` + (row[JITTER] === null ? ", jitter not measured" : `, jitter ${percent(row[JITTER])}`) + `, priority ${row[PRIORITY]}`].flat());
            };
            const node = picture(width, height, "period against jitter",
              grid.map((share) => [s("path", { d: `M${left} ${y(share)}H${right}`, class: "rule" }),
                s("text", { x: left - 6, y: y(share) + 4, class: "label", "text-anchor": "end" }, percent(share))]),
              isMixed && s("path", { d: `M${left} ${bottom + 4}H${right}`, class: "axis" }),
              isMixed && s("text", { x: left - 6, y: bottom + 18, class: "label", "text-anchor": "end" }, "none"),
              marks.filter((mark) => x(mark) >= left && x(mark) <= right).map((mark) => [
                s("path", { d: `M${x(mark)} ${top}V${bottom + band}`, class: "rule" }),
                s("text", { x: x(mark), y: bottom + band + 14, class: "label", "text-anchor": "middle" }, duration(mark))]),
              s("text", { x: right, y: height - 4, class: "label", "text-anchor": "end" }, "period →"),
              s("text", { x: left - 36, y: height - 4, class: "label" }, "↑ jitter"),
              // A path for each colour, the highest last and on top: thousands of single circles would take their time.
              ["p0", "p1", "p2", "p3", "p4"].map((kind) => s("path", { class: "dot " + kind, d: points.filter((point) => level(rows[point.number][PRIORITY]) === kind)
                .map((point) => `M${(point.x - 4.5).toFixed(1)} ${point.y.toFixed(1)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0`).join("") })),
              cursor);
            return {
              node, step: (dx, dy) => {
                const place = at ? order.indexOf(at) + dx + dy : order.indexOf(points[0]);
                show(order[Math.max(0, Math.min(order.length - 1, place))]);
              },
              point: (px, py) => {
                let best = null, distance = 900;
                for (const point of points) {
                  const far = (point.x - px) ** 2 + (point.y - py) ** 2;
                  if (far < distance) { best = point; distance = far; }
                }
                if (best) show(best); else { at = null; cursor.setAttribute("visibility", "hidden"); tell(null); }
              },
              leave: () => { cursor.setAttribute("visibility", "hidden"); },
              enter: () => { if (at) reveal(at.number); },
            };
          };
          return card("Period against jitter",
            "One point a signal." + (isMixed ? " Below the line are those of the strict metric alone, which measures no jitter." : "") +
            (shown.length < all.length ? ` The best ${count(shown.length)} of ${count(all.length)}.` : ""), "",
            plot("period against jitter", draw, "Point at a signal, or walk with the arrow keys; Enter opens it."));
        };

        const mostShared = 15;
        const shared = () => {
          const found = new Map();
          rows.forEach((row, number) => {
            const all = row[SPLIT] ? [...row[DESTINATIONS], row[SPLIT]] : row[DESTINATIONS];
            for (const [place, , everywhere] of all) {
              if (!found.has(place)) found.set(place, { place, hosts: new Map(), everywhere: 0, best: number });
              const entry = found.get(place);
              entry.hosts.set(row[NAMES][0], true);
              entry.everywhere = Math.max(entry.everywhere, everywhere);
            }
          });
          const common = [...found.values()].filter((entry) => entry.hosts.size > 1);
          if (!common.length) return null;
          common.sort((a, b) => b.hosts.size - a.hosts.size || a.best - b.best);
          const most = common[0].hosts.size;
          const line = (entry) => {
            const address = data.destinations[entry.place];
            const button = h("button", { class: "link", type: "button" }, name(address));
            button.addEventListener("click", () => search(address));
            const meter = s("svg", { class: "meter", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
              s("rect", { width: 100, height: 10, class: "idle" }),
              s("rect", { width: Math.max(2, entry.hosts.size / most * 100), height: 10, class: level(rows[entry.best][PRIORITY]) }));
            const list = [...entry.hosts.keys()].slice(0, 4);
            return h("tr", null, h("td", null, button), h("td", { class: "number" }, count(entry.hosts.size)), h("td", { class: "measure" }, meter),
              h("td", { class: "number" }, entry.everywhere >= 100 ? "100 +" : entry.everywhere ? count(entry.everywhere) : "–"),
              h("td", { class: "soft rest" }, list.map((host, place) => [place ? ", " : "", name(host)]).flat(),
                entry.hosts.size > list.length ? `, ${count(entry.hosts.size - list.length)} more` : ""));
          };
          return card("Destinations that hosts share",
            `Destinations of signals on more than one host${common.length > mostShared ? `, the ${mostShared} most shared of ${count(common.length)}` : ""}; choosing one shows its signals. All hosts are those of its window, counted up to 100.`, "full",
            h("div", { class: "scroll" }, h("table", { class: "plain" }, h("thead", null, h("tr", null,
              ["Destination", "Hosts with signals", "", "All hosts", "The hosts"].map((title, place) =>
                h("th", { class: place === 1 || place === 3 ? "number" : place === 4 ? "rest" : "", scope: "col" }, title)))),
              h("tbody", null, common.slice(0, mostShared).map(line)))));
        };

        """#
}
