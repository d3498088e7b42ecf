/// The script of a page: plain, without a framework, and without a way to make elements out of text.
///
/// Parts of it are in files of their own and share one scope. The first part names the places of ``PageData``'s lists.
enum PageScript {
    /// All of it.
    static let text =
        "\n(() => {\n\"use strict\";\n" + [basis, plots, charts, detail, table, page].joined() + "})();\n"

    private static let basis = #"""
        const data = JSON.parse(document.getElementById("data").textContent);
        const rows = data.signals;
        const [NAMES, PRIORITY, FLAGS, PERIOD, JITTER, REGULARITY, LAW, EVENTS, NEWEST, FIRST, DESTINATIONS, ADDRESS, POINTS,
          FIGURES, EVIDENCE, SEEN, BEST, ACTIVITY, SHARING, PORT, SPLIT] = Array(21).keys();
        const [START, END, DOCUMENTS, GROUPS, FEW, SHORT, JUDGED, SIGNALS, BUSY, LOOKED, SPLITTING] = Array(11).keys();
        const STRICT = 1, SECOND = 2, PERIODIC = 4, COUNTS = 8, SENT = 16, RECEIVED = 32, ALLOWED = 128;
        const windows = data.windows, isSpan = windows.length > 1;

        // Strings become text nodes, and attributes are set one by one: what others wrote stays text.
        const maker = (space) => (name, attributes, ...kids) => {
          const node = space ? document.createElementNS(space, name) : document.createElement(name);
          for (const [key, value] of Object.entries(attributes || {}))
            if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
          for (const kid of kids.flat(Infinity)) if (kid !== null && kid !== undefined && kid !== false) node.append(kid);
          return node;
        };
        const h = maker(null), s = maker("http://www.w3.org/2000/svg");

        const thousands = new Intl.NumberFormat("en-US");
        const count = (number, noun) =>
          thousands.format(number) + (noun ? " " + noun + (number === 1 ? "" : "s") : "");
        const fixed = (number, digits) => number === null ? "–" : number.toFixed(digits);
        const percent = (share) => share === null ? "–" : (share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0) + " %";
        const trimmed = (number) => number.toFixed(number < 100 ? 1 : 0).replace(/\.0$/, "");
        const duration = (seconds) =>
          seconds === null ? "" :
          seconds >= 86400 && seconds % 86400 === 0 ? seconds / 86400 + " d" :
          seconds >= 3600 && seconds % 3600 === 0 ? seconds / 3600 + " h" :
          seconds === 60 ? "1 min" :
          seconds < 120 ? trimmed(seconds) + " s" :
          seconds < 7200 ? trimmed(seconds / 60) + " min" :
          seconds < 172800 ? trimmed(seconds / 3600) + " h" : trimmed(seconds / 86400) + " d";
        const bytes = (number) => {
          if (number === null) return "–";
          const units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
          let place = 0;
          while (number >= 999.5 && place < units.length - 1) { number /= 1000; place += 1; }
          return number.toFixed(place === 0 || number >= 9.95 ? 0 : 1) + " " + units[place];
        };
        const moment = (seconds, digits = 16) => {
          const date = new Date(seconds * 1000);
          return Number.isNaN(date.getTime()) ? "?" : date.toISOString().replace("T", " ").replace(/\.\d+Z$/, "").slice(0, digits);
        };
        const clock = (seconds) => moment(seconds).slice(-5);
        const name = (text) => h("bdi", { class: text.length <= 30 ? "short" : null }, text);
        const named = (row) => row[NAMES].join(", ");
        const level = (priority) => "p" + Math.min(4, Math.floor(priority / 20));
        const ago = (list, place) => list.length ? list[place] : null;
        const shortened = (text, most) => {
          const letters = Array.from(text);
          if (letters.length <= most) return text;
          const tail = Math.floor((most - 1) / 3);
          return letters.slice(0, most - 1 - tail).join("") + "…" + letters.slice(-tail).join("");
        };

        // a–z are runs of empty stretches, 1–9 and A–Z numbers of events, (123) larger ones.
        const unpacked = (text, length) => {
          const counts = new Uint32Array(length);
          let place = 0;
          for (let i = 0; i < text.length && place < length; i += 1) {
            const code = text.charCodeAt(i);
            if (code >= 97) place += code - 96;
            else if (code >= 65) counts[place++] = code - 55;
            else if (code >= 48) counts[place++] = code - 48;
            else {
              const end = text.indexOf(")", i);
              counts[place++] = Number(text.slice(i + 1, end));
              i = end;
            }
          }
          return counts;
        };
        const activity = (row) => row[ACTIVITY] === null ? null : unpacked(row[ACTIVITY], data.stretches);
        const seenIn = (row) => {
          const seen = [];
          unpacked(row[SEEN], windows.length).forEach((mark, place) => { if (mark) seen.push(place); });
          return seen;
        };
        // As few stretches together as at most so many columns need, by a length of time that people use where there is one; the
        // last column ends with the span.
        const lengths = [60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400];
        const columnsOf = (most) => {
          const least = Math.max(1, Math.ceil(data.stretches / most));
          const usual = lengths.find((length) => length % data.stretch === 0 && length >= least * data.stretch);
          const each = usual && usual <= least * data.stretch * 2 ? usual / data.stretch : least;
          const columns = Math.ceil(data.stretches / each);
          return { each, columns, seconds: each * data.stretch, from: data.from + (data.stretches - columns * each) * data.stretch };
        };
        const summed = (counts, { each, columns }) => {
          const sums = new Array(columns).fill(0), offset = columns * each - counts.length;
          for (let i = 0; i < counts.length; i += 1) sums[Math.floor((i + offset) / each)] += counts[i];
          return sums;
        };

        """#
}
