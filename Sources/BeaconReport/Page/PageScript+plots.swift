extension PageScript {
    /// What all drawings share: axes of time, and a drawing that is made anew for each width and can be walked by keys.
    static let plots = #"""
        const steps = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000];
        const spanStart = data.from, spanEnd = data.from + data.stretch * data.stretches;
        // Marks of time along the bottom of a drawing from `left` to `right`, with lines up to `top`.
        const timeAxis = (left, right, top, bottom, from = spanStart, to = spanEnd) => {
          const each = (right - left) / (to - from);
          const step = steps.find((step) => step * each >= 64) || steps[steps.length - 1];
          const marks = [];
          for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
            const x = left + (time - from) * each, midnight = time % 86400 === 0;
            if (x < left + 14 || x > right - 14) continue;
            marks.push(s("path", { d: `M${x.toFixed(1)} ${top}V${bottom}`, class: midnight ? "rule day" : "rule" }));
            marks.push(s("text", { x: x.toFixed(1), y: bottom + 13, class: "label", "text-anchor": "middle" },
              step >= 86400 || midnight ? moment(time).slice(5, 10) : clock(time)));
          }
          return marks;
        };
        const picture = (width, height, label, ...kids) =>
          s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label }, kids);
        const box = (x, y, width, height) =>
          `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;

        const redraws = new Map();
        const watcher = new ResizeObserver((changes) => {
          // A drawing changes the height of what is watched, which may not happen while changes are told.
          requestAnimationFrame(() => {
            for (const change of changes) {
              const drawing = redraws.get(change.target);
              const width = Math.floor(change.contentRect.width);
              if (drawing && width > 0 && width !== drawing.width) { drawing.width = width; drawing.draw(width); }
            }
          });
        });
        // A drawing that is made for the width there is. `draw(width)` gives the picture, and what pointing and keys do in it.
        const plot = (label, draw, hint) => {
          const readout = h("p", { class: "readout", "aria-live": "polite" }, hint || "");
          const place = h("div", { class: "plot", tabindex: hint ? 0 : null, role: "group", "aria-label": label });
          let drawn = null;
          const tell = (parts) => { if (parts) readout.replaceChildren(...[parts].flat()); else readout.replaceChildren(hint || ""); };
          redraws.set(place, { width: 0, draw: (width) => { drawn = draw(width, tell); place.replaceChildren(drawn.node); } });
          watcher.observe(place);
          if (hint) {
            place.addEventListener("pointermove", (event) => {
              const frame = drawn && drawn.node.getBoundingClientRect();
              if (frame) drawn.point(event.clientX - frame.left, event.clientY - frame.top);
            });
            place.addEventListener("pointerleave", () => { if (drawn) drawn.leave(); tell(null); });
            place.addEventListener("click", () => { if (drawn) drawn.enter(); });
            place.addEventListener("focus", () => { if (drawn && place.matches(":focus-visible")) drawn.step(0, 0); });
            place.addEventListener("blur", () => { if (drawn) drawn.leave(); tell(null); });
            place.addEventListener("keydown", (event) => {
              const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
              if (event.key === "Enter" || event.key === " ") drawn.enter();
              else if (move) drawn.step(...move);
              else return;
              event.preventDefault();
            });
          }
          return [place, hint ? readout : null];
        };
        const card = (title, about, kind, ...kids) =>
          h("section", { class: "card " + (kind || "") }, h("h2", null, title), about && h("p", { class: "about" }, about), kids);
        const scale = () => h("p", { class: "scale" }, "priority ",
          [0, 20, 40, 60, 80].map((least) => h("span", { class: "key" }, h("i", { class: level(least) }), least === 80 ? "80–100" : least + "–" + (least + 19))));

        """#
}
