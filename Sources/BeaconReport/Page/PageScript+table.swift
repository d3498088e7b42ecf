extension PageScript {
    /// The table: sorted, filtered, a part of it at a time, each line opened where it stands.
    static let table = #"""
        const opinion = (row) => row[FLAGS] & (STRICT | SECOND);
        const main = (row) => row[SPLIT] || ago(row[DESTINATIONS], 0);
        const text = (a, b) => a < b ? -1 : a > b ? 1 : 0;
        const columns = [
          { title: "Priority", key: (row) => row[PRIORITY], first: -1, kind: "priority" },
          ...data.fields.map((field, place) => ({ title: field, key: (row) => (row[NAMES][place] || "").toLowerCase(), first: 1, kind: "name",
            cell: (row) => name(row[NAMES][place] ?? "") })),
          { title: "Period", key: (row) => row[PERIOD], first: 1, kind: "number", cell: (row) => duration(row[PERIOD]) },
          { title: "Jitter", key: (row) => row[JITTER], first: 1, kind: "number mid", cell: (row) => row[JITTER] === null ? "" : percent(row[JITTER]) },
          { title: "Opinions", key: (row) => (row[FLAGS] & SECOND) * 10 + (row[FLAGS] & STRICT ? 1 + row[FIGURES][0] : 0), first: -1, kind: "mid nowrap",
            cell: (row) => [row[FLAGS] & SECOND ? h("span", { class: "chip on" }, "regular") : null,
              row[FLAGS] & STRICT ? h("span", { class: "chip", title: "found by the strict metric, with this score" }, "strict " + row[FIGURES][0]) : null,
              row[FLAGS] & ALLOWED ? h("span", { class: "chip allowed" }, "allowed") : null] },
          { title: "Events", key: (row) => row[EVENTS], first: -1, kind: "number far", cell: (row) => count(row[EVENTS]) },
          { title: "Destination", key: (row) => { const entry = main(row); return entry ? data.destinations[entry[0]] : ""; }, first: 1, kind: "mid name",
            cell: (row) => {
              const entry = main(row);
              const others = row[DESTINATIONS].filter(([place]) => entry && place !== entry[0]).length;
              const address = entry ? data.destinations[entry[0]] : "";
              return entry && h("span", { class: address.length <= 30 ? "nowrap" : null }, name(address), others > 0 && h("span", { class: "soft" }, ` + ${others}`));
            } },
          isSpan
            ? { title: "Seen", key: (row) => seenIn(row).length, first: -1, kind: "number mid", cell: (row) => `${seenIn(row).length} of ${windows.length}` }
            : { title: "First event", key: (row) => row[FIRST] ?? row[NEWEST], first: -1, kind: "far nowrap", cell: (row) => row[FIRST] === null ? "" : moment(row[FIRST]) },
          { title: "Activity", kind: "spark", cell: (row) => spark(row) },
        ];
        const spark = (row) => {
          const counts = activity(row);
          if (!counts) return h("span", { class: "soft" }, "not read");
          const axis = columnsOf(60), sums = summed(counts, axis), size = 120 / axis.columns, most = Math.max(1, ...sums);
          return s("svg", { class: "sparkline", viewBox: "0 0 120 20", "aria-hidden": "true" }, s("path", {
            class: level(row[PRIORITY]), d: sums.map((sum, place) => sum ? box(place * size, 20 - Math.max(2, sum / most * 20), size * 0.8, Math.max(2, sum / most * 20)) : "").join("") }));
        };

        const page = document.getElementById("page");
        const state = { column: 0, order: -1, words: [], least: 0, opinion: "all", limit: 50, open: new Set(), shown: [] };
        const haystacks = [];
        const haystack = (number) => haystacks[number] ??= [...rows[number][NAMES], rows[number][ADDRESS] || "",
          ...rows[number][DESTINATIONS].map(([place]) => data.destinations[place]), rows[number][SPLIT] ? data.destinations[rows[number][SPLIT][0]] : "",
          ...rows[number][POINTS].map(([reason]) => data.reasons[reason])].join("\n").toLowerCase();
        const opinions = { all: () => true, both: (row) => opinion(row) === 3, second: (row) => (opinion(row) & SECOND) !== 0, strict: (row) => (opinion(row) & STRICT) !== 0,
          wanted: (row) => !(row[FLAGS] & ALLOWED), allowed: (row) => (row[FLAGS] & ALLOWED) !== 0, secondOnly: (row) => opinion(row) === SECOND, strictOnly: (row) => opinion(row) === STRICT };

        const chosen = () => {
          const numbers = [];
          rows.forEach((row, number) => {
            if (row[PRIORITY] >= state.least && opinions[state.opinion](row) && state.words.every((word) => haystack(number).includes(word))) numbers.push(number);
          });
          const { key } = columns[state.column];
          if (state.column === 0 && state.order === -1) return numbers;
          const keys = new Map(numbers.map((number) => [number, key(rows[number])]));
          // What has no value comes last in either direction; what is equal stays in the order of priority.
          return numbers.sort((a, b) => {
            const [left, right] = [keys.get(a), keys.get(b)];
            if (left === null || right === null) return left === right ? a - b : left === null ? 1 : -1;
            return (typeof left === "string" ? text(left, right) : left - right) * state.order || a - b;
          });
        };

        const body = h("tbody", null), more = h("p", { class: "more" }), told = h("p", { class: "told", role: "status" });
        const headings = columns.map((column, place) => {
          const button = column.key && h("button", { type: "button" }, column.title, h("span", { class: "arrow", "aria-hidden": "true" }));
          if (button) button.addEventListener("click", () => {
            state.order = state.column === place ? -state.order : column.first;
            state.column = place;
            list();
          });
          return h("th", { scope: "col", class: column.kind }, button || column.title);
        });

        const line = (number) => {
          const row = rows[number];
          const button = h("button", { type: "button", class: "open", "aria-expanded": "false", "aria-controls": "detail-" + number, "aria-label": `priority ${row[PRIORITY]}, details of ${named(row)}` },
            h("span", { class: "chevron", "aria-hidden": "true" }), h("b", { class: "badge " + level(row[PRIORITY]) }, String(row[PRIORITY])));
          const node = h("tr", { class: "line", id: "line-" + number }, columns.map((column, place) =>
            place === 0 ? h("td", { class: column.kind }, button) : h("td", { class: column.kind }, column.cell(row))));
          node.addEventListener("click", (event) => {
            if (String(getSelection()) && !event.target.closest("button")) return;
            toggle(number);
          });
          return node;
        };
        const expand = (node, number) => {
          const width = Math.min(1160, body.closest(".scroll").clientWidth - 44);
          node.classList.add("is-open");
          node.querySelector("button.open").setAttribute("aria-expanded", "true");
          const inside = opened(rows[number], width);
          // Where the table is wider than its place, the detail is not.
          inside.style.maxWidth = width + "px";
          node.after(h("tr", { class: "detail", id: "detail-" + number }, h("td", { colspan: columns.length }, inside)));
        };
        const toggle = (number, wanted) => {
          const node = document.getElementById("line-" + number);
          const isOpen = state.open.has(number);
          if (!node || isOpen === wanted) return;
          if (isOpen) {
            state.open.delete(number);
            node.classList.remove("is-open");
            node.querySelector("button.open").setAttribute("aria-expanded", "false");
            document.getElementById("detail-" + number).remove();
          } else {
            state.open.add(number);
            expand(node, number);
          }
        };
        const append = (from, to) => {
          const added = document.createDocumentFragment();
          const numbers = state.shown.slice(from, to);
          for (const number of numbers) added.append(line(number));
          body.append(added);
          for (const number of numbers) if (state.open.has(number)) expand(document.getElementById("line-" + number), number);
          const rest = state.shown.length - body.querySelectorAll("tr.line").length;
          const button = (title, number) => {
            const node = h("button", { type: "button" }, title);
            node.addEventListener("click", () => {
              const before = body.querySelectorAll("tr.line").length;
              state.limit = before + number;
              append(before, state.limit);
              const next = state.shown[before];
              if (next !== undefined) document.querySelector(`#line-${next} button.open`).focus({ preventScroll: true });
            });
            return node;
          };
          more.replaceChildren(...rest <= 0 ? [] : [button(`Show ${count(Math.min(rest, 100))} more`, 100), ...rest > 100 ? [button(`Show ${count(Math.min(rest, 500))} more`, 500)] : []]);
        };
        const list = () => {
          state.shown = chosen();
          headings.forEach((heading, place) => {
            if (!columns[place].key) return;
            if (place === state.column) heading.setAttribute("aria-sort", state.order > 0 ? "ascending" : "descending");
            else heading.removeAttribute("aria-sort");
          });
          told.replaceChildren(state.shown.length === rows.length ? count(rows.length, "signal") : `${count(state.shown.length)} of ${count(rows.length, "signal")}`);
          body.replaceChildren();
          append(0, state.limit);
          if (!state.shown.length) body.append(h("tr", null, h("td", { colspan: columns.length, class: "nothing" }, "No signal is like that: change the filter, or press Escape in it to see all.")));
        };

        const filter = h("input", { type: "search", id: "filter", placeholder: "host, process, address, reason …", autocomplete: "off", spellcheck: "false" });
        const least = h("input", { type: "range", id: "least", min: 0, max: 100, step: 5, value: 0 });
        const leastTold = h("output", { for: "least" }, "0");
        const choice = h("select", { id: "opinion" }, [["all", "all"], ["both", "both agree"], ["second", "regular"], ["strict", "strict"], ["secondOnly", "regular alone"], ["strictOnly", "strict alone"], ...rows.some((row) => row[FLAGS] & ALLOWED) ? [["wanted", "not allowed"], ["allowed", "allowed"]] : []]
          .map(([value, title]) => h("option", { value }, title)));
        const refilter = () => {
          state.words = filter.value.toLowerCase().split(/\s+/).filter((word) => word);
          state.least = Number(least.value);
          state.opinion = choice.value;
          state.limit = 50;
          leastTold.replaceChildren(least.value);
          list();
        };
        let waiting = 0;
        filter.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refilter, 80); });
        filter.addEventListener("keydown", (event) => { if (event.key === "Escape") { filter.value = ""; least.value = 0; choice.value = "all"; refilter(); } });
        least.addEventListener("input", refilter);
        choice.addEventListener("change", refilter);
        const search = (words) => {
          filter.value = words;
          least.value = 0;
          choice.value = "all";
          refilter();
          filter.focus();
          document.getElementById("signals").scrollIntoView({ block: "start" });
        };
        // Opens a signal where the table has it, and makes the table have it.
        const reveal = (number) => {
          if (!state.shown.includes(number)) { filter.value = ""; least.value = 0; choice.value = "all"; refilter(); }
          const place = state.shown.indexOf(number), before = body.querySelectorAll("tr.line").length;
          if (place >= before) { state.limit = place + 1; append(before, state.limit); }
          toggle(number, true);
          const node = document.getElementById("line-" + number);
          node.scrollIntoView({ block: "start" });
          node.querySelector("button.open").focus({ preventScroll: true });
        };
        const keys = (event) => {
          const node = event.target.closest && event.target.closest("tr.line, tr.detail");
          const lines = [...body.querySelectorAll("tr.line")];
          if (event.key === "/" && !event.target.closest("input, select")) { filter.focus(); event.preventDefault(); return; }
          if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
          const own = node.classList.contains("detail") ? node.previousElementSibling : node;
          const move = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
          if (move) {
            const next = lines[lines.indexOf(own) + move];
            if (next) { next.querySelector("button.open").focus(); event.preventDefault(); }
          } else if (event.key === "Escape") {
            toggle(Number(own.id.slice(5)), false);
            own.querySelector("button.open").focus();
          }
        };
        const signals = () => h("section", { class: "card full", id: "signals" }, h("div", { class: "bar" }, h("h2", null, "Signals"), told,
            h("label", { for: "filter", class: "find" }, h("span", null, "Filter"), filter), h("label", { for: "least" }, "Priority at least ", least, leastTold), h("label", { for: "opinion" }, "Opinion ", choice)),
          h("div", { class: "scroll" }, h("table", { class: "signals", "aria-label": "signals" }, h("thead", null, h("tr", null, headings)), body)), more,
          h("p", { class: "about keys" }, "Enter opens a signal, Escape closes it, the arrow keys go from one to the next, / filters."));

        """#
}
