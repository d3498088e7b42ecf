extension PageScript {
    /// The page as a whole: heading, tiles, what was not judged, and what is printed.
    static let page = #"""
        const total = (place) => windows.reduce((sum, window) => sum + window[place], 0);
        const tile = (value, title, note, kind) => h("div", { class: "tile " + (kind || "") }, h("b", null, value), h("span", null, title), h("small", null, note || ""));
        const tiles = () => {
          const seen = total(GROUPS), skipped = total(FEW) + total(SHORT), best = rows.length ? rows[0][PRIORITY] : null;
          const regular = rows.filter((row) => row[FLAGS] & SECOND).length, strictly = rows.filter((row) => row[FLAGS] & STRICT).length;
          const allowed = rows.filter((row) => row[FLAGS] & ALLOWED).length;
          const each = isSpan ? "in all windows together" : "in the window";
          return h("div", { class: "tiles" },
            tile(count(rows.length), rows.length === 1 ? "signal" : "signals", rows.length ? (data.both ? `${count(regular)} regular, ${count(strictly)} by the strict metric` : "by the strict metric") + (allowed ? `, ${count(allowed)} allowed` : "") : "nothing beacons"),
            tile(best === null ? "–" : String(best), "top priority", rows.length ? `${count(rows.filter((row) => row[PRIORITY] >= 60).length)} of 60 and above` : "", best === null ? "" : level(best)),
            tile(count(hosts.size), hosts.size === 1 ? "host with signals" : "hosts with signals", data.hosts ? `of ${count(data.hosts)} seen` : ""),
            tile(count(seen), seen === 1 ? "group seen" : "groups seen", each), tile(count(total(JUDGED)), "judged", seen ? `${percent(total(JUDGED) / seen)} of them` : ""),
            tile(count(skipped), "skipped", skipped ? "too little to judge" : "none"),
            tile(count(windows.length), windows.length === 1 ? "window" : "windows", windows.length ? `of ${duration(windows[0][END] - windows[0][START] + 1)}${isSpan ? " each" : ""}` : ""),
            tile(count(total(DOCUMENTS)), "events", each));
        };
        const judged = () => {
          const seen = total(GROUPS), parts = [[total(SIGNALS), "signals", "bars"], [total(JUDGED) - total(SIGNALS), "judged, no beacon", "p0"], [total(FEW), `too few events (under ${data.fewest[0]})`, "idle"], [total(SHORT), `too short a span (under ${count(data.fewest[1], "bucket")})`, "idle dark"]];
          let x = 0;
          const bar = s("svg", { class: "share", viewBox: "0 0 1000 10", preserveAspectRatio: "none", role: "img", "aria-label": "what became of the groups" }, seen > 0 && parts.map(([number, , kind]) => {
            const rect = s("rect", { x, width: number / seen * 1000, height: 10, class: kind });
            x += number / seen * 1000;
            return rect;
          }));
          const notes = [];
          const busy = total(BUSY), looked = total(LOOKED);
          if (seen === 0) notes.push("No event matched: check the window, where the events come from, and the template's query (beaconing templates show).");
          if (busy > 0) notes.push(`Busy groups, in which a beacon may hide among other events: ${count(looked)} of ${count(busy)} were looked at by destination, ${count(total(SPLITTING))} with a regular one` +
            (looked < busy ? `; ${count(busy - looked)} were not, which lie beyond the template's split.most_groups.` : "."));
          const unread = rows.filter((row) => row[ACTIVITY] === null).length;
          if (unread > 0) notes.push(`The events over time of ${count(unread, "signal")} were not read: ${data.unread || "nobody asked for them"}.`);
          if (isSpan) notes.push(`A group counts once for each of the ${count(windows.length)} windows here, and once in all among the signals. The figures of a signal are those of the window in which it deserved a look soonest.`);
          return h("section", { class: "card full judged" }, h("h2", null, "What was judged"), bar,
            h("ul", { class: "legend" }, parts.map(([number, title, kind]) => h("li", null, h("i", { class: kind }), h("b", null, count(number)), " " + title))),
            notes.length > 0 && h("ul", { class: "notes" }, notes.map((note) => h("li", null, note))));
        };
        const until = (from, to) => moment(from, 10) === moment(to, 10) ? clock(to) : moment(to);
        const heading = () => {
          const first = ago(windows, 0), last = ago(windows, windows.length - 1);
          return h("header", null, h("div", null, h("h1", null, "Beaconing"),
              h("p", null, first ? `${moment(first[START] - 1)} to ${until(first[START] - 1, last[END])} UTC` : "no window",
                isSpan ? `, in ${count(windows.length)} windows of ${duration(first[END] - first[START] + 1)}` : "")),
            h("p", { class: "origin" }, h("span", null, name(data.source)), h("span", null, "template ", name(data.template)), h("span", null, `made ${moment(data.made)} UTC by ${data.program}`)));
        };
        const warnings = () => data.warnings.map(([sentence, times]) => h("p", { class: "warning" }, h("b", null, "Warning: "), sentence + (isSpan ? ` (in ${count(times)} of ${count(windows.length, "window")})` : "")));
        const nothing = () => h("section", { class: "card full none" }, h("h2", null, "No beaconing found"), h("p", null,
          total(GROUPS) === 0 ? "No events matched." : total(JUDGED) === 0 ? `None of ${count(total(GROUPS), "group")} had enough events to judge.` : `None of ${count(total(JUDGED), "judged group")} beacons.`));

        // On paper: the lines as far as they go, then the best in detail, and those that are open.
        const printedLines = 200, printedDetails = 10;
        const printed = h("section", { class: "printed" });
        let before = 0;
        const print = () => {
          before = body.querySelectorAll("tr.line").length;
          append(before, printedLines);
          const numbers = [...new Set([...state.shown.slice(0, printedDetails), ...state.shown.filter((number) => state.open.has(number))])];
          const lines = Math.min(state.shown.length, Math.max(before, printedLines));
          printed.replaceChildren(h("p", { class: "soft" }, lines < state.shown.length ? `The first ${count(lines)} of ${count(state.shown.length, "signal")} are listed.` : ""),
            h("h2", null, `Details of ${count(numbers.length, "signal")}`), ...numbers.map((number) => h("article", null, h("h3", null, h("b", { class: "badge " + level(rows[number][PRIORITY]) }, String(rows[number][PRIORITY])), " ",
              rows[number][NAMES].map((text, place) => [place ? ", " : "", name(text)])), opened(rows[number], 860))));
        };
        addEventListener("beforeprint", () => { if (rows.length) print(); });
        addEventListener("afterprint", () => { if (rows.length) { printed.replaceChildren(); state.limit = Math.max(before, 1); list(); } });

        page.append(heading(), ...warnings(), tiles());
        if (rows.length) {
          const drawings = [heat(), scatter()].filter((drawing) => drawing);
          page.append(h("div", { class: "grid" }, drawings, signals(), shared(), judged()), printed);
          list();
          document.addEventListener("keydown", keys);
          // report.html#3 opens the third signal, so that one can be pointed at.
          const pointed = () => { const number = Number(location.hash.slice(1)) - 1; if (rows[number]) reveal(number); };
          addEventListener("hashchange", pointed);
          pointed();
        } else page.append(h("div", { class: "grid" }, nothing(), judged()));
        page.dataset.milliseconds = Math.round(performance.now());

        """#
}
