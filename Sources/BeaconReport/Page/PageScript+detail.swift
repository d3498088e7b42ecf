extension PageScript {
    /// One signal opened: its events over time, both opinions, priority with its reasons, destinations.
    static let detail = #"""
        // The events of a signal as bars; under them, where there are several windows, those that it was seen in.
        const courseAxis = (width) => columnsOf(Math.max(60, Math.floor((width - 34) / 2)));
        const course = (row, width) => {
          const axis = courseAxis(width), sums = summed(activity(row), axis);
          const left = 34, top = 6, bottom = 116;
          const highest = Math.max(1, ...sums), each = (width - left) / sums.length;
          let bars = "";
          sums.forEach((sum, place) => {
            if (sum) { const height = Math.max(2, sum / highest * (bottom - top)); bars += box(left + place * each, bottom - height, Math.max(1, each - (each > 4 ? 1 : 0.4)), height); }
          });
          const x = (time) => left + Math.max(0, Math.min(1, (time - axis.from) / (spanEnd - axis.from))) * (width - left);
          const seen = isSpan ? seenIn(row) : [];
          const strips = isSpan && windows.map((window, place) => {
            const from = place ? windows[place - 1][END] : window[START];
            return box(x(from) + 0.5, bottom + 20, Math.max(0.5, x(window[END]) - x(from) - 1), 7);
          });
          return picture(width, bottom + (isSpan ? 32 : 18), "events over time",
            [0.5, 1].map((share) => s("path", { d: `M${left} ${bottom - share * (bottom - top)}H${width}`, class: "rule" })),
            s("text", { x: left - 5, y: top + 7, class: "label", "text-anchor": "end" }, count(highest)),
            s("text", { x: left - 5, y: bottom, class: "label", "text-anchor": "end" }, "0"),
            timeAxis(left, width, top, bottom, axis.from), s("path", { d: bars, class: "bars" }), s("path", { d: `M${left} ${bottom}H${width}`, class: "axis" }),
            strips && [s("path", { d: strips.filter((_, place) => !seen.includes(place)).join(""), class: "idle" }),
              s("path", { d: seen.map((place) => strips[place]).join(""), class: level(row[PRIORITY]) })]);
        };
        // How long its silences were, in stretches: a beacon has one length, and chance has many.
        const silences = (row, width) => {
          const counts = activity(row), lengths = [];
          let last = -1;
          counts.forEach((number, place) => { if (number) { if (last >= 0) lengths.push(place - last); last = place; } });
          if (lengths.length < 6) return null;
          const longest = Math.max(...lengths), sorted = [...lengths].sort((a, b) => a - b);
          const reach = Math.max(8, Math.min(longest, sorted[Math.floor(sorted.length * 0.95)] * 2));
          const columns = Math.min(reach, 40), each = Math.ceil(reach / columns), groups = Math.ceil(reach / each) + (longest > reach ? 1 : 0);
          const sums = new Array(groups).fill(0);
          for (const length of lengths) sums[Math.min(groups - 1, Math.floor((length - 1) / each))] += 1;
          const left = 34, top = 6, bottom = 76, highest = Math.max(...sums), size = (width - left) / groups;
          const middle = (place) => left + (place + 0.5) * size;
          const tick = Math.max(1, Math.ceil(groups / Math.max(2, Math.floor((width - left) / 64))));
          return picture(width, bottom + 18, "lengths of silences",
            s("path", { d: `M${left} ${top}H${width}`, class: "rule" }), s("text", { x: left - 5, y: top + 7, class: "label", "text-anchor": "end" }, count(highest)),
            s("path", { d: sums.map((sum, place) => sum ? box(left + place * size + 1, bottom - Math.max(2, sum / highest * (bottom - top)), Math.max(1, Math.min(size - 2, 26)), Math.max(2, sum / highest * (bottom - top))) : "").join(""), class: "bars" }),
            s("path", { d: `M${left} ${bottom}H${width}`, class: "axis" }),
            sums.map((_, place) => place % tick === 0 && s("text", { x: Math.min(left + place * size + Math.min(size - 2, 26) / 2 + 1, width - 14), y: bottom + 13, class: "label", "text-anchor": "middle" },
              (longest > reach && place === groups - 1 ? "> " : "") + duration((longest > reach && place === groups - 1 ? reach : (place + 1) * each) * data.stretch))));
        };

        const fact = (term, ...value) => h("div", null, h("dt", null, term), h("dd", null, value));
        const block = (title, mark, ...kids) => h("section", { class: "block" }, h("h4", null, title, mark && h("span", { class: "verdict " + mark[0] }, mark[1])), kids);

        const priority = (row) => block("Priority", null,
          h("p", { class: "sum" }, h("b", { class: "badge " + level(row[PRIORITY]) }, String(row[PRIORITY])), " of 100"),
          h("ul", { class: "points" }, row[POINTS].map(([reason, points]) => h("li", { class: points < 0 ? "against" : "" },
            h("b", null, (points < 0 ? "−" : "+") + Math.abs(points)), " ", data.reasons[reason]))));

        const laws = { none: "none", uniform: "uniform", grid: "keeps to the clock's grid, as schedulers do", changing: "the period changed on the way" };
        const second = (row) => {
          if (!row[EVIDENCE]) return block("Second opinion", ["none", data.both ? "too little to see" : "not asked"]);
          const [kind, samples, measured, deviations] = row[EVIDENCE], isRegular = (row[FLAGS] & SECOND) !== 0;
          return block("Second opinion", isRegular ? ["yes", "regular"] : ["no", "not regular"],
            isRegular && h("dl", { class: "facts" }, fact("Period", duration(row[PERIOD])), fact("Jitter", percent(row[JITTER])),
              fact("Regularity", fixed(row[REGULARITY], 2)), row[LAW] && fact("Law of the jitter", laws[row[LAW]] || row[LAW])),
            h("p", { class: "soft" }, kind === "gaps"
              ? `${percent(measured)} of ${count(samples, "gap")} lie near their median, ${fixed(deviations, 1)} deviations beyond chance.`
              : `Counts of ${count(samples, "window")} have a dispersion of ${fixed(measured, 2)}, where chance has 1: ${fixed(deviations, 1)} deviations below it.`),
            row[SPLIT] && h("p", { class: "soft" }, "That is one destination alone; all together are not regular."));
        };

        const strict = (row) => {
          const figures = row[FIGURES], flags = row[FLAGS];
          if (!figures) return block("Strict metric", ["none", "too little to judge"]);
          const [score, match, repeat, meanCount, deviationCount, meanSent, deviationSent, meanReceived, deviationReceived, filled] = figures;
          const spread = (mean, deviation) => mean ? deviation / Math.abs(mean) : null;
          const test = (title, value, limit, passed, isFloor) => h("tr", null,
            h("td", null, h("span", { class: "mark " + (passed ? "yes" : "no"), "aria-label": passed ? "passed" : "not passed" }, passed ? "✓" : "✗"), " ", title),
            h("td", { class: "number" }, value === null ? "not made" : fixed(value, 3)), h("td", { class: "number soft" }, (isFloor ? "≥ " : "≤ ") + limit));
          return block("Strict metric", flags & STRICT ? ["yes", `score ${score}`] : ["no", "no beacon"],
            h("div", { class: "scroll" }, h("table", { class: "plain tests" }, h("thead", null, h("tr", null, h("th", { scope: "col" }, "Test"), h("th", { class: "number", scope: "col" }, "Value"), h("th", { class: "number", scope: "col" }, "Asked"))), h("tbody", null,
              test("periodic", match, data.limits[0], flags & PERIODIC, true),
              test("steady count", spread(meanCount, deviationCount), data.limits[1], flags & COUNTS),
              test("steady bytes sent", spread(meanSent, deviationSent), data.limits[2], flags & SENT),
              test("steady bytes received", spread(meanReceived, deviationReceived), data.limits[2], flags & RECEIVED)))),
            h("p", { class: "soft" }, `${count(filled, "bucket")} of ${duration(data.bucket)} with events; per bucket ${bytes(meanSent)} sent and ${bytes(meanReceived)} received` +
              (flags & PERIODIC ? `; repeats best after ${duration(repeat * data.bucket)}.` : ".")));
        };

        const target = ([place, events, everywhere, first], note) => h("tr", null, h("td", null, name(data.destinations[place]), note && h("span", { class: "chip" }, note)),
          h("td", { class: "number" }, count(events)), h("td", { class: "number" }, everywhere >= 100 ? "100 +" : everywhere ? count(everywhere) : "–"), h("td", { class: "number" }, first === null ? "–" : moment(first)));
        const targets = (row) => {
          const split = row[SPLIT], list = row[DESTINATIONS].filter(([place]) => !split || place !== split[0]);
          if (!list.length && !split) return null;
          return block("Destinations", null,
            h("div", { class: "scroll" }, h("table", { class: "plain" }, h("thead", null, h("tr", null, ["Destination", "Events", "Hosts", "First seen"].map((title, place) => h("th", { class: place ? "number" : "", scope: "col" }, title)))),
              h("tbody", null, split && target(split, "the regular one"), list.map((entry) => target(entry))))),
            row[PORT] !== null && h("p", { class: "soft" }, `Most often port ${row[PORT]}.`),
            row[DESTINATIONS].length >= data.mostDestinations && h("p", { class: "soft" }, "There may be more: so many are listed at the most."));
        };

        // Only what can be typed again as it is: a name with anything else in it is better copied from the data.
        const explanation = (row) => {
          if (!data.explain) return null;
          const words = [...row[NAMES], ...data.explain];
          if (row[NAMES].some((text) => text.startsWith("-")) || words.some((word) => !/^[A-Za-z0-9._:/@%+=,* -]+$/.test(word))) return null;
          const quoted = (word) => /[ *]/.test(word) ? `'${word}'` : word;
          const end = moment(windows[row[BEST]][END], 19).replace(" ", "T") + "Z";
          return h("p", { class: "command" }, h("span", { class: "soft" }, "Look closer: "), h("code", null, ["beaconing", "explain", ...words.slice(0, row[NAMES].length).map(quoted), "--now", end, ...words.slice(row[NAMES].length).map(quoted)].join(" ")));
        };

        const group = (row) => {
          const seen = seenIn(row), best = windows[row[BEST]];
          return block("Group", null, h("dl", { class: "facts" },
            data.fields.map((field, place) => fact(field, name(ago(row[NAMES], place) ?? ""))),
            fact(isSpan ? "Events in that window" : "Events", count(row[EVENTS])), fact("Last event", moment(row[NEWEST], 19)),
            row[FIRST] !== null && fact("First event", moment(row[FIRST], 19)),
            row[ADDRESS] !== null && fact("Source address", name(row[ADDRESS])),
            row[SHARING] > 0 && fact("Hosts that have it", count(row[SHARING])),
            isSpan && fact("Seen in", `${count(seen.length)} of ${count(windows.length, "window")}`),
            isSpan && fact("First and last seen", `windows up to ${moment(windows[seen[0]][END])} and ${moment(windows[seen[seen.length - 1]][END])}`),
            isSpan && fact("Figures are of", `the window up to ${moment(best[END])}`)));
        };

        const opened = (row, width) => {
          const wide = Math.max(260, width), counts = row[ACTIVITY] !== null;
          const shape = counts && silences(row, Math.min(wide, 460));
          const of = row[SPLIT] ? [" to ", name(data.destinations[row[SPLIT][0]]), " alone"] : "";
          return h("div", { class: "opened" },
            counts ? h("section", { class: "block wide" }, h("h4", null, "Events over time", of, h("span", { class: "soft" }, `in ${duration(courseAxis(wide).seconds)} each${isSpan ? "; below, the windows that it was seen in" : ""}`)), course(row, wide))
              : h("p", { class: "soft wide" }, `Its events over time were not read: ${data.unread || "nobody asked for them"}.`),
            h("div", { class: "blocks" }, priority(row), second(row), strict(row), targets(row),
            shape && block("Silences", null, h("p", { class: "soft" }, "How long it was between events: a beacon has one length, chance has many."), shape),
            group(row)), explanation(row));
        };

        """#
}
